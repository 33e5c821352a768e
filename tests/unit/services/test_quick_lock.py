"""A PIN opens what was locked and nothing else: the one session, today, on this PC, a few tries long."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from counter_app.domain.errors import InvalidInput, NotAllowed
from counter_app.domain.quick_pin import TRIES
from counter_app.services.at_window import AtWindow
from counter_app.services.quick_lock import QuickLock
from counter_app.sync.passwords import Argon2Check, verifier_of
from tests.builders.desk import DeskOfTests, PlainPasswords, SetClock

PIN, WRONG = "250492", "250493"
LAN = DeskOfTests.session
HOA = replace(LAN, clerk_id="clerk-hoa", login="hoa", name="Trần Thị Hoa")


class Locked:
    """A window at which Lan signed in, set a PIN, and locked."""

    def __init__(self, *, allowed: bool = True) -> None:
        self.at_window, self.clock = AtWindow(), SetClock()
        self.quick = QuickLock(PlainPasswords(), str, self.at_window, self.clock, allowed=allowed)
        self.at_window.came(LAN)


@pytest.fixture
def locked() -> Locked:
    made = Locked()
    made.quick.set_pin(LAN, PIN)
    return made


def refusal(quick: QuickLock, text: str) -> str:
    with pytest.raises(NotAllowed) as raised:
        quick.unlock(text)
    return raised.value.code


def test_the_pin_gives_the_session_that_stayed_open(locked: Locked) -> None:
    offered = locked.quick.opens_for("lan")

    session = locked.quick.unlock(PIN)

    assert offered
    assert session is locked.at_window.session


def test_without_a_pin_only_the_password_opens() -> None:
    quick = Locked().quick

    offered = quick.opens_for("lan")

    assert (offered, refusal(quick, PIN)) == (False, "password_needed")


def test_too_many_wrong_pins_leave_only_the_password(locked: Locked) -> None:
    refusals = [refusal(locked.quick, WRONG) for _ in range(TRIES)]

    offered = locked.quick.opens_for("lan")

    assert refusals == ["quick_pin_wrong"] * (TRIES - 1) + ["password_needed"]
    assert (offered, refusal(locked.quick, PIN)) == (False, "password_needed")


def test_a_wrong_pin_tells_how_many_tries_are_left(locked: Locked) -> None:
    with pytest.raises(NotAllowed) as raised:
        locked.quick.unlock(WRONG)

    assert raised.value.facts["left"] == TRIES - 1


def test_the_right_pin_gives_all_tries_back(locked: Locked) -> None:
    refusal(locked.quick, WRONG)
    locked.quick.unlock(PIN)

    refusals = [refusal(locked.quick, WRONG) for _ in range(TRIES - 1)]

    assert set(refusals) == {"quick_pin_wrong"}


def test_a_pin_of_yesterday_opens_nothing(locked: Locked) -> None:
    locked.clock.forward(timedelta(days=1))

    offered = locked.quick.opens_for("lan")

    assert (offered, refusal(locked.quick, PIN)) == (False, "password_needed")


def test_a_restart_leaves_no_pin(locked: Locked) -> None:
    restarted = QuickLock(PlainPasswords(), str, locked.at_window, locked.clock)

    offered = restarted.opens_for("lan")

    assert (offered, refusal(restarted, PIN)) == (False, "password_needed")


def test_a_pin_signs_nobody_in(locked: Locked) -> None:
    locked.at_window.left()

    offered = locked.quick.opens_for("lan")

    assert (offered, refusal(locked.quick, PIN)) == (False, "password_needed")


def test_the_pin_of_one_clerk_does_not_open_what_another_locked(locked: Locked) -> None:
    locked.at_window.came(HOA)

    offered = locked.quick.opens_for("lan") or locked.quick.opens_for("hoa")

    assert (offered, refusal(locked.quick, PIN)) == (False, "password_needed")


def test_who_comes_back_with_their_password_has_their_pin_of_today(locked: Locked) -> None:
    locked.at_window.came(HOA)
    back = replace(LAN, since=LAN.since + timedelta(hours=1))
    locked.at_window.came(back)

    assert locked.quick.unlock(PIN) is back


def test_a_pin_is_taken_back(locked: Locked) -> None:
    locked.quick.forget(LAN)

    offered = locked.quick.opens_for("lan")

    assert (offered, refusal(locked.quick, PIN)) == (False, "password_needed")


def test_a_policy_forbids_pins() -> None:
    quick = Locked(allowed=False).quick

    with pytest.raises(NotAllowed) as raised:
        quick.set_pin(LAN, PIN)

    assert raised.value.code == "quick_pin_forbidden"
    assert not quick.opens_for("lan")


def test_nobody_sets_a_pin_for_somebody_else(locked: Locked) -> None:
    with pytest.raises(NotAllowed) as raised:
        locked.quick.set_pin(HOA, PIN)

    assert raised.value.code == "password_needed"


def test_a_bad_pin_leaves_the_one_that_was_set(locked: Locked) -> None:
    with pytest.raises(InvalidInput):
        locked.quick.set_pin(LAN, "123456")

    assert locked.quick.unlock(PIN) is LAN


def test_what_is_kept_is_an_argon2id_verifier_and_not_the_pin() -> None:
    made: list[str] = []

    def noted(pin: str) -> str:
        made.append(verifier_of(pin))
        return made[-1]

    at_window = AtWindow()
    at_window.came(LAN)
    quick = QuickLock(Argon2Check(), noted, at_window, SetClock())
    quick.set_pin(LAN, PIN)

    session = quick.unlock(PIN)

    assert made[0].startswith("$argon2id$")
    assert PIN not in made[0]
    assert session is LAN
