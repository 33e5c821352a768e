"""A store that did not open: the sign-in screen says so, in whatever language and look it is shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from counter_app.domain.errors import NeedsAttention
from counter_app.ui.application import Window
from counter_app.ui.parts import WindowParts
from counter_app.ui.theme import Mode
from counter_app.ui.translation import Language
from tests.gui.conftest import RESOURCES


def too_new() -> WindowParts:
    raise NeedsAttention("store_newer", found=9, known=8)


def said(window: Window) -> str:
    return " ".join(one.text() for one in window.main.sign_in.findChildren(QLabel) if one.isVisible())


@pytest.fixture
def unready(styled: QApplication, qtbot: QtBot) -> Iterator[Window]:
    del styled
    made = Window(RESOURCES, "vi", too_new, Mode.LIGHT)
    made.show()
    qtbot.waitUntil(lambda: "phiên bản" in said(made))
    yield made
    made.close()
    made.speaker.speak(Language.VIETNAMESE)


def test_why_nobody_can_sign_in_is_said_again_in_another_language_and_look(unready: Window) -> None:
    unready.speak(Language.ENGLISH)
    unready.look(Mode.DARK)

    assert "newer release" in said(unready)
