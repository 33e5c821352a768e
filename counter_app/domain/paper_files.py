"""What goes into the file of one scanned paper: its pages in order and what is said about it.

No personal number stands in the description: a file travels further than the dossier it belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.pages import PageReading


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One page to be written: the cleaned image as JPEG and what was read on exactly that image.

    ``turned_deg`` is how far readers turn the page for the eye, clockwise in quarters; image and reading lie as
    they were read.
    """

    jpeg: bytes
    reading: PageReading
    turned_deg: int = 0


@dataclass(frozen=True, slots=True)
class PaperMetadata:
    """The description that the file carries. ``scanned_at`` knows its offset from UTC.

    An empty text and ``None`` mean "not known" and are left out of the file: a batch that belongs to no
    dossier yet has a title and a time only. ``sheets`` counts pieces of paper, not images.
    """

    paper_title: str
    scanned_at: datetime
    dossier_code: str = ""
    procedure_code: str = ""
    paper_type: str = ""
    clerk: str = ""
    trust_level: str = ""
    sheets: int | None = None
