"""Courier boxes as hostile input: as they lie on a stick, and what may be in one that was rightly signed.

Whoever finds a stick can write any bytes on it; whoever took over a window can even sign what they like. After
each input the side that read it still has what it had: the window its acts and files, the province its record.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import BinaryIO

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from counter_app.contract import courier
from counter_app.contract.acts import Act
from counter_app.contract.canonical import canonical, digest
from counter_app.contract.courier import ACT, ANSWERS, ASKED, CHANGES, FILE, REPLY, THERE
from counter_app.contract.messages import EnrolRequest
from counter_app.contract.moves import PROVINCE
from counter_app.domain.ids import DossierId
from counter_app.services.courier import REPLY_KEYS, UnpackReplies, Writes
from counter_app.services.lives import Lives
from counter_app.services.ports import DeviceIdentity, OutgoingFile
from counter_app.services.pull import Integrate
from counter_app.services.sending import Sending
from counter_app.sync.credentials import DeviceKeyRing, Ed25519DeviceKey
from counter_app.sync.signatures import Ed25519Check
from province_server.acts.proof import prove
from province_server.courier import Courier, Taken
from province_server.devices import Invitation
from province_server.keys import courier_key
from province_server.province import Province, open_province
from province_server.settings import settings_for
from tests.builders.desk import UNIT, WINDOW, DeskOfTests

NAME = "id-of-a-box"
WINDOWS_KEY, PROVINCES_KEY = Ed25519DeviceKey(bytes(32)), Ed25519DeviceKey(bytes([1]) * 32)
READER, FRESH = X25519PrivateKey.from_private_bytes(b"r" * 32), X25519PrivateKey.from_private_bytes(b"f" * 32)
PAPER = b"%PDF-1.4 a paper that waits"
INPUTS_OF_A_WINDOW = 200
"""After so many the window is made anew, so that what was taken in rightly does not pile up."""


PROVED_EVERY = 100
"""Inputs after which the province's whole record is proved."""


class _Plain(courier.BoxWriter):
    """Seals and signs whatever bytes it is given, labels and all."""

    def put(self, plain: bytes) -> None:
        self._write(plain)


def sealed(plain: bytes, *, writer: str, reader_key: str, key: Ed25519DeviceKey) -> bytes:
    """A box that is right in every way but perhaps in what it holds."""
    out = io.BytesIO()
    box = _Plain(out, name=NAME, writer=writer, epoch=1, reader_key=reader_key, fresh=FRESH)
    box.put(plain)
    box.close(key.sign)
    return out.getvalue()


def thing(kind: str, content: bytes, name: str = "") -> bytes:
    return msgspec.json.encode(courier.Label(kind=kind, size=len(content), name=name)) + b"\n" + content


class _Stick:
    """Holds one reply."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def write(self, name: str, fill: Writes) -> int:
        raise NotImplementedError(name, fill)

    def room(self) -> int:
        return 0

    def names(self, ending: str) -> Sequence[str]:
        return [f"reply{ending}"]

    def open(self, name: str) -> BinaryIO:
        assert name.endswith(REPLY)
        return io.BytesIO(self._content)


# --- the window -------------------------------------------------------------------------------------------------


class _WaitingWindow:
    """A window with unsent work that waits for the reply to its box."""

    def __init__(self) -> None:
        self.taken = 0
        self._desk = DeskOfTests()
        desk, opened = self._desk, self._desk.store.open_work
        dossier_id = desk.receive().dossier_id
        held = desk.vault.put(PAPER)
        with opened() as work:
            work.observations.put_device(
                DeviceIdentity("dev-1", 1, UNIT, WINDOW, PROVINCES_KEY.public_key, WINDOWS_KEY.public_key)
            )
            work.files.put(OutgoingFile(held, len(PAPER), DossierId(dossier_id), None))
            kept = msgspec.json.encode({NAME: courier.key_text(READER.private_bytes_raw())})
            work.observations.put(REPLY_KEYS, kept.decode())
            work.commit()
        nobody, chance = None, desk.chance
        integrate = Integrate(opened, nobody, desk.clock, chance)  # type: ignore[arg-type]
        keys = DeviceKeyRing([bytes(32)], keep=lambda _seeds: None)
        lives = Lives(opened, nobody, keys, integrate, desk.clock, chance)  # type: ignore[arg-type]
        sending = Sending(opened, nobody, integrate, lives, Ed25519Check(), desk.clock, chance)  # type: ignore[arg-type]
        self._unpack = UnpackReplies(opened, sending, integrate)
        self._acts = self.acts()

    def acts(self) -> list[Act]:
        """What was done here, in order."""
        with self._desk.store.open_work() as work:
            return [stored.act for stored in work.acts.unsent(100) if stored.own]

    def take(self, reply: bytes) -> None:
        """Read a reply; raises what the program says of it, and fails when anything of the window's is gone."""
        self.taken += 1
        try:
            self._unpack(_Stick(reply))
        finally:
            with self._desk.store.open_work() as work:
                kept = [work.acts.get(act.act_id) for act in self._acts]  # type: ignore[arg-type]
                file = work.files.get(digest(PAPER))
            assert [stored.act for stored in kept if stored] == self._acts
            assert file is not None
            assert self._desk.vault.get(digest(PAPER)) == PAPER


