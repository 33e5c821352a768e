"""One step towards the province: plan, ask, store what was observed.

``Deliver.step`` performs exactly one request outside any transaction and stores the answer in one. A crash
anywhere repeats one harmless request. Who calls it again, and when, is the link's control thread.

A link that is down is an observation. So is a request that the province turns down: what it was about is set aside
for a while and listed, and everything else goes on.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from counter_app.contract.problems import ProblemCode
from counter_app.domain.delivery import (
    ACTS,
    ASK_DIGESTS,
    BATCH_ACTS,
    BRANCH,
    FEED,
    LIFE,
    MISSING,
    NUMBERS,
    AskBranch,
    AskMissing,
    AskOffset,
    BeginLife,
    BeginUpload,
    Certify,
    FetchLaw,
    LeaseNumbers,
    Pull,
    Seen,
    SendActs,
    SendChunk,
    Step,
    Wait,
    WaitingFile,
    Wanted,
    next_step,
    set_aside,
)
from counter_app.domain.errors import CounterError, NeedsAttention, TryLater
from counter_app.domain.ids import ActId
from counter_app.services.certify import CertifyDays
from counter_app.services.chores import Chores
from counter_app.services.clock import note_wrong_clock
from counter_app.services.events import TroublesChanged
from counter_app.services.law import TakeLaw
from counter_app.services.link_memory import afresh, reached, recall, remember
from counter_app.services.lives import LIFE_OVER, Lives
from counter_app.services.numbers import Numbers
from counter_app.services.outbox import Outbox
from counter_app.services.ports import Chance, Clock, FileState, OpenWork, OutgoingFile, UnitOfWork
from counter_app.services.pull import Integrate
from counter_app.services.sending import Sending
from counter_app.services.troubles import note_trouble, solve_troubles
from counter_app.services.uploading import Uploading

LOOK_AGAIN_S: Final = 5.0
"""How long what is wanted beside acts and files is taken to be still wanted."""

CONTACT_KEPT_S: Final = 2.0
"""The time of the last contact is written no more often than this while nothing else is learnt of the link."""

AT_BRANCH_SHOWN: Final = 100

OF_THE_DEVICE: Final = frozenset({ProblemCode.UNKNOWN_DEVICE.value, ProblemCode.TOKEN_INVALID.value})
"""Refusals of the device itself: no other request would fare better."""

OF_THE_LINK: Final = OF_THE_DEVICE | {"certificate_dates", "certificate_refused", "pin_differs", "other_protocol"}
"""What repeating does not mend, and what the next answer of the province shows to be over."""


OF_THE_PROVINCE_ALONE: Final = (LeaseNumbers, FetchLaw, Certify)

REQUEST: Final = "request"
"""The fact of an entry that names the request which was turned down."""

OF_A_FILE: Final = frozenset({"file_does_not_arrive", "file_lost_here", "file_damaged"})

BATCH_TOO_MUCH: Final = frozenset({ProblemCode.TOO_LARGE.value, ProblemCode.MALFORMED.value})
"""A batch that is refused like this is sent again in halves, until the one act shows that it is about."""


@dataclass(frozen=True, slots=True)
class StepDone:
    """What was done; ``wait_until`` is set when nothing is to be done before then."""

    step: Step
    wait_until: datetime | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Ways:
    """What each kind of step is done by."""

    lives: Lives
    sending: Sending
    uploading: Uploading
    integrate: Integrate
    numbers: Numbers
    law: TakeLaw
    certify: CertifyDays
    chores: Chores


class Deliver:
    """Brings own acts and files to the province and the province's acts here.

    Args:
        open_work: The store.
        ways: What each kind of step is done by.
        clock: The device's.
        chance: Spreads retries.
        steady: A clock that never jumps, in seconds.
    """

    def __init__(
        self, open_work: OpenWork, ways: Ways, clock: Clock, chance: Chance, steady: Callable[[], float]
    ) -> None:
        self._open_work = open_work
        self._ways = ways
        self._clock = clock
        self._chance = chance
        self._steady = steady
        self._outbox = Outbox()
        self._wanted = Wanted()
        self._looked_at: float | None = None
        self._contact_kept_at = -math.inf
        self._files_listed = True
        self._listed: set[str] | None = None

    def step(self, *, now_wanted: bool = False) -> StepDone:
        """Do the one thing that is next.

        Args:
            now_wanted: "Send now" or a change of network: forget the back-off and ask the feed at once.

        A link that is down is an observation, not an error: it ends in ``wait_until``.
        """
        now = self._clock.now()
        if now_wanted or self._looked_at is None or self._steady() - self._looked_at >= LOOK_AGAIN_S:
            self._look_around()
        with self._open_work() as work:
            known = recall(work)
            seen = afresh(known) if now_wanted else known
            wanted = replace(self._wanted, life_over=bool(work.observations.get(LIFE_OVER)))
            acts = self._outbox.ready(work, seen, now)
            outgoing = work.files.undelivered(ASK_DIGESTS + len(seen.aside))
        step = next_step(acts, [_waiting_file(file) for file in outgoing], seen, wanted, now)
        if isinstance(step, Wait):
            return StepDone(step, wait_until=step.until)
        try:
            after = self._perform(step, seen)
        except TryLater as error:
            self._failed(step, seen, error)
            return StepDone(step, problem=error.code)
        except NeedsAttention as error:
            self._turned_down(step, seen, error)
            return StepDone(step, problem=error.code)
        # Compared with what is on record: "Send now" forgets what had failed, the list does not.
        self._reached(step, known, after)
        return StepDone(step)

    def note_defect(self, error: Exception) -> None:
        """A step broke on something that nobody foresaw: back off, and let a person know."""
        with self._open_work() as work:
            remember(work, self._after_failure(recall(work), "defect"), self._clock)
            facts = {"what": type(error).__name__}
            note_trouble(work, "link_defect", since=self._clock.now(), chance=self._chance, facts=facts)
            work.commit()

    # --- one request each --------------------------------------------------------------------------------------

    def _perform(self, step: Step, seen: Seen) -> Seen:  # noqa: C901 - one line a step
        """Make the request of this step; what was seen of the link then."""
        ways = self._ways
        match step:
            case BeginLife():
                ways.lives.begin()
                # Counted until something else succeeds: a province that ends every life is not asked for ever.
                return replace(afresh(seen), aside=set_aside(seen, LIFE, self._clock.now()))
            case SendActs(act_ids=act_ids):
                return self._send_acts(act_ids, seen)
            case AskBranch(act_ids=act_ids):
                ways.sending(act_ids)
                return replace(seen, branch_asked_at=self._clock.now())
            case AskMissing() | BeginUpload() | AskOffset() | SendChunk():
                came = self._bring_file(step)
                if came:
                    self._tick_off_files()
                return replace(seen, file_came=came or seen.file_came)
            case Pull():
                more = ways.integrate.pull()
                if seen.pulled_at is None:
                    self._looked_at = None
                return replace(seen, pulled_at=self._clock.now(), more_to_pull=more)
            case LeaseNumbers(days=days):
                ways.numbers.lease(days)
            case FetchLaw(digest=digest):
                ways.law.fetch(digest)
            case Certify(day=day):
                ways.certify(day)
            case Wait():
                pass
        self._looked_at = None
        return seen

    def _send_acts(self, act_ids: tuple[str, ...], seen: Seen) -> Seen:
        sent = self._ways.sending(act_ids)
        if sent.turned_down:
            self._looked_at = None
        if not sent.held:
            return replace(seen, batch_acts=BATCH_ACTS)
        return replace(seen, batch_acts=BATCH_ACTS, held_at=self._clock.now(), file_came=False)

    def _bring_file(self, step: AskMissing | BeginUpload | AskOffset | SendChunk) -> bool:
        uploading = self._ways.uploading
        match step:
            case AskMissing(digests=digests):
                return uploading.ask_missing(digests)
            case BeginUpload(digest=digest, beside=beside):
                return uploading.begin(digest, beside)
            case AskOffset(digest=digest):
                return uploading.ask_offset(digest)
            case SendChunk(digest=digest, offset=offset):
                return uploading.send(digest, offset)

    def _tick_off_files(self) -> None:
        """What was listed of files that are at the province by now is over."""
        if not self._files_listed:
            return
        with self._open_work() as work:
            listed = [one for one in work.troubles.open() if one.code in OF_A_FILE]
            for trouble in listed:
                file = work.files.get(trouble.facts.get("digest", ""))
                if file is not None and file.state is FileState.THERE:
                    solve_troubles(work, OF_A_FILE, self._clock.now(), facts={"digest": file.digest})
            self._files_listed = bool(listed)
            work.commit()

    def _look_around(self) -> None:
        """What is wanted beside acts and files, and what can be done here without a request."""
        with self._open_work() as work:
            seen = recall(work)
        if seen.pulled_at is not None and not seen.more_to_pull:
            # Not before the feed was read: what is to be done may have been done, by a disk that was restored.
            self._ways.chores.run()
        self._ways.law.settle()
        with self._open_work() as work:
            self._wanted = Wanted(
                enrolled=work.observations.device() is not None,
                numbers=self._ways.numbers.wanted(work),
                law=self._ways.law.wanted(work),
                days=self._ways.certify.wanted(work),
                at_branch=tuple(stored.act.act_id for stored in work.acts.at_branch(AT_BRANCH_SHOWN)),
            )
            note_wrong_clock(work, self._clock, self._chance)
            work.commit()
        self._looked_at = self._steady()

    # --- observations ------------------------------------------------------------------------------------------

    def _reached(self, step: Step, before: Seen, after: Seen) -> None:
        name = _name_of(step)
        aside = after.aside
        if not isinstance(step, BeginLife):
            aside = {other: one for other, one in after.aside.items() if other not in {name, LIFE}}
        after = replace(reached(after), aside=aside)
        self._tick_off(name)
        if after == before and self._steady() - self._contact_kept_at < CONTACT_KEPT_S:
            return  # a long upload would sync the disk once more for each of its pieces
        self._contact_kept_at = self._steady()
        with self._open_work() as work:
            if before.problem in OF_THE_LINK:
                solve_troubles(work, OF_THE_LINK, self._clock.now())
            remember(work, after, self._clock)
            work.commit()

    def _tick_off(self, name: str) -> None:
        """A request that the province turned down before has got through: nobody needs to look at it any more."""
        if self._listed is not None and name not in self._listed:
            return
        with self._open_work() as work:
            listed = [one for one in work.troubles.open() if REQUEST in one.facts]
            for trouble in listed:
                if trouble.facts[REQUEST] == name:
                    work.troubles.solve(trouble.trouble_id, self._clock.now())
                    work.publish(TroublesChanged())
            work.commit()
        self._listed = {one.facts[REQUEST] for one in listed} - {name}

    def _failed(self, step: Step, seen: Seen, error: TryLater) -> None:
        if isinstance(step, SendChunk | BeginUpload):
            self._ways.uploading.lost(step.digest)
        wait_s = error.facts.get("retry_after_s", 0)
        with self._open_work() as work:
            if error.code == "province_busy" and isinstance(step, OF_THE_PROVINCE_ALONE):
                # A branch's relay cannot do this; what it can do must not wait for it.
                after = replace(seen, aside=set_aside(seen, _name_of(step), self._clock.now()))
            else:
                after = self._after_failure(seen, error.code)
                after = replace(after, wait_s=wait_s if isinstance(wait_s, int) else 0)
            remember(work, after, self._clock)
            if error.code in OF_THE_LINK:
                note_trouble(work, error.code, since=self._clock.now(), chance=self._chance)
            work.commit()

    def _turned_down(self, step: Step, seen: Seen, error: NeedsAttention) -> None:
        """Set aside what the step was about; a refusal of the device itself stops everything for a while."""
        with self._open_work() as work:
            if error.code == ProblemCode.CLONED_DEVICE and not isinstance(step, BeginLife):
                self._ways.lives.end(work, error.code)
                after = seen
            elif error.code in OF_THE_DEVICE:
                note_trouble(work, error.code, since=self._clock.now(), chance=self._chance)
                after = self._after_failure(seen, error.code)
            elif isinstance(step, SendActs) and len(step.act_ids) > 1 and error.code in BATCH_TOO_MUCH:
                after = replace(seen, batch_acts=max(1, len(step.act_ids) // 2))
            else:
                after = replace(seen, aside=set_aside(seen, _name_of(step), self._clock.now()))
                self._list(work, step, error)
            remember(work, after, self._clock)
            work.commit()

    def _list(self, work: UnitOfWork, step: Step, error: CounterError) -> None:
        self._files_listed = self._files_listed or error.code in OF_A_FILE
        name = _name_of(step)
        self._listed = {*(self._listed or ()), name} if self._listed is not None else None
        facts = {fact: str(told) for fact, told in error.facts.items() if fact != "detail"}
        facts[REQUEST] = name
        file = work.files.get(facts.get("digest", ""))
        stored = work.acts.get(ActId(step.act_ids[0])) if isinstance(step, SendActs) else None
        note_trouble(
            work,
            error.code,
            act=stored.act if stored else None,
            dossier_id=file.dossier_id if file else "",
            since=self._clock.now(),
            chance=self._chance,
            facts=facts,
        )

    def _after_failure(self, seen: Seen, problem: str) -> Seen:
        return replace(
            seen,
            failures=seen.failures + 1,
            failed_at=self._clock.now(),
            jitter=self._chance.fraction(),
            problem=problem,
        )


def _name_of(step: Step) -> str:
    """Under which name a step is set aside."""
    match step:
        case BeginLife():
            return LIFE
        case SendActs():
            return ACTS
        case AskBranch():
            return BRANCH
        case AskMissing():
            return MISSING
        case LeaseNumbers():
            return NUMBERS
        case Certify(day=day):
            return day
        case (
            BeginUpload(digest=digest)
            | AskOffset(digest=digest)
            | SendChunk(digest=digest)
            | FetchLaw(digest=digest)
        ):
            return digest
        case Pull() | Wait():
            return FEED


def _waiting_file(file: OutgoingFile) -> WaitingFile:
    return WaitingFile(
        digest=file.digest,
        size_bytes=file.size_bytes,
        due_at=file.due_at,
        known_missing=file.state is FileState.MISSING,
        upload_url=file.upload_url,
        offset=file.offset,
    )
