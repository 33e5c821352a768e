"""A receipt on thermal paper says what the sheet says, in one column, as long as it has to be."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import pytest
from PIL import Image

from counter_app.documents.forms.roll_receipt import render_roll_receipt
from counter_app.domain.forms import FormSet, Roll
from counter_app.domain.slip_codes import read_slip_code
from counter_app.domain.slips import Copy, PaperCount, ReceiptSlip
from tests.rigs import pdf_eyes, sample_slips

HEAD_DPI = 203
"""What nearly all thermal heads print with."""
PAPER_MM = {Roll.WIDE: 80, Roll.NARROW: 58}
PRINTED_MM = {Roll.WIDE: 72, Roll.NARROW: 48}
MM = HEAD_DPI / 25.4


def one_copy(slip: ReceiptSlip) -> ReceiptSlip:
    return replace(slip, copies=(Copy.CITIZEN,))


def dots_of(pdf: bytes, *, page: int = 1) -> Image.Image:
    """What a thermal head burns: black or nothing."""
    drawn = pdf_eyes.picture_of(pdf, page=page, dpi=HEAD_DPI)
    return drawn.point(lambda shade: 255 if shade > 140 else 0)


def lengths_of(pdf: bytes) -> list[int]:
    return [pdf_eyes.picture_of(pdf, page=page, dpi=72).height for page in range(1, pdf_eyes.pages_of(pdf) + 1)]


@pytest.mark.parametrize("roll", list(Roll))
def test_each_copy_is_one_page_as_wide_as_the_roll_and_as_long_as_it_has_to_be(
    roll: Roll, forms_2025: FormSet
) -> None:
    pdf = render_roll_receipt(sample_slips.RECEIPT, form_set=forms_2025, roll=roll)

    first, second = lengths_of(pdf)
    assert dots_of(pdf).width == pytest.approx(PAPER_MM[roll] * MM, abs=1)
    assert first < second, "the copy that stays has room for a signature"


@pytest.mark.parametrize("roll", list(Roll))
def test_the_code_is_read_from_the_dots_of_a_thermal_head(roll: Roll, forms_2025: FormSet) -> None:
    pdf = render_roll_receipt(sample_slips.RECEIPT, form_set=forms_2025, roll=roll)

    (code,) = pdf_eyes.codes_on(dots_of(pdf))

    assert read_slip_code(code.text).dossier_code == sample_slips.HEAD.dossier_code


@pytest.mark.parametrize("roll", list(Roll))
def test_nothing_stands_where_the_head_does_not_reach(roll: Roll, forms_2025: FormSet) -> None:
    slip = replace(
        sample_slips.RECEIPT,
        head=replace(sample_slips.HEAD, dossier_code="000.00.00.H09-251006-0417-TAM-000001", provisional=True),
    )

    picture = dots_of(render_roll_receipt(slip, form_set=forms_2025, roll=roll))

    box = Image.eval(picture, lambda shade: 255 - shade).getbbox()
    edge = (PAPER_MM[roll] - PRINTED_MM[roll]) / 2 * MM
    assert box is not None
    assert box[0] >= edge - 1
    assert box[2] <= picture.width - edge + 1


@pytest.mark.parametrize("roll", list(Roll))
def test_the_roll_says_what_the_sheet_says(roll: Roll, forms_2025: FormSet) -> None:
    pdf = render_roll_receipt(one_copy(sample_slips.RECEIPT), form_set=forms_2025, roll=roll)

    raw = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, check=True, capture_output=True).stdout
    text = " ".join(raw.decode("utf-8").split())
    slip = sample_slips.RECEIPT
    said = [
        slip.head.dossier_code,
        slip.head.holder.name,
        slip.request,
        slip.time_limit,
        slip.result_at,
        slip.clerk,
    ]
    said += [paper.title for paper in slip.papers]
    said += ["1 bản chính, 1 bản photo", "17 giờ 00 phút, ngày 06 tháng 10 năm 2025", "8.000 đồng (đã nộp)"]
    assert [one for one in said if one not in text] == []


def test_more_papers_make_the_slip_longer_and_never_a_second_page(forms_2025: FormSet) -> None:
    many = tuple(PaperCount(f"Giấy tờ số {number}", originals=1) for number in range(60))
    long = replace(one_copy(sample_slips.RECEIPT), papers=many)

    pdf = render_roll_receipt(long, form_set=forms_2025, roll=Roll.NARROW)

    assert pdf_eyes.pages_of(pdf) == 1
    assert "Giấy tờ số 59" in pdf_eyes.text_of(pdf)


def test_a_repeated_print_says_so(forms_2025: FormSet) -> None:
    again = replace(one_copy(sample_slips.RECEIPT), head=replace(sample_slips.HEAD, reprint=2))

    pdf = render_roll_receipt(again, form_set=forms_2025, roll=Roll.WIDE)

    assert "In lại lần 2" in pdf_eyes.text_of(pdf)


def test_equal_slips_give_equal_bytes(forms_2025: FormSet) -> None:
    first, second = (
        render_roll_receipt(sample_slips.RECEIPT, form_set=forms_2025, roll=Roll.WIDE) for _ in range(2)
    )

    assert first == second
