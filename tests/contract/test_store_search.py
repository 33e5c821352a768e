"""A dossier is found by what a clerk knows of it: code, name, number, the words on its pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.ids import DossierId, PageId
from counter_app.services.ports import (
    PageState,
)
from counter_app.services.queries import FoundIn
from tests.contract.test_store_pages import READING, page
from tests.rigs.shown_store import Shown, applicant, dossier


@pytest.mark.parametrize(
    "typed",
    [
        "Nguyễn Thị Ánh",
        "nguyen thi anh",
        "NGUYEN",
        "anh",
        "thi ng",
        "H09.01-261123-0007",
        "261123-0007",
        "0007",
        "h09.01-2611",
        "0901234567",
        "+84901234567",
        "0901 234 567",
        "09012",
        "074190000123",
        "0741900",
        "anh 0741",
    ],
)
def test_a_dossier_is_found_by_code_name_phone_and_number(shown: Shown, typed: str) -> None:
    other = dossier("9999", code="H09.02-261122-9999")
    shown.put(dossier("0007"), applicant(other, name="Đỗ Văn Lê", phone="", id_number=""))

    assert shown.found(typed)[0] == "0007"


@pytest.mark.parametrize("typed", ["do", "đỗ", "Do Van", "le"])
def test_the_letter_d_with_a_bar_is_found_without_it(shown: Shown, typed: str) -> None:
    shown.put(dossier("0007"), applicant(dossier("9999"), name="Đỗ Văn Lê"))

    assert shown.found(typed) == ["9999"]


@pytest.mark.parametrize("typed", ["", "   ", "...", '"', "*", "'; DROP TABLE acts; --", "nguyen x", "AND", "a:b"])
def test_what_nobody_wrote_finds_nothing(shown: Shown, typed: str) -> None:
    shown.put(dossier("0007"))

    assert shown.found(typed) == []


@pytest.mark.parametrize("typed", ["nguyễn NOT ánh", "nguyen*", '"nguyen', "nguyen (thi"])
def test_signs_of_the_query_language_are_only_letters(shown: Shown, typed: str) -> None:
    shown.put(dossier("0007"))

    assert shown.found(typed) in ([], ["0007"])


def test_the_last_word_may_be_unfinished_and_the_others_not(shown: Shown) -> None:
    shown.put(dossier("0007"))

    assert (shown.found("thi an"), shown.found("th anh")) == (["0007"], [])


def test_newer_dossiers_are_found_first_and_no_more_than_asked_for(shown: Shown) -> None:
    shown.put(*(dossier(f"{number:04d}") for number in range(1, 6)))

    assert shown.found("nguyen", 3) == ["0005", "0004", "0003"]


def test_a_corrected_name_is_found_and_the_former_one_is_not(shown: Shown) -> None:
    shown.put(dossier("0007"), applicant(dossier("0007"), name="Nguyễn Thị Oanh"))

    assert (shown.found("oanh"), shown.found("anh")) == (["0007"], [])


def read_page(shown: Shown, name: str, words: str, dossier_id: str = "0007", **changes: object) -> None:
    word = READING.lines[0].words[0]
    lines = tuple(
        replace(READING.lines[0], words=tuple(replace(word, text=text) for text in line.split()))
        for line in words.split("\n")
    )
    one = replace(
        page(int(name)),
        dossier_id=DossierId(dossier_id),
        state=PageState.READ,
        reading=replace(READING, lines=lines),
        **changes,  # type: ignore[arg-type]
    )
    with shown.open_work() as work:
        if work.pages.get(one.page_id) is None:
            work.pages.add(one)
        else:
            work.pages.put(one)
        work.commit()


def test_a_dossier_is_found_by_the_words_on_its_pages(shown: Shown) -> None:
    shown.put(dossier("0007"), dossier("0008"))
    read_page(shown, "1", "GIẤY CHỨNG SINH\nSố 45/2026, bệnh viện Bình Dương")

    rows = shown.queries.search("benh vien binh du", 10)

    assert [(row.dossier_id, row.found_in, row.page_id) for row in rows] == [("0007", FoundIn.PAGE, "p1")]


def test_a_dossier_that_has_the_words_itself_comes_before_pages_that_have_them(shown: Shown) -> None:
    shown.put(dossier("0007"), applicant(dossier("0008"), name="Trần Văn Mẫu"))
    read_page(shown, "1", "Nguyễn Thị Ánh", dossier_id="0008")
    read_page(shown, "2", "Nguyễn Thị Ánh", dossier_id="0007")

    rows = shown.queries.search("anh", 10)

    assert [(row.dossier_id, row.found_in) for row in rows] == [("0007", FoundIn.DOSSIER), ("0008", FoundIn.PAGE)]


def test_a_removed_page_is_not_found_until_it_is_brought_back(shown: Shown) -> None:
    shown.put(dossier("0007"))
    read_page(shown, "1", "chứng sinh", removed=True)
    gone = shown.found("chung sinh")

    read_page(shown, "1", "chứng sinh")

    assert (gone, shown.found("chung sinh")) == ([], ["0007"])


def test_a_page_that_was_read_again_is_found_by_its_new_words_alone(shown: Shown) -> None:
    shown.put(dossier("0007"))
    read_page(shown, "1", "chứng sinh")

    read_page(shown, "1", "khai tử")

    assert (shown.found("khai tu"), shown.found("chung sinh")) == (["0007"], [])


def test_pages_of_a_dossier_that_is_not_registered_are_not_found(shown: Shown) -> None:
    read_page(shown, "1", "chứng sinh", dossier_id="not yet")

    assert shown.found("chung sinh") == []


def test_an_excerpt_is_the_line_with_the_word(shown: Shown) -> None:
    read_page(shown, "1", "GIẤY CHỨNG SINH\nSố 45/2026\nBệnh viện Bình Dương")

    lines = [shown.queries.excerpt(PageId("p1"), typed) for typed in ("binh du", "45", "nothing", "")]

    assert lines == ["Bệnh viện Bình Dương", "Số 45/2026", "", ""]


def test_a_page_without_reading_has_no_excerpt(shown: Shown) -> None:
    assert shown.queries.excerpt(PageId("nowhere"), "anh") == ""
