"""Short tokens for an assertion that the device key signs (RFC 7523, EdDSA of RFC 8037)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from counter_app.contract.messages import TokenAnswer, TokenRequest
from counter_app.domain.errors import LinkDown
from counter_app.services.ports import DeviceIdentity, DeviceKey
from counter_app.sync.transport import Transport

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
AUDIENCE = "urn:counter:province"
LIFETIME = timedelta(minutes=5)
EARLY = timedelta(seconds=30)
"""A token is replaced this long before it ends, so that none ends on the way."""


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    expires_at: datetime


def request_token(
    transport: Transport, key: DeviceKey, identity: DeviceIdentity, now: datetime
) -> tuple[Token, TokenAnswer]:
    """A fresh token and what the province said with it."""
    body = msgspec.json.encode(TokenRequest(grant_type=GRANT, assertion=assertion(key, identity, now)))
    answer = transport.exchange("POST", "/v1/tokens", body=body, headers={"Content-Type": "application/json"})
    try:
        told = msgspec.json.decode(answer.body, type=TokenAnswer)
    except msgspec.MsgspecError as error:
        raise LinkDown("answer_unreadable") from error
    return Token(told.access_token, now + timedelta(seconds=told.expires_in) - EARLY), told


def assertion(key: DeviceKey, identity: DeviceIdentity, now: datetime) -> str:
    """The signed statement "I am this device, now" as a compact JWS.

    ``jti`` need not be unpredictable, only never used twice: device, epoch and microsecond see to that.
    """
    claims = {
        "iss": identity.device_id,
        "sub": identity.device_id,
        "aud": AUDIENCE,
        "iat": int(now.timestamp()),
        "exp": int((now + LIFETIME).timestamp()),
        "jti": f"{identity.device_id}-{identity.epoch}-{int(now.timestamp() * 1_000_000)}",
        "epoch": identity.epoch,
    }
    signing_input = f"{_part({'alg': 'EdDSA', 'typ': 'JWT'})}.{_part(claims)}"
    return f"{signing_input}.{key.sign(signing_input.encode('ascii'))}"


def _part(value: Mapping[str, object]) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(value)).rstrip(b"=").decode("ascii")
