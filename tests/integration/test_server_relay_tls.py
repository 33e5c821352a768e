"""A branch's relay speaks TLS by itself, with a certificate of the centre's own authority, set up by commands."""

from __future__ import annotations

import socket
import ssl
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from typer.testing import CliRunner
from typing_extensions import override

from counter_app.domain.errors import LinkDown
from counter_app.domain.ids import DossierId
from counter_app.sync.transport import LinkSettings, Transport
from province_server.__main__ import cli
from province_server.authority import BadRequest, certified, new_authority, new_request
from province_server.devices import Invitation
from province_server.relay.upstream import OutOfReach, Upstream
from province_server.world import RealWorld
from tests.rigs.province import UNIT, RunningProvince, run_province, settings_in
from tests.rigs.server_process import serving
from tests.rigs.strange_hosts import host, says
from tests.rigs.windows import FaultyTransport, Window, hasten_sign_ins, invite

HERE = "127.0.0.1"
NOWHERE = "http://127.0.0.1:9"
PATIENCE_S = 60
PASSPHRASE = "một câu dài"


@dataclass(frozen=True)
class Files:
    """What the commands left behind."""

    ca: Path
    certificate: Path
    key: Path

    def options(self) -> tuple[str, ...]:
        return ("--tls-certificate", str(self.certificate), "--tls-key", str(self.key))


def set_up(folder: Path, address: str = HERE) -> Files:
    """The authority, the relay's key and request, and the certificate, as IT makes them."""
    central, branch = folder / "authority", folder / f"relay-{address}"
    said = [["new", str(central)]] if not (central / "ca.pem").exists() else []
    said += [["request", str(branch), "--host", address]]
    answer = ["certify", str(branch / "server.csr"), "--authority", str(central)]
    said += [[*answer, "--out", str(branch / "server.pem")]]
    for words in said:
        ended = CliRunner().invoke(cli, ["authority", *words], env={"PROVINCE_CA_PASSPHRASE": PASSPHRASE})
        assert ended.exit_code == 0, ended.output
    return Files(central / "ca.pem", branch / "server.pem", branch / "server.key")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("relay-tls")


@pytest.fixture(scope="module")
def files(home: Path) -> Files:
    return set_up(home)


@dataclass
class Branch:
    """A province, and the branch's relay as a process of its own."""

    running: RunningProvince
    relay_url: str
    files: Files


@pytest.fixture(scope="module")
def branch(home: Path, files: Files) -> Iterator[Branch]:
    for running in run_province(settings_in(home / "province")):
        hasten_sign_ins(running)
        running.province.devices.invite(
            Invitation(UNIT, "relay", "relay"), code="relay", valid_for=timedelta(days=1)
        )
        said = ("--relay", running.url, "--relay-code", "relay", *files.options())
        with serving(home / "branch", *said) as relay:
            yield Branch(running, relay.url, files)


class BranchWindow(Window):
    """A window that was told of the branch's relay and of the centre's authority."""

    def __init__(self, folder: Path, branch: Branch) -> None:
        self._ca = str(branch.files.ca)
        super().__init__(folder, branch.running.url, invite(branch.running), relay_url=branch.relay_url)

    @override
    def linked(self, settings: LinkSettings) -> FaultyTransport:
        return FaultyTransport(replace(settings, ca_file=self._ca))

    def lose_the_province(self) -> None:
        """From now on nobody answers there."""
        self.url = NOWHERE
        self.restart()

    def receipts_of(self, dossier_id: DossierId) -> list[str]:
        return [stored.receipt.place for stored in self.acts_of(dossier_id) if stored.receipt]


def greet(url: str, ca_file: Path | str) -> int:
    transport = Transport(LinkSettings(url, ca_file=str(ca_file)))
    try:
        return transport.exchange("HEAD", "/v1").status
    finally:
        transport.close()


def test_a_window_whose_province_is_away_delivers_by_the_relay_over_tls(branch: Branch, tmp_path: Path) -> None:
    window = BranchWindow(tmp_path / "window", branch)
    window.settle()
    window.lose_the_province()
    dossier_id = window.receive("Nguyễn Thị Ánh")

    given_up_at = monotonic() + PATIENCE_S  # the relay looks twice a second which windows are its own
    while not window.receipts_of(dossier_id) and monotonic() < given_up_at:
        window.step()

    assert window.receipts_of(dossier_id) == ["branch"]
    window.stop()


