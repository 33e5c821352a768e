"""Store and forward: what windows bring goes to the province when the link allows, and its word comes back.

A relay keeps every act under a receipt of its own ("at the branch") and judges nothing. Acts travel as they were
signed, in their devices' order; the province's answers replace the relay's. Files travel once. The feed is
mirrored with the province's positions, so that a window may ask here or there with one cursor. Every step may be
repeated.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from counter_app.contract.acts import Act, body_of
from counter_app.contract.messages import (
    MAX_BATCH_ACTS,
    MAX_BATCH_BYTES,
    ActAnswer,
    CatalogueVersion,
    Change,
    ChangeKind,
    ClerkRecord,
    NumberSlicesAnswer,
    NumberSlicesRequest,
    Outcome,
    Receipt,
    RelayWord,
)
from counter_app.contract.moves import PROVINCE
from counter_app.contract.problems import files_named
from province_server.acts.ledger import files_named_by
from province_server.acts.receipts import signed_receipt
from province_server.files.shelf import ShelvedFile
from province_server.province import Province
from province_server.relay.upstream import OutOfReach, Upstream
from province_server.store import tables as t
from province_server.store.bulk import insert_new
from province_server.store.engine import reading, run_writing

_log = logging.getLogger(__name__)

CURSOR, DEVICE, EPOCH, WORD = "cursor", "device_id", "epoch", "relay_word"
FILES_AT_ONCE = 500
REOPENED_AT_ONCE = 500


Place = tuple[str, int, int]
"""Device, epoch and number of an act."""


@dataclass(frozen=True, slots=True)
class _Kept:
    place: Place
    document: str


class Relay:
    """One branch's relay."""

    def __init__(self, province: Province, upstream: Upstream, *, batch_acts: int = MAX_BATCH_ACTS) -> None:
        self._province = province
        self._engine = province.engine
        self._upstream = upstream
        self._batch_acts = batch_acts
        self._told: RelayWord | None = None
        self.in_reach = False

    def enrol(self, code: str) -> None:
        """Be the device that an earlier start became, or become one with the code. Raises ``OutOfReach``."""
        known = self._recall(DEVICE)
        if not known:
            answer = self._upstream.enrol(code)
            known = answer.device_id
            self._remember(EPOCH, str(answer.epoch))
            self._remember(DEVICE, known)
        self._upstream.device_id, self._upstream.epoch = known, int(self._recall(EPOCH))

    def tick(self) -> int:
        """Everything that the link allows now; how much was moved. A link that is down is no error."""
        moved = 0
        steps: tuple[Callable[[], int], ...] = (
            self.ask_windows,
            self._forward_acts,
            self._forward_files,
            self._forward_acts,  # those that waited for these files
            self._mirror,
        )
        try:
            for step in steps:
                moved += step()
        except OutOfReach as error:
            if self.in_reach:
                _log.info("the province is out of reach: %s", error)
            self.in_reach = False
            return moved
        self.in_reach = True
        self._keep_word()
        return moved

    def word(self) -> RelayWord | None:
        """What the province said last of this branch's relays; None before it said anything."""
        kept = self._recall(WORD)
        return msgspec.json.decode(kept, type=RelayWord) if kept else None

    def _keep_word(self) -> None:
        told = self._upstream.relays
        if told is not None and told != self._told:
            self._remember(WORD, msgspec.json.encode(told).decode())
            self._told = told

    def lease(self, request: NumberSlicesRequest) -> NumberSlicesAnswer:
        """Serials for a window, if the province can be asked. Raises ``OutOfReach``."""
        return self._upstream.lease(request)

    def fetch(self, digest: str) -> ShelvedFile:
        """A file of the province, kept here from now on. Raises ``OutOfReach``."""
        shelved = self._province.shelf.add(self._upstream.fetch(digest))
        run_writing(self._engine, lambda connection: insert_new(connection, t.relay_files, [{"digest": digest}]))
        return shelved

    # --- windows ---

    def ask_windows(self) -> int:
        """Know the windows as the province knows them now. Raises ``OutOfReach``."""
        self._province.devices.adopt(self._upstream.devices())
        return 0

    # --- acts ---

    def _forward_acts(self) -> int:
        """Show the province every act that it has not judged, batch by batch: one that is held stops no other."""
        judged = 0
        after: Place = ("", 0, 0)
        while batch := self._kept(after):
            after = batch[-1].place
            answers = self._upstream.send_acts([kept.document for kept in batch]).answers
            self._take_all(answers)
            judged += sum(answer.outcome is not Outcome.HELD for answer in answers)
        return judged

    def _kept(self, after: Place) -> list[_Kept]:
        """Acts without the province's word behind this place, each device's in its order, one batch at most."""
        c = t.acts.c
        place = sa.tuple_(c.device_id, c.epoch, c.device_seq)
        query = (
            sa.select(c.device_id, c.epoch, c.device_seq, c.document)
            .where(c.outcome == sa.literal_column("'held'"), place > after)
            .order_by(c.device_id, c.epoch, c.device_seq)
            .limit(self._batch_acts)
        )
        with reading(self._engine) as connection:
            found = [_Kept((device, epoch, seq), text) for device, epoch, seq, text in connection.execute(query)]
        size = 0
        chosen: list[_Kept] = []
        for kept in found:
            size += len(kept.document.encode())
            if chosen and size > MAX_BATCH_BYTES:
                break
            chosen.append(kept)
        return chosen

    def _take_all(self, answers: Sequence[ActAnswer]) -> None:
        def write(connection: sa.Connection) -> None:
            for answer in answers:
                self._take(connection, answer)

        if answers:
            run_writing(self._engine, write)

    def _take(self, connection: sa.Connection, answer: ActAnswer) -> None:
        if answer.outcome is Outcome.HELD:
            self._note_missing(connection, answer)
            return
        outcome = Outcome.APPLIED if answer.outcome is Outcome.DUPLICATE else answer.outcome
        said = {
            "outcome": outcome.value,
            "problem": msgspec.json.encode(answer.problem).decode() if answer.problem else "",
            "receipt": msgspec.json.encode(answer.receipt).decode() if answer.receipt else "",
        }
        connection.execute(sa.update(t.acts).where(t.acts.c.act_id == answer.act_id).values(said))

    def _note_missing(self, connection: sa.Connection, answer: ActAnswer) -> None:
        """The province lacks files: those that are here are brought, the act's window is asked for the others."""
        digests = files_named(answer.problem)
        if not digests:
            return
        connection.execute(sa.delete(t.relay_files).where(t.relay_files.c.digest.in_(digests)))
        said = msgspec.json.encode(answer.problem).decode()
        mine = (t.acts.c.act_id == answer.act_id, t.acts.c.outcome == Outcome.HELD.value)
        connection.execute(sa.update(t.acts).where(*mine, t.acts.c.problem != said).values(problem=said))

    # --- files ---

    def _forward_files(self) -> int:
        f, known = t.files.c, t.relay_files.c
        query = (
            sa.select(f.digest, f.size_bytes)
            .where(f.origin != PROVINCE, f.digest.not_in(sa.select(known.digest)))
            .order_by(f.size_bytes)
            .limit(FILES_AT_ONCE)
        )
        with reading(self._engine) as connection:
            ours = [ShelvedFile(*row) for row in connection.execute(query)]
        missing = set(self._upstream.missing([file.digest for file in ours])) if ours else set()
        for file in ours:
            if file.digest in missing:
                self._upstream.bring_file(file.digest, file.size_bytes, self._reader(file))
            row: dict[str, object] = {"digest": file.digest}
            run_writing(self._engine, lambda connection, row=row: insert_new(connection, t.relay_files, [row]))  # type: ignore[misc]
        return len(missing)

    def _reader(self, file: ShelvedFile) -> Callable[[int, int], bytes]:
        return lambda start, end: b"".join(self._province.shelf.read(file, start, end))

    # --- the feed ---

    def _mirror(self) -> int:
        """Read on in the province's feed, up to its end."""
        mirrored = 0
        while True:
            page = self._upstream.changes(int(self._recall(CURSOR) or 0))
            for change in page.changes:
                if change.kind == ChangeKind.CATALOGUE:
                    self._fetch_law(msgspec.convert(change.body, CatalogueVersion))
            self._store(page.changes, page.next)
            mirrored += len(page.changes)
            if not page.more:
                return mirrored

    def _fetch_law(self, version: CatalogueVersion) -> None:
        if self._province.shelf.find(version.file) is None:
            self._province.shelf.add(self._upstream.fetch(version.file), open_to_all=True)

    def _store(self, changes: tuple[Change, ...], cursor: int) -> None:
        def write(connection: sa.Connection) -> None:
            for change in changes:
                self._store_one(connection, change)
            self._write(connection, CURSOR, str(cursor))

        if any(change.kind == ChangeKind.RESTORED for change in changes):
            self._reopen()
        for change in changes:
            if change.kind == ChangeKind.CLERK:
                self._province.clerks.put_quietly(msgspec.convert(change.body, ClerkRecord))
        run_writing(self._engine, write)

    def _store_one(self, connection: sa.Connection, change: Change) -> None:
        row: dict[str, object] = {
            "position": change.position,
            "audience": change.audience,
            "kind": change.kind,
            "body": msgspec.json.encode(change.body).decode(),
            "dossier_id": change.dossier_id,
            "version": change.version,
        }
        insert_new(connection, t.changes, [row])
        if change.kind != ChangeKind.ACT:
            return
        insert_new(connection, t.dossier_scope, [{"dossier_id": change.dossier_id, "unit": change.audience}])
        try:
            named = files_named_by(body_of(msgspec.convert(change.body, Act)))
        except msgspec.ValidationError:
            return  # an act of a newer release is passed on unread
        links: list[dict[str, object]] = [{"digest": name, "dossier_id": change.dossier_id} for name in named]
        if links:
            insert_new(connection, t.file_links, links)

    def _reopen(self) -> None:
        """The province came back from a backup: it is shown everything again, and what it lacks is brought.

        Until it has spoken anew its former word is told to no window: it may not know of it. Done before the
        cursor moves on, and harmless when it is repeated.
        """
        c = t.acts.c

        def write(connection: sa.Connection) -> int:
            query = sa.select(c.act_id, c.digest).where(c.outcome != Outcome.HELD.value).limit(REOPENED_AT_ONCE)
            rows = connection.execute(query).all()
            for act_id, digest in rows:
                receipt = msgspec.json.encode(self._receipt(act_id, digest)).decode()
                held = {"outcome": Outcome.HELD.value, "problem": "", "receipt": receipt}
                connection.execute(sa.update(t.acts).where(c.act_id == act_id).values(held))
            connection.execute(sa.delete(t.relay_files))
            return len(rows)

        while run_writing(self._engine, write):
            pass

    def _receipt(self, act_id: str, digest: str) -> Receipt:
        """The branch's word on an act that it has."""
        here = self._province
        return signed_receipt(here.key, here.world, place=here.settings.place, act_id=act_id, act_digest=digest)

    # --- what it remembers ---

    def _recall(self, name: str) -> str:
        with reading(self._engine) as connection:
            query = sa.select(t.relay_state.c.value).where(t.relay_state.c.name == name)
            return connection.scalar(query) or ""

    def _remember(self, name: str, value: str) -> None:
        run_writing(self._engine, lambda connection: self._write(connection, name, value))

    def _write(self, connection: sa.Connection, name: str, value: str) -> None:
        if insert_new(connection, t.relay_state, [{"name": name, "value": value}]) == 0:
            mine = t.relay_state.c.name == name
            connection.execute(sa.update(t.relay_state).where(mine).values(value=value))
