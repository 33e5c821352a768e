"""The rules of retention: what is due when, and files with mistakes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.contract.retention import (
    CountedFrom,
    Held,
    RetentionRule,
    check_retention,
    due_if_by,
    leaves_on,
    rule_for,
)
from tests.builders.rules import RESOURCES

BIRTH, OTHER = "1.001193", "1.002655"


def rule(**changed: object) -> RetentionRule:
    told: dict[str, object] = {
        "what": Held.DOSSIER_FILES, "title": "t", "valid_from": date(2026, 1, 1), "source": "Luật", **changed,
    }  # fmt: skip
    return RetentionRule(**told)  # type: ignore[arg-type]


def shipped() -> tuple[RetentionRule, ...]:
    folder = RESOURCES / "retention"
    rules, mistakes = check_retention({path.name: path.read_text("utf-8") for path in folder.glob("*.toml")})
    assert mistakes == ()
    assert rules is not None
    return rules


@pytest.mark.parametrize(
    ("kept", "since", "leaves"),
    [
        ({"days": 30}, date(2026, 1, 1), date(2026, 2, 1)),
        ({"years": 2}, date(2026, 3, 5), date(2028, 3, 6)),
        ({"years": 1}, date(2028, 2, 29), date(2029, 3, 2)),
        ({"years": 2, "counted_from": CountedFrom.END_OF_YEAR}, date(2026, 3, 5), date(2029, 1, 1)),
        ({"forever": True}, date(1954, 1, 1), None),
    ],
    ids=["days", "years", "leap_day", "as_archives_count", "for_ever"],
)
def test_a_period_ends_with_its_last_day(kept: dict[str, object], since: date, leaves: date | None) -> None:
    assert leaves_on(rule(**kept), since) == leaves


@given(
    since=st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    today=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    kept=st.sampled_from(
        [{"days": 30}, {"years": 5}, {"years": 20, "counted_from": CountedFrom.END_OF_YEAR}, {"forever": True}]
    ),
)
def test_nothing_that_is_due_is_passed_over_when_candidates_are_looked_for(
    since: date, today: date, kept: dict[str, object]
) -> None:
    one = rule(**kept)
    leaves, latest = leaves_on(one, since), due_if_by(one, today)

    is_due = leaves is not None and leaves <= today

    assert not is_due or (latest is not None and since <= latest)


def test_a_rule_for_the_procedure_goes_before_the_general_one() -> None:
    general, special = rule(years=20), rule(forever=True, procedures=(BIRTH,))

    found = [
        rule_for((general, special), Held.DOSSIER_FILES, date(2030, 1, 1), procedure=p) for p in (BIRTH, OTHER)
    ]

    assert found == [special, general]


def test_a_rule_holds_in_its_days_alone() -> None:
    old, new = rule(years=5, valid_to=date(2028, 1, 1)), rule(years=9, valid_from=date(2028, 1, 1))
    days = (date(2025, 12, 31), date(2027, 12, 31), date(2028, 1, 1))

    found = [rule_for((old, new), Held.DOSSIER_FILES, day) for day in days]

    assert found == [None, old, new]


def test_what_no_rule_speaks_of_is_kept() -> None:
    assert rule_for((rule(years=1),), Held.LOOK_UPS, date(2090, 1, 1)) is None


def test_the_shipped_rules_keep_civil_status_for_ever_and_delete_no_dossier_without_a_decision() -> None:
    rules, today = shipped(), date(2090, 1, 1)

    birth = rule_for(rules, Held.DOSSIER_FILES, today, procedure=BIRTH)
    of_dossiers = [one for one in rules if one.what is Held.DOSSIER_FILES]

    assert birth is not None
    assert leaves_on(birth, date(1990, 1, 1)) is None
    assert all(one.forever or one.needs_decision for one in of_dossiers)
    assert all("91/2025/QH15" in one.source for one in rules if not one.forever)


def test_every_procedure_that_a_rule_names_is_one_of_the_catalogue() -> None:
    known = "".join(path.read_text("utf-8") for path in (RESOURCES / "procedures").glob("*.toml"))

    named = {code for one in shipped() for code in one.procedures}

    assert [code for code in sorted(named) if f'code = "{code}"' not in known] == []


RIGHT = 'format = 1\n[[rules]]\nwhat = "look_ups"\ntitle = "t"\nyears = 5\nvalid_from = 2026-01-01\nsource = "s"\n'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (RIGHT.replace("years = 5\n", ""), "no_period"),
        (RIGHT.replace("years = 5", "years = 5\ndays = 3"), "no_period"),
        (RIGHT.replace("years = 5", "years = -5"), "no_period"),
        (RIGHT.replace("years = 5", 'years = 5\nprocedures = ["1.001193"]'), "no_procedures"),
        (RIGHT.replace('source = "s"\n', ""), "no_source"),
        (RIGHT + RIGHT.replace("format = 1\n", ""), "twin"),
        (RIGHT.replace("look_ups", "everything"), ""),
    ],
    ids=["no_period", "two_periods", "negative", "procedures", "no_source", "twin", "unknown"],
)
def test_a_file_with_a_mistake_is_not_taken(text: str, code: str) -> None:
    rules, mistakes = check_retention({"luat.toml": text})

    assert rules is None
    assert not code or code in {mistake.code for mistake in mistakes}
