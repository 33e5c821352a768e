"""What the province told of another window's act, as this window keeps it."""

from __future__ import annotations

from datetime import datetime

from counter_app.contract.acts import Kind
from counter_app.services.ports import ELSEWHERE, Trouble
from tests.builders.desk import MORNING, UNIT


def turned_down_elsewhere(
    name: str,
    *,
    kind: str = Kind.DOSSIER_SEALED,
    code: str = "not_holder",
    dossier_id: str = "",
    unit: str = UNIT,
    window: str = "0007",
    clerk: str = "minh",
    since: datetime = MORNING,
    **facts: str,
) -> Trouble:
    """An entry of this act, of what was turned down elsewhere."""
    told = {"kind": kind, "content": "c", "code": code, "dossier": dossier_id}
    told |= {"unit": unit, "window": window, "clerk": clerk, "version": "3", "position": "9", **facts}
    return Trouble(f"t-{name}", ELSEWHERE, told, dossier_id="", act_id=f"a-{name}", since=since)
