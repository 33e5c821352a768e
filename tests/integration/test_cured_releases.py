"""Two sides of different ages, which do not read one another, cured to the end by the person at the list.

As in ``test_cured_acts.py`` the trouble is real, the cure is pressed, and the judge of the storms has the last
word.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from counter_app.contract import acts as contract
from counter_app.contract.messages import Change, ChangeKind, ClerkRecord
from counter_app.contract.moves import State
from counter_app.contract.problems import Problem, ProblemCode, problem
from counter_app.services.cures import Cure
from counter_app.services.pull import READ_KINDS, Integrate
from province_server.acts import intake
from tests.rigs.needs_attention import ListOf, closed_again, codes, disagreements, with_link, without_link
from tests.rigs.province import UNIT, RunningProvince
from tests.rigs.windows import Window

OpenWindow = Callable[..., Window]


def test_schema_too_old_is_cured_by_an_update_and_doing_it_again(
    open_window: OpenWindow, lone_province: RunningProvince, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    without_link(window)
    dossier_id = window.receive("Hoàng Thị Lan")
    window.seal(dossier_id, 300)
    with monkeypatch.context() as province_of_years_ahead:
        province_of_years_ahead.setattr(intake, "SCHEMA_VERSION", contract.SCHEMA_VERSION + 10)
        province_of_years_ahead.setattr(intake, "schema_of", lambda _kind: contract.SCHEMA_VERSION + 10)
        listed = with_link(window)
        (entry,) = listed.entries("schema_too_old")
    # The two are of one age again: the window was updated.

    listed.press("schema_too_old", Cure.REDO)
    closed_again(window, dossier_id)

    assert [cure.key for cure in entry.cures] == [Cure.REDO, Cure.OPEN]
    assert lone_province.province.desk.find(dossier_id).state == State.SEALED
    assert codes(window, dossier_id) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []


def test_schema_too_new_is_cured_when_the_province_is_updated(
    open_window: OpenWindow, lone_province: RunningProvince, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    without_link(window)
    dossier_id = window.receive("Ngô Văn Minh")
    window.seal(dossier_id, 340)
    with monkeypatch.context() as older_province:
        older_province.setattr(intake, "SCHEMA_VERSION", 0)
        window.link.down = False
        for _ in range(12):
            window.step()
        listed = ListOf(window)
        (entry,) = listed.entries("schema_too_new")

    listed.press("schema_too_new", Cure.SEND)
    window.settle()

    assert Cure.SEND in [cure.key for cure in entry.cures]
    assert lone_province.province.desk.find(dossier_id).state == State.SEALED
    assert codes(window, dossier_id) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []


def test_malformed_is_cured_by_doing_it_again(
    open_window: OpenWindow, lone_province: RunningProvince, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    without_link(window)
    dossier_id = window.receive("Lý Thị Nga")
    window.record_fee(dossier_id, 8_000)

    def not_understood(*_given: object) -> Problem:
        return problem(ProblemCode.MALFORMED, 422)

    with monkeypatch.context() as defect_of_the_province:
        defect_of_the_province.setattr(intake._Batch, "_role_forbids", not_understood)
        listed = with_link(window)
        (entry,) = listed.entries("malformed")

    listed.press("malformed", Cure.REDO)
    window.settle()

    assert [cure.key for cure in entry.cures] == [Cure.REDO, Cure.OPEN]
    assert codes(window, dossier_id) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []


def knows(window: Window, login: str) -> bool:
    with window.counter.store.open_work() as work:
        return work.clerks.by_login(login) is not None


def test_change_unreadable_is_cured_by_the_update_that_reads_it(
    open_window: OpenWindow, lone_province: RunningProvince, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = open_window(), open_window()
    here.settle()
    there.settle()

    def not_read_yet(*_given: object) -> None:
        raise msgspec.ValidationError("of a newer release")

    dossier_id = there.receive("Trần Văn Bình")
    there.settle()
    with monkeypatch.context() as older_release:
        older_release.setattr(Integrate, "_take_act", not_read_yet)
        here.settle()
    listed = ListOf(here)
    (first, *_more) = listed.entries("change_unreadable")

    listed.press("change_unreadable", Cure.SEND)
    still = codes(here)
    here.counter.integrate.look_again("the next release")
    here.settle()

    assert "cập nhật chương trình" in str(first.detail)
    assert (still, codes(here)) == ({"change_unreadable"}, set())
    assert disagreements(lone_province, [here, there], [dossier_id]) == []


def test_an_entry_of_a_kind_that_only_the_update_knows_is_read_by_the_first_pull_after_it(
    open_window: OpenWindow,
) -> None:
    here = open_window()
    here.settle()
    record = ClerkRecord(clerk_id="c-new", login="moi", name="Hoàng Thị Hạ", roles={UNIT: ("clerk",)})
    entry = Change(position=10**9, kind=ChangeKind.CLERK, body=msgspec.to_builtins(record))
    with here.counter.store.open_work() as work:  # as a release that did not know clerks had left it
        work.feed.add([entry])
        work.feed.integrated(entry.position)
        work.observations.put(READ_KINDS, "act catalogue")
        work.commit()

    here.pull()
    known_before = knows(here, "moi")
    here.restart()
    here.pull()

    assert not known_before
    assert knows(here, "moi")
