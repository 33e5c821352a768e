"""What a page says about itself: number, date, issuing body, names and the like, as candidates to confirm.

Patterns are looked for in the recognised text without its marks, so that a lost hook does not lose the field;
the value is taken from the text as recognised. A candidate's confidence is that of its words, lowered where the
place on the page makes the meaning less certain. Nothing is filled in unseen: the clerk confirms each value
(Circular 01/2023 Art. 9).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter_app.domain.identity import parse_id_number
from counter_app.domain.pages import Line
from counter_app.domain.plain_text import fold, nfc


class FieldName(StrEnum):
    """The descriptor fields that can be looked for."""

    NUMBER = "number"
    ISSUED_ON = "issued_on"
    ISSUER = "issuer"
    HOLDER = "holder"
    REQUESTER = "requester"
    CHILD_NAME = "child_name"
    BIRTH = "birth"
    ID_NUMBER = "id_number"
    VALID_UNTIL = "valid_until"
    BUSINESS_NAME = "business_name"
    PARCEL = "parcel"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible value. Dates are ISO; ``line`` counts from 0; confidence is 0-1."""

    field: FieldName
    value: str
    confidence: float
    line: int


@dataclass(frozen=True, slots=True)
class _Text:
    """One line as recognised and without marks, letter for letter at the same places."""

    line: Line
    number: int
    told: str
    plain: str


_MOTTO = re.compile(r"cong hoa xa hoi chu nghia viet nam|doc lap\W+tu do\W+hanh phuc|[-_=*]{3,}")
_AGENCY = re.compile(
    r"(?:uy ban|hoi dong|so |bo |cong an|cuc |chi cuc|toa an|van phong|trung tam|chi nhanh|phong |benh vien|tram |"
    r"buu dien|ngan hang|cong ty|truong )"
)
_PLACE = re.compile(r"(?:phuong|xa|thi tran|quan|huyen|thi xa|thanh pho|tinh|dac khu|khu vuc)\b")
_LETTERHEAD_LINES = 8
_WORDED_DAY = re.compile(r"(?:ngay\s*)?(?P<d>\d{1,2})\s*thang\s*(?P<m>\d{1,2})\s*nam\s*(?P<y>\d{4})")
_NUMBERED_DAY = re.compile(r"(?<!\d)(?P<d>\d{1,2})\s*[/.\-]\s*(?P<m>\d{1,2})\s*[/.\-]\s*(?P<y>\d{4})(?!\d)")
_DATED_AT = re.compile(r"^[^:;,]{2,40},\s*ngay\b")
_PLAIN_YEAR = re.compile(r"\W*(?P<y>\d{4})\b")
_NUMBER = re.compile(
    r"^(?:so(?: hieu| ky hieu|, ky hieu| vao so[^:]*| phat hanh)?)\s*[:.]?\s*"
    r"(?P<value>(?:[a-z]{1,3} ?)?\d{1,7}(?:\s?[/\-]\s?[\w.&\-]+)*)"
)
_UNTIL = re.compile(r"(?:co gia tri|co hieu luc|thoi han|han su dung|su dung)[^.]*?\bden\b")
_BORN = re.compile(r"ngay,? thang,? nam sinh|sinh ngay|ngay sinh|nam sinh|sinh nam")
_NEAR = 30
"""How far behind its label a value may begin."""
_CITIZEN = re.compile(r"(?<!\d)\d{12}(?!\d)")
_OLD_CARD = re.compile(r"(?:cmnd|chung minh nhan dan|chung minh thu)\D{0,12}(?P<value>\d{9})(?!\d)")
_BUSINESS = re.compile(r"ten (?:ho kinh doanh|co so)[^:]*:\s*(?P<value>[^:;]{2,80})")
_PARCEL = re.compile(r"thua(?: dat)? so\s*:?\s*(?P<plot>\d+)[^\d]{1,25}(?:to )?ban do so\s*:?\s*(?P<sheet>\d+)")
_REQUESTER = re.compile(
    r"(?:ho,? (?:chu dem,? )?(?:va )?ten (?:nguoi (?:yeu cau|de nghi|khai)|chu ho)|ten toi la|toi (?:ten )?la|"
    r"nguoi (?:yeu cau|de nghi))\s*[^:]{0,20}:\s*(?P<value>[^:;,.()\d]+)"
)
_NAME = re.compile(r"(?:ho,? (?:chu dem,? )?(?:va )?ten(?: khai sinh)?)\s*[^:]{0,12}:\s*(?P<value>[^:;,.()\d]+)")
_CHILD = re.compile(r"(?:cho (?:con|tre|nguoi)|khai sinh cho)[^:]*:\s*(?P<value>[^:;,.()\d]+)")
_LABEL_BEHIND = re.compile(r"\s+(?:gioi tinh|dan toc|quoc tich|sinh|ngay|nam|nu|noi|so|cccd|cmnd)\b.*$")
_LONGEST_NAME = 8
_MOST = 5


