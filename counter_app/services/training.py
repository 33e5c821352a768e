"""A window for practice: its own staff and device, made here, known to no province.

Everything a clerk does is the same as at a real window, but for what only the province can do. Codes stay
provisional, because serials are the province's to give.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from counter_app.contract.messages import ClerkRecord
from counter_app.contract.organisation import Role
from counter_app.domain.ids import UnitCode
from counter_app.services.ports import DeviceIdentity, DeviceKeys, OpenWork

PASSWORD: Final = "tap-huan"  # noqa: S105 - everybody who practises may know it
WINDOW: Final = "TH01"
DEVICE_NAME: Final = "tap-huan"

STAFF: Final = (
    ("tap-huan", "Cán bộ tập huấn", (Role.CLERK,)),
    ("dong-nghiep", "Đồng nghiệp tập huấn", (Role.CLERK,)),
    ("phu-trach", "Phụ trách tập huấn", (Role.CLERK, Role.SUPERVISOR, Role.IT)),
)
"""Login, name and roles."""


def prepare_training(
    open_work: OpenWork, keys: DeviceKeys, unit: UnitCode, verifier: Callable[[str], str]
) -> DeviceIdentity:
    """Who this window is for practice; made at the first call, the same ever after."""
    with open_work() as work:
        known = work.observations.device()
        if known is not None:
            return known
        identity = DeviceIdentity(DEVICE_NAME, 1, unit, WINDOW, keys.prepare(unlike="").public_key)
        work.observations.put_device(identity)
        for login, name, roles in STAFF:
            work.clerks.put(
                ClerkRecord(
                    clerk_id=login, login=login, name=name, roles={unit: roles}, verifier=verifier(PASSWORD)
                )
            )
        work.commit()
    return identity
