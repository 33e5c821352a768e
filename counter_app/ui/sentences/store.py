"""What the PC itself lacks: the store, its keys and copies, parts of the installation."""

from __future__ import annotations

from counter_app.ui.words import words

STORE = {
    "clock_wrong": words(
        "Problems",
        "Đồng hồ của máy lệch nhiều so với tỉnh. Hãy chỉnh lại ngày giờ của máy trước khi tiếp nhận tiếp.",
    ),
    "clock_doubtful": words(
        "Problems", "Việc này được ghi khi đồng hồ của máy không đáng tin. Hãy kiểm tra ngày tiếp nhận của hồ sơ."
    ),
    "province_restored": words(
        "Problems",
        "Tỉnh vừa khôi phục dữ liệu từ bản sao lưu. Chương trình tự gửi lại những gì tỉnh bị mất; hãy kiểm tra các"
        " hồ sơ gần đây.",
    ),
    "store_restored": words(
        "Problems",
        "Máy này vừa được khôi phục từ bản cũ. Việc chưa gửi vẫn được giữ; hãy kiểm tra các hồ sơ gần đây.",
    ),
    "disk_full": words(
        "Problems", "Ổ đĩa đã đầy. Hãy xóa bớt tệp không cần hoặc báo bộ phận công nghệ thông tin rồi làm lại."
    ),
    "disk_trouble": words("Problems", "Ổ đĩa báo lỗi. Hãy ngừng quét và báo bộ phận công nghệ thông tin ngay."),
    "store_busy": words("Problems", "Kho dữ liệu đang bận. Hãy làm lại sau vài giây."),
    "store_damaged": words(
        "Problems", "Kho dữ liệu bị hỏng. Hãy ngừng dùng máy này và báo bộ phận công nghệ thông tin ngay."
    ),
    "store_key_wrong": words(
        "Problems", "Khóa không mở được kho dữ liệu. Hãy báo bộ phận công nghệ thông tin; không xóa dữ liệu."
    ),
    "store_key_length": words(
        "Problems", "Khóa của kho dữ liệu không đúng. Hãy báo bộ phận công nghệ thông tin; không xóa dữ liệu."
    ),
    "store_newer": words(
        "Problems", "Dữ liệu thuộc phiên bản chương trình mới hơn. Hãy cài lại phiên bản mới nhất."
    ),
    "store_not_writable": words(
        "Problems", "Không ghi được vào kho dữ liệu. Hãy báo bộ phận công nghệ thông tin kiểm tra quyền ghi."
    ),
    "file_damaged": words(
        "Problems", "Tệp lưu tại quầy bị hỏng. Hãy quét lại giấy tờ này hoặc khôi phục từ bản sao lưu."
    ),
    "twain_manager_missing": words(
        "Problems",
        "Không tìm thấy máy quét; máy này chưa có trình quản lý TWAIN 64-bit. Hãy báo bộ phận công nghệ thông "
        "tin: cài trình điều khiển 64-bit của máy quét và tệp {file} vào thư mục {folder}, "
        "rồi bấm «Tìm lại máy quét».",
    ),
    "keyring_unavailable": words(
        "Problems",
        "Máy không mở được nơi giữ khóa. Hãy đăng nhập lại Windows hoặc báo bộ phận công nghệ thông tin.",
    ),
    "keys_damaged": words(
        "Problems", "Khóa của quầy bị hỏng. Hãy báo bộ phận công nghệ thông tin; không xóa dữ liệu."
    ),
    "keys_lost": words(
        "Problems",
        "Không còn khóa của kho dữ liệu. Hãy báo bộ phận công nghệ thông tin để khôi phục; không xóa dữ liệu.",
    ),
    "recovery_numbers": words(
        "Problems",
        "Không chia được khóa cho {shares} người với {needed} mảnh. Cần ít nhất 2 và nhiều nhất 16 mảnh.",
    ),
    "recovery_share_wrong": words(
        "Problems", "Mảnh khóa thứ {number} không đúng hoặc gõ sai chữ. Hãy đối chiếu với bản giấy rồi nhập lại."
    ),
    "recovery_shares_too_few": words(
        "Problems", "Các mảnh khóa chưa đủ số lượng hoặc không cùng một bộ. Hãy thêm mảnh của người khác."
    ),
    "recovery_box_missing": words(
        "Problems", "Thư mục {folder} không có hộp khôi phục. Hãy chọn đúng thư mục dữ liệu của quầy."
    ),
    "recovery_other_key": words(
        "Problems", "Dữ liệu này được bảo vệ bằng khóa khôi phục khác. Hãy dùng bộ mảnh đúng của trung tâm."
    ),
    "recovery_key_wrong": words(
        "Problems",
        "Khóa khôi phục cài trên máy không đúng. Hãy báo bộ phận công nghệ thông tin đặt lại chính sách.",
    ),
    "file_exists": words("Problems", "Tệp {file} đã có. Hãy chọn thư mục khác để không ghi đè."),
    "changed_meanwhile": words(
        "Problems", "Hồ sơ vừa có thêm trang hoặc thay đổi. Hãy xem lại rồi bấm Chốt hồ sơ lần nữa."
    ),
}

