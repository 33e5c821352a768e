"""What a supervisor takes along: queue, load and indicators as sheets. Official papers are Vietnamese."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from counter_app.services.queries import QueueRow
from counter_app.services.report import Report, Share, Sheet
from counter_app.services.supervise import Branch
from counter_app.ui.presenters.branch_wording import table_lines
from counter_app.ui.presenters.saying import delivery_mark, state_mark


def branch_report(
    branch: Branch,
    rows: Sequence[QueueRow],
    names: Mapping[str, str],
    title_of: Callable[[str], str],
    unit_title: Callable[[str], str],
) -> Report:
    """The report of this moment."""
    return Report(
        title="Tình hình tiếp nhận và giải quyết hồ sơ",
        unit=unit_title(branch.unit),
        at=branch.at,
        sheets=(_queue(rows, names, title_of), _clerks(branch), _load(branch), _scores(branch), _table(branch)),
    )


def _queue(rows: Sequence[QueueRow], names: Mapping[str, str], title_of: Callable[[str], str]) -> Sheet:
    return Sheet(
        "Hàng đợi",
        ("Mã hồ sơ", "Người nộp", "Thủ tục", "Tiếp nhận", "Hẹn trả", "Trạng thái", "Cán bộ", "Quầy", "Gửi tỉnh"),
        tuple(
            (
                row.code,
                row.applicant,
                title_of(row.procedure),
                row.received_at,
                row.due_at,
                str(state_mark(row.state).text),
                names.get(row.clerk, row.clerk),
                row.window,
                str(delivery_mark(row.delivery).text),
            )
            for row in rows
        ),
        (20, 24, 40, 17, 17, 18, 22, 8, 12),
    )


def _clerks(branch: Branch) -> Sheet:
    return Sheet(
        "Cán bộ",
        ("Cán bộ", "Đang giữ", "Quá hạn", "Tiếp nhận hôm nay"),
        tuple((one.name, one.in_hand, one.overdue, one.today) for one in branch.clerks),
        (30, 12, 12, 20),
    )


def _load(branch: Branch) -> Sheet:
    return Sheet(
        "Tải theo giờ",
        ("Giờ", "Quầy", "Lượt", "Phút phục vụ"),
        tuple((f"{load.hour:%H:%M}", load.window, load.arrivals, round(load.minutes, 1)) for load in branch.loads),
        (10, 12, 10, 16),
    )


def _scores(branch: Branch) -> Sheet:
    return Sheet(
        "Chỉ số",
        ("Chỉ số", "Đạt", "Trên", "Tỷ lệ", "Điểm", "Điểm tối đa"),
        tuple(
            (
                score.indicator.title,
                score.counted,
                score.among,
                Share(score.share),
                score.points,
                score.indicator.max_points,
            )
            for score in branch.scores
        ),
        (60, 10, 10, 10, 10, 12),
    )


def _table(branch: Branch) -> Sheet:
    return Sheet(
        f"Từ {branch.period.first:%d-%m} đến {branch.period.last:%d-%m}",
        ("Nội dung", "Số hồ sơ"),
        tuple(
            (str(line.title), int(str(line.mark.text)) if line.mark else 0) for line in table_lines(branch.table)
        ),
        (44, 12),
    )
