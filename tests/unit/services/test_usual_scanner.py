"""The window's scanner: the one used last, for scans that start without a list; and the ID card laid on it."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest

from counter_app.domain.errors import DeviceBusy, NotFound
from counter_app.domain.id_card import CardReading, read_card
from counter_app.domain.scanning import (
    Device,
    PageScanned,
    ScanEvent,
    ScanFinished,
    ScanProfile,
    ScanStopped,
    Source,
)
from counter_app.services.scan_card import ScanCard
from counter_app.services.usual_scanner import UsualScanner
from tests.fakes.store import MemoryStore

CARD = "074192001234|281234567|Nguyễn Thị Ngọc Ánh|12031992|Nữ|Tổ 3, Phường Vĩnh Tân, Đồng Nai|15042021"
FEEDER = Device("sane", "feeder", "Máy quét nạp giấy")
GLASS = Device("escl", "glass", "Máy quét mặt kính", (Source.FEEDER, Source.FLATBED), max_dpi=200)


class TwoScanners:
    """Two devices; what lies on them is the same ``events``."""

    def __init__(self, *events: ScanEvent) -> None:
        self.there: tuple[Device, ...] = (FEEDER, GLASS)
        self.events = events
        self.asked: list[tuple[Device, ScanProfile]] = []

    def devices(self) -> tuple[Device, ...]:
        return self.there

    def scan(self, device: Device, profile: ScanProfile, *, stop: Event) -> Iterator[ScanEvent]:
        self.asked.append((device, profile))
        yield from () if stop.is_set() else self.events

    def wait_for_start(self, device: Device, *, stop: Event) -> bool:
        return device in self.there and not stop.is_set()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(lambda _event: None)


def read(picture: bytes) -> CardReading:
    if not picture:
        raise NotFound("no_card_code")
    return read_card(picture.decode())


def page(text: str) -> PageScanned:
    return PageScanned(1, text.encode(), "image/jpeg", 200)


def test_without_a_scan_so_far_the_first_scanner_is_the_usual_one(store: MemoryStore) -> None:
    usual = UsualScanner(store.open_work, TwoScanners())

    device = usual()

    assert device == FEEDER


def test_the_scanner_used_last_is_the_usual_one_also_for_the_next_start(store: MemoryStore) -> None:
    UsualScanner(store.open_work, TwoScanners()).used(GLASS)

    again = UsualScanner(store.open_work, TwoScanners())

    assert again() == GLASS
    assert again.first() == (GLASS, FEEDER)


def test_a_scanner_that_failed_and_is_gone_gives_way_to_another(store: MemoryStore) -> None:
    scanners = TwoScanners()
    usual = UsualScanner(store.open_work, scanners)
    usual.used(GLASS)
    scanners.there = (FEEDER,)

    usual.failed()

    assert usual() == FEEDER


def test_no_scanner_is_said(store: MemoryStore) -> None:
    scanners = TwoScanners()
    scanners.there = ()
    usual = UsualScanner(store.open_work, scanners)

    with pytest.raises(DeviceBusy, match="no_scanner"):
        usual()


def test_a_card_is_read_from_the_glass_of_the_usual_scanner_in_one_page(store: MemoryStore) -> None:
    scanners = TwoScanners(page(CARD), ScanFinished(1))
    usual = UsualScanner(store.open_work, scanners)
    usual.used(GLASS)

    reading = ScanCard(scanners, usual, read)(Event())

    assert reading.person.name == "Nguyễn Thị Ngọc Ánh"
    assert scanners.asked == [(GLASS, ScanProfile(source=Source.FLATBED, dpi=200, expected_pages=1))]


def test_a_page_that_came_before_the_scanner_stopped_is_read(store: MemoryStore) -> None:
    scanners = TwoScanners(page(CARD), ScanStopped("feeder_empty", 2))

    reading = ScanCard(scanners, UsualScanner(store.open_work, scanners), read)(Event())

    assert reading.person.id_number == "074192001234"


@pytest.mark.parametrize("code", ["feeder_empty", "jam", "offline"])
def test_why_there_is_no_page_is_said(store: MemoryStore, code: str) -> None:
    scanners = TwoScanners(ScanStopped(code, 1))

    with pytest.raises(DeviceBusy, match=code):
        ScanCard(scanners, UsualScanner(store.open_work, scanners), read)(Event())


def test_something_else_than_a_card_is_said(store: MemoryStore) -> None:
    scanners = TwoScanners(page(""), ScanFinished(1))

    with pytest.raises(NotFound, match="no_card_code"):
        ScanCard(scanners, UsualScanner(store.open_work, scanners), read)(Event())
