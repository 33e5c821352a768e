"""The branch in words and bars: what was counted becomes gauges, hours, advice and lists."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from counter_app.domain.indicators import PeriodTable, Score
from counter_app.services.queries import QueueRow
from counter_app.services.supervise import Balance, Branch, ClerkLoad, by_hour, windows_of
from counter_app.ui.formats import day_text, time_text
from counter_app.ui.presenters.branch_screen import Gauge, HourBar
from counter_app.ui.presenters.day import queue_line
from counter_app.ui.presenters.day_screen import QueueLine
from counter_app.ui.presenters.screens import Line, Mark, Note, Tone
from counter_app.ui.words import Text, Words, words

DIGITISED_GOAL = 1.0
"""Everything is scanned before it is processed."""

SATISFIED_GOAL = 0.9

SHORT_SCORES: dict[str, Words] = {
    "DOSSIER_SYNC": words("Branch", "Hồ sơ đã về tỉnh"),
    "ON_TIME": words("Branch", "Giải quyết đúng hạn"),
    "ORIGINAL_RESULT_AVAILABLE": words("Branch", "Có kết quả điện tử"),
    "SO_HOA_GIAY_TO_GIAI_QUYET": words("Branch", "Hồ sơ có giấy tờ số hóa"),
    "REUSED_DIGITIZED_DATA": words("Branch", "Dùng lại giấy tờ đã số hóa"),
    "DOSSIER_RECEIVING_SATISFACTION": words("Branch", "Người dân hài lòng"),
}


def share_text(share: float | None) -> str:
    """95,5 %; a dash where there was nothing to count."""
    if share is None:
        return "–"
    return f"{share * 100:.1f}".rstrip("0").rstrip(".").replace(".", ",") + " %"


def gauges(branch: Branch) -> tuple[Gauge, ...]:
    """The four figures above everything."""
    on_time, ratings = branch.on_time, branch.ratings
    late = words("Branch", "Hồ sơ quá hạn")
    return (
        Gauge(
            "overdue",
            late,
            str(branch.overdue),
            words("Branch", "Cần xử lý trước tiên") if branch.overdue else words("Branch", "Không có hồ sơ trễ"),
            tone=Tone.BAD if branch.overdue else Tone.GOOD,
        ),
        _share_gauge(
            "on_time",
            words("Branch", "Đúng hạn"),
            on_time.share if on_time else None,
            words("Branch", "{counted}/{among} hồ sơ").fill(
                counted=on_time.counted if on_time else 0, among=on_time.among if on_time else 0
            ),
            goal=on_time.indicator.full_from if on_time else 1.0,
            warn_below=on_time.indicator.warn_below if on_time else 0.8,
        ),
        _share_gauge(
            "digitised",
            words("Branch", "Số hóa"),
            branch.digitised,
            words("Branch", "giấy tờ của tháng này"),
            goal=DIGITISED_GOAL,
            warn_below=0.8,
        ),
        _share_gauge(
            "satisfied",
            words("Branch", "Hài lòng"),
            ratings.share,
            words("Branch", "{given} lượt đánh giá").fill(given=ratings.given),
            goal=SATISFIED_GOAL,
            warn_below=0.8,
        ),
    )


def _share_gauge(
    key: str, title: Text, share: float | None, detail: Text, *, goal: float, warn_below: float
) -> Gauge:
    if share is None:
        tone = Tone.NEUTRAL
    elif share < warn_below:
        tone = Tone.BAD
    else:
        tone = Tone.GOOD if share >= goal else Tone.WARN
    return Gauge(key, title, share_text(share), detail, share, goal, tone)


def score_gauges(scores: Sequence[Score]) -> tuple[Gauge, ...]:
    """The indicators with their points."""
    return tuple(_score_gauge(score) for score in scores)


def _score_gauge(score: Score) -> Gauge:
    indicator, points = score.indicator, score.points
    title = SHORT_SCORES.get(indicator.code, indicator.title)
    if not score.applies:
        detail: Text = words("Branch", "không áp dụng với cấp này")
    elif points is None:
        detail = words("Branch", "chưa có hồ sơ để tính")
    else:
        detail = words("Branch", "{counted}/{among} hồ sơ · {points}/{most} điểm").fill(
            counted=score.counted,
            among=score.among,
            points=_decimal(points),
            most=_decimal(indicator.max_points),
        )
    tone = Tone.BAD if score.is_warning else Tone.GOOD if points == indicator.max_points else Tone.NEUTRAL
    return Gauge(indicator.code, title, share_text(score.share), detail, score.share, indicator.warn_below, tone)


def _decimal(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0").replace(".", ",")


def hour_bars(branch: Branch) -> tuple[tuple[str, ...], tuple[HourBar, ...]]:
    """The windows of the legend and the day's open hours, with what came, was expected and can be done."""
    windows = windows_of(branch.loads)
    loads = by_hour(branch.loads)
    plan = {hour.hour: hour for hour in branch.plan}
    over = {hour.hour for hour in branch.overload}
    bars = []
    for hour in sorted(plan.keys() | loads.keys()):
        found, expected = loads.get(hour, {}), plan.get(hour)
        parts = tuple(found[window].minutes if window in found else 0.0 for window in windows)
        came = sum(load.arrivals for load in found.values())
        work = expected.work_minutes if expected else 0.0
        bars.append(
            HourBar(
                label=f"{hour:%H:%M}",
                parts=parts,
                expected=work,
                capacity=expected.capacity_minutes if expected else 0.0,
                overloaded=hour in over,
                spoken=words("Branch", "{time}: {came} lượt, {minutes} phút phục vụ; dự báo {expected} phút").fill(
                    time=f"{hour:%H:%M}", came=came, minutes=round(sum(parts)), expected=round(work)
                ),
            )
        )
    return windows, tuple(bars)


