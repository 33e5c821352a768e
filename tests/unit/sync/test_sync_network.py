"""Which way out the PC would take is told without sending anything."""

from __future__ import annotations

import pytest

from counter_app.sync import connectivity
from counter_app.sync.connectivity import Network


def test_the_way_to_this_machine_is_this_machine() -> None:
    assert Network("http://127.0.0.1:8443").fingerprint() == "127.0.0.1"


def test_a_name_is_not_looked_up() -> None:
    asked = [host for _, host in Network("https://province.example")._targets]

    assert asked == list(connectivity.SOMEWHERE.values())


def test_without_a_way_out_the_text_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_arguments: object) -> object:
        raise OSError("network is unreachable")

    monkeypatch.setattr(connectivity.socket, "socket", unreachable)

    assert Network("http://127.0.0.1:8443").fingerprint() == ""
