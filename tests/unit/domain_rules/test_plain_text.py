"""Comparing and sorting Vietnamese text."""

from __future__ import annotations

import unicodedata

import pytest

from counter_app.domain.plain_text import (
    collation_key,
    edit_distance,
    fold,
    nfc,
    same_text,
    toned,
    untoned,
    words,
)


def test_folding_takes_every_mark_away() -> None:
    assert fold("Đặng Thị Ường Ữ") == "dang thi uong u"
    assert fold(unicodedata.normalize("NFD", "Đặng")) == "dang"


def test_words_are_runs_of_letters_and_digits() -> None:
    assert words("Xã Cây-Trường II, số 12/3_A") == ("xa", "cay", "truong", "ii", "so", "12", "3", "a")


def test_texts_are_the_same_whatever_their_marks_and_punctuation() -> None:
    assert same_text("Nguyễn  Văn A", "NGUYEN VAN A.")
    assert not same_text("Nguyễn Văn A", "Nguyễn Văn B")


def test_text_is_kept_composed_with_single_spaces() -> None:
    assert nfc(unicodedata.normalize("NFD", "  Nguyễn \n Văn ")) == "Nguyễn Văn"


def test_dictionaries_sort_letters_before_tones() -> None:
    wanted = ["a", "à", "ả", "ã", "á", "ạ", "an", "ă", "â", "b", "d", "đ", "e", "ê", "o", "ô", "ơ", "u", "ư", "y"]
    shuffled = list(reversed(wanted))

    assert sorted(shuffled, key=collation_key) == wanted


def test_a_shorter_word_comes_first_and_signs_come_last() -> None:
    assert sorted(["an toàn", "anh", "an", "a1"], key=collation_key) == ["an", "an toàn", "anh", "a1"]


@pytest.mark.parametrize(
    ("letter", "base"), [("ế", "ê"), ("Ậ", "Â"), ("ữ", "ư"), ("đ", "đ"), ("a", "a"), ("1", "1")]
)
def test_a_tone_is_taken_off_a_letter_and_put_back(letter: str, base: str) -> None:
    without, tone = untoned(letter)

    assert without == base
    assert toned(without, tone) == letter


@pytest.mark.parametrize(
    ("one", "other", "limit", "distance"),
    [
        ("sinh", "sinh", 2, 0),
        ("sinh", "sihn", 2, 1),
        ("sinh", "sin", 2, 1),
        ("sinh", "ssinh", 2, 1),
        ("sinh", "tinh", 2, 1),
        ("sinh", "thanh", 1, 2),
        ("sinh", "s", 1, 2),
        ("sinh", "khung", 2, 3),
        ("abcd", "badc", 2, 2),
        ("abcdef", "ghijkl", 2, 3),
        ("", "ab", 2, 2),
        ("ca", "abc", 3, 3),
    ],
)
def test_slips_of_the_finger_are_counted_up_to_a_limit(one: str, other: str, limit: int, distance: int) -> None:
    assert edit_distance(one, other, limit) == distance
    assert edit_distance(other, one, limit) == distance
