"""What the province turned down, cured to its end by the person at the list.

Each trouble arises as it does in life, at a real window and a real province; the cure is pressed in the list's own
presenter; the judge of the storms has the last word. ``docs/cures.md`` names the test of each row.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from counter_app.contract import acts as contract
from counter_app.contract.acts import Applicant
from counter_app.contract.moves import State
from counter_app.contract.organisation import Role
from counter_app.contract.problems import Problem, ProblemCode, problem
from counter_app.contract.retention import Held, RetentionRule
from counter_app.domain.checks import Ground
from counter_app.domain.dossier import FeeForm
from counter_app.domain.errors import NotReady
from counter_app.domain.ids import DossierId
from counter_app.domain.procedure import PaperNeed
from counter_app.law import load_catalogue
from counter_app.services.cures import Cure
from counter_app.services.hand_over import Receiver
from counter_app.services.queries import Place
from counter_app.settings import resources_folder
from province_server.acts import intake
from province_server.catalogue import DISTRIBUTED
from tests.rigs.needs_attention import SUPERVISOR, ListOf, disagreements
from tests.rigs.province import COMPETENT, OTHER_UNIT, UNIT, Case, RunningProvince, case, run_province, settings_in
from tests.rigs.windows import LOGIN, Window, hasten_sign_ins, invite, jpeg, shipped_catalogue

OpenWindow = Callable[..., Window]
FORM = FeeForm("01BLP2-001", "AA-26P", "0000777")
CONDITIONS = ("quyet-dinh-ly-hon", "trich-luc-khai-tu")


@pytest.fixture
def own_province(tmp_path: Path) -> Iterator[RunningProvince]:
    """A province of this test alone, whose law may change."""
    for running in run_province(settings_in(tmp_path / "province", "")):
        hasten_sign_ins(running)
        yield running


@pytest.fixture
def window_of_its_own(own_province: RunningProvince, tmp_path: Path) -> Iterator[Window]:
    opened = Window(tmp_path / "window", own_province.url, invite(own_province))
    opened.counter.catalogue = load_catalogue(resources_folder())
    yield opened
    opened.stop()


def without_link(window: Window) -> None:
    window.settle()
    window.link.down = True


def with_link(window: Window) -> ListOf:
    """The link is back, everything was sent and answered, and somebody looks at the list."""
    window.link.down = False
    window.settle()
    return ListOf(window)


def closed_again(window: Window, dossier_id: DossierId) -> None:
    window.counter.seal(dossier_id, window.session)
    window.settle()


def where(window: Window, dossier_id: DossierId) -> Place:
    return window.counter.store.queries.dossier_delivery(dossier_id).place


def codes(window: Window, dossier_id: DossierId) -> set[str]:
    """What stands on the list about this dossier, apart from what every dossier of these tests has there."""
    told = {one.code for one in window.troubles() if one.dossier_id == dossier_id}
    return told - {"code_replaced", "paper_unsigned"}


# --- custody ---------------------------------------------------------------------------------------------------


def given_to_another_unit(window: Window, running: RunningProvince) -> DossierId:
    """The dossier went to another unit while this window, without a link, closed it."""
    dossier_id = window.receive("Nguyễn Thị Ánh")
    without_link(window)
    running.province.desk.act(
        dossier_id, contract.Reassigned(unit=OTHER_UNIT, clerk="", reason="quá tải"), actor="x", unit=COMPETENT
    )
    window.seal(dossier_id, 4)
    return dossier_id


def test_not_holder_is_cured_when_the_supervisor_takes_the_dossier_back(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    dossier_id = given_to_another_unit(window, lone_province)
    listed = with_link(window)
    entries, place = listed.entries("not_holder"), where(window, dossier_id)
    too_early = listed.press("not_holder", Cure.REDO)

    session = listed.sit_down(SUPERVISOR)
    window.counter.reassign(dossier_id, session.clerk_id, "quầy đã làm xong", session)
    window.settle()
    listed.sit_down(LOGIN)
    done = listed.press("not_holder", Cure.REDO)
    closed_again(window, dossier_id)

    assert (len(entries), place) == (1, Place.TURNED_DOWN)
    assert "Ghi nhận ngoại lệ (2)" in str(entries[0].about)
    assert "giữ" in too_early
    assert "Đã làm lại" in done
    assert lone_province.province.desk.find(dossier_id).state == State.SEALED
    assert (codes(window, dossier_id), where(window, dossier_id)) == (set(), Place.PROVINCE)
    assert disagreements(lone_province, [window], [dossier_id]) == []


def test_not_holder_is_left_to_the_unit_that_has_the_dossier_now(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    here, there = open_window(), open_window(unit=OTHER_UNIT)
    dossier_id = given_to_another_unit(here, lone_province)
    listed = with_link(here)
    dropped = [one.act_id for one in here.troubles() if one.code == "not_holder"]

    listed.press("not_holder", Cure.SOLVED)
    there.settle()
    there.seal(dossier_id, 900)
    there.settle()
    here.settle()

    assert codes(here, dossier_id) == set()
    assert lone_province.province.desk.find(dossier_id).state == State.SEALED
    assert disagreements(lone_province, [here, there], [dossier_id], given_up=dropped) == []


# --- rights ----------------------------------------------------------------------------------------------------


def test_not_in_scope_is_cured_by_somebody_who_may(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window, clerks = open_window(), lone_province.province.clerks
    without_link(window)
    dossier_id = window.receive("Trần Văn Bình")
    window.seal(dossier_id, 41)
    record = clerks.find("clerk-lan")
    assert record is not None
    clerks.put(msgspec.structs.replace(record, roles={UNIT: (Role.IT,)}))
    listed = with_link(window)
    (entry,) = listed.entries("not_in_scope")
    place, state = where(window, dossier_id), window.counter.store.queries.sync_state()

    session = listed.sit_down(SUPERVISOR)
    listed.press("not_in_scope", Cure.REDO)
    closed_again(window, dossier_id)
    clerks.put(record)

    assert [cure.key for cure in entry.cures] == [Cure.REDO, Cure.OPEN]
    assert (place, state.dossiers_at_window, state.dossiers_turned_down) == (Place.TURNED_DOWN, 1, 1)
    assert window.dossier(dossier_id).received_by == session.clerk_id
    assert lone_province.province.desk.find(dossier_id).state == State.SEALED
    assert codes(window, dossier_id) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []


# --- others were faster ----------------------------------------------------------------------------------------


def test_stale_version_is_cured_by_closing_the_dossier_as_it_is_now(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    here, there = open_window(), open_window()
    dossier_id = here.receive("Lê Thị Cúc")
    without_link(here)
    there.settle()
    here.seal(dossier_id, 77)
    for condition in CONDITIONS:
        there.counter.grant_exception(
            dossier_id, condition, Ground.CONDITION_NOT_MET, "Chưa từng kết hôn", there.session
        )
    there.settle()
    listed = with_link(here)
    (entry,) = listed.entries("stale_version")

    listed.press("stale_version", Cure.OPEN)
    closed_again(here, dossier_id)
    there.settle()

    assert "Chốt hồ sơ" in str(entry.about)
    assert lone_province.province.desk.find(dossier_id).state == State.SEALED
    assert codes(here, dossier_id) == set()
    assert disagreements(lone_province, [here, there], [dossier_id]) == []


def test_illegal_move_is_cured_by_looking_and_accepting(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    here, there = open_window(), open_window()
    dossier_id = here.receive("Phạm Văn Dũng")
    without_link(here)
    there.settle()
    here.seal(dossier_id, 120)
    there.counter.decide.withdraw(dossier_id, "Người dân đổi ý", there.session)
    there.settle()
    listed = with_link(here)
    (entry,) = listed.entries("illegal_move")
    dropped = [one.act_id for one in here.troubles() if one.code == "illegal_move"]

    listed.press("illegal_move", Cure.OPEN)
    listed.press("illegal_move", Cure.SOLVED)
    here.settle()

    assert "«Đã rút»" in str(entry.detail)
    assert (here.dossier(dossier_id).state, codes(here, dossier_id)) == (State.WITHDRAWN, set())
    assert disagreements(lone_province, [here, there], [dossier_id], given_up=dropped) == []


def test_a_result_that_two_windows_hand_over_is_handed_over_once(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    here, there = open_window(), open_window()
    dossier_id = here.receive("Vũ Thị Giang")
    here.seal(dossier_id, 160)
    here.settle()
    desk = lone_province.province.desk
    file = desk.shelve(b"%PDF-1.4 " + dossier_id.encode())
    result = contract.ResultDigitised(
        result_code="KQ1", title="KQ", file=file.digest, size_bytes=file.size_bytes, signed=True
    )
    for body in (contract.ProcessingStarted(unit=COMPETENT), result):
        desk.act(dossier_id, body, actor="x", unit=COMPETENT)
    without_link(here)
    there.settle()
    for window, name in ((here, "Anh trai"), (there, "Chị gái")):
        window.counter.hand_over(dossier_id, Receiver(name), window.session)
    there.settle()
    listed = with_link(here)
    (entry,) = listed.entries("illegal_move")
    dropped = [one.act_id for one in here.troubles() if one.code == "illegal_move"]

    listed.press("illegal_move", Cure.SOLVED)
    here.settle()

    assert "Trả kết quả" in str(entry.about)
    assert here.dossier(dossier_id).receiver_name == "Chị gái"
    assert disagreements(lone_province, [here, there], [dossier_id], given_up=dropped) == []


# --- numbers ---------------------------------------------------------------------------------------------------


def test_receipt_number_taken_is_cured_by_another_form(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    here, there = open_window(), open_window()
    first, second = here.receive("Nguyễn Thị Ánh"), there.receive("Trần Văn Hải")
    for window, dossier_id in ((here, first), (there, second)):
        window.record_fee(dossier_id, 8_000)
        window.counter.fee_receipts.write(dossier_id, FORM, window.session)
    here.settle()
    there.settle()
    listed = ListOf(there)
    offered = {cure.key for cure in listed.entries("receipt_number_taken")[0].cures}

    listed.press("receipt_number_taken", Cure.OPEN)
    there.counter.fee_receipts.write(second, FeeForm(FORM.model, FORM.series, "0000778"), there.session)
    there.settle()
    here.settle()

    assert Cure.OPEN in offered
    assert codes(there, second) == set()
    assert disagreements(lone_province, [here, there], [first, second]) == []


def at_a_real_unit(open_window: OpenWindow, running: RunningProvince) -> Window:
    """A window whose receipts have a letterhead."""
    unit = shipped_catalogue().organisation.receivers(running.world.now().date())[0].code
    record = running.province.clerks.find("clerk-lan")
    assert record is not None
    running.province.clerks.put(msgspec.structs.replace(record, roles={**record.roles, unit: (Role.CLERK,)}))
    return open_window(unit=unit)


@pytest.mark.parametrize("by_hand", [False, True], ids=["by itself", "by hand"])
def test_code_taken_is_cured_by_another_code_and_another_receipt(
    open_window: OpenWindow, lone_province: RunningProvince, tmp_path: Path, by_hand: bool
) -> None:
    window = at_a_real_unit(open_window, lone_province)
    window.settle()
    window.take_image(tmp_path / "image")
    first = window.receive("Người đến trước")
    window.settle()
    forgotten = [one.act.act_id for one in window.own_acts()]
    window.put_back(tmp_path / "image")
    dossier_id = window.receive("Người đến sau")
    window.seal(dossier_id, 11)
    if by_hand:
        window.counter.sign_in.sign_out(window.session)
        for _ in range(20):
            window.step()
        listed = ListOf(window)
        listed.press("code_taken", Cure.RECEIVE_AGAIN)
        window.settle()
    else:
        window.settle()
        listed = ListOf(window)

    listed.press("code_taken", Cure.PRINT_RECEIPT)
    listed.press("code_taken", Cure.SOLVED)
    window.settle()

    assert len(listed.view.printed) == 1
    assert codes(window, dossier_id) == set()
    assert lone_province.province.desk.find(dossier_id).code != lone_province.province.desk.find(first).code
    assert disagreements(lone_province, [window], [first, dossier_id], forgotten=forgotten) == []


# --- law -------------------------------------------------------------------------------------------------------

CIVIL_STATUS = "procedures/civil_status.toml"


def publish_amended(running: RunningProvince, folder: Path, was: str, now: str) -> None:
    """The province publishes the law with this one change."""
    for part in DISTRIBUTED:
        shutil.copytree(resources_folder() / part, folder / part)
    file = folder / CIVIL_STATUS
    law = file.read_text(encoding="utf-8")
    assert was in law
    file.write_text(law.replace(was, now), encoding="utf-8")
    running.province.catalogue.publish_folder(folder)


SHOWN = '"Thẻ căn cước công dân hoặc thẻ căn cước (xuất trình)", need = "show_only", digitise = "on_demand"'


def test_gate_not_met_is_cured_by_adding_what_the_new_law_asks_for(
    window_of_its_own: Window, own_province: RunningProvince, tmp_path: Path
) -> None:
    window = window_of_its_own
    without_link(window)
    dossier_id = window.receive("Đỗ Thị Hạnh")
    window.seal(dossier_id, 200)
    stricter = SHOWN.replace('"show_only", digitise = "on_demand"', '"required"')
    publish_amended(own_province, tmp_path / "law", SHOWN, stricter)
    listed = with_link(window)
    (entry,) = listed.entries("gate_not_met")

    listed.press("gate_not_met", Cure.OPEN)
    with pytest.raises(NotReady, match="open_points") as raised:
        window.counter.seal(dossier_id, window.session)
    window.add_read_page(dossier_id, "giay-to-tuy-than", jpeg(260))
    closed_again(window, dossier_id)

    assert "Chốt hồ sơ" in str(entry.about)
    assert [one.split(":")[1] for one in raised.value.findings] == ["giay-to-tuy-than"]
    assert own_province.province.desk.find(dossier_id).state == State.SEALED
    assert codes(window, dossier_id) == set()
    assert disagreements(own_province, [window], [dossier_id]) == []


def held_of_an_old_dossier(running: RunningProvince, person: str, paper_type: str) -> Case:
    """The state holds a paper of this kind, in a dossier that ended long ago."""
    counter = running.counter()
    counter.sign_in()
    counter.now = lambda: datetime(2005, 5, 4, 3, 2, tzinfo=UTC)
    old = case(counter, applicant=Applicant(name="Lý Thị Mai", id_number=person), procedure="1.999999")
    old = replace(old, paper=msgspec.structs.replace(old.paper, paper_type=paper_type))
    old.deliver()
    counter.send(counter.act(contract.Withdrawn(reason="Người dân rút"), old.dossier_id))
    return old


def test_a_paper_that_is_gone_since_it_was_taken_over_is_scanned_instead(
    window_of_its_own: Window, own_province: RunningProvince
) -> None:
    window, person = window_of_its_own, "074190009875"
    dossier_id = window.receive("Lý Thị Mai", person)
    papers = window.counter.review.requirements(window.dossier(dossier_id))
    wanted = next(one for one in papers if one.need is PaperNeed.REQUIRED)
    old = held_of_an_old_dossier(own_province, person, wanted.paper_type)
    window.settle()
    found = window.counter.held_papers.look_up(person, "Tiếp nhận").for_papers([wanted], window.counter.today())
    without_link(window)
    window.counter.reuse(dossier_id, found[wanted.paper_type], window.session)
    window.seal(dossier_id, 40, without=wanted.paper_type)
    ten_years = RetentionRule(
        what=Held.DOSSIER_FILES, title="t", years=10, valid_from=date(2026, 1, 1), source="Luật 91/2025/QH15"
    )
    gone = own_province.province.retention([ten_years]).carry_out()
    listed = with_link(window)
    (entry,) = listed.entries("not_found")
    (taken_over,) = [one.act for one in window.acts_of(dossier_id) if one.act.kind == "paper_reused"]

    listed.press("not_found", Cure.OPEN)
    with pytest.raises(NotReady, match="open_points") as raised:
        window.counter.seal(dossier_id, window.session)
    window.add_read_page(dossier_id, wanted.paper_type, jpeg(270))
    closed_again(window, dossier_id)

    assert gone.files == 1
    assert "hết thời hạn lưu trữ" in str(entry.detail)
    assert [one.split(":")[1] for one in raised.value.findings] == [wanted.paper_type]
    assert own_province.province.desk.find(dossier_id).state == State.SEALED
    assert codes(window, dossier_id) == set()
    # What the rules let go is gone, the scan stands in the place of what was taken over, nothing else is amiss.
    amiss = disagreements(own_province, [window], [dossier_id], given_up=[taken_over.act_id])
    assert amiss == [f"lost: file {old.paper.file} of dossier {old.dossier_id}"]


def test_due_differs_is_cured_by_telling_the_citizen(
    window_of_its_own: Window, own_province: RunningProvince, tmp_path: Path
) -> None:
    window = window_of_its_own
    without_link(window)
    dossier_id = window.receive("Bùi Văn Khoa")
    amount = 'amount = {days}, text = "{days:02} ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ."'
    publish_amended(own_province, tmp_path / "law", amount.format(days=3), amount.format(days=9))
    listed = with_link(window)
    (entry,) = listed.entries("due_differs")

    listed.press("due_differs", Cure.OPEN)
    listed.press("due_differs", Cure.SOLVED)

    assert Cure.PRINT_RECEIPT in [cure.key for cure in entry.cures]
    assert "Ngày hẹn" in str(entry.detail)
    assert codes(window, dossier_id) == set()
    assert disagreements(own_province, [window], [dossier_id]) == []


# --- releases --------------------------------------------------------------------------------------------------


def test_schema_too_old_is_cured_by_an_update_and_doing_it_again(
    open_window: OpenWindow, lone_province: RunningProvince, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    without_link(window)
    dossier_id = window.receive("Hoàng Thị Lan")
    window.seal(dossier_id, 300)
    with monkeypatch.context() as province_of_years_ahead:
        province_of_years_ahead.setattr(intake, "SCHEMA_VERSION", contract.SCHEMA_VERSION + 10)
        province_of_years_ahead.setattr(intake, "schema_of", lambda _kind: contract.SCHEMA_VERSION + 10)
        listed = with_link(window)
        (entry,) = listed.entries("schema_too_old")
    # The two are of one age again: the window was updated.

    listed.press("schema_too_old", Cure.REDO)
    closed_again(window, dossier_id)

    assert [cure.key for cure in entry.cures] == [Cure.REDO, Cure.OPEN]
    assert lone_province.province.desk.find(dossier_id).state == State.SEALED
    assert codes(window, dossier_id) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []


def test_schema_too_new_is_cured_when_the_province_is_updated(
    open_window: OpenWindow, lone_province: RunningProvince, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    without_link(window)
    dossier_id = window.receive("Ngô Văn Minh")
    window.seal(dossier_id, 340)
    with monkeypatch.context() as older_province:
        older_province.setattr(intake, "SCHEMA_VERSION", 0)
        window.link.down = False
        for _ in range(12):
            window.step()
        listed = ListOf(window)
        (entry,) = listed.entries("schema_too_new")

    listed.press("schema_too_new", Cure.SEND)
    window.settle()

    assert Cure.SEND in [cure.key for cure in entry.cures]
    assert lone_province.province.desk.find(dossier_id).state == State.SEALED
    assert codes(window, dossier_id) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []


def test_malformed_is_cured_by_doing_it_again(
    open_window: OpenWindow, lone_province: RunningProvince, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    without_link(window)
    dossier_id = window.receive("Lý Thị Nga")
    window.record_fee(dossier_id, 8_000)

    def not_understood(*_given: object) -> Problem:
        return problem(ProblemCode.MALFORMED, 422)

    with monkeypatch.context() as defect_of_the_province:
        defect_of_the_province.setattr(intake._Batch, "_role_forbids", not_understood)
        listed = with_link(window)
        (entry,) = listed.entries("malformed")

    listed.press("malformed", Cure.REDO)
    window.settle()

    assert [cure.key for cure in entry.cures] == [Cure.REDO, Cure.OPEN]
    assert codes(window, dossier_id) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []
