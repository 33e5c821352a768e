"""In which order the queue shows dossiers, and under what each is counted: said once more, in plain Python."""

from __future__ import annotations

from datetime import date, timedelta

from counter_app.contract.moves import State
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import InvalidInput
from counter_app.domain.ids import UnitCode
from counter_app.services.queries import DUE_SOON_DAYS, RUNNING, Count

NEVER = "9" * 20
OF_STATE = {
    State.RECEIVED: Count.RECEIVED,
    State.SEALED: Count.SEALED,
    State.PROCESSING: Count.PROCESSING,
    State.SUPPLEMENT: Count.WAITING_FOR_CITIZEN,
    State.FINANCIAL_DUTY: Count.FINANCIAL_DUTY,
    State.REFUSED: Count.REFUSED,
    State.WITHDRAWN: Count.WITHDRAWN,
    State.STOPPED: Count.STOPPED,
}
RETURNED_BY = {"post": Count.TO_RETURN_BY_POST, "electronic": Count.TO_RETURN_ONLINE}


def runs(one: Dossier) -> bool:
    return one.state in RUNNING and one.stopped_clock_at is None and one.due_at is not None


def due_day(one: Dossier) -> str:
    return "" if one.due_at is None else one.due_at.date().isoformat()


def clerk_of(one: Dossier) -> str:
    return one.assigned_clerk or one.received_by


def urgency_key(one: Dossier) -> str:
    return f"{one.due_at.timestamp():020.6f}" if one.due_at and runs(one) else NEVER


def changed_key(one: Dossier) -> str:
    return f"{one.changed_at.timestamp():020.6f}"


def cursor_place(text: str) -> tuple[str, int]:
    last, bar, number = text.rpartition("|")
    if not bar or not number.isdecimal():
        raise InvalidInput("bad_cursor")
    return last, int(number)


def counted_as(one: Dossier, unit: UnitCode, today: date) -> list[Count]:
    if one.state is State.RESULT_READY:
        return [RETURNED_BY.get(one.result_by, Count.TO_RETURN_AT_WINDOW)]
    found = [OF_STATE[one.state]] if one.state in OF_STATE else []
    if one.state in {State.RECEIVED, State.SEALED} and one.competent_unit == unit != one.receiving_unit:
        found.append(Count.CROSS_BOUNDARY)
    if runs(one) and due_day(one) < today.isoformat():
        found.append(Count.OVERDUE)
    elif runs(one) and due_day(one) <= (today + timedelta(days=DUE_SOON_DAYS)).isoformat():
        found.append(Count.DUE_SOON)
    return found
