"""Telex: what keys become and what was meant."""

from __future__ import annotations

import pytest

from counter_app.domain.telex import compose, is_syllable, restore


@pytest.mark.parametrize(
    ("keys", "appears"),
    [
        ("ddawng kys khai sinh", "đăng ký khai sinh"),
        ("Nguyeenx Vawn Tuaans", "Nguyễn Văn Tuấn"),
        ("dduwowcj", "được"),
        ("DDAAY", "ĐÂY"),
        ("hoaf", "hòa"),
        ("khoer", "khỏe"),
        ("toans", "toán"),
        ("quas", "quá"),
        ("gias", "giá"),
        ("gif", "gì"),
        ("tieengs", "tiếng"),
        ("thuwr", "thử"),
        ("HOAF", "HÒA"),
        ("xs", "xs"),
        ("ass", "ás"),
        ("asf", "à"),
        ("www", "www"),
        ("dung", "dung"),
        ("dungd", "đung"),
        ("aws", "ắ"),
        ("H'mong 12", "H'mong 12"),
        ("banana", "bânna"),
    ],
)
def test_keys_become_letters(keys: str, appears: str) -> None:
    assert compose(keys) == appears


@pytest.mark.parametrize(
    "word",
    [
        "Nguyễn",
        "đường",
        "quý",
        "giếng",
        "huỳnh",
        "yến",
        "khuya",
        "Đắk",
        "Lắk",
        "Krông",
        "Búk",
        "ích",
        "ÁCH",
        "khoẻ",
        "an",
    ],
)
def test_vietnamese_words_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Areco", "Ảeco", "bbc", "êu1", "kết hôn", "àá", "ac", "mẽt", "", "ng", "ưing"])
def test_other_words_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_a_word_that_telex_changed_is_restored_and_named() -> None:
    restored = restore("Khu dân cư Ảeco, phường Phú Hòa")

    assert restored.text == "Khu dân cư Areco, phường Phú Hòa"
    assert restored.changed == ("Ảeco",)
    assert restored.doubtful == ()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [("ARECO", "ẢECO"), ("Areco", "Ảeco"), ("Aapona", "Âpona"), ("Uwano", "Ưano"), ("Ddino", "Đino")],
)
def test_what_was_sent_comes_back(sent: str, shown: str) -> None:
    assert compose(sent) == shown

    assert restore(shown).text == sent


def test_a_word_that_nothing_explains_stays_and_is_named() -> None:
    text = "Bẽcame Ưing ấdid"

    restored = restore(text)

    assert restored.text == text
    assert restored.changed == ()
    assert restored.doubtful == ("Bẽcame", "Ưing", "ấdid")


def test_names_of_the_highlands_and_plain_letters_are_left_alone() -> None:
    text = "H'Hen Niê, Krông Búk, Đắk Lắk, Becamex 12A"

    assert restore(text).text == text
    assert restore(text).changed == ()
    assert restore(text).doubtful == ()
