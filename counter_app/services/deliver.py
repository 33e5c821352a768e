"""One step towards the province: plan, ask, store what was observed.

``Deliver.step`` performs exactly one request outside any transaction and stores the answer in one. A crash
anywhere repeats one harmless request. Who calls it again, and when, is the link's control thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from counter_app.contract.acts import DossierSealed, ResultDigitised, body_of, known_kind
from counter_app.contract.canonical import canonical
from counter_app.contract.messages import MAX_CHUNK_BYTES, MIN_CHUNK_BYTES, ActAnswer, Outcome
from counter_app.domain.delivery import (
    BATCH_ACTS,
    AskMissing,
    AskOffset,
    BeginUpload,
    LeaseNumbers,
    Pull,
    Seen,
    SendActs,
    SendChunk,
    Step,
    Wait,
    WaitingAct,
    WaitingFile,
    next_step,
)
from counter_app.domain.errors import NotFound, TryLater
from counter_app.domain.ids import ActId, DossierId
from counter_app.services.events import DeliveryChanged, DossierChanged
from counter_app.services.numbers import Numbers
from counter_app.services.ports import (
    LAST_CONTACT,
    Chance,
    Clock,
    FileState,
    Gateway,
    OpenWork,
    OutgoingFile,
    StoredAct,
    UnitOfWork,
    Vault,
)
from counter_app.services.pull import Integrate
from counter_app.services.troubles import note_trouble

SEEN = "link_seen"
FILES_LOOKED_AT = 1000


@dataclass(frozen=True, slots=True)
class StepDone:
    """What was done; ``wait_until`` is set when nothing is to be done before then."""

    step: Step
    wait_until: datetime | None = None
    problem: str = ""


class Deliver:
    """Brings own acts and files to the province and the province's acts here."""

    def __init__(
        self,
        open_work: OpenWork,
        vault: Vault,
        gateway: Gateway,
        integrate: Integrate,
        numbers: Numbers,
        clock: Clock,
        chance: Chance,
    ) -> None:
        self._open_work = open_work
        self._vault = vault
        self._gateway = gateway
        self._integrate = integrate
        self._numbers = numbers
        self._clock = clock
        self._chance = chance
        self._chunk_bytes = MIN_CHUNK_BYTES * 4

    def step(self, *, now_wanted: bool = False) -> StepDone:
        """Do the one thing that is next.

        Args:
            now_wanted: "Send now" or a change of network: forget the back-off and ask the feed at once.

        A link that is down is an observation, not an error: it ends in ``wait_until``.
        """
        now = self._clock.now()
        with self._open_work() as work:
            seen = self._seen(work)
            if now_wanted:
                seen = replace(seen, failures=0, failed_at=None, pulled_at=None, held_at=None)
            acts = [_waiting(stored) for stored in work.acts.unsent(BATCH_ACTS * 2)]
            outgoing = work.files.undelivered(FILES_LOOKED_AT)
        step = next_step(acts, [_waiting_file(file) for file in outgoing], seen, now)
        if isinstance(step, Wait):
            return StepDone(step, wait_until=step.until)
        try:
            self._perform(step, seen)
        except TryLater as error:
            self._failed(step, seen)
            return StepDone(step, problem=error.code)
        return StepDone(step)

    # --- one request each --------------------------------------------------------------------------------------

    def _perform(self, step: Step, seen: Seen) -> None:
        match step:
            case SendActs(act_ids=act_ids):
                self._send_acts(act_ids, seen)
            case AskMissing(digests=digests):
                self._ask_missing(digests, seen)
            case BeginUpload(digest=digest):
                self._begin_upload(digest, seen)
            case AskOffset(digest=digest):
                self._ask_offset(digest, seen)
            case SendChunk(digest=digest, offset=offset):
                self._send_chunk(digest, offset, seen)
            case Pull():
                more = self._integrate.pull()
                self._observe(replace(seen, pulled_at=self._clock.now(), more_to_pull=more))
            case LeaseNumbers(days=days):
                self._numbers.lease(days)
                self._observe(seen)
            case Wait():
                return

    def _send_acts(self, act_ids: Sequence[str], seen: Seen) -> None:
        with self._open_work() as work:
            stored = [found for found in (work.acts.get(ActId(act_id)) for act_id in act_ids) if found]
        answer = self._gateway.send_acts([one.act for one in stored])
        by_id = {one.act_id: one for one in answer.answers}
        held = any(one.outcome is Outcome.HELD for one in answer.answers)
        with self._open_work() as work:
            for one in stored:
                told = by_id.get(one.act.act_id)
                if told is not None:
                    self._answered(work, one, told)
            after = replace(seen, held_at=self._clock.now()) if held else seen
            self._store_seen(work, _reached(after))
            work.publish(DeliveryChanged())
            work.commit()

    def _answered(self, work: UnitOfWork, stored: StoredAct, told: ActAnswer) -> None:
        outcome = Outcome.APPLIED if told.outcome is Outcome.DUPLICATE and told.receipt else told.outcome
        work.acts.answered(
            ActId(told.act_id), outcome, receipt=told.receipt, problem=told.problem, version=told.version
        )
        if outcome in {Outcome.REFUSED, Outcome.CONFLICT}:
            code = told.problem.code if told.problem else outcome
            note_trouble(work, code, act=stored.act, since=self._clock.now(), chance=self._chance)
        if stored.act.dossier_id:
            self._integrate.refold(work, DossierId(stored.act.dossier_id))
            work.publish(DossierChanged(DossierId(stored.act.dossier_id)))

    def _ask_missing(self, digests: Sequence[str], seen: Seen) -> None:
        missing = self._gateway.missing(digests)
        with self._open_work() as work:
            for digest in digests:
                file = work.files.get(digest)
                if file is None:
                    continue
                state = FileState.MISSING if digest in missing else FileState.THERE
                work.files.put(replace(file, state=state))
            completed = len(missing) < len(digests)
            self._store_seen(work, _reached(self._completed(seen) if completed else seen))
            work.publish(DeliveryChanged())
            work.commit()

    def _begin_upload(self, digest: str, seen: Seen) -> None:
        try:
            size_bytes = self._vault.size(digest)
        except NotFound:
            self._lost(digest)
            return
        url = self._gateway.begin_upload(digest, size_bytes)
        if url is None:
            self._file_there(digest, seen)
        else:
            self._store_file(digest, seen, upload_url=url, offset=0)

    def _ask_offset(self, digest: str, seen: Seen) -> None:
        with self._open_work() as work:
            file = work.files.get(digest)
        if file is None:
            return
        offset = self._gateway.upload_offset(file.upload_url)
        if offset is None:
            # The upload is gone: it expired, or it is finished. Asking what is missing tells which.
            self._store_file(digest, seen, upload_url="", offset=None, state=FileState.UNKNOWN)
        elif offset >= file.size_bytes:
            self._file_there(digest, seen)
        else:
            self._store_file(digest, seen, upload_url=file.upload_url, offset=offset)

    def _send_chunk(self, digest: str, offset: int, seen: Seen) -> None:
        with self._open_work() as work:
            file = work.files.get(digest)
        if file is None:
            return
        chunk = self._vault.read(digest, offset, self._chunk_bytes)
        began = self._clock.now()
        reached = self._gateway.send_chunk(file.upload_url, offset, chunk)
        self._adapt_chunk((self._clock.now() - began).total_seconds())
        if reached >= file.size_bytes:
            self._file_there(digest, seen)
        else:
            self._store_file(digest, seen, upload_url=file.upload_url, offset=reached)

    def _adapt_chunk(self, seconds: float) -> None:
        """Chunks follow the link: a lost one should cost seconds, a fast link few requests."""
        if seconds < 1.0:
            self._chunk_bytes = min(self._chunk_bytes * 2, MAX_CHUNK_BYTES)
        elif seconds > 8.0:  # noqa: PLR2004 - a chunk that takes longer is felt when it is lost
            self._chunk_bytes = max(self._chunk_bytes // 2, MIN_CHUNK_BYTES)

    # --- observations ------------------------------------------------------------------------------------------

    def _failed(self, step: Step, seen: Seen) -> None:
        with self._open_work() as work:
            if isinstance(step, SendChunk):
                file = work.files.get(step.digest)
                if file is not None:
                    work.files.put(replace(file, offset=None, failures=file.failures + 1))
            failed = replace(
                seen,
                failures=seen.failures + 1,
                failed_at=self._clock.now(),
                jitter=self._chance.fraction(),
            )
            self._store_seen(work, failed)
            work.publish(DeliveryChanged())
            work.commit()
        self._chunk_bytes = max(self._chunk_bytes // 2, MIN_CHUNK_BYTES)

    def _completed(self, seen: Seen) -> Seen:
        return replace(seen, completed_at=self._clock.now())

    def _file_there(self, digest: str, seen: Seen) -> None:
        """The last byte was taken; whether the whole is right is asked, never assumed."""
        self._store_file(digest, self._completed(seen), upload_url="", offset=None, state=FileState.UNKNOWN)

    def _lost(self, digest: str) -> None:
        with self._open_work() as work:
            file = work.files.get(digest)
            if file is not None:
                note_trouble(
                    work,
                    "file_lost_here",
                    dossier_id=file.dossier_id,
                    since=self._clock.now(),
                    chance=self._chance,
                )
                work.files.put(replace(file, state=FileState.THERE))
            work.commit()

    def _store_file(
        self,
        digest: str,
        seen: Seen,
        *,
        upload_url: str,
        offset: int | None,
        state: FileState = FileState.MISSING,
    ) -> None:
        with self._open_work() as work:
            file = work.files.get(digest)
            if file is not None:
                work.files.put(replace(file, upload_url=upload_url, offset=offset, state=state))
            self._store_seen(work, _reached(seen))
            work.publish(DeliveryChanged())
            work.commit()

    def _observe(self, seen: Seen) -> None:
        with self._open_work() as work:
            self._store_seen(work, _reached(seen))
            work.publish(DeliveryChanged())
            work.commit()

    def _seen(self, work: UnitOfWork) -> Seen:
        text = work.observations.get(SEEN)
        seen = msgspec.json.decode(text, type=Seen) if text else Seen()
        wanted = self._numbers.wanted(work)
        return replace(seen, enrolled=work.observations.device() is not None, numbers_wanted=wanted)

    def _store_seen(self, work: UnitOfWork, seen: Seen) -> None:
        work.observations.put(SEEN, msgspec.json.encode(seen).decode())
        if seen.failures == 0:
            work.observations.put(LAST_CONTACT, self._clock.now().isoformat())


def _reached(seen: Seen) -> Seen:
    return replace(seen, failures=0, failed_at=None)


def _waiting(stored: StoredAct) -> WaitingAct:
    return WaitingAct(
        act_id=stored.act.act_id,
        size_bytes=len(canonical(stored.act)),
        held=stored.outcome is Outcome.HELD,
        needs=files_needed(stored),
    )


def files_needed(stored: StoredAct) -> frozenset[str]:
    """The files that have to be at the province before this act can apply."""
    if known_kind(stored.act) is None:
        return frozenset()
    try:
        body = body_of(stored.act)
    except msgspec.ValidationError:
        return frozenset()
    match body:
        case DossierSealed(manifest=manifest):
            return frozenset(manifest.files)
        case ResultDigitised(file=file):
            return frozenset({file})
        case _:
            return frozenset()


def _waiting_file(file: OutgoingFile) -> WaitingFile:
    return WaitingFile(
        digest=file.digest,
        size_bytes=file.size_bytes,
        due_at=file.due_at,
        known_missing=file.state is FileState.MISSING,
        upload_url=file.upload_url,
        offset=file.offset,
    )
