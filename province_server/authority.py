"""A private certificate authority for the centre's own machines: made once, then one certificate for each relay.

The relay makes its key and keeps it; only the request travels. The authority's key signs nothing but certificates,
so it is kept off the network and under a passphrase. Windows are told of the authority's certificate (``CaFile``).
"""

from __future__ import annotations

import ipaddress
import os
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from province_server.world import RealWorld, World

AUTHORITY_YEARS = 10
MOST_DAYS = 825
"""Longer certificates are refused by what checks them."""

_BEFORE = timedelta(hours=1)
"""Clocks of windows may be a little behind."""

authority = typer.Typer(help="A private certificate authority for relays and servers of the centre.")

Passphrase = Annotated[
    str,
    typer.Option(envvar="PROVINCE_CA_PASSPHRASE", prompt=True, hide_input=True, help="Of the authority's key."),
]


class BadRequest(Exception):
    """This request for a certificate is not signed, or asks for something else than to serve."""


@authority.command("new")
def make_authority(
    folder: Annotated[Path, typer.Argument(help="Where to put ca.pem and ca.key.")],
    passphrase: Passphrase,
    name: Annotated[str, typer.Option(help="What the authority is called.")] = "Trung tâm Phục vụ hành chính công",
) -> None:
    """Make the authority: ca.pem for the windows, ca.key to be locked away."""
    folder.mkdir(parents=True, exist_ok=True)
    _refuse_to_replace(folder / "ca.pem", folder / "ca.key")
    certificate, key = new_authority(name, passphrase, RealWorld())
    (folder / "ca.pem").write_bytes(certificate)
    _write_private(folder / "ca.key", key)
    typer.echo(f"{folder / 'ca.pem'}, {folder / 'ca.key'}")


@authority.command("request")
def make_request(
    folder: Annotated[Path, typer.Argument(help="Where to put server.key and server.csr.")],
    host: Annotated[list[str], typer.Option(help="Name or address of this machine; may be repeated.")],
) -> None:
    """On the relay: make its key and the request that the authority answers. The key never leaves."""
    folder.mkdir(parents=True, exist_ok=True)
    _refuse_to_replace(folder / "server.key")
    request, key = new_request(host)
    _write_private(folder / "server.key", key)
    (folder / "server.csr").write_bytes(request)
    typer.echo(f"{folder / 'server.csr'}")


@authority.command("certify")
def certify_request(
    request: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The relay's server.csr.")],
    folder: Annotated[Path, typer.Option("--authority", help="Folder with ca.pem and ca.key.")],
    out: Annotated[Path, typer.Option(help="The certificate to be written, for the relay.")],
    passphrase: Passphrase,
    days: Annotated[int, typer.Option(min=1, max=MOST_DAYS, help="How long it holds.")] = 400,
) -> None:
    """Where the authority is: answer a relay's request with a certificate."""
    try:
        content = certified(
            request.read_bytes(),
            (folder / "ca.pem").read_bytes(),
            (folder / "ca.key").read_bytes(),
            passphrase,
            RealWorld(),
            days=days,
        )
    except (BadRequest, ValueError) as error:
        typer.echo(f"no certificate: {error}", err=True)
        raise typer.Exit(2) from error
    out.write_bytes(content)
    typer.echo(f"{out}")


def new_authority(name: str, passphrase: str, world: World) -> tuple[bytes, bytes]:
    """The authority's certificate and its key under the passphrase, both PEM."""
    key = ec.generate_private_key(ec.SECP384R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = world.now()
    usage = x509.KeyUsage(
        digital_signature=False, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BEFORE)
        .not_valid_after(now + timedelta(days=365 * AUTHORITY_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA384())
    )
    encryption = BestAvailableEncryption(passphrase.encode())
    return certificate.public_bytes(Encoding.PEM), key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)


def new_request(hosts: list[str]) -> tuple[bytes, bytes]:
    """A request for a certificate of these names and addresses, and the key that stays (PEM)."""
    key = ec.generate_private_key(ec.SECP256R1())
    request = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hosts[0])]))
        .add_extension(x509.SubjectAlternativeName([_general_name(host) for host in hosts]), critical=False)
        .sign(key, hashes.SHA256())
    )
    return request.public_bytes(Encoding.PEM), key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def certified(
    request: bytes, authority_pem: bytes, authority_key: bytes, passphrase: str, world: World, *, days: int
) -> bytes:
    """The certificate for a server (PEM): of the request nothing is taken but its key, names and addresses.

    Raises:
        BadRequest: not signed with its own key, or without names.
        ValueError: the passphrase is wrong, or a file is none.
    """
    asked = x509.load_pem_x509_csr(request)
    if not asked.is_signature_valid:
        raise BadRequest("the request is not signed with its own key")
    try:
        names = asked.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound as error:
        raise BadRequest("the request names no host") from error
    issuer = x509.load_pem_x509_certificate(authority_pem)
    key = load_pem_private_key(authority_key, passphrase.encode())
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise BadRequest("this is not the key of the authority")
    public, now = asked.public_key(), world.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(asked.subject)
        .issuer_name(issuer.subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BEFORE)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(names, critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA384())
    )
    return certificate.public_bytes(Encoding.PEM)


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _refuse_to_replace(*paths: Path) -> None:
    for path in paths:
        if path.exists():
            typer.echo(f"{path} is there already", err=True)
            raise typer.Exit(2)


def _write_private(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
