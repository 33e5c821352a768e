"""What can be started from the command line, one module per command."""
