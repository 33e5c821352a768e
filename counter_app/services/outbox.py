"""Which of the own acts may be sent now, at a cost that does not grow with all that waits.

Acts that were never sent go first and in order. Acts that are held go again when what they need is there: a sealed
dossier waits for its files and must not be read and weighed anew at every step of a long evening.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from counter_app.contract.acts import DossierSealed, ResultDigitised, body_of, known_kind
from counter_app.contract.canonical import canonical
from counter_app.domain.delivery import BATCH_ACTS, Seen, WaitingAct, held_are_due
from counter_app.domain.ids import ActId
from counter_app.services.ports import FileState, StoredAct, UnitOfWork


@dataclass(frozen=True, slots=True)
class _Held:
    size_bytes: int
    needs: frozenset[str]


class Outbox:
    """Looks into the store; remembers of held acts what never changes."""

    def __init__(self) -> None:
        self._held: dict[ActId, _Held] = {}

    def ready(self, work: UnitOfWork, seen: Seen, now: datetime) -> Sequence[WaitingAct]:
        """Acts for the planner, in order. Of acts that are held and may not go yet the first stands for all."""
        fresh = work.acts.fresh(BATCH_ACTS)
        if fresh:
            return [WaitingAct(stored.act.act_id, _size(stored)) for stored in fresh]
        held = work.acts.held()
        self._held = {act_id: known for act_id, known in self._held.items() if act_id in set(held)} if held else {}
        if held and not held_are_due(seen, now):
            return [WaitingAct(held[0], 0, held=True)]
        return self._able(work, held)

    def _able(self, work: UnitOfWork, held: Sequence[ActId]) -> list[WaitingAct]:
        able: list[WaitingAct] = []
        for act_id in held:
            known = self._held.get(act_id) or self._look(work, act_id)
            if known is not None and all(_is_there(work, digest) for digest in known.needs):
                able.append(WaitingAct(act_id, known.size_bytes, held=True))
            if len(able) == BATCH_ACTS:
                break
        return able

    def _look(self, work: UnitOfWork, act_id: ActId) -> _Held | None:
        stored = work.acts.get(act_id)
        if stored is None:
            return None
        known = self._held[act_id] = _Held(_size(stored), files_needed(stored))
        return known


def files_needed(stored: StoredAct) -> frozenset[str]:
    """The files that have to be at the province before this act can apply."""
    if known_kind(stored.act) is None:
        return frozenset()
    try:
        body = body_of(stored.act)
    except msgspec.ValidationError:
        return frozenset()
    match body:
        case DossierSealed(manifest=manifest):
            return frozenset(manifest.files)
        case ResultDigitised(file=file):
            return frozenset({file})
        case _:
            return frozenset()


def _size(stored: StoredAct) -> int:
    return len(canonical(stored.act))


def _is_there(work: UnitOfWork, digest: str) -> bool:
    file = work.files.get(digest)
    return file is None or file.state is FileState.THERE


def look_again(work: UnitOfWork, digests: Sequence[str]) -> None:
    """The province lacks files that we took to be there: ask, and send them."""
    for digest in digests:
        file = work.files.get(digest)
        if file is not None and file.state is FileState.THERE:
            work.files.put(replace(file, state=FileState.UNKNOWN, upload_url="", offset=None))
