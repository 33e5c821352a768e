"""Whatever a file holds, it gives pages or one of the known reasons why not."""

from __future__ import annotations

import logging
import random
from collections import Counter
from pathlib import Path

import pytest

from counter_app.domain.errors import CounterError
from counter_app.scanner.drivers.image_files import sheets_of
from tests.rigs import paper_files
from tests.rigs.paper_files import PdfPage, encoded, sheet

SCAN = encoded(sheet(1, (331, 468)))
SEEDS = {
    "PDF": paper_files.pdf([PdfPage(SCAN), PdfPage(SCAN, "BT /F1 48 Tf 50 700 Td (x) Tj ET")]),
    "TIFF": paper_files.tiff([sheet(1), sheet(2).convert("1"), sheet(3).convert("L")]),
    "TIFF with JPEG": paper_files.tiff([sheet(1), sheet(2)], compression="jpeg"),
    "TIFF of a fax": paper_files.tiff([sheet(1).convert("1")] * 2, compression="group4"),
    "TIFF with LZW": paper_files.tiff([sheet(1)] * 2, compression="tiff_lzw"),
    "HEIC": paper_files.HEIC,
    "PNG": encoded(sheet(1), "PNG"),
    "JPEG": SCAN,
    "WEBP": encoded(sheet(1), "WEBP"),
}
KNOWN = {"not_an_image", "truncated_image", "image_too_large", "file_locked"}
EXTREMES = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff")
HEAD = 600


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut out, repeated or cut off, mostly where the headers are."""
    content = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        place = chance.randrange(len(content) if chance.random() < 0.5 else min(len(content), HEAD))
        match chance.randrange(6):
            case 0 | 1:
                content[place] = chance.randrange(256)
            case 2:
                content[place : place + 4] = chance.choice(EXTREMES)
            case 3:
                del content[place : place + chance.randrange(1, 200)]
            case 4:
                content[place:place] = content[max(0, place - chance.randrange(300)) : place]
            case _:
                del content[place:]
        content = content or bytearray(b"x")
    return bytes(content)


def outcomes(kind: str, rounds: int, folder: Path) -> Counter[str]:
    chance = random.Random(kind)  # noqa: S311 - the same files in every run
    file = folder / "file"
    seen: Counter[str] = Counter()
    for _ in range(rounds):
        file.write_bytes(mutated(SEEDS[kind], chance))
        try:
            seen[f"{len(list(sheets_of(file, 100)))} pages"] += 1
        except CounterError as error:
            seen[error.code] += 1
    return seen


@pytest.fixture(autouse=True)
def quiet_pillow(caplog: pytest.LogCaptureFixture) -> None:
    """What Pillow logs about broken files is no news here."""
    caplog.set_level(logging.CRITICAL, logger="PIL")


@pytest.mark.filterwarnings("ignore")  # decoders warn about what is broken: that is what it is
@pytest.mark.parametrize("kind", SEEDS)
def test_broken_file_gives_pages_or_a_known_reason(kind: str, tmp_path: Path) -> None:
    seen = outcomes(kind, 60, tmp_path)

    reasons = {outcome for outcome in seen if "pages" not in outcome}
    assert reasons
    assert reasons <= KNOWN


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", SEEDS)
def test_thousands_of_broken_files_give_pages_or_a_known_reason(kind: str, tmp_path: Path) -> None:
    seen = outcomes(kind, 3000, tmp_path)

    assert {outcome for outcome in seen if "pages" not in outcome} <= KNOWN
