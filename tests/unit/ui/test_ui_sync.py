"""The screen of the link: plain numbers, what waits, what the province signed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from counter_app.contract.messages import Certificate
from counter_app.domain.errors import NeedsAttention, TryLater
from counter_app.services.courier import Packed, TooLarge, Unpacked, Waits
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.presenters.sync import SyncPresenter
from counter_app.ui.presenters.sync_screen import SyncScreen
from tests.builders.desk import MORNING
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RecordingView, RunNow

TODAY = MORNING.date().isoformat()


class Link:
    """The screen of the link with its view."""

    def __init__(self, counter: CounterOfTests, desk: Desk) -> None:
        self.view: RecordingView[SyncScreen] = RecordingView()
        self.presenter = SyncPresenter(self.view, RunNow(), desk, counter.for_sync())

    @property
    def screen(self) -> SyncScreen:
        return self.view.now


@pytest.fixture
def link(counter: CounterOfTests, desk: Desk) -> Link:
    return Link(counter, desk)


def certificate(counter: CounterOfTests, *, agreed: bool = True) -> Certificate:
    """What the province says of today, as this counter sees it or with other figures."""
    ours = counter.queries.day_certificate(MORNING.date())
    return Certificate(
        day=TODAY,
        device_id="dev-1",
        dossiers=ours.dossiers,
        pages=ours.pages,
        acts=ours.acts if agreed else ours.acts + 2,
        rolling_digest=ours.rolling_digest if agreed else "0" * 64,
        agreed=agreed,
        issued_at=MORNING.isoformat(),
        signature="chữ ký",
    )


def test_three_numbers_say_where_every_dossier_is(link: Link, counter: CounterOfTests) -> None:
    counter.desk.receive("Một")
    counter.desk.receive("Hai")

    link.presenter.start()

    assert [(place.key, place.value) for place in link.screen.places] == [
        ("window", 2),
        ("branch", 0),
        ("province", 0),
    ]
    assert str(link.screen.places[0].detail) == "Chờ gửi: 2 thao tác, 0 tệp (0 kB)"
    assert [line.title for line in link.screen.waiting] == ["Hai", "Một"]


def test_with_nothing_to_send_it_says_so(link: Link) -> None:
    link.presenter.start()

    assert str(link.screen.places[0].detail) == "Không còn gì chờ gửi"
    assert link.screen.troubles is None


def test_what_stands_in_the_way_is_said_in_words(link: Link, counter: CounterOfTests) -> None:
    counter.link_problem = "no_answer"

    link.presenter.start()

    assert link.screen.problem is not None
    assert link.screen.problem.tone is Tone.WARN
    assert "no_answer" not in str(link.screen.problem.text)


def test_a_slow_delivery_says_that_it_leaves_room_for_others(link: Link, counter: CounterOfTests) -> None:
    counter.desk.receive("Một")
    counter.gives_way = True

    link.presenter.start()

    assert link.screen.problem is not None
    assert link.screen.problem.tone is Tone.NEUTRAL
    assert "chậm hơn để nhường" in str(link.screen.problem.text)


def test_who_has_nothing_to_send_or_cannot_send_gives_way_to_nobody(link: Link, counter: CounterOfTests) -> None:
    counter.gives_way = True
    link.presenter.start()
    nothing_to_send = link.screen.problem
    counter.desk.receive("Một")
    counter.link_problem = "no_answer"

    link.presenter.changed()

    assert nothing_to_send is None
    assert link.screen.problem is not None
    assert link.screen.problem.tone is Tone.WARN


def test_send_now_wakes_the_link(link: Link, counter: CounterOfTests) -> None:
    link.presenter.start()

    link.presenter.send_wanted()

    assert counter.sent_now == 1
    assert str(link.screen.link.text if link.screen.link else "") == "Đang liên lạc…"


def test_a_dossier_that_waits_can_be_looked_at(
    link: Link, counter: CounterOfTests, visited: list[Place], desk: Desk
) -> None:
    dossier = counter.desk.receive()
    link.presenter.start()

    link.presenter.row_opened(dossier.dossier_id)

    assert (visited, desk.dossier_id) == ([Place.REVIEW], dossier.dossier_id)


def test_what_both_sides_agree_on_is_shown_and_printed(link: Link, counter: CounterOfTests) -> None:
    counter.certificates[TODAY] = certificate(counter)
    link.presenter.start()

    link.presenter.print_wanted()

    assert link.screen.certificate is not None
    assert str(link.screen.certificate.mark.text) == "Hai bên khớp nhau"
    assert link.view.printed == [(b"report",)]
    assert link.view.jobs == ["Giấy xác nhận trong ngày 23/11/2026"]
    printed = dict(counter.reports[0].sheets[0].rows)
    assert printed["Chữ ký của tỉnh"] == "chữ ký"
    assert printed["Khớp với quầy"] == "Khớp"


def test_figures_that_differ_are_shown_side_by_side_and_not_printed(link: Link, counter: CounterOfTests) -> None:
    counter.certificates[TODAY] = certificate(counter, agreed=False)

    link.presenter.start()
    link.presenter.print_wanted()

    detail = link.screen.certificate
    assert detail is not None
    assert (detail.mark.tone, detail.can_print) == (Tone.BAD, False)
    assert "tại quầy 0, tại tỉnh 2" in [str(line.detail) for line in detail.lines]
    assert link.view.printed == []


def test_an_agreement_that_is_older_than_the_days_last_act_is_no_agreement(
    link: Link, counter: CounterOfTests
) -> None:
    counter.certificates[TODAY] = msgspec.structs.replace(certificate(counter), rolling_digest="1" * 64)

    link.presenter.start()

    assert link.screen.certificate is not None
    assert not link.screen.certificate.can_print


def test_another_day_can_be_asked_for(link: Link) -> None:
    link.presenter.start()

    link.presenter.day_picked("2026-11-20")

    assert link.screen.day == "2026-11-20"
    assert str(link.screen.certificate.title if link.screen.certificate else "") == "Ngày 20/11/2026"


def test_a_store_that_does_not_answer_is_said(counter: CounterOfTests, desk: Desk) -> None:
    def busy() -> str:
        raise TryLater("store_busy")

    view: RecordingView[SyncScreen] = RecordingView()

    SyncPresenter(view, RunNow(), desk, replace(counter.for_sync(), link_problem=busy)).start()

    assert "đang bận" in str(view.now.status.text if view.now.status else "")


# --- by stick -------------------------------------------------------------------------------------------------


def test_without_a_stick_nothing_is_written(link: Link, counter: CounterOfTests) -> None:
    link.presenter.start()

    link.presenter.pack_wanted()

    assert counter.packed == []
    assert link.screen.sticks == ()


def test_a_stick_that_is_plugged_in_later_is_found(link: Link, counter: CounterOfTests) -> None:
    link.presenter.start()
    counter.sticks.append(Path("/media/usb"))

    link.presenter.sticks_wanted()

    assert (link.screen.stick, [choice.title for choice in link.screen.sticks]) == (
        "/media/usb",
        ["usb (/media/usb)"],
    )


def test_work_goes_onto_the_stick_and_it_is_said_where_to_take_it(link: Link, counter: CounterOfTests) -> None:
    counter.sticks += [Path("/media/usb"), Path("/media/other")]
    link.presenter.start()

    link.presenter.stick_picked("/media/other")
    link.presenter.pack_wanted()

    assert counter.packed == [Path("/media/other")]
    assert "Đã ghi 3 thao tác, 2 tệp (640 kB)" in str(link.screen.carried.text if link.screen.carried else "")
    assert not link.screen.busy


def test_the_provinces_answers_come_back_the_same_way(link: Link, counter: CounterOfTests) -> None:
    counter.sticks.append(Path("/media/usb"))
    counter.unpacked = Unpacked(1, 3, 2)
    link.presenter.start()

    link.presenter.unpack_wanted()

    assert "3 thao tác được tỉnh xác nhận" in str(link.screen.carried.text if link.screen.carried else "")


def test_a_stick_without_an_answer_says_so(link: Link, counter: CounterOfTests) -> None:
    counter.sticks.append(Path("/media/usb"))
    link.presenter.start()

    link.presenter.unpack_wanted()

    assert link.screen.carried is not None
    assert link.screen.carried.tone is Tone.WARN


def test_a_full_stick_is_said_in_words(counter: CounterOfTests, desk: Desk) -> None:
    def full(_folder: Path) -> Packed:
        raise NeedsAttention("stick_full")

    counter.sticks.append(Path("/media/usb"))
    view: RecordingView[SyncScreen] = RecordingView()
    presenter = SyncPresenter(view, RunNow(), desk, replace(counter.for_sync(), pack=full))
    presenter.start()

    presenter.pack_wanted()

    assert view.now.carried is not None
    assert "stick_full" not in str(view.now.carried.text)
    assert not view.now.busy


def said(link: Link) -> str:
    return str(link.screen.carried.text if link.screen.carried else "")


def test_what_did_not_fit_is_counted_and_the_next_stick_goes_on(link: Link, counter: CounterOfTests) -> None:
    counter.sticks += [Path("/media/usb"), Path("/media/next")]
    counter.waits = Waits(files=40, dossiers=7, size_bytes=12_440_000, sticks=3)
    link.presenter.start()

    link.presenter.pack_wanted()
    first, tone = said(link), link.screen.carried.tone if link.screen.carried else None
    link.presenter.stick_picked("/media/next")
    while_picking, offered = said(link), link.screen.more_sticks
    link.presenter.pack_next_wanted()

    assert "Còn 40 tệp của 7 hồ sơ (12,5 MB), cần thêm 3 USB" in first
    assert "Cắm USB tiếp theo" in first
    assert (tone, while_picking, offered) == (Tone.WARN, first, True)
    assert "Đã ghi xong cả 2 USB" in said(link)
    assert counter.packed == [Path("/media/usb")]
    assert counter.packed_next == [Path("/media/next")]
    assert not link.screen.more_sticks


def test_without_anything_that_waits_no_next_stick_is_written(link: Link, counter: CounterOfTests) -> None:
    counter.sticks.append(Path("/media/usb"))
    link.presenter.start()
    link.presenter.pack_wanted()

    link.presenter.pack_next_wanted()

    assert (counter.packed_next, link.screen.more_sticks) == ([], False)


def test_a_file_that_no_such_stick_holds_is_named_with_its_size(link: Link, counter: CounterOfTests) -> None:
    counter.sticks.append(Path("/media/usb"))
    counter.waits = Waits(too_large=(TooLarge("H09.01-0007 · 3f9a77aa", 31_000_000),))
    link.presenter.start()

    link.presenter.pack_wanted()

    assert "H09.01-0007 · 3f9a77aa (31,0 MB)" in said(link)
    assert link.screen.more_sticks
