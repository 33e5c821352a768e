"""A person at the list "Cần xử lý" of a real window: reads an entry and presses one of its buttons.

The list's own presenter over the parts that the program itself gives it; only the painting is left out. The judge
of the storms says afterwards whether everything is where it has to be.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from counter_app.commands.window_parts import troubles_of
from counter_app.domain.ids import DossierId
from counter_app.services.cures import Cure
from counter_app.services.ports import Session
from counter_app.services.queries import Place as Whereabouts
from counter_app.ui.presenters.day_screen import TroubleRow, TroublesScreen
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.troubles import TroublesPresenter
from tests.fakes.ui_views import RecordingView, RunNow
from tests.rigs.agreement import breaches
from tests.rigs.province import PASSWORD, RunningProvince
from tests.rigs.replicas import replica_of
from tests.rigs.windows import Window

SUPERVISOR = "hung"


@dataclass
class ListOf:
    """The list of a window, and who sits before it."""

    window: Window
    view: RecordingView[TroublesScreen] = field(default_factory=RecordingView)
    visited: list[Place] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = Desk(self.visited.append)
        self.desk.sit_down(self.window.session)
        self.counted: list[int] = []
        self._presenter = TroublesPresenter(
            self.view, RunNow(), self.desk, troubles_of(self.window.counter), self.counted.append
        )
        self._presenter.start()

    def sit_down(self, login: str) -> Session:
        """Somebody else signs in here."""
        session = self.window.counter.sign_in.with_password(login, PASSWORD)
        self.window.session = session
        self.desk.sit_down(session)
        return session

    def entries(self, code: str) -> tuple[TroubleRow, ...]:
        """The entries with this code as they are shown now."""
        self._presenter.start()
        keys = {trouble.trouble_id for trouble in self.window.troubles() if trouble.code == code}
        return tuple(entry for entry in self.view.now.rows if entry.key in keys)

    def press(self, code: str, cure: Cure) -> str:
        """Press this button of the first entry with this code; what the screen says then."""
        entry = self.entries(code)[0]
        assert cure in [choice.key for choice in entry.cures], (code, cure, entry)
        self._presenter.cure_wanted(entry.key, cure)
        return self.said

    def give_code(self, code: str) -> str:
        """Type the code that was asked for; what the screen says then."""
        self._presenter.code_given(code)
        return self.said

    @property
    def said(self) -> str:
        status = self.view.now.status
        return str(status.text) if status else ""


def stepped(window: Window, steps: int = 20) -> ListOf:
    """Some steps towards the province, which need not end in rest; then somebody looks at the list."""
    for _ in range(steps):
        window.step()
    return ListOf(window)


def without_link(window: Window) -> None:
    """What was done so far is sent; from now on nobody is reached."""
    window.settle()
    window.link.down = True


def with_link(window: Window) -> ListOf:
    """The link is back, everything was sent and answered, and somebody looks at the list."""
    window.link.down = False
    window.settle()
    return ListOf(window)


def closed_again(window: Window, dossier_id: DossierId) -> None:
    """The dossier is sealed as it is now, and that is sent."""
    window.counter.seal(dossier_id, window.session)
    window.settle()


def place_of(window: Window, dossier_id: DossierId) -> Whereabouts:
    """Where the window says that the dossier is."""
    return window.counter.store.queries.dossier_delivery(dossier_id).place


def codes(window: Window, dossier_id: DossierId | None = None) -> set[str]:
    """What stands on the list (about this dossier), apart from what every dossier of these tests has there."""
    told = {one.code for one in window.troubles() if dossier_id in {None, one.dossier_id}}
    return told - {"code_replaced", "paper_unsigned"}


def disagreements(
    running: RunningProvince,
    windows: Sequence[Window],
    promised: Collection[DossierId],
    *,
    forgotten: Collection[str] = (),
    given_up: Collection[str] = (),
) -> list[str]:
    """What the judge of the storms says of these windows, all of which have come to rest.

    Args:
        running: The province.
        windows: The windows.
        promised: Dossiers whose receipts citizens hold.
        forgotten: Acts that a window made before its disk was put back to an older day.
        given_up: Acts that were turned down and that a person took off the list for good.
    """
    known = {line.dossier_id for line in running.province.desk.dossiers(limit=1_000_000)} | {*promised}
    replicas = [replica_of(one.counter, one.folder.name, sorted(known)) for one in windows]
    return breaches(running.province, replicas, promised, forgotten, given_up=given_up)
