"""Dossiers as rows: locked for a batch, and written back after it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import msgspec
import sqlalchemy as sa

from counter_app.contract.moves import State
from province_server.acts.judge import Standing
from province_server.store import tables as t

_COLUMNS = (
    "dossier_id", "code", "provisional", "state", "holder", "version", "procedure", "case_code", "receiving_unit",
    "competent_unit", "received_at", "due_at", "sealed_at", "ended_at", "person_digest", "rating", "extended",
    "papers", "reused", "result_digitised",
)  # fmt: skip
_FIELDS = tuple((name, "case" if name == "case_code" else name) for name in _COLUMNS)
_LOCKED = (
    sa.select(*(t.dossiers.c[name] for name in _COLUMNS))
    .where(t.dossiers.c.dossier_id.in_(sa.bindparam("names", expanding=True)))
    .order_by(t.dossiers.c.dossier_id)
    .with_for_update()
)


def lock_standings(connection: sa.Connection, dossier_ids: Collection[str]) -> dict[str, Standing]:
    """These dossiers, as far as they are known, locked in the order of their names."""
    if not dossier_ids:
        return {}
    found = connection.execute(_LOCKED, {"names": sorted(dossier_ids)})
    return {row.dossier_id: _standing(tuple(row)) for row in found}


def standing_row(standing: Standing, now: str) -> dict[str, object]:
    """The dossier's row as of this moment."""
    values = {name: getattr(standing, field) for name, field in _FIELDS}
    return {**values, "state": standing.state.value, "changed_at": now}


def _standing(row: tuple[object, ...]) -> Standing:
    values = dict(zip(_COLUMNS, row, strict=True))
    values["case"] = values.pop("case_code")
    return replace(msgspec.convert(values, Standing), state=State(str(values["state"])))
