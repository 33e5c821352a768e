"""Whoever practises cannot reach the province, whatever the PC was told; everything else works."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.bootstrap import Counter, open_counter
from counter_app.commands.window_parts import opened_parts
from counter_app.contract.acts import Applicant
from counter_app.domain.errors import CounterError, NotAllowed
from counter_app.services.register import Intake
from counter_app.services.training import PASSWORD, STAFF
from counter_app.settings import Settings, read_settings, training_folder, training_settings

TOLD = {
    "COUNTER_APP_SERVER_URL": "https://province.example",
    "COUNTER_APP_RELAY_URL": "https://relay.example",
    "COUNTER_APP_ENROL_CODE": "one-time",
    "COUNTER_APP_SIGNING_URL": "https://signing.example",
    "COUNTER_APP_TSA_URL": "https://tsa.example",
    "COUNTER_APP_KEY_HOME": "file",
}


def addresses(settings: Settings) -> set[str]:
    return {
        settings.server_url,
        settings.relay_url,
        settings.enrol_code,
        settings.signing_url,
        settings.tsa_url,
    }


def told(tmp_path: Path, **more: str) -> Settings:
    return read_settings({**TOLD, "COUNTER_APP_PROFILE": str(tmp_path / "counter"), **more}, machine={})


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    opened = open_counter(training_settings(told(tmp_path)))
    yield opened
    opened.close()


def test_a_training_window_knows_no_address_whatever_the_pc_was_told(tmp_path: Path) -> None:
    by_environment = told(tmp_path, COUNTER_APP_TRAINING="1")
    by_policy = read_settings({}, machine={"Training": "1", "ServerUrl": "https://province.example"})
    by_argument = read_settings({"COUNTER_APP_TRAINING": "1"}, server_url="https://province.example", machine={})
    by_hand = replace(told(tmp_path), training=True)

    assert addresses(told(tmp_path)) != {""}
    assert [addresses(one) for one in (by_environment, by_policy, by_argument, by_hand)] == [{""}] * 4


def test_practice_never_touches_the_profile_of_the_real_window(tmp_path: Path) -> None:
    real, practice = told(tmp_path), told(tmp_path, COUNTER_APP_TRAINING="1")

    assert practice.profile != real.profile
    assert practice.profile.parent == real.profile.parent
    assert training_folder(practice.profile) == practice.profile


def test_a_dossier_is_taken_in_and_waits_for_ever(counter: Counter) -> None:
    parts = opened_parts(counter)
    session = parts.sign_in(STAFF[0][0], PASSWORD)
    procedure = next(one for one in parts.intake.procedures() if one.code == "1.004873")
    intake = Intake(
        applicant=Applicant(name="Nguyễn Văn Tập"), procedure=procedure.code, case=procedure.cases[0].code
    )

    dossier = counter.register(counter.register.begin(), intake, session)

    assert dossier.provisional
    assert parts.training
    assert parts.sync.sync_state().acts_unsent > 0


def test_the_link_of_a_training_window_leads_nowhere(counter: Counter) -> None:
    parts = opened_parts(counter)

    with pytest.raises(CounterError, match="no_server"):
        parts.settings.try_link()
    with pytest.raises((CounterError, ValueError)):
        counter.gateway.reach()


def test_the_link_is_not_started(counter: Counter) -> None:
    parts = opened_parts(counter)

    parts.started()

    assert not counter.engine.is_alive


def test_there_is_a_supervisor_to_practise_with(counter: Counter) -> None:
    parts = opened_parts(counter)

    session = parts.sign_in("phu-trach", PASSWORD)

    assert {"clerk", "supervisor", "it"} <= session.roles
    with pytest.raises(NotAllowed):
        parts.sign_in("phu-trach", "sai")


def test_a_training_window_is_prepared_once(counter: Counter) -> None:
    first, again = opened_parts(counter), opened_parts(counter)

    assert (first.unit, first.window) == (again.unit, again.window)
    assert first.window == "TH01"
