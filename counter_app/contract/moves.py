"""The table of moves: which act may follow which state, who may make it, where it leads.

Both sides apply this table, so that every replica folds the same acts into the same state. A move that stands
here may still be refused for a reason of content (a required paper is missing, the code is taken); a move
that does not stand here is never legal.

National status numbers 1-10 are those of the national portal's interface.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from counter_app.contract.acts import Kind


class State(StrEnum):
    """Where a dossier stands. The comment gives the national status number and its Vietnamese name."""

    RECEIVED = "received"  # 2 Được tiếp nhận: registered, papers being captured at the counter
    SEALED = "sealed"  # 2 Được tiếp nhận: complete, on its way to or waiting at the competent unit
    PROCESSING = "processing"  # 4 Đang xử lý
    SUPPLEMENT = "supplement"  # 5 Yêu cầu bổ sung giấy tờ
    FINANCIAL_DUTY = "financial_duty"  # 6 Yêu cầu thực hiện nghĩa vụ tài chính
    REFUSED = "refused"  # 3 Không được tiếp nhận
    WITHDRAWN = "withdrawn"  # 7 Công dân yêu cầu rút hồ sơ
    STOPPED = "stopped"  # 8 Dừng xử lý
    RESULT_READY = "result_ready"  # 9 Đã xử lý xong
    RETURNED = "returned"  # 10 Đã trả kết quả


NATIONAL_STATUS: dict[State, int] = {
    State.RECEIVED: 2,
    State.SEALED: 2,
    State.PROCESSING: 4,
    State.SUPPLEMENT: 5,
    State.FINANCIAL_DUTY: 6,
    State.REFUSED: 3,
    State.WITHDRAWN: 7,
    State.STOPPED: 8,
    State.RESULT_READY: 9,
    State.RETURNED: 10,
}

ENDED = frozenset({State.REFUSED, State.WITHDRAWN, State.STOPPED, State.RETURNED})
"""No clock runs and nothing more is expected, except a rating or a correction."""

ACTIVE = frozenset(State) - ENDED


class By(StrEnum):
    """Who may make a move."""

    HOLDER = "holder"  # the unit that has custody of the dossier
    PROVINCE = "province"  # the competent unit, through the provincial server
    ANY_UNIT = "any_unit"  # any branch or point: boundaries do not matter


PROVINCE = "province"
"""The holder's name when the dossier has left the counter."""


@dataclass(frozen=True, slots=True)
class Move:
    """One row: from any of ``sources`` to ``target`` (None = the state stays)."""

    sources: frozenset[State]
    target: State | None
    by: By
    custody: str | None = None
    """The holder afterwards: ``"province"``, ``"receiver"`` (the act's unit), or None (unchanged)."""


_OPEN = frozenset({State.RECEIVED})

