"""Leaves 33 MB of tables for every language of the world out of the package.

The wheel of the OCR engine brings ICU, which its engine is linked to and only its training tools use. The library
has to load, its data need not be there: ICU itself is built with an empty data library first. A DLL of the same
name with the same one export takes its place.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

from installer.launcher_build import SOURCES
from installer.toolbox import Toolbox

_DATA: Final = re.compile(r"icudt(\d+)-[0-9a-f]+\.dll")


def leave_out_icu_data(toolbox: Toolbox, folder: Path, packages: Path) -> None:
    """Replace the data library among these packages; ``folder`` lies below the toolbox's work.

    Raises:
        ValueError: there is not exactly one: the wheel is another.
    """
    (library,) = [path for path in (packages / "tesserocr.libs").iterdir() if _DATA.fullmatch(path.name)]
    version = re.sub(r"icudt(\d+)-.*", r"\1", library.name)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(SOURCES / "icu_stub.c", folder / "icu_stub.c")
    script = (
        f"cd {toolbox.inside(folder)} && x86_64-w64-mingw32-gcc -std=c11 -Os -s -Wall -Wextra -Werror -shared "
        f"-nostdlib -DICU_NAME=icudt{version}_dat -Wl,--no-insert-timestamp,--entry=0,--dynamicbase,--nxcompat "
        f"icu_stub.c -o {library.name}"
    )
    toolbox.run(["sh", "-c", script])
    shutil.copy(folder / library.name, library)
