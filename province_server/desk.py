"""The competent unit's desk: what the province itself does with a dossier, as acts in the same envelope.

The province is a device among devices: its acts have numbers, a chain and the server's signature, pass the same
table of moves and reach the windows through the same feed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

import msgspec
import sqlalchemy as sa

from counter_app.contract.acts import Act, Body, act_digest, body_to_wire, kind_of, schema_of
from counter_app.contract.canonical import GENESIS, canonical
from counter_app.contract.messages import ActAnswer
from counter_app.contract.moves import PROVINCE, State
from counter_app.contract.problems import ProblemCode
from province_server.acts.envelope import Unreadable, open_envelope
from province_server.acts.intake import Intake, Sender
from province_server.files.shelf import Shelf, ShelvedFile
from province_server.http import Problematic
from province_server.keys import ServerKey
from province_server.store import tables as t
from province_server.store.bulk import insert_new
from province_server.store.engine import reading, run_writing
from province_server.world import World, local_stamp, stamp

EPOCH = 1


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A dossier as a list shows it."""

    dossier_id: str
    code: str
    state: str
    holder: str
    version: int
    procedure: str
    receiving_unit: str
    competent_unit: str
    due_at: str


_LINES = sa.select(
    t.dossiers.c.dossier_id,
    t.dossiers.c.code,
    t.dossiers.c.state,
    t.dossiers.c.holder,
    t.dossiers.c.version,
    t.dossiers.c.procedure,
    t.dossiers.c.receiving_unit,
    t.dossiers.c.competent_unit,
    t.dossiers.c.due_at,
)


class Desk:
    """Makes acts in the province's name."""

    def __init__(self, engine: sa.Engine, intake: Intake, shelf: Shelf, key: ServerKey, world: World) -> None:
        self._engine = engine
        self._intake = intake
        self._shelf = shelf
        self._key = key
        self._world = world

    def take_seat(self) -> None:
        """The province is known as a device of its own; repeated at every start."""
        device: dict[str, object] = {
            "device_id": PROVINCE, "role": "province", "title": PROVINCE, "unit": PROVINCE, "window": "",
            "scope": json.dumps([]), "epoch": EPOCH,
        }  # fmt: skip
        life: dict[str, object] = {
            "device_id": PROVINCE, "epoch": EPOCH, "public_key": self._key.public_text,
            "enrolled_at": stamp(self._world.now()),
        }  # fmt: skip

        def write(connection: sa.Connection) -> None:
            insert_new(connection, t.devices, [device])
            insert_new(connection, t.device_epochs, [life])

        run_writing(self._engine, write)

    def act(self, dossier_id: str, body: Body, *, actor: str, unit: str) -> ActAnswer:
        """Do this to the dossier as it stands now; the answer is that of any act.

        Raises:
            Problematic: there is no such dossier, or what it says cannot be an act.
        """
        return run_writing(self._engine, lambda connection: self._act(connection, dossier_id, body, actor, unit))

    def _act(self, connection: sa.Connection, dossier_id: str, body: Body, actor: str, unit: str) -> ActAnswer:
        life = t.device_epochs.c
        mine = sa.and_(life.device_id == PROVINCE, life.epoch == EPOCH)
        line = connection.execute(sa.select(life.last_seq, life.last_digest).where(mine).with_for_update()).one()
        its = t.dossiers.c.dossier_id == dossier_id
        version = connection.scalar(sa.select(t.dossiers.c.version).where(its).with_for_update())
        if version is None:
            raise Problematic(ProblemCode.NOT_FOUND, 404, "no such dossier")
        unsigned = Act(
            act_id=self._world.new_id(),
            device_id=PROVINCE,
            epoch=EPOCH,
            device_seq=line.last_seq + 1,
            prev_digest=line.last_digest or GENESIS,
            dossier_id=dossier_id,
            base_version=version,
            kind=(kind := kind_of(body)),
            schema_version=schema_of(kind),
            body=body_to_wire(body),
            actor=actor,
            unit=unit,
            device_time=local_stamp(self._world.now()),
            server_offset_ms=0,
        )
        signature = self._key.sign_text(act_digest(unsigned).encode("ascii"))
        signed = canonical(msgspec.structs.replace(unsigned, signature=signature))
        try:
            envelope = open_envelope(signed)
        except Unreadable as error:
            raise Problematic(ProblemCode.MALFORMED, 400, str(error)) from error
        return self._intake.take_within(connection, Sender(PROVINCE, EPOCH), [envelope]).answers[0]

    def shelve(self, content: bytes) -> ShelvedFile:
        """Put a result's file on the shelf, to be named by ``result_digitised``."""
        return self._shelf.add(content)

    def dossiers(
        self, state: State | None = None, *, changed_before: datetime | None = None, limit: int = 200
    ) -> list[DossierLine]:
        """Dossiers in this state, the one due first coming first."""
        query = _LINES.order_by(t.dossiers.c.due_at, t.dossiers.c.dossier_id).limit(limit)
        if state is not None:
            query = query.where(t.dossiers.c.state == state.value)
        if changed_before is not None:
            query = query.where(t.dossiers.c.changed_at <= stamp(changed_before))
        with reading(self._engine) as connection:
            return [DossierLine(*row) for row in connection.execute(query)]

    def find(self, name: str) -> DossierLine:
        """The dossier of this code or id. Raises ``Problematic`` when there is none."""
        coded = sa.select(t.dossier_codes.c.dossier_id).where(t.dossier_codes.c.code == name).scalar_subquery()
        query = _LINES.where(sa.or_(t.dossiers.c.dossier_id == name, t.dossiers.c.dossier_id == coded))
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        if row is None:
            raise Problematic(ProblemCode.NOT_FOUND, 404, "no such dossier")
        return DossierLine(*row)
