"""Boxes that a courier brings on a stick: opened, taken in like anything from the line, answered with a reply.

Nothing of a box counts before the whole of it is known to be what a window of this province signed. Then its files
are taken in as uploads are, its acts as batches are, and the reply holds what the line would have answered: one
answer per act, the files that are whole, the feed. A box may be taken in again; the reply says the same.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import sqlalchemy as sa
import typer
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from counter_app.contract.canonical import canonical
from counter_app.contract.courier import (
    ANSWERS,
    ASKED,
    BOX,
    CHANGES,
    REPLY,
    THERE,
    Asked,
    BadBox,
    BoxCode,
    BoxHeader,
    BoxWriter,
    FilesThere,
    Thing,
    header_of,
    key_bytes,
    things_in,
)
from counter_app.contract.messages import MAX_BATCH_ACTS, ActAnswer, ActsAnswer
from counter_app.contract.moves import PROVINCE
from province_server.acts.intake import Sender
from province_server.callers import Caller
from province_server.commands import FOLDER, Data, Database, opened
from province_server.files.uploads import DigestDiffers, NoRoom, OffsetDiffers, TooLong, UploadGone
from province_server.keys import courier_key
from province_server.province import Province
from province_server.store import tables as t
from province_server.store.engine import reading
from province_server.world import stamp

SENTENCES = {
    BoxCode.UNKNOWN: "no courier's box, or one of a newer release",
    BoxCode.FOREIGN: "sealed to another province",
    BoxCode.TORN: "torn: the copy was not finished; the window has to write it again",
    BoxCode.FORGED: "not what a window of this province signed; nothing of it was taken in",
}
NO_ROOM = "the province's disk is full; take the stick in again when there is room"
_NO_SUCH_FILE = (DigestDiffers, OffsetDiffers, TooLong, UploadGone, ValueError)
"""Not what its label says, or on its way over the line in this moment: the window sends it again."""
CHANGES_AT_ONCE = 500
CHANGES_IN_A_REPLY = 10_000
_UNCHECKED_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Taken:
    """What a box came to."""

    acts: int
    applied: int
    files: int


class Courier:
    """Takes boxes in and writes replies."""

    def __init__(self, province: Province) -> None:
        self._province = province
        self._private = courier_key(province.key)

    def take(self, box: BinaryIO, reply: BinaryIO) -> Taken:
        """Everything in the box, and the reply to it. Raises ``BadBox`` before anything counts."""
        asked = self._asked(box)
        box.seek(0)
        header = header_of(box)
        box.seek(0)
        acts: list[bytes] = []
        there: list[str] = []
        for thing in things_in(box, self._private, self._writer_key):
            match thing.label.kind:
                case "act":
                    acts.append(thing.whole())
                case "file" if self._take_file(header.writer, thing):
                    there.append(thing.label.name)
                case _:
                    pass  # read before, or of a newer release, or a file that was not what its name says
        answers = self._take_acts(header, acts)
        self._write_reply(reply, header, asked, answers, there)
        applied = sum(answer.receipt is not None for answer in answers.answers)
        return Taken(len(acts), applied, len(there))

    def _asked(self, box: BinaryIO) -> Asked:
        """What the writer wants back; every byte of the box is its writer's, and a reply can be sealed.

        Raises:
            BadBox: also ``UNKNOWN`` for what was signed rightly and is no message of this release.
        """
        asked: Asked | None = None
        for thing in things_in(box, self._private, self._writer_key):
            if thing.label.kind == ASKED:
                asked = _wanted(thing.whole())
        if asked is None:
            raise BadBox(BoxCode.UNKNOWN)
        return asked

    # --- what is in it -----------------------------------------------------------------------------------------

    def _take_file(self, device_id: str, thing: Thing) -> bool:
        """As an upload of this device; true when the file is whole here."""
        uploads = self._province.uploads
        try:
            upload = uploads.begin(device_id, thing.label.name, thing.label.size)
            offset = upload.offset
            skipped = 0
            held = bytearray()
            for piece in thing.pieces:
                fresh = piece[max(0, offset - skipped) :] if skipped < offset else piece
                skipped += len(piece)
                held += fresh
                if not upload.whole and len(held) >= _UNCHECKED_PIECE:
                    upload = uploads.append(upload, bytes(held), checked=False)
                    held.clear()
            if not upload.whole and (held or upload.length == 0):
                upload = uploads.append(upload, bytes(held), checked=False)
        except _NO_SUCH_FILE:
            return False
        return upload.whole

    def _take_acts(self, header: BoxHeader, acts: list[bytes]) -> ActsAnswer:
        sender = Sender(header.writer, header.epoch)
        answers: list[ActAnswer] = []
        last_seq = 0
        for first in range(0, len(acts), MAX_BATCH_ACTS):
            told = self._province.intake.take(sender, acts[first : first + MAX_BATCH_ACTS])
            answers += told.answers
            last_seq = told.last_seq
        now = stamp(self._province.world.now())
        return ActsAnswer(answers=tuple(answers), last_seq=last_seq, server_time=now)

    # --- the way back ------------------------------------------------------------------------------------------

    def _write_reply(
        self, reply: BinaryIO, header: BoxHeader, asked: Asked, answers: ActsAnswer, there: list[str]
    ) -> None:
        writer = BoxWriter(
            reply,
            name=header.name,
            writer=PROVINCE,
            epoch=1,
            reader_key=asked.reply_key,
            fresh=X25519PrivateKey.generate(),
        )
        if answers.answers:
            writer.add(ANSWERS, canonical(answers))
        writer.add(THERE, canonical(FilesThere(digests=tuple(there))))
        for page in self._feed(header, asked.cursor):
            writer.add(CHANGES, page)
        writer.close(self._province.key.sign_text)

    def _feed(self, header: BoxHeader, cursor: int) -> Iterator[bytes]:
        caller = self._caller(header)
        told, more = 0, True
        while more and told < CHANGES_IN_A_REPLY:
            page = self._province.changes.after(caller, cursor, CHANGES_AT_ONCE)
            yield msgspec.json.encode(page)
            told, more, cursor = told + len(page.changes), page.more, page.next

    # --- whose it is -------------------------------------------------------------------------------------------

    def _writer_key(self, header: BoxHeader) -> str:
        """The key of this life of a window that may speak; empty for anybody else."""
        d, e = t.devices.c, t.device_epochs.c
        query = (
            sa.select(e.public_key)
            .join(t.devices, d.device_id == e.device_id)
            .where(e.device_id == header.writer, e.epoch == header.epoch, d.withdrawn_at == "")
        )
        with reading(self._province.engine) as connection:
            return connection.scalar(query) or ""

    def _caller(self, header: BoxHeader) -> Caller:
        c = t.devices.c
        query = sa.select(c.role, c.unit, c.window, c.scope).where(c.device_id == header.writer)
        with reading(self._province.engine) as connection:
            row = connection.execute(query).one()
        units = frozenset({row.unit, *json.loads(row.scope)})
        return Caller(header.writer, header.epoch, row.role, row.unit, row.window, units)


def _wanted(content: bytes) -> Asked:
    try:
        asked = msgspec.json.decode(content, type=Asked)
        X25519PublicKey.from_public_bytes(key_bytes(asked.reply_key))
    except (msgspec.MsgspecError, ValueError) as error:
        raise BadBox(BoxCode.UNKNOWN) from error
    return asked


def take_folder(province: Province, folder: Path, told: Callable[[str], None]) -> bool:
    """Take in every box of the folder by name and write the replies beside them; true if all were good."""
    courier = Courier(province)
    all_good = True
    for path in sorted(folder.glob(f"*{BOX}")):
        answer = path.with_suffix(REPLY)
        draft = answer.with_suffix(".part")
        try:
            with path.open("rb") as box, draft.open("wb") as reply:
                taken = courier.take(box, reply)
                reply.flush()
                os.fsync(reply.fileno())
        except (BadBox, NoRoom) as error:
            draft.unlink(missing_ok=True)
            told(f"{path.name}: {SENTENCES[error.code] if isinstance(error, BadBox) else NO_ROOM}")
            all_good = False
            continue
        draft.replace(answer)
        told(
            f"{path.name}: {taken.acts} acts, {taken.applied} with a receipt, {taken.files} files -> {answer.name}"
        )
    return all_good


def take_stick(
    folder: Annotated[Path, typer.Argument(help="The stick's folder with the boxes.")],
    data: Data = FOLDER,
    database: Database = "",
) -> None:
    """Take in the boxes of a courier's stick and write the replies beside them; code 1 when one was not taken."""
    with opened(data, database) as province:
        if not take_folder(province, folder, typer.echo):
            raise typer.Exit(1)
