"""How well a set of scans was read: character errors, blank sides, codes, orientation."""

from __future__ import annotations

import subprocess
import unicodedata
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from counter_app.scanner.pages import PageReader
from tests.rigs.page_sets import PageSet, tessdata

MODES = ((), ("-layout",), ("-raw",))


def folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def accuracy(pages: PageSet, folder: Path) -> dict[str, float]:
    """Character error rates of the PDFs' text: one file a page, or ``all.pdf``."""
    rates = [_rates(pages, _texts(folder, len(pages.pages), mode)) for mode in MODES]
    return {
        "cer": round(min(in_order for in_order, _ in rates), 5),
        "cer_any_order": round(min(by_line for _, by_line in rates), 5),
    }


def _texts(folder: Path, count: int, mode: tuple[str, ...]) -> list[str]:
    whole = folder / "all.pdf"
    texts = []
    for number in range(count):
        file = whole if whole.exists() else folder / f"{number:03}.pdf"
        page = number + 1 if whole.exists() else 1
        command = ["pdftotext", *mode, "-f", str(page), "-l", str(page), file, "-"]
        texts.append(subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8"))
    return texts


def _rates(pages: PageSet, texts: list[str]) -> tuple[float, float]:
    in_order = by_line = length = 0
    for entry, text in zip(pages.pages, texts, strict=True):
        truth, read = folded(pages.truth(entry)), folded(text)
        in_order += Levenshtein.distance(truth, read)
        by_line += sum(infix_distance(folded(line), read) for line in pages.truth(entry).splitlines())
        length += len(truth)
    return in_order / length, by_line / length


def infix_distance(wanted: str, text: str) -> int:
    """The fewest edits that make some part of the text into what is wanted."""
    letters = np.array([ord(letter) for letter in text], dtype=np.int32)
    places = np.arange(len(letters) + 1)
    costs = np.zeros(len(letters) + 1, dtype=np.int32)
    for letter in wanted:
        following = costs + 1
        following[1:] = np.minimum(following[1:], costs[:-1] + (letters != ord(letter)))
        # A letter too many in the text costs one a step: the running minimum of cost less place.
        costs = np.minimum.accumulate(following - places) + places
    return int(costs.min())


def honesty(pages: PageSet) -> dict[str, object]:
    """What must be right on every page."""
    reader = PageReader(tessdata())
    told: dict[str, object] = {}
    sides = [(entry, reader.read(pages.image(entry), want_text=False).reading.blank) for entry in pages.blank]
    is_blank = [found for entry, found in sides if entry["kind"] == "blank"]
    told["blank_recall"] = round(sum(is_blank) / max(1, len(is_blank)), 3)
    read = [(entry, reader.read(pages.image(entry)).reading) for entry in pages.pages]
    told["sides_with_ink_called_blank"] = sum(found for entry, found in sides if entry["kind"] != "blank")
    told["sides_with_ink_called_blank"] += sum(reading.blank for _, reading in read)  # type: ignore[operator]
    right = [entry["rotation_deg"] == reading.rotation_deg for entry, reading in read]
    told["turned_right"] = round(sum(right) / len(right), 3)
    codes = [
        entry["qr_text"]
        in {code.text for code in reader.read(pages.image(entry), want_text=False).reading.barcodes}
        for entry in pages.cards
    ]
    told["cards_read"] = round(sum(codes) / max(1, len(codes)), 3)
    told["pages_with_findings"] = {
        entry["file"]: [finding.kind.value for finding in reading.findings]
        for entry, reading in read
        if reading.findings
    }
    return told
