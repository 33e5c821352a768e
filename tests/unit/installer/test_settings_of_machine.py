"""What IT sets for a PC wins over what the installer was told, and both over the environment."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from counter_app.settings import Settings, read_settings, registry_name
from installer.product import PROPERTIES, ROOT, Property


def test_the_machines_values_win_over_the_environment() -> None:
    settings = read_settings({"COUNTER_APP_SERVER_URL": "http://env"}, machine={"ServerUrl": "https://policy"})

    assert settings.server_url == "https://policy"


def test_the_environment_counts_where_the_machine_says_nothing() -> None:
    environment = {"COUNTER_APP_LANGUAGE": "en", "COUNTER_APP_SERVER_URL": "http://env"}

    settings = read_settings(environment, machine={"ServerUrl": ""})

    assert (settings.language, settings.server_url) == ("en", "http://env")


def test_an_argument_wins_over_everything(tmp_path: Path) -> None:
    machine = {"ServerUrl": "https://policy", "Profile": "/elsewhere"}

    settings = read_settings({}, machine=machine, profile=tmp_path, server_url="http://here")

    assert (settings.server_url, settings.profile) == ("http://here", tmp_path)


def test_the_enrolment_code_is_read_from_the_file_that_the_installer_was_told_of(tmp_path: Path) -> None:
    file = tmp_path / "code.txt"
    file.write_text("\ufeffABCD-1234\r\n", encoding="utf-8")

    settings = read_settings({}, machine={"EnrolCodeFile": str(file)})

    assert settings.enrol_code == "ABCD-1234"


def test_a_code_file_that_is_gone_is_no_code(tmp_path: Path) -> None:
    settings = read_settings({}, machine={"EnrolCodeFile": str(tmp_path / "gone.txt")})

    assert settings.enrol_code == ""


@pytest.mark.parametrize("one", PROPERTIES, ids=lambda one: one.name)
def test_every_property_of_the_installer_is_read_by_the_program(one: Property) -> None:
    name, value = one.name, one.value

    assert registry_name(name) == value
    assert name.lower().removesuffix("_file") in {field.name for field in fields(Settings)}


def test_every_policy_is_read_by_the_program() -> None:
    policies = (ROOT / "installer" / "policies" / "CounterApp.admx").read_text(encoding="utf-8")
    read = {registry_name(field.name.upper()) for field in fields(Settings)}

    assert set(re.findall(r'valueName="(\w+)"', policies)) <= read


# What a programmer or the demo sets, and what is secret: everybody on a PC can read its policies.
NOT_FOR_IT = {"Resources", "Tessdata", "SaneConfig", "Training", "TrainingKey", "EnrolCode", "SigningToken"}


def test_every_setting_is_a_policy_or_told_at_installation() -> None:
    policies = (ROOT / "installer" / "policies" / "CounterApp.admx").read_text(encoding="utf-8")
    settable = set(re.findall(r'valueName="(\w+)"', policies)) | {one.value for one in PROPERTIES}

    read = {registry_name(field.name.upper()) for field in fields(Settings)}

    assert sorted(read - settable - NOT_FOR_IT) == []


def test_a_number_in_the_registry_is_read_as_one() -> None:
    assert read_settings({}, machine={"MostKbitS": "2000"}).most_kbit_s == 2000


@pytest.mark.parametrize(
    ("told", "gives_way"), [({}, True), ({"LeaveRoom": "1"}, True), ({"LeaveRoom": "0"}, False)]
)
def test_deliveries_give_way_unless_it_is_forbidden(told: dict[str, str], gives_way: bool) -> None:
    assert read_settings({}, machine=told).leave_room is gives_way
