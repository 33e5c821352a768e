"""Every paper of the window is printed from what the store holds, by the forms of its day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from counter_app.contract import acts as contract
from counter_app.contract.acts import Applicant, Body, Kind
from counter_app.contract.moves import PROVINCE, State
from counter_app.documents.forms.printer import FormPrinter
from counter_app.domain.checks import Ground
from counter_app.domain.deadlines import StopReason, resume, start_clock, stop
from counter_app.domain.dossier import Dossier, FeeForm, fold
from counter_app.domain.errors import IllegalMove, InvalidInput, NotFound
from counter_app.domain.ids import UnitCode
from counter_app.domain.slips import Punctuality
from counter_app.services.decide import Decide
from counter_app.services.hand_over import HandOver, Receiver
from counter_app.services.ports import StoredAct
from counter_app.services.receipt import party_of
from counter_app.services.slip_lists import PrintLists
from counter_app.services.slips import PrintSlips, punctuality
from tests.builders.acts import chain
from tests.builders.desk import CASE, FORM, MORNING, PROCEDURE, DeskOfTests
from tests.builders.rules import RESOURCES, at
from tests.fakes.queries import MemoryQueries
from tests.rigs.pdf_eyes import text_of

PRINTER = FormPrinter(forms=RESOURCES / "forms", fonts=RESOURCES / "fonts")
TODAY = MORNING.date()


@pytest.fixture
def desk() -> DeskOfTests:
    return DeskOfTests(numbers_left=20)


@pytest.fixture
def slips(desk: DeskOfTests) -> PrintSlips:
    return PrintSlips(desk.store.open_work, desk.catalogue, PRINTER, desk.clock)


@pytest.fixture
def lists(desk: DeskOfTests) -> PrintLists:
    queries = MemoryQueries(desk.store)
    return PrintLists(desk.store.open_work, queries.outcomes, desk.catalogue, PRINTER, desk.clock)


@pytest.fixture
def decide(desk: DeskOfTests) -> Decide:
    return Decide(desk.store.open_work, desk.catalogue, desk.recorder, desk.clock)


def sealed(desk: DeskOfTests, name: str = "Nguyễn Thị Ánh") -> Dossier:
    dossier = desk.receive(name)
    for paper in ("quyet-dinh-ly-hon", "trich-luc-khai-tu"):
        desk.grant_exception(
            dossier.dossier_id, paper, Ground.CONDITION_NOT_MET, "Chưa từng kết hôn", desk.session
        )
    desk.add_page(dossier.dossier_id, FORM)
    return desk.seal(dossier.dossier_id, desk.session)


def province_did(desk: DeskOfTests, dossier: Dossier, *done: Body) -> Dossier:
    """The competent unit's acts, as the feed brings them."""
    after = dossier
    with desk.store.open_work() as work:
        for act in chain(*done, device_id=PROVINCE, dossier_id=dossier.dossier_id):
            after = fold(after, act)
            work.acts.append(StoredAct(act=act, digest=act.act_id, own=False, version=after.version))
        work.dossiers.put(after)
        work.commit()
    return after


def asked(desk: DeskOfTests) -> Dossier:
    return province_did(
        desk,
        sealed(desk),
        contract.ProcessingStarted(unit="H29.901"),
        contract.SupplementAsked(papers=(FORM, "giay-la"), reason="Tờ khai thiếu chữ ký", limit_days=10),
    )


def test_the_supplement_slip_says_what_the_unit_asked_for(desk: DeskOfTests, slips: PrintSlips) -> None:
    dossier = asked(desk)

    said = text_of(slips.supplement(dossier.dossier_id, desk.session))

    assert "PHIẾU YÊU CẦU BỔ SUNG" in said
    assert dossier.code in said
    assert "Tờ khai thiếu chữ ký" in said
    assert "giay-la" in said


