"""What a paper is called in the printer's queue: its kind and its number.

A queue stands still now and then, and somebody has to find there the one paper that came twice or not at all.
"""

from __future__ import annotations

from datetime import date

from counter_app.ui.formats import day_text
from counter_app.ui.words import Text, Words, words

RECEIPT = words("Printing", "Giấy tiếp nhận hồ sơ")
RESULT = words("Printing", "Kết quả")
SEPARATORS = words("Printing", "Tờ phân cách")
CERTIFICATE = words("Printing", "Giấy xác nhận trong ngày")
REPORT = words("Printing", "Báo cáo chi nhánh")
TEST_PAGE = words("Printing", "Trang in thử")
SAMPLE = words("Printing", "Phiếu in thử")


def numbered(kind: Words, number: str) -> Text:
    """``Giấy tiếp nhận hồ sơ H29.901-261123-0401``; the kind alone while there is no number."""
    if not number:
        return kind
    return words("Printing", "{kind} {number}").fill(kind=kind, number=number)


def of_days(kind: Words, first: date, last: date) -> Text:
    """``Sổ theo dõi hồ sơ 23/11/2026``, or from one day to another."""
    days = day_text(first) if first == last else f"{day_text(first)}–{day_text(last)}"
    return numbered(kind, days)