def advice(branch: Branch, unit_title: Callable[[str], str]) -> tuple[Note, ...]:
    """What a supervisor should know about the load now, with the move that helps."""
    said: list[Note] = []
    if branch.overload:
        worst = branch.overload[0]
        if math.isinf(worst.wait_at_end):
            text = words("Branch", "{time}: có việc nhưng chưa có cán bộ nào tại quầy").fill(
                time=_span(worst.hour)
            )
        else:
            text = words("Branch", "{time}: người dân có thể phải chờ {minutes} phút").fill(
                time=_span(worst.hour), minutes=round(worst.wait_at_end)
            )
        said.append(Note(text, Tone.BAD))
    if branch.move is not None:
        move = branch.move
        said.append(
            Note(
                words(
                    "Branch",
                    "Điều {name} từ {source} sang {target}: thời gian chờ lâu nhất từ {before} còn {after}",
                ).fill(
                    name=move.helper.name,
                    source=unit_title(move.helper.unit),
                    target=unit_title(move.to),
                    before=_wait(move.worst_wait_before),
                    after=_wait(move.worst_wait_after),
                ),
                Tone.ACCENT,
            )
        )
    if branch.balance is not None:
        said.append(Note(_balance(branch.balance), Tone.WARN))
    if not said:
        quiet = words("Branch", "Hôm nay không có giờ nào quá tải, việc chia đều giữa các cán bộ.")
        said.append(Note(quiet, Tone.GOOD))
    return tuple(said)


def _wait(minutes: float) -> Words:
    if math.isinf(minutes):
        return words("Branch", "không ai phục vụ")
    return words("Branch", "{minutes} phút").fill(minutes=round(minutes))


def _balance(balance: Balance) -> Words:
    return words(
        "Branch", "{giver} đang giữ {many} hồ sơ, {taker} chỉ {few}: nên chuyển {number} hồ sơ để san sẻ"
    ).fill(
        giver=balance.giver.name,
        many=balance.giver.in_hand,
        taker=balance.taker.name,
        few=balance.taker.in_hand,
        number=balance.dossiers,
    )


def _span(hour: datetime) -> str:
    return f"{hour:%H:%M}–{(hour.hour + 1) % 24:02d}:00"


def clerk_lines(clerks: Sequence[ClerkLoad], balance: Balance | None) -> tuple[Line, ...]:
    """Who has how much; the one who has too much is marked."""
    loaded = balance.giver.clerk_id if balance else ""
    return tuple(_clerk_line(one, is_loaded=one.clerk_id == loaded) for one in clerks)


def _clerk_line(clerk: ClerkLoad, *, is_loaded: bool) -> Line:
    detail = words("Branch", "{in_hand} hồ sơ đang giữ · {today} tiếp nhận hôm nay").fill(
        in_hand=clerk.in_hand, today=clerk.today
    )
    if clerk.overdue:
        mark: Mark | None = Mark(words("Branch", "{count} quá hạn").fill(count=clerk.overdue), Tone.BAD)
    else:
        mark = Mark(words("Branch", "Quá tải"), Tone.WARN) if is_loaded else None
    return Line(clerk.clerk_id, clerk.name, detail, mark, icon="person", strong=is_loaded)


_TABLE: Mapping[str, Words] = {
    "carried_over": words("Branch", "Kỳ trước chuyển sang"),
    "received_at_window": words("Branch", "Tiếp nhận trực tiếp"),
    "received_online": words("Branch", "Tiếp nhận trực tuyến"),
    "received_by_post": words("Branch", "Tiếp nhận qua bưu chính"),
    "resolved_early": words("Branch", "Giải quyết trước hạn"),
    "resolved_on_the_day": words("Branch", "Giải quyết đúng ngày hẹn"),
    "resolved_late": words("Branch", "Giải quyết quá hạn"),
    "running_in_time": words("Branch", "Đang giải quyết, trong hạn"),
    "running_late": words("Branch", "Đang giải quyết, quá hạn"),
    "stopped": words("Branch", "Tạm dừng, chờ người dân"),
}
_BAD_NUMBERS = frozenset({"resolved_late", "running_late"})


def table_lines(table: PeriodTable) -> tuple[Line, ...]:
    """The period's report, a line for each column."""
    return tuple(
        Line(name, title, None, Mark(str(number), Tone.BAD if number and name in _BAD_NUMBERS else Tone.NEUTRAL))
        for name, title in _TABLE.items()
        for number in (getattr(table, name),)
    )


def counted_text(branch: Branch) -> Words:
    """When and over which days was counted."""
    return words("Branch", "Số liệu lúc {time}, chỉ số từ {first} đến {last}").fill(
        time=time_text(branch.at), first=day_text(branch.period.first), last=day_text(branch.period.last)
    )


def branch_line(row: QueueRow, today: date, title_of: Callable[[str], str], names: dict[str, str]) -> QueueLine:
    """A dossier as a line of the branch's queue."""
    at = words("Branch", "Quầy {window}").fill(window=row.window) if row.window else ""
    return replace(queue_line(row, today, title_of), clerk=names.get(row.clerk, row.clerk), window=at)
