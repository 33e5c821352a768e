"""What eSCL says in XML: a scanner's abilities, its state, and the settings of one scan job.

Elements are told by their local names, since makers disagree about namespaces. Documents that define entities
are refused: a scanner has no use for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from counter_app.domain.errors import Damaged
from counter_app.domain.scanning import ColourMode, ScanProfile, Source

_UNITS_PER_MM: Final = 300 / 25.4
_SCAN: Final = "http://schemas.hp.com/imaging/escl/2011/05/03"
_PWG: Final = "http://www.pwg.org/schemas/2010/12/sm"
_INPUTS: Final = {"PlatenInputCaps": "Platen", "AdfSimplexInputCaps": "Feeder", "AdfDuplexInputCaps": "Feeder"}
_ADF_FAULTS: Final = {
    "ScannerAdfJam": "jam",
    "ScannerAdfMispick": "jam",
    "ScannerAdfInputTrayFailed": "jam",
    "ScannerAdfDuplexPageTooShort": "jam",
    "ScannerAdfDuplexPageTooLong": "jam",
    "ScannerAdfMultipickDetected": "double_feed",
    "ScannerAdfHatchOpen": "cover_open",
}
_AT_DEVICE: Final = frozenset({"JobCanceledByUser", "JobCanceledAtDevice"})


@dataclass(frozen=True, slots=True)
class Input:
    """One way in: the glass, the feeder for one side, the feeder for both. Lengths in 1/300 inch."""

    max_width: int
    max_height: int
    resolutions: tuple[int, ...]
    resolution_range: tuple[int, int] | None
    colour_modes: frozenset[str]

    @property
    def max_dpi(self) -> int:
        """0 when it does not say."""
        if self.resolution_range is not None:
            return self.resolution_range[1]
        return max(self.resolutions, default=0)

    def resolution_for(self, wanted: int) -> int:
        """The lowest that is at least ``wanted``, else the highest there is."""
        if self.resolution_range is not None:
            low, high = self.resolution_range
            return min(max(wanted, low), high)
        return next((each for each in self.resolutions if each >= wanted), max(self.resolutions, default=wanted))


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What the scanner can do."""

    title: str
    platen: Input | None
    simplex: Input | None
    duplex: Input | None

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The ways in that there are."""
        return tuple(each for each in (self.platen, self.simplex, self.duplex) if each is not None)

    @property
    def max_dpi(self) -> int:
        """The finest that any way in offers, 0 when none says."""
        return max((each.max_dpi for each in self.inputs), default=0)

    @property
    def max_size_mm(self) -> tuple[float, float]:
        """Width and height of the largest paper, 0 where no way in says."""
        width = max((each.max_width for each in self.inputs), default=0)
        height = max((each.max_height for each in self.inputs), default=0)
        return width / _UNITS_PER_MM, height / _UNITS_PER_MM

    @property
    def sources(self) -> tuple[Source, ...]:
        feeder = self.simplex is not None or self.duplex is not None
        known = ((Source.FEEDER, feeder), (Source.FLATBED, self.platen is not None))
        return tuple(source for source, there in known if there)


@dataclass(frozen=True, slots=True)
class JobSettings:
    """One scan job as the scanner will do it."""

    source: Source
    duplex: bool
    dpi: int
    colour: str
    width: int
    height: int

    def as_xml(self) -> bytes:
        """Elements in the order of the schema, which some scanners insist on."""
        name = "Platen" if self.source is Source.FLATBED else "Feeder"
        sides = f"<scan:Duplex>{str(self.duplex).lower()}</scan:Duplex>" if self.source is Source.FEEDER else ""
        return (
            '<?xml version="1.0" encoding="UTF-8"?>'
            f'<scan:ScanSettings xmlns:scan="{_SCAN}" xmlns:pwg="{_PWG}">'
            "<pwg:Version>2.0</pwg:Version>"
            "<pwg:ScanRegions><pwg:ScanRegion>"
            "<pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>"
            "<pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset>"
            f"<pwg:Width>{self.width}</pwg:Width><pwg:Height>{self.height}</pwg:Height>"
            "</pwg:ScanRegion></pwg:ScanRegions>"
            f"<pwg:InputSource>{name}</pwg:InputSource>"
            "<pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>"
            "<scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt>"
            f"<scan:ColorMode>{self.colour}</scan:ColorMode>"
            f"<scan:XResolution>{self.dpi}</scan:XResolution><scan:YResolution>{self.dpi}</scan:YResolution>"
            f"{sides}"
            "</scan:ScanSettings>"
        ).encode()


@dataclass(frozen=True, slots=True)
class Status:
    """The scanner's state, its feeder's, and that of one job (empty when it is not listed)."""

    scanner: str
    feeder: str
    job: str
    job_reasons: frozenset[str]

    @property
    def fault(self) -> str | None:
        """The code of what is wrong, None when nothing is."""
        if self.job_reasons & _AT_DEVICE:
            return "cancelled_at_device"
        if self.feeder in _ADF_FAULTS:
            return _ADF_FAULTS[self.feeder]
        return "io_error" if self.job == "Aborted" else None

    @property
    def is_job_under_way(self) -> bool:
        return self.job in {"Pending", "Processing"}


def settings_for(capabilities: Capabilities, profile: ScanProfile) -> JobSettings:
    """The profile, held against what the scanner can do.

    Raises:
        Damaged: ``io_error`` when the scanner names no way to put paper in.
    """
    duplex = False
    way_in = capabilities.platen
    source = Source.FLATBED
    if profile.source is Source.FEEDER or way_in is None:
        duplex = profile.duplex and capabilities.duplex is not None
        feeder = capabilities.duplex if duplex else capabilities.simplex or capabilities.duplex
        if feeder is not None:
            way_in, source = feeder, Source.FEEDER
    if way_in is None:
        raise Damaged("io_error", detail="neither feeder nor glass")
    grey = profile.colour is ColourMode.GREY and "Grayscale8" in way_in.colour_modes
    return JobSettings(
        source,
        duplex,
        way_in.resolution_for(profile.dpi),
        "Grayscale8" if grey else "RGB24",
        min(round(profile.page_width_mm * _UNITS_PER_MM), way_in.max_width),
        min(round(profile.page_height_mm * _UNITS_PER_MM), way_in.max_height),
    )


def capabilities_from(document: bytes) -> Capabilities:
    """Raises ``Damaged`` (``io_error``) for what is no such document."""
    root = _parsed(document)
    found = {_local(each): _input_from(each) for each in root.iter() if _local(each) in _INPUTS}
    return Capabilities(
        _text(root, "MakeAndModel"),
        found.get("PlatenInputCaps"),
        found.get("AdfSimplexInputCaps"),
        found.get("AdfDuplexInputCaps"),
    )


def status_from(document: bytes, job_path: str) -> Status:
    """Raises ``Damaged`` (``io_error``) for what is no such document."""
    root = _parsed(document)
    job, reasons = "", frozenset[str]()
    for each in _all(root, "JobInfo"):
        if job_path and _text(each, "JobUri").endswith(job_path):
            job = _text(each, "JobState")
            reasons = frozenset((reason.text or "").strip() for reason in _all(each, "JobStateReason"))
    scanner = next((_own_text(each) for each in root if _local(each) == "State"), "")
    return Status(scanner, _text(root, "AdfState"), job, reasons)


def _input_from(element: ET.Element) -> Input:
    resolutions = {_number(each, "XResolution") for each in _all(element, "DiscreteResolution")}
    spread = next(_all(element, "XResolutionRange"), None)
    return Input(
        _number(element, "MaxWidth"),
        _number(element, "MaxHeight"),
        tuple(sorted(resolutions - {0})),
        None if spread is None else (_number(spread, "Min"), _number(spread, "Max")),
        frozenset(_own_text(each) for each in _all(element, "ColorMode")),
    )


def _parsed(document: bytes) -> ET.Element:
    if b"<!DOCTYPE" in document or b"<!ENTITY" in document:
        raise Damaged("io_error", detail="the scanner's answer defines entities")
    try:
        return ET.fromstring(document)  # noqa: S314 - see above
    except (ET.ParseError, ValueError) as error:
        raise Damaged("io_error", detail=f"the scanner's answer is no XML: {error}") from error


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(element: ET.Element, name: str) -> Iterator[ET.Element]:
    return (each for each in element.iter() if _local(each) == name)


def _own_text(element: ET.Element) -> str:
    return (element.text or "").strip()


def _text(element: ET.Element, name: str) -> str:
    return next((_own_text(each) for each in _all(element, name)), "")


def _number(element: ET.Element, name: str) -> int:
    try:
        return min(max(int(_text(element, name)), 0), 1_000_000)
    except ValueError:
        return 0
