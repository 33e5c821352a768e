"""Hostile input at every way in: more than a million in all in the long run, none of them crashes or hangs.

The plain fuzzer turns right inputs into wrong ones, the same in every run; Hypothesis tries texts of its own;
atheris looks for paths that neither has taken.
"""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rigs.fuzz_targets import ROOT, mutated, targets

PAGE = ROOT / "docs" / "security.md"
SAMPLE = 300
NEEDED = 1_000_000
LED_RUNS = 10_000


def tried(name: str, rounds: int) -> tuple[int, int]:
    """How many of these inputs were taken in, and how many refused; anything else is raised."""
    target = targets()[name]
    chance = random.Random(name)  # noqa: S311 - the same inputs in every run
    taken = 0
    for number in range(rounds):
        content = mutated(target.seeds[number % len(target.seeds)], chance)
        try:
            taken += target.try_one(content)
        except Exception as error:
            error.add_note(f"input: {content[:500]!r}")
            raise
    return taken, rounds - taken


def test_the_long_run_tries_more_than_a_million_inputs() -> None:
    assert sum(target.rounds for target in targets().values()) >= NEEDED


def test_the_page_on_security_says_how_many() -> None:
    rounds = [target.rounds for target in targets().values()]

    said = (
        f"{sum(rounds):,} broken inputs in all at {len(rounds)} ways in ({min(rounds):,} to {max(rounds):,} each)"
    )

    assert f"| {said}, and {LED_RUNS:,} more at each that coverage leads" in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", targets())
def test_what_is_right_is_taken_in(name: str) -> None:
    target = targets()[name]

    for seed in target.seeds:
        target.try_one(seed)

    assert target.seeds


@pytest.mark.parametrize("name", targets())
def test_a_sample_of_broken_inputs_is_taken_in_or_refused(name: str) -> None:
    rounds = min(SAMPLE, targets()[name].rounds // 100)

    taken, refused = tried(name, rounds)

    assert taken + refused == rounds


@given(content=st.one_of(st.binary(max_size=200), st.text(max_size=120).map(lambda text: text.encode("utf-8"))))
def test_anything_at_all_is_taken_in_or_refused(content: bytes) -> None:
    for target in targets().values():
        target.try_one(content)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", targets())
def test_every_broken_input_of_the_long_run_is_taken_in_or_refused(name: str) -> None:
    rounds = targets()[name].rounds

    taken, refused = tried(name, rounds)

    assert taken + refused == rounds
    assert refused


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="the fuzzer that coverage leads is for Linux")
@pytest.mark.parametrize("name", targets())
def test_paths_that_coverage_finds_crash_nothing(name: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(targets()[name].seeds):
        (corpus / str(number)).write_bytes(seed)
    command = [sys.executable, "-m", "tests.rigs.fuzz_with_coverage", name, f"-runs={LED_RUNS}", "-timeout=10"]

    command += [f"-artifact_prefix={tmp_path}/", str(corpus)]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stderr[-3000:]
