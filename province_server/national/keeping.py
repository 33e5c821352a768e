"""Keeps the portal in step: every dossier that changed since it was last reported is reported again.

What was reported is an observation (the version and how many steps), never a list of work; a crash repeats one
harmless report. A dossier that the portal refuses is remembered with the portal's words and holds up no other.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from counter_app.contract.acts import Act
from counter_app.contract.catalogue import Catalogue
from counter_app.contract.messages import Outcome
from province_server.national.compose import (
    FileAddress,
    Names,
    ProcedureName,
    dossier_record,
    progress_records,
)
from province_server.national.portal import NationalPortal, PortalRefused, PortalUnreachable
from province_server.store import tables as t
from province_server.store.bulk import insert_new
from province_server.store.engine import reading, run_writing
from province_server.world import World, stamp

_log = logging.getLogger(__name__)

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class _Reported:
    version: int = 0
    steps: int = 0


class NationalReports:
    """Reports dossiers of this province to the national portal."""

    def __init__(
        self, engine: sa.Engine, portal: NationalPortal, names: Names, address: FileAddress, world: World
    ) -> None:
        self._engine = engine
        self._portal = portal
        self._names = names
        self._address = address
        self._world = world

    def tick(self) -> int:
        """Report what changed, the longest unreported first; how many dossiers were reported.

        Raises:
            PortalUnreachable: nothing more can be done now; call again later.
        """
        done = 0
        for dossier_id in self._changed():
            try:
                done += self._report(dossier_id)
            except PortalRefused as refused:
                _log.info("the national portal refused a dossier: %s", refused.code)
                self._remember(dossier_id, problem=str(refused))
        return done

    def problems(self) -> dict[str, str]:
        """Dossier id -> what the portal said, for those it refused."""
        c = t.national_reports.c
        with reading(self._engine) as connection:
            rows = connection.execute(sa.select(c.dossier_id, c.problem).where(c.problem != ""))
            return {row.dossier_id: row.problem for row in rows}

    def _changed(self) -> list[str]:
        """Dossiers with a code whose version is not the one last tried."""
        d, r = t.dossiers.c, t.national_reports.c
        query = (
            sa.select(d.dossier_id)
            .select_from(t.dossiers.outerjoin(t.national_reports, d.dossier_id == r.dossier_id))
            .where(sa.not_(d.provisional), sa.func.coalesce(r.tried_version, 0) < d.version)
            .order_by(d.changed_at)
            .limit(AT_ONCE)
        )
        with reading(self._engine) as connection:
            return list(connection.scalars(query))

    def _report(self, dossier_id: str) -> bool:
        acts, version = self._acts(dossier_id)
        record = dossier_record(acts, self._names, self._address)
        if record is None:
            return False
        before = self._reported(dossier_id)
        self._portal.store(record, known=before.version > 0)
        # Known from here on, whatever becomes of the steps.
        self._remember(dossier_id, version=version, steps=before.steps)
        steps = progress_records(acts)
        self._portal.report(steps[before.steps :])
        self._remember(dossier_id, version=version, steps=len(steps), tried=version)
        return True

    def _acts(self, dossier_id: str) -> tuple[list[Act], int]:
        c = t.acts.c
        query = (
            sa.select(c.document, c.version)
            .where(c.dossier_id == dossier_id, c.outcome == Outcome.APPLIED)
            .order_by(c.version)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        acts = [msgspec.json.decode(row.document, type=Act) for row in rows]
        return acts, max((row.version for row in rows), default=0)

    def _reported(self, dossier_id: str) -> _Reported:
        c = t.national_reports.c
        query = sa.select(c.version, c.steps).where(c.dossier_id == dossier_id)
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        return _Reported(row.version, row.steps) if row else _Reported()

    def _remember(
        self, dossier_id: str, *, version: int = 0, steps: int = 0, tried: int = 0, problem: str = ""
    ) -> None:
        c = t.national_reports.c

        def write(connection: sa.Connection) -> None:
            row: dict[str, object] = {
                "dossier_id": dossier_id,
                "version": 0,
                "steps": 0,
                "tried_version": 0,
                "problem": "",
                "reported_at": "",
            }
            insert_new(connection, t.national_reports, [row])
            values: dict[str, object] = {"problem": problem, "reported_at": stamp(self._world.now())}
            if problem:
                newest = sa.select(t.dossiers.c.version).where(t.dossiers.c.dossier_id == dossier_id)
                values["tried_version"] = newest.scalar_subquery()
            else:
                values |= {"version": version, "steps": steps, "tried_version": tried}
            connection.execute(sa.update(t.national_reports).where(c.dossier_id == dossier_id).values(values))

        run_writing(self._engine, write)


def names_of(book: Catalogue) -> Names:
    """Procedure code -> what the portal calls it; an unknown code is its own name."""
    fields = {field.code: field.title for field in book.fields}
    titles = {
        procedure.code: ProcedureName(procedure.title, procedure.field, fields.get(procedure.field, ""))
        for procedure in book.procedures
    }

    def name(code: str) -> ProcedureName:
        return titles.get(code, ProcedureName(code, "", ""))

    return name


__all__ = ["NationalReports", "PortalUnreachable", "names_of"]
