"""What a person can do about each entry of the list "Cần xử lý".

Repeating does not mend what stands there, but something does: look at the dossier and decide, do the act anew on
what is true now, give the window a new beginning, put the paper on the glass once more. Every code that can be
listed has at least one cure that mends it, and none is ever only told.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from counter_app.contract.acts import Kind, Received, body_of, known_kind
from counter_app.contract.messages import Outcome
from counter_app.contract.moves import State
from counter_app.contract.problems import ProblemCode
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import IllegalMove, NotFound
from counter_app.domain.ids import ActId, DossierId
from counter_app.domain.lifecycle import require_move
from counter_app.services.elsewhere import ToldElsewhere
from counter_app.services.ports import Clock, OpenWork, Session, StoredAct, Trouble, UnitOfWork
from counter_app.services.projection import TURNED_DOWN
from counter_app.services.pull import Integrate
from counter_app.services.recording import Recorder, changed
from counter_app.services.reopen import REOPENED
from counter_app.services.review import roles_of
from counter_app.services.troubles import solve_troubles


class Cure(StrEnum):
    """A button beside an entry."""

    OPEN = "open"
    """Look at the dossier; what has to be done anew is done there (papers, sealing)."""

    REDO = "redo"
    """Do the act anew, on what the province has now."""

    RECEIVE_AGAIN = "receive_again"
    """Give the dossier another code; the citizen gets another receipt."""

    PRINT_RECEIPT = "print_receipt"
    """The citizen's receipt shows something that is no longer so."""

    SEND = "send"
    """Try again now: the world may be another."""

    ENROL = "enrol"
    """Give the window a new beginning with a code from IT; nothing unsent is lost."""

    REOPEN = "reopen"
    """Open the dossier once more, because a file of it is gone from this PC: scan again, and close it again."""

    SIGN = "sign"
    """Sign the papers of the dossier that were sealed unsigned."""

    SOLVED = "solved"
    """It was dealt with, or is accepted as it is."""


_REDONE: Final = frozenset(
    {
        ProblemCode.STALE_VERSION.value,
        ProblemCode.NOT_HOLDER.value,
        ProblemCode.ILLEGAL_MOVE.value,
        ProblemCode.NOT_IN_SCOPE.value,
        ProblemCode.MALFORMED.value,
        ProblemCode.SCHEMA_TOO_OLD.value,
        ProblemCode.PREDECESSOR_MISSING.value,
    }
)
"""Refusals of an act that another try may pass: the dossier, the roles or the program are others by then."""

_BY_CODE: Final[dict[str, tuple[Cure, ...]]] = {
    ProblemCode.CODE_TAKEN: (Cure.RECEIVE_AGAIN, Cure.PRINT_RECEIPT),
    ProblemCode.GATE_NOT_MET: (Cure.OPEN,),
    ProblemCode.NOT_FOUND: (Cure.SEND,),
    ProblemCode.UNKNOWN_DEVICE: (Cure.ENROL, Cure.SEND),
    ProblemCode.CLONED_DEVICE: (Cure.ENROL,),
    ProblemCode.TOKEN_INVALID: (Cure.SEND, Cure.ENROL),
    ProblemCode.SCHEMA_TOO_NEW: (Cure.SEND,),
    "code_replaced": (Cure.PRINT_RECEIPT,),
    "clock_doubtful": (Cure.OPEN, Cure.PRINT_RECEIPT),
    "paper_unsigned": (Cure.SIGN, Cure.OPEN),
    "file_lost_here": (Cure.REOPEN, Cure.SEND),
    "file_damaged": (Cure.REOPEN, Cure.SEND),
    REOPENED: (Cure.OPEN,),
    "file_does_not_arrive": (Cure.SEND,),
    "change_unreadable": (Cure.SEND,),
    "receipt_forged": (Cure.SEND,),
    "relay_unknown": (Cure.SEND,),
    "certificate_differs": (Cure.SEND,),
    "certificate_forged": (Cure.SEND,),
    "certificate_dates": (Cure.SEND,),
    "certificate_refused": (Cure.SEND,),
    "pin_differs": (Cure.SEND,),
    "other_protocol": (Cure.SEND,),
    "link_defect": (Cure.SEND,),
    "clock_wrong": (Cure.SEND,),
    "due_differs": (Cure.PRINT_RECEIPT, Cure.OPEN),
    "law_broken": (Cure.SEND,),
    ProblemCode.CHECKSUM_MISMATCH: (Cure.SEND,),
    ProblemCode.OFFSET_DIFFERS: (Cure.SEND,),
    ProblemCode.UPLOAD_GONE: (Cure.SEND,),
    ProblemCode.TOO_LARGE: (Cure.SEND,),
    ProblemCode.NO_NUMBERS_LEFT: (Cure.SEND,),
}

_ELSEWHERE: Final = frozenset({Kind.DOSSIER_SEALED, Kind.PAPER_SEALED, Kind.CODE_REPLACED})
"""Acts with a way of their own: a seal passes the checks again, and a number is taken from those leased."""


def cures_of(trouble: Trouble, dossier: Dossier | None, stored: StoredAct | None) -> tuple[Cure, ...]:
    """What can be done about an entry, the likeliest first; "dealt with" last, where nothing is lost by it.

    Args:
        trouble: The entry.
        dossier: The dossier that it is about, where there is one.
        stored: The act that it is about, where there is one.
    """
    can_be_redone = stored is not None and can_redo(stored)
    found = _found(trouble.code, can_be_redone=can_be_redone, of_act=stored is not None)
    if dossier is not None and Cure.OPEN not in found:
        found.append(Cure.OPEN)
    of_dossier = {Cure.OPEN, Cure.PRINT_RECEIPT, Cure.RECEIVE_AGAIN, Cure.SIGN, Cure.REOPEN}
    offered = [cure for cure in found if dossier is not None or cure not in of_dossier]
    if dossier is not None and dossier.state is not State.SEALED and Cure.REOPEN in offered:
        offered.remove(Cure.REOPEN)
    if Cure.RECEIVE_AGAIN in offered and stored is not None and not _has_this_code(dossier, stored):
        offered.remove(Cure.RECEIVE_AGAIN)
    if Cure.REOPEN in offered or _is_shut_out(dossier, stored):
        return tuple(offered)
    return (*offered, Cure.SOLVED)


