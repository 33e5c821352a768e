"""Take in what the province and other counters did: buffer first, then integrate in one transaction each.

State = fold(the province's acts) then fold(own acts that have no receipt yet). A bad entry is put on the list and
skipped; it never stops the ones behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from counter_app import __version__
from counter_app.contract.acts import Act, Kind, act_digest
from counter_app.contract.messages import (
    CatalogueVersion,
    Change,
    ChangeKind,
    ClerkRecord,
    NumberSlice,
    Outcome,
    Restored,
    in_envelope,
    taken_as,
)
from counter_app.contract.problems import ProblemCode, problem
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import ActId, DossierId
from counter_app.services.certify import mark_uncertified
from counter_app.services.elsewhere import note_turned_down, take_back, take_off_made_good, take_off_settled
from counter_app.services.events import DossierChanged
from counter_app.services.law import announce, announce_what_is_left
from counter_app.services.ports import Chance, Clock, Gateway, OpenWork, StoredAct, UnitOfWork
from counter_app.services.projection import TURNED_DOWN, project
from counter_app.services.troubles import note_trouble, solve_troubles

CURSOR = "feed_cursor"
BUFFERED_AT_ONCE = 500

KNOWN_KINDS = frozenset(kind.value for kind in ChangeKind)
PROVINCE_RESTORED = "province_restored"
"""A trouble; and the observation that holds that own acts have still to be compared with what the province has."""

READ_BY = "feed_read_by"
"""The observation that holds which release read the feed so far."""

READ_KINDS = "feed_read_kinds"
"""The observation that holds which kinds of entries that release understood."""

FIRST_KINDS = "access_withdrawn act catalogue clerk number_slice restored"
"""What every release understands."""


class Integrate:
    """Reads the change feed into the store."""

    def __init__(self, open_work: OpenWork, gateway: Gateway, clock: Clock, chance: Chance) -> None:
        self._open_work = open_work
        self._gateway = gateway
        self._clock = clock
        self._chance = chance
        self._has_looked_again = False

    def pull(self) -> bool:
        """Fetch the next part of the feed and integrate everything buffered; True when there is more."""
        if not self._has_looked_again:
            self.look_again(__version__)
            self._has_looked_again = True
        with self._open_work() as work:
            cursor = int(work.observations.get(CURSOR) or 0)
        answer = self._gateway.changes(cursor)
        with self._open_work() as work:
            work.feed.add(answer.changes)
            work.observations.put(CURSOR, str(max(cursor, answer.next)))
            work.commit()
        self.integrate_buffered()
        return answer.more

    def integrate_buffered(self) -> None:
        """Integrate what is buffered; also at start, for what a crash left there."""
        while True:
            with self._open_work() as work:
                pending = work.feed.pending(BUFFERED_AT_ONCE)
                if not pending:
                    return
                self._integrate(work, pending)
                work.commit()

    def look_again(self, release: str) -> None:
        """At the first start of another release: what the former one could not read is read again."""
        kinds = " ".join(sorted(KNOWN_KINDS))
        with self._open_work() as work:
            known_then = work.observations.get(READ_KINDS) or FIRST_KINDS
            if (work.observations.get(READ_BY), known_then) == (release, kinds):
                return
            work.observations.put(READ_BY, release)
            work.observations.put(READ_KINDS, kinds)
            if work.feed.reopen(known_then.split()):
                solve_troubles(work, {"change_unreadable"}, self._clock.now())
            work.commit()
        self.integrate_buffered()

    def refold(self, work: UnitOfWork, dossier_id: DossierId) -> Dossier | None:
        """Make the projection of one dossier anew from its acts, own unconfirmed ones last.

        An own act that no longer follows is left out of the state and put on the list; it stays in the log.
        Where the province turned an earlier one down, that one is on the list already and names the reason.
        A dossier whose acts were all turned down stays as the counter made it, with its pages within reach.
        """
        acts = work.acts.of_dossier(dossier_id)
        projected = project(acts)
        if not any(stored.outcome in TURNED_DOWN for stored in acts):
            for one in projected.out_of_place:
                note_trouble(work, one.code, act=one.stored.act, since=self._clock.now(), chance=self._chance)
        if projected.dossier is not None:
            work.dossiers.put(projected.dossier)
        return projected.dossier

    def _integrate(self, work: UnitOfWork, pending: Sequence[Change]) -> None:
        touched: dict[DossierId, None] = {}
        for change in pending:
            try:
                dossier_id = self._take(work, change)
            except msgspec.ValidationError as error:
                work.feed.integrated(change.position, problem=str(error))
                note_trouble(
                    work,
                    "change_unreadable",
                    dossier_id=change.dossier_id,
                    since=self._clock.now(),
                    chance=self._chance,
                    facts={"position": str(change.position)},
                )
                continue
            work.feed.integrated(change.position)
            if dossier_id:
                touched[dossier_id] = None
        take_off_made_good(work, touched, self._clock.now())
        for dossier_id in touched:
            self.refold(work, dossier_id)
            work.publish(DossierChanged(dossier_id))

    def _take(self, work: UnitOfWork, change: Change) -> DossierId | None:
        match change.kind:
            case ChangeKind.ACT:
                return self._take_act(work, change)
            case ChangeKind.CLERK:
                work.clerks.put(msgspec.convert(change.body, ClerkRecord))
            case ChangeKind.NUMBER_SLICE:
                work.numbers.add_slice(msgspec.convert(change.body, NumberSlice))
            case ChangeKind.CATALOGUE:
                announce(work, msgspec.convert(change.body, CatalogueVersion))
            case ChangeKind.RESTORED:
                self._take_restored(work, change)
            case ChangeKind.TURNED_DOWN:
                note_turned_down(work, change, self._chance)
            case _:
                # A kind of a newer release: the buffer keeps it, integrating it again is the update's work.
                # A withdrawal of access: who can read it has been let in again since.
                return None
        return None

    def _take_restored(self, work: UnitOfWork, change: Change) -> None:
        """The province came back from a backup: what it told after that backup is no more.

        Own acts that it lost are offered again, under the receipts they had; those of others are offered by their
        own windows, and what it did itself it has to do again. Until then they are no part of the state.
        """
        kept_to = msgspec.convert(change.body, Restored).kept_to
        told = problem(ProblemCode.PREDECESSOR_MISSING, 409, detail="the province was restored from a backup")
        take_back(work, kept_to, change.position, self._clock.now())
        announce_what_is_left(work, change.position)
        touched: dict[DossierId, None] = {}
        for dossier_id, version in work.feed.acts_between(kept_to, change.position):
            for stored in work.acts.of_dossier(dossier_id):
                if stored.version == version and stored.outcome is Outcome.APPLIED:
                    outcome = Outcome.HELD if stored.own else Outcome.CONFLICT
                    work.acts.unconfirm(ActId(stored.act.act_id), outcome, told)
                    touched[dossier_id] = None
        for dossier_id in touched:
            self.refold(work, dossier_id)
            work.publish(DossierChanged(dossier_id))
        work.observations.put(PROVINCE_RESTORED, str(change.position))
        note_trouble(work, PROVINCE_RESTORED, since=self._clock.now(), chance=self._chance)

    def _take_act(self, work: UnitOfWork, change: Change) -> DossierId | None:
        act = msgspec.convert(change.body, Act)
        known = work.acts.get(ActId(act.act_id))
        if known is None:
            work.acts.append(
                StoredAct(
                    act=act,
                    digest=act_digest(act),
                    own=False,
                    outcome=Outcome.APPLIED,
                    version=change.version or None,
                )
            )
            identity = work.observations.device()
            if identity is not None and act.device_id == identity.device_id:
                mark_uncertified(work, act.device_time[:10])  # a restored disk had lost it
        elif not known.own:
            if known.outcome is not Outcome.APPLIED:  # lost with a restored province, and brought again
                work.acts.answered(ActId(act.act_id), Outcome.APPLIED, version=change.version or None)
        elif known.outcome is not Outcome.APPLIED:
            # The province applied it and the answer was lost: the receipt follows when it is sent again.
            _note_copy(work, act, known.act)
            work.acts.answered(ActId(act.act_id), Outcome.HELD, version=change.version or None)
        if act.kind == Kind.ACT_SETTLED:
            take_off_settled(work, act, self._clock.now())
        return DossierId(act.dossier_id) if act.dossier_id else None


def _note_copy(work: UnitOfWork, told: Act, known: Act) -> None:
    """The receipt of an own act may name it as a copy of this disk signed it, in a life of that copy."""
    digest = act_digest(told)
    if in_envelope(known, taken_as(told)) == told and digest not in work.acts.digests(ActId(told.act_id)):
        work.acts.note_envelope(told, digest)
