"""Whatever the province turns down has a cure at the window, and the cure brings it through."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from counter_app.contract import acts as contract
from counter_app.contract.messages import Outcome
from counter_app.contract.problems import Problem, ProblemCode, problem
from counter_app.domain.errors import IllegalMove, NotFound
from counter_app.domain.ids import ActId, DossierId
from counter_app.services.cures import Cure, cures_of
from counter_app.services.ports import StoredAct, Trouble
from province_server.acts import intake
from tests.builders.acts import chain, dossier_after, received
from tests.rigs.province import OTHER_UNIT, RunningProvince
from tests.rigs.windows import Window

OpenWindow = Callable[..., Window]
SERVICES = Path(__file__).parents[2] / "counter_app" / "services"
AT = datetime(2026, 11, 23, tzinfo=UTC)


def turned_down(window: Window, dossier_id: DossierId) -> StoredAct:
    (stored,) = [one for one in window.acts_of(dossier_id) if one.outcome in {Outcome.REFUSED, Outcome.CONFLICT}]
    return stored


def cures(window: Window, stored: StoredAct) -> tuple[Cure, ...]:
    (trouble,) = [one for one in window.troubles() if one.act_id == stored.act.act_id]
    return cures_of(trouble, window.known(DossierId(stored.act.dossier_id)), stored)


def refused_once(monkeypatch: pytest.MonkeyPatch, kind: str, code: ProblemCode) -> None:
    """The province turns down the next act of this kind."""
    left = [1]
    allowed = intake._Batch._sender_may_not

    def refuse(batch: intake._Batch, act: contract.Act, line: object) -> Problem | None:
        if act.kind == kind and left:
            left.pop()
            return problem(code, 422)
        return allowed(batch, act, line)  # type: ignore[arg-type]

    monkeypatch.setattr(intake._Batch, "_sender_may_not", refuse)


REDONE = [
    ProblemCode.MALFORMED,
    ProblemCode.SCHEMA_TOO_OLD,
    ProblemCode.NOT_IN_SCOPE,
    ProblemCode.STALE_VERSION,
    ProblemCode.NOT_HOLDER,
    ProblemCode.ILLEGAL_MOVE,
]


@pytest.mark.parametrize("code", REDONE)
@pytest.mark.parametrize("kind", ["received", "fee_recorded"])
def test_an_act_that_was_turned_down_is_done_anew_and_arrives(
    open_window: OpenWindow,
    lone_province: RunningProvince,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    code: ProblemCode,
) -> None:
    window = open_window()
    window.settle()
    refused_once(monkeypatch, kind, code)
    dossier_id = window.receive("Nguyễn Thị Ánh")
    if kind == "fee_recorded":
        window.record_fee(dossier_id, 8000)
    window.settle()
    stored = turned_down(window, dossier_id)

    assert Cure.REDO in cures(window, stored)
    window.counter.redo(ActId(stored.act.act_id), window.session)
    window.settle()

    applied = {one.act.kind for one in window.acts_of(dossier_id) if one.outcome is Outcome.APPLIED}
    assert applied == {"received", kind}
    assert stored.act.act_id not in {trouble.act_id for trouble in window.troubles()}
    assert lone_province.province.desk.find(dossier_id).version == len(applied)


def test_redoing_twice_does_it_once(open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window()
    window.settle()
    refused_once(monkeypatch, "fee_recorded", ProblemCode.NOT_IN_SCOPE)
    dossier_id = window.receive("Nguyễn Thị Ánh")
    window.record_fee(dossier_id, 8000)
    window.settle()
    act_id = ActId(turned_down(window, dossier_id).act.act_id)

    window.counter.redo(act_id, window.session)
    window.counter.redo(act_id, window.session)

    assert [one.act.kind for one in window.acts_of(dossier_id)].count("fee_recorded") == 2


def test_what_is_no_longer_allowed_says_so_and_stays_on_the_list(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    here, there = open_window(), open_window(unit=OTHER_UNIT)
    dossier_id = here.receive("Nguyễn Thị Ánh")
    here.settle()
    lone_province.province.desk.act(
        dossier_id, contract.Reassigned(unit=OTHER_UNIT, clerk="", reason="x"), actor="x", unit="H09.9"
    )
    here.link.down = True
    here.seal(dossier_id, 4)
    here.link.down = False
    here.settle()
    there.settle()
    conflicts = [one for one in here.acts_of(dossier_id) if one.outcome is Outcome.CONFLICT]

    with pytest.raises((IllegalMove, NotFound)):
        here.counter.redo(ActId(conflicts[0].act.act_id), here.session)

    assert conflicts[0].act.act_id in {trouble.act_id for trouble in here.troubles()}


def listed_codes() -> set[str]:
    """Codes that the use cases put on the list, as they stand in the source."""
    found: set[str] = {code.value for code in ProblemCode}
    named: dict[str, str] = {}
    for path in SERVICES.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for step in ast.walk(tree):
            if isinstance(step, ast.AnnAssign | ast.Assign) and isinstance(step.value, ast.Constant):
                targets = [step.target] if isinstance(step, ast.AnnAssign) else step.targets
                named |= {one.id: str(step.value.value) for one in targets if isinstance(one, ast.Name)}
    for path in SERVICES.glob("*.py"):
        for step in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(step, ast.Call) and getattr(step.func, "id", "") == "note_trouble":
                code = step.args[1]
                if isinstance(code, ast.Constant):
                    found.add(str(code.value))
                elif isinstance(code, ast.Name) and code.id in named:
                    found.add(named[code.id])
    return found


PASSING = {
    "predecessor_missing", "files_missing", "checksum_mismatch", "offset_differs", "upload_gone", "too_large",
    "too_many_requests", "no_numbers_left", "disk_full", "busy", "sign_in_failed", "enrolment_code_invalid",
    "bad_signature", "broken_chain",
}  # fmt: skip
"""Codes after which the program goes on by itself: nobody is asked to do anything."""

NOTHING_BUT_LOOKING = {
    "province_restored", "store_restored", "page_not_kept", "foreign_separator", "not_found", "not_registered",
}  # fmt: skip
"""Told so that somebody looks; there is nothing for the program to do."""

MENDED_IN_THE_DOSSIER = {"gate_not_met", "receipt_number_taken", "reopened_for_lost_file"}
"""What the clerk does there is the cure: add what is missing, write a receipt with another number."""


@pytest.mark.parametrize("code", sorted(listed_codes() - PASSING - NOTHING_BUT_LOOKING))
def test_every_code_that_is_listed_has_a_cure(code: str) -> None:
    (act,) = chain(received())
    stored = StoredAct(
        act=msgspec.structs.replace(act, kind="received"), digest="", own=True, outcome=Outcome.REFUSED
    )
    trouble = Trouble("t", code, {}, act.dossier_id, act.act_id, AT)

    found = cures_of(trouble, dossier_after(), stored)

    assert set(found) - {Cure.OPEN, Cure.SOLVED} or code in MENDED_IN_THE_DOSSIER
    assert Cure.OPEN in found or code not in MENDED_IN_THE_DOSSIER
