"""From a raw image to an upright, clean, read page."""

from counter_app.domain.pages import ReadPage
from counter_app.scanner.pages.pipeline import CleanPage, PageReader

__all__ = ["CleanPage", "PageReader", "ReadPage"]
