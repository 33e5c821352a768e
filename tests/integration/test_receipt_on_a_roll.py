"""The window prints receipts on the roll that was chosen in its settings, today and after the next start."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from counter_app.bootstrap import Counter, open_counter
from counter_app.commands.window_parts import opened_parts
from counter_app.contract.acts import Applicant
from counter_app.domain.forms import Roll
from counter_app.services.register import Intake
from counter_app.services.slip_paper import ReceiptPaper, receipt_paper
from counter_app.services.training import PASSWORD, STAFF
from counter_app.settings import read_settings, training_settings
from counter_app.ui.printing import size_of


def opened(folder: Path) -> Counter:
    told = {"COUNTER_APP_PROFILE": str(folder), "COUNTER_APP_KEY_HOME": "file"}
    return open_counter(training_settings(read_settings(told, machine={})))


def sizes_of(counter: Counter, pdf: bytes) -> set[str]:
    return {size_of(QImage.fromData(page)) for page in opened_parts(counter).settings.render(pdf)}


def test_receipts_go_to_the_roll_that_was_chosen_also_after_the_next_start(tmp_path: Path) -> None:
    with closing(opened(tmp_path)) as counter:
        parts = opened_parts(counter)
        session = parts.sign_in(STAFF[0][0], PASSWORD)
        procedure = next(one for one in parts.intake.procedures() if one.code == "1.004873")
        intake = Intake(Applicant(name="Nguyễn Văn Tập"), procedure.code, procedure.cases[0].code)
        dossier = counter.register(counter.register.begin(), intake, session)
        before = sizes_of(counter, counter.print_receipt(dossier.dossier_id, session))
        parts.settings.choose_receipt_paper("80mm|XP-80C")

    with closing(opened(tmp_path)) as counter:
        after = sizes_of(counter, counter.print_receipt(dossier.dossier_id, session))
        chosen = opened_parts(counter).settings.receipt_paper()

    assert (before, after) == ({"A5"}, {"80mm"})
    assert chosen == "80mm|XP-80C"


@pytest.mark.parametrize(("told", "size"), [("|", "A5"), ("80mm|", "80mm"), ("58mm|", "58mm")])
def test_the_sample_receipt_comes_on_the_paper_that_is_tried(tmp_path: Path, told: str, size: str) -> None:
    with closing(opened(tmp_path)) as counter:
        sample = opened_parts(counter).settings.sample_receipt(told)

        assert sizes_of(counter, sample) == {size}


@pytest.mark.parametrize("told", ["", "|", "A3|x", "80mm"])
def test_whatever_was_kept_is_understood(told: str) -> None:
    expected = ReceiptPaper(Roll.WIDE) if told == "80mm" else ReceiptPaper()

    assert receipt_paper(told) == expected
