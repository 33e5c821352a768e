"""A capture presenter with a dossier on it, over the real use cases."""

from __future__ import annotations

from counter_app.domain.ids import PageId
from counter_app.services.ports import Page
from counter_app.ui.presenters.capture import CapturePresenter
from counter_app.ui.presenters.capture_screen import CaptureScreen
from counter_app.ui.presenters.desk import Desk
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RecordingView, RunLater, RunNow


class CaptureOfTests:
    """The presenter, what it shows, and the pages behind it."""

    def __init__(self, counter: CounterOfTests, desk: Desk, tasks: RunNow | RunLater) -> None:
        self.counter = counter
        self.view: RecordingView[CaptureScreen] = RecordingView()
        self.dossier_id = counter.desk.receive().dossier_id
        desk.take_up(self.dossier_id)
        self.presenter = CapturePresenter(self.view, tasks, desk, counter.for_capture())

    @property
    def screen(self) -> CaptureScreen:
        return self.view.now

    @property
    def kept(self) -> tuple[Page, ...]:
        return tuple(self.counter.queries.pages(self.dossier_id))

    def start_with(self, *papers: str) -> tuple[PageId, ...]:
        pages = tuple(self.counter.desk.add_page(self.dossier_id, paper) for paper in papers)
        self.presenter.start()
        return pages
