"""Proves the province's record: every device's chain, every signature, every receipt, every dossier's versions.

Nothing is changed. Gaps, forks and rewrites are refused when acts arrive; this finds what somebody with the
database in hand did afterwards, and names the first link that does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

import msgspec
import sqlalchemy as sa

from counter_app.contract.canonical import GENESIS
from counter_app.contract.messages import Receipt, signed_bytes
from province_server.acts.envelope import Envelope, Unreadable, open_envelope
from province_server.keys import signed_by
from province_server.store import tables as t

_AT_ONCE = 500


class Wrong(StrEnum):
    """What can be wrong with the record."""

    GAP = "gap"
    REWRITTEN = "rewritten"
    CUT_OFF = "cut_off"
    BAD_SIGNATURE = "bad_signature"
    BAD_RECEIPT = "bad_receipt"
    VERSION_GAP = "version_gap"


@dataclass(frozen=True, slots=True)
class Proof:
    """How far the record holds. ``wrong`` is None when it holds whole; ``where`` names the first bad link."""

    devices: int
    acts: int
    wrong: Wrong | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class _Link:
    """One number of one life, with the act that stands there; ``document`` is empty where an id was a twin's."""

    device_id: str
    epoch: int
    seq: int
    digest: str
    act_id: str
    document: str
    receipt: str
    recorded_under: tuple[str, int, int]

    @property
    def name(self) -> str:
        return f"device {self.device_id} epoch {self.epoch} number {self.seq} act {self.act_id}"


@dataclass(frozen=True, slots=True)
class _Life:
    device_id: str
    epoch: int
    public_key: str
    last_seq: int
    last_digest: str

    @property
    def name(self) -> str:
        return f"device {self.device_id} epoch {self.epoch}"


def prove(engine: sa.Engine, server_key: str) -> Proof:
    """The verdict on everything that the province has recorded."""
    acts = 0
    lives: list[_Life] = []
    with _snapshot(engine) as connection:
        for life in _lives(connection):
            lives.append(life)
            previous = _Link(life.device_id, life.epoch, 0, GENESIS, "", "", "", ("", 0, 0))
            for link in _links(connection, life):
                acts += 1
                wrong = _follows(previous, link) or _holds(link, previous, life, server_key)
                if wrong is not None:
                    return Proof(len(lives), acts, wrong, link.name)
                previous = link
            if (previous.seq, previous.digest if previous.seq else "") != (life.last_seq, life.last_digest):
                return Proof(len(lives), acts, Wrong.CUT_OFF, f"{life.name} after number {previous.seq}")
        dossier = _first_version_gap(connection)
        if dossier:
            return Proof(len(lives), acts, Wrong.VERSION_GAP, f"dossier {dossier}")
    return Proof(len(lives), acts)


@contextmanager
def _snapshot(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection that sees one moment, whatever arrives while it walks."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        else:
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection
        connection.rollback()


def _lives(connection: sa.Connection) -> list[_Life]:
    c = t.device_epochs.c
    query = sa.select(c.device_id, c.epoch, c.public_key, c.last_seq, c.last_digest).order_by(c.device_id, c.epoch)
    return [_Life(*row) for row in connection.execute(query)]


def _links(connection: sa.Connection, life: _Life) -> Iterator[_Link]:
    """The life's links in order; some at a time, because a window makes a hundred thousand in a few years."""
    c, a = t.chain.c, t.acts.c
    query = (
        sa.select(
            c.device_id, c.epoch, c.device_seq, c.digest, c.act_id,
            sa.func.coalesce(a.document, ""), sa.func.coalesce(a.receipt, ""),
            a.device_id, a.epoch, a.device_seq,
        )
        .outerjoin(t.acts, a.act_id == c.act_id)
        .where(c.device_id == life.device_id, c.epoch == life.epoch)
        .order_by(c.device_seq)
        .limit(_AT_ONCE)
    )  # fmt: skip
    after = 0
    while rows := connection.execute(query.where(c.device_seq > after)).all():
        for row in rows:
            yield _Link(*row[:7], recorded_under=(row[7], row[8], row[9]))
        after = rows[-1][2]


def _follows(previous: _Link, link: _Link) -> Wrong | None:
    return None if link.seq == previous.seq + 1 else Wrong.GAP


def _holds(link: _Link, previous: _Link, life: _Life, server_key: str) -> Wrong | None:
    if not link.act_id:
        return None  # the number was taken by a twin of an act: only its digest is kept, and the next act names it
    if not link.document:
        return Wrong.REWRITTEN
    try:
        envelope = open_envelope(link.document.encode())
    except Unreadable:
        return Wrong.REWRITTEN
    if link.recorded_under == (link.device_id, link.epoch, link.seq):
        act = envelope.act
        named = (act.act_id, act.device_id, act.epoch, act.device_seq)
        if named != (link.act_id, link.device_id, link.epoch, link.seq) or envelope.digest != link.digest:
            return Wrong.REWRITTEN
        if act.prev_digest != previous.digest:
            return Wrong.REWRITTEN
        if not signed_by(life.public_key, act.signature, link.digest.encode("ascii")):
            return Wrong.BAD_SIGNATURE
    return _receipt_holds(link, envelope, server_key)


def _receipt_holds(link: _Link, envelope: Envelope, server_key: str) -> Wrong | None:
    if not link.receipt:
        return None
    receipt = msgspec.json.decode(link.receipt, type=Receipt)
    named = (receipt.act_id, receipt.act_digest)
    if named != (link.act_id, envelope.digest):
        return Wrong.BAD_RECEIPT
    return None if signed_by(server_key, receipt.signature, signed_bytes(receipt)) else Wrong.BAD_RECEIPT


def _first_version_gap(connection: sa.Connection) -> str:
    """A dossier whose applied acts do not number 1, 2, 3 ... up to its version; empty when there is none."""
    d, a = t.dossiers.c, t.acts.c
    counted = (
        sa.select(
            a.dossier_id.label("dossier_id"),
            sa.func.count().label("applied"),
            sa.func.min(a.version).label("first"),
            sa.func.max(a.version).label("last"),
        )
        .where(a.version.is_not(None), a.dossier_id != "")
        .group_by(a.dossier_id)
        .subquery()
    )
    n = counted.c
    query = (
        sa.select(d.dossier_id)
        .outerjoin(counted, n.dossier_id == d.dossier_id)
        .where(sa.or_(n.applied.is_(None), n.first != 1, n.last != d.version, n.applied != d.version))
        .order_by(d.dossier_id)
        .limit(1)
    )
    return connection.scalar(query) or ""