MOVES: dict[Kind, Move] = {
    Kind.PAPER_SEALED: Move(_OPEN, None, By.HOLDER),
    Kind.PAPER_REUSED: Move(_OPEN, None, By.HOLDER),
    Kind.EXCEPTION_GRANTED: Move(_OPEN, None, By.HOLDER),
    Kind.DOSSIER_SEALED: Move(_OPEN, State.SEALED, By.HOLDER, custody=PROVINCE),
    Kind.PROCESSING_STARTED: Move(frozenset({State.SEALED}), State.PROCESSING, By.PROVINCE),
    Kind.SUPPLEMENT_ASKED: Move(frozenset({State.SEALED, State.PROCESSING}), State.SUPPLEMENT, By.PROVINCE),
    Kind.SUPPLEMENT_RECEIVED: Move(frozenset({State.SUPPLEMENT}), State.RECEIVED, By.ANY_UNIT, custody="receiver"),
    Kind.FINANCIAL_DUTY_ASKED: Move(frozenset({State.PROCESSING}), State.FINANCIAL_DUTY, By.PROVINCE),
    Kind.FINANCIAL_DUTY_MET: Move(frozenset({State.FINANCIAL_DUTY}), State.PROCESSING, By.ANY_UNIT),
    Kind.DEADLINE_EXTENDED: Move(
        frozenset({State.SEALED, State.PROCESSING, State.FINANCIAL_DUTY}), None, By.PROVINCE
    ),
    Kind.REFUSED: Move(frozenset({State.RECEIVED, State.SEALED, State.SUPPLEMENT}), State.REFUSED, By.HOLDER),
    Kind.WITHDRAWN: Move(ACTIVE - {State.RESULT_READY}, State.WITHDRAWN, By.ANY_UNIT),
    Kind.STOPPED: Move(
        frozenset({State.PROCESSING, State.SUPPLEMENT, State.FINANCIAL_DUTY}), State.STOPPED, By.PROVINCE
    ),
    Kind.RESULT_DIGITISED: Move(frozenset({State.PROCESSING}), State.RESULT_READY, By.PROVINCE),
    Kind.HANDED_OVER: Move(frozenset({State.RESULT_READY}), State.RETURNED, By.ANY_UNIT),
    Kind.RATED: Move(frozenset(State), None, By.ANY_UNIT),
    Kind.FEE_RECORDED: Move(ACTIVE | {State.RETURNED}, None, By.ANY_UNIT),
    Kind.REASSIGNED: Move(ACTIVE, None, By.ANY_UNIT),
    Kind.CORRECTED: Move(frozenset(State), None, By.ANY_UNIT),
    Kind.CODE_REPLACED: Move(frozenset(State), None, By.ANY_UNIT),
    Kind.PAPER_STRENGTHENED: Move(frozenset(State), None, By.ANY_UNIT),
    Kind.PAPER_SIGNED: Move(frozenset(State), None, By.ANY_UNIT),
    Kind.FEE_RECEIPT_GIVEN: Move(frozenset(State), None, By.ANY_UNIT),
}
"""Every kind that needs an existing dossier. ``received`` opens one; acts without a dossier are not moves."""


def moves_from(state: State) -> frozenset[Kind]:
    """The kinds of act that the table allows in this state."""
    return frozenset(kind for kind, move in MOVES.items() if state in move.sources)


class Facet(StrEnum):
    """A side of a dossier that acts change and that decisions rest on."""

    STATE = "state"
    CUSTODY = "custody"
    PAPERS = "papers"
    DUE = "due"
    APPLICANT = "applicant"
    CODE = "code"
    RESULT = "result"


_STATE = frozenset({Facet.STATE})
_STATE_AND_DUE = frozenset({Facet.STATE, Facet.DUE})
_STATE_AND_CUSTODY = frozenset({Facet.STATE, Facet.CUSTODY})
_NOTHING: frozenset[Facet] = frozenset()

WRITES: dict[Kind, frozenset[Facet]] = {
    Kind.RECEIVED: frozenset(Facet),
    Kind.PAPER_SEALED: frozenset({Facet.PAPERS}),
    Kind.PAPER_REUSED: frozenset({Facet.PAPERS}),
    Kind.EXCEPTION_GRANTED: frozenset({Facet.PAPERS}),
    Kind.DOSSIER_SEALED: _STATE_AND_CUSTODY,
    Kind.PROCESSING_STARTED: _STATE_AND_DUE,
    Kind.SUPPLEMENT_ASKED: _STATE,
    Kind.SUPPLEMENT_RECEIVED: _STATE_AND_CUSTODY | {Facet.DUE},
    Kind.FINANCIAL_DUTY_ASKED: _STATE,
    Kind.FINANCIAL_DUTY_MET: _STATE_AND_DUE,
    Kind.DEADLINE_EXTENDED: frozenset({Facet.DUE}),
    Kind.REFUSED: _STATE,
    Kind.WITHDRAWN: _STATE,
    Kind.STOPPED: _STATE,
    Kind.RESULT_DIGITISED: _STATE | {Facet.RESULT},
    Kind.HANDED_OVER: _STATE,
    Kind.RATED: _NOTHING,
    Kind.FEE_RECORDED: _NOTHING,
    Kind.REASSIGNED: frozenset({Facet.CUSTODY}),
    Kind.CORRECTED: frozenset({Facet.APPLICANT}),
    Kind.CODE_REPLACED: frozenset({Facet.CODE}),
    Kind.PAPER_STRENGTHENED: _NOTHING,
    Kind.PAPER_SIGNED: _NOTHING,
    Kind.FEE_RECEIPT_GIVEN: _NOTHING,
}
"""What an act of this kind changes."""

