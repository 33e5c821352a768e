"""A branch's relay: the windows' province while the province is out of reach, and their courier when it is not."""
