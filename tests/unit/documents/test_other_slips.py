"""Every slip besides the receipt: what it says, by which form, and that a scanner reads its code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from counter_app.documents.forms.apology import render_apology
from counter_app.documents.forms.control import render_control
from counter_app.documents.forms.fee_receipt import render_fee_receipt
from counter_app.documents.forms.form_sets import CAPTIONS
from counter_app.documents.forms.hand_over import render_hand_over
from counter_app.documents.forms.receipt import render_receipt
from counter_app.documents.forms.refusal import render_refusal
from counter_app.documents.forms.register import render_register
from counter_app.documents.forms.separator import render_separators
from counter_app.documents.forms.stop import render_stop
from counter_app.documents.forms.supplement import render_supplement
from counter_app.domain.errors import NotFound
from counter_app.domain.forms import FormSet, SlipKind
from counter_app.domain.slip_codes import read_separator_code, read_slip_code
from counter_app.domain.slips import HandOverOf
from tests.rigs import pdf_eyes, sample_slips

Print = Callable[[FormSet], bytes]

PRINTED: dict[SlipKind, Print] = {
    SlipKind.RECEIPT: lambda forms: render_receipt(sample_slips.RECEIPT, form_set=forms),
    SlipKind.SUPPLEMENT: lambda forms: render_supplement(sample_slips.SUPPLEMENT, form_set=forms),
    SlipKind.REFUSAL: lambda forms: render_refusal(sample_slips.REFUSAL, form_set=forms),
    SlipKind.APOLOGY: lambda forms: render_apology(sample_slips.APOLOGY, form_set=forms),
    SlipKind.STOP: lambda forms: render_stop(sample_slips.STOP, form_set=forms),
    SlipKind.CONTROL: lambda forms: render_control(sample_slips.CONTROL, form_set=forms),
    SlipKind.REGISTER: lambda forms: render_register(sample_slips.REGISTER, form_set=forms),
    SlipKind.HAND_OVER: lambda forms: render_hand_over(sample_slips.HAND_OVER, form_set=forms),
    SlipKind.FEE_RECEIPT: lambda forms: render_fee_receipt(sample_slips.FEE_RECEIPT, form_set=forms),
    SlipKind.SEPARATOR: lambda forms: render_separators(sample_slips.SEPARATORS, form_set=forms),
}
ABOUT_ONE_DOSSIER = set(SlipKind) - {SlipKind.REGISTER, SlipKind.HAND_OVER, SlipKind.SEPARATOR}


@pytest.mark.parametrize("kind", SlipKind)
def test_the_captions_that_a_slip_declares_are_all_that_it_uses(kind: SlipKind, forms_2025: FormSet) -> None:
    form = forms_2025.form(kind)
    declared = {name: words for name, words in form.captions.items() if name in CAPTIONS[kind]}
    forms = replace(forms_2025, forms={kind: replace(form, captions=declared)})

    assert PRINTED[kind](forms) == PRINTED[kind](forms_2025)


@pytest.mark.parametrize("kind", SlipKind)
def test_equal_slips_give_equal_bytes(kind: SlipKind, forms_2025: FormSet) -> None:
    assert PRINTED[kind](forms_2025) == PRINTED[kind](forms_2025)


@pytest.mark.parametrize("kind", sorted(ABOUT_ONE_DOSSIER))
def test_the_code_names_the_dossier_and_the_paper(kind: SlipKind, forms_2025: FormSet) -> None:
    (code,) = pdf_eyes.codes_on(pdf_eyes.picture_of(PRINTED[kind](forms_2025)))

    said = read_slip_code(code.text)
    assert said.paper == forms_2025.form(kind).title
    apology = kind is SlipKind.APOLOGY
    head = sample_slips.APOLOGY.head if apology else sample_slips.HEAD
    assert said.procedure_code == head.procedure_code
    assert said.holder_id == sample_slips.HOLDER.id_number


@pytest.mark.parametrize("kind", sorted(set(SlipKind) - {SlipKind.STOP}))
def test_the_older_set_prints_every_slip_but_the_stop_notice(kind: SlipKind, forms_2018: FormSet) -> None:
    text = pdf_eyes.text_of(PRINTED[kind](forms_2018))

    assert forms_2018.form(kind).title in text


def test_before_september_2025_there_is_no_stop_notice(forms_2018: FormSet) -> None:
    with pytest.raises(NotFound, match="form_not_in_set"):
        render_stop(sample_slips.STOP, form_set=forms_2018)


def test_the_supplement_names_papers_reason_and_last_day(forms_2025: FormSet) -> None:
    text = pdf_eyes.text_of(PRINTED[SlipKind.SUPPLEMENT](forms_2025), last=1)

    assert "Mẫu số 02" in text
    assert "(chưa có chữ ký" in text
    assert "Thời hạn bổ sung, hoàn thiện hồ sơ: đến hết ngày 20 tháng 10 năm 2025" in text
    assert "liên hệ với ông/bà Trần Quốc Bảo, số điện thoại 0274 0000 000" in text


def test_a_supplement_without_a_last_day_names_none(forms_2025: FormSet) -> None:
    slip = replace(sample_slips.SUPPLEMENT, until=None)

    assert "Thời hạn bổ sung" not in pdf_eyes.text_of(render_supplement(slip, form_set=forms_2025))


def test_the_refusal_gives_reason_and_ground(forms_2025: FormSet) -> None:
    text = pdf_eyes.text_of(PRINTED[SlipKind.REFUSAL](forms_2025), last=1)

    assert "thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau" in text
    assert "Lý do: Thửa đất nằm ngoài địa giới" in text
    assert "Căn cứ: Điều 103 Luật Xây dựng" in text
    assert "Mã hồ sơ" not in text


def test_the_older_apology_gives_a_new_appointment(forms_2018: FormSet) -> None:
    text = pdf_eyes.text_of(PRINTED[SlipKind.APOLOGY](forms_2018))

    assert "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ" in text
    assert "sẽ trả kết quả giải quyết hồ sơ vào lúc 17 giờ 00 phút, ngày 27 tháng 10 năm 2025" in text


def test_the_newer_apology_asks_for_more_time(forms_2025: FormSet) -> None:
    text = pdf_eyes.text_of(PRINTED[SlipKind.APOLOGY](forms_2025))

    assert "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT" in text
    assert "đề nghị gia hạn thời gian giải quyết hồ sơ" in text
    assert "PHÓ GIÁM ĐỐC" in text
    assert "Lưu: VT." in text


def test_the_stop_notice_says_what_is_given_back(forms_2025: FormSet) -> None:
    text = pdf_eyes.text_of(PRINTED[SlipKind.STOP](forms_2025))

    assert "Giấy tờ trả lại Ông/Bà gồm:" in text
    assert "Phí, lệ phí được hoàn trả: 8.000 đồng." in text


def test_a_stop_notice_with_nothing_to_give_back_says_nothing_of_it(forms_2025: FormSet) -> None:
    slip = replace(sample_slips.STOP, returned=(), refund_vnd=0)

    text = pdf_eyes.text_of(render_stop(slip, form_set=forms_2025))

    assert "trả lại" not in text
    assert "hoàn trả" not in text


def test_the_control_slip_shows_steps_done_and_room_for_those_to_come(forms_2025: FormSet) -> None:
    text = pdf_eyes.text_of(PRINTED[SlipKind.CONTROL](forms_2025))

    assert "1. Giao: Bộ phận một cửa" in text
    assert "■ Trước hạn" in text
    assert text.count("…… giờ …… phút") == sample_slips.CONTROL.empty_steps


def test_the_register_repeats_its_head_on_every_sheet(forms_2025: FormSet) -> None:
    pdf = PRINTED[SlipKind.REGISTER](forms_2025)

    assert pdf_eyes.pages_of(pdf) == 2
    assert all("Ngày, tháng, năm" in pdf_eyes.text_of(pdf, first=page, last=page) for page in (1, 2))
    assert "434" in pdf_eyes.text_of(pdf, first=2, last=2)


def test_the_register_lies_across(forms_2025: FormSet) -> None:
    width, height = pdf_eyes.picture_of(PRINTED[SlipKind.REGISTER](forms_2025), dpi=100).size

    assert width > height


@pytest.mark.parametrize(
    ("of", "title"),
    [
        (HandOverOf.DOSSIERS, "GIẤY BÀN GIAO HỒ SƠ"),
        (HandOverOf.RESULTS, "PHIẾU BÀN GIAO KẾT QUẢ GIẢI QUYẾT HỒ SƠ"),
    ],
)
def test_a_hand_over_list_is_titled_by_what_is_handed_over(
    of: HandOverOf, title: str, forms_2025: FormSet
) -> None:
    pdf = render_hand_over(replace(sample_slips.HAND_OVER, of=of), form_set=forms_2025)

    text = pdf_eyes.text_of(pdf, last=1)
    assert title in text
    assert "Tổng cộng: 06 hồ sơ, 06 bộ." in text
    assert "(Liên 2: Bên nhận lưu)" in pdf_eyes.text_of(pdf, first=2, last=2)


def test_the_fee_receipt_sums_up_in_figures_and_words(forms_2025: FormSet) -> None:
    text = pdf_eyes.text_of(PRINTED[SlipKind.FEE_RECEIPT](forms_2025), last=1)

    assert "Tổng cộng 20.000 đồng" in text
    assert "Số tiền bằng chữ: Hai mươi nghìn đồng" in text
    assert "Mẫu số: 01BLP0-001 Ký hiệu: BD-25T Số: 0000417" in text
    assert "Lệ phí 16.000 đồng" in text
    assert "Phí 4.000 đồng" in text


def test_each_separator_sheet_announces_its_paper_twice(forms_2025: FormSet) -> None:
    pdf = PRINTED[SlipKind.SEPARATOR](forms_2025)

    for page, paper in enumerate(sample_slips.SEPARATORS.papers, start=1):
        codes = [read_separator_code(code.text) for code in pdf_eyes.codes_on(pdf_eyes.picture_of(pdf, page=page))]
        assert len(codes) == 2
        assert {code.paper_type for code in codes if code} == {paper.paper_type}
        assert paper.title in pdf_eyes.text_of(pdf, first=page, last=page)


@pytest.mark.parametrize("text", ["", "TPC1|a", "TPC1||b", "TPC1|a|b|c", "HS1|a|b", "https://example.vn/TPC1|a|b"])
def test_other_codes_are_no_separators(text: str) -> None:
    assert read_separator_code(text) is None
