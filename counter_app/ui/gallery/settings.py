"""Examples of the settings for IT."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter_app.ui.gallery.example import Example
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.screens import Choice, Note, Tone
from counter_app.ui.presenters.settings import (
    BACKUP,
    DIAGNOSIS,
    LINK,
    PRINTER,
    RECEIPT,
    RESTORE,
    SCANNER,
    SettingsScreen,
    receipt_papers,
    stations,
)
from counter_app.ui.words import words

_ABOUT = words("Settings", "Phiên bản {version} · {system}").fill(version="0.1.0", system="Windows 10 22H2")


def settings_examples() -> Iterator[Example]:
    """Before and after everything was tried."""
    offered = {
        SCANNER: (Choice("a", "Brother ADS-3600W"), Choice("b", "Fujitsu fi-7160")),
        RECEIPT: receipt_papers(("XP-80C",)),
        RESTORE: (Choice("x", "09:30 22/11/2026 · 812,4 MB"),),
    }
    fresh = tuple(
        replace(
            one, choices=offered.get(one.key, ()), chosen=offered[one.key][0].key if one.key in offered else ""
        )
        for one in stations()
    )
    yield Example("settings", Place.SETTINGS, SettingsScreen(fresh, _ABOUT))
    notes = {
        SCANNER: Note(
            words(
                "Settings", "Quét tốt: một trang sau {seconds} giây, {size}, {dpi} dpi. Trang thử không được lưu."
            ).fill(seconds="2,1", size="1,2 MB", dpi=200),
            Tone.GOOD,
        ),
        PRINTER: Note(
            words("Settings", "Máy tính này chưa có máy in mặc định. Hãy chọn máy in trong hệ điều hành."),
            Tone.WARN,
        ),
        RECEIPT: Note(
            words("Settings", "Từ nay phiếu giao cho người dân in trên giấy này. Hãy in thử một phiếu."),
            Tone.GOOD,
        ),
        LINK: Note(
            words("Settings", "Máy chủ tỉnh trả lời sau {ms} ms; đồng hồ máy này lệch {seconds} giây.").fill(
                ms=43, seconds="0,2"
            ),
            Tone.GOOD,
        ),
        DIAGNOSIS: Note(
            words("Settings", "Đã tạo {path}. Gói này không chứa thông tin cá nhân.").fill(
                path="C:/goi-chan-doan.zip"
            ),
            Tone.GOOD,
        ),
        BACKUP: Note(
            words("Settings", "Đã sao lưu {files} tệp ({size}) vào {path}").fill(
                files=3120, size="812,4 MB", path="D:/sao-luu-20261123-094200"
            ),
            Tone.GOOD,
        ),
        RESTORE: Note(
            words(
                "Settings",
                "Bản sao lưu hợp lệ. Đóng và mở lại chương trình để khôi phục; "
                "dữ liệu hiện tại được giữ bên cạnh.",
            ),
            Tone.ACCENT,
        ),
    }
    tried = tuple(replace(one, note=notes[one.key]) for one in fresh)
    yield Example("settings-tried", Place.SETTINGS, SettingsScreen(tried, _ABOUT))
