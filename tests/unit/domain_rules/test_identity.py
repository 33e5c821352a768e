"""Persons, organisations and those who act for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.domain.errors import InvalidInput
from counter_app.domain.identity import (
    Birth,
    Body,
    Doubt,
    DoubtCode,
    IdKind,
    Person,
    Relation,
    Sex,
    Submission,
    birth_year_of_number,
    doubts_about,
    doubts_about_body,
    doubts_about_submission,
    id_kind,
    name_matches,
    name_sort_key,
    parse_birth,
    parse_id_number,
    parse_name,
    parse_phone,
    parse_sex,
    parse_tax_code,
    phone_text,
    same_name,
    sex_of_number,
    tax_code_adds_up,
)

TODAY = date(2026, 11, 23)
ANH = Person(name="Nguyễn Thị Ánh", id_number="074190001234", birth=Birth(1990, 5, 12), sex=Sex.FEMALE)


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("12/05/1990", Birth(1990, 5, 12)),
        ("1/5/1990", Birth(1990, 5, 1)),
        ("12.05.1990", Birth(1990, 5, 12)),
        ("12-05-1990", Birth(1990, 5, 12)),
        ("12 05 1990", Birth(1990, 5, 12)),
        ("12051990", Birth(1990, 5, 12)),
        ("1990-05-12", Birth(1990, 5, 12)),
        ("05/1990", Birth(1990, 5)),
        ("1990-05", Birth(1990, 5)),
        (" 1990 ", Birth(1990)),
        ("00001965", Birth(1965)),
        ("00/00/1965", Birth(1965)),
        ("00/07/1965", Birth(1965, 7)),
        ("12001965", Birth(1965)),
        ("29/02/2024", Birth(2024, 2, 29)),
    ],
)
def test_births_are_read_in_every_spelling(text: str, birth: Birth) -> None:
    assert parse_birth(text) == birth


@pytest.mark.parametrize(
    "text", ["", "31/02/1990", "29/02/2023", "12/13/1990", "90", "12/05/90", "abc", "0000", "123456"]
)
def test_what_is_no_birth_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="bad_birth_date"):
        parse_birth(text)


def test_a_day_without_a_month_is_no_birth() -> None:
    with pytest.raises(InvalidInput, match="bad_birth_date"):
        Birth(1990, None, 3)


def test_a_birth_is_told_as_far_as_it_is_known() -> None:
    assert (Birth(1990, 5, 2).iso, Birth(1990, 5, 2).text) == ("1990-05-02", "02/05/1990")
    assert (Birth(1990, 5).iso, Birth(1990, 5).text) == ("1990-05", "05/1990")
    assert (Birth(1990).iso, Birth(1990).text) == ("1990", "1990")


def test_age_is_counted_in_whole_years() -> None:
    assert Birth(2008, 11, 23).age_on(TODAY) == 18
    assert Birth(2008, 11, 24).age_on(TODAY) == 17
    assert Birth(2008).age_on(TODAY) == 18


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("074190001234", IdKind.CITIZEN),
        ("280123456", IdKind.OLD),
        ("C1234567", IdKind.PASSPORT),
        ("B12345678", IdKind.PASSPORT),
    ],
)
def test_numbers_of_every_kind_of_card(number: str, kind: IdKind) -> None:
    assert id_kind(number) is kind


@pytest.mark.parametrize(
    "number", ["", "07419000123", "0741900012345", "28012345", "2801234567", "C12345", "07419000123A"]
)
def test_a_number_of_another_length_is_refused(number: str) -> None:
    with pytest.raises(InvalidInput, match="bad_id_number"):
        parse_id_number(number)


def test_spaces_and_dots_in_a_number_do_not_matter() -> None:
    assert parse_id_number(" 074 190.001-234 ") == "074190001234"
    assert parse_id_number("c1234567") == "C1234567"


@pytest.mark.parametrize(
    ("number", "sex", "year"),
    [
        ("074090000001", Sex.MALE, 1990),
        ("074190000001", Sex.FEMALE, 1990),
        ("074205000001", Sex.MALE, 2005),
        ("074305000001", Sex.FEMALE, 2005),
        ("074400000001", Sex.MALE, 2100),
        ("074999000001", Sex.FEMALE, 2399),
    ],
)
def test_the_number_tells_sex_and_year(number: str, sex: Sex, year: int) -> None:
    assert sex_of_number(number) is sex
    assert birth_year_of_number(number) == year


def test_a_person_who_agrees_with_the_number_raises_no_doubt() -> None:
    assert doubts_about(ANH, today=TODAY, known_prefixes={"074"}) == ()


@pytest.mark.parametrize(
    ("person", "doubt"),
    [
        (replace(ANH, sex=Sex.MALE), Doubt(DoubtCode.SEX_CONTRADICTED, "sex")),
        (replace(ANH, birth=Birth(1991)), Doubt(DoubtCode.BIRTH_YEAR_CONTRADICTED, "birth", "1990")),
        (replace(ANH, id_number="999190001234"), Doubt(DoubtCode.PREFIX_UNKNOWN, "id_number", "999")),
        (replace(ANH, name="Ánh"), Doubt(DoubtCode.SINGLE_WORD_NAME, "name", "Ánh")),
        (replace(ANH, name="Nguyễn Thị Ánh 2"), Doubt(DoubtCode.DIGITS_IN_NAME, "name", "Nguyễn Thị Ánh 2")),
        (
            replace(ANH, id_number="", old_id_number="280123456"),
            Doubt(DoubtCode.OLD_NUMBER_ONLY, "id_number"),
        ),
    ],
)
def test_what_looks_odd_is_a_doubt_and_no_more(person: Person, doubt: Doubt) -> None:
    assert doubts_about(person, today=TODAY, known_prefixes={"074"}) == (doubt,)


def test_what_is_not_known_raises_no_doubt() -> None:
    assert doubts_about(Person(name="Nguyễn Thị Ánh"), today=TODAY, known_prefixes={"074"}) == ()
    assert doubts_about(replace(ANH, id_number="999190001234"), today=TODAY) == ()
    assert doubts_about(replace(ANH, sex=Sex.UNKNOWN, birth=None), today=TODAY) == ()
    assert doubts_about(replace(ANH, id_number="C1234567"), today=TODAY, known_prefixes={"074"}) == ()


def test_nobody_is_born_tomorrow() -> None:
    born_today = replace(ANH, id_number="", birth=Birth(2026, 11, 23))
    tomorrow = replace(born_today, birth=Birth(2026, 11, 24))

    assert doubts_about(born_today, today=TODAY) == ()
    assert doubts_about(tomorrow, today=TODAY) == (Doubt(DoubtCode.BIRTH_IN_FUTURE, "birth", "24/11/2026"),)


def test_who_acts_for_another_needs_a_paper_that_is_still_good() -> None:
    delegate = Submission(ANH, Person(name="Trần Văn Bình"), Relation.DELEGATE, "Giấy ủy quyền 12/2026", TODAY)

    assert doubts_about_submission(delegate, today=TODAY) == ()
    assert doubts_about_submission(replace(delegate, authority_until=None), today=TODAY) == ()
    assert doubts_about_submission(replace(delegate, authority=" "), today=TODAY) == (
        Doubt(DoubtCode.AUTHORITY_MISSING, "authority"),
    )
    assert doubts_about_submission(delegate, today=date(2026, 11, 24)) == (
        Doubt(DoubtCode.AUTHORITY_ENDED, "authority", "23/11/2026"),
    )


def test_who_acts_for_themselves_or_their_child_needs_no_paper() -> None:
    assert doubts_about_submission(Submission(ANH, ANH), today=TODAY) == ()
    assert doubts_about_submission(Submission(ANH, ANH, Relation.PARENT), today=TODAY) == ()


def test_names_stay_as_printed() -> None:
    assert parse_name("  NGUYỄN   Thị  Ánh ") == "NGUYỄN Thị Ánh"
    for nobody in ("", "  ", "12"):
        with pytest.raises(InvalidInput, match="name_missing"):
            parse_name(nobody)


def test_names_are_compared_without_marks() -> None:
    assert same_name("Đặng Thị Ánh", "DANG THI ANH")
    assert not same_name("Đặng Thị Ánh", "Đặng Thị Anh Thư")


def test_lists_are_sorted_by_given_name() -> None:
    names = ["Trần Văn Bình", "Nguyễn Thị Ánh", "Lê Văn An", "Bùi Thị Ánh", "Ánh", ""]

    assert sorted(names, key=name_sort_key) == [
        "", "Lê Văn An", "Ánh", "Bùi Thị Ánh", "Nguyễn Thị Ánh", "Trần Văn Bình",
    ]  # fmt: skip


def test_a_few_letters_find_a_name() -> None:
    assert name_matches("Nguyễn Thị Ánh", "anh ngu")
    assert name_matches("Nguyễn Thị Ánh", "")
    assert not name_matches("Nguyễn Thị Ánh", "guy")


@pytest.mark.parametrize(
    ("text", "sex"),
    [("Nam", Sex.MALE), ("NỮ", Sex.FEMALE), ("nu", Sex.FEMALE), (" female ", Sex.FEMALE), ("male", Sex.MALE),
     ("M", Sex.MALE), ("F", Sex.FEMALE), ("Khác", Sex.UNKNOWN), ("", Sex.UNKNOWN)],
)  # fmt: skip
def test_sexes_are_read(text: str, sex: Sex) -> None:
    assert parse_sex(text) is sex


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("0912345678", "+84912345678"),
        ("0912 345 678", "+84912345678"),
        ("+84 912.345.678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        ("+840912345678", "+84912345678"),
        ("(0274) 3822-222", None),
        ("02743822222", "+842743822222"),
        ("(0274) 382 2222", "+842743822222"),
    ],
)
def test_phones_are_kept_in_one_form(text: str, phone: str | None) -> None:
    if phone is None:
        phone = "+842743822222"

    assert parse_phone(text) == phone


@pytest.mark.parametrize(
    "text", ["", "091234567", "09123456789", "0112345678", "0212345678", "abc", "+1 202 555 0100"]
)
def test_what_is_no_phone_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="bad_phone"):
        parse_phone(text)


def test_phones_are_shown_in_groups() -> None:
    assert phone_text("+84912345678") == "0912 345 678"
    assert phone_text("+842743822222") == "0274 3822 222"


def test_tax_codes_have_ten_or_thirteen_digits_or_are_personal_numbers() -> None:
    assert parse_tax_code(" 0100109106 ") == "0100109106"
    assert parse_tax_code("0100109106-001") == "0100109106-001"
    assert parse_tax_code("074190001234") == "074190001234"
    for wrong in ("", "010010910", "0100109106-01", "0100109106001x"):
        with pytest.raises(InvalidInput, match="bad_tax_code"):
            parse_tax_code(wrong)


def test_the_check_digit_of_a_tax_code_is_looked_at() -> None:
    assert tax_code_adds_up("0100109106")
    assert tax_code_adds_up("0100109106-001")
    assert not tax_code_adds_up("0100109107")
    assert not tax_code_adds_up("0100109107-001")
    assert tax_code_adds_up("074190001234")


def test_an_organisation_has_somebody_who_speaks_for_it() -> None:
    body = Body(name="Công ty TNHH Ánh Dương", tax_code="0100109106", representative=ANH, position="Giám đốc")

    assert doubts_about_body(body, today=TODAY) == ()
    assert doubts_about_body(replace(body, tax_code="0100109107"), today=TODAY) == (
        Doubt(DoubtCode.TAX_CHECK_DIGIT, "tax_code", "0100109107"),
    )
    assert doubts_about_body(replace(body, representative=replace(ANH, sex=Sex.MALE)), today=TODAY) == (
        Doubt(DoubtCode.SEX_CONTRADICTED, "sex"),
    )