def test_a_refused_dossier_has_its_slip(desk: DeskOfTests, slips: PrintSlips, decide: Decide) -> None:
    dossier = desk.receive()
    decide.refuse(dossier.dossier_id, "Sai nơi nộp", desk.session, ground="Điều 17")

    said = text_of(slips.refusal(dossier.dossier_id, desk.session))

    assert "PHIẾU TỪ CHỐI" in said
    assert "Sai nơi nộp" in said
    assert "Điều 17" in said


def test_what_stands_in_a_dossier_is_what_there_can_be_slips_about(
    desk: DeskOfTests, slips: PrintSlips, decide: Decide
) -> None:
    dossier = desk.receive()
    before = slips.grounds(dossier.dossier_id)

    decide.refuse(dossier.dossier_id, "Sai nơi nộp", desk.session)

    assert before == {Kind.RECEIVED}
    assert slips.grounds(dossier.dossier_id) == {Kind.RECEIVED, Kind.REFUSED}


def test_the_apology_names_the_old_and_the_new_appointment(desk: DeskOfTests, slips: PrintSlips) -> None:
    dossier = sealed(desk)
    province_did(
        desk,
        dossier,
        contract.ProcessingStarted(unit="H29.901"),
        contract.DeadlineExtended(due_at="2026-12-10T09:10:00+07:00", reason="chờ xác minh"),
    )
    assert dossier.due_at is not None

    said = text_of(slips.apology(dossier.dossier_id))

    assert "chờ xác minh" in said
    assert "trả kết quả giải quyết hồ sơ: 09 giờ 10 phút, ngày 26 tháng 11 năm 2026" in said
    assert "ngày 10 tháng 12 năm 2026" in said


def test_the_stop_notice_gives_the_reason_and_the_originals_back(desk: DeskOfTests, slips: PrintSlips) -> None:
    dossier = sealed(desk)
    province_did(
        desk,
        dossier,
        contract.ProcessingStarted(unit="H29.901"),
        contract.Stopped(reason="Quá hạn bổ sung", ground="Nghị định 118/2025/NĐ-CP"),
    )

    said = text_of(slips.stop(dossier.dossier_id))

    assert "DỪNG GIẢI QUYẾT" in said
    assert "Quá hạn bổ sung" in said
    assert "Nghị định 118/2025/NĐ-CP" in said


def test_the_control_slip_lists_the_steps_that_are_recorded(desk: DeskOfTests, slips: PrintSlips) -> None:
    dossier = asked(desk)
    early = text_of(slips.control(desk.receive("Lê Văn Cường").dossier_id))

    said = text_of(slips.control(dossier.dossier_id))

    assert "PHIẾU KIỂM SOÁT" in said
    assert "yêu cầu bổ" in said
    assert "yêu cầu bổ" not in early


def test_the_fee_receipt_has_what_was_paid(desk: DeskOfTests, slips: PrintSlips) -> None:
    dossier = desk.receive()
    hand_over = HandOver(desk.store.open_work, desk.vault, None, desk.recorder, desk.clock)  # type: ignore[arg-type]
    form = FeeForm("01BLP0-001", "BD-26T", "0000417")
    with pytest.raises(NotFound, match="nothing_paid"):
        slips.fee_receipt(dossier.dossier_id, form, desk.session)
    hand_over.record_fee(dossier.dossier_id, "Lệ phí", 15_000, desk.session, paid=True)
    hand_over.record_fee(dossier.dossier_id, "Phí sao chụp", 4_000, desk.session, paid=False)

    said = text_of(slips.fee_receipt(dossier.dossier_id, form, desk.session, payment="Tiền mặt"))

    assert "15.000" in said
    assert "4.000" not in said
    assert "0000417" in said


@pytest.mark.parametrize("slip", ["supplement", "refusal", "apology", "stop"])
def test_there_is_no_slip_about_what_never_happened(desk: DeskOfTests, slips: PrintSlips, slip: str) -> None:
    dossier = desk.receive()
    made: dict[str, Callable[[], bytes]] = {
        "supplement": lambda: slips.supplement(dossier.dossier_id, desk.session),
        "refusal": lambda: slips.refusal(dossier.dossier_id, desk.session),
        "apology": lambda: slips.apology(dossier.dossier_id),
        "stop": lambda: slips.stop(dossier.dossier_id),
    }

    with pytest.raises(NotFound, match="slip_without_ground"):
        made[slip]()


