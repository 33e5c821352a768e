"""A branch's relay burns and another takes its place: windows learn whose word counts, and nobody fools them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from counter_app.contract.messages import Outcome, RelayWord, TokenAnswer, signed_bytes
from counter_app.contract.moves import PROVINCE, State
from counter_app.domain.ids import DossierId
from counter_app.services.relays import RELAY_UNKNOWN, relays_known
from counter_app.sync.transport import Answer
from province_server.keys import signed_by
from tests.rigs.cases import new_id
from tests.rigs.province import OTHER_UNIT, UNIT, RunningProvince
from tests.rigs.relays import Place, go_to, started_relay, work_on
from tests.rigs.windows import Window

OpenWindow = Callable[..., Window]


@pytest.fixture
def start_relay(lone_province: RunningProvince, tmp_path: Path) -> Iterator[Callable[..., Place]]:
    """Starts relays of the first unit at that province; each is withdrawn after the test."""
    with ExitStack() as open_ones:

        def start(unit: str = UNIT) -> Place:
            return open_ones.enter_context(started_relay(lone_province, tmp_path / new_id(), unit))

        yield start


def places_of(window: Window, dossier_id: DossierId) -> set[str]:
    return {one.receipt.place if one.receipt else "" for one in window.acts_of(dossier_id)}


def at_a_burnt_relay(open_window: OpenWindow, first: Place) -> tuple[Window, DossierId]:
    """A window whose dossier has the receipt of a relay that burnt before it had carried anything on."""
    window = open_window(relay_url=first.url)
    window.settle()
    first.relay.tick()
    first.lose_the_line()
    go_to(window, first)
    dossier_id = window.receive("Nguyễn Thị Ánh")
    work_on(window)
    assert places_of(window, dossier_id) == {"Chi nhánh"}
    first.burn()
    return window, dossier_id


def test_the_province_names_the_new_relay_and_its_receipts_count_without_a_visit(
    open_window: OpenWindow, start_relay: Callable[..., Place], lone_province: RunningProvince
) -> None:
    window, lost = at_a_burnt_relay(open_window, start_relay())
    second = start_relay()
    window.url = lone_province.url
    window.restart()
    window.counter.gateway.changes(0)

    second.lose_the_line()
    go_to(window, second)
    new = window.receive("Trần Văn Bình")
    work_on(window)

    assert places_of(window, new) == {"Chi nhánh"}
    assert RELAY_UNKNOWN not in window.trouble_codes()
    (stored,) = window.acts_of(new)
    assert stored.receipt is not None
    assert signed_by(second.key, stored.receipt.signature, signed_bytes(stored.receipt))
    assert window.known(lost) is not None


def test_the_new_relay_brings_the_word_itself_while_the_province_is_out_of_reach(
    open_window: OpenWindow, start_relay: Callable[..., Place], lone_province: RunningProvince
) -> None:
    window, lost = at_a_burnt_relay(open_window, start_relay())
    second = start_relay()

    second.lose_the_line()
    go_to(window, second)
    new = window.receive("Trần Văn Bình")
    work_on(window)
    at_branch = places_of(window, new)
    second.relay._upstream.url = lone_province.url
    second.relay.tick()

    assert at_branch == {"Chi nhánh"}
    assert RELAY_UNKNOWN not in window.trouble_codes()
    states = {lone_province.province.desk.find(name).state for name in (lost, new)}
    assert states == {State.RECEIVED}  # also what only the burnt one had kept


def test_what_the_former_relay_confirmed_stays_provable(
    open_window: OpenWindow, start_relay: Callable[..., Place], lone_province: RunningProvince
) -> None:
    first = start_relay()
    window, lost = at_a_burnt_relay(open_window, first)
    window.url, window.relay_url = lone_province.url, ""
    window.restart()
    window.counter.gateway.changes(0)

    verdict = window.counter.verify_log()

    (stored,) = window.acts_of(lost)
    assert stored.receipt is not None
    assert signed_by(first.key, stored.receipt.signature, signed_bytes(stored.receipt))
    assert (verdict.fault, verdict.receipts > 0) == (None, True)


def with_word(change: Callable[[RelayWord | None], RelayWord | None]) -> Callable[[str, Answer], Answer]:
    """Somebody at the relay's place changes what is said of relays."""

    def tamper(path: str, answer: Answer) -> Answer:
        if path != "/v1/tokens":
            return answer
        told = msgspec.json.decode(answer.body, type=TokenAnswer)
        changed = msgspec.structs.replace(told, relays=change(told.relays))
        return replace(answer, body=msgspec.json.encode(changed))

    return tamper


