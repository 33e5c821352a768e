"""What supervisors are measured on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from counter_app.contract.catalogue import Level
from counter_app.contract.indicators import Fact, Indicator, check_indicators
from counter_app.domain.indicators import (
    Channel,
    Counters,
    DossierFacts,
    Period,
    PeriodTable,
    Standing,
    counters,
    digitised_share,
    holds,
    period_table,
    scores,
    standing,
)
from tests.builders.rules import at, texts_in

MARCH = Period(date(2025, 3, 1), date(2025, 3, 31))
DONE = DossierFacts(
    status=10,
    received_at=at("2025-03-10 09:00"),
    due_at=at("2025-03-13 09:00"),
    finished_at=at("2025-03-12 16:00"),
    papers=4,
    scanned=3,
    reused=1,
    has_result_file=True,
    rating="satisfied",
)
NO_FILE = replace(DONE, has_result_file=False)
ON_TIME = Indicator(
    code="ON_TIME",
    title="Đúng hạn",
    group="Tiến độ",
    max_points=20,
    among=(Fact.RESOLVED,),
    counted=(Fact.ON_TIME,),
    valid_from=date(2022, 1, 1),
)


def test_the_shipped_indicators_are_sound_and_name_their_points() -> None:
    indicators, mistakes = check_indicators(texts_in("indicators"))

    assert mistakes == ()
    assert indicators is not None
    assert {one.code: one.max_points for one in indicators}["ON_TIME"] == 20
    assert sum(one.max_points for one in indicators) == 68


def test_a_share_earns_its_part_of_the_points() -> None:
    late = replace(DONE, finished_at=at("2025-03-14 08:00"))

    (score,) = scores([ON_TIME], [DONE, DONE, DONE, late], MARCH, Level.COMMUNE)

    assert (score.counted, score.among, score.share) == (3, 4, 0.75)
    assert score.points == 15
    assert score.is_warning


def test_a_share_at_the_threshold_is_no_warning() -> None:
    late = replace(DONE, finished_at=at("2025-03-14 08:00"))

    (score,) = scores([ON_TIME], [DONE] * 4 + [late], MARCH, Level.COMMUNE)

    assert score.share == 0.8
    assert not score.is_warning


def test_all_points_may_be_earned_before_the_whole() -> None:
    easy = msgspec.structs.replace(ON_TIME, full_from=0.5)
    late = replace(DONE, finished_at=at("2025-03-14 08:00"))

    (score,) = scores([easy], [DONE, DONE, DONE, late], MARCH, Level.COMMUNE)

    assert score.points == 20


def test_nothing_to_count_earns_nothing_and_warns_of_nothing() -> None:
    (score,) = scores([ON_TIME], [], MARCH, Level.COMMUNE)

    assert (score.share, score.points, score.is_warning) == (None, None, False)


def test_a_level_to_which_it_does_not_apply_is_given_the_points() -> None:
    spared = msgspec.structs.replace(ON_TIME, not_for=(Level.COMMUNE,))
    late = replace(DONE, finished_at=at("2025-03-14 08:00"))

    (commune,) = scores([spared], [late], MARCH, Level.COMMUNE)
    (province,) = scores([spared], [late], MARCH, Level.PROVINCE)

    assert (commune.points, commune.is_warning) == (20, False)
    assert (province.points, province.is_warning) == (0, True)


def test_the_definition_in_force_at_the_end_of_the_period_counts() -> None:
    before = msgspec.structs.replace(ON_TIME, valid_to=date(2025, 3, 31))
    after = msgspec.structs.replace(ON_TIME, code="NEW", valid_from=date(2025, 3, 31))

    assert [score.indicator.code for score in scores([before, after], [], MARCH, Level.COMMUNE)] == ["NEW"]


@pytest.mark.parametrize(
    ("fact", "true", "false"),
    [
        (Fact.RECEIVED, DONE, replace(DONE, received_at=at("2025-02-28 09:00"))),
        (Fact.RECEIVED, replace(DONE, status=2), replace(DONE, status=3)),
        (Fact.RECEIVED, replace(DONE, received_at=at("2025-03-31 23:00")), replace(DONE, status=1)),
        (Fact.RESOLVED, replace(DONE, status=7), replace(DONE, status=8)),
        (Fact.RESOLVED, replace(DONE, status=9), replace(DONE, finished_at=None)),
        (Fact.RESOLVED, DONE, replace(DONE, finished_at=at("2025-04-01 00:00"))),
        (Fact.ON_TIME, replace(DONE, finished_at=at("2025-03-13 17:00")), replace(DONE, finished_at=None)),
        (Fact.ON_TIME, replace(DONE, due_at=None), replace(DONE, finished_at=at("2025-03-14 00:01"))),
        (Fact.HAS_DIGITISED_PAPER, replace(DONE, scanned=1, reused=0), replace(DONE, scanned=0, reused=0)),
        (Fact.ALL_PAPERS_DIGITAL, DONE, replace(DONE, scanned=2)),
        (Fact.HAS_DIGITAL_RESULT, DONE, replace(DONE, has_result_file=False)),
        (Fact.HAS_DIGITAL_RESULT, replace(NO_FILE, has_no_result=True), NO_FILE),
        (Fact.SHARED_FOR_REUSE, replace(DONE, shared=True), DONE),
        (Fact.REUSES_DATA, DONE, replace(DONE, reused=0)),
        (Fact.SYNCED, replace(DONE, synced=True), DONE),
        (Fact.USES_POPULATION_DATA, replace(DONE, uses_population_data=True), DONE),
        (Fact.FILED_ONLINE, replace(DONE, channel=Channel.ONLINE), DONE),
        (Fact.COULD_BE_FILED_ONLINE, replace(DONE, could_be_filed_online=True), DONE),
        (Fact.PAID_ONLINE, replace(DONE, paid_online=True), DONE),
        (Fact.OWES_A_FEE, replace(DONE, owes_a_fee=True), DONE),
        (Fact.RATED, DONE, replace(DONE, rating="")),
        (Fact.RATED, DONE, replace(DONE, received_at=at("2025-04-01 08:00"))),
        (Fact.SATISFIED, replace(DONE, rating="very_satisfied"), replace(DONE, rating="dissatisfied")),
    ],
)  # fmt: skip
def test_what_a_fact_means(fact: Fact, true: DossierFacts, false: DossierFacts) -> None:
    assert holds(fact, true, MARCH)
    assert not holds(fact, false, MARCH)


def test_every_fact_has_a_meaning() -> None:
    assert all(holds(fact, DONE, MARCH) in (True, False) for fact in Fact)


def test_lateness_is_judged_by_the_day() -> None:
    due = at("2025-03-13 09:00")

    assert standing(due, at("2025-03-12 23:59")) is Standing.EARLY
    assert standing(due, at("2025-03-13 17:00")) is Standing.ON_THE_DAY
    assert standing(due, at("2025-03-14 00:00")) is Standing.LATE
    assert standing(None, at("2035-03-14 00:00")) is Standing.EARLY


def test_the_table_of_a_period() -> None:
    earlier = at("2025-02-20 08:00")
    dossiers = [
        DONE,
        replace(DONE, channel=Channel.ONLINE, finished_at=at("2025-03-13 10:00")),
        replace(DONE, channel=Channel.POST, finished_at=at("2025-03-20 10:00")),
        replace(DONE, received_at=earlier, status=9),
        replace(DONE, received_at=earlier, finished_at=at("2025-02-28 10:00")),
        replace(DONE, received_at=earlier, finished_at=at("2025-03-01 10:00")),
        replace(DONE, status=4, finished_at=None, due_at=at("2025-03-31 08:00")),
        replace(DONE, status=4, finished_at=None, due_at=at("2025-03-30 08:00")),
        replace(DONE, status=4, finished_at=None, due_at=None),
        replace(DONE, status=10, finished_at=at("2025-04-02 10:00"), due_at=at("2025-04-03 10:00")),
        replace(DONE, status=5, finished_at=None),
        replace(DONE, status=3),
        replace(DONE, received_at=at("2025-04-01 08:00")),
    ]

    assert period_table(dossiers, MARCH) == PeriodTable(
        carried_over=2,
        received_online=1,
        received_at_window=6,
        received_by_post=1,
        resolved_early=3,
        resolved_on_the_day=1,
        resolved_late=1,
        running_in_time=3,
        running_late=1,
        stopped=1,
    )


def test_the_numbers_above_the_work_list() -> None:
    now = at("2025-03-13 10:00")
    running = replace(DONE, status=4, finished_at=None)
    dossiers = [
        replace(running, status=1),
        replace(running, status=2, due_at=at("2025-03-16 08:00")),
        replace(running, due_at=at("2025-03-17 08:00")),
        replace(running, due_at=at("2025-03-13 08:00")),
        replace(running, due_at=at("2025-03-12 08:00")),
        replace(running, due_at=None),
        replace(running, status=5),
        replace(running, status=6),
        replace(running, status=7),
        replace(running, status=8),
        replace(running, status=9),
        replace(running, status=9, result_by=Channel.POST),
        replace(running, status=9, result_by=Channel.ONLINE),
        DONE,
    ]

    assert counters(dossiers, now, due_soon_days=3) == Counters(
        new=1,
        received=1,
        processing=4,
        due_soon=2,
        overdue=1,
        waiting_for_citizen=1,
        financial_duty=1,
        withdrawn=1,
        stopped=1,
        to_return_at_window=1,
        to_return_by_post=1,
    )


def test_the_digitised_share_counts_only_what_is_there() -> None:
    half = replace(DONE, papers=4, scanned=1, reused=1)
    more_than_asked = replace(DONE, papers=2, scanned=5, reused=0)

    assert digitised_share([half]) == 0.5
    assert digitised_share([half, more_than_asked]) == pytest.approx(4 / 6)
    assert digitised_share([]) is None


FILE = """\
format = 1
[[indicators]]
code = "A"
title = "A"
group = "A"
max_points = 6.0
among = ["received"]
counted = ["synced"]
valid_from = 2022-06-23
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("format = 1", "format = 2", [(1, "wrong_format")]),
        ('among = ["received"]', "among = []", [(7, "nothing_counted")]),
        ('counted = ["synced"]', "counted = []", [(8, "nothing_counted")]),
        ("max_points = 6.0", "max_points = -1.0", [(6, "negative")]),
        ("max_points = 6.0", "max_points = 6.0\nfull_from = 0.0", [(7, "bad_share")]),
        ("max_points = 6.0", "max_points = 6.0\nwarn_below = 1.1", [(7, "bad_share")]),
        ('"synced"', '"sinced"', [(8, "wrong_value")]),
        ("format = 1", "format = ", [(1, "syntax")]),
    ],
)
def test_mistakes_in_the_definitions(old: str, new: str, expected: list[tuple[int, str]]) -> None:
    indicators, mistakes = check_indicators({"766.toml": FILE.replace(old, new)})

    assert indicators is None
    assert [(mistake.line, mistake.code) for mistake in mistakes] == expected


def test_a_definition_may_follow_another_but_not_stand_beside_it() -> None:
    again = FILE.replace("format = 1\n", "")
    ended = FILE.replace("valid_from = 2022-06-23", "valid_from = 2021-06-23\nvalid_to = 2022-06-23")

    assert check_indicators({"766.toml": ended + again})[1] == ()
    assert [mistake.code for mistake in check_indicators({"766.toml": FILE + again})[1]] == ["twin"]
