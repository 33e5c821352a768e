"""The counter application of a Public Administration Service Centre."""

__version__ = "0.1.0"
