"""What the state already holds about a person: asked of the province in the clerk's name, or known to this window.

The province keeps who asked about whom and why, so it is asked when a person comes to the window or the clerk
wants it, never because a screen is drawn anew. What it said is kept in memory for the clerk who asked. Without an
answer the window says so and offers what it holds itself: papers that were sealed or digitised in dossiers it
knows.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

from counter_app.contract.acts import DossierSealed, PapersViewed, ResultDigitised, body_of
from counter_app.contract.canonical import digest as digest_of
from counter_app.contract.messages import Outcome, PersonPaper
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import CounterError, NotFound, NotReady, Refused, TryLater
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
        own = tuple(self._own(id_number))
        try:
            told = self._ask(id_number, purpose)
        except (TryLater, Refused, NotReady) as problem:
            return Holdings(id_number, _each_once((*self._known(id_number), *own)), asked=True, problem=problem)
        if session is not None:
            self._remember(session.login, id_number, told)
        return Holdings(id_number, _each_once((*told, *own)), asked=True)

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
        return Holdings(id_number, _each_once((*told, *self._own(id_number))), asked=bool(told))

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

    def _own(self, id_number: str) -> Iterator[PersonPaper]:
        """Papers in dossiers of the person that this window knows, newest dossier first."""
        for row in self._queries.person_dossiers(id_number):
            with self._open_work() as work:
                yield from self._of_dossier(work, work.dossiers.get(row.dossier_id))

    def _of_dossier(self, work: UnitOfWork, dossier: Dossier | None) -> Iterator[PersonPaper]:
        if dossier is None:
            return
        for stored in work.acts.of_dossier(dossier.dossier_id):
            if stored.outcome not in _STANDS:
                continue
            match body_of(stored.act):
                case DossierSealed(manifest=manifest):
                    for paper in manifest.papers:
                        yield PersonPaper(
                            paper_type=paper.paper_type,
                            title=paper.title,
                            file=paper.file,
                            size_bytes=paper.size_bytes,
                            source=dossier.code,
                            trust_level=TrustLevel.CLERK_SIGNED_SCAN if paper.signed else TrustLevel.UNSIGNED_SCAN,
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


def _each_once(papers: Sequence[PersonPaper]) -> tuple[PersonPaper, ...]:
    """Named by their files; what the province says of a file goes before what we would."""
    return tuple({paper.file: paper for paper in reversed(papers)}.values())[::-1]
