"""Invented people, places and sentences of Vietnamese papers; the same for the same chance."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

FAMILIES = ("Nguyễn", "Trần", "Phạm", "Đỗ", "Huỳnh", "Đặng", "Bùi", "Lưu", "Mạc", "Kiều", "Tạ", "Âu Dương")
MIDDLES = ("Thị", "Văn", "Ngọc", "Quỳnh", "Đăng", "Thế", "Hoài", "Khắc", "Diễm", "Hữu", "Phước", "Tường")
GIVEN = ("Hạnh", "Lộc", "Nghĩa", "Vỹ", "Thảo", "Khuê", "Đức", "Ngân", "Sỹ", "Giang", "Huệ", "Phượng", "Toàn", "Ý")
STREETS = ("Lê Thánh Tôn", "Phan Chu Trinh", "Trường Chinh", "Nguyễn Thị Định", "Hàm Nghi", "Yết Kiêu")
WARDS = ("phường Bình Kiến", "xã Đắk Mil", "phường Hải Châu", "xã Ea Knốp", "phường Sông Bằng", "xã Cù Lao Dung")
PROVINCES = ("tỉnh Đắk Lắk", "tỉnh Lâm Đồng", "thành phố Đà Nẵng", "tỉnh Cao Bằng", "thành phố Cần Thơ")
PEOPLES = ("Kinh", "Tày", "Ê Đê", "Khmer", "Hoa", "Mường")
TRADES = ("sửa chữa xe máy", "bán lẻ vật liệu xây dựng", "may đo quần áo", "dịch vụ ăn uống", "in ấn, photocopy")
FEES = (
    "Lệ phí hộ tịch",
    "Phí chứng thực bản sao",
    "Lệ phí đăng ký kinh doanh",
    "Phí thẩm định hồ sơ",
    "Lệ phí cấp biển số nhà",
    "Phí khai thác dữ liệu đất đai",
    "Tiền bản đồ trích đo",
)
CLAUSES = (
    "Chịu trách nhiệm trước pháp luật về tính chính xác của các nội dung đã kê khai nêu trên.",
    "Trường hợp có thay đổi, đề nghị thông báo bằng văn bản trước ít nhất mười lăm ngày làm việc.",
    "Các ông, bà có tên tại Điều 1 và thủ trưởng các đơn vị liên quan chịu trách nhiệm thi hành.",
    "Hồ sơ được lập thành hai bộ, một bộ lưu tại bộ phận tiếp nhận, một bộ giao cho người nộp.",
    "Việc kiểm tra thực địa được thực hiện dưới sự chứng kiến của các hộ sử dụng đất liền kề.",
    "Mức thu nêu trên đã bao gồm thuế giá trị gia tăng và không phát sinh thêm khoản nào khác.",
    "Người được ủy quyền không được ủy quyền lại cho người thứ ba dưới bất kỳ hình thức nào.",
    "Đề nghị quý cơ quan xem xét, giải quyết và trả kết quả qua dịch vụ bưu chính công ích.",
    "Giấy này có giá trị trong thời hạn sáu tháng, kể từ ngày ký và đóng dấu xác nhận.",
    "Căn cứ quy định hiện hành về phân cấp, phân quyền và tổ chức chính quyền địa phương.",
    "Phần diện tích còn lại tiếp tục được sử dụng đúng mục đích, đúng ranh giới đã ghi nhận.",
    "Sau thời hạn trên, nếu không nhận được ý kiến phản hồi thì được coi là đã đồng thuận.",
)


def one(chance: Random, words: Sequence[str]) -> str:
    return chance.choice(words)


def person(chance: Random) -> str:
    return f"{one(chance, FAMILIES)} {one(chance, MIDDLES)} {one(chance, GIVEN)}"


def day(chance: Random, first: int = 2019, last: int = 2026) -> tuple[int, int, int]:
    return chance.randint(1, 28), chance.randint(1, 12), chance.randint(first, last)


def short_day(chance: Random, first: int = 2019, last: int = 2026) -> str:
    return "{:02d}/{:02d}/{}".format(*day(chance, first, last))


def long_day(chance: Random) -> str:
    return "ngày {:02d} tháng {:02d} năm {}".format(*day(chance))


def citizen_number(chance: Random) -> str:
    return f"0{chance.randint(10, 96)}{chance.randint(0, 3)}{chance.randint(0, 99_999_999):08d}"


def address(chance: Random) -> str:
    number = chance.randint(2, 480)
    return f"{number} đường {one(chance, STREETS)}, {one(chance, WARDS)}, {one(chance, PROVINCES)}"


def money(chance: Random) -> str:
    return f"{chance.randint(8, 4_900) * 1000:,}".replace(",", ".")
