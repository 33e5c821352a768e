"""A private certificate authority, and what servers prove themselves with."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
YEAR = dt.timedelta(days=365)


class Authority:
    """A private CA that certifies servers of 127.0.0.1, or of another address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CA of the tests")])
        self.file = folder / "ca.pem"
        root = self._build(self._name, self._key.public_key(), NOW - 30 * YEAR, NOW + 30 * YEAR, "")
        self.file.write_bytes(root.public_bytes(Encoding.PEM))

    def server(
        self, since: dt.datetime, until: dt.datetime, address: str = "127.0.0.1"
    ) -> tuple[ssl.SSLContext, bytes]:
        """What a server of this address proves itself with, and its certificate (DER)."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "province")])
        certificate = self._build(name, key.public_key(), since, until, address)
        both = self._folder / f"server-{since.year}-{address}.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        both.write_bytes(private + certificate.public_bytes(Encoding.PEM))
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(both)
        return context, certificate.public_bytes(Encoding.DER)

    def _build(
        self,
        name: x509.Name,
        key: ec.EllipticCurvePublicKey,
        since: dt.datetime,
        until: dt.datetime,
        address: str,
    ) -> x509.Certificate:
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(since)
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=not address, path_length=None), critical=True)
            .add_extension(issuer, critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        )
        if not address:
            usage = x509.KeyUsage(
                digital_signature=True, content_commitment=False, key_encipherment=False, data_encipherment=False,
                key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
            )  # fmt: skip
            builder = builder.add_extension(usage, critical=True)
        else:
            here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
            builder = builder.add_extension(here, critical=False)
        return builder.sign(self._key, hashes.SHA256())
