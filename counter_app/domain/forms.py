"""The official forms: titles, numbers, captions and paper sizes, and which set is in force on a day.

Forms are law: they change by circular. A ``FormSet`` is data with effective dates; nothing here knows what a
particular form says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter_app.domain.errors import NotFound


class SlipKind(StrEnum):
    """Every paper that the window prints. The value names the form in the form-set files."""

    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP = "stop"
    CONTROL = "control"
    REGISTER = "register"
    HAND_OVER = "hand_over"
    FEE_RECEIPT = "fee_receipt"
    SEPARATOR = "separator"


class PaperSize(StrEnum):
    A5 = "A5"
    A4 = "A4"


class Roll(StrEnum):
    """Thermal paper from a roll, by its width; a slip on it is as long as what stands on it."""

    WIDE = "80mm"
    NARROW = "58mm"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a set. ``captions`` are its printed words by name; ``number`` is empty for customary papers."""

    kind: SlipKind
    title: str
    size: PaperSize
    captions: Mapping[str, str]
    number: str = ""
    issued_with: str = ""
    landscape: bool = False

    def caption(self, name: str) -> str:
        """The printed words.

        Raises:
            NotFound: The form has no such caption: its file is incomplete.
        """
        try:
            return self.captions[name]
        except KeyError as missing:
            raise NotFound("form_caption_missing", form=self.kind, caption=name) from missing


@dataclass(frozen=True, slots=True)
class FormSet:
    """The forms of one circular, in force from ``valid_from`` until the day before ``valid_to``."""

    code: str
    title: str
    valid_from: date
    valid_to: date | None
    forms: Mapping[SlipKind, Form]

    def form(self, kind: SlipKind) -> Form:
        """The form of this kind.

        Raises:
            NotFound: This circular knows no such form (a stop notice before 2025).
        """
        try:
            return self.forms[kind]
        except KeyError as missing:
            raise NotFound("form_not_in_set", form=kind, form_set=self.code) from missing


def form_set_on(form_sets: Iterable[FormSet], day: date) -> FormSet:
    """The form set in force on ``day``; the latest beginning wins where two overlap.

    Raises:
        NotFound: None is in force that day.
    """
    in_force = [
        known
        for known in form_sets
        if known.valid_from <= day and (known.valid_to is None or day < known.valid_to)
    ]
    if not in_force:
        raise NotFound("no_form_set", day=day.isoformat())
    return max(in_force, key=lambda known: known.valid_from)
