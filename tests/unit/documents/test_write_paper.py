"""The file of a paper carries the scan unchanged, at its size, with the text that was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from counter_app.documents.pdf import write_paper
from counter_app.domain.errors import Damaged, InvalidInput
from tests.rigs import sample_pages

_POINTS_PER_MM = 72 / 25.4


def _opened(file: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(file))


def test_the_scan_is_in_the_file_byte_for_byte() -> None:
    page = sample_pages.letter_page()

    file = write_paper([page], sample_pages.description())

    with _opened(file) as pdf:
        scan = pdf.pages[0].Resources.XObject.Scan
        assert scan.read_raw_bytes() == page.jpeg
        assert scan.Filter == pikepdf.Name.DCTDecode


@pytest.mark.parametrize(("dpi", "width", "height"), [(200, 1654, 2339), (300, 2480, 3508), (600, 4961, 7016)])
def test_a_page_has_the_size_of_the_paper(dpi: int, width: int, height: int) -> None:
    page = sample_pages.page(width=width, height=height, dpi=dpi)

    file = write_paper([page], sample_pages.description())

    with _opened(file) as pdf:
        box = [float(edge) for edge in pdf.pages[0].MediaBox]
        assert box[2] == pytest.approx(210 * _POINTS_PER_MM, abs=0.3)
        assert box[3] == pytest.approx(297 * _POINTS_PER_MM, abs=0.3)


def test_the_file_is_pdf_1_4_without_object_streams() -> None:
    file = write_paper([sample_pages.letter_page()], sample_pages.description())

    assert file.startswith(b"%PDF-1.4\n")
    assert b"/ObjStm" not in file
    assert b"/XRef" not in file


def test_equal_input_gives_equal_bytes() -> None:
    first = write_paper([sample_pages.letter_page()] * 2, sample_pages.description())
    second = write_paper([sample_pages.letter_page()] * 2, sample_pages.description())

    assert first == second


def test_another_description_gives_another_file_identifier() -> None:
    one = write_paper([sample_pages.letter_page()], sample_pages.description())
    other = write_paper([sample_pages.letter_page()], sample_pages.description(paper_type="GCS"))

    with _opened(one) as first, _opened(other) as second:
        assert bytes(first.trailer.ID[0]) != bytes(second.trailer.ID[0])


def test_pages_keep_their_order() -> None:
    pages = [
        sample_pages.page(image=sample_pages.jpeg(colour=colour)) for colour in ("#ffeeee", "#eeffee", "#eeeeff")
    ]

    file = write_paper(pages, sample_pages.description())

    with _opened(file) as pdf:
        assert [page.Resources.XObject.Scan.read_raw_bytes() for page in pdf.pages] == [
            page.jpeg for page in pages
        ]


def test_a_grey_scan_stays_grey() -> None:
    page = sample_pages.page(image=sample_pages.jpeg(mode="L", colour="white"))

    file = write_paper([page], sample_pages.description())

    with _opened(file) as pdf:
        assert pdf.pages[0].Resources.XObject.Scan.ColorSpace == pikepdf.Name.DeviceGray


def test_text_is_shown_invisibly() -> None:
    file = write_paper([sample_pages.letter_page()], sample_pages.description())

    with _opened(file) as pdf:
        operators = pikepdf.parse_content_stream(pdf.pages[0])
        modes = [int(operands[0]) for operands, operator in operators if str(operator) == "Tr"]
        assert modes == [3]


def test_a_line_has_one_size_and_one_baseline() -> None:
    line = sample_pages.line("Nơi cư trú: khu phố Chợ", slope=0.01)

    file = write_paper([sample_pages.page([line])], sample_pages.description())

    with _opened(file) as pdf:
        operators = pikepdf.parse_content_stream(pdf.pages[0])
        sizes = [float(operands[1]) for operands, operator in operators if str(operator) == "Tf"]
        heights = {float(operands[5]) for operands, operator in operators if str(operator) == "Tm"}
        assert len(sizes) == 1
        assert len(heights) == 1


def _described(file: bytes) -> dict[str, str]:
    with _opened(file) as pdf:
        packet = pdf.Root.Metadata.read_bytes()
    root = ET.fromstring(packet)  # noqa: S314 - written by ourselves
    return {
        found.tag.rpartition("}")[2]: found.text or "" for found in root.iter() if found.tag.startswith("{urn:")
    }


def test_the_description_names_dossier_procedure_paper_and_clerk() -> None:
    file = write_paper([sample_pages.letter_page()] * 2, sample_pages.description())

    assert _described(file) == {
        "DossierCode": "000.00.01.H09-250304-0001",
        "ProcedureCode": "1.001193",
        "PaperType": "TK-KS",
        "ScannedBy": "Trần Quốc Bảo",
        "ScannedAt": "2025-03-04T09:10:30+07:00",
        "PageCount": "2",
        "SheetCount": "1",
        "TrustLevel": "clerk_signed_scan",
    }


def test_what_is_not_known_is_left_out_of_the_description() -> None:
    about = sample_pages.description(
        dossier_code="", procedure_code="", paper_type="", clerk="", trust_level="", sheets=None
    )

    file = write_paper([sample_pages.letter_page()], about)

    assert set(_described(file)) == {"ScannedAt", "PageCount"}


def test_a_broken_off_image_is_refused() -> None:
    whole = sample_pages.letter_page()
    page = sample_pages.page(image=whole.jpeg[:-200])

    with pytest.raises(Damaged, match="truncated_image"):
        write_paper([page], sample_pages.description())


def test_something_that_is_no_jpeg_is_refused() -> None:
    page = sample_pages.page(image=b"%PDF-1.4")

    with pytest.raises(Damaged, match="not_an_image"):
        write_paper([page], sample_pages.description())


def test_an_image_without_frame_is_refused() -> None:
    page = sample_pages.page(image=b"\xff\xd8\xff\xe0\x00\x04ab\xff\xd9")

    with pytest.raises(Damaged, match="not_an_image"):
        write_paper([page], sample_pages.description())


def test_four_colour_images_are_refused() -> None:
    page = sample_pages.page(image=sample_pages.jpeg(mode="CMYK", colour="white"))

    with pytest.raises(Damaged, match="unsupported_image"):
        write_paper([page], sample_pages.description())


def test_an_image_that_is_not_the_one_that_was_read_is_refused() -> None:
    page = sample_pages.page(image=sample_pages.jpeg(width=1000, height=1000))

    with pytest.raises(Damaged, match="page_image_mismatch"):
        write_paper([page], sample_pages.description())


def test_a_page_without_resolution_is_refused() -> None:
    with pytest.raises(Damaged, match="resolution_unknown"):
        write_paper([sample_pages.page(dpi=0)], sample_pages.description())


def test_a_paper_without_pages_is_refused() -> None:
    with pytest.raises(InvalidInput, match="paper_without_pages"):
        write_paper([], sample_pages.description())


def test_a_time_without_offset_is_refused() -> None:
    about = sample_pages.description(scanned_at=datetime(2025, 3, 4, 9, 10))  # noqa: DTZ001 - that is the point

    with pytest.raises(InvalidInput, match="time_without_offset"):
        write_paper([sample_pages.letter_page()], about)


def test_a_page_turned_by_hand_is_turned_for_the_eye_and_keeps_its_bytes_and_its_text() -> None:
    page = sample_pages.letter_page()

    lying, turned = (
        write_paper([replace(page, turned_deg=turn)], sample_pages.description()) for turn in (0, 270)
    )

    with _opened(lying) as before, _opened(turned) as after:
        assert (before.pages[0].get("/Rotate"), after.pages[0].Rotate) == (None, 270)
        assert after.pages[0].Resources.XObject.Scan.read_raw_bytes() == page.jpeg
        assert after.pages[0].Contents.read_bytes() == before.pages[0].Contents.read_bytes()


def test_a_page_is_turned_by_quarters_alone() -> None:
    with pytest.raises(ValueError, match="quarters"):
        write_paper([replace(sample_pages.letter_page(), turned_deg=45)], sample_pages.description())
