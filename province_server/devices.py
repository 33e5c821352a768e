"""Which devices there are, and in which life of theirs.

A device proves itself with an assertion signed by the key of its present epoch. The copy of a device that comes
second finds its epoch over: it cannot begin a new one by itself, only with a code from IT.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

import msgspec
import sqlalchemy as sa

from counter_app.contract.canonical import digest
from counter_app.contract.courier import public_half
from counter_app.contract.messages import (
    ChangeKind,
    DeviceLife,
    EnrolAnswer,
    EnrolRequest,
    FormerLife,
    PresentLife,
    bytes_of_present_life,
    signed_bytes,
)
from counter_app.contract.moves import PROVINCE
from counter_app.contract.problems import ProblemCode
from province_server import feed
from province_server.acts.envelope import Unreadable, open_envelope
from province_server.assertions import Assertions, public_key_of
from province_server.callers import Caller
from province_server.http import Problematic
from province_server.keys import ServerKey, courier_key, is_public_key, signed_by
from province_server.relay_words import keys_of_relays
from province_server.settings import Limits
from province_server.store import tables as t
from province_server.store.bulk import insert_new
from province_server.store.engine import reading, run_writing
from province_server.world import World, stamp

LIVES_LOST_AT_MOST = 100
"""So many lives a device may begin between two backups."""


_SEATS_LOCK = 7_301_129

SEATS_LOST_AT_MOST = 100
"""So many devices may be enrolled for one window between two backups."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a one-time code makes of the device that shows it."""

    unit: str
    window: str
    role: str = "counter"
    scope: tuple[str, ...] = ()


