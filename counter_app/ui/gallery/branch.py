"""Examples of the supervisor's screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from counter_app.contract.acts import Kind
from counter_app.contract.indicators import Fact, Indicator
from counter_app.contract.messages import Outcome
from counter_app.contract.moves import State
from counter_app.contract.workload import Helper, HourForecast, HourLoad, Move
from counter_app.domain.ids import ActId, DossierId, UnitCode
from counter_app.domain.indicators import Period, PeriodTable, Score
from counter_app.services.elsewhere import ToldElsewhere
from counter_app.services.queries import ActRow
from counter_app.services.supervise import Balance, Branch, ClerkLoad, Ratings
from counter_app.ui.gallery.cases import TITLES, dossier, title_of
from counter_app.ui.gallery.example import CLERK, HANOI_TIME, NOW, TODAY, Example
from counter_app.ui.gallery.queue import QUEUE
from counter_app.ui.presenters.branch_returned import in_entries, returned_row, returned_screen
from counter_app.ui.presenters.branch_screen import BranchDetail, BranchScreen, FilterChoices, Filters, Tab
from counter_app.ui.presenters.branch_wording import (
    advice,
    branch_line,
    clerk_lines,
    counted_text,
    gauges,
    hour_bars,
    score_gauges,
    table_lines,
)
from counter_app.ui.presenters.history import history_lines
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.saying import STATES
from counter_app.ui.presenters.screens import Choice, Note, Tone
from counter_app.ui.words import words

HERE = UnitCode("H09.08")
NAMES = {"c-1": CLERK, "c-2": "Phạm Thị Hồng Nhung", "c-3": "Trần Quốc Bảo", "c-4": "Võ Minh Khoa"}
_UNITS = {"H09.08": "Thủ Dầu Một", "H09.09": "Dĩ An"}


def _at(hour: int) -> datetime:
    return datetime(TODAY.year, TODAY.month, TODAY.day, hour, tzinfo=HANOI_TIME)


def _indicator(code: str, title: str, points: float) -> Indicator:
    return Indicator(
        code=code,
        title=title,
        group="",
        max_points=points,
        among=(Fact.RECEIVED,),
        counted=(Fact.SYNCED,),
        valid_from=date(2022, 6, 23),
    )


def _hours() -> tuple[HourForecast, ...]:
    work = (
        (7, 96.0),
        (8, 172.0),
        (9, 300.0),
        (10, 190.0),
        (11, 60.0),
        (13, 74.0),
        (14, 160.0),
        (15, 118.0),
        (16, 70.0),
    )
    carried = 0.0
    plan = []
    for hour, minutes in work:
        capacity = 90.0 if hour in {11, 13} else 180.0
        plan.append(HourForecast(HERE, _at(hour), minutes, carried, capacity))
        carried = plan[-1].waiting_minutes
    return tuple(plan)


def _branch() -> Branch:
    clerks = (
        ClerkLoad("c-1", NAMES["c-1"], 31, 2, 14),
        ClerkLoad("c-2", NAMES["c-2"], 17, 0, 11),
        ClerkLoad("c-3", NAMES["c-3"], 15, 0, 9),
        ClerkLoad("c-4", NAMES["c-4"], 6, 0, 3),
    )
    plan = _hours()
    loads = tuple(
        HourLoad(window, _at(hour), round(minutes / 7), minutes)
        for hour, shares in ((7, (34, 28, 21)), (8, (58, 51, 44)), (9, (41, 36, 12)))
        for window, minutes in zip(("Q01", "Q02", "Q03"), shares, strict=True)
    )
    scores = (
        Score(_indicator("DOSSIER_SYNC", "", 6), 402, 412),
        Score(_indicator("ON_TIME", "", 20), 351, 368),
        Score(_indicator("ORIGINAL_RESULT_AVAILABLE", "", 6), 368, 368),
        Score(_indicator("SO_HOA_GIAY_TO_GIAI_QUYET", "", 4), 392, 412),
        Score(_indicator("REUSED_DIGITIZED_DATA", "", 2), 97, 412),
        Score(_indicator("DOSSIER_RECEIVING_SATISFACTION", "", 18), 241, 250),
    )
    return Branch(
        unit=HERE,
        at=NOW,
        loads=loads,
        plan=plan,
        overload=tuple(hour for hour in plan if hour.wait_at_end > 25)[:1],  # noqa: PLR2004 - an example
        move=Move(Helper("c-9", "Ngô Thanh Tâm", "H09.09", ("H09.08",)), "H09.08", 48.0, 12.0),
        clerks=clerks,
        balance=Balance(clerks[0], clerks[-1], 12),
        overdue=2,
        digitised=0.951,
        on_time=scores[1],
        ratings=Ratings(180, 61, 9),
        period=Period(TODAY.replace(day=1), TODAY),
        table=PeriodTable(38, 44, 361, 7, 210, 141, 17, 71, 2, 9),
        scores=scores,
        staff=(),
    )


def _screen(branch: Branch) -> BranchScreen:
    windows, hours = hour_bars(branch)
    any_of = words("Branch", "Tất cả")
    people = tuple(Choice(key, name) for key, name in NAMES.items())
    return BranchScreen(
        counted=counted_text(branch),
        gauges=gauges(branch),
        choices=FilterChoices(
            states=(Choice("", any_of), Choice(State.PROCESSING, STATES[State.PROCESSING].text)),
            windows=(Choice("", any_of), Choice("Q01", "Q01")),
            clerks=(Choice("", any_of), *people),
            procedures=(Choice("", any_of), *(Choice(code, title) for code, title in TITLES.items())),
        ),
        rows=tuple(branch_line(row, TODAY, title_of, NAMES) for row in QUEUE),
        takers=people,
        windows=windows,
        hours=hours,
        advice=advice(branch, lambda unit: _UNITS.get(unit, unit)),
        clerks=clerk_lines(branch.clerks, branch.balance),
        scores=score_gauges(branch.scores),
        table=table_lines(branch.table),
    )


def _told(number: int, kind: Kind, code: str, dossier_id: str = "", **facts: str) -> ToldElsewhere:
    since = NOW - timedelta(hours=26 - 12 * (number % 3))
    window, clerk = ("0007", "c-2") if number < 4 else ("0012", "c-5")  # noqa: PLR2004 - an example
    return ToldElsewhere(
        f"e-{number}", f"a-{number}", DossierId(dossier_id), kind, code, facts, HERE, window, clerk, since
    )


def _returned_examples(base: BranchScreen) -> Iterator[Example]:
    """What was turned down at other windows: of a dossier known here, of others, of none, and a long one."""
    known = dossier(State.RECEIVED)
    told = (
        _told(1, Kind.DOSSIER_SEALED, "not_holder", known.dossier_id, holder="H09.09"),
        _told(2, Kind.PAPER_SEALED, "not_holder", known.dossier_id, holder="H09.09"),
        _told(3, Kind.PAPER_SEALED, "not_holder", known.dossier_id, holder="H09.09"),
        _told(4, Kind.RECEIVED, "code_taken", "d-77"),
        _told(5, Kind.FEE_RECORDED, "illegal_move", "d-78", state="sealed"),
        _told(6, Kind.SLIP_GIVEN, "malformed"),
    )
    names = NAMES | {"c-5": "Nguyễn Hoàng Phương Thảo Nguyên Trần Lê Thị Mỹ Duyên"}
    unit_titles = _UNITS | {"H09.09": "Chi nhánh số 14 Trung tâm Phục vụ hành chính công khu vực Dĩ An – Thuận An"}
    rows = tuple(
        returned_row(one, NOW, title_of, lambda unit: unit_titles.get(unit, unit), lambda one: names.get(one, one))
        for one in in_entries(told, HERE, lambda name: known if name == known.dossier_id else None)
    )
    rows = (replace(rows[0], taken_back=True), *rows[1:])
    yield Example("branch-returned", Place.BRANCH, replace(base, returned=returned_screen(rows, 2)))
    yield Example("branch-returned-here", Place.BRANCH, replace(base, returned=returned_screen((), 1)))
    yield Example("branch-returned-none", Place.BRANCH, base)


def branch_examples() -> Iterator[Example]:
    """The supervisor's screen."""
    base = _screen(_branch())
    yield Example("branch", Place.BRANCH, base)
    acts = tuple(
        ActRow(
            ActId(f"a-{number}"),
            kind,
            "c-1",
            HERE,
            NOW - timedelta(days=days, minutes=30 - 5 * number),
            own,
            outcome,
            "",
            "",
            number,
        )
        for number, (kind, days, own, outcome) in enumerate(
            (
                ("received", 2, True, Outcome.APPLIED),
                ("fee_recorded", 2, True, Outcome.APPLIED),
                ("dossier_sealed", 2, True, Outcome.APPLIED),
                ("processing_started", 1, False, Outcome.APPLIED),
                ("reassigned", 0, True, None),
            ),
            start=1,
        )
    )
    detail = BranchDetail(
        key="d-1",
        code=QUEUE[0].code,
        applicant=QUEUE[0].applicant,
        holder=words("Branch", "Đang giữ: {name}").fill(name=CLERK),
        history=history_lines(acts, NAMES),
        can_reassign=True,
    )
    shown = replace(base, chosen="d-1", detail=detail, taker="c-4", reason="San sẻ việc")
    yield Example("branch-reassign", Place.BRANCH, shown)
    given = words("Branch", "Đã chuyển hồ sơ {code} cho {name}.").fill(code=detail.code, name=NAMES["c-4"])
    yield Example("branch-reassigned", Place.BRANCH, replace(shown, status=Note(given, Tone.GOOD)))
    counted = returned_screen((), 3)
    yield Example("branch-load", Place.BRANCH, replace(base, tab=Tab.LOAD, returned=counted))
    yield Example("branch-shares", Place.BRANCH, replace(base, tab=Tab.SHARES))
    yield from _returned_examples(replace(base, tab=Tab.RETURNED))
    yield Example("branch-preview", Place.BRANCH, base, preview=True)
    yield Example("branch-nothing", Place.BRANCH, replace(base, rows=(), filters=Filters(unsent=True)))
    quiet = replace(_branch(), loads=(), plan=(), overload=(), move=None, balance=None, overdue=0, clerks=())
    yield Example("branch-quiet", Place.BRANCH, replace(_screen(quiet), rows=(), tab=Tab.LOAD))