def test_the_register_numbers_the_dossiers_of_the_year(desk: DeskOfTests, lists: PrintLists) -> None:
    desk.receive("Nguyễn Thị Ánh")
    desk.clock.forward(timedelta(days=1))
    desk.receive("Trần Văn Bình")

    said = text_of(lists.register(TODAY + timedelta(days=1), TODAY + timedelta(days=1), desk.session))

    assert "SỔ THEO DÕI HỒ SƠ" in said
    assert "Trần Văn Bình" in said
    assert "Nguyễn Thị Ánh" not in said
    assert " 2 " in said


def test_a_register_of_days_without_a_dossier_is_not_printed(desk: DeskOfTests, lists: PrintLists) -> None:
    desk.receive()

    with pytest.raises(NotFound, match="nothing_received"):
        lists.register(TODAY + timedelta(days=1), TODAY + timedelta(days=2), desk.session)
    with pytest.raises(InvalidInput, match="period_reversed"):
        lists.register(TODAY, TODAY - timedelta(days=1), desk.session)


def test_what_left_today_is_listed_by_the_unit_that_decides(desk: DeskOfTests, lists: PrintLists) -> None:
    first, _ = sealed(desk, "Nguyễn Thị Ánh"), sealed(desk, "Trần Văn Bình")
    desk.receive("Lê Văn Cường")

    (printed,) = lists.hand_over_dossiers(TODAY, desk.session)

    said = text_of(printed.pdf)
    assert (printed.unit, printed.rows) == (first.competent_unit, 2)
    assert "0401" in said
    assert "0402" in said
    assert "0403" not in said
    assert lists.hand_over_dossiers(TODAY + timedelta(days=1), desk.session) == ()


def test_results_that_came_are_listed_by_where_they_came_from(desk: DeskOfTests, lists: PrintLists) -> None:
    dossier = sealed(desk)
    after = province_did(
        desk,
        dossier,
        contract.ProcessingStarted(unit="H29.901"),
        contract.ResultDigitised(
            result_code=f"{dossier.code}-KQ1", title="Giấy xác nhận", file="d" * 64, size_bytes=9, signed=True
        ),
    )

    (printed,) = lists.hand_over_results(after.changed_at.date(), desk.session)

    assert after.state is State.RESULT_READY
    assert "0401" in text_of(printed.pdf)


@pytest.mark.parametrize(
    ("done", "wanted"),
    [
        ("2026-11-25 16:00", Punctuality.EARLY),
        ("2026-11-26 17:30", Punctuality.ON_TIME),
        ("2026-11-27 07:00", Punctuality.LATE),
    ],
)
def test_a_step_is_early_on_time_or_late_by_the_day(done: str, wanted: Punctuality) -> None:
    assert punctuality(at(done), at("2026-11-26 09:10")) is wanted
    assert punctuality(at(done), None) is None


def test_supplemented_papers_set_the_appointment_by_the_rule(desk: DeskOfTests, decide: Decide) -> None:
    dossier = asked(desk)
    assert dossier.stopped_clock_at is not None
    assert dossier.due_at is not None
    desk.clock.time = at("2026-12-14 09:00")
    case = desk.catalogue.case(PROCEDURE, CASE, on=TODAY)
    calendar = desk.catalogue.calendar(dossier.receiving_unit, TODAY)
    rules = next(one for one in desk.catalogue.calendars.deadline_rules if one.code == "nd118-2025")
    clock = stop(
        start_clock(case.limit, dossier.received_at, calendar, rules),
        dossier.stopped_clock_at,
        StopReason.SUPPLEMENT,
    )

    after = decide.receive_supplement(dossier.dossier_id, desk.session)

    assert after.state is State.RECEIVED
    assert after.due_at == resume(clock, desk.clock.time, calendar).due_at
    assert after.due_at is not None
    assert after.due_at > dossier.due_at


