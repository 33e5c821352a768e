"""Identifiers that must not be mixed up: each is text, each has its own type."""

from __future__ import annotations

from typing import NewType

DossierId = NewType("DossierId", str)
"""UUIDv7 given at registration; the legal code may come later, this never changes."""

PageId = NewType("PageId", str)
"""UUIDv7 of one captured side of paper."""

PaperId = NewType("PaperId", str)
"""UUIDv7 of one paper of a dossier."""

ActId = NewType("ActId", str)
"""UUIDv7 of one act: the idempotency key at the province."""

Digest = NewType("Digest", str)
"""sha256 in lower-case hexadecimal: the name of some bytes."""

ClerkId = NewType("ClerkId", str)
UnitCode = NewType("UnitCode", str)
