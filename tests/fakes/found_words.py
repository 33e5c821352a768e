"""Which dossiers and pages a search finds: the words that are looked at, said once more, in plain Python."""

from __future__ import annotations

from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import PageId
from counter_app.domain.plain_text import words
from counter_app.services.queries import FoundIn, SearchRow


def dossier_forms(one: Dossier) -> tuple[str, ...]:
    """The texts of a dossier that a search looks at; the phone also as it is dialled inside the country."""
    phone = one.applicant.phone
    dialled = "0" + phone.removeprefix("+84") if phone.startswith("+84") else phone
    return (
        " ".join((one.code, one.applicant.name, dialled, one.applicant.id_number, one.applicant.old_id_number)),
    )


def has_words(text: str, typed: str) -> bool:
    """All typed words stand in the text, the last one perhaps unfinished; typed together they stand together."""
    stands = f" {' '.join(words(text))} "
    parts = [f" {' '.join(found)}" for part in typed.split() if (found := words(part))]
    joined = "".join(letter for letter in typed if letter.isdigit())
    if joined and not any(letter.isalpha() for letter in typed):
        number = "0" + joined.removeprefix("84") if typed.strip().startswith("+84") else joined
        if f" {number}" in stands:
            return True
    return all(f"{part} " in stands for part in parts[:-1]) and parts[-1] in stands


def search_row(one: Dossier, found_in: FoundIn, page_id: PageId | None) -> SearchRow:
    return SearchRow(
        dossier_id=one.dossier_id,
        code=one.code,
        applicant=one.applicant.name,
        procedure=one.procedure,
        state=one.state,
        received_at=one.received_at,
        due_at=one.due_at,
        found_in=found_in,
        page_id=page_id,
    )
