"""Papers with numbers between two windows of a unit: slips are known at both, a receipt belongs to one dossier."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counter_app.contract.acts import Applicant
from counter_app.domain.dossier import FeeForm
from counter_app.domain.errors import IllegalMove
from counter_app.services.reception_slips import Visitor
from tests.rigs.windows import CASE, PROCEDURE, Window

OpenWindow = Callable[..., Window]
FORM = FeeForm("01BLP2-001", "AA-26P", "0000777")
VISITOR = Visitor(Applicant(name="Trần Văn Bình", id_number="074085009999"), PROCEDURE, CASE)


def test_who_was_sent_home_at_one_window_is_known_at_the_next(open_window: OpenWindow) -> None:
    here, there = open_window(), open_window()
    given = here.counter.reception_slips.ask_for_more(VISITOR, (), "Chưa ký tên", here.session)
    here.settle()
    there.settle()

    found = there.counter.reception_slips.of_person("074085009999", there.session)

    assert given.said.number in [one.said.number for one in found]
    assert there.troubles() == []


def test_a_slip_is_given_without_a_link_and_delivered_later(open_window: OpenWindow) -> None:
    window = open_window()
    window.link.down = True
    window.counter.reception_slips.refuse(VISITOR, "Sai nơi nộp", window.session)
    waiting = window.own_acts_without_an_answer()
    window.link.down = False

    window.settle()

    assert waiting
    assert window.own_acts_without_an_answer() == []


def test_of_two_windows_that_wrote_one_number_without_a_link_the_second_is_told(open_window: OpenWindow) -> None:
    here, there = open_window(), open_window()
    first, second = here.receive("Nguyễn Thị Ánh"), there.receive("Trần Văn Hải")
    for window, dossier_id in ((here, first), (there, second)):
        window.record_fee(dossier_id, 8_000)
        window.counter.fee_receipts.write(dossier_id, FORM, window.session)
    here.settle()

    there.settle()

    assert "receipt_number_taken" in there.trouble_codes()
    assert "receipt_number_taken" not in here.trouble_codes()


def test_a_number_that_another_window_wrote_is_refused_once_it_is_known(open_window: OpenWindow) -> None:
    here, there = open_window(), open_window()
    form = FeeForm(FORM.model, FORM.series, "0000888")
    first, second = here.receive("Nguyễn Thị Ánh"), there.receive("Trần Văn Hải")
    here.record_fee(first, 8_000)
    there.record_fee(second, 8_000)
    here.counter.fee_receipts.write(first, form, here.session)
    here.settle()
    there.settle()

    with pytest.raises(IllegalMove, match="receipt_number_used"):
        there.counter.fee_receipts.write(second, form, there.session)
