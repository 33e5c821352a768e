"""The decisions of a window, its slips and its lists: what each is called, what it asks for, when there is ground.

The names are those of the forms.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from counter_app.contract.acts import Kind
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import InvalidInput
from counter_app.ui.presenters.deeds_person import PERSON
from counter_app.ui.presenters.deeds_screen import Asked
from counter_app.ui.words import Words, words

CORRECT, RECEIPT, FEE_RECEIPT, WRITE_OFF = "correct", "receipt", "fee_receipt", "write_off"
REASON, GROUND, EVIDENCE = "reason", "ground", "evidence"
MODEL, SERIES, SERIAL = "model", "series", "serial"
FIRST, LAST = "first", "last"

_RECORD = words("Deeds", "Ghi nhận")
_PRINT = words("Deeds", "In")


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do. ``decides`` is the act that it writes, ``about`` the act that its slip is about."""

    key: str
    title: Words
    explains: Words
    do_title: Words
    icon: str = "print"
    asked: tuple[Asked, ...] = ()
    decides: Kind | None = None
    about: Kind | None = None


DECISIONS = (
    Deed(
        "supplement_received",
        words("Deeds", "Nhận giấy tờ bổ sung"),
        words("Deeds", "Người dân đã mang giấy tờ đến. Hồ sơ mở lại tại quầy để quét, ngày hẹn được tính lại."),
        _RECORD,
        "intake",
        decides=Kind.SUPPLEMENT_RECEIVED,
    ),
    Deed(
        "duty_met",
        words("Deeds", "Đã thực hiện nghĩa vụ tài chính"),
        words("Deeds", "Người dân đã nộp tiền theo thông báo thuế. Thời hạn giải quyết được tính tiếp."),
        _RECORD,
        "check-circle",
        (Asked(EVIDENCE, words("Deeds", "Số chứng từ nộp tiền (bắt buộc)"), needed=True),),
        decides=Kind.FINANCIAL_DUTY_MET,
    ),
    Deed(
        "refuse",
        words("Deeds", "Từ chối tiếp nhận"),
        words("Deeds", "Hồ sơ kết thúc. Lý do và căn cứ được in vào phiếu từ chối giao cho người nộp."),
        words("Deeds", "Từ chối và in phiếu"),
        "stop",
        (
            Asked(REASON, words("Deeds", "Lý do (bắt buộc)"), needed=True),
            Asked(GROUND, words("Deeds", "Căn cứ pháp lý")),
        ),
        decides=Kind.REFUSED,
    ),
    Deed(
        "withdraw",
        words("Deeds", "Người dân rút hồ sơ"),
        words("Deeds", "Hồ sơ kết thúc theo yêu cầu của người nộp."),
        _RECORD,
        "undo",
        (Asked(REASON, words("Deeds", "Lý do rút, nếu có")),),
        decides=Kind.WITHDRAWN,
    ),
)

_FORM = (
    Asked(MODEL, words("Deeds", "Mẫu số"), needed=True),
    Asked(SERIES, words("Deeds", "Ký hiệu"), needed=True),
    Asked(SERIAL, words("Deeds", "Số biên lai"), needed=True),
)

