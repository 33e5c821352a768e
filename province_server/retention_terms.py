"""What retention speaks of: the rules that hold here, by whose word something goes, what is due, what went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from counter_app.contract.retention import Held, RetentionRule, check_retention


class BadRules(Exception):
    """The files with the rules cannot be used; one line per mistake."""


@dataclass(frozen=True, slots=True)
class Decision:
    """By whose word something goes: the number of the decision, and who carries it out."""

    number: str
    by: str


@dataclass(frozen=True, slots=True)
class Due:
    """A dossier whose files may no longer be kept."""

    dossier_id: str
    code: str
    ended_on: date
    since: date
    rule: RetentionRule
    files: tuple[str, ...]
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Gone:
    """What a round let go."""

    files: int = 0
    grants: int = 0
    look_ups: int = 0
    stray_files: int = 0

    @property
    def total(self) -> int:
        return self.files + self.grants + self.look_ups + self.stray_files


@dataclass(frozen=True, slots=True)
class Ended:
    """A dossier as far as its files' time is concerned; ``ended_on`` is None while it is open."""

    dossier_id: str
    code: str
    procedure: str
    ended_on: date | None
    is_held: bool


def load_rules(folder: Path) -> tuple[RetentionRule, ...]:
    """The rules of this folder; none when it is not there. Raises ``BadRules``."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}
    rules, mistakes = check_retention(texts)
    if rules is None:
        raise BadRules("\n".join(map(str, mistakes)))
    return rules


def at_a_relay(rules: Sequence[RetentionRule]) -> tuple[RetentionRule, ...]:
    """Those that hold at a branch: it decides about nothing that the province may not have yet."""
    return tuple(rule for rule in rules if rule.what is Held.RELAY_FILES)
