"""Examples of the screen of the link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from counter_app.contract.messages import Certificate, CertificateRequest
from counter_app.services.courier import Packed
from counter_app.services.queries import Delivery, QueueRow, SyncState
from counter_app.services.queries import Place as Where
from counter_app.ui.formats import day_text
from counter_app.ui.gallery.cases import title_of
from counter_app.ui.gallery.example import NOW, TODAY, Example
from counter_app.ui.gallery.queue import QUEUE
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.screens import Choice
from counter_app.ui.presenters.strip import strip_screen
from counter_app.ui.presenters.sync import certificate_detail, link_note, packed_note, place_numbers, waiting_line
from counter_app.ui.presenters.sync_screen import SyncScreen
from counter_app.ui.words import words

_FIGURES = CertificateRequest(day=TODAY.isoformat(), dossiers=37, pages=214, acts=305, rolling_digest="3f9a" * 16)
_SIGNED = Certificate(
    day=TODAY.isoformat(),
    device_id="dev-03",
    dossiers=37,
    pages=214,
    acts=305,
    rolling_digest="3f9a" * 16,
    agreed=True,
    issued_at=NOW.isoformat(),
)


def _state(window: int, way: int, branch: int, minutes_ago: int) -> SyncState:
    waits = window + way
    return SyncState(
        acts_unsent=waits * 6,
        files_unsent=waits * 4,
        bytes_unsent=waits * 3_100_000,
        dossiers_at_window=window,
        dossiers_on_the_way=way,
        dossiers_at_branch=branch,
        dossiers_at_province=1_284,
        last_contact=NOW - timedelta(minutes=minutes_ago),
        troubles_open=3 if waits else 0,
    )


def _row(row: QueueRow, where: Where, acts: int, files: int) -> QueueRow:
    return replace(row, delivery=Delivery(where, acts, files, files * 640_000))


def _screen(state: SyncState, certificate: Certificate | None, problem: str = "") -> SyncScreen:
    strip = strip_screen(state, NOW)
    rows = (
        _row(QUEUE[1], Where.WINDOW, 3, 5),
        _row(QUEUE[2], Where.ON_THE_WAY, 0, 2),
        _row(QUEUE[4], Where.WINDOW, 7, 9),
    )
    shown = rows if state.acts_unsent else ()
    return SyncScreen(
        places=place_numbers(state),
        link=strip.link,
        contact=strip.contact,
        problem=link_note(problem),
        waiting=tuple(waiting_line(row, title_of) for row in shown),
        waiting_title=words("Sync", "Hồ sơ còn phần chưa gửi: {count}").fill(count=len(shown)),
        days=tuple(
            Choice(day.isoformat(), day_text(day)) for day in (TODAY - timedelta(days=back) for back in range(3))
        ),
        day=TODAY.isoformat(),
        certificate=certificate_detail(certificate, _FIGURES),
        troubles=words("Sync", "{count} việc cần xử lý").fill(count=3) if state.troubles_open else None,
    )


def sync_examples() -> Iterator[Example]:
    """The link."""
    yield Example("sync-offline", Place.SYNC, _screen(_state(12, 2, 4, 190), None, "no_answer"))
    yield Example("sync-all-sent", Place.SYNC, _screen(_state(0, 0, 0, 0), _SIGNED))
    theirs = Certificate(
        day=_SIGNED.day,
        device_id="dev-03",
        dossiers=36,
        pages=214,
        acts=301,
        rolling_digest="77aa" * 16,
        agreed=False,
        issued_at=_SIGNED.issued_at,
    )
    carried = packed_note(Packed("hop", 84, 56, 43_400_000))
    sticks = (Choice("/media/usb", "KINGSTON (/media/usb)"),)
    away = replace(
        _screen(_state(12, 2, 4, 190), None, "no_answer"), sticks=sticks, stick="/media/usb", carried=carried
    )
    yield Example("sync-preview", Place.SYNC, _screen(_state(0, 0, 0, 0), _SIGNED), preview=True)
    yield Example("sync-courier", Place.SYNC, away)
    yield Example("sync-differs", Place.SYNC, _screen(_state(1, 0, 0, 1), theirs))
