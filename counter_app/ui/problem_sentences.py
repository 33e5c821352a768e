"""One sentence for every code: what happened, and what to do next, as a colleague at the next window would say.

Tables by where a code comes from. A test collects every code that the program can raise, list or receive and
fails when one has no sentence here.
"""

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
        "Problems", "Hồ sơ đang do đơn vị {holder} giữ. Hãy liên hệ đơn vị đó hoặc chờ hồ sơ được chuyển lại."
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

PROVINCE = {
    "certificate_differs": words(
        "Problems",
        "Số liệu ngày {day} tại quầy và tại tỉnh không khớp. Hãy báo bộ phận công nghệ thông tin để đối chiếu.",
    ),
    "certificate_forged": words(
        "Problems", "Xác nhận ngày {day} không mang chữ ký của tỉnh. Hãy báo bộ phận công nghệ thông tin ngay."
    ),
    "receipt_forged": words(
        "Problems", "Biên nhận của tỉnh không mang chữ ký đúng. Hãy báo bộ phận công nghệ thông tin ngay."
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

COURIER = {
    "no_courier_key": words(
        "Problems", "Tỉnh chưa nhận hồ sơ bằng USB từ quầy này. Hãy báo bộ phận công nghệ thông tin."
    ),
    "nothing_to_carry": words("Problems", "Mọi việc tại quầy đã được gửi lên tỉnh. Không có gì cần chép ra USB."),
    "no_reply_here": words(
        "Problems", "Trên USB không có trả lời của tỉnh cho quầy này. Hãy kiểm tra đúng USB và đúng thư mục."
    ),
    "stick_full": words("Problems", "USB không đủ chỗ trống. Hãy xóa bớt tệp trên USB hoặc dùng USB khác."),
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

SENTENCES = (
    RULES
    | SIGNING_IN
    | TYPED
    | IDENTITY
    | NOT_FOUND
    | UNITS
    | SCANNING
    | LINK
    | PROVINCE
    | STORE
    | PAPERS
    | SIGNING
    | INSTALLATION
    | COURIER
)
