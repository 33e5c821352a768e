"""Dossiers in a queue and a state of the link, as several screens show them; all invented."""

from __future__ import annotations

from datetime import timedelta

from counter_app.contract.moves import State
from counter_app.domain.ids import DossierId, UnitCode
from counter_app.services.queries import Delivery, QueueRow, SyncState
from counter_app.services.queries import Place as Where
from counter_app.ui.gallery.example import NOW
from counter_app.ui.presenters.strip import strip_screen
from counter_app.ui.presenters.strip_screen import StripScreen


def _row(number: int, name: str, procedure: str, state: State, due_in_days: int | None, where: Where) -> QueueRow:
    received = NOW - timedelta(days=max(0, 3 - number % 4), minutes=11 * number)
    due = None if due_in_days is None else (NOW + timedelta(days=due_in_days)).replace(hour=17, minute=0)
    return QueueRow(
        dossier_id=DossierId(f"d-{number}"),
        code=f"H09.08-{received:%y%m%d}-{40 - number:04d}",
        provisional=False,
        applicant=name,
        procedure=procedure,
        state=state,
        received_at=received,
        due_at=due,
        clock_stopped=state is State.SUPPLEMENT,
        changed_at=received,
        receiving_unit=UnitCode("H09.08"),
        competent_unit=UnitCode("H09.08"),
        holder=UnitCode("H09.08"),
        window="03",
        clerk="c-1",
        result_by="window",
        delivery=Delivery(where, 0, 0, 0),
        troubles=0,
        cursor=str(number),
    )


QUEUE = (
    _row(1, "Trần Văn Hải", "1.013831", State.PROCESSING, -2, Where.PROVINCE),
    _row(2, "Nguyễn Thị Ngọc Ánh", "1.001193", State.RECEIVED, 0, Where.WINDOW),
    _row(3, "Phạm Quốc Bảo", "2.000815", State.SEALED, 0, Where.ON_THE_WAY),
    _row(4, "Võ Thị Kim Liên", "1.004873", State.RESULT_READY, 1, Where.TURNED_DOWN),
    _row(5, "Đặng Hoàng Phúc", "1.004873", State.PROCESSING, 3, Where.PROVINCE),
    _row(6, "Huỳnh Thị Thu Trang", "1.013831", State.SUPPLEMENT, 6, Where.PROVINCE),
    _row(7, "Bùi Đức Thịnh", "2.000815", State.RETURNED, 0, Where.PROVINCE),
    _row(8, "Ngô Gia Hân", "1.013831", State.FINANCIAL_DUTY, 9, Where.BRANCH),
)


def strip(window: int, way: int, province: int, minutes_ago: int) -> StripScreen:
    state = SyncState(
        acts_unsent=window,
        files_unsent=0,
        bytes_unsent=0,
        dossiers_at_window=window,
        dossiers_on_the_way=way,
        dossiers_at_branch=0,
        dossiers_at_province=province,
        last_contact=NOW - timedelta(minutes=minutes_ago),
        troubles_open=3,
    )
    return strip_screen(state, NOW)


EVERYWHERE = strip(3, 2, 118, 0)
"""What the strip shows below every example that is not about the link."""
