"""Which keys sign papers at this window, as it was set up: a part of the composition root.

A clerk signs with a token, with a remote signing service, or in training with a PFX file; the agency, where it has
a key at the service, signs after the clerk. Libraries of tokens are loaded when something is to be signed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from typing_extensions import override

from counter_app.documents.signatures import AGENCY, PadesSigner
from counter_app.documents.signing_keys import PfxKey, SigningKey
from counter_app.documents.two_signatures import TwoSignatures
from counter_app.domain.errors import TryLater
from counter_app.domain.pages import Line
from counter_app.services.ports import PaperSigner, PinEntry, TrustService
from counter_app.settings import Settings
from counter_app.sync.outside import Outside
from counter_app.sync.remote_signing import CloudSigning
from counter_app.sync.trust import HttpTrustService
from counter_app.system import SystemClock

TRAINING_PASSPHRASE = "dao-tao"  # noqa: S105 - of training keys, which sign nothing that counts


class NoSigningKey(PaperSigner):
    """A window where no signing key is set up: papers are sealed unsigned and listed for signing later."""

    @override
    def sign_paper(self, pdf: bytes, *, name: str, when: datetime, page_lines: Sequence[Line]) -> bytes:
        """Never signs. Raises ``TryLater("no_signing_key")``."""
        raise TryLater("no_signing_key")


def paper_signer(settings: Settings, pins: PinEntry, login: Callable[[], str]) -> PaperSigner:
    """What signs at this window; ``login`` tells who sits here now, empty for nobody."""
    key = _clerks_key(settings, pins, login)
    if key is None:
        return NoSigningKey()
    typeface = settings.resources / "fonts" / "LiberationSerif-Regular.ttf"
    trust = trust_service(settings)
    clerk = PadesSigner(key, typeface, trust=trust)
    if not settings.agency_credential or not settings.signing_url:
        return clerk
    from counter_app.documents.remote_key import RemoteKey  # noqa: PLC0415 - only where a service signs

    agency = RemoteKey(_service(settings), lambda: settings.agency_credential, pins)
    return TwoSignatures(clerk, PadesSigner(agency, typeface, AGENCY, trust=trust), settings.agency_name)


def trust_service(settings: Settings) -> TrustService | None:
    """The time-stamping authority of this installation; None where none was told."""
    return HttpTrustService(settings.tsa_url, _outside(settings)) if settings.tsa_url else None


def _clerks_key(settings: Settings, pins: PinEntry, login: Callable[[], str]) -> SigningKey | None:
    if settings.token_library:
        from counter_app.documents.token_key import TokenKey  # noqa: PLC0415 - only where there are tokens

        return TokenKey(settings.token_library, pins, label=settings.token_label, owner=login)
    if settings.signing_url:
        from counter_app.documents.remote_key import RemoteKey  # noqa: PLC0415 - only where a service signs

        named = settings.signing_credential
        return RemoteKey(_service(settings), lambda: named.replace("{login}", login()), pins)
    if settings.training_key is not None:
        return PfxKey(settings.training_key.read_bytes(), TRAINING_PASSPHRASE)
    return None


def _service(settings: Settings) -> CloudSigning:
    return CloudSigning(settings.signing_url, settings.signing_token, _outside(settings))


def _outside(settings: Settings) -> Outside:
    return Outside(ca_file=settings.outside_ca_file, proxy=settings.proxy)


def training_key(path: Path, name: str) -> Path:
    """A PFX file with a training certificate for this name; made at the first call."""
    if not path.exists():
        from counter_app.documents.training_certificate import make_training_key  # noqa: PLC0415 - a window opens without it

        made = make_training_key(name, TRAINING_PASSPHRASE, now=SystemClock().now())
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        draft.write_bytes(made.pfx)
        draft.replace(path)
    return path
