"""Disks that are restored or copied: a new life begins, nothing unsent is lost, nothing sent is done twice."""

from __future__ import annotations

import shutil
from collections import Counter as Tally
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from counter_app.contract.acts import act_digest
from counter_app.contract.messages import Outcome
from counter_app.domain.audit import first_break, new_life
from counter_app.domain.errors import Refused
from counter_app.domain.ids import ActId, DossierId
from counter_app.services.lives import STORE_RESTORED
from counter_app.services.ports import DeviceIdentity, StoredAct
from province_server.devices import Invitation
from province_server.store import tables as t
from tests.rigs.province import UNIT, RunningProvince
from tests.rigs.windows import Fault, Window

OpenWindow = Callable[..., Window]


def identity(window: Window) -> DeviceIdentity:
    known = window.counter.enrol.identity()
    assert known is not None
    return known


def applied(running: RunningProvince, dossier_id: DossierId) -> Tally[str]:
    """Kinds of the acts that took effect on a dossier at the province."""
    query = sa.select(t.acts.c.kind).where(t.acts.c.dossier_id == dossier_id, t.acts.c.version.is_not(None))
    with running.province.engine.connect() as connection:
        return Tally(connection.scalars(query))


def opened(window: Window, dossier_id: DossierId) -> StoredAct:
    """The act that opened a dossier: the last one, where its code had to give way."""
    return [stored for stored in window.acts_of(dossier_id) if stored.act.kind == "received"][-1]


def test_an_old_disk_begins_a_new_life_and_loses_no_unsent_work(
    open_window: OpenWindow, lone_province: RunningProvince, tmp_path: Path
) -> None:
    window = open_window()
    unsent = window.receive("Trước khi sao lưu")
    window.take_image(tmp_path / "image")
    window.settle()
    sent_later = window.receive("Sau khi sao lưu")
    window.settle()

    window.put_back(tmp_path / "image")
    after = window.receive("Sau khi khôi phục")
    window.settle()

    assert identity(window).epoch == 2
    assert [applied(lone_province, one)["received"] for one in (unsent, sent_later, after)] == [1, 1, 1]
    assert [opened(window, one).outcome for one in (unsent, sent_later, after)] == [Outcome.APPLIED] * 3
    assert STORE_RESTORED in window.trouble_codes()


