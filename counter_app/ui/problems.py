"""From an error's stable code to the sentence that a clerk reads: what happened and what to do next.

The third level of the error tree is for people; this is where it becomes language. A code without a sentence of
its own still gets one from its family, with the code in it, so that nobody ever faces an empty warning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from counter_app.domain.errors import CounterError, NeedsAttention, RuleBroken, TryLater
from counter_app.ui.formats import size_text
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.words import Words, words

if TYPE_CHECKING:
    from counter_app.domain.scanning import ScanStopped

_FAMILIES: tuple[tuple[type[CounterError], Words], ...] = (
    (RuleBroken, words("Problems", "Quy định không cho phép thao tác này (mã {code}). Hãy kiểm tra lại hồ sơ.")),
    (TryLater, words("Problems", "Chưa thực hiện được lúc này (mã {code}). Hãy thử lại sau ít phút.")),
    (
        NeedsAttention,
        words(
            "Problems", "Có việc cần người xử lý (mã {code}). Hãy báo phụ trách hoặc bộ phận công nghệ thông tin."
        ),
    ),
)
_UNITS = ("holder", "unit")
"""Facts that hold the code of a unit."""

_ANY = words("Problems", "Không thực hiện được (mã {code}). Hãy báo bộ phận công nghệ thông tin.")


def problem_words(error: CounterError) -> Words:
    """What the clerk reads about this error."""
    sentence = code_words(error.code, error.facts)
    if sentence is not None:
        return sentence
    family = next((said for kind, said in _FAMILIES if isinstance(error, kind)), _ANY)
    return family.fill(code=error.code)


def code_words(code: str, facts: Mapping[str, str | int]) -> Words | None:
    """The sentence for a code with its facts, or None when there is none for it."""
    # Two hundred sentences that a window without problems never needs.
    from counter_app.ui.problem_sentences import SENTENCES  # noqa: PLC0415

    sentence = SENTENCES.get(code)
    if sentence is None:
        return None
    size = facts.get("size_bytes")
    return sentence.fill(**facts, **({"size": size_text(size)} if isinstance(size, int) else {}))


def with_unit_names(error: CounterError, title_of: Callable[[str], str]) -> CounterError:
    """The same error, whose units have the names that people call them by."""
    named = {fact: title_of(str(error.facts[fact])) for fact in _UNITS if error.facts.get(fact)}
    if named:
        error.facts = {**error.facts, **named}
    return error


def trouble_words(code: str, facts: Mapping[str, str | int]) -> Words:
    """What the list "Cần xử lý" says about an entry."""
    return code_words(code, facts) or _ANY.fill(code=code)


def listed_words(code: str, facts: Mapping[str, str | int], unit_title: Callable[[str], str]) -> Words:
    """What the list says about an entry: there, the next step is one of the buttons beside it."""
    from counter_app.ui.sentences.needs_attention import HOLDERS, STATES_SAID, WITH_ITS_CURES  # noqa: PLC0415 - as above

    sentence = WITH_ITS_CURES.get((code, "act" if facts.get("kind") else "")) or WITH_ITS_CURES.get((code, ""))
    if sentence is None:
        return trouble_words(code, facts)
    holder, state = str(facts.get("holder", "")), str(facts.get("state", ""))
    said = {
        "holder": HOLDERS.get(holder) or unit_title(holder),
        "state": STATES_SAID.get(state, state),
    }
    return sentence.fill(**{**facts, **said})


def scan_words(stopped: ScanStopped) -> Words:
    """Why a scanner stopped, with the page at which it did."""
    return trouble_words(stopped.code, {"page": stopped.page, "origin": stopped.origin})


def tone_of(error: CounterError) -> Tone:
    """What can be repeated is a warning; what a person has to mend is bad news."""
    return Tone.WARN if isinstance(error, TryLater | RuleBroken) else Tone.BAD
