"""Codes that were given without the province get their legal form by themselves, each once."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.contract.messages import Outcome
from counter_app.domain.ids import DossierId
from counter_app.services.numbers import CODE_REPLACED
from tests.rigs.province import RunningProvince
from tests.rigs.windows import Window

OpenWindow = Callable[..., Window]


def code_at_province(running: RunningProvince, dossier_id: DossierId) -> str:
    return running.province.desk.find(dossier_id).code


def sign_out(window: Window) -> None:
    window.counter.sign_in.sign_out(window.session)


def test_a_provisional_code_gives_way_to_a_legal_one_as_soon_as_numbers_come(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    dossier_id = window.receive("Nguyễn Thị Ánh")
    provisional = window.dossier(dossier_id)

    window.settle()

    dossier = window.dossier(dossier_id)
    assert provisional.provisional
    assert not dossier.provisional
    assert code_at_province(lone_province, dossier_id) == dossier.code


def test_the_clerk_is_asked_for_a_new_receipt(open_window: OpenWindow) -> None:
    window = open_window()
    dossier_id = window.receive("Trần Văn Bình")
    old = window.dossier(dossier_id).code

    window.settle()

    (trouble,) = [one for one in window.troubles() if one.code == CODE_REPLACED]
    assert trouble.dossier_id == dossier_id
    assert trouble.facts == {"old": old, "new": window.dossier(dossier_id).code}


def test_while_nobody_is_signed_in_a_code_waits_for_the_next_clerk(open_window: OpenWindow) -> None:
    window = open_window()
    dossier_id = window.receive("Lê Thị Cúc")
    sign_out(window)
    window.settle()
    waiting = window.dossier(dossier_id).provisional

    window.restart()
    window.settle()

    assert waiting
    assert not window.dossier(dossier_id).provisional


def test_of_two_windows_that_know_a_dossier_the_one_that_received_it_gives_the_code(
    open_window: OpenWindow,
) -> None:
    first, second = open_window(), open_window()
    dossier_id = first.receive("Phạm Văn Dũng")
    first.counter.deliver.step()
    second.settle()
    before = second.dossier(dossier_id).code

    first.settle()
    second.settle()

    assert before.startswith("TAM-")
    assert second.dossier(dossier_id).code == first.dossier(dossier_id).code
    replaced = [stored.own for stored in second.acts_of(dossier_id) if stored.act.kind == "code_replaced"]
    assert replaced == [False]


def test_a_dossier_whose_code_was_taken_gets_another_and_keeps_its_papers(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    window.settle()
    image = window.folder.with_name("image")
    window.take_image(image)
    taken = window.dossier(window.receive("Người đến trước")).code
    window.settle()
    window.put_back(image)

    dossier_id = window.receive("Người đến sau")
    printed = window.dossier(dossier_id).code
    window.seal(dossier_id, 11)
    window.settle()

    dossier = window.dossier(dossier_id)
    assert printed == taken
    assert dossier.code not in {taken, ""}
    assert code_at_province(lone_province, dossier_id) == dossier.code
    assert lone_province.province.desk.find(dossier_id).state == "sealed"
    assert "code_taken" in window.trouble_codes()


def test_receiving_again_is_done_once(open_window: OpenWindow) -> None:
    window = open_window()
    window.settle()
    image = window.folder.with_name("image")
    window.take_image(image)
    window.receive("Người đến trước")
    window.settle()
    window.put_back(image)
    dossier_id = window.receive("Người đến sau")

    for _ in range(3):
        window.settle()

    openings = [stored for stored in window.acts_of(dossier_id) if stored.act.kind == "received"]
    assert sorted(stored.outcome or "" for stored in openings) == [Outcome.APPLIED, Outcome.REFUSED]
