"""Send acts and take in what the province says of each: one answer per act, and its word checked before it counts.

A receipt is believed when the province, or the branch's relay for its own, signed it, and when it names this act
under a name that the act was ever sent by. Anything else is no answer: the act stays in the outbox.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from counter_app.contract.acts import Act, Kind, act_digest
from counter_app.contract.messages import ActAnswer, ActsAnswer, Outcome, Receipt, in_envelope, signed_bytes
from counter_app.contract.moves import PROVINCE
from counter_app.contract.problems import OF_THE_ENVELOPE, ProblemCode, files_named
from counter_app.domain.errors import TryLater
from counter_app.domain.ids import ActId, DossierId
from counter_app.services.certify import mark_uncertified
from counter_app.services.events import DossierChanged
from counter_app.services.former_lives import brought, to_be_brought
from counter_app.services.lives import Lives
from counter_app.services.numbers import CODE_REPLACED
from counter_app.services.outbox import look_again
from counter_app.services.ports import (
    Chance,
    Clock,
    Gateway,
    OpenWork,
    SignatureCheck,
    StoredAct,
    UnitOfWork,
)
from counter_app.services.projection import TURNED_DOWN
from counter_app.services.pull import Integrate
from counter_app.services.relays import RELAY_UNKNOWN, relays_known
from counter_app.services.superseded import solve_superseded
from counter_app.services.troubles import TOLD, note_trouble, solve_troubles

_log = logging.getLogger(__name__)

RECEIPT_FORGED: Final = "receipt_forged"

PAGES_READ: Final = 20
"""So much of the feed is read at most before a word is doubted."""

SOLVED_BY_A_RECEIPT: Final = frozenset(
    {RECEIPT_FORGED, "illegal_move", "not_registered", ProblemCode.SCHEMA_TOO_NEW.value}
)
"""What may have been listed of an act before its turn came."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a batch came to: whether some act waits for something, whether some act was turned down."""

    held: bool
    turned_down: bool


