"""Reads what Windows and installers read of a program file: whether it is one, its version, its language."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_SIGNATURE: Final = struct.pack("<I", 0xFEEF04BD)
_FIXED_INFO: Final = struct.Struct("<IIIIIIIIIIIII")
_TRANSLATION: Final = "VarFileInfo\0".encode("utf-16-le")
_TRANSLATION_KEY: Final = "Translation\0".encode("utf-16-le")
_CERTIFICATES: Final = 4


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file's version as the installer compares it, and its language's number."""

    text: str
    language: int


def is_program(content: bytes) -> bool:
    """Whether this is a PE file: a program, a library, an extension module."""
    if content[:2] != b"MZ" or len(content) < 64:  # noqa: PLR2004 - the old header's size
        return False
    start = int.from_bytes(content[60:64], "little")
    return content[start : start + 4] == b"PE\0\0"


def is_signed(content: bytes) -> bool:
    """Whether a signature is attached; whether it holds is for others to say."""
    start = int.from_bytes(content[60:64], "little")
    optional = start + 24
    directories = optional + (112 if content[optional : optional + 2] == b"\x0b\x02" else 96)
    _, size = struct.unpack_from("<II", content, directories + 8 * _CERTIFICATES)
    return bool(size)


def version_of(path: Path) -> FileVersion | None:
    """The version resource of this file; None when it has none."""
    content = path.read_bytes()
    if not is_program(content):
        return None
    at = content.find(_SIGNATURE)
    if at < 0:
        return None
    fields = _FIXED_INFO.unpack_from(content, at)
    high, low = fields[2], fields[3]
    return FileVersion(f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}", _language(content, at))


def _language(content: bytes, at: int) -> int:
    """The first language that the resource was translated to; English where it does not say."""
    start = content.find(_TRANSLATION, at)
    key = content.find(_TRANSLATION_KEY, start) if start >= 0 else -1
    if key < 0:
        return 1033
    value = key + len(_TRANSLATION_KEY)
    # Values start at multiples of four bytes, counted from the beginning of the resource.
    value += -(value - at) % 4
    return int.from_bytes(content[value : value + 2], "little") or 1033
