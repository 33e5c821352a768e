"""Killed at any commit and any request, started again: the run completes, nothing is lost, nothing is twice."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from counter_app.commands.province import DemoProvince
from counter_app.scanners import worker_environment
from counter_app.settings import resources_folder

SAMPLE = 47
"""The quick suite tries every forty-seventh mark; the long one every mark."""

LIVES_AT_ONE_PROVINCE = 100
"""A unit has 5,999 serials a day, and each window leases fifty: no branch has more windows than this."""

DIFFERS_BY = 20
"""Marks at the end of a life that another may not have: how often it looks for the province's answer differs."""

ADMIN = "admin-of-the-rig"


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoProvince]:
    """One server for many lives: every life enrols a device of its own."""
    with province_in(tmp_path_factory.mktemp("province")) as running:
        yield running


@contextmanager
def province_in(folder: Path) -> Iterator[DemoProvince]:
    environment = {**worker_environment(), "PROVINCE_ADMIN_TOKEN": ADMIN}
    with DemoProvince(folder, resources_folder(), environment) as running:
        yield running


def invitation(province: DemoProvince) -> str:
    """A fresh one-time code for one more window of the demo branch."""
    window = province.told().windows[0]
    answer = requests.post(
        f"{province.url}/v1/admin/invitations",
        json={"unit": window.unit, "window": window.window},
        headers={"Authorization": f"Bearer {ADMIN}"},
        timeout=30,
    )
    code: str = answer.json()["code"]
    return code


@pytest.fixture(scope="module")
def one_page(tmp_path_factory: pytest.TempPathFactory, two_pages: Path) -> Path:
    folder = tmp_path_factory.mktemp("one-page")
    (folder / "scan-1.jpg").write_bytes(min(two_pages.iterdir()).read_bytes())
    return folder


def live(at: int, out: Path, province: DemoProvince, code: str, pages: Path) -> subprocess.CompletedProcess[str]:
    """One life of the counter, killed at its ``at``-th mark (0 = not at all)."""
    out.mkdir(exist_ok=True)
    clerk = province.told().staff[0]
    words = [str(at), str(out), province.url, code, str(pages), clerk.login, clerk.password]
    return subprocess.run(
        [sys.executable, "-m", "tests.rigs.dying_counter", *words],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def whole_life(out: Path, province: DemoProvince, pages: Path) -> int:
    """How many marks an undisturbed life passes."""
    ended = live(0, out, province, invitation(province), pages)
    assert ended.returncode == 0, ended.stderr
    return int(ended.stdout.split()[-1])


def assert_complete(out: Path) -> None:
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    kinds = [act["kind"] for act in report["acts"]]
    once = ["received", "paper_sealed", "dossier_sealed", "result_digitised", "handed_over", "rated"]
    assert report["province"] == {"papers": 1, "pages": 1, "equal": True}
    assert [kinds.count(kind) for kind in once] == [1] * len(once)
    assert all(act["outcome"] == "applied" for act in report["acts"])


def die_and_complete(at: int, out: Path, province: DemoProvince, pages: Path) -> bool:
    """Whether the mark was reached; a life that ended before has passed fewer marks than that."""
    code = invitation(province)
    first = live(at, out, province, code, pages)
    died = first.returncode == -signal.SIGKILL
    assert died or (first.returncode == 0 and int(first.stdout.split()[-1]) < at), first.stderr
    second = live(0, out, province, code, pages)
    assert second.returncode == 0, f"after mark {at}: {second.stderr}"
    assert_complete(out)
    return died


@pytest.mark.timeout(900)
def test_a_sample_of_deaths_loses_nothing(tmp_path: Path, province: DemoProvince, one_page: Path) -> None:
    marks = whole_life(tmp_path / "alive", province, one_page)

    tried = range(1, marks + 1, SAMPLE)
    died = [die_and_complete(at, tmp_path / f"death-{at}", province, one_page) for at in tried]

    assert len(died) > 2
    assert all(died[:-1])


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_every_death_loses_nothing(tmp_path: Path, province: DemoProvince, one_page: Path) -> None:
    marks = whole_life(tmp_path / "alive", province, one_page)

    died: list[bool] = []
    for first in range(1, marks + 1, LIVES_AT_ONE_PROVINCE):
        with province_in(tmp_path / f"province-{first}") as fresh:
            tried = range(first, min(marks + 1, first + LIVES_AT_ONE_PROVINCE))
            died += [die_and_complete(at, tmp_path / f"death-{at}", fresh, one_page) for at in tried]

    assert all(died[:-DIFFERS_BY])
