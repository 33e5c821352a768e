"""Sign in: two fields, one answer, and a lock that keeps the work."""

from __future__ import annotations

import pytest

from counter_app.domain.errors import NeedsAttention
from counter_app.services.ports import Session
from counter_app.ui.presenters.sign_in import SignInPresenter, SignInScreen
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RecordingView, RunLater, RunNow


class Front:
    """A sign-in presenter with what it told."""

    def __init__(self, counter: CounterOfTests, tasks: RunNow | RunLater) -> None:
        self.view: RecordingView[SignInScreen] = RecordingView()
        self.opened: list[Session] = []
        self.presenter = SignInPresenter(self.view, tasks, counter.desk.sign_in.with_password, self.opened.append)
        self.presenter.start()


@pytest.fixture
def front(counter: CounterOfTests, now: RunNow) -> Front:
    return Front(counter, now)


def test_the_right_password_opens_a_session(front: Front) -> None:
    front.presenter.signed_in("lan", "đúng")

    assert [session.clerk_id for session in front.opened] == ["clerk-lan"]


def test_a_wrong_password_is_said_and_its_field_is_emptied(front: Front) -> None:
    front.presenter.signed_in("lan", "sai")

    assert front.opened == []
    assert "không đúng" in str(front.view.now.problem)
    assert front.view.now.clear_password


@pytest.mark.parametrize(("login", "password"), [("", "đúng"), ("  ", "đúng"), ("lan", "")])
def test_what_is_missing_is_asked_for_before_anything_is_checked(front: Front, login: str, password: str) -> None:
    front.presenter.signed_in(login, password)

    assert str(front.view.now.problem).startswith("Hãy nhập")
    assert not front.view.now.busy


def test_a_second_press_while_checking_checks_nothing(counter: CounterOfTests, later: RunLater) -> None:
    front = Front(counter, later)

    front.presenter.signed_in("lan", "đúng")
    front.presenter.signed_in("lan", "đúng")
    busy = front.view.now.busy
    later.answer_all()

    assert busy
    assert len(front.opened) == 1


def test_typing_another_name_takes_the_complaint_away(front: Front) -> None:
    front.presenter.signed_in("lan", "sai")

    front.presenter.login_edited("hoa")

    assert front.view.now.problem is None


def test_a_lock_asks_for_the_same_clerk_and_promises_to_keep_the_work(front: Front) -> None:
    front.presenter.signed_in("lan", "đúng")

    front.presenter.lock(front.opened[0])

    assert front.view.now.login == "lan"
    assert "giữ nguyên" in str(front.view.now.note)


def test_who_sat_here_before_is_offered_by_name(front: Front) -> None:
    front.presenter.signed_in("lan", "đúng")
    front.presenter.signed_in("lan", "đúng")

    assert [person.title for person in front.view.now.people] == ["Nguyễn Thị Lan"]


def test_a_lock_out_says_how_long(front: Front) -> None:
    for _ in range(6):
        front.presenter.signed_in("lan", "sai")

    front.presenter.signed_in("lan", "đúng")

    assert "phút" in str(front.view.now.problem)
    assert front.opened == []


def test_the_screen_is_usable_before_it_knows_whose_window_it_is(front: Front) -> None:
    before = front.view.now

    front.presenter.say_where("Chi nhánh số 1", "Q01")

    assert str(before.unit) == "Trung tâm Phục vụ hành chính công"
    assert (front.view.now.unit, str(front.view.now.window)) == ("Chi nhánh số 1", "Quầy Q01")


def test_a_store_that_did_not_open_is_said_before_anybody_types(front: Front) -> None:
    front.presenter.not_ready(NeedsAttention("store_newer", found=9, known=8))

    assert "phiên bản" in str(front.view.now.problem)


def test_the_provinces_own_page_opens_a_session_as_well(counter: CounterOfTests, later: RunLater) -> None:
    view: RecordingView[SignInScreen] = RecordingView()
    opened: list[Session] = []
    presenter = SignInPresenter(
        view,
        later,
        counter.desk.sign_in.with_password,
        opened.append,
        in_browser=lambda: counter.desk.sign_in.with_password("lan", "đúng"),
    )
    presenter.say_where("Chi nhánh 1", "Q01", browser=True)

    presenter.browser_wanted()
    presenter.browser_wanted()
    waiting = view.now
    later.answer_all()

    assert waiting.browser
    assert waiting.busy
    assert len(opened) == 1


def test_without_a_page_of_the_province_the_button_does_nothing(front: Front) -> None:
    front.presenter.browser_wanted()

    assert front.opened == []
    assert not front.view.now.browser


class LockedFront:
    """Lan signed in, set a PIN, and locked; everything answers at once."""

    def __init__(self, counter: CounterOfTests) -> None:
        quick = counter.quick_lock
        self.view: RecordingView[SignInScreen] = RecordingView()
        self.opened: list[Session] = []
        self.presenter = SignInPresenter(
            self.view,
            RunNow(),
            counter.desk.sign_in.with_password,
            self.opened.append,
            unlock=quick.unlock,
            opens_with_pin=quick.opens_for,
        )
        self.presenter.signed_in("lan", "đúng")
        quick.set_pin(self.opened[0], "250492")
        self.presenter.lock(self.opened[0])


def test_who_has_a_pin_is_asked_for_it_at_the_lock(counter: CounterOfTests) -> None:
    front = LockedFront(counter)
    asked = front.view.now.asks_pin

    front.presenter.pin_typed("250492")

    assert asked
    assert front.opened[1] is front.opened[0]
    assert not front.view.now.asks_pin


def test_a_wrong_pin_is_said_with_the_tries_that_are_left(counter: CounterOfTests) -> None:
    front = LockedFront(counter)

    front.presenter.pin_typed("250493")

    assert "Còn 4 lần" in str(front.view.now.problem)
    assert front.view.now.asks_pin


def test_after_too_many_wrong_pins_the_password_is_asked_for(counter: CounterOfTests) -> None:
    front = LockedFront(counter)

    for _ in range(5):
        front.presenter.pin_typed("250493")
    asked = front.view.now.asks_pin
    front.presenter.signed_in("lan", "đúng")

    assert not asked
    assert "mật khẩu" in str(front.view.screens[-3].problem)
    assert len(front.opened) == 2


def test_whoever_forgot_the_pin_types_the_password(counter: CounterOfTests) -> None:
    front = LockedFront(counter)

    front.presenter.password_wanted()

    assert (front.view.now.asks_pin, front.view.now.login) == (False, "lan")


def test_another_person_at_a_locked_window_is_asked_for_a_password(counter: CounterOfTests) -> None:
    front = LockedFront(counter)

    front.presenter.login_edited("hoa")
    typed = front.view.now.asks_pin
    front.presenter.switch()

    assert (typed, front.view.now.asks_pin) == (False, False)


def test_no_pin_at_all_is_told_before_anything_is_checked(counter: CounterOfTests) -> None:
    front = LockedFront(counter)

    front.presenter.pin_typed(" ")

    assert str(front.view.now.problem) == "Hãy nhập mã PIN."
