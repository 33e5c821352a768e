"""Carry work by stick: write this window's box, take in the replies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from counter_app.bootstrap import open_counter
from counter_app.settings import Settings
from counter_app.sync.stick import FolderStick


def write_box(settings: Settings, folder: Path, said: Callable[[str], None]) -> None:
    """Everything that the province is not known to have, into one file on the stick."""
    counter = open_counter(settings)
    try:
        packed = counter.pack_box(FolderStick(folder))
    finally:
        counter.close()
    size = f"{packed.size_bytes / 1e6:.1f}".replace(".", ",")
    said(f"{packed.acts} bản ghi, {packed.files} tệp, {size} MB -> {folder / packed.name}")


def take_replies(settings: Settings, folder: Path, said: Callable[[str], None]) -> None:
    """What the province answered, from every reply on the stick that is for this window."""
    counter = open_counter(settings)
    try:
        taken = counter.unpack_replies(FolderStick(folder))
    finally:
        counter.close()
    said(f"{taken.replies} tệp trả lời: {taken.answered} bản ghi đã có trả lời, {taken.changes} thay đổi từ tỉnh")
