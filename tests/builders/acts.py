"""Acts and dossiers for tests: complete, small, and different only where a test says so."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from counter_app.contract import acts as contract
from counter_app.contract.acts import (
    Act,
    Applicant,
    Body,
    act_digest,
    body_to_wire,
    chain_start,
    kind_of,
    schema_of,
)
from counter_app.contract.manifest import Manifest, PageEntry, PaperEntry
from counter_app.domain.dossier import Dossier, fold_all

UNIT = "H09.01"
OTHER_UNIT = "H09.02"
DOSSIER = "0193-d1"
AT = "2026-11-23T09:10:00+07:00"


def received(code: str = "H09.01-261123-0001", *, provisional: bool = False) -> contract.Received:
    return contract.Received(
        code=code,
        provisional=provisional,
        procedure="1.001193",
        case="default",
        receiving_unit=UNIT,
        competent_unit="H09.10",
        window="W1",
        applicant=Applicant(name="Nguyễn Thị Ánh", id_number="074190000123", phone="+84901234567"),
        received_at=AT,
        due_at="2026-11-23T17:00:00+07:00",
    )


def paper(paper_type: str = "declaration", *, file: str = "a" * 64) -> PaperEntry:
    page = PageEntry(image="b" * 64, raw="c" * 64, width=1654, height=2339, dpi=200)
    return PaperEntry(
        paper_id=f"{DOSSIER}:{paper_type}",
        paper_type=paper_type,
        title="Tờ khai",
        file=file,
        size_bytes=1000,
        pages=(page,),
        signed=True,
    )


def manifest(*papers: PaperEntry) -> Manifest:
    return Manifest(
        dossier_id=DOSSIER,
        code="H09.01-261123-0001",
        procedure="1.001193",
        case="default",
        papers=papers or (paper(),),
    )


def sealed(*papers: PaperEntry) -> contract.DossierSealed:
    made = manifest(*papers)
    return contract.DossierSealed(manifest=made, manifest_digest=made.name)


def chain(
    *bodies: Body, device_id: str = "dev-1", epoch: int = 1, dossier_id: str = DOSSIER, unit: str = UNIT
) -> list[Act]:
    """One device's acts on one dossier, chained and numbered from 1."""
    made: list[Act] = []
    previous = chain_start()
    numbers: Iterator[int] = count(1)
    for body, number in zip(bodies, numbers, strict=False):
        act = Act(
            act_id=f"act-{device_id}-{epoch}-{number}",
            device_id=device_id,
            epoch=epoch,
            device_seq=number,
            prev_digest=previous,
            dossier_id=dossier_id,
            base_version=number - 1,
            kind=kind_of(body),
            schema_version=schema_of(kind_of(body)),
            body=body_to_wire(body),
            actor="clerk-lan",
            unit=unit,
            device_time=AT,
        )
        previous = act_digest(act)
        made.append(act)
    return made


def dossier_after(*bodies: Body) -> Dossier:
    """The dossier that these acts make, after a reception that comes first."""
    dossier = fold_all(chain(received(), *bodies))
    assert dossier is not None
    return dossier
