"""Bring files to the province piece by piece: asked for first, resumed where they broke off, never assumed.

Pieces follow the link: a lost one should cost seconds, a fast link few requests. A small file goes with the
request that announces it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from counter_app.contract.messages import MAX_CHUNK_BYTES, MIN_CHUNK_BYTES
from counter_app.domain.errors import Damaged, NotFound, Refused
from counter_app.services.ports import FileState, Gateway, OpenWork, OutgoingFile, UnitOfWork, Vault

QUICK_S: Final = 1.0
SLOW_S: Final = 8.0
"""A piece that takes longer is felt when it is lost."""

TRIES: Final = 3
"""How often a file is sent from its beginning before a person is told that it does not arrive."""


Learnt = Callable[[OutgoingFile], OutgoingFile]


class Uploading:
    """One request for one file, or a question about many.

    Each method stores what it learnt and returns whether a file became whole at the province.

    Args:
        open_work: The store. Its commits need not wait for the disk: what is forgotten is asked again.
        vault: Where the files are.
        gateway: The province.
        steady: A clock that never jumps, in seconds.
    """

    def __init__(self, open_work: OpenWork, vault: Vault, gateway: Gateway, steady: Callable[[], float]) -> None:
        self._open_work = open_work
        self._vault = vault
        self._gateway = gateway
        self._steady = steady
        self._piece_bytes = MIN_CHUNK_BYTES

    def ask_missing(self, digests: Sequence[str]) -> bool:
        """Which of these the province lacks."""
        missing = self._gateway.missing(digests)
        with self._open_work() as work:
            for digest in digests:
                _change(work, digest, _missing if digest in missing else _there)
            work.commit()
        return len(missing) < len(digests)

    def begin(self, digest: str) -> bool:
        """Announce a file, with its first bytes unless they were lost before.

        Raises:
            NotFound: ``file_lost_here``.
            Damaged: ``file_damaged``.
        """
        with self._open_work() as work:
            file = work.files.get(digest)
        if file is None:
            return False
        try:
            size_bytes = self._vault.size(digest)
        except NotFound as error:
            raise NotFound("file_lost_here", digest=digest) from error
        first = b"" if file.failures else self._read(digest, 0)
        began = self._steady()
        begun = self._gateway.begin_upload(digest, size_bytes, first)
        if begun is None:
            return self._keep(digest, _there)
        if first:
            self._follow_link(self._steady() - began)
        if size_bytes and begun.offset >= size_bytes:
            return self._keep(digest, _there)
        return self._keep(digest, lambda file: replace(file, upload_url=begun.url, offset=begun.offset))

    def ask_offset(self, digest: str) -> bool:
        """How far an upload came whose last answer was lost."""
        with self._open_work() as work:
            file = work.files.get(digest)
        if file is None:
            return False
        offset = self._gateway.upload_offset(file.upload_url)
        if offset is None:
            # The upload is gone: it expired, or it is finished. Asking what is missing tells which.
            return self._keep(digest, _unknown)
        if offset >= file.size_bytes:
            return self._keep(digest, _there)
        return self._keep(digest, lambda file: replace(file, offset=offset))

    def send(self, digest: str, offset: int) -> bool:
        """The piece at this offset.

        Raises:
            Refused: ``file_does_not_arrive``: it came to its end several times and was another file there.
            NotFound: ``file_lost_here``.
            Damaged: ``file_damaged``.
        """
        with self._open_work() as work:
            file = work.files.get(digest)
        if file is None:
            return False
        piece = self._read(digest, offset)
        began = self._steady()
        reached = self._gateway.send_chunk(file.upload_url, offset, piece)
        self._follow_link(self._steady() - began)
        if reached is None:
            return self._keep(digest, _unknown)
        if reached >= file.size_bytes:
            return self._keep(digest, _there)
        if reached <= offset:
            return self._not_taken(file, reached)
        return self._keep(digest, lambda file: replace(file, offset=reached))

    def lost(self, digest: str) -> None:
        """The last answer about this file did not come: ask how far it is before anything else is sent."""
        self._piece_bytes = max(self._piece_bytes // 2, MIN_CHUNK_BYTES)
        self._keep(digest, lambda file: replace(file, offset=None, failures=file.failures + 1))

    # --- observations ------------------------------------------------------------------------------------------

    def _read(self, digest: str, offset: int) -> bytes:
        try:
            return self._vault.read(digest, offset, self._piece_bytes)
        except NotFound as error:
            raise NotFound("file_lost_here", digest=digest) from error
        except Damaged as error:
            raise Damaged("file_damaged", digest=digest) from error

    def _not_taken(self, file: OutgoingFile, reached: int) -> bool:
        again = file.failures + 1
        self._keep(file.digest, lambda file: replace(file, offset=reached, failures=again))
        if again >= TRIES and reached == 0:
            raise Refused("file_does_not_arrive", digest=file.digest)
        return False

    def _keep(self, digest: str, learnt: Learnt) -> bool:
        """Store what was learnt; true when it is that the file is whole at the province."""
        with self._open_work() as work:
            after = _change(work, digest, learnt)
            work.commit()
        return after is not None and after.state is FileState.THERE

    def _follow_link(self, seconds: float) -> None:
        if seconds < QUICK_S:
            self._piece_bytes = min(self._piece_bytes * 2, MAX_CHUNK_BYTES)
        elif seconds > SLOW_S:
            self._piece_bytes = max(self._piece_bytes // 2, MIN_CHUNK_BYTES)


def _change(work: UnitOfWork, digest: str, learnt: Learnt) -> OutgoingFile | None:
    file = work.files.get(digest)
    if file is None:
        return None
    after = learnt(file)
    work.files.put(after)
    return after


def _there(file: OutgoingFile) -> OutgoingFile:
    """The province says that the file is whole. The manifest's receipt is what proves it."""
    return replace(file, upload_url="", offset=None, state=FileState.THERE, failures=0)


def _missing(file: OutgoingFile) -> OutgoingFile:
    return replace(file, state=FileState.MISSING)


def _unknown(file: OutgoingFile) -> OutgoingFile:
    """There is no such upload any more: whether the file has arrived is asked."""
    return replace(file, upload_url="", offset=None, state=FileState.UNKNOWN)
