"""The list "Cần xử lý": what repeating does not mend and a person has to look at."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from counter_app.contract.acts import Act
from counter_app.services.events import TroublesChanged
from counter_app.services.ports import Chance, Trouble, UnitOfWork

TOLD: Final = frozenset({"holder", "state"})
"""What of the province's reasons a person reads on the list."""


def note_trouble(
    work: UnitOfWork,
    code: str,
    *,
    since: datetime,
    chance: Chance,
    act: Act | None = None,
    dossier_id: str = "",
    facts: dict[str, str] | None = None,
) -> None:
    """Put something on the list, in the caller's transaction. The same trouble twice stays one entry."""
    work.troubles.add(
        Trouble(
            trouble_id=chance.new_id(),
            code=code,
            facts=dict(facts or {}, **({"kind": act.kind} if act else {})),
            dossier_id=act.dossier_id if act else dossier_id,
            act_id=act.act_id if act else "",
            since=since,
        )
    )
    work.publish(TroublesChanged())


def solve_troubles(
    work: UnitOfWork,
    codes: Collection[str],
    at: datetime,
    *,
    act_id: str = "",
    dossier_id: str = "",
    facts: Mapping[str, str] | None = None,
) -> None:
    """Take what has mended itself off the list.

    Args:
        work: The open transaction.
        codes: Entries with one of these codes.
        at: When they were solved.
        act_id: Of this act alone, unless empty.
        dossier_id: Of this dossier alone, unless empty.
        facts: With all of these facts.
    """
    wanted = (facts or {}).items()
    for trouble in work.troubles.open():
        of_act = not act_id or trouble.act_id == act_id
        of_dossier = not dossier_id or trouble.dossier_id == dossier_id
        if trouble.code in codes and of_act and of_dossier and wanted <= trouble.facts.items():
            work.troubles.solve(trouble.trouble_id, at)
            work.publish(TroublesChanged())
