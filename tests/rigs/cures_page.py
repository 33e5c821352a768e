"""Writes ``docs/cures.md``: ``python -m tests.rigs.cures_page``.

What a person reads is taken from the program, in both languages; what stands in ``tests/rigs/cures`` is when it
happens, what cures it, who may do that, and the test that does it. A test sees to it that the page is this one,
that nothing is missing and that every test it names is there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from counter_app.ui.problems import listed_words
from counter_app.ui.words import Words, spoken
from tests.rigs.cures.acts import ACTS
from tests.rigs.cures.line import LINK
from tests.rigs.cures.row import Row
from tests.rigs.cures.windows import WINDOWS

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = ROOT / "docs" / "cures.md"
ENGLISH: Final = ROOT / "resources" / "i18n" / "counter_en.ts"
WHOLE_WAY: Final = "test_cured_"

PARTS: Final = (
    ("Acts that the province did not take", ACTS),
    ("What a window gets into", WINDOWS),
    ("The line, and who answers on it", LINK),
)

HEAD: Final = """# What goes wrong, what a person reads, and what cures it

Every problem of the contract, every entry of the list "Cần xử lý", and the states of a window that need somebody.
The tests `tests/integration/test_cured_*.py` take the ones marked ● the whole way: a real window and a real
province, the trouble as it arises, the button pressed in the list's presenter, and afterwards the judge of the
storms (`tests/rigs/agreement.py`) with nothing to say. Those marked ○ are tried in the test that is named, part of
the way. This page is made by `python -m tests.rigs.cures_page`.

Clerk and supervisor see the same list, that of the PC at which they sit; the supervisor may do what the clerk may
not. What was turned down at another PC is listed and cured at that PC; the province tells the other windows of the
unit, and there the supervisor reads it in "Toàn chi nhánh", side "Bị trả lại": which dossier, what was done and by
whom, why it was not taken, since when, and the buttons that the list of that PC offers; a dossier that another
unit has is taken back from there. The entry is gone as soon as it is cured, or once the supervisor presses "Đã xử
lý xong"; the list of that PC keeps its own then. `test_told_supervisor.py` takes it the whole way.
"""


def english() -> dict[str, str]:
    """The English of every text, by its Vietnamese."""
    found = {}
    for message in ET.parse(ENGLISH).getroot().iter("message"):  # noqa: S314 - our own file
        found[message.findtext("source") or ""] = message.findtext("translation") or ""
    return found


def said(row: Row) -> Words:
    """What a person reads."""
    facts = {"kind": "dossier_sealed"} if row.of_act else {}
    return listed_words(row.code, facts, lambda unit: unit)


def page() -> str:
    """The whole page."""
    translated = english()
    places = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    parts = [HEAD]
    for title, rows in PARTS:
        parts.append(f"## {title}\n")
        parts.append("| code | when | what a person reads | cure | who | test |\n|---|---|---|---|---|---|")
        for row in rows:
            text = said(row)
            vietnamese, other = str(text), spoken(text, lambda _context, source: translated.get(source, source))
            tests = "<br>".join(f"{_mark(name, places)} `{name}`" for name in row.tests)
            parts.append(
                f"| `{row.code}` | {row.when} | {vietnamese}<br>*{other}* | {row.cure} | {row.who} | {tests} |"
            )
        parts.append("")
    return "\n".join(parts)


def home_of(test: str, places: dict[str, str]) -> str:
    """The file in which a test of this name stands; empty where there is none."""
    return next((file for file, text in sorted(places.items()) if f"def {test}(" in text), "")


def _mark(test: str, places: dict[str, str]) -> str:
    return "●" if home_of(test, places).startswith(WHOLE_WAY) else "○"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
