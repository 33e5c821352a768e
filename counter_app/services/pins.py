"""Where a request for a PIN meets the person: the window says who asks, a signing key says what for.

Without a window (a command, a test) nobody is asked and nothing is signed.
"""

from __future__ import annotations

from collections.abc import Callable

from typing_extensions import override

from counter_app.services.ports import PinEntry

AskPin = Callable[[str, bool], str | None]
"""Name of the token, and whether a wrong PIN may lock it -> the PIN, or None for not now."""


class PinDesk(PinEntry):
    """Passes requests on to whoever can ask; safe on any thread."""

    def __init__(self) -> None:
        self._ask: AskPin | None = None

    def asked_by(self, ask: AskPin) -> None:
        """This asks the person from now on."""
        self._ask = ask

    @override
    def ask(self, token: str, *, last_try: bool) -> str | None:
        return None if self._ask is None else self._ask(token, last_try)
