"""Branches' relays for tests: real ones in this process, whose PCs burn and whose lines go away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from province_server.callers import RELAY
from province_server.devices import Invitation
from province_server.province import Province, open_province
from province_server.relay.app import build_relay_app
from province_server.relay.relay import Relay
from province_server.relay.upstream import Upstream
from tests.rigs.cases import new_id
from tests.rigs.province import RunningProvince, served, settings_in, start_all_threads
from tests.rigs.windows import Window

NOWHERE = "http://127.0.0.1:9"
DAY = timedelta(days=1)


@dataclass
class Place:
    """One relay's PC."""

    url: str
    relay: Relay
    server: Province
    province: RunningProvince

    def burn(self) -> None:
        """IT withdraws what is no more."""
        self.province.province.devices.withdraw(self.relay._upstream.device_id)

    def bring_to(self, province: RunningProvince) -> None:
        """Its line leads to this province now."""
        self.province, self.relay._upstream.url = province, province.url

    def lose_the_line(self) -> None:
        self.relay._upstream.url = NOWHERE

    @property
    def key(self) -> str:
        return self.server.key.public_text


@contextmanager
def started_relay(province: RunningProvince, folder: Path, unit: str) -> Iterator[Place]:
    here = open_province(replace(settings_in(folder), place="Chi nhánh"), province.world)
    start_all_threads(here)
    code = new_id()
    province.province.devices.invite(Invitation(unit, "relay", RELAY), code=code, valid_for=DAY)
    upstream = Upstream(province.url, here.key, province.world)
    relay = Relay(here, upstream)
    relay.enrol(code)
    relay.tick()
    with served(build_relay_app(here, relay)) as url:
        place = Place(url, relay, here, province)
        yield place
    place.burn()
    upstream.close()
    here.close()


def go_to(window: Window, relay: Place) -> None:
    """IT names this relay in the policy, the province is out of reach, and the program starts again."""
    window.url, window.relay_url = NOWHERE, relay.url
    window.restart()


def work_on(window: Window) -> None:
    """Some minutes of the link, whatever becomes of it."""
    for _ in range(60):
        window.counter.deliver.step()
        window.let_time_pass(5)
