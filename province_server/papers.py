"""What the state already holds about a person, so that it is not asked for again; every look-up is kept.

Papers come from sealed dossiers and digitised results as they happen, and from the province's own stores. The
person is named by a digest everywhere but in the request itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from counter_app.contract.messages import PersonPaper, PersonPapersAnswer
from counter_app.contract.problems import ProblemCode
from province_server.acts.holdings import enter, offered_about
from province_server.acts.judge import person_digest
from province_server.callers import Caller
from province_server.http import Problematic
from province_server.store import tables as t
from province_server.store.bulk import insert_new
from province_server.store.engine import reading, run_writing
from province_server.world import World, stamp


@dataclass(frozen=True, slots=True)
class LookUp:
    """One line of the audit of look-ups."""

    person_digest: str
    clerk_id: str
    device_id: str
    unit: str
    purpose: str
    found: int
    looked_up_at: str


class People:
    """Papers by person."""

    def __init__(self, engine: sa.Engine, world: World, *, sign_in_needed: bool) -> None:
        self._engine = engine
        self._world = world
        self._sign_in_needed = sign_in_needed

    def papers(self, caller: Caller, id_number: str, purpose: str) -> PersonPapersAnswer:
        """What is held about the person; the look-up is on record before the answer leaves.

        Raises:
            Problematic: no clerk signed in for this token, and the province insists on it.
        """
        if self._sign_in_needed and not caller.clerk_id:
            raise Problematic(ProblemCode.NOT_IN_SCOPE, 403, "a clerk has to sign in for this")
        person = person_digest(id_number)

        def write(connection: sa.Connection) -> PersonPapersAnswer:
            documents = connection.scalars(offered_about(person))
            found = [msgspec.json.decode(text, type=PersonPaper) for text in documents]
            granted_at = stamp(self._world.now())
            grants: list[dict[str, object]] = [
                {"digest": paper.file, "device_id": caller.device_id, "granted_at": granted_at} for paper in found
            ]
            if grants:
                insert_new(connection, t.file_grants, grants)
                mine = t.file_grants.c.device_id == caller.device_id
                again = sa.update(t.file_grants).where(
                    mine, t.file_grants.c.digest.in_([g["digest"] for g in grants])
                )
                connection.execute(again.values(granted_at=granted_at))
            line = {
                "person_digest": person,
                "clerk_id": caller.clerk_id,
                "device_id": caller.device_id,
                "unit": caller.unit,
                "purpose": purpose[:500],
                "found": len(found),
                "looked_up_at": stamp(self._world.now()),
            }
            connection.execute(sa.insert(t.people_lookups).values(line))
            return PersonPapersAnswer(papers=tuple(found))

        return run_writing(self._engine, write)

    def add(self, id_number: str, papers: Iterable[PersonPaper]) -> None:
        """These papers are held about the person from now on."""
        person = person_digest(id_number)
        run_writing(self._engine, lambda connection: enter(connection, person, papers))

    def look_ups(self, id_number: str) -> list[LookUp]:
        """Who asked about this person, oldest first."""
        c = t.people_lookups.c
        query = (
            sa.select(c.person_digest, c.clerk_id, c.device_id, c.unit, c.purpose, c.found, c.looked_up_at)
            .where(c.person_digest == person_digest(id_number))
            .order_by(c.lookup_id)
        )
        with reading(self._engine) as connection:
            return [LookUp(*row) for row in connection.execute(query)]
