"""How a paper is scanned: as the catalogue says for its kind, held against what the scanner can do.

What the rules ask of a record is never given up for a scanner that cannot do it: resolution, colour and full size.
What only costs the clerk a movement is: without duplex, the backs are scanned after the fronts; without a feeder,
the sheets are laid on the glass.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import InvalidInput
from counter_app.domain.procedure import ScanProfileRecord
from counter_app.domain.scanning import Device, ScanProfile, Source, require_lawful
from counter_app.services.catalogue import Catalogue

USUAL = "a4"
"""The profile of papers that the case does not name."""

_TOLERANCE_MM = 2.0


class ByHand(StrEnum):
    """What the clerk does because the scanner cannot."""

    BACKS_AFTER_FRONTS = "backs_after_fronts"
    SHEETS_ON_THE_GLASS = "sheets_on_the_glass"


@dataclass(frozen=True, slots=True)
class Fitted:
    """A profile that this scanner can do, its title, and what is left to do by hand."""

    title: str
    profile: ScanProfile
    by_hand: frozenset[ByHand] = frozenset()


class ScanProfiles:
    """Knows the profiles of the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def for_paper(self, dossier: Dossier, paper_type: str, device: Device) -> Fitted:
        """The profile for this paper of the dossier's case, or the usual one.

        Raises:
            InvalidInput: this scanner cannot scan such a paper as the rules ask.
        """
        case = self._catalogue.case(dossier.procedure, dossier.case, on=dossier.received_at.date())
        codes = {kind: one.scan_profile for one in case.papers for kind in (one.paper_type, *one.alternatives)}
        return fit(self._catalogue.procedures.scan_profile(codes.get(paper_type, USUAL)), device)


def fit(record: ScanProfileRecord, device: Device) -> Fitted:
    """The record as this device can do it.

    Raises:
        InvalidInput: ``resolution_below_floor``, ``scanner_too_coarse`` or ``paper_larger_than_scanner``.
    """
    if device.max_dpi and device.max_dpi < record.dpi:
        raise InvalidInput("scanner_too_coarse", dpi=record.dpi, most=device.max_dpi)
    too_wide = device.max_width_mm and record.width_mm > device.max_width_mm + _TOLERANCE_MM
    too_high = device.max_height_mm and record.height_mm > device.max_height_mm + _TOLERANCE_MM
    if too_wide or too_high:
        raise InvalidInput(
            "paper_larger_than_scanner", width=round(record.width_mm), height=round(record.height_mm)
        )
    by_hand: set[ByHand] = set()
    source = Source.FEEDER if record.feeder else Source.FLATBED
    if source not in device.sources:
        source = next(iter(device.sources))
        if record.feeder:
            by_hand.add(ByHand.SHEETS_ON_THE_GLASS)
    if record.duplex and not (device.duplex and source is Source.FEEDER):
        by_hand.add(ByHand.BACKS_AFTER_FRONTS)
    profile = ScanProfile(
        source=source,
        duplex=record.duplex and not by_hand,
        dpi=record.dpi,
        page_width_mm=record.width_mm,
        page_height_mm=record.height_mm,
        expected_pages=1 if source is Source.FLATBED else None,
    )
    require_lawful(profile)
    return Fitted(record.title, profile, frozenset(by_hand))
