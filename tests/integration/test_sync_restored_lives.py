"""Lives that a window began since the backup come back to a restored province, all of them, as they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.contract.acts import act_digest
from counter_app.contract.messages import EnrolAnswer, EnrolRequest, FormerLife, Outcome
from counter_app.contract.moves import State
from counter_app.contract.problems import ProblemCode
from counter_app.domain.errors import LinkDown
from counter_app.services.former_lives import former_lives
from province_server.acts.proof import prove
from province_server.keys import to_text
from tests.rigs.postgres import Postgres
from tests.rigs.province import OTHER_UNIT, UNIT
from tests.rigs.restorable import Restorable
from tests.rigs.windows import Fault, Window, invite


@pytest.fixture
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Restorable]:
    """On SQLite, unless the test is run on both."""
    cluster: Postgres | None = None
    if getattr(request, "param", "sqlite") == "postgresql":
        cluster = request.getfixturevalue("postgres_cluster")
    made = Restorable(tmp_path, cluster)
    yield made
    made.close()


ON_BOTH = pytest.mark.parametrize("world", ["sqlite", "postgresql"], indirect=True)


def envelopes(window: Window) -> dict[tuple[int, int], str]:
    """The name of every act of this device by its life and number."""
    with window.counter.store.open_work() as work:
        identity = work.observations.device()
        assert identity is not None
        lives = [list(work.acts.chain(identity.device_id, life)) for life in range(1, identity.epoch + 1)]
    return {(act.epoch, act.device_seq): act_digest(act) for life in lives for act in life}


def let_back_in(world: Restorable, window: Window) -> int:
    """With a code from IT; the life in which the window goes on."""
    window.counter.deliver.step(now_wanted=True)
    return window.counter.lives.begin_with_code(invite(world.running)).epoch


def is_proven(world: Restorable) -> bool:
    proof = prove(world.running.province.engine, world.running.province.key.public_text)
    return (proof.wrong, proof.where) == (None, "")


@ON_BOTH
def test_every_life_since_the_backup_comes_back_in_its_order(world: Restorable) -> None:
    window, other = world.windows
    world.back_up()
    begun = window.receive("Nguyễn Thị Ánh")
    assert world.rest() == []
    window.counter.lives.begin()
    window.seal(begun, 20)
    second = window.receive("Trần Văn Bình")
    assert world.rest() == []
    window.counter.lives.begin()
    window.seal(second, 60)
    window.record_fee(begun, 8000)
    others = other.receive("Lê Thị Cúc")
    assert world.rest() == []
    before = envelopes(window)

    world.restore()
    life = let_back_in(world, window)

    assert (life, world.rest()) == (3, [])
    desk = world.running.province.desk
    states = [desk.find(one).state for one in (begun, second, others)]
    assert states == [State.SEALED, State.SEALED, State.RECEIVED]
    assert before.items() <= envelopes(window).items()
    assert is_proven(world)
    assert window.own_acts_without_an_answer() == []


def test_eight_lives_since_the_backup_come_back(world: Restorable) -> None:
    window, _ = world.windows
    world.back_up()
    names = []
    for number in range(8):
        window.counter.lives.begin()
        names.append(window.receive(f"Nguyễn Thị Ngọc Ánh {number}"))
        assert world.rest() == []
    before = envelopes(window)

    world.restore()
    life = let_back_in(world, window)

    assert (life, world.rest()) == (9, [])
    assert [world.running.province.desk.find(one).state for one in names] == [State.RECEIVED] * 8
    assert before.items() <= envelopes(window).items()
    assert is_proven(world)
    assert window.own_acts_without_an_answer() == []


def test_a_window_enrolled_after_the_backup_brings_both_of_its_lives(world: Restorable) -> None:
    world.back_up()
    new = world.enrol_one_more()
    first = new.receive("Nguyễn Thị Ánh")
    assert world.rest() == []
    new.counter.lives.begin()
    new.seal(first, 20)
    assert world.rest() == []

    world.restore()
    new.counter.deliver.step(now_wanted=True)
    code = invite(world.running)
    new.link.fault = Fault.ANSWER_LOST
    with pytest.raises(LinkDown):
        new.counter.lives.begin_with_code(code)
    back = new.counter.lives.begin_with_code(code)

    assert (back.epoch, world.rest()) == (2, [])
    assert world.running.province.desk.find(first).state == State.SEALED
    assert is_proven(world)


def test_what_waited_when_a_life_ended_leaves_no_gap_in_it(world: Restorable) -> None:
    window, _ = world.windows
    world.back_up()
    waits = window.receive("Nguyễn Thị Ánh")
    window.seal(waits, 20)  # held until its files are there
    window.record_fee(waits, 8000)
    while not any(one.act.kind == "fee_recorded" and one.receipt for one in window.acts_of(waits)):
        window.counter.deliver.step()
    assert world.running.province.desk.find(waits).state == State.RECEIVED
    window.counter.lives.begin()
    assert world.rest() == []

    world.restore()
    life = let_back_in(world, window)

    assert (life, world.rest()) == (2, [])
    assert world.running.province.desk.find(waits).state == State.SEALED
    assert is_proven(world)


def test_a_life_that_had_delivered_nothing_ends_and_those_before_it_come_back(world: Restorable) -> None:
    window, _ = world.windows
    world.back_up()
    window.counter.lives.begin()
    delivered = window.receive("Nguyễn Thị Ánh")
    assert world.rest() == []
    window.counter.lives.begin()
    window.link.down = True
    waiting = window.receive("Trần Văn Bình")

    world.restore()
    life = let_back_in(world, window)

    assert (life, world.rest()) == (4, [])
    desk = world.running.province.desk
    assert [desk.find(one).state for one in (delivered, waiting)] == [State.RECEIVED] * 2
    assert is_proven(world)


def test_the_line_may_go_away_between_two_lives(world: Restorable) -> None:
    window, _ = world.windows
    world.back_up()
    names = []
    for _ in range(2):
        names.append(window.receive("Nguyễn Thị Ánh"))
        assert world.rest() == []
        window.counter.lives.begin()
    names.append(window.receive("Nguyễn Thị Ánh"))
    assert world.rest() == []

    world.restore()
    life = let_back_in(world, window)
    for number in range(12):
        window.link.fault = Fault.ANSWER_LOST if number % 2 else Fault.REFUSED
        window.counter.deliver.step(now_wanted=True)
        if number == 6:
            window.restart()

    assert (life, world.rest()) == (3, [])
    assert [world.running.province.desk.find(one).state for one in names] == [State.RECEIVED] * 3


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Restorable, FormerLife]]:
    """A world whose first window lives for the third time, and the second life as that window shows it."""
    world = Restorable(tmp_path_factory.mktemp("lost"))
    window, _ = world.windows
    world.back_up()
    for _ in range(2):
        window.counter.lives.begin()
        window.receive("Nguyễn Thị Ánh")
        assert world.rest() == []
    world.restore()
    with window.counter.store.open_work() as work:
        present = work.observations.device()
        assert present is not None
        shown = former_lives(work, present, window.counter.secrets.device_keys)[0]
    yield world, shown
    world.close()


def enrolled_with(world: Restorable, shown: FormerLife, unit: str = UNIT) -> EnrolAnswer:
    window, _ = world.windows
    identity = window.counter.enrol.identity()
    assert identity is not None
    request = EnrolRequest(
        code=invite(world.running, unit),
        public_key=fresh_key(),
        device_id=identity.device_id,
        epoch=identity.epoch,
        former=(shown,),
    )
    return world.running.province.devices.enrol(request)


def fresh_key() -> str:
    return to_text(Ed25519PrivateKey.generate().public_key().public_bytes_raw())


@pytest.mark.parametrize("forged", ["public_key", "receipt", "act", "device", "unit", "number"])
def test_a_life_that_is_not_proven_is_not_opened_again(lost: tuple[Restorable, FormerLife], forged: str) -> None:
    world, shown = lost
    changes: dict[str, dict[str, object]] = {
        "public_key": {"public_key": fresh_key()},
        "receipt": {"receipt": msgspec.structs.replace(shown.receipt, version=9)},
        "act": {"act": msgspec.structs.replace(shown.act, actor="clerk-hung")},
        "device": {"act": msgspec.structs.replace(shown.act, device_id="another")},
        "number": {"last_seq": 2**60},
    }
    false = msgspec.structs.replace(shown, **changes.get(forged, {}))

    answer = enrolled_with(world, false, OTHER_UNIT if forged == "unit" else UNIT)

    assert (answer.epoch > 3, answer.former) == (True, ())


def test_nothing_is_added_to_a_life_that_is_over(lost: tuple[Restorable, FormerLife]) -> None:
    world, shown = lost
    window, _ = world.windows
    code, own = invite(world.running), window.counter.secrets.device_keys.of(shown.public_key)
    with window.counter.store.open_work() as work:
        device_id = shown.act.device_id
        chain = list(work.acts.chain(device_id, 2))
        other = next(iter(work.acts.chain(device_id, 3)))
    window.counter.lives.begin_with_code(code)
    unsigned = msgspec.structs.replace(
        other, epoch=2, device_seq=chain[-1].device_seq + 1, prev_digest=act_digest(chain[-1]), signature=""
    )
    more = msgspec.structs.replace(unsigned, signature=own.sign(act_digest(unsigned).encode("ascii")))

    told = window.counter.gateway.send_acts([*chain, more]).answers

    assert {one.outcome for one in told[:-1]} <= {Outcome.APPLIED, Outcome.HELD, Outcome.DUPLICATE}
    assert told[-1].problem is not None
    assert told[-1].problem.code == ProblemCode.CLONED_DEVICE
