"""Signing in at a window, with or without a link."""

from __future__ import annotations

from datetime import timedelta

import pytest

from counter_app.domain.errors import NotAllowed
from counter_app.services.sessions import FREE_TRIES, SignIn
from tests.builders.desk import DeskOfTests, PlainPasswords


@pytest.fixture
def desk() -> DeskOfTests:
    return DeskOfTests()


def fail(desk: DeskOfTests, times: int) -> None:
    for _ in range(times):
        with pytest.raises(NotAllowed, match="wrong_password"):
            desk.sign_in.with_password("lan", "sai")


def test_the_right_password_opens_a_session_with_the_roles_of_this_unit(desk: DeskOfTests) -> None:
    session = desk.sign_in.with_password(" LAN ", "đúng")

    assert (session.clerk_id, session.roles, session.unit) == ("clerk-lan", {"clerk"}, desk.session.unit)


def test_signing_in_and_out_are_acts(desk: DeskOfTests) -> None:
    desk.sign_in.sign_out(desk.sign_in.with_password("lan", "đúng"))

    with desk.store.open_work() as work:
        assert [stored.act.kind for stored in work.acts.unsent(9)] == ["signed_in", "signed_out"]


def test_without_a_measured_clock_the_session_says_that_it_is_offline(desk: DeskOfTests) -> None:
    desk.clock.offset_ms = None

    assert desk.sign_in.with_password("lan", "đúng").offline


@pytest.mark.parametrize("login", ["lan", "nobody"])
def test_a_wrong_password_and_an_unknown_login_are_told_alike(desk: DeskOfTests, login: str) -> None:
    with pytest.raises(NotAllowed) as raised:
        desk.sign_in.with_password(login, "sai")

    assert raised.value.code == "wrong_password"


def test_too_many_failures_lock_even_the_right_password_out(desk: DeskOfTests) -> None:
    fail(desk, FREE_TRIES)

    with pytest.raises(NotAllowed) as raised:
        desk.sign_in.with_password("lan", "đúng")

    assert (raised.value.code, raised.value.facts["minutes"]) == ("locked_out", 1)


def test_a_restart_gives_no_new_tries(desk: DeskOfTests) -> None:
    fail(desk, FREE_TRIES)
    restarted = SignIn(desk.store.open_work, desk.clock, PlainPasswords(), desk.recorder)

    with pytest.raises(NotAllowed, match="locked_out"):
        restarted.with_password("lan", "đúng")


def test_after_the_wait_the_right_password_works_and_forgets_the_failures(desk: DeskOfTests) -> None:
    fail(desk, FREE_TRIES)
    desk.clock.forward(timedelta(minutes=1))

    desk.sign_in.with_password("lan", "đúng")

    with desk.store.open_work() as work:
        assert work.clerks.sign_ins("lan").failures == 0


def test_a_clerk_of_another_unit_has_no_role_here(desk: DeskOfTests) -> None:
    with desk.store.open_work() as work:
        clerk = work.clerks.by_login("lan")
        assert clerk is not None
        work.clerks.put(
            type(clerk)(clerk_id="c2", login="xa", name="Xa", roles={"H29.902": ("clerk",)}, verifier="x")
        )
        work.commit()

    with pytest.raises(NotAllowed) as raised:
        desk.sign_in.with_password("xa", "x")

    assert raised.value.code == "no_role_here"
