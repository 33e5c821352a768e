"""A signing key that a signing service keeps: the paper stays here, only its digest travels.

The person's PIN is asked for once for each service session, as for a token, and kept in memory alone.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from asn1crypto import x509
from pyhanko.sign import Signer as CmsSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore
from typing_extensions import override

from counter_app.documents.signing_keys import SigningKey, require_validity
from counter_app.domain.errors import NeedsAttention, TryLater
from counter_app.services.ports import PinEntry, RemoteSigning

_LARGEST_SIGNATURE: Final = 512


class RemoteKey(SigningKey):
    """A credential at a signing service; ``credential`` names that of whoever sits at the window now."""

    def __init__(self, service: RemoteSigning, credential: Callable[[], str], pin: PinEntry) -> None:
        self._service = service
        self._named = credential
        self._credential = ""
        self._pin_entry = pin
        self._pin: str | None = None
        self._certificates: Sequence[x509.Certificate] = ()

    @override
    def opened(self, when: datetime) -> CmsSigner:
        """The signer at the service.

        Raises:
            TryLater: no link to the service, or ``pin_needed``.
            NeedsAttention: ``pin_wrong``, ``remote_signing_refused``, or the certificate is not valid.
        """
        if self._credential != self._named():
            self._credential, self._certificates, self._pin = self._named(), (), None
        if not self._certificates:
            given = self._service.certificates(self._credential)
            try:
                self._certificates = [x509.Certificate.load(one) for one in given]
                signer = _RemoteSigner(self, self._certificates)
            except (ValueError, IndexError) as error:
                self._certificates = ()
                raise NeedsAttention("remote_signing_refused") from error
        else:
            signer = _RemoteSigner(self, self._certificates)
        require_validity(signer, when)
        if self._pin is None:
            self._pin = self._pin_entry.ask(self._credential, last_try=False)
        if not self._pin:
            self._pin = None
            raise TryLater("pin_needed")
        return signer

    def forget(self) -> None:
        """Another person sits here: the PIN is asked for again."""
        self._pin = None

    def sign(self, data: bytes) -> bytes:
        """The signature over the SHA-256 digest of ``data``. Raises as ``opened``."""
        try:
            return self._service.sign_digest(self._credential, hashlib.sha256(data).digest(), pin=self._pin or "")
        except NeedsAttention:
            self._pin = None
            raise


class _RemoteSigner(CmsSigner):
    def __init__(self, key: RemoteKey, certificates: Sequence[x509.Certificate]) -> None:
        registry = SimpleCertificateStore()
        registry.register_multiple(certificates[1:])
        super().__init__(signing_cert=certificates[0], cert_registry=registry, embed_roots=True)
        self._key = key

    @override
    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if dry_run:
            return b"0" * _LARGEST_SIGNATURE
        if digest_algorithm.lower() != "sha256":
            raise NeedsAttention("signing_failed")
        return await asyncio.to_thread(self._key.sign, data)
