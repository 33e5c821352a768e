"""The licences of everything in the package, as texts that are installed beside the program."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from installer.packages import Package
from installer.product import ROOT

FOLDER: Final = "licences"
_MODELS_LICENCE: Final = """\
Tesseract's models vie.traineddata and osd.traineddata, as Debian distributes them (tessdata_fast 4.1.0).
Copyright The Tesseract authors. Licensed under the Apache License 2.0, whose text is in counter-app.txt.
"""
# The wheel of sqlcipher3 holds SQLCipher without its notice.
_SQLCIPHER: Final = Path(__file__).with_name("texts") / "sqlcipher.txt"


def write(tree: Path, packages: list[Package]) -> None:
    """Put the licences into the tree; the runtime has to be there."""
    folder = tree / FOLDER
    folder.mkdir()
    shutil.copy(ROOT / "LICENSE", folder / "counter-app.txt")
    shutil.move(tree / "runtime" / "LICENSE.txt", folder / "python.txt")
    shutil.copy(ROOT / "resources" / "fonts" / "OFL.txt", folder / "fonts.txt")
    (folder / "tesseract-models.txt").write_text(_MODELS_LICENCE, encoding="utf-8")
    shutil.copy(_SQLCIPHER, folder / "sqlcipher.txt")
    (folder / "third-party.txt").write_text(third_party(packages), encoding="utf-8")


def third_party(packages: list[Package]) -> str:
    """Every package with its licence and the full texts that came with it."""
    parts = []
    for package in sorted(packages, key=lambda one: one.name.lower()):
        title = f"{package.name} {package.version}"
        parts += ["=" * 100, f"{title}\n{package.licence or 'see below'}\n{package.home}".strip(), ""]
        for name, text in sorted(package.licence_texts.items()):
            parts += [f"--- {name} ---", text.strip(), ""]
    return "\n".join(parts) + "\n"
