"""The box that a courier carries on a stick: acts and files one way, answers the other, for one reader alone.

A box is one file: a line that names the format, a header in clear, then pieces that only the reader's key opens.
The writer signs at the end over everything before it. So a box that was torn, changed, made by somebody else or
meant for somebody else is told apart, each for what it is, before anything in it counts. What it carries is what
travels over the line: acts with their own signatures, files with their digests. Delivered twice, by whatever ways,
it has one effect.

The reader's key is X25519; a fresh key of the writer makes a secret with it, HKDF-SHA256 a key of that, and each
piece is sealed with ChaCha20-Poly1305 under a nonce of its number and a last byte that says whether more follow.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, BinaryIO, Final

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from counter_app.contract.canonical import canonical

MAGIC: Final = b"COUNTER-COURIER 1\n"
BOX, REPLY = ".hop", ".traloi"
"""How the names of boxes and of replies end."""

PIECE_BYTES: Final = 256 * 1024
TAG_BYTES: Final = 16
_LONGEST_HEADER = 16 * 1024
_LONGEST_LABEL = 4096
_KEY_BYTES = 32


_UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError)
"""What decoding raises for bytes that are no message."""

Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class BoxCode(StrEnum):
    """Why a box is not taken."""

    UNKNOWN = "box_unknown"
    """No box at all, or of a newer format."""

    FOREIGN = "box_foreign"
    """Sealed to somebody else."""

    TORN = "box_torn"
    """It ends before its end."""

    FORGED = "box_forged"
    """It is not, byte for byte, what the named writer sealed."""


class BadBox(Exception):
    """This box is not taken; nothing in it counts."""

    def __init__(self, code: BoxCode) -> None:
        super().__init__(code.value)
        self.code = code


class BoxHeader(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in clear: who wrote it, for whom, and the fresh key. Keys are base64url without padding."""

    name: str
    writer: str
    epoch: Count
    reader_key: str
    fresh_key: str


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """What stands before each thing in a box. ``name`` is a file's digest."""

    kind: str
    size: Count
    name: str = ""


ACT, FILE, ASKED, ANSWERS, CHANGES, THERE, END = "act", "file", "asked", "answers", "changes", "there", "end"
"""Kinds of things: acts, files and what is asked one way; answers, changes and files that are there the other."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the writer wants back: sealed to ``reply_key``, with the feed after ``cursor``."""

    reply_key: str
    cursor: Count


class FilesThere(msgspec.Struct, frozen=True, kw_only=True):
    """Files of the box that are whole at the province."""

    digests: tuple[str, ...]


class _Signed(msgspec.Struct, frozen=True, kw_only=True):
    signature: str


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of a box; ``pieces`` has to be read before the next thing is asked for."""

    label: Label
    pieces: Iterator[bytes]

    def whole(self) -> bytes:
        return b"".join(self.pieces)


def key_text(raw: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def key_bytes(text: str) -> bytes:
    """The 32 bytes of a key; ValueError for anything else."""
    raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if len(raw) != _KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return raw


def public_half(private: X25519PrivateKey) -> str:
    """The text by which boxes are sealed to this key."""
    return key_text(private.public_key().public_bytes_raw())


# --- writing -------------------------------------------------------------------------------------------------


class BoxWriter:
    """Writes one box. Without ``close`` it stays torn.

    Args:
        out: Where to.
        name: Of the box, never used before.
        writer: Who writes it: a device, or the province.
        epoch: The writer's life.
        reader_key: The only key that opens it.
        fresh: A key that is used for this box alone.
    """

    def __init__(
        self, out: BinaryIO, *, name: str, writer: str, epoch: int, reader_key: str, fresh: X25519PrivateKey
    ) -> None:
        self._out = out
        header = canonical(
            BoxHeader(name=name, writer=writer, epoch=epoch, reader_key=reader_key, fresh_key=public_half(fresh))
        )
        secret = fresh.exchange(X25519PublicKey.from_public_bytes(key_bytes(reader_key)))
        self._cipher = _cipher(secret, header)
        self._digest = hashlib.sha256(header)
        self._buffer = bytearray()
        self._number = 0
        out.write(MAGIC + len(header).to_bytes(4, "big") + header)

    def add(self, kind: str, content: bytes) -> None:
        """One thing that is held in memory."""
        self.add_pieces(Label(kind=kind, size=len(content)), [content])

    def add_pieces(self, label: Label, pieces: Iterator[bytes] | list[bytes]) -> None:
        """One thing piece by piece; they have to come to ``label.size`` bytes."""
        self._write(msgspec.json.encode(label) + b"\n")
        for piece in pieces:
            self._write(piece)

    def close(self, sign: Callable[[bytes], str]) -> None:
        """The writer's signature, then the end."""
        signed = msgspec.json.encode(_Signed(signature=sign(_statement(self._digest.digest()))))
        self._write(msgspec.json.encode(Label(kind=END, size=len(signed))) + b"\n" + signed)
        self._seal(bytes(self._buffer), is_last=True)

    def _write(self, content: bytes) -> None:
        self._digest.update(content)
        self._buffer += content
        while len(self._buffer) > PIECE_BYTES:
            self._seal(bytes(self._buffer[:PIECE_BYTES]), is_last=False)
            del self._buffer[:PIECE_BYTES]

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, is_last=is_last), piece, None)
        self._number += 1
        self._out.write(len(sealed).to_bytes(4, "big") + sealed)


# --- reading -------------------------------------------------------------------------------------------------


def header_of(box: BinaryIO) -> BoxHeader:
    """Who says to have written it, for whom. Raises ``BadBox``."""
    return _header(box)[0]


