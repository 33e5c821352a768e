"""Addresses before and since the communes were redrawn: as printed, as read, and where that place is now.

Cards keep the three levels of the day they were printed; since 1 July 2025 there are two. An address therefore
keeps its printed text, the place that the text names in the list of its time, and the places that this became:
several where a commune was divided, the one that took most of it first. Nothing is corrected behind anybody's
back: what is not certain comes back as candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from counter_app.domain.errors import InvalidInput, NotFound
from counter_app.domain.plain_text import edit_distance, nfc, words

_KINDS = {
    ("tinh",): "tỉnh",
    ("thanh", "pho"): "thành phố",
    ("tp",): "thành phố",
    ("quan",): "quận",
    ("q",): "quận",
    ("huyen",): "huyện",
    ("h",): "huyện",
    ("thi", "xa"): "thị xã",
    ("tx",): "thị xã",
    ("thi", "tran"): "thị trấn",
    ("tt",): "thị trấn",
    ("phuong",): "phường",
    ("p",): "phường",
    ("xa",): "xã",
    ("x",): "xã",
    ("dac", "khu"): "đặc khu",
}
_PROVINCES = frozenset({"tỉnh", "thành phố"})
_DISTRICTS = frozenset({"quận", "huyện", "thị xã", "thành phố"})
_COMMUNES = frozenset({"phường", "xã", "thị trấn", "đặc khu"})
_SHORT_NAMES = {"hcm": "ho chi minh", "tphcm": "ho chi minh", "sai gon": "ho chi minh", "brvt": "ba ria vung tau"}
_SHORTEST_SLIP = 5


class Era(StrEnum):
    """Which list of administrative units a place belongs to."""

    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Area:
    """A province, district or commune. ``kind`` is ``phường``, ``xã`` …, ``name`` what follows it, folded."""

    code: str
    title: str
    era: Era
    kind: str
    name: str
    province: str = ""
    district: str = ""


@dataclass(frozen=True, slots=True)
class Became:
    """Where a commune went; ``main`` marks the one that took most of it."""

    area: Area
    main: bool


@dataclass(frozen=True, slots=True)
class AddressReading:
    """What a printed address names. ``candidates`` are communes among which the text does not decide."""

    text: str
    street: str = ""
    province: Area | None = None
    district: Area | None = None
    commune: Area | None = None
    candidates: tuple[Area, ...] = ()


@dataclass
class AddressBook:
    """Both lists of administrative units and the way from one to the other."""

    redrawn_on: date = date.min
    _areas: dict[tuple[Era, str], Area] = field(default_factory=dict, repr=False)
    _provinces: dict[Era, list[Area]] = field(default_factory=lambda: {era: [] for era in Era}, repr=False)
    _districts: dict[tuple[Era, str], list[Area]] = field(default_factory=dict, repr=False)
    _communes: dict[tuple[Era, str], list[Area]] = field(default_factory=dict, repr=False)
    _became: dict[str, list[Became]] = field(default_factory=dict, repr=False)

    def commune(self, code: str, era: Era) -> Area:
        """The commune of that code in that list.

        Raises:
            NotFound: ``commune_unknown``.
        """
        area = self._areas.get((era, code))
        if area is None:
            raise NotFound("commune_unknown", code=code)
        return area

    def became(self, code: str) -> tuple[Became, ...]:
        """Where a commune of the old list went, the main part first; nothing for an unknown code."""
        return tuple(self._became.get(code, ()))

    def communes_on(self, reading: AddressReading, on: date) -> tuple[Area, ...]:
        """The communes in which a read address may lie on that day, the likeliest first."""
        found = (reading.commune,) if reading.commune is not None else reading.candidates
        if on < self.redrawn_on:
            return tuple(area for area in found if area.era is Era.OLD)
        places: dict[str, Area] = {}
        for area in found:
            parts = [area] if area.era is Era.NEW else [part.area for part in self.became(area.code)]
            for part in parts:
                places.setdefault(part.code, part)
        return tuple(places.values())

    def full_title(self, area: Area) -> str:
        """The place with everything above it: ``phường Phú Lợi, Thành phố Hồ Chí Minh``."""
        above = [self._title(area.era, code) for code in (area.district, area.province) if code]
        return ", ".join([area.title, *above])

    def id_prefixes(self) -> frozenset[str]:
        """The first three digits of personal numbers: the codes of the provinces of the old list."""
        return frozenset(province.code.zfill(3) for province in self._provinces[Era.OLD])

    def suggest(self, typed: str, on: date, *, province: str = "", limit: int = 20) -> tuple[Area, ...]:
        """Communes of that day whose words begin with the typed ones, for picking from a list."""
        era = Era.OLD if on < self.redrawn_on else Era.NEW
        wanted = words(typed)
        if not wanted:
            return ()
        scopes = [province] if province else [one.code for one in self._provinces[era]]
        fitting = [
            area
            for scope in scopes
            for area in self._communes.get((era, scope), ())
            if _begins(area.title, wanted)
        ]
        typed_name = " ".join(wanted)
        fitting.sort(key=lambda area: (not area.name.startswith(typed_name), len(area.name), area.name, area.code))
        return tuple(fitting[:limit])

    def read(self, text: str) -> AddressReading:
        """The places that a printed address names, from the province backwards."""
        text = nfc(text)
        parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
        old, names_district = self._read_in(Era.OLD, text, parts)
        new, _ = self._read_in(Era.NEW, text, parts)
        is_new = not names_district and (new.commune is not None or old.province is None)
        return new if is_new else old

    def _read_in(self, era: Era, text: str, parts: Sequence[str]) -> tuple[AddressReading, bool]:
        """The reading by one of the lists, and whether the text names a district."""
        province = _one(_matching(parts[-1], self._provinces[era], _PROVINCES)) if parts else None
        if province is None:
            return AddressReading(text, street=text), False
        rest = list(parts[:-1])
        communes = self._communes.get((era, province.code), [])
        district = None
        if rest:
            district = _one(_matching(rest[-1], self._districts.get((era, province.code), []), _DISTRICTS))
        names_district = district is not None
        if district is not None:
            communes = [area for area in communes if area.district == district.code]
            rest.pop()
        found = _matching(rest[-1], communes, _COMMUNES) if rest else []
        if found:
            rest.pop()
        commune = _one(found)
        if commune is not None and commune.district:
            district = self._areas[era, commune.district]
        candidates = () if commune is not None else tuple(found)
        return AddressReading(text, ", ".join(rest), province, district, commune, candidates), names_district

    def _title(self, era: Era, code: str) -> str:
        return self._areas[era, code].title

    def _add(self, area: Area) -> None:
        self._areas[area.era, area.code] = area

    def _line(self, columns: Sequence[str]) -> None:
        match columns:
            case ("V", "new", day):
                self.redrawn_on = date.fromisoformat(day)
            case ("P", era, code, title):
                province = _area(Era(era), code, title)
                self._add(province)
                self._provinces[province.era].append(province)
            case ("D", "old", code, title, province_code):
                district = _area(Era.OLD, code, title, province_code)
                self._add(district)
                self._districts.setdefault((Era.OLD, province_code), []).append(district)
            case ("C", era, code, title, province_code, *above):
                commune = _area(Era(era), code, title, province_code, *above)
                self._add(commune)
                self._communes.setdefault((commune.era, province_code), []).append(commune)
            case ("M", old, new, ("main" | "part") as share):
                became = self._became.setdefault(self._areas[Era.OLD, old].code, [])
                became.append(Became(self._areas[Era.NEW, new], share == "main"))
                became.sort(key=lambda part: not part.main)
            case _:
                raise ValueError(columns)


def read_address_book(text: str) -> AddressBook:
    """The book from the text of its file (tabs between columns, ``#`` begins a comment).

    Raises:
        InvalidInput: ``bad_address_list`` with the line that could not be read.
    """
    book = AddressBook()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        try:
            book._line(tuple(line.split("\t")))  # noqa: SLF001 - the book is made here
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidInput("bad_address_list", line=number) from error
    return book


def _area(era: Era, code: str, title: str, province: str = "", district: str = "") -> Area:
    kind, name = _kind_and_name(title)
    return Area(code, title, era, kind, name, province, district)


def _kind_and_name(text: str) -> tuple[str, str]:
    """The kind that a title begins with (empty without one), and the folded name behind it."""
    found = words(text)
    for length in (2, 1):
        kind = _KINDS.get(found[:length])
        if kind is not None and len(found) > length:
            return kind, " ".join(found[length:])
    return "", " ".join(found)


def _matching(text: str, areas: Iterable[Area], kinds: frozenset[str]) -> list[Area]:
    """The areas that a piece of text may name: by exact name, or else by a name one slip away.

    A text that begins with a kind of another level names none of them.
    """
    kind, name = _kind_and_name(text)
    if kind and kind not in kinds:
        return []
    areas = list(areas)
    name = _SHORT_NAMES.get(name, name)
    found = [area for area in areas if area.name == name]
    if not found and len(name) >= _SHORTEST_SLIP:
        found = [area for area in areas if edit_distance(area.name, name, 1) <= 1]
    return [area for area in found if area.kind == kind] or found


def _one(found: Sequence[Area]) -> Area | None:
    return found[0] if len(found) == 1 else None


def _begins(title: str, wanted: Sequence[str]) -> bool:
    own = words(title)
    return all(any(word.startswith(start) for word in own) for start in wanted)
