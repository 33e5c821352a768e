"""Evidence for signatures comes when there is a link, beside the sealed paper and never in its place."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from counter_app.domain.checks import Ground
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import Damaged, LinkDown
from counter_app.services.strengthen import REST_S, Strengthen
from tests.builders.desk import FORM, AbsentToken, DeskOfTests


@dataclass
class Authority:
    """Adds a stamp, or fails as told."""

    failure: Exception | None = None
    asked: int = 0

    def strengthen(self, pdf: bytes) -> bytes:
        self.asked += 1
        if self.failure is not None:
            raise self.failure
        return pdf + b"\n% stamped"


@dataclass
class Stamping:
    """A window whose papers wait for stamps."""

    desk: DeskOfTests = field(default_factory=lambda: DeskOfTests(evidence_later=True))
    authority: Authority = field(default_factory=Authority)
    seconds: float = 1000.0

    def __post_init__(self) -> None:
        desk = self.desk
        self.strengthen = Strengthen(
            desk.store.open_work, desk.vault, self.authority, desk.recorder, lambda: self.seconds
        )

    def sealed(self) -> Dossier:
        dossier = self.desk.receive()
        for paper in ("quyet-dinh-ly-hon", "trich-luc-khai-tu"):
            self.desk.grant_exception(
                dossier.dossier_id, paper, Ground.CONDITION_NOT_MET, "Chưa từng kết hôn", self.desk.session
            )
        self.desk.add_page(dossier.dossier_id, FORM)
        return self.desk.seal(dossier.dossier_id, self.desk.session)

    def next(self) -> bool:
        return self.strengthen.next(self.desk.session)


@pytest.fixture
def window() -> Stamping:
    return Stamping()


def test_a_sealed_paper_gets_its_stamp_beside_it(window: Stamping) -> None:
    sealed = window.sealed()

    done = [window.next(), window.next()]

    assert sealed.manifest is not None
    (paper,) = sealed.manifest.papers
    with window.desk.store.open_work() as work:
        after = work.dossiers.get(sealed.dossier_id)
        strong = work.acts.of_dossier(sealed.dossier_id)[-1].act
        waiting_files = {file.digest for file in work.files.undelivered(9)}
    assert done == [True, False]
    assert after is not None
    assert after.manifest == sealed.manifest
    assert strong.kind == "paper_strengthened"
    assert strong.body["former"] == paper.file
    assert window.desk.vault.get(str(strong.body["file"])).startswith(window.desk.vault.get(paper.file))
    assert waiting_files == {paper.file, strong.body["file"]}


def test_without_a_link_it_waits_and_leaves_the_authority_alone_for_a_while(window: Stamping) -> None:
    sealed = window.sealed()
    window.authority.failure = LinkDown("no_answer")
    tries = [window.next(), window.next(), window.next()]
    asked = window.authority.asked

    window.authority.failure = None
    window.seconds += REST_S
    done = window.next()

    assert (tries, asked, done) == ([False, False, False], 1, True)
    assert window.desk.kinds(sealed.dossier_id)[-1] == "paper_strengthened"


def test_a_paper_to_which_nothing_can_be_added_keeps_nobody_waiting(window: Stamping) -> None:
    first = window.sealed()
    window.authority.failure = Damaged("pdf_damaged")
    window.next()
    window.authority.failure = None
    second = window.sealed()

    window.next()

    assert "paper_strengthened" not in window.desk.kinds(first.dossier_id)
    assert "paper_strengthened" in window.desk.kinds(second.dossier_id)


def test_an_unsigned_paper_has_nothing_to_prove() -> None:
    window = Stamping(DeskOfTests(AbsentToken(), evidence_later=True))
    window.sealed()

    assert not window.next()


def test_where_no_authority_was_told_nothing_waits() -> None:
    window = Stamping(DeskOfTests())
    window.sealed()

    assert not window.next()
    assert window.authority.asked == 0
