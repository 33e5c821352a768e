"""Results: fetched once, given to a named person, rated once."""

from __future__ import annotations

import pytest

from counter_app.contract import acts as contract
from counter_app.contract.acts import Kind
from counter_app.contract.canonical import digest
from counter_app.contract.manifest import Manifest
from counter_app.contract.moves import State
from counter_app.domain.dossier import Dossier, fold
from counter_app.domain.errors import IllegalMove, InvalidInput, NotFound
from counter_app.services.hand_over import HandOver, Receiver
from counter_app.services.ports import StoredAct
from tests.builders.acts import chain
from tests.builders.desk import DeskOfTests

RESULT = b"%PDF-1.4 the result"


class Shelf:
    """The province's files, as far as a hand-over asks for them; counts the fetching."""

    def __init__(self) -> None:
        self.fetched = 0

    def download(self, name: str) -> bytes:
        assert name == digest(RESULT)
        self.fetched += 1
        return RESULT


@pytest.fixture
def desk() -> DeskOfTests:
    return DeskOfTests()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def hand_over(desk: DeskOfTests, shelf: Shelf) -> HandOver:
    return HandOver(desk.store.open_work, desk.vault, shelf, desk.recorder, desk.clock)  # type: ignore[arg-type]


def with_result(desk: DeskOfTests) -> Dossier:
    """A dossier that the province has processed."""
    dossier = desk.receive()
    result = contract.ResultDigitised(
        result_code=f"{dossier.code}-KQ1", title="Giấy xác nhận", file=digest(RESULT), size_bytes=19, signed=True
    )
    body = contract.DossierSealed(
        manifest=Manifest(
            dossier_id=dossier.dossier_id, code=dossier.code, procedure="1.004873", case="thong-thuong", papers=()
        ),
        manifest_digest="",
    )
    after = dossier
    with desk.store.open_work() as work:
        acts = chain(
            body,
            contract.ProcessingStarted(unit="H29"),
            result,
            device_id="province",
            dossier_id=dossier.dossier_id,
        )
        for act in acts:
            after = fold(after, act)
            work.acts.append(StoredAct(act=act, digest=act.act_id, own=False, version=after.version))
        work.dossiers.put(after)
        work.commit()
    return after


def test_a_result_is_fetched_once_and_kept(desk: DeskOfTests, shelf: Shelf) -> None:
    dossier = with_result(desk)

    first = hand_over(desk, shelf).fetch_result(dossier.dossier_id)
    again = hand_over(desk, shelf).fetch_result(dossier.dossier_id)

    assert first[1] == again[1] == RESULT
    assert shelf.fetched == 1


def test_a_result_goes_to_a_named_person(desk: DeskOfTests, shelf: Shelf) -> None:
    dossier = with_result(desk)

    after = hand_over(desk, shelf)(dossier.dossier_id, Receiver(" Lê Văn Bình "), desk.session)

    assert (after.state, after.receiver_name) == (State.RETURNED, "Lê Văn Bình")


def test_nobody_is_no_receiver(desk: DeskOfTests, shelf: Shelf) -> None:
    dossier = with_result(desk)

    with pytest.raises(InvalidInput, match="receiver_needed"):
        hand_over(desk, shelf)(dossier.dossier_id, Receiver("  "), desk.session)


def test_a_result_is_not_handed_over_twice(desk: DeskOfTests, shelf: Shelf) -> None:
    dossier = with_result(desk)
    hand_over(desk, shelf)(dossier.dossier_id, Receiver("A"), desk.session)

    with pytest.raises(IllegalMove):
        hand_over(desk, shelf)(dossier.dossier_id, Receiver("B"), desk.session)


def test_before_the_province_has_decided_there_is_no_result(desk: DeskOfTests, shelf: Shelf) -> None:
    with pytest.raises(NotFound, match="no_result_yet"):
        hand_over(desk, shelf).fetch_result(desk.receive().dossier_id)


def test_the_receivers_signature_is_kept_in_the_vault(desk: DeskOfTests, shelf: Shelf) -> None:
    dossier = with_result(desk)

    hand_over(desk, shelf)(dossier.dossier_id, Receiver("A"), desk.session, signature=b"a picture")

    assert desk.vault.has(digest(b"a picture"))


def test_a_rating_is_one_of_three_and_given_once(desk: DeskOfTests, shelf: Shelf) -> None:
    dossier = desk.receive()
    rate = hand_over(desk, shelf).rate

    with pytest.raises(InvalidInput, match="rating_unknown"):
        rate(dossier.dossier_id, "five stars", desk.session)
    rate(dossier.dossier_id, "satisfied", desk.session)
    with pytest.raises(IllegalMove, match="already_rated"):
        rate(dossier.dossier_id, "satisfied", desk.session)


def test_a_fee_is_recorded_and_never_negative(desk: DeskOfTests, shelf: Shelf) -> None:
    dossier = desk.receive()
    record = hand_over(desk, shelf).record_fee

    after = record(dossier.dossier_id, "Lệ phí", 8000, desk.session, paid=True)

    assert [fee.amount_vnd for fee in after.fees] == [8000]
    assert desk.kinds(dossier.dossier_id)[-1] == Kind.FEE_RECORDED
    with pytest.raises(InvalidInput, match="amount_negative"):
        record(dossier.dossier_id, "Lệ phí", -1, desk.session, paid=True)
