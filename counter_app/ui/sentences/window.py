"""What a clerk may do at the window, types there and looks for: rules, sign-in, fields, what was not found."""

from __future__ import annotations

from counter_app.ui.words import words

RULES = {
    "name_needed": words("Problems", "Chưa có họ tên người nộp. Hãy quét thẻ căn cước hoặc nhập họ tên."),
    "request_needed": words(
        "Problems", "Chưa ghi người dân yêu cầu gì. Hãy chọn thủ tục hoặc ghi nội dung yêu cầu."
    ),
    "slip_unknown": words("Problems", "Không tìm thấy phiếu này ở quầy. Hãy chờ dữ liệu từ tỉnh về rồi thử lại."),
    "sex_unknown": words("Problems", "Giới tính «{text}» chưa rõ. Hãy ghi Nam hoặc Nữ."),
    "receipt_form_unclear": words(
        "Problems", "Số biên lai «{serial}» chưa đúng. Hãy ghi mẫu số, ký hiệu và số gồm toàn chữ số."
    ),
    "receipt_number_used": words(
        "Problems", "Biên lai số {serial} đã ghi cho hồ sơ {code} hoặc đã hủy. Hãy lấy tờ biên lai tiếp theo."
    ),
    "reason_needed": words("Problems", "Chưa ghi lý do. Hãy ghi rõ lý do rồi thực hiện lại."),
    "backup_failed": words(
        "Problems", "Không ghi được bản sao lưu: {reason}. Hãy kiểm tra ổ đĩa và thư mục sao lưu."
    ),
    "backup_damaged": words(
        "Problems", "Bản sao lưu không còn nguyên vẹn hoặc của máy khác nên không khôi phục. Hãy chọn bản khác."
    ),
    "no_server": words(
        "Problems", "Quầy này chưa được khai báo máy chủ tỉnh. Hãy báo bộ phận công nghệ thông tin."
    ),
    "clerk_needed": words("Problems", "Chưa chọn cán bộ. Hãy chọn cán bộ nhận hồ sơ rồi thực hiện lại."),
    "receiver_needed": words("Problems", "Chưa có họ tên người nhận kết quả. Hãy nhập họ tên người nhận."),
    "rating_unknown": words("Problems", "Mức đánh giá không hợp lệ. Hãy chọn lại một trong ba mức."),
    "amount_negative": words("Problems", "Số tiền không được nhỏ hơn 0. Hãy nhập lại số tiền."),
    "already_registered": words(
        "Problems", "Hồ sơ {code} đã được tiếp nhận trước đó. Hãy bấm «Hồ sơ mới» để tiếp nhận hồ sơ khác."
    ),
    "already_rated": words("Problems", "Hồ sơ {code} đã được đánh giá. Mỗi hồ sơ chỉ đánh giá một lần."),
    "code_is_final": words("Problems", "Hồ sơ {code} đã có mã chính thức, không cần cấp lại."),
    "illegal_move": words(
        "Problems",
        "Trạng thái hiện tại của hồ sơ không cho phép thao tác này. Hãy mở lại hồ sơ để xem trạng thái mới.",
    ),
    "held_elsewhere": words(
        "Problems", "Hồ sơ đang do {holder} giữ. Hãy liên hệ đơn vị đó hoặc chờ hồ sơ được chuyển lại."
    ),
    "held_at_province": words(
        "Problems", "Hồ sơ đã chuyển đi giải quyết, quầy không còn giữ. Hãy chờ kết quả hoặc yêu cầu bổ sung."
    ),
    "not_registered": words("Problems", "Hồ sơ chưa được tiếp nhận. Hãy tiếp nhận hồ sơ trước."),
    "no_dossier": words("Problems", "Chưa chọn hồ sơ. Hãy chọn một hồ sơ rồi thực hiện lại."),
    "open_points": words(
        "Problems", "Hồ sơ chưa đủ điều kiện để chốt. Hãy xử lý các mục còn thiếu trong danh sách."
    ),
    "needs_supervisor": words(
        "Problems", "Việc này cần người phụ trách quyết định. Hãy mời phụ trách đăng nhập tại quầy."
    ),
    "needs_other_person": words(
        "Problems", "Người tiếp nhận không tự cho phép ngoại lệ của mình. Hãy mời một phụ trách khác đăng nhập."
    ),
    "no_role_for_this": words(
        "Problems", "Tài khoản này không được phân công tiếp nhận hồ sơ. Hãy đăng nhập bằng tài khoản chuyên viên."
    ),
    "province_decides": words(
        "Problems", "Việc này do cơ quan giải quyết ở tỉnh thực hiện, quầy không làm thay được."
    ),
    "no_appointment": words("Problems", "Thủ tục này không có ngày hẹn trả nên không thể gia hạn."),
    "re_appointment_not_later": words("Problems", "Ngày hẹn mới phải sau ngày hẹn cũ. Hãy chọn ngày khác."),
    "re_appointment_used": words("Problems", "Hồ sơ đã được hẹn lại. Quy định chỉ cho phép hẹn lại một lần."),
    "clock_already_stopped": words("Problems", "Thời hạn giải quyết đang tạm dừng, không cần dừng lần nữa."),
    "clock_not_stopped": words("Problems", "Thời hạn giải quyết đang chạy, không có gì để tiếp tục lại."),
    "resumed_before_stop": words(
        "Problems", "Thời điểm tiếp tục ({at}) trước thời điểm tạm dừng. Hãy kiểm tra ngày giờ của máy."
    ),
    "appointment_on_day_off": words("Problems", "Ngày {day} là ngày nghỉ. Hãy chọn ngày hẹn là ngày làm việc."),
}

