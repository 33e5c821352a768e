"""Text that people type, cards carry and files say: read back as it was, or refused."""

from __future__ import annotations

import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from counter_app.contract.located import parse
from counter_app.domain.catalogue_search import search_of
from counter_app.domain.errors import InvalidInput
from counter_app.domain.id_card import CardReading, read_card, read_typed_card
from counter_app.domain.identity import Birth, Sex, parse_birth, parse_phone, phone_text
from counter_app.domain.plain_text import collation_key, edit_distance, fold, nfc, words
from counter_app.domain.telex import is_syllable, restore
from tests.builders.rules import shipped_procedures

PROCEDURES = shipped_procedures().procedures(date(2026, 1, 1))
SEARCH = search_of(PROCEDURES)
NAMES = st.lists(
    st.sampled_from(["Nguyễn", "Trần", "Thị", "Văn", "Ánh", "Đặng", "Hoàng", "Krông", "Y", "Quỳnh"]),
    min_size=1,
    max_size=5,
).map(" ".join)
ADDRESSES = st.lists(
    st.sampled_from(["12 Yersin", "Phú Cường", "Thủ Dầu Một", "Bình Dương", "Đắk Lắk"]), min_size=1, max_size=4
).map(", ".join)
DAYS = st.dates(date(1900, 1, 1), date(2030, 12, 31))
STATEMENTS = ["a = 1", 'b = "x # y"', "c = [1, 2]", "d = { e = 1 }", 'f = """x\ny"""', "g = [\n1,\n]"]
VIETNAMESE = st.text(alphabet="aăâeêioôơuưyđbcdghklmnprstvxàáảãạễộữĐÁ 0-'", max_size=20)


def slow_distance(one: str, other: str) -> int:
    """Optimal string alignment by its definition."""
    if not one or not other:
        return len(one) + len(other)
    best = min(
        slow_distance(one[:-1], other) + 1,
        slow_distance(one, other[:-1]) + 1,
        slow_distance(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    )
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-2] and one[-2] == other[-1]:
        best = min(best, slow_distance(one[:-2], other[:-2]) + 1)
    return best


@given(st.text(alphabet="abc", max_size=5), st.text(alphabet="abc", max_size=5), st.integers(0, 6))
def test_slips_are_counted_as_defined(one: str, other: str, limit: int) -> None:
    assert edit_distance(one, other, limit) == min(slow_distance(one, other), limit + 1)


@given(st.text(max_size=40))
def test_folding_leaves_no_mark_and_changes_nothing_twice(text: str) -> None:
    folded = fold(text)

    assert fold(folded) == folded
    assert not any(unicodedata.combining(letter) for letter in folded)
    assert all(fold(word) == word for word in words(text))


@given(VIETNAMESE)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.lists(VIETNAMESE, max_size=8))
def test_sorting_has_one_order(texts: list[str]) -> None:
    assert sorted(texts, key=collation_key) == sorted(sorted(texts), key=collation_key)


@given(VIETNAMESE)
def test_restoring_never_loses_a_word_and_names_what_it_touched(text: str) -> None:
    restored = restore(text)

    assert len(restored.text.split()) == len(text.split())
    assert restored.changed or restored.text == nfc(text)
    assert not any(is_syllable(word) for word in restored.changed)


@given(VIETNAMESE)
def test_a_plain_text_is_never_restored(text: str) -> None:
    plain = fold(text)

    assert restore(plain).text == nfc(plain)


@given(
    st.from_regex(r"\A[0-9]{12}\Z"),
    st.one_of(st.just(""), st.from_regex(r"\A[0-9]{9}\Z")),
    NAMES,
    DAYS,
    st.sampled_from(["Nam", "Nữ"]),
    ADDRESSES,
    DAYS,
    st.lists(st.one_of(NAMES, st.from_regex(r"\A[0-9]{12}\Z")), max_size=4),
)
def test_a_card_is_read_as_it_was_printed(
    number: str, old: str, name: str, born: date, sex: str, address: str, issued: date, extras: list[str]
) -> None:
    text = "|".join([number, old, name, f"{born:%d%m%Y}", sex, address, f"{issued:%d%m%Y}", *extras])

    reading = read_card(text)

    person = reading.person
    assert (person.id_number, person.old_id_number, person.name) == (number, old, name)
    assert person.birth == Birth(born.year, born.month, born.day)
    assert person.sex is (Sex.MALE if sex == "Nam" else Sex.FEMALE)
    assert (person.address_text, person.card_issued_on) == (address, issued)
    assert reading.extras == tuple(extras)


@given(
    st.lists(st.one_of(st.text(max_size=15), st.from_regex(r"\A[0-9]{4,12}\Z"), NAMES), max_size=9).map("|".join)
)
def test_any_text_is_a_card_or_refused(text: str) -> None:
    for read in (read_card, read_typed_card):
        try:
            reading = read(text)
        except InvalidInput:
            continue
        assert isinstance(reading, CardReading)
        assert reading.person.name
        assert len(reading.person.id_number) == 12


@given(DAYS)
def test_a_birth_is_read_back_in_each_of_its_forms(born: date) -> None:
    birth = Birth(born.year, born.month, born.day)

    assert parse_birth(birth.iso) == parse_birth(birth.text) == parse_birth(f"{born:%d%m%Y}") == birth


@given(st.from_regex(r"\A0[35789][0-9]{8}\Z|\A02[0-9]{9}\Z"))
def test_a_phone_is_read_back_as_it_is_shown(typed: str) -> None:
    phone = parse_phone(typed)

    assert parse_phone(phone_text(phone)) == phone == parse_phone(phone)


@given(st.text(max_size=60))
def test_any_query_is_answered(query: str) -> None:
    hits = SEARCH.find(query, limit=5)

    assert len(hits) <= 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@given(st.sampled_from(PROCEDURES), st.booleans())
def test_a_whole_title_finds_its_procedure_first(procedure: object, plain: bool) -> None:
    title = procedure.title  # type: ignore[attr-defined]

    assert SEARCH.find(fold(title) if plain else title)[0].title == title


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["a = 1", 'b = "x # y"', "c = [1, 2]", "d = { e = 1 }", 'f = """x\ny"""', "g = [\n1,\n]"]
            ),
            st.sampled_from(["", "# said\n", "\n\n"]),
        ),
        max_size=6,
        unique_by=lambda pair: pair[0],
    )
)
def test_every_key_of_a_file_knows_its_line(parts: list[tuple[str, str]]) -> None:
    text = ""
    wanted = {}
    for statement, before in parts:
        text += before
        wanted[statement[0]] = text.count("\n") + 1
        text += statement + "\n"

    located = parse(text)

    assert {key: located.line((key,)) for key in wanted} == wanted
