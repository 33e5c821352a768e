"""Files, numbers, clerks, observations, feed, troubles and evictions of the store in memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

import msgspec
from typing_extensions import override

from counter_app.contract.acts import Kind
from counter_app.contract.messages import Change, ChangeKind, ClerkRecord, NumberSlice, Outcome
from counter_app.contract.moves import ENDED, PROVINCE
from counter_app.domain.ids import DossierId, UnitCode
from counter_app.services.ports import (
    ELSEWHERE,
    Clerks,
    DeviceIdentity,
    Evictions,
    Feed,
    Files,
    FileState,
    Numbers,
    Observations,
    OutgoingFile,
    SignInRecord,
    Trouble,
    Troubles,
)
from tests.fakes.store_tables import DEVICE, Tables


class MemoryFiles(Files):
    def __init__(self, tables: Tables) -> None:
        self._files = tables.files

    @override
    def add(self, file: OutgoingFile) -> None:
        known = self._files.setdefault(file.digest, file)
        due = min((one.due_at for one in (known, file) if one.due_at is not None), default=None)
        self._files[file.digest] = replace(known, due_at=due)

    @override
    def get(self, digest: str) -> OutgoingFile | None:
        return self._files.get(digest)

    @override
    def put(self, file: OutgoingFile) -> None:
        self._files[file.digest] = file

    @override
    def forget(self, digest: str) -> None:
        self._files.pop(digest, None)

    @override
    def undelivered(self, limit: int) -> Sequence[OutgoingFile]:
        def urgency(file: OutgoingFile) -> tuple[bool, float, int, str]:
            due = file.due_at.timestamp() if file.due_at else 0.0
            return file.due_at is None, due, file.size_bytes, file.digest

        return sorted((one for one in self._files.values() if one.state is not FileState.THERE), key=urgency)[
            :limit
        ]


class MemoryNumbers(Numbers):
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    @override
    def add_slice(self, number_slice: NumberSlice) -> None:
        self._tables.slices.setdefault(number_slice.slice_id, number_slice)

    @override
    def slices(self, unit: UnitCode, day: date) -> Sequence[NumberSlice]:
        device = MemoryObservations(self._tables).device()
        wanted = device and (unit, day.isoformat(), device.device_id, device.epoch)
        return [
            one for one in self._tables.slices.values() if (one.unit, one.day, one.device_id, one.epoch) == wanted
        ]

    @override
    def used(self, unit: UnitCode, day: date) -> frozenset[int]:
        return self._tables.used.get((unit, day), frozenset())

    @override
    def use(self, unit: UnitCode, day: date, serial: int) -> None:
        before = self.used(unit, day)
        if serial in before:
            raise ValueError(f"serial {serial} was given already")
        self._tables.used[unit, day] = before | {serial}


class MemoryClerks(Clerks):
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    @override
    def by_login(self, login: str) -> ClerkRecord | None:
        wanted = login.casefold()
        return next((one for one in self._tables.clerks.values() if one.login.casefold() == wanted), None)

    @override
    def put(self, clerk: ClerkRecord) -> None:
        former = self.by_login(clerk.login)
        if former is not None:
            del self._tables.clerks[former.clerk_id]
        self._tables.clerks[clerk.clerk_id] = clerk

    @override
    def sign_ins(self, login: str) -> SignInRecord:
        known = self._tables.sign_ins.get(login.casefold())
        return SignInRecord(login, 0, None) if known is None else replace(known, login=login)

    @override
    def put_sign_ins(self, record: SignInRecord) -> None:
        self._tables.sign_ins[record.login.casefold()] = record


class MemoryObservations(Observations):
    def __init__(self, tables: Tables) -> None:
        self._observations = tables.observations

    @override
    def get(self, name: str) -> str | None:
        return self._observations.get(name)

    @override
    def put(self, name: str, value: str) -> None:
        self._observations[name] = value

    @override
    def device(self) -> DeviceIdentity | None:
        found = self.get(DEVICE)
        return None if found is None else msgspec.json.decode(found, type=DeviceIdentity)

    @override
    def put_device(self, identity: DeviceIdentity) -> None:
        self.put(DEVICE, msgspec.json.encode(identity).decode())


class MemoryFeed(Feed):
    def __init__(self, tables: Tables) -> None:
        self._feed = tables.feed

    @override
    def add(self, changes: Sequence[Change]) -> None:
        for change in changes:
            self._feed.setdefault(change.position, (change, False, ""))

    @override
    def pending(self, limit: int) -> Sequence[Change]:
        waiting = [change for change, integrated, _ in self._feed.values() if not integrated]
        return sorted(waiting, key=lambda change: change.position)[:limit]

    @override
    def integrated(self, position: int, *, problem: str = "") -> None:
        self._feed[position] = (self._feed[position][0], True, problem)

    @override
    def acts_between(self, after: int, before: int) -> Sequence[tuple[DossierId, int]]:
        return [
            (DossierId(change.dossier_id), change.version)
            for position, (change, _, _) in sorted(self._feed.items())
            if after < position < before and change.kind == ChangeKind.ACT
        ]

    @override
    def of_kinds(self, kinds: Collection[str], up_to: int) -> Sequence[Change]:
        return [
            change
            for position, (change, _, problem) in sorted(self._feed.items())
            if position <= up_to and change.kind in kinds and not problem
        ]

    @override
    def reopen(self, known: Collection[str]) -> int:
        wanted = [
            position
            for position, (change, integrated, problem) in self._feed.items()
            if integrated and (problem or change.kind not in known)
        ]
        for position in wanted:
            self._feed[position] = (self._feed[position][0], False, "")
        return len(wanted)


class MemoryTroubles(Troubles):
    def __init__(self, tables: Tables) -> None:
        self._troubles = tables.troubles

    @override
    def add(self, trouble: Trouble) -> None:
        if all(one.sameness != trouble.sameness for one in self._unsolved()):
            self._troubles[trouble.trouble_id] = trouble

    @override
    def open(self) -> Sequence[Trouble]:
        return [one for one in self._unsolved() if one.code != ELSEWHERE]

    @override
    def elsewhere(self) -> Sequence[Trouble]:
        return [one for one in self._unsolved() if one.code == ELSEWHERE]

    def _unsolved(self) -> list[Trouble]:
        unsolved = [one for one in self._troubles.values() if one.solved_at is None]
        return sorted(unsolved, key=lambda trouble: trouble.since)

    @override
    def solve(self, trouble_id: str, at: datetime) -> None:
        trouble = self._troubles.get(trouble_id)
        if trouble is not None and trouble.solved_at is None:
            self._troubles[trouble_id] = replace(trouble, solved_at=at)


class MemoryEvictions(Evictions):
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    @override
    def due(self, sealed_before: str, limit: int) -> Sequence[DossierId]:
        sealed = sorted(
            (stored.act.device_time[:10], stored.act.dossier_id)
            for stored in self._tables.acts.values()
            if stored.act.kind == Kind.DOSSIER_SEALED
            and stored.receipt is not None
            and stored.receipt.place == PROVINCE
            and stored.act.device_time[:10] < sealed_before
        )
        return [DossierId(name) for name in dict.fromkeys(name for _, name in sealed) if self._may_leave(name)][
            :limit
        ]

    def _may_leave(self, name: str) -> bool:
        tables = self._tables
        dossier = tables.dossiers.get(name)
        waits = any(
            (stored.own and stored.outcome in {None, Outcome.HELD})
            or (stored.receipt is not None and stored.receipt.place != PROVINCE)
            for stored in tables.acts.values()
            if stored.act.dossier_id == name
        )
        files = [file for file in tables.files.values() if file.dossier_id == name]
        listed = any(one.dossier_id == name and one.solved_at is None for one in tables.troubles.values())
        ended = dossier is not None and dossier.state in ENDED
        there = all(file.state is FileState.THERE for file in files)
        return ended and there and not waits and not listed and name not in tables.evictions

    @override
    def needed_elsewhere(self, dossier_id: DossierId, digests: Collection[str]) -> frozenset[str]:
        others = [
            page
            for page in self._tables.pages.values()
            if page.dossier_id != dossier_id and page.dossier_id not in self._tables.evictions
        ]
        return frozenset(digests) & {name for page in others for name in (page.raw, page.cleaned)}

    @override
    def to_forget(self, left_before: datetime, limit: int) -> Sequence[DossierId]:
        known = {page.dossier_id for page in self._tables.pages.values() if page.thumbnail or page.reading}
        left = sorted((at, name) for name, at in self._tables.evictions.items() if at < left_before)
        return [DossierId(name) for _, name in left if name in known][:limit]

    @override
    def note(self, dossier_id: DossierId, at: datetime) -> None:
        self._tables.evictions.setdefault(dossier_id, at)

    @override
    def evicted_at(self, dossier_id: DossierId) -> datetime | None:
        return self._tables.evictions.get(dossier_id)
