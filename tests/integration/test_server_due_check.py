"""The province computes each appointment itself; what differs is listed at the window, and the dossier stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from counter_app.contract.calendars import DayKind, DayRecord
from counter_app.contract.messages import Outcome
from counter_app.law import load_catalogue
from counter_app.settings import resources_folder
from tests.rigs.province import RunningProvince
from tests.rigs.windows import Window

OpenWindow = Callable[..., Window]


@pytest.fixture
def window(open_window: OpenWindow, lone_province: RunningProvince) -> Window:
    lone_province.province.catalogue.publish_folder(resources_folder())
    opened = open_window()
    opened.counter.catalogue = load_catalogue(resources_folder())
    opened.settle()
    return opened


def close_tomorrow(window: Window) -> None:
    """The window's calendar alone has a holiday on each of the next three days."""
    book = window.counter.catalogue.calendars
    ahead = [window.counter.today() + timedelta(days=days) for days in (1, 2, 3)]
    extra = [DayRecord(on=day, kind=DayKind.HOLIDAY, title="Nghỉ") for day in ahead]
    kept = [day for day in book.days if day.on not in ahead]
    changed = msgspec.structs.replace(book, days=tuple(sorted([*kept, *extra], key=lambda day: day.on)))
    window.counter.catalogue.take_over(dataclasses.replace(window.counter.catalogue, calendars=changed))


def test_the_same_law_gives_the_same_date_and_nothing_is_listed(window: Window) -> None:
    dossier_id = window.receive("Nguyễn Thị Ánh")

    window.settle()

    assert window.dossier(dossier_id).due_at is not None
    assert "due_differs" not in window.trouble_codes()


def test_another_date_is_listed_and_the_dossier_is_received(window: Window) -> None:
    close_tomorrow(window)
    dossier_id = window.receive("Trần Văn Bình")

    window.settle()

    (trouble,) = [one for one in window.troubles() if one.code == "due_differs"]
    dossier = window.dossier(dossier_id)
    assert trouble.dossier_id == dossier_id
    assert trouble.facts["told"] == dossier.due_at.isoformat() if dossier.due_at else False
    assert trouble.facts["computed"] < trouble.facts["told"]
    assert [stored.outcome for stored in window.acts_of(dossier_id)] == [Outcome.APPLIED]


def test_a_repeated_question_gets_the_same_remark(window: Window, lone_province: RunningProvince) -> None:
    close_tomorrow(window)
    dossier_id = window.receive("Lê Văn Cường")
    act = window.acts_of(dossier_id)[0].act

    first = window.counter.gateway.send_acts([act]).answers[0]
    again = window.counter.gateway.send_acts([act]).answers[0]

    assert (first.outcome, again.outcome) == (Outcome.APPLIED, Outcome.DUPLICATE)
    assert first.problem is not None
    assert first.problem == again.problem
    assert lone_province.province.desk.find(dossier_id).dossier_id == dossier_id


def test_law_that_is_published_later_is_what_the_province_computes_by(
    window: Window, lone_province: RunningProvince
) -> None:
    name = "calendars/days.toml"
    close_tomorrow(window)
    ahead = [window.counter.today() + timedelta(days=days) for days in (1, 2, 3)]
    added = "".join(f'\n[[days]]\non = {day}\nkind = "holiday"\ntitle = "Nghỉ"\n' for day in ahead)
    content = (resources_folder() / name).read_text("utf-8") + added
    lone_province.province.catalogue.publish(name, content.encode())
    dossier_id = window.receive("Phạm Thị Dung")
    act = window.acts_of(dossier_id)[0].act

    answer = window.counter.gateway.send_acts([act]).answers[0]

    assert (answer.outcome, answer.problem) == (Outcome.APPLIED, None)
