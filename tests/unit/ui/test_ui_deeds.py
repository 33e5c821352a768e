"""Slips and decisions: what the state allows, the reason before the decision, the decision before its slip."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from counter_app.contract.acts import Kind
from counter_app.contract.moves import State
from counter_app.domain.dossier import Dossier, Fee
from counter_app.ui.presenters.day import DayPresenter
from counter_app.ui.presenters.day_screen import DayScreen
from counter_app.ui.presenters.deeds_screen import DeedsScreen
from counter_app.ui.presenters.deeds_wording import offered
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.screens import Tone
from tests.builders.desk import MORNING
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RecordingView, RunLater, RunNow
from tests.rigs.pdf_eyes import text_of

LISTS = ["register", "dossiers", "results"]


class Panel:
    """The day's presenter with its view, on the panel."""

    def __init__(self, counter: CounterOfTests, desk: Desk, tasks: RunNow | RunLater) -> None:
        self.view: RecordingView[DayScreen] = RecordingView()
        self.day = DayPresenter(self.view, tasks, desk, counter.for_day())
        self.deeds = self.day.deeds

    def open(self, dossier: Dossier | None = None) -> None:
        self.day.start()
        if dossier is not None:
            self.day.row_chosen(dossier.dossier_id)
        self.day.deeds_wanted()

    @property
    def screen(self) -> DeedsScreen:
        shown = self.view.now.deeds
        assert shown is not None
        return shown

    @property
    def keys(self) -> list[str]:
        return [line.key for line in self.screen.offered]

    @property
    def said(self) -> tuple[str, Tone]:
        note = self.screen.status
        return (str(note.text), note.tone) if note else ("", Tone.NEUTRAL)


@pytest.fixture
def panel(counter: CounterOfTests, desk: Desk, now: RunNow) -> Panel:
    return Panel(counter, desk, now)


def put(counter: CounterOfTests, dossier: Dossier, **fields: object) -> Dossier:
    after = replace(dossier, **fields)  # type: ignore[arg-type]  # names are the dossier's own fields
    with counter.desk.store.open_work() as work:
        work.dossiers.put(after)
        work.commit()
    return after


def last_act(counter: CounterOfTests, dossier: Dossier) -> str:
    with counter.desk.store.open_work() as work:
        return work.acts.of_dossier(dossier.dossier_id)[-1].act.kind


def test_without_a_dossier_there_are_the_lists_of_the_day(panel: Panel) -> None:
    panel.open()

    assert panel.keys == LISTS
    assert [one.text for one in panel.screen.asked] == ["23/11/2026", "23/11/2026"]


@pytest.mark.parametrize(
    ("state", "decisions"),
    [
        (State.RECEIVED, ["refuse", "withdraw"]),
        (State.PROCESSING, ["withdraw"]),
        (State.SUPPLEMENT, ["supplement_received", "refuse", "withdraw"]),
        (State.FINANCIAL_DUTY, ["duty_met", "withdraw"]),
        (State.RESULT_READY, []),
        (State.RETURNED, []),
    ],
)
def test_only_what_the_state_allows_is_offered(
    state: State, decisions: list[str], panel: Panel, counter: CounterOfTests
) -> None:
    dossier = put(counter, counter.desk.receive(), state=state)

    panel.open(dossier)

    assert panel.keys == [*decisions, "receipt", "control", "correct", *LISTS]


def test_a_dossier_held_elsewhere_is_not_refused_here(panel: Panel, counter: CounterOfTests) -> None:
    dossier = put(counter, counter.desk.receive(), holder="H29.902")

    panel.open(dossier)

    assert "refuse" not in panel.keys


def test_a_slip_is_offered_once_its_act_stands(counter: CounterOfTests) -> None:
    dossier = counter.desk.receive()

    slips = [deed.key for deed in offered(dossier, (), {Kind.SUPPLEMENT_ASKED})]
    paid = replace(dossier, fees=(Fee("Lệ phí", 8_000, paid=True),))

    assert slips == ["supplement", *LISTS]
    assert "fee_receipt" in [deed.key for deed in offered(paid, (), {Kind.FEE_RECORDED})]
    assert "fee_receipt" not in [deed.key for deed in offered(dossier, (), {Kind.FEE_RECORDED})]


def test_a_refusal_needs_its_reason_and_prints_it(panel: Panel, counter: CounterOfTests) -> None:
    dossier = counter.desk.receive()
    panel.open(dossier)
    panel.deeds.deed_chosen("refuse")
    before = panel.screen.can_do

    panel.deeds.do_wanted()
    panel.deeds.text_edited("reason", "Không thuộc phạm vi giải quyết")
    panel.deeds.do_wanted()

    slip = text_of(panel.view.printed[0][0])
    assert not before
    assert "Không thuộc phạm vi giải quyết" in slip
    assert panel.view.jobs == [f"Phiếu từ chối tiếp nhận hồ sơ {dossier.code}"]
    assert last_act(counter, dossier) == Kind.REFUSED
    assert "refuse" not in panel.keys
    assert "refusal" in panel.keys
    assert panel.said[1] is Tone.GOOD


