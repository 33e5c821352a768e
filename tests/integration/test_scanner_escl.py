"""Network scanners over real HTTP: settings, faults, cancels, discovery, and the judgement of another client."""

from __future__ import annotations

import datetime as dt
import io
import threading
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image
from zeroconf import ServiceInfo, Zeroconf

from counter_app.domain.scanning import (
    ColourMode,
    PageScanned,
    ScanEvent,
    ScanFinished,
    ScanProfile,
    ScanStopped,
    Source,
)
from counter_app.scanner.drivers.escl import EsclDriver
from counter_app.scanner.drivers.setups import EsclSetup, SaneSetup
from counter_app.scanner.supervisor import ScannerHub, write_sane_config
from tests.rigs import scanners
from tests.rigs.escl_server import EsclServer, Step
from tests.rigs.scanners import ENVIRONMENT, Loaded, last_of, pages_of, picture

ONE, TWO, THREE = (picture(number) for number in (1, 2, 3))
QUICK = EsclSetup(timeout_s=5.0, begin_s=0.5, page_s=1.0, again_s=0.01)


def scanned(
    server: EsclServer,
    profile: ScanProfile | None = None,
    *,
    stop: threading.Event | None = None,
    setup: EsclSetup = QUICK,
) -> list[ScanEvent]:
    driver = EsclDriver(setup, lambda _: None)
    events = driver.scan(
        scanners.device_of(server), profile or ScanProfile(dpi=200), stop=stop or threading.Event()
    )
    return list(events)


def test_pages_are_the_scanners_own_files() -> None:
    with EsclServer([ONE, TWO]) as server:
        events = scanned(server)

    assert [page.image for page in pages_of(events)] == [ONE, TWO]
    assert last_of(events) == ScanFinished(2)


@pytest.mark.parametrize("whole_locations", [True, False])
def test_job_is_looked_for_at_the_scanner_whatever_it_calls_itself(whole_locations: bool) -> None:
    with EsclServer([ONE], whole_locations=whole_locations) as server:
        events = scanned(server)

    assert last_of(events) == ScanFinished(1)


def test_profile_becomes_a_job_within_what_the_scanner_can() -> None:
    profile = ScanProfile(duplex=True, dpi=240, colour=ColourMode.GREY, page_height_mm=500)
    with EsclServer([ONE, TWO, THREE]) as server:
        pages = pages_of(scanned(server, profile))

    (job,) = server.jobs
    wanted = {
        "InputSource": "Feeder",
        "Duplex": "true",
        "ColorMode": "Grayscale8",
        "XResolution": "300",
        "YResolution": "300",
        "Width": "2480",
        "Height": "4200",
        "DocumentFormat": "image/jpeg",
    }
    assert wanted.items() <= job.settings.items()
    assert [(page.dpi, page.origin) for page in pages] == [(300, "1A"), (300, "1B"), (300, "2A")]


def test_glass_gives_one_page() -> None:
    with EsclServer([ONE, TWO]) as server:
        events = scanned(server, ScanProfile(source=Source.FLATBED))

    assert server.jobs[0].settings["InputSource"] == "Platen"
    assert last_of(events) == ScanFinished(1)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("jam", "jam"),
        ("double feed", "double_feed"),
        ("cover open", "cover_open"),
        ("cancelled at device", "cancelled_at_device"),
        ("drop", "io_error"),
        ("half a page", "io_error"),
        ("half a file", "truncated_image"),
        ("a letter", "not_an_image"),
        ("silence", "io_error"),
        ("error", "io_error"),
    ],
)
def test_fault_after_two_pages_keeps_them_and_has_its_code(fault: Step, code: str) -> None:
    with EsclServer([ONE, TWO, fault, THREE]) as server:
        events = scanned(server)

        end = last_of(events)
        assert server.reached == [fault]
        assert [page.image for page in pages_of(events)] == [ONE, TWO]
        assert isinstance(end, ScanStopped)
        assert (end.code, end.page) == (code, 3)


def test_scan_after_a_jam_goes_on_with_the_next_sheet() -> None:
    with EsclServer([ONE, "jam", TWO, THREE]) as server:
        scanned(server)
        server.adf = "ScannerAdfLoaded"

        events = scanned(server)

    assert [page.image for page in pages_of(events)] == [TWO, THREE]


def test_jam_that_was_cleared_is_not_reported_again_though_the_scanner_still_shows_it() -> None:
    with EsclServer([ONE, TWO]) as server:
        server.adf = "ScannerAdfJam"

        first = scanned(server, ScanProfile(expected_pages=1))

    assert last_of(first) == ScanFinished(1)


def test_empty_feeder_is_said_to_be_empty() -> None:
    with EsclServer([]) as server:
        (end,) = scanned(server)

    assert isinstance(end, ScanStopped)
    assert end.code == "feeder_empty"


@pytest.mark.parametrize("delay", ["busy", "early end"])
def test_scanner_that_is_not_ready_is_asked_again(delay: Step) -> None:
    with EsclServer([delay, ONE, delay, delay, TWO]) as server:
        events = scanned(server)

    assert server.reached == [delay] * 3
    assert last_of(events) == ScanFinished(2)


def test_scanner_that_takes_a_job_late_is_asked_again() -> None:
    with EsclServer([ONE], refuse_jobs=2) as server:
        events = scanned(server)

    assert server.reached == ["refused job"] * 2
    assert last_of(events) == ScanFinished(1)


