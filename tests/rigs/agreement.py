"""Do the windows and the province agree? One judge for every run, whatever was done to the link and the machines.

What the province has is read from its own tables and files; what a window has, from its own store and vault.
Nothing lost, nothing twice, nothing stuck, nothing different, nothing shown to whom it does not concern: each
breach is told in a sentence that begins with one of these five words. Whether the province agrees with itself is
asked of ``tests.rigs.record`` once it agrees with the windows.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
import sqlalchemy as sa

from counter_app.bootstrap import Counter
from counter_app.contract.acts import Act, DossierSealed, Kind, ResultDigitised, body_of, known_kind
from counter_app.contract.canonical import canonical
from counter_app.contract.canonical import digest as digest_of
from counter_app.contract.manifest import Manifest
from counter_app.contract.messages import ChangeKind, Outcome
from counter_app.contract.moves import PROVINCE
from counter_app.documents.inspection import embedded_images
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import DossierId
from counter_app.services.ports import StoredAct, UnitOfWork
from counter_app.services.superseded import STANDS_FOR
from counter_app.services.verify import VerifyLog
from counter_app.sync.signatures import Ed25519Check
from province_server.province import Province
from province_server.store import tables as t
from tests.rigs.record import flaws

TURNED_DOWN = {Outcome.REFUSED.value, Outcome.CONFLICT.value}
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


@dataclass(frozen=True)
class Recorded:
    """An act as the province has it."""

    digest: str
    kind: str
    dossier_id: str
    version: int | None
    device_id: str
    outcome: str
    receipt: str = ""
    content: str = ""
    unit: str = ""
    says: str = ""
    """A digest of what it says and does, whoever says it and whenever."""
    settles: str = ""
    """The act that it gives up."""


@dataclass
class Truth:
    """What the province has."""

    acts: dict[str, Recorded] = field(default_factory=dict)
    states: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    followers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    manifests: dict[str, Manifest] = field(default_factory=dict)
    results: dict[str, str] = field(default_factory=dict)
    units: dict[str, frozenset[str]] = field(default_factory=dict)
    """Of each device, those whose dossiers it may see."""
    was_restored: bool = False
    """Acts that a backup lacked were taken anew, with other receipts than those that windows keep."""


# --- reading -------------------------------------------------------------------------------------------------


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


def what_is_said(act: Act) -> str:
    """A digest of it, whoever says it and of whatever."""
    return digest_of(canonical([act.kind, act.body]))


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


def truth_of(province: Province) -> Truth:
    """What the province's tables say."""
    truth = Truth()
    a, d, s = t.acts.c, t.dossiers.c, t.dossier_scope.c
    with province.engine.connect() as connection:
        rows = connection.execute(
            sa.select(
                a.act_id, a.digest, a.kind, a.dossier_id, a.version, a.device_id, a.outcome, a.receipt, a.document
            ).order_by(a.dossier_id, a.version)
        )  # fmt: skip
        for act_id, *row, receipt, document in rows:
            act = msgspec.json.decode(document, type=Act)
            told = canonical(msgspec.json.decode(receipt)).decode() if receipt else ""
            settles = str(act.body["act_id"]) if act.kind == Kind.ACT_SETTLED else ""
            truth.acts[act_id] = Recorded(
                *row, receipt=told, content=content_of(act), unit=act.unit, says=what_is_said(act), settles=settles
            )
            if truth.acts[act_id].version is not None:
                _note_files(truth, act)
        for dossier_id, state, code, version in connection.execute(
            sa.select(d.dossier_id, d.state, d.code, d.version)
        ):
            truth.states[dossier_id] = (state, code, version)
        for dossier_id, unit in connection.execute(sa.select(s.dossier_id, s.unit)):
            truth.followers[unit].add(dossier_id)
        e = t.devices.c
        for device_id, unit, scope in connection.execute(sa.select(e.device_id, e.unit, e.scope)):
            truth.units[device_id] = frozenset({unit, *msgspec.json.decode(scope, type=list[str])})
        again = sa.select(t.changes.c.change_id).where(t.changes.c.kind == ChangeKind.RESTORED.value).limit(1)
        truth.was_restored = connection.scalar(again) is not None
    return truth