DEPENDS_ON: dict[Kind, frozenset[Facet]] = {
    Kind.RECEIVED: _NOTHING,
    Kind.PAPER_SEALED: _STATE_AND_CUSTODY,
    Kind.PAPER_REUSED: _STATE_AND_CUSTODY,
    Kind.EXCEPTION_GRANTED: _STATE_AND_CUSTODY,
    Kind.DOSSIER_SEALED: _STATE_AND_CUSTODY | {Facet.PAPERS},
    Kind.PROCESSING_STARTED: _STATE_AND_DUE,
    Kind.SUPPLEMENT_ASKED: _STATE,
    Kind.SUPPLEMENT_RECEIVED: _STATE_AND_CUSTODY | {Facet.DUE},
    Kind.FINANCIAL_DUTY_ASKED: _STATE,
    Kind.FINANCIAL_DUTY_MET: _STATE_AND_DUE,
    Kind.DEADLINE_EXTENDED: _STATE_AND_DUE,
    Kind.REFUSED: _STATE_AND_CUSTODY,
    Kind.WITHDRAWN: _NOTHING,
    Kind.STOPPED: _STATE,
    Kind.RESULT_DIGITISED: _STATE,
    Kind.HANDED_OVER: _STATE | {Facet.RESULT},
    Kind.RATED: _NOTHING,
    Kind.FEE_RECORDED: _NOTHING,
    Kind.REASSIGNED: frozenset({Facet.CUSTODY}),
    Kind.CORRECTED: frozenset({Facet.APPLICANT}),
    Kind.CODE_REPLACED: frozenset({Facet.CODE}),
    Kind.PAPER_STRENGTHENED: _NOTHING,
    Kind.PAPER_SIGNED: _NOTHING,
    Kind.FEE_RECEIPT_GIVEN: _NOTHING,
}
"""What the author of an act of this kind looked at when deciding. An act whose ground has moved is stale; one that
rests on nothing stands whenever the table still allows it (a citizen's withdrawal, a fee, a rating)."""


def written_by(kind: str) -> frozenset[Facet]:
    """What an act changes; one of a kind that this release does not know may change everything."""
    try:
        return WRITES.get(Kind(kind), _NOTHING)
    except ValueError:
        return frozenset(Facet)


def commutes(kind: Kind, unseen: Iterable[str]) -> bool:
    """True when an act of this kind means the same after these acts, which its author had not seen.

    Adding papers, fees or ratings commutes with itself; whether the move is still legal is asked of ``MOVES``
    besides.
    """
    ground = DEPENDS_ON.get(kind, _NOTHING)
    return not any(ground & written_by(other) for other in unseen)


def holder_after(kind: Kind, *, state: State, holder: str, act_unit: str, named_unit: str = "") -> str:
    """Who has custody after an act of this kind on a dossier in ``state`` that ``holder`` has.

    A reassignment moves a dossier between counters; one that is at the province stays there.
    """
    if kind is Kind.RECEIVED:
        return act_unit
    if kind is Kind.REASSIGNED:
        return named_unit if state is State.RECEIVED else holder
    match MOVES[kind].custody:
        case "receiver":
            return act_unit
        case None:
            return holder
        case named:
            return named
