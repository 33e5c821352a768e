"""The gate: what a manifest may claim, and what it may not leave out."""

from __future__ import annotations

import msgspec

from counter_app.contract.manifest import ExceptionEntry, ReuseEntry
from province_server.acts.gate import PaperActs, unmet
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import case, paper

A, B = paper(b"a", "a"), paper(b"b", "b")
REUSED = ReuseEntry(paper_type="r", title="r", file="f" * 64, source="s", trust_level="born_digital_signed")
EXCEPTED = ExceptionEntry(paper_type="e", title="e", ground="shown_only", reason="x", granted_by="lan")
DONE = PaperActs({A.paper_id: A, B.paper_id: B}, (REUSED,), (EXCEPTED,))
WHOLE = case(Counter("", "U")).manifest(A, B, reused=(REUSED,), exceptions=(EXCEPTED,))


def without(**changed: object) -> list[str]:
    return unmet(msgspec.structs.replace(WHOLE, **changed), DONE, ())


def test_a_manifest_that_says_what_the_acts_say_passes() -> None:
    assert unmet(WHOLE, DONE, ()) == []


def test_a_paper_that_dropped_out_is_noticed() -> None:
    assert without(papers=(A,)) == ["b: a sealed paper is not in the manifest", "b: requirement is open"]


def test_a_paper_that_no_act_sealed_is_noticed() -> None:
    assert without(papers=(A, B, paper(b"c", "c"))) == ["c: no act sealed this paper like this"]


def test_a_paper_listed_twice_is_noticed() -> None:
    assert without(papers=(A, B, A)) == ["a paper is listed twice"]


def test_a_reuse_and_an_exception_need_their_acts() -> None:
    other = msgspec.structs.replace(REUSED, file="0" * 64)
    waived = msgspec.structs.replace(EXCEPTED, reason="y")

    assert without(reused=(other,), exceptions=(waived,)) == ["r: reused by no act", "e: excepted by no act"]


def test_a_paper_type_that_an_act_dealt_with_may_not_vanish() -> None:
    assert without(reused=()) == ["r: requirement is open"]


def test_a_requirement_of_the_law_is_met_by_any_of_its_paper_types() -> None:
    law = [[frozenset({"x", "a"}), frozenset({"e"})]]

    assert unmet(WHOLE, DONE, law) == []


def test_a_requirement_of_the_law_that_nothing_meets_is_open() -> None:
    law = [[frozenset({"a"}), frozenset({"y", "x"})]]

    assert unmet(WHOLE, DONE, law) == ["x or y: required by law"]


def test_meeting_one_published_version_of_the_law_is_enough() -> None:
    old, new = [frozenset({"a"})], [frozenset({"a"}), frozenset({"x"})]

    assert unmet(WHOLE, DONE, [new, old]) == []
