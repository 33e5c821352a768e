"""The receipt shows what was handed in, when the result is due, and a code that a scanner reads."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.documents.forms.receipt import render_receipt
from counter_app.domain.forms import FormSet
from counter_app.domain.slip_codes import read_slip_code
from counter_app.domain.slips import Copy, PaperCount, ReceiptSlip
from tests.rigs import pdf_eyes, sample_slips


def _one_copy(slip: ReceiptSlip) -> ReceiptSlip:
    return replace(slip, copies=(Copy.CITIZEN,))


def test_an_ordinary_receipt_is_one_a5_page_per_copy(forms_2025: FormSet) -> None:
    pdf = render_receipt(sample_slips.RECEIPT, form_set=forms_2025)

    assert pdf_eyes.pages_of(pdf) == 2
    assert pdf_eyes.picture_of(pdf, dpi=254).size == pytest.approx((1480, 2100), abs=2)


def test_the_code_is_read_from_the_top_left_at_200_dpi(forms_2025: FormSet) -> None:
    pdf = render_receipt(sample_slips.RECEIPT, form_set=forms_2025)

    (code,) = pdf_eyes.codes_on(pdf_eyes.picture_of(pdf, dpi=200))

    said = read_slip_code(code.text)
    assert said.dossier_code == sample_slips.HEAD.dossier_code
    assert said.holder_id == sample_slips.HOLDER.id_number
    assert said.paper == "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"
    assert said.appointment == sample_slips.RECEIPT.due_at.replace(tzinfo=None)  # type: ignore[union-attr]
    assert code.position.bottom_right.x < 1165 / 3
    assert code.position.bottom_right.y < 1654 / 4


def test_the_receipt_says_who_what_and_when(forms_2025: FormSet) -> None:
    text = pdf_eyes.text_of(render_receipt(_one_copy(sample_slips.RECEIPT), form_set=forms_2025))

    for told in (
        "Mẫu số 01 – Ban hành kèm theo Thông tư số 03/2025/TT-VPCP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 0417/TTPVHCC",
        "Thủ Dầu Một, ngày 06 tháng 10 năm 2025",
        "(Liên: Giao khách hàng)",
        "Mã hồ sơ: 000.00.01.H09-251006-0417",
        "Tiếp nhận hồ sơ của: Nguyễn Thị Ngọc Ánh",
        "Người nộp: Lê Văn Hậu, 074088004321, 0918 222 333",
        "2. Số lượng hồ sơ: 01 (bộ)",
        "4. Thời gian nhận hồ sơ: 09 giờ 12 phút, ngày 06 tháng 10 năm 2025",
        "5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 06 tháng 10 năm 2025",
        "Lệ phí bản sao trích lục: 8.000 đồng (đã nộp)",
        "Quyển số: 03 Số thứ tự: 417",
    ):
        assert told in text


def test_the_copies_differ_by_their_label(forms_2025: FormSet) -> None:
    pdf = render_receipt(sample_slips.RECEIPT, form_set=forms_2025)

    assert "(Liên: Giao khách hàng)" in pdf_eyes.text_of(pdf, first=1, last=1)
    assert "(Liên: Lưu)" in pdf_eyes.text_of(pdf, first=2, last=2)


def test_before_september_2025_the_receipt_names_the_older_circular(forms_2018: FormSet) -> None:
    text = pdf_eyes.text_of(render_receipt(_one_copy(sample_slips.RECEIPT), form_set=forms_2018))

    assert "Thông tư số 01/2018/TT-VPCP" in text


def test_the_first_print_is_no_copy_and_the_next_says_so(forms_2025: FormSet) -> None:
    first = _one_copy(sample_slips.RECEIPT)
    second = replace(first, head=replace(first.head, reprint=1))

    assert "BẢN SAO" not in pdf_eyes.text_of(render_receipt(first, form_set=forms_2025))
    assert "BẢN SAO – In lại lần 1, lúc 09:12 06/10/2025" in pdf_eyes.text_of(
        render_receipt(second, form_set=forms_2025)
    )


def test_a_provisional_code_is_named_and_explained(forms_2025: FormSet) -> None:
    text = pdf_eyes.text_of(render_receipt(_one_copy(sample_slips.PROVISIONAL_RECEIPT), form_set=forms_2025))

    assert "Mã hồ sơ tạm: T-000.00.01.H09-251006-7K2QD-9XM4A" in text
    assert "Mã hồ sơ chính thức sẽ được thông báo" in text


def test_no_appointment_is_said_in_words(forms_2025: FormSet) -> None:
    text = pdf_eyes.text_of(render_receipt(replace(sample_slips.RECEIPT, due_at=None), form_set=forms_2025))

    assert "5. Thời gian trả kết quả giải quyết hồ sơ: theo thông báo của cơ quan giải quyết" in text


def test_many_papers_run_over_to_a_numbered_second_page(forms_2025: FormSet) -> None:
    long = replace(_one_copy(sample_slips.RECEIPT), papers=sample_slips.PAPERS * 6)

    pdf = render_receipt(long, form_set=forms_2025)

    second = pdf_eyes.text_of(pdf, first=2, last=2)
    assert "Trang 2/2" in second
    assert second.startswith("Mã hồ sơ: 000.00.01.H09-251006-0417")
    assert "STT Tên giấy tờ" in second


def test_what_people_type_is_never_markup(forms_2025: FormSet) -> None:
    typed = '<b>A & B</b> <img src="x"/> &#1;'
    slip = replace(
        _one_copy(sample_slips.RECEIPT),
        request=typed,
        papers=(PaperCount(typed, originals=1, note=typed),),
        clerk=typed,
        notes=(typed,),
        head=replace(sample_slips.HEAD, holder=replace(sample_slips.HOLDER, name=typed, address=typed)),
    )

    text = pdf_eyes.text_of(render_receipt(slip, form_set=forms_2025))

    assert text.count("<b>A & B</b>") >= 5


def test_equal_receipts_give_equal_bytes_in_every_process() -> None:
    program = """
import hashlib
from counter_app.documents.forms.printer import FormPrinter
from tests.rigs import sample_slips as samples
printer = FormPrinter(forms=samples.RESOURCES / "forms", fonts=samples.RESOURCES / "fonts")
print(hashlib.sha256(printer.receipt(samples.RECEIPT)).hexdigest())
"""
    root = Path(sample_slips.RESOURCES).parent

    digests = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=root, env={"PYTHONHASHSEED": seed, "PATH": ""}, check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip

    assert len(digests) == 1