def read_fields(lines: Sequence[Line], wanted: Iterable[str]) -> tuple[Candidate, ...]:
    """At most five candidates for each wanted field, best first; names of other fields are passed over."""
    texts = [
        _Text(line, number, told, plain)
        for number, line in enumerate(lines)
        if len(told := nfc(line.text)) == len(plain := fold(told))
    ]
    found: list[Candidate] = []
    for name in wanted:
        reader = _READERS.get(name)
        if reader is not None:
            once: dict[str, Candidate] = {}
            for candidate in sorted(reader(texts), key=lambda one: (-one.confidence, one.line)):
                once.setdefault(candidate.value, candidate)
            found.extend(list(once.values())[:_MOST])
    return tuple(found)


def _confidence(text: _Text, value: str) -> float:
    """That of the words that make up the value, or of the line when they are not found in it."""
    parts = set(value.split())
    own = [word.confidence for word in text.line.words if word.text in parts]
    all_words = own or [word.confidence for word in text.line.words]
    return sum(all_words) / len(all_words) / 100


def _candidate(
    field: FieldName, text: _Text, span: tuple[int, int], value: str | None = None, worth: float = 1.0
) -> Candidate:
    printed = text.told[span[0] : span[1]].strip(" -–.,")
    return Candidate(field, value or printed, round(_confidence(text, printed) * worth, 4), text.number)


def _numbers(texts: Sequence[_Text]) -> Iterator[Candidate]:
    for text in texts:
        found = _NUMBER.search(text.plain)
        if found is not None and not text.told[found.start("value")].islower():
            worth = 1.0 if text.number < 2 * _LETTERHEAD_LINES else 0.6
            yield _candidate(FieldName.NUMBER, text, found.span("value"), worth=worth)


def _issued(texts: Sequence[_Text]) -> Iterator[Candidate]:
    for text in texts:
        found = _first_day(text.plain)
        if found is not None:
            day, span, worded = found
            at_head = _DATED_AT.match(text.plain) is not None
            worth = 1.0 if worded and at_head else 0.7 if worded else 0.5
            yield _candidate(FieldName.ISSUED_ON, text, span, day.isoformat(), worth)


def _valid_until(texts: Sequence[_Text]) -> Iterator[Candidate]:
    for text in texts:
        label = _UNTIL.search(text.plain)
        found = _first_day(text.plain, label.end(), label.end() + _NEAR) if label is not None else None
        if found is not None:
            yield _candidate(FieldName.VALID_UNTIL, text, found[1], found[0].isoformat())


def _issuers(texts: Sequence[_Text]) -> Iterator[Candidate]:
    """The last agency named in capitals at the head, with the place that follows it on the next line."""
    head = [_without_motto(text) for text in texts[:_LETTERHEAD_LINES]]
    for place, (text, told, plain) in enumerate(head):
        if not told.isupper() or _AGENCY.match(plain) is None:
            continue
        value = told
        following = head[place + 1] if place + 1 < len(head) else None
        if following is not None and following[1].isupper() and _PLACE.match(following[2]):
            value = f"{told} {following[1]}"
        deeper = any(_AGENCY.match(plain) and told.isupper() for _, told, plain in head[place + 1 :])
        yield Candidate(
            FieldName.ISSUER, value, round(_confidence(text, told) * (0.6 if deeper else 1.0), 4), text.number
        )


