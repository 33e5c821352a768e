"""Codes and fee receipts whose numbers another dossier has, cured to their end by the person at the list.

As in ``test_cured_acts.py`` the trouble is real, the cure is pressed, and the judge of the storms has the last
word.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from counter_app.contract.organisation import Role
from counter_app.domain.dossier import FeeForm
from counter_app.services.cures import Cure
from tests.rigs.needs_attention import ListOf, codes, disagreements
from tests.rigs.province import RunningProvince
from tests.rigs.windows import Window, shipped_catalogue

OpenWindow = Callable[..., Window]
FORM = FeeForm("01BLP2-001", "AA-26P", "0000777")


def test_receipt_number_taken_is_cured_by_another_form(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    here, there = open_window(), open_window()
    first, second = here.receive("Nguyễn Thị Ánh"), there.receive("Trần Văn Hải")
    for window, dossier_id in ((here, first), (there, second)):
        window.record_fee(dossier_id, 8_000)
        window.counter.fee_receipts.write(dossier_id, FORM, window.session)
    here.settle()
    there.settle()
    listed = ListOf(there)
    offered = {cure.key for cure in listed.entries("receipt_number_taken")[0].cures}

    listed.press("receipt_number_taken", Cure.OPEN)
    there.counter.fee_receipts.write(second, FeeForm(FORM.model, FORM.series, "0000778"), there.session)
    there.settle()
    here.settle()

    assert Cure.OPEN in offered
    assert codes(there, second) == set()
    assert disagreements(lone_province, [here, there], [first, second]) == []


def at_a_real_unit(open_window: OpenWindow, running: RunningProvince) -> Window:
    """A window whose receipts have a letterhead."""
    unit = shipped_catalogue().organisation.receivers(running.world.now().date())[0].code
    record = running.province.clerks.find("clerk-lan")
    assert record is not None
    running.province.clerks.put(msgspec.structs.replace(record, roles={**record.roles, unit: (Role.CLERK,)}))
    return open_window(unit=unit)


@pytest.mark.parametrize("by_hand", [False, True], ids=["by itself", "by hand"])
def test_code_taken_is_cured_by_another_code_and_another_receipt(
    open_window: OpenWindow, lone_province: RunningProvince, tmp_path: Path, by_hand: bool
) -> None:
    window = at_a_real_unit(open_window, lone_province)
    window.settle()
    window.take_image(tmp_path / "image")
    first = window.receive("Người đến trước")
    window.settle()
    forgotten = [one.act.act_id for one in window.own_acts()]
    window.put_back(tmp_path / "image")
    dossier_id = window.receive("Người đến sau")
    window.seal(dossier_id, 11)
    if by_hand:
        window.counter.sign_in.sign_out(window.session)
        for _ in range(20):
            window.step()
        listed = ListOf(window)
        listed.press("code_taken", Cure.RECEIVE_AGAIN)
        window.settle()
    else:
        window.settle()
        listed = ListOf(window)

    listed.press("code_taken", Cure.PRINT_RECEIPT)
    listed.press("code_taken", Cure.SOLVED)
    window.settle()

    assert len(listed.view.printed) == 1
    assert codes(window, dossier_id) == set()
    assert lone_province.province.desk.find(dossier_id).code != lone_province.province.desk.find(first).code
    assert disagreements(lone_province, [window], [first, dossier_id], forgotten=forgotten) == []
