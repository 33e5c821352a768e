"""The appointments of the golden file: ours, those of the slow count, and a few counted by hand."""

from __future__ import annotations

import json
from datetime import date, datetime

from counter_app.contract.appointments import due_at
from counter_app.contract.catalogue import LimitUnit
from tests.builders.rules import shipped_calendar
from tests.builders.slow_deadlines import site_of, slow_due
from tests.rigs.golden_deadlines import FILE, RULES, golden, limit_of

GOLDEN = json.loads(FILE.read_text(encoding="utf-8"))
BY_HAND = {
    # The last Friday before Tết; fifteen working days are 3-7, 10-14 and 17-21 February.
    ("working_days", 15, "2025-01-24T10:00:00+07:00"): "2025-02-21T10:00:00+07:00",
    # Received after the cut-off on a Friday before a worked Saturday.
    ("same_day", 0, "2025-04-25T15:30:00+07:00"): "2025-04-26T17:00:00+07:00",
    # The day before a holiday, a day off and a weekend: Monday 5 May.
    ("working_days", 1, "2025-04-29T14:00:00+07:00"): "2025-05-05T14:00:00+07:00",
    # Ten calendar days from Friday 13 February 2026 end on Monday 23, the first working day after Tết.
    ("calendar_days", 10, "2026-02-13T11:00:00+07:00"): "2026-02-23T11:00:00+07:00",
    # An hour that begins half an hour before closing on a Friday.
    ("hours", 1, "2025-01-10T16:30:00+07:00"): "2025-01-13T07:30:00+07:00",
}


def test_the_file_says_what_the_rules_compute() -> None:
    assert json.loads(json.dumps(golden())) == GOLDEN


def test_every_appointment_of_the_file_is_that_of_the_slow_count() -> None:
    site = site_of(shipped_calendar(), date(2025, 1, 1), date(2026, 12, 31))

    wrong = [
        case
        for case in GOLDEN["cases"]
        if slow_due(limit_of(case["limit"]), datetime.fromisoformat(case["received_at"]), site)
        != datetime.fromisoformat(case["due_at"])
    ]

    assert len(GOLDEN["cases"]) == 128
    assert wrong == []


def test_some_appointments_were_counted_by_hand() -> None:
    found = {
        (unit, amount, received): due_at(
            limit_of({"unit": unit, "amount": amount}), datetime.fromisoformat(received), shipped_calendar(), RULES
        )
        for unit, amount, received in BY_HAND
    }

    assert {key: due.isoformat() for key, due in found.items() if due is not None} == BY_HAND
    assert {key[0] for key in BY_HAND} == set(LimitUnit) - {LimitUnit.OPEN}
