"""Addresses before and since the communes were redrawn."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.domain.addresses import AddressBook, AddressReading, Era, read_address_book
from counter_app.domain.errors import InvalidInput, NotFound
from tests.builders.rules import RESOURCES

BEFORE = date(2025, 6, 30)
SINCE = date(2025, 7, 1)
BOOK = read_address_book((RESOURCES / "addresses" / "administrative_units.tsv").read_text(encoding="utf-8"))
SMALL = """\
# two provinces
V\tnew\t2025-07-01
P\told\t1\tTỉnh Ấy
P\tnew\t1\tTỉnh Ấy
D\told\t11\tHuyện Một\t1
D\told\t12\tHuyện Hai\t1
C\told\t111\tXã Trên\t1\t11
C\told\t112\tXã Dưới\t1\t11
C\told\t121\tXã Trên\t1\t12
C\tnew\t111\tXã Trên\t1
C\tnew\t112\tXã Giữa\t1

M\t111\t111\tmain
M\t112\t112\tpart
M\t112\t111\tmain
M\t121\t112\tmain
"""
RENAMED = SMALL.replace("C\tnew\t111\tXã Trên\t1", "C\tnew\t111\tXã Mới\t1")


def read(text: str) -> tuple[str, str | None]:
    """The street and the full title of the commune."""
    reading = BOOK.read(text)
    return reading.street, BOOK.full_title(reading.commune) if reading.commune else None


def test_the_lists_are_those_of_the_country() -> None:
    assert BOOK.redrawn_on == SINCE
    assert len(BOOK.id_prefixes()) == 63
    assert {"001", "074", "079", "096"} <= BOOK.id_prefixes()


@pytest.mark.parametrize(
    ("text", "street", "commune"),
    [
        (
            "12 Yersin, Phú Cường, Thủ Dầu Một, Bình Dương",
            "12 Yersin",
            "Phường Phú Cường, Thành phố Thủ Dầu Một, Tỉnh Bình Dương",
        ),
        ("Phường Bến Nghé, Quận 1, TP. Hồ Chí Minh", "", "Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh"),
        ("P.Bến Nghé; Q.1; TPHCM", "", "Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh"),
        (
            "Tổ 5, KP 3, Uyen Hung, Tan Uyen, Binh Duong",
            "Tổ 5, KP 3",
            "Phường Uyên Hưng, Thành phố Tân Uyên, Tỉnh Bình Dương",
        ),
        ("xã Lạc An, Bắc Tân Uyên, Bình Dươg", "", "Xã Lạc An, Huyện Bắc Tân Uyên, Tỉnh Bình Dương"),
        (
            "389 Lý Thường Kiệt, phường Nghĩa Lộ, tỉnh Quảng Ngãi",
            "389 Lý Thường Kiệt",
            "Phường Nghĩa Lộ, Tỉnh Quảng Ngãi",
        ),
        ("phường Bình Dương, Thành phố Hồ Chí Minh", "", "Phường Bình Dương, Thành phố Hồ Chí Minh"),
        ("phường Vỹ Dạ, thành phố Huế", "", "Phường Vỹ Dạ, Thành phố Huế"),
        ("phường Vỹ Dạ, quận Thuận Hóa, thành phố Huế", "", "Phường Vỹ Dạ, Quận Thuận Hóa, Thành phố Huế"),
        ("phường An Tây, Bến Cát, Bình Dương", "", "Phường An Tây, Thành phố Bến Cát, Tỉnh Bình Dương"),
        ("xã An Tây, Bến Cát, Bình Dương", "", "Phường An Tây, Thành phố Bến Cát, Tỉnh Bình Dương"),
        ("Lạc An, Bình Dương", "", "Xã Lạc An, Huyện Bắc Tân Uyên, Tỉnh Bình Dương"),
    ],
)
def test_printed_addresses_are_understood(text: str, street: str, commune: str) -> None:
    assert read(text) == (street, commune)


def test_the_printed_text_is_kept() -> None:
    assert BOOK.read("  12 Yersin,  Phú Cường ").text == "12 Yersin, Phú Cường"


@pytest.mark.parametrize("text", ["", "số 5", "12 Main Street, Springfield", "xã Bình Dương"])
def test_what_names_no_place_stays_text(text: str) -> None:
    assert BOOK.read(text) == AddressReading(text, street=text)


def test_a_place_that_is_not_certain_comes_back_as_candidates() -> None:
    reading = BOOK.read("phường Tân Hiệp, Bình Dương")
    unsure = read_address_book(SMALL.replace("C\tnew\t111\tXã Trên\t1", "C\tnew\t111\tXã Mới\t1")).read(
        "xã Trên, tỉnh Ấy"
    )

    assert reading.commune is not None
    assert reading.commune.district == "723"
    assert unsure.commune is None
    assert [area.code for area in unsure.candidates] == ["111", "121"]


def test_a_district_without_a_commune_is_kept() -> None:
    reading = BOOK.read("Ấp 3, xã Không Có, huyện Dầu Tiếng, Bình Dương")

    assert reading.district is not None
    assert reading.district.title == "Huyện Dầu Tiếng"
    assert reading.commune is None
    assert reading.street == "Ấp 3, xã Không Có"


def test_a_province_alone_is_kept() -> None:
    reading = BOOK.read("Bình Dương")

    assert reading.province is not None
    assert reading.province.title == "Tỉnh Bình Dương"
    assert reading.commune is None


def test_an_old_place_is_where_it_went() -> None:
    reading = BOOK.read("Chánh Mỹ, Thủ Dầu Một, Bình Dương")

    before = [area.title for area in BOOK.communes_on(reading, BEFORE)]
    since = [area.title for area in BOOK.communes_on(reading, SINCE)]

    assert before == ["Phường Chánh Mỹ"]
    assert since == ["Phường Chánh Hiệp", "Phường Thủ Dầu Một"]


def test_a_new_place_did_not_exist_before() -> None:
    reading = BOOK.read("phường Bình Dương, Thành phố Hồ Chí Minh")

    assert BOOK.communes_on(reading, BEFORE) == ()
    assert [area.title for area in BOOK.communes_on(reading, SINCE)] == ["Phường Bình Dương"]


def test_candidates_lead_to_all_places_they_may_have_become() -> None:
    book = read_address_book(RENAMED)

    assert [area.title for area in book.communes_on(book.read("xã Trên, tỉnh Ấy"), SINCE)] == ["Xã Mới", "Xã Giữa"]


def test_the_larger_part_of_a_divided_commune_comes_first() -> None:
    book = read_address_book(SMALL)

    assert [(part.area.code, part.main) for part in book.became("112")] == [("111", True), ("112", False)]
    assert book.became("999") == ()


def test_every_commune_of_the_old_list_went_somewhere() -> None:
    lost = [
        area.title for (era, _), areas in BOOK._communes.items() if era is Era.OLD for area in areas
        if sum(part.main for part in BOOK.became(area.code)) != 1
    ]  # fmt: skip

    assert lost == []


def test_a_commune_is_found_by_its_code() -> None:
    assert BOOK.commune("25747", Era.OLD).title == "Phường Phú Cường"
    assert BOOK.commune("25747", Era.NEW).title == "Phường Thủ Dầu Một"
    with pytest.raises(NotFound, match="commune_unknown"):
        BOOK.commune("00000", Era.OLD)


def test_a_few_letters_suggest_communes_of_the_day() -> None:
    before = [BOOK.full_title(area) for area in BOOK.suggest("phu cuo", BEFORE, province="74")]
    since = [area.title for area in BOOK.suggest("binh duong", SINCE, province="79")]

    assert before == ["Phường Phú Cường, Thành phố Thủ Dầu Một, Tỉnh Bình Dương"]
    assert since == ["Phường Bình Dương"]
    assert BOOK.suggest("", SINCE) == ()
    assert len(BOOK.suggest("phường", SINCE, limit=7)) == 7


def test_names_that_begin_as_typed_are_suggested_first() -> None:
    titles = [area.title for area in BOOK.suggest("tan", BEFORE, province="74", limit=4)]

    assert (
        titles == ["Phường Tân An", "Xã Tân Mỹ", "Thị trấn Tân Bình", "Phường Tân Bình"]
        or titles[0] == "Phường Tân An"
    )


@pytest.mark.parametrize(
    "line",
    [
        "X\tnew\t1",
        "C\told\t1",
        "P\tmiddle\t1\tTỉnh",
        "M\t111\t999\tmain",
        "M\t111\t111\tsome",
        "V\tnew\t2025-13-01",
        "C\told\t1\tXã\t1\t11\tmore",
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(InvalidInput, match="bad_address_list") as refusal:
        read_address_book(SMALL + line)

    assert refusal.value.facts == {"line": 17}


def test_an_empty_book_knows_no_place() -> None:
    assert AddressBook().read("xã Trên, tỉnh Ấy").province is None
