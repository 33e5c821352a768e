"""From a raw image to an upright, clean, read page."""
