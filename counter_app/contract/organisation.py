"""The organisation as files: units, their areas and letterheads, windows, staff, with the days they hold.

``check_organisation`` promises that what it returns is sound: every code that is named exists, no two versions
of a unit hold on the same day, no unit is its own ancestor, and whatever ends says what takes its place or that
nothing does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from counter_app.contract.provenance import Confidence, overlap
from counter_app.contract.reading import DataFile, Mistake, Reading, read_files


class UnitKind(StrEnum):
    """What a unit is. The first four receive; the rest decide, oversee or deliver."""

    CENTRE = "centre"
    BRANCH = "branch"
    COMMUNE_POINT = "commune_point"
    AREA_TEAM = "area_team"
    PROVINCE_COMMITTEE = "province_committee"
    COMMUNE_COMMITTEE = "commune_committee"
    DISTRICT_COMMITTEE = "district_committee"
    DEPARTMENT = "department"
    LAND_OFFICE = "land_office"
    LAND_OFFICE_BRANCH = "land_office_branch"
    PROVINCIAL_POLICE = "provincial_police"
    COMMUNE_POLICE = "commune_police"
    POST = "post"


RECEIVING = frozenset({UnitKind.CENTRE, UnitKind.BRANCH, UnitKind.COMMUNE_POINT, UnitKind.AREA_TEAM})


class Succession(msgspec.Struct, frozen=True, kw_only=True):
    """What takes the place of a unit that ends. A unit that is split has several, one of them ``main``.

    ``areas`` are the area codes that this successor takes over; empty means all that are left.
    """

    code: str
    main: bool = True
    areas: tuple[str, ...] = ()


class Letterhead(msgspec.Struct, frozen=True, kw_only=True):
    """What stands at the head and foot of a unit's slips while it holds.

    ``number_suffix`` follows the slash of "Số: …/…"; ``seal`` names the seal used, empty for a unit without.
    """

    parent_line: str
    unit_line: str
    place: str
    number_suffix: str
    valid_from: date
    valid_to: date | None = None
    seal: str = ""
    address: str = ""
    phone: str = ""
    website: str = ""


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a unit.

    ``areas`` are codes of the national list of administrative units that the unit covers (communes, districts
    or a whole province). ``fields`` limits a deciding unit to some fields of work; empty means all.
    ``receives_for`` is the deciding unit behind a receiving point. ``code_confidence`` says whether the code is
    the real one.
    """

    code: str
    title: str
    kind: UnitKind
    valid_from: date
    valid_to: date | None = None
    parent: str = ""
    areas: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    receives_for: str = ""
    successors: tuple[Succession, ...] = ()
    dissolved: bool = False
    letterheads: tuple[Letterhead, ...] = ()
    former_codes: tuple[str, ...] = ()
    code_confidence: Confidence = Confidence.PLACEHOLDER
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """A counter. ``fields`` empty: it serves everything, regardless of boundary."""

    code: str
    unit: str
    title: str
    valid_from: date
    valid_to: date | None = None
    fields: tuple[str, ...] = ()


