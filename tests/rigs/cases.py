"""A dossier in few words: what a clerk receives, its paper, and the acts from reception to the seal."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import msgspec
import uuid_utils

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, Applicant
from counter_app.contract.canonical import digest
from counter_app.contract.manifest import Manifest, PageEntry, PaperEntry
from counter_app.contract.messages import ActAnswer
from tests.rigs.bare_counter import Counter
from tests.rigs.province import COMPETENT, UNIT

_numbers = itertools.count(1)


def new_id() -> str:
    """The name of a dossier, an act or a paper that nobody had before."""
    return str(uuid_utils.uuid7())


def received(unit: str = UNIT, **changed: Any) -> contract.Received:
    body = contract.Received(
        code=f"{unit}-261123-{next(_numbers):04}x",
        provisional=False,
        procedure="1.001193",
        case="default",
        receiving_unit=unit,
        competent_unit=COMPETENT,
        window="Q01",
        applicant=Applicant(name="Nguyễn Thị Ánh", id_number="074190000123"),
        received_at="2026-11-23T09:10:00+07:00",
        due_at="2026-11-25T17:00:00+07:00",
    )
    return msgspec.structs.replace(body, **changed)


def paper(content: bytes, paper_type: str = "declaration", **changed: Any) -> PaperEntry:
    page = PageEntry(image="b" * 64, raw="c" * 64, width=1654, height=2339, dpi=200)
    entry = PaperEntry(
        paper_id=new_id(),
        paper_type=paper_type,
        title="Tờ khai",
        file=digest(content),
        size_bytes=len(content),
        pages=(page,),
        signed=True,
    )
    return msgspec.structs.replace(entry, **changed)


@dataclass(frozen=True)
class Case:
    """One dossier at a counter: the acts that a clerk makes, in order, with one paper."""

    counter: Counter
    dossier_id: str
    body: contract.Received
    paper: PaperEntry
    content: bytes

    def receive(self, **more: Any) -> Act:
        return self.counter.act(self.body, self.dossier_id, **more)

    def seal_paper(self, **more: Any) -> Act:
        return self.counter.act(contract.PaperSealed(paper=self.paper), self.dossier_id, **more)

    def seal(self, *papers: PaperEntry, **more: Any) -> Act:
        manifest = self.manifest(*papers)
        body = contract.DossierSealed(manifest=manifest, manifest_digest=manifest.name)
        return self.counter.act(body, self.dossier_id, **more)

    def manifest(self, *papers: PaperEntry, **changed: Any) -> Manifest:
        whole = Manifest(
            dossier_id=self.dossier_id,
            code=self.body.code,
            procedure=self.body.procedure,
            case=self.body.case,
            papers=papers or (self.paper,),
        )
        return msgspec.structs.replace(whole, **changed)

    def deliver(self) -> tuple[ActAnswer, ...]:
        """Everything up to a sealed dossier at the province."""
        self.counter.upload(self.content)
        return self.counter.send(self.receive(), self.seal_paper(), self.seal())


def case(counter: Counter, *, content: bytes | None = None, **changed: Any) -> Case:
    bytes_of_paper = content if content is not None else f"%PDF-1.4 {new_id()}".encode()
    body = received(counter.unit, **changed)
    return Case(counter, new_id(), body, paper(bytes_of_paper), bytes_of_paper)
