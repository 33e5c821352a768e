"""What the checklist of intake already knows: papers that the state holds, and conditions that do not apply.

What the state holds is not asked for again: it is taken unless the clerk takes it out. That a paper is not needed
is never assumed: the clerk says so by one key, with a reason that names the rule. Both are recorded as acts of the
clerk when the dossier is registered.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from counter_app.domain.checks import Ground
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import DossierId
from counter_app.domain.papers import Reusable, trusted_as
from counter_app.domain.preset_reasons import condition_not_met
from counter_app.domain.procedure import Case, PaperNeed, PaperRequirement, Procedure
from counter_app.services.held_papers import Holdings
from counter_app.services.ports import Session
from counter_app.ui.presenters.intake_wording import HELD_KEY, paper_line
from counter_app.ui.presenters.saying import TRUST
from counter_app.ui.presenters.screens import Line, Mark, Tone
from counter_app.ui.words import words


class TakeOver(Protocol):
    """Takes over a paper that the state holds."""

    def __call__(self, dossier_id: DossierId, reusable: Reusable, session: Session) -> Dossier: ...


class Grant(Protocol):
    """Records that a paper lawfully goes without a scan."""

    def __call__(
        self, dossier_id: DossierId, paper_type: str, ground: Ground, reason: str, session: Session
    ) -> Dossier: ...


@dataclass(frozen=True, slots=True)
class Decided:
    """What the clerk decided about the papers of the case before registering."""

    taken: tuple[Reusable, ...] = ()
    waived: tuple[tuple[str, str], ...] = ()

    def record(self, dossier: Dossier, session: Session, *, reuse: TakeOver, grant: Grant) -> None:
        """Write it down; what is written already stays once."""
        reused = {entry.file for entry in dossier.reused}
        excepted = {entry.paper_type for entry in dossier.exceptions}
        for one in self.taken:
            if one.paper.file not in reused:
                reuse(dossier.dossier_id, one, session)
        for paper_type, reason in self.waived:
            if paper_type not in excepted:
                grant(dossier.dossier_id, paper_type, Ground.CONDITION_NOT_MET, reason, session)


@dataclass(frozen=True)
class PapersAtIntake:
    """The papers of the case, with what is held and what the clerk decided; every change gives a new value."""

    procedure: Procedure | None = None
    case: Case | None = None
    held: dict[str, Reusable] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    waived: frozenset[str] = frozenset()

    def of_case(self, procedure: Procedure | None, case: Case | None) -> PapersAtIntake:
        """The papers of another case: nothing is decided about them yet."""
        return PapersAtIntake(procedure, case)

    def with_holdings(self, holdings: Holdings | None, on: date) -> PapersAtIntake:
        """With what is held about the person now."""
        if holdings is None or self.case is None:
            return replace(self, held={})
        return replace(self, held=holdings.for_papers(self.case.papers, on))

    @property
    def _open(self) -> tuple[PaperRequirement, ...]:
        """Papers that may turn out not to be needed."""
        papers = self.case.papers if self.case is not None else ()
        return tuple(
            one for one in papers if one.need is PaperNeed.CONDITIONAL and not self._takes(one.paper_type)
        )

    def _takes(self, paper_type: str) -> bool:
        return paper_type in self.held and paper_type not in self.refused

    @property
    def can_waive(self) -> bool:
        """Whether a condition is there to be decided."""
        return bool(self._open)

    def toggled(self, paper_type: str) -> PapersAtIntake:
        """The clerk takes the held paper in or out, or says that the condition does not apply, or does."""
        if paper_type in self.held:
            return replace(self, refused=self.refused ^ {paper_type}, waived=self.waived - {paper_type})
        if any(one.paper_type == paper_type for one in self._open):
            return replace(self, waived=self.waived ^ {paper_type})
        return self

    def waive_all(self) -> PapersAtIntake:
        """No condition applies; once more: each is open again."""
        open_now = frozenset(one.paper_type for one in self._open)
        return replace(self, waived=frozenset() if open_now <= self.waived else open_now)

    def decided(self) -> Decided:
        """What is to be recorded with the dossier."""
        procedure = self.procedure
        if procedure is None or self.case is None:
            return Decided()
        taken = tuple(one for kind, one in self.held.items() if self._takes(kind))
        waived = tuple(
            (one.paper_type, condition_not_met(one, procedure))
            for one in self._open
            if one.paper_type in self.waived
        )
        return Decided(taken, waived)

    def lines(self) -> tuple[Line, ...]:
        """The checklist."""
        papers = self.case.papers if self.case is not None else ()
        return tuple(self._line(one) for one in papers)

    def _line(self, paper: PaperRequirement) -> Line:
        line = paper_line(paper)
        if self._takes(paper.paper_type):
            held = self.held[paper.paper_type]
            detail = words("Intake", "{trust} · {source}").fill(trust=TRUST[held.trust], source=held.paper.source)
            return replace(
                line,
                detail=detail,
                mark=Mark(words("Intake", "Đã có"), Tone.GOOD),
                icon="check-circle",
                tone=Tone.GOOD,
            )
        if paper.paper_type in self.waived:
            return replace(
                line, mark=Mark(words("Intake", "Không cần"), Tone.NEUTRAL), icon="exception", tone=Tone.NEUTRAL
            )
        return line


def held_lines(holdings: Holdings) -> tuple[Line, ...]:
    """The person's digital papers."""
    return tuple(
        Line(
            f"{HELD_KEY}{paper.file}",
            paper.title,
            words("Intake", "{trust} · {source}").fill(
                trust=TRUST[trusted_as(paper.trust_level)], source=paper.source
            ),
            None,
            "reuse",
            Tone.GOOD,
        )
        for paper in holdings.papers
    )
