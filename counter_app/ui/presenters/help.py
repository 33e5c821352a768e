"""Help for each place: what it is for, how the work goes, which keys do it; and the guide of the first day."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.ui.presenters.places import Place
from counter_app.ui.words import Words, words


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """Keys and what they do. ``keys`` is as it is written on them."""

    keys: str
    does: Words


@dataclass(frozen=True, slots=True)
class HelpScreen:
    """One page of help. ``guide`` is the first day's, which a clerk has to see once."""

    title: Words
    steps: tuple[Words, ...]
    keys: tuple[KeyHelp, ...]
    guide: bool = False


EVERYWHERE = (
    KeyHelp("F1", words("Help", "Mở, đóng hướng dẫn của màn hình đang làm")),
    KeyHelp("Ctrl + F", words("Help", "Tìm hồ sơ từ bất cứ đâu")),
    KeyHelp("F8", words("Help", "Gửi ngay về tỉnh")),
    KeyHelp("Ctrl + L", words("Help", "Khóa quầy, việc dở dang vẫn giữ nguyên")),
    KeyHelp("Ctrl + Shift + L", words("Help", "Đổi người làm việc")),
    KeyHelp("Ctrl + Shift + K", words("Help", "Đặt mã PIN để mở khóa quầy nhanh trong hôm nay")),
)

GUIDE = HelpScreen(
    words("Help", "Chào mừng đến quầy một cửa"),
    (
        words(
            "Help",
            "Quét thẻ căn cước: họ tên, ngày sinh, nơi cư trú tự điền, hồ sơ cũ của người đó hiện bên cạnh.",
        ),
        words(
            "Help",
            "Gõ vài chữ để chọn thủ tục, rồi Ctrl + Enter: hồ sơ có mã, có ngày hẹn và giấy tiếp nhận được in.",
        ),
        words(
            "Help",
            "Hồ sơ chưa đủ hoặc sai nơi nộp: Ctrl + M in ngay phiếu yêu cầu bổ sung hay phiếu từ chối, có số.",
        ),
        words("Help", "Quét mọi giấy tờ ngay tại quầy, trả lại bản gốc cho người dân."),
        words(
            "Help",
            "Xem những điểm chương trình nhắc, rồi chốt hồ sơ. Hồ sơ tự gửi về tỉnh, mất mạng vẫn làm việc được.",
        ),
        words("Help", "Việc gì cần người quyết định sẽ nằm ở «Cần xử lý», kèm cách xử lý."),
    ),
    EVERYWHERE,
    guide=True,
)