@cache
def _windows() -> list[_WaitingWindow]:
    return [_WaitingWindow()]


def _window() -> _WaitingWindow:
    windows = _windows()
    if windows[0].taken >= INPUTS_OF_A_WINDOW:
        windows[0] = _WaitingWindow()
    return windows[0]


def take_reply(content: bytes) -> None:
    """These bytes lie on the stick as a reply."""
    _window().take(content)


def take_answers(content: bytes) -> None:
    """The province sealed and signed these bytes."""
    reader = courier.public_half(READER)
    _window().take(sealed(content, writer=PROVINCE, reader_key=reader, key=PROVINCES_KEY))


def replies() -> tuple[bytes, ...]:
    reader = courier.public_half(READER)
    return tuple(sealed(one, writer=PROVINCE, reader_key=reader, key=PROVINCES_KEY) for one in answers())


def answers() -> tuple[bytes, ...]:
    """What replies hold."""
    act_id = _WaitingWindow().acts()[-1].act_id
    time = "2026-11-23T02:10:00.000Z"
    told = {"act_id": act_id, "outcome": "refused", "problem": {"title": "t", "status": 400, "code": "malformed"}}
    answered = thing(ANSWERS, msgspec.json.encode({"answers": [told], "last_seq": 1, "server_time": time}))
    there = thing(THERE, msgspec.json.encode({"digests": [digest(PAPER)]}))
    clerk = {"position": 1, "kind": "clerk", "body": {"clerk_id": "c", "login": "l", "name": "n"}}
    fed = {"changes": [clerk], "next": 1, "more": False, "server_time": time}
    return answered, there, there + thing(CHANGES, msgspec.json.encode(fed))


# --- the province -----------------------------------------------------------------------------------------------


class _Province:
    """A province that knows the window, on a disk of its own."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.province: Province = open_province(settings_for(Path(self._folder.name)))
        self.reader = courier.public_half(courier_key(self.province.key))
        self.province.devices.invite(Invitation(UNIT, WINDOW), code="code", valid_for=timedelta(days=1))
        enrolled = self.province.devices.enrol(EnrolRequest(code="code", public_key=WINDOWS_KEY.public_key))
        self.writer = enrolled.device_id
        self._kept = self.province.shelf.add(b"a paper of somebody else")
        self._courier = Courier(self.province)
        self._taken = 0

    def take(self, box: bytes) -> Taken:
        """Read a box; raises what the program says of it, and fails when anything of the province's is gone."""
        try:
            return self._courier.take(io.BytesIO(box), io.BytesIO())
        finally:
            self._taken += 1
            if self._taken % PROVED_EVERY == 0:
                assert self.province.shelf.find(self._kept.digest) == self._kept
                assert prove(self.province.engine, self.province.key.public_text).wrong is None


@cache
def _province() -> _Province:
    return _Province()


def take_box(content: bytes) -> None:
    """These bytes lie on the stick as a box."""
    _province().take(content)


def take_things(content: bytes) -> Taken:
    """A window of this province sealed and signed these bytes."""
    there = _province()
    return there.take(sealed(content, writer=there.writer, reader_key=there.reader, key=WINDOWS_KEY))


def boxes() -> tuple[bytes, ...]:
    there = _province()
    return tuple(sealed(one, writer=there.writer, reader_key=there.reader, key=WINDOWS_KEY) for one in things())


def things() -> tuple[bytes, ...]:
    """What boxes hold."""
    asked = thing(ASKED, canonical(courier.Asked(reply_key=courier.public_half(READER), cursor=0)))
    acts = b"".join(thing(ACT, canonical(act)) for act in _WaitingWindow().acts())
    return asked + acts, asked + thing(FILE, PAPER, digest(PAPER)) + acts
