"""What the states, findings, grounds and doubts of the domain are called at the window."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.contract.moves import State
from counter_app.domain.checks import Ground, OpenKind, OpenPoint
from counter_app.domain.dossier import Dossier
from counter_app.domain.fields import FieldName
from counter_app.domain.identity import Doubt, DoubtCode
from counter_app.domain.pages import Finding as PageFinding
from counter_app.domain.pages import FindingKind
from counter_app.domain.papers import TrustLevel
from counter_app.domain.procedure import PaperNeed
from counter_app.services.queries import Delivery
from counter_app.services.queries import Place as Where
from counter_app.ui.formats import due_words
from counter_app.ui.presenters.screens import DossierHead, Mark, Step, Tone
from counter_app.ui.words import Text, Words, words

STATES: dict[State, Mark] = {
    State.RECEIVED: Mark(words("States", "Đang hoàn thiện"), Tone.ACCENT),
    State.SEALED: Mark(words("States", "Chờ giải quyết"), Tone.NEUTRAL),
    State.PROCESSING: Mark(words("States", "Đang giải quyết"), Tone.NEUTRAL),
    State.SUPPLEMENT: Mark(words("States", "Chờ bổ sung"), Tone.WARN),
    State.FINANCIAL_DUTY: Mark(words("States", "Chờ nộp nghĩa vụ"), Tone.WARN),
    State.REFUSED: Mark(words("States", "Từ chối tiếp nhận"), Tone.NEUTRAL),
    State.WITHDRAWN: Mark(words("States", "Đã rút"), Tone.NEUTRAL),
    State.STOPPED: Mark(words("States", "Dừng giải quyết"), Tone.NEUTRAL),
    State.RESULT_READY: Mark(words("States", "Có kết quả"), Tone.GOOD),
    State.RETURNED: Mark(words("States", "Đã trả kết quả"), Tone.GOOD),
}

PLACES: dict[Where, Mark] = {
    Where.WINDOW: Mark(words("Delivery", "Tại quầy"), Tone.WARN),
    Where.ON_THE_WAY: Mark(words("Delivery", "Đang gửi"), Tone.ACCENT),
    Where.BRANCH: Mark(words("Delivery", "Tại chi nhánh"), Tone.ACCENT),
    Where.PROVINCE: Mark(words("Delivery", "Tại tỉnh"), Tone.GOOD),
    Where.TURNED_DOWN: Mark(words("Delivery", "Bị trả lại"), Tone.BAD),
}

FINDINGS: dict[FindingKind, Words] = {
    FindingKind.BLANK: words("Findings", "Trang trắng"),
    FindingKind.LOW_RESOLUTION: words("Findings", "Độ phân giải thấp: {measured} dpi, cần {limit} dpi"),
    FindingKind.BLURRED: words("Findings", "Trang bị mờ, khó đọc"),
    FindingKind.CUT_OFF: words("Findings", "Có thể bị cắt mất mép giấy"),
    FindingKind.TOO_DARK: words("Findings", "Trang quá tối"),
    FindingKind.NOT_STRAIGHT: words("Findings", "Trang còn nghiêng {measured} độ"),
    FindingKind.UNREAD: words("Findings", "Không đọc được chữ trên trang"),
    FindingKind.TRUNCATED: words("Findings", "Ảnh thiếu dữ liệu, hãy quét lại"),
}

SHORT_FINDINGS: dict[FindingKind, Words] = {
    FindingKind.BLANK: words("Findings", "Trắng"),
    FindingKind.LOW_RESOLUTION: words("Findings", "Thiếu dpi"),
    FindingKind.BLURRED: words("Findings", "Mờ"),
    FindingKind.CUT_OFF: words("Findings", "Mất mép"),
    FindingKind.TOO_DARK: words("Findings", "Tối"),
    FindingKind.NOT_STRAIGHT: words("Findings", "Nghiêng"),
    FindingKind.UNREAD: words("Findings", "Chưa đọc"),
    FindingKind.TRUNCATED: words("Findings", "Ảnh lỗi"),
}

GROUNDS: dict[Ground, Words] = {
    Ground.SHOWN_ONLY: words("Grounds", "Chỉ xuất trình, không nộp"),
    Ground.STATE_SECRET: words("Grounds", "Tài liệu bí mật nhà nước, không được số hóa"),
    Ground.ALREADY_SHARED: words("Grounds", "Đã có trong cơ sở dữ liệu dùng chung"),
    Ground.PLAIN_COPY: words("Grounds", "Bản sao, không phải số hóa"),
    Ground.CONDITION_NOT_MET: words("Grounds", "Trường hợp này không cần giấy tờ đó"),
    Ground.SUPERVISOR_WAIVED: words("Grounds", "Phụ trách quyết định cho bổ sung sau"),
}

NEEDS: dict[PaperNeed, Words] = {
    PaperNeed.REQUIRED: words("Papers", "Bắt buộc"),
    PaperNeed.CONDITIONAL: words("Papers", "Tùy trường hợp"),
    PaperNeed.SHOW_ONLY: words("Papers", "Xuất trình"),
    PaperNeed.SECRET: words("Papers", "Mật, không quét"),
    PaperNeed.MUST_NOT_SCAN: words("Papers", "Nộp giấy, không quét"),
}

TRUST: dict[TrustLevel, Words] = {
    TrustLevel.BORN_DIGITAL_SIGNED: words("Trust", "Bản điện tử gốc, có chữ ký số"),
    TrustLevel.AGENCY_SIGNED_COPY: words("Trust", "Bản sao điện tử do cơ quan ký số"),
    TrustLevel.CERTIFIED_E_COPY: words("Trust", "Bản sao điện tử đã chứng thực"),
    TrustLevel.CLERK_SIGNED_SCAN: words("Trust", "Bản quét do cán bộ một cửa ký số"),
    TrustLevel.UNSIGNED_SCAN: words("Trust", "Bản quét chưa ký số"),
    TrustLevel.CITIZEN_UPLOAD: words("Trust", "Người dân tự tải lên"),
}

FIELDS: dict[FieldName, Words] = {
    FieldName.NUMBER: words("Fields", "Số, ký hiệu"),
    FieldName.ISSUED_ON: words("Fields", "Ngày cấp"),
    FieldName.ISSUER: words("Fields", "Cơ quan cấp"),
    FieldName.HOLDER: words("Fields", "Người được cấp"),
    FieldName.REQUESTER: words("Fields", "Người yêu cầu"),
    FieldName.CHILD_NAME: words("Fields", "Họ tên trẻ"),
    FieldName.BIRTH: words("Fields", "Ngày sinh"),
    FieldName.ID_NUMBER: words("Fields", "Số định danh"),
    FieldName.VALID_UNTIL: words("Fields", "Có giá trị đến"),
    FieldName.BUSINESS_NAME: words("Fields", "Tên hộ kinh doanh"),
    FieldName.PARCEL: words("Fields", "Thửa đất"),
}

OPEN_POINTS: dict[OpenKind, Words] = {
    OpenKind.PAPER_MISSING: words("OpenPoints", "Chưa có: {paper}"),
    OpenKind.CONDITION_UNDECIDED: words("OpenPoints", "Chưa quyết định có cần hay không: {paper}"),
    OpenKind.ONLY_BLANK_PAGES: words("OpenPoints", "Chỉ có trang trắng: {paper}"),
    OpenKind.PAGE_WITHOUT_PAPER: words("OpenPoints", "Trang {page} chưa xếp vào giấy tờ nào"),
    OpenKind.PAGE_NOT_READ_YET: words("OpenPoints", "Trang {page} đang được đọc, chờ giây lát"),
    OpenKind.PAGE_UNREADABLE: words("OpenPoints", "Trang {page} không mở được, hãy quét lại"),
    OpenKind.FINDING_NOT_ACCEPTED: words("OpenPoints", "Trang {page}: {finding}"),
    OpenKind.MUST_NOT_BE_SCANNED: words("OpenPoints", "Trang {page} thuộc giấy tờ không được quét: {paper}"),
    OpenKind.NO_PAGES: words("OpenPoints", "Hồ sơ chưa có trang nào"),
}

DOUBTS: dict[DoubtCode, Words] = {
    DoubtCode.PREFIX_UNKNOWN: words("Doubts", "Đầu số {text} không có trong danh mục, hãy kiểm tra lại"),
    DoubtCode.SEX_CONTRADICTED: words("Doubts", "Giới tính không khớp với số định danh"),
    DoubtCode.BIRTH_YEAR_CONTRADICTED: words("Doubts", "Số định danh cho biết năm sinh {text}"),
    DoubtCode.BIRTH_IN_FUTURE: words("Doubts", "Ngày sinh ở tương lai"),
    DoubtCode.OLD_NUMBER_ONLY: words("Doubts", "Chỉ có số chứng minh nhân dân cũ"),
    DoubtCode.SINGLE_WORD_NAME: words("Doubts", "Họ tên chỉ có một chữ"),
    DoubtCode.DIGITS_IN_NAME: words("Doubts", "Họ tên có chữ số"),
    DoubtCode.TEXT_RESTORED: words("Doubts", "Bộ gõ đã làm sai dấu, chương trình đã sửa: {text}"),
    DoubtCode.TEXT_DOUBTFUL: words("Doubts", "Có thể sai dấu do bộ gõ, hãy so với thẻ: {text}"),
    DoubtCode.EXTRA_FIELDS: words("Doubts", "Thẻ có thêm thông tin về gia đình"),
    DoubtCode.TAX_CHECK_DIGIT: words("Doubts", "Mã số thuế sai số kiểm tra"),
    DoubtCode.AUTHORITY_MISSING: words("Doubts", "Chưa có giấy ủy quyền"),
    DoubtCode.AUTHORITY_ENDED: words("Doubts", "Giấy ủy quyền hết hạn ngày {text}"),
}


def state_mark(state: State) -> Mark:
    """What the state is called."""
    return STATES[state]


def delivery_mark(delivery: Delivery) -> Mark:
    """Where the dossier is on its way to the province."""
    return PLACES[delivery.place]


def finding_words(finding: PageFinding) -> Words:
    """A finding with its figures."""
    return FINDINGS[finding.kind].fill(measured=f"{finding.measured:g}", limit=f"{finding.limit:g}")


def finding_code_words(code: str) -> Words:
    """A finding of which only the code is known."""
    return SHORT_FINDINGS[FindingKind(code)]


def doubt_words(doubt: Doubt) -> Words:
    """What looks odd about a value."""
    return DOUBTS[doubt.code].fill(text=doubt.text)


def open_point_words(point: OpenPoint, paper: str) -> Words:
    """One thing that stands in the way of sealing; ``paper`` is the title of its paper."""
    finding = finding_code_words(point.finding) if point.finding else words("Findings", "Cần xem lại")
    return OPEN_POINTS[point.kind].fill(paper=paper, page=point.page, finding=finding)


def due_text(dossier: Dossier) -> Text:
    """The appointment, or that there is none."""
    if dossier.due_at is None:
        return words("Dossiers", "Không hẹn ngày trả")
    return words("Dossiers", "Hẹn trả {due}").fill(due=due_words(dossier.due_at))


def dossier_head(dossier: Dossier, procedure: str, step: Step) -> DossierHead:
    """The head of a screen that works on this dossier."""
    sent = dossier.state is not State.RECEIVED
    return DossierHead(
        code=dossier.code,
        applicant=dossier.applicant.name,
        procedure=procedure,
        due=due_text(dossier),
        step=Step.SENT if sent else step,
        mark=provisional_mark() if dossier.provisional else None,
    )


def dossier_line(dossier: Dossier, title_of: Callable[[str], str]) -> str:
    """A dossier in one line: its code, whose it is, and what it asks for."""
    return f"{dossier.code} · {dossier.applicant.name} · {title_of(dossier.procedure)}"


def provisional_mark() -> Mark:
    """The code is not the legal one yet."""
    return Mark(words("Dossiers", "Mã tạm"), Tone.WARN)
