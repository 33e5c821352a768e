"""What one window was refused, as the supervisor at another window reads it and sees it go: all of it real."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.commands.window_parts import branch_of
from counter_app.contract import acts as contract
from counter_app.domain.ids import DossierId, UnitCode
from counter_app.services.cures import Cure
from counter_app.ui.presenters.branch import BranchPresenter
from counter_app.ui.presenters.branch_screen import BranchScreen, ReturnedRow
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place, places_for
from counter_app.ui.presenters.troubles import CURES
from tests.fakes.ui_views import RecordingView, RunNow
from tests.rigs.needs_attention import SUPERVISOR, ListOf, disagreements
from tests.rigs.province import COMPETENT, OTHER_UNIT, PASSWORD, RunningProvince
from tests.rigs.windows import Window

OpenWindow = Callable[..., Window]


class Supervisor:
    """Sits at this window, before the branch's screen that the program itself makes."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.session = window.counter.sign_in.with_password(SUPERVISOR, PASSWORD)
        self._view: RecordingView[BranchScreen] = RecordingView()
        self._desk = Desk(lambda _place: None)
        self._desk.sit_down(self.session)
        self.presenter = BranchPresenter(self._view, RunNow(), self._desk, branch_of(window.counter))

    def takes_back(self, key: str, clerk: str) -> None:
        """Gives the dossier to this clerk of the unit."""
        self.presenter.take_back_wanted(key)
        self.presenter.taker_picked(clerk)
        self.presenter.reason_edited("quầy đã làm xong")
        self.presenter.reassign_wanted()
        self._window.settle()

    def takes_off(self, key: str) -> None:
        self.presenter.settle_wanted(key)
        self._window.settle()

    def reads(self, code: str) -> list[ReturnedRow]:
        """Of the dossier with this code: the province has seen other tests."""
        self._window.settle()
        self.presenter.start()
        return [row for row in self._view.now.returned.rows if str(row.title).startswith(code)]


def test_a_conflict_is_read_at_the_other_window_taken_back_there_and_gone_once_its_clerk_cured_it(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    here, beside = open_window(), open_window()
    supervisor = Supervisor(beside)
    dossier_id = turned_down_at(here, lone_province)
    code = here.dossier(dossier_id).code

    told = supervisor.reads(code)
    of_a_clerk = (Place.BRANCH in places_for(beside.session.roles), beside.troubles())
    supervisor.takes_back(told[0].key, here.session.clerk_id)
    here.settle()
    own_list = ListOf(here)
    (entry,) = own_list.entries("not_holder")
    own_list.press("not_holder", Cure.REDO)
    here.counter.seal(dossier_id, here.session)
    here.settle()
    after = supervisor.reads(code)

    identity, title = here.counter.enrol.identity(), here.counter.catalogue.unit_title
    assert identity is not None
    (row,) = told
    assert (str(row.title), str(row.about)) == (str(entry.title), str(entry.about))
    assert str(row.detail).startswith(f"Hồ sơ nay do {title(UnitCode(OTHER_UNIT), here.counter.today())} giữ")
    assert str(row.where).startswith(f"Quầy {identity.window} · từ ")
    assert f"Làm tại quầy {identity.window}" in str(row.cures)
    assert all(str(CURES[Cure(choice.key)]) in str(row.cures) for choice in entry.cures)
    assert of_a_clerk == (False, [])
    assert after == []
    assert disagreements(lone_province, [here, beside], [dossier_id]) == []


def test_what_the_supervisor_takes_off_is_off_at_every_window_but_its_own(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    here, beside, third = open_window(), open_window(), open_window()
    supervisor, another = Supervisor(beside), Supervisor(third)
    dossier_id = turned_down_at(here, lone_province)
    code = here.dossier(dossier_id).code
    (row,) = supervisor.reads(code)
    before = another.reads(code)

    supervisor.takes_off(row.key)

    assert [one.title for one in before] == [row.title]
    assert (supervisor.reads(code), another.reads(code)) == ([], [])
    assert ListOf(here).entries("not_holder")


def turned_down_at(window: Window, running: RunningProvince) -> DossierId:
    """The dossier went to another unit while this window, without a link, closed it."""
    dossier_id = window.receive("Nguyễn Thị Ánh")
    window.settle()
    window.link.down = True
    moved = contract.Reassigned(unit=OTHER_UNIT, clerk="", reason="quá tải")
    running.province.desk.act(dossier_id, moved, actor="x", unit=COMPETENT)
    window.seal(dossier_id, 4)
    window.link.down = False
    window.settle()
    return dossier_id
