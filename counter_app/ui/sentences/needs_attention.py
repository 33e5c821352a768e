"""Sentences of the list "Cần xử lý", where they differ from those of a message: the cures stand beside them.

A key is a code, and "act" where the entry is about an act that the province turned down.
"""

from __future__ import annotations

from counter_app.contract.moves import PROVINCE
from counter_app.ui.presenters.saying import STATES
from counter_app.ui.words import Text, words

HOLDERS: dict[str, Text] = {
    "": words("Troubles", "đơn vị khác"),
    PROVINCE: words("Troubles", "cơ quan giải quyết"),
}
STATES_SAID: dict[str, Text] = {
    "": words("Troubles", "khác"),
    **{str(state): mark.text for state, mark in STATES.items()},
}

WITH_ITS_CURES = {
    ("not_holder", ""): words(
        "Problems",
        "Hồ sơ nay do {holder} giữ nên tỉnh không nhận thao tác của quầy; giấy tờ đã quét vẫn còn nguyên. Nếu quầy"
        " phải làm tiếp, hãy nhờ phụ trách nhận lại hồ sơ ở «Toàn chi nhánh» rồi làm lại; nếu không, bấm «Đã xử lý"
        " xong».",
    ),
    ("illegal_move", "act"): words(
        "Problems",
        "Ở tỉnh, hồ sơ đã sang bước «{state}» nên thao tác này không còn hợp lệ. Hãy mở hồ sơ xem: việc đã được"
        " làm ở nơi khác thì bấm «Đã xử lý xong», còn phải làm thì làm lại.",
    ),
    ("stale_version", ""): words(
        "Problems",
        "Nơi khác vừa cập nhật hồ sơ nên tỉnh chưa nhận thao tác của quầy. Hãy mở hồ sơ xem thay đổi, rồi làm lại"
        " nếu vẫn cần.",
    ),
    ("not_in_scope", "act"): words(
        "Problems",
        "Tỉnh không nhận vì người làm không có quyền làm việc này ở đơn vị. Hãy mời người có quyền hoặc phụ trách"
        " đăng nhập tại quầy rồi làm lại.",
    ),
    ("malformed", "act"): words(
        "Problems",
        "Tỉnh không hiểu thao tác do quầy gửi. Hãy cập nhật chương trình rồi làm lại; nếu vẫn bị trả lại, hãy báo"
        " bộ phận công nghệ thông tin.",
    ),
    ("schema_too_old", "act"): words(
        "Problems",
        "Thao tác được ghi bằng bản chương trình quá cũ so với tỉnh. Hãy cập nhật chương trình rồi làm lại; hồ sơ"
        " vẫn được giữ.",
    ),
    ("gate_not_met", ""): words(
        "Problems",
        "Tỉnh trả lại vì hồ sơ chưa đủ giấy tờ theo quy định mới nhất. Hãy mở hồ sơ, bổ sung mục còn thiếu rồi"
        " chốt lại.",
    ),
    ("not_found", "act"): words(
        "Problems",
        "Giấy tờ dùng lại không còn trong kho của tỉnh vì đã hết thời hạn lưu trữ. Hãy mở hồ sơ, quét giấy tờ này"
        " do người dân mang đến rồi chốt lại.",
    ),
    ("unknown_device", ""): words(
        "Problems",
        "Tỉnh không nhận ra quầy này nữa. Hãy xin mã mới của bộ phận công nghệ thông tin rồi bấm «Khai báo lại"
        " quầy»; việc chưa gửi vẫn được giữ.",
    ),
    ("cloned_device", ""): words(
        "Problems",
        "Dữ liệu quầy này đã được chép sang máy khác và máy đó đang dùng. Hãy xin mã mới của bộ phận công nghệ"
        " thông tin rồi bấm «Khai báo lại quầy»; việc chưa gửi vẫn được giữ.",
    ),
    ("token_invalid", ""): words(
        "Problems",
        "Tỉnh không nhận giấy phép của quầy. Hãy bấm «Gửi lại»; nếu vẫn vậy, hãy xin mã mới của bộ phận công nghệ"
        " thông tin rồi bấm «Khai báo lại quầy».",
    ),
    ("code_taken", ""): words(
        "Problems",
        "Mã hồ sơ đã có nơi khác dùng nên hồ sơ phải mang mã khác. Hãy in lại giấy tiếp nhận và đổi cho người"
        " dân.",
    ),
    ("file_lost_here", ""): words(
        "Problems",
        "Một tệp của hồ sơ đã chốt không còn trong máy, tỉnh chưa nhận được. Hãy mở lại hồ sơ để quét và chốt lại;"
        " nếu bộ phận công nghệ thông tin vừa khôi phục tệp từ bản sao lưu thì bấm «Gửi lại».",
    ),
    ("file_damaged", ""): words(
        "Problems",
        "Một tệp của hồ sơ đã chốt bị hỏng trong máy, tỉnh chưa nhận được. Hãy mở lại hồ sơ để quét và chốt lại;"
        " nếu bộ phận công nghệ thông tin vừa khôi phục tệp từ bản sao lưu thì bấm «Gửi lại».",
    ),
}
