"""What all screens of one window share: who sits here, and which dossier is in work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from counter_app.domain.ids import DossierId
from counter_app.ui.presenters.places import Place

if TYPE_CHECKING:
    # The desk is there before anything of the program is loaded.
    from counter_app.services.ports import Session


class Desk:
    """The one piece of state that outlives a screen.

    Args:
        go_to: Brings a place to the front.
    """

    def __init__(self, go_to: Callable[[Place], None]) -> None:
        self._session: Session | None = None
        self._go_to = go_to
        self.dossier_id: DossierId | None = None
        self.is_scanning = False
        self._closing: list[Callable[[], None]] = []

    def sit_down(self, session: Session) -> None:
        """This clerk works here from now on; the dossier in work stays."""
        self._session = session

    @property
    def session(self) -> Session:
        """Who sits here. Screens behind the sign-in screen always have one."""
        if self._session is None:
            raise LookupError("nobody is signed in")
        return self._session

    @property
    def is_taken(self) -> bool:
        """Whether somebody signed in."""
        return self._session is not None

    def take_up(self, dossier_id: DossierId | None) -> None:
        """This dossier is in work from now on."""
        self.dossier_id = dossier_id

    def when_closing(self, let_go: Callable[[], None]) -> None:
        """Call this when the screens end, before anybody waits for what runs."""
        self._closing.append(let_go)

    def close(self) -> None:
        """The screens end: whoever has something running lets go of it now."""
        while self._closing:
            self._closing.pop()()

    def go_to(self, place: Place) -> None:
        """Bring this place to the front."""
        self._go_to(place)
