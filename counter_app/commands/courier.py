"""Carry work by stick: write this window's box, take in the replies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from counter_app.bootstrap import open_counter
from counter_app.settings import Settings
from counter_app.sync.stick import FolderStick
from counter_app.ui.formats import size_text


def write_box(settings: Settings, folder: Path, said: Callable[[str], None], *, go_on: bool = False) -> None:
    """What the province is not known to have, as much as fits, into one file on the stick; then what waits."""
    counter = open_counter(settings)
    try:
        packed = counter.pack_box(FolderStick(folder), go_on=go_on)
    finally:
        counter.close()
    said(f"{packed.acts} bản ghi, {packed.files} tệp, {size_text(packed.size_bytes)} -> {folder / packed.name}")
    waits = packed.waits
    if waits.files:
        said(
            f"Còn {waits.files} tệp của {waits.dossiers} hồ sơ ({size_text(waits.size_bytes)}), cần thêm"
            f" {waits.sticks} USB còn trống như vậy: cắm USB tiếp theo rồi thêm --next."
        )
    for file in waits.too_large:
        said(f"Tệp {file.name} ({size_text(file.size_bytes)}) lớn hơn chỗ trống của USB: cần USB lớn hơn.")


def take_replies(settings: Settings, folder: Path, said: Callable[[str], None]) -> None:
    """What the province answered, from every reply on the stick that is for this window."""
    counter = open_counter(settings)
    try:
        taken = counter.unpack_replies(FolderStick(folder))
    finally:
        counter.close()
    said(f"{taken.replies} tệp trả lời: {taken.answered} bản ghi đã có trả lời, {taken.changes} thay đổi từ tỉnh")
