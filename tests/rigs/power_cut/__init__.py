"""A disk that loses power: what a program wrote is recorded, and disks are made as a cut may have left them."""
