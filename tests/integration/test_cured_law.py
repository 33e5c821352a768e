"""Acts that another law than the window's turned down or corrected, cured to their end by the person at the list.

As in ``test_cured_acts.py`` the trouble is real, the cure is pressed, and the judge of the storms has the last
word.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from counter_app.contract import acts as contract
from counter_app.contract.acts import Applicant
from counter_app.contract.moves import State
from counter_app.contract.retention import Held, RetentionRule
from counter_app.domain.errors import NotReady
from counter_app.domain.procedure import PaperNeed
from counter_app.law import load_catalogue
from counter_app.services.cures import Cure
from counter_app.settings import resources_folder
from province_server.catalogue import DISTRIBUTED
from tests.rigs.cases import Case, case
from tests.rigs.needs_attention import closed_again, codes, disagreements, with_link, without_link
from tests.rigs.province import RunningProvince, run_province, settings_in
from tests.rigs.windows import Window, hasten_sign_ins, invite, jpeg

CIVIL_STATUS = "procedures/civil_status.toml"
SHOWN = '"Thẻ căn cước công dân hoặc thẻ căn cước (xuất trình)", need = "show_only", digitise = "on_demand"'


@pytest.fixture
def own_province(tmp_path: Path) -> Iterator[RunningProvince]:
    """A province of this test alone, whose law may change."""
    for running in run_province(settings_in(tmp_path / "province", "")):
        hasten_sign_ins(running)
        yield running


@pytest.fixture
def window_of_its_own(own_province: RunningProvince, tmp_path: Path) -> Iterator[Window]:
    opened = Window(tmp_path / "window", own_province.url, invite(own_province))
    opened.counter.catalogue = load_catalogue(resources_folder())
    yield opened
    opened.stop()


def publish_amended(running: RunningProvince, folder: Path, was: str, now: str) -> None:
    """The province publishes the law with this one change."""
    for part in DISTRIBUTED:
        shutil.copytree(resources_folder() / part, folder / part)
    file = folder / CIVIL_STATUS
    law = file.read_text(encoding="utf-8")
    assert was in law
    file.write_text(law.replace(was, now), encoding="utf-8")
    running.province.catalogue.publish_folder(folder)


def test_gate_not_met_is_cured_by_adding_what_the_new_law_asks_for(
    window_of_its_own: Window, own_province: RunningProvince, tmp_path: Path
) -> None:
    window = window_of_its_own
    without_link(window)
    dossier_id = window.receive("Đỗ Thị Hạnh")
    window.seal(dossier_id, 200)
    stricter = SHOWN.replace('"show_only", digitise = "on_demand"', '"required"')
    publish_amended(own_province, tmp_path / "law", SHOWN, stricter)
    listed = with_link(window)
    (entry,) = listed.entries("gate_not_met")

    listed.press("gate_not_met", Cure.OPEN)
    with pytest.raises(NotReady, match="open_points") as raised:
        window.counter.seal(dossier_id, window.session)
    window.add_read_page(dossier_id, "giay-to-tuy-than", jpeg(260))
    closed_again(window, dossier_id)

    assert "Chốt hồ sơ" in str(entry.about)
    assert [one.split(":")[1] for one in raised.value.findings] == ["giay-to-tuy-than"]
    assert own_province.province.desk.find(dossier_id).state == State.SEALED
    assert codes(window, dossier_id) == set()
    assert disagreements(own_province, [window], [dossier_id]) == []


def held_of_an_old_dossier(running: RunningProvince, person: str, paper_type: str) -> Case:
    """The state holds a paper of this kind, in a dossier that ended long ago."""
    counter = running.counter()
    counter.sign_in()
    counter.now = lambda: datetime(2005, 5, 4, 3, 2, tzinfo=UTC)
    old = case(counter, applicant=Applicant(name="Lý Thị Mai", id_number=person), procedure="1.999999")
    old = replace(old, paper=msgspec.structs.replace(old.paper, paper_type=paper_type))
    old.deliver()
    counter.send(counter.act(contract.Withdrawn(reason="Người dân rút"), old.dossier_id))
    return old


def test_a_paper_that_is_gone_since_it_was_taken_over_is_scanned_instead(
    window_of_its_own: Window, own_province: RunningProvince
) -> None:
    window, person = window_of_its_own, "074190009875"
    dossier_id = window.receive("Lý Thị Mai", person)
    papers = window.counter.review.requirements(window.dossier(dossier_id))
    wanted = next(one for one in papers if one.need is PaperNeed.REQUIRED)
    old = held_of_an_old_dossier(own_province, person, wanted.paper_type)
    window.settle()
    found = window.counter.held_papers.look_up(person, "Tiếp nhận").for_papers([wanted], window.counter.today())
    without_link(window)
    window.counter.reuse(dossier_id, found[wanted.paper_type], window.session)
    window.seal(dossier_id, 40, without=wanted.paper_type)
    ten_years = RetentionRule(
        what=Held.DOSSIER_FILES, title="t", years=10, valid_from=date(2026, 1, 1), source="Luật 91/2025/QH15"
    )
    gone = own_province.province.retention([ten_years]).carry_out()
    listed = with_link(window)
    (entry,) = listed.entries("not_found")
    (taken_over,) = [one.act for one in window.acts_of(dossier_id) if one.act.kind == "paper_reused"]

    listed.press("not_found", Cure.OPEN)
    with pytest.raises(NotReady, match="open_points") as raised:
        window.counter.seal(dossier_id, window.session)
    window.add_read_page(dossier_id, wanted.paper_type, jpeg(270))
    closed_again(window, dossier_id)

    assert gone.files == 1
    assert "hết thời hạn lưu trữ" in str(entry.detail)
    assert [one.split(":")[1] for one in raised.value.findings] == [wanted.paper_type]
    assert own_province.province.desk.find(dossier_id).state == State.SEALED
    assert codes(window, dossier_id) == set()
    # What the rules let go is gone, the scan stands in the place of what was taken over, nothing else is amiss.
    amiss = disagreements(own_province, [window], [dossier_id], given_up=[taken_over.act_id])
    assert amiss == [f"lost: file {old.paper.file} of dossier {old.dossier_id}"]


def test_due_differs_is_cured_by_telling_the_citizen(
    window_of_its_own: Window, own_province: RunningProvince, tmp_path: Path
) -> None:
    window = window_of_its_own
    without_link(window)
    dossier_id = window.receive("Bùi Văn Khoa")
    amount = 'amount = {days}, text = "{days:02} ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ."'
    publish_amended(own_province, tmp_path / "law", amount.format(days=3), amount.format(days=9))
    listed = with_link(window)
    (entry,) = listed.entries("due_differs")

    listed.press("due_differs", Cure.OPEN)
    listed.press("due_differs", Cure.SOLVED)

    assert Cure.PRINT_RECEIPT in [cure.key for cure in entry.cures]
    assert "Ngày hẹn" in str(entry.detail)
    assert codes(window, dossier_id) == set()
    assert disagreements(own_province, [window], [dossier_id]) == []
