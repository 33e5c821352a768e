"""Data files: read with the line of every value, and every mistake named."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from counter_app.contract.calendars import check_calendars
from counter_app.contract.catalogue import Catalogue, check_catalogue
from counter_app.contract.located import Located, NotToml, parse
from counter_app.contract.organisation import check_organisation
from counter_app.contract.provenance import in_force, overlap
from counter_app.contract.reading import Mistake
from tests.builders.rules import texts_in

BASE = """\
format = 1
fields = [{ code = "ho-tich", title = "Hộ tịch" }]
paper_types = [{ code = "to-khai", title = "Tờ khai" }, { code = "ket-qua", title = "Kết quả" }]
scan_profiles = [{ code = "a4", title = "A4", dpi = 300, width_mm = 210.0, height_mm = 297.0 }]
"""
BODY = """\
[[procedures]]
code = "1.001193"
title = "Đăng ký khai sinh"
field = "ho-tich"
level = "commune"
competent = "commune_committee"
place = "residence"
valid_from = 2024-12-02

[[procedures.cases]]
code = "thuong"
title = "Thông thường"
result_type = "ket-qua"
limit = { unit = "working_days", amount = 3 }
papers = [
    { paper_type = "to-khai", title = "Tờ khai", need = "required" },
]
fees = [
    { code = "le-phi", title = "Lệ phí", kind = "le_phi", amount_vnd = 8000, text = "8.000 đồng" },
]
"""
PROCEDURE = "format = 1\n" + BODY


def mistakes_in(procedure: str, base: str = BASE) -> list[tuple[int, str]]:
    """(line, code) of the mistakes in a catalogue of two files; lines are those of the second one."""
    catalogue, mistakes = check_catalogue({"base.toml": base, "own.toml": procedure})
    assert (catalogue is None) == bool(mistakes)
    assert all(mistake.message for mistake in mistakes)
    return [(mistake.line, mistake.code) for mistake in mistakes]


def changed(old: str, new: str, text: str = PROCEDURE) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def line_of(part: str, text: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_sound_catalogue_has_no_mistakes() -> None:
    catalogue, mistakes = check_catalogue({"base.toml": BASE, "own.toml": PROCEDURE})

    assert mistakes == ()
    assert isinstance(catalogue, Catalogue)
    assert catalogue.procedures[0].cases[0].fees[0].amount_vnd == 8000


def test_all_mistakes_of_a_file_are_named_with_their_lines() -> None:
    text = PROCEDURE
    for old, new in (
        ('title = "Đăng ký khai sinh"', 'titel = "Đăng ký khai sinh"'),
        ('level = "commune"', 'level = "xã"'),
        ("valid_from = 2024-12-02", 'valid_from = "hôm nay"'),
        ("amount = 3", 'amount = "ba"'),
        ('need = "required"', 'need = "perhaps"'),
        ("amount_vnd = 8000", "amount_vnd = true"),
    ):
        text = changed(old, new, text)

    found = mistakes_in(text)

    assert found == [
        (2, "missing_key"),
        (4, "unknown_key"),
        (6, "wrong_value"),
        (9, "wrong_value"),
        (15, "wrong_value"),
        (17, "wrong_value"),
        (20, "wrong_value"),
    ]


def test_a_misspelt_key_is_answered_with_the_right_one() -> None:
    _, mistakes = check_catalogue({"own.toml": changed('title = "Đăng ký', 'titel = "Đăng ký')})

    assert "có phải «title» không?" in " ".join(mistake.message for mistake in mistakes)


def test_a_key_like_no_other_is_answered_without_a_guess() -> None:
    _, mistakes = check_catalogue({"own.toml": "format = 1\nxyz = 2\n"})

    assert [mistake.message for mistake in mistakes] == ["không có mục tên «xyz»"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'level = "commune"',
            'level = "xã"',
            "«level»: «xã» không thuộc các giá trị được phép: «commune»,",
        ),
        ("amount = 3", 'amount = "ba"', "«amount» phải là số nguyên"),
        ("valid_from = 2024-12-02", "valid_from = 3", "«valid_from» phải là ngày (năm-tháng-ngày)"),
        ('title = "Tờ khai"', "title = 3", "«title» phải là chữ trong dấu nháy"),
        ("fees = [", 'keywords = "một"\nfees = [', "không có mục tên «keywords»"),
    ],
)
def test_mistakes_are_worded_for_the_person_who_keeps_the_file(old: str, new: str, told: str) -> None:
    _, mistakes = check_catalogue({"base.toml": BASE, "own.toml": changed(old, new)})

    assert told in " ".join(mistake.message for mistake in mistakes)


def test_a_mistake_is_printed_with_file_and_line() -> None:
    assert str(Mistake("đất.toml", 12, "twin", "mã trùng")) == "đất.toml:12: mã trùng"


def test_a_file_that_is_no_toml_is_one_mistake_at_its_line() -> None:
    found = mistakes_in(changed("field = ", "field : "))

    assert found == [(5, "syntax")]


def test_an_unfinished_file_is_blamed_at_its_end() -> None:
    with pytest.raises(NotToml) as refusal:
        parse('a = 1\nb = "x')

    assert refusal.value.line == 2


def test_a_catalogue_of_another_format_is_refused() -> None:
    assert mistakes_in(changed("format = 1", "format = 2")) == [(1, "wrong_format")]


def test_a_table_where_a_list_is_wanted_and_the_other_way_round() -> None:
    _, mistakes = check_catalogue({"own.toml": 'format = 1\nprocedures = [3]\n[fields]\ncode = "x"\n'})

    assert [(mistake.line, mistake.code) for mistake in mistakes] == [(2, "wrong_type"), (3, "wrong_value")]


def procedure_with(old: str, new: str) -> list[tuple[int, str]]:
    return [(line - 1, code) for line, code in mistakes_in(changed(old, new))]


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ('code = "1.001193"', 'code = "1.1193"', (2, "bad_code")),
        ('field = "ho-tich"', 'field = "dat-dai"', (4, "unknown_field")),
        ("valid_from = 2024-12-02", "valid_from = 2024-12-02\nvalid_to = 2024-12-02", (9, "bad_period")),
        ('result_type = "ket-qua"', 'result_type = "khac"', (13, "unknown_paper")),
        ('paper_type = "to-khai"', 'paper_type = "khac"', (16, "unknown_paper")),
        ('need = "required"', 'need = "required", alternatives = ["khac"]', (16, "unknown_paper")),
        ('need = "required"', 'need = "required", scan_profile = "a9"', (16, "unknown_profile")),
        ('need = "required"', 'need = "conditional"', (16, "condition")),
        ('need = "required"', 'need = "required", condition = "nếu có"', (16, "condition")),
        ('need = "required"', 'need = "required", originals = -1', (16, "negative")),
        ('need = "required"', 'need = "required", copies = -1', (16, "negative")),
        ('need = "required"', 'need = "required", originals = 0', (16, "no_sheets")),
        ("amount_vnd = 8000", "amount_vnd = -1", (19, "negative")),
        ('text = "8.000 đồng"', 'text = " "', (19, "no_text")),
        ("amount = 3", "amount = 0", (14, "bad_limit")),
        ('unit = "working_days", amount = 3', 'unit = "same_day", amount = 3', (14, "bad_limit")),
        ("amount = 3", 'amount = 3, extended_amount = 3, extended_when = "x"', (14, "bad_limit")),
        ("amount = 3", "amount = 3, extended_amount = 4", (14, "bad_limit")),
        ("amount = 3", 'amount = 3, extended_when = "x"', (14, "bad_limit")),
    ],
)
def test_rules_over_several_values_are_checked(old: str, new: str, mistake: tuple[int, str]) -> None:
    assert procedure_with(old, new) == [mistake]


def test_an_extension_makes_no_sense_for_a_limit_that_is_not_counted() -> None:
    new = 'unit = "open", extended_amount = 4, extended_when = "x"'

    assert procedure_with('unit = "working_days", amount = 3', new) == [(14, "bad_limit")]


def test_the_limit_for_online_filing_is_checked_too() -> None:
    text = PROCEDURE.replace("papers = [", 'online_limit = { unit = "hours" }\npapers = [', 1)

    assert mistakes_in(text) == [(16, "bad_limit")]


def test_a_procedure_needs_a_case() -> None:
    text = PROCEDURE[: PROCEDURE.index("[[procedures.cases]]")] + "cases = []\n"

    assert mistakes_in(text) == [(line_of("cases = []", text), "no_case")]


def test_twins_are_found_at_their_second_place() -> None:
    case = PROCEDURE[PROCEDURE.index("[[procedures.cases]]") :]
    paper = '    { paper_type = "to-khai", title = "Tờ khai", need = "required" },\n'
    fee = '    { code = "le-phi", title = "Lệ phí", kind = "le_phi", text = "x" },\n'

    assert mistakes_in(PROCEDURE + case) == [(23, "twin")]
    assert mistakes_in(changed(paper, paper + paper)) == [(18, "twin")]
    assert mistakes_in(changed("fees = [\n", "fees = [\n" + fee)) == [(21, "twin")]
    assert mistakes_in(PROCEDURE + BODY) == [(23, "twin")]


def test_a_procedure_may_have_versions_that_follow_one_another() -> None:
    first = changed("valid_from = 2024-12-02", "valid_from = 2024-12-02\nvalid_to = 2025-07-01")
    second = changed("valid_from = 2024-12-02", "valid_from = 2025-07-01")

    assert mistakes_in(first + second.removeprefix("format = 1\n")) == []
    assert mistakes_in(second + first.removeprefix("format = 1\n")) == []


def test_fields_paper_types_and_profiles_are_declared_once() -> None:
    again = BASE.replace("format = 1\n", "")

    found = mistakes_in("format = 1\n" + again)

    assert [code for _, code in found] == ["twin"] * 4


def test_scanning_below_the_legal_floor_is_refused() -> None:
    low = BASE.replace("dpi = 300", "dpi = 199")

    _, mistakes = check_catalogue({"base.toml": low})

    assert [(mistake.line, mistake.code) for mistake in mistakes] == [(4, "below_floor")]
    assert check_catalogue({"base.toml": BASE.replace("dpi = 300", "dpi = 200")})[1] == ()


def test_mistakes_come_in_the_order_of_files_and_lines() -> None:
    _, mistakes = check_catalogue({"b.toml": "format = 2\nx = 1\n", "a.toml": "y = 1\nformat = 1\n"})

    assert [(mistake.file, mistake.line) for mistake in mistakes] == [("a.toml", 1), ("b.toml", 1), ("b.toml", 2)]


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a = 1\nb = 2\n", ("b",), 2),
        ("# said\n\na = 1 # more\n", ("a",), 3),
        ("[t]\n\na = 1\n", ("t", "a"), 3),
        ("[t]\na = 1\n", ("t",), 1),
        ("[t.u]\na = 1\n", ("t", "u", "a"), 2),
        ("[[t]]\na = 1\n[[t]]\na = 2\n", ("t", 1, "a"), 4),
        ("[[t]]\na = 1\n[[t]]\na = 2\n", ("t", 1), 3),
        ("[[t]]\n[[t.u]]\na = 1\n[[t]]\n[[t.u]]\na = 1\n[[t.u]]\na = 2\n", ("t", 1, "u", 1, "a"), 8),
        ("[[t]]\n[t.u]\na = 1\n[[t]]\n[t.u]\na = 2\n", ("t", 1, "u", "a"), 6),
        ("a = [\n  1,\n  2,\n]\nb = 3\n", ("a", 1), 3),
        ("a = [\n  { x = 1, y = [1,\n  2] },\n  { x = 3 },\n]\nb = 3\n", ("a", 1), 4),
        ("a = [\n  { x = 1 },\n  { x = 3 },\n]\n", ("a", 1, "x"), 3),
        ('a = """\none = 1\n"""\nb = 2\n', ("b",), 4),
        ("a = '''\none = 1\n'''\nb = 2\n", ("b",), 4),
        ('a = "[ # \\" ]"\nb = 2\n', ("b",), 2),
        ("a = '[ # ]'\nb = 2\n", ("b",), 2),
        ("a.b = 1\na.c = 2\n", ("a", "c"), 2),
        ("\"a b\" = 1\n'c d' = 2\n", ("c d",), 2),
        ("a=1\nb=[1,\n2]\nc=3\n", ("c",), 4),
        ("a = { b = 1 }\n", ("a", "b"), 1),
        ("a = 1\r\nb = 2\r\n", ("b",), 2),
        ("\ufeffa = 1\nb = 2\n", ("b",), 2),
        ("a = 1", ("a",), 1),
        ("a = 1\n", ("z",), 1),
        ('a = ["x", "y]",\n "z"]\nb = 1\n', ("a", 2), 2),
        ('a = """x\\""" y"""\nb = 1\n', ("b",), 2),
    ],
)
def test_every_value_knows_its_line(text: str, path: tuple[str | int, ...], line: int) -> None:
    assert parse(text).line(path) == line


