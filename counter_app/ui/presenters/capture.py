"""Capture: runs the scanner, shows pages as they become safe, and arranges them with a full way back.

``scanning`` is what a clerk does with the scanner, ``pages`` what they do with the pages that are there.
"""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.errors import NotFound
from counter_app.ui.presenters.capture_bench import CaptureBench
from counter_app.ui.presenters.capture_pages import ArrangingPages
from counter_app.ui.presenters.capture_scan import Scanning, device_key
from counter_app.ui.presenters.capture_screen import CaptureView
from counter_app.ui.presenters.capture_services import CaptureServices
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.print_jobs import SEPARATORS, numbered
from counter_app.ui.presenters.running import Tasks
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.words import words

__all__ = ["CapturePresenter", "CaptureServices", "device_key"]


class CapturePresenter:
    """Decides what the capture screen shows."""

    def __init__(self, view: CaptureView, tasks: Tasks, desk: Desk, services: CaptureServices) -> None:
        self._bench = CaptureBench(view, tasks, desk, services)
        self.scanning = Scanning(self._bench)
        self.pages = ArrangingPages(self._bench)

    def start(self) -> None:
        """The screen came to the front: show the dossier in work, look for scanners at the first time."""
        wanted = self._bench.desk.dossier_id
        if wanted != self._bench.dossier_id:
            self._bench.take_up(wanted)
            self.scanning.forget()
        if not self.scanning.knows_devices:
            self.scanning.rescan_devices_wanted()
        self._bench.reload()
        self.scanning.fit()

    def page_event(self, dossier_id: str, _page_id: str) -> None:
        """A page was read or changed."""
        if dossier_id == self._bench.dossier_id:
            self._bench.reload()

    def page_came(self, dossier_id: str, page_id: str) -> None:
        """A page is safe; while the scanner runs, the newest page is the one to look at."""
        if dossier_id == self._bench.dossier_id and self._bench.screen.scanning:
            self._bench.screen = replace(self._bench.screen, selected=(page_id,))
        self.page_event(dossier_id, page_id)

    def dossier_event(self, dossier_id: str) -> None:
        """An act was added to a dossier."""
        if dossier_id == self._bench.dossier_id:
            self._bench.reload()

    def pages_selected(self, keys: tuple[str, ...]) -> None:
        """These pages are selected, the current one first."""
        self._bench.select(keys)

    def undo_wanted(self) -> None:
        """Take the last change back."""
        self._bench.undo()

    def redo_wanted(self) -> None:
        """Do again what was taken back."""
        self._bench.redo()

    def separators_wanted(self) -> None:
        """Print a separator sheet for each paper that is to be scanned."""
        bench, dossier_id = self._bench, self._bench.dossier_id
        if dossier_id is None or not bench.is_open:
            return
        session, services = bench.desk.session, bench.services
        bench.tasks.run(
            lambda: services.render(services.separators(dossier_id, session)),
            done=self._print,
            failed=bench.failed,
        )

    def _print(self, sheets: tuple[bytes, ...]) -> None:
        if not sheets:
            self._bench.failed(NotFound("nothing_to_scan"))
            return
        said = words(
            "Capture", "Đã in tờ phân cách: {sheets}. Đặt mỗi tờ lên trên giấy tờ của nó rồi quét cả tập."
        )
        self._bench.say(said.fill(sheets=len(sheets)), Tone.GOOD)
        facts = self._bench.facts
        self._bench.view.print_slip(sheets, numbered(SEPARATORS, facts.dossier.code if facts else ""))

    def review_wanted(self) -> None:
        """Everything is here: go on with the review."""
        self._bench.desk.go_to(Place.REVIEW)
