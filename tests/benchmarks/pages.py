"""Measures pages from raw scan to searchable PDF/A, beside OCRmyPDF on the same pages in the same run.

    ./dev bench pages [--pages FOLDER] [--made 20] [--seed N] [--limit N] [--rounds 1] [--no-peer]

Two sets: the one in ``--pages`` (a ``manifest.json`` as ``tests/rigs/made_scans`` writes it), and one that is made
here from a seed that nobody developed with. Each round reads the pages of a set with two readers and writes a
PDF/A of each; then OCRmyPDF gets the same pages as one file and two jobs. So the load of other programs meets
both. *Accuracy* is measured on the text of the PDFs by poppler, in the mode that suits each program best: ``cer``
in the truth's order, ``cer_any_order`` line by line wherever a line stands. *Processor time* of the whole pipeline
is compared, page by page, with that of Tesseract alone on the cleaned page. Nobody is told how a page lay.

Prints one JSON object; the goals and whether they were met are at its end.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.rigs.made_scans.make import SEED, make_set
from tests.rigs.page_accuracy import accuracy, honesty
from tests.rigs.page_sets import PageSet, cost_over_engine, our_round, peer_round, summed

ROOT = Path(__file__).resolve().parents[2]
PEER = ROOT / "build" / "bench"
OPTIONS = ["-l", "vie", "--deskew", "--rotate-pages", "--rotate-pages-threshold", "2", "--clean"]
OPTIONS += ["--output-type", "pdfa"]


def measured(pages: PageSet, folder: Path, *, rounds: int, peer: Path | None) -> dict[str, object]:
    """Everything about one set."""
    ours, theirs = [], []
    for number in range(rounds):
        ours.append(our_round(pages, folder / f"ours{number}"))
        if peer is not None:
            theirs.append(peer_round(pages, folder / f"peer{number}", peer, OPTIONS))
    told: dict[str, object] = {"sides": len(pages.pages), "load_average": os.getloadavg()[0]}
    told["ours"] = {**summed(ours), **accuracy(pages, folder / "ours0")}
    if theirs:
        told["ocrmypdf"] = {**summed(theirs), **accuracy(pages, folder / "peer0")}
        told["times_as_many_sides"] = round(
            told["ours"]["sides_per_minute"] / told["ocrmypdf"]["sides_per_minute"], 2
        )
    told["cost_over_tesseract_alone"] = cost_over_engine(pages)
    return {**told, **honesty(pages)}


GOALS = {
    "times_as_many_sides": (6.0, True),
    "cost_over_tesseract_alone": (1.3, False),
    "ours.cer": (0.008, False),
    "ours.median_kb_at_200_dpi": (200.0, False),
    "blank_recall": (1.0, True),
    "sides_with_ink_called_blank": (0, False),
    "cards_read": (1.0, True),
    "turned_right": (1.0, True),
}


def judged(told: dict[str, object]) -> dict[str, str]:
    """Each goal, what was reached, and whether that is enough."""
    verdicts = {}
    for name, (goal, at_least) in GOALS.items():
        value: object = told
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if isinstance(value, int | float):
            met = value >= goal if at_least else value <= goal
            verdicts[name] = (
                f"{value} ({'at least' if at_least else 'at most'} {goal}: {'met' if met else 'NOT met'})"
            )
    return verdicts


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, help="a folder with a manifest.json, measured besides the made set")
    parser.add_argument("--made", type=int, default=20, help="pages of the made set; 0 leaves it out")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--limit", type=int, help="only so many pages of each set")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--no-peer", action="store_true")
    chosen = parser.parse_args(arguments)
    peer = None if chosen.no_peer else peer_program()
    told: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as made:
        folders = {"given": chosen.pages} if chosen.pages else {}
        if chosen.made:
            folders["made"] = make_set(Path(made, "set"), seed=chosen.seed, pages=chosen.made).parent
        for name, folder in folders.items():
            pages = PageSet.in_folder(folder, chosen.limit)
            told[name] = measured(pages, Path(made, name), rounds=chosen.rounds, peer=peer)
    verdicts = {name: judged(about) for name, about in told.items()}
    print(json.dumps({**told, "goals": verdicts}, indent=2, ensure_ascii=False))


def peer_program() -> Path:
    """OCRmyPDF in the environment that `./dev bench pages` has made."""
    found = shutil.which("ocrmypdf", path=str(PEER / "bin"))
    if found is None:
        sys.exit("OCRmyPDF is missing: ./dev bench pages installs it.")
    return Path(found)


if __name__ == "__main__":
    main(sys.argv[1:])
