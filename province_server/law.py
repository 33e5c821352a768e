"""The law that the province published, read for its own use: how codes are written, when dossiers are due.

Every process reads the newest version of each file once, and again when another was published. Law with a mistake
in it is left alone and logged; what the province cannot compute it does not judge.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa

from counter_app.contract.appointments import AppointmentLaw
from counter_app.contract.calendars import CalendarBook, check_calendars
from counter_app.contract.catalogue import check_catalogue
from counter_app.contract.codes import STANDARD, CodeBook, check_codes
from counter_app.contract.organisation import check_organisation
from counter_app.contract.reading import Mistake
from province_server.files.shelf import Shelf, ShelvedFile
from province_server.store import tables as t
from province_server.store.engine import reading

_log = logging.getLogger(__name__)

Checked = TypeVar("Checked")
Check = Callable[[Mapping[str, str]], tuple[Checked | None, tuple[Mistake, ...]]]


@dataclass(frozen=True, slots=True)
class LawInForce:
    """What the province judges by; ``appointments`` is None until it has published all that they need."""

    codes: CodeBook = STANDARD
    appointments: AppointmentLaw | None = None
    calendars: CalendarBook | None = None


class PublishedLaw:
    """The newest published law."""

    def __init__(self, engine: sa.Engine, shelf: Shelf) -> None:
        self._engine = engine
        self._shelf = shelf
        self._publications = 0
        self._newest = LawInForce()

    @property
    def newest(self) -> LawInForce:
        """As of the last ``refresh``."""
        return self._newest

    def refresh(self) -> LawInForce:
        """The law in its newest versions. Files are read only after a publication."""
        with reading(self._engine) as connection:
            publications = connection.scalar(sa.select(sa.func.count()).select_from(t.catalogue)) or 0
            if publications == self._publications:
                return self._newest
            c = t.catalogue.c
            rows = connection.execute(sa.select(c.name, c.file, c.size_bytes).order_by(c.version)).all()
        texts: dict[str, dict[str, str]] = {}
        for name, file in {row.name: ShelvedFile(row.file, row.size_bytes) for row in rows}.items():
            folder, _, rest = name.partition("/")
            if folder in _FOLDERS:
                content = b"".join(self._shelf.read(file, 0, file.size_bytes))
                texts.setdefault(folder, {})[rest] = content.decode("utf-8", "replace")
        self._newest = law_of(texts)
        self._publications = publications
        return self._newest


_FOLDERS = frozenset({"procedures", "calendars", "codes", "organisation"})


def law_of(texts: Mapping[str, Mapping[str, str]]) -> LawInForce:
    """The law of these folders, each a file's name -> its text."""
    codes = _checked(check_codes, texts.get("codes"))
    calendars = _checked(check_calendars, texts.get("calendars"))
    if not texts.keys() >= {"procedures", "calendars", "organisation"}:
        # A province that changes single files of what its windows were installed with publishes no whole law.
        return LawInForce(codes or STANDARD, calendars=calendars)
    procedures = _checked(check_catalogue, texts.get("procedures"))
    organisation = _checked(check_organisation, texts.get("organisation"))
    if procedures is None or calendars is None or organisation is None:
        return LawInForce(codes or STANDARD, calendars=calendars)
    return LawInForce(codes or STANDARD, AppointmentLaw(procedures, calendars, organisation), calendars)


def _checked(check: Check[Checked], texts: Mapping[str, str] | None) -> Checked | None:
    if not texts:
        return None
    law, mistakes = check(texts)
    if law is None:
        _log.warning("published law cannot be used: %s (%s mistakes)", mistakes[0], len(mistakes))
    return law
