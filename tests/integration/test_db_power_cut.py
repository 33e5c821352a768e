"""Whatever was told to be safe is there after a cut of power, at whatever moment it comes.

A day at a window is recorded once, write by write. Then power is cut at some of its moments, and each time the
store and the vault are opened on what such a cut may leave of the disk.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import TemporaryDirectory

import msgspec
import pytest

from counter_app.contract.acts import act_digest
from counter_app.contract.canonical import digest as digest_of
from counter_app.db.store import Store
from counter_app.db.vault import FileVault
from counter_app.domain.audit import first_break, new_life
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import DossierId
from counter_app.services.ports import StoredAct
from tests.builders.acts import chain, received
from tests.rigs.power_cut.day import COMMITTED, PUT, SECRET, page_bytes
from tests.rigs.power_cut.disks import Disk, without
from tests.rigs.power_cut.records import Record

STEPS = 40
FEW, MANY = 40, 1000
CUTS_UNTIL_A_DEFECT_SHOWS = 400


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> list[Record]:
    """Everything that a program did to its disk in a day."""
    folder = tmp_path_factory.mktemp("day")
    records = folder / "records"
    (folder / "profile").mkdir()
    subprocess.run(
        [sys.executable, "-m", "tests.rigs.power_cut.day", folder / "profile", records, str(STEPS), "7"],
        check=True,
        cwd=Path(__file__).parents[2],
    )
    return msgspec.msgpack.decode(records.read_bytes(), type=list[Record])


@pytest.fixture
def desk() -> Iterator[Path]:
    """Where the disks lie that a cut left: in memory where there is such a place, as nobody cuts power here."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@dataclass(frozen=True)
class Found:
    """What a start after the cut found: how many steps, and what was lost of what had been told to be safe."""

    steps: int
    lost: tuple[str, ...]


def start_again(folder: Path, disk: Disk) -> Found:
    """Open store and vault, look for everything, and go on working."""
    lost: list[str] = []
    steps = 0
    try:
        vault = FileVault(folder / "vault", SECRET)
        lost += lost_files(vault, disk)
        with Store(folder / "store.db", SECRET) as store:
            steps = whole_steps(store)
            lost += half_steps(store, vault, steps)
            go_on(store, vault, steps)
    except (CounterError, ValueError) as error:
        lost.append(f"does not start or go on: {error}")
    told = max((int(promise.value) for promise in disk.promises if promise.what == COMMITTED), default=0)
    if steps < told:
        lost.append(f"steps {steps + 1} to {told}")
    return Found(steps, tuple(lost))


def lost_files(vault: FileVault, disk: Disk) -> list[str]:
    """Files that were promised and are not there, and files that are there and not whole."""
    promised = {promise.value for promise in disk.promises if promise.what == PUT}
    tried = {digest_of(page_bytes(step)) for step in range(STEPS)}
    lost: list[str] = []
    for digest in sorted(promised | tried):
        if not vault.has(digest):
            lost += [f"file {digest[:8]}"] if digest in promised else []
            continue
        try:
            vault.get(digest)
        except CounterError as error:
            lost.append(f"file {digest[:8]}: {error}")
    return lost


def whole_steps(store: Store) -> int:
    with store.open_work() as work:
        return int(work.observations.get("steps") or 0)


def half_steps(store: Store, vault: FileVault, steps: int) -> list[str]:
    """Rows of a transaction without the others, gaps in the chain, pages without bytes."""
    with store.open_work() as work:
        acts = list(work.acts.chain("dev-1", 1))
        unsent = len(work.acts.unsent(STEPS))
        pages = [page for step in range(STEPS) for page in work.pages.of_dossier(DossierId(f"d{step}"))]
    dossiers = [step for step in range(STEPS) if store.queries.dossier(DossierId(f"d{step}"))]
    wrong: list[str] = []
    if first_break(acts, after=new_life(1), device_id="dev-1") is not None:
        wrong.append("the chain of acts is broken")
    if not len(acts) == len(pages) == len(dossiers) == steps or unsent != min(steps, 1):
        wrong.append(f"half a step: {steps} {len(acts)} {len(pages)} {len(dossiers)} {unsent}")
    return wrong + [f"page {page.page_id}" for page in pages if not vault.has(page.raw)]


def go_on(store: Store, vault: FileVault, steps: int) -> None:
    """The next step of the same day."""
    acts = chain(*(received(f"H09.01-261123-{step:04d}") for step in range(steps + 1)))
    digest = vault.put(page_bytes(steps))
    with store.open_work() as work:
        work.acts.append(StoredAct(act=acts[steps], digest=act_digest(acts[steps]), own=True))
        work.commit()
    assert vault.get(digest) == page_bytes(steps)


def cut_often(records: Sequence[Record], cuts: int, folder: Path, *, seed: int = 1) -> list[Found]:
    """Cut power at so many moments, spread over the day."""
    chance = Random(seed)  # noqa: S311 - chance of a test
    moments = sorted(chance.randrange(1, len(records) + 1) for _ in range(cuts))
    disk = Disk()
    done = 0
    found: list[Found] = []
    for number, moment in enumerate(moments):
        for record in records[done:moment]:
            disk.follow(record)
        done = moment
        left = folder / f"cut-{number}"
        disk.cut(left, chance)
        found.append(start_again(left, disk))
        rmtree(left)
    return found


def test_the_day_has_everything_that_a_cut_could_hit(day: list[Record]) -> None:
    kinds = {type(record).__name__ for record in day}

    assert kinds == {
        "Create",
        "Write",
        "Truncate",
        "Sync",
        "Rename",
        "Unlink",
        "MakeFolder",
        "SyncFolder",
        "Promise",
    }


def test_what_was_told_to_be_safe_survives_a_cut(day: list[Record], desk: Path) -> None:
    found = cut_often(day, FEW, desk)

    assert [one.lost for one in found if one.lost] == []


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_thousand_cuts_lose_nothing(day: list[Record], desk: Path) -> None:
    found = cut_often(day, MANY, desk, seed=2)

    assert [one.lost for one in found if one.lost] == []
    assert len({one.steps for one in found}) > STEPS // 2


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("defect", ["vault file", "vault folder", "store log", "store file"])
def test_a_program_that_left_out_a_sync_would_be_caught(day: list[Record], desk: Path, defect: str) -> None:
    found = cut_often(without(day, defect), CUTS_UNTIL_A_DEFECT_SHOWS, desk)

    assert any(one.lost for one in found)
