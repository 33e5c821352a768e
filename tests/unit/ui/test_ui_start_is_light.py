"""What is loaded before the sign-in screen is on the screen: nothing that somebody would have to wait for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

STARTED = """
import json, sys
from counter_app.commands.window import open_window
from counter_app.settings import read_settings
from counter_app.ui.application import Window, make_application
settings = read_settings({}, machine={})
application = make_application(settings.resources)
window = Window(settings.resources, settings.language, lambda: None)
window.main.show()
application.processEvents()
print(json.dumps([window.main.isVisible(), sorted(sys.modules)]), flush=True)
import os
os._exit(0)
"""

HEAVY = (
    "argon2",
    "alembic",
    "counter_app.bootstrap",
    "counter_app.commands.window_parts",
    "counter_app.db",
    "counter_app.documents",
    "counter_app.scanner",
    "counter_app.sync",
    "counter_app.ui.views.rail",
    "counter_app.ui.wiring",
    "cryptography",
    "cv2",
    "lxml",
    "msgspec",
    "numpy",
    "openpyxl",
    "PIL",
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
    "pyhanko",
    "reportlab",
    "requests",
    "sqlalchemy",
    "sqlcipher3",
    "tesserocr",
    "zxingcpp",
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The modules of a process whose sign-in screen takes what is typed."""
    done = subprocess.run(
        [sys.executable, "-c", STARTED],
        cwd=ROOT,
        env={
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
            "HOME": str(tmp_path_factory.mktemp("home")),
        },
        check=True,
        capture_output=True,
        text=True,
    )
    is_visible, modules = json.loads(done.stdout)
    assert is_visible
    return frozenset(modules)


@pytest.mark.parametrize("name", HEAVY)
def test_the_sign_in_screen_is_there_before_this_is_loaded(loaded: frozenset[str], name: str) -> None:
    assert not {module for module in loaded if module == name or module.startswith(f"{name}.")}


def test_few_modules_of_ours_stand_between_a_click_and_the_sign_in_screen(loaded: frozenset[str]) -> None:
    ours = {module for module in loaded if module.startswith("counter_app.")}

    assert "counter_app.ui.views.sign_in" in ours
    assert len(ours) < 50


OPENED = """
import json, sys
from counter_app.bootstrap import open_counter
from counter_app.commands.window_parts import opened_parts
from counter_app.settings import read_settings
told = {"COUNTER_APP_PROFILE": sys.argv[1], "COUNTER_APP_KEY_HOME": "file"}
counter = open_counter(read_settings(told, machine={}))
parts = opened_parts(counter)
counter.close()
print(json.dumps(sorted(sys.modules)), flush=True)
"""


@pytest.mark.parametrize("name", ["pyhanko", "reportlab", "openpyxl", "cv2", "numpy", "sqlalchemy", "lxml"])
def test_a_clerk_signs_in_before_what_signs_and_prints_is_loaded(opened: frozenset[str], name: str) -> None:
    assert not {module for module in opened if module == name or module.startswith(f"{name}.")}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The modules of a process whose store is open and whose screens are joined to it."""
    folder = tmp_path_factory.mktemp("opened")
    arguments = [sys.executable, "-c", OPENED, str(folder / "counter")]
    environment = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "HOME": str(folder)}
    done = subprocess.run(arguments, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    modules = frozenset(json.loads(done.stdout))
    assert "counter_app.db.store" in modules
    return modules