SIGNING_IN = {
    "no_identity_provider": words(
        "Problems", "Quầy chưa được cài cổng đăng nhập của tỉnh. Hãy đăng nhập bằng tên và mật khẩu."
    ),
    "no_browser": words(
        "Problems",
        "Không mở được trình duyệt. Hãy đăng nhập bằng tên và mật khẩu, và báo bộ phận công nghệ thông tin.",
    ),
    "browser_sign_in_refused": words(
        "Problems", "Cổng đăng nhập của tỉnh không chấp nhận. Hãy thử lại hoặc đăng nhập bằng tên và mật khẩu."
    ),
    "browser_sign_in_abandoned": words(
        "Problems", "Chưa hoàn tất đăng nhập trên trình duyệt. Hãy thử lại hoặc đăng nhập bằng tên và mật khẩu."
    ),
    "not_the_identity_provider": words(
        "Problems", "Cổng đăng nhập của tỉnh trả lời không đúng (mã {status}). Hãy đăng nhập bằng tên và mật khẩu."
    ),
    "wrong_password": words(
        "Problems",
        "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra phím Caps Lock, bộ gõ tiếng Việt rồi nhập lại.",
    ),
    "quick_pin_wrong": words("Problems", "Mã PIN không đúng. Còn {left} lần nhập, sau đó phải dùng mật khẩu."),
    "quick_pin_digits": words("Problems", "Mã PIN gồm từ {least} đến {most} chữ số. Hãy nhập lại."),
    "quick_pin_plain": words("Problems", "Mã PIN này dễ đoán (chữ số lặp lại hoặc liên tiếp). Hãy chọn mã khác."),
    "quick_pin_forbidden": words("Problems", "Máy này không cho phép mở khóa bằng mã PIN. Hãy dùng mật khẩu."),
    "password_needed": words("Problems", "Không mở khóa bằng mã PIN được nữa. Hãy nhập mật khẩu."),
    "locked_out": words("Problems", "Nhập sai nhiều lần. Hãy chờ {minutes} phút rồi thử lại."),
    "no_role_here": words(
        "Problems", "Tài khoản không được phân công tại đơn vị {unit}. Hãy liên hệ phụ trách để được phân công."
    ),
    "sign_in_again": words("Problems", "Tỉnh chỉ trả lời khi có cán bộ đăng nhập. Hãy đăng nhập lại rồi tra cứu."),
    "not_enrolled": words(
        "Problems", "Quầy này chưa được đăng ký với tỉnh. Hãy nhờ bộ phận công nghệ thông tin đăng ký quầy."
    ),
}

TYPED = {
    "bad_dossier_code": words(
        "Problems", "«{code}» không phải mã hồ sơ. Hãy kiểm tra lại mã in trên giấy tiếp nhận."
    ),
    "bad_procedure_code": words("Problems", "«{code}» không phải mã thủ tục. Hãy tìm thủ tục theo tên."),
    "bad_result_code": words("Problems", "«{code}» không phải mã kết quả. Hãy kiểm tra lại mã in trên kết quả."),
    "bad_result_number": words("Problems", "Số thứ tự kết quả {number} không hợp lệ. Hãy kiểm tra lại."),
    "bad_serial": words("Problems", "Số thứ tự hồ sơ {serial} không hợp lệ. Hãy báo bộ phận công nghệ thông tin."),
    "bad_unit_code": words("Problems", "«{unit}» không phải mã đơn vị. Hãy báo bộ phận công nghệ thông tin."),
    "not_a_slip_code": words(
        "Problems", "Mã QR này không phải của giấy tiếp nhận. Hãy quét mã ở góc trên bên trái tờ giấy."
    ),
    "procedure_unknown": words("Problems", "Không có thủ tục mang mã {code}. Hãy tìm thủ tục theo tên."),
    "procedure_not_in_force": words("Problems", "Thủ tục {code} không còn hiệu lực. Hãy chọn thủ tục thay thế."),
    "case_unknown": words("Problems", "Thủ tục {procedure} không có trường hợp này. Hãy chọn lại trường hợp."),
    "field_unknown": words("Problems", "Không có lĩnh vực mang mã {code}. Hãy báo bộ phận công nghệ thông tin."),
    "paper_type_unknown": words(
        "Problems", "Không có loại giấy tờ mang mã {code}. Hãy báo bộ phận công nghệ thông tin."
    ),
    "scan_profile_unknown": words("Problems", "Không có kiểu quét mang mã {code}. Hãy chọn kiểu quét khác."),
}

