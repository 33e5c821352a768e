"""``python -m counter_app recovery``: make the centre's recovery key, and open a window's data with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from counter_app.domain.errors import InvalidInput
from counter_app.settings import Settings
from counter_app.sync.credentials import KeyHome
from counter_app.sync.recovery import make_recovery_key, open_box

HEAD = """\
MẢNH KHÓA KHÔI PHỤC {number}/{shares} - cần {needed} mảnh để mở.
Giao cho một người giữ, in ra giấy, niêm phong, rồi xóa tệp này. Không gửi qua mạng, không chụp ảnh.
Khóa công khai: {public}

{words}
"""


def make(out: Path, *, shares: int, needed: int, said: Callable[[str], None]) -> None:
    """Write one file for each person, and say the public half for the PCs. No file is replaced."""
    out.mkdir(parents=True, exist_ok=True)
    paths = [out / f"manh-{number}.txt" for number in range(1, shares + 1)]
    for path in paths:
        if path.exists():
            raise InvalidInput("file_exists", file=str(path))
    key = make_recovery_key(shares, needed)
    for number, (path, words) in enumerate(zip(paths, key.shares, strict=True), start=1):
        text = HEAD.format(number=number, shares=shares, needed=needed, public=key.public, words=words)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    said(f"{shares} mảnh, cần {needed} mảnh để mở -> {out}")
    said(f"Đặt chính sách RecoveryKey cho mọi máy quầy: {key.public}")


def restore(settings: Settings, files: Sequence[Path], said: Callable[[str], None]) -> None:
    """Put the keys of this profile back with the shares in these files (their last line that is not empty)."""
    shares = []
    for path in files:
        try:
            lines = [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidInput("file_missing", file=str(path)) from error
        shares.append(lines[-1] if lines else "")
    open_box(settings.profile, shares, KeyHome(settings.key_home))
    said(f"Đã khôi phục khóa của {settings.profile}")
