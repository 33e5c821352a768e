"""Short tokens for an assertion that the device key signs (RFC 7523, EdDSA of RFC 8037)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from counter_app.services.ports import DeviceIdentity, DeviceKey

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
AUDIENCE = "urn:counter:province"
LIFETIME = timedelta(minutes=5)
EARLY = timedelta(seconds=30)
"""A token is replaced this long before it ends, so that none ends on the way."""


@dataclass(frozen=True, slots=True)
class Token:
    """``expires_at`` is a time of the device's clock: it is compared with nothing else."""

    text: str
    expires_at: datetime


def assertion(key: DeviceKey, identity: DeviceIdentity, now: datetime, name: str, *, next_key: str = "") -> str:
    """The signed statement "I am this device, now" as a compact JWS.

    Args:
        key: The key of the device's present life.
        identity: Who the device is.
        now: The province's time as far as it is known: on a PC whose clock is years off it is not the clock's.
        name: Never used before; it need not be unpredictable.
        next_key: The public key of the life that is to begin with it. Whoever catches an assertion, a relay say,
            begins none in our name.
    """
    claims: dict[str, object] = {
        "iss": identity.device_id,
        "sub": identity.device_id,
        "aud": AUDIENCE,
        "iat": int(now.timestamp()),
        "exp": int((now + LIFETIME).timestamp()),
        "jti": name,
        "epoch": identity.epoch,
        **({"public_key": next_key} if next_key else {}),
    }
    signing_input = f"{_part({'alg': 'EdDSA', 'typ': 'JWT'})}.{_part(claims)}"
    return f"{signing_input}.{key.sign(signing_input.encode('ascii'))}"


def _part(value: Mapping[str, object]) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(value)).rstrip(b"=").decode("ascii")
