"""Short tokens for devices, in a clerk's name where a clerk signs in, and whose token it is that comes back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, partial

import jwt
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter_app.contract.messages import TokenAnswer, TokenRequest
from counter_app.contract.problems import ProblemCode
from province_server.assertions import ALGORITHM, AUDIENCE, Assertions, invalid_token
from province_server.callers import Caller, caller_in
from province_server.contacts import Contacts
from province_server.http import Problematic
from province_server.keys import ServerKey
from province_server.oidc import IdTokens
from province_server.people import Clerks
from province_server.relay_words import relay_word
from province_server.settings import Limits
from province_server.store import tables as t
from province_server.store.engine import reading
from province_server.world import World, stamp

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer"
TOKENS_REMEMBERED = 10_000
_SIGN_INS = "urn:counter:sign-in"


@dataclass(frozen=True, slots=True)
class _Token:
    """What a token says."""

    device_id: str
    epoch: int
    clerk_id: str
    expires: int


def _read_token(key: Ed25519PublicKey, text: str) -> _Token:
    """The token that was signed with this key. Raises ``jwt.InvalidTokenError``, also for another kind of one."""
    claims = jwt.decode(
        text,
        key,
        algorithms=[ALGORITHM],
        options={"verify_exp": False, "verify_iat": False, "require": ["sub", "epoch", "exp"]},
    )
    return _Token(claims["sub"], claims["epoch"], claims["clerk"], claims["exp"])


class Tokens:
    """Issues tokens and recognises them."""

    def __init__(
        self,
        engine: sa.Engine,
        key: ServerKey,
        world: World,
        limits: Limits,
        clerks: Clerks,
        id_tokens: IdTokens,
        contacts: Contacts,
    ) -> None:
        self._engine = engine
        self._key = key
        self._world = world
        self._limits = limits
        self._clerks = clerks
        self._id_tokens = id_tokens
        self._contacts = contacts
        self._assertions = Assertions(engine, world, limits)
        # A signature that held once holds for ever: only the time and the device are looked at each time.
        self._read_token = lru_cache(maxsize=TOKENS_REMEMBERED)(partial(_read_token, key.private.public_key()))

    def issue(self, request: TokenRequest) -> TokenAnswer:
        """A short token for a signed assertion, in the clerk's name when a clerk signs in with it.

        Raises:
            Problematic: the assertion or the sign-in does not hold.
        """
        if request.grant_type != GRANT_TYPE:
            raise Problematic(ProblemCode.MALFORMED, 400, f"grant_type is {GRANT_TYPE}")
        with reading(self._engine) as connection:
            device_id, epoch, claims = self._assertions.proven(connection, request.assertion)
            caller = caller_in(connection, device_id, epoch)
        self._assertions.use_once(claims)
        clerk_id, login = self._clerk(request, str(claims["jti"]), caller)
        now = self._world.now()
        token = jwt.encode(
            {
                "iss": AUDIENCE,
                "sub": device_id,
                "epoch": epoch,
                "clerk": clerk_id,
                "iat": int(now.timestamp()),
                "exp": int(now.timestamp()) + self._limits.token_s,
            },
            self._key.private,
            algorithm=ALGORITHM,
        )
        c = t.device_epochs.c
        with reading(self._engine) as connection:
            seq = connection.scalar(sa.select(c.last_seq).where(c.device_id == device_id, c.epoch == epoch))
            relays = relay_word(connection, self._key, self._world, caller.units, asked=str(claims["jti"]))
        return TokenAnswer(
            access_token=token,
            token_type="Bearer",  # noqa: S106 - the kind of token, not one
            expires_in=self._limits.token_s,
            server_time=stamp(now),
            last_seq=seq or 0,
            epoch=epoch,
            login=login,
            sign_in=self._sign_in_proof(device_id, epoch, login) if request.id_token else "",
            relays=relays,
        )

    def _sign_in_proof(self, device_id: str, epoch: int, login: str) -> str:
        """Our word that this clerk signed in at the provider, on this device, in this life, for a working day.

        Its audience keeps it from being taken for a token of a request.
        """
        now = int(self._world.now().timestamp())
        claims = {
            "aud": _SIGN_INS, "sub": device_id, "epoch": epoch, "login": login, "iat": now,
            "exp": now + self._limits.sign_in_s,
        }  # fmt: skip
        return jwt.encode(claims, self._key.private, algorithm=ALGORITHM)

    def _login_proven(self, sign_in: str, caller: Caller) -> str:
        """The login in our own word, given to this device in this life and not over."""
        try:
            said = jwt.decode(
                sign_in,
                self._key.private.public_key(),
                algorithms=[ALGORITHM],
                audience=_SIGN_INS,
                options={"verify_exp": False, "verify_iat": False, "require": ["sub", "epoch", "login", "exp"]},
            )
        except jwt.InvalidTokenError as error:
            raise Problematic(ProblemCode.SIGN_IN_FAILED, 401, str(error)) from error
        if (said["sub"], said["epoch"]) != (caller.device_id, caller.epoch):
            raise Problematic(ProblemCode.SIGN_IN_FAILED, 401, "signed in on another device")
        if said["exp"] <= self._world.now().timestamp():
            raise Problematic(ProblemCode.SIGN_IN_FAILED, 401, "the sign-in is over")
        return str(said["login"])

    def _clerk(self, request: TokenRequest, jti: str, caller: Caller) -> tuple[str, str]:
        """Id and login of the clerk who signed in with the request; both empty when nobody did."""
        units = caller.units
        if request.sign_in:
            login = self._login_proven(request.sign_in, caller)
            return self._clerks.known_as(login, units), login
        if request.id_token:
            login = self._id_tokens.login_of(request.id_token, jti)
            return self._clerks.known_as(login, units), login
        if request.clerk:
            return self._clerks.sign_in(request.clerk, request.password, units), request.clerk
        return "", ""

    def recognise(self, token: str) -> Caller:
        """Whose token this is.

        Raises:
            Problematic: it is over or forged, or its device may no longer speak.
        """
        try:
            said = self._read_token(token)
        except jwt.InvalidTokenError as error:
            raise invalid_token(self._world, str(error)) from error
        if said.expires <= self._world.now().timestamp():
            raise invalid_token(self._world, "the token is over")
        with reading(self._engine) as connection:
            caller = caller_in(connection, said.device_id, said.epoch)
        self._contacts.note(caller.device_id)
        return replace(caller, clerk_id=said.clerk_id)
