"""Where the clerk's signing key lives. A key in a PFX file serves training; tokens stand behind the same seam."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from pyhanko.sign import Signer as CmsSigner
from pyhanko.sign import SimpleSigner
from typing_extensions import override

from counter_app.domain.errors import NeedsAttention


class SigningKey(Protocol):
    """A key and its certificate, wherever they are kept."""

    def opened(self, when: datetime) -> CmsSigner:
        """The signer, ready to sign at ``when``.

        Raises:
            TryLater: The key is not at hand now: token not inserted, in use, no link to a remote signer.
            NeedsAttention: It cannot be used: wrong PIN, locked, certificate expired or not yet valid.
        """


class PfxKey(SigningKey):
    """A key in a PKCS#12 file. The passphrase is kept in memory only."""

    def __init__(self, pfx: bytes, passphrase: str) -> None:
        self._pfx = pfx
        self._passphrase = passphrase

    @override
    def opened(self, when: datetime) -> CmsSigner:
        try:
            signer: CmsSigner = SimpleSigner.load_pkcs12_data(self._pfx, (), self._passphrase.encode("utf-8"))
        except ValueError as error:
            raise NeedsAttention("signing_key_unreadable") from error
        require_validity(signer, when)
        return signer


def require_validity(signer: CmsSigner, when: datetime) -> None:
    """Refuse a certificate that is not valid at ``when``.

    Raises:
        NeedsAttention: ``certificate_expired`` or ``certificate_not_yet_valid``.
    """
    certificate = signer.signing_cert
    if certificate is None:
        raise NeedsAttention("signing_key_unreadable")
    if when > certificate.not_valid_after:
        raise NeedsAttention("certificate_expired", until=certificate.not_valid_after.date().isoformat())
    if when < certificate.not_valid_before:
        raise NeedsAttention("certificate_not_yet_valid", since=certificate.not_valid_before.date().isoformat())
