"""The read side over the store in memory: the same answers, found by looking at everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from typing_extensions import override

from counter_app.contract.acts import DossierSealed, Kind, act_digest, body_of
from counter_app.contract.canonical import digest
from counter_app.contract.messages import CertificateRequest, ClerkRecord, Outcome
from counter_app.contract.moves import ACTIVE, ENDED, PROVINCE
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import ActId, DossierId, PageId, UnitCode
from counter_app.domain.plain_text import words
from counter_app.services.ports import LAST_CONTACT, FileState, OutgoingFile, Page, StoredAct, Trouble
from counter_app.services.projection import TURNED_DOWN
from counter_app.services.queries import (
    ActRow,
    Count,
    Delivery,
    DossierOutcome,
    FoundIn,
    Place,
    Queries,
    QueueFilter,
    QueueRow,
    Reception,
    SearchRow,
    SyncState,
)
from tests.fakes.found_words import dossier_forms, has_words, search_row
from tests.fakes.queue_order import changed_key, clerk_of, counted_as, cursor_place, due_day, runs, urgency_key
from tests.fakes.store import MemoryStore
from tests.fakes.store_rest import MemoryObservations
from tests.fakes.store_tables import Tables

DECIDES = {Kind.RESULT_DIGITISED, Kind.REFUSED, Kind.WITHDRAWN, Kind.STOPPED}


class MemoryQueries(Queries):
    """Reads what the store in memory has committed."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    @property
    def _tables(self) -> Tables:
        return self._store.tables

    @override
    def dossier(self, dossier_id: DossierId) -> Dossier | None:
        return self._tables.dossiers.get(dossier_id)

    @override
    def dossier_by_code(self, code: str) -> Dossier | None:
        return next((one for one in reversed(self._tables.dossiers.values()) if one.code == code), None)

    @override
    def pages(self, dossier_id: DossierId, *, with_removed: bool = False) -> Sequence[Page]:
        mine = [one for one in self._tables.pages.values() if one.dossier_id == dossier_id]
        return sorted((one for one in mine if with_removed or not one.removed), key=lambda page: page.position)

    @override
    def queue(self, wanted: QueueFilter) -> list[QueueRow]:
        numbered = enumerate(self._tables.dossiers.values(), start=1)
        if wanted.states & ENDED:
            key, backwards = changed_key, True
        else:
            key, backwards = urgency_key, False
        found = sorted(
            ((key(one), number, one) for number, one in numbered if self._matches(one, wanted)),
            key=lambda entry: entry[:2],
            reverse=backwards,
        )
        if wanted.after:
            after = cursor_place(wanted.after)
            found = [one for one in found if (one[:2] < after if backwards else one[:2] > after)]
        return [self._row(one, f"{place}|{number}") for place, number, one in found[: wanted.limit]]

    @override
    def waiting(self, limit: int) -> list[QueueRow]:
        numbered = enumerate(self._tables.dossiers.values(), start=1)
        mine = [
            (changed_key(one), number, one)
            for number, one in numbered
            if self._waits(one.dossier_id) or self._was_turned_down(one.dossier_id)
        ]
        newest = sorted(mine, key=lambda entry: entry[:2], reverse=True)
        return [self._row(one, f"{place}|{number}") for place, number, one in newest[:limit]]

    @override
    def counts(self, unit: UnitCode, today: date) -> dict[Count, int]:
        totals = dict.fromkeys(Count, 0)
        for one in self._tables.dossiers.values():
            if unit in {one.receiving_unit, one.competent_unit, one.holder}:
                for count in counted_as(one, unit, today):
                    totals[count] += 1
        return totals

    @override
    def search(self, text: str, limit: int) -> list[SearchRow]:
        if not words(text):
            return []
        rows = {
            one.dossier_id: search_row(one, FoundIn.DOSSIER, None)
            for one in reversed(self._tables.dossiers.values())
            if has_words(" ".join(dossier_forms(one)), text)
        }
        if len(words(text)[-1]) > 1:
            for page in reversed(self._tables.pages.values()):
                dossier = self._tables.dossiers.get(page.dossier_id)
                if dossier and page.reading and not page.removed and has_words(page.reading.text, text):
                    rows.setdefault(dossier.dossier_id, search_row(dossier, FoundIn.PAGE, page.page_id))
        return list(rows.values())[: max(0, limit)]

    @override
    def excerpt(self, page_id: PageId, text: str) -> str:
        page = self._tables.pages.get(page_id)
        typed = words(text)
        if page is None or page.reading is None or not typed:
            return ""
        hits = (
            line.text
            for line in page.reading.lines
            if any(word in typed or word.startswith(typed[-1]) for word in words(line.text))
        )
        return next(hits, "")

    @override
    def dossier_acts(self, dossier_id: DossierId) -> list[ActRow]:
        with self._store.open_work() as work:
            return [act_row(stored) for stored in work.acts.of_dossier(dossier_id)]

    @override
    def dossier_delivery(self, dossier_id: DossierId) -> Delivery:
        acts = [one for one in self._tables.acts.values() if one.act.dossier_id == dossier_id]
        files = [one for one in self._unsent_files() if one.dossier_id == dossier_id]
        unsent = [one for one in acts if is_unsent(one)]
        if unsent or files:
            place = Place.ON_THE_WAY if any(one.version for one in acts) else Place.WINDOW
        else:
            place = Place.BRANCH if any(is_at_branch(one) for one in acts) else Place.PROVINCE
            place = Place.TURNED_DOWN if self._was_turned_down(dossier_id) else place
        return Delivery(place, len(unsent), len(files), sum(one.size_bytes for one in files))

    def _entries(self) -> int:
        """Troubles as a person reads them: what one event did to a dossier is one."""
        found = set()
        for one in self.troubles():
            stored = self._tables.acts.get(ActId(one.act_id))
            not_taken = stored is not None and stored.own and stored.outcome in {*TURNED_DOWN, Outcome.HELD}
            joins = bool(one.dossier_id) and (not_taken or one.code == "paper_unsigned")
            found.add((one.code, one.dossier_id) if joins else (one.trouble_id,))
        return len(found)

    def _was_turned_down(self, dossier_id: DossierId) -> bool:
        acts = self._tables.acts
        listed = [acts.get(ActId(one.act_id)) for one in self.troubles() if one.dossier_id == dossier_id]
        return any(one is not None and one.own and one.outcome in TURNED_DOWN for one in listed)

    @override
    def person_dossiers(self, id_number: str) -> list[QueueRow]:
        numbered = list(enumerate(self._tables.dossiers.values(), start=1))
        mine = [
            (one.received_at, number, one)
            for number, one in numbered
            if id_number and id_number in {one.applicant.id_number, one.applicant.old_id_number}
        ]
        newest = sorted(mine, key=lambda entry: entry[:2], reverse=True)
        return [self._row(one, f"{changed_key(one)}|{number}") for _, number, one in newest]

    @override
    def troubles(self) -> Sequence[Trouble]:
        with self._store.open_work() as work:
            return work.troubles.open()

    @override
    def troubles_elsewhere(self) -> Sequence[Trouble]:
        with self._store.open_work() as work:
            return work.troubles.elsewhere()

    @override
    def sync_state(self) -> SyncState:
        places = [self.dossier_delivery(DossierId(name)).place for name in self._tables.dossiers]
        files = list(self._unsent_files())
        contact = self._tables.observations.get(LAST_CONTACT)
        return SyncState(
            acts_unsent=sum(map(is_unsent, self._tables.acts.values())),
            files_unsent=len(files),
            bytes_unsent=sum(one.size_bytes for one in files),
            dossiers_at_window=places.count(Place.WINDOW) + places.count(Place.TURNED_DOWN),
            dossiers_on_the_way=places.count(Place.ON_THE_WAY),
            dossiers_at_branch=places.count(Place.BRANCH),
            dossiers_at_province=places.count(Place.PROVINCE),
            last_contact=None if contact is None else datetime.fromisoformat(contact),
            troubles_open=self._entries(),
            dossiers_turned_down=places.count(Place.TURNED_DOWN),
        )

    @override
    def day_certificate(self, day: date) -> CertificateRequest:
        device = MemoryObservations(self._tables).device()
        acts = [
            one
            for one in self._tables.acts.values()
            if device is not None
            and one.act.device_id == device.device_id
            and one.outcome is Outcome.APPLIED
            and one.act.device_time.startswith(day.isoformat())
            and not self._is_a_copys(one)
        ]
        sealed = [one.act for one in acts if one.act.kind == Kind.DOSSIER_SEALED]
        bodies = [body_of(act) for act in sealed]
        names = sorted(one.receipt.act_digest if one.receipt else one.digest for one in acts)
        return CertificateRequest(
            day=day.isoformat(),
            dossiers=len({act.dossier_id for act in sealed}),
            pages=sum(
                len(paper.pages)
                for body in bodies
                if isinstance(body, DossierSealed)
                for paper in body.manifest.papers
            ),
            acts=len(acts),
            rolling_digest=digest("\n".join(names).encode()),
        )

    def _is_a_copys(self, stored: StoredAct) -> bool:
        """The province took it in an envelope of another device."""
        name = stored.receipt.act_digest if stored.receipt else ""
        former = [act for act in self._tables.former.values() if act.act_id == stored.act.act_id]
        return any(act_digest(act) == name and act.device_id != stored.act.device_id for act in former)

    @override
    def outcomes(self, unit: UnitCode, since: datetime) -> list[DossierOutcome]:
        return [
            DossierOutcome(one, self._decided(one.dossier_id))
            for one in self._tables.dossiers.values()
            if unit in {one.receiving_unit, one.competent_unit, one.holder}
            and (one.state in ACTIVE or one.changed_at >= since)
        ]

    def _decided(self, dossier_id: DossierId) -> datetime | None:
        acts = [
            stored.act
            for stored in self._tables.acts.values()
            if stored.act.dossier_id == dossier_id
            and stored.act.kind in DECIDES
            and stored.outcome not in {Outcome.REFUSED, Outcome.CONFLICT}
        ]
        return max((datetime.fromisoformat(act.device_time) for act in acts), default=None)

    @override
    def receptions(self, since: datetime) -> list[Reception]:
        fresh = [one for one in self._tables.dossiers.values() if one.received_at >= since]
        return [
            Reception(one.received_at, one.receiving_unit, one.window, one.received_by)
            for one in sorted(fresh, key=lambda one: one.received_at)
        ]

    @override
    def staff(self) -> list[ClerkRecord]:
        known = (one for one in self._tables.clerks.values() if one.active)
        return sorted(known, key=lambda one: (one.name, one.clerk_id))

    def _unsent_files(self) -> Iterable[OutgoingFile]:
        return (one for one in self._tables.files.values() if one.state is not FileState.THERE)

    def _matches(self, one: Dossier, wanted: QueueFilter) -> bool:
        return all(
            (
                one.state in (wanted.states or ACTIVE),
                wanted.unit is None or wanted.unit in {one.receiving_unit, one.competent_unit, one.holder},
                wanted.window in {"", one.window},
                wanted.clerk in {"", clerk_of(one)},
                wanted.procedure in {"", one.procedure},
                wanted.result_by in {"", one.result_by},
                wanted.overdue_on is None or (runs(one) and due_day(one) < wanted.overdue_on.isoformat()),
                not wanted.unsent or self._waits(one.dossier_id),
            )
        )

    def _waits(self, dossier_id: DossierId) -> bool:
        delivery = self.dossier_delivery(dossier_id)
        return delivery.acts_unsent + delivery.files_unsent > 0

    def _row(self, one: Dossier, cursor: str) -> QueueRow:
        return QueueRow(
            dossier_id=one.dossier_id,
            code=one.code,
            provisional=one.provisional,
            applicant=one.applicant.name,
            procedure=one.procedure,
            state=one.state,
            received_at=one.received_at,
            due_at=one.due_at,
            clock_stopped=one.stopped_clock_at is not None,
            changed_at=one.changed_at,
            receiving_unit=one.receiving_unit,
            competent_unit=one.competent_unit,
            holder=one.holder,
            window=one.window,
            clerk=clerk_of(one),
            result_by=one.result_by,
            delivery=self.dossier_delivery(one.dossier_id),
            troubles=sum(trouble.dossier_id == one.dossier_id for trouble in self.troubles()),
            cursor=cursor,
        )


def act_row(stored: StoredAct) -> ActRow:
    act = stored.act
    return ActRow(
        act_id=ActId(act.act_id),
        kind=act.kind,
        actor=act.actor,
        unit=UnitCode(act.unit),
        at=datetime.fromisoformat(act.device_time),
        own=stored.own,
        outcome=stored.outcome,
        place=stored.receipt.place if stored.receipt else "",
        problem=stored.problem.code if stored.problem else "",
        version=stored.version,
    )


def is_unsent(stored: StoredAct) -> bool:
    return stored.own and stored.outcome in {None, Outcome.HELD}


def is_at_branch(stored: StoredAct) -> bool:
    return stored.receipt is not None and stored.receipt.place != PROVINCE
