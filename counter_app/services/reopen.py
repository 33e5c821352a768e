"""Open a dossier once more whose file is gone from this PC before the province had it.

The seal that names the lost file can never apply: the province holds it until the file comes, and it never will.
It is given up, which stays on the list, and the dossier is open again with every page that is still here. A page
whose picture is lost with it has to be scanned anew; the checklist says so. Closing the dossier once more makes
the file anew, under another name.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Final

from counter_app.contract.acts import Kind
from counter_app.contract.messages import Outcome
from counter_app.contract.problems import ProblemCode, problem
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import Damaged, IllegalMove, NotFound, NotReady
from counter_app.domain.ids import ActId, DossierId
from counter_app.services.events import DossierChanged
from counter_app.services.outbox import files_needed
from counter_app.services.ports import Chance, Clock, OpenWork, PageState, StoredAct, UnitOfWork, Vault
from counter_app.services.pull import Integrate
from counter_app.services.recording import changed
from counter_app.services.troubles import note_trouble, solve_troubles

_log = logging.getLogger(__name__)

REOPENED: Final = "reopened_for_lost_file"
OF_A_LOST_FILE: Final = frozenset({"file_lost_here", "file_damaged"})


class Reopen:
    """The cure for a file that was lost or damaged at this window after the dossier was closed."""

    def __init__(
        self, open_work: OpenWork, vault: Vault, integrate: Integrate, clock: Clock, chance: Chance
    ) -> None:
        self._open_work = open_work
        self._vault = vault
        self._integrate = integrate
        self._clock = clock
        self._chance = chance

    def __call__(self, dossier_id: DossierId) -> Dossier:
        """The dossier, open for scanning again. Call it off the window's thread: it looks at every page's picture.

        Raises:
            NotReady: ``seal_not_answered``: the province has not spoken of the seal yet.
            IllegalMove: ``nothing_lost``: no file of a seal that waits for it is gone.
        """
        with self._open_work() as work:
            sealed = _waiting_seals(work, dossier_id)
            pages = work.pages.of_dossier(dossier_id)
        lost = [digest for one in sealed for digest in files_needed(one) if not self._is_whole(digest)]
        blind = {page.page_id for page in pages if page.cleaned and not self._is_whole(page.cleaned)}
        if not lost:
            raise IllegalMove("nothing_lost")
        with self._open_work() as work:
            sealed = _waiting_seals(work, dossier_id)
            if any(one.outcome is None for one in sealed):
                raise NotReady("seal_not_answered")
            for stored in sealed:
                self._give_up(work, stored)
            for digest in lost:
                if (file := work.files.get(digest)) is not None and file.dossier_id == dossier_id:
                    work.files.forget(digest)
            for page in work.pages.of_dossier(dossier_id):
                if page.page_id in blind:
                    work.pages.put(replace(page, state=PageState.UNREADABLE))
            solve_troubles(work, OF_A_LOST_FILE, self._clock.now(), dossier_id=dossier_id)
            after = changed(self._integrate.refold(work, dossier_id))
            work.publish(DossierChanged(dossier_id))
            work.commit()
        _log.info("dossier %s is open again: %s files and %s pages are gone", dossier_id, len(lost), len(blind))
        return after

    def _give_up(self, work: UnitOfWork, stored: StoredAct) -> None:
        why = problem(ProblemCode.FILES_MISSING, 409, detail="given up: a file is gone from the window")
        work.acts.answered(ActId(stored.act.act_id), Outcome.CONFLICT, problem=why)
        note_trouble(work, REOPENED, act=stored.act, since=self._clock.now(), chance=self._chance)

    def _is_whole(self, digest: str) -> bool:
        try:
            self._vault.get(digest)
        except (NotFound, Damaged):
            return False
        return True


def _waiting_seals(work: UnitOfWork, dossier_id: DossierId) -> list[StoredAct]:
    """Seals of the dossier that the province has not taken, whatever it said of them so far."""
    found = (one for one in work.acts.of_dossier(dossier_id) if one.own and one.act.kind == Kind.DOSSIER_SEALED)
    return [one for one in found if one.outcome in {None, Outcome.HELD} and one.receipt is None]
