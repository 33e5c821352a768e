"""A dossier as its stored acts make it: what the province confirmed first, then what still waits here.

Acts that the province turned down leave no trace in the state. When it turned down every act, the dossier is what
the counter made of it, so that its pages stay within reach of the person who has to put things right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from counter_app.contract.acts import Kind
from counter_app.contract.messages import Outcome
from counter_app.domain.dossier import Dossier, fold
from counter_app.domain.errors import IllegalMove
from counter_app.services.ports import StoredAct

TURNED_DOWN: Final = frozenset({Outcome.REFUSED, Outcome.CONFLICT})
"""Outcomes of acts that stay in the log and take no part in the state."""


@dataclass(frozen=True, slots=True)
class OutOfPlace:
    """An act that found no place: it no longer follows from the acts before it, or its body is not of its kind."""

    stored: StoredAct
    code: str


@dataclass(frozen=True, slots=True)
class Projected:
    """The dossier, None without a single act that opens one, and the acts that found no place in it."""

    dossier: Dossier | None
    out_of_place: tuple[OutOfPlace, ...]


def project(acts: Sequence[StoredAct]) -> Projected:
    """The dossier of these acts, given in the order of ``Acts.of_dossier``."""
    counted = sorted((stored for stored in acts if stored.outcome not in TURNED_DOWN), key=_waits_for_the_first)
    projected = _folded(counted)
    if projected.dossier is None and len(counted) < len(acts):
        as_made = sorted(acts, key=lambda stored: (stored.act.epoch, stored.act.device_seq))
        return replace(projected, dossier=_folded(as_made).dossier)
    return projected


def _waits_for_the_first(stored: StoredAct) -> bool:
    """A dossier that is received anew, because its code was taken, is received before what waits for that."""
    return stored.version is None and stored.act.kind != Kind.RECEIVED


def _folded(acts: Sequence[StoredAct]) -> Projected:
    dossier: Dossier | None = None
    out_of_place: list[OutOfPlace] = []
    for stored in acts:
        try:
            after = fold(dossier, stored.act)
        except IllegalMove as error:
            out_of_place.append(OutOfPlace(stored, error.code))
            continue
        except ValueError:  # a body that is not of its kind, a date that is none
            out_of_place.append(OutOfPlace(stored, "act_unreadable"))
            continue
        dossier = after if stored.version is None else replace(after, version=stored.version)
    return Projected(dossier, tuple(out_of_place))
