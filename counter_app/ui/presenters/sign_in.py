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
_CENTRE = words("SignIn", "Trung tâm Phục vụ hành chính công")
_IN_BROWSER = words("SignIn", "Đang chờ trình duyệt…")
_CHECKING = words("SignIn", "Đang kiểm tra…")

PEOPLE_KEPT = 3
"""How many former clerks are offered by name."""


@dataclass(frozen=True, slots=True)
class SignInScreen:
    """Everything that the sign-in screen shows. ``clear_password`` asks for a new try."""

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
    """

    def __init__(
        self,
        view: SignInView,
        tasks: Tasks,
        sign_in: Callable[[str, str], Session],
        opened: Callable[[Session], None],
        *,
        in_browser: Callable[[], Session] | None = None,
    ) -> None:
        self._view = view
        self._tasks = tasks
        self._sign_in = sign_in
        self._opened = opened
        self._in_browser = in_browser
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
        self._show(replace(self._screen, login=login, problem=None, clear_password=False))

    def person_picked(self, login: str) -> None:
        """Somebody who sat here before wants in again."""
        self._show(replace(self._screen, login=login, problem=None, clear_password=False))

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
                clear_password=True,
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
                note=words("SignIn", "Mời người tiếp theo đăng nhập. Việc đang làm dở vẫn được giữ nguyên."),
            )
        )

    def _accept(self, session: Session) -> None:
        others = tuple(person for person in self._screen.people if person.key != session.login)
        people = (Choice(session.login, session.name), *others)[:PEOPLE_KEPT]
        self._screen = replace(self._screen, people=people)
        self._show(replace(self._screen, busy=False, action=_ENTER, note=None, clear_password=True))
        self._opened(session)

    def _refuse(self, error: CounterError) -> None:
        self._show(
            replace(self._screen, busy=False, action=_ENTER, problem=problem_words(error), clear_password=True)
        )

    def _show(self, screen: SignInScreen) -> None:
        self._screen = screen
        self._view.show_screen(screen)
