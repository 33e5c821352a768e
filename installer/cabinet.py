"""Writes the cabinet with the files: MSZIP, each block knowing the one before it.

`wixl`'s own cabinets forget the block before, which makes the package 7 % larger, and carry the time of the day.
These are the same bytes for the same files.
"""

from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import numpy as np

from installer.product import EPOCH

_BLOCK: Final = 32 * 1024
_BATCH: Final = 512
_HEADER: Final = struct.Struct("<4sIIIIIBBHHHHH")
_FOLDER: Final = struct.Struct("<IHH")
_FILE: Final = struct.Struct("<IIHHHH")
_DATA: Final = struct.Struct("<IHH")
_MSZIP, _ARCHIVE = 1, 0x20


def write_cabinet(target: Path, files: Sequence[tuple[str, Path]]) -> None:
    """A cabinet of these files under these names, in this order; below 2 GB."""
    entries = bytearray()
    offset = 0
    for name, path in files:
        size = path.stat().st_size
        entries += _FILE.pack(size, offset, 0, *_dos_time(), _ARCHIVE) + name.encode("ascii") + b"\0"
        offset += size
    blocks = -(-offset // _BLOCK)
    first_data = _HEADER.size + _FOLDER.size + len(entries)
    with target.open("wb") as out:
        out.write(bytes(_HEADER.size))
        out.write(_FOLDER.pack(first_data, blocks, _MSZIP) + entries)
        for packed, size in _packed(_blocks(path for _, path in files)):
            lengths = struct.pack("<HH", len(packed), size)
            out.write(_DATA.pack(checksum(lengths, checksum(packed)), len(packed), size) + packed)
        length = out.tell()
        out.seek(0)
        files_at = _HEADER.size + _FOLDER.size
        out.write(_HEADER.pack(b"MSCF", 0, length, 0, files_at, 0, 3, 1, 1, len(files), 0, 0, 0))


def checksum(content: bytes, seed: int = 0) -> int:
    """The format's own: four bytes at a time, all put together by exclusive or."""
    whole = len(content) // 4 * 4
    result = seed ^ int(np.bitwise_xor.reduce(np.frombuffer(content[:whole], "<u4"), initial=0))
    # The last one to three bytes count from the other end.
    return result ^ int.from_bytes(content[whole:], "big")


def _dos_time() -> tuple[int, int]:
    year, month, day, hour, minute, second, *_ = time.gmtime(EPOCH)
    return (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2


def _blocks(paths: Iterable[Path]) -> Iterator[bytes]:
    waiting = bytearray()
    for path in paths:
        waiting += path.read_bytes()
        whole = len(waiting) // _BLOCK * _BLOCK
        for start in range(0, whole, _BLOCK):
            yield bytes(waiting[start : start + _BLOCK])
        del waiting[:whole]
    if waiting:
        yield bytes(waiting)


def _packed(blocks: Iterator[bytes]) -> Iterator[tuple[bytes, int]]:
    before = b""
    with ThreadPoolExecutor() as pool:
        batch: list[tuple[bytes, bytes]] = []
        for block in blocks:
            batch.append((before, block))
            before = block
            if len(batch) == _BATCH:
                yield from pool.map(_pack, batch)
                batch = []
        yield from pool.map(_pack, batch)


def _pack(pair: tuple[bytes, bytes]) -> tuple[bytes, int]:
    before, block = pair
    settings = (9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY)
    packer = zlib.compressobj(*settings, zdict=before) if before else zlib.compressobj(*settings)
    return b"CK" + packer.compress(block) + packer.flush(), len(block)
