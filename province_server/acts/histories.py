"""What was done so far to the dossiers of a batch: read once for all of them, then kept up act by act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec
import sqlalchemy as sa

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, Body, Kind
from counter_app.contract.manifest import ExceptionEntry, PaperEntry, ReuseEntry
from province_server.acts.envelope import Envelope
from province_server.acts.gate import PaperActs
from province_server.acts.judge import Standing
from province_server.store import tables as t

_PAPER_KINDS = (Kind.PAPER_SEALED, Kind.PAPER_REUSED, Kind.EXCEPTION_GRANTED)


class Histories:
    """Answers about the past of the dossiers whose rows the batch has locked."""

    def __init__(
        self, connection: sa.Connection, envelopes: Sequence[Envelope], standings: Mapping[str, Standing]
    ) -> None:
        """Read what the judgement of these acts may turn on."""
        self._acts: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
        self._papers: defaultdict[str, list[Body]] = defaultdict(list)
        acts = [envelope.act for envelope in envelopes if envelope.act.dossier_id in standings]
        behind = [act for act in acts if act.base_version < standings[act.dossier_id].version]
        if behind:
            self._read_kinds(connection, behind)
        to_seal = {act.dossier_id for act in acts if act.kind == Kind.DOSSIER_SEALED}
        if to_seal:
            self._read_papers(connection, to_seal)

    def _read_kinds(self, connection: sa.Connection, behind: Sequence[Act]) -> None:
        c = t.acts.c
        query = sa.select(c.dossier_id, c.version, c.kind, c.device_id).where(
            c.dossier_id.in_(sorted({act.dossier_id for act in behind})),
            c.version > min(act.base_version for act in behind),
        )
        for dossier_id, *line in connection.execute(query):
            self._acts[dossier_id].append((line[0], line[1], line[2]))

    def _read_papers(self, connection: sa.Connection, to_seal: set[str]) -> None:
        c = t.acts.c
        query = (
            sa.select(c.dossier_id, c.document)
            .where(
                c.dossier_id.in_(sorted(to_seal)),
                c.version.is_not(None),
                c.kind.in_([kind.value for kind in _PAPER_KINDS]),
            )
            .order_by(c.dossier_id, c.version)
        )
        for dossier_id, document in connection.execute(query):
            self._papers[dossier_id].append(contract.body_of(msgspec.json.decode(document, type=Act)))

    def note(self, act: Act, body: Body, version: int) -> None:
        """The act was applied just now."""
        self._acts[act.dossier_id].append((version, act.kind, act.device_id))
        if act.kind in _PAPER_KINDS:
            self._papers[act.dossier_id].append(body)

    def unseen(self, act: Act) -> Sequence[str]:
        """Kinds of other devices' acts on the dossier above the act's base version."""
        return [
            kind
            for version, kind, device_id in self._acts[act.dossier_id]
            if version > act.base_version and device_id != act.device_id
        ]

    def paper_acts(self, dossier_id: str) -> PaperActs:
        """What was sealed, reused and excepted so far, of a dossier that the batch means to seal."""
        sealed: dict[str, PaperEntry] = {}
        reused: list[ReuseEntry] = []
        exceptions: list[ExceptionEntry] = []
        for body in self._papers[dossier_id]:
            match body:
                case contract.PaperSealed(paper=paper):
                    sealed[paper.paper_id] = paper
                case contract.PaperReused(reuse=reuse):
                    reused.append(reuse)
                case contract.ExceptionGranted(exception=granted):
                    exceptions.append(granted)
                case _:
                    pass
        return PaperActs(sealed, tuple(reused), tuple(exceptions))
