"""From the bytes of a scan to an upright page with its text, with the real text engine."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from rapidfuzz.distance import Levenshtein

from counter_app.domain.errors import NotFound
from counter_app.domain.pages import FindingKind
from counter_app.scanner.pages import PageReader
from counter_app.settings import find_tessdata

PAGES = Path(__file__).parents[1] / "data" / "pages"
HOME = "355 Cách Mạng Tháng Tám, phường Vỹ Dạ, thành phố Huế"
CARD = f"066398063596|205458236|Vũ Trọng Cường|27101988|Nam|{HOME}|02052025"


@pytest.fixture(scope="module")
def reader() -> PageReader:
    tessdata = find_tessdata({})
    assert tessdata is not None, "The Vietnamese model is missing: ./dev test installs it."
    return PageReader(tessdata)


def sample(name: str) -> bytes:
    return (PAGES / name).read_bytes()


def turned(name: str, clockwise_deg: int) -> bytes:
    image = Image.open(PAGES / name)
    file = io.BytesIO()
    image.rotate(-clockwise_deg, expand=True).save(file, "JPEG", quality=80, dpi=image.info["dpi"])
    return file.getvalue()


def lines_found(text: str, truth: str) -> float:
    """The share of the truth's lines that stand in the text, a letter in twenty forgiven."""
    read = text.splitlines()
    wanted = truth.splitlines()
    found = [
        line for line in wanted if any(Levenshtein.normalized_similarity(line, other) > 0.95 for other in read)
    ]
    return len(found) / len(wanted)


@pytest.mark.parametrize("clockwise_deg", [0, 90, 180, 270])
def test_a_page_is_read_however_it_lay(reader: PageReader, clockwise_deg: int) -> None:
    truth = sample("form_on_bed.txt").decode()

    page = reader.read(turned("form_on_bed.jpg", clockwise_deg))

    assert page.reading.rotation_deg == clockwise_deg
    assert page.reading.skew_deg == pytest.approx(0.67, abs=0.1)
    assert lines_found(page.reading.text, truth) > 0.8


@pytest.mark.parametrize("lies_deg", [0, 90, 180, 270])
def test_a_person_who_says_how_the_page_lies_is_believed(reader: PageReader, lies_deg: int) -> None:
    page = reader.read(turned("form_on_bed.jpg", 90), lies_deg=lies_deg)

    found = lines_found(page.reading.text, sample("form_on_bed.txt").decode())
    assert page.reading.rotation_deg == lies_deg
    assert (page.reading.width < page.reading.height) == (lies_deg in {90, 270})
    assert (found > 0.8) == (lies_deg == 90)


def test_the_bed_is_cut_off_and_the_paper_keeps_its_size(reader: PageReader) -> None:
    page = reader.read(sample("form_on_bed.jpg"), want_text=False)

    assert page.reading.width == pytest.approx(210 / 25.4 * 200, rel=0.01)
    assert page.reading.height == pytest.approx(297 / 25.4 * 200, rel=0.01)
    cleaned = np.asarray(Image.open(io.BytesIO(page.cleaned)))
    rim = np.concatenate([cleaned[0], cleaned[-1], cleaned[:, 0], cleaned[:, -1]])
    assert (rim > 200).all()


def test_the_cleaned_page_is_a_small_jpeg_of_its_resolution_and_the_thumbnail_fits_the_screen(
    reader: PageReader,
) -> None:
    page = reader.read(sample("form_on_bed.jpg"), want_text=False)

    cleaned = Image.open(io.BytesIO(page.cleaned))
    thumbnail = Image.open(io.BytesIO(page.thumbnail))
    assert (cleaned.format, cleaned.size) == ("JPEG", (page.reading.width, page.reading.height))
    assert cleaned.info["dpi"] == (200, 200)
    assert len(page.cleaned) < 250_000
    assert max(thumbnail.size) <= 320


def test_words_and_lines_stand_where_the_ink_is(reader: PageReader) -> None:
    page = reader.read(sample("form_on_bed.jpg"))

    cleaned = np.asarray(Image.open(io.BytesIO(page.cleaned)).convert("L"))
    line = next(line for line in page.reading.lines if "Độc lập" in line.text)
    box = line.box
    left, base_left, right, base_right = line.baseline
    assert cleaned[box.top : box.top + box.height, box.left : box.left + box.width].min() < 100
    assert cleaned[box.top - 6 : box.top - 2, box.left : box.left + box.width].min() > 200
    assert box.left <= left < right <= box.left + box.width
    assert all(box.top <= base <= box.top + box.height for base in (base_left, base_right))
    assert all(line.box.left <= word.box.left for word in line.words)


def test_a_scan_of_300_dpi_is_read_as_well_and_its_words_stand_where_its_ink_is(reader: PageReader) -> None:
    image = Image.open(PAGES / "form_on_bed.jpg")
    larger = io.BytesIO()
    image.resize((image.width * 3 // 2, image.height * 3 // 2), Image.Resampling.BICUBIC).save(
        larger, "JPEG", quality=85, dpi=(300, 300)
    )

    page = reader.read(larger.getvalue())

    cleaned = np.asarray(Image.open(io.BytesIO(page.cleaned)).convert("L"))
    box = next(line for line in page.reading.lines if "Độc lập" in line.text).box
    ink = cleaned[box.top : box.top + box.height, box.left : box.left + box.width] < 120
    assert page.reading.dpi == 300
    assert lines_found(page.reading.text, sample("form_on_bed.txt").decode()) > 0.8
    assert ink[:, :30].any()
    assert ink[:, -30:].any()
    assert ink[:8].any()
    assert ink[-8:].any()
    assert cleaned[box.top - 9 : box.top - 4, box.left : box.left + box.width].min() > 200


def test_cleaning_now_and_reading_later_gives_what_one_go_gives(reader: PageReader) -> None:
    image = sample("form_on_bed.jpg")

    in_one_go = reader.read(image)
    later = reader.recognise(reader.clean(image))

    assert later.cleaned == in_one_go.cleaned
    assert later.reading.lines == in_one_go.reading.lines


def test_a_blank_back_with_print_showing_through_is_marked_and_kept(reader: PageReader) -> None:
    page = reader.read(sample("back_showing_through.jpg"))

    assert page.reading.blank
    assert [finding.kind for finding in page.reading.findings] == [FindingKind.BLANK]
    assert Image.open(io.BytesIO(page.cleaned)).size == (page.reading.width, page.reading.height)


def test_a_pencil_note_on_a_back_is_no_blank_page(reader: PageReader) -> None:
    page = reader.read(sample("back_with_pencil_note.jpg"))

    assert not page.reading.blank
    assert "sung bản sao CCCD" in page.reading.text


@pytest.mark.parametrize("clockwise_deg", [0, 90, 180, 270])
def test_a_cards_code_is_read_and_says_which_way_up_the_card_is(reader: PageReader, clockwise_deg: int) -> None:
    page = reader.read(turned("card_turned_left.jpg", clockwise_deg), expect_card=True, want_text=False)

    assert [code.text for code in page.reading.barcodes] == [CARD]
    assert page.reading.barcodes[0].format == "QRCode"
    assert page.reading.rotation_deg == (270 + clockwise_deg) % 360


def test_a_folder_without_the_model_is_told_and_not_a_crash(tmp_path: Path) -> None:
    reader = PageReader(tmp_path)

    with pytest.raises(NotFound) as caught:
        reader.read(sample("form_on_bed.jpg"))

    assert caught.value.code == "ocr_model_missing"
