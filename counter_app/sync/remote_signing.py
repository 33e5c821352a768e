"""A signing service in the way of the Cloud Signature Consortium's API: credentials, authorisation, signHash.

Three requests: what is in the credential, leave to sign one digest (with the PIN), the signature. The service sees
digests only, never a paper.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

import msgspec
from typing_extensions import override

from counter_app.domain.errors import LinkDown, NeedsAttention
from counter_app.services.ports import RemoteSigning
from counter_app.sync.outside import Outside

SHA256_OID = "2.16.840.1.101.3.4.2.1"
_RSA_OID, _ECDSA_OID = "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2"


OK, TROUBLE_OF_THE_SERVICE = 200, 500
Answered = TypeVar("Answered", bound=msgspec.Struct)


class _Certificates(msgspec.Struct, frozen=True):
    certificates: list[str]


class _Key(msgspec.Struct, frozen=True):
    algo: list[str] = []


class _Credential(msgspec.Struct, frozen=True):
    cert: _Certificates
    key: _Key = _Key()


class _Leave(msgspec.Struct, frozen=True):
    SAD: str


class _Signatures(msgspec.Struct, frozen=True):
    signatures: list[str]


class _Problem(msgspec.Struct, frozen=True):
    error: str = ""


class CloudSigning(RemoteSigning):
    """The service at ``url``; ``token`` lets this window speak to it."""

    def __init__(self, url: str, token: str, outside: Outside) -> None:
        self._url = url.rstrip("/")
        self._token = token
        self._outside = outside
        self._algorithms: dict[str, str] = {}

    @override
    def certificates(self, credential: str) -> Sequence[bytes]:
        question: dict[str, object] = {"credentialID": credential, "certificates": "chain"}
        told = self._ask("credentials/info", question, _Credential)
        self._algorithms[credential] = _ECDSA_OID if _ECDSA_OID in told.key.algo else _RSA_OID
        return [_decoded(one) for one in told.cert.certificates]

    @override
    def sign_digest(self, credential: str, digest: bytes, *, pin: str) -> bytes:
        hashes = [base64.b64encode(digest).decode("ascii")]
        question: dict[str, object] = {"credentialID": credential, "numSignatures": 1, "hash": hashes, "PIN": pin}
        leave = self._ask("credentials/authorize", question, _Leave)
        question = {
            "credentialID": credential,
            "SAD": leave.SAD,
            "hash": hashes,
            "hashAlgo": SHA256_OID,
            "signAlgo": self._algorithms.get(credential, _RSA_OID),
        }
        signatures = self._ask("signatures/signHash", question, _Signatures).signatures
        if len(signatures) != 1:
            raise NeedsAttention("remote_signing_refused")
        return _decoded(signatures[0])

    def _ask(self, path: str, question: dict[str, object], kind: type[Answered]) -> Answered:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"}
        answer = self._outside.exchange(
            "POST", f"{self._url}/{path}", body=msgspec.json.encode(question), headers=headers
        )
        if answer.status_code >= TROUBLE_OF_THE_SERVICE:
            raise LinkDown("no_answer", status=answer.status_code)
        if answer.status_code != OK:
            raise NeedsAttention(_code(answer.content))
        try:
            return msgspec.json.decode(answer.content, type=kind)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise NeedsAttention("remote_signing_refused") from error


def _code(content: bytes) -> str:
    try:
        told = msgspec.json.decode(content, type=_Problem).error
    except (msgspec.MsgspecError, UnicodeDecodeError):
        told = ""
    return "pin_wrong" if told == "invalid_pin" else "remote_signing_refused"


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NeedsAttention("remote_signing_refused") from error
