"""What a scanner can be asked and what it answers: profiles, devices, one event per page.

The events are what a worker process streams to the counter; each is complete in itself, so that what
arrived before a crash is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from counter_app.domain.errors import InvalidInput

LOWEST_DPI = 200
"""Circular 01/2023/TT-VPCP Art. 8."""


class Source(StrEnum):
    """Where the paper lies."""

    FEEDER = "feeder"
    FLATBED = "flatbed"


class ColourMode(StrEnum):
    """Colour is the legal default for records; grey serves separator sheets and tests."""

    COLOUR = "colour"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class ScanProfile:
    """How to scan. Circular 01/2023/TT-VPCP Art. 8: colour, at least 200 dpi, scale 100 %.

    ``page_width_mm`` and ``page_height_mm`` are the paper's size; ``expected_pages`` stops a device that
    never says that it is empty (None = until the feeder is empty).
    """

    source: Source = Source.FEEDER
    duplex: bool = False
    dpi: int = 300
    colour: ColourMode = ColourMode.COLOUR
    page_width_mm: float = 210.0
    page_height_mm: float = 297.0
    expected_pages: int | None = None


def require_lawful(profile: ScanProfile) -> None:
    """Raises ``InvalidInput`` when a record may not be scanned this way (Circular 01/2023/TT-VPCP Art. 8)."""
    if profile.dpi < LOWEST_DPI:
        raise InvalidInput("resolution_below_floor", dpi=profile.dpi, lowest=LOWEST_DPI)
    if profile.colour is not ColourMode.COLOUR:
        raise InvalidInput("colour_required")


@dataclass(frozen=True, slots=True)
class Device:
    """One way to get pages. ``driver`` names the module that speaks to it (sane, escl, twain, folder).

    ``max_dpi``, ``max_width_mm`` and ``max_height_mm`` are the most that the device says it can do, 0 where it
    does not say. ``tells_start`` is true where the device can say that somebody wants a scan to begin: a button
    was pressed, paper was laid in, a file arrived. These describe the device and do not identify it.
    """

    driver: str
    address: str
    title: str
    sources: tuple[Source, ...] = (Source.FEEDER,)
    duplex: bool = False
    max_dpi: int = field(default=0, compare=False)
    max_width_mm: float = field(default=0.0, compare=False)
    max_height_mm: float = field(default=0.0, compare=False)
    tells_start: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class PageScanned:
    """One page as the device gave it. ``number`` counts from 1 in this scan; ``image`` is an encoded file.

    ``origin`` tells where it came from (file name, sheet and side) for people to recognise it by.
    """

    number: int
    image: bytes
    media_type: str
    dpi: int | None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class PageProgress:
    """The page under way, 0-100 percent, where the device tells."""

    number: int
    percent: int


@dataclass(frozen=True, slots=True)
class ScanFinished:
    """No more pages: the feeder is empty, the folder is read, or the clerk cancelled."""

    pages: int
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class ScanStopped:
    """The device stopped before the end; pages already reported are whole and stay.

    ``code`` is one of: feeder_empty jam double_feed cover_open offline busy no_permission cancelled_at_device
    io_error driver_crashed driver_hung not_an_image truncated_image image_too_large file_locked folder_empty
    unknown.
    ``page`` is the number that was under way; ``detail`` is the driver's own text for the log.
    """

    code: str
    page: int
    detail: str = ""
    origin: str = ""


ScanEvent = PageScanned | PageProgress | ScanFinished | ScanStopped
