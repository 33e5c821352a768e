"""Time from the start of the process to a usable window, beside a bare PySide6 window.

``./dev bench window_start``. Both are whole processes, started in turn; processor time counts, so that other load
on the machine matters little.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BARE = """
import os
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
application = QApplication([])
application.setStyle("Fusion")
window = QMainWindow()
window.setCentralWidget(QLabel("Quầy một cửa"))
window.show()
application.processEvents()
os._exit(0)
"""
OURS = """
import os
from counter_app.settings import read_settings
from counter_app.commands.window import open_window
from counter_app.ui.application import Window, make_application
settings = read_settings()
application = make_application(settings.resources)
window = Window(settings.resources, settings.language, lambda: None)
window.main.show()
application.processEvents()
os._exit(0)
"""


def cpu_seconds(program: str, profile: str) -> float:
    """Processor time of one whole run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "COUNTER_APP_PROFILE": profile}  # noqa: TID251
    subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, check=True, stderr=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--runs", type=int, default=11)
    runs = reader.parse_args().runs
    with tempfile.TemporaryDirectory() as profile:
        pairs = [(cpu_seconds(BARE, profile), cpu_seconds(OURS, profile)) for _ in range(runs)]
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratios = sorted(mine / theirs for theirs, mine in pairs)
    print(json.dumps({"bare_s": bare, "ours_s": ours, "ratio": ours / bare, "ratios": ratios}, indent=2))


if __name__ == "__main__":
    main()
