"""Every code that the program can raise, list or receive has a sentence that says what to do next."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from counter_app.contract.problems import ProblemCode
from counter_app.domain import scanning
from counter_app.domain.errors import IllegalMove, InvalidInput, LinkDown, NeedsAttention, NotReady, TryLater
from counter_app.domain.scanning import ScanStopped
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.problem_sentences import SENTENCES
from counter_app.ui.problems import problem_words, scan_words, tone_of, trouble_words, with_unit_names

PACKAGE = Path(__file__).resolve().parents[3] / "counter_app"
ERRORS = {
    "CounterError", "RuleBroken", "IllegalMove", "NotReady", "InvalidInput", "NotAllowed", "TryLater", "LinkDown",
    "DeviceBusy", "DeviceTrouble", "NeedsAttention", "Refused", "Damaged", "NotFound", "ScanStopped",
}  # fmt: skip
CODE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


def modules() -> Iterator[ast.Module]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.is_relative_to(PACKAGE / "ui"):
            continue
        yield ast.parse(path.read_text("utf-8"))


def constants(module: ast.Module) -> dict[str, str]:
    """Texts that a module gives a name in capitals."""
    found = {}
    for step in module.body:
        targets = (
            step.targets
            if isinstance(step, ast.Assign)
            else [step.target]
            if isinstance(step, ast.AnnAssign)
            else []
        )
        value = getattr(step, "value", None)
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            found |= {target.id: value.value for target in targets if isinstance(target, ast.Name)}
    return found


@cache
def codes_in_use() -> frozenset[str]:
    """Codes as they stand in calls, in names in capitals used in calls, in tables of codes and in ``code = …``."""
    trees = list(modules())
    named: dict[str, str] = {}
    for tree in trees:
        named |= constants(tree)
    found: set[str] = set(ProblemCode)
    for tree in trees:
        for step in ast.walk(tree):
            found |= set(_codes(step, named))
    told = re.search(r"is one of: ([a-z_ \n]+)\.", scanning.ScanStopped.__doc__ or "")
    assert told is not None
    return frozenset(found | set(told[1].split()))


def _codes(step: ast.AST, named: dict[str, str]) -> Iterator[str]:
    match step:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
            place = 1 if name == "note_trouble" else 0
            if (name in ERRORS or name == "note_trouble") and len(args) > place:
                yield from _text(args[place], named)
        case ast.Assign(targets=[ast.Name(id="code")], value=value):
            yield from _text(value, named)
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict(values=values))
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.Dict(values=values))
        ) if "CODES" in name:
            for value in values:
                yield from _text(value, named)
        case _:
            pass


def _text(value: ast.expr, named: dict[str, str]) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str) and CODE.fullmatch(value.value):
        yield value.value
    elif isinstance(value, ast.Name) and value.id in named:
        yield named[value.id]
    elif isinstance(value, ast.IfExp):
        yield from _text(value.body, named)
        yield from _text(value.orelse, named)


def test_every_code_has_a_sentence_of_its_own() -> None:
    speechless = sorted(codes_in_use() - set(SENTENCES))

    assert speechless == []


def test_the_codes_that_are_looked_for_are_found() -> None:
    found = codes_in_use()

    assert {"wrong_password", "jam", "clock_wrong", "files_missing", "feeder_empty", "not_an_id_card"} <= found


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_is_whole_even_when_a_fact_is_missing(code: str) -> None:
    said = str(trouble_words(code, {}))

    assert "{" not in said
    assert len(said) > len("Hãy thử lại.")


def test_facts_stand_in_the_sentence() -> None:
    error = NotReady("open_points", ("paper_missing",))

    assert str(problem_words(InvalidInput("bad_dossier_code", code="H29-1"))).startswith(
        "«H29-1» không phải mã hồ sơ"
    )
    assert str(problem_words(error)).startswith("Hồ sơ chưa đủ điều kiện")


def test_a_jam_names_its_page() -> None:
    said = str(scan_words(ScanStopped("jam", 7)))

    assert "trang 7" in said


@pytest.mark.parametrize(
    ("error", "beginning"),
    [
        (InvalidInput("never_heard_of"), "Quy định không cho phép"),
        (TryLater("never_heard_of"), "Chưa thực hiện được lúc này"),
        (NeedsAttention("never_heard_of"), "Có việc cần người xử lý"),
    ],
)
def test_an_unknown_code_is_worded_by_its_family(error: InvalidInput, beginning: str) -> None:
    said = str(problem_words(error))

    assert said.startswith(beginning)
    assert "never_heard_of" in said


def test_what_can_be_repeated_is_a_warning_and_what_cannot_is_bad_news() -> None:
    assert tone_of(LinkDown("no_answer")) is Tone.WARN
    assert tone_of(NeedsAttention("disk_trouble")) is Tone.BAD


def test_a_unit_is_called_by_its_name_and_not_by_its_code() -> None:
    error = IllegalMove("held_elsewhere", holder="H09.02")

    said = problem_words(with_unit_names(error, {"H09.02": "Chi nhánh Dĩ An"}.__getitem__))

    assert "do Chi nhánh Dĩ An giữ" in str(said)
    assert "H09.02" not in str(said)


def test_a_size_in_a_problem_is_said_in_words() -> None:
    assert "cần 9,4 GB trống" in str(problem_words(NeedsAttention("stick_too_small", size_bytes=9_400_000_000)))
