"""What papers and their signatures lack: files, forms, tokens, signing services."""

from __future__ import annotations

from counter_app.ui.words import words

PAPERS = {
    "page_image_mismatch": words(
        "Problems", "Ảnh của trang {page} không khớp với kết quả đọc. Hãy quét lại trang này."
    ),
    "resolution_unknown": words("Problems", "Không rõ độ phân giải của trang {page}. Hãy quét lại trang này."),
    "paper_without_pages": words("Problems", "Giấy tờ này chưa có trang nào. Hãy quét giấy tờ trước."),
    "pdf_damaged": words("Problems", "Tệp PDF bị hỏng. Hãy tạo lại tệp hoặc quét lại giấy tờ."),
    "time_without_offset": words(
        "Problems", "Ngày giờ của máy không đầy đủ. Hãy báo bộ phận công nghệ thông tin."
    ),
    "font_missing": words("Problems", "Thiếu phông chữ {file}. Hãy cài lại chương trình."),
    "form_caption_missing": words(
        "Problems", "Biểu mẫu «{form}» thiếu nội dung «{caption}». Hãy báo bộ phận công nghệ thông tin."
    ),
    "form_not_in_set": words(
        "Problems", "Bộ biểu mẫu đang dùng không có mẫu «{form}». Hãy báo bộ phận công nghệ thông tin."
    ),
    "form_set_wrong": words("Problems", "Bộ biểu mẫu có lỗi. Hãy báo bộ phận công nghệ thông tin."),
    "no_form_set": words("Problems", "Không có bộ biểu mẫu còn hiệu lực. Hãy báo bộ phận công nghệ thông tin."),
}

SIGNING = {
    "no_signing_key": words("Problems", "Quầy chưa có khóa ký số. Giấy tờ vẫn được chốt và sẽ ký sau."),
    "certificate_expired": words(
        "Problems", "Chứng thư số đã hết hạn ngày {until}. Hãy gia hạn chứng thư rồi ký lại."
    ),
    "certificate_not_yet_valid": words(
        "Problems", "Chứng thư số có hiệu lực từ ngày {since}. Hãy kiểm tra ngày giờ của máy."
    ),
    "signing_failed": words(
        "Problems", "Không ký được. Hãy cắm lại thiết bị ký rồi ký lại; giấy tờ vẫn được giữ."
    ),
    "signing_key_unreadable": words(
        "Problems", "Không đọc được khóa ký số. Hãy kiểm tra thiết bị ký và mật khẩu."
    ),
    "token_absent": words(
        "Problems", "Chưa thấy thiết bị ký số. Hãy cắm thiết bị rồi ký lại; giấy tờ vẫn được giữ."
    ),
    "nothing_to_sign": words("Problems", "Mọi giấy tờ của hồ sơ này đã có chữ ký số, không cần ký lại."),
    "signed_by_who_scanned": words(
        "Problems",
        "Giấy tờ «{paper}» do cán bộ khác quét và chốt. Hãy mời cán bộ đó hoặc phụ trách đăng nhập để ký.",
    ),
    "pin_needed": words("Problems", "Chưa nhập mã PIN của chữ ký số. Giấy tờ vẫn được giữ và sẽ ký sau."),
    "pin_wrong": words(
        "Problems", "Mã PIN của chữ ký số không đúng. Hãy nhập lại; nhập sai nhiều lần thiết bị sẽ tự khóa."
    ),
    "pin_locked": words(
        "Problems", "Thiết bị ký số đã bị khóa vì nhập sai mã PIN. Hãy liên hệ nơi cấp chứng thư để mở khóa."
    ),
    "token_library_missing": words(
        "Problems", "Không mở được thư viện của thiết bị ký số ({file}). Hãy báo bộ phận công nghệ thông tin."
    ),
    "token_without_key": words(
        "Problems", "Thiết bị ký số không có khóa ký kèm chứng thư. Hãy kiểm tra có cắm đúng thiết bị không."
    ),
    "token_failed": words(
        "Problems", "Thiết bị ký số báo lỗi ({kind}). Hãy rút ra, cắm lại rồi ký lại; giấy tờ vẫn được giữ."
    ),
    "remote_signing_refused": words(
        "Problems", "Dịch vụ ký số từ xa không chấp nhận yêu cầu. Hãy báo bộ phận công nghệ thông tin kiểm tra."
    ),
    "not_the_authority": words(
        "Problems", "Máy chủ dấu thời gian hoặc chứng thư trả lời không đúng (mã {status}). Sẽ tự thử lại sau."
    ),
    "no_time_stamps": words(
        "Problems",
        "Chưa cài địa chỉ máy chủ dấu thời gian. Hãy báo bộ phận công nghệ thông tin đặt chính sách TsaUrl.",
    ),
    "time_stamp_refused": words(
        "Problems", "Máy chủ dấu thời gian không cấp dấu. Hãy báo bộ phận công nghệ thông tin kiểm tra."
    ),
    "not_a_scanned_paper": words(
        "Problems", "Tệp này không phải giấy tờ do quầy quét nên không ký được. Hãy quét lại."
    ),
}