def test_what_had_arrived_keeps_the_receipt_that_it_got_then(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window()
    dossier_id = window.receive("Gửi rồi mới khôi phục")
    window.take_image(tmp_path / "image")
    window.settle()
    before = opened(window, dossier_id).receipt

    window.put_back(tmp_path / "image")
    window.settle()

    after = opened(window, dossier_id)
    assert before is not None
    assert after.receipt == before
    assert after.act.epoch == 2
    assert after.digest != before.act_digest


def test_a_restored_window_gives_codes_of_its_new_life_alone(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window()
    window.settle()
    window.take_image(tmp_path / "image")
    given = {window.dossier(window.receive(f"Lần đầu {number}")).code for number in range(3)}
    window.settle()

    window.put_back(tmp_path / "image")
    window.settle()
    given_again = {window.dossier(window.receive(f"Lần sau {number}")).code for number in range(3)}
    window.settle()

    assert not given & given_again


def test_work_of_a_restored_disk_that_ran_ahead_of_the_province_is_taken_too(
    open_window: OpenWindow, lone_province: RunningProvince, tmp_path: Path
) -> None:
    window = open_window()
    window.settle()
    window.take_image(tmp_path / "image")
    window.receive("Chỉ tỉnh còn biết")
    window.settle()

    window.put_back(tmp_path / "image")
    made_offline = [window.receive(f"Không có mạng {number}") for number in range(5)]
    window.settle()

    assert [applied(lone_province, one)["received"] for one in made_offline] == [1] * 5


def test_each_life_of_a_restored_disk_has_an_unbroken_chain(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window()
    window.receive("Trước")
    window.take_image(tmp_path / "image")
    window.receive("Đã gửi")
    window.settle()

    window.put_back(tmp_path / "image")
    window.receive("Sau")
    window.settle()

    device = identity(window)
    own = own_digests(window)
    with window.counter.store.open_work() as work:
        second = list(work.acts.chain(device.device_id, 2))
        first = [act for act in work.acts.chain(device.device_id, 1) if act_digest(act) in own]
    assert first_break(second, after=new_life(2), device_id=device.device_id) is None
    assert first_break(first, after=new_life(1), device_id=device.device_id) is None


def own_digests(window: Window) -> set[str]:
    """Every name under which an act of this disk was ever sent."""
    own = [ActId(stored.act.act_id) for stored in window.own_acts()]
    with window.counter.store.open_work() as work:
        return {name for act_id in own for name in work.acts.digests(act_id)}


@pytest.mark.parametrize("fault", [Fault.ANSWER_LOST, Fault.REFUSED, Fault.TWICE])
def test_a_life_whose_beginning_was_not_heard_of_is_begun_once(
    open_window: OpenWindow, tmp_path: Path, fault: Fault
) -> None:
    window = open_window()
    window.settle()
    window.take_image(tmp_path / "image")
    window.receive("Đã gửi")
    window.settle()
    window.put_back(tmp_path / "image")
    window.counter.deliver.step()

    window.link.fault = fault
    window.counter.deliver.step()
    window.restart()
    window.settle()

    assert identity(window).epoch == 2


def test_of_two_copies_of_a_disk_the_second_asks_for_a_code_and_keeps_its_work(
    open_window: OpenWindow, lone_province: RunningProvince, tmp_path: Path
) -> None:
    window = open_window()
    window.settle()
    window.take_image(tmp_path / "copy")
    first = window.receive("Ở bản thứ nhất")
    window.settle()
    copy = Window(tmp_path / "copy", lone_province.url, "")
    copy.receive("Ở bản thứ hai")
    copy.settle()
    second = window.receive("Ở bản thứ nhất, về sau")
    for _ in range(4):
        window.counter.deliver.step()
    asked = "cloned_device" in window.trouble_codes()

    lone_province.province.devices.invite(Invitation(UNIT, "Q99"), code="cure", valid_for=timedelta(days=1))
    window.counter.lives.begin_with_code("cure")
    window.settle()
    copy.stop()

    assert asked
    assert [applied(lone_province, one)["received"] for one in (first, second)] == [1, 1]
    assert "cloned_device" not in window.trouble_codes()


def test_a_profile_restored_without_its_keys_comes_to_life_again(
    open_window: OpenWindow, lone_province: RunningProvince, tmp_path: Path
) -> None:
    window = open_window()
    window.settle()
    window.take_image(tmp_path / "image")
    window.receive("Một")
    window.settle()
    window.put_back(tmp_path / "image")
    window.settle()
    keys = (window.folder / "keys.json").read_bytes()

    shutil.copy(tmp_path / "image" / "keys.json", tmp_path / "keys of the first life")
    (tmp_path / "image" / "keys.json").write_bytes(keys)
    window.put_back(tmp_path / "image")
    dossier_id = window.receive("Hai")
    window.settle()

    assert identity(window).epoch == 3
    assert applied(lone_province, dossier_id)["received"] == 1


def test_a_device_that_was_withdrawn_keeps_its_work_until_it_has_a_new_code(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    window.settle()
    lone_province.province.devices.withdraw(identity(window).device_id)
    dossier_id = window.receive("Quầy đã bị rút")
    window.counter.deliver.step(now_wanted=True)
    told = window.trouble_codes()

    lone_province.province.devices.invite(Invitation(UNIT, "Q98"), code="again", valid_for=timedelta(days=1))
    window.counter.lives.begin_with_code("again")
    window.settle()

    assert "unknown_device" in told
    assert "unknown_device" not in window.trouble_codes()
    assert applied(lone_province, dossier_id)["received"] == 1


def test_a_wrong_code_leaves_the_present_life_as_it_is(open_window: OpenWindow) -> None:
    window = open_window()
    window.settle()

    with pytest.raises(Refused, match="enrolment_code_invalid"):
        window.counter.lives.begin_with_code("nobody gave this")

    assert identity(window).epoch == 1
    window.settle()


def test_a_sealed_dossier_of_an_old_disk_arrives_with_its_files(
    open_window: OpenWindow, lone_province: RunningProvince, tmp_path: Path
) -> None:
    window = open_window()
    window.settle()
    window.take_image(tmp_path / "image")
    window.receive("Đã gửi")
    window.settle()

    window.put_back(tmp_path / "image")
    dossier_id = window.receive("Có giấy tờ")
    manifest = window.seal(dossier_id, 7).manifest
    window.settle()

    assert manifest is not None
    assert lone_province.province.shelf.missing(manifest.files) == ()
    assert applied(lone_province, dossier_id)["dossier_sealed"] == 1
