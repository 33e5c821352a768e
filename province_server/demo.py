"""A province for show: staff with known passwords, one-time codes for windows, the law from ``resources``.

Nothing here belongs on a real server; the passwords stand in the README.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import msgspec

from counter_app.contract.messages import ClerkRecord
from province_server.devices import Invitation
from province_server.province import Province

UNIT = "H09.01"
OTHER_UNIT = "H09.02"
PASSWORD = "Quay1cua!"  # noqa: S105 - of the demonstration only, printed in the README

WINDOWS = ("Q01", "Q02", "Q03", "Q04")
_VALID_FOR = timedelta(days=3650)


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    login: str
    password: str
    name: str
    unit: str
    roles: tuple[str, ...]


class Window(msgspec.Struct, frozen=True, kw_only=True):
    unit: str
    window: str
    code: str


class Demo(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody who tries the demonstration has to know; written to ``demo.json``."""

    staff: tuple[Staff, ...]
    windows: tuple[Window, ...]
    admin_token: str


_STAFF: Sequence[Staff] = (
    Staff(login="lan", password=PASSWORD, name="Nguyễn Thị Lan", unit=UNIT, roles=("clerk",)),
    Staff(login="hung", password=PASSWORD, name="Trần Văn Hùng", unit=UNIT, roles=("clerk", "supervisor")),
    Staff(login="minh", password=PASSWORD, name="Lê Quang Minh", unit=UNIT, roles=("it",)),
    Staff(login="mai", password=PASSWORD, name="Phạm Thị Mai", unit=OTHER_UNIT, roles=("clerk", "supervisor")),
)
_TITLES = {"clerk": "Chuyên viên", "supervisor": "Trưởng bộ phận", "it": "Quản trị hệ thống"}


def provision(province: Province, resources: Path | None) -> Demo:
    """Make the demonstration's staff, invitations and catalogue; repeated, it changes nothing."""
    for person in _STAFF:
        known = province.clerks.find(f"clerk-{person.login}")
        if known is None:
            province.clerks.put(_record(province, person))
    windows = tuple(_window(unit, name) for unit in (UNIT, OTHER_UNIT) for name in WINDOWS)
    for window in windows:
        invitation = Invitation(window.unit, window.window)
        province.devices.invite(invitation, code=window.code, valid_for=_VALID_FOR)
    if resources is not None:
        province.catalogue.publish_folder(resources)
    return Demo(staff=tuple(_STAFF), windows=windows, admin_token=province.settings.admin_token)


def _record(province: Province, person: Staff) -> ClerkRecord:
    return ClerkRecord(
        clerk_id=f"clerk-{person.login}",
        login=person.login,
        name=person.name,
        title=_TITLES[person.roles[-1]],
        roles={person.unit: person.roles},
        verifier=province.clerks.verifier(person.password),
    )


def _window(unit: str, name: str) -> Window:
    return Window(unit=unit, window=name, code=f"DEMO-{unit}-{name}")
