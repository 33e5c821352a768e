"""How many keys lie between the ID card and the printed receipt: counted, and held as upper bounds.

What a hand scanner types is no key of the clerk's.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from counter_app.contract.moves import State
from counter_app.domain.dossier import Dossier
from counter_app.ui.application import Window
from tests.builders.desk import small_jpeg
from tests.fakes.readers import KnowingReaders, reading
from tests.fakes.ui_window import CARD, CounterOfTests
from tests.rigs.keyboard import Keyboard, Settle, signed_in

CTRL = Qt.KeyboardModifier.ControlModifier
BIRTH_KEYS, BIRTH_AGAIN_KEYS = 4, 2
COPIES_KEYS, LANE_KEYS, LANE_SCAN_KEYS = 6, 2, 3
OTHER_CARD = "079080005678||Trần Văn Hải|01021980|Nam|Quận 1, Thành phố Hồ Chí Minh|01012022"
BLANK = small_jpeg(250)


@pytest.fixture
def counter() -> CounterOfTests:
    return CounterOfTests(readers=KnowingReaders({BLANK: reading(blank=True)}))


@pytest.fixture
def keys(qtbot: QtBot, window: Window, settle: Settle) -> Keyboard:
    pressing = signed_in(qtbot, window, settle)
    pressing.press(Qt.Key.Key_F3)
    pressing.pressed = 0
    return pressing


def received(counter: CounterOfTests) -> list[Dossier]:
    return list(counter.desk.store.tables.dossiers.values())


def test_birth_registration(keys: Keyboard, counter: CounterOfTests) -> None:
    keys.scan(CARD)
    keys.type("ks")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return, CTRL)

    assert [dossier.procedure for dossier in received(counter)] == ["1.001193"]
    assert len(counter.receipts) == 1
    assert keys.pressed <= BIRTH_KEYS


def test_what_this_window_takes_in_most_is_offered_first(keys: Keyboard, counter: CounterOfTests) -> None:
    keys.scan(CARD)
    keys.type("ks")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.press(Qt.Key.Key_N, CTRL)
    keys.pressed = 0

    keys.scan(OTHER_CARD)
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return, CTRL)

    assert [dossier.procedure for dossier in received(counter)] == ["1.001193"] * 2
    assert keys.pressed <= BIRTH_AGAIN_KEYS


def test_certified_copies_outside_the_lane(keys: Keyboard, counter: CounterOfTests) -> None:
    keys.scan(CARD)
    keys.type("sao")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_T, CTRL)
    keys.press(Qt.Key.Key_Return, CTRL)

    assert [fee.paid for dossier in received(counter) for fee in dossier.fees] == [True]
    assert keys.pressed <= COPIES_KEYS


def test_certified_copies_in_the_fast_lane(keys: Keyboard, counter: CounterOfTests) -> None:
    keys.press(Qt.Key.Key_D, CTRL)
    keys.pressed = 0

    keys.scan(CARD)
    keys.type("3")
    keys.press(Qt.Key.Key_Return)
    first = keys.pressed
    keys.scan(OTHER_CARD)
    keys.type("12")
    keys.press(Qt.Key.Key_Return)

    amounts = [[(fee.amount_vnd, fee.paid) for fee in dossier.fees] for dossier in received(counter)]
    assert amounts == [[(6_000, True)], [(24_000, True)]]
    assert len(counter.receipts) == 2
    assert first <= LANE_KEYS


def test_certified_copies_with_their_original_scanned(keys: Keyboard, counter: CounterOfTests) -> None:
    keys.press(Qt.Key.Key_D, CTRL)
    counter.scanner.load([small_jpeg(10), small_jpeg(20), small_jpeg(30), BLANK])
    keys.pressed = 0

    keys.scan(CARD)
    keys.press(Qt.Key.Key_F9)
    keys.type("2")
    keys.press(Qt.Key.Key_Return)

    [dossier] = received(counter)
    assert sum(fee.amount_vnd for fee in dossier.fees) == 10_000
    assert dossier.state is State.SEALED
    assert keys.pressed <= LANE_SCAN_KEYS