class Role(StrEnum):
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    IT = "it"
    COURIER = "courier"
    """Postal staff who collect and deliver (BCCI)."""


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A place that somebody holds. ``employer`` is the unit that pays and rates them, where it is another one."""

    unit: str
    role: Role
    title: str
    valid_from: date
    valid_to: date | None = None
    employer: str = ""
    fields: tuple[str, ...] = ()


class StaffMember(msgspec.Struct, frozen=True, kw_only=True):
    """A person with any number of posts, in several units at once if need be."""

    code: str
    name: str
    posts: tuple[Post, ...]


class Phase(msgspec.Struct, frozen=True, kw_only=True):
    """A stage of the introduction: which kinds of unit receive what is beyond their own boundary."""

    code: str
    title: str
    valid_from: date
    receiving_kinds: tuple[UnitKind, ...]
    valid_to: date | None = None
    note: str = ""
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


class OrganisationFile(DataFile, frozen=True, kw_only=True):
    """What one file may hold."""

    units: tuple[Unit, ...] = ()
    windows: tuple[Window, ...] = ()
    staff: tuple[StaffMember, ...] = ()
    phases: tuple[Phase, ...] = ()


class OrganisationBook(msgspec.Struct, frozen=True, kw_only=True):
    """All organisation files together, checked."""

    units: tuple[Unit, ...]
    windows: tuple[Window, ...]
    staff: tuple[StaffMember, ...]
    phases: tuple[Phase, ...]


def check_organisation(texts: Mapping[str, str]) -> tuple[OrganisationBook | None, tuple[Mistake, ...]]:
    """The organisation of these files (name -> text), or None and every mistake by file and line."""
    files = read_files(texts, OrganisationFile)
    _Check(files.sound).run()
    if files.mistakes:
        return None, files.mistakes
    return (
        OrganisationBook(
            units=tuple(unit for file, _ in files.sound for unit in file.units),
            windows=tuple(window for file, _ in files.sound for window in file.windows),
            staff=tuple(member for file, _ in files.sound for member in file.staff),
            phases=tuple(phase for file, _ in files.sound for phase in file.phases),
        ),
        (),
    )


class _Check:
    """The rules that need more than one value."""

    def __init__(self, files: Sequence[tuple[OrganisationFile, Reading]]) -> None:
        self._files = files
        self._versions: dict[str, list[Unit]] = {}
        for file, _ in files:
            for unit in file.units:
                self._versions.setdefault(unit.code, []).append(unit)

    def run(self) -> None:
        seen: dict[str, list[Unit]] = {}
        for file, reading in self._files:
            for unit in file.units:
                self._unit(unit, reading)
                earlier = seen.setdefault(unit.code, [])
                if any(overlap(unit, other) for other in earlier):
                    reading.note_at(
                        unit, "code", "twin", f"đơn vị «{unit.code}» có hai phiên bản cùng hiệu lực trong một ngày"
                    )
                earlier.append(unit)
            for window in file.windows:
                self._known(window.unit, window, "unit", reading)
                _period(window, reading)
            for member in file.staff:
                for post in member.posts:
                    self._known(post.unit, post, "unit", reading)
                    self._known(post.employer, post, "employer", reading)
                    _period(post, reading)
        self._phases()
        _twins(((window, reading) for file, reading in self._files for window in file.windows), "quầy")
        _twins(((member, reading) for file, reading in self._files for member in file.staff), "nhân sự")

    def _unit(self, unit: Unit, reading: Reading) -> None:
        _period(unit, reading)
        self._known(unit.parent, unit, "parent", reading)
        self._known(unit.receives_for, unit, "receives_for", reading)
        if self._is_own_ancestor(unit):
            reading.note_at(unit, "parent", "circle", f"đơn vị «{unit.code}» là cấp trên của chính nó")
        for succession in unit.successors:
            self._known(succession.code, succession, "code", reading)
        self._succession(unit, reading)
        earlier: list[Letterhead] = []
        for letterhead in unit.letterheads:
            _period(letterhead, reading)
            if any(overlap(letterhead, other) for other in earlier):
                reading.note_at(
                    letterhead, "valid_from", "twin", "hai tiêu đề văn bản cùng hiệu lực trong một ngày"
                )
            earlier.append(letterhead)

    def _phases(self) -> None:
        earlier: list[Phase] = []
        for file, reading in self._files:
            for phase in file.phases:
                _period(phase, reading)
                if any(overlap(phase, other) for other in earlier):
                    reading.note_at(phase, "valid_from", "twin", "hai giai đoạn cùng áp dụng trong một ngày")
                earlier.append(phase)

    def _succession(self, unit: Unit, reading: Reading) -> None:
        ends = unit.valid_to is not None and not any(
            other.valid_from == unit.valid_to for other in self._versions[unit.code]
        )
        if ends != (bool(unit.successors) or unit.dissolved):
            reading.note_at(
                unit,
                "successors",
                "succession",
                f"đơn vị «{unit.code}»: đơn vị chấm dứt phải có «successors» hoặc «dissolved = true»; "
                "đơn vị còn hoạt động thì không",
            )
        if unit.successors and sum(succession.main for succession in unit.successors) != 1:
            reading.note_at(
                unit, "successors", "succession", f"đơn vị «{unit.code}» phải có đúng một đơn vị kế thừa chính"
            )

    def _is_own_ancestor(self, unit: Unit) -> bool:
        above = unit.parent
        for _ in range(len(self._versions)):
            if above == unit.code:
                return True
            versions = self._versions.get(above)
            if versions is None:
                return False
            above = versions[0].parent
        return False

    def _known(self, code: str, record: msgspec.Struct, key: str, reading: Reading) -> None:
        if code and code not in self._versions:
            reading.note_at(record, key, "unknown_unit", f"đơn vị «{code}» chưa được khai báo")


def _period(record: Unit | Window | Post | Letterhead | Phase, reading: Reading) -> None:
    if record.valid_to is not None and record.valid_to <= record.valid_from:
        reading.note_at(record, "valid_to", "bad_period", "«valid_to» phải sau «valid_from»")


def _twins(records: Iterable[tuple[Window | StaffMember, Reading]], what: str) -> None:
    seen: set[str] = set()
    for record, reading in records:
        if record.code in seen:
            reading.note_at(record, "code", "twin", f"mã {what} «{record.code}» đã được dùng ở trên")
        seen.add(record.code)
