"""The window of the installed program: a clerk's keys, a TWAIN scanner, the province on the other side."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from counter_app.commands.province import DemoProvince
from counter_app.contract.moves import State
from installer.product import BUILD
from tests.rigs.windows_pc import WindowsPc
from tests.windows.conftest import PROGRAMS

WALK = Path(__file__).parents[1] / "rigs" / "window_walk.py"
STOPS = ("1-intake", "2-receipt", "3-pages", "4-review", "5-sealed", "6-sent")
SHEETS = 2
CONDITIONS = 2


@pytest.fixture
def walker(scanner: WindowsPc) -> str:
    """The script on the PC, Qt's module for tests beside it; paper in the virtual scanner."""
    (wheel,) = (BUILD / "packages").glob("pyside6_essentials-*.whl")
    folder = scanner.shared / "qt_test"
    folder.mkdir()
    with zipfile.ZipFile(wheel) as held:
        for name in ("QtTest.pyd", "Qt6Test.dll"):
            (folder / name).write_bytes(held.read(f"PySide6/{name}"))
    (scanner.drive / "virtual_scanner.txt").write_text(f"{SHEETS}", encoding="ascii")
    return scanner.take(WALK)


def test_a_clerk_takes_in_scans_checks_seals_and_sends_a_dossier_in_the_window(
    scanner: WindowsPc, walker: str, province: DemoProvince, pictures: Path
) -> None:
    clerk, window = province.told().staff[0], province.told().windows[2]
    told = [province.url, window.code, clerk.login, clerk.password, "Z:\\work\\walk"]
    settings = {"COUNTER_APP_PROFILE": "C:\\Hồ sơ một cửa\\quầy 3", "COUNTER_APP_TRAINING": ""}

    said = scanner.run([f"{PROGRAMS}\\runtime\\python.exe", walker, *told], settings=settings, timeout_s=900)

    line = next(line for line in said.splitlines() if line.startswith("RESULT "))
    held = json.loads(line.removeprefix("RESULT "))
    for stop in STOPS:
        shutil.copy(scanner.shared / "walk" / f"{stop}.png", pictures)
        with Image.open(pictures / f"{stop}.png") as picture:
            assert len(picture.convert("RGB").getcolors(maxcolors=1 << 24) or []) > 30
    assert held["platform"] == "windows"
    assert held["code"].startswith("H29.901-")
    assert (held["pages"] >= SHEETS, held["exceptions"], held["is_sent"]) == (True, CONDITIONS, True)
    assert held["state"] == State.SEALED
    assert (scanner.drive / "Hồ sơ một cửa" / "quầy 3" / "store.db").is_file()
