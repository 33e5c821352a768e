"""A province that leases numbers of no use is asked with patience, and is not made to spend its serials on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
import sqlalchemy as sa

from counter_app.contract.messages import ChangeKind, ChangesAnswer, NumberSlicesAnswer
from counter_app.services.numbers import LEASE
from counter_app.sync.transport import Answer
from province_server.store import tables as t
from province_server.world import local_day
from tests.rigs.province import OTHER_UNIT, UNIT, RunningProvince
from tests.rigs.windows import Window, untouched

OpenWindow = Callable[..., Window]

Mangle = Callable[[NumberSlicesAnswer], NumberSlicesAnswer]
LEASED = "/v1/number-slices"
AN_HOUR_S = timedelta(hours=1).total_seconds()


def of_a_former_life(answer: NumberSlicesAnswer) -> NumberSlicesAnswer:
    return NumberSlicesAnswer(slices=tuple(msgspec.structs.replace(one, epoch=9) for one in answer.slices))


def of_another_unit(answer: NumberSlicesAnswer) -> NumberSlicesAnswer:
    return NumberSlicesAnswer(slices=tuple(msgspec.structs.replace(one, unit="H09.77") for one in answer.slices))


def none_at_all(answer: NumberSlicesAnswer) -> NumberSlicesAnswer:
    del answer
    return NumberSlicesAnswer(slices=())


def misbehave(window: Window, mangle: Mangle) -> None:
    """From now on every slice that this window is told of is of no use to it."""

    def tamper(path: str, answer: Answer) -> Answer:
        if path == LEASED:
            given = msgspec.json.decode(answer.body, type=NumberSlicesAnswer)
            return replace(answer, body=msgspec.json.encode(mangle(given)))
        if path.startswith("/v1/changes"):
            page = msgspec.json.decode(answer.body, type=ChangesAnswer)
            others = tuple(one for one in page.changes if one.kind != ChangeKind.NUMBER_SLICE)
            return replace(answer, body=msgspec.json.encode(msgspec.structs.replace(page, changes=others)))
        return answer

    window.link.tamper = tamper


def leases(window: Window) -> int:
    return window.link.sent.count(("POST", LEASED))


def steps(window: Window, number: int) -> None:
    for _ in range(number):
        window.counter.deliver.step()


def next_serial(running: RunningProvince, unit: str) -> int:
    """The first serial that a new window of the unit is leased for today."""
    today = local_day(running.world.now())
    return running.counter(unit).lease(days=(today,), count=1).slices[0].first


def forget_leases(running: RunningProvince, unit: str) -> None:
    """As a province that was put back from a backup and did not say so: it leases the same serials once more."""
    with running.province.engine.begin() as connection:
        connection.execute(sa.update(t.number_counters).where(t.number_counters.c.unit == unit).values(next=1))


ANY_USELESS = pytest.mark.parametrize("mangle", [of_a_former_life, of_another_unit, none_at_all])


@ANY_USELESS
def test_numbers_that_cannot_be_used_are_not_asked_for_again_at_once(
    open_window: OpenWindow, mangle: Mangle
) -> None:
    window = open_window()
    misbehave(window, mangle)

    steps(window, 20)

    assert leases(window) == 1
    assert "no_numbers_left" in window.trouble_codes()


@ANY_USELESS
def test_who_waits_for_numbers_of_use_does_not_use_up_those_of_the_unit(
    open_window: OpenWindow, lone_province: RunningProvince, mangle: Mangle
) -> None:
    window = open_window(unit=OTHER_UNIT)
    misbehave(window, mangle)
    before = next_serial(lone_province, OTHER_UNIT)

    for _ in range(24):
        steps(window, 10)
        window.let_time_pass(AN_HOUR_S)

    assert leases(window) > 10
    assert next_serial(lone_province, OTHER_UNIT) - before <= 2 * LEASE


def test_the_first_numbers_of_use_are_taken_and_what_was_listed_is_over(open_window: OpenWindow) -> None:
    window = open_window()
    misbehave(window, of_a_former_life)
    steps(window, 10)
    listed = window.trouble_codes()
    window.link.tamper = untouched

    for _ in range(2):
        window.let_time_pass(AN_HOUR_S)
        steps(window, 10)

    assert "no_numbers_left" in listed
    assert "no_numbers_left" not in window.trouble_codes()
    assert not window.dossier(window.receive("Nguyễn Thị Ánh")).provisional


def test_a_province_that_forgot_its_leases_is_asked_until_it_is_past_what_citizens_hold(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window(unit=UNIT)
    window.settle()
    codes = [window.dossier(window.receive(f"Người {number}")).code for number in range(45)]
    forget_leases(lone_province, UNIT)
    window.counter.deliver.step(now_wanted=True)
    codes += [window.dossier(window.receive(f"Người sau {number}")).code for number in range(5)]

    for _ in range(4):
        window.let_time_pass(AN_HOUR_S)
        steps(window, 20)
    codes += [window.dossier(window.receive(f"Người cuối {number}")).code for number in range(20)]

    assert len(set(codes)) == 70
    assert not any(code.startswith("TAM-") for code in codes)
