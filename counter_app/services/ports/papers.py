"""Papers as files: written, signed, and kept provable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from counter_app.domain.pages import Line
from counter_app.domain.paper_files import PaperMetadata, PaperPage


class PaperWriter(Protocol):
    """Makes the one file of a paper."""

    def write_paper(self, pages: Sequence[PaperPage], about: PaperMetadata) -> bytes:
        """A PDF/A-1b with an invisible text layer; equal input gives equal bytes."""


class PaperSigner(Protocol):
    """Puts the clerk's visible signature on a sealed paper (Circular 01/2023/TT-VPCP Art. 8)."""

    def sign_paper(self, pdf: bytes, *, name: str, when: datetime, page_lines: Sequence[Line]) -> bytes:
        """The signed file. Raises ``TryLater`` or ``NeedsAttention``; the unsigned file is still good."""


class TrustService(Protocol):
    """The time-stamping authority and the issuers of certificates, over the network."""

    def time_stamp(self, request: bytes) -> bytes:
        """The answer (DER) to a request of RFC 3161. Raises ``LinkDown``."""

    def revocation_list(self, url: str) -> bytes:
        """The list (DER) that an issuer publishes there. Raises ``LinkDown``."""


class RemoteSigning(Protocol):
    """A signing service that keeps the clerk's key: it signs a digest when the person says so."""

    def certificates(self, credential: str) -> Sequence[bytes]:
        """The credential's certificate first, then its issuers (DER). Raises ``LinkDown``, ``NeedsAttention``."""

    def sign_digest(self, credential: str, digest: bytes, *, pin: str) -> bytes:
        """The RSA or ECDSA signature of this SHA-256 digest.

        Raises:
            LinkDown: no answer.
            NeedsAttention: ``pin_wrong``, ``remote_signing_refused``.
        """


class Strengthener(Protocol):
    """Adds what proves a signature for decades."""

    def strengthen(self, pdf: bytes) -> bytes:
        """The file with revocation lists and a time stamp; it begins with ``pdf``.

        Raises ``TryLater``, ``NeedsAttention``.
        """
