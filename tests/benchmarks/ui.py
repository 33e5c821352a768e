"""Measures the window: start beside a bare PySide6 window, search as you type, stalls of the event loop.

    ./dev bench ui [FOLDER] [--dossiers 100000] [--runs 9] [--seconds 60] [--only start,search,stall]

A folder without a store is filled first (``store_fill``), ten acts a dossier. *Start*: whole processes in turn,
ours on that store; ``shown`` is the window on the screen taking what is typed, ``ready`` the store opened behind
it and every screen joined to it, ``day`` a clerk signed in and the first queue on the screen. Modules are
compiled, as where the program is installed. Processor time counts, so that other load matters little; wall time
stands beside it. *Search*: every letter of several texts, ours and the bare FTS5 query in turn. *Stall*: a scanner
that gives a page every half second, two readers and the link to a province of its own all at work, while a beat of
5 ms runs in the window's loop; the same beat runs in a bare window at the same time and tells what of it is the
machine's. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import base64
import dataclasses
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.store_fill import SECRET, Size, fill

if TYPE_CHECKING:
    from counter_app.scanner.supervisor import ScannerHub
    from counter_app.ui.application import Window

ROOT = Path(__file__).resolve().parents[2]
BEAT_MS = 5
LONG_MS = 16
PAGE_EVERY_S = 0.5

BARE = """
import os, time
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
application = QApplication([])
application.setStyle("Fusion")
window = QMainWindow()
window.setCentralWidget(QLabel("Quầy một cửa"))
window.show()
application.processEvents()
print("shown", time.process_time(), time.time(), flush=True)
os._exit(0)
"""

OURS = """
import os, time
from PySide6.QtCore import QEventLoop
from counter_app.settings import read_settings
from counter_app.ui.application import Window, make_application
settings = read_settings()

def opening():
    from counter_app.bootstrap import open_counter
    from counter_app.commands.window_parts import opened_parts
    from dataclasses import replace
    return replace(opened_parts(open_counter(settings)), started=lambda: None)

def said(name):
    print(name, time.process_time(), time.time(), flush=True)

application = make_application(settings.resources)
window = Window(settings.resources, settings.language, opening)
window.show()
application.processEvents()
said("shown")
# Whatever ends the wait comes as an event of this loop.
while window._parts is None or not window.tasks.is_idle:
    application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
said("ready")
from counter_app.services.ports import Session
from counter_app.domain.ids import UnitCode
window.sit_down(Session("clerk-lan", "lan", "Lan", UnitCode("H09.01"), "W1", frozenset({"clerk"}), False,
                        window._parts.now()))
while not window.tasks.is_idle:
    application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
