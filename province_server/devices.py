"""Which devices may speak, in which life of theirs, and under which short token.

A device proves itself with an assertion signed by the key of its present epoch. The copy of a device that comes
second finds its epoch over: it cannot begin a new one by itself, only with a code from IT.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache, partial

import jwt
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter_app.contract.canonical import digest
from counter_app.contract.courier import public_half
from counter_app.contract.messages import (
    ChangeKind,
    DeviceLife,
    EnrolAnswer,
    EnrolRequest,
    TokenAnswer,
    TokenRequest,
)
from counter_app.contract.problems import ProblemCode
from province_server import feed
from province_server.contacts import Contacts
from province_server.http import Problematic
from province_server.keys import ServerKey, courier_key, from_text, is_public_key
from province_server.oidc import IdTokens
from province_server.people import Clerks
from province_server.settings import Limits
from province_server.store import tables as t
from province_server.store.bulk import insert_new
from province_server.store.engine import reading, run_writing
from province_server.world import World, stamp

AUDIENCE = "urn:counter:province"
GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_SIGN_INS = "urn:counter:sign-in"
_ALGORITHM = "EdDSA"
_LEEWAY_S = 120
TOKENS_REMEMBERED = 10_000

RELAY = "relay"
"""The role of a branch's relay: the only device that may carry acts of others."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose request this is. ``clerk_id`` is empty unless a clerk signed in for the token."""

    device_id: str
    epoch: int
    role: str
    unit: str
    window: str
    units: frozenset[str]
    clerk_id: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a one-time code makes of the device that shows it."""

    unit: str
    window: str
    role: str = "counter"
    scope: tuple[str, ...] = ()


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
        algorithms=[_ALGORITHM],
        options={"verify_exp": False, "verify_iat": False, "require": ["sub", "epoch", "exp"]},
    )
    return _Token(claims["sub"], claims["epoch"], claims["clerk"], claims["exp"])


_D = t.devices.c
_DEVICE = sa.select(_D.epoch, _D.role, _D.unit, _D.window, _D.scope, _D.withdrawn_at).where(
    _D.device_id == sa.bindparam("name")
)


class Devices:
    """Enrols devices, issues tokens and recognises them."""

    def __init__(
        self,
        engine: sa.Engine,
        key: ServerKey,
        world: World,
        limits: Limits,
        clerks: Clerks,
        id_tokens: IdTokens,
    ) -> None:
        self._engine = engine
        self._key = key
        self._world = world
        self._limits = limits
        self._clerks = clerks
        self._id_tokens = id_tokens
        self.contacts = Contacts(engine, world)
        # A signature that held once holds for ever: only the time and the device are looked at each time.
        self._read_token = lru_cache(maxsize=TOKENS_REMEMBERED)(partial(_read_token, key.private.public_key()))

    # --- enrolment ---

    def invite(self, invitation: Invitation, *, code: str, valid_for: timedelta) -> None:
        """Let one device enrol with this code; a code that is known already stays as it is."""
        row: dict[str, object] = {
            "code_digest": digest(code.encode()),
            "role": invitation.role,
            "unit": invitation.unit,
            "window": invitation.window,
            "scope": json.dumps(list(invitation.scope)),
            "expires_at": stamp(self._world.now() + valid_for),
        }
        run_writing(self._engine, lambda connection: insert_new(connection, t.enrolment_codes, [row]))

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Who the device is from now on; the same request again gets the same answer.

        Raises:
            Problematic: the code is unknown, used or over; the assertion does not prove the present epoch.
        """
        if not is_public_key(request.public_key):
            raise Problematic(ProblemCode.MALFORMED, 400, "public_key is 32 bytes in base64url")
        if request.assertion:
            return run_writing(self._engine, lambda connection: self._renew(connection, request))
        return run_writing(self._engine, lambda connection: self._enrol(connection, request))

    def _enrol(self, connection: sa.Connection, request: EnrolRequest) -> EnrolAnswer:
        c = t.enrolment_codes.c
        code_digest = digest(request.code.encode())
        query = sa.select(
            c.role, c.unit, c.window, c.scope, c.expires_at, c.used_by_key, c.device_id, c.epoch
        ).where(c.code_digest == code_digest)
        row = connection.execute(query.with_for_update()).first()
        if row is None or (not row.used_by_key and row.expires_at <= stamp(self._world.now())):
            raise Problematic(ProblemCode.ENROLMENT_CODE_INVALID, 403, "unknown or over")
        if row.used_by_key == request.public_key:
            return self._answer(connection, row.device_id, row.epoch)
        if row.used_by_key:
            raise Problematic(ProblemCode.ENROLMENT_CODE_INVALID, 403, "used by another key")
        known = self._lock(connection, request.device_id) if request.device_id else None
        device_id = request.device_id if known is not None else self._world.new_id()
        epoch = (known or 0) + 1
        details = {"role": row.role, "unit": row.unit, "window": row.window, "scope": row.scope}
        if known is None:
            fresh = {"device_id": device_id, "epoch": epoch, "title": request.title[:200], **details}
            connection.execute(sa.insert(t.devices).values(fresh))
        else:
            mine = t.devices.c.device_id == device_id
            renewed = {"epoch": epoch, "withdrawn_at": "", **details}
            connection.execute(sa.update(t.devices).where(mine).values(renewed))
        self._begin_epoch(connection, device_id, epoch, request.public_key)
        used = {"used_by_key": request.public_key, "device_id": device_id, "epoch": epoch}
        connection.execute(sa.update(t.enrolment_codes).where(c.code_digest == code_digest).values(used))
        return self._answer(connection, device_id, epoch)

    def _renew(self, connection: sa.Connection, request: EnrolRequest) -> EnrolAnswer:
        current = self._lock(connection, request.device_id)
        if current is None:
            raise Problematic(ProblemCode.UNKNOWN_DEVICE, 401, "never enrolled")
        if self._public_key(connection, request.device_id, current) == request.public_key:
            if request.epoch >= current:
                raise Problematic(ProblemCode.MALFORMED, 400, "a new epoch needs a new key")
            return self._answer(connection, request.device_id, current)  # the first answer was lost
        device_id, epoch, _ = self._proven(connection, request.assertion)
        if (device_id, epoch) != (request.device_id, current):
            raise Problematic(ProblemCode.CLONED_DEVICE, 409, "another copy began a new epoch: ask IT for a code")
        mine = t.devices.c.device_id == device_id
        connection.execute(sa.update(t.devices).where(mine).values(epoch=current + 1))
        self._begin_epoch(connection, device_id, current + 1, request.public_key)
        return self._answer(connection, device_id, current + 1)

    def _lock(self, connection: sa.Connection, device_id: str) -> int | None:
        """The device's present epoch, its row locked; None for a stranger."""
        query = sa.select(t.devices.c.epoch).where(t.devices.c.device_id == device_id).with_for_update()
        return connection.scalar(query)

    def _begin_epoch(self, connection: sa.Connection, device_id: str, epoch: int, public_key: str) -> None:
        row = {
            "device_id": device_id,
            "epoch": epoch,
            "public_key": public_key,
            "enrolled_at": stamp(self._world.now()),
        }
        connection.execute(sa.insert(t.device_epochs).values(row))

    def _answer(self, connection: sa.Connection, device_id: str, epoch: int) -> EnrolAnswer:
        c = t.devices.c
        unit, window = connection.execute(sa.select(c.unit, c.window).where(c.device_id == device_id)).one()
        return EnrolAnswer(
            device_id=device_id,
            epoch=epoch,
            unit=unit,
            window=window,
            server_key=self._key.public_text,
            server_time=stamp(self._world.now()),
            relay_key=self._relay_key(connection, unit),
            courier_key=public_half(courier_key(self._key)),
        )

    def _relay_key(self, connection: sa.Connection, unit: str) -> str:
        """The key of the relay that serves this unit; empty where there is none."""
        relays = self._lives(connection, sa.and_(t.devices.c.role == RELAY))
        return next((life.public_key for life in relays if unit in {life.unit, *life.scope}), "")

    def lives(self, units: Collection[str]) -> list[DeviceLife]:
        """Every window of these units that may speak, with the key of its present epoch."""
        with reading(self._engine) as connection:
            mine = sa.and_(t.devices.c.role == "counter", t.devices.c.unit.in_(sorted(units)))
            return self._lives(connection, mine)

    def _lives(self, connection: sa.Connection, which: sa.ColumnElement[bool]) -> list[DeviceLife]:
        d, e = t.devices.c, t.device_epochs.c
        query = (
            sa.select(d.device_id, d.epoch, e.public_key, d.unit, d.window, d.scope)
            .join(t.device_epochs, sa.and_(e.device_id == d.device_id, e.epoch == d.epoch))
            .where(which, d.withdrawn_at == "")
            .order_by(d.device_id)
        )
        return [
            DeviceLife(
                device_id=device_id,
                epoch=epoch,
                public_key=public_key,
                unit=unit,
                window=window,
                scope=tuple(json.loads(scope)),
            )
            for device_id, epoch, public_key, unit, window, scope in connection.execute(query)
        ]

    def adopt(self, lives: Sequence[DeviceLife]) -> None:
        """Know these windows as the province knows them, and no others: a relay's side of ``lives``."""

        def write(connection: sa.Connection) -> None:
            gone = sa.and_(
                t.devices.c.role == "counter", t.devices.c.device_id.not_in([one.device_id for one in lives])
            )
            now = stamp(self._world.now())
            connection.execute(
                sa.update(t.devices).where(gone, t.devices.c.withdrawn_at == "").values(withdrawn_at=now)
            )
            for life in lives:
                self._adopt(connection, life)

        run_writing(self._engine, write)

    def _adopt(self, connection: sa.Connection, life: DeviceLife) -> None:
        row: dict[str, object] = {
            "device_id": life.device_id,
            "epoch": life.epoch,
            "unit": life.unit,
            "window": life.window,
            "scope": json.dumps(list(life.scope)),
            "withdrawn_at": "",
        }
        if insert_new(connection, t.devices, [row]) == 0:
            mine = t.devices.c.device_id == life.device_id
            connection.execute(sa.update(t.devices).where(mine).values(row))
        epoch: dict[str, object] = {
            "device_id": life.device_id,
            "epoch": life.epoch,
            "public_key": life.public_key,
            "enrolled_at": stamp(self._world.now()),
        }
        insert_new(connection, t.device_epochs, [epoch])

    def window(self, device_id: str, units: Collection[str]) -> Caller:
        """A window of these units, for whom a relay asks. Raises ``Problematic`` for any other."""
        for life in self.lives(units):
            if life.device_id == device_id:
                return Caller(
                    device_id, life.epoch, "counter", life.unit, life.window, frozenset({life.unit, *life.scope})
                )
        raise Problematic(ProblemCode.NOT_IN_SCOPE, 403, "no window of this relay")

    def withdraw(self, device_id: str) -> None:
        """The device may no longer speak, and its unit is told. Raises ``Problematic`` for a stranger."""

        def write(connection: sa.Connection) -> None:
            mine = t.devices.c.device_id == device_id
            row = connection.execute(sa.select(t.devices.c.unit, t.devices.c.window).where(mine)).first()
            if row is None:
                raise Problematic(ProblemCode.NOT_FOUND, 404, "no such device")
            connection.execute(sa.update(t.devices).where(mine).values(withdrawn_at=stamp(self._world.now())))
            body = json.dumps({"device_id": device_id, "window": row.window})
            feed.publish(connection, [feed.Entry(row.unit, ChangeKind.ACCESS_WITHDRAWN, body=body)])

        run_writing(self._engine, write)

    # --- tokens ---

    def issue_token(self, request: TokenRequest) -> TokenAnswer:
        """A short token for a signed assertion, in the clerk's name when a clerk signs in with it.

        Raises:
            Problematic: the assertion or the sign-in does not hold.
        """
        if request.grant_type != GRANT_TYPE:
            raise Problematic(ProblemCode.MALFORMED, 400, f"grant_type is {GRANT_TYPE}")
        with reading(self._engine) as connection:
            device_id, epoch, claims = self._proven(connection, request.assertion)
            caller = self._current(connection, device_id, epoch)
        self._use_once(claims)
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
            algorithm=_ALGORITHM,
        )
        c = t.device_epochs.c
        with reading(self._engine) as connection:
            seq = connection.scalar(sa.select(c.last_seq).where(c.device_id == device_id, c.epoch == epoch))
        return TokenAnswer(
            access_token=token,
            token_type="Bearer",  # noqa: S106 - the kind of token, not one
            expires_in=self._limits.token_s,
            server_time=stamp(now),
            last_seq=seq or 0,
            epoch=epoch,
            login=login,
            sign_in=self._sign_in_proof(device_id, epoch, login) if request.id_token else "",
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
        return jwt.encode(claims, self._key.private, algorithm=_ALGORITHM)

    def _login_proven(self, sign_in: str, caller: Caller) -> str:
        """The login in our own word, given to this device in this life and not over."""
        try:
            said = jwt.decode(
                sign_in,
                self._key.private.public_key(),
                algorithms=[_ALGORITHM],
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
            raise self._invalid(str(error)) from error
        if said.expires <= self._world.now().timestamp():
            raise self._invalid("the token is over")
        with reading(self._engine) as connection:
            caller = self._current(connection, said.device_id, said.epoch)
        self.contacts.note(caller.device_id)
        return replace(caller, clerk_id=said.clerk_id)

    def _current(self, connection: sa.Connection, device_id: str, epoch: int) -> Caller:
        row = connection.execute(_DEVICE, {"name": device_id}).first()
        if row is None or row.withdrawn_at:
            raise Problematic(ProblemCode.UNKNOWN_DEVICE, 401, "not enrolled, or withdrawn")
        if row.epoch != epoch:
            raise Problematic(ProblemCode.CLONED_DEVICE, 401, f"the device lives in epoch {row.epoch}")
        units = frozenset({row.unit, *json.loads(row.scope)})
        return Caller(device_id, epoch, row.role, row.unit, row.window, units)

    def _proven(self, connection: sa.Connection, assertion: str) -> tuple[str, int, dict[str, object]]:
        """Device, epoch and claims of an assertion whose signature, audience and times hold."""
        try:
            said = jwt.decode(assertion, options={"verify_signature": False})
            device_id, epoch = str(said.get("sub", "")), said.get("epoch")
        except jwt.InvalidTokenError as error:
            raise self._invalid(str(error)) from error
        if not isinstance(epoch, int) or not 0 < epoch < 2**31 or said.get("iss") != device_id:
            raise self._invalid("iss and sub are the device, epoch its life")
        public_key = self._public_key(connection, device_id, epoch)
        if public_key is None:
            raise Problematic(ProblemCode.UNKNOWN_DEVICE, 401, "no such life of a device")
        try:
            claims: dict[str, object] = jwt.decode(
                assertion,
                Ed25519PublicKey.from_public_bytes(from_text(public_key)),
                algorithms=[_ALGORITHM],
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

    def _public_key(self, connection: sa.Connection, device_id: str, epoch: int) -> str | None:
        c = t.device_epochs.c
        return connection.scalar(sa.select(c.public_key).where(c.device_id == device_id, c.epoch == epoch))

    def _use_once(self, claims: dict[str, object]) -> None:
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
        refusal = Problematic(ProblemCode.TOKEN_INVALID, 401, why, server_time=stamp(self._world.now()))
        refusal.headers["WWW-Authenticate"] = "Bearer"
        return refusal
