"""What an operator may set, read once into frozen values; the defaults are those of ``docs/protocol.md``."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from counter_app.contract import messages


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID provider; an empty issuer is none. ``claim`` is what in its tokens is the clerk's login."""

    issuer: str = ""
    client_id: str = ""
    claim: str = "preferred_username"


NO_PROVIDER = Provider()


@dataclass(frozen=True, slots=True)
class Tls:
    """What a server proves itself with: PEM files of its certificate, issuers behind it, and of its key."""

    certificate: Path
    key: Path


DEVICE_RATE = 200.0
"""Requests per second that one device may make."""

BURST_S = 10
"""A device that was silent may make so many seconds' requests at once."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep one client from costing the others their service."""

    batch_acts: int = messages.MAX_BATCH_ACTS
    batch_bytes: int = messages.MAX_BATCH_BYTES
    body_bytes: int = 4 * 1024 * 1024
    chunk_bytes: int = messages.MAX_CHUNK_BYTES
    file_bytes: int = messages.MAX_FILE_BYTES
    missing_digests: int = 1000
    changes_page: int = 500
    wait_s: float = 25.0
    token_s: int = 900
    assertion_s: int = 300
    sign_in_s: int = 12 * 3600
    upload_s: int = 14 * 24 * 3600
    serials_per_day: int = 9999
    serials_per_lease: int = 500
    device_requests_per_s: float = DEVICE_RATE
    device_burst: int = round(DEVICE_RATE * BURST_S)
    stranger_requests_per_s: float = 20.0
    stranger_burst: int = 200
    citizen_requests_per_s: float = 1.0
    citizen_burst: int = 60
    proofs_per_s: float = 0.01
    proof_burst: int = 5
    sign_ins_per_s: float = 0.05
    sign_in_burst: int = 10
    free_disk_bytes: int = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """One running server. ``place`` is what receipts say: the province, or a branch's relay."""

    folder: Path
    database_url: str
    key_file: Path
    place: str = "province"
    admin_token: str = ""
    files_url: str = ""
    """``s3://bucket/prefix``; empty: a folder below ``folder``."""
    s3_endpoint: str = ""
    identity: Provider = NO_PROVIDER
    """Where clerks may sign in instead of with a password."""
    sign_in_for_papers: bool = True
    """Whether a look-up of a person's papers needs a token that a clerk signed in for."""
    shared_metrics: bool = False
    """Whether this process counts in a folder with others that serve the same port."""
    tls: Tls | None = None
    """None: something before the server speaks TLS, or everything stays on this machine."""
    limits: Limits = field(default_factory=Limits)


def settings_for(
    folder: Path,
    *,
    database_url: str = "",
    key_file: Path | None = None,
    admin_token: str = "",
    device_rate: float = DEVICE_RATE,
) -> Settings:
    """Settings of a server whose files, and by default also database and key, live in one folder."""
    burst = max(1, round(device_rate * BURST_S))
    return Settings(
        folder=folder,
        database_url=database_url or f"sqlite:///{folder / 'province.sqlite3'}",
        key_file=key_file or folder / "province.key",
        admin_token=admin_token,
        limits=Limits(device_requests_per_s=device_rate, device_burst=burst),
    )