def in_its_own_name(rogue: Place) -> Callable[[RelayWord | None], RelayWord | None]:
    word = RelayWord(keys={UNIT: (rogue.key,)}, asked="", issued_at="2030-01-01T00:00:00.000Z")
    return lambda _: rogue.server.key.sign(word)


def with_the_province_s_signature_over_other_keys(rogue: Place) -> Callable[[RelayWord | None], RelayWord | None]:
    def change(word: RelayWord | None) -> RelayWord | None:
        return msgspec.structs.replace(word, keys={UNIT: (rogue.key,)}) if word else None

    return change


def of_before_it_was_withdrawn(rogue: Place) -> Callable[[RelayWord | None], RelayWord | None]:
    return lambda _: rogue.relay.word()


def made_younger(rogue: Place) -> Callable[[RelayWord | None], RelayWord | None]:
    def change(_: RelayWord | None) -> RelayWord | None:
        word = rogue.relay.word()
        return msgspec.structs.replace(word, issued_at="2030-01-01T00:00:00.000Z") if word else None

    return change


def of_no_time(rogue: Place) -> Callable[[RelayWord | None], RelayWord | None]:
    def change(_: RelayWord | None) -> RelayWord | None:
        word = rogue.relay.word()
        return msgspec.structs.replace(word, issued_at="soon") if word else None

    return change


def silent(_: Place) -> Callable[[RelayWord | None], RelayWord | None]:
    """As a relay of an older release, whose province says nothing of relays either."""
    return lambda _: None


TRICKS = [
    in_its_own_name,
    with_the_province_s_signature_over_other_keys,
    of_before_it_was_withdrawn,
    made_younger,
    of_no_time,
    silent,
]


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.__name__)
def test_a_relay_that_the_province_does_not_name_is_not_believed_and_everything_is_kept(
    open_window: OpenWindow,
    start_relay: Callable[..., Place],
    lone_province: RunningProvince,
    trick: Callable[[Place], Callable[[RelayWord | None], RelayWord | None]],
) -> None:
    rogue = start_relay()
    window = open_window(relay_url=rogue.url)
    window.settle()
    rogue.relay.tick()
    rogue.burn()
    window.let_time_pass(1000)
    window.pull()  # with its next token it hears that this relay is none any more

    rogue.lose_the_line()
    go_to(window, rogue)
    window.link.tamper = with_word(trick(rogue))
    dossier_id = window.receive("Nguyễn Thị Ánh")
    work_on(window)
    (stored,) = window.acts_of(dossier_id)
    told = [trouble.code for trouble in window.troubles()]
    window.url, window.relay_url = lone_province.url, ""
    window.restart()
    window.settle()

    assert (stored.receipt, stored.outcome) == (None, Outcome.HELD)
    assert told.count(RELAY_UNKNOWN) == 1
    assert places_of(window, dossier_id) == {PROVINCE}
    assert lone_province.province.desk.find(dossier_id).version == 1


def keys_known(window: Window) -> tuple[str, ...]:
    with window.counter.store.open_work() as work:
        identity = work.observations.device()
        assert identity is not None
        return relays_known(work, identity).keys


def test_the_relay_of_another_unit_gets_in_nowhere_else(
    open_window: OpenWindow, start_relay: Callable[..., Place]
) -> None:
    window = open_window()
    window.settle()
    other = start_relay(OTHER_UNIT)
    word = other.relay.word()
    assert word is not None
    assert word.keys == {OTHER_UNIT: (other.key,)}

    window.counter.learn_relays.told(word, "")

    assert other.key not in keys_known(window)


def test_the_province_s_own_answer_counts_although_its_clock_was_put_back(
    open_window: OpenWindow, start_relay: Callable[..., Place], lone_province: RunningProvince
) -> None:
    window = open_window()
    window.settle()
    far = RelayWord(keys={UNIT: ()}, asked="mine", issued_at="2031-01-01T00:00:00.000Z")
    window.counter.learn_relays.told(lone_province.province.key.sign(far), "mine")
    relay = start_relay()

    window.let_time_pass(1000)
    window.pull()

    assert relay.key in keys_known(window)
