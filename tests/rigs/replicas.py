"""What a window has, read from its own store and vault: one half of what the judge of a run compares."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from counter_app.bootstrap import Counter
from counter_app.contract.acts import Act
from counter_app.contract.canonical import canonical
from counter_app.contract.canonical import digest as digest_of
from counter_app.contract.moves import PROVINCE
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import DossierId
from counter_app.services.ports import StoredAct, UnitOfWork
from counter_app.services.verify import VerifyLog
from counter_app.sync.signatures import Ed25519Check

PLENTY = 1_000_000


class OwnAct(msgspec.Struct, frozen=True, kw_only=True):
    """An act that was made at this window, and what it believes of it."""

    act_id: str
    dossier_id: str
    kind: str
    outcome: str
    has_receipt: bool
    on_list: bool
    receipt: str = ""
    """The province's receipt in canonical JSON."""


class KnownDossier(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier at a window: the acts that it holds to be applied, in order of version."""

    state: str
    code: str
    versions: dict[int, str]
    contents: dict[str, str] = {}
    """By the ids of these acts: a digest of what each says, whatever envelope it came in."""


class Replica(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of a window that the judge asks for."""

    name: str
    device_id: str
    unit: str
    own: tuple[OwnAct, ...]
    unsent: tuple[str, ...]
    undelivered: tuple[str, ...]
    dossiers: dict[str, KnownDossier]
    damaged: tuple[str, ...]
    every_dossier: tuple[str, ...] = ()
    """Also those that nobody asked for."""
    unread: tuple[str, ...] = ()
    """Entries of the feed that were taken and not understood, or not yet looked at."""
    told_elsewhere: tuple[str, ...] = ()
    """Acts of other windows that it holds to have been turned down, and not made good since."""
    record: str = ""
    """Where its own acts, their signatures and receipts first contradict one another."""


def replica_of(counter: Counter, name: str, dossiers: Collection[str]) -> Replica:
    """What this window has, of these dossiers and of its own acts."""
    record = _own_record(counter)
    with counter.store.open_work() as work:
        identity = work.observations.device()
        assert identity is not None
        listed = {trouble.act_id for trouble in work.troubles.open()}
        own = [stored for stored in _own_acts(work, identity.device_id, identity.epoch) if stored.own]
        return Replica(
            name=name,
            device_id=identity.device_id,
            unit=identity.unit,
            own=tuple(
                OwnAct(
                    act_id=one.act.act_id,
                    dossier_id=one.act.dossier_id,
                    kind=one.act.kind,
                    outcome=one.outcome.value if one.outcome else "",
                    has_receipt=one.receipt is not None and one.receipt.place == PROVINCE,
                    on_list=one.act.act_id in listed,
                    receipt=canonical(one.receipt).decode() if one.receipt is not None else "",
                )
                for one in own
            ),
            unsent=tuple(f"{one.act.kind} {one.outcome} {one.problem}" for one in work.acts.unsent(PLENTY)),
            undelivered=tuple(file.digest for file in work.files.undelivered(PLENTY)),
            dossiers=dict(_dossiers(work, dossiers)),
            damaged=tuple(_damaged(counter, work, dossiers)),
            every_dossier=_column(counter, "SELECT dossier_id FROM dossiers ORDER BY dossier_id"),
            unread=_column(
                counter, "SELECT kind || ' ' || problem FROM feed WHERE NOT integrated OR problem <> ''"
            ),
            told_elsewhere=tuple(one.act_id for one in work.troubles.elsewhere()),
            record=record,
        )


def _column(counter: Counter, query: str) -> tuple[str, ...]:
    """One column of the window's store as it lies there."""
    with counter.store._readers.snapshot() as database:
        return tuple(str(value) for (value,) in database.rows(query))


def _own_record(counter: Counter) -> str:
    keys = counter.secrets.device_keys.public_keys
    found = VerifyLog(counter.store.open_work, keys, Ed25519Check())()
    return f"{found.fault} at act {found.at} of epoch {found.epoch}" if found.fault is not None else ""


def content_of(act: Act) -> str:
    """A digest of what an act says: the same in every life of its window."""
    return digest_of(canonical([act.kind, act.dossier_id, act.actor, act.unit, act.device_time, act.body]))


def _own_acts(work: UnitOfWork, device_id: str, epoch: int) -> Iterator[StoredAct]:
    names: dict[str, None] = {}
    for life in range(1, epoch + 1):
        names |= {act.act_id: None for act in work.acts.chain(device_id, life)}
    for name in names:
        stored = work.acts.get(name)  # type: ignore[arg-type]
        if stored is not None:
            yield stored


def _dossiers(work: UnitOfWork, dossiers: Collection[str]) -> Iterator[tuple[str, KnownDossier]]:
    for name in dossiers:
        dossier = work.dossiers.get(DossierId(name))
        if dossier is not None:
            stored = work.acts.of_dossier(DossierId(name))
            versions = {one.version: one.act.act_id for one in stored if one.version is not None}
            contents = {one.act.act_id: content_of(one.act) for one in stored if one.version is not None}
            yield (
                name,
                KnownDossier(state=dossier.state.value, code=dossier.code, versions=versions, contents=contents),
            )


def _damaged(counter: Counter, work: UnitOfWork, dossiers: Collection[str]) -> Iterator[str]:
    """Files of sealed dossiers that the window keeps and that are not what their names say."""
    for name in dossiers:
        dossier = work.dossiers.get(DossierId(name))
        for file in dossier.manifest.files if dossier and dossier.manifest else ():
            if counter.vault.has(file):
                try:
                    counter.vault.get(file)
                except CounterError as error:
                    yield f"{file}: {error}"