def _note_files(truth: Truth, act: Act) -> None:
    match body_of(act) if known_kind(act) else None:
        case DossierSealed(manifest=manifest):
            truth.manifests[act.dossier_id] = manifest
        case ResultDigitised(file=file):
            truth.results[act.dossier_id] = file


# --- judging -------------------------------------------------------------------------------------------------


def breaches(
    province: Province,
    replicas: Sequence[Replica],
    promised: Collection[str],
    forgotten: Collection[str] = (),
    *,
    looked_up: Collection[tuple[str, str]] = (),
    given_up: Collection[str] = (),
) -> list[str]:
    """Every breach of what we promise.

    Args:
        province: What is compared with.
        replicas: The windows.
        promised: Dossiers whose receipts citizens hold.
        forgotten: Acts that a window made before its disk was put back to an older day.
        looked_up: Dossier and unit, where a window asked for a dossier by its code.
        given_up: Acts that were turned down and that a person took off the list for good.
    """
    truth = truth_of(province)
    found = [f"lost: dossier {name}" for name in promised if name not in truth.states]
    found += _of_the_province(truth)
    found += _of_files(province, truth)
    for replica in replicas:
        found += _of_own_acts(truth, replica, forgotten, given_up)
        found += [f"stuck: {replica.name}: {what}" for what in (*replica.unsent, *replica.undelivered)]
        found += [f"lost: {replica.name}: {what}" for what in replica.damaged]
        found += [f"stuck: {replica.name}: {what} of the feed" for what in replica.unread]
        found += [f"lost: {replica.name}: its record does not hold: {replica.record}"] if replica.record else []
        found += _of_dossiers(truth, replica)
        found += _of_strangers(truth, replica)
        found += _of_others(truth, replica)
    return found or list(flaws(province, looked_up))


def _of_the_province(truth: Truth) -> Iterator[str]:
    versions: Mapping[str, list[int]] = defaultdict(list)
    for act in truth.acts.values():
        if act.version is not None and act.dossier_id:
            versions[act.dossier_id].append(act.version)
    for name, (_, _, version) in truth.states.items():
        if sorted(versions[name]) != list(range(1, version + 1)):
            yield f"lost: dossier {name} is at {version} with acts {sorted(versions[name])}"
    for code, times in Tally(code for _, code, _ in truth.states.values()).items():
        if times > 1:
            yield f"twice: code {code}"


def _of_files(province: Province, truth: Truth) -> Iterator[str]:
    for name, manifest in truth.manifests.items():
        for paper in manifest.papers:
            content = _content(province, paper.file)
            if digest_of(content) != paper.file:
                yield f"lost: file {paper.file} of dossier {name}"
            elif [digest_of(image) for image in embedded_images(content)] != [one.image for one in paper.pages]:
                yield f"lost: pages of {paper.title} of dossier {name}"
    for name, file in truth.results.items():
        if digest_of(_content(province, file)) != file:
            yield f"lost: result {file} of dossier {name}"


def _content(province: Province, digest: str) -> bytes:
    file = province.shelf.find(digest)
    try:
        return b"".join(province.shelf.read(file, 0, file.size_bytes)) if file else b""
    except OSError:
        return b""


