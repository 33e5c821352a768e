"""Who sits at the window, and what only they can give: a sign-in in the browser, the PIN of a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from counter_app.domain.ids import UnitCode


@dataclass(frozen=True, slots=True)
class Session:
    """Who sits at this window now. ``roles`` are those in the window's unit."""

    clerk_id: str
    login: str
    name: str
    unit: UnitCode
    window: str
    roles: frozenset[str]
    offline: bool
    since: datetime


class PinEntry(Protocol):
    """Asks the person at the window for the PIN of a signing token. Called on any thread but the window's."""

    def ask(self, token: str, *, last_try: bool) -> str | None:
        """The PIN, or None when the person does not want to sign now.

        ``last_try``: a wrong one may lock the token.
        """


class BrowserSignIn(Protocol):
    """Signs a clerk in at the province's identity provider, in the system's browser."""

    def id_token(self, nonce: str) -> str:
        """The provider's signed word on who signed in, with this nonce in it. Takes as long as the person does.

        Raises:
            LinkDown: the provider cannot be reached, or is none.
            NotAllowed: ``browser_sign_in_refused``, ``browser_sign_in_abandoned`` or ``no_browser``.
        """