def test_a_relay_of_another_authority_is_refused_before_anything_is_said(branch: Branch, tmp_path: Path) -> None:
    stranger, _key = new_authority("Kẻ lạ", PASSPHRASE, RealWorld())
    (tmp_path / "stranger.pem").write_bytes(stranger)

    with pytest.raises(LinkDown, match="certificate_refused"):
        greet(branch.relay_url, tmp_path / "stranger.pem")

    assert greet(branch.relay_url, branch.files.ca) == 204


def test_a_certificate_of_another_branch_is_refused(home: Path) -> None:
    other = set_up(home, "10.9.8.7")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(other.certificate, other.key)

    with host(says(b""), context) as elsewhere, pytest.raises(LinkDown, match="certificate_refused"):
        greet(f"https://{HERE}:{elsewhere.port}", other.ca)

    assert not any(elsewhere.requests)


def test_in_clear_the_relay_says_nothing(branch: Branch) -> None:
    port = urlsplit(branch.relay_url).port
    with socket.create_connection((HERE, port), timeout=10) as plain:
        plain.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n")

        answer = plain.recv(4096)

    assert b"HTTP/1.1 200" not in answer


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2])
def test_the_relay_speaks_tls_1_2_and_nothing_older(branch: Branch, newest: ssl.TLSVersion) -> None:
    context = ssl.create_default_context(cafile=str(branch.files.ca))
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = newest

    spoken = ""
    with (
        socket.create_connection((HERE, urlsplit(branch.relay_url).port), timeout=10) as line,
        suppress(ssl.SSLError),
        context.wrap_socket(line, server_hostname=HERE) as secure,
    ):
        spoken = secure.version() or ""

    assert spoken == ("TLSv1.2" if newest is ssl.TLSVersion.TLSv1_2 else "")


def test_a_relay_checks_its_province_and_says_nothing_in_clear(branch: Branch, tmp_path: Path) -> None:
    world, key = branch.running.world, branch.running.province.key
    wrong_ca, _key = new_authority("Kẻ lạ", PASSPHRASE, RealWorld())
    (tmp_path / "wrong.pem").write_bytes(wrong_ca)
    strangers = Upstream(branch.relay_url, key, world, ca_file=str(tmp_path / "wrong.pem"))
    in_clear = Upstream("http://10.9.8.7:8443", key, world)

    for upstream, why in ((strangers, "certificate"), (in_clear, "https")):
        with pytest.raises(OutOfReach, match=f"(?i){why}"):
            upstream.enrol("code")
        upstream.close()


def test_the_keys_are_readable_by_their_owner_alone_and_the_authoritys_needs_its_passphrase(
    files: Files,
) -> None:
    central = files.ca.with_name("ca.key")

    modes = {stat.S_IMODE(path.stat().st_mode) for path in (central, files.key)}

    assert modes == {0o600}
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in central.read_bytes()


def test_nothing_is_replaced(files: Files) -> None:
    before = files.ca.read_bytes()
    env = {"PROVINCE_CA_PASSPHRASE": PASSPHRASE}

    again = CliRunner().invoke(cli, ["authority", "new", str(files.ca.parent)], env=env)

    assert (again.exit_code, files.ca.read_bytes()) == (2, before)


def test_of_a_request_only_the_key_and_the_names_are_taken(files: Files) -> None:
    certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())

    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value

    assert not constraints.ca
    assert [purpose.dotted_string for purpose in purposes] == ["1.3.6.1.5.5.7.3.1"]
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc < timedelta(days=402)


def test_a_wrong_passphrase_or_a_request_that_was_changed_gets_no_certificate() -> None:
    world = RealWorld()
    ca, ca_key = new_authority("Trung tâm", PASSPHRASE, world)
    request, _key = new_request(["10.0.0.1"])
    theirs = x509.load_pem_x509_csr(request)
    der = theirs.public_bytes(Encoding.DER).replace(b"\x0a\x00\x00\x01", b"\x0a\x00\x00\x02")
    forged = x509.load_der_x509_csr(der).public_bytes(Encoding.PEM)

    with pytest.raises(ValueError, match=r"(?i)password|decrypt"):
        certified(request, ca, ca_key, "sai", world, days=10)
    with pytest.raises(BadRequest):
        certified(forged, ca, ca_key, PASSPHRASE, world, days=10)


def test_a_certificate_without_its_key_is_told_at_the_start(files: Files, tmp_path: Path) -> None:
    ended = CliRunner().invoke(cli, ["--data", str(tmp_path / "p"), "--tls-certificate", str(files.certificate)])

    assert (ended.exit_code, (tmp_path / "p").exists()) == (2, False)
