"""A window whose province is out of reach brings everything to its branch, whatever the branch cannot do alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from counter_app.contract.moves import PROVINCE, State
from counter_app.domain.errors import TryLater
from counter_app.domain.ids import DossierId
from province_server.callers import RELAY
from province_server.devices import Invitation
from province_server.province import open_province
from province_server.relay.app import build_relay_app
from province_server.relay.relay import Relay
from province_server.relay.upstream import Upstream
from tests.rigs.province import UNIT, RunningProvince, served, settings_in, start_all_threads
from tests.rigs.windows import Window, invite

OpenWindow = Callable[..., Window]
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def relay(lone_province: RunningProvince, tmp_path: Path) -> Iterator[tuple[Relay, str]]:
    """The first unit's relay, and where it is."""
    here = open_province(replace(settings_in(tmp_path / "relay"), place="Chi nhánh"), lone_province.world)
    start_all_threads(here)
    invitation = Invitation(UNIT, "relay", RELAY)
    lone_province.province.devices.invite(invitation, code=str(tmp_path), valid_for=timedelta(days=1))
    upstream = Upstream(lone_province.url, here.key, lone_province.world)
    made = Relay(here, upstream)
    made.enrol(str(tmp_path))
    made.tick()
    with served(build_relay_app(here, made)) as url:
        yield made, url
    upstream.close()
    here.close()


def test_files_reach_the_branch_although_serials_are_wanted_that_only_the_province_has(
    open_window: OpenWindow, relay: tuple[Relay, str], lone_province: RunningProvince
) -> None:
    carrier, url = relay
    window = open_window(relay_url=url)
    carrier.tick()
    carrier._upstream.url = NOWHERE
    window.link._route._province = NOWHERE  # before it leased any serial
    dossier_id = window.receive("Nguyễn Thị Ánh")
    window.seal(dossier_id, 3)

    for _ in range(60):
        window.counter.deliver.step()
        window.let_time_pass(2)
    brought = window.waiting()
    carrier._upstream.url = lone_province.url
    carrier.tick()

    assert brought == []
    assert lone_province.province.desk.find(dossier_id).state == State.SEALED


@pytest.mark.parametrize("tried", [False, True], ids=["province_has_not_seen_it", "province_turned_it_down"])
@pytest.mark.parametrize("way", ["directly", "by_the_branch"])
def test_work_that_lies_at_the_branch_goes_over_into_a_new_life(
    open_window: OpenWindow, relay: tuple[Relay, str], lone_province: RunningProvince, way: str, *, tried: bool
) -> None:
    carrier, url = relay
    window = open_window(relay_url=url)
    carrier.tick()
    carrier._upstream.url = window.link._route._province = NOWHERE
    dossier_id = window.receive("Nguyễn Thị Ánh")
    window.seal(dossier_id, 3)
    steps(window)
    at_branch = places(window, dossier_id)

    window.link._route._province, window.link._route._by_relay_until = lone_province.url, 0.0
    carrier._upstream.url = lone_province.url
    window.counter.lives.begin_with_code(invite(lone_province))
    if tried:
        carrier.tick()
    if way == "by_the_branch":
        window.link._route._province = NOWHERE
    for _ in range(3):
        steps(window)
        carrier.tick()
    steps(window)

    with window.counter.store.open_work() as work:
        identity = work.observations.device()
    assert at_branch == {"Chi nhánh"}
    assert lone_province.province.desk.find(dossier_id).state == State.SEALED
    assert places(window, dossier_id) == {PROVINCE}
    assert identity is not None
    assert identity.epoch == 2


def steps(window: Window) -> None:
    for _ in range(25):
        window.counter.deliver.step()
        window.let_time_pass(10)


def places(window: Window, dossier_id: DossierId) -> set[str]:
    """Whose word the window has for the acts of the dossier."""
    return {stored.receipt.place if stored.receipt else "" for stored in window.acts_of(dossier_id)}


def test_no_relay_hears_a_password_or_whom_a_clerk_asks_about(
    open_window: OpenWindow, relay: tuple[Relay, str]
) -> None:
    carrier, url = relay
    window = open_window(relay_url=url)
    carrier.tick()
    window.link._route._province = NOWHERE
    steps(window)
    window.link.sent.clear()

    with pytest.raises(TryLater) as told:
        window.counter.person_papers("074190000123", "Tiếp nhận hồ sơ")

    assert window.link._route.base() == url
    assert told.value.code == "province_busy"
    assert window.link.sent == []
