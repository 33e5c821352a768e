"""Reads a cabinet as its format describes it, every checksum looked at."""

from __future__ import annotations

import struct
import zlib

import numpy as np

from installer import cabinet


def unpacked(packed: bytes) -> tuple[list[tuple[str, int]], bytes]:
    """What a reader of the format finds: names with sizes, and all bytes in a row."""
    _, _, _, _, files_at, _, _, _, folders, count, *_ = cabinet._HEADER.unpack_from(packed)
    assert folders == 1
    data_at, blocks, _ = cabinet._FOLDER.unpack_from(packed, cabinet._HEADER.size)
    entries = []
    at = files_at
    for _ in range(count):
        size, *_ = cabinet._FILE.unpack_from(packed, at)
        end = packed.index(b"\0", at + cabinet._FILE.size)
        entries.append((packed[at + cabinet._FILE.size : end].decode(), size))
        at = end + 1
    plain: list[bytes] = []
    before = b""
    for _ in range(blocks):
        checked, length, size = cabinet._DATA.unpack_from(packed, data_at)
        held = packed[data_at + 8 : data_at + 8 + length]
        assert checked == reference_checksum(struct.pack("<HH", length, size), reference_checksum(held))
        before = zlib.decompressobj(-15, zdict=before).decompress(held[2:])
        assert held[:2] == b"CK"
        assert len(before) == size
        plain.append(before)
        data_at += 8 + length
    return entries, b"".join(plain)


def reference_checksum(content: bytes, seed: int = 0) -> int:
    """The format's checksum as its description words it: column by column, the rest from the other end."""
    whole = len(content) - len(content) % 4
    columns = np.frombuffer(content[:whole], np.uint8).reshape(-1, 4)
    for place in range(4):
        seed ^= int(np.bitwise_xor.reduce(columns[:, place], initial=0)) << 8 * place
    return seed ^ sum(byte << 8 * place for place, byte in enumerate(reversed(content[whole:])))
