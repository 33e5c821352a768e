"""Units, windows and staff on any day: the pilot, its phases and the merger."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from counter_app.contract.organisation import OrganisationBook
from counter_app.domain.errors import NotFound
from counter_app.domain.organisation import Organisation, Phase, Role, Succession, Unit, UnitKind
from tests.builders.rules import shipped_organisation, shipped_procedures

PHASE_1 = date(2024, 12, 16)
PHASE_2 = date(2025, 3, 3)
PHASE_3 = date(2025, 6, 2)
MERGED = date(2025, 12, 1)
PILOT = shipped_organisation()
PROCEDURES = shipped_procedures()


def small(*units: Unit, phases: tuple[Phase, ...] = ()) -> Organisation:
    return Organisation(OrganisationBook(units=units, windows=(), staff=(), phases=phases))


def unit(code: str, begins: int = 2020, ends: int | None = None, **more: object) -> Unit:
    """A unit that holds from one New Year to another."""
    usual: dict[str, object] = {"code": code, "title": code, "kind": "branch", "valid_from": date(begins, 1, 1)}
    if ends is not None:
        usual["valid_to"] = date(ends, 1, 1)
    return msgspec.convert(usual | more, Unit)


def test_the_pilot_has_one_centre_nine_branches_and_ninety_one_points() -> None:
    counts = [
        len(PILOT.units(PHASE_1, kind)) for kind in (UnitKind.CENTRE, UnitKind.BRANCH, UnitKind.COMMUNE_POINT)
    ]

    assert counts == [1, 9, 91]
    assert len(PILOT.receivers(PHASE_1)) == 101


def test_the_merger_leaves_thirty_six_communes() -> None:
    assert len(PILOT.units(MERGED, UnitKind.COMMUNE_POINT)) == 36
    assert PILOT.units(MERGED, UnitKind.DISTRICT_COMMITTEE) == ()


def test_every_code_that_is_not_public_says_so() -> None:
    real = {unit.code for unit in PILOT.book.units if unit.code_confidence != "P"}

    assert real == {"H09", "H29"}


def test_a_unit_is_found_in_either_order_of_its_code() -> None:
    assert PILOT.unit("H09.901", PHASE_1) == PILOT.unit("000.00.901.H09", PHASE_1)


def test_a_unit_has_the_title_of_the_day() -> None:
    assert PILOT.unit("H09.901.01", PHASE_1).title == "Bộ phận Tiếp nhận và Trả kết quả phường Hiệp Thành"
    assert (
        PILOT.unit("H09.901.01", PHASE_2).title
        == "Điểm tiếp nhận Trung tâm Phục vụ hành chính công phường Hiệp Thành"
    )


def test_a_unit_is_unknown_or_not_in_force() -> None:
    with pytest.raises(NotFound, match="unit_unknown"):
        PILOT.unit("H09.999", PHASE_1)
    with pytest.raises(NotFound, match="unit_not_in_force"):
        PILOT.unit("H09.901", MERGED)


def test_the_tree_of_a_day() -> None:
    above = PILOT.ancestors("H09.901.01", PHASE_1)

    assert [unit.code for unit in above] == ["H09.901", "H09.900", "H09"]
    assert len(PILOT.children("H09.900", PHASE_1)) == 9
    assert PILOT.ancestors("H09", PHASE_1) == ()


def test_a_parent_that_is_gone_ends_the_tree() -> None:
    tree = small(unit("A", 2020, 2024, dissolved=True), unit("B", parent="A"))

    assert [above.code for above in tree.ancestors("B", date(2023, 2, 1))] == ["A"]
    assert tree.ancestors("B", date(2024, 7, 1)) == ()


def test_a_unit_answers_for_itself_while_it_lives() -> None:
    assert PILOT.heir("H09.901", PHASE_1).code == "H09.901"


def test_a_merged_commune_is_answered_for_by_the_new_one() -> None:
    assert PILOT.heir("H09.941.09", MERGED).title == "Ủy ban nhân dân phường Bình Dương"


def test_the_main_part_of_a_divided_commune_answers_for_it() -> None:
    assert PILOT.heir("H09.941.12", MERGED).title == "Ủy ban nhân dân phường Chánh Hiệp"


def test_every_unit_of_the_pilot_has_somebody_who_answers_for_it_today() -> None:
    today = date(2026, 11, 23)

    heirs = {unit.code: PILOT.heir(unit.code, today) for unit in PILOT.book.units}

    assert all(heirs.values())


def test_a_chain_of_mergers_is_followed_to_its_end() -> None:
    chain = small(
        unit("A", 2020, 2021, successors=(Succession(code="C", main=False), Succession(code="B"))),
        unit("B", 2021, 2022, successors=(Succession(code="C"),)),
        unit("C", 2021),
        unit("D", 2020, 2021, dissolved=True),
    )

    assert chain.heir("A", date(2021, 6, 1)).code == "B"
    assert chain.heir("A", date(2023, 1, 1)).code == "C"
    with pytest.raises(NotFound, match="unit_dissolved"):
        chain.heir("D", date(2023, 1, 1))
    with pytest.raises(NotFound, match="unit_unknown"):
        chain.heir("E", date(2023, 1, 1))
    with pytest.raises(NotFound, match="unit_not_in_force"):
        chain.heir("C", date(2020, 6, 1))


def test_a_former_code_still_finds_the_unit() -> None:
    renamed = small(unit("H29.01", former_codes=("000.00.77.H29",)))

    assert renamed.unit("H29.77", date(2021, 1, 1)).code == "H29.01"


@pytest.mark.parametrize(
    ("procedure", "area", "title"),
    [
        ("1.001193", "25741", "Ủy ban nhân dân phường Hiệp Thành"),
        ("1.001612", "25741", "Ủy ban nhân dân thành phố Thủ Dầu Một"),
        ("1.004222", "25942", "Công an phường Dĩ An"),
        ("1.012783", "25777", "Chi nhánh Văn phòng Đăng ký đất đai huyện Dầu Tiếng"),
        ("3.000333", "", "Sở Tư pháp tỉnh Bình Dương"),
    ],
)
def test_who_decides_in_the_pilot(procedure: str, area: str, title: str) -> None:
    wanted = PROCEDURES.procedure(procedure, PHASE_1)

    unit = PILOT.competent_unit(wanted, on=PHASE_1, receiving_unit="H09.905.03", area=area)

    assert unit.title == title


def test_who_decides_after_the_merger() -> None:
    def decides(procedure: str, area: str = "") -> str:
        wanted = PROCEDURES.procedure(procedure, MERGED)
        return PILOT.competent_unit(wanted, on=MERGED, receiving_unit="H29.901", area=area).title

    assert decides("1.001612", "25760") == "Ủy ban nhân dân phường Bình Dương"
    assert decides("3.000333") == "Công an Thành phố Hồ Chí Minh"


def test_what_any_unit_may_decide_is_decided_behind_the_receiving_point() -> None:
    copies = PROCEDURES.procedure("2.000815", PHASE_1)

    at_commune = PILOT.competent_unit(copies, on=PHASE_1, receiving_unit="H09.905.03")
    at_centre = PILOT.competent_unit(copies, on=PHASE_1, receiving_unit="H09.900", area="25741")

    assert at_commune.code == "H09.945.03"
    assert at_centre.code == "H09.941.01"


def test_the_commune_is_asked_for_where_it_decides_and_must_be_known() -> None:
    birth = PROCEDURES.procedure("1.001193", PHASE_1)

    with pytest.raises(NotFound, match="area_needed"):
        PILOT.competent_unit(birth, on=PHASE_1, receiving_unit="H09.900")
    with pytest.raises(NotFound, match="competent_unit_unknown"):
        PILOT.competent_unit(birth, on=PHASE_1, receiving_unit="H09.900", area="00001")
    with pytest.raises(NotFound, match="competent_unit_unknown"):
        small().competent_unit(birth, on=PHASE_1, receiving_unit="H09.900")


def test_a_department_decides_only_in_its_fields() -> None:
    one = small(
        unit("A", kind="department", fields=("xay-dung",)),
        unit("B", kind="department", fields=("ly-lich-tu-phap",)),
    )
    records = PROCEDURES.procedure("3.000333", PHASE_1)

    assert one.competent_unit(records, on=PHASE_1, receiving_unit="A").code == "B"


def test_the_phase_says_who_receives_beyond_its_boundary() -> None:
    birth = PROCEDURES.procedure("1.001193", PHASE_1)

    phases = [PILOT.phase(day) for day in (PHASE_1, PHASE_2, PHASE_3, MERGED)]

    assert [phase.code for phase in phases if phase] == [
        "giai-doan-1",
        "giai-doan-2",
        "giai-doan-3",
        "sau-sap-nhap",
    ]
    assert PILOT.phase(date(2020, 1, 1)) is None
    assert PILOT.receives_beyond_boundary("H09.901.01", birth, PHASE_1)
    assert not PILOT.receives_beyond_boundary("H09.941.01", birth, PHASE_1)


def test_a_procedure_bound_to_its_place_is_received_there_only() -> None:
    bound = msgspec.structs.replace(PROCEDURES.procedure("1.001193", PHASE_1), beyond_boundary=False)

    assert not PILOT.receives_beyond_boundary("H09.901.01", bound, PHASE_1)


def test_without_phases_every_receiving_unit_receives() -> None:
    birth = PROCEDURES.procedure("1.001193", PHASE_1)

    assert small(unit("A")).receives_beyond_boundary("A", birth, PHASE_1)


def test_a_phase_may_leave_kinds_of_units_out() -> None:
    birth = PROCEDURES.procedure("1.001193", PHASE_1)
    phase = Phase(code="1", title="1", valid_from=date(2020, 1, 1), receiving_kinds=(UnitKind.CENTRE,))

    assert not small(unit("A"), phases=(phase,)).receives_beyond_boundary("A", birth, PHASE_1)


def test_slips_carry_the_letterhead_of_the_day() -> None:
    first = PILOT.letterhead("H09.901.01", PHASE_1)
    second = PILOT.letterhead("H09.901.01", PHASE_2)

    assert (first.unit_line, first.number_suffix) == ("BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ", "BPTNTKQ")
    assert first.parent_line == "ỦY BAN NHÂN DÂN PHƯỜNG HIỆP THÀNH"
    assert second.number_suffix == "TTPVHCC"
    assert PILOT.letterhead("H09.901", PHASE_1).seal == "Chi nhánh thành phố Thủ Dầu Một"


def test_a_unit_without_letterhead_writes_under_the_next_above() -> None:
    site = PILOT.letterhead("H29.901", MERGED)

    assert site.parent_line == "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"
    assert site.unit_line == "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG THÀNH PHỐ HỒ CHÍ MINH, CƠ SỞ BÌNH DƯƠNG"
    assert site.place == "Thành phố Hồ Chí Minh"
    assert site.seal == ""


def test_a_unit_without_any_letterhead_is_told_so() -> None:
    with pytest.raises(NotFound, match="letterhead_unknown"):
        PILOT.letterhead("H09.920", PHASE_1)


def test_windows_of_a_unit_change_with_the_phases() -> None:
    assert [window.fields != () for window in PILOT.windows("H09.901", PHASE_1)] == [True, True, True]
    assert [window.fields for window in PILOT.windows("H09.901", PHASE_3)] == [(), (), ()]
    assert PILOT.windows("H09.941", PHASE_1) == ()


def test_a_window_is_found_by_its_code_while_it_is_there() -> None:
    assert PILOT.window("H09.901-Q01", PHASE_1).unit == "H09.901"
    for code, day in (("H09.901-Q01", MERGED), ("X", PHASE_1)):
        with pytest.raises(NotFound, match="window_unknown"):
            PILOT.window(code, day)


def test_somebody_may_hold_posts_in_several_units() -> None:
    posts = PILOT.posts("BD-0003", PHASE_2)

    assert {post.unit for post in posts} == {"H09.901.01", "H09.941.01", "H09.901.02"}
    assert {post.employer for post in posts} == {"H09.941.01", ""}
    assert len(PILOT.posts("BD-0003", PHASE_1)) == 2
    with pytest.raises(NotFound, match="staff_unknown"):
        PILOT.posts("BD-9999", PHASE_1)


def test_postal_staff_serve_several_units() -> None:
    assert PILOT.has_role("BD-0004", Role.COURIER, "H09.901", PHASE_1)
    assert PILOT.has_role("BD-0004", Role.COURIER, "H09.902.01", PHASE_1)
    assert not PILOT.has_role("BD-0004", Role.CLERK, "H09.901", PHASE_1)


def test_a_role_reaches_the_units_below_and_ends_with_its_post() -> None:
    assert PILOT.has_role("BD-0002", Role.SUPERVISOR, "H09.901.05", PHASE_1)
    assert not PILOT.has_role("BD-0002", Role.SUPERVISOR, "H09.902", PHASE_1)
    assert not PILOT.has_role("BD-0003", Role.CLERK, "H09.901.02", PHASE_1)
    assert PILOT.has_role("BD-0003", Role.CLERK, "H09.901.02", PHASE_2)
    assert PILOT.has_role("BD-0002", Role.SUPERVISOR, "H29.960.01", MERGED)


def test_the_staff_of_a_unit() -> None:
    found = [(member.name, post.role) for member, post in PILOT.staff("H09.901", PHASE_1)]

    assert found == [
        ("Nguyễn Thị Hồng Nhung", Role.CLERK),
        ("Trần Quốc Bảo", Role.SUPERVISOR),
        ("Phạm Thị Mỹ Duyên", Role.COURIER),
    ]


def test_a_transfer_names_a_clerk_of_the_field() -> None:
    at_committee = [member.name for member in PILOT.clerks_for("H09.941.01", "ho-tich", PHASE_1)]
    at_branch = [member.name for member in PILOT.clerks_for("H09.901", "dat-dai", PHASE_1)]

    assert at_committee == ["Lê Hoàng Minh"]
    assert at_branch == ["Nguyễn Thị Hồng Nhung"]
    assert PILOT.clerks_for("H09.941.01", "dat-dai", PHASE_1) == ()
