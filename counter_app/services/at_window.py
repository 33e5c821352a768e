"""Who sits at this window now, for what the program does in a clerk's name because it needs nobody's decision."""

from __future__ import annotations

from counter_app.services.ports import ClerkProof, Session


class AtWindow:
    """Set when a session is opened or closed; read on any thread."""

    def __init__(self) -> None:
        self._session: Session | None = None
        self._proof: ClerkProof | None = None
        self._has_work = False

    @property
    def session(self) -> Session | None:
        """The open session; None while nobody is signed in."""
        return self._session

    @property
    def proof(self) -> ClerkProof | None:
        """What the clerk signed in with; None while nobody is signed in."""
        return self._proof

    def came(self, session: Session, proof: ClerkProof | None = None) -> None:
        """This session is open from now on."""
        self._session, self._proof = session, proof

    def left(self) -> None:
        """Nobody is signed in any more."""
        self._session = self._proof = None
        self._has_work = False

    @property
    def is_free(self) -> bool:
        """Whether nobody has half a form on the screen, so that the law may change under it."""
        return self._session is None or not self._has_work

    def occupied(self, has_work: bool) -> None:
        """Told by the window when a form is begun and when it is done or cleared."""
        self._has_work = has_work