SLIPS = (
    Deed(
        "supplement",
        words("Deeds", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
        words("Deeds", "Ghi đúng các giấy tờ và lý do mà cơ quan giải quyết đã yêu cầu."),
        _PRINT,
        about=Kind.SUPPLEMENT_ASKED,
    ),
    Deed(
        "refusal",
        words("Deeds", "Phiếu từ chối tiếp nhận hồ sơ"),
        words("Deeds", "Ghi đúng lý do và căn cứ đã ghi nhận."),
        _PRINT,
        about=Kind.REFUSED,
    ),
    Deed(
        "apology",
        words("Deeds", "Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
        words("Deeds", "Ghi ngày hẹn cũ, ngày hẹn mới và lý do của cơ quan giải quyết."),
        _PRINT,
        about=Kind.DEADLINE_EXTENDED,
    ),
    Deed(
        "stop",
        words("Deeds", "Thông báo dừng giải quyết hồ sơ"),
        words("Deeds", "Ghi lý do dừng và các bản chính được trả lại."),
        _PRINT,
        about=Kind.STOPPED,
    ),
    Deed(
        RECEIPT,
        words("Deeds", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
        words("Deeds", "In lại theo thông tin hiện nay của hồ sơ; bản in ghi rõ là in lại."),
        _PRINT,
        about=Kind.RECEIVED,
    ),
    Deed(
        "control",
        words("Deeds", "Phiếu kiểm soát quá trình giải quyết"),
        words("Deeds", "Đi cùng hồ sơ giấy, ghi các bước đã thực hiện."),
        _PRINT,
        about=Kind.RECEIVED,
    ),
    Deed(
        FEE_RECEIPT,
        words("Deeds", "Biên lai thu phí, lệ phí"),
        words(
            "Deeds",
            "Cho các khoản đã thu. Số biên lai lấy theo tờ tiếp theo của quầy; hãy so với tờ biên lai trên tay.",
        ),
        _PRINT,
        asked=_FORM,
        about=Kind.FEE_RECORDED,
    ),
)

CORRECTION = Deed(
    CORRECT,
    words("Deeds", "Sửa thông tin người nộp"),
    words("Deeds", "Sửa chỗ ghi sai. Thông tin cũ vẫn còn trong nhật ký, kèm lý do và người sửa."),
    words("Deeds", "Ghi nhận sửa đổi"),
    "review",
    (*PERSON, Asked(REASON, words("Deeds", "Lý do (bắt buộc)"), needed=True, wide=True)),
    decides=Kind.CORRECTED,
)

WRITING_OFF = Deed(
    WRITE_OFF,
    words("Deeds", "Hủy tờ biên lai hỏng"),
    words("Deeds", "Số biên lai vẫn được theo dõi là đã hủy và không ghi cho hồ sơ nào khác."),
    _RECORD,
    "remove",
    (*_FORM, Asked(REASON, words("Deeds", "Lý do (bắt buộc)"), needed=True)),
    about=Kind.FEE_RECORDED,
)

_DAY = Asked(FIRST, words("Deeds", "Ngày"), needed=True)
LISTS = (
    Deed(
        "register",
        words("Deeds", "Sổ theo dõi hồ sơ"),
        words("Deeds", "Hồ sơ đơn vị tiếp nhận trong những ngày này, số thứ tự tính từ đầu năm."),
        _PRINT,
        "day",
        (
            Asked(FIRST, words("Deeds", "Từ ngày"), needed=True),
            Asked(LAST, words("Deeds", "Đến ngày"), needed=True),
        ),
    ),
    Deed(
        "dossiers",
        words("Deeds", "Danh sách bàn giao hồ sơ"),
        words("Deeds", "Hồ sơ đã chuyển đi trong ngày, mỗi cơ quan giải quyết một danh sách."),
        _PRINT,
        "send",
        (_DAY,),
    ),
    Deed(
        "results",
        words("Deeds", "Phiếu bàn giao kết quả"),
        words("Deeds", "Kết quả nhận về trong ngày, mỗi cơ quan giải quyết một phiếu."),
        _PRINT,
        "results",
        (_DAY,),
    ),
)

DEEDS = {deed.key: deed for deed in (*DECISIONS, *SLIPS, CORRECTION, WRITING_OFF, *LISTS)}


def offered(dossier: Dossier | None, moves: Collection[Kind], grounds: Collection[Kind]) -> tuple[Deed, ...]:
    """What the dossier allows now; the lists of the day always, and they alone when there is no dossier."""
    if dossier is None:
        return LISTS
    paid = any(fee.paid and fee.amount_vnd for fee in dossier.fees)
    decisions = tuple(deed for deed in DECISIONS if deed.decides in moves)
    mending = tuple(deed for deed in (CORRECTION,) if deed.decides in moves) + ((WRITING_OFF,) if paid else ())
    slips = tuple(deed for deed in SLIPS if deed.about in grounds and (deed.key != FEE_RECEIPT or paid))
    return (*decisions, *slips, *mending, *LISTS)


def day_of(typed: str) -> date:
    """``31/12/2026`` as a day.

    Raises:
        InvalidInput: ``not_a_day``.
    """
    parts = typed.strip().split("/")
    try:
        day, month, year = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        raise InvalidInput("not_a_day", text=typed.strip()) from None
