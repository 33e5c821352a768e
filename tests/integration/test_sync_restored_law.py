"""A province that came back from a backup has the law of that day, and so have its windows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.contract.canonical import digest
from counter_app.services.law import in_force
from counter_app.settings import resources_folder
from tests.rigs.restorable import Restorable
from tests.rigs.sync_world import LAW, LawfulWindow
from tests.rigs.windows import Window


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Restorable]:
    made = Restorable(tmp_path, opening=LawfulWindow)
    yield made
    made.close()


def amended(word: str) -> bytes:
    return (resources_folder() / LAW).read_bytes() + f"\n# {word}\n".encode()


def publish(world: Restorable, word: str) -> None:
    world.running.province.catalogue.publish(LAW, amended(word))
    assert world.rest() == []


def law_at(window: Window) -> str:
    """The digest of the file that is in use instead of the shipped one; empty for none."""
    with window.counter.store.open_work() as work:
        return in_force(work).get(LAW, "")


def test_law_that_the_backup_lacks_is_no_longer_in_force(world: Restorable) -> None:
    publish(world, "before")
    world.back_up()
    publish(world, "lost")
    publish(world, "lost too")

    world.restore()

    assert world.rest() == []
    assert [law_at(window) for window in world.windows] == [digest(amended("before"))] * 2


def test_law_published_after_the_restore_is_taken_though_more_versions_were_lost(world: Restorable) -> None:
    world.back_up()
    for word in ("lost", "lost too", "lost as well"):
        publish(world, word)

    world.restore()
    publish(world, "after")

    assert [law_at(window) for window in world.windows] == [digest(amended("after"))] * 2


def test_where_the_backup_knows_of_no_law_the_shipped_law_holds(world: Restorable) -> None:
    world.back_up()
    publish(world, "lost")

    world.restore()

    assert world.rest() == []
    assert [law_at(window) for window in world.windows] == [""] * 2


def test_a_second_restore_does_not_bring_back_what_the_first_one_lost(world: Restorable) -> None:
    publish(world, "before")
    world.back_up()
    publish(world, "lost")
    world.restore()
    publish(world, "lost then")

    world.restore()

    assert world.rest() == []
    assert [law_at(window) for window in world.windows] == [digest(amended("before"))] * 2
