"""A province that came back from a backup gets from its windows what the backup lacks, and nobody is stuck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, act_digest
from counter_app.contract.messages import EnrolRequest, PresentLife, bytes_of_present_life
from counter_app.contract.moves import State
from counter_app.domain.errors import LinkDown
from counter_app.domain.ids import ActId, DossierId
from province_server.acts.proof import prove
from province_server.restored import tell_windows
from tests.rigs.province import COMPETENT, OTHER_UNIT, UNIT
from tests.rigs.restorable import Restorable
from tests.rigs.windows import Fault, Window, invite


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Restorable]:
    made = Restorable(tmp_path)
    yield made
    made.close()


def sealed(window: Window, shade: int) -> DossierId:
    dossier_id = window.receive("Nguyễn Thị Ánh")
    window.seal(dossier_id, shade)
    return dossier_id


def test_what_the_backup_lacks_is_brought_again_with_its_files(world: Restorable) -> None:
    first, second = world.windows
    before = sealed(first, 1)
    world.back_up()
    later, others = sealed(first, 20), sealed(second, 40)
    first.record_fee(before, 8000)
    assert world.rest() == []

    world.restore()

    assert world.rest() == []
    states = {name: world.running.province.desk.find(name).state for name in (before, later, others)}
    assert set(states.values()) == {State.SEALED}


def test_what_the_province_did_itself_and_lost_is_no_longer_so_at_the_windows(world: Restorable) -> None:
    first, _ = world.windows
    dossier_id = sealed(first, 1)
    world.back_up()
    body = contract.ProcessingStarted(unit=COMPETENT)
    world.running.province.desk.act(dossier_id, body, actor="x", unit=COMPETENT)
    assert world.rest() == []
    assert first.state(dossier_id) is State.PROCESSING

    world.restore()

    assert world.rest() == []
    assert first.state(dossier_id) is State.SEALED
    assert "province_restored" in first.trouble_codes()


def test_work_goes_on_after_the_restore(world: Restorable) -> None:
    first, second = world.windows
    world.back_up()
    sealed(first, 1)
    assert world.rest() == []

    world.restore()
    new = sealed(second, 60)
    first.receive("Trần Văn Bình")

    assert world.rest() == []
    assert world.running.province.desk.find(new).state == State.SEALED


def test_saying_it_twice_does_no_harm(world: Restorable) -> None:
    first, _ = world.windows
    world.back_up()
    sealed(first, 1)
    assert world.rest() == []

    world.restore()
    tell_windows(world.running.province)

    assert world.rest() == []


def own_acts(window: Window) -> list[tuple[Act, str]]:
    with window.counter.store.open_work() as work:
        present = work.observations.device()
        assert present is not None
        return [(act, act_digest(act)) for act in work.acts.chain(present.device_id, present.epoch)]


def test_a_window_enrolled_after_the_backup_brings_everything_again_as_it_was(world: Restorable) -> None:
    world.back_up()
    new = world.enrol_one_more()
    dossier_id = sealed(new, 80)
    new.record_fee(dossier_id, 8000)
    assert world.rest() == []
    before, identity = own_acts(new), new.counter.enrol.identity()

    world.restore()
    new.counter.deliver.step(now_wanted=True)
    shut_out = new.trouble_codes()
    code = invite(world.running, window="Q77")
    new.link.fault = Fault.ANSWER_LOST
    with pytest.raises(LinkDown):
        new.counter.lives.begin_with_code(code)
    back = new.counter.lives.begin_with_code(code)

    assert "unknown_device" in shut_out
    assert identity is not None
    assert back == replace(identity, seat=back.seat)  # its place among the devices of the window is told anew
    assert world.rest() == []
    assert own_acts(new)[: len(before)] == before
    assert "unknown_device" not in new.trouble_codes()
    assert world.running.province.desk.find(dossier_id).state == State.SEALED
    proof = prove(world.running.province.engine, world.running.province.key.public_text)
    assert (proof.wrong, proof.where) == (None, "")


def test_what_was_made_while_shut_out_follows_what_is_brought_again(world: Restorable) -> None:
    world.back_up()
    new = world.enrol_one_more()
    delivered = sealed(new, 80)
    assert world.rest() == []

    world.restore()
    waiting = sealed(new, 120)
    new.counter.deliver.step(now_wanted=True)
    new.counter.lives.begin_with_code(invite(world.running))

    assert world.rest() == []
    desk = world.running.province.desk
    assert {desk.find(one).state for one in (delivered, waiting)} == {State.SEALED}
    assert sealed(new, 160)
    assert world.rest() == []


def test_a_life_begun_after_the_backup_is_taken_back_in_the_device_that_is_known(world: Restorable) -> None:
    first, _ = world.windows
    world.back_up()
    first.counter.lives.begin()
    later = sealed(first, 20)
    assert world.rest() == []

    world.restore()
    first.counter.deliver.step(now_wanted=True)
    back = first.counter.lives.begin_with_code(invite(world.running))

    assert back.epoch == 2
    assert world.rest() == []
    assert world.running.province.desk.find(later).state == State.SEALED


@pytest.mark.parametrize("forged", ["public_key", "signature", "receipt", "number", "unit"])
def test_a_life_that_is_not_proven_is_not_taken_back(world: Restorable, forged: str) -> None:
    world.back_up()
    new = world.enrol_one_more()
    new.receive("Nguyễn Thị Ánh")
    assert world.rest() == []
    identity = new.counter.enrol.identity()
    assert identity is not None

    world.restore()
    code = invite(world.running, OTHER_UNIT if forged == "unit" else UNIT)
    answer = world.running.province.devices.enrol(shown(new, code, forged))

    assert (answer.device_id == identity.device_id, answer.epoch) == (False, 1)


def shown(window: Window, code: str, forged: str) -> EnrolRequest:
    """What the window shows with its code, one part of it another's."""
    identity = window.counter.enrol.identity()
    assert identity is not None
    own = window.counter.secrets.device_keys.of(identity.public_key)
    stranger = window.counter.secrets.device_keys.prepare(unlike=own.public_key)
    act = own_acts(window)[0][0]
    with window.counter.store.open_work() as work:
        stored = work.acts.get(ActId(act.act_id))
    assert stored is not None
    receipt = stored.receipt
    assert receipt is not None
    request = EnrolRequest(
        code=code, public_key=stranger.public_key, device_id=identity.device_id, epoch=identity.epoch
    )
    versions = {"receipt": 9, "number": 2**60}
    life = PresentLife(
        public_key=stranger.public_key if forged == "public_key" else own.public_key,
        act=act,
        receipt=msgspec.structs.replace(receipt, version=versions.get(forged, receipt.version)),
        signature=(stranger if forged in {"signature", "public_key"} else own).sign(
            bytes_of_present_life(request)
        ),
    )
    return msgspec.structs.replace(request, present=life)


@pytest.mark.parametrize("folder", ["lost", "kept"])
def test_a_backup_of_after_a_restore_may_be_put_back_twice(world: Restorable, folder: str) -> None:
    first, second = world.windows
    whole = folder == "lost"
    world.back_up()
    world.restore(whole_folder=whole)
    assert world.rest() == []
    world.back_up()

    made = []
    for _ in range(3):
        world.restore(whole_folder=whole)
        made += [first.receive("Nguyễn Thị Ánh"), second.receive("Trần Văn Bình")]
        assert world.rest() == []

    assert [world.running.province.desk.find(one).state for one in made] == [State.RECEIVED] * 6
