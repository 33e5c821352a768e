"""Capturing: a page exists once it is in the vault and committed; whatever breaks afterwards, it stays."""

from __future__ import annotations

from threading import Event

import pytest

from counter_app.domain.ids import DossierId
from counter_app.domain.scanning import ScanProfile
from counter_app.services.capture import Capture
from counter_app.services.events import PageCaptured
from tests.builders.desk import DeskOfTests, small_jpeg
from tests.fakes.scanner import FakeScanner

DOSSIER = DossierId("d-1")


@pytest.fixture
def desk() -> DeskOfTests:
    return DeskOfTests()


def capture(desk: DeskOfTests, scanner: FakeScanner) -> Capture:
    return Capture(desk.store.open_work, desk.vault, scanner, desk.clock, desk.chance)


def sheets(number: int) -> list[bytes]:
    return [small_jpeg(shade * 40) for shade in range(number)]


def raws(desk: DeskOfTests) -> list[bytes]:
    with desk.store.open_work() as work:
        return [desk.vault.get(page.raw) for page in work.pages.of_dossier(DOSSIER)]


def test_pages_are_kept_as_the_device_gave_them_and_in_its_order(desk: DeskOfTests) -> None:
    scanner = FakeScanner(sheets(3))

    outcome = capture(desk, scanner).run(DOSSIER, scanner.devices()[0], ScanProfile(), stop=Event())

    assert raws(desk) == sheets(3)
    assert (len(outcome.pages), outcome.stopped) == (3, None)


def test_a_page_is_told_only_after_it_is_stored(desk: DeskOfTests) -> None:
    scanner = FakeScanner(sheets(1))

    outcome = capture(desk, scanner).run(DOSSIER, scanner.devices()[0], ScanProfile(), stop=Event())

    assert desk.store.events == [PageCaptured(DOSSIER, outcome.pages[0])]


def test_pages_before_a_jam_stay_and_the_jam_is_told(desk: DeskOfTests) -> None:
    scanner = FakeScanner(sheets(2), fault="jam")

    outcome = capture(desk, scanner).run(DOSSIER, scanner.devices()[0], ScanProfile(), stop=Event())

    assert outcome.stopped is not None
    assert (outcome.stopped.code, len(raws(desk))) == ("jam", 2)


def test_a_second_scan_goes_on_behind_the_first(desk: DeskOfTests) -> None:
    scanner = FakeScanner(sheets(2))
    use_case = capture(desk, scanner)

    use_case.run(DOSSIER, scanner.devices()[0], ScanProfile(), stop=Event())
    use_case.run(DOSSIER, scanner.devices()[0], ScanProfile(), stop=Event())

    with desk.store.open_work() as work:
        assert [page.position for page in work.pages.of_dossier(DOSSIER)] == [1, 2, 3, 4]


def test_a_cancelled_scan_keeps_what_was_captured(desk: DeskOfTests) -> None:
    scanner = FakeScanner(sheets(3))
    stop = Event()
    stop.set()

    outcome = capture(desk, scanner).run(DOSSIER, scanner.devices()[0], ScanProfile(), stop=stop)

    assert outcome.cancelled
    assert len(raws(desk)) == len(outcome.pages)
