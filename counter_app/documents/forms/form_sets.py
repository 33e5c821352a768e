"""Reads form sets from their data files: titles, numbers, captions and paper sizes with effective dates.

A file that is wrong is refused whole, and every mistake is named by file and line: a receipt with a caption
missing must not be noticed at the window.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec

from counter_app.contract.provenance import Confidence
from counter_app.contract.reading import Reading, read_file
from counter_app.documents.forms import (
    apology,
    control,
    fee_receipt,
    hand_over,
    receipt,
    refusal,
    register,
    separator,
    stop,
    supplement,
)
from counter_app.documents.forms.captions import Captions, braces
from counter_app.domain.errors import Damaged, NotFound
from counter_app.domain.forms import Form, FormSet, PaperSize, SlipKind

FORMAT = 1

CAPTIONS: Mapping[SlipKind, Captions] = {
    SlipKind.RECEIPT: receipt.CAPTIONS,
    SlipKind.SUPPLEMENT: supplement.CAPTIONS,
    SlipKind.REFUSAL: refusal.CAPTIONS,
    SlipKind.APOLOGY: apology.CAPTIONS,
    SlipKind.STOP: stop.CAPTIONS,
    SlipKind.CONTROL: control.CAPTIONS,
    SlipKind.REGISTER: register.CAPTIONS,
    SlipKind.HAND_OVER: hand_over.CAPTIONS,
    SlipKind.FEE_RECEIPT: fee_receipt.CAPTIONS,
    SlipKind.SEPARATOR: separator.CAPTIONS,
}


class FormRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One form as the file has it; its captions are added to those of the whole set."""

    kind: SlipKind
    title: str
    size: PaperSize
    captions: dict[str, str]
    number: str = ""
    issued_with: str = ""
    landscape: bool = False
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


class FormSetRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One file: the forms of one circular. ``valid_to`` is the first day that they no longer hold."""

    format: int
    code: str
    title: str
    valid_from: date
    captions: dict[str, str]
    forms: tuple[FormRecord, ...]
    valid_to: date | None = None
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


def load_form_sets(folder: Path) -> tuple[FormSet, ...]:
    """All form sets of the folder, oldest first.

    Raises:
        NotFound: The folder has none.
        Damaged: A file is wrong; ``mistakes`` names file and line of each.
    """
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise NotFound("no_form_set", folder=folder.name)
    form_sets = [_load(file) for file in files]
    return tuple(sorted(form_sets, key=lambda known: known.valid_from))


def _load(file: Path) -> FormSet:
    record, reading = read_file(file.name, file.read_text(encoding="utf-8"), FormSetRecord)
    if record is not None:
        for form in record.forms:
            _check_captions(form, record.captions, reading)
    if record is None or reading.mistakes:
        raise Damaged("form_set_wrong", mistakes="\n".join(str(mistake) for mistake in sorted(reading.mistakes)))
    if record.format != FORMAT:
        raise Damaged("form_set_wrong", mistakes=f"{file.name}: format {record.format}")
    forms = {form.kind: _form(form, record.captions) for form in record.forms}
    return FormSet(record.code, record.title, record.valid_from, record.valid_to, forms)


def _check_captions(form: FormRecord, common: Mapping[str, str], reading: Reading) -> None:
    """Blame captions that the form's printer needs and lacks, does not know, or cannot fill in."""
    needed = CAPTIONS[form.kind]
    for name in needed.keys() - form.captions.keys() - common.keys():
        reading.note_at(form, "captions", "missing_caption", f"«{form.kind}» thiếu dòng chữ «{name}»")
    for name in form.captions.keys() - needed.keys():
        reading.note_at(form, "captions", "unknown_caption", f"«{form.kind}» không dùng dòng chữ «{name}»")
    for name, caption in {**common, **form.captions}.items():
        if name in needed and not _fillable(caption, needed[name]):
            known = ", ".join(f"{{{brace}}}" for brace in sorted(needed[name])) or "không có"
            reading.note_at(
                form, "captions", "wrong_brace", f"«{form.kind}», dòng chữ «{name}»: chỉ được dùng {known}"
            )


def _fillable(caption: str, known: frozenset[str]) -> bool:
    try:
        return braces(caption) <= known
    except ValueError:
        return False


def _form(record: FormRecord, common: Mapping[str, str]) -> Form:
    return Form(
        kind=record.kind,
        title=record.title,
        size=record.size,
        captions={**common, **record.captions},
        number=record.number,
        issued_with=record.issued_with,
        landscape=record.landscape,
    )
