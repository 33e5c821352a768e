"""Drivers that crash, hang, lie or print: the counter keeps what came before and says what happened."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from counter_app.domain.scanning import Device, PageScanned, ScanFinished, ScanStopped
from counter_app.scanner.drivers.setups import FolderSetup
from counter_app.scanner.session import Patience
from counter_app.scanner.supervisor import ScannerHub
from tests.rigs import scanners
from tests.rigs.scanners import ENVIRONMENT, SMALL, Loaded

BROKEN = "tests.rigs.broken_worker"
SHORT = Patience(silence_s=1.0)


@contextmanager
def broken_hub(breaks: str, loaded: Loaded, patience: Patience | None = None) -> Iterator[ScannerHub]:
    environment = {**ENVIRONMENT, "BREAKS": breaks}
    with ScannerHub(
        drivers=[loaded.setup], environment=environment, worker_module=BROKEN, patience=patience
    ) as hub:
        yield hub


@pytest.fixture
def feeder() -> Loaded:
    return scanners.simulated("page")


@pytest.mark.parametrize(
    "breaks",
    [
        "raises",
        "ends without a word",
        "segfaults",
        "counts wrong",
        "repeats a page",
        "half a page",
        "nonsense",
        "an endless line",
        "an impossible length",
        "a page without an image",
        "a path as media type",
    ],
)
def test_page_before_a_crash_or_a_lie_is_kept_and_nothing_after(breaks: str, feeder: Loaded) -> None:
    with broken_hub(breaks, feeder) as hub:
        events = scanners.scan(hub, feeder)

    end = scanners.last_of(events)
    assert [page.number for page in scanners.pages_of(events)] == [1]
    assert isinstance(end, ScanStopped)
    assert (end.code, end.page) == ("driver_crashed", 2)


def test_child_of_a_dead_worker_neither_hides_its_end_nor_lives_on(feeder: Loaded) -> None:
    """As some SANE backends do: the child keeps the worker's pipes open."""
    with broken_hub("leaves a child behind", feeder) as hub:
        events = hub.scan(feeder.device, SMALL, stop=threading.Event())
        next(events)
        second = next(events)
        assert isinstance(second, PageScanned)
        child = os.pidfd_open(int(second.origin))

        end = next(events)

        ended, _, _ = select.select([child], [], [], 20)
        os.close(child)
    assert isinstance(end, ScanStopped)
    assert (end.code, end.page) == ("driver_crashed", 3)
    assert ended


def test_log_of_a_crash_tells_where_it_was(feeder: Loaded) -> None:
    with broken_hub("segfaults", feeder) as hub:
        end = scanners.last_of(scanners.scan(hub, feeder))

    assert isinstance(end, ScanStopped)
    assert "Segmentation fault" in end.detail
    assert "broken_worker.py" in end.detail


def test_what_a_library_prints_is_no_message(feeder: Loaded) -> None:
    with broken_hub("prints", feeder) as hub:
        events = scanners.scan(hub, feeder)

    assert scanners.last_of(events) == ScanFinished(1)


@pytest.mark.parametrize("breaks", ["takes no end", "holds the interpreter"])
def test_driver_that_falls_silent_is_ended_and_reported(breaks: str, feeder: Loaded) -> None:
    with broken_hub(breaks, feeder, SHORT) as hub:
        events = scanners.scan(hub, feeder)

    end = scanners.last_of(events)
    assert len(scanners.pages_of(events)) == 1
    assert isinstance(end, ScanStopped)
    assert (end.code, end.page) == ("driver_hung", 2)


def test_clerk_who_thinks_about_a_page_is_no_hang(feeder: Loaded) -> None:
    # The first page is held for longer than the driver may be silent.
    thinks = threading.Event()

    with scanners.hub_of(feeder, patience=Patience(silence_s=1.0)) as hub:
        events = scanners.scan(hub, feeder, after_page={1: lambda: thinks.wait(1.5)})

    assert scanners.last_of(events) == ScanFinished(1)


def test_next_page_is_not_fetched_before_the_last_one_is_safe(tmp_path: Path) -> None:
    feeder = scanners.simulated("page", "page", state_folder=str(tmp_path))
    encrypts = threading.Event()
    fetched = []

    def look() -> None:
        encrypts.wait(0.3)
        (position,) = tmp_path.iterdir()
        fetched.append(position.read_text(encoding="ascii"))

    with scanners.hub_of(feeder) as hub:
        scanners.scan(hub, feeder, after_page={1: look, 2: look})

    assert fetched == ["1", "2"]


def test_driver_that_does_not_stop_when_asked_is_ended(feeder: Loaded) -> None:
    stop = threading.Event()

    with broken_hub("takes no end", feeder, Patience(stop_s=0.2)) as hub:
        events = scanners.scan(hub, feeder, stop=stop, after_page={1: stop.set})

    assert scanners.last_of(events) == ScanFinished(1, cancelled=True)


