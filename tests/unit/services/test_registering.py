"""Taking a dossier in: a legal code, the appointment of the rules, one act, once."""

from __future__ import annotations

import pytest

from counter_app.contract.acts import Applicant
from counter_app.domain.errors import IllegalMove, InvalidInput, NotFound
from counter_app.services.events import DossierChanged
from counter_app.services.register import Intake
from tests.builders.desk import CASE, PROCEDURE, DeskOfTests


@pytest.fixture
def desk() -> DeskOfTests:
    return DeskOfTests()


def test_the_code_comes_from_this_windows_own_numbers(desk: DeskOfTests) -> None:
    codes = [desk.receive(f"Người {number}").code for number in range(3)]

    assert codes == ["H29.901-261123-0401", "H29.901-261123-0402", "H29.901-261123-0403"]


def test_without_numbers_the_dossier_gets_a_provisional_code() -> None:
    empty = DeskOfTests(numbers_left=0)

    dossier = empty.receive()

    assert dossier.provisional
    assert dossier.code.startswith("TAM-")


def test_what_the_preview_shows_is_what_the_receipt_will_say(desk: DeskOfTests) -> None:
    dossier_id = desk.register.begin()
    preview = desk.register.preview(dossier_id, PROCEDURE, CASE, desk.session)

    dossier = desk.register(dossier_id, desk.intake(), desk.session)

    assert (preview.code, preview.due_at) == (dossier.code, dossier.due_at)


def test_the_appointment_counts_working_days_from_the_time_of_receipt(desk: DeskOfTests) -> None:
    assert desk.receive().due_at.isoformat() == "2026-11-26T09:10:00+07:00"  # type: ignore[union-attr]


def test_registering_the_same_id_again_takes_nothing_in_twice(desk: DeskOfTests) -> None:
    dossier_id = desk.register.begin()
    first = desk.register(dossier_id, desk.intake(), desk.session)

    again = desk.register(dossier_id, desk.intake(), desk.session)

    assert again == first
    assert desk.kinds(dossier_id) == ["received"]


def test_another_persons_dossier_is_not_mistaken_for_a_repetition(desk: DeskOfTests) -> None:
    dossier_id = desk.receive("Lê Văn A").dossier_id

    with pytest.raises(IllegalMove, match="already_registered"):
        desk.register(dossier_id, desk.intake("Lê Văn B"), desk.session)


def test_a_dossier_needs_a_name(desk: DeskOfTests) -> None:
    with pytest.raises(InvalidInput, match="name_needed"):
        desk.receive("  ")


def test_a_procedure_that_is_not_in_force_is_refused_before_a_number_is_used(desk: DeskOfTests) -> None:
    unknown = Intake(applicant=Applicant(name="A"), procedure="9.999999", case="x")

    with pytest.raises(NotFound):
        desk.register(desk.register.begin(), unknown, desk.session)

    assert desk.receive().code.endswith("-0401")


def test_the_act_is_signed_chained_and_told_after_the_commit(desk: DeskOfTests) -> None:
    first, second = desk.receive("A"), desk.receive("B")

    with desk.store.open_work() as work:
        one, two = (work.acts.of_dossier(dossier.dossier_id)[0] for dossier in (first, second))
    assert (two.act.prev_digest, two.act.device_seq) == (one.digest, 2)
    assert one.act.signature
    assert DossierChanged(second.dossier_id) in desk.store.events


def test_a_clock_far_from_the_provinces_is_flagged_and_blocks_nothing(desk: DeskOfTests) -> None:
    desk.clock.offset_ms = 3_600_000

    dossier = desk.receive()

    with desk.store.open_work() as work:
        assert work.acts.of_dossier(dossier.dossier_id)[0].act.clock_doubtful