def test_a_duty_met_lets_the_clock_run_on(desk: DeskOfTests, decide: Decide) -> None:
    dossier = province_did(
        desk,
        sealed(desk),
        contract.ProcessingStarted(unit="H29.901"),
        contract.FinancialDutyAsked(amount_vnd=1_000_000, reason="thuế"),
    )
    assert dossier.due_at is not None
    desk.clock.time = at("2026-12-14 09:00")

    after = decide.meet_duty(dossier.dossier_id, "Giấy nộp tiền 12", desk.session)

    assert after.state is State.PROCESSING
    assert after.due_at is not None
    assert after.due_at > dossier.due_at
    with pytest.raises(IllegalMove):
        decide.meet_duty(dossier.dossier_id, "Giấy nộp tiền 12", desk.session)


def test_a_dossier_is_withdrawn_and_its_applicant_corrected(desk: DeskOfTests, decide: Decide) -> None:
    dossier = desk.receive()

    mended = decide.correct(dossier.dossier_id, Applicant(name="Nguyễn Thị Ánh Nguyệt"), "gõ thiếu", desk.session)
    after = decide.withdraw(dossier.dossier_id, "", desk.session)

    assert mended.applicant.name == "Nguyễn Thị Ánh Nguyệt"
    assert after.state is State.WITHDRAWN


def test_nothing_is_decided_without_its_reason(desk: DeskOfTests, decide: Decide) -> None:
    dossier = desk.receive()

    with pytest.raises(InvalidInput, match="reason_needed"):
        decide.refuse(dossier.dossier_id, "  ", desk.session)
    with pytest.raises(InvalidInput, match="reason_needed"):
        decide.correct(dossier.dossier_id, Applicant(name="A"), "", desk.session)
    with pytest.raises(InvalidInput, match="name_needed"):
        decide.correct(dossier.dossier_id, Applicant(name=" "), "gõ sai", desk.session)
    with pytest.raises(NotFound, match="dossier_unknown"):
        decide.withdraw(type(dossier.dossier_id)("khác"), "", desk.session)


def test_a_result_that_was_fetched_ends_the_control_slip(desk: DeskOfTests, slips: PrintSlips) -> None:
    dossier = sealed(desk)
    province_did(
        desk,
        dossier,
        contract.ProcessingStarted(unit="H29.901"),
        contract.ResultDigitised(
            result_code=f"{dossier.code}-KQ1", title="Giấy xác nhận", file="d" * 64, size_bytes=9, signed=True
        ),
    )
    give = HandOver(desk.store.open_work, desk.vault, None, desk.recorder, desk.clock)  # type: ignore[arg-type]
    give(dossier.dossier_id, Receiver("Phạm Thị Dung"), desk.session)

    assert "Phạm Thị Dung" in text_of(slips.control(dossier.dossier_id))


def test_a_dossier_of_a_unit_that_is_no_more_is_printed_under_who_answers_for_it(
    desk: DeskOfTests, slips: PrintSlips
) -> None:
    dossier = desk.receive()
    with desk.store.open_work() as work:
        work.dossiers.put(
            replace(
                dossier,
                receiving_unit=UnitCode("H09.901"),
                competent_unit=UnitCode("H09.941.09"),
                received_at=dossier.received_at.replace(year=2025, month=3, day=3),
            )
        )
        work.commit()

    said = text_of(slips.control(dossier.dossier_id))

    assert "CƠ SỞ BÌNH DƯƠNG" in said
    assert "phường Bình Dương" in said.replace("\n", " ")


def test_a_telephone_stands_on_paper_as_people_write_it() -> None:
    ours = Applicant(name="A", phone="+84912345678")
    abroad = Applicant(name="B", phone="+33612345678")

    assert party_of(ours).phone == "0912 345 678"
    assert party_of(abroad).phone == "+33612345678"
