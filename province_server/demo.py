"""A province for show: staff with known passwords, one-time codes for windows, the law from ``resources``.

Nothing here belongs on a real server; the passwords stand in the README. Where the organisation's files are given,
the demonstration lives in two of its receiving units that exist today.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec

from counter_app.contract.messages import ClerkRecord, PersonPaper
from counter_app.contract.organisation import RECEIVING, OrganisationBook, UnitKind, check_organisation
from counter_app.contract.provenance import in_force
from province_server.catalogue import BadLaw
from province_server.devices import Invitation
from province_server.province import Province
from province_server.sheet import Sheet
from province_server.world import local_day

PASSWORD = "Quay1cua!"  # noqa: S105 - of the demonstration only, printed in the README
CITIZEN = "074190000123"
"""Whoever is on the demonstration's ID card."""

_VALID_FOR = timedelta(days=3650)
_UNKNOWN_UNITS = (("H09.1", ("H09.1-Q01", "H09.1-Q02")), ("H09.2", ("H09.2-Q01", "H09.2-Q02")))


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may sign in."""

    login: str
    password: str
    name: str
    unit: str
    roles: tuple[str, ...]


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """A window that may be enrolled with the code, once."""

    unit: str
    window: str
    code: str


class Demo(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody who tries the demonstration has to know; written to ``demo.json``."""

    staff: tuple[Staff, ...]
    windows: tuple[Window, ...]
    admin_token: str


_STAFF = (
    ("lan", "Nguyễn Thị Lan", 0, ("clerk",)),
    ("hung", "Trần Văn Hùng", 0, ("clerk", "supervisor")),
    ("minh", "Lê Quang Minh", 0, ("it",)),
    ("mai", "Phạm Thị Mai", 1, ("clerk", "supervisor")),
)
_TITLES = {"clerk": "Chuyên viên", "supervisor": "Trưởng bộ phận", "it": "Quản trị hệ thống"}


def provision(province: Province, resources: Path | None) -> Demo:
    """Make the demonstration's staff, invitations, catalogue and papers; repeated, it changes nothing."""
    units = _units(resources, date.fromisoformat(local_day(province.world.now())))
    staff = tuple(
        Staff(login=login, password=PASSWORD, name=name, unit=units[place][0], roles=roles)
        for login, name, place, roles in _STAFF
    )
    for person in staff:
        _hire(province, person)
    windows = tuple(
        Window(unit=unit, window=window, code=f"DEMO-{window}") for unit, names in units for window in names
    )
    for window in windows:
        invitation = Invitation(window.unit, window.window)
        province.devices.invite(invitation, code=window.code, valid_for=_VALID_FOR)
    if resources is not None:
        province.catalogue.publish_folder(resources)
    _hold_papers(province, Sheet(resources / "fonts" if resources else None))
    return Demo(staff=staff, windows=windows, admin_token=province.settings.admin_token)


def _units(resources: Path | None, today: date) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Two receiving units with their windows, a branch first."""
    folder = resources / "organisation" if resources else None
    if folder is None or not folder.is_dir():
        return _UNKNOWN_UNITS
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}
    book, mistakes = check_organisation(texts)
    if book is None:
        raise BadLaw([str(mistake) for mistake in mistakes])
    return _receiving(book, today)[:2]


def _receiving(book: OrganisationBook, today: date) -> tuple[tuple[str, tuple[str, ...]], ...]:
    windows: dict[str, list[str]] = {}
    for window in book.windows:
        if in_force(window, today):
            windows.setdefault(window.unit, []).append(window.code)
    units = [
        unit for unit in book.units if in_force(unit, today) and unit.kind in RECEIVING and unit.code in windows
    ]
    units.sort(key=lambda unit: (unit.kind is not UnitKind.BRANCH, unit.code))
    return tuple((unit.code, tuple(windows[unit.code])) for unit in units)


def _hire(province: Province, person: Staff) -> None:
    known = province.clerks.find(f"clerk-{person.login}")
    if known is not None and person.unit in known.roles:
        return
    record = ClerkRecord(
        clerk_id=f"clerk-{person.login}",
        login=person.login,
        name=person.name,
        title=_TITLES[person.roles[-1]],
        roles={person.unit: person.roles},
        verifier=known.verifier if known else province.clerks.verifier(person.password),
    )
    province.clerks.put(record)


def _hold_papers(province: Province, sheet: Sheet) -> None:
    """Two papers that the state already holds about the citizen of the demonstration."""
    held = (
        ("giay-khai-sinh", "Giấy khai sinh", "1990-03-20", "born_digital_signed"),
        ("xac-nhan-hon-nhan", "Giấy xác nhận tình trạng hôn nhân", "2026-09-15", "agency_signed_copy"),
    )
    papers = []
    for paper_type, title, issued_on, trust in held:
        lines = (
            f"Số định danh: {CITIZEN}",
            f"Ngày cấp: {issued_on}",
            "Văn bản thử nghiệm, không có giá trị pháp lý.",
        )
        file = province.shelf.add(sheet.draw(title.upper(), lines))
        papers.append(
            PersonPaper(
                paper_type=paper_type,
                title=title,
                file=file.digest,
                size_bytes=file.size_bytes,
                source="Kho dữ liệu điện tử của cá nhân",
                trust_level=trust,
                issued_on=issued_on,
            )
        )
    province.people.add(CITIZEN, papers)
