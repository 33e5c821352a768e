"""The list of what needs a person: what happened to whom, and the cures that it offers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from counter_app.contract.messages import Outcome
from counter_app.contract.problems import ProblemCode, problem
from counter_app.domain.errors import Refused, TryLater
from counter_app.domain.ids import ActId, DossierId
from counter_app.services.ports import Session, Trouble
from counter_app.ui.presenters.day_screen import TroublesScreen
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.troubles import TroublesPresenter
from tests.builders.desk import MORNING
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RecordingView, RunNow


class List:
    """A troubles presenter with its view."""

    def __init__(self, counter: CounterOfTests, desk: Desk, **services: Any) -> None:
        self.view: RecordingView[TroublesScreen] = RecordingView()
        self.counts: list[int] = []
        asked = replace(counter.for_troubles(), **services)
        self.presenter = TroublesPresenter(self.view, RunNow(), desk, asked, self.counts.append)


def trouble(counter: CounterOfTests, code: str, dossier_id: str = "") -> None:
    with counter.desk.store.open_work() as work:
        work.troubles.add(Trouble(f"t-{code}", code, {"paper": "Tờ khai"}, dossier_id, "a-1", MORNING))
        work.commit()


def test_an_entry_says_what_happened_to_whom_and_offers_its_cures(counter: CounterOfTests, desk: Desk) -> None:
    dossier = counter.desk.receive()
    trouble(counter, "gate_not_met", dossier.dossier_id)
    listed = List(counter, desk)

    listed.presenter.start()

    row = listed.view.now.rows[0]
    assert dossier.code in str(row.title)
    assert "chưa đủ giấy tờ" in str(row.detail)
    assert [cure.key for cure in row.cures] == ["open", "solved"]
    assert listed.counts == [1]


def test_opening_leads_to_the_dossier(counter: CounterOfTests, desk: Desk, visited: list[Place]) -> None:
    dossier = counter.desk.receive()
    trouble(counter, "gate_not_met", dossier.dossier_id)
    listed = List(counter, desk)
    listed.presenter.start()

    listed.presenter.cure_wanted("t-gate_not_met", "open")

    assert visited == [Place.REVIEW]
    assert desk.dossier_id == dossier.dossier_id


def test_a_window_that_the_province_does_not_know_begins_anew_with_the_code_that_is_typed(
    counter: CounterOfTests, desk: Desk
) -> None:
    trouble(counter, "unknown_device")
    listed = List(counter, desk)
    listed.presenter.start()

    listed.presenter.cure_wanted("t-unknown_device", "enrol")
    listed.presenter.code_given("MA-MOI")

    assert (listed.view.codes_asked, counter.enrolled_with) == (1, ["MA-MOI"])
    assert "Đã khai báo lại" in str(listed.view.now.status.text if listed.view.now.status else "")
    assert listed.view.now.rows == ()


def test_a_code_that_was_not_typed_changes_nothing(counter: CounterOfTests, desk: Desk) -> None:
    trouble(counter, "unknown_device")
    listed = List(counter, desk)
    listed.presenter.start()
    listed.presenter.cure_wanted("t-unknown_device", "enrol")

    listed.presenter.code_given("  ")

    assert counter.enrolled_with == []
    assert len(listed.view.now.rows) == 1


def test_a_code_that_the_province_does_not_take_leaves_the_entry(counter: CounterOfTests, desk: Desk) -> None:
    def refused(_code: str) -> None:
        raise Refused("enrolment_code_invalid")

    trouble(counter, "unknown_device")
    listed = List(counter, desk, enrol=refused)
    listed.presenter.start()
    listed.presenter.cure_wanted("t-unknown_device", "enrol")

    listed.presenter.code_given("SAI")

    assert "xin mã mới" in str(listed.view.now.status.text if listed.view.now.status else "")
    assert len(listed.view.now.rows) == 1


def test_what_another_try_may_mend_is_sent_again(counter: CounterOfTests, desk: Desk) -> None:
    trouble(counter, "schema_too_new")
    listed = List(counter, desk)
    listed.presenter.start()

    listed.presenter.cure_wanted("t-schema_too_new", "send")

    assert counter.sent_now == 1
    assert str(listed.view.now.rows[0].title) == "Việc của quầy"


def test_an_act_that_was_turned_down_is_done_anew(counter: CounterOfTests, desk: Desk) -> None:
    dossier = counter.desk.receive()
    with counter.desk.store.open_work() as work:
        (opening,) = work.acts.of_dossier(dossier.dossier_id)
        act_id = ActId(opening.act.act_id)
        work.acts.answered(act_id, Outcome.REFUSED, problem=problem(ProblemCode.NOT_IN_SCOPE, 403))
        work.troubles.add(Trouble("t", "not_in_scope", {}, dossier.dossier_id, act_id, MORNING))
        work.commit()
    listed = List(counter, desk)
    listed.presenter.start()
    offered = [cure.key for cure in listed.view.now.rows[0].cures]

    listed.presenter.cure_wanted("t", "redo")

    with counter.desk.store.open_work() as work:
        kinds = [stored.act.kind for stored in work.acts.of_dossier(dossier.dossier_id)]
    assert offered == ["redo", "open"]
    assert (kinds, listed.view.now.rows) == (["received", "received"], ())


def test_a_receipt_that_is_no_longer_so_is_printed_again(counter: CounterOfTests, desk: Desk) -> None:
    dossier = counter.desk.receive()
    trouble(counter, "code_replaced", dossier.dossier_id)
    listed = List(counter, desk)
    listed.presenter.start()

    listed.presenter.cure_wanted("t-code_replaced", "print_receipt")

    assert counter.receipts == [dossier.dossier_id]
    assert listed.view.printed == [(b"receipt",)]
    assert listed.view.jobs == [f"Giấy tiếp nhận hồ sơ {dossier.code}"]


def test_a_dossier_whose_code_was_taken_gets_another(counter: CounterOfTests, desk: Desk) -> None:
    dossier = counter.desk.receive()
    trouble(counter, "code_taken", dossier.dossier_id)
    listed = List(counter, desk)
    listed.presenter.start()

    listed.presenter.cure_wanted("t-code_taken", "receive_again")

    assert counter.received_again == [dossier.dossier_id]
    assert "mã khác" in str(listed.view.now.status.text if listed.view.now.status else "")


def test_a_paper_that_stayed_unsigned_is_signed_from_the_list(counter: CounterOfTests, desk: Desk) -> None:
    asked: list[str] = []

    def sign_later(dossier_id: DossierId, _session: Session) -> int:
        asked.append(dossier_id)
        return 2

    dossier = counter.desk.receive()
    trouble(counter, "paper_unsigned", dossier.dossier_id)
    listed = List(counter, desk, sign_later=sign_later)
    listed.presenter.start()

    listed.presenter.cure_wanted("t-paper_unsigned", "sign")

    assert asked == [dossier.dossier_id]
    assert "Đã ký 2 giấy tờ" in str(listed.view.now.status.text if listed.view.now.status else "")


def test_a_signature_that_fails_again_says_why_and_stays_on_the_list(counter: CounterOfTests, desk: Desk) -> None:
    def sign_later(_dossier_id: DossierId, _session: Session) -> int:
        raise TryLater("token_absent")

    dossier = counter.desk.receive()
    trouble(counter, "paper_unsigned", dossier.dossier_id)
    listed = List(counter, desk, sign_later=sign_later)
    listed.presenter.start()

    listed.presenter.cure_wanted("t-paper_unsigned", "sign")

    assert "thiết bị ký số" in str(listed.view.now.status.text if listed.view.now.status else "")
    assert len(listed.view.now.rows) == 1


def test_an_entry_that_was_dealt_with_leaves_the_list(counter: CounterOfTests, desk: Desk) -> None:
    trouble(counter, "paper_unsigned")
    listed = List(counter, desk)
    listed.presenter.start()

    listed.presenter.cure_wanted("t-paper_unsigned", "solved")

    assert listed.view.now.rows == ()
    assert listed.counts == [1, 0]
