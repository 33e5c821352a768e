"""The invisible text stands where the words stand and can be turned back into them."""

from __future__ import annotations

import re

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.documents.text_layer import Alphabet, shown, text_operators, to_unicode
from counter_app.domain.pages import Box, Line, Word
from tests.rigs import sample_pages

_ENTRY = re.compile(rb"^<([0-9a-f]{4})> <([0-9a-f]+)>$", re.MULTILINE)


def _places(operators: bytes) -> list[tuple[float, float]]:
    found = re.findall(rb"(\S+) (\S+) Tm", operators)
    return [(float(x), float(y)) for x, y in found]


def test_every_code_turns_back_into_its_character() -> None:
    lines = [sample_pages.line(text) for text in (*sample_pages.LETTERHEAD, "𠀋 Ỹ ỵ đ Đ")]
    alphabet = Alphabet.of(lines)

    entries = {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _ENTRY.findall(to_unicode(alphabet).replace(b"<0000> <ffff>", b""))
    }

    assert entries == {code: letter for letter, code in alphabet.codes.items()}


def test_no_block_of_the_map_is_longer_than_the_format_allows() -> None:
    many = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 350))

    told = to_unicode(Alphabet.of([sample_pages.line(many)])).decode("ascii")

    assert max(int(count) for count in re.findall(r"(\d+) beginbfchar", told)) == 100


def test_decomposed_text_is_composed() -> None:
    assert shown("Nguye\u0302\u0303n") == "Nguyễn"


def test_control_characters_do_not_reach_the_file() -> None:
    assert shown("a\nb\x00c") == "a\ufffdb\ufffdc"


def test_words_begin_where_they_stand_on_the_image() -> None:
    line = sample_pages.line("một hai", left=100, baseline=400, height=20)

    operators = text_operators([line], Alphabet.of([line]), page_height=1000, points_per_pixel=0.5)

    assert _places(operators) == [(50.0, 300.0), (70.0, 300.0)]


def test_a_word_is_stretched_to_its_width() -> None:
    word = Word("abcd", Box(left=0, top=0, width=80, height=20), 90.0)
    line = Line((word,), word.box, (0, 20, 80, 20))

    operators = text_operators([line], Alphabet.of([line]), page_height=100, points_per_pixel=1.0)

    assert b"200 Tz" in operators


def test_a_line_that_runs_upwards_is_turned() -> None:
    word = Word("dọc", Box(left=80, top=100, width=20, height=60), 90.0)
    line = Line((word,), word.box, (100, 160, 100, 100))

    operators = text_operators([line], Alphabet.of([line]), page_height=1000, points_per_pixel=1.0)

    assert b"0 1 -1 0 100 840 Tm" in operators
    assert b"/T 20 Tf" in operators


@pytest.mark.parametrize("words", [(), (Word("", Box(0, 0, 5, 5), 1.0),)])
def test_lines_without_text_show_nothing(words: tuple[Word, ...]) -> None:
    line = Line(words, Box(0, 0, 5, 5), (0, 5, 5, 5))

    assert text_operators([line], Alphabet.of([line]), page_height=10, points_per_pixel=1.0) == b""


def test_overlapping_words_still_have_a_space_between_them() -> None:
    one = Word("a", Box(left=0, top=0, width=20, height=20), 90.0)
    two = Word("b", Box(left=15, top=0, width=20, height=20), 90.0)
    line = Line((one, two), Box(0, 0, 35, 20), (0, 20, 35, 20))
    alphabet = Alphabet.of([line])

    operators = text_operators([line], alphabet, page_height=100, points_per_pixel=1.0)

    assert f"<{alphabet.encode(' ').hex()}> Tj".encode() in operators
    assert b"-" not in operators


_LETTERS = st.characters(exclude_categories=("Cs", "Zs", "Zl", "Zp"))
_WORDS = st.builds(
    Word,
    st.text(_LETTERS, min_size=0, max_size=12),
    st.builds(Box, st.integers(-50, 3000), st.integers(-50, 4000), st.integers(0, 3000), st.integers(0, 400)),
    st.floats(0, 100),
)
_LINES = st.builds(
    Line,
    st.lists(_WORDS, max_size=6).map(tuple),
    st.just(Box(0, 0, 10, 10)),
    st.tuples(*[st.integers(-50, 4000)] * 4),
)


@given(st.lists(_LINES, max_size=5))
def test_whatever_was_read_can_be_read_back_in_order(lines: list[Line]) -> None:
    alphabet = Alphabet.of(lines)
    letters = {code: letter for letter, code in alphabet.codes.items()}

    with pikepdf.new() as pdf:
        content = pikepdf.Stream(pdf, text_operators(lines, alphabet, page_height=4000, points_per_pixel=0.36))
        operations = pikepdf.parse_content_stream(content)

    codes = [bytes(operands[0]) for operands, operator in operations if str(operator) == "Tj"]
    told = "".join(letters[int.from_bytes(code[at : at + 2])] for code in codes for at in range(0, len(code), 2))
    wanted = [[shown(word.text) for word in line.words if shown(word.text)] for line in lines]
    assert told == "".join(" ".join(words) for words in wanted)
