"""The law as this installation has it: read from its resource files, or from what the province sent since.

A mistake in a file is told with the file and the line, because it is IT who put it there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from counter_app.contract.calendars import check_calendars
from counter_app.contract.catalogue import check_catalogue
from counter_app.contract.codes import check_codes
from counter_app.contract.indicators import check_indicators
from counter_app.contract.organisation import check_organisation
from counter_app.contract.reading import Mistake
from counter_app.domain.addresses import AddressBook, read_address_book
from counter_app.domain.errors import Damaged, InvalidInput, NotFound
from counter_app.domain.organisation import Organisation
from counter_app.domain.procedure import ProcedureBook
from counter_app.services.catalogue import Catalogue
from counter_app.settings import Settings
from counter_app.sync.law_files import LawFiles

Law = TypeVar("Law")


def law_files(settings: Settings) -> LawFiles:
    """The law of this installation."""
    return LawFiles(settings.resources, settings.profile / "law", load_catalogue, check_forms)


def load_catalogue(resources: Path) -> Catalogue:
    """The law from the resource files; what is seldom asked is read when it is.

    Raises:
        InvalidInput: ``resources_broken``, naming the first mistake; also later, for what is read late.
    """
    return Catalogue(
        ProcedureBook(_checked(check_catalogue, resources / "procedures")),
        _checked(check_calendars, resources / "calendars"),
        _checked(check_codes, resources / "codes"),
        load_organisation=lambda: Organisation(_checked(check_organisation, resources / "organisation")),
        load_addresses=lambda: load_addresses(resources),
        load_indicators=lambda: _checked(check_indicators, resources / "indicators"),
    )


def load_addresses(resources: Path) -> AddressBook:
    """Both lists of administrative units. Raises ``InvalidInput`` naming the line that cannot be read."""
    file = resources / "addresses" / "administrative_units.tsv"
    try:
        return read_address_book(file.read_text(encoding="utf-8"))
    except InvalidInput as error:
        mistake = f"{file.name}:{error.facts['line']}: không đọc được dòng này"
        raise InvalidInput("resources_broken", mistake=mistake, count=1) from error


def check_forms(resources: Path) -> None:
    """Return only if every slip can be printed by these forms. Raises ``InvalidInput`` naming the mistake."""
    from counter_app.documents.forms.form_sets import load_form_sets  # noqa: PLC0415 - a window opens without it

    try:
        load_form_sets(resources / "forms")
    except (Damaged, NotFound) as error:
        mistake = str(error.facts.get("mistakes", error)).splitlines()[0]
        raise InvalidInput("resources_broken", mistake=mistake, count=1) from error


def _checked(check: Callable[[Mapping[str, str]], tuple[Law | None, tuple[Mistake, ...]]], folder: Path) -> Law:
    """What the files of this folder say. Raises ``InvalidInput`` naming the first mistake."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}
    law, mistakes = check(texts)
    if law is None:
        raise InvalidInput("resources_broken", mistake=str(mistakes[0]), count=len(mistakes))
    return law
