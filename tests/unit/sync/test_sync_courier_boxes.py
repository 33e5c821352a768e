"""What a box may not hold, though its writer signed it: each is refused at once, and nothing of it counts."""

from __future__ import annotations

import pytest

from counter_app.contract.courier import ASKED, THERE, BadBox, BoxCode
from counter_app.domain.errors import CounterError, Damaged
from tests.rigs.fuzz_courier import take_answers, take_things, thing, things

ENDLESS = b'{"kind":"file","size":-1,"name":""}\n'
NO_TEXT = b'{"kind":"\xc3","size":1,"name":""}\n'
PAST_ALL_NUMBERS = b'{"kind":"file","size":99999999999999999999,"name":""}\n'


@pytest.mark.parametrize("label", [ENDLESS, NO_TEXT, PAST_ALL_NUMBERS], ids=["endless", "no_text", "past_numbers"])
def test_a_label_that_is_none_is_refused_by_the_province(label: bytes) -> None:
    with pytest.raises(BadBox) as raised:
        take_things(label + b"more than one byte")

    assert raised.value.code is BoxCode.FORGED


@pytest.mark.parametrize("label", [ENDLESS, NO_TEXT, PAST_ALL_NUMBERS], ids=["endless", "no_text", "past_numbers"])
def test_a_label_that_is_none_is_refused_by_the_window(label: bytes) -> None:
    with pytest.raises(CounterError) as raised:
        take_answers(label + b"more than one byte")

    assert raised.value.code == "box_forged"


@pytest.mark.parametrize(
    "wish",
    [
        b"no message",
        b'{"reply_key":"\xc3","cursor":0}',
        b'{"reply_key":"AAAA","cursor":0}',
        b'{"reply_key":"!","cursor":-1}',
    ],
    ids=["no_message", "no_text", "short_key", "negative"],
)
def test_a_wish_that_cannot_be_met_is_refused_before_anything_counts(wish: bytes) -> None:
    asked, *_rest = things()
    acts = asked[asked.index(b'{"kind":"act"') :]

    with pytest.raises(BadBox) as raised:
        take_things(thing(ASKED, wish) + acts)

    assert raised.value.code is BoxCode.UNKNOWN


def test_a_file_whose_name_is_no_digest_is_left_out_and_the_rest_is_taken() -> None:
    (asked, *_rest) = things()

    taken = take_things(asked + thing("file", b"a paper", "../../etc/passwd"))

    assert (taken.acts, taken.files) == (asked.count(b'"kind":"act"'), 0)


def test_an_answer_that_is_no_text_is_told_with_its_file() -> None:
    with pytest.raises(Damaged) as raised:
        take_answers(thing(THERE, b'{"digests":["\xc3"]}'))

    assert raised.value.code == "answer_unreadable"
