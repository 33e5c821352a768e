"""Windows and the province agree, whatever the link does, whoever restarts, whoever comes first.

The real store and use cases on one side, the real server on the other; the machine chooses what people do, what
the link does to the next request, and when a window starts anew. Whenever it stops, the link is mended and
everybody steps until there is nothing left to do: then nothing may be lost, nothing twice, nothing stuck, and
every window that knows a dossier knows the same as the province.
"""

from __future__ import annotations

import secrets
import tempfile
from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from counter_app.contract import acts as contract
from counter_app.contract.moves import State
from counter_app.domain.ids import DossierId
from province_server.devices import Invitation
from province_server.http import Problematic
from tests.rigs.province import COMPETENT, UNIT, RunningProvince, run_province, settings_in
from tests.rigs.windows import Fault, Window

WINDOWS = 2
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""A run takes a second: the steps as they were found are told at once rather than the fewest after minutes."""


@contextmanager
def province_in(folder: Path) -> Iterator[RunningProvince]:
    serving = run_province(settings_in(folder, ""))
    yield next(serving)
    for _ in serving:
        pass


class Province(RuleBasedStateMachine):
    """The world of the machine; one server for all runs, fresh windows for each."""

    running: RunningProvince

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._windows: list[Window] = []
        self._received: dict[DossierId, int] = {}
        self._sealed: list[DossierId] = []
        self._serial = 0

    @initialize()
    def open_windows(self) -> None:
        for number in range(WINDOWS):
            self._windows.append(Window(Path(self._folder.name) / str(number), self.running.url, self._invite()))

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
        self._windows[self._received[dossier_id]].seal(dossier_id, shade)
        self._sealed.append(dossier_id)

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
        for window in self._windows:
            window.link.down, window.link.fault = False, Fault.NONE
        for _ in range(2):
            for window in self._windows:
                window.settle()
        for window in self._windows:
            assert window.own_acts_without_an_answer() == []
        codes = Tally(self._windows[at].dossier(known).code for known, at in self._received.items())
        assert all(number == 1 for number in codes.values()), "a code was given twice"
        for dossier_id, at in self._received.items():
            here = self._windows[at].dossier(dossier_id)
            assert here.state is self._province_state(dossier_id), f"{here} differs from the province"

    def _province_state(self, dossier_id: DossierId) -> State | None:
        try:
            return State(self.running.province.desk.find(dossier_id).state)
        except Problematic:
            return None


@pytest.mark.timeout(600)
def test_windows_and_the_province_agree(tmp_path: Path) -> None:
    with province_in(tmp_path) as running:
        Province.running = running

        run_state_machine_as_test(
            Province,
            settings=settings(
                max_examples=15,
                stateful_step_count=25,
                deadline=None,
                phases=NO_SHRINKING,
                suppress_health_check=list(HealthCheck),
            ),
        )


@pytest.mark.long
@pytest.mark.timeout(5400)
def test_windows_and_the_province_agree_in_two_hundred_runs(tmp_path: Path) -> None:
    with province_in(tmp_path) as running:
        Province.running = running

        run_state_machine_as_test(
            Province,
            settings=settings(
                max_examples=250,
                stateful_step_count=60,
                deadline=None,
                phases=NO_SHRINKING,
                suppress_health_check=list(HealthCheck),
            ),
        )
