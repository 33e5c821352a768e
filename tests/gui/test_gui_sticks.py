"""The card for sticks: going on is offered when something waits for the next stick, and not before."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from counter_app.services.courier import Packed, Waits
from counter_app.ui.presenters.screens import Choice
from counter_app.ui.presenters.sync import packed_note
from counter_app.ui.presenters.sync_screen import SyncScreen
from counter_app.ui.theme import Theme
from counter_app.ui.views.sync import SyncView

STICK = Choice("/media/usb", "KINGSTON (/media/usb)")


def shown(theme: Theme, qtbot: QtBot, screen: SyncScreen) -> SyncView:
    view = SyncView(theme)
    qtbot.addWidget(view)
    view.show_screen(screen)
    view.show()
    return view


def button(view: SyncView, text: str) -> QPushButton:
    (found,) = [one for one in view.findChildren(QPushButton) if one.text() == text]
    return found


def test_the_next_stick_is_offered_with_what_waits_and_pressed(theme: Theme, qtbot: QtBot) -> None:
    note = packed_note(Packed("hop", 3, 2, 640_000, waits=Waits(40, 7, 12_440_000, 3)))
    screen = SyncScreen(sticks=(STICK,), stick=STICK.key, carried=note, more_sticks=True)
    view = shown(theme, qtbot, screen)

    with qtbot.waitSignal(view.pack_next_wanted):
        button(view, "Ghi tiếp").click()

    assert button(view, "Ghi tiếp").isVisible()


def test_without_a_rest_only_the_whole_is_offered(theme: Theme, qtbot: QtBot) -> None:
    view = shown(theme, qtbot, SyncScreen(sticks=(STICK,), stick=STICK.key))

    assert not button(view, "Ghi tiếp").isVisible()
    assert button(view, "Ghi ra USB").isEnabled()


def test_while_a_stick_is_written_the_next_cannot_be(theme: Theme, qtbot: QtBot) -> None:
    screen = SyncScreen(sticks=(STICK,), stick=STICK.key, more_sticks=True, busy=True)

    view = shown(theme, qtbot, screen)

    assert not button(view, "Ghi tiếp").isEnabled()
