"""Finding a procedure while typing."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.domain.catalogue_search import CatalogueSearch, Entry, search_of
from tests.builders.rules import shipped_procedures

SEARCH = search_of(shipped_procedures().procedures(date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("Đăng ký khai sinh", "1.001193"),
        ("dang ky khai sinh", "1.001193"),
        ("dkks", "1.001193"),
        ("đkks", "1.001193"),
        ("DKKS", "1.001193"),
        ("khai sinh", "1.001193"),
        ("khai sin", "1.001193"),
        ("khaisinh", "1.001193"),
        ("khai sihn", "1.001193"),
        ("ddawng kys khai sinh", "1.001193"),
        ("1.0011", "1.001193"),
        ("1.001193", "1.001193"),
        ("ket hon", "1.000894"),
        ("dk ket hon", "1.000894"),
        ("doc than", "1.004873"),
        ("sao y", "2.000815"),
        ("gpxd", "1.009122"),
        ("hkd", "1.001612"),
        ("gcn qsdd", "1.012783"),
        ("sang ten so do", "1.013831"),
        ("lltp", "3.000333"),
        ("ly lich tu phap so 2", "3.000334"),
        ("thuong tru", "1.004222"),
        ("tachthua", "1.012784"),
        ("con nuoi", "2.001263"),
        ("chứng thực chữ ký", "2.000884"),
    ],
)
def test_what_clerks_type_finds_the_procedure_first(query: str, code: str) -> None:
    assert SEARCH.find(query)[0].code == code


@pytest.mark.parametrize("query", ["", "   ", "...", "zzzz", "1.9", "qwertyuiop", "x" * 10_000])
def test_what_is_not_there_is_not_found(query: str) -> None:
    assert SEARCH.find(query) == ()


def test_one_unknown_word_among_known_ones_is_forgiven_but_ranks_lower() -> None:
    with_word = SEARCH.find("khai sinh zzzz")
    without = SEARCH.find("khai sinh")

    assert with_word[0].code == without[0].code
    assert with_word[0].score < without[0].score


def test_most_words_unknown_finds_nothing() -> None:
    assert SEARCH.find("khai zzzz yyyy") == ()


def test_no_more_than_the_limit_is_shown() -> None:
    assert len(SEARCH.find("d", limit=3)) == 3
    assert len(SEARCH.find("1.0", limit=2)) == 2


def test_the_shorter_title_comes_first_when_both_fit() -> None:
    search = CatalogueSearch([Entry("b", "Đăng ký lại khai sinh"), Entry("a", "Đăng ký khai sinh")])

    assert [hit.code for hit in search.find("khai sinh")] == ["a", "b"]


def test_the_beginning_of_a_title_beats_its_middle() -> None:
    search = CatalogueSearch([Entry("b", "Cấp sổ khai sinh"), Entry("a", "Khai sinh cấp sổ")])

    assert [hit.code for hit in search.find("khai sinh")] == ["a", "b"]


def test_a_title_beats_a_keyword() -> None:
    search = CatalogueSearch([Entry("b", "Thủ tục khác", ("Khai tử",)), Entry("a", "Việc khai tử")])

    assert [hit.code for hit in search.find("khai tu")] == ["a", "b"]


def test_a_rare_word_says_more_than_a_common_one() -> None:
    common = [Entry(f"c{number}", f"Cấp giấy phép số {number}") for number in range(50)]
    search = CatalogueSearch([*common, Entry("x", "Cấp phép karaoke")])

    assert search.find("cap karaoke")[0].code == "x"


def test_one_slip_is_forgiven_in_a_short_word_and_two_in_a_long_one() -> None:
    search = CatalogueSearch([Entry("a", "Karaoke nghiêng")])

    assert search.find("nghienf")
    assert search.find("nghinef")
    assert search.find("karoake")
    assert not search.find("krk")
    assert not search.find("ab")


def test_initials_need_two_letters_and_stand_together() -> None:
    search = CatalogueSearch([Entry("a", "Một hai ba bốn năm")])

    assert search.find("mhb")
    assert search.find("hbb")
    assert not search.find("mbn")


def test_nothing_is_found_among_nothing() -> None:
    assert CatalogueSearch([]).find("khai sinh") == ()


def test_the_whole_country_is_told_apart() -> None:
    titles = [procedure.title for procedure in shipped_procedures().procedures(date(2026, 1, 1))]
    country = [
        Entry(f"{number % 3 + 1}.{number:06d}", f"{titles[number % len(titles)]} số {number}")
        for number in range(5_741)
    ]

    search = CatalogueSearch(country)

    assert len(search.find("dkks")) == 20
    assert [hit.code for hit in search.find("dang ky khai sinh 1711")] == ["2.001711"]
    assert [hit.code for hit in search.find("2.001711")] == ["2.001711"]
