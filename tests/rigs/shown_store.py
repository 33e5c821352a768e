"""A store with its read side, and dossiers to put into it: what the tests of queries are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec

from counter_app.contract.acts import Act, act_digest
from counter_app.contract.messages import Outcome, Receipt
from counter_app.domain.dossier import Dossier, parse_time
from counter_app.domain.ids import DossierId, UnitCode
from counter_app.services.ports import (
    DeviceIdentity,
    OpenWork,
    StoredAct,
)
from counter_app.services.queries import Queries, QueueFilter
from tests.builders.acts import AT, DOSSIER, dossier_after

NOON = parse_time("2026-11-23T12:00:00+07:00")
TODAY = date(2026, 11, 23)
D1 = DossierId(DOSSIER)


class Shown:
    """A store with its read side."""

    def __init__(self, open_work: OpenWork, queries: Queries) -> None:
        self.open_work = open_work
        self.queries = queries

    def put(self, *dossiers: Dossier) -> None:
        with self.open_work() as work:
            for one in dossiers:
                work.dossiers.put(one)
            work.commit()

    def append(self, *stored: StoredAct) -> None:
        with self.open_work() as work:
            for one in stored:
                work.acts.append(one)
            work.commit()

    def enrol(self, device_id: str) -> None:
        with self.open_work() as work:
            work.observations.put_device(DeviceIdentity(device_id, 1, UnitCode("H09.01"), "Q01", "key"))
            work.commit()

    def queue(self, **wanted: object) -> list[str]:
        return [row.dossier_id for row in self.queries.queue(QueueFilter(**wanted))]  # type: ignore[arg-type]

    def found(self, text: str, limit: int = 10) -> list[str]:
        return [row.dossier_id for row in self.queries.search(text, limit)]


def dossier(name: str, **changes: object) -> Dossier:
    plain = replace(dossier_after(), dossier_id=DossierId(name), code=f"H09.01-261123-{name}", due_at=NOON)
    return replace(plain, **changes)  # type: ignore[arg-type]


def applicant(one: Dossier, **changes: str) -> Dossier:
    return replace(one, applicant=msgspec.structs.replace(one.applicant, **changes))


def own(act: Act, outcome: Outcome | None = None, version: int | None = None, place: str = "") -> StoredAct:
    receipt = None
    if place:
        receipt = Receipt(
            receipt_id="r",
            act_id=act.act_id,
            act_digest=act_digest(act),
            place=place,
            version=version or 0,
            issued_at=AT,
        )
    return StoredAct(act=act, digest=act_digest(act), own=True, outcome=outcome, receipt=receipt, version=version)
