"""Slips for papers that are not taken in: recorded, numbered, printed, found again, and in the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from counter_app.contract.acts import Applicant
from counter_app.contract.messages import Outcome
from counter_app.contract.problems import ProblemCode, problem
from counter_app.documents.forms.printer import FormPrinter
from counter_app.domain.errors import InvalidInput, NotAllowed, NotFound
from counter_app.domain.ids import ActId
from counter_app.services.reception_slips import ReceptionSlips, Visitor
from counter_app.services.slip_lists import PrintLists
from counter_app.services.staff_names import StaffNames
from tests.builders.desk import CASE, FORM, MORNING, PROCEDURE, UNIT, DeskOfTests
from tests.builders.rules import RESOURCES
from tests.fakes.queries import MemoryQueries
from tests.rigs.pdf_eyes import text_of

PRINTER = FormPrinter(forms=RESOURCES / "forms", fonts=RESOURCES / "fonts")
BINH = Applicant(name="Trần Văn Bình", id_number="074085001234", phone="+84901234567")
VISITOR = Visitor(BINH, PROCEDURE, CASE)
TODAY = MORNING.date()


@pytest.fixture
def desk() -> DeskOfTests:
    return DeskOfTests(numbers_left=20)


@pytest.fixture
def slips(desk: DeskOfTests) -> ReceptionSlips:
    names = StaffNames(MemoryQueries(desk.store).staff)
    return ReceptionSlips(desk.store.open_work, desk.catalogue, lambda: PRINTER, desk.recorder, desk.clock, names)


@pytest.fixture
def lists(desk: DeskOfTests) -> PrintLists:
    queries = MemoryQueries(desk.store)
    return PrintLists(desk.store.open_work, queries.outcomes, desk.catalogue, PRINTER, desk.clock)


def test_a_request_names_who_what_is_missing_and_why(desk: DeskOfTests, slips: ReceptionSlips) -> None:
    given = slips.ask_for_more(VISITOR, (FORM,), "Chưa ký tên", desk.session)

    said = text_of(slips.pdf(given.act_id))

    assert "PHIẾU YÊU CẦU BỔ SUNG" in said
    assert "Trần Văn Bình" in said
    assert "Chưa ký tên" in said
    assert "0001-Q01" in said
    assert "Nguyễn Thị Lan" in said
    assert "0901 234 567" in said
    assert "Mã hồ sơ" not in said


def test_a_refusal_says_why_and_on_what_ground(desk: DeskOfTests, slips: ReceptionSlips) -> None:
    given = slips.refuse(VISITOR, "Không thuộc thẩm quyền", desk.session, ground="Điều 17 Luật Hộ tịch")

    said = text_of(slips.pdf(given.act_id))

    assert "PHIẾU TỪ CHỐI" in said
    assert "Không thuộc thẩm quyền" in said
    assert "Điều 17 Luật Hộ tịch" in said


def test_nothing_is_registered_and_no_number_of_a_dossier_is_used(
    desk: DeskOfTests, slips: ReceptionSlips
) -> None:
    slips.refuse(VISITOR, "Sai nơi nộp", desk.session)

    with desk.store.open_work() as work:
        used = work.numbers.used(UNIT, TODAY)
    assert desk.store.tables.dossiers == {}
    assert used == frozenset()


def test_what_the_catalogue_does_not_know_is_refused_in_words(desk: DeskOfTests, slips: ReceptionSlips) -> None:
    passport = Visitor(BINH, request="Cấp hộ chiếu phổ thông")

    given = slips.refuse(passport, "Do cơ quan xuất nhập cảnh giải quyết", desk.session)

    assert "Cấp hộ chiếu phổ thông" in text_of(slips.pdf(given.act_id))


def test_a_second_print_says_that_it_is_one(desk: DeskOfTests, slips: ReceptionSlips) -> None:
    given = slips.refuse(VISITOR, "Sai nơi nộp", desk.session)
    first = text_of(slips.pdf(given.act_id))

    second = text_of(slips.pdf(given.act_id))

    assert "in lại" not in first.lower()
    assert "in lại" in second.lower()


def test_slips_of_a_window_and_year_are_numbered_one_after_the_other(
    desk: DeskOfTests, slips: ReceptionSlips
) -> None:
    other_window = replace(desk.session, window="Q02")

    numbers = [
        slips.refuse(VISITOR, "a", desk.session).said.number,
        slips.ask_for_more(VISITOR, (), "b", desk.session).said.number,
        slips.refuse(VISITOR, "c", other_window).said.number,
    ]
    desk.clock.forward(timedelta(days=60))
    numbers.append(slips.refuse(VISITOR, "d", desk.session).said.number)

    assert numbers == ["0001-Q01", "0002-Q01", "0001-Q02", "0001-Q01"]


def test_a_number_that_the_province_turned_down_is_not_given_again(
    desk: DeskOfTests, slips: ReceptionSlips
) -> None:
    first = slips.refuse(VISITOR, "a", desk.session)
    with desk.store.open_work() as work:
        work.acts.answered(first.act_id, Outcome.REFUSED, problem=problem(ProblemCode.NOT_IN_SCOPE, 403))
        work.commit()

    second = slips.refuse(VISITOR, "b", desk.session)

    assert second.said.number == "0002-Q01"
    assert slips.between(TODAY, TODAY, UNIT) == (second,)


def test_a_person_who_comes_back_is_known_by_what_they_were_told(desk: DeskOfTests, slips: ReceptionSlips) -> None:
    first = slips.ask_for_more(VISITOR, (FORM,), "Chưa ký tên", desk.session)
    desk.clock.forward(timedelta(days=2))
    second = slips.ask_for_more(VISITOR, (FORM,), "Vẫn chưa ký tên", desk.session)
    slips.refuse(Visitor(Applicant(name="Người khác"), PROCEDURE, CASE), "x", desk.session)

    found = slips.of_person("074085001234", desk.session)

    assert found == (second, first)
    assert slips.of_person("", desk.session) == ()


@pytest.mark.parametrize(
    ("visitor", "reason", "code"),
    [
        (replace(VISITOR, applicant=Applicant(name=" ")), "Lý do", "name_needed"),
        (VISITOR, "  ", "reason_needed"),
        (Visitor(BINH), "Lý do", "request_needed"),
    ],
    ids=["no name", "no reason", "nothing wanted"],
)
def test_a_slip_without_what_it_has_to_say_is_refused(
    desk: DeskOfTests, slips: ReceptionSlips, visitor: Visitor, reason: str, code: str
) -> None:
    with pytest.raises(InvalidInput, match=code):
        slips.refuse(visitor, reason, desk.session)

    assert desk.store.tables.acts == {}


def test_a_procedure_that_is_not_in_force_is_refused(desk: DeskOfTests, slips: ReceptionSlips) -> None:
    with pytest.raises(NotFound):
        slips.refuse(Visitor(BINH, "9.999999", CASE), "Lý do", desk.session)


def test_somebody_without_a_role_at_the_window_gives_none(desk: DeskOfTests, slips: ReceptionSlips) -> None:
    with pytest.raises(NotAllowed):
        slips.refuse(VISITOR, "Lý do", replace(desk.session, roles=frozenset({"it"})))


def test_a_slip_that_was_never_given_is_not_printed(slips: ReceptionSlips) -> None:
    with pytest.raises(NotFound, match="slip_unknown"):
        slips.pdf(ActId("nowhere"))


def test_the_register_has_slips_among_the_dossiers_in_the_order_of_time(
    desk: DeskOfTests, slips: ReceptionSlips, lists: PrintLists
) -> None:
    desk.receive("Nguyễn Thị Ánh")
    desk.clock.forward(timedelta(minutes=5))
    slips.ask_for_more(VISITOR, (FORM,), "Chưa ký tên", desk.session)
    desk.clock.forward(timedelta(minutes=5))
    desk.receive("Võ Thị Kim Liên")

    said = text_of(lists.register(TODAY, TODAY, desk.session))

    names = [said.index(name) for name in ("Ánh", "Bình", "Liên")]
    assert names == sorted(names)
    assert "0001-" in said


def test_a_day_with_slips_alone_has_a_register(
    desk: DeskOfTests, slips: ReceptionSlips, lists: PrintLists
) -> None:
    slips.refuse(VISITOR, "Sai nơi nộp", desk.session)

    assert "Bình" in text_of(lists.register(TODAY, TODAY, desk.session))


def test_a_name_is_read_again_for_somebody_new_and_unknown_people_keep_their_id(desk: DeskOfTests) -> None:
    staff = list(MemoryQueries(desk.store).staff())
    names = StaffNames(lambda: staff)
    before = names("clerk-new")
    staff.append(msgspec.structs.replace(staff[0], clerk_id="clerk-new", name="Đỗ Văn Mới"))

    assert before == "clerk-new"
    assert names("clerk-new") == "Đỗ Văn Mới"
    assert names("clerk-lan") == "Nguyễn Thị Lan"
    assert names("") == ""
