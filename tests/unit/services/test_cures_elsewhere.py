"""What can be done about an act at its window is what the supervisor at another window is told of it."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from counter_app.contract.acts import Kind
from counter_app.contract.messages import Outcome
from counter_app.contract.problems import ProblemCode
from counter_app.services.cures import Cure, cures_of, cures_there
from counter_app.services.elsewhere import told_elsewhere
from counter_app.services.ports import StoredAct, Trouble
from tests.builders.desk import MORNING, DeskOfTests
from tests.builders.turned_down import turned_down_elsewhere

REASONS = (
    ProblemCode.STALE_VERSION,
    ProblemCode.NOT_HOLDER,
    ProblemCode.ILLEGAL_MOVE,
    ProblemCode.NOT_IN_SCOPE,
    ProblemCode.GATE_NOT_MET,
    ProblemCode.NOT_FOUND,
    ProblemCode.CODE_TAKEN,
    ProblemCode.RECEIPT_NUMBER_TAKEN,
    ProblemCode.SCHEMA_TOO_OLD,
    ProblemCode.SCHEMA_TOO_NEW,
    ProblemCode.MALFORMED,
    ProblemCode.PREDECESSOR_MISSING,
)
KINDS = (Kind.RECEIVED, Kind.DOSSIER_SEALED, Kind.FEE_RECORDED, Kind.REASSIGNED)


@pytest.mark.parametrize("code", [reason.value for reason in REASONS])
@pytest.mark.parametrize("kind", [kind.value for kind in KINDS])
def test_the_supervisor_is_told_the_buttons_of_the_list_where_it_was_made(kind: str, code: str) -> None:
    desk = DeskOfTests()
    dossier = desk.receive()
    with desk.store.open_work() as work:
        (received,) = work.acts.of_dossier(dossier.dossier_id)
    act = msgspec.structs.replace(received.act, kind=kind)
    stored: StoredAct = replace(received, act=act, outcome=Outcome.REFUSED)
    entry = Trouble("t", code, {"kind": kind}, dossier.dossier_id, act.act_id, MORNING)
    told = told_elsewhere(turned_down_elsewhere("1", kind=kind, code=code, dossier_id=dossier.dossier_id))

    there = cures_of(entry, dossier, stored)
    said = cures_there(told, None if kind == Kind.RECEIVED else dossier)

    assert said == there


def test_what_belongs_to_no_dossier_is_not_opened() -> None:
    told = told_elsewhere(turned_down_elsewhere("1", kind=Kind.SLIP_GIVEN, code="malformed"))

    assert cures_there(told, None) == (Cure.SEND, Cure.SOLVED)


def test_an_act_of_a_newer_release_is_told_as_well() -> None:
    told = told_elsewhere(turned_down_elsewhere("1", kind="of_tomorrow", code="not_holder", dossier_id="d-1"))

    assert cures_there(told, None) == (Cure.OPEN, Cure.SOLVED)
