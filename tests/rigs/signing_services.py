"""A time-stamping authority, a list of revoked certificates and a signing service, over real HTTP on loopback.

The stamps are made by the signing library's own authority for tests, the lists and certificates by cryptography.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.rigs.province import served
from tests.rigs.training import CLERK

CLERK_HOLDS = timedelta(days=365)
"""How long the clerk's certificate is valid; the authority's is ten times as long."""

PIN, TOKEN, CREDENTIAL = "864213", "window-token", "lan@centre"
DER = serialization.Encoding.DER


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


@cache
def _key(name: str) -> rsa.RSAPrivateKey:
    del name
    return rsa.generate_private_key(65537, 2048)


@dataclass
class Authority:
    """A certificate authority whose lists are published at ``crl_url``."""

    since: datetime
    crl_url: str
    until: datetime = field(init=False)
    certificate: x509.Certificate = field(init=False)
    revoked: list[tuple[int, datetime]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.until = self.since + timedelta(days=3650)
        self.certificate = self._signed(_name("CA THỬ"), _key("ca").public_key(), authority=True)

    def issue(self, name: str, public_key: rsa.RSAPublicKey, *, stamps: bool = False) -> x509.Certificate:
        return self._signed(_name(name), public_key, stamps=stamps)

    def _signed(
        self, subject: x509.Name, public_key: rsa.RSAPublicKey, *, authority: bool = False, stamps: bool = False
    ) -> x509.Certificate:
        until = self.until if authority or stamps else self.since + CLERK_HOLDS
        usage = x509.KeyUsage(
            digital_signature=not authority, content_commitment=not authority, key_encipherment=False,
            data_encipherment=False, key_agreement=False, key_cert_sign=authority, crl_sign=authority,
            encipher_only=False, decipher_only=False,
        )  # fmt: skip
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(_name("CA THỬ"))
            .public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.since - timedelta(hours=1))
            .not_valid_after(until)
            .add_extension(
                x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True
            )
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(_key("ca").public_key()), critical=False
            )
        )
        if not authority:
            place = x509.UniformResourceIdentifier(self.crl_url)
            point = x509.DistributionPoint([place], None, None, None)
            builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        if stamps:
            use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(use, critical=True)
        return builder.sign(_key("ca"), hashes.SHA256())

    def revocation_list(self, now: datetime) -> bytes:
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(_name("CA THỬ"))
            .last_update(now - timedelta(minutes=5))
            .next_update(now + timedelta(days=30))
            .add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(_key("ca").public_key()), critical=False
            )
        )
        for serial, at in self.revoked:
            one = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(at).build()
            builder = builder.add_revoked_certificate(one)
        return builder.sign(_key("ca"), hashes.SHA256()).public_bytes(DER)


@dataclass
class SigningServices:
    """What stands behind the addresses; a test may make it fail (``down``) or refuse."""

    url: str
    now: Callable[[], datetime]
    authority: Authority = field(init=False)
    asked: list[str] = field(default_factory=list)
    down: bool = False
    seen: list[bytes] = field(default_factory=list)
    _leaves: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.authority = Authority(self.now(), f"{self.url}/ca.crl")
        self.clerk = self.authority.issue(CLERK, _key("clerk").public_key())
        stamper = self.authority.issue("TSA THỬ", _key("tsa").public_key(), stamps=True)
        self._stamper = DummyTimeStamper(
            asn1.Certificate.load(stamper.public_bytes(DER)),
            keys.PrivateKeyInfo.load(
                _key("tsa").private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
            ),
            SimpleCertificateStore.from_certs(
                [asn1.Certificate.load(self.authority.certificate.public_bytes(DER))]
            ),
        )

    @property
    def root(self) -> asn1.Certificate:
        return asn1.Certificate.load(self.authority.certificate.public_bytes(DER))

    @property
    def tsa_url(self) -> str:
        return f"{self.url}/tsa"

    @property
    def csc_url(self) -> str:
        return f"{self.url}/csc/v2"

    def pfx(self, passphrase: str) -> bytes:
        """The clerk's key and certificate of this authority."""
        protection = serialization.BestAvailableEncryption(passphrase.encode())
        return pkcs12.serialize_key_and_certificates(
            b"k", _key("clerk"), self.clerk, [self.authority.certificate], protection
        )

    def app(self) -> Starlette:
        routes = [
            Route("/tsa", self._stamp, methods=["POST"]),
            Route("/ca.crl", self._list),
            Route("/csc/v2/credentials/info", self._info, methods=["POST"]),
            Route("/csc/v2/credentials/authorize", self._authorize, methods=["POST"]),
            Route("/csc/v2/signatures/signHash", self._sign, methods=["POST"]),
        ]
        return Starlette(routes=routes)

    async def _stamp(self, request: Request) -> Response:
        self.asked.append("stamp")
        if self.down:
            return Response(status_code=503)
        question = tsp.TimeStampReq.load(await request.body())
        self._stamper.fixed_dt = self.now()
        answer = self._stamper.request_tsa_response(question)
        return Response(answer.dump(), media_type="application/timestamp-reply")

    async def _list(self, _request: Request) -> Response:
        self.asked.append("list")
        if self.down:
            return Response(status_code=503)
        return Response(self.authority.revocation_list(self.now()), media_type="application/pkix-crl")

    async def _info(self, request: Request) -> Response:
        self.asked.append("info")
        if self.down:
            return Response(status_code=503)
        if not _admitted(request) or (await request.json())["credentialID"] != CREDENTIAL:
            return JSONResponse({"error": "invalid_request"}, 400)
        chain = [self.clerk, self.authority.certificate]
        told = [base64.b64encode(one.public_bytes(DER)).decode() for one in chain]
        return JSONResponse({"cert": {"certificates": told}, "key": {"algo": ["1.2.840.113549.1.1.11"]}})

    async def _authorize(self, request: Request) -> Response:
        self.asked.append("authorize")
        question = await request.json()
        if not _admitted(request) or question["PIN"] != PIN:
            return JSONResponse({"error": "invalid_pin"}, 400)
        leave = secrets.token_urlsafe(16)
        self._leaves[leave] = question["hash"][0]
        return JSONResponse({"SAD": leave})

    async def _sign(self, request: Request) -> Response:
        self.asked.append("sign")
        body = await request.body()
        self.seen.append(body)
        question = await request.json()
        if self._leaves.pop(question["SAD"], None) != question["hash"][0]:
            return JSONResponse({"error": "invalid_request"}, 400)
        digest = base64.b64decode(question["hash"][0])
        signature = _key("clerk").sign(digest, padding.PKCS1v15(), Prehashed(hashes.SHA256()))
        return JSONResponse({"signatures": [base64.b64encode(signature).decode()]})


def _admitted(request: Request) -> bool:
    return request.headers.get("authorization") == f"Bearer {TOKEN}"


@contextmanager
def signing_services(now: Callable[[], datetime]) -> Iterator[SigningServices]:
    """The services, until the block ends."""
    late: list[SigningServices] = []

    async def pass_on(scope: object, receive: object, send: object) -> None:
        await late[0].app()(scope, receive, send)  # type: ignore[arg-type]

    with served(pass_on) as url:  # type: ignore[arg-type]
        late.append(SigningServices(url, now))
        yield late[0]
