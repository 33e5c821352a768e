"""The codes of dossiers, results, papers and agencies."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.contract.codes import (
    STANDARD,
    CodeBook,
    CodePattern,
    DossierCode,
    ProvisionalCode,
    UnitOrder,
    new_order,
    old_order,
    same_unit,
    spellings,
    unit_levels,
)
from counter_app.domain.codes import (
    NumberSlice,
    codes_left,
    digitised_code,
    is_procedure_code,
    is_result_type_code,
    national_procedure_code,
    next_code,
    next_code_from,
    parse_result_code,
    provisional_code,
    result_code,
)
from tests.builders.rules import refusal, shipped_codes

DAY = date(2026, 3, 10)
BOOK = shipped_codes()
NOW = BOOK.on(DAY)


SLICE = NumberSlice(unit="H29.01", day=DAY, first=401, last=403, window="Q01")


def test_a_code_is_unit_day_and_serial() -> None:
    assert BOOK.write(DossierCode("H29.01", DAY, 420)) == "H29.01-260310-0420"


def test_a_busy_day_has_serials_of_five_digits() -> None:
    assert BOOK.write(DossierCode("H29.01", DAY, 12345)) == "H29.01-260310-12345"


def test_serials_are_given_in_order_until_the_slice_is_used_up() -> None:
    given = []
    for _ in range(4):
        code = next_code(SLICE, given)
        given.append(code.serial if code is not None else 0)

    assert given == [401, 402, 403, 0]


def test_a_serial_that_was_skipped_is_not_given_any_more() -> None:
    assert next_code(SLICE, {402}) == DossierCode("H29.01", DAY, 403)


def test_serials_of_other_slices_do_not_matter() -> None:
    assert next_code(SLICE, {1, 2, 400, 404, 9999}) == DossierCode("H29.01", DAY, 401)


def test_an_empty_slice_gives_nothing() -> None:
    empty = NumberSlice(unit="H29.01", day=DAY, first=5, last=4, window="Q01")

    assert empty.size == 0
    assert next_code(empty, ()) is None


def test_a_slice_knows_how_many_serials_it_has() -> None:
    assert SLICE.size == 3
    assert NumberSlice(unit="H29.01", day=DAY, first=7, last=7, window="Q01").size == 1


def test_the_slice_of_the_unit_and_day_with_the_lowest_serials_comes_first() -> None:
    later = NumberSlice(unit="H29.01", day=DAY, first=501, last=502, window="Q01")
    other_day = NumberSlice(unit="H29.01", day=date(2026, 3, 11), first=1, last=9, window="Q01")
    other_unit = NumberSlice(unit="H29.02", day=DAY, first=1, last=9, window="Q01")
    slices = [later, other_day, other_unit, SLICE]

    assert next_code_from(slices, "H29.01", DAY, ()) == DossierCode("H29.01", DAY, 401)
    assert next_code_from(slices, "H29.01", DAY, {401, 402, 403}) == DossierCode("H29.01", DAY, 501)
    assert next_code_from(slices, "H29.01", DAY, {403, 502}) is None
    assert next_code_from(slices, "H29.03", DAY, ()) is None


def test_a_window_knows_how_many_codes_it_can_still_give() -> None:
    later = NumberSlice(unit="H29.01", day=DAY, first=501, last=502, window="Q01")
    other_day = NumberSlice(unit="H29.01", day=date(2026, 3, 11), first=1, last=9, window="Q01")
    other_unit = NumberSlice(unit="H29.02", day=DAY, first=1, last=9, window="Q01")
    slices = [SLICE, later, other_day, other_unit]

    assert codes_left(slices, "H29.01", DAY, ()) == 5
    assert codes_left(slices, "H29.01", DAY, {401}) == 4
    assert codes_left(slices, "H29.01", DAY, {403}) == 2
    assert codes_left(slices, "H29.01", DAY, {403, 502}) == 0


def test_a_provisional_code_looks_like_no_legal_one() -> None:
    code = provisional_code("H29.01", DAY, "0190f0c4-0000-7000-8000-000000000001")

    assert BOOK.write(code).startswith("TAM-H29.01-260310-")
    assert len(code.token) == 10
    assert BOOK.read(BOOK.write(code)) == code


def test_a_provisional_code_follows_from_the_dossier() -> None:
    first = provisional_code("H29.01", DAY, "dossier-1")

    assert provisional_code("H29.01", DAY, "dossier-1") == first
    assert provisional_code("H29.01", DAY, "dossier-2") != first
    assert first.token == "5VMT0VBCKB"


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    code = ProvisionalCode("H29.01", DAY, "10110ABCDE")

    assert BOOK.read("TAM-H29.01-260310-IOLIO-ABCDE") == code
    assert BOOK.read("tam-h29.01-260310-1oliOabcde") == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("H29.01-260310-0420", DossierCode("H29.01", DAY, 420)),
        ("  h29.01-260310-0420 ", DossierCode("H29.01", DAY, 420)),
        ("000.00.01.H29-260310-0420", DossierCode("H29.01", DAY, 420)),
        ("H55.242-260310-12345", DossierCode("H55.242", DAY, 12345)),
        ("H29-260310-0001", DossierCode("H29", DAY, 1)),
        ("H09.901.01-241202-9999", DossierCode("H09.901.01", date(2024, 12, 2), 9999)),
    ],
)
def test_codes_of_both_orders_are_read(text: str, code: DossierCode) -> None:
    assert BOOK.read(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H29.01",
        "H29.01-260310-420",
        "H29.01-260310-0000",
        "H29.01-260310-00420",
        "H29.01-261310-0420",
        "H29.01-260230-0420",
        "H29.01-26031-0420",
        "H29.01-2603100-0420",
        "29.01-260310-0420",
        "H29.1-260310-0420",
        "H29.01-260310-0420-KQ1",
        "XH29.01-260310-0420",
        "TAM-H29.01-260310-ABCDE",
        "TAM-H29.01-261310-ABCDE-ABCDE",
        "TAM-H29.01-260310-ABCDU-ABCDE",
        "TAM-H29.01-260310-ABCDE-ABCDE-X",
    ],
)
def test_what_is_no_code_is_refused(text: str) -> None:
    assert refusal(lambda: BOOK.read(text)) == ("bad_dossier_code", {"code": text})


def test_a_refusal_shows_what_was_typed_without_the_space_around_it() -> None:
    assert refusal(lambda: BOOK.read("  abc ")) == ("bad_dossier_code", {"code": "abc"})


def test_spaces_inside_a_code_do_not_matter() -> None:
    assert BOOK.read("H29.01 - 260310 - 0420") == DossierCode("H29.01", DAY, 420)
    assert parse_result_code("H29.01-260310-0420 - KQ 2", BOOK) == (DossierCode("H29.01", DAY, 420), 2)


def test_how_codes_look_is_data() -> None:
    local = CodePattern(
        code="local",
        title="",
        valid_from=date(2026, 1, 1),
        separator="/",
        day_format="%d%m%Y",
        serial_digits=6,
        unit_order=UnitOrder.FROM_UNIT,
        unit_form=r"\d{3}\.\d{2,3}\.\d{2,3}\.H\d{2}",
        provisional_prefix="P",
        result_suffix="R",
        digitised_separator=".",
    )
    book = CodeBook(patterns=(local,))
    code = DossierCode("H29.01", DAY, 420)

    assert book.write(code) == "000.00.01.H29/10032026/000420"
    assert book.read("000.00.01.H29/10032026/000420") == code
    provisional = ProvisionalCode("H29.01", DAY, "0123456789")
    assert book.write(provisional) == "P/000.00.01.H29/10032026/01234/56789"
    assert book.read("P/000.00.01.H29/10032026/01234/56789") == provisional
    assert result_code("000.00.01.H29/10032026/000420", local, 2) == "000.00.01.H29/10032026/000420/R2"
    assert parse_result_code("000.00.01.H29/10032026/000420/R2", book) == (code, 2)
    assert digitised_code("074190001234", "giay-khai-sinh", local) == "074190001234.giay-khai-sinh"
    assert refusal(lambda: book.read("H29.01-260310-0420"))[0] == "bad_dossier_code"


def test_a_code_is_written_by_the_pattern_of_its_day_and_read_by_any() -> None:
    old, new = DossierCode("H29.01", date(2019, 3, 10), 420), DossierCode("H29.01", DAY, 420)

    assert BOOK.write(old) == "000.00.01.H29-190310-0420"
    assert BOOK.write(new) == "H29.01-260310-0420"
    assert BOOK.read("000.00.01.H29-260310-0420") == new
    assert BOOK.read("H29.01-190310-0420") == old


def test_on_a_day_without_a_pattern_no_code_is_written() -> None:
    early = DossierCode("H29.01", date(2018, 3, 10), 1)

    assert refusal(lambda: BOOK.write(early)) == ("no_code_pattern", {"on": "2018-03-10"})
    assert STANDARD.write(early) == "H29.01-180310-0001"


def test_a_code_that_no_pattern_could_read_is_not_written() -> None:
    assert refusal(lambda: BOOK.write(DossierCode("29.01", DAY, 1))) == ("bad_unit_code", {"unit": "29.01"})
    assert refusal(lambda: BOOK.write(DossierCode("H29.01", DAY, 0))) == ("bad_serial", {"serial": 0})
    assert BOOK.write(DossierCode("H29.01", DAY, 1)) == "H29.01-260310-0001"


def test_a_result_is_named_after_its_dossier() -> None:
    assert result_code("H29.01-260310-0420", NOW) == "H29.01-260310-0420-KQ1"
    assert result_code("H29.01-260310-0420", NOW, 3) == "H29.01-260310-0420-KQ3"
    assert refusal(lambda: result_code("H29.01-260310-0420", NOW, 0)) == ("bad_result_number", {"number": 0})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("H29.01-260310-0420-KQ", 1),
        ("H29.01-260310-0420-KQ2", 2),
        ("H29.01-260310-0420-KQ(3)", 3),
        (" h29.01-260310-0420-kq12 ", 12),
    ],
)
def test_result_codes_are_read_in_every_spelling(text: str, number: int) -> None:
    assert parse_result_code(text, BOOK) == (DossierCode("H29.01", DAY, 420), number)


@pytest.mark.parametrize("text", ["H29.01-260310-0420", "H29.01-260310-0420-KQ0", "H29.01-260310-0420-KQ("])
def test_what_is_no_result_code_is_refused(text: str) -> None:
    assert refusal(lambda: parse_result_code(f" {text}", BOOK)) == ("bad_result_code", {"code": text})


def test_a_result_of_no_dossier_is_refused() -> None:
    assert refusal(lambda: parse_result_code("H29.01-KQ1", BOOK)) == ("bad_dossier_code", {"code": "H29.01"})


def test_a_digitised_paper_is_named_after_its_holder_and_type() -> None:
    assert digitised_code("074190001234", "KQ.G15.000031", NOW) == "074190001234-KQ.G15.000031"
    assert digitised_code("", "KQ.G15.000031", NOW) == "-KQ.G15.000031"


def test_procedure_codes_have_seven_digits() -> None:
    assert is_procedure_code("1.001193")
    assert not is_procedure_code("1.00119")
    assert not is_procedure_code("10.001193")
    assert not is_procedure_code("1.001193.H29")


@pytest.mark.parametrize(
    "text",
    ["2.000815", "2.000815.000.00.00.H55", "2.000815.000.00.00.H55.02", "2.000815.h19", " 2.000815.01 "],
)
def test_the_national_code_is_the_beginning_of_every_local_one(text: str) -> None:
    assert national_procedure_code(text) == "2.000815"


def test_what_is_no_procedure_code_is_refused() -> None:
    assert refusal(lambda: national_procedure_code(" 2.000815x")) == ("bad_procedure_code", {"code": "2.000815x"})


def test_types_of_results_have_national_codes() -> None:
    assert is_result_type_code("KQ.G15.000031")
    assert is_result_type_code("KQ.H29.01.000031")
    assert not is_result_type_code("KQ.G15.31")
    assert not is_result_type_code("G15.000031")


@pytest.mark.parametrize(
    ("code", "levels"),
    [
        ("H29", ("H29",)),
        ("H29.01", ("H29", "01")),
        ("h29.01.02.003", ("H29", "01", "02", "003")),
        ("000.00.00.H29", ("H29",)),
        ("000.00.01.H29", ("H29", "01")),
        ("000.02.01.H29", ("H29", "01", "02")),
        ("003.02.01.H29", ("H29", "01", "02", "003")),
        ("000.00.242.H55", ("H55", "242")),
    ],
)
def test_agency_codes_of_both_orders_have_the_same_levels(code: str, levels: tuple[str, ...]) -> None:
    assert unit_levels(code) == levels


@pytest.mark.parametrize("code", ["", "29.01", "H2.01", "H29.1", "000.00.H29", "H29.01.02.003.04"])
def test_what_is_no_agency_code_is_refused(code: str) -> None:
    assert refusal(lambda: unit_levels(code)) == ("bad_unit_code", {"unit": code})


def test_one_agency_in_two_orders_is_one_agency() -> None:
    assert same_unit("H29.01", "000.00.01.H29")
    assert not same_unit("H29.01", "000.01.00.H29")
    assert new_order("000.00.01.H29") == "H29.01"
    assert old_order("H29.01") == "000.00.01.H29"
    assert old_order("H29") == "000.00.00.H29"
    assert old_order("H29.01.02.03") == "003.02.01.H29"
    assert old_order("003.02.01.H29") == "003.02.01.H29"


def test_a_unit_is_looked_for_under_every_spelling() -> None:
    assert spellings("000.00.01.H29") == ("H29.01", "000.00.01.H29")
    assert spellings("H29.01") == ("H29.01", "000.00.01.H29")
    assert spellings("TINH-7") == ("TINH-7",)
