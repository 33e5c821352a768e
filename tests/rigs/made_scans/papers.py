"""Kinds of papers as they come to a counter: each fills a sheet with invented words."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.rigs.made_scans import words
from tests.rigs.made_scans.sheet import Sheet

MOTTO = (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold"), ("Độc lập - Tự do - Hạnh phúc", "bold"))


def _letterhead(sheet: Sheet, chance: Random, mark: str) -> None:
    ward = words.one(chance, words.WARDS)
    place = ward.split(" ", 1)[1]
    number = f"Số: {chance.randint(11, 987)}/{mark}"
    sheet.columns(
        [("ỦY BAN NHÂN DÂN", "upright"), (ward.upper(), "bold"), (number, "upright")],
        [*MOTTO, (f"{place}, {words.long_day(chance)}", "slanted")],
    )
    sheet.down += 5


def _signed(sheet: Sheet, chance: Random, role: str) -> None:
    """Two columns at the foot: who gets it, and who signs."""
    sheet.down += 4
    clerk = words.person(chance)
    top = sheet.down
    sheet.columns([("NGƯỜI LẬP", "bold"), ("(Ký, ghi rõ họ tên)", "slanted")], [(role, "bold")])
    sheet.down = top + 30
    sheet.centred(clerk, "bold", about_mm=sheet.margin_mm[0] + 0.72 * sheet.width_mm)


def decision(sheet: Sheet, chance: Random) -> None:
    _letterhead(sheet, chance, "QĐ-UBND")
    sheet.centred("QUYẾT ĐỊNH", larger=2)
    sheet.centred("Về việc công nhận kết quả rà soát địa giới khu dân cư")
    sheet.down += 3
    for clause in chance.sample(words.CLAUSES, 3):
        sheet.paragraph(clause, "slanted")
    for number, clauses in enumerate((3, 2, 2), start=1):
        sheet.paragraph(f"Điều {number}. " + " ".join(chance.sample(words.CLAUSES, clauses)))
    _signed(sheet, chance, "TM. ỦY BAN NHÂN DÂN")


def authorisation(sheet: Sheet, chance: Random) -> None:
    for text, face in MOTTO:
        sheet.centred(text, face)
    sheet.down += 5
    sheet.centred("GIẤY ỦY QUYỀN", larger=2)
    sheet.down += 3
    for side in ("Bên ủy quyền", "Bên được ủy quyền"):
        sheet.paragraph(f"{side}: {words.person(chance)}, sinh ngày {words.short_day(chance, 1950, 2004)}")
        sheet.paragraph(f"Số định danh cá nhân: {words.citizen_number(chance)}", indent_mm=0)
        sheet.paragraph(f"Nơi cư trú: {words.address(chance)}", indent_mm=0)
    for number, clause in enumerate(chance.sample(words.CLAUSES, 7), start=1):
        sheet.paragraph(f"{number}. {clause}")
    _signed(sheet, chance, "NGƯỜI ỦY QUYỀN")


def application(sheet: Sheet, chance: Random) -> None:
    for text, face in MOTTO:
        sheet.centred(text, face)
    sheet.down += 4
    sheet.centred("TỜ KHAI ĐĂNG KÝ LẠI KHAI SINH", larger=1.5)
    sheet.centred(f"Kính gửi: Ủy ban nhân dân {words.one(chance, words.WARDS)}", "slanted")
    sheet.down += 3
    face = chance.choice(("upright", "bold", "slanted"))
    for label, value in (
        ("Họ, chữ đệm, tên người yêu cầu:", words.person(chance)),
        ("Nơi cư trú:", words.one(chance, words.WARDS) + ", " + words.one(chance, words.PROVINCES)),
        ("Số định danh cá nhân:", words.citizen_number(chance)),
        ("Họ, chữ đệm, tên người được khai sinh:", words.person(chance)),
        ("Ngày, tháng, năm sinh:", words.short_day(chance, 1960, 2019)),
        ("Dân tộc:", words.one(chance, words.PEOPLES)),
        ("Nơi sinh:", words.one(chance, words.WARDS)),
        ("Họ, chữ đệm, tên người mẹ:", words.person(chance)),
        ("Năm sinh của người mẹ:", str(chance.randint(1930, 1990))),
        ("Họ, chữ đệm, tên người cha:", words.person(chance)),
        ("Đã đăng ký khai sinh tại:", words.one(chance, words.WARDS)),
        ("Số điện thoại liên hệ:", f"09{chance.randint(0, 99_999_999):08d}"),
    ):
        sheet.filled(label, value, face)
    for clause in chance.sample(words.CLAUSES, 3):
        sheet.paragraph(clause)
    _signed(sheet, chance, "NGƯỜI YÊU CẦU")


def fee_list(sheet: Sheet, chance: Random) -> None:
    _letterhead(sheet, chance, "BK-TTPV")
    sheet.centred("BẢNG KÊ THU PHÍ, LỆ PHÍ", larger=1.5)
    sheet.down += 3
    rows = [("STT", "Số biên lai", "Người nộp", "Khoản thu", "Số tiền")]
    for number in range(1, chance.randint(16, 22)):
        code = f"{chance.choice('ABCDH')}{chance.randint(10, 99)}-{chance.randint(0, 999_999):06d}"
        fee = chance.choice([fee for fee in words.FEES if len(fee) < 24])
        rows.append((str(number), code, words.person(chance), fee, words.money(chance)))
    small = sheet.size_pt
    sheet.size_pt = 10.5
    sheet.table(rows, (0.07, 0.17, 0.3, 0.32, 0.14))
    sheet.size_pt = small
    sheet.paragraph(f"Tổng cộng: {len(rows) - 1} lượt thu, số tiền {words.money(chance)} đồng.")
    _signed(sheet, chance, "KẾ TOÁN TRƯỞNG")


def notice(sheet: Sheet, chance: Random) -> None:
    _letterhead(sheet, chance, "TB-UBND")
    sheet.centred("THÔNG BÁO", larger=2)
    sheet.centred("Về việc tiếp nhận đăng ký hộ kinh doanh")
    sheet.down += 3
    sheet.paragraph(
        f"Theo đề nghị của ông (bà) {words.person(chance)}, địa chỉ {words.address(chance)}, ngành nghề "
        f"{words.one(chance, words.TRADES)}, vốn đăng ký {words.money(chance)}.000 đồng, thông báo như sau:"
    )
    for number, clause in enumerate(chance.sample(words.CLAUSES, 9), start=1):
        sheet.paragraph(f"{number}. {clause}")
    _signed(sheet, chance, "CHỦ TỊCH")


KINDS: dict[str, Callable[[Sheet, Random], None]] = {
    "decision": decision,
    "authorisation": authorisation,
    "application": application,
    "fee_list": fee_list,
    "notice": notice,
}
