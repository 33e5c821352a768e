"""Which form is in force, and what the QR code of a slip says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from counter_app.domain.errors import InvalidInput, NotFound
from counter_app.domain.forms import Form, FormSet, PaperSize, SlipKind, form_set_on
from counter_app.domain.slip_codes import SlipCode, read_slip_code, slip_code
from tests.rigs import sample_slips


def _form_set(code: str, valid_from: date, valid_to: date | None) -> FormSet:
    return FormSet(code, code, valid_from, valid_to, {})


_OLD = _form_set("old", date(2019, 1, 6), date(2025, 9, 15))
_NEW = _form_set("new", date(2025, 9, 15), None)


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2019, 1, 6), "old"), (date(2025, 9, 14), "old"), (date(2025, 9, 15), "new"), (date(2031, 1, 1), "new")],
)
def test_the_form_set_is_the_one_in_force_on_the_day(day: date, code: str) -> None:
    assert form_set_on([_NEW, _OLD], day).code == code


def test_before_the_first_form_set_there_is_none() -> None:
    with pytest.raises(NotFound, match="no_form_set"):
        form_set_on([_OLD, _NEW], date(2019, 1, 5))


def test_the_later_beginning_wins_where_two_hold() -> None:
    corrected = _form_set("corrected", date(2025, 10, 1), None)

    assert form_set_on([corrected, _NEW], date(2025, 10, 2)).code == "corrected"


def test_a_form_that_the_circular_does_not_know_is_named() -> None:
    with pytest.raises(NotFound, match=r"form_not_in_set.*stop"):
        _OLD.form(SlipKind.STOP)


def test_a_missing_caption_is_named() -> None:
    form = Form(SlipKind.RECEIPT, "GIẤY TIẾP NHẬN", PaperSize.A5, {})

    with pytest.raises(NotFound, match=r"form_caption_missing.*sets"):
        form.caption("sets")


def test_the_code_says_the_minimum_data_in_order() -> None:
    receipt = sample_slips.RECEIPT

    text = slip_code(receipt.head, "GIẤY TIẾP NHẬN HỒ SƠ", appointment=receipt.due_at).text()

    assert text == (
        "HS1|000.00.01.H09-251006-0417|1.001193|074190001234|GIẤY TIẾP NHẬN HỒ SƠ|"
        "Hệ thống thông tin giải quyết TTHC tỉnh Bình Dương|20251006091200|20251006170000"
    )


def test_a_code_reads_back_as_it_was_printed() -> None:
    code = SlipCode("H09-251006-0001", "1.001193", "", "Phiếu", "Hệ thống", datetime(2025, 10, 6, 9, 12))  # noqa: DTZ001

    assert read_slip_code(code.text()) == code


def test_a_separator_inside_a_name_does_not_shift_the_fields() -> None:
    head = replace(sample_slips.HEAD, system="Hệ thống|A")

    code = read_slip_code(slip_code(head, "Phiếu").text())

    assert code.system == "Hệ thống/A"
    assert code.appointment is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "074190001234|271234567|Nguyễn Thị Ánh|01011990|Nữ|Bình Dương|15042021",
        "HS1|a|b|c|d|e|20251006091200",
        "HS1|a|b|c|d|e|hôm nay|",
        "https://example.vn/tra-cuu?MHS=1",
    ],
)
def test_other_codes_are_not_taken_for_ours(text: str) -> None:
    with pytest.raises(InvalidInput, match="not_a_slip_code"):
        read_slip_code(text)
