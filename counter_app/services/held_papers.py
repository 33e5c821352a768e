"""What the state already holds about a person: asked of the province in the clerk's name, or known to this window.

The province keeps who asked about whom and why, so it is asked when a person comes to the window or the clerk
wants it, never because a screen is drawn anew. What it said is kept in memory for the clerk who asked. Without an
answer the window says so and offers what it holds itself: papers that were sealed or digitised in dossiers it
knows. Of a paper that was signed after it was sealed, the signed file alone is offered.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

from counter_app.contract.acts import (
    Body,
    DossierSealed,
    PaperSigned,
    PapersViewed,
    ResultDigitised,
    body_of,
    known_kind,
)
from counter_app.contract.canonical import digest as digest_of
from counter_app.contract.messages import Outcome, PersonPaper
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import CounterError, NotFound, NotReady, Refused, TryLater
from counter_app.domain.ids import DossierId
from counter_app.domain.papers import Reusable, TrustLevel, reusable_for
from counter_app.domain.procedure import PaperRequirement
from counter_app.services.at_window import AtWindow
from counter_app.services.catalogue import Catalogue
from counter_app.services.person_papers import AskPersonPapers
from counter_app.services.ports import OpenWork, Session, UnitOfWork
from counter_app.services.queries import Queries
from counter_app.services.recording import Recorder

KEPT = 32
"""Persons whose answers are kept: those of the last hour at a busy window."""

_STANDS = frozenset({None, Outcome.APPLIED, Outcome.DUPLICATE, Outcome.HELD})
"""Acts that were not refused."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is known to be held about a person. ``problem`` says why the province did not answer."""

    id_number: str
    papers: tuple[PersonPaper, ...] = ()
    asked: bool = False
    problem: CounterError | None = None

    @property
    def answered(self) -> bool:
        """Whether the province said what it holds."""
        return self.asked and self.problem is None

    def for_papers(self, papers: Sequence[PaperRequirement], on: date) -> dict[str, Reusable]:
        """By paper type of the checklist, the best paper that meets the requirement on that day."""
        found: dict[str, Reusable] = {}
        for requirement in papers:
            fitting = reusable_for(requirement, self.papers, on=on)
            if fitting:
                found[requirement.paper_type] = fitting[0]
        return found


@dataclass(frozen=True, slots=True)
class _Own:
    """What this window holds itself, and which files it knows to have a later version."""

    papers: tuple[PersonPaper, ...]
    replaced: frozenset[str]

    def with_told(self, told: Sequence[PersonPaper]) -> tuple[PersonPaper, ...]:
        """Each once, named by its file; what the province says of a file goes before what we would."""
        by_file = {paper.file: paper for paper in reversed((*told, *self.papers))}
        return tuple(paper for paper in by_file.values() if paper.file not in self.replaced)[::-1]


