"""The world of the sync machine: who does what, what goes wrong, what is promised.

People at two windows of one unit and at the province, a stick that is carried between them, lines, clocks and
disks, the law, and IT. In the world that is restored the province itself comes back from a backup.
"""

from __future__ import annotations

import copy
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from typing_extensions import override

from counter_app.bootstrap import Counter, open_counter
from counter_app.contract import acts as contract
from counter_app.contract.moves import ENDED, State
from counter_app.contract.problems import ProblemCode
from counter_app.domain.errors import NotFound, NotReady, RuleBroken
from counter_app.domain.ids import ActId, DossierId
from counter_app.services.evict import Evict, KeepPolicy
from counter_app.services.law import in_force
from counter_app.settings import Settings, resources_folder
from counter_app.sync.stick import FolderStick
from province_server.courier import take_folder
from province_server.devices import Invitation
from province_server.http import Problematic
from province_server.province import Province
from province_server.store import tables as t
from tests.rigs.agreement import breaches
from tests.rigs.province import COMPETENT, UNIT, RunningProvince, run_province, settings_in
from tests.rigs.replicas import replica_of
from tests.rigs.restorable import Restorable
from tests.rigs.windows import Fault, Window, settle_all, shipped_catalogue

WINDOWS = 2
STEPS_TO_A_QUESTION = 4
"""A token is refused, a new life is refused, and the window asks."""

ROUNDS = 3
"""What the last one does in a round, the first one hears in the next; a code may have to be replaced before."""

LAW = "procedures/civil_status.toml"
PLENTY = 1 << 50
ASKS_FOR_A_CODE = {ProblemCode.CLONED_DEVICE.value, ProblemCode.UNKNOWN_DEVICE.value}


class LawfulWindow(Window):
    """A window whose law is its own: what it takes over changes no other's."""

    @override
    def opened(self, settings: Settings) -> Counter:
        return open_counter(settings, catalogue=copy.copy(shipped_catalogue()))


def law_of(province: Province) -> dict[str, str]:
    """The newest version of every file that the province has published."""
    c = t.catalogue.c
    with province.engine.connect() as connection:
        return {
            str(name): str(file)
            for name, file in connection.execute(sa.select(c.name, c.file).order_by(c.version))
        }


@contextmanager
def province_in(folder: Path) -> Iterator[RunningProvince]:
    serving = run_province(settings_in(folder, ""))
    yield next(serving)
    for _ in serving:
        pass


def law_at(window: Window) -> dict[str, str]:
    """What of it is in force at the window."""
    with window.counter.store.open_work() as work:
        return in_force(work)


