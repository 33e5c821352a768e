"""A clerk at the keyboard of the real window: a dossier from the ID card over scanning to its sealing, all sent.

``python window_walk.py URL CODE LOGIN PASSWORD FOLDER`` runs inside the program's own Python, on whatever platform
Qt finds there, with whatever scanner the settings name. Screens are photographed into the folder. The last line is
what the store holds then, as JSON after the word RESULT.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import PySide6
from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from counter_app.bootstrap import Counter, open_counter
from counter_app.commands.window_parts import opened_parts
from counter_app.contract.moves import State
from counter_app.domain.ids import DossierId
from counter_app.services.ports import PageState
from counter_app.settings import Settings, read_settings
from counter_app.ui.application import Window, make_application
from counter_app.ui.parts import WindowParts
from counter_app.ui.presenters.places import Place
from counter_app.ui.views.help import HelpView
from counter_app.ui.views.review import ReviewView

# Qt's module for tests is no part of the installed program: it lies beside this file then.
PySide6.__path__.append(str(Path(__file__).parent / "qt_test"))
from PySide6.QtTest import QTest  # noqa: E402 - found through the line above

CARD = "079192000123|024567890|Nguyen Thi Ngoc Anh|15081992|Nu|So 1, phuong Thu Dau Mot|01012021"
PROCEDURE = "xac nhan tinh trang"
PATIENCE_MS = 120_000
CONDITIONS = 2
PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class Clerk:
    """Looks at the screen, and presses keys."""

    def __init__(self, window: Window, pictures: Path) -> None:
        self._window = window
        self._pictures = pictures

    def wait(self, what: str, is_so: Callable[[], bool]) -> None:
        """Until it is so and nothing is under way; an error says what was waited for in vain.

        It is looked at whenever Qt has done all that there was to do. What the store tells wakes Qt.
        """
        loop, patience = QEventLoop(), QTimer(singleShot=True)

        def look() -> None:
            if self._window.tasks.is_idle and is_so():
                loop.quit()

        patience.timeout.connect(lambda: loop.exit(1))
        patience.start(PATIENCE_MS)
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.aboutToBlock.connect(look)
        code = loop.exec()
        dispatcher.aboutToBlock.disconnect(look)
        if code:
            self.photograph("in-vain")
            raise TimeoutError(what)

    def hear(self, counter: Counter) -> None:
        """From now on, look again whenever the store tells something, on whatever thread."""
        dispatcher = QAbstractEventDispatcher.instance()
        counter.events.subscribe(lambda _event: dispatcher.wakeUp())

    def come_to_the_front(self) -> None:
        """Shortcuts are for the window in front, and a screen without a desktop forgets which one that is."""
        if QApplication.activeWindow() is not self._window.main:
            self._window.main.activateWindow()
            self.wait("a window in front", lambda: QApplication.activeWindow() is self._window.main)

    def settle(self) -> None:
        self.wait("quiet", lambda: True)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        self.come_to_the_front()
        QTest.keyClick(QApplication.focusWidget() or self._window.main, key, modifier)
        self.settle()

    def write(self, words: str) -> None:
        for letter in words:
            target: QWidget = QApplication.focusWidget() or self._window.main
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, 0, PLAIN, letter))
        self.settle()

    def put_help_away(self) -> None:
        """Whoever signs in for the first time is shown around."""
        page = self._window.main.findChild(HelpView)
        if page is not None and page.isVisible():
            self.press(Qt.Key.Key_F1)

    def photograph(self, name: str) -> None:
        self._window.main.grab().save(str(self._pictures / f"{name}.png"))


def sign_in(clerk: Clerk, window: Window, counter: Counter, login: str, password: str) -> None:
    clerk.wait("the sign-in screen", lambda: counter.enrol.identity() is not None)
    clerk.come_to_the_front()
    clerk.write(login)
    clerk.press(Qt.Key.Key_Return)
    clerk.write(password)
    clerk.press(Qt.Key.Key_Return)
    clerk.wait("signed in", lambda: not window.main.asks_to_sign_in)
    clerk.put_help_away()


def take_in(clerk: Clerk, window: Window) -> DossierId:
    clerk.press(Qt.Key.Key_F3)
    clerk.write(CARD)
    clerk.press(Qt.Key.Key_Return)
    clerk.write(PROCEDURE)
    clerk.press(Qt.Key.Key_Return)
    clerk.photograph("1-intake")
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.wait("a dossier", lambda: window.desk.dossier_id is not None)
    clerk.photograph("2-receipt")
    dossier_id = window.desk.dossier_id
    assert dossier_id is not None
    return dossier_id


def scan_and_seal(clerk: Clerk, window: Window, counter: Counter, dossier_id: DossierId) -> None:
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.wait("the place for scanning", lambda: window.main.place is Place.CAPTURE)
    clerk.press(Qt.Key.Key_F9)
    clerk.wait("pages that were read", lambda: all_read(counter, dossier_id))
    clerk.photograph("3-pages")
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.wait("the review", lambda: window.main.place is Place.REVIEW)
    for _ in range(CONDITIONS):
        decide(clerk, window, counter, dossier_id)
    clerk.photograph("4-review")
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.wait("a seal", lambda: state_of(counter, dossier_id) not in {None, State.RECEIVED})
    clerk.photograph("5-sealed")
    clerk.press(Qt.Key.Key_F8)
    clerk.wait("receipts", lambda: is_sent(counter))
    clerk.photograph("6-sent")


def state_of(counter: Counter, dossier_id: DossierId) -> State | None:
    dossier = counter.store.queries.dossier(dossier_id)
    return dossier.state if dossier else None


def is_sent(counter: Counter) -> bool:
    state = counter.store.queries.sync_state()
    return not state.acts_unsent and not state.files_unsent


def all_read(counter: Counter, dossier_id: DossierId) -> bool:
    pages = counter.store.queries.pages(dossier_id)
    return bool(pages) and all(page.state is PageState.READ for page in pages)


def decide(clerk: Clerk, window: Window, counter: Counter, dossier_id: DossierId) -> None:
    """For the first open condition: the first ground, a reason."""
    review = window.view_of(Place.REVIEW)
    assert isinstance(review, ReviewView)
    before = len(exceptions(counter, dossier_id))
    review.focus_points()
    clerk.press(Qt.Key.Key_Home)
    clerk.press(Qt.Key.Key_Return)
    review.focus_ground()
    clerk.press(Qt.Key.Key_Home)
    clerk.press(Qt.Key.Key_Tab)
    clerk.write("Chưa từng kết hôn")
    clerk.press(Qt.Key.Key_Tab)
    clerk.press(Qt.Key.Key_Space)
    clerk.wait("an exception", lambda: len(exceptions(counter, dossier_id)) > before)


def exceptions(counter: Counter, dossier_id: DossierId) -> tuple[object, ...]:
    dossier = counter.store.queries.dossier(dossier_id)
    return tuple(dossier.exceptions) if dossier else ()


def main(url: str, code: str, login: str, password: str, folder: str) -> None:
    opened: list[Counter] = []

    def opening() -> WindowParts:
        settings: Settings = read_settings(server_url=url)
        opened.append(open_counter(settings))
        opened[0].enrol(code)
        while opened[0].integrate.pull():
            pass
        return opened_parts(opened[0])

    settings = read_settings()
    application = make_application(settings.resources)
    window = Window(settings.resources, "vi", opening)
    window.show()
    pictures = Path(folder)
    pictures.mkdir(parents=True, exist_ok=True)
    clerk = Clerk(window, pictures)
    clerk.wait("an open store", lambda: bool(opened))
    counter = opened[0]
    clerk.hear(counter)
    try:
        sign_in(clerk, window, counter, login, password)
        dossier_id = take_in(clerk, window)
        scan_and_seal(clerk, window, counter, dossier_id)
        dossier = counter.store.queries.dossier(dossier_id)
        assert dossier is not None
        held = {
            "platform": application.platformName(),
            "code": dossier.code,
            "state": dossier.state,
            "exceptions": len(dossier.exceptions),
            "pages": len(counter.store.queries.pages(dossier_id)),
            "papers": len(dossier.papers),
            "is_sent": is_sent(counter),
        }
    finally:
        window.close()
        counter.close()
    sys.stdout.write("RESULT " + json.dumps(held) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