def test_a_refusal_without_a_printer_stands_and_its_slip_is_offered_again(
    panel: Panel, counter: CounterOfTests
) -> None:
    dossier = counter.desk.receive()
    panel.view.has_printer = False
    panel.open(dossier)
    panel.deeds.text_edited("reason", "Sai nơi nộp")

    panel.deeds.do_wanted()
    warned = panel.said
    panel.view.has_printer = True
    panel.deeds.deed_entered("refusal")

    assert warned[1] is Tone.WARN
    assert "chưa có máy in" in warned[0]
    assert last_act(counter, dossier) == Kind.REFUSED
    assert len(panel.view.printed) == 1


def test_supplemented_papers_open_the_dossier_here_again(panel: Panel, counter: CounterOfTests) -> None:
    dossier = put(counter, counter.desk.receive(), state=State.SUPPLEMENT, stopped_clock_at=MORNING)
    counter.desk.clock.forward(timedelta(days=2))
    panel.open(dossier)

    panel.deeds.deed_entered("supplement_received")
    by_enter = last_act(counter, dossier)
    panel.deeds.do_wanted()

    assert by_enter != Kind.SUPPLEMENT_RECEIVED
    assert last_act(counter, dossier) == Kind.SUPPLEMENT_RECEIVED
    assert "supplement_received" not in panel.keys


def test_the_register_of_a_day_is_printed_and_a_day_that_is_none_is_said(
    panel: Panel, counter: CounterOfTests
) -> None:
    counter.desk.receive("Trần Văn Bình")
    panel.open()

    panel.deeds.text_edited("last", "32/11/2026")
    panel.deeds.do_wanted()
    wrong = panel.said
    panel.deeds.text_edited("last", "23/11/2026")
    panel.deeds.do_wanted()

    assert "«32/11/2026» không phải một ngày" in wrong[0]
    assert "Trần Văn Bình" in text_of(panel.view.printed[0][0])
    assert panel.view.jobs == ["Sổ theo dõi hồ sơ 23/11/2026"]


def test_a_day_without_a_hand_over_prints_nothing(panel: Panel) -> None:
    panel.open()
    panel.deeds.deed_chosen("dossiers")

    panel.deeds.do_wanted()

    assert panel.view.printed == []
    assert panel.said == ("Ngày này không có gì để bàn giao.", Tone.WARN)


def test_nothing_is_done_twice_and_the_panel_stays_while_it_works(
    counter: CounterOfTests, desk: Desk, later: RunLater
) -> None:
    dossier = counter.desk.receive()
    panel = Panel(counter, desk, later)
    panel.open(dossier)
    later.answer_all()
    panel.deeds.deed_chosen("withdraw")

    panel.deeds.do_wanted()
    panel.deeds.do_wanted()
    panel.deeds.closed()
    waiting = len(later.waiting)
    later.answer_all()

    assert waiting == 1
    assert panel.said[1] is Tone.GOOD
    assert panel.keys == ["receipt", "control", "correct", *LISTS]


def test_a_decision_that_fails_is_said_and_what_was_typed_stays(panel: Panel, counter: CounterOfTests) -> None:
    dossier = counter.desk.receive()
    panel.open(dossier)
    panel.deeds.text_edited("reason", "Sai nơi nộp")
    put(counter, dossier, state=State.STOPPED)

    panel.deeds.do_wanted()

    assert panel.said[1] is not Tone.GOOD
    assert panel.screen.asked[0].text == "Sai nơi nộp"
    assert panel.screen.can_do


def test_typing_a_search_leaves_the_panel(panel: Panel, counter: CounterOfTests) -> None:
    counter.desk.receive("Trần Văn Bình")
    panel.open()

    panel.day.query_edited("binh")

    assert panel.view.now.deeds is None
    assert panel.view.now.query == "binh"


# --- correcting -------------------------------------------------------------------------------------------------


