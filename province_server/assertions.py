"""What a device proves itself with: an assertion signed by the key of one of its lives, for now and only once."""

from __future__ import annotations

import jwt
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter_app.contract.problems import ProblemCode
from province_server.http import Problematic
from province_server.keys import from_text
from province_server.settings import Limits
from province_server.store import tables as t
from province_server.store.bulk import insert_new
from province_server.store.engine import run_writing
from province_server.world import World, stamp

AUDIENCE = "urn:counter:province"
ALGORITHM = "EdDSA"
_LEEWAY_S = 120


def invalid_token(world: World, why: str) -> Problematic:
    """The refusal of an assertion or token; it tells the time, for a clock that is off is the usual reason."""
    refusal = Problematic(ProblemCode.TOKEN_INVALID, 401, why, server_time=stamp(world.now()))
    refusal.headers["WWW-Authenticate"] = "Bearer"
    return refusal


def public_key_of(connection: sa.Connection, device_id: str, epoch: int) -> str | None:
    """The key of this life of the device; None for a stranger."""
    c = t.device_epochs.c
    return connection.scalar(sa.select(c.public_key).where(c.device_id == device_id, c.epoch == epoch))


class Assertions:
    """Reads assertions, and remembers those that were used."""

    def __init__(self, engine: sa.Engine, world: World, limits: Limits) -> None:
        self._engine = engine
        self._world = world
        self._limits = limits

    def proven(self, connection: sa.Connection, assertion: str) -> tuple[str, int, dict[str, object]]:
        """Device, epoch and claims of an assertion whose signature, audience and times hold."""
        try:
            said = jwt.decode(assertion, options={"verify_signature": False})
            device_id, epoch = str(said.get("sub", "")), said.get("epoch")
        except jwt.InvalidTokenError as error:
            raise self._invalid(str(error)) from error
        if not isinstance(epoch, int) or not 0 < epoch < 2**31 or said.get("iss") != device_id:
            raise self._invalid("iss and sub are the device, epoch its life")
        public_key = public_key_of(connection, device_id, epoch)
        if public_key is None:
            raise Problematic(ProblemCode.UNKNOWN_DEVICE, 401, "no such life of a device")
        try:
            claims: dict[str, object] = jwt.decode(
                assertion,
                Ed25519PublicKey.from_public_bytes(from_text(public_key)),
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                options={
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                    "require": ["iss", "sub", "aud", "iat", "exp", "jti"],
                },
            )
        except jwt.InvalidTokenError as error:
            raise self._invalid(str(error)) from error
        self._require_timely(claims)
        return device_id, epoch, claims

    def _require_timely(self, claims: dict[str, object]) -> None:
        issued, expires = claims["iat"], claims["exp"]
        if not (isinstance(issued, int) and isinstance(expires, int)):
            raise self._invalid("iat and exp are whole seconds")
        now = self._world.now().timestamp()
        if expires - issued > self._limits.assertion_s or not issued - _LEEWAY_S <= now <= expires + _LEEWAY_S:
            raise self._invalid("the assertion is not of now: set its times by server_time")

    def use_once(self, claims: dict[str, object]) -> None:
        """Remember these claims of an assertion. Raises ``Problematic`` when it was used before."""
        jti, expires = str(claims["jti"]), claims["exp"]
        now = int(self._world.now().timestamp())
        row: dict[str, object] = {"jti": f"{claims['sub']}:{jti}"[:200], "expires_at": expires}

        def remember(connection: sa.Connection) -> int:
            over = t.assertions_seen.c.expires_at < now - _LEEWAY_S
            connection.execute(sa.delete(t.assertions_seen).where(over))
            return insert_new(connection, t.assertions_seen, [row])

        if run_writing(self._engine, remember) == 0:
            raise self._invalid("this assertion was used before")

    def _invalid(self, why: str) -> Problematic:
        return invalid_token(self._world, why)
