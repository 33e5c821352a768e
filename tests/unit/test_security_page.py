"""The page on security promises nothing that no test tries."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
TEST = re.compile(r"`(test_\w+)`")
THREATS = (
    "stolen PC", "curious colleague", "hostile network", "forged server", "cloned disk", "poisoned scan",
    "dishonest clerk", "compromised relay",
)  # fmt: skip
REQUIREMENT = re.compile(r"^[a-z0-9][a-z0-9._-]*(\[[a-z0-9,_-]+\])?==[^\s;]+( ; [^\\]+)? \\$")
DIGEST = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def test_every_test_that_the_page_names_exists() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"^def (test_\w+)\(", written, re.MULTILINE))

    assert sorted(set(TEST.findall(PAGE)) - there) == []


@pytest.mark.parametrize("threat", THREATS)
def test_each_threat_has_its_answer_and_tests(threat: str) -> None:
    sections = {part.split("\n", 1)[0]: part for part in PAGE.split("\n### ")[1:]}

    (answer,) = [text for title, text in sections.items() if threat.casefold() in title.casefold()]

    assert len(TEST.findall(answer)) >= 3


@pytest.mark.parametrize("lock", ["app", "audit", "bench", "build", "dev", "lock", "windows"])
def test_the_locks_can_be_audited(lock: str) -> None:
    """One pinned version and its digests in each entry: what ``pip-audit --require-hashes`` reads."""
    lines = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").splitlines()

    entries = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]

    strange = [line for line in entries if not (REQUIREMENT.match(line) or DIGEST.match(line))]

    assert strange == []


def test_what_the_project_asks_for_comes_from_registries_alone() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    optional = project["project"]["optional-dependencies"].values()
    asked = [*project["project"]["dependencies"], *(line for group in optional for line in group)]

    assert [line for line in asked if "@" in line or "://" in line] == []
