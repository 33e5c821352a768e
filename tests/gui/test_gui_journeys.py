"""Whole ways through the window by keyboard alone, over the real use cases."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app.contract.moves import State
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import DossierId
from counter_app.services.queries import QueueFilter
from counter_app.ui.application import Window
from counter_app.ui.presenters.places import Place
from counter_app.ui.translation import Language
from counter_app.ui.views.capture import CaptureView
from counter_app.ui.views.day import DayView
from counter_app.ui.views.intake import IntakeView
from counter_app.ui.views.results import ResultsView
from counter_app.ui.views.review import ReviewView
from tests.fakes.ui_window import CARD, CounterOfTests
from tests.rigs.keyboard import Keyboard, Settle, keyboard, signed_in

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def received(counter: CounterOfTests) -> list[Dossier]:
    return list(counter.desk.store.tables.dossiers.values())


def test_a_clerk_signs_in_without_touching_the_mouse(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    signed_in(qtbot, window, settle)

    assert not window.main.asks_to_sign_in
    assert window.main.place is Place.DAY
    assert window.desk.session.clerk_id == "clerk-lan"
    assert isinstance(window.view_of(Place.DAY), DayView)
    assert counter.desk.store.commits > 0


def test_a_wrong_password_is_said_and_the_next_try_needs_no_mouse(
    qtbot: QtBot, window: Window, settle: Settle
) -> None:
    keys = keyboard(qtbot, window, settle)

    keys.type("lan")
    keys.press(Qt.Key.Key_Return)
    keys.type("sai")
    keys.press(Qt.Key.Key_Return)
    refused = window.main.asks_to_sign_in
    keys.type("đúng")
    keys.press(Qt.Key.Key_Return)

    assert refused
    assert not window.main.asks_to_sign_in


@pytest.mark.parametrize(
    ("typed", "procedure", "strokes"),
    [("ks", "1.001193", 4), ("sao", "2.000815", 6)],
    ids=["birth registration", "certified copies"],
)
def test_a_few_keys_lead_from_the_card_to_the_printed_receipt(
    typed: str, procedure: str, strokes: int, qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_F3)
    keys.pressed = 0

    keys.scan(CARD)
    keys.type(typed)
    keys.press(Qt.Key.Key_Return)
    if procedure == "2.000815":
        keys.press(Qt.Key.Key_T, CTRL)
    keys.press(Qt.Key.Key_Return, CTRL)

    dossier = received(counter)[0]
    assert dossier.applicant.name == "Nguyễn Thị Ngọc Ánh"
    assert dossier.applicant.birth == "1992-08-15"
    assert dossier.procedure == procedure
    assert counter.receipts == [dossier.dossier_id]
    assert all(fee.paid for fee in dossier.fees)
    assert keys.pressed == strokes


def test_the_receipt_stands_beside_the_form_and_one_key_leads_to_scanning(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    keys = with_dossier(qtbot, window, settle)
    intake = window.view_of(Place.INTAKE)
    assert isinstance(intake, IntakeView)
    slips = intake.slip_pages()

    keys.press(Qt.Key.Key_Return, CTRL)

    assert slips == 1
    assert window.main.place is Place.CAPTURE
    assert window.desk.dossier_id == received(counter)[0].dossier_id


def with_dossier(qtbot: QtBot, window: Window, settle: Settle) -> Keyboard:
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_F3)
    keys.scan(CARD)
    keys.type("xac nhan tinh trang")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return, CTRL)
    return keys


def test_pages_appear_are_arranged_and_everything_can_be_undone(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    keys = with_dossier(qtbot, window, settle)
    dossier_id = received(counter)[0].dossier_id
    keys.press(Qt.Key.Key_Return, CTRL)

    keys.press(Qt.Key.Key_F9)
    scanned = pages(counter, dossier_id)
    keys.press(Qt.Key.Key_R)
    keys.press(Qt.Key.Key_Delete)
    changed = pages(counter, dossier_id)
    for _ in range(2):
        keys.press(Qt.Key.Key_Z, CTRL)

    assert len(scanned) == 2
    assert {page.paper_type for page in scanned} == {"to-khai-xac-nhan-hon-nhan"}
    assert len(changed) == 1
    assert pages(counter, dossier_id) == scanned


def pages(counter: CounterOfTests, dossier_id: DossierId) -> list[object]:
    return list(counter.queries.pages(dossier_id))


def test_a_page_goes_to_the_paper_whose_digit_is_pressed(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    keys = with_dossier(qtbot, window, settle)
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.press(Qt.Key.Key_F9)
    window.view_of(Place.CAPTURE).setFocus()

    keys.press(Qt.Key.Key_4)

    kept = counter.queries.pages(received(counter)[0].dossier_id)
    assert "other" in {page.paper_type for page in kept}


def test_a_dossier_is_reviewed_and_sealed_by_keyboard(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    keys = with_dossier(qtbot, window, settle)
    dossier_id = received(counter)[0].dossier_id
    counter.desk.add_page(dossier_id, "to-khai-xac-nhan-hon-nhan")
    keys.press(Qt.Key.Key_Return, CTRL)
    keys.press(Qt.Key.Key_Return, CTRL)
    review = window.view_of(Place.REVIEW)
    assert isinstance(review, ReviewView)

    for _ in range(2):
        decide_condition(review, keys)
    keys.press(Qt.Key.Key_Return, CTRL)

    assert window.main.place is Place.REVIEW
    assert received(counter)[0].state is State.SEALED
    assert len(received(counter)[0].exceptions) == 2


def decide_condition(review: ReviewView, keys: Keyboard) -> None:
    """Open the first point, choose the first ground, give a reason, record it."""
    review.focus_points()
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)
    review.focus_ground()
    keys.press(Qt.Key.Key_Home)
    keys.press(Qt.Key.Key_Tab)
    keys.type("Chưa từng kết hôn")
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Space)


def test_a_dossier_is_found_on_my_day_and_opened_where_it_stands(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    counter.desk.receive("Trần Văn Hải")
    keys = signed_in(qtbot, window, settle)
    day = window.view_of(Place.DAY)
    assert isinstance(day, DayView)

    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)

    assert window.main.place is Place.CAPTURE
    assert window.desk.dossier_id == received(counter)[0].dossier_id


def test_typing_goes_on_where_it_was_when_help_is_put_away(qtbot: QtBot, window: Window, settle: Settle) -> None:
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_F3)

    keys.press(Qt.Key.Key_F1)
    keys.press(Qt.Key.Key_F1)
    keys.scan(CARD)

    intake = window.view_of(Place.INTAKE)
    assert isinstance(intake, IntakeView)
    assert intake.typed_name() == "Nguyễn Thị Ngọc Ánh"


def test_a_lock_keeps_what_is_half_typed(qtbot: QtBot, window: Window, settle: Settle) -> None:
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_F3)
    keys.scan(CARD)

    keys.press(Qt.Key.Key_L, CTRL)
    locked = window.main.asks_to_sign_in
    keys.type("đúng")
    keys.press(Qt.Key.Key_Return)

    intake = window.view_of(Place.INTAKE)
    assert locked
    assert window.main.place is Place.INTAKE
    assert isinstance(intake, IntakeView)
    assert intake.typed_name() == "Nguyễn Thị Ngọc Ánh"


def test_every_place_is_one_key_away(qtbot: QtBot, window: Window, settle: Settle) -> None:
    keys = signed_in(qtbot, window, settle)
    visited = []

    for key in (Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F2):
        keys.press(key)
        visited.append(window.main.place)

    assert visited == [Place.INTAKE, Place.CAPTURE, Place.REVIEW, Place.RESULTS, Place.TROUBLES, Place.DAY]


def test_send_now_is_one_key_away(qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle) -> None:
    keys = signed_in(qtbot, window, settle)

    keys.press(Qt.Key.Key_F8)

    assert counter.sent_now == 1


def test_a_change_of_language_keeps_clerk_place_and_dossier(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    with_dossier(qtbot, window, settle)
    window.go_to(Place.CAPTURE)
    settle()

    window.speak(Language.ENGLISH)
    settle()

    assert window.main.place is Place.CAPTURE
    assert isinstance(window.view_of(Place.CAPTURE), CaptureView)
    assert window.desk.dossier_id == received(counter)[0].dossier_id
    assert window.main.windowTitle() == "One-stop window"


def test_no_dossier_is_taken_in_twice_by_a_repeated_key(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_F3)
    keys.scan(CARD)
    keys.type("xntt")
    keys.press(Qt.Key.Key_Return)

    target = QApplication.focusWidget()
    qtbot.keyClick(target, Qt.Key.Key_Return, CTRL)
    qtbot.keyClick(target, Qt.Key.Key_Return, CTRL)
    settle()

    assert len(received(counter)) == 1


def test_the_queue_of_results_leads_to_the_citizen(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    counter.add_result(counter.desk.receive("Võ Thị Kim Liên"))
    keys = signed_in(qtbot, window, settle)

    keys.press(Qt.Key.Key_F6)
    keys.type("vo thi kim")
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return, CTRL)

    results = window.view_of(Place.RESULTS)
    assert isinstance(results, ResultsView)
    assert received(counter)[0].state is State.RETURNED
    assert received(counter)[0].receiver_name == "Võ Thị Kim Liên"
    assert counter.queries.queue(QueueFilter(states=frozenset({State.RESULT_READY}))) == []
