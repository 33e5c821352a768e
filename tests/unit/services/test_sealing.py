"""Sealing: everything or nothing, and a signature never holds a paper up."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from counter_app.contract.moves import PROVINCE, State
from counter_app.domain.checks import OTHER_PAPER, Ground
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import IllegalMove, InvalidInput, NotAllowed, NotReady
from counter_app.domain.pages import Finding, FindingKind
from tests.builders.desk import FORM, AbsentToken, DeskOfTests

BLURRED = Finding(FindingKind.BLURRED, 0.2, 0.5)
CONDITIONS = ("quyet-dinh-ly-hon", "trich-luc-khai-tu")


def ready(desk: DeskOfTests) -> Dossier:
    """A dossier whose conditions are decided and whose form is scanned."""
    dossier = desk.receive()
    for paper in CONDITIONS:
        desk.grant_exception(
            dossier.dossier_id, paper, Ground.CONDITION_NOT_MET, "Chưa từng kết hôn", desk.session
        )
    desk.add_page(dossier.dossier_id, FORM)
    return dossier


@pytest.fixture
def desk() -> DeskOfTests:
    return DeskOfTests()


def test_a_complete_dossier_is_sealed_and_leaves_for_the_province(desk: DeskOfTests) -> None:
    dossier = ready(desk)

    sealed = desk.seal(dossier.dossier_id, desk.session)

    assert (sealed.state, sealed.holder) == (State.SEALED, PROVINCE)
    assert desk.kinds(dossier.dossier_id)[-2:] == ["paper_sealed", "dossier_sealed"]


def test_the_manifest_names_a_file_that_is_in_the_vault_and_waits_to_be_sent(desk: DeskOfTests) -> None:
    sealed = desk.seal(ready(desk).dossier_id, desk.session)

    assert sealed.manifest is not None
    (paper,) = sealed.manifest.papers
    assert len(desk.vault.get(paper.file)) == paper.size_bytes
    with desk.store.open_work() as work:
        assert [file.digest for file in work.files.undelivered(9)] == [paper.file]


def test_pages_of_one_paper_make_one_file_in_their_order(desk: DeskOfTests) -> None:
    dossier = ready(desk)
    desk.add_page(dossier.dossier_id, OTHER_PAPER)
    desk.add_page(dossier.dossier_id, FORM)

    sealed = desk.seal(dossier.dossier_id, desk.session)

    assert sealed.manifest is not None
    assert [(paper.paper_type, len(paper.pages)) for paper in sealed.manifest.papers] == [
        (FORM, 2),
        (OTHER_PAPER, 1),
    ]


def test_what_is_missing_is_named_and_nothing_is_sealed(desk: DeskOfTests) -> None:
    dossier = desk.receive()

    with pytest.raises(NotReady) as raised:
        desk.seal(dossier.dossier_id, desk.session)

    assert raised.value.findings[0] == f"paper_missing:{FORM}:0"
    assert desk.kinds(dossier.dossier_id) == ["received"]


def test_a_page_that_is_still_being_read_holds_the_seal(desk: DeskOfTests) -> None:
    dossier = ready(desk)
    desk.add_page(dossier.dossier_id, FORM, read=False)

    with pytest.raises(NotReady) as raised:
        desk.seal(dossier.dossier_id, desk.session)

    assert raised.value.findings == (f"page_not_read_yet:{FORM}:2",)


def test_an_accepted_finding_no_longer_holds_the_seal(desk: DeskOfTests) -> None:
    dossier = ready(desk)
    page_id = desk.add_page(dossier.dossier_id, FORM, BLURRED)

    desk.arrange.waive(page_id, "blurred")

    assert desk.seal(dossier.dossier_id, desk.session).state is State.SEALED


def test_a_missing_token_leaves_the_paper_unsigned_and_listed() -> None:
    without = DeskOfTests(signer=AbsentToken())

    sealed = without.seal(ready(without).dossier_id, without.session)

    assert sealed.manifest is not None
    assert [paper.signed for paper in sealed.manifest.papers] == [False]
    with without.store.open_work() as work:
        assert [trouble.code for trouble in work.troubles.open()] == ["paper_unsigned"]


def test_a_sealed_dossier_is_not_sealed_again(desk: DeskOfTests) -> None:
    dossier = ready(desk)
    desk.seal(dossier.dossier_id, desk.session)

    with pytest.raises(IllegalMove):
        desk.seal(dossier.dossier_id, desk.session)


def test_an_exception_needs_a_reason_and_some_need_a_supervisor(desk: DeskOfTests) -> None:
    dossier = desk.receive()

    with pytest.raises(InvalidInput, match="reason_needed"):
        desk.grant_exception(dossier.dossier_id, FORM, Ground.SHOWN_ONLY, " ", desk.session)
    with pytest.raises(NotAllowed, match="needs_supervisor"):
        desk.grant_exception(dossier.dossier_id, FORM, Ground.SUPERVISOR_WAIVED, "Gấp", desk.session)


def test_a_removed_page_is_kept_and_comes_back_to_its_place(desk: DeskOfTests) -> None:
    dossier = ready(desk)
    before = desk.arrange.remove([desk.add_page(dossier.dossier_id, FORM)])

    with desk.store.open_work() as work:
        assert len(work.pages.of_dossier(dossier.dossier_id)) == 1
        assert len(work.pages.of_dossier(dossier.dossier_id, with_removed=True)) == 2
    desk.arrange.put_back(before)

    with desk.store.open_work() as work:
        assert len(work.pages.of_dossier(dossier.dossier_id)) == 2


def test_a_page_turned_by_hand_is_turned_in_the_sealed_file(desk: DeskOfTests) -> None:
    dossier = ready(desk)
    with desk.store.open_work() as work:
        pages = [page.page_id for page in work.pages.of_dossier(dossier.dossier_id)]
    desk.arrange.turn(pages, 90)

    sealed = desk.seal(dossier.dossier_id, desk.session)

    assert sealed.manifest is not None
    with pikepdf.open(BytesIO(desk.vault.get(sealed.manifest.papers[0].file))) as file:
        assert [page.Rotate for page in file.pages] == [90] * len(pages)


def test_the_file_says_of_how_many_sheets_it_was_made(desk: DeskOfTests) -> None:
    dossier = ready(desk)
    desk.add_page(dossier.dossier_id, FORM)
    with desk.store.open_work() as work:
        front, back = work.pages.of_dossier(dossier.dossier_id)
    desk.arrange.interleave(dossier.dossier_id, [front.page_id], [back.page_id])

    sealed = desk.seal(dossier.dossier_id, desk.session)

    assert sealed.manifest is not None
    with pikepdf.open(BytesIO(desk.vault.get(sealed.manifest.papers[0].file))) as file:
        described = file.Root.Metadata.read_bytes()
        assert (len(file.pages), b"<paper:SheetCount>1<" in described) == (2, True)
