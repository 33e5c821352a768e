"""Slips of an invented dossier, as a window of the pilot would print them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from counter_app.domain.slips import FeeLine, Letterhead, PaperCount, Party, ReceiptSlip, SlipHead

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