class World(RuleBasedStateMachine):
    """The world of the machine; one server for all runs, fresh windows for each."""

    running: RunningProvince

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._stick_folder = Path(self._folder.name) / "stick"
        self._stick_folder.mkdir()
        self._stick = FolderStick(self._stick_folder)
        self._windows: list[Window] = []
        self._received: dict[DossierId, int] = {}
        self._sealed: list[DossierId] = []
        self._images: dict[int, Path] = {}
        self._forgotten: set[str] = set()
        self._serial = 0

    @initialize()
    def open_windows(self) -> None:
        for number in range(WINDOWS):
            folder = Path(self._folder.name) / str(number)
            self._windows.append(LawfulWindow(folder, self.running.url, self._invite()))

    def _invite(self) -> str:
        # One server sees all runs, and a code is good for one key for ever.
        code = secrets.token_hex(8)
        self.running.province.devices.invite(Invitation(UNIT, "Q01"), code=code, valid_for=timedelta(days=1))
        return code

    # --- people ------------------------------------------------------------------------------------------------

    @rule(at=st.integers(0, WINDOWS - 1))
    def receive(self, at: int) -> None:
        self._serial += 1
        self._received[self._windows[at].receive(f"Người thứ {self._serial}")] = at

    @precondition(lambda self: len(self._sealed) < len(self._received))
    @rule(shade=st.integers(0, 1000))
    def seal(self, shade: int) -> None:
        dossier_id = next(known for known in self._received if known not in self._sealed)
        self._sealed.append(dossier_id)
        with suppress(RuleBroken):  # taken back meanwhile
            self._windows[self._received[dossier_id]].seal(dossier_id, shade)

    @rule()
    def province_works(self) -> None:
        desk = self.running.province.desk
        for dossier_id in self._sealed:
            state = self._province_state(dossier_id)
            if state is State.SEALED:
                desk.act(dossier_id, contract.ProcessingStarted(unit=COMPETENT), actor="x", unit=COMPETENT)
            elif state is State.PROCESSING:
                file = desk.shelve(b"%PDF-1.4 " + dossier_id.encode())
                body = contract.ResultDigitised(
                    result_code="KQ1", title="KQ", file=file.digest, size_bytes=file.size_bytes, signed=True
                )
                desk.act(dossier_id, body, actor="x", unit=COMPETENT)

    @rule(at=st.integers(0, WINDOWS - 1))
    def hand_over_what_is_ready(self, at: int) -> None:
        for dossier_id in self._sealed:
            if self._windows[at].state(dossier_id) is State.RESULT_READY:
                self._windows[at].hand_over(dossier_id)
                return

    @precondition(lambda self: bool(self._received))
    @rule(which=st.integers(0, 50), amount=st.integers(0, 100_000))
    def record_fee(self, which: int, amount: int) -> None:
        dossier_id = list(self._received)[which % len(self._received)]
        with suppress(RuleBroken):  # taken back meanwhile
            self._windows[self._received[dossier_id]].record_fee(dossier_id, amount)

    @precondition(lambda self: bool(self._received))
    @rule(which=st.integers(0, 50), at=st.integers(0, WINDOWS - 1))
    def correct_what_another_window_may_have_corrected(self, which: int, at: int) -> None:
        dossier_id = list(self._received)[which % len(self._received)]
        dossier = self._windows[at].known(dossier_id)
        if dossier is not None and dossier.state not in ENDED:
            window = self._windows[at].counter
            with window.store.open_work() as work:
                body = contract.Corrected(applicant=dossier.applicant, reason="Sai số điện thoại")
                window.recorder.record(work, body, session=self._windows[at].session, dossier=dossier)
                work.commit()

    @precondition(lambda self: bool(self._received))
    @rule(which=st.integers(0, 50), at=st.integers(0, WINDOWS - 1))
    def the_citizen_takes_it_back_at_any_window(self, which: int, at: int) -> None:
        dossier_id = list(self._received)[which % len(self._received)]
        with suppress(RuleBroken, NotFound):
            self._windows[at].counter.decide.withdraw(dossier_id, "Không còn nhu cầu", self._windows[at].session)

    @rule()
    def the_province_asks_for_papers(self) -> None:
        for dossier_id in self._sealed:
            if self._province_state(dossier_id) is State.SEALED:
                body = contract.SupplementAsked(papers=("declaration",), reason="Thiếu chữ ký")
                self.running.province.desk.act(dossier_id, body, actor="x", unit=COMPETENT)
                return

    @rule(at=st.integers(0, WINDOWS - 1), shade=st.integers(2000, 3000))
    def what_was_asked_for_is_brought_to_any_window(self, at: int, shade: int) -> None:
        window = self._windows[at]
        for dossier_id in self._sealed:
            if window.state(dossier_id) is State.SUPPLEMENT:
                window.counter.decide.receive_supplement(dossier_id, window.session)
                with suppress(RuleBroken, NotReady):
                    window.seal(dossier_id, shade)
                return

    @rule(at=st.integers(0, WINDOWS - 1))
    def do_anew_what_was_turned_down(self, at: int) -> None:
        for trouble in self._windows[at].troubles():
            with suppress(RuleBroken, NotFound):
                self._windows[at].counter.redo(ActId(trouble.act_id), self._windows[at].session)

    # --- the stick ---------------------------------------------------------------------------------------------

    @rule(at=st.integers(0, WINDOWS - 1))
    def write_a_box(self, at: int) -> None:
        with suppress(NotReady):
            self._windows[at].counter.pack_box(self._stick)

    @rule()
    def bring_the_stick_to_the_province(self) -> None:
        take_folder(self.running.province, self._stick_folder, lambda _: None)

    @rule(at=st.integers(0, WINDOWS - 1))
    def take_the_replies(self, at: int) -> None:
        with suppress(NotFound):
            self._windows[at].counter.unpack_replies(self._stick)

    # --- the link and the machines -----------------------------------------------------------------------------

    @rule(at=st.integers(0, WINDOWS - 1), times=st.integers(1, 12))
    def step(self, at: int, times: int) -> None:
        for _ in range(times):
            self._windows[at].step()

    @rule(at=st.integers(0, WINDOWS - 1), fault=st.sampled_from(list(Fault)))
    def next_request_suffers(self, at: int, fault: Fault) -> None:
        self._windows[at].link.fault = fault
        self._windows[at].step()

    @rule(at=st.integers(0, WINDOWS - 1), down=st.booleans())
    def the_cable_is_pulled_or_plugged_in(self, at: int, down: bool) -> None:
        self._windows[at].link.down = down

    @rule(at=st.integers(0, WINDOWS - 1))
    def start_anew(self, at: int) -> None:
        self._windows[at].restart()

    @rule(at=st.integers(0, WINDOWS - 1), days=st.sampled_from([-3000, -1, 0, 1, 4000]))
    def somebody_sets_the_clock(self, at: int, days: int) -> None:
        self._windows[at].set_clock(timedelta(days=days))

    @rule(at=st.integers(0, WINDOWS - 1))
    def take_an_image_of_the_disk(self, at: int) -> None:
        self._images[at] = Path(self._folder.name) / f"image-{at}"
        self._windows[at].take_image(self._images[at])

    @precondition(lambda self: bool(self._images))
    @rule(which=st.integers(0, WINDOWS - 1))
    def put_an_old_image_back(self, which: int) -> None:
        """What had not been sent is lost with the disk, so it is sent before; what was sent must not be."""
        at = sorted(self._images)[which % len(self._images)]
        window = self._windows[at]
        window.link.down, window.link.fault = False, Fault.NONE
        window.settle()
        self._forgotten |= {stored.act.act_id for stored in window.own_acts()}
        window.put_back(self._images[at])
        self._type_a_code_where_one_is_asked_for(window)
        window.settle()

    def _type_a_code_where_one_is_asked_for(self, window: Window) -> None:
        """The key on an image begins one life only: put back again, it is a copy until IT says otherwise."""
        for _ in range(STEPS_TO_A_QUESTION):
            window.step()
        if ASKS_FOR_A_CODE & window.trouble_codes():
            window.counter.lives.begin_with_code(self._invite())

    # --- the law, and IT ---------------------------------------------------------------------------------------

    @rule(number=st.integers(0, 1000))
    def the_province_publishes_law(self, number: int) -> None:
        shipped = (resources_folder() / LAW).read_bytes()
        self.running.province.catalogue.publish(LAW, shipped + f"\n# {number}\n".encode())

    @rule(at=st.integers(0, WINDOWS - 1))
    def it_takes_a_window_away_and_gives_it_back(self, at: int) -> None:
        window = self._windows[at]
        identity = window.counter.enrol.identity()
        assert identity is not None
        window.link.down, window.link.fault = False, Fault.NONE
        self.running.province.devices.withdraw(identity.device_id)
        window.step()
        window.counter.lives.begin_with_code(self._invite())

    @rule(at=st.integers(0, WINDOWS - 1))
    def files_that_may_leave_the_disk_leave_it(self, at: int) -> None:
        counter = self._windows[at].counter
        keep = KeepPolicy(keep_days=0)
        Evict(counter.store.open_work, counter.vault, counter.clock, keep, lambda: PLENTY, counter.clock.steady)()

    @rule(number=st.integers(1001, 2000))
    def a_quiet_hour_comes(self, number: int) -> None:
        """All is mended and done in the middle too, under other law: what follows happens to people who agreed."""
        self.the_province_publishes_law(number)
        self._come_to_rest()

    # --- promises ----------------------------------------------------------------------------------------------

    @invariant()
    def nothing_is_processed_before_it_is_complete(self) -> None:
        for dossier_id in self._received:
            if self._province_state(dossier_id) in {State.PROCESSING, State.RESULT_READY, State.RETURNED}:
                window = self._windows[self._received[dossier_id]]
                manifest = window.dossier(dossier_id).manifest
                assert manifest is not None
                assert not self.running.province.shelf.missing(manifest.files)

    def teardown(self) -> None:
        try:
            if self._windows:
                self._come_to_rest()
        finally:
            for window in self._windows:
                window.stop()
            self._folder.cleanup()

    def _come_to_rest(self) -> None:
        self._mend_lines()
        found: list[str] = []
        for _ in range(ROUNDS):
            settle_all(self._windows)
            found = self._breaches()
            if not found:
                break
        assert found == []

    def _breaches(self) -> list[str]:
        known = [line.dossier_id for line in self.running.province.desk.dossiers(limit=1_000_000)]
        replicas = [replica_of(window.counter, f"window {n}", known) for n, window in enumerate(self._windows)]
        law = law_of(self.running.province)
        found = breaches(self.running.province, replicas, self._received, self._forgotten)
        found += [f"differs: the law at window {n}" for n, one in enumerate(self._windows) if law_at(one) != law]
        return found

    def _mend_lines(self) -> None:
        for window in self._windows:
            window.link.down, window.link.fault = False, Fault.NONE

    def _province_state(self, dossier_id: DossierId) -> State | None:
        try:
            return State(self.running.province.desk.find(dossier_id).state)
        except Problematic:
            return None


