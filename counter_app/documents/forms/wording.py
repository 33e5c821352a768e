"""Dates, times and amounts as a Vietnamese office writes them (Decree 30/2020/NĐ-CP, Annex I)."""

from __future__ import annotations

from datetime import date, datetime

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu", "tỷ")
_TWO_DIGITS_BELOW = 3
_TEN = 10


def long_date(day: date) -> str:
    """``ngày 04 tháng 3 năm 2025``: a nought before days below ten and before January and February."""
    return f"ngày {day_words(day)}"


def day_words(day: date) -> str:
    """``04 tháng 3 năm 2025``, for sentences that begin with the day."""
    month = f"{day.month:02d}" if day.month < _TWO_DIGITS_BELOW else str(day.month)
    return f"{day.day:02d} tháng {month} năm {day.year}"


def short_date(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def long_time(moment: datetime) -> str:
    """``09 giờ 10 phút, ngày 04 tháng 3 năm 2025``."""
    return f"{moment:%H} giờ {moment:%M} phút, {long_date(moment)}"


def short_time(moment: datetime) -> str:
    return f"{moment:%H:%M %d/%m/%Y}"


def amount(dong: int) -> str:
    """``1.250.000 đồng``."""
    return f"{dong:,} đồng".replace(",", ".")


def amount_in_words(dong: int) -> str:
    """``Một triệu hai trăm năm mươi nghìn đồng``, for amounts below a thousand tỷ."""
    if dong == 0:
        return "Không đồng"
    groups: list[int] = []
    rest = dong
    while rest:
        rest, group = divmod(rest, 1000)
        groups.append(group)
    words: list[str] = []
    for place in range(len(groups) - 1, -1, -1):
        if groups[place]:
            words += _three_digits(groups[place], leading=place == len(groups) - 1)
            words += [_GROUPS[place]] if place else []
    told = " ".join(words)
    return f"{told[0].upper()}{told[1:]} đồng"


def _three_digits(number: int, *, leading: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, _TEN)
    words: list[str] = []
    if hundreds or not leading:
        words += [_DIGITS[hundreds], "trăm"]
    if tens == 0:
        if units and words:
            words.append("lẻ")
    elif tens == 1:
        words.append("mười")
    else:
        words += [_DIGITS[tens], "mươi"]
    if units:
        words.append(_unit(tens, units))
    return words


def _unit(tens: int, units: int) -> str:
    if units == 1 and tens > 1:
        return "mốt"
    if units == 5 and tens:  # noqa: PLR2004 - five after a ten
        return "lăm"
    return _DIGITS[units]
