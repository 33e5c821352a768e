"""Examples of the screen of the link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from counter_app.contract.messages import Certificate, CertificateRequest
from counter_app.services.courier import Packed, Waits
from counter_app.services.queries import Delivery, QueueRow, SyncState
from counter_app.services.queries import Place as Where
from counter_app.ui.formats import day_text
from counter_app.ui.gallery.cases import title_of
from counter_app.ui.gallery.example import NOW, TODAY, Example
from counter_app.ui.gallery.queue import QUEUE
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.screens import Choice
from counter_app.ui.presenters.strip import strip_screen
from counter_app.ui.presenters.sync import (
    certificate_detail,
    link_note,
    pace_note,
    packed_note,
    place_numbers,
    waiting_line,
)
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


def _row(row: QueueRow, where: Where, acts: int, files: int) -> QueueRow:
    return replace(row, delivery=Delivery(where, acts, files, files * 640_000))


_WAITING = (
    _row(QUEUE[1], Where.WINDOW, 3, 5),
    _row(QUEUE[2], Where.ON_THE_WAY, 0, 2),
    _row(QUEUE[4], Where.WINDOW, 7, 9),
)


def _state(rows: Sequence[QueueRow], branch: int, minutes_ago: int) -> SyncState:
    """What the store counts while these wait."""
    waits = [row.delivery for row in rows]
    return SyncState(
        acts_unsent=sum(one.acts_unsent for one in waits),
        files_unsent=sum(one.files_unsent for one in waits),
        bytes_unsent=sum(one.bytes_unsent for one in waits),
        dossiers_at_window=sum(one.place is Where.WINDOW for one in waits),
        dossiers_on_the_way=sum(one.place is Where.ON_THE_WAY for one in waits),
        dossiers_at_branch=branch,
        dossiers_at_province=118,
        last_contact=NOW - timedelta(minutes=minutes_ago),
        troubles_open=3 if waits else 0,
    )


def _example(
    name: str,
    rows: Sequence[QueueRow],
    certificate: Certificate | None,
    *,
    branch: int = 0,
    minutes_ago: int = 0,
    problem: str = "",
    sticks: tuple[Choice, ...] = (),
    preview: bool = False,
    waits: Waits | None = None,
    gives_way: bool = False,
) -> Example:
    state = _state(rows, branch, minutes_ago)
    screen = _screen(state, rows, certificate, problem)
    if gives_way:
        screen = replace(screen, problem=pace_note(state))
    if sticks:
        packed = Packed("hop", state.acts_unsent, state.files_unsent, state.bytes_unsent, waits=waits or Waits())
        more = waits is not None
        screen = replace(screen, sticks=sticks, stick=sticks[0].key, carried=packed_note(packed), more_sticks=more)
    return Example(name, Place.SYNC, screen, strip_screen(state, NOW), preview=preview)


def _screen(
    state: SyncState, rows: Sequence[QueueRow], certificate: Certificate | None, problem: str
) -> SyncScreen:
    strip = strip_screen(state, NOW)
    return SyncScreen(
        places=place_numbers(state),
        link=strip.link,
        contact=strip.contact,
        problem=link_note(problem),
        waiting=tuple(waiting_line(row, title_of) for row in rows),
        waiting_title=words("Sync", "Hồ sơ còn phần chưa gửi: {count}").fill(count=len(rows)),
        days=tuple(
            Choice(day.isoformat(), day_text(day)) for day in (TODAY - timedelta(days=back) for back in range(3))
        ),
        day=TODAY.isoformat(),
        certificate=certificate_detail(certificate, _FIGURES),
        troubles=words("Sync", "{count} việc cần xử lý").fill(count=3) if state.troubles_open else None,
    )


def sync_examples() -> Iterator[Example]:
    """The link."""
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
    sticks = (Choice("/media/usb", "KINGSTON (/media/usb)"),)
    yield _example("sync-offline", _WAITING, None, branch=4, minutes_ago=190, problem="no_answer")
    yield _example("sync-gives-way", _WAITING, None, branch=4, gives_way=True)
    yield _example("sync-all-sent", (), _SIGNED)
    yield _example("sync-preview", (), _SIGNED, preview=True)
    yield _example("sync-courier", _WAITING, None, branch=4, minutes_ago=190, problem="no_answer", sticks=sticks)
    more = Waits(files=412, dossiers=57, size_bytes=9_400_000_000, sticks=3)
    yield _example("sync-more-sticks", _WAITING, None, branch=4, minutes_ago=190, sticks=sticks, waits=more)
    yield _example("sync-differs", _WAITING[:1], theirs, minutes_ago=1)
