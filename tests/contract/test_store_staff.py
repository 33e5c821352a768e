"""Staff, failed sign-ins and the small facts with a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import msgspec

from counter_app.contract.messages import ClerkRecord
from counter_app.domain.ids import UnitCode
from counter_app.services.ports import DeviceIdentity, SignInRecord
from tests.contract.conftest import StoreAtHand

LAN = ClerkRecord(
    clerk_id="c1",
    login="Lan.NT",
    name="Nguyễn Thị Lan",
    title="Chuyên viên",
    roles={"H09.01": ("clerk", "supervisor")},
    verifier="$argon2id$...",
)


def put(store: StoreAtHand, *clerks: ClerkRecord) -> None:
    with store.open_work() as work:
        for one in clerks:
            work.clerks.put(one)
        work.commit()


def by_login(store: StoreAtHand, login: str) -> ClerkRecord | None:
    with store.open_work() as work:
        return work.clerks.by_login(login)


def test_a_clerk_is_found_by_login_whatever_its_capitals(store: StoreAtHand) -> None:
    put(store, LAN)

    assert [by_login(store, login) for login in ("lan.nt", "LAN.NT", "lan")] == [LAN, LAN, None]


def test_what_the_province_says_of_a_clerk_replaces_what_was_known(store: StoreAtHand) -> None:
    renamed = msgspec.structs.replace(LAN, login="lan.nguyen", active=False)

    put(store, LAN, renamed)

    assert (by_login(store, "lan.nt"), by_login(store, "lan.nguyen")) == (None, renamed)


def test_a_login_that_passed_to_another_person_is_that_persons(store: StoreAtHand) -> None:
    other = msgspec.structs.replace(LAN, clerk_id="c2", name="Trần Thị Lan")

    put(store, LAN, other)

    assert by_login(store, "lan.nt") == other


def test_a_login_without_failures_has_none(store: StoreAtHand) -> None:
    with store.open_work() as work:
        record = work.clerks.sign_ins("lan.nt")

    assert record == SignInRecord("lan.nt", 0, None)


def test_failed_sign_ins_are_remembered(store: StoreAtHand) -> None:
    record = SignInRecord("lan.nt", 6, datetime(2026, 11, 23, 9, 30, tzinfo=UTC))

    with store.open_work() as work:
        work.clerks.put_sign_ins(replace(record, failures=5))
        work.clerks.put_sign_ins(record)
        work.commit()

    with store.open_work() as work:
        assert work.clerks.sign_ins("lan.nt") == record


def test_an_observation_is_the_last_value_put(store: StoreAtHand) -> None:
    with store.open_work() as work:
        work.observations.put("feed_cursor", "7")
        work.observations.put("feed_cursor", "19")
        work.commit()

    with store.open_work() as work:
        assert (work.observations.get("feed_cursor"), work.observations.get("nothing")) == ("19", None)


def test_the_device_is_none_before_enrolment(store: StoreAtHand) -> None:
    with store.open_work() as work:
        assert work.observations.device() is None


def test_the_device_is_who_it_was_enrolled_as(store: StoreAtHand) -> None:
    identity = DeviceIdentity("dev-1", 3, UnitCode("H09.01"), "W4", "k" * 43)

    with store.open_work() as work:
        work.observations.put_device(identity)
        work.commit()

    with store.open_work() as work:
        assert work.observations.device() == identity