application.processEvents()
said("day")
os._exit(0)
"""

BEATING = """
import json, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from tests.benchmarks.ui import Beat
application = QApplication([])
label = QLabel("Quầy một cửa")
label.show()
beat = Beat()
QTimer.singleShot(int(float(sys.argv[1]) * 1000), application.quit)
application.exec()
print(json.dumps(beat.told()))
"""


class Beat:
    """A beat in the event loop of this thread; remembers how late each one came."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer  # noqa: PLC0415 - the other parts need no Qt

        self.late_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, (now - self._last) * 1000 - BEAT_MS))
        self._last = now

    def told(self) -> dict[str, float]:
        """How late the beats were."""
        late = sorted(self.late_ms)
        return {
            "beats": len(late),
            "longest_ms": round(late[-1], 1),
            "p99_ms": round(late[len(late) * 99 // 100], 1),
            "median_ms": round(statistics.median(late), 2),
            "share_over_16_ms": round(sum(one > LONG_MS for one in late) / len(late), 5),
        }


def environment(profile: Path) -> dict[str, str]:
    """As the program is installed: its modules compiled, whatever this shell says about that."""
    told = {
        **os.environ,  # noqa: TID251 - a program of its own
        "QT_QPA_PLATFORM": "offscreen",
        "COUNTER_APP_PROFILE": str(profile),
        "COUNTER_APP_KEY_HOME": "file",
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(profile / "compiled"),
    }
    told.pop("PYTHONDONTWRITEBYTECODE", None)
    return told


def marks(program: str, profile: Path) -> dict[str, tuple[float, float]]:
    """Processor and wall time since the start of the process, by mark."""
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment(profile),
        check=True,
        capture_output=True,
        text=True,
    )
    found = {}
    for line in done.stdout.splitlines():
        name, processor, at = line.split()
        found[name] = (float(processor), float(at) - began)
    return found


def start(profile: Path, runs: int) -> dict[str, object]:
    for program in (BARE, OURS):
        # Whatever is compiled at a first start, and read from the disk for the first time, is so from now on.
        marks(program, profile)
    pairs = [(marks(BARE, profile), marks(OURS, profile)) for _ in range(runs)]
    told: dict[str, object] = {}
    for kind, place in (("cpu", 0), ("wall", 1)):
        bare = [before["shown"][place] for before, _ in pairs]
        told[f"bare_{kind}_s"] = round(statistics.median(bare), 3)
        for mark in ("shown", "ready", "day"):
            ours = [after[mark][place] for _, after in pairs]
            told[f"{mark}_{kind}_s"] = round(statistics.median(ours), 3)
            ratios = [one / other for one, other in zip(ours, bare, strict=True)]
            told[f"{mark}_{kind}_ratio"] = round(statistics.median(ratios), 2)
    return told


def search(path: Path, rounds: int) -> dict[str, object]:
    from counter_app.db.store import Store  # noqa: PLC0415 - only this part opens the store here
    from tests.benchmarks.store import TYPED, typing  # noqa: PLC0415 - as above

    with Store(path, SECRET) as store:
        return typing(store, path, TYPED, rounds)


def stall(folder: Path, seconds: float) -> dict[str, object]:
    """The window at work: scanning, reading and sending, with a beat in its loop."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # noqa: TID251 - read by Qt when it starts
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - only this part needs Qt here
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - as above

    from counter_app.ui.presenters.places import Place  # noqa: PLC0415 - as above
    from counter_app.ui.views.capture import CaptureView  # noqa: PLC0415 - as above

    with window_at_work(folder) as window:
        window.go_to(Place.CAPTURE)
        settle(window)
        view = window.view_of(Place.CAPTURE)
        assert isinstance(view, CaptureView)
        view.scan_wanted.emit()
        beat = Beat()
        control = subprocess.Popen(
            [sys.executable, "-c", BEATING, str(seconds)],
            cwd=ROOT,
            env=environment(folder),
            stdout=subprocess.PIPE,
            text=True,
        )
        QTimer.singleShot(int(seconds * 1000), QApplication.quit)
        QApplication.exec()
        told = beat.told()
        done = pages_of(window)
        view.stop_wanted.emit()
        settle(window)
        out, _ = control.communicate()
    return {"seconds": seconds, **done, "window": told, "bare_window": json.loads(out)}


def pages_of(window: Window) -> dict[str, int]:
    """How many pages of the dossier in work are here, and how many of them were read."""
    dossier_id, parts = window.desk.dossier_id, window._opened.result()
    assert dossier_id is not None
    pages = parts.capture.facts(dossier_id).pages
    return {"pages": len(pages), "pages_read": sum(page.reading is not None for page in pages)}


def settle(window: Window) -> None:
    """Let the window take in every answer that is on its way; each comes as an event of its loop."""
    from PySide6.QtCore import QEventLoop  # noqa: PLC0415 - only this part needs Qt
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - as above

    QApplication.processEvents()
    while not window.tasks.is_idle:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


@contextmanager
def window_at_work(folder: Path) -> Iterator[Window]:
    """The real window of an enrolled counter, a clerk signed in and a dossier taken up; its scanner is paced."""
    from counter_app.bootstrap import open_counter  # noqa: PLC0415 - only this part
    from counter_app.commands.demo import demo_settings  # noqa: PLC0415 - as above
    from counter_app.commands.province import DemoProvince  # noqa: PLC0415 - as above
    from counter_app.commands.window_parts import opened_parts  # noqa: PLC0415 - as above
    from counter_app.contract.acts import Applicant  # noqa: PLC0415 - as above
    from counter_app.scanners import worker_environment  # noqa: PLC0415 - only this part
    from counter_app.services.register import Intake  # noqa: PLC0415 - as above
    from counter_app.ui.application import Window, make_application  # noqa: PLC0415 - as above

    make_application(ROOT / "resources")
    with DemoProvince(folder / "province", ROOT / "resources", worker_environment(), process=False) as province:
        settings = dataclasses.replace(
            demo_settings(folder, province.url), enrol_code=province.enrol_code, key_home="file"
        )
        counter = open_counter(settings)
        counter.__dict__["scanner"] = paced_scanner(folder / "sheets")
        parts = opened_parts(counter)
        person = province.told().staff[0]
        window = Window(settings.resources, "vi", lambda: parts)
        window.show()
        settle(window)
        session = parts.sign_in(person.login, person.password)
        procedure = next(one for one in parts.intake.procedures() if one.code == "1.001193")
        dossier_id = counter.register.begin()
        intake = Intake(
            applicant=Applicant(name="Nguyễn Thị Ánh"), procedure=procedure.code, case=procedure.cases[0].code
        )
        counter.register(dossier_id, intake, session)
        window.sit_down(session)
        window.desk.take_up(dossier_id)
        settle(window)
        try:
            yield window
        finally:
            window.close()
            counter.close()


def paced_scanner(sheets: Path) -> ScannerHub:
    """A scanner that gives a page of 300 dpi every ``PAGE_EVERY_S``."""
    from counter_app.scanner.drivers.setups import SimulatedSetup  # noqa: PLC0415 - as above
    from counter_app.scanner.supervisor import ScannerHub  # noqa: PLC0415 - as above
    from counter_app.scanners import worker_environment  # noqa: PLC0415 - only this part
    from tests.benchmarks.capture import make_sheets  # noqa: PLC0415 - as above

    sheets.mkdir()
    make_sheets(sheets)
    environment = {**worker_environment(), "PACED_SHEETS": str(sheets), "PACED_S": str(PAGE_EVERY_S)}
    return ScannerHub(drivers=[SimulatedSetup()], environment=environment, worker_module="tests.rigs.paced_worker")


def profile_with_store(folder: Path, dossiers: int) -> Path:
    """A profile whose store was filled and whose keys open it."""
    if not (folder / "store.db").exists():
        folder.mkdir(parents=True, exist_ok=True)
        fill(folder, Size(dossiers))
    keys = folder / "keys.json"
    if not keys.exists():
        seed = base64.b64encode(bytes(32)).decode("ascii")
        keys.write_text(json.dumps({"store": base64.b64encode(SECRET).decode("ascii"), "device": seed}))
    return folder


def main(arguments: Sequence[str] | None = None) -> None:
    reader = argparse.ArgumentParser(prog="./dev bench ui", description=__doc__)
    reader.add_argument("folder", type=Path, nargs="?", help="where the store is or is to be made")
    reader.add_argument("--dossiers", type=int, default=100_000)
    reader.add_argument("--runs", type=int, default=9)
    reader.add_argument("--seconds", type=float, default=60.0)
    reader.add_argument("--only", default="start,search,stall")
    given = reader.parse_args(arguments)
    wanted = given.only.split(",")
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as spare:
        if {"start", "search"} & set(wanted):
            profile = profile_with_store(given.folder or Path(spare) / "profile", given.dossiers)
            if "start" in wanted:
                figures["start"] = start(profile, given.runs)
            if "search" in wanted:
                figures["search"] = search(profile / "store.db", max(2, given.runs // 2))
        if "stall" in wanted:
            figures["stall"] = stall(Path(spare), given.seconds)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
