"""How dates, times, money and identity numbers are written at a Vietnamese window, in either language.

The papers carry day/month/year and đồng with dots; the screen does the same, so that a clerk compares signs
and not meanings. Without Qt and without the machine's locale: the same everywhere.
"""

from __future__ import annotations

from datetime import date, datetime

from counter_app.ui.words import Words, words

_WEEKDAYS = (
    words("Formats", "Thứ Hai"),
    words("Formats", "Thứ Ba"),
    words("Formats", "Thứ Tư"),
    words("Formats", "Thứ Năm"),
    words("Formats", "Thứ Sáu"),
    words("Formats", "Thứ Bảy"),
    words("Formats", "Chủ nhật"),
)


def day_text(day: date) -> str:
    """31/12/2026."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def time_text(at: datetime) -> str:
    """09:05."""
    return f"{at.hour:02d}:{at.minute:02d}"


def moment_text(at: datetime) -> str:
    """09:05 31/12/2026, in the order of Vietnamese papers."""
    return f"{time_text(at)} {day_text(at)}"


def due_words(due: datetime) -> Words:
    """An appointment with its weekday: people remember the weekday."""
    return words("Formats", "{time}, {weekday} {day}").fill(
        time=time_text(due), weekday=_WEEKDAYS[due.weekday()], day=day_text(due)
    )


def since_text(at: datetime, now: datetime) -> str:
    """The time alone when it was today, else day and time."""
    return time_text(at) if at.date() == now.date() else moment_text(at)


def money_text(amount_vnd: int) -> str:
    """1.250.000 đ."""
    return f"{amount_vnd:,}".replace(",", ".") + " đ"


def size_text(size_bytes: int) -> str:
    """9,4 GB; 12,4 MB; 640 kB. Rounded up: a stick of that size has room for it."""
    kilobytes = -(-size_bytes // 1_000)
    if kilobytes < 1_000:  # noqa: PLR2004 - a megabyte
        return f"{kilobytes} kB"
    tenths, name = -(-kilobytes // 100), "MB"
    if tenths >= 10_000:  # noqa: PLR2004 - a gigabyte
        tenths, name = -(-tenths // 1_000), "GB"
    return f"{tenths // 10},{tenths % 10} {name}"


def birth_text(birth: str) -> str:
    """``yyyy-mm-dd`` as dd/mm/yyyy; a year alone stays a year."""
    parts = birth.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else birth  # noqa: PLR2004 - year, month, day


def phone_text(phone: str) -> str:
    """0912 345 678 for ten digits; anything else as typed."""
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}" if phone.isdigit() and len(phone) == 10 else phone  # noqa: PLR2004
