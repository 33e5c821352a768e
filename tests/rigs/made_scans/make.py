"""Makes a set of scans with their truth: pages, blank backs, near-blank sides and ID cards.

    python -m tests.rigs.made_scans.make FOLDER [--seed 7] [--pages 20]

The folder gets a ``manifest.json``: ``pages`` (file, truth, dpi, level, rotation, skew), ``blank`` (file, kind:
only the kind ``blank`` is blank) and ``idcards`` (file, text in the code). Every person, number and address is
invented. The same seed gives the same set. The pipeline was developed with other seeds; nobody looked at single
pages of ``SEED``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from random import Random

from PIL import Image

from tests.rigs.made_scans.cards import card_scan
from tests.rigs.made_scans.papers import KINDS
from tests.rigs.made_scans.scanner import (
    FINER,
    Lie,
    pencil_note,
    printed,
    scanned,
    show_through,
    signature,
    stamp,
)
from tests.rigs.made_scans.sheet import FAMILIES, Sheet

SEED = 40_961
LEVELS = {"good": 0.0, "typ": 0.45, "bad": 1.0}
NOTES = ("page_number", "one_line", "stamp", "pencil")


def make_set(folder: Path, *, seed: int = SEED, pages: int = 20) -> Path:
    """Write the set and tell where its manifest is."""
    chance = Random(seed)  # noqa: S311 - the same set every time
    for name in ("pages", "truth", "blank", "idcards"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    told = {
        "pages": [_page(folder, number, chance) for number in range(pages)],
        "blank": [_side(folder, number, chance) for number in range(pages)],
        "idcards": [_card(folder, number, chance) for number in range(max(1, pages // 2))],
    }
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return manifest


def _filled_sheet(chance: Random, kind: str, dpi: int) -> Sheet:
    sheet = Sheet(chance.choice(FAMILIES), chance.choice((12.0, 12.5, 13.0, 13.5)), dpi * FINER)
    KINDS[kind](sheet, chance)
    return sheet


def _page(folder: Path, number: int, chance: Random) -> dict[str, object]:
    kind = list(KINDS)[number % len(KINDS)]
    level = ("good", "typ", "typ", "bad")[number // len(KINDS) % 4]
    dpi = 300 if number % 4 == 3 else 200
    turned = chance.choice((90, 180, 270)) if number % 3 == 1 else 0
    lie = Lie(round(chance.uniform(-3.5, 3.5), 2), turned, LEVELS[level], on_bed=chance.random() < 0.6)
    sheet = _filled_sheet(chance, kind, dpi)
    page = printed(sheet.image, chance, lie.worn)
    if level == "bad":
        show_through(page, _filled_sheet(chance, "notice", dpi).image, chance.uniform(0.06, 0.12))
    across = sheet.margin_mm[0] + 0.72 * sheet.width_mm
    if kind != "authorisation":
        stamp(page, chance, (across - 12, sheet.down - 16), sheet.dpi)
    signature(page, chance, (across - 18, sheet.down - 14), sheet.dpi)
    file, truth = f"pages/m{number:02d}_{dpi}.jpg", f"truth/m{number:02d}.txt"
    (folder / file).write_bytes(scanned(page, lie, chance, dpi=dpi, made_at=sheet.dpi))
    (folder / truth).write_text("\n".join(sheet.written) + "\n", encoding="utf-8")
    return {
        "file": file,
        "truth": truth,
        "template": kind,
        "level": level,
        "dpi": dpi,
        "skew_deg": lie.skew_deg,
        "rotation_deg": turned,
    }


def _side(folder: Path, number: int, chance: Random) -> dict[str, object]:
    """A blank back, every third one with as little on it as a side can have."""
    dpi, noted = 200, number % 3 == 2
    kind = NOTES[number // 3 % len(NOTES)] if noted else "blank"
    worn = chance.choice(list(LEVELS.values()))
    back = Image.new("L", _filled_sheet(chance, "notice", dpi).image.size, 255)
    sheet = Sheet(chance.choice(FAMILIES), 12.5, dpi * FINER)
    if kind == "page_number":
        sheet.put(str(chance.randint(2, 40)), 104, 282)
    elif kind == "one_line":
        sheet.put(f"Đã thu {100 + chance.randint(1, 800)} nghìn đồng", 40, 60)
    page = printed(sheet.image if noted else back, chance, min(worn, 0.5))
    if chance.random() < 0.6:
        show_through(
            page, _filled_sheet(chance, chance.choice(list(KINDS)), dpi).image, chance.uniform(0.05, 0.14)
        )
    if kind == "stamp":
        stamp(page, chance, (60, 80), sheet.dpi)
    elif kind == "pencil":
        pencil_note(page, chance, sheet.font("slanted", 3), sheet.dpi)
    lie = Lie(round(chance.uniform(-2, 2), 2), 0, worn, on_bed=chance.random() < 0.6)
    file = f"blank/{kind}{number:02d}_{dpi}.jpg"
    (folder / file).write_bytes(scanned(page, lie, chance, dpi=dpi, made_at=sheet.dpi))
    return {"file": file, "kind": kind, "worn": worn}


def _card(folder: Path, number: int, chance: Random) -> dict[str, object]:
    scan, text = card_scan(chance, 200)
    file = f"idcards/k{number:02d}_200.jpg"
    (folder / file).write_bytes(scan)
    return {"file": file, "qr_text": text, "dpi": 200}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--pages", type=int, default=20)
    chosen = parser.parse_args()
    print(make_set(chosen.folder, seed=chosen.seed, pages=chosen.pages))  # noqa: T201


if __name__ == "__main__":
    main()
