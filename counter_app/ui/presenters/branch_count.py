"""The number beside "Toàn chi nhánh": what was turned down in the unit is noticed without looking there."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.domain.errors import CounterError
from counter_app.ui.presenters.branch_returned_side import read_returned
from counter_app.ui.presenters.branch_services import BranchServices
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place, places_for
from counter_app.ui.presenters.running import Refresh, Tasks


class ReturnedCount:
    """Counts for who is offered the branch, and for nobody else."""

    def __init__(self, tasks: Tasks, desk: Desk, services: BranchServices, counted: Callable[[int], None]) -> None:
        self._desk = desk
        self._services = services
        self._refresh = Refresh(tasks, self._count, done=counted, failed=self._failed)

    def changed(self) -> None:
        """Somebody sat down, or something was turned down or is over."""
        if self._desk.is_taken and Place.BRANCH in places_for(self._desk.session.roles):
            self._refresh.ask()

    def _count(self) -> int:
        # Nothing is said of the dossiers here, so none is read.
        return read_returned(self._services, self._desk.session.unit, lambda _name: None).count

    def _failed(self, error: CounterError) -> None:
        # The screen itself says what does not work.
        del error