INSTALLATION = {
    "law_broken": words(
        "Problems",
        "Bản thủ tục mới có {count} lỗi nên chưa dùng. Bản cũ vẫn có hiệu lực; hãy báo phụ trách: {mistake}",
    ),
    "resources_broken": words(
        "Problems", "Dữ liệu thủ tục, lịch làm việc có {count} lỗi. Hãy báo bộ phận công nghệ thông tin: {mistake}"
    ),
    "calendar_without_working_days": words(
        "Problems", "Lịch làm việc sau ngày {after} không có ngày làm việc. Hãy báo bộ phận công nghệ thông tin."
    ),
    "no_deadline_rules": words(
        "Problems", "Không có quy tắc tính hạn cho ngày {on}. Hãy báo bộ phận công nghệ thông tin."
    ),
    "slip_without_ground": words(
        "Problems", "Hồ sơ {code} chưa có việc này nên không có giấy để in. Hãy xem lại lịch sử hồ sơ."
    ),
    "nothing_paid": words("Problems", "Hồ sơ {code} chưa ghi nhận khoản thu nào. Hãy ghi nhận thu tiền trước."),
    "nothing_received": words("Problems", "Không có hồ sơ nào được tiếp nhận trong những ngày này."),
    "not_a_day": words("Problems", "«{text}» không phải một ngày. Hãy ghi như 31/12/2026."),
    "period_reversed": words("Problems", "Ngày cuối trước ngày đầu. Hãy chọn lại khoảng ngày."),
    "no_code_pattern": words(
        "Problems", "Không có quy tắc mã hồ sơ cho ngày {on}. Hãy báo bộ phận công nghệ thông tin."
    ),
    "case_not_in_force": words(
        "Problems", "Thủ tục {procedure} không áp dụng trong ngày {on}. Hãy chọn lại thủ tục hoặc trường hợp."
    ),
    "time_without_zone": words("Problems", "Ngày giờ của máy thiếu múi giờ. Hãy báo bộ phận công nghệ thông tin."),
    "not_sealed": words("Problems", "Hồ sơ chưa được chốt. Hãy kiểm tra và chốt hồ sơ trước."),
    "province_differs": words(
        "Problems", "Giấy tờ «{paper}» ở tỉnh không giống bản tại quầy. Hãy báo bộ phận công nghệ thông tin ngay."
    ),
    "province_lacks_pages": words(
        "Problems", "Tỉnh có {there} trang, quầy có {here} trang. Hãy bấm Gửi ngay rồi đối chiếu lại."
    ),
    "defect": words(
        "Problems",
        "Chương trình gặp lỗi không lường trước. Việc đã lưu vẫn an toàn; hãy thử lại, "
        "nếu vẫn lỗi hãy báo bộ phận công nghệ thông tin.",
    ),
}
