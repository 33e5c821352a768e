"""What the papers of a dossier say about themselves: read as candidates, confirmed or corrected by the clerk.

Only what a clerk confirmed goes into the seal (Circular 01/2023/TT-VPCP Art. 9): a value that was read and not
looked at is shown and not recorded. What is confirmed lies in the store under one name per dossier.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import InvalidInput, NotFound
from counter_app.domain.fields import Candidate, FieldName, read_fields
from counter_app.domain.identity import parse_birth, parse_id_number
from counter_app.domain.ids import DossierId, PageId
from counter_app.domain.pages import Box, Line
from counter_app.services.catalogue import Catalogue
from counter_app.services.events import DossierChanged
from counter_app.services.ports import OpenWork, Page, UnitOfWork

DATES = frozenset({FieldName.ISSUED_ON, FieldName.BIRTH, FieldName.VALID_UNTIL})
LONGEST = 300
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class FieldRead:
    """One field of a paper: the value that counts now, and where on which page it was read.

    ``value`` is what was confirmed, else the likeliest that was read, else empty; days as ``yyyy-mm-dd``. ``box``
    is in pixels of the cleaned page.
    """

    field: FieldName
    value: str
    confirmed: bool
    confidence: float = 0.0
    page_id: PageId | None = None
    box: Box | None = None
    others: tuple[str, ...] = ()


class PaperFields:
    """Reads and keeps the fields of papers."""

    def __init__(self, open_work: OpenWork, catalogue: Catalogue) -> None:
        self._open_work = open_work
        self._catalogue = catalogue

    def of(self, work: UnitOfWork, dossier: Dossier, pages: Sequence[Page]) -> dict[str, tuple[FieldRead, ...]]:
        """The fields of every paper that has pages which were read, by paper type."""
        known = confirmed_fields(work, dossier.dossier_id)
        found: dict[str, tuple[FieldRead, ...]] = {}
        for paper_type in dict.fromkeys(page.paper_type for page in pages if page.paper_type):
            wanted = self._wanted(paper_type)
            own = [page for page in pages if page.paper_type == paper_type and page.reading is not None]
            if wanted and own:
                found[paper_type] = tuple(_fields(wanted, own, known.get(paper_type, {})))
        return found

    def confirm(self, dossier_id: DossierId, paper_type: str, values: Mapping[str, str]) -> None:
        """These values are right; an empty one is not on the paper.

        Raises:
            InvalidInput: ``bad_day``, ``bad_id_number`` or ``text_too_long``: not what such a field can say.
        """
        lawful = {name: lawful_value(FieldName(name), text) for name, text in values.items()}
        with self._open_work() as work:
            known = confirmed_fields(work, dossier_id)
            known[paper_type] = {**known.get(paper_type, {}), **lawful}
            work.observations.put(_name(dossier_id), json.dumps(known, ensure_ascii=False))
            work.publish(DossierChanged(dossier_id))
            work.commit()

    def _wanted(self, paper_type: str) -> tuple[str, ...]:
        try:
            return self._catalogue.procedures.paper_type(paper_type).descriptors
        except NotFound:
            return ()


def confirmed_fields(work: UnitOfWork, dossier_id: DossierId) -> dict[str, dict[str, str]]:
    """What the clerk confirmed so far: by paper type, by field."""
    told = work.observations.get(_name(dossier_id))
    return json.loads(told) if told else {}


def lawful_value(field: FieldName, text: str) -> str:
    """The value as it is recorded: days as ``yyyy-mm-dd``, numbers without spaces. Raises ``InvalidInput``."""
    value = " ".join(text.split())
    if not value:
        return ""
    if len(value) > LONGEST:
        raise InvalidInput("text_too_long", most=LONGEST)
    if field in DATES:
        return value if _ISO.fullmatch(value) else _day(value)
    return parse_id_number(value) if field is FieldName.ID_NUMBER else value


def _day(text: str) -> str:
    try:
        return parse_birth(text).iso
    except InvalidInput as error:
        raise InvalidInput("bad_day", text=text) from error


def shown_value(field: FieldName, value: str) -> str:
    """The value as people write it: days as ``dd/mm/yyyy``."""
    day = _ISO.fullmatch(value) if field in DATES else None
    return f"{day[3]}/{day[2]}/{day[1]}" if day else value


def _name(dossier_id: DossierId) -> str:
    return f"paper_fields/{dossier_id}"


def _fields(wanted: Sequence[str], pages: Sequence[Page], known: Mapping[str, str]) -> Iterator[FieldRead]:
    candidates = [
        (candidate, page)
        for page in pages
        if page.reading is not None
        for candidate in read_fields(page.reading.lines, wanted)
    ]
    for name in wanted:
        if name not in set(FieldName):
            continue
        field = FieldName(name)
        own = sorted((one for one in candidates if one[0].field is field), key=lambda one: -one[0].confidence)
        confirmed = name in known
        value = known.get(name, own[0][0].value if own else "")
        # A value that was corrected still shows where the paper says something of the kind.
        chosen = next((one for one in own if one[0].value == value), own[0] if own else None)
        others = tuple(dict.fromkeys(one[0].value for one in own if one[0].value != value))
        if chosen is None:
            yield FieldRead(field, value, confirmed, others=others)
        else:
            candidate, page = chosen
            yield FieldRead(
                field, value, confirmed, candidate.confidence, page.page_id, _box(candidate, page), others
            )


def _box(candidate: Candidate, page: Page) -> Box | None:
    """The words of the value, or its line where they are not found in it."""
    if page.reading is None or candidate.line >= len(page.reading.lines):
        return None
    line: Line = page.reading.lines[candidate.line]
    parts = set(candidate.value.split())
    own = [word.box for word in line.words if word.text.strip(".,;:") in parts] or [line.box]
    left, top = min(box.left for box in own), min(box.top for box in own)
    right, bottom = max(box.left + box.width for box in own), max(box.top + box.height for box in own)
    return Box(left, top, right - left, bottom - top)