def test_scan_after_a_crash_works_without_further_ado() -> None:
    feeder = scanners.simulated("page", "crash")
    with scanners.hub_of(feeder) as hub:
        scanners.scan(hub, feeder)

        again = scanners.scan(hub, feeder)

    assert len(scanners.pages_of(again)) == 1


def test_driver_that_crashes_while_looking_does_not_hide_the_others(tmp_path: Path, feeder: Loaded) -> None:
    folder = scanners.watched_folder(tmp_path)
    environment = {**ENVIRONMENT, "PYTHONHOME": "/nowhere"}
    with ScannerHub(drivers=[folder.setup], environment=environment) as none_start:
        assert none_start.devices() == ()

    with broken_hub("while looking for devices", feeder) as hub:
        assert hub.devices() == ()

    with ScannerHub(drivers=[feeder.setup, folder.setup], environment=ENVIRONMENT) as hub:
        assert {device.driver for device in hub.devices()} == {"simulated", "folder"}


def test_worker_killed_while_it_waits_is_replaced(feeder: Loaded) -> None:
    with scanners.hub_of(feeder) as hub:
        hub.warm_up("simulated")
        (waiting,) = scanners.children_of(os.getpid())
        its_end = os.pidfd_open(waiting)
        os.kill(waiting, signal.SIGKILL)
        select.select([its_end], [], [])
        os.close(its_end)

        events = scanners.scan(hub, feeder)

    assert scanners.last_of(events) == ScanFinished(1)


def test_worker_killed_in_the_middle_of_a_scan_keeps_the_pages() -> None:
    feeder = scanners.simulated("page", "hang")
    with scanners.hub_of(feeder) as hub:

        def kill_worker() -> None:
            (worker,) = scanners.children_of(os.getpid())
            os.kill(worker, signal.SIGKILL)

        events = scanners.scan(hub, feeder, after_page={1: kill_worker})

    end = scanners.last_of(events)
    assert len(scanners.pages_of(events)) == 1
    assert isinstance(end, ScanStopped)
    assert end.code == "driver_crashed"


def test_no_process_is_left_when_the_hub_is_closed(feeder: Loaded) -> None:
    hub = scanners.hub_of(feeder)
    events = hub.scan(feeder.device, SMALL, stop=threading.Event())
    assert isinstance(next(events), PageScanned)

    hub.close()

    assert list(scanners.children_of(os.getpid())) == []
    assert isinstance(list(events)[-1], ScanStopped)


COUNTER = """
import sys, threading
from tests.rigs import scanners
from counter_app.scanner.supervisor import ScannerHub

feeder = scanners.simulated("page")
hub = ScannerHub(
    drivers=[feeder.setup],
    environment={**scanners.ENVIRONMENT, "BREAKS": sys.argv[1], "DEAD_MAN_S": "1"},
    worker_module="tests.rigs.broken_worker",
)
events = hub.scan(feeder.device, scanners.SMALL, stop=threading.Event())
next(events)
print(*scanners.children_of(__import__("os").getpid()), flush=True)
next(events)
"""


@pytest.mark.parametrize("breaks", ["takes no end", "holds the interpreter"])
def test_worker_dies_when_the_counter_is_killed(breaks: str) -> None:
    command = [sys.executable, "-c", COUNTER, breaks]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as counter:
        assert counter.stdout is not None
        worker = os.pidfd_open(int(counter.stdout.readline()))

        counter.kill()

        ended, _, _ = select.select([worker], [], [], 20)
        os.close(worker)
    assert ended


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have other means")
def test_what_decodes_strangers_files_speaks_to_nobody_starts_nothing_and_writes_nowhere_else(
    tmp_path: Path,
) -> None:
    folder, loot = tmp_path / "stick", tmp_path / "loot"
    folder.mkdir()
    setup = FolderSetup(folders=(str(folder),), taken_folder="da-quet")
    with socket.create_server(("127.0.0.1", 0)) as outside:
        way = {"LISTENS": str(outside.getsockname()[1]), "LOOT": str(loot), "BREAKS": "breaks out"}

        with ScannerHub(drivers=[setup], environment={**ENVIRONMENT, **way}, worker_module=BROKEN) as hub:
            device = Device("folder", str(folder), "stick")
            events = list(hub.scan(device, SMALL, stop=threading.Event()))

    assert isinstance(events[-1], ScanFinished), events[-1]
    assert not loot.exists()


def test_a_confined_folder_still_puts_its_files_aside(tmp_path: Path) -> None:
    (tmp_path / "scan.jpg").write_bytes(scanners.picture(1))
    setup = FolderSetup(folders=(str(tmp_path),), taken_folder="da-quet", quiet_s=0.05)

    with ScannerHub(drivers=[setup], environment=ENVIRONMENT) as hub:
        device = Device("folder", str(tmp_path), "stick")
        events = list(hub.scan(device, SMALL, stop=threading.Event()))

    assert isinstance(events[-1], ScanFinished), events[-1]
    assert [path.name for path in (tmp_path / "da-quet").iterdir()] == ["scan.jpg"]
