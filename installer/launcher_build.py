"""Our own programs for Windows, compiled with mingw-w64, the same bytes each time: launchers and the removal."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from installer.product import EPOCH, MAKER, NAME, VERSION
from installer.toolbox import Toolbox

SOURCES: Final = Path(__file__).with_name("launcher")
WITH_WINDOW: Final = "CounterApp.exe"
COMMAND_LINE: Final = "CounterAppCmd.exe"
REMOVAL: Final = "removal.dll"
_ICON_SIZES: Final = (16, 20, 24, 32, 48, 64, 256)
_BLUE, _WHITE, _RED = "#1d4f91", "#ffffff", "#c8322b"


def build_launchers(toolbox: Toolbox, folder: Path, target: Path) -> None:
    """Put both launchers into ``target``; ``folder`` is for what lies in between, below the toolbox's work."""
    folder.mkdir(parents=True, exist_ok=True)
    target.mkdir(parents=True, exist_ok=True)
    for name in ("launcher.c", "launcher.manifest"):
        shutil.copy(SOURCES / name, folder / name)
    (folder / "app.ico").write_bytes(icon())
    for name, mode, defined in ((WITH_WINDOW, "-mwindows", "-DWITH_WINDOW"), (COMMAND_LINE, "-mconsole", "")):
        (folder / "launcher.rc").write_text(resource_script(name), encoding="ascii")
        script = (
            f"cd {toolbox.inside(folder)} && x86_64-w64-mingw32-windres launcher.rc launcher.o && "
            f"x86_64-w64-mingw32-gcc -std=c11 -Os -s -Wall -Wextra -Werror -municode {mode} {defined} "
            "-fstack-protector-strong -Wl,--no-insert-timestamp,--dynamicbase,--nxcompat,--high-entropy-va "
            f"-static launcher.c launcher.o -o {name}"
        )
        toolbox.run(["sh", "-c", script], settings={"SOURCE_DATE_EPOCH": str(EPOCH)})
        shutil.copy(folder / name, target / name)


def build_removal(toolbox: Toolbox, folder: Path) -> Path:
    """The library that the installer asks when the program is removed; it stays in ``folder``."""
    for name, defined in (("removal.c", ""), ("launcher.rc", resource_script(REMOVAL))):
        (folder / name).write_text(defined or (SOURCES / name).read_text(encoding="utf-8"), encoding="utf-8")
    script = (
        f"cd {toolbox.inside(folder)} && x86_64-w64-mingw32-windres launcher.rc removal.o && "
        "x86_64-w64-mingw32-gcc -std=c11 -Os -s -Wall -Wextra -Werror -shared -fstack-protector-strong "
        "-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat,--high-entropy-va "
        f"-static removal.c removal.o -lmsi -o {REMOVAL}"
    )
    toolbox.run(["sh", "-c", script], settings={"SOURCE_DATE_EPOCH": str(EPOCH)})
    return folder / REMOVAL


def resource_script(file: str) -> str:
    """The version resource that Windows shows for a file and that installers compare."""
    script = (SOURCES / "launcher.rc.in").read_text(encoding="ascii")
    facts = {"COMMAS": VERSION.replace(".", ","), "VERSION": VERSION, "MAKER": MAKER, "NAME": NAME, "FILE": file}
    for name, value in facts.items():
        script = script.replace(f"@{name}@", value)
    return script


def icon() -> bytes:
    """A sheet with lines and a red seal on blue, drawn large and made smaller."""
    side = 1024
    picture = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((32, 32, side - 32, side - 32), radius=200, fill=_BLUE)
    pen.rounded_rectangle((288, 176, 736, 848), radius=48, fill=_WHITE)
    for top in (304, 416, 528):
        pen.rounded_rectangle((368, top, 656, top + 48), radius=24, fill=_BLUE)
    pen.ellipse((528, 608, 768, 848), fill=_RED)
    file = io.BytesIO()
    sizes = [(size, size) for size in _ICON_SIZES]
    picture.save(file, "ICO", sizes=sizes)
    return file.getvalue()
