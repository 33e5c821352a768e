"""Who may speak to the province: enrolment, epochs, tokens, sign-in, rate limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
import requests

from counter_app.contract import acts as contract
from counter_app.contract.messages import EnrolAnswer, EnrolRequest
from counter_app.contract.moves import PROVINCE
from counter_app.contract.problems import ProblemCode
from province_server.devices import Invitation
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import case, new_id
from tests.rigs.province import (
    COMPETENT,
    OTHER_UNIT,
    PASSWORD,
    UNIT,
    AdminDesk,
    RunningProvince,
    run_province,
    settings_in,
)


def test_the_greeting_tells_the_province_from_a_captive_portal(counter: Counter) -> None:
    answer = requests.head(f"{counter.url}/v1", timeout=30)

    assert (answer.status_code, answer.headers["Counter-Protocol"]) == (204, "1")


def test_an_enrolment_whose_answer_was_lost_gets_the_same_answer(running: RunningProvince) -> None:
    running.province.devices.invite(Invitation(UNIT, "Q07"), code="lost", valid_for=timedelta(days=1))
    counter = Counter(running.url, UNIT)

    first, again = counter.enrol("lost"), counter.enrol("lost")

    assert (first.device_id, first.epoch, first.unit, first.window) == (again.device_id, 1, UNIT, "Q07")


def test_a_code_enrols_one_device(running: RunningProvince) -> None:
    running.province.devices.invite(Invitation(UNIT, "Q07"), code="once", valid_for=timedelta(days=1))
    Counter(running.url, UNIT).enrol("once")
    second = Counter(running.url, UNIT)

    answer = second.post("/v1/devices", EnrolRequest(code="once", public_key=second.public_key), token="")

    assert (answer.status_code, answer.json()["code"]) == (403, "enrolment_code_invalid")


def test_a_code_ends_with_its_time(running: RunningProvince) -> None:
    running.province.devices.invite(Invitation(UNIT, "Q07"), code="over", valid_for=timedelta(days=-1))
    late = Counter(running.url, UNIT)

    answer = late.post("/v1/devices", EnrolRequest(code="over", public_key=late.public_key), token="")

    assert answer.json()["code"] == ProblemCode.ENROLMENT_CODE_INVALID


def test_a_token_tells_how_far_the_device_s_chain_has_come(counter: Counter) -> None:
    counter.send(case(counter).receive())

    answer = counter.sign_in()

    assert (answer.last_seq, answer.epoch, answer.token_type) == (1, 1, "Bearer")


def test_an_assertion_is_used_once(counter: Counter) -> None:
    first, again = (counter.ask_token(jti="the same") for _ in range(2))

    assert (first.status_code, again.status_code) == (200, 401)


@pytest.mark.parametrize(
    "changed", [{"aud": "somebody else"}, {"iss": "another"}, {"iat": 1, "exp": 100}, {"epoch": 7}]
)
def test_an_assertion_that_is_not_for_this_is_refused(counter: Counter, changed: dict[str, object]) -> None:
    answer = counter.ask_token(**changed)

    assert answer.status_code == 401


def test_a_device_whose_clock_is_off_is_told_the_time(counter: Counter) -> None:
    answer = counter.ask_token(iat=1_000_000_000, exp=1_000_000_100)

    assert answer.json()["code"] == ProblemCode.TOKEN_INVALID
    assert answer.json()["facts"]["server_time"].endswith("Z")


def test_a_token_ends(running: RunningProvince, counter: Counter) -> None:
    counter.sign_in()

    running.world.ahead = timedelta(hours=1)
    answer = counter.get("/v1/changes")
    running.world.ahead = timedelta()

    assert (answer.status_code, answer.json()["code"]) == (401, "token_invalid")


def test_a_forged_token_is_refused(counter: Counter) -> None:
    counter.token = counter.assertion()

    answer = counter.get("/v1/changes")

    assert answer.status_code == 401


def test_a_withdrawn_device_is_turned_away_at_once(running: RunningProvince, counter: Counter) -> None:
    counter.sign_in()

    running.province.devices.withdraw(counter.device_id)

    assert counter.get("/v1/changes").json()["code"] == ProblemCode.UNKNOWN_DEVICE


def test_a_clerk_signs_in_with_the_device(counter: Counter) -> None:
    answer = counter.ask_token("lan", PASSWORD)

    assert answer.status_code == 200


@pytest.mark.parametrize(("login", "password"), [("lan", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_login_and_a_wrong_password_look_alike(counter: Counter, login: str, password: str) -> None:
    answer = counter.ask_token(login, password)

    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_failed")
    assert answer.json()["detail"] == "login, password or role"


def test_guessing_a_password_is_slowed_down(counter: Counter) -> None:
    answers = [counter.ask_token("guessed", "x").status_code for _ in range(12)]

    assert answers == [401] * 10 + [429] * 2


def test_the_copy_that_comes_second_cannot_begin_an_epoch_without_it(counter: Counter) -> None:
    copy = Counter(counter.url, counter.unit)
    copy.key, copy.device_id, copy.epoch = counter.key, counter.device_id, counter.epoch
    renewed = counter.renew()
    public = Counter(counter.url, UNIT).public_key
    proof = copy.assertion(public_key=public)
    request = EnrolRequest(public_key=public, device_id=copy.device_id, epoch=1, assertion=proof)

    answer = copy.post("/v1/devices", request, token="")

    assert renewed.epoch == 2
    assert (answer.status_code, answer.json()["code"]) == (409, "cloned_device")


def test_the_copy_that_comes_second_begins_an_epoch_with_a_code_from_it(
    running: RunningProvince, counter: Counter
) -> None:
    running.province.devices.invite(Invitation(UNIT, "Q01"), code="heal", valid_for=timedelta(days=1))
    device_id = counter.device_id
    counter.renew()
    copy = Counter(counter.url, counter.unit)

    answer = copy.enrol("heal", device_id=device_id, epoch=1, device_seq=5)

    assert (answer.device_id, answer.epoch) == (device_id, 3)
    assert copy.send(case(copy).receive())[0].outcome.value == "applied"


def test_a_renewal_whose_answer_was_lost_is_repeated(counter: Counter) -> None:
    public = Counter(counter.url, UNIT).public_key
    proof = counter.assertion(public_key=public)
    request = EnrolRequest(public_key=public, device_id=counter.device_id, epoch=1, assertion=proof)

    answers = [counter.post("/v1/devices", request, token="") for _ in range(2)]

    assert [msgspec.json.decode(answer.content, type=EnrolAnswer).epoch for answer in answers] == [2, 2]


def test_who_caught_an_assertion_begins_no_epoch_with_it(counter: Counter) -> None:
    caught = counter.assertion()
    thief = Counter(counter.url, UNIT)
    request = EnrolRequest(
        public_key=thief.public_key, device_id=counter.device_id, epoch=1, assertion=caught, title="máy lạ"
    )

    answer = thief.post("/v1/devices", request, token="")

    assert (answer.status_code, answer.json()["code"]) == (401, "token_invalid")
    assert counter.sign_in().epoch == 1


def test_a_window_s_code_makes_nobody_the_province(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    dossier.deliver()
    code = new_id()
    running.province.devices.invite(Invitation(UNIT, "Q01"), code=code, valid_for=timedelta(days=1))
    thief = Counter(running.url, UNIT)

    answer = thief.post(
        "/v1/devices", EnrolRequest(code=code, public_key=thief.public_key, device_id=PROVINCE), token=""
    )

    desk = AdminDesk(running.url)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_in_scope")
    assert desk.act(dossier.dossier_id, contract.ProcessingStarted(unit=COMPETENT)).outcome.value == "applied"


@pytest.mark.parametrize(("known_as", "code_for"), [("counter", "relay"), ("relay", "counter")])
def test_a_code_changes_no_device_into_another_kind(
    running: RunningProvince, known_as: str, code_for: str
) -> None:
    known, code = running.counter(role=known_as), new_id()
    running.province.devices.invite(Invitation(UNIT, "Q01", code_for), code=code, valid_for=timedelta(days=1))
    thief = Counter(running.url, UNIT)
    request = EnrolRequest(code=code, public_key=thief.public_key, device_id=known.device_id, epoch=1)

    answer = thief.post("/v1/devices", request, token="")

    assert (answer.status_code, answer.json()["code"]) == (403, "not_in_scope")
    assert known.sign_in().epoch == 1


def test_acts_of_an_epoch_that_is_over_are_not_taken_any_more(counter: Counter) -> None:
    before = counter.act(contract.SignedIn(window="Q01", offline=False))
    counter.renew()

    [answer] = counter.send(before)

    assert answer.problem.code == ProblemCode.CLONED_DEVICE


def test_a_new_epoch_has_new_numbers(counter: Counter) -> None:
    day = counter.now().date().isoformat()
    first = counter.lease(days=(day,), count=5).slices[0]
    counter.renew()

    second = counter.lease(days=(day,), count=5).slices[0]

    assert (first.epoch, second.epoch) == (1, 2)
    assert second.first > first.last


def test_numbers_are_never_given_twice(running: RunningProvince) -> None:
    counters = [running.counter(OTHER_UNIT) for _ in range(4)]
    day = counters[0].now().date().isoformat()

    slices = [one.lease(days=(day,), count=7).slices[0] for _ in range(5) for one in counters]

    given = [serial for one in slices for serial in range(one.first, one.last + 1)]
    assert len(given) == len(set(given)) == 140


def test_a_lease_whose_answer_was_lost_gets_the_same_slices(counter: Counter) -> None:
    day = counter.now().date().isoformat()

    first, again = (counter.lease(days=(day,), count=5, request_id="r1") for _ in range(2))

    assert first == again


def test_a_day_without_serials_left_says_so(running: RunningProvince) -> None:
    counter = running.counter("H09.3")
    day = counter.now().date().isoformat()
    for _ in range(12):
        counter.lease(days=(day,), count=500)

    answer = counter.post("/v1/number-slices", {"days": [day], "count": 1})

    assert (answer.status_code, answer.json()["code"]) == (409, "no_numbers_left")


def test_too_many_requests_are_told_how_long_to_wait(tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = settings_in(tmp_path_factory.mktemp("busy"))
    settings = replace(settings, limits=replace(settings.limits, device_requests_per_s=0.5, device_burst=3))
    for running in run_province(settings):
        counter = running.counter()
        counter.sign_in()

        answers = [counter.get("/v1/changes") for _ in range(5)]

        assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
        assert int(answers[-1].headers["Retry-After"]) >= 1
