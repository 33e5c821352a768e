"""What the province turned down at other windows of the unit: told by it, for whoever supervises there to read.

Apart from the list "Cần xử lý", which is of this window: the act, its papers and its cures are where it was made.
An entry is over as soon as the act, or one that took its place, is part of the dossier, or somebody of the unit
gave it up by an act of its own (``services.settle``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

import msgspec

from counter_app.contract.acts import Act, Kind, known_kind
from counter_app.contract.messages import Change, Outcome, TurnedDown, content_of
from counter_app.domain.ids import ActId, DossierId, UnitCode
from counter_app.services.events import TroublesChanged
from counter_app.services.ports import ELSEWHERE, Chance, StoredAct, Trouble, UnitOfWork
from counter_app.services.superseded import STANDS_FOR
from counter_app.services.troubles import TOLD

_Moment = Annotated[datetime, msgspec.Meta(tz=True)]
_PART_OF_IT: Final = frozenset({Outcome.APPLIED, Outcome.HELD})
"""Outcomes of an act with a version: ``held`` where the feed told of it before its receipt came."""


@dataclass(frozen=True, slots=True)
class ToldElsewhere:
    """An act that was turned down at another window: which, why, who made it there, and since when."""

    key: str
    act_id: str
    dossier_id: DossierId
    kind: str
    code: str
    facts: Mapping[str, str]
    unit: str
    window: str
    clerk: str
    since: datetime


def told_elsewhere(entry: Trouble) -> ToldElsewhere:
    """The entry as it is read."""
    facts = entry.facts
    return ToldElsewhere(
        key=entry.trouble_id,
        act_id=entry.act_id,
        dossier_id=DossierId(facts["dossier"]),
        kind=facts["kind"],
        code=facts["code"],
        facts={name: fact for name, fact in facts.items() if name in TOLD},
        unit=facts["unit"],
        window=facts["window"],
        clerk=facts["clerk"],
        since=entry.since,
    )


def note_turned_down(work: UnitOfWork, change: Change, chance: Chance) -> None:
    """Keep what the feed tells, unless the act is this window's own or the entry is over already.

    Raises:
        msgspec.ValidationError: the entry is not understood.
    """
    told = msgspec.convert(change.body, TurnedDown)
    since = msgspec.convert(told.told_at, _Moment)
    stored = work.acts.get(ActId(told.act_id))
    if stored is not None and stored.own:
        return
    facts = {name: fact for name, fact in told.facts.items() if name in TOLD}
    facts |= {"kind": told.kind, "content": told.content, "code": told.code, "dossier": change.dossier_id}
    facts |= {"unit": told.unit, "window": told.window, "clerk": told.actor}
    facts |= {"version": str(change.version), "position": str(change.position)}
    # The dossier is one of the facts: what is listed of a dossier is the business of its window.
    entry = Trouble(chance.new_id(), ELSEWHERE, facts, dossier_id="", act_id=told.act_id, since=since)
    if not (_is_made_good(work, entry) or _is_settled(work, entry)):
        work.troubles.add(entry)
        work.publish(TroublesChanged())


def take_off_made_good(work: UnitOfWork, dossiers: Collection[str], at: datetime) -> None:
    """Take off what is made good, now that acts of these dossiers came."""
    for entry in work.troubles.elsewhere():
        if entry.facts["dossier"] in dossiers and _is_made_good(work, entry):
            _solve(work, entry, at)


def take_off_settled(work: UnitOfWork, settled: Act, at: datetime) -> None:
    """Take off what somebody said that nothing is left to be done of, now that this ``act_settled`` came."""
    of = (settled.body.get("act_id"), settled.unit)
    for entry in work.troubles.elsewhere():
        if (entry.act_id, entry.facts["unit"]) == of:
            _solve(work, entry, at)


def take_back(work: UnitOfWork, kept_to: int, below: int, at: datetime) -> None:
    """The province was restored and no longer knows of what it told in between; it judges those acts anew."""
    for entry in work.troubles.elsewhere():
        if kept_to < int(entry.facts["position"]) < below:
            _solve(work, entry, at)


def _solve(work: UnitOfWork, entry: Trouble, at: datetime) -> None:
    work.troubles.solve(entry.trouble_id, at)
    work.publish(TroublesChanged())


def _is_made_good(work: UnitOfWork, entry: Trouble) -> bool:
    name = entry.facts["dossier"]
    return bool(name) and any(_makes_good(one, entry) for one in work.acts.of_dossier(DossierId(name)))


def _is_settled(work: UnitOfWork, entry: Trouble) -> bool:
    return work.acts.is_settled(ActId(entry.act_id), UnitCode(entry.facts["unit"]))


def _makes_good(stored: StoredAct, entry: Trouble) -> bool:
    if stored.version is None or stored.outcome not in _PART_OF_IT:
        return False
    if stored.act.act_id == entry.act_id:
        return True
    if stored.version <= int(entry.facts["version"]):
        return False
    kind = known_kind(stored.act)
    stands_for: frozenset[Kind] = STANDS_FOR.get(kind, frozenset()) if kind else frozenset()
    return entry.facts["kind"] in stands_for or content_of(stored.act) == entry.facts["content"]
