"""Decide what a screen shows; free of Qt."""
