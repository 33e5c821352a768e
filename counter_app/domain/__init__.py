"""The rules of the one-stop window: pure functions over frozen values."""
