"""What was done to a dossier, in the words of the window: one line for each act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from counter_app.contract.acts import Kind
from counter_app.contract.messages import Outcome
from counter_app.services.queries import ActRow
from counter_app.ui.formats import moment_text
from counter_app.ui.presenters.screens import Line, Mark, Tone
from counter_app.ui.words import Words, words

DONE: dict[str, Words] = {
    Kind.RECEIVED: words("History", "Tiếp nhận hồ sơ"),
    Kind.PAPER_SEALED: words("History", "Chốt một giấy tờ"),
    Kind.PAPER_REUSED: words("History", "Dùng lại giấy tờ đã có"),
    Kind.EXCEPTION_GRANTED: words("History", "Ghi nhận ngoại lệ"),
    Kind.DOSSIER_SEALED: words("History", "Chốt hồ sơ"),
    Kind.PROCESSING_STARTED: words("History", "Bắt đầu giải quyết"),
    Kind.SUPPLEMENT_ASKED: words("History", "Yêu cầu bổ sung"),
    Kind.SUPPLEMENT_RECEIVED: words("History", "Nhận giấy tờ bổ sung"),
    Kind.FINANCIAL_DUTY_ASKED: words("History", "Yêu cầu nộp nghĩa vụ tài chính"),
    Kind.FINANCIAL_DUTY_MET: words("History", "Đã nộp nghĩa vụ tài chính"),
    Kind.DEADLINE_EXTENDED: words("History", "Xin lỗi và hẹn lại"),
    Kind.REFUSED: words("History", "Từ chối tiếp nhận"),
    Kind.WITHDRAWN: words("History", "Người dân rút hồ sơ"),
    Kind.STOPPED: words("History", "Dừng giải quyết"),
    Kind.RESULT_DIGITISED: words("History", "Có kết quả điện tử"),
    Kind.HANDED_OVER: words("History", "Trả kết quả"),
    Kind.RATED: words("History", "Người dân đánh giá"),
    Kind.FEE_RECORDED: words("History", "Ghi nhận phí, lệ phí"),
    Kind.FEE_RECEIPT_GIVEN: words("History", "Viết biên lai thu phí, lệ phí"),
    Kind.REASSIGNED: words("History", "Đổi cán bộ giữ hồ sơ"),
    Kind.CORRECTED: words("History", "Sửa thông tin người nộp"),
    Kind.CODE_REPLACED: words("History", "Cấp mã chính thức"),
    Kind.PAPER_SIGNED: words("History", "Ký bổ sung giấy tờ đã chốt"),
    Kind.PAPER_STRENGTHENED: words("History", "Bổ sung dấu thời gian cho giấy tờ"),
    Kind.SLIP_GIVEN: words("History", "Lập phiếu khi chưa tiếp nhận"),
    Kind.PAPERS_VIEWED: words("History", "Xem giấy tờ đã có của người dân"),
    Kind.SIGNED_IN: words("History", "Đăng nhập"),
    Kind.SIGNED_OUT: words("History", "Đăng xuất"),
    Kind.ACT_SETTLED: words("History", "Báo đã xử lý xong việc bị trả lại"),
}
_WAITING = Mark(words("History", "Chờ gửi"), Tone.WARN)
_TURNED_DOWN = Mark(words("History", "Bị trả lại"), Tone.BAD)


def history_lines(acts: Sequence[ActRow], names: Mapping[str, str]) -> tuple[Line, ...]:
    """The newest first; people by name, and by their id where nobody here knows them."""
    return tuple(_line(act, names) for act in reversed(acts))


def _line(act: ActRow, names: Mapping[str, str]) -> Line:
    done = DONE.get(act.kind, words("History", "Thao tác của bản mới hơn"))
    who = names.get(act.actor) or act.actor
    detail = f"{moment_text(act.at)} · {who}" if who else moment_text(act.at)
    return Line(act.act_id, done, detail, _mark(act))


def _mark(act: ActRow) -> Mark | None:
    if act.outcome in {Outcome.REFUSED, Outcome.CONFLICT}:
        return _TURNED_DOWN
    return _WAITING if act.own and act.outcome in {None, Outcome.HELD} else None
