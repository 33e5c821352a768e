"""Programs that are not ours judge the paper's file: PDFBox Preflight, pdftotext, pdfinfo, pdffonts."""

from __future__ import annotations

import subprocess
import unicodedata
from pathlib import Path

import pytest

from counter_app.documents.forms.printer import FormPrinter
from counter_app.documents.pdf import write_paper
from tests.rigs import sample_pages, sample_slips
from tests.rigs.preflight.validator import Preflight


@pytest.fixture(scope="module")
def preflight(tmp_path_factory: pytest.TempPathFactory) -> Preflight:
    return Preflight(tmp_path_factory.mktemp("preflight"))


def _told(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_papers_are_pdfa_1b_by_preflight(preflight: Preflight, tmp_path: Path) -> None:
    grey = sample_pages.page(image=sample_pages.jpeg(mode="L", colour="white"))
    made = {
        "letter": write_paper([sample_pages.letter_page()], sample_pages.description()),
        "blank": write_paper([sample_pages.page()], sample_pages.description()),
        "grey_and_many": write_paper([grey, *[sample_pages.letter_page()] * 3], sample_pages.description()),
        "no_dossier": write_paper(
            [sample_pages.letter_page()],
            sample_pages.description(
                dossier_code="", procedure_code="", paper_type="", clerk="", trust_level="", sheets=None
            ),
        ),
    }
    files = []
    for name, content in made.items():
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(content)
        files.append(file)

    assert preflight.complaints(*files) == []


def test_preflight_sees_what_is_wrong(preflight: Preflight, tmp_path: Path) -> None:
    file = tmp_path / "wrong.pdf"
    whole = write_paper([sample_pages.letter_page()], sample_pages.description())
    file.write_bytes(whole.replace(b"<pdfaid:part>1<", b"<pdfaid:part>7<"))

    complaints = preflight.complaints(file)

    assert len(complaints) == 1


@pytest.mark.parametrize("mode", [[], ["-layout"], ["-raw"]])
@pytest.mark.parametrize("slope", [0.0, 0.015, -0.03])
def test_text_reads_back_with_its_diacritics(tmp_path: Path, mode: list[str], slope: float) -> None:
    lines = [
        sample_pages.line(text, baseline=400 + 80 * index, slope=slope)
        for index, text in enumerate(sample_pages.LETTERHEAD)
    ]
    file = tmp_path / "paper.pdf"
    file.write_bytes(write_paper([sample_pages.page(lines)], sample_pages.description()))

    text = _told("pdftotext", *mode, file, "-")

    read = [line.strip() for line in text.replace("\f", "").splitlines() if line.strip()]
    assert read == list(sample_pages.LETTERHEAD)
    assert unicodedata.is_normalized("NFC", text)


def test_words_are_found_where_they_stand(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    line = sample_pages.line("Nơi cư trú", left=400, baseline=1000, height=40)
    file.write_bytes(write_paper([sample_pages.page([line])], sample_pages.description()))

    boxes = _told("pdftotext", "-bbox", file, "-")

    word = next(row for row in boxes.splitlines() if ">trú<" in row)
    place = dict(part.split("=") for part in word.split(">")[0].replace('"', "").split()[1:])
    scale = 72 / 200
    assert float(place["xMin"]) == pytest.approx(line.words[2].box.left * scale, abs=0.5)
    assert float(place["xMax"]) == pytest.approx(
        (line.words[2].box.left + line.words[2].box.width) * scale, abs=0.5
    )
    assert float(place["yMin"]) < 1000 * scale < float(place["yMax"]) + 0.5


def test_poppler_reads_version_size_and_title(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(write_paper([sample_pages.letter_page()], sample_pages.description()))

    facts = dict(line.split(":", 1) for line in _told("pdfinfo", file).splitlines())

    assert facts["Title"].strip() == sample_pages.description().paper_title
    assert facts["PDF version"].strip() == "1.4"
    assert facts["Page size"].strip().endswith("(A4)")


def test_the_font_of_the_text_layer_is_embedded(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(write_paper([sample_pages.letter_page()], sample_pages.description()))

    fonts = _told("pdffonts", file).splitlines()[2:]

    assert [row.split()[-5:-2] for row in fonts] == [["yes", "no", "yes"]]


def test_poppler_draws_the_scan_and_no_text(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(write_paper([sample_pages.letter_page()], sample_pages.description()))

    drawn = subprocess.run(["pdftoppm", "-r", "50", "-gray", file], check=True, capture_output=True)

    assert drawn.stderr == b""
    assert min(drawn.stdout[20:]) > 200


def test_slips_are_pdfa_1b_by_preflight(preflight: Preflight, tmp_path: Path) -> None:
    printer = FormPrinter(forms=sample_slips.RESOURCES / "forms", fonts=sample_slips.RESOURCES / "fonts")
    printed = {
        "receipt": printer.receipt(sample_slips.RECEIPT),
        "provisional": printer.receipt(sample_slips.PROVISIONAL_RECEIPT),
        "supplement": printer.supplement(sample_slips.SUPPLEMENT),
        "refusal": printer.refusal(sample_slips.REFUSAL),
        "apology": printer.apology(sample_slips.APOLOGY),
        "stop": printer.stop(sample_slips.STOP),
        "control": printer.control(sample_slips.CONTROL),
        "register": printer.register(sample_slips.REGISTER),
        "hand_over": printer.hand_over(sample_slips.HAND_OVER),
        "fee_receipt": printer.fee_receipt(sample_slips.FEE_RECEIPT),
        "separators": printer.separators(sample_slips.SEPARATORS),
    }
    files = []
    for name, content in printed.items():
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(content)
        files.append(file)

    assert preflight.complaints(*files) == []
    assert all(_embedded(file) for file in files)


def _embedded(file: Path) -> bool:
    """Every font of the file is in the file."""
    return all(row.split()[-5] == "yes" for row in _told("pdffonts", file).splitlines()[2:])
