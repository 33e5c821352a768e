"""What mends itself on the list "Cần xử lý": an act that was turned down, and another that took its place since.

A seal that the province took stands for everything that an earlier one was made of. Nobody has to tick off five
entries because a dossier was closed once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from counter_app.contract.acts import Act, Kind, known_kind
from counter_app.contract.problems import ProblemCode
from counter_app.domain.ids import ActId
from counter_app.services.events import TroublesChanged
from counter_app.services.ports import Trouble, UnitOfWork
from counter_app.services.projection import TURNED_DOWN

STANDS_FOR: Final[Mapping[Kind, frozenset[Kind]]] = {
    Kind.DOSSIER_SEALED: frozenset(
        {Kind.DOSSIER_SEALED, Kind.PAPER_SEALED, Kind.PAPER_REUSED, Kind.EXCEPTION_GRANTED}
    ),
    Kind.RECEIVED: frozenset({Kind.RECEIVED}),
    Kind.CODE_REPLACED: frozenset({Kind.CODE_REPLACED}),
    Kind.FEE_RECEIPT_GIVEN: frozenset({Kind.FEE_RECEIPT_GIVEN}),
    Kind.HANDED_OVER: frozenset({Kind.HANDED_OVER}),
    Kind.SUPPLEMENT_RECEIVED: frozenset({Kind.SUPPLEMENT_RECEIVED}),
}
"""Kinds of which a dossier needs one, and what an applied one makes good. Two fees are two fees."""


def solve_superseded(work: UnitOfWork, applied: Act, at: datetime) -> None:
    """Take off the list what this act of the same dossier made good."""
    kind = known_kind(applied)
    kinds = STANDS_FOR.get(kind, frozenset()) if kind else frozenset()
    if not kinds:
        return
    for trouble in work.troubles.open():
        if trouble.dossier_id == applied.dossier_id and trouble.act_id and _is_made_good(work, trouble, applied):
            work.troubles.solve(trouble.trouble_id, at)
            work.publish(TroublesChanged())


def _is_made_good(work: UnitOfWork, trouble: Trouble, applied: Act) -> bool:
    stored = work.acts.get(ActId(trouble.act_id))
    if stored is None or not stored.own or stored.outcome not in TURNED_DOWN:
        return False
    if trouble.code == ProblemCode.CODE_TAKEN and stored.act.kind == Kind.RECEIVED:
        return False  # the citizen still holds the receipt with the other code
    was_before = (stored.act.epoch, stored.act.device_seq) < (applied.epoch, applied.device_seq)
    return was_before and stored.act.kind in STANDS_FOR[Kind(applied.kind)]
