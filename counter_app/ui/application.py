"""The running window: one application, one main window, its services given from outside.

The sign-in screen is on the screen before anything else is begun: the store is opened behind it, while the clerk
types. Places are built and their modules loaded when they are first visited.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from counter_app.domain.errors import CounterError, NotAllowed
from counter_app.domain.ids import PageId
from counter_app.ui.images import PageImages, Size
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place, places_for
from counter_app.ui.presenters.sign_in import SignInPresenter
from counter_app.ui.tasks import PoolTasks, TasksOfScreens
from counter_app.ui.theme import Mode, Theme, load_font
from counter_app.ui.translation import Language, Speaker
from counter_app.ui.views.main_window import MainWindow

if TYPE_CHECKING:
    # Loaded behind the window: a tenth of a second that nobody waits for.
    from counter_app.services.ports import Session
    from counter_app.ui.bridge import Bridge
    from counter_app.ui.parts import WindowParts
    from counter_app.ui.pin_dialog import PinDialog
    from counter_app.ui.sweeping import Sweeper
    from counter_app.ui.wiring import Starts, Wiring

CLOCK_TICK_MS = 20_000
"""How often "last contact" is told anew, because time passes."""

FIRST_SIZE = (1366, 768)


def run_window(resources: Path, language: str, opening: Callable[[], WindowParts]) -> int:
    """Show the window until it is closed; the exit code of the event loop.

    ``opening`` opens the store and gives the window's parts; it is called once, off the window's thread, when the
    window is on the screen. If it raises a ``CounterError``, the sign-in screen says what to do.
    """
    application = make_application(resources)
    window = Window(resources, language, opening)
    window.show()
    code = application.exec()
    window.close()
    return code


def make_application(resources: Path, *, drawn_into_memory: bool = False) -> QApplication:
    """The one application of this process, with our font and style; into memory, it needs no screen."""
    found = QApplication.instance()
    arguments = [*sys.argv[:1], *(("-platform", "offscreen") if drawn_into_memory else ())]
    application = found if isinstance(found, QApplication) else QApplication(arguments)
    application.setApplicationName("counter-app")
    application.setStyle("Fusion")
    load_font(application, resources)
    return application


class Window(QObject):
    """The main window with everything that lives as long as it does.

    ``speak`` and ``look`` build the places anew, because their words and icons are made when they are built; the
    clerk, the dossier in work and the place stay. While a scanner runs, both wait for another time.
    """

    def __init__(
        self, resources: Path, language: str, opening: Callable[[], WindowParts], mode: Mode | None = None
    ) -> None:
        super().__init__()
        self._opening = opening
        self._opened: Future[WindowParts] = Future()
        self._parts: WindowParts | None = None
        self._wiring: Wiring | None = None
        self._unready: CounterError | None = None
        self._intake_started = False
        self.theme = Theme(resources)
        self.speaker = Speaker(resources / "i18n")
        self.speaker.speak(Language(language))
        self.theme.install(mode)
        self.tasks = PoolTasks(self)
        self.bridge: Bridge
        self._pins: PinDialog | None = None
        self.images = PageImages(self._read_image, self.tasks)
        self.desk = Desk(self.go_to)
        self._sweeper: Sweeper | None = None
        self._ticking = QTimer(self)
        self._ticking.setInterval(CLOCK_TICK_MS)
        self.main: MainWindow
        self._build()

    # --- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._screen_tasks = TasksOfScreens(self.tasks)
        self.main = MainWindow(self.theme, self._build_place)
        self.main.resize(*FIRST_SIZE)
        self._sign_in = SignInPresenter(
            self.main.sign_in,
            self._screen_tasks,
            self._check,
            self.sit_down,
            in_browser=self._check_in_browser,
            unlock=self._unlock,
            opens_with_pin=self._opens_with_pin,
        )
        front = self.main.sign_in
        front.login_edited.connect(self._sign_in.login_edited)
        front.person_picked.connect(self._sign_in.person_picked)
        front.signed_in.connect(self._sign_in.signed_in)
        front.pin_typed.connect(self._sign_in.pin_typed)
        front.password_wanted.connect(self._sign_in.password_wanted)
        front.browser_wanted.connect(self._sign_in.browser_wanted)
        front.language_wanted.connect(self._other_language)
        front.look_wanted.connect(self._other_look)
        self._sign_in.start()
        if self._unready is not None:
            self._sign_in.not_ready(self._unready)
        if self._parts is not None:
            self._join(self._parts)

    def _join(self, parts: WindowParts) -> None:
        """Join the screens to the services."""
        from counter_app.ui.around import Around  # noqa: PLC0415 - loaded behind the window
        from counter_app.ui.bridge import Bridge  # noqa: PLC0415 - loaded behind the window
        from counter_app.ui.presenters.branch_count import ReturnedCount  # noqa: PLC0415 - loaded behind the window
        from counter_app.ui.presenters.strip import StripPresenter  # noqa: PLC0415 - loaded behind the window
        from counter_app.ui.wiring import Wiring  # noqa: PLC0415 - loaded behind the window

        self.bridge = Bridge(self)
        self.bridge.page_captured.connect(self._read_page)
        self.bridge.page_turned.connect(self._read_page)
        rail = self.main.rail
        rail.place_wanted.connect(self.go_to)
        rail.lock_wanted.connect(self.lock)
        rail.language_wanted.connect(self._other_language)
        rail.look_wanted.connect(self._other_look)
        self._wiring = Wiring(
            parts,
            theme=self.theme,
            tasks=self._screen_tasks,
            desk=self.desk,
            bridge=self.bridge,
            images=self.images,
            troubles_counted=self._count_troubles,
        )
        self.around = Around(
            self.main,
            parts,
            theme=self.theme,
            tasks=self._screen_tasks,
            desk=self.desk,
            lock=self.lock,
            switch=self.switch,
        )
        self._returned = ReturnedCount(self._screen_tasks, self.desk, parts.branch, rail.show_returned)
        self.bridge.troubles_changed.connect(self._returned.changed)
        self._strip = StripPresenter(self.main.strip, self._screen_tasks, parts.strip)
        self.main.strip.send_wanted.connect(self._strip.send_wanted)
        self.bridge.delivery_changed.connect(self._strip.changed)
        for event in (self.bridge.delivery_changed, self.bridge.troubles_changed, self._ticking.timeout):
            event.connect(self.around.notices.changed)
        self.bridge.dossier_changed.connect(lambda _dossier_id: self._strip.changed())
        self._ticking.timeout.connect(self._strip.changed)
        self._sign_in.say_where(parts.unit, parts.window, browser=parts.sign_in_in_browser is not None)

    def _build_place(self, place: Place) -> QWidget:
        if self._wiring is None:
            raise LookupError(f"{place} is asked for before the store is open")
        return self._wiring.build(place)

    # --- beginning and ending ----------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the window; the store is opened when it is on the screen."""
        self.main.show()
        QTimer.singleShot(0, self._begin)

    def close(self) -> None:
        """Wait for what runs, then let go of everything."""
        self._ticking.stop()
        if self._sweeper is not None:
            self._sweeper.stop()
        if self._parts is not None:
            self.around.tray.remove()
        self._opened.cancel()
        self.desk.close()
        if self._pins is not None:
            self._pins.close()
        self.main.close()
        self.tasks.close()

    def _begin(self) -> None:
        if not self._opened.done():
            self.tasks.run(self._open, done=self._begin_work, failed=self._not_ready, slow=True)

    def _open(self) -> WindowParts:
        self._opened.set_running_or_notify_cancel()
        try:
            parts = self._opening()
        except BaseException as error:
            # Whoever waits to sign in hears of it as well, whatever it is.
            self._opened.set_exception(error)
            raise
        self._opened.set_result(parts)
        return parts

    def attach(self, parts: WindowParts) -> None:
        """These are the services from now on."""
        if not self._opened.done():
            self._opened.set_result(parts)
        from counter_app.ui.pin_dialog import PinDialog  # noqa: PLC0415 - loaded behind the window

        self._parts = parts
        self._pins = PinDialog(self)
        parts.asks_pins(self._ask_pin)
        from counter_app.ui.problems import with_unit_names  # noqa: PLC0415 - loaded behind the window

        self.tasks.reword(lambda error: with_unit_names(error, parts.branch.unit_title))
        self._join(parts)
        parts.subscribe(self._publish)

    def _begin_work(self, parts: WindowParts) -> None:
        self.attach(parts)
        self._ticking.start()
        from counter_app.ui.sweeping import Sweeper  # noqa: PLC0415 - loaded behind the window

        self._sweeper = Sweeper(lambda: self.desk.is_scanning, self)
        self._sweeper.start()
        if parts.trouble is not None:
            self._not_ready(parts.trouble)
        self.tasks.run(parts.started, done=lambda _nothing: None, failed=self._not_ready, slow=True)

    def _not_ready(self, error: CounterError) -> None:
        """Said by the sign-in screen of every language and look."""
        self._unready = error
        self._sign_in.not_ready(error)

    def _check(self, login: str, password: str) -> Session:
        # On a pool's thread: who types faster than the store opens waits for it here.
        return self._opened.result().sign_in(login, password)

    def _unlock(self, pin: str) -> Session:
        return self._opened.result().quick_pin.unlock(pin)

    def _opens_with_pin(self, login: str) -> bool:
        return self._parts is not None and self._parts.quick_pin.opens_for(login)

    def _check_in_browser(self) -> Session:
        in_browser = self._opened.result().sign_in_in_browser
        if in_browser is None:
            raise NotAllowed("no_identity_provider")
        return in_browser()

    def _read_image(self, key: str, size: Size) -> bytes:
        return self._opened.result().page_image(PageId(key), size)

    # --- going about -------------------------------------------------------------------------------------------

    def go_to(self, place: Place) -> None:
        """Bring a place to the front, built and told to show what is current."""
        self.main.go_to(place)
        presenter = self.presenter(place)
        if presenter is not None and (place is not Place.INTAKE or not self._intake_begun()):
            presenter.start()

    def _intake_begun(self) -> bool:
        """Intake keeps what is half typed when the clerk comes back to it."""
        begun = self._intake_started
        self._intake_started = True
        return begun

    def view_of(self, place: Place) -> QWidget:
        """The view of a place."""
        return self.main.view_of(place)

    def lock(self) -> None:
        """Ask for the password again; everything stays as it is."""
        if self.desk.is_taken:
            self._sign_in.lock(self.desk.session)
            self._leave_front()

    def switch(self) -> None:
        """Lock for another clerk: the cursor waits for their name; what is in work stays."""
        if self.desk.is_taken:
            self._sign_in.switch()
            self._leave_front()

    def _leave_front(self) -> None:
        self.around.put_away()
        self.main.ask_to_sign_in()

    def presenter(self, place: Place) -> Starts | None:
        """The presenter of a place that was visited."""
        return None if self._wiring is None else self._wiring.presenter(place)

    def sit_down(self, session: Session) -> None:
        """This clerk works here from now on; at first on what the day brings."""
        first = not self.desk.is_taken
        self.desk.sit_down(session)
        parts = self._opened.result()
        self.main.rail.show_people(parts.unit, parts.window, session.name)
        self.main.rail.offer(places_for(session.roles))
        if self.main.place not in places_for(session.roles):
            self.main.place = Place.DAY
        self.main.view_of(Place.TROUBLES)
        presenter = self.presenter(Place.TROUBLES)
        if presenter is not None:
            presenter.start()
        self._returned.changed()
        self._strip.start()
        self.go_to(Place.DAY if first else self.main.place)
        self.around.welcome()

    def _ask_pin(self, token: str, last_try: bool) -> str | None:
        # Called on a pool's thread, which waits for the person.
        return None if self._pins is None else self._pins.ask(token, last_try)

    def _publish(self, event: object) -> None:
        # Called on any thread; the bridge of the screens that are in use now takes it over.
        from counter_app.services.events import Event  # noqa: PLC0415 - loaded behind the window

        if isinstance(event, Event):
            self.bridge.publish(event)

    def _read_page(self, _dossier_id: str, page_id: str) -> None:
        self.tasks.run(
            lambda: self._opened.result().begin_reading(PageId(page_id)),
            done=lambda _begun: None,
            failed=lambda _error: None,
        )

    def _count_troubles(self, number: int) -> None:
        self.main.rail.show_troubles(number)

    # --- looks and words ---------------------------------------------------------------------------------------

    def speak(self, language: Language) -> None:
        """Speak this language from now on."""
        if not self.desk.is_scanning:
            self.speaker.speak(language)
            self._build_anew()

    def look(self, mode: Mode) -> None:
        """Wear this look from now on."""
        if not self.desk.is_scanning:
            self.theme.install(mode)
            self._build_anew()

    def _other_language(self) -> None:
        is_english = self.speaker.language is Language.ENGLISH
        self.speak(Language.VIETNAMESE if is_english else Language.ENGLISH)

    def _other_look(self) -> None:
        self.look(Mode.LIGHT if self.theme.mode is Mode.DARK else Mode.DARK)

    def _build_anew(self) -> None:
        old, was_shown, place = self.main, self.main.isVisible(), self.main.place
        geometry, asked = old.geometry(), old.asks_to_sign_in
        self._screen_tasks.take_down()
        self.desk.close()
        if self._parts is not None:
            self.bridge.deleteLater()
        self._forget_strip()
        self._intake_started = False
        self._build()
        self.main.setGeometry(geometry)
        if self.desk.is_taken and not asked:
            self._signed_in_again(place)
        if was_shown:
            self.main.show()
        old.hide()
        old.deleteLater()

    def _forget_strip(self) -> None:
        if self._parts is not None:
            self._ticking.timeout.disconnect(self._strip.changed)
            self._ticking.timeout.disconnect(self.around.notices.changed)
            self.around.tray.remove()

    def _signed_in_again(self, place: Place) -> None:
        self.sit_down(self.desk.session)
        self.go_to(place)
