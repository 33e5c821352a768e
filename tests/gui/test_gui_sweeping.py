"""Python's collector waits for the clerk's hands: it never stops the window by itself."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Callable, Iterator
from typing import Self

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from counter_app.ui.application import Window
from counter_app.ui.sweeping import Sweep, Sweeper

MakeSweeper = Callable[..., Sweeper]


class Ring:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.me: Self = self


@pytest.fixture
def make_sweeper(styled: QApplication) -> Iterator[MakeSweeper]:
    """Makes sweepers that think that nobody touches anything, and stops them."""
    made: list[Sweeper] = []

    def make(*, busy: bool = False, rest_ms: int = 0, whole_every_ms: int = 0) -> Sweeper:
        made.append(Sweeper(lambda: busy, styled, rest_ms=rest_ms, whole_every_ms=whole_every_ms))
        made[-1].start()
        return made[-1]

    yield make
    for sweeper in made:
        sweeper.stop()


def test_the_collector_does_not_start_by_itself_while_a_window_is_usable(
    window: Window, settle: Callable[[], None]
) -> None:
    settle()
    while_usable = gc.isenabled()

    window.close()

    assert not while_usable
    assert gc.isenabled()


def test_what_is_loaded_when_the_window_becomes_usable_is_not_looked_through_again(
    make_sweeper: MakeSweeper,
) -> None:
    sweeper = make_sweeper()
    set_aside = gc.get_freeze_count()

    sweeper.stop()

    assert set_aside > 0
    assert gc.get_freeze_count() == 0


def test_other_threads_keep_the_lock_for_a_short_turn_only(make_sweeper: MakeSweeper) -> None:
    before = sys.getswitchinterval()

    sweeper = make_sweeper()
    while_usable = sys.getswitchinterval()
    sweeper.stop()

    assert while_usable < before == sys.getswitchinterval()


def test_young_garbage_is_swept_also_while_a_scanner_runs(make_sweeper: MakeSweeper) -> None:
    sweeper = make_sweeper(busy=True)
    ring = weakref.ref(Ring())

    swept = sweeper.sweep()

    assert swept is Sweep.YOUNG
    assert ring() is None


def test_old_garbage_is_swept_when_hands_rest(make_sweeper: MakeSweeper) -> None:
    kept = Ring()
    sweeper = make_sweeper()
    ring = weakref.ref(kept)
    del kept

    swept = sweeper.sweep()

    assert swept is Sweep.WHOLE
    assert ring() is None


def test_the_whole_heap_is_not_swept_while_somebody_works(make_sweeper: MakeSweeper, styled: QApplication) -> None:
    sweeper = make_sweeper(rest_ms=60_000)
    QApplication.sendEvent(QObject(styled), QEvent(QEvent.Type.KeyPress))

    assert sweeper.sweep() is Sweep.YOUNG
