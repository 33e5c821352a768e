"""Fee receipts, requests to complete and refusals on thermal paper: whole, and the code readable."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from PIL import Image

from counter_app.documents.forms.printer import FormPrinter
from counter_app.documents.forms.roll_slips import (
    render_roll_fee_receipt,
    render_roll_refusal,
    render_roll_supplement,
)
from counter_app.domain.forms import FormSet, Roll
from counter_app.domain.slip_codes import read_slip_code
from tests.rigs import pdf_eyes, sample_slips

HEAD_DPI = 203
MM = HEAD_DPI / 25.4
PAPER_MM = {Roll.WIDE: 80, Roll.NARROW: 58}
PRINTED_MM = 48


@dataclass(frozen=True)
class Slip:
    """One kind of slip: made on a roll, and what has to stand on it."""

    on_roll: Callable[[FormSet, Roll], bytes]
    title: str
    code: str
    says: tuple[str, ...]


SLIPS = {
    "fee_receipt": Slip(
        lambda forms, roll: render_roll_fee_receipt(sample_slips.FEE_RECEIPT, form_set=forms, roll=roll),
        "BIÊN LAI",
        sample_slips.HEAD.dossier_code,
        (
            sample_slips.FEE_RECEIPT.serial,
            sample_slips.FEE_RECEIPT.series,
            sample_slips.FEE_RECEIPT.payer.name,
            sample_slips.FEE_RECEIPT.cashier,
            sample_slips.FEE_RECEIPT.fees[0].title,
        ),
    ),
    "supplement": Slip(
        lambda forms, roll: render_roll_supplement(sample_slips.SUPPLEMENT, form_set=forms, roll=roll),
        "PHIẾU YÊU CẦU",
        sample_slips.HEAD.dossier_code,
        (
            *(paper.title for paper in sample_slips.SUPPLEMENT.papers),
            sample_slips.SUPPLEMENT.reason,
            "20 tháng 10 năm 2025",
            sample_slips.SUPPLEMENT.clerk,
        ),
    ),
    "refusal": Slip(
        lambda forms, roll: render_roll_refusal(sample_slips.REFUSAL, form_set=forms, roll=roll),
        "PHIẾU TỪ CHỐI",
        "",
        (sample_slips.REFUSAL.reason, sample_slips.REFUSAL.ground, sample_slips.REFUSAL.request, "12/"),
    ),
}
each_slip = pytest.mark.parametrize("slip", list(SLIPS))
each_roll = pytest.mark.parametrize("roll", list(Roll))


def dots_of(pdf: bytes, *, page: int = 1) -> Image.Image:
    """What a thermal head burns: black or nothing."""
    drawn = pdf_eyes.picture_of(pdf, page=page, dpi=HEAD_DPI)
    return drawn.point(lambda shade: 255 if shade > 140 else 0)


def text_of(pdf: bytes) -> str:
    raw = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, check=True, capture_output=True).stdout
    return " ".join(raw.decode("utf-8").split())


@each_slip
@each_roll
def test_each_copy_is_one_page_and_its_code_is_read_from_the_dots_of_a_thermal_head(
    slip: str, roll: Roll, forms_2025: FormSet
) -> None:
    pdf = SLIPS[slip].on_roll(forms_2025, roll)

    pages = [dots_of(pdf, page=number) for number in range(1, pdf_eyes.pages_of(pdf) + 1)]
    codes = [read_slip_code(code.text) for page in pages for code in pdf_eyes.codes_on(page)]

    assert [code.dossier_code for code in codes] == [SLIPS[slip].code] * 2
    assert [page.width for page in pages] == [pytest.approx(PAPER_MM[roll] * MM, abs=1)] * 2


@each_slip
@each_roll
def test_the_roll_says_what_the_slip_says(slip: str, roll: Roll, forms_2025: FormSet) -> None:
    text = text_of(SLIPS[slip].on_roll(forms_2025, roll))

    assert [one for one in SLIPS[slip].says if one not in text] == []
    assert SLIPS[slip].title in text


@each_slip
def test_nothing_stands_where_the_head_does_not_reach(slip: str, forms_2025: FormSet) -> None:
    picture = dots_of(SLIPS[slip].on_roll(forms_2025, Roll.NARROW))

    box = Image.eval(picture, lambda shade: 255 - shade).getbbox()
    edge = (PAPER_MM[Roll.NARROW] - PRINTED_MM) / 2 * MM
    assert box is not None
    assert box[0] >= edge - 1
    assert box[2] <= picture.width - edge + 1


def test_the_sum_of_a_fee_receipt_stands_in_figures_and_in_words(forms_2025: FormSet) -> None:
    fees = tuple(replace(fee, amount_vnd=150_000) for fee in sample_slips.FEE_RECEIPT.fees[:1])
    receipt = replace(sample_slips.FEE_RECEIPT, fees=fees)

    text = text_of(render_roll_fee_receipt(receipt, form_set=forms_2025, roll=Roll.NARROW))

    assert "150.000 đồng" in text
    assert "Một trăm năm mươi nghìn đồng" in text


def test_what_is_given_out_goes_to_the_roll_and_what_stays_with_the_dossier_to_its_sheet() -> None:
    printer = FormPrinter(
        forms=sample_slips.RESOURCES / "forms", fonts=sample_slips.RESOURCES / "fonts", roll=lambda: Roll.WIDE
    )

    given_out = (
        printer.receipt(sample_slips.RECEIPT),
        printer.fee_receipt(sample_slips.FEE_RECEIPT),
        printer.supplement(sample_slips.SUPPLEMENT),
        printer.refusal(sample_slips.REFUSAL),
    )
    stays = (
        printer.control(sample_slips.CONTROL),
        printer.apology(sample_slips.APOLOGY),
        printer.stop(sample_slips.STOP),
    )

    assert all(dots_of(pdf).width < 81 * MM for pdf in given_out)
    assert all(dots_of(pdf).width > 100 * MM for pdf in stays)
