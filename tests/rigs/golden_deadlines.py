"""Writes ``tests/data/contract/deadlines.json``: appointments that every implementation has to arrive at.

    python -m tests.rigs.golden_deadlines

A province that computes deadlines in its own program checks itself against this file. The counter's own rules are
checked against it and against the slow count in ``test_deadline_golden.py``.
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from counter_app.contract.appointments import due_at, transfer_by
from counter_app.contract.calendars import DeadlineRules
from counter_app.contract.catalogue import LimitUnit, TimeLimit
from counter_app.contract.working_time import site_calendar
from tests.builders.rules import at, limit, shipped_calendars

FILE = Path(__file__).parents[1] / "data" / "contract" / "deadlines.json"
RECEIVED = (
    "2025-01-06 06:30", "2025-01-06 09:10", "2025-01-06 12:00", "2025-01-06 14:59", "2025-01-06 15:00",
    "2025-01-06 18:00", "2025-01-10 16:30", "2025-01-11 09:00", "2025-01-24 10:00", "2025-01-28 10:00",
    "2025-04-25 15:30", "2025-04-26 08:00", "2025-04-29 14:00", "2025-08-29 16:00", "2026-02-13 11:00",
    "2026-08-21 09:00",
)  # fmt: skip
LIMITS = (
    limit(LimitUnit.SAME_DAY),
    limit(LimitUnit.HOURS, 1),
    limit(LimitUnit.HOURS, 8),
    limit(LimitUnit.WORKING_DAYS, 1),
    limit(LimitUnit.WORKING_DAYS, 3),
    limit(LimitUnit.WORKING_DAYS, 15),
    limit(LimitUnit.CALENDAR_DAYS, 10),
    limit(LimitUnit.CALENDAR_DAYS, 30),
)
RULES = DeadlineRules(code="golden", title="", valid_from=shipped_calendars().deadline_rules[0].valid_from)


def golden() -> dict[str, object]:
    """The calendar, the rules and the cases as plain JSON values."""
    book = shipped_calendars()
    calendar = site_calendar(book)
    return {
        "time_zone": "Asia/Ho_Chi_Minh",
        "week": msgspec.to_builtins(calendar.hours[0].week),
        "not_counted": list(calendar.hours[0].not_counted),
        "days": [msgspec.to_builtins(day) for day in book.days if day.on.year in (2025, 2026)],
        "rules": {
            "same_day_cut_off": "15:00",
            "transfer_cut_off": "15:00",
            "due_clock": RULES.due_clock,
            "calendar_days_skip_holidays": RULES.calendar_days_skip_holidays,
        },
        "cases": [
            {
                "limit": {"unit": kind.unit, "amount": kind.amount},
                "received_at": at(received).isoformat(),
                "due_at": due.isoformat(),
            }
            for kind in LIMITS
            for received in RECEIVED
            if (due := due_at(kind, at(received), calendar, RULES)) is not None
        ],
        "transfers": [
            {"received_at": at(text).isoformat(), "by": transfer_by(at(text), calendar, RULES).isoformat()}
            for text in RECEIVED
        ],
    }


def limit_of(case: dict[str, str | int]) -> TimeLimit:
    """The limit of a case of the file."""
    return limit(LimitUnit(str(case["unit"])), int(case["amount"]))


def main() -> None:
    text = json.dumps(golden(), ensure_ascii=False, indent=1, sort_keys=True)
    FILE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
