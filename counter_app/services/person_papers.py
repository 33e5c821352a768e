"""What the state already holds about a person, so that it is not asked for again.

The province answers a clerk who signed in, not a window, and records who asked about whom and why before it does.
The question is asked while the citizen stands at the window; without a link there is no answer, and work goes on.
"""

from __future__ import annotations

from counter_app.contract.messages import PersonPaper
from counter_app.domain.errors import NotReady
from counter_app.services.at_window import AtWindow
from counter_app.services.ports import Gateway


class AskPersonPapers:
    """Asks the province in the name of the clerk at the window."""

    def __init__(self, gateway: Gateway, at_window: AtWindow) -> None:
        self._gateway = gateway
        self._at_window = at_window

    def __call__(self, id_number: str, purpose: str) -> tuple[PersonPaper, ...]:
        """The papers held about this person; their files may be fetched from then on.

        Raises:
            NotReady: ``sign_in_again``: nobody is signed in.
            LinkDown: the province is out of reach.
            TryLater: it is busy.
            Refused: ``sign_in_failed``: the clerk's password or role at the province is another by now.
        """
        proof = self._at_window.proof
        if proof is None:
            raise NotReady("sign_in_again")
        return self._gateway.person_papers(id_number, proof, purpose).papers
