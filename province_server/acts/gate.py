"""Pure: may this dossier be sealed? The manifest against what was done, paper by paper.

Every line of the manifest is backed by an act that says exactly the same; no paper that was sealed has dropped
out; no paper type that any act dealt with, or that the law requires, is left without scan, reuse or lawful
exception. Where the law was published in several versions while a dossier was being made, meeting one is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counter_app.contract.manifest import ExceptionEntry, Manifest, PaperEntry, ReuseEntry

Requirements = Sequence[frozenset[str]]
"""One version of what a case requires: each entry is met by any one of its paper types."""


@dataclass(frozen=True, slots=True)
class PaperActs:
    """What the dossier's acts say. A paper sealed again replaces its former self."""

    sealed: dict[str, PaperEntry]
    """By ``paper_id``."""
    reused: tuple[ReuseEntry, ...] = ()
    exceptions: tuple[ExceptionEntry, ...] = ()

    @property
    def types(self) -> frozenset[str]:
        """Every paper type that any act dealt with."""
        sealed, excepted = self.sealed.values(), self.exceptions
        return _types_of(sealed) | _types_of(self.reused) | _types_of(excepted)


def unmet(manifest: Manifest, done: PaperActs, law: Sequence[Requirements]) -> list[str]:
    """Every reason why the dossier may not be sealed like this; none when it may."""
    reasons = [
        f"{paper.paper_type}: no act sealed this paper like this"
        for paper in manifest.papers
        if done.sealed.get(paper.paper_id) != paper
    ]
    listed = {paper.paper_id for paper in manifest.papers}
    if len(listed) < len(manifest.papers):
        reasons.append("a paper is listed twice")
    reasons += [
        f"{paper.paper_type}: a sealed paper is not in the manifest"
        for paper_id, paper in done.sealed.items()
        if paper_id not in listed
    ]
    reasons += [f"{entry.paper_type}: reused by no act" for entry in manifest.reused if entry not in done.reused]
    reasons += [
        f"{entry.paper_type}: excepted by no act" for entry in manifest.exceptions if entry not in done.exceptions
    ]
    met = _types_of(manifest.papers) | _types_of(manifest.reused) | _types_of(manifest.exceptions)
    reasons += [f"{paper_type}: requirement is open" for paper_type in sorted(done.types - met)]
    return reasons + _open_by_law(met, law)


def _open_by_law(met: frozenset[str], law: Sequence[Requirements]) -> list[str]:
    """What the version that comes closest to being met still asks for."""
    versions = [[entry for entry in version if not entry & met] for version in law]
    closest = min(versions, key=len, default=[])
    return [f"{' or '.join(sorted(entry))}: required by law" for entry in closest]


def _types_of(entries: Iterable[PaperEntry | ReuseEntry | ExceptionEntry]) -> frozenset[str]:
    return frozenset(entry.paper_type for entry in entries)
