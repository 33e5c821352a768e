"""The receipt shows the date that the province computes: window and province, each from the law as files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from counter_app.contract.acts import Applicant, Received
from counter_app.contract.appointments import AppointmentLaw
from counter_app.contract.organisation import UnitKind
from counter_app.contract.provenance import in_force
from counter_app.contract.working_time import VIETNAM
from counter_app.domain.ids import UnitCode
from counter_app.domain.procedure import Procedure
from counter_app.law import load_catalogue
from counter_app.services.catalogue import Catalogue
from province_server.acts.due_check import due_differs
from province_server.law import law_of
from tests.builders.rules import RESOURCES, texts_in

BEGIN = datetime(2024, 12, 2, tzinfo=VIETNAM)
MOMENTS = st.integers(0, 940 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))


@cache
def window() -> Catalogue:
    return load_catalogue(RESOURCES)


@cache
def province() -> AppointmentLaw:
    law = law_of({name: texts_in(name) for name in ("procedures", "calendars", "codes", "organisation")})
    assert law.appointments is not None
    return law.appointments


@cache
def receivers() -> Sequence[str]:
    return [
        unit.code
        for unit in window().organisation.book.units
        if unit.kind in {UnitKind.CENTRE, UnitKind.BRANCH, UnitKind.COMMUNE_POINT}
    ]


def received(
    procedure: Procedure, case: str, unit: str, competent: str, at: datetime, *, online: bool
) -> Received:
    """What a window writes: its own computation, as it travels."""
    due = window().appointment(procedure.code, case, UnitCode(unit), at, competent_unit=competent, online=online)
    body = Received(
        code="H29.901-261123-0001",
        provisional=False,
        procedure=procedure.code,
        case=case,
        receiving_unit=unit,
        competent_unit=competent,
        window="Q01",
        applicant=Applicant(name="A"),
        received_at=at.isoformat(),
        due_at=due.isoformat() if due else None,
        channel="online" if online else "window",
    )
    return msgspec.json.decode(msgspec.json.encode(body), type=Received)


@st.composite
def receptions(draw: st.DrawFn) -> Received:
    """A dossier received some day at some site, for the site itself or for another unit."""
    at = draw(MOMENTS)
    procedure = draw(st.sampled_from(window().in_force(at.date())))
    case = draw(st.sampled_from(procedure.cases))
    unit = draw(st.sampled_from(receivers()))
    others = [one.code for one in window().organisation.book.units if in_force(one, at.date())]
    competent = draw(st.sampled_from(["", unit, *others[:50]]))
    return received(procedure, case.code, unit, competent, at, online=draw(st.booleans()))


@given(receptions())
def test_the_province_computes_the_date_on_the_receipt(body: Received) -> None:
    assert due_differs(body, province()) is None


@given(receptions(), st.sampled_from([timedelta(minutes=-1), timedelta(minutes=1), timedelta(days=1)]))
def test_any_other_date_is_noticed(body: Received, off: timedelta) -> None:
    told = datetime.fromisoformat(body.due_at) + off if body.due_at else datetime.fromisoformat(body.received_at)

    found = due_differs(msgspec.structs.replace(body, due_at=told.isoformat()), province())

    assert found is not None
    assert found.code == "due_differs"
    assert found.facts == {"told": told.isoformat(), "computed": body.due_at or ""}


@given(receptions())
def test_a_missing_date_is_noticed_where_one_is_due(body: Received) -> None:
    found = due_differs(msgspec.structs.replace(body, due_at=None), province())

    assert (found is not None) == (body.due_at is not None)


@given(receptions())
def test_a_province_without_law_or_case_says_nothing(body: Received) -> None:
    unknown = msgspec.structs.replace(body, case="khac", due_at="x")

    assert due_differs(body, None) is None
    assert due_differs(unknown, province()) is None