class RestoredWorld(World):
    """A world of its own for every run, whose province comes back from a backup.

    It is backed up at the beginning, before a first dossier and new law, and comes back at the end at least, when
    everybody had agreed. Disks of windows are not put back besides: what both have lost is lost.
    """

    take_an_image_of_the_disk = None
    put_an_old_image_back = None
    files_that_may_leave_the_disk_leave_it = None

    @initialize()
    @override
    def open_windows(self) -> None:
        self._restorable = Restorable(Path(self._folder.name), opening=LawfulWindow)
        self.running = self._restorable.running
        self._windows = self._restorable.windows
        self.the_province_is_backed_up()
        self.receive(at=0)
        self.seal(shade=0)
        self.the_province_publishes_law(number=0)

    @rule()
    def the_province_is_backed_up(self) -> None:
        self._mend_lines()
        self._restorable.back_up()
        self.running = self._restorable.running

    @rule(whole=st.booleans())
    def the_province_comes_back_from_its_backup(self, whole: bool) -> None:
        self._mend_lines()
        self._restorable.restore(whole_folder=whole)
        self.running = self._restorable.running
        for window in self._windows:
            self._type_a_code_where_one_is_asked_for(window)

    @override
    def teardown(self) -> None:
        try:
            self._come_to_rest()
            self.the_province_comes_back_from_its_backup(whole=True)
            self._come_to_rest()
        finally:
            self._restorable.close()
            self._folder.cleanup()