def test_scanner_that_never_takes_a_job_is_busy() -> None:
    with EsclServer([ONE], refuse_jobs=1_000_000) as server:
        (end,) = scanned(server)

    assert isinstance(end, ScanStopped)
    assert end.code == "busy"


def test_scanner_that_is_busy_for_ever_in_the_middle_is_busy() -> None:
    with EsclServer([ONE, *(["busy"] * 100_000)]) as server:
        events = scanned(server)

    end = last_of(events)
    assert isinstance(end, ScanStopped)
    assert (end.code, end.page) == ("busy", 2)


def test_cancel_while_paper_moves_ends_at_once_and_removes_the_job() -> None:
    stop = threading.Event()
    patient = EsclSetup(page_s=60.0)
    with EsclServer([ONE, "silence"]) as server:
        events = []
        driver = EsclDriver(patient, lambda _: None)
        for event in driver.scan(scanners.device_of(server), ScanProfile(), stop=stop):
            events.append(event)
            stop.set()

        assert last_of(events) == ScanFinished(1, cancelled=True)
        assert server.requests[-1] == f"DELETE {server.jobs[0].path}"


def test_pages_beyond_those_expected_are_not_fetched_and_the_job_is_removed() -> None:
    with EsclServer([ONE, TWO, THREE]) as server:
        scanned(server, ScanProfile(expected_pages=2))

    assert server.requests[-1] == f"DELETE {server.jobs[0].path}"
    assert server.left == [THREE]


def test_next_page_is_requested_when_it_is_asked_for() -> None:
    with EsclServer([ONE, TWO]) as server:
        events = EsclDriver(QUICK, lambda _: None).scan(
            scanners.device_of(server), ScanProfile(), stop=threading.Event()
        )
        next(events)
        assert sum("NextDocument" in request for request in server.requests) == 1

        assert isinstance(next(events), PageScanned)
        events.close()  # type: ignore[attr-defined]


def test_encrypted_scanner_with_its_own_certificate_is_used(tmp_path: Path) -> None:
    with EsclServer([ONE], certificate=own_certificate(tmp_path)) as server:
        events = scanned(server)

    assert last_of(events) == ScanFinished(1)


def own_certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "printer-7.local")])
    begin = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin + dt.timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    file = folder / "scanner.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file


def test_scanner_that_announces_itself_is_found_once() -> None:
    with EsclServer([ONE]) as server, Zeroconf(interfaces=["127.0.0.1"]) as network:
        network.register_service(
            ServiceInfo(
                "_uscan._tcp.local.",
                "Scanner._uscan._tcp.local.",
                port=server.port,
                parsed_addresses=["127.0.0.1"],
                properties={"rs": "eSCL", "ty": server.title, "UUID": "4509a320"},
            )
        )
        setup = EsclSetup((server.address,), discover_s=2.0, interfaces=("127.0.0.1",))
        only_heard = EsclDriver(EsclSetup(discover_s=2.0, interfaces=("127.0.0.1",)), lambda _: None).devices()
        known_and_heard = EsclDriver(setup, lambda _: None).devices()

    for found in (only_heard, known_and_heard):
        (device,) = found
        assert (device.address, device.title) == (server.address, server.title)
        assert device.sources == (Source.FEEDER, Source.FLATBED)
        assert device.duplex


@pytest.fixture
def airscan_folder(tmp_path: Path) -> Path:
    return tmp_path / "sane"


def airscan(server: EsclServer, folder: Path) -> Loaded:
    """SANE's own client for such scanners, which we did not write."""
    settings = f'[devices]\n"Rig" = {server.address}, eSCL\n[options]\ndiscovery = disable\n'
    write_sane_config(folder, ["airscan"], {"airscan.conf": settings})
    with ScannerHub(drivers=[SaneSetup(str(folder))], environment=ENVIRONMENT) as hub:
        (device,) = hub.devices()
    return Loaded(SaneSetup(str(folder)), device, 0)


def test_another_client_scans_from_the_rig_as_we_do(airscan_folder: Path) -> None:
    big = [picture(number, size=(1654, 2339)) for number in (1, 2, 3)]
    with EsclServer(big, refills=True, whole_locations=False) as server:
        ours = pages_of(scanned(server))
        loaded = airscan(server, airscan_folder)
        with scanners.hub_of(loaded) as hub:
            theirs = scanners.scan(hub, loaded, ScanProfile(dpi=200))

    assert last_of(theirs) == ScanFinished(3)
    for own, other in zip(ours, pages_of(theirs), strict=True):
        with Image.open(io.BytesIO(own.image)) as one, Image.open(io.BytesIO(other.image)) as two:
            assert one.size == two.size


def test_another_client_meets_the_jam_that_we_meet(airscan_folder: Path) -> None:
    big = [picture(number, size=(1654, 2339)) for number in (1, 2)]
    with EsclServer([*big, "jam"], whole_locations=False) as server:
        loaded = airscan(server, airscan_folder)
        with scanners.hub_of(loaded) as hub:
            theirs = scanners.scan(hub, loaded, ScanProfile(dpi=200))

    end = last_of(theirs)
    assert server.reached == ["jam"]
    assert len(pages_of(theirs)) == 2
    assert isinstance(end, ScanStopped)
    assert end.code == "jam"
