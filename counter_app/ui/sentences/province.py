"""What the province answers to acts and files that were sent."""

from __future__ import annotations

from counter_app.ui.words import words

PROVINCE = {
    "certificate_differs": words(
        "Problems",
        "Số thao tác ngày {day} không khớp: quầy có {here}, tỉnh có {there}. Hãy bấm «Gửi lại» để đối chiếu lại."
        " Nếu máy vừa được khôi phục từ bản cũ thì các lần đăng nhập sau bản đó không còn trong máy: hãy báo bộ"
        " phận công nghệ thông tin xem, rồi bấm «Đã xử lý xong».",
    ),
    "certificate_forged": words(
        "Problems", "Xác nhận ngày {day} không mang chữ ký của tỉnh. Hãy báo bộ phận công nghệ thông tin ngay."
    ),
    "receipt_forged": words(
        "Problems", "Biên nhận của tỉnh không mang chữ ký đúng. Hãy báo bộ phận công nghệ thông tin ngay."
    ),
    "relay_unknown": words(
        "Problems",
        "Quầy chưa được tỉnh báo về máy chuyển tiếp «{place}». Hồ sơ vẫn được giữ nguyên tại quầy và tự gửi khi có"
        " đường tới tỉnh. Nếu chi nhánh vừa thay máy, hãy nhờ bộ phận công nghệ thông tin nối máy mới với tỉnh;"
        " nếu không thay máy, hãy báo họ ngay.",
    ),
    "file_does_not_arrive": words(
        "Problems", "Một tệp gửi nhiều lần vẫn không tới tỉnh. Hãy báo bộ phận công nghệ thông tin."
    ),
    "code_replaced": words(
        "Problems", "Hồ sơ mã tạm {old} đã có mã chính thức {new}. Hãy in lại giấy tiếp nhận và báo cho người dân."
    ),
    "malformed": words(
        "Problems", "Tỉnh không hiểu bản ghi do quầy gửi. Hãy cập nhật chương trình, sau đó bấm Gửi lại."
    ),
    "unknown_device": words(
        "Problems", "Tỉnh không nhận ra quầy này. Hãy nhờ bộ phận công nghệ thông tin đăng ký lại quầy."
    ),
    "enrolment_code_invalid": words(
        "Problems", "Mã đăng ký quầy không đúng hoặc đã dùng. Hãy xin mã mới từ bộ phận công nghệ thông tin."
    ),
    "token_invalid": words("Problems", "Giấy phép của quầy đã hết hạn. Chương trình sẽ tự xin lại."),
    "cloned_device": words(
        "Problems",
        "Dữ liệu quầy này từng được chép hoặc khôi phục. Hãy nhờ bộ phận công nghệ thông tin đăng ký lại quầy; "
        "việc chưa gửi vẫn được giữ.",
    ),
    "not_in_scope": words("Problems", "Tỉnh không cho phép quầy này thực hiện việc đó. Hãy báo phụ trách."),
    "not_holder": words("Problems", "Hồ sơ đã chuyển sang đơn vị khác. Hãy mở hồ sơ để xem và chọn cách xử lý."),
    "stale_version": words(
        "Problems", "Hồ sơ đã được cập nhật ở nơi khác. Hãy mở hồ sơ, xem thay đổi rồi quyết định."
    ),
    "predecessor_missing": words(
        "Problems", "Tỉnh chưa nhận được bước trước của hồ sơ. Chương trình sẽ tự gửi lại theo thứ tự."
    ),
    "files_missing": words("Problems", "Tỉnh còn thiếu tệp của hồ sơ. Chương trình sẽ tự gửi tiếp."),
    "gate_not_met": words(
        "Problems", "Tỉnh trả lại vì hồ sơ chưa đủ giấy tờ. Hãy mở hồ sơ và bổ sung mục còn thiếu."
    ),
    "reopened_for_lost_file": words(
        "Problems",
        "Hồ sơ đã mở lại vì mất tệp. Hãy mở hồ sơ, quét lại những trang bị mất rồi chốt hồ sơ lần nữa.",
    ),
    "seal_not_answered": words(
        "Problems", "Tỉnh chưa trả lời về hồ sơ này. Hãy bấm «Gửi ngay», chờ tỉnh trả lời rồi làm lại."
    ),
    "nothing_lost": words("Problems", "Mọi tệp của hồ sơ vẫn còn trong máy. Hãy bấm «Gửi lại»."),
    "code_taken": words(
        "Problems",
        "Mã hồ sơ đã có nơi khác dùng. Chương trình sẽ cấp mã mới; hãy in lại giấy tiếp nhận cho người dân.",
    ),
    "receipt_number_taken": words(
        "Problems",
        "Số biên lai này đã ghi cho hồ sơ khác của đơn vị. Hãy mở hồ sơ và viết biên lai bằng số khác.",
    ),
    "due_differs": words(
        "Problems",
        "Ngày hẹn trên giấy tiếp nhận khác ngày tỉnh tính được. Hồ sơ vẫn được nhận; hãy báo phụ trách đối chiếu"
        " và liên hệ người dân nếu phải hẹn lại.",
    ),
    "schema_too_old": words(
        "Problems", "Chương trình của quầy đã cũ so với tỉnh. Hãy cập nhật chương trình; hồ sơ vẫn được giữ."
    ),
    "schema_too_new": words("Problems", "Máy chủ tỉnh chưa cập nhật. Hồ sơ được giữ tại quầy và sẽ tự gửi sau."),
    "bad_signature": words(
        "Problems", "Tỉnh không xác nhận được chữ ký của quầy. Hãy báo bộ phận công nghệ thông tin."
    ),
    "broken_chain": words(
        "Problems",
        "Nhật ký của quầy bị đứt quãng. Hãy ngừng dùng máy này và báo bộ phận công nghệ thông tin ngay.",
    ),
    "checksum_mismatch": words("Problems", "Tệp bị lỗi trên đường truyền. Chương trình sẽ tự gửi lại."),
    "too_large": words("Problems", "Gói dữ liệu gửi đi quá lớn. Chương trình sẽ tự chia nhỏ và gửi lại."),
    "too_many_requests": words("Problems", "Tỉnh yêu cầu chờ. Chương trình sẽ tự gửi lại sau ít phút."),
    "no_numbers_left": words(
        "Problems", "Tỉnh chưa cấp thêm số hồ sơ. Hồ sơ mới mang mã tạm và sẽ được đổi sang mã chính thức."
    ),
    "not_found": words("Problems", "Tỉnh không tìm thấy hồ sơ hoặc tệp này. Hãy mở hồ sơ để kiểm tra."),
    "sign_in_failed": words(
        "Problems", "Tỉnh không chấp nhận tên đăng nhập hoặc mật khẩu. Hãy kiểm tra rồi nhập lại."
    ),
    "offset_differs": words("Problems", "Tệp đang gửi bị ngắt quãng. Chương trình sẽ tự gửi tiếp."),
    "upload_gone": words("Problems", "Tỉnh đã hủy lượt gửi dở dang. Chương trình sẽ tự gửi lại từ đầu."),
    "bad_cursor": words("Problems", "Danh sách đã thay đổi. Hãy mở lại danh sách."),
    "change_unreadable": words(
        "Problems", "Có thay đổi từ tỉnh mà chương trình chưa đọc được. Hãy cập nhật chương trình."
    ),
    "page_not_kept": words(
        "Problems",
        "Máy tắt đột ngột khi đang lưu tờ thứ {sheet} của lần quét trước. Hãy kiểm tra và quét lại tờ đó.",
    ),
    "foreign_separator": words(
        "Problems",
        "Trang {page} là tờ phân tách của hồ sơ {code}. Hãy kiểm tra các trang sau tờ này thuộc hồ sơ nào rồi xếp"
        " vào đúng giấy tờ.",
    ),
    "paper_unsigned": words(
        "Problems", "Giấy tờ «{paper}» đã chốt nhưng chưa ký số. Hãy kiểm tra thiết bị ký rồi bấm Ký lại."
    ),
    "file_lost_here": words(
        "Problems", "Tệp của hồ sơ không còn trong máy. Hãy quét lại giấy tờ hoặc khôi phục từ bản sao lưu."
    ),
}
