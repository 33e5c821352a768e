"""The province keeps the national portal in step, whatever the portal says first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from counter_app.contract import acts as contract
from province_server.national.compose import ProcedureName
from province_server.national.keeping import NationalReports
from province_server.national.portal import NationalPortal, PortalAccess, PortalUnreachable
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import case
from tests.rigs.national_portal import PASSWORD, UNIT, USER, PortalOfTests, national_portal
from tests.rigs.province import COMPETENT, RunningProvince


@pytest.fixture
def portal() -> Iterator[PortalOfTests]:
    with national_portal() as serving:
        yield serving


@pytest.fixture
def reports(running: RunningProvince, portal: PortalOfTests) -> Iterator[NationalReports]:
    access = PortalAccess(adapter=portal.url, user=USER, password=PASSWORD, unit=UNIT)
    client = NationalPortal(access)
    made = NationalReports(
        running.province.engine,
        client,
        lambda code: ProcedureName(f"Thủ tục {code}", "linh-vuc", "Lĩnh vực"),
        lambda digest: f"https://tinh.example/tep/{digest}",
        running.world,
    )
    settle(made)
    portal.calls.clear()
    yield made
    client.close()


def settle(reports: NationalReports) -> None:
    while reports.tick():
        pass


def receive(counter: Counter) -> tuple[str, str]:
    """A dossier at the province: its id and code."""
    made = case(counter)
    (answer,) = counter.send(made.receive())
    assert answer.receipt is not None
    return made.dossier_id, made.body.code


def test_a_new_dossier_and_its_steps_reach_the_portal(
    reports: NationalReports, portal: PortalOfTests, counter: Counter
) -> None:
    _, code = receive(counter)

    reports.tick()

    assert portal.dossiers[code]["TrangThaiHoSo"] == "2"
    assert [step["NoiDungXuLy"] for step in portal.progress[code]] == ["Tiếp nhận hồ sơ"]


def test_what_did_not_change_is_not_reported_again(
    reports: NationalReports, portal: PortalOfTests, counter: Counter
) -> None:
    receive(counter)
    reports.tick()
    portal.calls.clear()

    reports.tick()

    assert portal.calls == []


def test_an_insert_of_a_known_dossier_is_mended_to_an_update(
    reports: NationalReports, portal: PortalOfTests, counter: Counter
) -> None:
    _, code = receive(counter)
    portal.dossiers[code] = {"MaHoSo": code, "TrangThaiHoSo": "1"}

    reports.tick()

    assert portal.dossiers[code]["TrangThaiHoSo"] == "2"
    assert portal.calls == ["DongBoHoSoMC", "DongBoHoSoMC", "CapNhatTienDoHoSoMC"]


def test_an_update_of_a_dossier_that_the_portal_lost_is_mended_to_an_insert(
    reports: NationalReports, portal: PortalOfTests, counter: Counter, running: RunningProvince
) -> None:
    dossier_id, code = receive(counter)
    reports.tick()
    portal.dossiers.clear()
    running.province.desk.act(dossier_id, contract.Withdrawn(reason="x"), actor="x", unit=COMPETENT)

    reports.tick()

    assert portal.dossiers[code]["TrangThaiHoSo"] == "7"


@pytest.mark.parametrize("fault", ["down", "answer_lost"])
def test_a_portal_that_fails_is_told_again_later_and_holds_the_dossier_once(
    reports: NationalReports, portal: PortalOfTests, counter: Counter, fault: str
) -> None:
    _, code = receive(counter)
    portal.next_fault = fault

    with pytest.raises(PortalUnreachable):
        reports.tick()
    reports.tick()

    assert code in portal.dossiers
    assert len(portal.progress[code]) == 1


def test_a_closed_session_is_opened_again(
    reports: NationalReports, portal: PortalOfTests, counter: Counter
) -> None:
    receive(counter)
    reports.tick()
    portal.close_sessions()
    _, code = receive(counter)

    reports.tick()

    assert code in portal.dossiers


def test_a_refused_dossier_is_listed_and_holds_up_no_other(
    reports: NationalReports, portal: PortalOfTests, counter: Counter
) -> None:
    bad_id, bad = receive(counter)
    _, good = receive(counter)
    portal.refuse_codes.add(bad)

    reports.tick()

    assert good in portal.dossiers
    assert "mã thủ tục không hợp lệ" in reports.problems()[bad_id]