def _of_own_acts(
    truth: Truth, replica: Replica, forgotten: Collection[str], given_up: Collection[str]
) -> Iterator[str]:
    own = {*forgotten, *(act.act_id for act in replica.own)}
    done = Tally((act.dossier_id, act.kind) for act in replica.own if act.outcome == Outcome.APPLIED)
    for act_id, recorded in truth.acts.items():
        if recorded.device_id == replica.device_id and act_id not in own:
            yield f"twice: {recorded.kind} {act_id}, which {replica.name} never made"
    for act in replica.own:
        at_province = truth.acts.get(act.act_id)
        if act.outcome in TURNED_DOWN:
            if not act.on_list and not done[act.dossier_id, act.kind] and act.act_id not in given_up:
                yield f"lost: {act.kind} of {replica.name} was turned down and nobody is told"
        elif at_province is None or at_province.outcome != Outcome.APPLIED:
            yield f"lost: {act.kind} {act.act_id} of {replica.name} ({act.outcome or 'no answer'})"
        elif not act.has_receipt:
            yield f"stuck: {act.kind} of {replica.name} has no receipt"
        elif not truth.was_restored and act.receipt != at_province.receipt:
            yield f"differs: the receipt of {act.kind} {act.act_id} at {replica.name}: {act.receipt}"


def _of_dossiers(truth: Truth, replica: Replica) -> Iterator[str]:
    for name in truth.followers[replica.unit]:
        there = {
            act.version: act_id
            for act_id, act in truth.acts.items()
            if act.dossier_id == name and act.version is not None
        }
        state, code, _ = truth.states[name]
        here = replica.dossiers.get(name)
        if here is None:
            yield f"differs: {replica.name} does not know {name}"
        elif here.versions != there:
            yield f"differs: {replica.name} has acts {here.versions} of {name}, the province {there}"
        elif (here.state, here.code) != (state, code):
            yield f"differs: {name} is {here.state} {here.code} at {replica.name}, {state} {code} there"
        else:
            for act_id, content in here.contents.items():
                if truth.acts[act_id].content != content:
                    yield f"differs: {truth.acts[act_id].kind} {act_id} says something else at {replica.name}"


def _of_strangers(truth: Truth, replica: Replica) -> Iterator[str]:
    """A window has the dossiers of its units and those that it made itself, and no others."""
    its = {name for unit in truth.units.get(replica.device_id, {replica.unit}) for name in truth.followers[unit]}
    for name in replica.every_dossier:
        if name in truth.states and name not in its:
            yield f"shown: {name} to {replica.name}, whose business it is not"


def _of_others(truth: Truth, replica: Replica) -> Iterator[str]:
    """What a window holds to have been turned down elsewhere was, and not at this window."""
    for act_id in replica.told_elsewhere:
        recorded = truth.acts.get(act_id)
        if recorded is None or recorded.outcome not in TURNED_DOWN:
            yield f"differs: {replica.name} holds {act_id} to be turned down elsewhere"
        elif recorded.device_id == replica.device_id and any(one.act_id == act_id for one in replica.own):
            yield f"twice: {replica.name} lists its own {recorded.kind} as another window's"
    own = {one.act_id for one in replica.own}
    for act_id, act in truth.acts.items():
        if act.unit != replica.unit or act_id in own or act_id in replica.told_elsewhere:
            continue
        if _was_told_to_its_unit(truth, act) and not _is_over(truth, act_id, act):
            yield f"lost: {act.kind} of {act.device_id} was turned down and {replica.name} beside it does not know"


def _was_told_to_its_unit(truth: Truth, act: Recorded) -> bool:
    of_a_window = act.unit in truth.units.get(act.device_id, frozenset())
    return of_a_window and act.outcome in TURNED_DOWN and act.kind != Kind.ACT_SETTLED


def _is_over(truth: Truth, act_id: str, act: Recorded) -> bool:
    """Whether another act took its place, or somebody gave it up."""
    for other in truth.acts.values():
        if other.outcome != Outcome.APPLIED:
            continue
        if other.settles == act_id:
            return True
        if other.dossier_id and other.dossier_id == act.dossier_id:
            kind = Kind(other.kind) if other.kind in set(Kind) else None
            stands_for = STANDS_FOR.get(kind, frozenset()) if kind else frozenset()
            if act.kind in stands_for or other.says == act.says:
                return True
    return False