def test_a_slip_of_the_pen_is_mended_with_its_reason(panel: Panel, counter: CounterOfTests) -> None:
    dossier = counter.desk.receive("Nguyễn Thị Ánk")
    panel.open(dossier)
    panel.deeds.deed_chosen("correct")
    before = {one.key: one.text for one in panel.screen.asked}

    panel.deeds.text_edited("name", "Nguyễn Thị Ánh")
    panel.deeds.text_edited("sex", "nữ")
    panel.deeds.text_edited("phone", "0912 345 678")
    without_reason = panel.screen.can_do
    panel.deeds.text_edited("reason", "Gõ nhầm họ tên")
    panel.deeds.do_wanted()

    after = counter.queries.dossier(dossier.dossier_id)
    assert after is not None
    assert before["name"] == "Nguyễn Thị Ánk"
    assert not without_reason
    assert (after.applicant.name, after.applicant.sex) == ("Nguyễn Thị Ánh", "female")
    assert after.applicant.phone == "+84912345678"
    assert last_act(counter, dossier) == Kind.CORRECTED
    assert "Nguyễn Thị Ánh" in str(panel.screen.title)
    assert "in lại giấy tiếp nhận" in panel.said[0]


@pytest.mark.parametrize(("field", "text"), [("sex", "khác"), ("birth", "31/02/1990"), ("id_number", "12")])
def test_what_means_nothing_is_said_and_nothing_is_recorded(
    field: str, text: str, panel: Panel, counter: CounterOfTests
) -> None:
    dossier = counter.desk.receive()
    panel.open(dossier)
    panel.deeds.deed_chosen("correct")
    panel.deeds.text_edited(field, text)
    panel.deeds.text_edited("reason", "Sửa")

    panel.deeds.do_wanted()

    assert panel.said[1] is not Tone.GOOD
    assert last_act(counter, dossier) == Kind.RECEIVED


def test_the_receipt_is_printed_again_from_the_panel(panel: Panel, counter: CounterOfTests) -> None:
    dossier = counter.desk.receive()
    panel.open(dossier)

    panel.deeds.deed_entered("receipt")

    assert counter.receipts == [dossier.dossier_id]
    assert panel.view.jobs == [f"Giấy tiếp nhận hồ sơ và hẹn trả kết quả {dossier.code}"]


# --- numbered forms ---------------------------------------------------------------------------------------------


def paid_dossier(counter: CounterOfTests, name: str) -> Dossier:
    dossier = counter.desk.receive(name)
    counter.hand_over.record_fee(dossier.dossier_id, "Lệ phí", 8_000, counter.desk.session, paid=True)
    return dossier


def write_receipt(panel: Panel, dossier: Dossier, serial: str = "") -> None:
    panel.open(dossier)
    panel.deeds.deed_chosen("fee_receipt")
    if serial:
        panel.deeds.text_edited("model", "01BLP2-001")
        panel.deeds.text_edited("series", "AA-26P")
        panel.deeds.text_edited("serial", serial)
    panel.deeds.do_wanted()


def test_a_receipt_is_recorded_and_the_next_number_offered(panel: Panel, counter: CounterOfTests) -> None:
    write_receipt(panel, paid_dossier(counter, "Nguyễn Thị Ánh"), "0000123")
    second = paid_dossier(counter, "Trần Văn Bình")
    panel.open(second)
    panel.deeds.deed_chosen("fee_receipt")

    offered_now = [one.text for one in panel.screen.asked]
    panel.deeds.do_wanted()

    assert offered_now == ["01BLP2-001", "AA-26P", "0000124"]
    assert last_act(counter, second) == Kind.FEE_RECEIPT_GIVEN
    assert "0000124" in text_of(counter.slips[-1])
    assert panel.view.jobs == ["Biên lai thu phí, lệ phí 0000123", "Biên lai thu phí, lệ phí 0000124"]


def test_a_number_of_another_dossier_is_refused(panel: Panel, counter: CounterOfTests) -> None:
    first, second = paid_dossier(counter, "Nguyễn Thị Ánh"), paid_dossier(counter, "Trần Văn Bình")
    write_receipt(panel, first, "0000123")

    write_receipt(panel, second, "123")

    assert first.code in panel.said[0]
    assert last_act(counter, second) == Kind.FEE_RECORDED


def test_numbers_that_were_passed_over_are_told(panel: Panel, counter: CounterOfTests) -> None:
    write_receipt(panel, paid_dossier(counter, "Nguyễn Thị Ánh"), "0000123")

    write_receipt(panel, paid_dossier(counter, "Trần Văn Bình"), "0000126")

    assert "0000124–0000125" in panel.said[0]
    assert panel.said[1] is Tone.WARN


def test_a_spoilt_form_is_written_off_and_its_number_not_used_again(panel: Panel, counter: CounterOfTests) -> None:
    dossier = paid_dossier(counter, "Nguyễn Thị Ánh")
    write_receipt(panel, dossier, "0000123")
    panel.deeds.deed_chosen("write_off")
    panel.deeds.text_edited("serial", "0000123")
    panel.deeds.text_edited("reason", "Máy in nuốt giấy")
    panel.deeds.do_wanted()
    said = panel.said

    write_receipt(panel, dossier, "0000123")

    assert said[1] is Tone.GOOD
    assert "đã hủy" in panel.said[0]
    assert panel.said[1] is not Tone.GOOD
