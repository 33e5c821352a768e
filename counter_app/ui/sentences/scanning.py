"""What scanners report: paper, cables, drivers."""

from __future__ import annotations

from counter_app.ui.words import words

SCANNING = {
    "nothing_to_scan": words(
        "Problems", "Hồ sơ này không có giấy tờ nào phải quét nên không cần in tờ phân tách."
    ),
    "no_scanner": words("Problems", "Không tìm thấy máy quét. Hãy bật máy quét, cắm dây rồi thử lại."),
    "bad_day": words("Problems", "«{text}» không phải là ngày. Hãy nhập ngày/tháng/năm."),
    "text_too_long": words("Problems", "Nội dung quá dài, nhiều nhất {most} ký tự. Hãy rút gọn."),
    "sides_differ": words(
        "Problems",
        "Số mặt trước ({fronts}) và mặt sau ({backs}) không bằng nhau. Hãy kiểm tra tờ bị thiếu hoặc quét lại mặt"
        " sau.",
    ),
    "scanner_too_coarse": words(
        "Problems",
        "Giấy tờ này phải quét từ {dpi} dpi nhưng máy quét chỉ đến {most} dpi. Hãy chọn máy quét khác.",
    ),
    "paper_larger_than_scanner": words(
        "Problems",
        "Giấy tờ khổ {width} × {height} mm lớn hơn khổ của máy quét. Hãy dùng máy quét khổ lớn để giữ đúng tỷ lệ.",
    ),
    "resolution_below_floor": words(
        "Problems",
        "Độ phân giải {dpi} dpi thấp hơn mức quy định. Hãy chọn kiểu quét từ {lowest} dpi trở lên.",
    ),
    "colour_required": words("Problems", "Giấy tờ trong hồ sơ phải quét màu. Hãy chọn kiểu quét màu."),
    "feeder_empty": words("Problems", "Khay giấy trống. Hãy đặt giấy vào khay rồi bấm Quét."),
    "jam": words("Problems", "Máy quét bị kẹt giấy ở trang {page}. Hãy gỡ giấy kẹt rồi quét tiếp từ trang đó."),
    "double_feed": words(
        "Problems", "Máy cuốn hai tờ một lúc ở trang {page}. Hãy tách tờ giấy rồi quét tiếp từ trang đó."
    ),
    "cover_open": words("Problems", "Nắp máy quét đang mở. Hãy đóng nắp rồi bấm Quét."),
    "offline": words("Problems", "Không liên lạc được với máy quét. Hãy bật máy, kiểm tra dây nối rồi thử lại."),
    "busy": words("Problems", "Máy quét đang bận. Hãy chờ một lát rồi bấm Quét lại."),
    "no_permission": words(
        "Problems", "Không có quyền dùng máy quét này. Hãy nhờ bộ phận công nghệ thông tin cấp quyền."
    ),
    "cancelled_at_device": words("Problems", "Đã bấm dừng trên máy quét. Các trang đã quét vẫn được giữ."),
    "io_error": words(
        "Problems", "Mất tín hiệu từ máy quét ở trang {page}. Hãy kiểm tra dây nối rồi quét tiếp từ trang đó."
    ),
    "driver_crashed": words(
        "Problems",
        "Trình điều khiển máy quét bị dừng ở trang {page}. Các trang trước vẫn được giữ; hãy bấm Quét lại.",
    ),
    "driver_hung": words(
        "Problems", "Máy quét không phản hồi ở trang {page}. Hãy tắt, bật lại máy quét rồi bấm Quét."
    ),
    "not_an_image": words("Problems", "Tệp không phải là ảnh quét. Hãy chọn tệp JPEG, PNG, TIFF, HEIC hoặc PDF."),
    "truncated_image": words("Problems", "Ảnh bị thiếu dữ liệu. Hãy quét hoặc chụp lại trang này."),
    "image_too_large": words("Problems", "Ảnh quá lớn. Hãy quét lại với độ phân giải thấp hơn."),
    "unsupported_image": words("Problems", "Kiểu ảnh này chưa đọc được. Hãy quét lại trang này."),
    "file_locked": words("Problems", "Tệp PDF có mật khẩu. Hãy mở khóa tệp hoặc quét bản giấy."),
    "folder_empty": words("Problems", "Thư mục quét không có ảnh nào. Hãy chép ảnh vào thư mục rồi bấm Quét."),
    "file_missing": words("Problems", "Không thấy tệp {file}. Hãy kiểm tra tên tệp rồi chọn lại."),
    "folder_missing": words("Problems", "Không thấy thư mục {file}. Hãy kiểm tra đường dẫn rồi chọn lại."),
    "page_reading_cancelled": words(
        "Problems", "Trang này chưa được đọc vì đã dừng giữa chừng. Hãy mở lại trang để máy đọc tiếp."
    ),
    "page_reader_closed": words("Problems", "Bộ đọc trang đang khởi động lại. Hãy chờ một lát."),
    "page_reader_not_starting": words(
        "Problems", "Bộ đọc trang không khởi động được. Các trang đã quét vẫn được giữ và sẽ được đọc sau."
    ),
    "page_reader_crashed": words(
        "Problems", "Không đọc được trang này. Hãy quét lại trang hoặc chấp nhận trang chưa đọc."
    ),
    "tessdata_missing": words(
        "Problems", "Máy chưa có dữ liệu đọc chữ tiếng Việt. Hãy nhờ bộ phận công nghệ thông tin cài đặt."
    ),
    "ocr_model_missing": words(
        "Problems", "Thiếu dữ liệu đọc chữ «{model}». Hãy nhờ bộ phận công nghệ thông tin cài đặt."
    ),
    "ocr_program_missing": words(
        "Problems", "Máy chưa có chương trình đọc chữ. Hãy nhờ bộ phận công nghệ thông tin cài đặt."
    ),
    "unknown": words(
        "Problems",
        "Máy quét báo lỗi lạ. Hãy tắt, bật lại máy; nếu vẫn lỗi, hãy báo bộ phận công nghệ thông tin.",
    ),
}
