"""The fast lane for certified copies: scan, count, pay, receipt, next.

The procedure stays from one person to the next, the fee follows from pages and copies, and after the receipt comes
the next person at once. An original that is scanned here counts its own pages. A dossier of the lane whose pages
are read and leave nothing open is sealed behind the clerk's back; any other waits on the list of the day.
"""

from __future__ import annotations

from dataclasses import replace
from threading import Event as StopSign
from typing import Protocol

from counter_app.domain.copy_fees import counts_pages
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import CounterError, DeviceBusy
from counter_app.domain.ids import DossierId
from counter_app.domain.procedure import Case, Procedure
from counter_app.services.capture import CaptureOutcome
from counter_app.ui.presenters.intake_form import IntakeForm
from counter_app.ui.presenters.intake_screen import Counting
from counter_app.ui.presenters.running import Newest

MOST = 999


class Form(IntakeForm, Protocol):
    """The intake screen that the lane works on."""

    @property
    def dossier_id(self) -> DossierId: ...

    def procedures(self) -> tuple[Procedure, ...]: ...

    def take(self, procedure: Procedure, case: Case) -> None: ...

    def show_counted(self, counting: Counting) -> None: ...

    def show_lane(self, *, lane: bool) -> None: ...

    def say_problem(self, error: CounterError) -> None: ...


class CopyLane:
    """What is particular about copies."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._stop = StopSign()
        self._typed = False
        self._unsealed: set[DossierId] = set()
        self._sealing: set[DossierId] = set()
        self._counting = Newest(form.tasks, done=self._counted, failed=form.say_problem)

    def let_go(self) -> None:
        """The screens end: a scan stops."""
        self._stop.set()

    # --- in and out --------------------------------------------------------------------------------------------

    def lane_wanted(self, wanted: bool) -> None:
        """Into the lane, with the first procedure that is paid by the page unless one is chosen; or out of it."""
        if not wanted:
            self._form.show_lane(lane=False)
            return
        chosen = self._form.chosen
        if chosen is None or not counts_pages(chosen[1]):
            found = next(
                ((one, case) for one in self._form.procedures() for case in one.cases if counts_pages(case)), None
            )
            if found is None:
                return
            self._form.take(*found)
        self._form.show_lane(lane=True)

    def kept(self) -> tuple[Procedure, Case] | None:
        """What stays chosen for the next person."""
        self._typed = False
        self._counting.forget()
        return self._form.chosen if self._form.screen.lane else None

    # --- counting ----------------------------------------------------------------------------------------------

    def pages_changed(self, pages: int) -> None:
        """The original has so many pages: what a person says goes before what is counted."""
        counting = self._form.screen.counting
        if counting is not None and 0 < pages <= MOST and pages != counting.pages:
            self._typed = True
            self._form.show_counted(replace(counting, pages=pages))

    def copies_changed(self, copies: int) -> None:
        """So many copies are wanted."""
        counting = self._form.screen.counting
        if counting is not None and 0 < copies <= MOST:
            self._form.show_counted(replace(counting, copies=copies))

    # --- scanning ----------------------------------------------------------------------------------------------

    def scan_wanted(self) -> None:
        """Scan the original that lies in the feeder."""
        counting, chosen = self._form.screen.counting, self._form.chosen
        if counting is None or chosen is None or counting.scanning or self._form.screen.busy:
            return
        self._stop = stop = StopSign()
        procedure, case = chosen
        dossier_id, scan = self._form.dossier_id, self._form.services.scan_original
        self._form.desk.is_scanning = True
        self._form.show_counted(replace(counting, scanning=True))
        self._form.tasks.run(
            lambda: scan(dossier_id, procedure.code, case.code, stop),
            done=self._scanned,
            failed=self._scan_failed,
            slow=True,
        )

    def stop_wanted(self) -> None:
        """Stop the scanner."""
        self._stop.set()

    def _scanned(self, outcome: CaptureOutcome) -> None:
        self._ended()
        if outcome.stopped is not None:
            self._form.say_problem(DeviceBusy(outcome.stopped.code, page=outcome.stopped.page))
        self._count()

    def _scan_failed(self, error: CounterError) -> None:
        self._ended()
        self._form.say_problem(error)

    def _ended(self) -> None:
        self._form.desk.is_scanning = False
        counting = self._form.screen.counting
        if counting is not None:
            self._form.show_counted(replace(counting, scanning=False))

    def _count(self) -> None:
        dossier_id, written = self._form.dossier_id, self._form.services.written_pages
        self._counting.ask(lambda: written(dossier_id))

    def _counted(self, pages: int) -> None:
        counting = self._form.screen.counting
        if counting is not None:
            known = pages if pages and not self._typed else counting.pages
            self._form.show_counted(replace(counting, scanned=pages, pages=known))

    # --- afterwards --------------------------------------------------------------------------------------------

    def registered(self, dossier: Dossier) -> None:
        """A dossier of the lane was taken in: it is sealed as soon as nothing is open."""
        self._unsealed.add(dossier.dossier_id)
        self._seal(dossier.dossier_id)

    def page_event(self, dossier_id: DossierId) -> None:
        """A page was captured, read or changed."""
        if dossier_id == self._form.dossier_id and self._form.screen.counting is not None:
            self._count()
        elif dossier_id in self._unsealed:
            self._seal(dossier_id)

    def _seal(self, dossier_id: DossierId) -> None:
        if dossier_id in self._sealing:
            return
        self._sealing.add(dossier_id)
        session, seal = self._form.desk.session, self._form.services.seal_when_ready

        def done(sealed: Dossier | None) -> None:
            self._sealing.discard(dossier_id)
            if sealed is not None:
                self._unsealed.discard(dossier_id)

        def failed(_error: CounterError) -> None:
            # It stays on the list of the day, where the clerk seals it and reads why it did not go by itself.
            self._sealing.discard(dossier_id)

        self._form.tasks.run(lambda: seal(dossier_id, session), done=done, failed=failed, slow=True)
