"""The vault in memory: the same promises as the real one, kept until the process ends."""

from __future__ import annotations

from typing_extensions import override

from counter_app.contract.canonical import digest as digest_of
from counter_app.domain.errors import NotFound
from counter_app.services.ports import (
    Vault,
)


class MemoryVault(Vault):
    """Stands in for the vault; ``files`` holds the plain bytes by digest."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    @override
    def put(self, content: bytes) -> str:
        digest = digest_of(content)
        self.files[digest] = bytes(content)
        return digest

    @override
    def get(self, digest: str) -> bytes:
        if digest not in self.files:
            raise NotFound("file_unknown", digest=digest)
        return self.files[digest]

    @override
    def has(self, digest: str) -> bool:
        return digest in self.files

    @override
    def size(self, digest: str) -> int:
        return len(self.get(digest))

    @override
    def read(self, digest: str, offset: int, length: int) -> bytes:
        if offset < 0 or length < 0:
            raise ValueError("offset and length are not negative")
        return self.get(digest)[offset : offset + length]

    @override
    def discard(self, digest: str) -> None:
        self.files.pop(digest, None)
