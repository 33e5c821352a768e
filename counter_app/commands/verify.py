"""``python -m counter_app verify``: prove this window's log of acts, and name the first thing that does not hold.

The window may be open meanwhile. Nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable

from counter_app.bootstrap import Counter, open_counter
from counter_app.services.verify import Fault, Verdict
from counter_app.settings import Settings

WHAT = {
    Fault.GAP: "thiếu thao tác đứng trước số này (bị xóa hoặc bị đánh lại số)",
    Fault.REWRITTEN: "không nối tiếp thao tác liền trước (thao tác trước đã bị sửa hoặc thay)",
    Fault.OTHER_DEVICE: "là thao tác của thiết bị khác bị chèn vào",
    Fault.BAD_SIGNATURE: "chữ ký của thiết bị không khớp với nội dung (thao tác đã bị sửa)",
    Fault.BAD_RECEIPT: "biên nhận của tỉnh không khớp với thao tác (thao tác hoặc biên nhận đã bị sửa)",
}


def verify_profile(settings: Settings, said: Callable[[str], None]) -> bool:
    """Say the verdict on the log of this profile; true when everything holds.

    Raises:
        NotReady: ``not_enrolled``: there is no log yet.
    """
    counter = open_counter(settings)
    try:
        return verify_counter(counter, said)
    finally:
        counter.close()


def verify_counter(counter: Counter, said: Callable[[str], None]) -> bool:
    """The same for a counter that is open already."""
    damages = counter.store.damages()
    for damage in damages:
        said(f"Kho dữ liệu hỏng: {damage}")
    verdict = counter.verify_log()
    said(sentence(verdict))
    return verdict.fault is None and not damages


def sentence(verdict: Verdict) -> str:
    """The verdict as IT and inspectors read it."""
    if verdict.fault is None:
        return f"Nhật ký nguyên vẹn: {verdict.acts} thao tác, {verdict.receipts} biên nhận của tỉnh."
    place = f"số {verdict.at} (đời máy {verdict.epoch}, mã {verdict.act_id})"
    return f"Nhật ký KHÔNG nguyên vẹn. Mắt xích hỏng đầu tiên: thao tác {place}: {WHAT[verdict.fault]}."
