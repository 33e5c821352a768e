"""What is typed and what is stored meet in one form, and nothing typed is taken for a command."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlcipher

from counter_app.db.search import match_of
from counter_app.db.search_keys import phone_key, words_key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("0901234567", "0901234567"),
        ("+84 901 234 567", "0901234567"),
        ("0084901234567", "0901234567"),
        ("(0274) 3822-222", "02743822222"),
        ("8490", "8490"),
        ("", ""),
    ],
)
def test_a_phone_number_is_kept_as_it_is_dialled(typed: str, key: str) -> None:
    assert phone_key(typed) == key


def test_names_are_kept_without_diacritics() -> None:
    assert words_key("  NGUYỄN  Thị-Đượm ") == "nguyen thi duom"


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("Nguyễn Vă", '"nguyen" "va" *'),
        ("H09.01-261123-00", '"h09 01 261123 00" *'),
        ("0042", '"0042" *'),
        ("0901 234", '("0901" "234" *) OR "0901234" *'),
        ("+84901", '("84901" *) OR "0901" *'),
        ("  ", ""),
        ('"*-', ""),
    ],
)
def test_what_was_typed_becomes_phrases(typed: str, match: str) -> None:
    assert match_of(typed) == match


@given(st.text(max_size=40) | st.text(alphabet='ab1 "*:()-+^{}ANDORNOTEAR.', max_size=40))
def test_whatever_was_typed_is_a_query_that_the_index_understands(typed: str) -> None:
    index = sqlcipher.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE search USING fts5(code, name, prefix = '1 2')")
    match = match_of(typed)

    rows = index.execute("SELECT rowid FROM search WHERE search MATCH ?", (match,)).fetchall() if match else []

    index.close()
    assert rows == []