class Sending:
    """Brings own acts to the province."""

    def __init__(
        self,
        open_work: OpenWork,
        gateway: Gateway,
        integrate: Integrate,
        lives: Lives,
        check: SignatureCheck,
        clock: Clock,
        chance: Chance,
    ) -> None:
        self._open_work = open_work
        self._gateway = gateway
        self._integrate = integrate
        self._lives = lives
        self._check = check
        self._clock = clock
        self._chance = chance

    def __call__(self, act_ids: Sequence[str]) -> Sent:
        """Send these acts in this order and store the answers; former lives that are to be brought go before.

        Raises:
            TryLater: a branch's relay does not know the former lives; the province does.
        """
        while self._bring_former():
            pass
        with self._open_work() as work:
            stored = [found for found in (work.acts.get(ActId(act_id)) for act_id in act_ids) if found]
        answer = self._gateway.send_acts([one.act for one in stored])
        if self._names_what_is_unknown(answer):
            self._read_on()
        with self._open_work() as work:
            sent = self.take(work, answer)
            work.commit()
        return sent

    def _read_on(self) -> None:
        """A copy of this disk may have been first: the feed has the act as that one signed it."""
        for _ in range(PAGES_READ):
            if not self._integrate.pull():
                return

    def _names_what_is_unknown(self, answer: ActsAnswer) -> bool:
        with self._open_work() as work:
            return any(
                told.receipt is not None
                and told.receipt.place == PROVINCE
                and not _is_explained(work, told)
                and told.receipt.act_digest not in work.acts.digests(ActId(told.receipt.act_id))
                for told in answer.answers
            )

    def _bring_former(self) -> bool:
        """One batch of a life that a restored province has lost; false when there is none left."""
        with self._open_work() as work:
            acts = to_be_brought(work)
        if not acts:
            return False
        answer = self._gateway.send_acts(acts)
        codes = {told.problem.code for told in answer.answers if told.problem is not None}
        if ProblemCode.UNKNOWN_DEVICE in codes:
            raise TryLater("province_busy", reason=ProblemCode.UNKNOWN_DEVICE)
        # Refused for its envelope: the number is another's by now. What was known of the act stays as it was.
        fitting = [one for one in answer.answers if one.problem is None or one.problem.code not in OF_THE_ENVELOPE]
        with self._open_work() as work:
            self.take(work, msgspec.structs.replace(answer, answers=tuple(fitting)))
            brought(work, acts)
            work.commit()
        return True

    def take(self, work: UnitOfWork, answer: ActsAnswer) -> Sent:
        """Store the answers, whichever way they came. An act that was not asked about here is passed over."""
        touched: dict[str, None] = {}
        outcomes: set[Outcome] = set()
        for told in answer.answers:
            stored = work.acts.get(ActId(told.act_id))
            if stored is None or not stored.own:
                continue
            outcomes.add(self._take(work, stored, told, answer.last_seq))
            touched[stored.act.dossier_id] = None
        self._lives.offer_again(work, answer.last_seq)
        for name in filter(None, touched):
            self._integrate.refold(work, DossierId(name))
            work.publish(DossierChanged(DossierId(name)))
        return Sent(held=Outcome.HELD in outcomes, turned_down=bool(outcomes & TURNED_DOWN))

    def _take(self, work: UnitOfWork, stored: StoredAct, told: ActAnswer, last_seq: int) -> Outcome:
        """What the answer comes to here."""
        match told.outcome:
            case Outcome.APPLIED | Outcome.DUPLICATE:
                return self._applied(work, stored, told)
            case Outcome.HELD:
                self._held(work, stored, told)
            case Outcome.REFUSED | Outcome.CONFLICT:
                self._turned_down(work, stored, told, last_seq)
        return told.outcome

    def _applied(self, work: UnitOfWork, stored: StoredAct, told: ActAnswer) -> Outcome:
        act_id, receipt = ActId(stored.act.act_id), told.receipt
        taken = _taken(stored.act, told)
        if receipt is None or not self._is_genuine(work, stored, receipt, taken):
            self._doubt(work, stored, receipt)
            if stored.receipt is None:
                work.acts.answered(act_id, Outcome.HELD)
            return Outcome.HELD
        if taken is not None and receipt.act_digest not in work.acts.digests(act_id):
            work.acts.note_envelope(taken, receipt.act_digest)
        work.acts.answered(act_id, Outcome.APPLIED, receipt=receipt, version=receipt.version or None)
        if told.problem is not None and stored.outcome is not Outcome.APPLIED:
            # The act stands, and there is something about it that a person should know.
            since, facts = self._clock.now(), dict(told.problem.facts)
            note_trouble(work, told.problem.code, act=stored.act, since=since, chance=self._chance, facts=facts)
        if receipt.place != PROVINCE:
            solve_troubles(work, {RELAY_UNKNOWN}, self._clock.now())
        mark_uncertified(work, stored.act.device_time[:10])
        if stored.outcome is not None:
            solve_troubles(work, SOLVED_BY_A_RECEIPT, self._clock.now(), act_id=act_id)
        if stored.outcome is not Outcome.APPLIED:
            solve_superseded(work, stored.act, self._clock.now())
        return Outcome.APPLIED

    def _is_of_this_life(self, work: UnitOfWork, stored: StoredAct) -> bool:
        identity = work.observations.device()
        return identity is not None and stored.act.epoch == identity.epoch

    def _is_genuine(self, work: UnitOfWork, stored: StoredAct, receipt: Receipt, taken: Act | None = None) -> bool:
        identity = work.observations.device()
        if identity is None or receipt.act_id != stored.act.act_id:
            return False
        if taken is None and receipt.act_digest not in work.acts.digests(ActId(stored.act.act_id)):
            return False
        of_province = receipt.place == PROVINCE
        keys = (identity.server_key,) if of_province else relays_known(work, identity).keys
        return any(self._check.holds(key, receipt.signature, signed_bytes(receipt)) for key in keys)

    def _doubt(self, work: UnitOfWork, stored: StoredAct, receipt: Receipt | None) -> None:
        """List whose word it was that does not count."""
        _log.info("the word on act %s is not the province's; the act stays unsent", stored.act.act_id)
        since = self._clock.now()
        if receipt is not None and receipt.place != PROVINCE:
            # One entry for the branch: it is about the relay, and ends with it.
            note_trouble(work, RELAY_UNKNOWN, since=since, chance=self._chance, facts={"place": receipt.place})
        else:
            note_trouble(work, RECEIPT_FORGED, act=stored.act, since=since, chance=self._chance)

    def _held(self, work: UnitOfWork, stored: StoredAct, told: ActAnswer) -> None:
        work.acts.answered(ActId(stored.act.act_id), Outcome.HELD, problem=told.problem)
        if told.problem is None:
            return
        look_again(work, files_named(told.problem))
        # Of a settlement nobody waits for anything: it goes with the province's update.
        if told.problem.code == ProblemCode.SCHEMA_TOO_NEW and stored.act.kind != Kind.ACT_SETTLED:
            note_trouble(work, told.problem.code, act=stored.act, since=self._clock.now(), chance=self._chance)

    def _turned_down(self, work: UnitOfWork, stored: StoredAct, told: ActAnswer, last_seq: int) -> None:
        code = told.problem.code if told.problem else told.outcome
        work.acts.answered(ActId(stored.act.act_id), told.outcome, problem=told.problem)
        if code in OF_THE_ENVELOPE:
            # Nothing was recorded; in the envelope of a new life the act is taken.
            self._lives.end(work, code)
            return
        if stored.act.device_seq > last_seq and self._is_of_this_life(work, stored):
            # Turned down without taking its number: the acts behind it could never follow.
            self._lives.end(work, code)
        facts = {name: fact for name, fact in (told.problem.facts if told.problem else {}).items() if name in TOLD}
        note_trouble(work, code, act=stored.act, since=self._clock.now(), chance=self._chance, facts=facts)
        if stored.act.kind == Kind.CODE_REPLACED:
            # The receipt that was asked for would bear another dossier's code.
            void = {"new": str(stored.act.body.get("new_code", ""))}
            at, dossier_id = self._clock.now(), stored.act.dossier_id
            solve_troubles(work, {CODE_REPLACED}, at, dossier_id=dossier_id, facts=void)


def _is_explained(work: UnitOfWork, told: ActAnswer) -> bool:
    stored = work.acts.get(ActId(told.act_id))
    return stored is not None and _taken(stored.act, told) is not None


def _taken(act: Act, told: ActAnswer) -> Act | None:
    """Our own act as a copy of this disk had signed it, when that is what the receipt is for; else None.

    The receipt names the whole content: the server cannot make another act of ours out of it.
    """
    if told.taken_as is None or told.receipt is None:
        return None
    taken = in_envelope(act, told.taken_as)
    return taken if act_digest(taken) == told.receipt.act_digest else None
