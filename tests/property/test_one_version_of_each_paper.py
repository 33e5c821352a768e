"""Whatever was signed when, and however much of it the province knows, a paper is offered once and told truly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from counter_app.contract.acts import Applicant, PaperSigned, body_of
from counter_app.contract.manifest import PaperEntry
from counter_app.contract.messages import PersonPaper
from counter_app.domain.checks import Ground
from counter_app.domain.ids import DossierId
from counter_app.domain.papers import TrustLevel
from counter_app.services.held_papers import HeldPapers
from counter_app.services.person_papers import AskPersonPapers
from counter_app.services.register import Intake
from tests.builders.desk import CASE, FORM, PROCEDURE, AbsentToken, DeskOfTests, MarkingSigner
from tests.fakes.queries import MemoryQueries

PERSON = "074190000123"


class Life(Enum):
    """How one paper came to its signature, if it did."""

    SIGNED_AT_ONCE = "signed at once"
    UNSIGNED = "unsigned"
    SIGNED_LATER = "signed later"


class Knows(Enum):
    """How much of it has reached the province."""

    NOTHING = "nothing"
    AS_SEALED = "as sealed"
    ALL = "all"


@dataclass
class Said(AskPersonPapers):
    """A province that says this."""

    papers: list[PersonPaper]

    @override
    def __call__(self, id_number: str, purpose: str) -> tuple[PersonPaper, ...]:
        del id_number, purpose
        return tuple(self.papers)


def sealed(desk: DeskOfTests, life: Life) -> tuple[DossierId, PaperEntry, PaperSigned | None]:
    """A dossier with one paper that lived like this, and its signed version where that came afterwards."""
    desk.signer = MarkingSigner() if life is Life.SIGNED_AT_ONCE else AbsentToken()
    intake = Intake(applicant=Applicant(name="Ánh", id_number=PERSON), procedure=PROCEDURE, case=CASE)
    dossier_id = desk.register(desk.register.begin(), intake, desk.session).dossier_id
    for paper_type in ("quyet-dinh-ly-hon", "trich-luc-khai-tu"):
        desk.grant_exception(dossier_id, paper_type, Ground.CONDITION_NOT_MET, "Chưa từng kết hôn", desk.session)
    desk.add_page(dossier_id, FORM)
    manifest = desk.seal(dossier_id, desk.session).manifest
    if life is Life.SIGNED_LATER:
        desk.signer = MarkingSigner()
        desk.sign_later(dossier_id, desk.session)
    for use_case in ("seal", "sign_later"):
        desk.__dict__.pop(use_case, None)
    assert manifest is not None
    with desk.store.open_work() as work:
        bodies = [body_of(one.act) for one in work.acts.of_dossier(dossier_id)]
    return dossier_id, manifest.papers[0], next((one for one in bodies if isinstance(one, PaperSigned)), None)


def as_told(paper: PaperEntry, later: PaperSigned | None, knows: Knows) -> list[PersonPaper]:
    """What a province says that has heard so much of the paper."""
    if knows is Knows.NOTHING:
        return []
    file = later if later is not None and knows is Knows.ALL else paper
    signed = paper.signed or file is later
    return [
        PersonPaper(
            paper_type=paper.paper_type,
            title=paper.title,
            file=file.file,
            size_bytes=file.size_bytes,
            source="Kho",
            trust_level=TrustLevel.CLERK_SIGNED_SCAN if signed else TrustLevel.UNSIGNED_SCAN,
        )
    ]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(Life), st.sampled_from(Knows)), max_size=3))
def test_each_paper_is_offered_once_with_its_last_file_and_the_trust_that_this_file_has(
    lives: list[tuple[Life, Knows]],
) -> None:
    desk = DeskOfTests()
    made = [(sealed(desk, life), life, knows) for life, knows in lives]
    told = [one for (_, paper, later), _, knows in made for one in as_told(paper, later, knows)]
    held = HeldPapers(
        desk.store.open_work,
        MemoryQueries(desk.store),
        Said(told),
        desk.catalogue,
        desk.at_window,
        desk.recorder,
        desk.vault.get,
    )

    offered = [(one.file, one.trust_level) for one in held.look_up(PERSON, "Tiếp nhận").papers]

    assert sorted(offered) == sorted(
        (later.file if later else paper.file, "unsigned_scan" if life is Life.UNSIGNED else "clerk_signed_scan")
        for (_, paper, later), life, _ in made
    )
