"""What lies between the window and the province: the line, and boxes carried by USB."""

from __future__ import annotations

from counter_app.ui.words import words

LINK = {
    "certificate_dates": words(
        "Problems", "Chứng thư của máy chủ tỉnh hết hạn hoặc đồng hồ của máy sai. Hãy kiểm tra ngày giờ của máy."
    ),
    "pin_differs": words(
        "Problems",
        "Máy trả lời không phải máy chủ tỉnh đã biết. Hãy báo bộ phận công nghệ thông tin; hồ sơ vẫn được giữ.",
    ),
    "stalled": words("Problems", "Đường truyền bị treo. Chương trình sẽ tự gửi tiếp."),
    "answer_damaged": words(
        "Problems", "Câu trả lời của tỉnh bị lỗi trên đường truyền. Chương trình sẽ tự hỏi lại."
    ),
    "captive_portal": words(
        "Problems",
        "Mạng đòi đăng nhập trước khi cho ra ngoài. Hãy mở trình duyệt, đăng nhập mạng; hồ sơ sẽ tự gửi.",
    ),
    "other_protocol": words(
        "Problems",
        "Máy chủ tỉnh dùng giao thức khác (bản {spoken}). Hãy cập nhật chương trình; hồ sơ vẫn được giữ.",
    ),
    "proxy_sign_in": words(
        "Problems",
        "Máy chủ trung gian (proxy) đòi đăng nhập. Hãy báo bộ phận công nghệ thông tin; hồ sơ vẫn được giữ.",
    ),
    "name_unknown": words(
        "Problems", "Không tìm thấy địa chỉ máy chủ tỉnh. Hãy kiểm tra kết nối mạng; hồ sơ sẽ tự gửi khi có mạng."
    ),
    "link_defect": words(
        "Problems",
        "Bộ phận gửi hồ sơ gặp lỗi không lường trước. Hồ sơ vẫn được giữ; hãy báo bộ phận công nghệ thông tin.",
    ),
    "no_answer": words(
        "Problems", "Chưa liên lạc được với tỉnh. Việc tại quầy vẫn làm bình thường, hồ sơ sẽ tự gửi khi có mạng."
    ),
    "not_the_province": words(
        "Problems",
        "Mạng đang trả lời thay máy chủ tỉnh (có thể cần đăng nhập mạng). Hồ sơ sẽ tự gửi khi mạng thông.",
    ),
    "answer_unreadable": words(
        "Problems", "Câu trả lời của tỉnh bị lỗi trên đường truyền. Chương trình sẽ tự gửi lại."
    ),
    "not_secure": words(
        "Problems",
        "Địa chỉ máy chủ {host} không dùng kết nối bảo mật (https). Hãy báo bộ phận công nghệ thông tin sửa lại.",
    ),
    "certificate_refused": words(
        "Problems",
        "Chứng thư của máy chủ tỉnh không hợp lệ. Hãy báo bộ phận công nghệ thông tin; hồ sơ vẫn được giữ.",
    ),
    "proxy_refused": words(
        "Problems",
        "Máy chủ trung gian (proxy) từ chối kết nối. Hãy báo bộ phận công nghệ thông tin; hồ sơ vẫn được giữ.",
    ),
    "no_token": words("Problems", "Tỉnh chưa cấp phép cho quầy này. Chương trình sẽ tự xin lại."),
    "province_busy": words("Problems", "Máy chủ tỉnh đang bận. Chương trình sẽ tự gửi lại sau ít phút."),
    "upload_out_of_step": words("Problems", "Tệp đang gửi bị ngắt quãng. Chương trình sẽ tự gửi tiếp."),
    "download_damaged": words("Problems", "Tệp tải từ tỉnh bị lỗi. Hãy thử lại; nếu vẫn lỗi, hãy báo tỉnh."),
    "province_not_started": words(
        "Problems", "Máy chủ thử nghiệm không khởi động được: {reason}. Hãy xem nhật ký của máy chủ."
    ),
}

COURIER = {
    "no_courier_key": words(
        "Problems", "Tỉnh chưa nhận hồ sơ bằng USB từ quầy này. Hãy báo bộ phận công nghệ thông tin."
    ),
    "nothing_to_carry": words("Problems", "Mọi việc tại quầy đã được gửi lên tỉnh. Không có gì cần chép ra USB."),
    "no_reply_here": words(
        "Problems", "Trên USB không có trả lời của tỉnh cho quầy này. Hãy kiểm tra đúng USB và đúng thư mục."
    ),
    "stick_full": words("Problems", "USB không đủ chỗ trống. Hãy xóa bớt tệp trên USB hoặc dùng USB khác."),
    "stick_too_small": words(
        "Problems", "USB không đủ chỗ cho riêng các thao tác chưa gửi (cần {size} trống). Hãy dùng USB lớn hơn."
    ),
    "file_exceeds_stick": words(
        "Problems", "Tệp của hồ sơ {name} ({size}) lớn hơn chỗ trống của USB. Hãy cắm USB lớn hơn rồi ghi tiếp."
    ),
    "all_on_sticks": words(
        "Problems",
        "Mọi tệp chưa gửi đã nằm trên các USB đã ghi. Nếu mất USB, hãy bấm «Ghi ra USB» để ghi lại từ đầu.",
    ),
    "stick_trouble": words(
        "Problems", "Không đọc hoặc ghi được USB ({reason}). Hãy rút ra, cắm lại hoặc dùng USB khác."
    ),
    "box_unknown": words(
        "Problems", "Tệp này không phải trả lời của tỉnh, hoặc thuộc phiên bản mới hơn. Hãy cập nhật chương trình."
    ),
    "box_foreign": words("Problems", "Tệp này dành cho quầy khác. Hãy chuyển USB đến đúng quầy."),
    "box_torn": words(
        "Problems", "Tệp trên USB bị thiếu phần cuối. Hãy chép lại tệp từ tỉnh; quầy chưa nhận gì từ tệp này."
    ),
    "box_forged": words(
        "Problems",
        "Tệp trên USB không mang chữ ký của tỉnh hoặc đã bị sửa. Quầy chưa nhận gì từ tệp này; hãy báo bộ phận"
        " công nghệ thông tin.",
    ),
}
