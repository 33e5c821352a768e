"""Windows and the province agree, whatever the link does, whoever restarts, whoever comes first.

The real store and use cases on one side, the real server on the other. The machine chooses what people do, what
the link does to the next request, when a window starts anew, when its clock jumps, when its disk is put back to
an older day, what goes by stick, which law holds, and when the province is restored. Whenever it stops, everything
is mended and everybody steps until there is nothing left to do; then the judge of the storms looks: nothing lost,
nothing twice, nothing stuck, every window the same as the province.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.rigs.sync_world import RestoredWorld, World, province_in

NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""A run takes a second: the steps as they were found are told at once rather than the fewest after minutes."""


def runs(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        phases=NO_SHRINKING,
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.timeout(600)
def test_windows_and_the_province_agree(tmp_path: Path) -> None:
    with province_in(tmp_path) as running:
        World.running = running

        run_state_machine_as_test(World, settings=runs(10, 25))


@pytest.mark.timeout(600)
def test_windows_and_a_province_that_comes_back_from_a_backup_agree() -> None:
    run_state_machine_as_test(RestoredWorld, settings=runs(4, 25))


@pytest.mark.long
@pytest.mark.timeout(5400)
def test_windows_and_the_province_agree_in_two_hundred_runs(tmp_path: Path) -> None:
    with province_in(tmp_path) as running:
        World.running = running

        run_state_machine_as_test(World, settings=runs(250, 60))


@pytest.mark.long
@pytest.mark.timeout(5400)
def test_windows_and_a_restored_province_agree_in_a_hundred_runs() -> None:
    run_state_machine_as_test(RestoredWorld, settings=runs(100, 60))
