"""Digests of uploads that grow: what this process saw arrive is not read again to learn what it hashes to.

Only a memory: an upload that another process fed meanwhile, or that is forgotten here, is read from the store.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Protocol

REMEMBERED = 1000


class Digest(Protocol):
    """A sha256 under way."""

    def update(self, data: bytes | bytearray, /) -> None: ...

    def copy(self) -> Digest: ...

    def hexdigest(self) -> str: ...


class GrowingDigests:
    """sha256 of uploads as far as they have come.

    What was hashed is known by the upload's row as it stood afterwards. The row's expiry grows with every change
    of the row, so an equal row means that nobody has touched the upload since.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[Hashable, Digest]] = OrderedDict()
        self._lock = Lock()

    def with_chunk(self, upload_id: str, row: Hashable, offset: int, chunk: bytes | bytearray) -> Digest | None:
        """The digest after this chunk; None when it is not known what lies before it."""
        if offset == 0:
            return hashlib.sha256(chunk)
        with self._lock:
            known = self._known.get(upload_id)
        if known is None or known[0] != row:
            return None
        grown = known[1].copy()
        grown.update(chunk)
        return grown

    def keep(self, upload_id: str, row: Hashable, grown: Digest) -> None:
        """The upload hashes to this as long as its row is this one."""
        with self._lock:
            self._known[upload_id] = (row, grown)
            self._known.move_to_end(upload_id)
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)

    def forget(self, upload_id: str) -> None:
        with self._lock:
            self._known.pop(upload_id, None)
