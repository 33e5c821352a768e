"""The province at the other end of the link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from counter_app.contract.acts import Act
from counter_app.contract.messages import (
    ActsAnswer,
    Certificate,
    CertificateRequest,
    ChangesAnswer,
    EnrolAnswer,
    EnrolRequest,
    NumberSlicesAnswer,
    NumberSlicesRequest,
    PersonPapersAnswer,
)
from counter_app.domain.errors import CounterError


@dataclass(frozen=True, slots=True)
class ClerkProof:
    """What a clerk signed in with, for requests that the province answers to a person alone.

    It is the password, or what the province gave for a sign-in in the browser (``sign_in``). It lives in memory
    from the sign-in to the sign-out and is written nowhere.
    """

    login: str
    password: str = field(default="", repr=False)
    sign_in: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Begun:
    """An upload's address and how many bytes of it have arrived."""

    url: str
    offset: int


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A file with all its bytes."""

    digest: str
    content: bytes


class Gateway(Protocol):
    """The province, one request per call. Every request may be repeated without harm.

    Raises ``LinkDown`` when there was no answer or not the province's, ``TryLater`` when the province said so,
    ``Refused`` with the problem's code when it refused.
    """

    def reach(self) -> None:
        """Return when the other end is the province and speaks our protocol."""

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Become a device of the province, with a code from IT."""

    def sign_in(self, asked: Callable[[str], str]) -> ClerkProof:
        """The clerk whom the province recognised, and what proves it to the province for the rest of the day.

        ``asked`` is given a nonce and answers with the ID token of whoever signed in for it. Raises
        ``Refused("sign_in_failed")`` when the province does not take it.
        """

    def renew(self, request: EnrolRequest) -> EnrolAnswer:
        """Begin a new life of the device; the assertion with the present key is added here."""

    def send_acts(self, acts: Sequence[Act]) -> ActsAnswer: ...

    def missing(self, digests: Sequence[str]) -> frozenset[str]:
        """Which of these files the province lacks."""

    def begin_upload(self, digest: str, size_bytes: int, first: bytes = b"") -> Begun | None:
        """The upload, or None when the province has the file meanwhile. ``first`` are its first bytes."""

    def begin_uploads(self, files: Sequence[WholeFile]) -> Sequence[Begun | CounterError | None]:
        """The same for several files that travel whole with their announcements, all at once.

        Each has its own answer or error, in their order; none is raised.
        """

    def upload_offset(self, url: str) -> int | None:
        """How many bytes arrived; None when the upload is unknown or expired."""

    def send_chunk(self, url: str, offset: int, chunk: bytes) -> int | None:
        """The offset from which to go on; None when the upload is unknown or expired.

        It is the offset after this chunk, whose digest the province has checked, or another one when the chunk
        was mangled or the upload stood elsewhere.
        """

    def changes(self, after: int) -> ChangesAnswer: ...

    def lease_numbers(self, request: NumberSlicesRequest) -> NumberSlicesAnswer: ...

    def download(self, digest: str) -> bytes:
        """A file of the province; its digest was checked. Raises ``NotFound`` or ``Damaged``."""

    def person_papers(self, id_number: str, proof: ClerkProof, purpose: str) -> PersonPapersAnswer:
        """What the state holds about a person. The province records who asked and why.

        Raises ``Refused``: ``sign_in_failed`` when the province does not take the clerk's sign-in.
        """

    def certify(self, request: CertificateRequest) -> Certificate: ...
