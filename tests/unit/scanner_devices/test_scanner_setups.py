"""Which drivers an installation gets, by what it was told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.scanner.drivers.setups import EsclSetup, FolderSetup, SaneSetup, SimulatedSetup
from counter_app.scanners import scanner_setups
from counter_app.settings import Settings


@pytest.fixture
def told_nothing(tmp_path: Path) -> Settings:
    return Settings(profile=tmp_path, resources=tmp_path, tessdata=None)


def test_linux_has_the_scanners_of_the_system(told_nothing: Settings) -> None:
    assert scanner_setups(told_nothing) == (SaneSetup(),)


def test_watched_folder_and_own_configuration_are_passed_on(told_nothing: Settings, tmp_path: Path) -> None:
    settings = replace(told_nothing, sane_config=tmp_path / "sane", folder=tmp_path / "in")

    assert scanner_setups(settings) == (
        SaneSetup(str(tmp_path / "sane")),
        FolderSetup((str(tmp_path / "in"),)),
    )


def test_network_scanners_are_those_named_and_on_request_those_that_announce_themselves(
    told_nothing: Settings,
) -> None:
    named = scanner_setups(replace(told_nothing, escl=("http://10.0.0.7/eSCL",)))
    heard = scanner_setups(replace(told_nothing, escl=("http://10.0.0.7/eSCL", "auto")))

    assert named[-1] == EsclSetup(("http://10.0.0.7/eSCL",))
    assert heard[-1] == EsclSetup(("http://10.0.0.7/eSCL",), discover_s=3.0)


def test_training_adds_scripted_devices_that_remember_their_paper(told_nothing: Settings) -> None:
    training = scanner_setups(replace(told_nothing, training=True))[-1]

    assert isinstance(training, SimulatedSetup)
    assert len({device.title for device in training.devices}) == len(training.devices) > 1
    assert Path(training.state_folder).is_dir()
