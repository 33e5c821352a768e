"""What the province does not take it tells the act's unit as well: once, with the reason, in the same commit."""

from __future__ import annotations

import msgspec

from counter_app.contract import acts as contract
from counter_app.contract.messages import ChangeKind, Outcome, TurnedDown, content_of
from counter_app.contract.problems import ProblemCode
from tests.rigs.bare_counter import CLERK, Counter
from tests.rigs.cases import case, new_id, paper, received
from tests.rigs.province import COMPETENT, OTHER_UNIT, UNIT, RunningProvince


def told_to(counter: Counter, act_id: str) -> list[tuple[TurnedDown, str, int]]:
    """What the window reads about this act not having been taken: the body, the dossier and its version."""
    return [
        (msgspec.convert(change.body, TurnedDown), change.dossier_id, change.version)
        for change in counter.all_changes()
        if change.kind == ChangeKind.TURNED_DOWN and change.body["act_id"] == act_id
    ]


def test_a_conflict_is_told_to_every_window_of_the_unit_with_its_reason(
    running: RunningProvince, counter: Counter
) -> None:
    dossier = case(counter)
    counter.send(dossier.receive())
    there, beside = running.counter(OTHER_UNIT), running.counter(OTHER_UNIT)
    act = there.act(contract.PaperSealed(paper=paper(b"x")), dossier.dossier_id, base=1)

    [answer] = there.send(act)

    [(told, dossier_id, version)] = told_to(beside, act.act_id)
    assert (told.outcome, told.code) == (Outcome.CONFLICT, ProblemCode.NOT_HOLDER)
    assert told.facts == answer.problem.facts
    assert (told.kind, told.content) == ("paper_sealed", content_of(act))
    assert (told.unit, told.device_id, told.actor) == (OTHER_UNIT, there.device_id, CLERK)
    assert (dossier_id, version) == (dossier.dossier_id, 1)
    assert told.window


def test_a_refusal_is_told_to_the_unit_and_to_no_other(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    dossier.deliver()
    act = counter.act(contract.ProcessingStarted(unit=UNIT), dossier.dossier_id, base=3)

    counter.send(act)

    [(told, _, _)] = told_to(running.counter(), act.act_id)
    assert (told.outcome, told.code) == (Outcome.REFUSED, ProblemCode.NOT_IN_SCOPE)
    assert told_to(running.counter(OTHER_UNIT), act.act_id) == []


def test_it_is_told_once_however_often_the_act_comes(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    counter.send(dossier.receive())
    there = running.counter(OTHER_UNIT)
    act = there.act(contract.PaperSealed(paper=paper(b"x")), dossier.dossier_id, base=1)

    for _ in range(3):
        there.send(act)

    assert len(told_to(running.counter(OTHER_UNIT), act.act_id)) == 1


def test_what_is_held_or_taken_is_not_told(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    taken, held = dossier.receive(), counter.act(received(UNIT), new_id(), kind="foreseen")

    answers = counter.send(taken, held)

    assert [answer.outcome for answer in answers] == [Outcome.APPLIED, Outcome.HELD]
    assert [told_to(running.counter(), act.act_id) for act in (taken, held)] == [[], []]


def test_a_held_act_that_is_turned_down_in_the_end_is_told_then(
    running: RunningProvince, counter: Counter
) -> None:
    dossier = case(counter)
    seal_too_early = [dossier.receive(), dossier.seal_paper(), dossier.seal()]
    first = counter.send(*seal_too_early)
    before = told_to(running.counter(), seal_too_early[2].act_id)
    running.province.desk.act(
        dossier.dossier_id, contract.Reassigned(unit=OTHER_UNIT, clerk="", reason="x"), actor="a", unit=UNIT
    )

    counter.upload(dossier.content)
    [answer] = counter.send(seal_too_early[2])

    assert (first[2].outcome, before) == (Outcome.HELD, [])
    assert answer.outcome is Outcome.CONFLICT
    assert [told.code for told, _, _ in told_to(running.counter(), seal_too_early[2].act_id)] == ["not_holder"]


def test_a_unit_hears_nothing_of_strange_windows_that_write_its_name(
    running: RunningProvince, counter: Counter
) -> None:
    stranger = running.counter("H09.6")
    act = stranger.act(received(UNIT), new_id(), unit=UNIT)

    [answer] = stranger.send(act)

    assert answer.problem.code == ProblemCode.NOT_IN_SCOPE
    assert told_to(counter, act.act_id) == []


def test_what_the_province_cannot_do_itself_is_told_to_no_unit(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    counter.send(dossier.receive())
    before = len(counter.all_changes())
    too_early = contract.ProcessingStarted(unit=COMPETENT)

    answer = running.province.desk.act(dossier.dossier_id, too_early, actor="a", unit=COMPETENT)

    assert answer.outcome is not Outcome.APPLIED
    assert len(counter.all_changes()) == before


# --- given up --------------------------------------------------------------------------------------------------


def settled_for(counter: Counter, act_id: str) -> list[str]:
    """The acts that this window reads which give that act up."""
    told = [change.body for change in counter.all_changes() if change.kind == ChangeKind.ACT]
    return [one["act_id"] for one in told if one["kind"] == "act_settled" and one["body"]["act_id"] == act_id]


def turned_down(running: RunningProvince, counter: Counter) -> tuple[Counter, str]:
    dossier = case(counter)
    counter.send(dossier.receive())
    there = running.counter(OTHER_UNIT)
    act = there.act(contract.PaperSealed(paper=paper(b"x")), dossier.dossier_id, base=1)
    there.send(act)
    return there, act.act_id


def test_that_somebody_of_the_unit_gave_an_act_up_is_told_to_its_windows_alone(
    running: RunningProvince, counter: Counter
) -> None:
    _, act_id = turned_down(running, counter)
    beside = running.counter(OTHER_UNIT)
    settlement = beside.act(contract.ActSettled(act_id=act_id))

    [answer] = beside.send(settlement)
    [again] = beside.send(settlement)

    assert (answer.outcome, again.outcome) == (Outcome.APPLIED, Outcome.DUPLICATE)
    assert settled_for(running.counter(OTHER_UNIT), act_id) == [settlement.act_id]
    assert settled_for(running.counter(UNIT), act_id) == []


def test_nobody_gives_up_what_another_unit_was_refused(running: RunningProvince, counter: Counter) -> None:
    there, act_id = turned_down(running, counter)

    [answer] = counter.send(counter.act(contract.ActSettled(act_id=act_id)))

    assert (answer.outcome, answer.problem.code) == (Outcome.REFUSED, ProblemCode.NOT_IN_SCOPE)
    assert settled_for(there, act_id) == []


def test_an_act_that_a_backup_lacks_is_given_up_all_the_same(counter: Counter) -> None:
    act_id = new_id()

    [answer] = counter.send(counter.act(contract.ActSettled(act_id=act_id)))

    assert answer.outcome is Outcome.APPLIED
    assert len(settled_for(counter, act_id)) == 1


def test_an_act_is_given_up_by_its_name(counter: Counter) -> None:
    dossier = case(counter)
    counter.send(dossier.receive())
    nameless = counter.act(contract.ActSettled(act_id=""))
    of_a_dossier = counter.act(contract.ActSettled(act_id=new_id()), dossier.dossier_id, base=1)

    answers = counter.send(nameless, of_a_dossier)

    assert [one.problem.code for one in answers] == [ProblemCode.MALFORMED] * 2
    assert [told_to(counter, one.act_id) for one in answers] == [[], []]