class Devices:
    """Invites, enrols, renews and withdraws devices."""

    def __init__(self, engine: sa.Engine, key: ServerKey, world: World, limits: Limits) -> None:
        self._engine = engine
        self._key = key
        self._world = world
        self._assertions = Assertions(engine, world, limits)

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
        if known is not None and self._role(connection, request.device_id) != row.role:
            raise Problematic(ProblemCode.NOT_IN_SCOPE, 403, "the code is for another kind of device")
        lost = self._lost_life(request, known, frozenset({row.unit, *json.loads(row.scope)}))
        device_id = request.device_id if lost or known is not None else self._world.new_id()
        epoch = request.epoch if lost else _next_epoch(known, request.epoch)
        details = {"role": row.role, "unit": row.unit, "window": row.window, "scope": row.scope}
        if known is None:
            fresh = {"device_id": device_id, "epoch": epoch, "title": request.title[:200], **details}
            connection.execute(sa.insert(t.devices).values(fresh))
        else:
            mine = t.devices.c.device_id == device_id
            renewed = {"epoch": epoch, "withdrawn_at": "", **details}
            connection.execute(sa.update(t.devices).where(mine).values(renewed))
        self._begin_epoch(connection, device_id, epoch, lost or request.public_key)
        if device_id == request.device_id:
            units = frozenset({row.unit, *json.loads(row.scope)})
            for life in request.former:
                self._reopen(connection, life, device_id, epoch, units)
        seat = self._seat(connection, device_id, row.unit, row.window)
        used = {"used_by_key": request.public_key, "device_id": device_id, "epoch": epoch, "seat": seat}
        connection.execute(sa.update(t.enrolment_codes).where(c.code_digest == code_digest).values(used))
        return self._answer(connection, device_id, epoch)

    def _seat(self, connection: sa.Connection, device_id: str, unit: str, window: str) -> int:
        """Which of the devices that ever had this window's name this one is; it stays that.

        A restored province does not know them all: it goes on far above those that it can have lost.
        """
        if connection.dialect.name == "postgresql":  # two that are enrolled at once get places of their own
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SEATS_LOCK})
        c = t.enrolment_codes.c
        place = sa.and_(c.unit == unit, c.window == window, c.used_by_key != "")
        own: int | None = connection.scalar(sa.select(sa.func.max(c.seat)).where(place, c.device_id == device_id))
        if own:
            return own
        others = sa.select(sa.func.count(sa.distinct(c.device_id)), sa.func.max(c.seat)).where(place)
        known, highest = connection.execute(others).one()
        lost = connection.scalar(sa.select(sa.func.count()).select_from(t.restores)) or 0
        return int(max(known, highest or 0, lost * SEATS_LOST_AT_MOST)) + 1

    def _lost_life(self, request: EnrolRequest, known: int | None, units: Collection[str]) -> str:
        """The key of a life that a backup lacks and that this province did receive acts of; else empty.

        The proof is the province's own receipt for an act that the life signed in one of the code's units. The
        life goes on under its old name, so that all it had brought is taken once more, as it was.
        """
        shown = request.present
        if shown is None or not (known or 0) < request.epoch < 2**31:
            return ""
        proven = (
            (shown.act.device_id, shown.act.epoch) == (request.device_id, request.epoch)
            and self._has_received(shown, units)
            and signed_by(shown.public_key, shown.signature, bytes_of_present_life(request))
        )
        return shown.public_key if proven else ""

    def _has_received(self, shown: PresentLife | FormerLife, units: Collection[str]) -> bool:
        """This province gave its word for an act that this key signed in one of the units."""
        receipt = shown.receipt
        try:
            envelope = open_envelope(msgspec.json.encode(shown.act))
            promised = signed_bytes(receipt)
        except (Unreadable, ValueError):  # a number that has no canonical spelling
            return False
        act, name = envelope.act, envelope.digest
        return (
            act.unit in units
            and (receipt.act_id, receipt.act_digest, receipt.place) == (act.act_id, name, PROVINCE)
            and signed_by(self._key.public_text, receipt.signature, promised)
            and signed_by(shown.public_key, act.signature, name.encode("ascii"))
        )

    def _reopen(
        self, connection: sa.Connection, shown: FormerLife, device_id: str, present: int, units: Collection[str]
    ) -> None:
        """Take acts of this former life again, if it is proven and no other life of that number is known.

        None but the device's present life can bring them, and nothing above the number that it says.
        """
        act, up_to = shown.act, shown.last_seq
        sane = act.device_id == device_id and 0 < act.epoch < present and 0 < up_to < 2**53
        if not sane or not self._has_received(shown, units):
            return
        if public_key_of(connection, device_id, act.epoch) is None:
            self._begin_epoch(connection, device_id, act.epoch, shown.public_key)
        c = t.device_epochs.c
        mine = sa.and_(c.device_id == device_id, c.epoch == act.epoch, c.public_key == shown.public_key)
        connection.execute(sa.update(t.device_epochs).where(mine).values(open_to=up_to))

    def _renew(self, connection: sa.Connection, request: EnrolRequest) -> EnrolAnswer:
        current = self._lock(connection, request.device_id)
        if current is None:
            raise Problematic(ProblemCode.UNKNOWN_DEVICE, 401, "never enrolled")
        if public_key_of(connection, request.device_id, current) == request.public_key:
            if request.epoch >= current:
                raise Problematic(ProblemCode.MALFORMED, 400, "a new epoch needs a new key")
            return self._answer(connection, request.device_id, current)  # the first answer was lost
        device_id, epoch, claims = self._assertions.proven(connection, request.assertion)
        if (device_id, epoch) != (request.device_id, current):
            raise Problematic(ProblemCode.CLONED_DEVICE, 409, "another copy began a new epoch: ask IT for a code")
        if claims.get("public_key") != request.public_key:
            raise Problematic(ProblemCode.TOKEN_INVALID, 401, "the assertion is for something else than this key")
        mine = t.devices.c.device_id == device_id
        connection.execute(sa.update(t.devices).where(mine).values(epoch=current + 1))
        self._begin_epoch(connection, device_id, current + 1, request.public_key)
        return self._answer(connection, device_id, current + 1)

    def _lock(self, connection: sa.Connection, device_id: str) -> int | None:
        """The device's present epoch, its row locked; None for a stranger."""
        query = sa.select(t.devices.c.epoch).where(t.devices.c.device_id == device_id).with_for_update()
        return connection.scalar(query)

    def _role(self, connection: sa.Connection, device_id: str) -> str | None:
        return connection.scalar(sa.select(t.devices.c.role).where(t.devices.c.device_id == device_id))

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
        e = t.device_epochs.c
        codes = t.enrolment_codes.c
        seat = sa.select(sa.func.max(codes.seat)).where(
            codes.device_id == device_id, codes.unit == unit, codes.window == window
        )
        again = sa.select(e.epoch).where(e.device_id == device_id, e.epoch < epoch, e.open_to > 0)
        return EnrolAnswer(
            device_id=device_id,
            epoch=epoch,
            unit=unit,
            window=window,
            server_key=self._key.public_text,
            server_time=stamp(self._world.now()),
            relay_key=next(iter(keys_of_relays(connection, [unit])[unit]), ""),
            courier_key=public_half(courier_key(self._key)),
            former=tuple(connection.scalars(again.order_by(e.epoch))),
            seat=connection.scalar(seat) or 1,
        )

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


def _next_epoch(known: int | None, lived: int) -> int:
    """A life that the device has not lived, also where a backup knows fewer of them than the device says."""
    if known is None:
        return 1
    return max(known, lived if lived <= known + LIVES_LOST_AT_MOST else 0) + 1
