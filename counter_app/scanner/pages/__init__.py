"""From a raw image to an upright, clean, read page."""

from counter_app.scanner.pages.pipeline import CleanPage, PageReader, ReadPage

__all__ = ["CleanPage", "PageReader", "ReadPage"]
