"""What the province has, read from its own tables and files: the other half of what the judge compares."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import msgspec
import sqlalchemy as sa

from counter_app.contract.acts import Act, DossierSealed, Kind, ResultDigitised, body_of, known_kind
from counter_app.contract.canonical import canonical
from counter_app.contract.canonical import digest as digest_of
from counter_app.contract.manifest import Manifest
from counter_app.contract.messages import ChangeKind
from province_server.province import Province
from province_server.store import tables as t
from tests.rigs.replicas import content_of


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


def content_at(province: Province, digest: str) -> bytes:
    """The bytes of the file with this name as they lie there; none where there is none."""
    file = province.shelf.find(digest)
    try:
        return b"".join(province.shelf.read(file, 0, file.size_bytes)) if file else b""
    except OSError:
        return b""


def what_is_said(act: Act) -> str:
    """A digest of what an act says and does, whoever says it and of whatever."""
    return digest_of(canonical([act.kind, act.body]))
