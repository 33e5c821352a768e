"""Clerks: who they are, where they work, and whether the password is theirs.

A clerk's record, with its Argon2id verifier, goes to the windows of the units where the clerk has a role, so that
signing in works with the cable out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection

import msgspec
import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.exc import IntegrityError

from counter_app.contract.messages import ChangeKind, ClerkRecord
from counter_app.contract.problems import ProblemCode
from province_server import feed
from province_server.http import Problematic
from province_server.store import tables as t
from province_server.store.engine import reading, run_writing
from province_server.throttle import Throttles
from province_server.world import World, stamp

_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$YWJjZGVmZ2hpamtsbW5vcA$fFnH6DyK5kCBnE0YhnHqxDXzqCkYlWkGmHvJvXx2mXs"
"""Verified against when there is no such login, so that the answer takes as long."""


class Clerks:
    """The province's staff."""

    def __init__(self, engine: sa.Engine, world: World, attempts: Throttles) -> None:
        self._engine = engine
        self._world = world
        self._attempts = attempts
        self._hasher = PasswordHasher()

    def verifier(self, password: str) -> str:
        """The Argon2id hash by which a window checks this password offline."""
        return self._hasher.hash(password)

    def put(self, record: ClerkRecord) -> None:
        """Make this the clerk's record and tell every unit that knows or knew the clerk.

        Raises:
            Problematic: the login is another clerk's.
        """
        try:
            run_writing(self._engine, lambda connection: self._put(connection, record))
        except IntegrityError as error:
            raise Problematic(ProblemCode.ILLEGAL_MOVE, 409, "the login is another clerk's") from error

    def put_quietly(self, record: ClerkRecord) -> None:
        """Make this the clerk's record and tell nobody: a relay learns it from the feed that tells the windows."""
        run_writing(self._engine, lambda connection: self._put(connection, record, tell=False))

    def _put(self, connection: sa.Connection, record: ClerkRecord, *, tell: bool = True) -> None:
        c = t.clerks.c
        mine = c.clerk_id == record.clerk_id
        former = connection.execute(sa.select(c.record, c.units).where(mine).with_for_update()).first()
        document = msgspec.json.encode(record).decode()
        if former is not None and former.record == document:
            return
        units = sorted({*record.roles, *(json.loads(former.units) if former else ())})
        row = {
            "login": record.login,
            "record": document,
            "units": json.dumps(units),
            "withdrawn_at": "" if record.active else stamp(self._world.now()),
        }
        if former is None:
            connection.execute(sa.insert(t.clerks).values(clerk_id=record.clerk_id, **row))
        else:
            connection.execute(sa.update(t.clerks).where(mine).values(**row))
        if tell:
            feed.publish(connection, [feed.Entry(unit, ChangeKind.CLERK, body=document) for unit in units])

    def find(self, clerk_id: str) -> ClerkRecord | None:
        with reading(self._engine) as connection:
            document = connection.scalar(sa.select(t.clerks.c.record).where(t.clerks.c.clerk_id == clerk_id))
        return msgspec.json.decode(document, type=ClerkRecord) if document else None

    def sign_in(self, login: str, password: str, units: Collection[str]) -> str:
        """The id of a clerk with a role in one of these units.

        Raises:
            Problematic: wrong login or password (which of the two is not said), no such role, or too many
                attempts.
        """
        return self._sign_in(login, password, lambda record: bool(set(record.roles) & {*units, "*"}))

    def known_as(self, login: str, units: Collection[str]) -> str:
        """The id of the clerk of this login, proven elsewhere. Raises as ``sign_in``."""
        with reading(self._engine) as connection:
            document = connection.scalar(sa.select(t.clerks.c.record).where(t.clerks.c.login == login))
        record = msgspec.json.decode(document, type=ClerkRecord) if document else None
        if record is None or not record.active or not set(record.roles) & {*units, "*"}:
            raise Problematic(ProblemCode.SIGN_IN_FAILED, 401, "no clerk of this unit")
        return record.clerk_id

    def sign_in_as(self, login: str, password: str, role: str) -> str:
        """The id of a clerk with this role in any unit. Raises as ``sign_in``."""
        return self._sign_in(login, password, lambda record: any(role in roles for roles in record.roles.values()))

    def _sign_in(self, login: str, password: str, may: Callable[[ClerkRecord], bool]) -> str:
        wait = self._attempts.wait_s(login.casefold())
        if wait:
            raise too_many(wait)
        with reading(self._engine) as connection:
            document = connection.scalar(sa.select(t.clerks.c.record).where(t.clerks.c.login == login))
        record = msgspec.json.decode(document, type=ClerkRecord) if document else None
        matches = self._verify(record.verifier if record else _NOBODY, password)
        if record is None or not matches or not record.active or not may(record):
            raise Problematic(ProblemCode.SIGN_IN_FAILED, 401, "login, password or role")
        return record.clerk_id

    def _verify(self, verifier: str, password: str) -> bool:
        try:
            return self._hasher.verify(verifier, password)
        except (VerificationError, InvalidHashError):
            return False


def too_many(wait_s: float) -> Problematic:
    """The refusal that says how long to wait."""
    refusal = Problematic(ProblemCode.TOO_MANY_REQUESTS, 429, "slow down")
    refusal.problem = msgspec.structs.replace(refusal.problem, retry_after_s=max(1, round(wait_s + 0.5)))
    return refusal
