"""What the province turned down for what others did meanwhile, cured to its end by the person at the list.

Each trouble arises as it does in life, at a real window and a real province; the cure is pressed in the list's own
presenter; the judge of the storms has the last word. So it is in every ``test_cured_….py``; ``docs/cures.md``
names the test of each row.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from counter_app.contract import acts as contract
from counter_app.contract.moves import State
from counter_app.contract.organisation import Role
from counter_app.domain.checks import Ground
from counter_app.domain.ids import DossierId
from counter_app.services.cures import Cure
from counter_app.services.hand_over import Receiver
from counter_app.services.queries import Place
from tests.rigs.needs_attention import (
    SUPERVISOR,
    closed_again,
    codes,
    disagreements,
    place_of,
    with_link,
    without_link,
)
from tests.rigs.province import COMPETENT, OTHER_UNIT, UNIT, RunningProvince
from tests.rigs.windows import LOGIN, Window

OpenWindow = Callable[..., Window]
CONDITIONS = ("quyet-dinh-ly-hon", "trich-luc-khai-tu")


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
    entries, place = listed.entries("not_holder"), place_of(window, dossier_id)
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
    assert (codes(window, dossier_id), place_of(window, dossier_id)) == (set(), Place.PROVINCE)
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
    place, state = place_of(window, dossier_id), window.counter.store.queries.sync_state()

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