HELP: dict[Place, HelpScreen] = {
    Place.DAY: HelpScreen(
        words("Help", "Việc hôm nay"),
        (
            words("Help", "Sáu con số ở trên là việc của đơn vị. Bấm vào một số để chỉ xem những hồ sơ đó."),
            words("Help", "Hồ sơ quá hạn luôn đứng đầu. Enter mở hồ sơ đúng chỗ đang làm dở."),
            words("Help", "Cột «Gửi tỉnh» cho biết hồ sơ còn ở quầy hay đã về tỉnh."),
        ),
        (
            KeyHelp("Ctrl + N", words("Help", "Tiếp nhận hồ sơ mới")),
            KeyHelp("Enter", words("Help", "Mở hồ sơ đang chọn")),
            KeyHelp(
                "Ctrl + M",
                words("Help", "In phiếu, ghi quyết định, sửa thông tin, biên lai, in sổ và danh sách bàn giao"),
            ),
        ),
    ),
    Place.INTAKE: HelpScreen(
        words("Help", "Tiếp nhận"),
        (
            words("Help", "Quét thẻ căn cước bằng đầu đọc, máy quét hoặc ảnh; cũng có thể gõ tay."),
            words(
                "Help", "Chọn thủ tục bằng vài chữ không dấu, ví dụ «ks» hoặc «sao». Giấy tờ cần nộp hiện ngay."
            ),
            words("Help", "Thu phí nếu có, rồi Ctrl + Enter để tiếp nhận và in giấy tiếp nhận trong một lần bấm."),
            words("Help", "Giấy tờ đã có trong hệ thống: Enter để mở xem; mỗi lần xem đều được ghi lại."),
        ),
        (
            KeyHelp("Ctrl + Enter", words("Help", "Tiếp nhận và in; bấm lần nữa để sang quét giấy tờ")),
            KeyHelp("Ctrl + M", words("Help", "Chưa tiếp nhận được: lập phiếu yêu cầu bổ sung hoặc từ chối")),
            KeyHelp("Ctrl + D", words("Help", "Làn nhanh chứng thực bản sao")),
            KeyHelp("Ctrl + K", words("Help", "Ghi giấy tờ có điều kiện không cần nộp")),
        ),
    ),
    Place.CAPTURE: HelpScreen(
        words("Help", "Quét giấy tờ"),
        (
            words(
                "Help", "Đặt cả chồng giấy vào khay rồi bấm F9. Trang hiện ra đến đâu đã được lưu an toàn đến đó."
            ),
            words("Help", "Phím số xếp trang vào giấy tờ tương ứng ở danh sách bên trái."),
            words("Help", "Kẹt giấy hay rút dây đều không mất trang đã quét: quét tiếp từ trang bị dừng."),
        ),
        (
            KeyHelp("F9", words("Help", "Quét")),
            KeyHelp("R", words("Help", "Xoay trang")),
            KeyHelp("Ctrl + Z", words("Help", "Hoàn tác")),
        ),
    ),
    Place.REVIEW: HelpScreen(
        words("Help", "Kiểm tra và chốt hồ sơ"),
        (
            words("Help", "Danh sách bên trái cho biết giấy tờ nào đủ, nào thiếu, nào được miễn và vì sao."),
            words("Help", "Mở từng điểm được nhắc: chấp nhận, quét lại, hoặc ghi lý do ngoại lệ đúng quy định."),
            words("Help", "Khi không còn điểm nào, Ctrl + Enter chốt hồ sơ: từng giấy tờ được ký và gửi về tỉnh."),
        ),
        (KeyHelp("Ctrl + Enter", words("Help", "Chốt hồ sơ")),),
    ),
    Place.RESULTS: HelpScreen(
        words("Help", "Trả kết quả"),
        (
            words("Help", "Quét mã QR trên giấy tiếp nhận, hoặc gõ mã hồ sơ, họ tên, số điện thoại."),
            words("Help", "Kiểm tra giấy tờ của người nhận, ghi người nhận và quan hệ nếu nhận thay."),
            words(
                "Help",
                "Xoay màn hình phụ về phía người dân để ký nhận và đánh giá. Trả tại chi nhánh nào cũng được.",
            ),
        ),
        (
            KeyHelp("Ctrl + Enter", words("Help", "Trả kết quả")),
            KeyHelp("Ctrl + G", words("Help", "Mời người dân ký trên màn hình của họ")),
            KeyHelp("Alt + 1 2 3", words("Help", "Ghi đánh giá: rất hài lòng, hài lòng, không hài lòng")),
            KeyHelp("Ctrl + P", words("Help", "In kết quả")),
        ),
    ),
    Place.TROUBLES: HelpScreen(
        words("Help", "Cần xử lý"),
        (
            words("Help", "Những việc chương trình không tự làm được, cũ nhất ở trên, mỗi việc có nút xử lý."),
            words("Help", "Không có gì bị xóa: việc đã xử lý vẫn còn trong nhật ký."),
        ),
        (),
    ),
    Place.BRANCH: HelpScreen(
        words("Help", "Toàn chi nhánh"),
        (
            words("Help", "Hàng đợi của cả chi nhánh, quá hạn trước. Lọc theo trạng thái, quầy, cán bộ, thủ tục."),
            words(
                "Help",
                "«Tải công việc» so phút phục vụ với dự báo, chỉ ra giờ quá tải và cách điều người.",
            ),
            words("Help", "Chọn hồ sơ để xem đã làm những gì và chuyển cho người khác, có ghi lý do."),
            words(
                "Help",
                "«Bị trả lại» cho biết việc nào của quầy nào không được tỉnh nhận, vì sao và xử lý thế nào.",
            ),
        ),
        (
            KeyHelp("Alt + 1 2 3 4", words("Help", "Hàng đợi, tải công việc, chỉ số, bị trả lại")),
            KeyHelp("Ctrl + E", words("Help", "Xuất XLSX")),
            KeyHelp("Ctrl + P", words("Help", "In báo cáo")),
        ),
    ),
    Place.SYNC: HelpScreen(
        words("Help", "Gửi về tỉnh"),
        (
            words("Help", "Ba con số: hồ sơ còn ở quầy, ở chi nhánh, đã ở tỉnh. Cộng lại là tất cả."),
            words("Help", "Mất mạng không sao: chương trình tự gửi khi có mạng, không gửi trùng và không mất."),
            words("Help", "Cuối ngày in giấy xác nhận có chữ ký số của tỉnh cho từng ngày."),
        ),
        (KeyHelp("F8", words("Help", "Gửi ngay về tỉnh")),),
    ),
    Place.SETTINGS: HelpScreen(
        words("Help", "Thiết lập"),
        (
            words("Help", "Thử máy quét, máy in và đường truyền: mỗi phép thử nói rõ được hay hỏng ở đâu."),
            words("Help", "Gói chẩn đoán không chứa thông tin cá nhân, gửi được cho bộ phận hỗ trợ."),
            words("Help", "Sao lưu tạo một bản sao mã hóa của mọi hồ sơ ở quầy này."),
        ),
        (),
    ),
}


def help_for(place: Place) -> HelpScreen:
    """The page of a place."""
    return HELP[place]