def things_in(box: BinaryIO, private: X25519PrivateKey, verify_key: Callable[[BoxHeader], str]) -> Iterator[Thing]:
    """Everything in the box in order; whoever reads to the end knows that it is whole and the writer's own.

    Args:
        box: From its first byte.
        private: The reader's key.
        verify_key: The Ed25519 key of the writer that the header names; empty for a writer that is not known.

    Raises:
        BadBox: at the beginning, between things, or at the end.
    """
    header, raw = _header(box)
    if header.reader_key != public_half(private):
        raise BadBox(BoxCode.FOREIGN)
    key = verify_key(header)
    if not key:
        raise BadBox(BoxCode.FORGED)
    try:
        secret = private.exchange(X25519PublicKey.from_public_bytes(key_bytes(header.fresh_key)))
    except ValueError as error:
        raise BadBox(BoxCode.FORGED) from error
    reading = _Reading(_opened(box, _cipher(secret, raw)), hashlib.sha256(raw))
    while True:
        so_far = reading.digest.copy().digest()
        label = reading.label()
        if label.kind == END:
            _require_signature(key, reading.take(label.size), so_far)
            reading.require_end()
            return
        yield Thing(label, reading.pieces(label.size))
        reading.skip()


def check(box: BinaryIO, private: X25519PrivateKey, verify_key: Callable[[BoxHeader], str]) -> None:
    """Return when every byte of the box is its writer's. Raises ``BadBox``."""
    for thing in things_in(box, private, verify_key):
        for _ in thing.pieces:
            pass


class _Reading:
    """The opened bytes, from thing to thing."""

    def __init__(self, opened: Iterator[bytes], digest: hashlib._Hash) -> None:
        self._opened = opened
        self._held = b""
        self._left = 0
        self.digest = digest

    def label(self) -> Label:
        line = bytearray()
        while not line.endswith(b"\n"):
            if len(line) > _LONGEST_LABEL:
                raise BadBox(BoxCode.FORGED)
            line += self.take(1)
        try:
            return msgspec.json.decode(line, type=Label)
        except _UNREADABLE as error:
            raise BadBox(BoxCode.FORGED) from error

    def pieces(self, size: int) -> Iterator[bytes]:
        """What ``skip`` leaves out is what was not read of this."""
        self._left = size
        return self._pieces()

    def _pieces(self) -> Iterator[bytes]:
        while self._left:
            piece = self._some(self._left)
            self._left -= len(piece)
            yield piece

    def skip(self) -> None:
        """What the reader did not want of the last thing."""
        while self._left:
            self._left -= len(self._some(self._left))

    def take(self, size: int) -> bytes:
        taken = bytearray()
        while len(taken) < size:
            taken += self._some(size - len(taken))
        return bytes(taken)

    def require_end(self) -> None:
        if self._held or next(self._opened, b""):
            raise BadBox(BoxCode.FORGED)

    def _some(self, most: int) -> bytes:
        while not self._held:
            piece = next(self._opened, None)
            if piece is None:
                raise BadBox(BoxCode.FORGED)
            self._held = piece
        some, self._held = self._held[:most], self._held[most:]
        self.digest.update(some)
        return some


def _header(box: BinaryIO) -> tuple[BoxHeader, bytes]:
    if box.read(len(MAGIC)) != MAGIC:
        raise BadBox(BoxCode.UNKNOWN)
    length = int.from_bytes(_exactly(box, 4), "big")
    if length > _LONGEST_HEADER:
        raise BadBox(BoxCode.FORGED)
    raw = _exactly(box, length)
    try:
        return msgspec.json.decode(raw, type=BoxHeader), raw
    except _UNREADABLE as error:
        raise BadBox(BoxCode.FORGED) from error


def _opened(box: BinaryIO, cipher: ChaCha20Poly1305) -> Iterator[bytes]:
    """The pieces as they were before they were sealed, the last one last."""
    number = 0
    while True:
        size = int.from_bytes(_exactly(box, 4), "big")
        if not TAG_BYTES <= size <= PIECE_BYTES + TAG_BYTES:
            raise BadBox(BoxCode.FORGED)
        sealed = _exactly(box, size)
        for is_last in (False, True):
            try:
                yield cipher.decrypt(_nonce(number, is_last=is_last), sealed, None)
            except InvalidTag:
                continue
            if is_last:
                if box.read(1):
                    raise BadBox(BoxCode.FORGED)
                return
            break
        else:
            raise BadBox(BoxCode.FORGED)
        number += 1


def _exactly(box: BinaryIO, size: int) -> bytes:
    read = box.read(size)
    if len(read) < size:
        raise BadBox(BoxCode.TORN)
    return read


def _cipher(secret: bytes, header: bytes) -> ChaCha20Poly1305:
    salt = hashlib.sha256(header).digest()
    return ChaCha20Poly1305(HKDF(SHA256(), _KEY_BYTES, salt=salt, info=MAGIC).derive(secret))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if is_last else b"\0")


def _statement(digest: bytes) -> bytes:
    """What the writer signs: this format's name and the digest of header and things."""
    return MAGIC + digest


def _require_signature(key: str, signed: bytes, digest: bytes) -> None:
    try:
        signature = msgspec.json.decode(signed, type=_Signed).signature
        raw = base64.b64decode(signature + "=" * (-len(signature) % 4), altchars=b"-_", validate=True)
        Ed25519PublicKey.from_public_bytes(key_bytes(key)).verify(raw, _statement(digest))
    except (InvalidSignature, ValueError, msgspec.MsgspecError) as error:
        raise BadBox(BoxCode.FORGED) from error
