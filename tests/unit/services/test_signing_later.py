"""A paper that was sealed without a signature gets it afterwards, beside the sealed file, never in its place."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from counter_app.contract.acts import PaperSigned, body_of
from counter_app.domain.checks import Ground
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import NotAllowed, NotReady, TryLater
from counter_app.services.ports import Session
from tests.builders.desk import FORM, AbsentToken, DeskOfTests, MarkingSigner

LAN = DeskOfTests.session
HOA = replace(LAN, clerk_id="clerk-hoa", login="hoa", name="Trần Thị Hoa")
SUPERVISOR = replace(HOA, roles=frozenset({"clerk", "supervisor"}))


def sealed(desk: DeskOfTests) -> Dossier:
    dossier = desk.receive()
    for paper in ("quyet-dinh-ly-hon", "trich-luc-khai-tu"):
        desk.grant_exception(dossier.dossier_id, paper, Ground.CONDITION_NOT_MET, "Chưa từng kết hôn", LAN)
    desk.add_page(dossier.dossier_id, FORM)
    return desk.seal(dossier.dossier_id, LAN)


@dataclass
class Unsigned:
    """A window that sealed a dossier while no token was there."""

    def __post_init__(self) -> None:
        self.desk = DeskOfTests(signer=AbsentToken(), evidence_later=True)
        self.dossier = sealed(self.desk)
        assert self.dossier.manifest is not None
        (self.paper,) = self.dossier.manifest.papers
        self.desk.signer = MarkingSigner()

    def sign(self, session: Session = LAN) -> int:
        return self.desk.sign_later(self.dossier.dossier_id, session)

    def signed(self) -> list[PaperSigned]:
        with self.desk.store.open_work() as work:
            bodies = [body_of(one.act) for one in work.acts.of_dossier(self.dossier.dossier_id)]
        return [body for body in bodies if isinstance(body, PaperSigned)]

    def listed(self) -> list[str]:
        with self.desk.store.open_work() as work:
            return [trouble.code for trouble in work.troubles.open()]


@pytest.fixture
def unsigned() -> Unsigned:
    return Unsigned()


def test_the_signed_file_begins_with_the_sealed_one_which_stays(unsigned: Unsigned) -> None:
    before = unsigned.desk.vault.get(unsigned.paper.file)

    signed = unsigned.sign()

    (body,) = unsigned.signed()
    assert (signed, body.former) == (1, unsigned.paper.file)
    assert unsigned.desk.vault.get(body.file).startswith(before)
    assert unsigned.desk.vault.get(unsigned.paper.file) == before


def test_it_waits_to_be_sent_and_for_its_time_stamp_and_leaves_the_list(unsigned: Unsigned) -> None:
    listed = unsigned.listed()

    unsigned.sign()

    (body,) = unsigned.signed()
    with unsigned.desk.store.open_work() as work:
        file = work.files.get(body.file)
        waiting = work.observations.get("papers_to_strengthen") or ""
    assert (listed, unsigned.listed()) == (["paper_unsigned"], [])
    assert file is not None
    assert body.file in waiting


def test_signed_once_there_is_nothing_left_to_sign(unsigned: Unsigned) -> None:
    unsigned.sign()

    with pytest.raises(NotReady) as raised:
        unsigned.sign()

    assert raised.value.code == "nothing_to_sign"
    assert len(unsigned.signed()) == 1


def test_a_paper_that_was_signed_when_it_was_sealed_is_not_signed_again() -> None:
    desk = DeskOfTests()
    dossier = sealed(desk)

    with pytest.raises(NotReady):
        desk.sign_later(dossier.dossier_id, LAN)

    assert "paper_signed" not in desk.kinds(dossier.dossier_id)


def test_a_token_that_is_still_away_changes_nothing(unsigned: Unsigned) -> None:
    unsigned.desk.signer = AbsentToken()

    with pytest.raises(TryLater):
        unsigned.sign()

    assert (unsigned.signed(), unsigned.listed()) == ([], ["paper_unsigned"])


def test_nobody_signs_what_a_colleague_scanned(unsigned: Unsigned) -> None:
    with pytest.raises(NotAllowed) as raised:
        unsigned.sign(HOA)

    assert raised.value.code == "signed_by_who_scanned"
    assert unsigned.signed() == []


def test_a_supervisor_signs_for_one_who_is_away(unsigned: Unsigned) -> None:
    signed = unsigned.sign(SUPERVISOR)

    (body,) = unsigned.signed()
    assert signed == 1
    assert "Trần Thị Hoa".encode() in unsigned.desk.vault.get(body.file)


def test_the_list_of_another_dossier_is_left_alone(unsigned: Unsigned) -> None:
    unsigned.desk.__dict__.pop("seal")
    unsigned.desk.signer = AbsentToken()
    other = sealed(unsigned.desk)
    unsigned.desk.signer = MarkingSigner()

    unsigned.sign()

    with unsigned.desk.store.open_work() as work:
        assert [trouble.dossier_id for trouble in work.troubles.open()] == [other.dossier_id]