class HeldPapers:
    """Looks up, and remembers what was said."""

    def __init__(
        self,
        open_work: OpenWork,
        queries: Queries,
        ask: AskPersonPapers,
        catalogue: Catalogue,
        at_window: AtWindow,
        recorder: Recorder,
        fetch: Callable[[str], bytes],
    ) -> None:
        """``fetch`` gives a file by its digest, from this window or from the province."""
        self._open_work = open_work
        self._queries = queries
        self._ask = ask
        self._catalogue = catalogue
        self._at_window = at_window
        self._recorder = recorder
        self._fetch = fetch
        self._lock = Lock()
        self._said: OrderedDict[tuple[str, str], tuple[PersonPaper, ...]] = OrderedDict()

    def look_up(self, id_number: str, purpose: str) -> Holdings:
        """Ask the province, and record the look as an act. It waits for the link: call it off the window's thread.

        ``purpose`` is what is kept as the reason, there and in the act. Never raises for a link that is down or a
        province that refuses: what this window holds itself is the answer then, with the problem.
        """
        session = self._record_look(id_number, purpose)
        own = self._own(id_number)
        try:
            told = self._ask(id_number, purpose)
        except (TryLater, Refused, NotReady) as problem:
            return Holdings(id_number, own.with_told(self._known(id_number)), asked=True, problem=problem)
        if session is not None:
            self._remember(session.login, id_number, told)
        return Holdings(id_number, own.with_told(told), asked=True)

    def open(self, id_number: str, file: str, purpose: str) -> bytes:
        """The file of a paper that is held about this person; the look is recorded before anything is shown.

        It may wait for the link: call it off the window's thread.

        Raises:
            LinkDown: the file is not here and the province is out of reach.
            NotFound: nobody has it.
        """
        self._record_look(id_number, purpose)
        return self._fetch(file)

    def _record_look(self, id_number: str, purpose: str) -> Session | None:
        session = self._at_window.session
        if session is not None:
            with self._open_work() as work:
                body = PapersViewed(person_digest=digest_of(id_number.encode()), purpose=purpose)
                self._recorder.record(work, body, session=session)
                work.commit()
        return session

    def known(self, id_number: str) -> Holdings:
        """What was said to this clerk before and what this window holds itself; asks nobody."""
        if not id_number:
            return Holdings("")
        told = self._known(id_number)
        return Holdings(id_number, self._own(id_number).with_told(told), asked=bool(told))

    def _remember(self, login: str, id_number: str, told: tuple[PersonPaper, ...]) -> None:
        with self._lock:
            self._said[login, id_number] = told
            self._said.move_to_end((login, id_number))
            while len(self._said) > KEPT:
                self._said.popitem(last=False)

    def _known(self, id_number: str) -> tuple[PersonPaper, ...]:
        session = self._at_window.session
        with self._lock:
            return self._said.get((session.login, id_number), ()) if session else ()

    def _own(self, id_number: str) -> _Own:
        """Papers in dossiers of the person that this window knows, newest dossier first."""
        papers: list[PersonPaper] = []
        replaced: set[str] = set()
        for row in self._queries.person_dossiers(id_number):
            with self._open_work() as work:
                dossier = work.dossiers.get(row.dossier_id)
                bodies = _standing_bodies(work, row.dossier_id)
            if dossier is not None:
                signed_later = {body.former: body for body in bodies if isinstance(body, PaperSigned)}
                replaced |= signed_later.keys()
                papers += self._of_dossier(dossier, bodies, signed_later)
        return _Own(tuple(papers), frozenset(replaced))

    def _of_dossier(
        self, dossier: Dossier, bodies: Iterable[Body], signed_later: Mapping[str, PaperSigned]
    ) -> Iterator[PersonPaper]:
        for body in bodies:
            match body:
                case DossierSealed(manifest=manifest):
                    for paper in manifest.papers:
                        file = signed_later.get(paper.file, paper)
                        signed = paper.signed or file is not paper
                        yield PersonPaper(
                            paper_type=paper.paper_type,
                            title=paper.title,
                            file=file.file,
                            size_bytes=file.size_bytes,
                            source=dossier.code,
                            trust_level=TrustLevel.CLERK_SIGNED_SCAN if signed else TrustLevel.UNSIGNED_SCAN,
                        )
                case ResultDigitised() as result:
                    yield PersonPaper(
                        paper_type=self._result_type(dossier),
                        title=result.title,
                        file=result.file,
                        size_bytes=result.size_bytes,
                        source=result.result_code,
                        trust_level=TrustLevel.BORN_DIGITAL_SIGNED if result.signed else TrustLevel.UNSIGNED_SCAN,
                    )
                case _:
                    pass

    def _result_type(self, dossier: Dossier) -> str:
        try:
            return self._catalogue.case(dossier.procedure, dossier.case, on=dossier.received_at.date()).result_type
        except NotFound:
            return ""


def _standing_bodies(work: UnitOfWork, dossier_id: DossierId) -> list[Body]:
    """What the dossier's acts say, without those that were refused or that this release does not know."""
    return [
        body_of(stored.act)
        for stored in work.acts.of_dossier(dossier_id)
        if stored.outcome in _STANDS and known_kind(stored.act) is not None
    ]
