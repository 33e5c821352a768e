"""From one scan to the signed file: where its text stands, how large it is, what validators say of it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from counter_app.documents.pdf import write_paper
from counter_app.documents.signatures import FIELD, PadesSigner
from counter_app.documents.signing_keys import PfxKey
from counter_app.domain.pages import ReadPage
from counter_app.domain.paper_files import PaperPage
from counter_app.scanner.pages import PageReader
from counter_app.settings import find_tessdata
from tests.rigs import pdf_eyes, sample_pages
from tests.rigs.preflight.validator import Preflight
from tests.rigs.training import CLERK, PASSPHRASE, TYPEFACE, training_key

SCAN = Path(__file__).parents[1] / "data" / "pages" / "form_on_bed.jpg"
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)</word>')
DPI = 200
Boxes = list[tuple[float, float, float, float]]


@pytest.fixture(scope="module")
def read() -> ReadPage:
    tessdata = find_tessdata({})
    assert tessdata is not None, "The Vietnamese model is missing: ./dev test installs it."
    return PageReader(tessdata).read(SCAN.read_bytes())


@pytest.fixture(scope="module")
def paper(read: ReadPage) -> bytes:
    return write_paper([PaperPage(jpeg=read.cleaned, reading=read.reading)], sample_pages.description())


@pytest.fixture(scope="module")
def signed(read: ReadPage, paper: bytes) -> bytes:
    signer = PadesSigner(PfxKey(training_key().pfx, PASSPHRASE), TYPEFACE)
    return signer.sign_paper(paper, name=CLERK, when=sample_pages.SCANNED_AT, page_lines=read.reading.lines)


def word_boxes(pdf: bytes) -> Boxes:
    """Where a reader finds words, in points from the top left."""
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, check=True, capture_output=True).stdout
    return [tuple(map(float, found.groups()[:4])) for found in WORD.finditer(told.decode())]  # type: ignore[misc]


def ink_below(pdf: bytes, boxes: Boxes, *, down_pt: float = 0.0) -> list[float]:
    """How much of each box is ink, the boxes moved down by so much."""
    ink = np.asarray(pdf_eyes.picture_of(pdf, dpi=DPI)) < 128
    shares = []
    for box in boxes:
        left, top, right, bottom = (round(edge * DPI / 72) for edge in box)
        shift = round(down_pt * DPI / 72)
        area = ink[top + shift : bottom + shift, left:right]
        shares.append(float(area.mean()) if area.size else 0.0)
    return shares


def test_words_are_selected_where_their_ink_is(paper: bytes) -> None:
    boxes = word_boxes(paper)

    there, half_a_line_lower = ink_below(paper, boxes), ink_below(paper, boxes, down_pt=10)

    assert len(boxes) > 150
    assert np.mean([share > 0.04 for share in there]) > 0.98
    assert np.mean(there) > 1.8 * np.mean(half_a_line_lower)


def test_words_are_as_wide_as_their_ink(read: ReadPage, paper: bytes) -> None:
    words = [word for line in read.reading.lines for word in line.words]
    boxes = word_boxes(paper)

    widths = sorted(right - left for left, _, right, _ in boxes)
    wanted = sorted(word.box.width * 72 / DPI for word in words)
    assert len(widths) == len(wanted)
    assert np.allclose(widths, wanted, atol=1.0)


def test_printed_at_100_percent_the_page_is_as_large_as_the_paper(paper: bytes) -> None:
    facts = subprocess.run(["pdfinfo", "-"], input=paper, check=True, capture_output=True).stdout.decode()

    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+) pts", facts)
    assert size is not None
    assert float(size[1]) == pytest.approx(210 / 25.4 * 72, rel=0.01)
    assert float(size[2]) == pytest.approx(297 / 25.4 * 72, rel=0.01)
    assert re.search(r"PDF version:\s+1\.4", facts)


def test_the_file_is_pdfa_1b_by_preflight_before_and_after_signing(
    paper: bytes, signed: bytes, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name, content in (("paper.pdf", paper), ("signed.pdf", signed)):
        (tmp_path / name).write_bytes(content)

    complaints = Preflight(tmp_path_factory.mktemp("preflight")).complaints(*sorted(tmp_path.glob("*.pdf")))

    assert complaints == []


def test_the_clerks_mark_covers_no_word_and_leaves_the_top_right_to_the_agency(
    paper: bytes, signed: bytes, tmp_path: Path
) -> None:
    (tmp_path / "signed.pdf").write_bytes(signed)
    with pikepdf.open(tmp_path / "signed.pdf") as opened:
        page = opened.pages[0]
        field = next(note for note in page.Annots if str(note.get("/T", "")) == FIELD)
        left, bottom, right, top = (float(edge) for edge in field.Rect)
        width, height = (float(edge) for edge in list(page.MediaBox)[2:])

    overlapping = [
        box
        for box in word_boxes(paper)
        if box[0] < right and box[2] > left and box[1] < height - bottom and box[3] > height - top
    ]
    assert overlapping == []
    assert right < 0.6 * width
    assert bottom > height / 2
