"""The window writes codes as the file of code patterns says, not as the program was born."""

from __future__ import annotations

import dataclasses

import msgspec

from counter_app.contract.codes import CodeBook, UnitOrder
from tests.builders.desk import MORNING, DeskOfTests
from tests.builders.rules import shipped_catalogue, shipped_codes


def with_pattern(desk: DeskOfTests, **changes: object) -> None:
    """From now on this province writes codes in another way."""
    newest = msgspec.structs.replace(shipped_codes().on(MORNING.date()), **changes)
    desk.catalogue.take_over(dataclasses.replace(shipped_catalogue(), codes=CodeBook(patterns=(newest,))))


def test_a_dossier_gets_a_code_by_the_pattern_in_force() -> None:
    desk = DeskOfTests()
    before = desk.receive("Nguyễn Thị Ánh")
    with_pattern(
        desk, unit_order=UnitOrder.FROM_UNIT, unit_form=r"\d{3}\.\d{2,3}\.\d{2,3}\.H\d{2}", serial_digits=5
    )

    after = desk.receive("Trần Văn Bình")

    assert before.code == "H29.901-261123-0401"
    assert after.code == "000.00.901.H29-261123-00402"


def test_without_numbers_the_provisional_form_of_the_pattern_is_used() -> None:
    desk = DeskOfTests(numbers_left=0)
    with_pattern(desk, provisional_prefix="CHO")
    dossier_id = desk.register.begin()

    preview = desk.register.preview(dossier_id, desk.intake().procedure, desk.intake().case, desk.session)
    dossier = desk.register(dossier_id, desk.intake(), desk.session)

    assert dossier.code.startswith("CHO-H29.901-261123-")
    assert (preview.code, preview.provisional, dossier.provisional) == (dossier.code, True, True)
