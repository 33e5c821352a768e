"""Setting the PIN that opens the locked window: typed twice, checked, said what it is good for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.services.ports import Session
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.running import Tasks
from counter_app.ui.problems import problem_words
from counter_app.ui.words import Text, words


@dataclass(frozen=True)
class QuickPinServices:
    """What the lock asks of the program; ``set_pin``, ``forget`` and ``unlock`` are called off its thread.

    Attributes:
        allowed: Whether the policy of this PC lets people have a PIN.
        opens_for: Whether the window that this login locked opens with a PIN.
        set_pin: Takes the PIN for this session.
        forget: Only the password opens from now on.
        unlock: The session behind the lock.
    """

    allowed: bool
    opens_for: Callable[[str], bool]
    set_pin: Callable[[Session, str], None]
    forget: Callable[[Session], None]
    unlock: Callable[[str], Session]


@dataclass(frozen=True, slots=True)
class QuickPinScreen:
    """Everything that the panel shows. ``clear`` empties both fields."""

    allowed: bool = True
    has_pin: bool = False
    busy: bool = False
    problem: Text | None = None
    done: Text | None = None
    clear: bool = False


class QuickPinView(Protocol):
    """Shows the screen."""

    def show_screen(self, screen: QuickPinScreen) -> None: ...


class QuickPinPresenter:
    """Decides what the panel shows."""

    def __init__(self, view: QuickPinView, tasks: Tasks, desk: Desk, services: QuickPinServices) -> None:
        self._view = view
        self._tasks = tasks
        self._desk = desk
        self._services = services
        self._screen = QuickPinScreen()

    def opened(self) -> None:
        """The panel came up: empty."""
        has_pin = self._services.opens_for(self._desk.session.login)
        forbidden = words("QuickPin", "Máy này không cho phép mở khóa bằng mã PIN. Hãy dùng mật khẩu.")
        allowed = self._services.allowed
        self._show(QuickPinScreen(allowed, has_pin, problem=None if allowed else forbidden, clear=True))

    def wanted(self, pin: str, again: str) -> None:
        """This PIN, typed twice; a second press while it is set does nothing."""
        if self._screen.busy:
            return
        if pin.strip() != again.strip():
            differs = words("QuickPin", "Hai lần nhập không giống nhau. Hãy nhập lại.")
            self._show(replace(self._screen, problem=differs, done=None, clear=True))
            return
        session = self._desk.session
        self._show(replace(self._screen, busy=True, problem=None, done=None, clear=False))
        self._tasks.run(lambda: self._services.set_pin(session, pin), done=self._is_set, failed=self._refused)

    def taken_back(self) -> None:
        """No PIN any more."""
        session = self._desk.session
        self._show(replace(self._screen, busy=True, problem=None, done=None, clear=False))
        self._tasks.run(lambda: self._services.forget(session), done=self._is_gone, failed=self._refused)

    def _is_set(self, _nothing: None) -> None:
        done = words(
            "QuickPin", "Đã đặt mã PIN. Ctrl + L để khóa; gõ mã PIN rồi Enter để mở lại, dùng đến hết hôm nay."
        )
        self._show(replace(self._screen, busy=False, has_pin=True, done=done, clear=True))

    def _is_gone(self, _nothing: None) -> None:
        done = words("QuickPin", "Đã bỏ mã PIN. Từ giờ mở khóa bằng mật khẩu.")
        self._show(replace(self._screen, busy=False, has_pin=False, done=done, clear=True))

    def _refused(self, error: CounterError) -> None:
        self._show(replace(self._screen, busy=False, problem=problem_words(error), clear=True))

    def _show(self, screen: QuickPinScreen) -> None:
        self._screen = screen
        self._view.show_screen(screen)
