"""Bring files to the province piece by piece: asked for first, resumed where they broke off, never assumed.

Pieces follow the link: a lost one should cost seconds, a fast link few requests. A small file goes with the
request that announces it, and where the line is quick several such travel at once: while the province writes one
to its disk, the next is on its way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from counter_app.contract.messages import MAX_CHUNK_BYTES, MIN_CHUNK_BYTES
from counter_app.domain.errors import CounterError, Damaged, NeedsAttention, NotFound, Refused, TryLater
from counter_app.services.ports import (
    Begun,
    FileState,
    Gateway,
    OpenWork,
    OutgoingFile,
    UnitOfWork,
    Vault,
    WholeFile,
)

QUICK_S: Final = 1.0
SLOW_S: Final = 8.0
"""A piece that takes longer is felt when it is lost."""

QUICK_PIECE_BYTES: Final = 1024 * 1024
"""Pieces grow to this where the line is quick."""

AT_ONCE_BYTES: Final = 8 * 1024 * 1024
"""Files that travel at once have together at most so many bytes."""

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
        self._travelling: tuple[str, ...] = ()

    def ask_missing(self, digests: Sequence[str]) -> bool:
        """Which of these the province lacks."""
        missing = self._gateway.missing(digests)
        with self._open_work() as work:
            for digest in digests:
                _change(work, digest, _missing if digest in missing else _there)
            work.commit()
        return len(missing) < len(digests)

    def begin(self, digest: str, beside: Sequence[str] = ()) -> bool:
        """Announce a file, with its first bytes unless they were lost before.

        Args:
            digest: Which file.
            beside: The next ones. They are sent at the same time where that is worth it; their troubles are not
                told, as each has its turn.

        Raises:
            NotFound: ``file_lost_here``.
            Damaged: ``file_damaged``.
        """
        with self._open_work() as work:
            file = work.files.get(digest)
            others = [work.files.get(other) for other in beside]
        if file is None:
            return False
        together = self._together([file, *others])
        self._travelling = ()
        return self._begin_all(together) if len(together) > 1 else self._begin_one(file)

    def _together(self, files: Sequence[OutgoingFile | None]) -> list[OutgoingFile]:
        """Those at the beginning that may travel whole and at once."""
        chosen: list[OutgoingFile] = []
        left = AT_ONCE_BYTES if self._piece_bytes >= QUICK_PIECE_BYTES else 0
        for file in files:
            if file is None or file.failures or not 0 < file.size_bytes <= min(self._piece_bytes, left):
                break
            chosen.append(file)
            left -= file.size_bytes
        return chosen

    def _begin_all(self, files: Sequence[OutgoingFile]) -> bool:
        whole = [WholeFile(files[0].digest, self._read(files[0].digest, 0))]
        for file in files[1:]:
            try:
                whole.append(WholeFile(file.digest, self._read(file.digest, 0)))
            except NeedsAttention:
                break
        self._travelling = tuple(one.digest for one in whole)
        began = self._steady()
        answers = self._gateway.begin_uploads(whole)
        self._follow_link(self._steady() - began)
        came = False
        for one, answer in zip(whole, answers, strict=True):
            if not isinstance(answer, CounterError):
                came = self._keep_begun(one.digest, len(one.content), answer) or came
        if isinstance(answers[0], CounterError):
            raise answers[0]
        later = [answer for answer in answers if isinstance(answer, TryLater)]
        if later:
            raise later[0]
        return came

    def _begin_one(self, file: OutgoingFile) -> bool:
        digest = file.digest
        try:
            size_bytes = self._vault.size(digest)
        except NotFound as error:
            raise NotFound("file_lost_here", digest=digest) from error
        first = b"" if file.failures else self._read(digest, 0)
        began = self._steady()
        begun = self._gateway.begin_upload(digest, size_bytes, first)
        if begun is not None and first:
            self._follow_link(self._steady() - began)
        return self._keep_begun(digest, size_bytes, begun)

    def _keep_begun(self, digest: str, size_bytes: int, begun: Begun | None) -> bool:
        if begun is None or (size_bytes and begun.offset >= size_bytes):
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
        self._travelling = ()
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
        """The last answer about this file did not come: ask how far it is before anything else is sent.

        So it is with those that travelled with it and have not said that they arrived.
        """
        self._piece_bytes = max(self._piece_bytes // 2, MIN_CHUNK_BYTES)
        for name in {digest, *self._travelling}:
            self._keep(name, _lost)
        self._travelling = ()

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


def _lost(file: OutgoingFile) -> OutgoingFile:
    """Of files that travelled together some may have arrived, and said so."""
    if file.state is FileState.THERE:
        return file
    return replace(file, offset=None, failures=file.failures + 1)


def _unknown(file: OutgoingFile) -> OutgoingFile:
    """There is no such upload any more: whether the file has arrived is asked."""
    return replace(file, upload_url="", offset=None, state=FileState.UNKNOWN)
