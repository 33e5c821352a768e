"""What kind of paper a page is and what it says about itself."""

from __future__ import annotations

import pytest

from counter_app.contract.catalogue import PaperType
from counter_app.domain.fields import Candidate, FieldName, read_fields
from counter_app.domain.pages import Box, Line, Word
from counter_app.domain.paper_title import TitleReader
from tests.builders.rules import shipped_procedures

TITLES = TitleReader(shipped_procedures().catalogue.paper_types)
NOWHERE = Box(0, 0, 1, 1)
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def lines(*texts: str, confidence: float = 90.0) -> list[Line]:
    return [
        Line(tuple(Word(word, NOWHERE, confidence) for word in text.split()), NOWHERE, (0, 0, 1, 0))
        for text in texts
    ]


def best(*texts: str) -> str | None:
    guess = TITLES.best(lines(*texts))
    return guess.paper_type if guess is not None else None


def values(field: FieldName, *texts: str) -> list[str]:
    return [candidate.value for candidate in read_fields(lines(*texts), [field])]


@pytest.mark.parametrize(
    ("title", "paper_type"),
    [
        (("TỜ KHAI ĐĂNG KÝ KHAI SINH",), "to-khai-khai-sinh"),
        (("GIẤY KHAI SINH",), "giay-khai-sinh"),
        (("GIẤY KHAI SINH", "(BẢN SAO)"), "giay-khai-sinh"),
        (("GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",), "xac-nhan-hon-nhan"),
        (("TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",), "to-khai-xac-nhan-hon-nhan"),
        (("TỜ KHAI CẤP GIẤY XÁC NHẬN", "TÌNH TRẠNG HÔN NHÂN"), "to-khai-xac-nhan-hon-nhan"),
        (("TỞ KHAI ĐẢNG KY KHAI SINF",), "to-khai-khai-sinh"),
        (("HỢP ĐỒNG CHUYỂN NHƯỢNG", "QUYỀN SỬ DỤNG ĐẤT"), "hop-dong-chuyen-nhuong"),
        (
            ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"),
            "giay-chung-nhan-dat",
        ),
        (("GIẤY CHỨNG NHẬN KẾT HÔN",), "giay-chung-nhan-ket-hon"),
        (("CĂN CƯỚC CÔNG DÂN",), "giay-to-tuy-than"),
    ],
)
def test_the_title_tells_the_kind_of_paper(title: tuple[str, ...], paper_type: str) -> None:
    assert best(*MOTTO, *title, "Kính gửi: Ủy ban nhân dân phường Phú Lợi") == paper_type


def test_a_guess_says_how_well_it_fits_and_where() -> None:
    guess = TITLES.guesses(lines(*MOTTO, "TỜ KHAI ĐĂNG KÝ", "", "KHAI SINH"))[0]

    assert guess.score == 1.0
    assert (guess.first_line, guess.last_line) == (2, 4)
    assert guess.heading == "TỜ KHAI ĐĂNG KÝ KHAI SINH"


def test_the_more_letters_are_wrong_the_less_it_fits() -> None:
    scores = [
        TITLES.guesses(lines(text))[0].score
        for text in ("GIẤY KHAI SINH", "GIẤY KHAI SINF", "GIAY KHAL SINF", "GLAY KHAL SINF")
    ]

    assert scores == sorted(scores, reverse=True)
    assert scores[1] == pytest.approx(1 - 1 / 14)


def test_each_kind_is_named_once_and_the_best_first() -> None:
    guesses = TITLES.guesses(lines("TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"))

    assert [guess.paper_type for guess in guesses] == ["to-khai-xac-nhan-hon-nhan", "xac-nhan-hon-nhan"]


def test_a_sentence_that_mentions_a_paper_is_not_its_title() -> None:
    assert best("để làm thủ tục đăng ký kết hôn", "Giấy khai sinh của con") is None
    assert best("Giấy khai sinh") == "giay-khai-sinh"


def test_a_title_far_down_the_page_is_none() -> None:
    assert best(*["dòng chữ"] * 30, "GIẤY KHAI SINH") is None
    assert best(*["dòng chữ"] * 29, "GIẤY KHAI SINH") == "giay-khai-sinh"


def test_an_unknown_title_is_no_kind() -> None:
    assert best(*MOTTO, "BIÊN BẢN XÁC MINH THỰC ĐỊA") is None
    assert best() is None


