"""The day ahead on the board: who will be busy, and which move of staff would help."""

from __future__ import annotations

from datetime import date, datetime

from counter_app.contract.messages import ClerkRecord
from counter_app.contract.working_time import SiteCalendar
from province_server.acts.tally import Measure
from province_server.web.staffing import Plan, arrivals_from, day_ahead, plan_of
from province_server.world import LOCAL_ZONE
from tests.builders.rules import calendar, week

SITE: SiteCalendar = calendar(week(mon=["07:00-09:00"], tue=["07:00-09:00"]))
MONDAY = date(2025, 3, 17)
BUSY, QUIET = "H09.01", "H09.02"


def clerk(name: str, *units: str) -> ClerkRecord:
    return ClerkRecord(clerk_id=name, login=name, name=name.title(), roles=dict.fromkeys(units, ("clerk",)))


def planned(busy: int, *staff: ClerkRecord) -> Plan:
    """After a Monday on which so many dossiers came to one unit between seven and eight, and one to the other."""
    came = {
        (Measure.ARRIVED, BUSY): {"2025-03-10T07": busy},
        (Measure.ARRIVED, QUIET): {"2025-03-10T08": 1},
    }
    return plan_of(arrivals_from(came), staff, SITE, MONDAY)


def test_a_unit_s_load_is_the_work_of_its_busiest_hour() -> None:
    plan = planned(9, clerk("lan", BUSY), clerk("hung", QUIET))

    busy = plan.units[0]

    assert (busy.unit, busy.clerks, busy.expected, busy.load, busy.busiest, busy.wait) == (
        BUSY, 1, 9, 150, "07:00", 30,
    )  # fmt: skip


def test_a_unit_without_a_clerk_is_overloaded_by_one_dossier() -> None:
    quiet = planned(1, clerk("lan", BUSY)).units[1]

    assert (quiet.clerks, quiet.load, quiet.wait, quiet.is_overloaded) == (0, None, None, True)


def test_whoever_may_help_is_proposed_with_what_it_does_to_the_wait() -> None:
    plan = planned(16, clerk("lan", BUSY), clerk("hung", QUIET, BUSY), clerk("mai", QUIET))

    [move] = plan.proposals

    assert (move.name, move.from_unit, move.to_unit) == ("Hung", QUIET, BUSY)
    assert (move.wait_before, move.wait_after) == (100, 20)


def test_nobody_is_moved_while_nobody_waits_long() -> None:
    plan = planned(3, clerk("lan", BUSY), clerk("hung", QUIET, BUSY))

    assert plan.proposals == ()


def test_the_day_ahead_is_today_until_the_counters_close() -> None:
    opened = datetime(2025, 3, 17, 8, 59, tzinfo=LOCAL_ZONE)
    closed = datetime(2025, 3, 17, 9, 0, tzinfo=LOCAL_ZONE)

    assert (day_ahead(SITE, opened), day_ahead(SITE, closed)) == (MONDAY, date(2025, 3, 18))