def _without_motto(text: _Text) -> tuple[_Text, str, str]:
    """The line without what stands beside the letterhead, as recognised and without marks."""
    kept = [True] * len(text.plain)
    for found in _MOTTO.finditer(text.plain):
        kept[found.start() : found.end()] = [False] * (found.end() - found.start())
    told = "".join(letter for letter, keep in zip(text.told, kept, strict=True) if keep).strip()
    return text, told, fold(told)


def _births(texts: Sequence[_Text]) -> Iterator[Candidate]:
    for text in texts:
        for label in _BORN.finditer(text.plain):
            found = _first_day(text.plain, label.end(), label.end() + _NEAR)
            if found is not None:
                yield _candidate(FieldName.BIRTH, text, found[1], found[0].isoformat())
                continue
            year = _PLAIN_YEAR.match(text.plain, label.end())
            if year is not None:
                yield _candidate(FieldName.BIRTH, text, year.span("y"))


def _id_numbers(texts: Sequence[_Text]) -> Iterator[Candidate]:
    for text in texts:
        for found in _CITIZEN.finditer(text.plain):
            yield _candidate(FieldName.ID_NUMBER, text, found.span())
        for found in _OLD_CARD.finditer(text.plain):
            value = parse_id_number(found["value"])
            yield _candidate(FieldName.ID_NUMBER, text, found.span("value"), value, 0.8)


def _parcels(texts: Sequence[_Text]) -> Iterator[Candidate]:
    for text in texts:
        for found in _PARCEL.finditer(text.plain):
            value = f"thửa đất số {found['plot']}, tờ bản đồ số {found['sheet']}"
            yield _candidate(FieldName.PARCEL, text, found.span(), value)


def _businesses(texts: Sequence[_Text]) -> Iterator[Candidate]:
    for text in texts:
        found = _BUSINESS.search(text.plain)
        if found is not None:
            yield _candidate(FieldName.BUSINESS_NAME, text, found.span("value"))


def _named_by(
    field: FieldName, pattern: re.Pattern[str], but_not: re.Pattern[str] | None = None
) -> Callable[[Sequence[_Text]], Iterator[Candidate]]:
    """A reader of names behind a label; lines with the other label belong to somebody else."""

    def read(texts: Sequence[_Text]) -> Iterator[Candidate]:
        for text in texts:
            found = pattern.search(text.plain)
            if found is None or (but_not is not None and but_not.search(text.plain)):
                continue
            start, end = found.span("value")
            end = start + len(_LABEL_BEHIND.sub("", text.plain[start:end]))
            if _is_name(text.told[start:end]):
                yield _candidate(field, text, (start, end))

    return read


def _is_name(told: str) -> bool:
    parts = told.split()
    return 1 < len(parts) <= _LONGEST_NAME and all(part[0].isupper() for part in parts)


def _first_day(plain: str, start: int = 0, end: int | None = None) -> tuple[date, tuple[int, int], bool] | None:
    """The first date written in a stretch of text, where it stands, and whether it is written in words."""
    for pattern in (_WORDED_DAY, _NUMBERED_DAY):
        for found in pattern.finditer(plain, start):
            if end is not None and found.start() > end:
                break
            try:
                day = date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                continue
            return day, found.span(), pattern is _WORDED_DAY
    return None


_READERS: dict[str, Callable[[Sequence[_Text]], Iterator[Candidate]]] = {
    FieldName.NUMBER: _numbers,
    FieldName.ISSUED_ON: _issued,
    FieldName.ISSUER: _issuers,
    FieldName.HOLDER: _named_by(FieldName.HOLDER, _NAME, but_not=_REQUESTER),
    FieldName.REQUESTER: _named_by(FieldName.REQUESTER, _REQUESTER),
    FieldName.CHILD_NAME: _named_by(FieldName.CHILD_NAME, _CHILD),
    FieldName.BIRTH: _births,
    FieldName.ID_NUMBER: _id_numbers,
    FieldName.VALID_UNTIL: _valid_until,
    FieldName.BUSINESS_NAME: _businesses,
    FieldName.PARCEL: _parcels,
}
