"""Signed agreements: what one device brought on one day, counted and digested by both sides."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, Kind, body_of
from counter_app.contract.canonical import digest
from counter_app.contract.messages import Certificate, CertificateRequest, Outcome
from province_server.callers import Caller
from province_server.keys import ServerKey
from province_server.store import tables as t
from province_server.store.engine import run_writing
from province_server.world import World, stamp


class Certificates:
    """Compares and signs."""

    def __init__(self, engine: sa.Engine, key: ServerKey, world: World) -> None:
        self._engine = engine
        self._key = key
        self._world = world

    def certify(self, caller: Caller, request: CertificateRequest) -> Certificate:
        """The province's figures for the device's day, signed; ``agreed`` when the device has the same.

        The day is the date that the acts' ``device_time`` shows. Counted are applied acts, dossiers sealed by
        them, and the pages of their manifests.
        """

        def write(connection: sa.Connection) -> Certificate:
            certificate = self._count(connection, caller, request)
            line = {
                "device_id": caller.device_id,
                "day": request.day,
                "agreed": certificate.agreed,
                "document": msgspec.json.encode(certificate).decode(),
            }
            connection.execute(sa.insert(t.certificates).values(line))
            return certificate

        return run_writing(self._engine, write)

    def _count(self, connection: sa.Connection, caller: Caller, request: CertificateRequest) -> Certificate:
        c = t.acts.c
        days = (
            c.device_id == caller.device_id,
            c.day == request.day,
            c.outcome == Outcome.APPLIED.value,
        )
        digests = sorted(connection.scalars(sa.select(c.digest).where(*days)))
        sealing = sa.select(c.document).where(*days, c.kind == Kind.DOSSIER_SEALED.value)
        dossiers: set[str] = set()
        pages = 0
        for document in connection.scalars(sealing):
            body = body_of(msgspec.json.decode(document, type=Act))
            if isinstance(body, contract.DossierSealed):
                dossiers.add(body.manifest.dossier_id)
                pages += sum(len(paper.pages) for paper in body.manifest.papers)
        rolling = digest("\n".join(digests).encode("ascii"))
        ours = (len(dossiers), pages, len(digests), rolling)
        theirs = (request.dossiers, request.pages, request.acts, request.rolling_digest)
        return self._key.sign(
            Certificate(
                day=request.day,
                device_id=caller.device_id,
                dossiers=ours[0],
                pages=ours[1],
                acts=ours[2],
                rolling_digest=rolling,
                agreed=ours == theirs,
                issued_at=stamp(self._world.now()),
            )
        )
