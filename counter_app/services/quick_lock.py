"""Open a locked window with a short PIN: the session that was open stays open, nothing is signed in anew.

The verifier (Argon2id) lives in memory and nowhere else, so that a restart, a copied disk or a stolen PC has
nothing to guess at. Wrong tries are counted before the answer is given, also those that come at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock

from counter_app.domain.errors import NotAllowed
from counter_app.domain.quick_pin import QuickPin, parse_quick_pin
from counter_app.services.at_window import AtWindow
from counter_app.services.ports import Clock, PasswordCheck, Session

_log = logging.getLogger(__name__)


class QuickLock:
    """Keeps the PINs of the clerks who signed in here today.

    Args:
        passwords: Compares a PIN with its verifier.
        verifier_of: What proves a PIN later and does not tell it.
        at_window: Whose session is open.
        clock: A PIN holds for the day on which it was set.
        allowed: Whether the policy of this PC lets people have one.
    """

    def __init__(
        self,
        passwords: PasswordCheck,
        verifier_of: Callable[[str], str],
        at_window: AtWindow,
        clock: Clock,
        *,
        allowed: bool = True,
    ) -> None:
        self._passwords = passwords
        self._verifier_of = verifier_of
        self._at_window = at_window
        self._clock = clock
        self.allowed = allowed
        self._pins: dict[str, QuickPin] = {}
        self._turn = Lock()

    def opens_for(self, login: str) -> bool:
        """Whether the window that this person locked opens with their PIN."""
        session = self._at_window.session
        if session is None or session.login != login:
            return False
        pin = self._pins.get(session.clerk_id)
        return pin is not None and pin.holds_on(self._clock.now().date())

    def set_pin(self, session: Session, text: str) -> None:
        """From now on, and until the day ends, this PIN opens the window for the clerk who is signed in.

        Raises:
            NotAllowed: ``quick_pin_forbidden`` by the policy; ``password_needed``: somebody else is signed in.
            InvalidInput: ``quick_pin_digits``, ``quick_pin_plain``.
        """
        if not self.allowed:
            raise NotAllowed("quick_pin_forbidden")
        if self._at_window.session != session:
            raise NotAllowed("password_needed")
        verifier = self._verifier_of(parse_quick_pin(text))
        with self._turn:
            self._pins[session.clerk_id] = QuickPin(verifier, self._clock.now().date())

    def forget(self, session: Session) -> None:
        """Only the password opens the window from now on."""
        with self._turn:
            self._pins.pop(session.clerk_id, None)

    def unlock(self, text: str) -> Session:
        """The session that stayed open behind the lock.

        Raises:
            NotAllowed: ``quick_pin_wrong`` with the tries that are left; ``password_needed`` when there is no PIN
                to compare with: never set, of yesterday, tried too often, or nobody is signed in.
        """
        with self._turn:
            session = self._at_window.session
            pin = self._pins.get(session.clerk_id) if session else None
            if session is None or pin is None or not pin.holds_on(self._clock.now().date()):
                raise NotAllowed("password_needed")
            self._pins[session.clerk_id] = pin.failed()
            if self._passwords.matches(pin.verifier, text.strip()):
                self._pins[session.clerk_id] = QuickPin(pin.verifier, pin.day)
                return session
            left = pin.failed().tries_left
        _log.info("a wrong PIN at the lock; %d tries left", left)
        if not left:
            raise NotAllowed("password_needed")
        raise NotAllowed("quick_pin_wrong", left=left)
