"""The QR code of identity cards, read and typed."""

from __future__ import annotations

from datetime import date
from unicodedata import normalize

import pytest

from counter_app.domain.errors import InvalidInput
from counter_app.domain.id_card import CardGeneration, looks_like_card, read_card, read_typed_card
from counter_app.domain.identity import Birth, Doubt, DoubtCode, Person, Sex

CARD = "074190001234|280123456|Nguyễn Thị Ánh|12051990|Nữ|12 Yersin, Phú Cường, Thủ Dầu Một, Bình Dương|15042021"
ANH = Person(
    name="Nguyễn Thị Ánh",
    id_number="074190001234",
    old_id_number="280123456",
    birth=Birth(1990, 5, 12),
    sex=Sex.FEMALE,
    address_text="12 Yersin, Phú Cường, Thủ Dầu Một, Bình Dương",
    card_issued_on=date(2021, 4, 15),
)


def changed(old: str, new: str) -> str:
    assert CARD.count(old) == 1
    return CARD.replace(old, new)


def test_a_card_of_2021_is_read_whole() -> None:
    reading = read_card(CARD)

    assert reading.person == ANH
    assert reading.generation is CardGeneration.CHIP_2021
    assert reading.extras == ()
    assert reading.doubts == ()


def test_a_card_without_a_former_number() -> None:
    for text in (changed("280123456", ""), changed("|280123456", ""), changed("280123456", "-")):
        assert read_card(text).person.old_id_number == ""
        assert read_card(text).person.name == "Nguyễn Thị Ánh"


def test_a_card_since_july_2024_is_known_by_its_day_of_issue() -> None:
    assert read_card(changed("15042021", "01072024")).generation is CardGeneration.IDENTITY_2024
    assert read_card(changed("15042021", "30062024")).generation is CardGeneration.CHIP_2021


def test_fields_about_the_family_are_kept_and_named() -> None:
    reading = read_card(CARD + "|Trần Văn Bình|074088000001||Lê Thị Hoa")

    assert reading.person == ANH
    assert reading.generation is CardGeneration.IDENTITY_2024
    assert reading.extras == ("Trần Văn Bình", "074088000001", "Lê Thị Hoa")
    assert reading.doubts == (Doubt(DoubtCode.EXTRA_FIELDS, "card", "3"),)


def test_something_before_the_number_does_no_harm() -> None:
    assert read_card("CCCD|" + CARD).person == ANH


def test_an_address_with_the_separator_in_it_stays_whole() -> None:
    text = changed("12 Yersin, Phú Cường", "12 Yersin|Phú Cường")

    assert read_card(text).person.address_text == ANH.address_text


@pytest.mark.parametrize(
    ("birth", "wanted"), [("1990", Birth(1990)), ("00001990", Birth(1990)), ("00051990", Birth(1990, 5))]
)
def test_a_birth_that_is_not_known_to_the_day(birth: str, wanted: Birth) -> None:
    assert read_card(changed("12051990", birth)).person.birth == wanted


def test_a_card_that_ends_early_gives_what_it_has() -> None:
    person = read_card("074190001234||Nguyễn Thị Ánh|12051990").person

    assert person == Person(name="Nguyễn Thị Ánh", id_number="074190001234", birth=Birth(1990, 5, 12))


def test_a_card_without_day_of_issue_keeps_its_address() -> None:
    reading = read_card(changed("|15042021", ""))

    assert reading.person.address_text == ANH.address_text
    assert reading.person.card_issued_on is None
    assert reading.generation is CardGeneration.CHIP_2021


def test_an_impossible_day_of_issue_is_no_day() -> None:
    assert read_card(changed("15042021", "31022021")).person.card_issued_on is None


def test_an_impossible_birth_is_passed_over() -> None:
    with pytest.raises(InvalidInput, match="not_an_id_card"):
        read_card("074190001234||Nguyễn Thị Ánh|31021990|Nữ")


def test_sex_and_address_may_be_missing() -> None:
    person = read_card(changed("|Nữ|", "||")).person

    assert person.sex is Sex.UNKNOWN
    assert person.card_issued_on == date(2021, 4, 15)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Xin chào",
        "074190001234",
        "07419000123|280123456|Nguyễn Thị Ánh|12051990|Nữ|Địa chỉ|15042021",
        "074190001234|280123456|12051990|Nữ",
        "074190001234|280123456|Nguyễn Thị Ánh|Nữ|Địa chỉ",
        "https://vneid.gov.vn/xyz?id=074190001234",
        CARD + "x" * 2000,
    ],
)
def test_any_other_text_is_no_card(text: str) -> None:
    with pytest.raises(InvalidInput, match="not_an_id_card"):
        read_card(text)


def test_a_card_is_recognised_before_it_is_read() -> None:
    assert looks_like_card(CARD)
    assert not looks_like_card("1.001193")
    assert not looks_like_card("074190001234")
    assert not looks_like_card("12051990|x")


def test_letters_that_arrive_in_parts_are_put_together() -> None:
    assert read_typed_card(normalize("NFD", CARD)).person == ANH


@pytest.mark.parametrize("page", ["cp1252", "latin-1"])
def test_letters_that_arrive_byte_by_byte_are_put_together(page: str) -> None:
    typed = "".join(bytes([byte]).decode(page, errors="ignore") or chr(byte) for byte in (CARD + "\r\n").encode())

    reading = read_typed_card(typed)

    assert reading.person == ANH
    assert reading.doubts == ()


def test_text_that_arrives_whole_stays_as_it_is() -> None:
    assert read_typed_card(CARD + "\t").person == ANH


def test_plain_western_letters_are_not_taken_for_bytes() -> None:
    card = "074190001234||José Müller|12051990|Nam|Café 5|15042021"

    assert read_typed_card(card).person.name == "José Müller"


def test_a_word_that_the_input_method_changed_is_mended_and_told() -> None:
    reading = read_typed_card(changed("12 Yersin", "Ảeco, Bẽcame"))

    assert reading.person.address_text == "Areco, Bẽcame, Phú Cường, Thủ Dầu Một, Bình Dương"
    assert reading.doubts == (
        Doubt(DoubtCode.TEXT_RESTORED, "address", "Ảeco"),
        Doubt(DoubtCode.TEXT_DOUBTFUL, "address", "Bẽcame"),
    )


def test_a_camera_is_believed() -> None:
    assert read_card(changed("12 Yersin", "Ảeco")).person.address_text.startswith("Ảeco")


def test_a_mangled_name_is_told() -> None:
    reading = read_typed_card(changed("Nguyễn Thị Ánh", "Ưing Đino"))

    assert reading.person.name == "Ưing Ddino"
    assert reading.doubts == (
        Doubt(DoubtCode.TEXT_RESTORED, "name", "Đino"),
        Doubt(DoubtCode.TEXT_DOUBTFUL, "name", "Ưing"),
    )
