"""A clerk's whole errands by keyboard alone, with the keys counted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app.contract.acts import SlipGiven, body_of
from counter_app.contract.messages import PersonPaper
from counter_app.contract.moves import State
from counter_app.ui.application import Window
from counter_app.ui.presenters.places import Place
from counter_app.ui.views.intake import IntakeView
from tests.builders.desk import small_jpeg
from tests.fakes.readers import KnowingReaders
from tests.fakes.ui_window import CARD, CounterOfTests
from tests.rigs.keyboard import Settle, signed_in

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def slips(counter: CounterOfTests) -> list[SlipGiven]:
    acts = counter.desk.store.tables.acts.values()
    return [body for body in (body_of(one.act) for one in acts) if isinstance(body, SlipGiven)]


def test_an_incomplete_dossier_gets_its_slip_in_a_few_keys(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_F3)
    keys.pressed = 0

    keys.scan(CARD)
    keys.type("ks")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_M, CTRL)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Return, CTRL)

    [given] = slips(counter)
    assert (given.slip, given.number) == ("supplement", "0001-Q01")
    assert len(given.papers) == 1
    assert given.applicant.name == "Nguyễn Thị Ngọc Ánh"
    assert counter.desk.store.tables.dossiers == {}
    assert keys.pressed == 7


def test_a_refusal_is_written_with_its_reason_and_the_next_person_comes(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_F3)
    keys.scan(CARD)
    keys.type("ho chieu")
    intake = window.view_of(Place.INTAKE)
    assert isinstance(intake, IntakeView)

    keys.press(Qt.Key.Key_M, CTRL)
    keys.type("Do cơ quan công an giải quyết")
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.press(Qt.Key.Key_N, CTRL)

    [given] = slips(counter)
    assert (given.slip, given.request) == ("refusal", "ho chieu")
    assert given.reason == "Do cơ quan công an giải quyết"
    assert intake.typed_name() == ""


def test_a_held_paper_is_opened_looked_at_and_closed_by_keyboard(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    file = counter.desk.vault.put(small_jpeg(3))
    counter.held["074192001234"] = (
        PersonPaper(
            paper_type="ket-hon",
            title="Giấy chứng nhận kết hôn",
            file=file,
            size_bytes=10,
            source="Kho",
            trust_level="born_digital_signed",
        ),
    )
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_F3)
    keys.scan(CARD)
    intake = window.view_of(Place.INTAKE)
    assert isinstance(intake, IntakeView)

    intake.focus_earlier()
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)
    opened = intake.held.isVisible() and intake.held.viewer.hasFocus()
    keys.press(Qt.Key.Key_Escape)

    assert opened
    assert not intake.held.isVisible()
    assert ("074192001234", "Xem giấy tờ: Giấy chứng nhận kết hôn") in counter.looked_up
    assert QApplication.focusWidget() is not None


def test_a_misspelt_name_is_corrected_from_my_day(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    dossier = counter.desk.receive("Tran Van Binh")
    keys = signed_in(qtbot, window, settle)

    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_M, CTRL)
    for _ in range(4):
        keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_A, CTRL)
    before = keys.pressed
    keys.type("Trần Văn Bình")
    typed = keys.pressed - before
    for _ in range(7):
        keys.press(Qt.Key.Key_Tab)
    keys.type("Sai dấu")
    keys.press(Qt.Key.Key_Return, CTRL)

    after = counter.queries.dossier(dossier.dossier_id)
    assert after is not None
    assert after.applicant.name == "Trần Văn Bình"
    assert counter.desk.kinds(dossier.dossier_id)[-1] == "corrected"
    assert keys.pressed - typed - len("Sai dấu") == 16


def test_a_result_is_handed_over_and_rated(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    dossier = counter.desk.receive("Võ Thị Kim Liên")
    counter.add_result(dossier)
    keys = signed_in(qtbot, window, settle)

    keys.press(Qt.Key.Key_F6)
    keys.type("kim l")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.press(Qt.Key.Key_1, ALT)

    after = counter.queries.dossier(dossier.dossier_id)
    assert after is not None
    assert (after.state, after.rating) == (State.RETURNED, "very_satisfied")
    assert after.receiver_name == "Võ Thị Kim Liên"
    assert keys.pressed == 9


def test_a_birth_is_registered_scanned_checked_and_sealed(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    counter.readers = KnowingReaders({})
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_F3)
    keys.pressed = 0

    keys.scan(CARD)
    keys.type("ks")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_K, CTRL)
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.press(Qt.Key.Key_F9)
    keys.press(Qt.Key.Key_2)
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.press(Qt.Key.Key_Return, CTRL)

    [dossier] = counter.desk.store.tables.dossiers.values()
    assert dossier.state is State.SEALED
    assert {paper.paper_type for paper in dossier.papers} == {"to-khai-khai-sinh", "giay-chung-sinh"}
    assert [one.paper_type for one in dossier.exceptions] == ["van-ban-uy-quyen"]
    assert keys.pressed == 10
