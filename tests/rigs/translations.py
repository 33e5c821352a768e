"""Brings the translation files up to date: ``python -m tests.rigs.translations``.

Texts that are new stand in ``counter_en.ts`` as unfinished; write them there (or with Linguist) and run it once
more to compile. Vietnamese is the source and needs no file.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "i18n"
TS, QM = FOLDER / "counter_en.ts", FOLDER / "counter_en.qm"
TOOLS = Path(sys.executable).parent


def sources() -> list[str]:
    """The modules whose texts people read."""
    modules = [*(ROOT / "counter_app" / "ui").rglob("*.py"), ROOT / "counter_app" / "commands" / "window_parts.py"]
    return sorted(map(str, modules))


def collect(into: Path) -> None:
    """Every text of the window into this file; what is translated there stays."""
    command = [str(TOOLS / "pyside6-lupdate"), *sources(), "-ts", str(into), "-locations", "none", "-silent"]
    command += ["-no-obsolete", "-source-language", "vi", "-target-language", "en"]
    # An almost equal text gets no translation of another: a person writes each.
    command += ["-disable-heuristic", "similartext", "-tr-function-alias", "QT_TRANSLATE_NOOP+=words"]
    subprocess.run(command, check=True)


def finish(file: Path) -> None:
    """Take the mark "unfinished" off what has its English: the tool sets it on a text that stands elsewhere."""
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'<translation type="unfinished">(?!<)', "<translation>", text), encoding="utf-8")


def compile_to(qm: Path) -> None:
    """The compiled form of the translation file."""
    subprocess.run([str(TOOLS / "pyside6-lrelease"), "-silent", str(TS), "-qm", str(qm)], check=True)


def messages(file: Path) -> dict[tuple[str, str], str]:
    """Context and source of every text -> its translation, empty where there is none."""
    found = {}
    for context in ET.parse(file).getroot().findall("context"):  # noqa: S314 - our own file
        for message in context.findall("message"):
            name = (context.findtext("name") or "", message.findtext("source") or "")
            found[name] = message.findtext("translation") or ""
    return found


if __name__ == "__main__":
    collect(TS)
    finish(TS)
    compile_to(QM)
    for (context, source), english in messages(TS).items():
        if not english:
            sys.stdout.write(f"{context}: {source}\n")