def test_two_kinds_that_fit_alike_are_left_to_the_clerk() -> None:
    reader = TitleReader(
        [
            PaperType(code="a", title="A", headings=("BIÊN BẢN HỌP SỐ 1",)),
            PaperType(code="b", title="B", headings=("BIÊN BẢN HỌP SỐ 2",)),
            PaperType(code="c", title="C", headings=("", "---")),
        ]
    )
    page = lines("BIÊN BẢN HỌP SỐ 3")

    assert reader.best(page) is None
    assert [guess.paper_type for guess in reader.guesses(page)] == ["a", "b"]
    assert reader.best(lines("BIÊN BẢN HỌP SỐ 1")) is not None


def test_number_date_and_issuer_stand_at_the_head() -> None:
    page = ("ỦY BAN NHÂN DÂN", "PHƯỜNG NGHĨA LỘ", "Số: 412/UBND-VP", *MOTTO, "Nghĩa Lộ, ngày 01 tháng 03 năm 2026")

    assert values(FieldName.NUMBER, *page) == ["412/UBND-VP"]
    assert values(FieldName.ISSUED_ON, *page) == ["2026-03-01"]
    assert values(FieldName.ISSUER, *page) == ["ỦY BAN NHÂN DÂN PHƯỜNG NGHĨA LỘ"]


def test_the_motto_beside_the_letterhead_is_not_part_of_it() -> None:
    page = (
        "SỞ TƯ PHÁP CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỈNH BÌNH DƯƠNG Độc lập - Tự do - Hạnh phúc",
    )

    assert values(FieldName.ISSUER, *page) == ["SỞ TƯ PHÁP TỈNH BÌNH DƯƠNG"]


def test_the_deeper_agency_is_the_issuer() -> None:
    page = ("ỦY BAN NHÂN DÂN TỈNH BÌNH DƯƠNG", "SỞ TƯ PHÁP", "Số: 5/STP", "Ủy ban nhân dân huyện")

    found = read_fields(lines(*page), [FieldName.ISSUER])

    assert [candidate.value for candidate in found] == ["SỞ TƯ PHÁP", "ỦY BAN NHÂN DÂN TỈNH BÌNH DƯƠNG"]
    assert [candidate.confidence for candidate in found] == [0.9, 0.54]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Số: 412/UBND-VP", "412/UBND-VP"),
        ("Số 45/2024", "45/2024"),
        ("Số, ký hiệu: 12/QĐ-UBND", "12/QĐ-UBND"),
        ("Số vào sổ cấp GCN: CS 01234", "CS 01234"),
        ("Số phát hành: DD 123456", "DD 123456"),
        ("Số: 12 / 2024 - KS", "12 / 2024 - KS"),
    ],
)
def test_numbers_in_the_forms_that_papers_have(text: str, number: str) -> None:
    assert values(FieldName.NUMBER, text) == [number]


@pytest.mark.parametrize(
    "text", ["Căn cước công dân số 040186292742", "tại thửa đất số 273", "Số lượng: nhiều", "số nhà 5"]
)
def test_other_numbers_are_not_the_papers_number(text: str) -> None:
    assert values(FieldName.NUMBER, text) == []


def test_a_number_far_down_the_page_is_less_certain() -> None:
    found = read_fields(lines(*["dòng"] * 16, "Số: 5/KS"), [FieldName.NUMBER])

    assert found == (Candidate(FieldName.NUMBER, "5/KS", 0.54, 16),)


def test_the_date_at_the_head_comes_before_others() -> None:
    page = ("cấp ngày 15/01/2021", "theo Quyết định ngày 05 tháng 06 năm 2020", "Dĩ An, ngày 02 tháng 12 năm 2024")

    found = read_fields(lines(*page), [FieldName.ISSUED_ON])

    assert [candidate.value for candidate in found] == ["2024-12-02", "2020-06-05", "2021-01-15"]
    assert [candidate.confidence for candidate in found] == [0.9, 0.63, 0.45]


def test_an_impossible_date_is_passed_over() -> None:
    assert values(FieldName.ISSUED_ON, "ngày 31 tháng 02 năm 2024 và ngày 01/03/2024") == ["2024-03-01"]
    assert values(FieldName.ISSUED_ON, "ngày 31/02/2024") == []


def test_at_most_five_candidates_are_offered() -> None:
    assert len(values(FieldName.ISSUED_ON, *[f"ngày {day}/03/2024" for day in range(1, 9)])) == 5