IDENTITY = {
    "not_an_id_card": words(
        "Problems", "Đây không phải mã QR của thẻ căn cước. Hãy quét lại mã trên thẻ hoặc nhập tay."
    ),
    "no_card_code": words(
        "Problems", "Không thấy mã QR trong ảnh. Hãy chụp rõ mặt thẻ có mã QR hoặc đưa máy quét vào mã."
    ),
    "name_missing": words("Problems", "Họ tên phải có chữ cái. Hãy nhập lại họ tên."),
    "bad_id_number": words("Problems", "Cần 12 chữ số (9 chữ số với giấy cũ, hoặc số hộ chiếu)."),
    "bad_birth_date": words("Problems", "Hãy nhập ngày/tháng/năm, hoặc chỉ năm."),
    "bad_phone": words("Problems", "Hãy nhập đủ số điện thoại, ví dụ 0912 345 678."),
    "bad_tax_code": words("Problems", "Mã số thuế có 10 hoặc 13 chữ số. Hãy nhập lại."),
    "commune_unknown": words("Problems", "Không có xã, phường mang mã {code}. Hãy chọn lại nơi cư trú."),
    "bad_address_list": words(
        "Problems", "Danh mục địa danh có lỗi ở dòng {line}. Hãy báo bộ phận công nghệ thông tin."
    ),
}

NOT_FOUND = {
    "act_unknown": words(
        "Problems", "Việc này không làm lại tự động được. Hãy mở hồ sơ để xem và thực hiện lại từ đầu."
    ),
    "dossier_unknown": words(
        "Problems", "Không tìm thấy hồ sơ này tại quầy. Hãy tìm lại theo mã hồ sơ hoặc họ tên."
    ),
    "page_unknown": words(
        "Problems", "Trang này không còn trong hồ sơ. Hãy mở lại hồ sơ để xem các trang hiện có."
    ),
    "no_result_yet": words(
        "Problems", "Hồ sơ {code} chưa có kết quả điện tử. Hãy chờ tỉnh trả kết quả rồi mở lại."
    ),
    "file_unknown": words("Problems", "Tệp không có tại quầy. Khi có mạng, chương trình sẽ tải lại từ tỉnh."),
    "file_not_at_province": words(
        "Problems", "Tỉnh chưa có tệp này. Hãy thử lại sau, nếu vẫn thiếu hãy báo tỉnh."
    ),
    "no_scanner": words(
        "Problems", "Không tìm thấy máy quét. Hãy kiểm tra dây nối và nguồn điện rồi bấm «Tìm lại máy quét»."
    ),
}

UNITS = {
    "area_needed": words("Problems", "Cần biết nơi cư trú để xác định cơ quan giải quyết. Hãy nhập nơi cư trú."),
    "competent_unit_unknown": words(
        "Problems", "Chưa xác định được cơ quan giải quyết thủ tục {procedure}. Hãy báo phụ trách."
    ),
    "letterhead_unknown": words(
        "Problems", "Đơn vị {code} chưa có tiêu đề biểu mẫu. Hãy báo bộ phận công nghệ thông tin."
    ),
    "staff_unknown": words("Problems", "Không có cán bộ mang mã {code}. Hãy báo phụ trách."),
    "unit_dissolved": words("Problems", "Đơn vị {code} đã giải thể hoặc sáp nhập. Hãy chọn đơn vị kế thừa."),
    "unit_not_in_force": words(
        "Problems", "Đơn vị {code} chưa hoặc không còn hoạt động ngày {on}. Hãy chọn đơn vị khác."
    ),
    "unit_unknown": words("Problems", "Không có đơn vị mang mã {code}. Hãy báo bộ phận công nghệ thông tin."),
    "window_unknown": words("Problems", "Không có quầy mang mã {code}. Hãy báo bộ phận công nghệ thông tin."),
}