def test_a_file_without_anything_in_it_is_blamed_at_its_first_line() -> None:
    assert Located({}, {}).line(("a", 1)) == 1


def test_the_records_hold_from_their_first_day_until_the_day_they_end() -> None:
    class Record(msgspec.Struct, frozen=True):
        valid_from: date
        valid_to: date | None = None

    first = Record(date(2024, 1, 1), date(2025, 1, 1))
    second = Record(date(2025, 1, 1))

    assert in_force(first, date(2024, 1, 1))
    assert in_force(first, date(2024, 12, 31))
    assert not in_force(first, date(2025, 1, 1))
    assert not in_force(first, date(2023, 12, 31))
    assert in_force(second, date(2030, 1, 1))
    assert not overlap(first, second)
    assert not overlap(second, first)
    assert overlap(second, Record(date(2026, 1, 1)))
    assert overlap(first, Record(date(2024, 12, 31)))


@pytest.mark.parametrize(
    ("folder", "check"),
    [("procedures", check_catalogue), ("calendars", check_calendars), ("organisation", check_organisation)],
)
def test_the_shipped_files_have_no_mistakes(folder: str, check: object) -> None:
    assert callable(check)

    _, mistakes = check(texts_in(folder))

    assert [str(mistake) for mistake in mistakes] == []