def test_the_same_value_is_offered_once_with_its_best_confidence() -> None:
    page = [*lines("ngày 01/03/2024", confidence=40.0), *lines("ngày 01/03/2024", confidence=80.0)]

    assert read_fields(page, [FieldName.ISSUED_ON]) == (Candidate(FieldName.ISSUED_ON, "2024-03-01", 0.4, 1),)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Có giá trị đến ngày 15 tháng 04 năm 2036", ["2036-04-15"]),
        ("Có giá trị đến: 15/04/2036", ["2036-04-15"]),
        ("Thời hạn sử dụng đất: đến hết ngày 01/07/2068", ["2068-07-01"]),
        ("Giấy này có giá trị sử dụng trong thời hạn 6 tháng kể từ ngày cấp, đến ngày 01/09/2026", ["2026-09-01"]),
        ("Có giá trị đến khi thay đổi tình trạng hôn nhân hoặc 06 tháng kể từ ngày cấp là ngày 01/09/2026", []),
        ("Thời hạn: lâu dài", []),
        ("ngày 01/07/2068", []),
    ],
)
def test_the_end_of_validity(text: str, until: list[str]) -> None:
    assert values(FieldName.VALID_UNTIL, text) == until


@pytest.mark.parametrize(
    ("text", "births"),
    [
        ("Ngày, tháng, năm sinh: 03/04/1992", ["1992-04-03"]),
        ("Sinh ngày 03 tháng 4 năm 1992", ["1992-04-03"]),
        ("Ông A, sinh năm 1966 và bà B, sinh năm: 1958", ["1966", "1958"]),
        ("Ngày sinh: không rõ", []),
        ("Ngày sinh: 31/02/1990", []),
    ],
)
def test_births(text: str, births: list[str]) -> None:
    assert values(FieldName.BIRTH, text) == births


def test_numbers_of_persons() -> None:
    text = "CCCD số 040186292742, CMND số 280123456, tài khoản 1234567890123"

    assert values(FieldName.ID_NUMBER, text) == ["040186292742", "280123456"]


def test_names_of_the_one_who_asks_and_of_the_one_it_is_about() -> None:
    page = (
        "Họ, chữ đệm, tên người yêu cầu: Bùi Quỳnh Oanh",
        "Đề nghị cấp Giấy xác nhận cho người có tên dưới đây:",
        "Họ, chữ đệm, tên: Bùi Quỳnh Ánh Giới tính: Nữ",
    )

    assert values(FieldName.REQUESTER, *page) == ["Bùi Quỳnh Oanh"]
    assert values(FieldName.HOLDER, *page) == ["Bùi Quỳnh Ánh"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tên tôi là: Trần Văn Bình", ["Trần Văn Bình"]),
        ("Họ và tên người khai: TRẦN VĂN BÌNH, sinh 1980", ["TRẦN VĂN BÌNH"]),
        ("Người đề nghị (ký tên): Trần Văn Bình", ["Trần Văn Bình"]),
        ("Họ và tên người yêu cầu: bình", []),
        ("Họ và tên người yêu cầu: Bình", []),
        ("Họ và tên người yêu cầu: trần văn bình", []),
        ("Họ và tên người yêu cầu: A B C D E G H I K", []),
    ],
)
def test_only_what_looks_like_a_name_is_one(text: str, name: list[str]) -> None:
    assert values(FieldName.REQUESTER, text) == name


def test_a_child_a_business_and_a_parcel() -> None:
    assert values(FieldName.CHILD_NAME, "Đề nghị đăng ký khai sinh cho trẻ: Trần Gia Hân") == ["Trần Gia Hân"]
    assert values(FieldName.BUSINESS_NAME, "Tên hộ kinh doanh (viết in hoa): HKD Ánh Dương") == ["HKD Ánh Dương"]
    assert values(FieldName.PARCEL, "tại thửa đất số 273, tờ bản đồ số 55, thôn 7") == [
        "thửa đất số 273, tờ bản đồ số 55"
    ]


def test_a_business_without_a_name_is_not_named() -> None:
    assert values(FieldName.BUSINESS_NAME, "Tên hộ kinh doanh", "Địa chỉ: 5 Yersin") == []


def test_confidence_is_that_of_the_words_of_the_value() -> None:
    words = (Word("Số:", NOWHERE, 10.0), Word("5/KS", NOWHERE, 80.0))
    page = [Line(words, NOWHERE, (0, 0, 1, 0))]

    assert read_fields(page, [FieldName.NUMBER])[0].confidence == 0.8


def test_only_the_wanted_fields_are_looked_for() -> None:
    page = lines("Số: 5/KS", "CCCD 040186292742")

    assert {candidate.field for candidate in read_fields(page, ["number", "loại khác"])} == {FieldName.NUMBER}


def test_a_line_that_cannot_be_compared_letter_by_letter_is_passed_over() -> None:
    assert values(FieldName.NUMBER, "Số: 5/KS ß") == []


def test_every_descriptor_of_the_catalogue_can_be_looked_for() -> None:
    named = {name for kind in shipped_procedures().catalogue.paper_types for name in kind.descriptors}

    assert named <= set(FieldName)
