"""Files of code patterns: every mistake is named; what passes can read what it writes."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.contract.codes import DossierCode, UnitOrder, check_codes
from tests.builders.rules import shipped_codes

FILE = """\
format = 1

[[code_patterns]]
code = "cu"
title = "Cũ"
valid_from = 2019-01-06
valid_to = 2020-09-15
unit_order = "from_unit"
unit_form = '\\d{3}\\.\\d{2,3}\\.\\d{2,3}\\.H\\d{2}'

[[code_patterns]]
code = "moi"
title = "Mới"
valid_from = 2020-09-15
separator = "-"
day_format = "%y%m%d"
serial_digits = 4
unit_form = 'H\\d{2}(\\.\\d{2,3}){0,3}'
provisional_prefix = "TAM"
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("format = 1", "format = 2", [(1, "wrong_format")]),
        ("valid_to = 2020-09-15\n", "valid_to = 2020-09-16\n", [(14, "twin")]),
        ('separator = "-"', 'separator = "x"', [(15, "bad_separator")]),
        ('separator = "-"', 'separator = "--"', [(15, "bad_separator")]),
        ('separator = "-"', 'separator = "."', [(15, "bad_separator")]),
        ('separator = "-"', 'digitised_separator = ""', [(15, "bad_separator")]),
        ("%y%m%d", "%y%m", [(16, "bad_day_format")]),
        ("%y%m%d", "%d %b %y", [(16, "bad_day_format")]),
        ("%y%m%d", "261009", [(16, "bad_day_format")]),
        ("serial_digits = 4", "serial_digits = 0", [(17, "bad_digits")]),
        ("serial_digits = 4", "serial_digits = 10", [(17, "bad_digits")]),
        ("'H\\d{2}(", "'H\\d{2}((", [(18, "bad_form")]),
        ("'H\\d{2}(", "'(?P<unit>H)\\d{2}(", [(18, "bad_form")]),
        ("'H\\d{2}(", "'K\\d{2}(", [(18, "bad_form")]),
        ('unit_order = "from_unit"', 'unit_order = "from_province"', [(9, "bad_form")]),
        ('unit_order = "from_unit"', 'unit_order = "upwards"', [(8, "wrong_value")]),
        ('"TAM"', '"tạm"', [(19, "bad_letters")]),
        ('provisional_prefix = "TAM"', 'result_suffix = "KQ1"', [(19, "bad_letters")]),
        ("serial_digits", "serial_digit", [(17, "unknown_key")]),
    ],
)
def test_every_mistake_is_named_with_its_line(old: str, new: str, expected: list[tuple[int, str]]) -> None:
    assert old in FILE
    book, mistakes = check_codes({"codes.toml": FILE.replace(old, new, 1)})

    assert [(mistake.line, mistake.code) for mistake in mistakes] == expected
    assert book is None


def test_whoever_keeps_the_file_reads_what_to_mend() -> None:
    spoilt = (
        FILE.replace("valid_to = 2020-09-15\n", "valid_to = 2020-09-16\n")
        .replace('separator = "-"', 'separator = "x"')
        .replace("%y%m%d", "%y%m")
        .replace("serial_digits = 4", "serial_digits = 10")
        .replace('"TAM"', '"tạm"')
    )
    forms = [FILE.replace("'H\\d{2}(", form) for form in ("'H\\d{2}((", "'(?P<unit>H)\\d{2}(", "'K\\d{2}(")]

    told = [str(mistake) for text in (spoilt, *forms) for mistake in check_codes({"codes.toml": text})[1]]

    assert told == [
        "codes.toml:14: hai quy tắc mã cùng hiệu lực trong một ngày",
        "codes.toml:15: «separator» phải là một dấu, không phải chữ, số hay dấu chấm",
        "codes.toml:16: «day_format» phải ghi đủ ngày, tháng, năm và chỉ gồm chữ số",
        "codes.toml:17: «serial_digits» từ 1 đến 9",
        "codes.toml:19: «provisional_prefix» phải là chữ in hoa không dấu",
        "codes.toml:18: «unit_form» không phải là biểu thức chính quy (missing ), unterminated subpattern)",
        "codes.toml:18: «unit_form» không được đặt tên nhóm",
        "codes.toml:18: «unit_form» phải đọc được mã đơn vị viết theo thứ tự này: H29.01",
    ]


@pytest.mark.parametrize("digits", [1, 9])
def test_serials_have_one_to_nine_digits(digits: int) -> None:
    book, _ = check_codes({"codes.toml": FILE.replace("serial_digits = 4", f"serial_digits = {digits}")})
    assert book is not None
    code = DossierCode("H29.01", date(2026, 3, 10), 7)

    assert book.write(code) == f"H29.01-260310-{7:0{digits}d}"
    assert book.read(book.write(code)) == code


def test_a_sound_file_gives_its_patterns_the_newest_first() -> None:
    book, mistakes = check_codes({"codes.toml": FILE})

    assert mistakes == ()
    assert book is not None
    assert [pattern.code for pattern in book.patterns] == ["moi", "cu"]


def test_the_shipped_patterns_hold_without_a_gap_since_the_circular() -> None:
    new, old = shipped_codes().patterns

    assert (old.valid_from, old.valid_to, new.valid_to) == (date(2019, 1, 6), new.valid_from, None)
    assert (old.unit_order, new.unit_order) == (UnitOrder.FROM_UNIT, UnitOrder.FROM_PROVINCE)


def test_a_unit_of_a_form_of_its_own_stands_for_itself() -> None:
    file = FILE.replace("'H\\d{2}(\\.\\d{2,3}){0,3}'", "'(?:H\\d{2}(?:\\.\\d{2,3}){0,3}|TINH-\\d)'")
    book, _ = check_codes({"codes.toml": file})
    assert book is not None

    code = DossierCode("TINH-7", date(2026, 3, 10), 1)

    assert book.write(code) == "TINH-7-260310-0001"
    assert book.read("tinh-7-260310-0001") == code
