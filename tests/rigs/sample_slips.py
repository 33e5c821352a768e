"""Slips of an invented dossier, as a window of the pilot would print them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from counter_app.domain.slips import (
    ApologySlip,
    ControlSlip,
    ControlStep,
    FeeLine,
    FeeReceiptSlip,
    HandOverList,
    HandOverOf,
    HandOverRow,
    Leader,
    Letterhead,
    PaperCount,
    PaperToScan,
    Party,
    Punctuality,
    ReceiptSlip,
    RefusalSlip,
    RegisterRow,
    RegisterSheet,
    SeparatorSheets,
    SlipHead,
    StopSlip,
    SupplementSlip,
)

RESOURCES = Path(__file__).parents[2] / "resources"
LOCAL_TIME = timezone(timedelta(hours=7))
ISSUED_AT = datetime(2025, 10, 6, 9, 12, tzinfo=LOCAL_TIME)

LETTERHEAD = Letterhead(
    parent="ỦY BAN NHÂN DÂN TỈNH BÌNH DƯƠNG",
    unit="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    office="Chi nhánh thành phố Thủ Dầu Một",
    place="Thủ Dầu Một",
    hotline="0274 0000 000",
    website="dichvucong.example.vn",
)
HOLDER = Party(
    name="Nguyễn Thị Ngọc Ánh",
    id_number="074190001234",
    address="Số 12, đường Yersin, khu phố 3, phường Phú Cường, thành phố Thủ Dầu Một, tỉnh Bình Dương",
    phone="0909 000 111",
    email="ngocanh@example.vn",
)
HEAD = SlipHead(
    letterhead=LETTERHEAD,
    issued_at=ISSUED_AT,
    dossier_code="000.00.01.H09-251006-0417",
    procedure_code="1.001193",
    procedure="Đăng ký khai sinh",
    holder=HOLDER,
    system="Hệ thống thông tin giải quyết TTHC tỉnh Bình Dương",
    number="0417",
)
PAPERS = (
    PaperCount("Tờ khai đăng ký khai sinh", originals=1),
    PaperCount("Giấy chứng sinh", originals=1),
    PaperCount("Giấy chứng nhận kết hôn của cha, mẹ", certified=1, note="xuất trình bản chính để đối chiếu"),
    PaperCount("Văn bản ủy quyền đăng ký khai sinh", originals=1, copies=1),
)
RECEIPT = ReceiptSlip(
    head=HEAD,
    request="Đăng ký khai sinh cho con",
    papers=PAPERS,
    time_limit="trong ngày làm việc; nhận hồ sơ sau 15 giờ thì trả kết quả vào ngày làm việc tiếp theo",
    received_at=ISSUED_AT,
    due_at=datetime(2025, 10, 6, 17, 0, tzinfo=LOCAL_TIME),
    result_at="Quầy số 07, Chi nhánh thành phố Thủ Dầu Một",
    clerk="Trần Quốc Bảo",
    submitter=Party("Lê Văn Hậu", id_number="074088004321", phone="0918 222 333"),
    channel="Trực tiếp tại quầy",
    fees=(FeeLine("Lệ phí bản sao trích lục", 8_000, paid=True),),
    register_book="03",
    register_entry="417",
)
PROVISIONAL_RECEIPT = replace(
    RECEIPT, head=replace(HEAD, dossier_code="T-000.00.01.H09-251006-7K2QD-9XM4A", number="", provisional=True)
)

SUPPLEMENT = SupplementSlip(
    head=HEAD,
    request="Đăng ký khai sinh cho con",
    papers=(
        PaperCount("Giấy chứng sinh", originals=1, note="bản đã nộp bị mờ, không đọc được ngày sinh"),
        PaperCount("Văn bản ủy quyền đăng ký khai sinh", originals=1, note="chưa có chữ ký của người ủy quyền"),
    ),
    reason="Giấy chứng sinh không đọc được; văn bản ủy quyền chưa hợp lệ theo Điều 2 Thông tư số 04/2020/TT-BTP.",
    clerk="Trần Quốc Bảo",
    until=date(2025, 10, 20),
)
REFUSAL = RefusalSlip(
    head=replace(HEAD, dossier_code="", number="12"),
    request="Cấp giấy phép xây dựng nhà ở riêng lẻ",
    reason="Thửa đất nằm ngoài địa giới tỉnh Bình Dương; hồ sơ thuộc thẩm quyền của cơ quan nơi có đất.",
    ground="Điều 103 Luật Xây dựng số 50/2014/QH13 (được sửa đổi, bổ sung)",
    clerk="Trần Quốc Bảo",
)
LAND_OFFICE = Letterhead(
    parent="VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI TỈNH BÌNH DƯƠNG",
    unit="CHI NHÁNH THÀNH PHỐ THỦ DẦU MỘT",
    place="Thủ Dầu Một",
    mark="CNVPĐKĐĐ",
)
COMMUNE = Letterhead(
    parent="ỦY BAN NHÂN DÂN THÀNH PHỐ THỦ DẦU MỘT",
    unit="ỦY BAN NHÂN DÂN PHƯỜNG PHÚ CƯỜNG",
    place="Phú Cường",
    mark="TB-UBND",
)
APOLOGY = ApologySlip(
    head=replace(
        HEAD,
        letterhead=LAND_OFFICE,
        issued_at=datetime(2025, 10, 17, 8, 0, tzinfo=LOCAL_TIME),
        procedure_code="1.012783",
        procedure="Cấp đổi Giấy chứng nhận quyền sử dụng đất",
        number="88",
    ),
    unit="Chi nhánh Văn phòng Đăng ký đất đai thành phố Thủ Dầu Một",
    received_at=ISSUED_AT,
    due_at=datetime(2025, 10, 20, 17, 0, tzinfo=LOCAL_TIME),
    new_due_at=datetime(2025, 10, 27, 17, 0, tzinfo=LOCAL_TIME),
    reason="phải lấy ý kiến bổ sung của cơ quan thuế về nghĩa vụ tài chính.",
    leader=Leader(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Phạm Hoàng Nam"),
    recipients=("Như trên", "TTPVHCC tỉnh (để theo dõi)", "Lưu: VT"),
)
STOP = StopSlip(
    head=replace(HEAD, letterhead=COMMUNE, issued_at=datetime(2025, 10, 22, 8, 0, tzinfo=LOCAL_TIME), number="31"),
    unit="Ủy ban nhân dân phường Phú Cường",
    received_at=ISSUED_AT,
    reason="Quá thời hạn bổ sung hồ sơ mà Ông/Bà không bổ sung theo Phiếu yêu cầu ngày 06/10/2025.",
    ground="Nghị định số 118/2025/NĐ-CP",
    returned=(PaperCount("Giấy chứng sinh", originals=1), PaperCount("Tờ khai đăng ký khai sinh", originals=1)),
    refund_vnd=8_000,
    leader=Leader(("CHỦ TỊCH",), "Võ Thị Mai Lan"),
    recipients=("Như trên", "Bộ phận một cửa", "Lưu: VT"),
)
CONTROL = ControlSlip(
    head=HEAD,
    resolving_unit="Ủy ban nhân dân phường Phú Cường",
    received_at=ISSUED_AT,
    due_at=RECEIPT.due_at,
    steps=(
        ControlStep(
            giver="Bộ phận một cửa",
            receiver="Công chức tư pháp - hộ tịch",
            handed_over_at=datetime(2025, 10, 6, 9, 40, tzinfo=LOCAL_TIME),
            punctuality=Punctuality.EARLY,
        ),
    ),
    empty_steps=2,
    register_book="03",
    register_entry="417",
)
_REGISTER_ROW = RegisterRow(
    dossier_code="000.00.01.H09-251006-0417",
    procedure="Đăng ký khai sinh",
    holder="Nguyễn Thị Ngọc Ánh",
    contact="Phường Phú Cường, thành phố Thủ Dầu Một; 0909 000 111",
    resolving_unit="UBND phường Phú Cường",
    received_at=ISSUED_AT,
    due_at=RECEIPT.due_at,
    forwarded_at=ISSUED_AT,
    result_at=RECEIPT.due_at,
    handed_over_at=RECEIPT.due_at,
    result_by="Tại quầy",
)
REGISTER = RegisterSheet(
    letterhead=LETTERHEAD,
    issued_at=ISSUED_AT,
    book="03/2025",
    first_day=date(2025, 10, 6),
    last_day=date(2025, 10, 10),
    rows=tuple(
        replace(
            _REGISTER_ROW,
            dossier_code=f"000.00.01.H09-251006-{serial:04d}",
            handed_over_at=_REGISTER_ROW.handed_over_at if serial % 3 else None,
            result_by="Tại quầy" if serial % 3 else "Bưu chính",
        )
        for serial in range(417, 435)
    ),
    first_number=417,
)
HAND_OVER = HandOverList(
    letterhead=LETTERHEAD,
    issued_at=datetime(2025, 10, 6, 15, 5, tzinfo=LOCAL_TIME),
    of=HandOverOf.DOSSIERS,
    giver_unit="Chi nhánh thành phố Thủ Dầu Một",
    giver="Trần Quốc Bảo",
    receiver_unit="Ủy ban nhân dân phường Phú Cường",
    receiver="Lý Thanh Tùng",
    number="56",
    rows=tuple(
        HandOverRow(
            dossier_code=f"000.00.01.H09-251006-{serial:04d}",
            content="Đăng ký khai sinh",
            holder="Nguyễn Thị Ngọc Ánh",
            received_at=ISSUED_AT,
            due_at=RECEIPT.due_at,
        )
        for serial in range(417, 423)
    ),
)
FEE_RECEIPT = FeeReceiptSlip(
    head=HEAD,
    payer=HOLDER,
    fees=(
        FeeLine("Lệ phí cấp bản sao trích lục khai sinh (02 bản)", 16_000, paid=True),
        FeeLine("Phí chứng thực bản sao từ bản chính", 4_000, paid=True, duty=False),
    ),
    cashier="Trần Quốc Bảo",
    model="01BLP0-001",
    series="BD-25T",
    serial="0000417",
    payment="Chuyển khoản",
)
SEPARATORS = SeparatorSheets(
    head=HEAD,
    papers=(
        PaperToScan("TK-KS", "Tờ khai đăng ký khai sinh"),
        PaperToScan("GCS", "Giấy chứng sinh"),
        PaperToScan("GUQ", "Văn bản ủy quyền đăng ký khai sinh"),
    ),
)
