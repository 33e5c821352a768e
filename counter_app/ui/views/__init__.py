"""Widgets and signals; free of decisions."""
