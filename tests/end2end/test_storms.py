"""Windows and province in processes of their own, on lines that fail: 0 lost, 0 twice, 0 stuck, replicas equal.

The long runs say which seed they are at; one seed alone is run by ``STORM_SEED=17`` in the environment.
"""

from __future__ import annotations

import os
from collections import Counter as Tally
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rigs.bad_line import Fault
from tests.rigs.sites import Site, site
from tests.rigs.small_disks import small_disks
from tests.rigs.storms import Storm

PARTITIONS, DEATHS = 4, 2
"""The quick suite's sample."""

RUNS = 200
RUNS_AT_ONE_SITE = 25
RUNS_OF_EVERYTHING, OF_EVERYTHING_AT_ONE_SITE = 60, 10


def seeds(first: int, runs: int) -> list[int]:
    """The seeds to be run: the one that the environment names, or these."""
    named = os.environ.get("STORM_SEED", "")  # noqa: TID251 - of the person who looks into one run
    return [int(named)] if named else list(range(first, first + runs))


@pytest.fixture(scope="module")
def calm_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site(tmp_path_factory.mktemp("site")) as made:
        yield made


def run_many(folder: Path, storm: str) -> None:
    """So many seeded storms, a fresh site for every few of them."""
    for first in range(0, RUNS, RUNS_AT_ONE_SITE):
        with site(folder / f"site-{first}", windows=3) as made:
            for seed in seeds(first, RUNS_AT_ONE_SITE):
                print(f"{storm} seed {seed}", flush=True)  # noqa: T201 - to be repeated by hand
                getattr(Storm(made, seed), storm)()


def brew_everything(folder: Path, first: int, runs: int) -> Tally[str]:
    """So many days of every nemesis at a site with a relay and, where we may mount, small disks; what was met."""
    met: Tally[str] = Tally()
    with site(folder, windows=3, relay=True, small=small_disks(folder)) as made:
        for seed in seeds(first, runs):
            print(f"of_nemeses seed {seed}", flush=True)  # noqa: T201 - to be repeated by hand
            storm = Storm(made, seed)
            storm.of_nemeses()
            met += storm.met
    return met


@pytest.mark.timeout(300)
def test_a_sample_of_partitions(calm_site: Site) -> None:
    for seed in seeds(1000, PARTITIONS):
        Storm(calm_site, seed).of_partitions()

    assert sum(sum(counter.line.met.values()) for counter in calm_site.counters) > 0


@pytest.mark.timeout(300)
def test_a_sample_of_deaths_on_either_side(calm_site: Site) -> None:
    before = sum(counter.deaths for counter in calm_site.counters)

    for seed in seeds(2000, DEATHS):
        Storm(calm_site, seed).of_deaths()

    assert sum(counter.deaths for counter in calm_site.counters) > before


@pytest.mark.timeout(300)
@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_of_a_line(calm_site: Site, fault: Fault) -> None:
    Storm(calm_site, 3000).of_one_fault(fault)

    assert sum(counter.line.met[fault] for counter in calm_site.counters) > 0


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_two_hundred_partitions(tmp_path: Path) -> None:
    run_many(tmp_path, "of_partitions")


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_two_hundred_deaths(tmp_path: Path) -> None:
    run_many(tmp_path, "of_deaths")


@pytest.mark.timeout(300)
def test_a_day_of_every_nemesis(tmp_path: Path) -> None:
    met = brew_everything(tmp_path / "site", 5000, 1)

    assert met.total() > 0


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_many_days_of_every_nemesis(tmp_path: Path) -> None:
    met: Tally[str] = Tally()

    for first in range(0, RUNS_OF_EVERYTHING, OF_EVERYTHING_AT_ONE_SITE):
        met += brew_everything(tmp_path / f"site-{first}", first, OF_EVERYTHING_AT_ONE_SITE)

    print(dict(met))  # noqa: T201 - how often each was met
    assert set(met) >= {"lines", "clock", "window dies", "server dies", "relay burns"}


@pytest.mark.timeout(300)
def test_a_clock_that_jumps_for_years_both_ways(calm_site: Site) -> None:
    for years in (-7, 0):
        for counter in calm_site.counters:
            counter.ask("clock", ahead_s=years * 365 * 86400)
        Storm(calm_site, 4000 + years).of_one_fault(Fault.ANSWER_LOST)


@pytest.mark.timeout(300)
def test_a_disk_that_is_put_back_to_an_older_day(calm_site: Site, tmp_path: Path) -> None:
    calm_site.receive(0)
    calm_site.take_image(0, tmp_path / "image")
    calm_site.receive(0)
    calm_site.seal_one()
    calm_site.come_to_rest()

    calm_site.put_back(0, tmp_path / "image")
    calm_site.receive(0)
    calm_site.come_to_rest()

    assert calm_site.breaches() == []
