"""Serials: leased slices of this life of the device, and each serial given once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from counter_app.contract.messages import NumberSlice
from counter_app.domain.ids import UnitCode
from counter_app.services.ports import DeviceIdentity
from tests.contract.conftest import StoreAtHand

UNIT = UnitCode("H09.01")
TODAY = date(2026, 11, 23)
DEVICE = DeviceIdentity("dev-1", 2, UNIT, "W1", "key")
SLICE = NumberSlice(slice_id="s1", unit=UNIT, day="2026-11-23", first=401, last=450, device_id="dev-1", epoch=2)


def lease(store: StoreAtHand, *slices: NumberSlice, device: DeviceIdentity | None = DEVICE) -> None:
    with store.open_work() as work:
        if device is not None:
            work.observations.put_device(device)
        for one in slices:
            work.numbers.add_slice(one)
        work.commit()


def slices(store: StoreAtHand, *, unit: UnitCode = UNIT, day: date = TODAY) -> list[NumberSlice]:
    with store.open_work() as work:
        return list(work.numbers.slices(unit, day))


def test_the_slices_of_a_units_day_come_oldest_lease_first(store: StoreAtHand) -> None:
    later = msgspec.structs.replace(SLICE, slice_id="s0", first=1, last=50)

    lease(store, SLICE, later)

    assert slices(store) == [SLICE, later]


def test_slices_of_other_days_and_units_are_not_given(store: StoreAtHand) -> None:
    lease(store, SLICE)

    assert (slices(store, unit=UnitCode("H09.02")), slices(store, day=date(2026, 11, 24))) == ([], [])


def test_slices_of_a_former_life_of_the_device_are_not_given(store: StoreAtHand) -> None:
    lease(store, SLICE, device=replace(DEVICE, epoch=3))

    assert slices(store) == []


def test_slices_of_another_device_are_not_given(store: StoreAtHand) -> None:
    lease(store, SLICE, device=replace(DEVICE, device_id="dev-2"))

    assert slices(store) == []


def test_before_enrolment_there_are_no_slices(store: StoreAtHand) -> None:
    lease(store, SLICE, device=None)

    assert slices(store) == []


def test_the_same_slice_twice_is_one(store: StoreAtHand) -> None:
    lease(store, SLICE, SLICE)

    assert slices(store) == [SLICE]


def test_used_serials_are_remembered_by_unit_and_day(store: StoreAtHand) -> None:
    with store.open_work() as work:
        work.numbers.use(UNIT, TODAY, 401)
        work.numbers.use(UNIT, TODAY, 402)
        work.numbers.use(UnitCode("H09.02"), TODAY, 9)
        work.commit()

    with store.open_work() as work:
        used = (work.numbers.used(UNIT, TODAY), work.numbers.used(UNIT, date(2026, 11, 24)))

    assert used == (frozenset({401, 402}), frozenset())


def test_a_serial_is_never_given_twice(store: StoreAtHand) -> None:
    with store.open_work() as work:
        work.numbers.use(UNIT, TODAY, 401)
        work.commit()

    with store.open_work() as work, pytest.raises(ValueError, match=r"."):
        work.numbers.use(UNIT, TODAY, 401)
