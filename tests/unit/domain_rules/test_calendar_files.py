"""Files of calendars and rules: every mistake is named."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.contract.calendars import check_calendars

CALENDAR = """\
format = 1
days = [
    { on = 2025-01-01, kind = "holiday", title = "Tết" },
    { on = 2025-05-02, kind = "off", title = "Nghỉ", swapped_with = 2025-04-26 },
    { on = 2025-04-26, kind = "working", title = "Bù", swapped_with = 2025-05-02 },
]

[[hours]]
code = "chung"
title = "Chung"
valid_from = 2024-01-01
week = { mon = ["07:00-11:30", "13:30-17:00"], tue = ["07:00-11:30"] }

[[hours]]
code = "rieng"
title = "Riêng"
valid_from = 2024-01-01
units = ["H09.900"]
week = { mon = [] }

[[deadline_rules]]
code = "cu"
title = "Cũ"
valid_from = 2018-01-01
valid_to = 2025-07-01

[[deadline_rules]]
code = "moi"
title = "Mới"
valid_from = 2025-07-01
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("format = 1", "format = 3", [(1, "wrong_format")]),
        ("on = 2025-01-01", "on = 2025-05-02", [(4, "twin"), (5, "bad_swap")]),
        ('kind = "holiday"', 'kind = "holiday", swapped_with = 2025-04-26', [(3, "bad_swap")]),
        (", swapped_with = 2025-04-26", "", [(4, "bad_swap"), (5, "bad_swap")]),
        ("swapped_with = 2025-05-02", "swapped_with = 2025-05-05", [(4, "bad_swap"), (5, "bad_swap")]),
        ('kind = "working"', 'kind = "off"', [(4, "bad_swap"), (5, "bad_swap")]),
        ('tue = ["07:00-11:30"]', 'tue = ["7:00-11:30"]', [(12, "bad_sessions")]),
        ('tue = ["07:00-11:30"]', 'tue = ["11:30-07:00"]', [(12, "bad_sessions")]),
        ('tue = ["07:00-11:30"]', 'tue = ["07:00-07:00"]', [(12, "bad_sessions")]),
        ('tue = ["07:00-11:30"]', 'tue = ["07:00-11:30", "11:00-12:00"]', [(12, "bad_sessions")]),
        ('tue = ["07:00-11:30"]', 'tue = ["07:00-24:00"]', [(12, "bad_sessions")]),
        ('units = ["H09.900"]', 'units = ["H09.900"]\nnot_counted = ["saturday"]', [(19, "bad_weekday")]),
        ('units = ["H09.900"]\n', "units = []\n", [(18, "twin")]),
        ("valid_from = 2025-07-01", "valid_from = 2025-06-30", [(30, "twin")]),
        ('title = "Mới"', 'title = "Mới"\nlate_notice_days = -1', [(30, "negative")]),
        ('title = "Mới"', 'title = "Mới"\nre_appointments = -1', [(30, "negative")]),
        ('title = "Mới"', 'title = "Mới"\ndue_soon_days = -1', [(30, "negative")]),
    ],
)
def test_mistakes_in_calendars(old: str, new: str, expected: list[tuple[int, str]]) -> None:
    book, mistakes = check_calendars({"lich.toml": CALENDAR.replace(old, new)})

    assert book is None
    assert [(mistake.line, mistake.code) for mistake in mistakes] == expected


def test_a_sound_calendar_has_its_days_in_order() -> None:
    book, mistakes = check_calendars({"lich.toml": CALENDAR})

    assert mistakes == ()
    assert book is not None
    assert [day.on for day in book.days] == [date(2025, 1, 1), date(2025, 4, 26), date(2025, 5, 2)]
    assert [hours.code for hours in book.hours] == ["chung", "rieng"]
    assert [rules.code for rules in book.deadline_rules] == ["cu", "moi"]


def test_a_calendar_that_is_no_toml_is_one_mistake() -> None:
    assert [mistake.code for mistake in check_calendars({"lich.toml": "["})[1]] == ["syntax"]
