"""What a citizen may see of a dossier: its way by the code alone, its content for whoever proves to be its holder.

The code is on the receipt and easily guessed; it opens status, steps and dates and nothing that tells of a person.
The last four digits of the identity number, which the holder knows, open the rest.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, Applicant, Kind, body_of, known_kind
from counter_app.contract.manifest import Manifest
from counter_app.contract.moves import ENDED, State
from province_server.store import tables as t
from province_server.store.engine import reading
from province_server.world import World, local_day

STEPS = ("step_received", "step_sealed", "step_processing", "step_result", "step_returned")
_REACHED = {
    State.RECEIVED: 1,
    State.SEALED: 2,
    State.PROCESSING: 2,
    State.SUPPLEMENT: 2,
    State.FINANCIAL_DUTY: 2,
    State.RESULT_READY: 4,
    State.RETURNED: 5,
}
"""How many steps are behind a dossier in this state."""


@dataclass(frozen=True, slots=True)
class Event:
    kind: Kind
    day: str


@dataclass(frozen=True, slots=True)
class Way:
    """What the code alone shows."""

    code: str
    state: State
    received_on: str
    due_on: str
    overdue: bool
    steps_done: int
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What the holder of the receipt sees besides."""

    applicant: str
    procedure: str
    manifest: Manifest | None
    asked_for: tuple[str, ...]
    reason: str
    fees: tuple[contract.FeeRecorded, ...]


class Tracking:
    """Looks dossiers up for citizens."""

    def __init__(self, engine: sa.Engine, world: World) -> None:
        self._engine = engine
        self._world = world

    def way(self, code: str) -> Way | None:
        """The dossier's way, or None when no dossier ever had this code."""
        with reading(self._engine) as connection:
            row = self._row(connection, code)
            acts = self._acts(connection, row.dossier_id) if row else []
        if row is None:
            return None
        events = tuple(Event(kind, act.device_time[:10]) for act in acts if (kind := known_kind(act)))
        state = State(row.state)
        due_on = row.due_at[:10]
        return Way(
            code=row.code,
            state=state,
            received_on=row.received_at[:10],
            due_on=due_on,
            overdue=bool(due_on)
            and due_on < local_day(self._world.now())
            and state not in ENDED
            and state is not State.RESULT_READY,
            steps_done=_REACHED.get(state, 0),
            events=events,
        )

    def content(self, code: str, last_four: str) -> Content | None:
        """The dossier's content for its holder; None when the digits are not those of its applicant."""
        with reading(self._engine) as connection:
            row = self._row(connection, code)
            acts = self._acts(connection, row.dossier_id) if row else []
        applicant = _applicant(acts)
        number = applicant.id_number if applicant else ""
        if applicant is None or not number or not hmac.compare_digest(number[-4:].encode(), last_four.encode()):
            return None
        manifest: Manifest | None = None
        asked: tuple[str, ...] = ()
        reason = ""
        fees: list[contract.FeeRecorded] = []
        for act in acts:
            match body_of(act):
                case contract.DossierSealed() as sealed:
                    manifest, asked, reason = sealed.manifest, (), ""
                case contract.SupplementAsked() as question:
                    asked, reason = question.papers, question.reason
                case (
                    contract.Refused(reason=why)
                    | contract.Stopped(reason=why)
                    | contract.DeadlineExtended(reason=why)
                ):
                    reason = why
                case contract.FeeRecorded() as fee:
                    fees.append(fee)
                case _:
                    pass
        return Content(applicant.name, row.procedure if row else "", manifest, asked, reason, tuple(fees))

    def _row(self, connection: sa.Connection, code: str) -> sa.Row[str, str, str, str, str, str] | None:
        c = t.dossiers.c
        return connection.execute(
            sa.select(c.dossier_id, c.code, c.state, c.received_at, c.due_at, c.procedure)
            .join(t.dossier_codes, t.dossier_codes.c.dossier_id == c.dossier_id)
            .where(t.dossier_codes.c.code == code)
        ).first()

    def _acts(self, connection: sa.Connection, dossier_id: str) -> list[Act]:
        c = t.acts.c
        query = sa.select(c.document).where(c.dossier_id == dossier_id, c.version.is_not(None)).order_by(c.version)
        return [msgspec.json.decode(document, type=Act) for document in connection.scalars(query)]


def _applicant(acts: list[Act]) -> Applicant | None:
    found: Applicant | None = None
    for act in acts:
        body = body_of(act)
        if isinstance(body, contract.Received | contract.Corrected):
            found = body.applicant
    return found
