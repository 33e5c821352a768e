"""What the program does in the name of whoever is signed in, because it needs nobody's decision.

A dossier that was received while no number was left gets its legal code as soon as there is one; a code that the
province finds taken gives way to another. The clerk reads on the list which receipts are to be printed anew.
"""

from __future__ import annotations

import logging

from counter_app.contract.acts import Kind
from counter_app.contract.problems import ProblemCode
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import DossierId
from counter_app.services.at_window import AtWindow
from counter_app.services.numbers import ReplaceProvisional
from counter_app.services.ports import OpenWork
from counter_app.services.receive_again import ReceiveAgain
from counter_app.services.strengthen import Strengthen

_log = logging.getLogger(__name__)


class Chores:
    """Called between two requests; does nothing while nobody is signed in."""

    def __init__(
        self,
        open_work: OpenWork,
        at_window: AtWindow,
        replace_provisional: ReplaceProvisional,
        receive_again: ReceiveAgain,
        strengthen: Strengthen | None = None,
    ) -> None:
        self._open_work = open_work
        self._at_window = at_window
        self._replace_provisional = replace_provisional
        self._receive_again = receive_again
        self._strengthen = strengthen

    def run(self) -> None:
        """Do what can be done now. What the rules forbid just now waits for a better moment."""
        session = self._at_window.session
        if session is None:
            return
        try:
            self._replace_provisional.all(session)
            for dossier_id in self._with_taken_code():
                self._receive_again(dossier_id, session)
        except CounterError as error:
            _log.info("a code has to wait: %s", error)
        if self._strengthen is not None:
            self._strengthen.next(session)

    def _with_taken_code(self) -> list[DossierId]:
        with self._open_work() as work:
            return [
                DossierId(trouble.dossier_id)
                for trouble in work.troubles.open()
                if trouble.code == ProblemCode.CODE_TAKEN and trouble.facts.get("kind") == Kind.RECEIVED
            ]