def cures_there(told: ToldElsewhere, dossier: Dossier | None) -> tuple[Cure, ...]:
    """What the list of the window at which it was made offers; that window has the dossier and the act.

    Args:
        told: What the province told of it.
        dossier: The dossier as it is known here, which is as the province has it.
    """
    kind = next((one for one in Kind if one == told.kind), None)
    can_be_redone = kind is not None and _is_redone_as_itself(kind, told.dossier_id)
    found = _found(told.code, can_be_redone=can_be_redone, of_act=True)
    if told.dossier_id and Cure.OPEN not in found:
        found.append(Cure.OPEN)
    if kind is not Kind.RECEIVED and Cure.RECEIVE_AGAIN in found:
        found.remove(Cure.RECEIVE_AGAIN)
    if kind is Kind.RECEIVED and dossier is None:
        return tuple(found)
    return (*found, Cure.SOLVED)


def _found(code: str, *, can_be_redone: bool, of_act: bool) -> list[Cure]:
    """What mends this code, whoever looks at it."""
    if code == ProblemCode.NOT_FOUND and of_act:
        return [Cure.OPEN]  # of a paper that was taken over: no other try finds its file
    found = list(_BY_CODE.get(code, ()))
    if code in _REDONE and can_be_redone:
        found.append(Cure.REDO)
    if code == ProblemCode.MALFORMED and not found:
        found.append(Cure.SEND)
    return found


def _is_shut_out(dossier: Dossier | None, stored: StoredAct | None) -> bool:
    """Whether the province has nothing of this dossier because it turned down its first act.

    Whoever took that off the list would lose a dossier whose receipt the citizen holds.
    """
    is_refused = stored is not None and stored.own and stored.outcome is Outcome.REFUSED
    return is_refused and _has_this_code(dossier, stored)


def _has_this_code(dossier: Dossier | None, stored: StoredAct | None) -> bool:
    """Whether this act gave the dossier the code that it has."""
    if dossier is None or stored is None or stored.act.kind != Kind.RECEIVED:
        return False
    return stored.act.body.get("code") == dossier.code


def can_redo(stored: StoredAct) -> bool:
    """Whether the same may be done anew as another act: it is our own, of a dossier, and was turned down."""
    kind = known_kind(stored.act)
    if kind is None or not _is_redone_as_itself(kind, stored.act.dossier_id):
        return False
    return stored.own and stored.outcome in TURNED_DOWN


def _is_redone_as_itself(kind: Kind, dossier_id: str) -> bool:
    return bool(dossier_id) and kind not in _ELSEWHERE


class Redo:
    """Does an act anew that the province turned down: the same content, on what is true now, by who is here now.

    The act that was turned down stays in the log as it was; the new one takes its place.
    """

    def __init__(self, open_work: OpenWork, recorder: Recorder, integrate: Integrate, clock: Clock) -> None:
        self._open_work = open_work
        self._recorder = recorder
        self._integrate = integrate
        self._clock = clock

    def may(self, act_id: ActId) -> bool:
        """Whether this act was turned down and can be done anew."""
        with self._open_work() as work:
            stored = work.acts.get(act_id)
        return stored is not None and can_redo(stored)

    def __call__(self, act_id: ActId, session: Session) -> Dossier:
        """The dossier with the new act; done before, it stays as it is.

        Raises:
            NotFound: ``act_unknown``: no such act was turned down here, or it is no act to be done anew.
            IllegalMove: what is true now does not allow it; ``Cure.OPEN`` shows why.
            NotAllowed: not by who is signed in.
        """
        with self._open_work() as work:
            stored = work.acts.get(act_id)
            if stored is None or not can_redo(stored):
                raise NotFound("act_unknown")
            dossier_id = DossierId(stored.act.dossier_id)
            if not any(trouble.act_id == act_id for trouble in work.troubles.open()):
                dossier = work.dossiers.get(dossier_id)
                if dossier is None:
                    raise NotFound("dossier_unknown")
                return dossier
            after = self._redo(work, stored, session)
            solve_troubles(work, {_code_of(stored)}, self._clock.now(), act_id=act_id)
            work.commit()
        return after

    def _redo(self, work: UnitOfWork, stored: StoredAct, session: Session) -> Dossier:
        dossier_id = DossierId(stored.act.dossier_id)
        try:
            body = body_of(stored.act)
        except msgspec.ValidationError as error:
            raise NotFound("act_unknown") from error
        if isinstance(body, Received):
            if any(one.outcome is Outcome.APPLIED for one in work.acts.of_dossier(dossier_id)):
                raise IllegalMove("already_registered", code=body.code)
            self._recorder.record(work, body, session=session, dossier_id=dossier_id)
            return changed(self._integrate.refold(work, dossier_id))
        dossier = changed(work.dossiers.get(dossier_id))
        require_move(dossier, Kind(stored.act.kind), unit=session.unit, roles=roles_of(session))
        return changed(self._recorder.record(work, body, session=session, dossier=dossier))


def _code_of(stored: StoredAct) -> str:
    return stored.problem.code if stored.problem else str(stored.outcome)
