"""Every sentence of the pages, in Vietnamese and in English."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.contract.acts import Kind
from counter_app.contract.moves import State

LANGUAGES = ("vi", "en")

_TEXTS: dict[str, tuple[str, str]] = {
    "centre": ("Trung tâm Phục vụ hành chính công", "Public Administration Service Centre"),
    "other_language": ("English", "Tiếng Việt"),
    "tracking": ("Tra cứu hồ sơ", "Track a dossier"),
    "code": ("Mã hồ sơ", "Dossier code"),
    "code_hint": ("In trên giấy tiếp nhận, cạnh mã QR", "Printed on your receipt, next to the QR code"),
    "look_up": ("Tra cứu", "Look up"),
    "unknown": (
        "Không tìm thấy hồ sơ có mã này. Nếu quầy đang mất kết nối, hồ sơ có thể chưa về đến hệ thống của tỉnh.",
        "There is no dossier with this code. If the counter is offline, it may not have reached the province yet.",
    ),
    "too_many": (
        "Có quá nhiều lượt tra cứu từ địa chỉ này. Vui lòng thử lại sau ít phút.",
        "There were too many look-ups from this address. Please try again in a few minutes.",
    ),
    "status": ("Tình trạng", "Status"),
    "received_on": ("Ngày tiếp nhận", "Received on"),
    "due_on": ("Ngày hẹn trả kết quả", "Result due on"),
    "no_due": ("Không có lịch hẹn", "No appointment"),
    "late": ("Hồ sơ đã quá hạn trả kết quả.", "The result is overdue."),
    "steps": ("Các bước giải quyết", "Steps"),
    "step_received": ("Tiếp nhận", "Received"),
    "step_sealed": ("Số hóa, chuyển xử lý", "Digitised, passed on"),
    "step_processing": ("Giải quyết", "Being processed"),
    "step_result": ("Có kết quả", "Result ready"),
    "step_returned": ("Trả kết quả", "Handed over"),
    "step_done": ("đã xong", "done"),
    "step_now": ("đang thực hiện", "now"),
    "step_next": ("chưa đến", "not yet"),
    "history": ("Quá trình", "History"),
    "prove": ("Xem chi tiết", "See details"),
    "prove_text": (
        "Để bảo vệ thông tin cá nhân, hãy nhập 4 số cuối của số định danh (CCCD) ghi trên giấy tiếp nhận.",
        "To protect personal data, enter the last 4 digits of the identity number on your receipt.",
    ),
    "last_four": ("4 số cuối số định danh", "Last 4 digits of the identity number"),
    "show": ("Xem", "Show"),
    "not_proven": ("Bốn số cuối không khớp với hồ sơ này.", "These digits do not match this dossier."),
    "details": ("Chi tiết", "Details"),
    "applicant": ("Người nộp hồ sơ", "Applicant"),
    "procedure": ("Thủ tục", "Procedure"),
    "papers": ("Giấy tờ đã nộp", "Papers handed in"),
    "pages": ("trang", "pages"),
    "reused": (
        "đã có sẵn trong kho dữ liệu, không phải nộp lại",
        "already held by the state, not asked for again",
    ),
    "excepted": ("không số hóa theo quy định", "lawfully not digitised"),
    "asked_for": ("Cần bổ sung", "Still needed"),
    "reason": ("Lý do", "Reason"),
    "fees": ("Phí, lệ phí", "Fees"),
    "paid": ("đã nộp", "paid"),
    "unpaid": ("chưa nộp", "not paid"),
    "board": ("Bảng điều hành", "Supervision board"),
    "sign_in": ("Đăng nhập", "Sign in"),
    "sign_out": ("Đăng xuất", "Sign out"),
    "login": ("Tên đăng nhập", "Login"),
    "password": ("Mật khẩu", "Password"),
    "sign_in_failed": (
        "Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản không có vai trò phụ trách.",
        "The login or password is wrong, or the account has no supervisor's role.",
    ),
    "as_of": ("Số liệu lúc", "Figures as of"),
    "period": ("30 ngày gần nhất", "Last 30 days"),
    "unit": ("Đơn vị", "Unit"),
    "in_period": ("Tiếp nhận", "Received"),
    "today": ("Hôm nay", "Today"),
    "open": ("Đang giải quyết", "In progress"),
    "due_soon": ("Sắp đến hạn (3 ngày)", "Due within 3 days"),
    "overdue": ("Quá hạn", "Overdue"),
    "on_time": ("Đúng hạn", "On time"),
    "digitised": ("Số hóa thành phần", "Papers digitised"),
    "results": ("Số hóa kết quả", "Results digitised"),
    "reuse": ("Tái sử dụng", "Reused"),
    "satisfaction": ("Hài lòng", "Satisfied"),
    "all_units": ("Toàn trung tâm", "Whole centre"),
    "daily": ("Hồ sơ tiếp nhận mỗi ngày và dự báo", "Dossiers per day and forecast"),
    "forecast": ("dự báo", "forecast"),
    "received_short": ("hồ sơ", "dossiers"),
    "standing": ("Hồ sơ đang giải quyết theo đơn vị", "Dossiers in progress by unit"),
    "in_time": ("trong hạn", "in time"),
    "figures_by_unit": ("Số liệu theo đơn vị", "Figures by unit"),
    "staffing": ("Tải và dự báo theo đơn vị", "Load and forecast by unit"),
    "staffing_hint": (
        "Dự kiến từ lượng hồ sơ cùng thứ, cùng giờ trong 8 tuần qua, mỗi hồ sơ 10 phút.",
        "Expected from the same weekday and hour in the last 8 weeks, 10 minutes per dossier.",
    ),
    "for_day": ("Dự báo cho ngày", "Forecast for"),
    "clerks": ("Cán bộ một cửa", "Clerks"),
    "expected": ("Hồ sơ dự kiến", "Dossiers expected"),
    "busiest": ("Giờ cao điểm", "Busiest hour"),
    "load": ("Tải giờ cao điểm", "Load in that hour"),
    "wait": ("Chờ lâu nhất", "Longest wait"),
    "minutes": ("phút", "minutes"),
    "no_clerk": ("không có cán bộ", "no clerk"),
    "overloaded": ("quá tải", "overloaded"),
    "proposals": ("Đề xuất điều phối", "Proposed moves of staff"),
    "no_proposals": (
        "Không cần điều phối, hoặc không có ai hỗ trợ được.",
        "None is needed, or nobody could help.",
    ),
    "move": ("từ {from_unit} sang hỗ trợ {to_unit}", "from {from_unit} to help {to_unit}"),
    "move_effect": ("chờ lâu nhất từ {before} còn {after}", "longest wait from {before} to {after}"),
    "no_hours": (
        "Chưa công bố giờ làm việc nên chưa dự báo được.",
        "There is no forecast before opening hours are published.",
    ),
    "skip": ("Đến nội dung chính", "Skip to the content"),
    "windows": ("Quầy và lần liên lạc gần nhất", "Windows and their last contact"),
    "window": ("Quầy", "Window"),
    "last_contact": ("Liên lạc gần nhất", "Last contact"),
    "never": ("chưa lần nào", "never"),
    "silent": ("mất liên lạc", "silent"),
    "no_figures": ("Chưa có hồ sơ nào.", "There are no dossiers yet."),
    "none": ("–", "–"),
}

_STATES: dict[State, tuple[str, str]] = {
    State.RECEIVED: ("Đã tiếp nhận, đang số hóa giấy tờ", "Received, papers are being digitised"),
    State.SEALED: (
        "Đã tiếp nhận, chờ cơ quan có thẩm quyền giải quyết",
        "Received, waiting for the competent agency",
    ),
    State.PROCESSING: ("Đang xử lý", "Being processed"),
    State.SUPPLEMENT: ("Yêu cầu bổ sung giấy tờ", "Further papers are needed"),
    State.FINANCIAL_DUTY: ("Yêu cầu thực hiện nghĩa vụ tài chính", "A financial duty has to be met"),
    State.REFUSED: ("Không được tiếp nhận", "Not accepted"),
    State.WITHDRAWN: ("Công dân yêu cầu rút hồ sơ", "Withdrawn by the citizen"),
    State.STOPPED: ("Dừng xử lý", "Stopped"),
    State.RESULT_READY: ("Đã xử lý xong, mời đến nhận kết quả", "Done: please collect the result"),
    State.RETURNED: ("Đã trả kết quả", "The result was handed over"),
}

_EVENTS: dict[Kind, tuple[str, str]] = {
    Kind.RECEIVED: ("Tiếp nhận hồ sơ", "Dossier received"),
    Kind.DOSSIER_SEALED: (
        "Số hóa xong, chuyển cơ quan có thẩm quyền",
        "Digitised and passed to the competent agency",
    ),
    Kind.PROCESSING_STARTED: ("Bắt đầu giải quyết", "Processing started"),
    Kind.SUPPLEMENT_ASKED: ("Yêu cầu bổ sung giấy tờ", "Further papers asked for"),
    Kind.SUPPLEMENT_RECEIVED: ("Đã nhận giấy tờ bổ sung", "Further papers received"),
    Kind.FINANCIAL_DUTY_ASKED: ("Yêu cầu thực hiện nghĩa vụ tài chính", "Financial duty asked for"),
    Kind.FINANCIAL_DUTY_MET: ("Đã thực hiện nghĩa vụ tài chính", "Financial duty met"),
    Kind.DEADLINE_EXTENDED: ("Xin lỗi và hẹn lại ngày trả kết quả", "Apology and new appointment"),
    Kind.REFUSED: ("Không tiếp nhận hồ sơ", "Dossier not accepted"),
    Kind.WITHDRAWN: ("Công dân rút hồ sơ", "Withdrawn by the citizen"),
    Kind.STOPPED: ("Dừng xử lý hồ sơ", "Processing stopped"),
    Kind.RESULT_DIGITISED: ("Đã có kết quả", "Result ready"),
    Kind.HANDED_OVER: ("Trả kết quả", "Result handed over"),
    Kind.CODE_REPLACED: ("Cấp mã hồ sơ chính thức", "Final dossier code given"),
}
"""What a citizen is told of; the rest is the office's own business."""


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language."""

    language: str

    @property
    def other(self) -> str:
        return LANGUAGES[1 - LANGUAGES.index(self.language)]

    def say(self, name: str) -> str:
        return _TEXTS[name][LANGUAGES.index(self.language)]

    def state(self, state: State) -> str:
        return _STATES[state][LANGUAGES.index(self.language)]

    def event(self, kind: Kind) -> str:
        """Empty for what a citizen is not told."""
        return _EVENTS.get(kind, ("", ""))[LANGUAGES.index(self.language)]


def words_in(language: str | None) -> Words:
    """English when asked for, Vietnamese otherwise."""
    return Words(language if language in LANGUAGES else LANGUAGES[0])
