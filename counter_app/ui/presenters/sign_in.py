"""Sign in, lock, change of clerk: who sits at this window now.

The password passes through and is never kept. A lock keeps everything that is in work; the next clerk finds the
screens as they were, under their own name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from counter_app.domain.errors import CounterError
from counter_app.ui.presenters.running import Tasks
from counter_app.ui.presenters.screens import Choice
from counter_app.ui.problems import problem_words
from counter_app.ui.words import Text, words

if TYPE_CHECKING:
    # This screen is there before anything of the program is loaded.
    from counter_app.services.ports import Session

_ENTER = words("SignIn", "Đăng nhập")
_UNLOCK = words("SignIn", "Mở khóa")
_CENTRE = words("SignIn", "Trung tâm Phục vụ hành chính công")
_IN_BROWSER = words("SignIn", "Đang chờ trình duyệt…")
_CHECKING = words("SignIn", "Đang kiểm tra…")

PEOPLE_KEPT = 3
"""How many former clerks are offered by name."""


@dataclass(frozen=True, slots=True)
class SignInScreen:
    """Everything that the sign-in screen shows. ``clear_password`` asks for a new try.

    ``asks_pin``: the window is locked, and the one who locked it opens it with a PIN.
    """

    unit: Text
    window: Text
    login: str = ""
    people: tuple[Choice, ...] = ()
    busy: bool = False
    problem: Text | None = None
    note: Text | None = None
    clear_password: bool = False
    action: Text = _ENTER
    browser: bool = False
    asks_pin: bool = False


class SignInView(Protocol):
    """Shows the screen."""

    def show_screen(self, screen: SignInScreen) -> None: ...


class SignInPresenter:
    """Checks a password and opens a session.

    Args:
        view: Where it is shown.
        tasks: Checking takes a good part of a second, off the window's thread.
        sign_in: Login and password -> session.
        opened: Told on success.
        in_browser: Signs somebody in at the province's own sign-in page.
        unlock: PIN -> the session that stayed open behind the lock.
        opens_with_pin: Whether the window that this login locked opens with a PIN.
    """

    def __init__(
        self,
        view: SignInView,
        tasks: Tasks,
        sign_in: Callable[[str, str], Session],
        opened: Callable[[Session], None],
        *,
        in_browser: Callable[[], Session] | None = None,
        unlock: Callable[[str], Session] | None = None,
        opens_with_pin: Callable[[str], bool] = lambda _login: False,
    ) -> None:
        self._view = view
        self._tasks = tasks
        self._sign_in = sign_in
        self._opened = opened
        self._in_browser = in_browser
        self._unlock = unlock
        self._opens_with_pin = opens_with_pin
        self._screen = SignInScreen(unit=_CENTRE, window="")

    def start(self) -> None:
        """Show the screen for the first time."""
        self._view.show_screen(self._screen)

    def say_where(self, unit: str, window: str, *, browser: bool = False) -> None:
        """Whose window this is, once the store has told, and whether there is a way in through the browser."""
        place = words("SignIn", "Quầy {window}").fill(window=window) if window else words("SignIn", "Quầy mới")
        self._show(replace(self._screen, unit=unit or _CENTRE, window=place, browser=browser))

    def login_edited(self, login: str) -> None:
        """Another name is typed: what was wrong before is no longer of interest."""
        self._show(replace(self._screen, login=login, problem=None, clear_password=False, asks_pin=False))

    def person_picked(self, login: str) -> None:
        """Somebody who sat here before wants in again."""
        asks_pin = self._opens_with_pin(login)
        self._show(replace(self._screen, login=login, problem=None, clear_password=False, asks_pin=asks_pin))

    def signed_in(self, login: str, password: str) -> None:
        """Check this; a second press while checking does nothing."""
        if self._screen.busy:
            return
        if not login.strip():
            self._show(replace(self._screen, problem=words("SignIn", "Hãy nhập tên đăng nhập.")))
            return
        if not password:
            self._show(replace(self._screen, login=login, problem=words("SignIn", "Hãy nhập mật khẩu.")))
            return
        self._show(
            replace(self._screen, login=login, busy=True, problem=None, clear_password=False, action=_CHECKING)
        )
        self._tasks.run(lambda: self._sign_in(login, password), done=self._accept, failed=self._refuse)

    def pin_typed(self, pin: str) -> None:
        """Open the lock with this; a second press while checking does nothing."""
        unlock = self._unlock
        if self._screen.busy or unlock is None:
            return
        if not pin.strip():
            self._show(replace(self._screen, problem=words("SignIn", "Hãy nhập mã PIN.")))
            return
        self._show(replace(self._screen, busy=True, problem=None, clear_password=False, action=_CHECKING))
        self._tasks.run(lambda: unlock(pin), done=self._accept, failed=self._refuse)

    def password_wanted(self) -> None:
        """Whoever forgot the PIN types the password."""
        self._show(replace(self._screen, asks_pin=False, problem=None, clear_password=True))

    def browser_wanted(self) -> None:
        """The person would rather sign in at the province's page."""
        if self._screen.busy or self._in_browser is None:
            return
        self._show(replace(self._screen, busy=True, problem=None, clear_password=False, action=_IN_BROWSER))
        self._tasks.run(self._in_browser, done=self._accept, failed=self._refuse, slow=True)

    def not_ready(self, error: CounterError) -> None:
        """What should begin behind the window did not: say so before somebody tries to sign in."""
        self._show(replace(self._screen, problem=problem_words(error)))

    def lock(self, session: Session) -> None:
        """Ask for the password of the one who sat here last; others may sign in as well."""
        self._show(
            replace(
                self._screen,
                login=session.login,
                problem=None,
                clear_password=True,
                asks_pin=self._opens_with_pin(session.login),
                note=words("SignIn", "Quầy đang khóa. Việc đang làm dở vẫn được giữ nguyên."),
            )
        )

    def switch(self) -> None:
        """Somebody else takes over: their name first, then what proves it."""
        self._show(
            replace(
                self._screen,
                login="",
                problem=None,
                clear_password=True,
                asks_pin=False,
                note=words("SignIn", "Mời người tiếp theo đăng nhập. Việc đang làm dở vẫn được giữ nguyên."),
            )
        )

    def _accept(self, session: Session) -> None:
        others = tuple(person for person in self._screen.people if person.key != session.login)
        people = (Choice(session.login, session.name), *others)[:PEOPLE_KEPT]
        self._screen = replace(self._screen, people=people)
        self._show(
            replace(self._screen, busy=False, action=_ENTER, note=None, clear_password=True, asks_pin=False)
        )
        self._opened(session)

    def _refuse(self, error: CounterError) -> None:
        screen = replace(self._screen, busy=False, action=_ENTER, problem=problem_words(error))
        asks_pin = screen.asks_pin and self._opens_with_pin(screen.login)
        self._show(replace(screen, clear_password=True, asks_pin=asks_pin))

    def _show(self, screen: SignInScreen) -> None:
        if not screen.busy:
            screen = replace(screen, action=_UNLOCK if screen.asks_pin else _ENTER)
        self._screen = screen
        self._view.show_screen(screen)
