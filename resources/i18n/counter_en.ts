<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="vi">
<context>
    <name>Branch</name>
    <message>
        <source>Tất cả</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Đang giữ: {name}</source>
        <translation>With: {name}</translation>
    </message>
    <message>
        <source>Đã chuyển hồ sơ {code} cho {name}.</source>
        <translation>Dossier {code} was given to {name}.</translation>
    </message>
    <message>
        <source>Đã xuất ra {path}</source>
        <translation>Exported to {path}</translation>
    </message>
    <message>
        <source>Quầy {window}</source>
        <translation>Window {window}</translation>
    </message>
    <message>
        <source>Hồ sơ đã về tỉnh</source>
        <translation>Dossiers at the province</translation>
    </message>
    <message>
        <source>Giải quyết đúng hạn</source>
        <translation>Decided on time</translation>
    </message>
    <message>
        <source>Có kết quả điện tử</source>
        <translation>Digital result is there</translation>
    </message>
    <message>
        <source>Hồ sơ có giấy tờ số hóa</source>
        <translation>Dossiers with scanned papers</translation>
    </message>
    <message>
        <source>Dùng lại giấy tờ đã số hóa</source>
        <translation>Reuse of papers scanned before</translation>
    </message>
    <message>
        <source>Người dân hài lòng</source>
        <translation>Satisfied citizens</translation>
    </message>
    <message>
        <source>Hồ sơ quá hạn</source>
        <translation>Overdue dossiers</translation>
    </message>
    <message>
        <source>Cần xử lý trước tiên</source>
        <translation>These come first</translation>
    </message>
    <message>
        <source>Không có hồ sơ trễ</source>
        <translation>Nothing is late</translation>
    </message>
    <message>
        <source>Đúng hạn</source>
        <translation>On time</translation>
    </message>
    <message>
        <source>{counted}/{among} hồ sơ</source>
        <translation>{counted}/{among} dossiers</translation>
    </message>
    <message>
        <source>Số hóa</source>
        <translation>Digitised</translation>
    </message>
    <message>
        <source>giấy tờ của tháng này</source>
        <translation>of this month&apos;s papers</translation>
    </message>
    <message>
        <source>Hài lòng</source>
        <translation>Satisfied</translation>
    </message>
    <message>
        <source>{given} lượt đánh giá</source>
        <translation>{given} ratings</translation>
    </message>
    <message>
        <source>không áp dụng với cấp này</source>
        <translation>does not apply to this level</translation>
    </message>
    <message>
        <source>chưa có hồ sơ để tính</source>
        <translation>nothing to count yet</translation>
    </message>
    <message>
        <source>{counted}/{among} hồ sơ · {points}/{most} điểm</source>
        <translation>{counted}/{among} dossiers · {points}/{most} points</translation>
    </message>
    <message>
        <source>{time}: {came} lượt, {minutes} phút phục vụ; dự báo {expected} phút</source>
        <translation>{time}: {came} visits, {minutes} minutes of service; forecast {expected} minutes</translation>
    </message>
    <message>
        <source>{time}: có việc nhưng chưa có cán bộ nào tại quầy</source>
        <translation>{time}: there is work, but no clerk at a window</translation>
    </message>
    <message>
        <source>{time}: người dân có thể phải chờ {minutes} phút</source>
        <translation>{time}: citizens may have to wait {minutes} minutes</translation>
    </message>
    <message>
        <source>Điều {name} từ {source} sang {target}: thời gian chờ lâu nhất từ {before} còn {after}</source>
        <translation>Move {name} from {source} to {target}: the longest wait falls from {before} to {after}</translation>
    </message>
    <message>
        <source>Hôm nay không có giờ nào quá tải, việc chia đều giữa các cán bộ.</source>
        <translation>No hour is overloaded today, and the work is spread evenly among the clerks.</translation>
    </message>
    <message>
        <source>không ai phục vụ</source>
        <translation>nobody at the window</translation>
    </message>
    <message>
        <source>{minutes} phút</source>
        <translation>{minutes} minutes</translation>
    </message>
    <message>
        <source>{giver} đang giữ {many} hồ sơ, {taker} chỉ {few}: nên chuyển {number} hồ sơ để san sẻ</source>
        <translation>{giver} has {many} dossiers, {taker} only {few}: moving {number} would even it out</translation>
    </message>
    <message>
        <source>{in_hand} hồ sơ đang giữ · {today} tiếp nhận hôm nay</source>
        <translation>{in_hand} dossiers in hand · {today} received today</translation>
    </message>
    <message>
        <source>{count} quá hạn</source>
        <translation>{count} overdue</translation>
    </message>
    <message>
        <source>Quá tải</source>
        <translation>Overloaded</translation>
    </message>
    <message>
        <source>Kỳ trước chuyển sang</source>
        <translation>Carried over</translation>
    </message>
    <message>
        <source>Tiếp nhận trực tiếp</source>
        <translation>Received at the window</translation>
    </message>
    <message>
        <source>Tiếp nhận trực tuyến</source>
        <translation>Received online</translation>
    </message>
    <message>
        <source>Tiếp nhận qua bưu chính</source>
        <translation>Received by post</translation>
    </message>
    <message>
        <source>Giải quyết trước hạn</source>
        <translation>Decided early</translation>
    </message>
    <message>
        <source>Giải quyết đúng ngày hẹn</source>
        <translation>Decided on the day</translation>
    </message>
    <message>
        <source>Giải quyết quá hạn</source>
        <translation>Decided late</translation>
    </message>
    <message>
        <source>Đang giải quyết, trong hạn</source>
        <translation>Running, in time</translation>
    </message>
    <message>
        <source>Đang giải quyết, quá hạn</source>
        <translation>Running, late</translation>
    </message>
    <message>
        <source>Tạm dừng, chờ người dân</source>
        <translation>Paused, waiting for citizens</translation>
    </message>
    <message>
        <source>Số liệu lúc {time}, chỉ số từ {first} đến {last}</source>
        <translation>Counted at {time}, shares from {first} to {last}</translation>
    </message>
    <message>
        <source>Bị trả lại ({count})</source>
        <translation>Turned down ({count})</translation>
    </message>
    <message>
        <source>Riêng quầy này có {count} việc bị trả lại, xử lý ở mục «Cần xử lý».</source>
        <translation>Turned down at this window itself: {count}. See “To resolve”.</translation>
    </message>
    <message>
        <source>Hồ sơ chưa có ở quầy này</source>
        <translation>A dossier that this window does not have</translation>
    </message>
    <message>
        <source>Việc không thuộc hồ sơ nào</source>
        <translation>Something that belongs to no dossier</translation>
    </message>
    <message>
        <source>Quầy {window} · từ {since}</source>
        <translation>Window {window} · since {since}</translation>
    </message>
    <message>
        <source>«{cure}»</source>
        <translation>“{cure}”</translation>
    </message>
    <message>
        <source>Làm tại quầy {window}, mục «Cần xử lý»: {cures}.</source>
        <translation>To do at window {window}, in “To resolve”: {cures}.</translation>
    </message>
    <message>
        <source>Bị trả lại</source>
        <translation>Turned down</translation>
    </message>
    <message>
        <source>Đã đưa khỏi danh sách của chi nhánh. Mục «Cần xử lý» của quầy {window} vẫn giữ việc đó.</source>
        <translation>Taken off the list of the branch. “To resolve” of window {window} keeps it.</translation>
    </message>
</context>
<context>
    <name>BranchDetailCard</name>
    <message>
        <source>Đã làm những gì</source>
        <translation>What was done</translation>
    </message>
    <message>
        <source>Xem giấy tờ và từng trang</source>
        <translation>See papers and pages</translation>
    </message>
    <message>
        <source>Chuyển cho cán bộ</source>
        <translation>Give to clerk</translation>
    </message>
    <message>
        <source>Lý do</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Ví dụ: nghỉ ốm, quá tải</source>
        <translation>For example: ill, overloaded</translation>
    </message>
    <message>
        <source>Chuyển giao</source>
        <translation>Give</translation>
    </message>
    <message>
        <source>Chọn một hồ sơ</source>
        <translation>Choose a dossier</translation>
    </message>
    <message>
        <source>Xem đã làm những gì, ai đang giữ, và chuyển cho người khác khi cần.</source>
        <translation>See what was done and who has it, and give it to somebody else when needed.</translation>
    </message>
</context>
<context>
    <name>BranchReturned</name>
    <message>
        <source>Mở «Cần xử lý»</source>
        <translation>Open “To resolve”</translation>
    </message>
    <message>
        <source>Các quầy khác không có việc nào bị trả lại</source>
        <translation>Nothing was turned down at the other windows</translation>
    </message>
    <message>
        <source>Khi tỉnh không nhận một thao tác của quầy nào, việc đó sẽ hiện ở đây cùng lý do và cách xử lý tại quầy đó.</source>
        <translation>When the province does not take what was done at a window, it is shown here, with the reason and with what can be done at that window.</translation>
    </message>
    <message>
        <source>Mở hồ sơ</source>
        <translation>Open dossier</translation>
    </message>
    <message>
        <source>Đã xử lý xong</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Nhận lại hồ sơ</source>
        <translation>Take the dossier back</translation>
    </message>
</context>
<context>
    <name>BranchView</name>
    <message>
        <source>Xuất XLSX</source>
        <translation>Export XLSX</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Tải công việc trong ngày, phút phục vụ mỗi giờ</source>
        <translation>Load of the day, minutes of service per hour</translation>
    </message>
    <message>
        <source>Quầy</source>
        <translation>Window</translation>
    </message>
    <message>
        <source>Dự báo</source>
        <translation>Forecast</translation>
    </message>
    <message>
        <source>Khả năng phục vụ</source>
        <translation>Capacity</translation>
    </message>
    <message>
        <source>Cán bộ của chi nhánh</source>
        <translation>Clerks of the branch</translation>
    </message>
    <message>
        <source>Chỉ số</source>
        <translation>Indicators</translation>
    </message>
    <message>
        <source>Bảng số liệu của kỳ</source>
        <translation>Figures of the period</translation>
    </message>
    <message>
        <source>Trạng thái</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Cán bộ</source>
        <translation>Clerk</translation>
    </message>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Quá hạn</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>Chưa gửi hết</source>
        <translation>Not all sent</translation>
    </message>
    <message>
        <source>Toàn chi nhánh</source>
        <translation>The branch</translation>
    </message>
    <message>
        <source>Hàng đợi</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>Tải công việc</source>
        <translation>Load</translation>
    </message>
    <message>
        <source>Enter: xem hồ sơ người đó đang giữ</source>
        <translation>Enter: see what that clerk has in hand</translation>
    </message>
    <message>
        <source>Chỉ số của tháng này (vạch: mức phải đạt)</source>
        <translation>This month&apos;s indicators (notch: what is to be reached)</translation>
    </message>
    <message>
        <source>Không có hồ sơ nào khớp</source>
        <translation>No dossier matches</translation>
    </message>
    <message>
        <source>Hãy bỏ bớt điều kiện lọc để xem thêm hồ sơ.</source>
        <translation>Take away a filter to see more.</translation>
    </message>
    <message>
        <source>Báo cáo chi nhánh</source>
        <translation>Branch report</translation>
    </message>
    <message>
        <source>Bị trả lại</source>
        <translation>Turned down</translation>
    </message>
</context>
<context>
    <name>Capture</name>
    <message>
        <source>Chưa chọn hồ sơ. Hãy tiếp nhận hồ sơ mới hoặc mở hồ sơ từ Việc hôm nay.</source>
        <translation>No dossier is open. Take in a new one, or open one from Today.</translation>
    </message>
    <message>
        <source>Đang quét vào «{paper}»…</source>
        <translation>Scanning into “{paper}”…</translation>
    </message>
    <message>
        <source>Đang tìm máy quét…</source>
        <translation>Looking for scanners…</translation>
    </message>
    <message>
        <source>Không tìm thấy máy quét. Hãy bật máy quét, cắm dây rồi bấm «Tìm lại máy quét».</source>
        <translation>No scanner found. Switch it on, check the cable, then press “Look for scanners again”.</translation>
    </message>
    <message>
        <source>Đang dừng máy quét…</source>
        <translation>Stopping the scanner…</translation>
    </message>
    <message>
        <source>Đã dừng. Số trang vừa quét: {pages}.</source>
        <translation>Stopped. Pages scanned: {pages}.</translation>
    </message>
    <message>
        <source>Đã quét xong. Số trang vừa quét: {pages}.</source>
        <translation>Done. Pages scanned: {pages}.</translation>
    </message>
    <message>
        <source>Chưa xếp</source>
        <translation>Not assigned</translation>
    </message>
    <message>
        <source>Giấy tờ khác</source>
        <translation>Other paper</translation>
    </message>
    <message>
        <source>Ngoài danh mục</source>
        <translation>Not on the list</translation>
    </message>
    <message>
        <source>Kéo trang vào giấy tờ, hoặc bấm phím số</source>
        <translation>Drag a page onto a paper, or press its digit</translation>
    </message>
    <message>
        <source>Đã bỏ</source>
        <translation>Set aside</translation>
    </message>
    <message>
        <source>Không mở được</source>
        <translation>Cannot open</translation>
    </message>
    <message>
        <source>Đang đọc</source>
        <translation>Reading</translation>
    </message>
    <message>
        <source>Trang trắng</source>
        <translation>Blank page</translation>
    </message>
    <message>
        <source>Trang {number} · {paper}</source>
        <translation>Page {number} · {paper}</translation>
    </message>
    <message>
        <source>Trang đã bỏ · {paper}</source>
        <translation>Set aside · {paper}</translation>
    </message>
    <message>
        <source>Không mở được ảnh này. Hãy quét lại trang.</source>
        <translation>This image cannot be opened. Scan the page again.</translation>
    </message>
    <message>
        <source>Đang làm sạch và đọc chữ…</source>
        <translation>Cleaning and reading…</translation>
    </message>
    <message>
        <source>{dpi} dpi · độ tin cậy {confidence} %</source>
        <translation>{dpi} dpi · confidence {confidence} %</translation>
    </message>
    <message>
        <source>Số trang: {pages} · chưa xếp: {loose}</source>
        <translation>Pages: {pages} · not assigned: {loose}</translation>
    </message>
    <message>
        <source>Số trang: {pages} · đang đọc: {unread}</source>
        <translation>Pages: {pages} · being read: {unread}</translation>
    </message>
    <message>
        <source>Số trang: {pages}</source>
        <translation>Pages: {pages}</translation>
    </message>
    <message>
        <source>Một mặt, màu, 200 dpi</source>
        <translation>One side, colour, 200 dpi</translation>
    </message>
    <message>
        <source>Hai mặt, màu, 200 dpi</source>
        <translation>Both sides, colour, 200 dpi</translation>
    </message>
    <message>
        <source>Một mặt, màu, 300 dpi</source>
        <translation>One side, colour, 300 dpi</translation>
    </message>
    <message>
        <source>Mặt kính, màu, 300 dpi</source>
        <translation>Flatbed, colour, 300 dpi</translation>
    </message>
    <message>
        <source>Trang {page}</source>
        <translation>Page {page}</translation>
    </message>
    <message>
        <source>Đã in tờ phân cách: {sheets}. Đặt mỗi tờ lên trên giấy tờ của nó rồi quét cả tập.</source>
        <translation>Separator sheets printed: {sheets}. Lay each on top of its paper, then scan the whole stack.</translation>
    </message>
    <message>
        <source>Hãy chọn các mặt trước rồi các mặt sau, số trang bằng nhau.</source>
        <translation>Select the fronts and then the backs, as many of each.</translation>
    </message>
    <message>
        <source>Hãy chọn trang có ghi chú, hoặc chọn cả hai ảnh của tờ giấy.</source>
        <translation>Select the page with the note, or both pictures of the sheet.</translation>
    </message>
    <message>
        <source>Theo loại giấy tờ</source>
        <translation>As the paper asks</translation>
    </message>
    <message>
        <source>máy quét từng mặt: quét hết mặt trước rồi mặt sau</source>
        <translation>one-sided scanner: fronts first, then backs</translation>
    </message>
    <message>
        <source>đặt từng tờ lên mặt kính</source>
        <translation>lay each sheet on the glass</translation>
    </message>
    <message>
        <source>{how} · {dpi} dpi</source>
        <translation>{how} · {dpi} dpi</translation>
    </message>
    <message>
        <source>{how} · {by_hand}</source>
        <translation>{how} · {by_hand}</translation>
    </message>
    <message>
        <source>Mặt kính</source>
        <translation>Glass</translation>
    </message>
    <message>
        <source>Hai mặt</source>
        <translation>Both sides</translation>
    </message>
    <message>
        <source>Một mặt</source>
        <translation>One side</translation>
    </message>
    <message>
        <source>{what} Đặt lại giấy từ tờ {sheet} trở đi rồi bấm F9.</source>
        <translation>{what} Put the paper back from sheet {sheet} on, then press F9.</translation>
    </message>
    <message>
        <source>Quét tiếp từ tờ {sheet}</source>
        <translation>Go on at sheet {sheet}</translation>
    </message>
    <message>
        <source>Đã quét {fronts} mặt trước. Lật cả tập giấy, đặt lại vào khay rồi bấm F9.</source>
        <translation>Fronts scanned: {fronts}. Turn the whole stack over, put it back into the feeder and press F9.</translation>
    </message>
    <message>
        <source>Quét mặt sau</source>
        <translation>Scan the backs</translation>
    </message>
    <message>
        <source>Tờ phân cách</source>
        <translation>Separator sheet</translation>
    </message>
    <message>
        <source>Đã thay</source>
        <translation>Replaced</translation>
    </message>
    <message>
        <source>Quét dở</source>
        <translation>Half scanned</translation>
    </message>
    <message>
        <source>Có ghi chú</source>
        <translation>With note</translation>
    </message>
    <message>
        <source>Đã gỡ ghi chú</source>
        <translation>Note taken off</translation>
    </message>
    <message>
        <source>Đang chờ: bấm nút trên máy quét, hoặc đặt giấy vào khay, là bắt đầu quét.</source>
        <translation>Waiting: press the scanner&apos;s button, or lay paper in, and the scan begins.</translation>
    </message>
    <message>
        <source>Hồ sơ khác</source>
        <translation>Other dossier</translation>
    </message>
</context>
<context>
    <name>CaptureView</name>
    <message>
        <source>Máy quét</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>Kiểu quét</source>
        <translation>Scan profile</translation>
    </message>
    <message>
        <source>Tìm lại máy quét</source>
        <translation>Look for scanners again</translation>
    </message>
    <message>
        <source>Quét</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>Dừng</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Giấy tờ của hồ sơ</source>
        <translation>Papers of the dossier</translation>
    </message>
    <message>
        <source>Các trang đã quét</source>
        <translation>Scanned pages</translation>
    </message>
    <message>
        <source>Trang đã bỏ</source>
        <translation>Pages set aside</translation>
    </message>
    <message>
        <source>Kiểm tra hồ sơ</source>
        <translation>Review dossier</translation>
    </message>
    <message>
        <source>Giấy tờ</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>Các trang</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Phóng to</source>
        <translation>Zoom in</translation>
    </message>
    <message>
        <source>Thu nhỏ</source>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>Vừa khung</source>
        <translation>Fit</translation>
    </message>
    <message>
        <source>Chưa có trang nào</source>
        <translation>No pages yet</translation>
    </message>
    <message>
        <source>Đặt giấy vào khay rồi bấm F9 để quét.</source>
        <translation>Put the papers into the feeder and press F9.</translation>
    </message>
    <message>
        <source>Trang đã bỏ: %1</source>
        <translation>Set aside: %1</translation>
    </message>
    <message>
        <source>Chờ nút bấm trên máy quét</source>
        <translation>Wait for the scanner&apos;s button</translation>
    </message>
    <message>
        <source>In tờ phân cách</source>
        <translation>Print separator sheets</translation>
    </message>
    <message>
        <source>Thao tác với trang</source>
        <translation>What to do with pages</translation>
    </message>
    <message>
        <source>Từ trang này trở đi thuộc giấy tờ</source>
        <translation>From this page on to the paper</translation>
    </message>
    <message>
        <source>Gộp cả giấy tờ này vào</source>
        <translation>Merge this whole paper into</translation>
    </message>
    <message>
        <source>Trang đang quét</source>
        <translation>Page in the scanner</translation>
    </message>
    <message>
        <source>Không quét tiếp</source>
        <translation>Do not go on</translation>
    </message>
</context>
<context>
    <name>CitizenView</name>
    <message>
        <source>Màn hình người dân</source>
        <translation>Citizen&apos;s screen</translation>
    </message>
    <message>
        <source>Ký lại</source>
        <translation>Sign again</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Mời ông/bà đưa giấy tiếp nhận hồ sơ cho cán bộ.</source>
        <translation>Please give your receipt to the clerk.</translation>
    </message>
    <message>
        <source>Mời ông/bà ký nhận kết quả vào ô dưới đây.</source>
        <translation>Please sign for the result in the field below.</translation>
    </message>
    <message>
        <source>Ông/bà có hài lòng với lần phục vụ này không?</source>
        <translation>Were you satisfied with the service?</translation>
    </message>
    <message>
        <source>Rất hài lòng</source>
        <translation>Very satisfied</translation>
    </message>
    <message>
        <source>Hài lòng</source>
        <translation>Satisfied</translation>
    </message>
    <message>
        <source>Không hài lòng</source>
        <translation>Dissatisfied</translation>
    </message>
    <message>
        <source>Xin cảm ơn ông/bà.</source>
        <translation>Thank you.</translation>
    </message>
</context>
<context>
    <name>CountBox</name>
    <message>
        <source>Số trang bản chính</source>
        <translation>Pages of the original</translation>
    </message>
    <message>
        <source>Số bản sao</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>Quét bản chính</source>
        <translation>Scan the original</translation>
    </message>
    <message>
        <source>Dừng</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Đã quét %1 trang</source>
        <translation>Pages scanned: %1</translation>
    </message>
</context>
<context>
    <name>Day</name>
    <message>
        <source>Chào {name}</source>
        <translation>Hello {name}</translation>
    </message>
    <message>
        <source>Quét tiếp</source>
        <translation>Go on scanning</translation>
    </message>
    <message>
        <source>Không tìm thấy hồ sơ nào</source>
        <translation>No dossier found</translation>
    </message>
    <message>
        <source>Bấm Ctrl + N để tiếp nhận hồ sơ mới.</source>
        <translation>Press Ctrl + N to take in a new dossier.</translation>
    </message>
    <message>
        <source>Đang hoàn thiện</source>
        <translation>Being prepared</translation>
    </message>
    <message>
        <source>Đang giải quyết</source>
        <translation>In progress</translation>
    </message>
    <message>
        <source>Chờ người dân</source>
        <translation>Waiting for citizen</translation>
    </message>
    <message>
        <source>Sắp đến hạn</source>
        <translation>Due soon</translation>
    </message>
    <message>
        <source>Quá hạn</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>Chờ trả kết quả</source>
        <translation>To hand over</translation>
    </message>
    <message>
        <source>Mở</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Tìm thấy</source>
        <translation>Found</translation>
    </message>
    <message>
        <source>Chưa có hồ sơ nào ở mục này</source>
        <translation>No dossiers here yet</translation>
    </message>
    <message>
        <source>Chỉ hiện {limit} hồ sơ đầu. Hãy gõ thêm để tìm chính xác hơn.</source>
        <translation>Only the first {limit} dossiers are shown. Type more to narrow the search.</translation>
    </message>
    <message>
        <source>Xem hồ sơ</source>
        <translation>View dossier</translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation>Hand over result</translation>
    </message>
    <message>
        <source>Tạm dừng</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>Không hẹn</source>
        <translation>No date</translation>
    </message>
    <message>
        <source>Quá hạn {days} ngày</source>
        <translation>Days overdue: {days}</translation>
    </message>
    <message>
        <source>Hôm nay</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Còn {days} ngày</source>
        <translation>Days left: {days}</translation>
    </message>
</context>
<context>
    <name>DayView</name>
    <message>
        <source>Tìm theo mã hồ sơ, họ tên không dấu, số điện thoại</source>
        <translation>Search by code, name without diacritics, phone number</translation>
    </message>
    <message>
        <source>Tìm hồ sơ</source>
        <translation>Search dossiers</translation>
    </message>
    <message>
        <source>Tiếp nhận hồ sơ mới</source>
        <translation>New dossier</translation>
    </message>
    <message>
        <source>Mở</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Phiếu và quyết định…</source>
        <translation>Slips and decisions…</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message>
        <source>Quét lại trang đang chọn</source>
        <translation>Scan the selected pages again</translation>
    </message>
    <message>
        <source>Quét chèn vào trước trang này</source>
        <translation>Scan in front of this page</translation>
    </message>
    <message>
        <source>Chụp lại tờ này, đã gỡ ghi chú</source>
        <translation>Scan this sheet again without its note</translation>
    </message>
    <message>
        <source>Xoay trái</source>
        <translation>Turn left</translation>
    </message>
    <message>
        <source>Xoay phải</source>
        <translation>Turn right</translation>
    </message>
    <message>
        <source>Chuyển lên trước</source>
        <translation>Move towards the front</translation>
    </message>
    <message>
        <source>Chuyển xuống sau</source>
        <translation>Move towards the end</translation>
    </message>
    <message>
        <source>Cắt để chuyển chỗ</source>
        <translation>Cut to move elsewhere</translation>
    </message>
    <message>
        <source>Đặt vào trước trang này</source>
        <translation>Put in front of this page</translation>
    </message>
    <message>
        <source>Ghép mặt trước với mặt sau</source>
        <translation>Pair fronts with backs</translation>
    </message>
    <message>
        <source>Bỏ trang</source>
        <translation>Set page aside</translation>
    </message>
    <message>
        <source>Lấy lại trang</source>
        <translation>Bring page back</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Làm lại</source>
        <translation>Do it anew</translation>
    </message>
    <message>
        <source>Phiếu và quyết định: {code}, {name} ({state})</source>
        <translation>Slips and decisions: {code}, {name} ({state})</translation>
    </message>
    <message>
        <source>Đã gửi đến máy in.</source>
        <translation>Sent to the printer.</translation>
    </message>
    <message>
        <source>Phiếu và quyết định</source>
        <translation>Slips and decisions</translation>
    </message>
    <message>
        <source>Đã ghi nhận cho hồ sơ {code}.</source>
        <translation>Recorded for dossier {code}.</translation>
    </message>
    <message>
        <source>Ngày này không có gì để bàn giao.</source>
        <translation>Nothing was handed over on this day.</translation>
    </message>
    <message>
        <source>Chưa in được vì máy tính này chưa có máy in. Hãy chọn máy in rồi in lại.</source>
        <translation>Not printed: this computer has no printer. Choose a printer and print again.</translation>
    </message>
    <message>
        <source>Ghi nhận</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Nhận giấy tờ bổ sung</source>
        <translation>Supplementary papers received</translation>
    </message>
    <message>
        <source>Người dân đã mang giấy tờ đến. Hồ sơ mở lại tại quầy để quét, ngày hẹn được tính lại.</source>
        <translation>The citizen has brought the papers. The dossier opens again at this window for scanning; the appointment is counted anew.</translation>
    </message>
    <message>
        <source>Đã thực hiện nghĩa vụ tài chính</source>
        <translation>Financial duty met</translation>
    </message>
    <message>
        <source>Người dân đã nộp tiền theo thông báo thuế. Thời hạn giải quyết được tính tiếp.</source>
        <translation>The citizen has paid what the tax office asked for. The time limit runs on.</translation>
    </message>
    <message>
        <source>Số chứng từ nộp tiền (bắt buộc)</source>
        <translation>Number of the proof of payment (required)</translation>
    </message>
    <message>
        <source>Từ chối tiếp nhận</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>Hồ sơ kết thúc. Lý do và căn cứ được in vào phiếu từ chối giao cho người nộp.</source>
        <translation>The dossier ends. Reason and legal ground are printed on the refusal slip for the submitter.</translation>
    </message>
    <message>
        <source>Từ chối và in phiếu</source>
        <translation>Refuse and print the slip</translation>
    </message>
    <message>
        <source>Lý do (bắt buộc)</source>
        <translation>Reason (required)</translation>
    </message>
    <message>
        <source>Căn cứ pháp lý</source>
        <translation>Legal ground</translation>
    </message>
    <message>
        <source>Người dân rút hồ sơ</source>
        <translation>Withdrawn by the citizen</translation>
    </message>
    <message>
        <source>Hồ sơ kết thúc theo yêu cầu của người nộp.</source>
        <translation>The dossier ends at the submitter&apos;s request.</translation>
    </message>
    <message>
        <source>Lý do rút, nếu có</source>
        <translation>Reason for the withdrawal, if any</translation>
    </message>
    <message>
        <source>Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ</source>
        <translation>Request for supplementary papers</translation>
    </message>
    <message>
        <source>Ghi đúng các giấy tờ và lý do mà cơ quan giải quyết đã yêu cầu.</source>
        <translation>Names the papers and the reason as the competent unit asked for them.</translation>
    </message>
    <message>
        <source>Phiếu từ chối tiếp nhận hồ sơ</source>
        <translation>Refusal slip</translation>
    </message>
    <message>
        <source>Ghi đúng lý do và căn cứ đã ghi nhận.</source>
        <translation>Gives the reason and the ground as recorded.</translation>
    </message>
    <message>
        <source>Phiếu xin lỗi và hẹn lại ngày trả kết quả</source>
        <translation>Apology with a new appointment</translation>
    </message>
    <message>
        <source>Ghi ngày hẹn cũ, ngày hẹn mới và lý do của cơ quan giải quyết.</source>
        <translation>Gives the old and the new appointment and the competent unit&apos;s reason.</translation>
    </message>
    <message>
        <source>Thông báo dừng giải quyết hồ sơ</source>
        <translation>Stop notice</translation>
    </message>
    <message>
        <source>Ghi lý do dừng và các bản chính được trả lại.</source>
        <translation>Gives the reason and the originals that are given back.</translation>
    </message>
    <message>
        <source>Phiếu kiểm soát quá trình giải quyết</source>
        <translation>Control slip</translation>
    </message>
    <message>
        <source>Đi cùng hồ sơ giấy, ghi các bước đã thực hiện.</source>
        <translation>Goes with the paper dossier and lists the steps done.</translation>
    </message>
    <message>
        <source>Biên lai thu phí, lệ phí</source>
        <translation>Fee receipt</translation>
    </message>
    <message>
        <source>Mẫu số</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Ký hiệu</source>
        <translation>Series</translation>
    </message>
    <message>
        <source>Số biên lai</source>
        <translation>Receipt number</translation>
    </message>
    <message>
        <source>Ngày</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>Sổ theo dõi hồ sơ</source>
        <translation>Register of dossiers</translation>
    </message>
    <message>
        <source>Hồ sơ đơn vị tiếp nhận trong những ngày này, số thứ tự tính từ đầu năm.</source>
        <translation>What the unit received in these days, numbered from the start of the year.</translation>
    </message>
    <message>
        <source>Từ ngày</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Đến ngày</source>
        <translation>To</translation>
    </message>
    <message>
        <source>Danh sách bàn giao hồ sơ</source>
        <translation>Hand-over list of dossiers</translation>
    </message>
    <message>
        <source>Hồ sơ đã chuyển đi trong ngày, mỗi cơ quan giải quyết một danh sách.</source>
        <translation>Dossiers that left on the day, one list for each competent unit.</translation>
    </message>
    <message>
        <source>Phiếu bàn giao kết quả</source>
        <translation>Hand-over slip of results</translation>
    </message>
    <message>
        <source>Kết quả nhận về trong ngày, mỗi cơ quan giải quyết một phiếu.</source>
        <translation>Results that came on the day, one slip for each competent unit.</translation>
    </message>
    <message>
        <source>Đã sửa hồ sơ {code}. Hãy in lại giấy tiếp nhận nếu người dân cần bản đúng.</source>
        <translation>Dossier {code} is corrected. Print the receipt again if the citizen needs a right one.</translation>
    </message>
    <message>
        <source>Đã ghi hủy biên lai số {serial}.</source>
        <translation>Receipt no. {serial} is written off.</translation>
    </message>
    <message>
        <source>Đã in. Bỏ qua số {numbers}: nếu tờ đó hỏng, hãy ghi hủy để sổ biên lai không thiếu số.</source>
        <translation>Printed. {numbers} was passed over: if that form is spoilt, write it off, so that no number is missing.</translation>
    </message>
    <message>
        <source>Họ và tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Số định danh</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>Ngày sinh</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>Giới tính (Nam, Nữ)</source>
        <translation>Sex (male, female)</translation>
    </message>
    <message>
        <source>Điện thoại</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>Nơi cư trú</source>
        <translation>Residence</translation>
    </message>
    <message>
        <source>Sửa thông tin người nộp</source>
        <translation>Correct the applicant&apos;s particulars</translation>
    </message>
    <message>
        <source>Sửa chỗ ghi sai. Thông tin cũ vẫn còn trong nhật ký, kèm lý do và người sửa.</source>
        <translation>Mends a slip of the pen. What stood before stays in the log, with the reason and who mended it.</translation>
    </message>
    <message>
        <source>Ghi nhận sửa đổi</source>
        <translation>Record the correction</translation>
    </message>
    <message>
        <source>Giấy tiếp nhận hồ sơ và hẹn trả kết quả</source>
        <translation>Receipt with the appointment</translation>
    </message>
    <message>
        <source>In lại theo thông tin hiện nay của hồ sơ; bản in ghi rõ là in lại.</source>
        <translation>Printed again from what the dossier says now; the paper says that it is a reprint.</translation>
    </message>
    <message>
        <source>Cho các khoản đã thu. Số biên lai lấy theo tờ tiếp theo của quầy; hãy so với tờ biên lai trên tay.</source>
        <translation>For what was paid. The number is that of the window&apos;s next form; compare it with the form in your hand.</translation>
    </message>
    <message>
        <source>Hủy tờ biên lai hỏng</source>
        <translation>Write off a spoilt fee receipt</translation>
    </message>
    <message>
        <source>Số biên lai vẫn được theo dõi là đã hủy và không ghi cho hồ sơ nào khác.</source>
        <translation>The number stays on record as written off and is given to no other dossier.</translation>
    </message>
</context>
<context>
    <name>DeedsPanel</name>
    <message>
        <source>Về danh sách</source>
        <translation>Back to the list</translation>
    </message>
    <message>
        <source>Phiếu và quyết định</source>
        <translation>Slips and decisions</translation>
    </message>
</context>
<context>
    <name>Delivery</name>
    <message>
        <source>Tại quầy</source>
        <translation>At the window</translation>
    </message>
    <message>
        <source>Đang gửi</source>
        <translation>On the way</translation>
    </message>
    <message>
        <source>Tại chi nhánh</source>
        <translation>At the branch</translation>
    </message>
    <message>
        <source>Tại tỉnh</source>
        <translation>At the province</translation>
    </message>
    <message>
        <source>Bị trả lại</source>
        <translation>Turned down</translation>
    </message>
</context>
<context>
    <name>DoneCard</name>
    <message>
        <source>Đã tiếp nhận hồ sơ</source>
        <translation>Dossier taken in</translation>
    </message>
    <message>
        <source>Giấy tiếp nhận sẽ in</source>
        <translation>Receipt to be printed</translation>
    </message>
    <message>
        <source>Quét giấy tờ</source>
        <translation>Scan papers</translation>
    </message>
    <message>
        <source>In lại</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>Hồ sơ mới</source>
        <translation>New dossier</translation>
    </message>
</context>
<context>
    <name>Dossiers</name>
    <message>
        <source>Không hẹn ngày trả</source>
        <translation>No appointment</translation>
    </message>
    <message>
        <source>Hẹn trả {due}</source>
        <translation>Due {due}</translation>
    </message>
    <message>
        <source>Mã tạm</source>
        <translation>Provisional code</translation>
    </message>
</context>
<context>
    <name>Doubts</name>
    <message>
        <source>Đầu số {text} không có trong danh mục, hãy kiểm tra lại</source>
        <translation>Prefix {text} is not in the list; check the number</translation>
    </message>
    <message>
        <source>Giới tính không khớp với số định danh</source>
        <translation>Sex does not match the ID number</translation>
    </message>
    <message>
        <source>Số định danh cho biết năm sinh {text}</source>
        <translation>The ID number says born in {text}</translation>
    </message>
    <message>
        <source>Ngày sinh ở tương lai</source>
        <translation>Date of birth is in the future</translation>
    </message>
    <message>
        <source>Chỉ có số chứng minh nhân dân cũ</source>
        <translation>Only the old nine-digit number</translation>
    </message>
    <message>
        <source>Họ tên chỉ có một chữ</source>
        <translation>The name is a single word</translation>
    </message>
    <message>
        <source>Họ tên có chữ số</source>
        <translation>The name contains digits</translation>
    </message>
    <message>
        <source>Bộ gõ đã làm sai dấu, chương trình đã sửa: {text}</source>
        <translation>The input method garbled the text; restored: {text}</translation>
    </message>
    <message>
        <source>Có thể sai dấu do bộ gõ, hãy so với thẻ: {text}</source>
        <translation>May be garbled by the input method; compare with the card: {text}</translation>
    </message>
    <message>
        <source>Thẻ có thêm thông tin về gia đình</source>
        <translation>The card has further family data</translation>
    </message>
    <message>
        <source>Mã số thuế sai số kiểm tra</source>
        <translation>Tax code fails its check digit</translation>
    </message>
    <message>
        <source>Chưa có giấy ủy quyền</source>
        <translation>Letter of authority is missing</translation>
    </message>
    <message>
        <source>Giấy ủy quyền hết hạn ngày {text}</source>
        <translation>Letter of authority expired on {text}</translation>
    </message>
</context>
<context>
    <name>FeeList</name>
    <message>
        <source>Số lượng</source>
        <translation>Number</translation>
    </message>
</context>
<context>
    <name>Fees</name>
    <message>
        <source>theo mức của tỉnh</source>
        <translation>set by the province</translation>
    </message>
    <message>
        <source>Không thu</source>
        <translation>No fee</translation>
    </message>
    <message>
        <source>Theo mức của tỉnh</source>
        <translation>Set by the province</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>Số, ký hiệu</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Ngày cấp</source>
        <translation>Issued on</translation>
    </message>
    <message>
        <source>Cơ quan cấp</source>
        <translation>Issued by</translation>
    </message>
    <message>
        <source>Người được cấp</source>
        <translation>Issued to</translation>
    </message>
    <message>
        <source>Người yêu cầu</source>
        <translation>Requester</translation>
    </message>
    <message>
        <source>Họ tên trẻ</source>
        <translation>Child&apos;s name</translation>
    </message>
    <message>
        <source>Ngày sinh</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>Số định danh</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>Có giá trị đến</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>Tên hộ kinh doanh</source>
        <translation>Business name</translation>
    </message>
    <message>
        <source>Thửa đất</source>
        <translation>Parcel</translation>
    </message>
</context>
<context>
    <name>FieldsBox</name>
    <message>
        <source>Ảnh của giấy tờ</source>
        <translation>Picture of the paper</translation>
    </message>
    <message>
        <source>Xác nhận tất cả</source>
        <translation>Confirm all</translation>
    </message>
</context>
<context>
    <name>Find</name>
    <message>
        <source>Không tìm thấy. Hãy thử mã hồ sơ, số điện thoại hoặc họ tên.</source>
        <translation>Nothing found. Try the code, a phone number or a name.</translation>
    </message>
    <message>
        <source>Gõ mã hồ sơ, họ tên không dấu, số điện thoại, hoặc chữ trong giấy tờ đã quét.</source>
        <translation>Type a code, a name without diacritics, a phone number, or words on scanned papers.</translation>
    </message>
    <message>
        <source>{code} · {procedure}
Trên trang: «{text}»</source>
        <translation>{code} · {procedure}
On a page: «{text}»</translation>
    </message>
</context>
<context>
    <name>FindView</name>
    <message>
        <source>Tìm hồ sơ</source>
        <translation>Search dossiers</translation>
    </message>
    <message>
        <source>Kết quả tìm kiếm</source>
        <translation>What was found</translation>
    </message>
    <message>
        <source>Enter: mở · mũi tên: chọn · Esc: đóng</source>
        <translation>Enter: open · arrows: choose · Esc: close</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>Trang trắng</source>
        <translation>Blank page</translation>
    </message>
    <message>
        <source>Độ phân giải thấp: {measured} dpi, cần {limit} dpi</source>
        <translation>Low resolution: {measured} dpi, {limit} dpi needed</translation>
    </message>
    <message>
        <source>Trang bị mờ, khó đọc</source>
        <translation>The page is blurred</translation>
    </message>
    <message>
        <source>Có thể bị cắt mất mép giấy</source>
        <translation>An edge may be cut off</translation>
    </message>
    <message>
        <source>Trang quá tối</source>
        <translation>The page is too dark</translation>
    </message>
    <message>
        <source>Trang còn nghiêng {measured} độ</source>
        <translation>The page is tilted by {measured} degrees</translation>
    </message>
    <message>
        <source>Không đọc được chữ trên trang</source>
        <translation>No text could be read on the page</translation>
    </message>
    <message>
        <source>Ảnh thiếu dữ liệu, hãy quét lại</source>
        <translation>The image is incomplete; scan again</translation>
    </message>
    <message>
        <source>Trắng</source>
        <translation>Blank</translation>
    </message>
    <message>
        <source>Thiếu dpi</source>
        <translation>Low dpi</translation>
    </message>
    <message>
        <source>Mờ</source>
        <translation>Blurred</translation>
    </message>
    <message>
        <source>Mất mép</source>
        <translation>Cut off</translation>
    </message>
    <message>
        <source>Tối</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Nghiêng</source>
        <translation>Tilted</translation>
    </message>
    <message>
        <source>Chưa đọc</source>
        <translation>Unread</translation>
    </message>
    <message>
        <source>Ảnh lỗi</source>
        <translation>Broken</translation>
    </message>
    <message>
        <source>Cần xem lại</source>
        <translation>To be checked</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>Thứ Hai</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>Thứ Ba</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>Thứ Tư</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>Thứ Năm</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>Thứ Sáu</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>Thứ Bảy</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>Chủ nhật</source>
        <translation>Sunday</translation>
    </message>
    <message>
        <source>{time}, {weekday} {day}</source>
        <translation>{time}, {weekday} {day}</translation>
    </message>
</context>
<context>
    <name>Grounds</name>
    <message>
        <source>Chỉ xuất trình, không nộp</source>
        <translation>Shown only, not handed in</translation>
    </message>
    <message>
        <source>Tài liệu bí mật nhà nước, không được số hóa</source>
        <translation>State secret, must not be digitised</translation>
    </message>
    <message>
        <source>Đã có trong cơ sở dữ liệu dùng chung</source>
        <translation>Already in a shared database</translation>
    </message>
    <message>
        <source>Bản sao, không phải số hóa</source>
        <translation>A copy, need not be digitised</translation>
    </message>
    <message>
        <source>Trường hợp này không cần giấy tờ đó</source>
        <translation>Not needed in this case</translation>
    </message>
    <message>
        <source>Phụ trách quyết định cho bổ sung sau</source>
        <translation>Supervisor allows it to follow later</translation>
    </message>
</context>
<context>
    <name>HeldPaperView</name>
    <message>
        <source>Giấy tờ đã có</source>
        <translation>Paper on record</translation>
    </message>
    <message>
        <source>Trang trước</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>Trang sau</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Đang mở…</source>
        <translation>Opening…</translation>
    </message>
    <message>
        <source>Trang {number}/{count}</source>
        <translation>Page {number}/{count}</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Mở, đóng hướng dẫn của màn hình đang làm</source>
        <translation>Open and close help for this screen</translation>
    </message>
    <message>
        <source>Tìm hồ sơ từ bất cứ đâu</source>
        <translation>Find a dossier from anywhere</translation>
    </message>
    <message>
        <source>Gửi ngay về tỉnh</source>
        <translation>Send to the province now</translation>
    </message>
    <message>
        <source>Khóa quầy, việc dở dang vẫn giữ nguyên</source>
        <translation>Lock; unfinished work stays</translation>
    </message>
    <message>
        <source>Đổi người làm việc</source>
        <translation>Change of clerk</translation>
    </message>
    <message>
        <source>Chào mừng đến quầy một cửa</source>
        <translation>Welcome to the one-stop window</translation>
    </message>
    <message>
        <source>Quét thẻ căn cước: họ tên, ngày sinh, nơi cư trú tự điền, hồ sơ cũ của người đó hiện bên cạnh.</source>
        <translation>Scan the ID card: name, birth and residence fill themselves in, earlier dossiers appear beside.</translation>
    </message>
    <message>
        <source>Gõ vài chữ để chọn thủ tục, rồi Ctrl + Enter: hồ sơ có mã, có ngày hẹn và giấy tiếp nhận được in.</source>
        <translation>Type a few letters to choose the procedure, then Ctrl + Enter: the dossier gets its code and date, and the receipt is printed.</translation>
    </message>
    <message>
        <source>Quét mọi giấy tờ ngay tại quầy, trả lại bản gốc cho người dân.</source>
        <translation>Scan every paper at the window and give the originals back.</translation>
    </message>
    <message>
        <source>Xem những điểm chương trình nhắc, rồi chốt hồ sơ. Hồ sơ tự gửi về tỉnh, mất mạng vẫn làm việc được.</source>
        <translation>Look at what the program points out, then seal. The dossier is sent by itself; work goes on without a link.</translation>
    </message>
    <message>
        <source>Việc gì cần người quyết định sẽ nằm ở «Cần xử lý», kèm cách xử lý.</source>
        <translation>Whatever needs a person is listed under «To resolve», with its cure.</translation>
    </message>
    <message>
        <source>Việc hôm nay</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Sáu con số ở trên là việc của đơn vị. Bấm vào một số để chỉ xem những hồ sơ đó.</source>
        <translation>The six numbers are the unit&apos;s work. Press one to see only those dossiers.</translation>
    </message>
    <message>
        <source>Hồ sơ quá hạn luôn đứng đầu. Enter mở hồ sơ đúng chỗ đang làm dở.</source>
        <translation>Overdue dossiers come first. Enter opens a dossier where it stands.</translation>
    </message>
    <message>
        <source>Cột «Gửi tỉnh» cho biết hồ sơ còn ở quầy hay đã về tỉnh.</source>
        <translation>The last column tells whether a dossier is still here or at the province.</translation>
    </message>
    <message>
        <source>Tiếp nhận hồ sơ mới</source>
        <translation>New dossier</translation>
    </message>
    <message>
        <source>Mở hồ sơ đang chọn</source>
        <translation>Open the chosen dossier</translation>
    </message>
    <message>
        <source>Tiếp nhận</source>
        <translation>Intake</translation>
    </message>
    <message>
        <source>Quét thẻ căn cước bằng đầu đọc, máy quét hoặc ảnh; cũng có thể gõ tay.</source>
        <translation>Read the ID card with a reader, a scanner or a picture; typing works as well.</translation>
    </message>
    <message>
        <source>Chọn thủ tục bằng vài chữ không dấu, ví dụ «ks» hoặc «sao». Giấy tờ cần nộp hiện ngay.</source>
        <translation>Choose the procedure by a few letters such as «ks» or «sao». The papers needed appear at once.</translation>
    </message>
    <message>
        <source>Thu phí nếu có, rồi Ctrl + Enter để tiếp nhận và in giấy tiếp nhận trong một lần bấm.</source>
        <translation>Take the fee if there is one, then Ctrl + Enter receives and prints at once.</translation>
    </message>
    <message>
        <source>Tiếp nhận và in; bấm lần nữa để sang quét giấy tờ</source>
        <translation>Receive and print; once more leads to scanning</translation>
    </message>
    <message>
        <source>Quét giấy tờ</source>
        <translation>Scan papers</translation>
    </message>
    <message>
        <source>Đặt cả chồng giấy vào khay rồi bấm F9. Trang hiện ra đến đâu đã được lưu an toàn đến đó.</source>
        <translation>Put the whole stack into the feeder and press F9. A page that is shown is already safe.</translation>
    </message>
    <message>
        <source>Phím số xếp trang vào giấy tờ tương ứng ở danh sách bên trái.</source>
        <translation>A digit puts the page into that paper of the list.</translation>
    </message>
    <message>
        <source>Kẹt giấy hay rút dây đều không mất trang đã quét: quét tiếp từ trang bị dừng.</source>
        <translation>A jam or a pulled plug loses no page: go on where it stopped.</translation>
    </message>
    <message>
        <source>Quét</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>Xoay trang</source>
        <translation>Turn the page</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Kiểm tra và chốt hồ sơ</source>
        <translation>Review and seal</translation>
    </message>
    <message>
        <source>Danh sách bên trái cho biết giấy tờ nào đủ, nào thiếu, nào được miễn và vì sao.</source>
        <translation>The list tells which papers are there, missing, or waived and why.</translation>
    </message>
    <message>
        <source>Mở từng điểm được nhắc: chấp nhận, quét lại, hoặc ghi lý do ngoại lệ đúng quy định.</source>
        <translation>Open each point: accept it, scan again, or record a lawful exception.</translation>
    </message>
    <message>
        <source>Khi không còn điểm nào, Ctrl + Enter chốt hồ sơ: từng giấy tờ được ký và gửi về tỉnh.</source>
        <translation>With no point left, Ctrl + Enter seals: each paper is signed and sent.</translation>
    </message>
    <message>
        <source>Chốt hồ sơ</source>
        <translation>Dossier sealed</translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation>Hand over result</translation>
    </message>
    <message>
        <source>Quét mã QR trên giấy tiếp nhận, hoặc gõ mã hồ sơ, họ tên, số điện thoại.</source>
        <translation>Scan the QR code of the receipt, or type code, name or phone.</translation>
    </message>
    <message>
        <source>Kiểm tra giấy tờ của người nhận, ghi người nhận và quan hệ nếu nhận thay.</source>
        <translation>Check the receiver&apos;s papers; write down who they are if it is somebody else.</translation>
    </message>
    <message>
        <source>Xoay màn hình phụ về phía người dân để ký nhận và đánh giá. Trả tại chi nhánh nào cũng được.</source>
        <translation>Turn the second screen to the citizen to sign and rate. Any branch may hand over.</translation>
    </message>
    <message>
        <source>In kết quả</source>
        <translation>Print the result</translation>
    </message>
    <message>
        <source>Cần xử lý</source>
        <translation>To resolve</translation>
    </message>
    <message>
        <source>Những việc chương trình không tự làm được, cũ nhất ở trên, mỗi việc có nút xử lý.</source>
        <translation>What the program cannot do by itself, the oldest first, each with its cure.</translation>
    </message>
    <message>
        <source>Không có gì bị xóa: việc đã xử lý vẫn còn trong nhật ký.</source>
        <translation>Nothing is deleted: what was dealt with stays in the log.</translation>
    </message>
    <message>
        <source>Toàn chi nhánh</source>
        <translation>The branch</translation>
    </message>
    <message>
        <source>Hàng đợi của cả chi nhánh, quá hạn trước. Lọc theo trạng thái, quầy, cán bộ, thủ tục.</source>
        <translation>The queue of the whole branch, overdue first, filtered by state, window, clerk, procedure.</translation>
    </message>
    <message>
        <source>«Tải công việc» so phút phục vụ với dự báo, chỉ ra giờ quá tải và cách điều người.</source>
        <translation>«Load» shows minutes of service beside forecast and capacity, the overloaded hour and the move that helps.</translation>
    </message>
    <message>
        <source>Chọn hồ sơ để xem đã làm những gì và chuyển cho người khác, có ghi lý do.</source>
        <translation>Choose a dossier to see what was done, and give it to somebody else with the reason.</translation>
    </message>
    <message>
        <source>Xuất XLSX</source>
        <translation>Export XLSX</translation>
    </message>
    <message>
        <source>In báo cáo</source>
        <translation>Print the report</translation>
    </message>
    <message>
        <source>Gửi về tỉnh</source>
        <translation>To the province</translation>
    </message>
    <message>
        <source>Ba con số: hồ sơ còn ở quầy, ở chi nhánh, đã ở tỉnh. Cộng lại là tất cả.</source>
        <translation>Three numbers: at the window, at the branch, at the province. Together they are all.</translation>
    </message>
    <message>
        <source>Mất mạng không sao: chương trình tự gửi khi có mạng, không gửi trùng và không mất.</source>
        <translation>Without a link nothing is lost: everything is sent later, once and only once.</translation>
    </message>
    <message>
        <source>Cuối ngày in giấy xác nhận có chữ ký số của tỉnh cho từng ngày.</source>
        <translation>At the end of a day print the certificate that the province signed.</translation>
    </message>
    <message>
        <source>Thiết lập</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Thử máy quét, máy in và đường truyền: mỗi phép thử nói rõ được hay hỏng ở đâu.</source>
        <translation>Try scanner, printer and link: each says whether it works or what is wrong.</translation>
    </message>
    <message>
        <source>Gói chẩn đoán không chứa thông tin cá nhân, gửi được cho bộ phận hỗ trợ.</source>
        <translation>The diagnosis holds no personal data and may be sent to the support.</translation>
    </message>
    <message>
        <source>Sao lưu tạo một bản sao mã hóa của mọi hồ sơ ở quầy này.</source>
        <translation>A backup is an encrypted copy of everything at this window.</translation>
    </message>
    <message>
        <source>Đặt mã PIN để mở khóa quầy nhanh trong hôm nay</source>
        <translation>Set a PIN that unlocks the window quickly today</translation>
    </message>
    <message>
        <source>Chưa tiếp nhận được: lập phiếu yêu cầu bổ sung hoặc từ chối</source>
        <translation>Cannot be received: write a request for papers or a refusal</translation>
    </message>
    <message>
        <source>Làn nhanh chứng thực bản sao</source>
        <translation>Fast lane for certified copies</translation>
    </message>
    <message>
        <source>Ghi giấy tờ có điều kiện không cần nộp</source>
        <translation>Record that conditional papers are not needed</translation>
    </message>
    <message>
        <source>In phiếu, ghi quyết định, sửa thông tin, biên lai, in sổ và danh sách bàn giao</source>
        <translation>Print slips, record decisions, correct particulars, fee receipts, register and hand-over lists</translation>
    </message>
    <message>
        <source>Mời người dân ký trên màn hình của họ</source>
        <translation>Ask the citizen to sign on their own screen</translation>
    </message>
    <message>
        <source>Ghi đánh giá: rất hài lòng, hài lòng, không hài lòng</source>
        <translation>Record the rating: very satisfied, satisfied, dissatisfied</translation>
    </message>
    <message>
        <source>Hồ sơ chưa đủ hoặc sai nơi nộp: Ctrl + M in ngay phiếu yêu cầu bổ sung hay phiếu từ chối, có số.</source>
        <translation>A dossier that is incomplete or belongs elsewhere: Ctrl + M prints a numbered request for papers or a refusal at once.</translation>
    </message>
    <message>
        <source>Giấy tờ đã có trong hệ thống: Enter để mở xem; mỗi lần xem đều được ghi lại.</source>
        <translation>Papers on record: Enter opens one; each look is recorded.</translation>
    </message>
    <message>
        <source>«Bị trả lại» cho biết việc nào của quầy nào không được tỉnh nhận, vì sao và xử lý thế nào.</source>
        <translation>“Turned down” tells what the province did not take from which window, why, and what to do about it.</translation>
    </message>
    <message>
        <source>Hàng đợi, tải công việc, chỉ số, bị trả lại</source>
        <translation>Queue, load, indicators, turned down</translation>
    </message>
</context>
<context>
    <name>HelpView</name>
    <message>
        <source>Hướng dẫn</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Đã hiểu</source>
        <translation>Got it</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Tiếp nhận hồ sơ</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Chốt một giấy tờ</source>
        <translation>A paper was sealed</translation>
    </message>
    <message>
        <source>Dùng lại giấy tờ đã có</source>
        <translation>A paper was reused</translation>
    </message>
    <message>
        <source>Ghi nhận ngoại lệ</source>
        <translation>Record exception</translation>
    </message>
    <message>
        <source>Chốt hồ sơ</source>
        <translation>Dossier sealed</translation>
    </message>
    <message>
        <source>Bắt đầu giải quyết</source>
        <translation>Processing started</translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung</source>
        <translation>Supplement asked</translation>
    </message>
    <message>
        <source>Nhận giấy tờ bổ sung</source>
        <translation>Supplement received</translation>
    </message>
    <message>
        <source>Yêu cầu nộp nghĩa vụ tài chính</source>
        <translation>Financial duty asked</translation>
    </message>
    <message>
        <source>Đã nộp nghĩa vụ tài chính</source>
        <translation>Financial duty met</translation>
    </message>
    <message>
        <source>Xin lỗi và hẹn lại</source>
        <translation>Apology and new appointment</translation>
    </message>
    <message>
        <source>Từ chối tiếp nhận</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>Người dân rút hồ sơ</source>
        <translation>Withdrawn by the citizen</translation>
    </message>
    <message>
        <source>Dừng giải quyết</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>Có kết quả điện tử</source>
        <translation>Digital result is there</translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation>Hand over result</translation>
    </message>
    <message>
        <source>Người dân đánh giá</source>
        <translation>Citizen&apos;s rating</translation>
    </message>
    <message>
        <source>Ghi nhận phí, lệ phí</source>
        <translation>Fee recorded</translation>
    </message>
    <message>
        <source>Sửa thông tin người nộp</source>
        <translation>Applicant&apos;s particulars mended</translation>
    </message>
    <message>
        <source>Cấp mã chính thức</source>
        <translation>Legal code given</translation>
    </message>
    <message>
        <source>Chờ gửi</source>
        <translation>To be sent</translation>
    </message>
    <message>
        <source>Bị trả lại</source>
        <translation>Turned down</translation>
    </message>
    <message>
        <source>Thao tác của bản mới hơn</source>
        <translation>Done by a newer release</translation>
    </message>
    <message>
        <source>Đổi cán bộ giữ hồ sơ</source>
        <translation>Given to another clerk</translation>
    </message>
    <message>
        <source>Bổ sung dấu thời gian cho giấy tờ</source>
        <translation>Time stamp added to a paper</translation>
    </message>
    <message>
        <source>Viết biên lai thu phí, lệ phí</source>
        <translation>Fee receipt written</translation>
    </message>
    <message>
        <source>Ký bổ sung giấy tờ đã chốt</source>
        <translation>Paper signed after sealing</translation>
    </message>
    <message>
        <source>Lập phiếu khi chưa tiếp nhận</source>
        <translation>Slip given, not received yet</translation>
    </message>
    <message>
        <source>Xem giấy tờ đã có của người dân</source>
        <translation>Looked at papers that the citizen has already</translation>
    </message>
    <message>
        <source>Đăng nhập</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Đăng xuất</source>
        <translation>Signed out</translation>
    </message>
    <message>
        <source>Báo đã xử lý xong việc bị trả lại</source>
        <translation>Marked what was turned down as dealt with</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>Đang đọc thẻ…</source>
        <translation>Reading the card…</translation>
    </message>
    <message>
        <source>Đã đọc thẻ căn cước.</source>
        <translation>ID card read.</translation>
    </message>
    <message>
        <source>Không hẹn ngày trả</source>
        <translation>No appointment</translation>
    </message>
    <message>
        <source>Mã tạm: quầy chưa được cấp số. Mã chính thức sẽ được đổi khi có mạng.</source>
        <translation>Provisional code: this window has no numbers left. The legal code follows when the link is back.</translation>
    </message>
    <message>
        <source>{code} · nhận ngày {day}</source>
        <translation>{code} · received {day}</translation>
    </message>
    <message>
        <source>Mã tạm. Khi có mã chính thức, chương trình sẽ nhắc in lại giấy tiếp nhận.</source>
        <translation>Provisional code. You will be reminded to print the receipt again when the legal code is there.</translation>
    </message>
    <message>
        <source>Còn thiếu người nộp: quét thẻ hoặc nhập họ tên.</source>
        <translation>Applicant missing: scan the card or type the name.</translation>
    </message>
    <message>
        <source>Còn thiếu thủ tục: gõ tên thủ tục rồi Enter.</source>
        <translation>Procedure missing: type its name, then Enter.</translation>
    </message>
    <message>
        <source>Có ô nhập chưa đúng, hãy sửa ô được đánh dấu.</source>
        <translation>A value is not right; correct the marked field.</translation>
    </message>
    <message>
        <source>{trust} · {source}</source>
        <translation>{trust} · {source}</translation>
    </message>
    <message>
        <source>Đã có</source>
        <translation>Already held</translation>
    </message>
    <message>
        <source>Không cần</source>
        <translation>Not needed</translation>
    </message>
    <message>
        <source>Không có mạng: chỉ tìm trong hồ sơ quầy này đã biết.</source>
        <translation>No network: only dossiers that this window knows were searched.</translation>
    </message>
    <message>
        <source>Người này đang có hồ sơ cùng thủ tục: {code}, nhận ngày {day}.</source>
        <translation>This person has a dossier for the same procedure: {code}, received {day}.</translation>
    </message>
    <message>
        <source>Đã in giấy tiếp nhận {code} cho {name} · {fee}.</source>
        <translation>Receipt {code} printed for {name} · {fee}.</translation>
    </message>
    <message>
        <source>Chưa in được: máy này chưa có máy in. Hãy chọn máy in rồi bấm «In lại».</source>
        <translation>Not printed: this PC has no printer. Choose a printer, then press “Print again”.</translation>
    </message>
    <message>
        <source>Chuyển giải quyết: {unit}</source>
        <translation>Goes for decision to: {unit}</translation>
    </message>
    <message>
        <source>Còn thiếu lý do từ chối.</source>
        <translation>The reason of the refusal is still missing.</translation>
    </message>
    <message>
        <source>Chưa chọn phường, xã: hồ sơ do {unit} giữ.</source>
        <translation>No commune chosen: {unit} keeps the dossier.</translation>
    </message>
    <message>
        <source>Phường, xã nơi cư trú</source>
        <translation>Commune of residence</translation>
    </message>
    <message>
        <source>Phường, xã nơi đặt trụ sở kinh doanh</source>
        <translation>Commune of the business&apos;s seat</translation>
    </message>
    <message>
        <source>Phường, xã nơi có đất hoặc công trình</source>
        <translation>Commune of the land or the works</translation>
    </message>
    <message>
        <source>Đã in lại phiếu.</source>
        <translation>The slip was printed again.</translation>
    </message>
    <message>
        <source>Còn thiếu nội dung yêu cầu.</source>
        <translation>What is wanted is still missing.</translation>
    </message>
    <message>
        <source>Chọn giấy tờ còn thiếu hoặc ghi lý do.</source>
        <translation>Mark the missing papers or write a reason.</translation>
    </message>
    <message>
        <source>Còn thiếu</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>Phiếu yêu cầu bổ sung số {number}</source>
        <translation>Request for papers no. {number}</translation>
    </message>
    <message>
        <source>Phiếu từ chối số {number}</source>
        <translation>Refusal no. {number}</translation>
    </message>
    <message>
        <source>{request} · ngày {day} · {reason}</source>
        <translation>{request} · {day} · {reason}</translation>
    </message>
    <message>
        <source>Đang quét thẻ…</source>
        <translation>Scanning the card…</translation>
    </message>
</context>
<context>
    <name>IntakeView</name>
    <message>
        <source>Hồ sơ trước đây và giấy tờ đã có</source>
        <translation>Earlier dossiers and papers already held</translation>
    </message>
    <message>
        <source>Đã có trong hệ thống</source>
        <translation>Already on record</translation>
    </message>
    <message>
        <source>Giấy tờ cần có</source>
        <translation>Papers needed</translation>
    </message>
    <message>
        <source>Chọn thủ tục để xem giấy tờ cần có</source>
        <translation>Choose a procedure to see the papers needed</translation>
    </message>
    <message>
        <source>Chọn ảnh thẻ căn cước</source>
        <translation>Choose a picture of the ID card</translation>
    </message>
    <message>
        <source>Ảnh (*.jpg *.jpeg *.png *.tif *.heic *.pdf)</source>
        <translation>Pictures (*.jpg *.jpeg *.png *.tif *.heic *.pdf)</translation>
    </message>
    <message>
        <source>Chưa tiếp nhận được: lập phiếu</source>
        <translation>Not received: write a slip</translation>
    </message>
    <message>
        <source>Không phải nộp</source>
        <translation>Not needed</translation>
    </message>
    <message>
        <source>Tiếp nhận và in giấy tiếp nhận</source>
        <translation>Take in and print receipt</translation>
    </message>
    <message>
        <source>In lại</source>
        <translation>Print again</translation>
    </message>
</context>
<context>
    <name>LargePage</name>
    <message>
        <source>Trang đang xem</source>
        <translation>Page shown</translation>
    </message>
    <message>
        <source>Chấp nhận</source>
        <translation>Accept</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Quầy một cửa</source>
        <translation>One-stop window</translation>
    </message>
    <message>
        <source>TẬP HUẤN: hồ sơ chỉ để luyện tập, không bao giờ gửi về tỉnh</source>
        <translation>TRAINING: for practice only, never sent to the province</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>{count} hồ sơ vừa có kết quả để trả.</source>
        <translation>{count} results have come and can be handed over.</translation>
    </message>
    <message>
        <source>Có {count} việc mới cần xử lý.</source>
        <translation>{count} new things to resolve.</translation>
    </message>
    <message>
        <source>Chưa liên lạc được với tỉnh hơn 30 phút. Vẫn làm việc bình thường.</source>
        <translation>The province has not answered for more than 30 minutes. Work goes on as usual.</translation>
    </message>
    <message>
        <source>Đã có mạng trở lại và đã gửi hết hồ sơ về tỉnh.</source>
        <translation>The line is back and everything was sent.</translation>
    </message>
</context>
<context>
    <name>OpenPoints</name>
    <message>
        <source>Chưa có: {paper}</source>
        <translation>Missing: {paper}</translation>
    </message>
    <message>
        <source>Chưa quyết định có cần hay không: {paper}</source>
        <translation>Not decided whether needed: {paper}</translation>
    </message>
    <message>
        <source>Chỉ có trang trắng: {paper}</source>
        <translation>Only blank pages: {paper}</translation>
    </message>
    <message>
        <source>Trang {page} chưa xếp vào giấy tờ nào</source>
        <translation>Page {page} belongs to no paper yet</translation>
    </message>
    <message>
        <source>Trang {page} đang được đọc, chờ giây lát</source>
        <translation>Page {page} is being read, one moment</translation>
    </message>
    <message>
        <source>Trang {page} không mở được, hãy quét lại</source>
        <translation>Page {page} cannot be opened; scan it again</translation>
    </message>
    <message>
        <source>Trang {page}: {finding}</source>
        <translation>Page {page}: {finding}</translation>
    </message>
    <message>
        <source>Trang {page} thuộc giấy tờ không được quét: {paper}</source>
        <translation>Page {page} is of a paper that must not be scanned: {paper}</translation>
    </message>
    <message>
        <source>Hồ sơ chưa có trang nào</source>
        <translation>The dossier has no pages yet</translation>
    </message>
</context>
<context>
    <name>PageViewer</name>
    <message>
        <source>Đang mở trang…</source>
        <translation>Opening the page…</translation>
    </message>
</context>
<context>
    <name>PaperPreview</name>
    <message>
        <source>Xem trước khi in: {title}</source>
        <translation>Before printing: {title}</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Số trang: {count}</source>
        <translation>Pages: {count}</translation>
    </message>
    <message>
        <source>Máy tính này chưa có máy in. Hãy cài máy in trong hệ điều hành rồi in lại.</source>
        <translation>This PC has no printer. Install one in the operating system, then print again.</translation>
    </message>
</context>
<context>
    <name>Papers</name>
    <message>
        <source>Bản chính: {originals} · Bản sao: {copies}</source>
        <translation>Originals: {originals} · copies: {copies}</translation>
    </message>
    <message>
        <source>Bản sao: {copies}</source>
        <translation>Copies: {copies}</translation>
    </message>
    <message>
        <source>Bản chính: {originals}</source>
        <translation>Originals: {originals}</translation>
    </message>
    <message>
        <source>Bắt buộc</source>
        <translation>Required</translation>
    </message>
    <message>
        <source>Tùy trường hợp</source>
        <translation>If applicable</translation>
    </message>
    <message>
        <source>Xuất trình</source>
        <translation>To be shown</translation>
    </message>
    <message>
        <source>Mật, không quét</source>
        <translation>Secret, not scanned</translation>
    </message>
    <message>
        <source>Nộp giấy, không quét</source>
        <translation>On paper, not scanned</translation>
    </message>
</context>
<context>
    <name>PersonCard</name>
    <message>
        <source>Người nộp hồ sơ</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>Thẻ căn cước</source>
        <translation>ID card</translation>
    </message>
    <message>
        <source>Đưa máy quét vào mã QR trên thẻ</source>
        <translation>Scan the QR code on the card</translation>
    </message>
    <message>
        <source>Ảnh thẻ…</source>
        <translation>Card picture…</translation>
    </message>
    <message>
        <source>Giới tính</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Số định danh</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>Họ và tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Ngày sinh</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>ngày/tháng/năm</source>
        <translation>day/month/year</translation>
    </message>
    <message>
        <source>Nơi cư trú</source>
        <translation>Residence</translation>
    </message>
    <message>
        <source>Điện thoại</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>Nam</source>
        <translation>Male</translation>
    </message>
    <message>
        <source>Nữ</source>
        <translation>Female</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>Email</translation>
    </message>
    <message>
        <source>Quét thẻ</source>
        <translation>Scan card</translation>
    </message>
</context>
<context>
    <name>PlaceBox</name>
    <message>
        <source>Gõ tên phường, xã, không cần dấu</source>
        <translation>Type the commune&apos;s name, no diacritics needed</translation>
    </message>
    <message>
        <source>Phường, xã tìm thấy</source>
        <translation>Communes found</translation>
    </message>
    <message>
        <source>Chọn nơi khác</source>
        <translation>Choose another place</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Giấy tiếp nhận hồ sơ</source>
        <translation>Receipt of dossier</translation>
    </message>
    <message>
        <source>Kết quả</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>Tờ phân cách</source>
        <translation>Separator sheet</translation>
    </message>
    <message>
        <source>Giấy xác nhận trong ngày</source>
        <translation>Certificate of the day</translation>
    </message>
    <message>
        <source>Báo cáo chi nhánh</source>
        <translation>Branch report</translation>
    </message>
    <message>
        <source>Trang in thử</source>
        <translation>Test page</translation>
    </message>
    <message>
        <source>Phiếu in thử</source>
        <translation>Sample slip</translation>
    </message>
    <message>
        <source>{kind} {number}</source>
        <translation>{kind} {number}</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>Chưa có họ tên người nộp. Hãy quét thẻ căn cước hoặc nhập họ tên.</source>
        <translation>The applicant has no name. Scan the ID card or type the name.</translation>
    </message>
    <message>
        <source>Chưa ghi lý do. Hãy ghi rõ lý do rồi thực hiện lại.</source>
        <translation>No reason was given. Write the reason and try again.</translation>
    </message>
    <message>
        <source>Chưa có họ tên người nhận kết quả. Hãy nhập họ tên người nhận.</source>
        <translation>Nobody is named as receiver. Type the receiver&apos;s name.</translation>
    </message>
    <message>
        <source>Mức đánh giá không hợp lệ. Hãy chọn lại một trong ba mức.</source>
        <translation>This is no rating. Choose one of the three.</translation>
    </message>
    <message>
        <source>Số tiền không được nhỏ hơn 0. Hãy nhập lại số tiền.</source>
        <translation>An amount cannot be below zero. Type it again.</translation>
    </message>
    <message>
        <source>Hồ sơ {code} đã được tiếp nhận trước đó. Hãy bấm «Hồ sơ mới» để tiếp nhận hồ sơ khác.</source>
        <translation>Dossier {code} was taken in before. Press “New dossier” for another one.</translation>
    </message>
    <message>
        <source>Hồ sơ {code} đã được đánh giá. Mỗi hồ sơ chỉ đánh giá một lần.</source>
        <translation>Dossier {code} was rated already. Each dossier is rated once.</translation>
    </message>
    <message>
        <source>Hồ sơ {code} đã có mã chính thức, không cần cấp lại.</source>
        <translation>Dossier {code} has its legal code already.</translation>
    </message>
    <message>
        <source>Trạng thái hiện tại của hồ sơ không cho phép thao tác này. Hãy mở lại hồ sơ để xem trạng thái mới.</source>
        <translation>The dossier&apos;s state does not allow this. Open it again to see its state.</translation>
    </message>
    <message>
        <source>Hồ sơ chưa được tiếp nhận. Hãy tiếp nhận hồ sơ trước.</source>
        <translation>The dossier was not taken in yet. Take it in first.</translation>
    </message>
    <message>
        <source>Chưa chọn hồ sơ. Hãy chọn một hồ sơ rồi thực hiện lại.</source>
        <translation>No dossier is chosen. Choose one and try again.</translation>
    </message>
    <message>
        <source>Việc này cần người phụ trách quyết định. Hãy mời phụ trách đăng nhập tại quầy.</source>
        <translation>A supervisor has to decide this. Ask the supervisor to sign in here.</translation>
    </message>
    <message>
        <source>Việc này do cơ quan giải quyết ở tỉnh thực hiện, quầy không làm thay được.</source>
        <translation>The competent agency does this; the window cannot do it instead.</translation>
    </message>
    <message>
        <source>Thủ tục này không có ngày hẹn trả nên không thể gia hạn.</source>
        <translation>This procedure has no appointment, so there is nothing to extend.</translation>
    </message>
    <message>
        <source>Ngày hẹn mới phải sau ngày hẹn cũ. Hãy chọn ngày khác.</source>
        <translation>The new date must be after the old one. Choose another date.</translation>
    </message>
    <message>
        <source>Hồ sơ đã được hẹn lại. Quy định chỉ cho phép hẹn lại một lần.</source>
        <translation>The dossier was re-appointed before. The rules allow that once.</translation>
    </message>
    <message>
        <source>Thời hạn giải quyết đang tạm dừng, không cần dừng lần nữa.</source>
        <translation>The clock is stopped already.</translation>
    </message>
    <message>
        <source>Thời hạn giải quyết đang chạy, không có gì để tiếp tục lại.</source>
        <translation>The clock is running; there is nothing to resume.</translation>
    </message>
    <message>
        <source>Thời điểm tiếp tục ({at}) trước thời điểm tạm dừng. Hãy kiểm tra ngày giờ của máy.</source>
        <translation>The clock would resume ({at}) before it stopped. Check date and time of this PC.</translation>
    </message>
    <message>
        <source>Ngày {day} là ngày nghỉ. Hãy chọn ngày hẹn là ngày làm việc.</source>
        <translation>{day} is a day off. Choose a working day.</translation>
    </message>
    <message>
        <source>Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra phím Caps Lock, bộ gõ tiếng Việt rồi nhập lại.</source>
        <translation>Login or password is wrong. Check Caps Lock and the Vietnamese input method, then try again.</translation>
    </message>
    <message>
        <source>Nhập sai nhiều lần. Hãy chờ {minutes} phút rồi thử lại.</source>
        <translation>Too many wrong tries. Wait, then try again. Minutes left: {minutes}.</translation>
    </message>
    <message>
        <source>Tài khoản không được phân công tại đơn vị {unit}. Hãy liên hệ phụ trách để được phân công.</source>
        <translation>This account has no role in unit {unit}. Ask the supervisor for one.</translation>
    </message>
    <message>
        <source>Quầy này chưa được đăng ký với tỉnh. Hãy nhờ bộ phận công nghệ thông tin đăng ký quầy.</source>
        <translation>This window is not enrolled at the province yet. Ask IT to enrol it.</translation>
    </message>
    <message>
        <source>«{code}» không phải mã hồ sơ. Hãy kiểm tra lại mã in trên giấy tiếp nhận.</source>
        <translation>“{code}” is no dossier code. Check the code printed on the receipt.</translation>
    </message>
    <message>
        <source>«{code}» không phải mã thủ tục. Hãy tìm thủ tục theo tên.</source>
        <translation>“{code}” is no procedure code. Search the procedure by name.</translation>
    </message>
    <message>
        <source>«{code}» không phải mã kết quả. Hãy kiểm tra lại mã in trên kết quả.</source>
        <translation>“{code}” is no result code. Check the code printed on the result.</translation>
    </message>
    <message>
        <source>Số thứ tự kết quả {number} không hợp lệ. Hãy kiểm tra lại.</source>
        <translation>Result number {number} is not valid. Check it.</translation>
    </message>
    <message>
        <source>Số thứ tự hồ sơ {serial} không hợp lệ. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>Serial {serial} is not valid. Tell IT.</translation>
    </message>
    <message>
        <source>«{unit}» không phải mã đơn vị. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>“{unit}” is no unit code. Tell IT.</translation>
    </message>
    <message>
        <source>Mã QR này không phải của giấy tiếp nhận. Hãy quét mã ở góc trên bên trái tờ giấy.</source>
        <translation>This QR code is not of a receipt. Scan the code in the top left corner of the paper.</translation>
    </message>
    <message>
        <source>Không có thủ tục mang mã {code}. Hãy tìm thủ tục theo tên.</source>
        <translation>There is no procedure {code}. Search it by name.</translation>
    </message>
    <message>
        <source>Thủ tục {code} không còn hiệu lực. Hãy chọn thủ tục thay thế.</source>
        <translation>Procedure {code} is no longer in force. Choose its replacement.</translation>
    </message>
    <message>
        <source>Thủ tục {procedure} không có trường hợp này. Hãy chọn lại trường hợp.</source>
        <translation>Procedure {procedure} has no such case. Choose the case again.</translation>
    </message>
    <message>
        <source>Không có lĩnh vực mang mã {code}. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>There is no field {code}. Tell IT.</translation>
    </message>
    <message>
        <source>Không có loại giấy tờ mang mã {code}. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>There is no paper type {code}. Tell IT.</translation>
    </message>
    <message>
        <source>Không có kiểu quét mang mã {code}. Hãy chọn kiểu quét khác.</source>
        <translation>There is no scan profile {code}. Choose another.</translation>
    </message>
    <message>
        <source>Không tìm thấy hồ sơ này tại quầy. Hãy tìm lại theo mã hồ sơ hoặc họ tên.</source>
        <translation>This dossier is not at this window. Search by code or name.</translation>
    </message>
    <message>
        <source>Trang này không còn trong hồ sơ. Hãy mở lại hồ sơ để xem các trang hiện có.</source>
        <translation>This page is no longer in the dossier. Open the dossier again.</translation>
    </message>
    <message>
        <source>Hồ sơ {code} chưa có kết quả điện tử. Hãy chờ tỉnh trả kết quả rồi mở lại.</source>
        <translation>Dossier {code} has no electronic result yet. Wait for the province, then open it again.</translation>
    </message>
    <message>
        <source>Tệp không có tại quầy. Khi có mạng, chương trình sẽ tải lại từ tỉnh.</source>
        <translation>The file is not here. It will be fetched from the province when the link is back.</translation>
    </message>
    <message>
        <source>Tỉnh chưa có tệp này. Hãy thử lại sau, nếu vẫn thiếu hãy báo tỉnh.</source>
        <translation>The province has not got this file yet. Try later; if it stays missing, tell the province.</translation>
    </message>
    <message>
        <source>Không tìm thấy máy quét. Hãy kiểm tra dây nối và nguồn điện rồi bấm «Tìm lại máy quét».</source>
        <translation>No scanner found. Check cable and power, then press “Look for scanners again”.</translation>
    </message>
    <message>
        <source>Khay giấy trống. Hãy đặt giấy vào khay rồi bấm Quét.</source>
        <translation>The feeder is empty. Put paper in and press Scan.</translation>
    </message>
    <message>
        <source>Máy quét bị kẹt giấy ở trang {page}. Hãy gỡ giấy kẹt rồi quét tiếp từ trang đó.</source>
        <translation>Paper jam at page {page}. Clear the jam and scan on from that page.</translation>
    </message>
    <message>
        <source>Máy cuốn hai tờ một lúc ở trang {page}. Hãy tách tờ giấy rồi quét tiếp từ trang đó.</source>
        <translation>Two sheets were fed at once at page {page}. Separate them and scan on from that page.</translation>
    </message>
    <message>
        <source>Nắp máy quét đang mở. Hãy đóng nắp rồi bấm Quét.</source>
        <translation>The scanner&apos;s cover is open. Close it and press Scan.</translation>
    </message>
    <message>
        <source>Không liên lạc được với máy quét. Hãy bật máy, kiểm tra dây nối rồi thử lại.</source>
        <translation>The scanner does not answer. Switch it on, check the cable, try again.</translation>
    </message>
    <message>
        <source>Máy quét đang bận. Hãy chờ một lát rồi bấm Quét lại.</source>
        <translation>The scanner is busy. Wait a moment, then press Scan.</translation>
    </message>
    <message>
        <source>Không có quyền dùng máy quét này. Hãy nhờ bộ phận công nghệ thông tin cấp quyền.</source>
        <translation>No permission for this scanner. Ask IT for it.</translation>
    </message>
    <message>
        <source>Đã bấm dừng trên máy quét. Các trang đã quét vẫn được giữ.</source>
        <translation>Stopped at the scanner. The pages scanned so far are kept.</translation>
    </message>
    <message>
        <source>Mất tín hiệu từ máy quét ở trang {page}. Hãy kiểm tra dây nối rồi quét tiếp từ trang đó.</source>
        <translation>The scanner was lost at page {page}. Check the cable and scan on from that page.</translation>
    </message>
    <message>
        <source>Trình điều khiển máy quét bị dừng ở trang {page}. Các trang trước vẫn được giữ; hãy bấm Quét lại.</source>
        <translation>The scanner&apos;s driver stopped at page {page}. Earlier pages are kept; press Scan again.</translation>
    </message>
    <message>
        <source>Máy quét không phản hồi ở trang {page}. Hãy tắt, bật lại máy quét rồi bấm Quét.</source>
        <translation>The scanner hangs at page {page}. Switch it off and on, then press Scan.</translation>
    </message>
    <message>
        <source>Tệp không phải là ảnh quét. Hãy chọn tệp JPEG, PNG, TIFF, HEIC hoặc PDF.</source>
        <translation>This file is no scan. Choose a JPEG, PNG, TIFF, HEIC or PDF file.</translation>
    </message>
    <message>
        <source>Ảnh bị thiếu dữ liệu. Hãy quét hoặc chụp lại trang này.</source>
        <translation>The image is incomplete. Scan or photograph the page again.</translation>
    </message>
    <message>
        <source>Ảnh quá lớn. Hãy quét lại với độ phân giải thấp hơn.</source>
        <translation>The image is too large. Scan again at a lower resolution.</translation>
    </message>
    <message>
        <source>Kiểu ảnh này chưa đọc được. Hãy quét lại trang này.</source>
        <translation>This kind of image cannot be read. Scan the page again.</translation>
    </message>
    <message>
        <source>Tệp PDF có mật khẩu. Hãy mở khóa tệp hoặc quét bản giấy.</source>
        <translation>The PDF has a password. Unlock it or scan the paper.</translation>
    </message>
    <message>
        <source>Thư mục quét không có ảnh nào. Hãy chép ảnh vào thư mục rồi bấm Quét.</source>
        <translation>The scan folder is empty. Copy pictures into it and press Scan.</translation>
    </message>
    <message>
        <source>Không thấy tệp {file}. Hãy kiểm tra tên tệp rồi chọn lại.</source>
        <translation>File {file} is not there. Check its name and choose again.</translation>
    </message>
    <message>
        <source>Không thấy thư mục {file}. Hãy kiểm tra đường dẫn rồi chọn lại.</source>
        <translation>Folder {file} is not there. Check its path and choose again.</translation>
    </message>
    <message>
        <source>Bộ đọc trang đang khởi động lại. Hãy chờ một lát.</source>
        <translation>The page reader is starting again. One moment.</translation>
    </message>
    <message>
        <source>Không đọc được trang này. Hãy quét lại trang hoặc chấp nhận trang chưa đọc.</source>
        <translation>This page could not be read. Scan it again or accept it unread.</translation>
    </message>
    <message>
        <source>Máy chưa có dữ liệu đọc chữ tiếng Việt. Hãy nhờ bộ phận công nghệ thông tin cài đặt.</source>
        <translation>This PC lacks the Vietnamese text data. Ask IT to install it.</translation>
    </message>
    <message>
        <source>Thiếu dữ liệu đọc chữ «{model}». Hãy nhờ bộ phận công nghệ thông tin cài đặt.</source>
        <translation>Text data “{model}” is missing. Ask IT to install it.</translation>
    </message>
    <message>
        <source>Máy chưa có chương trình đọc chữ. Hãy nhờ bộ phận công nghệ thông tin cài đặt.</source>
        <translation>This PC has no text reader. Ask IT to install it.</translation>
    </message>
    <message>
        <source>Máy quét báo lỗi lạ. Hãy tắt, bật lại máy; nếu vẫn lỗi, hãy báo bộ phận công nghệ thông tin.</source>
        <translation>The scanner reports an unknown fault. Switch it off and on; if it stays, tell IT.</translation>
    </message>
    <message>
        <source>Chưa liên lạc được với tỉnh. Việc tại quầy vẫn làm bình thường, hồ sơ sẽ tự gửi khi có mạng.</source>
        <translation>The province cannot be reached. Go on working; dossiers are sent when the link is back.</translation>
    </message>
    <message>
        <source>Mạng đang trả lời thay máy chủ tỉnh (có thể cần đăng nhập mạng). Hồ sơ sẽ tự gửi khi mạng thông.</source>
        <translation>The network answers in place of the province (it may want a sign-in). Dossiers are sent when it is free.</translation>
    </message>
    <message>
        <source>Câu trả lời của tỉnh bị lỗi trên đường truyền. Chương trình sẽ tự gửi lại.</source>
        <translation>The province&apos;s answer was damaged on the way. It is asked again by itself.</translation>
    </message>
    <message>
        <source>Chứng thư của máy chủ tỉnh không hợp lệ. Hãy báo bộ phận công nghệ thông tin; hồ sơ vẫn được giữ.</source>
        <translation>The province&apos;s certificate is not valid. Tell IT; the dossiers are kept.</translation>
    </message>
    <message>
        <source>Máy chủ trung gian (proxy) từ chối kết nối. Hãy báo bộ phận công nghệ thông tin; hồ sơ vẫn được giữ.</source>
        <translation>The proxy refuses the connection. Tell IT; the dossiers are kept.</translation>
    </message>
    <message>
        <source>Tỉnh chưa cấp phép cho quầy này. Chương trình sẽ tự xin lại.</source>
        <translation>The province gave this window no permit. It is asked again by itself.</translation>
    </message>
    <message>
        <source>Máy chủ tỉnh đang bận. Chương trình sẽ tự gửi lại sau ít phút.</source>
        <translation>The province is busy. It is tried again in a few minutes.</translation>
    </message>
    <message>
        <source>Tệp đang gửi bị ngắt quãng. Chương trình sẽ tự gửi tiếp.</source>
        <translation>A file was interrupted on its way. It goes on by itself.</translation>
    </message>
    <message>
        <source>Tệp tải từ tỉnh bị lỗi. Hãy thử lại; nếu vẫn lỗi, hãy báo tỉnh.</source>
        <translation>The file from the province is damaged. Try again; if it stays, tell the province.</translation>
    </message>
    <message>
        <source>Máy chủ thử nghiệm không khởi động được: {reason}. Hãy xem nhật ký của máy chủ.</source>
        <translation>The demo server does not start: {reason}. See its log.</translation>
    </message>
    <message>
        <source>Tỉnh không hiểu bản ghi do quầy gửi. Hãy cập nhật chương trình, sau đó bấm Gửi lại.</source>
        <translation>The province does not understand a record. Update the program, then press Send again.</translation>
    </message>
    <message>
        <source>Tỉnh không nhận ra quầy này. Hãy nhờ bộ phận công nghệ thông tin đăng ký lại quầy.</source>
        <translation>The province does not know this window. Ask IT to enrol it again.</translation>
    </message>
    <message>
        <source>Mã đăng ký quầy không đúng hoặc đã dùng. Hãy xin mã mới từ bộ phận công nghệ thông tin.</source>
        <translation>The enrolment code is wrong or used. Ask IT for a new one.</translation>
    </message>
    <message>
        <source>Giấy phép của quầy đã hết hạn. Chương trình sẽ tự xin lại.</source>
        <translation>The window&apos;s permit expired. A new one is asked for by itself.</translation>
    </message>
    <message>
        <source>Dữ liệu quầy này từng được chép hoặc khôi phục. Hãy nhờ bộ phận công nghệ thông tin đăng ký lại quầy; việc chưa gửi vẫn được giữ.</source>
        <translation>This window&apos;s data were copied or restored. Ask IT to enrol it again; unsent work is kept.</translation>
    </message>
    <message>
        <source>Tỉnh không cho phép quầy này thực hiện việc đó. Hãy báo phụ trách.</source>
        <translation>The province does not allow this window to do that. Tell the supervisor.</translation>
    </message>
    <message>
        <source>Hồ sơ đã chuyển sang đơn vị khác. Hãy mở hồ sơ để xem và chọn cách xử lý.</source>
        <translation>The dossier went to another unit. Open it to see the choices.</translation>
    </message>
    <message>
        <source>Hồ sơ đã được cập nhật ở nơi khác. Hãy mở hồ sơ, xem thay đổi rồi quyết định.</source>
        <translation>The dossier was changed elsewhere. Open it, look at the change, then decide.</translation>
    </message>
    <message>
        <source>Tỉnh chưa nhận được bước trước của hồ sơ. Chương trình sẽ tự gửi lại theo thứ tự.</source>
        <translation>The province lacks an earlier step of the dossier. It is sent again in order.</translation>
    </message>
    <message>
        <source>Tỉnh còn thiếu tệp của hồ sơ. Chương trình sẽ tự gửi tiếp.</source>
        <translation>The province lacks files of the dossier. They are sent by themselves.</translation>
    </message>
    <message>
        <source>Tỉnh trả lại vì hồ sơ chưa đủ giấy tờ. Hãy mở hồ sơ và bổ sung mục còn thiếu.</source>
        <translation>The province sent the dossier back: papers are missing. Open it and add them.</translation>
    </message>
    <message>
        <source>Mã hồ sơ đã có nơi khác dùng. Chương trình sẽ cấp mã mới; hãy in lại giấy tiếp nhận cho người dân.</source>
        <translation>The code is taken elsewhere. A new one will be given; print the receipt again.</translation>
    </message>
    <message>
        <source>Chương trình của quầy đã cũ so với tỉnh. Hãy cập nhật chương trình; hồ sơ vẫn được giữ.</source>
        <translation>This program is too old for the province. Update it; the dossiers are kept.</translation>
    </message>
    <message>
        <source>Máy chủ tỉnh chưa cập nhật. Hồ sơ được giữ tại quầy và sẽ tự gửi sau.</source>
        <translation>The province&apos;s server is not updated yet. Dossiers are kept here and sent later.</translation>
    </message>
    <message>
        <source>Tỉnh không xác nhận được chữ ký của quầy. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>The province cannot verify this window&apos;s signature. Tell IT.</translation>
    </message>
    <message>
        <source>Nhật ký của quầy bị đứt quãng. Hãy ngừng dùng máy này và báo bộ phận công nghệ thông tin ngay.</source>
        <translation>The log of this window has a gap. Stop using this PC and tell IT at once.</translation>
    </message>
    <message>
        <source>Tệp bị lỗi trên đường truyền. Chương trình sẽ tự gửi lại.</source>
        <translation>A file was damaged on the way. It is sent again by itself.</translation>
    </message>
    <message>
        <source>Gói dữ liệu gửi đi quá lớn. Chương trình sẽ tự chia nhỏ và gửi lại.</source>
        <translation>A parcel was too large. It is split and sent again.</translation>
    </message>
    <message>
        <source>Tỉnh yêu cầu chờ. Chương trình sẽ tự gửi lại sau ít phút.</source>
        <translation>The province asks to wait. It is tried again in a few minutes.</translation>
    </message>
    <message>
        <source>Tỉnh chưa cấp thêm số hồ sơ. Hồ sơ mới mang mã tạm và sẽ được đổi sang mã chính thức.</source>
        <translation>The province gave no further numbers. New dossiers get provisional codes for now.</translation>
    </message>
    <message>
        <source>Tỉnh không tìm thấy hồ sơ hoặc tệp này. Hãy mở hồ sơ để kiểm tra.</source>
        <translation>The province does not find this dossier or file. Open the dossier to check.</translation>
    </message>
    <message>
        <source>Tỉnh không chấp nhận tên đăng nhập hoặc mật khẩu. Hãy kiểm tra rồi nhập lại.</source>
        <translation>The province does not accept login or password. Check them and try again.</translation>
    </message>
    <message>
        <source>Tỉnh đã hủy lượt gửi dở dang. Chương trình sẽ tự gửi lại từ đầu.</source>
        <translation>The province dropped an unfinished upload. It begins anew by itself.</translation>
    </message>
    <message>
        <source>Danh sách đã thay đổi. Hãy mở lại danh sách.</source>
        <translation>The list has changed. Open it again.</translation>
    </message>
    <message>
        <source>Có thay đổi từ tỉnh mà chương trình chưa đọc được. Hãy cập nhật chương trình.</source>
        <translation>There are changes from the province that this program cannot read. Update it.</translation>
    </message>
    <message>
        <source>Tệp của hồ sơ không còn trong máy. Hãy quét lại giấy tờ hoặc khôi phục từ bản sao lưu.</source>
        <translation>A file of the dossier is gone from this PC. Scan the paper again or restore a backup.</translation>
    </message>
    <message>
        <source>Ổ đĩa đã đầy. Hãy xóa bớt tệp không cần hoặc báo bộ phận công nghệ thông tin rồi làm lại.</source>
        <translation>The disk is full. Delete files that are not needed or tell IT, then try again.</translation>
    </message>
    <message>
        <source>Ổ đĩa báo lỗi. Hãy ngừng quét và báo bộ phận công nghệ thông tin ngay.</source>
        <translation>The disk reports faults. Stop scanning and tell IT at once.</translation>
    </message>
    <message>
        <source>Kho dữ liệu đang bận. Hãy làm lại sau vài giây.</source>
        <translation>The store is busy. Try again in a few seconds.</translation>
    </message>
    <message>
        <source>Kho dữ liệu bị hỏng. Hãy ngừng dùng máy này và báo bộ phận công nghệ thông tin ngay.</source>
        <translation>The store is damaged. Stop using this PC and tell IT at once.</translation>
    </message>
    <message>
        <source>Khóa không mở được kho dữ liệu. Hãy báo bộ phận công nghệ thông tin; không xóa dữ liệu.</source>
        <translation>The key does not open the store. Tell IT; delete nothing.</translation>
    </message>
    <message>
        <source>Khóa của kho dữ liệu không đúng. Hãy báo bộ phận công nghệ thông tin; không xóa dữ liệu.</source>
        <translation>The key of the store is wrong. Tell IT; delete nothing.</translation>
    </message>
    <message>
        <source>Dữ liệu thuộc phiên bản chương trình mới hơn. Hãy cài lại phiên bản mới nhất.</source>
        <translation>The data are of a newer release. Install the newest release again.</translation>
    </message>
    <message>
        <source>Không ghi được vào kho dữ liệu. Hãy báo bộ phận công nghệ thông tin kiểm tra quyền ghi.</source>
        <translation>The store cannot be written. Ask IT to check the permissions.</translation>
    </message>
    <message>
        <source>Tệp lưu tại quầy bị hỏng. Hãy quét lại giấy tờ này hoặc khôi phục từ bản sao lưu.</source>
        <translation>A stored file is damaged. Scan the paper again or restore a backup.</translation>
    </message>
    <message>
        <source>Máy không mở được nơi giữ khóa. Hãy đăng nhập lại Windows hoặc báo bộ phận công nghệ thông tin.</source>
        <translation>The key store of this PC does not open. Sign in to Windows again or tell IT.</translation>
    </message>
    <message>
        <source>Khóa của quầy bị hỏng. Hãy báo bộ phận công nghệ thông tin; không xóa dữ liệu.</source>
        <translation>The keys of this window are damaged. Tell IT; delete nothing.</translation>
    </message>
    <message>
        <source>Không còn khóa của kho dữ liệu. Hãy báo bộ phận công nghệ thông tin để khôi phục; không xóa dữ liệu.</source>
        <translation>The key of the store is lost. Ask IT to restore it; delete nothing.</translation>
    </message>
    <message>
        <source>Ảnh của trang {page} không khớp với kết quả đọc. Hãy quét lại trang này.</source>
        <translation>The image of page {page} does not match what was read. Scan the page again.</translation>
    </message>
    <message>
        <source>Không rõ độ phân giải của trang {page}. Hãy quét lại trang này.</source>
        <translation>The resolution of page {page} is not known. Scan the page again.</translation>
    </message>
    <message>
        <source>Giấy tờ này chưa có trang nào. Hãy quét giấy tờ trước.</source>
        <translation>This paper has no pages yet. Scan it first.</translation>
    </message>
    <message>
        <source>Tệp PDF bị hỏng. Hãy tạo lại tệp hoặc quét lại giấy tờ.</source>
        <translation>The PDF is damaged. Make it again or scan the paper again.</translation>
    </message>
    <message>
        <source>Ngày giờ của máy không đầy đủ. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>Date and time of this PC are incomplete. Tell IT.</translation>
    </message>
    <message>
        <source>Thiếu phông chữ {file}. Hãy cài lại chương trình.</source>
        <translation>Typeface {file} is missing. Install the program again.</translation>
    </message>
    <message>
        <source>Biểu mẫu «{form}» thiếu nội dung «{caption}». Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>Form “{form}” lacks “{caption}”. Tell IT.</translation>
    </message>
    <message>
        <source>Bộ biểu mẫu đang dùng không có mẫu «{form}». Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>The form set in force has no form “{form}”. Tell IT.</translation>
    </message>
    <message>
        <source>Bộ biểu mẫu có lỗi. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>The form set has mistakes. Tell IT.</translation>
    </message>
    <message>
        <source>Không có bộ biểu mẫu còn hiệu lực. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>No form set is in force. Tell IT.</translation>
    </message>
    <message>
        <source>Dữ liệu thủ tục, lịch làm việc có {count} lỗi. Hãy báo bộ phận công nghệ thông tin: {mistake}</source>
        <translation>Procedures or calendars have mistakes ({count}). Tell IT: {mistake}</translation>
    </message>
    <message>
        <source>Lịch làm việc sau ngày {after} không có ngày làm việc. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>The calendar has no working day after {after}. Tell IT.</translation>
    </message>
    <message>
        <source>Không có quy tắc tính hạn cho ngày {on}. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>There are no deadline rules for {on}. Tell IT.</translation>
    </message>
    <message>
        <source>Ngày giờ của máy thiếu múi giờ. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>Date and time of this PC lack a time zone. Tell IT.</translation>
    </message>
    <message>
        <source>Giấy tờ «{paper}» ở tỉnh không giống bản tại quầy. Hãy báo bộ phận công nghệ thông tin ngay.</source>
        <translation>Paper “{paper}” at the province differs from the one here. Tell IT at once.</translation>
    </message>
    <message>
        <source>Tỉnh có {there} trang, quầy có {here} trang. Hãy bấm Gửi ngay rồi đối chiếu lại.</source>
        <translation>Pages at the province: {there}, here: {here}. Press Send now, then compare again.</translation>
    </message>
    <message>
        <source>Chương trình gặp lỗi không lường trước. Việc đã lưu vẫn an toàn; hãy thử lại, nếu vẫn lỗi hãy báo bộ phận công nghệ thông tin.</source>
        <translation>An unforeseen fault. What was saved is safe; try again, and tell IT if it stays.</translation>
    </message>
    <message>
        <source>Đây không phải mã QR của thẻ căn cước. Hãy quét lại mã trên thẻ hoặc nhập tay.</source>
        <translation>This is not the QR code of an ID card. Scan the card again or type.</translation>
    </message>
    <message>
        <source>Không thấy mã QR trong ảnh. Hãy chụp rõ mặt thẻ có mã QR hoặc đưa máy quét vào mã.</source>
        <translation>No QR code in the picture. Photograph the side with the code sharply, or use the hand scanner.</translation>
    </message>
    <message>
        <source>Họ tên phải có chữ cái. Hãy nhập lại họ tên.</source>
        <translation>A name has letters. Type the name again.</translation>
    </message>
    <message>
        <source>Cần 12 chữ số (9 chữ số với giấy cũ, hoặc số hộ chiếu).</source>
        <translation>12 digits needed (9 on old cards, or a passport number).</translation>
    </message>
    <message>
        <source>Hãy nhập ngày/tháng/năm, hoặc chỉ năm.</source>
        <translation>Type day/month/year, or the year alone.</translation>
    </message>
    <message>
        <source>Hãy nhập đủ số điện thoại, ví dụ 0912 345 678.</source>
        <translation>Type the whole number, e.g. 0912 345 678.</translation>
    </message>
    <message>
        <source>Mã số thuế có 10 hoặc 13 chữ số. Hãy nhập lại.</source>
        <translation>A tax code has 10 or 13 digits. Type it again.</translation>
    </message>
    <message>
        <source>Không có xã, phường mang mã {code}. Hãy chọn lại nơi cư trú.</source>
        <translation>There is no commune {code}. Choose the residence again.</translation>
    </message>
    <message>
        <source>Danh mục địa danh có lỗi ở dòng {line}. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>The list of places has a mistake in line {line}. Tell IT.</translation>
    </message>
    <message>
        <source>Cần biết nơi cư trú để xác định cơ quan giải quyết. Hãy nhập nơi cư trú.</source>
        <translation>The residence decides which agency is competent. Type the residence.</translation>
    </message>
    <message>
        <source>Chưa xác định được cơ quan giải quyết thủ tục {procedure}. Hãy báo phụ trách.</source>
        <translation>No competent agency found for procedure {procedure}. Tell the supervisor.</translation>
    </message>
    <message>
        <source>Đơn vị {code} chưa có tiêu đề biểu mẫu. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>Unit {code} has no letterhead. Tell IT.</translation>
    </message>
    <message>
        <source>Không có cán bộ mang mã {code}. Hãy báo phụ trách.</source>
        <translation>There is no member of staff {code}. Tell the supervisor.</translation>
    </message>
    <message>
        <source>Đơn vị {code} đã giải thể hoặc sáp nhập. Hãy chọn đơn vị kế thừa.</source>
        <translation>Unit {code} was dissolved or merged. Choose its successor.</translation>
    </message>
    <message>
        <source>Đơn vị {code} chưa hoặc không còn hoạt động ngày {on}. Hãy chọn đơn vị khác.</source>
        <translation>Unit {code} does not work on {on}. Choose another unit.</translation>
    </message>
    <message>
        <source>Không có đơn vị mang mã {code}. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>There is no unit {code}. Tell IT.</translation>
    </message>
    <message>
        <source>Không có quầy mang mã {code}. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>There is no window {code}. Tell IT.</translation>
    </message>
    <message>
        <source>Chứng thư số đã hết hạn ngày {until}. Hãy gia hạn chứng thư rồi ký lại.</source>
        <translation>The certificate expired on {until}. Renew it, then sign again.</translation>
    </message>
    <message>
        <source>Chứng thư số có hiệu lực từ ngày {since}. Hãy kiểm tra ngày giờ của máy.</source>
        <translation>The certificate is valid from {since}. Check date and time of this PC.</translation>
    </message>
    <message>
        <source>Không ký được. Hãy cắm lại thiết bị ký rồi ký lại; giấy tờ vẫn được giữ.</source>
        <translation>Signing failed. Plug the device in again and sign again; the papers are kept.</translation>
    </message>
    <message>
        <source>Không đọc được khóa ký số. Hãy kiểm tra thiết bị ký và mật khẩu.</source>
        <translation>The signing key cannot be read. Check device and password.</translation>
    </message>
    <message>
        <source>Tệp này không phải giấy tờ do quầy quét nên không ký được. Hãy quét lại.</source>
        <translation>This file is no paper scanned here and cannot be signed. Scan it again.</translation>
    </message>
    <message>
        <source>Quy định không cho phép thao tác này (mã {code}). Hãy kiểm tra lại hồ sơ.</source>
        <translation>The rules do not allow this (code {code}). Check the dossier.</translation>
    </message>
    <message>
        <source>Chưa thực hiện được lúc này (mã {code}). Hãy thử lại sau ít phút.</source>
        <translation>Not possible right now (code {code}). Try again in a few minutes.</translation>
    </message>
    <message>
        <source>Có việc cần người xử lý (mã {code}). Hãy báo phụ trách hoặc bộ phận công nghệ thông tin.</source>
        <translation>A person has to look at this (code {code}). Tell the supervisor or IT.</translation>
    </message>
    <message>
        <source>Không thực hiện được (mã {code}). Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>This did not work (code {code}). Tell IT.</translation>
    </message>
    <message>
        <source>Hồ sơ chưa đủ điều kiện để chốt. Hãy xử lý các mục còn thiếu trong danh sách.</source>
        <translation>The dossier cannot be sealed yet. Deal with the open points on the list.</translation>
    </message>
    <message>
        <source>Giấy tờ «{paper}» đã chốt nhưng chưa ký số. Hãy kiểm tra thiết bị ký rồi bấm Ký lại.</source>
        <translation>Paper “{paper}” is sealed but not signed. Check the signing device, then sign again.</translation>
    </message>
    <message>
        <source>Hồ sơ vừa có thêm trang hoặc thay đổi. Hãy xem lại rồi bấm Chốt hồ sơ lần nữa.</source>
        <translation>Pages or changes came in just now. Look again, then press Seal once more.</translation>
    </message>
    <message>
        <source>Hồ sơ chưa được chốt. Hãy kiểm tra và chốt hồ sơ trước.</source>
        <translation>The dossier is not sealed. Review and seal it first.</translation>
    </message>
    <message>
        <source>Quầy chưa có khóa ký số. Giấy tờ vẫn được chốt và sẽ ký sau.</source>
        <translation>This window has no signing key. Papers are sealed all the same and signed later.</translation>
    </message>
    <message>
        <source>Hồ sơ này không có giấy tờ nào phải quét nên không cần in tờ phân tách.</source>
        <translation>No paper of this dossier is scanned, so there is no separator sheet to print.</translation>
    </message>
    <message>
        <source>Số mặt trước ({fronts}) và mặt sau ({backs}) không bằng nhau. Hãy kiểm tra tờ bị thiếu hoặc quét lại mặt sau.</source>
        <translation>Fronts ({fronts}) and backs ({backs}) do not pair. Look for the missing sheet or scan the backs again.</translation>
    </message>
    <message>
        <source>Giấy tờ này phải quét từ {dpi} dpi nhưng máy quét chỉ đến {most} dpi. Hãy chọn máy quét khác.</source>
        <translation>This paper needs {dpi} dpi, the scanner gives {most} dpi at most. Choose another scanner.</translation>
    </message>
    <message>
        <source>Giấy tờ khổ {width} × {height} mm lớn hơn khổ của máy quét. Hãy dùng máy quét khổ lớn để giữ đúng tỷ lệ.</source>
        <translation>Paper of {width} × {height} mm is larger than the scanner takes. Use a large-format scanner to keep true size.</translation>
    </message>
    <message>
        <source>Độ phân giải {dpi} dpi thấp hơn mức quy định. Hãy chọn kiểu quét từ {lowest} dpi trở lên.</source>
        <translation>{dpi} dpi is below the legal floor. Choose a profile of at least {lowest} dpi.</translation>
    </message>
    <message>
        <source>Giấy tờ trong hồ sơ phải quét màu. Hãy chọn kiểu quét màu.</source>
        <translation>Papers of a dossier are scanned in colour. Choose a colour profile.</translation>
    </message>
    <message>
        <source>Trang này chưa được đọc vì đã dừng giữa chừng. Hãy mở lại trang để máy đọc tiếp.</source>
        <translation>Reading of this page was stopped. Open it again to read on.</translation>
    </message>
    <message>
        <source>Chứng thư của máy chủ tỉnh hết hạn hoặc đồng hồ của máy sai. Hãy kiểm tra ngày giờ của máy.</source>
        <translation>The province&apos;s certificate expired or this clock is wrong. Check date and time.</translation>
    </message>
    <message>
        <source>Máy trả lời không phải máy chủ tỉnh đã biết. Hãy báo bộ phận công nghệ thông tin; hồ sơ vẫn được giữ.</source>
        <translation>The machine that answers is not the known province. Tell IT; the dossiers are kept.</translation>
    </message>
    <message>
        <source>Đường truyền bị treo. Chương trình sẽ tự gửi tiếp.</source>
        <translation>The transfer stalled. It goes on by itself.</translation>
    </message>
    <message>
        <source>Câu trả lời của tỉnh bị lỗi trên đường truyền. Chương trình sẽ tự hỏi lại.</source>
        <translation>The province&apos;s answer was damaged on the way. It is asked for again by itself.</translation>
    </message>
    <message>
        <source>Mạng đòi đăng nhập trước khi cho ra ngoài. Hãy mở trình duyệt, đăng nhập mạng; hồ sơ sẽ tự gửi.</source>
        <translation>The network wants a sign-in first. Open the browser and sign in; dossiers are sent by themselves.</translation>
    </message>
    <message>
        <source>Máy chủ tỉnh dùng giao thức khác (bản {spoken}). Hãy cập nhật chương trình; hồ sơ vẫn được giữ.</source>
        <translation>The province speaks another protocol (version {spoken}). Update the program; the dossiers are kept.</translation>
    </message>
    <message>
        <source>Máy chủ trung gian (proxy) đòi đăng nhập. Hãy báo bộ phận công nghệ thông tin; hồ sơ vẫn được giữ.</source>
        <translation>The proxy wants a sign-in. Tell IT; the dossiers are kept.</translation>
    </message>
    <message>
        <source>Không tìm thấy địa chỉ máy chủ tỉnh. Hãy kiểm tra kết nối mạng; hồ sơ sẽ tự gửi khi có mạng.</source>
        <translation>The province&apos;s address is not found. Check the network; dossiers are sent when it is back.</translation>
    </message>
    <message>
        <source>Bộ phận gửi hồ sơ gặp lỗi không lường trước. Hồ sơ vẫn được giữ; hãy báo bộ phận công nghệ thông tin.</source>
        <translation>Sending met an unforeseen fault. The dossiers are kept; tell IT.</translation>
    </message>
    <message>
        <source>Xác nhận ngày {day} không mang chữ ký của tỉnh. Hãy báo bộ phận công nghệ thông tin ngay.</source>
        <translation>The certificate of {day} is not signed by the province. Tell IT at once.</translation>
    </message>
    <message>
        <source>Biên nhận của tỉnh không mang chữ ký đúng. Hãy báo bộ phận công nghệ thông tin ngay.</source>
        <translation>A receipt of the province has a wrong signature. Tell IT at once.</translation>
    </message>
    <message>
        <source>Một tệp gửi nhiều lần vẫn không tới tỉnh. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>A file does not arrive although it was sent several times. Tell IT.</translation>
    </message>
    <message>
        <source>Hồ sơ mã tạm {old} đã có mã chính thức {new}. Hãy in lại giấy tiếp nhận và báo cho người dân.</source>
        <translation>Provisional code {old} became {new}. Print the receipt again and tell the citizen.</translation>
    </message>
    <message>
        <source>Máy tắt đột ngột khi đang lưu tờ thứ {sheet} của lần quét trước. Hãy kiểm tra và quét lại tờ đó.</source>
        <translation>The PC went off while sheet {sheet} of the last scan was being saved. Check and scan that sheet again.</translation>
    </message>
    <message>
        <source>Trang {page} là tờ phân tách của hồ sơ {code}. Hãy kiểm tra các trang sau tờ này thuộc hồ sơ nào rồi xếp vào đúng giấy tờ.</source>
        <translation>Page {page} is a separator sheet of dossier {code}. Check to which dossier the pages after it belong.</translation>
    </message>
    <message>
        <source>Đồng hồ của máy lệch nhiều so với tỉnh. Hãy chỉnh lại ngày giờ của máy trước khi tiếp nhận tiếp.</source>
        <translation>The clock of this PC is far off. Set date and time before taking in more.</translation>
    </message>
    <message>
        <source>Việc này được ghi khi đồng hồ của máy không đáng tin. Hãy kiểm tra ngày tiếp nhận của hồ sơ.</source>
        <translation>This was recorded while the clock was doubtful. Check the dossier&apos;s date of receipt.</translation>
    </message>
    <message>
        <source>Máy này vừa được khôi phục từ bản cũ. Việc chưa gửi vẫn được giữ; hãy kiểm tra các hồ sơ gần đây.</source>
        <translation>This PC was restored from an older copy. Unsent work is kept; check the latest dossiers.</translation>
    </message>
    <message>
        <source>Bản thủ tục mới có {count} lỗi nên chưa dùng. Bản cũ vẫn có hiệu lực; hãy báo phụ trách: {mistake}</source>
        <translation>The new procedures have mistakes ({count}) and are not used. The old ones hold; tell the supervisor: {mistake}</translation>
    </message>
    <message>
        <source>Tỉnh chỉ trả lời khi có cán bộ đăng nhập. Hãy đăng nhập lại rồi tra cứu.</source>
        <translation>The province answers signed-in staff only. Sign in again, then look it up.</translation>
    </message>
    <message>
        <source>Chưa chọn cán bộ. Hãy chọn cán bộ nhận hồ sơ rồi thực hiện lại.</source>
        <translation>No clerk was chosen. Choose who takes the dossier, then do it again.</translation>
    </message>
    <message>
        <source>Không có quy tắc mã hồ sơ cho ngày {on}. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>There is no pattern for dossier codes on {on}. Please tell IT.</translation>
    </message>
    <message>
        <source>Thủ tục {procedure} không áp dụng trong ngày {on}. Hãy chọn lại thủ tục hoặc trường hợp.</source>
        <translation>Procedure {procedure} is not in force on {on}. Choose the procedure or the case again.</translation>
    </message>
    <message>
        <source>Không tìm thấy máy quét; máy này chưa có trình quản lý TWAIN 64-bit. Hãy báo bộ phận công nghệ thông tin: cài trình điều khiển 64-bit của máy quét và tệp {file} vào thư mục {folder}, rồi bấm «Tìm lại máy quét».</source>
        <translation>No scanner found; this PC has no 64-bit TWAIN manager. Tell the IT staff: install the scanner’s 64-bit driver and the file {file} into the folder {folder}, then press “Look for scanners again”.</translation>
    </message>
    <message>
        <source>Chưa thấy thiết bị ký số. Hãy cắm thiết bị rồi ký lại; giấy tờ vẫn được giữ.</source>
        <translation>No signing token was found. Plug it in, then sign again; the paper is kept.</translation>
    </message>
    <message>
        <source>Chưa nhập mã PIN của chữ ký số. Giấy tờ vẫn được giữ và sẽ ký sau.</source>
        <translation>The PIN of the signature was not given. The paper is kept and will be signed later.</translation>
    </message>
    <message>
        <source>Mã PIN của chữ ký số không đúng. Hãy nhập lại; nhập sai nhiều lần thiết bị sẽ tự khóa.</source>
        <translation>The PIN of the signature is wrong. Type it again; after several wrong ones the token locks itself.</translation>
    </message>
    <message>
        <source>Thiết bị ký số đã bị khóa vì nhập sai mã PIN. Hãy liên hệ nơi cấp chứng thư để mở khóa.</source>
        <translation>The signing token locked itself after wrong PINs. Ask whoever issued the certificate to unlock it.</translation>
    </message>
    <message>
        <source>Không mở được thư viện của thiết bị ký số ({file}). Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>The signing token&apos;s library ({file}) does not open. Tell IT.</translation>
    </message>
    <message>
        <source>Thiết bị ký số không có khóa ký kèm chứng thư. Hãy kiểm tra có cắm đúng thiết bị không.</source>
        <translation>The signing token has no signing key with a certificate. Check that it is the right token.</translation>
    </message>
    <message>
        <source>Thiết bị ký số báo lỗi ({kind}). Hãy rút ra, cắm lại rồi ký lại; giấy tờ vẫn được giữ.</source>
        <translation>The signing token reports an error ({kind}). Unplug it, plug it in and sign again; the paper is kept.</translation>
    </message>
    <message>
        <source>Dịch vụ ký số từ xa không chấp nhận yêu cầu. Hãy báo bộ phận công nghệ thông tin kiểm tra.</source>
        <translation>The remote signing service refused the request. Ask IT to look at it.</translation>
    </message>
    <message>
        <source>Máy chủ dấu thời gian hoặc chứng thư trả lời không đúng (mã {status}). Sẽ tự thử lại sau.</source>
        <translation>The time-stamp or certificate server gave a wrong answer (code {status}). It will be asked again later.</translation>
    </message>
    <message>
        <source>Máy chủ dấu thời gian không cấp dấu. Hãy báo bộ phận công nghệ thông tin kiểm tra.</source>
        <translation>The time-stamp server gave no stamp. Ask IT to look at it.</translation>
    </message>
    <message>
        <source>Ngày hẹn trên giấy tiếp nhận khác ngày tỉnh tính được. Hồ sơ vẫn được nhận; hãy báo phụ trách đối chiếu và liên hệ người dân nếu phải hẹn lại.</source>
        <translation>The date on the receipt differs from the one that the province computed. The dossier is received all the same; ask the supervisor to compare, and tell the citizen if the appointment has to change.</translation>
    </message>
    <message>
        <source>Hồ sơ {code} chưa có việc này nên không có giấy để in. Hãy xem lại lịch sử hồ sơ.</source>
        <translation>Nothing of the kind was recorded for dossier {code}, so there is no slip to print. Look at its history.</translation>
    </message>
    <message>
        <source>Hồ sơ {code} chưa ghi nhận khoản thu nào. Hãy ghi nhận thu tiền trước.</source>
        <translation>No payment was recorded for dossier {code}. Record the payment first.</translation>
    </message>
    <message>
        <source>Không có hồ sơ nào được tiếp nhận trong những ngày này.</source>
        <translation>No dossier was received in these days.</translation>
    </message>
    <message>
        <source>Ngày cuối trước ngày đầu. Hãy chọn lại khoảng ngày.</source>
        <translation>The last day is before the first one. Choose the days again.</translation>
    </message>
    <message>
        <source>Địa chỉ máy chủ {host} không dùng kết nối bảo mật (https). Hãy báo bộ phận công nghệ thông tin sửa lại.</source>
        <translation>The server address {host} is not secure (https). Ask IT to correct it.</translation>
    </message>
    <message>
        <source>Không chia được khóa cho {shares} người với {needed} mảnh. Cần ít nhất 2 và nhiều nhất 16 mảnh.</source>
        <translation>The key cannot be split among {shares} people with {needed} needed. At least 2 and at most 16 shares are possible.</translation>
    </message>
    <message>
        <source>Mảnh khóa thứ {number} không đúng hoặc gõ sai chữ. Hãy đối chiếu với bản giấy rồi nhập lại.</source>
        <translation>Share number {number} is wrong or mistyped. Compare it with the paper and type it again.</translation>
    </message>
    <message>
        <source>Các mảnh khóa chưa đủ số lượng hoặc không cùng một bộ. Hãy thêm mảnh của người khác.</source>
        <translation>There are too few shares, or they are not of one set. Add those of other people.</translation>
    </message>
    <message>
        <source>Thư mục {folder} không có hộp khôi phục. Hãy chọn đúng thư mục dữ liệu của quầy.</source>
        <translation>There is no recovery box in the folder {folder}. Choose the window&apos;s own data folder.</translation>
    </message>
    <message>
        <source>Dữ liệu này được bảo vệ bằng khóa khôi phục khác. Hãy dùng bộ mảnh đúng của trung tâm.</source>
        <translation>This data is protected by another recovery key. Use the right set of shares of the centre.</translation>
    </message>
    <message>
        <source>Khóa khôi phục cài trên máy không đúng. Hãy báo bộ phận công nghệ thông tin đặt lại chính sách.</source>
        <translation>The recovery key set on this PC is wrong. Ask IT to set the policy again.</translation>
    </message>
    <message>
        <source>Tệp {file} đã có. Hãy chọn thư mục khác để không ghi đè.</source>
        <translation>The file {file} is there already. Choose another folder, so that it is not replaced.</translation>
    </message>
    <message>
        <source>Quầy chưa được cài cổng đăng nhập của tỉnh. Hãy đăng nhập bằng tên và mật khẩu.</source>
        <translation>The province&apos;s sign-in page is not set up here. Sign in with login and password.</translation>
    </message>
    <message>
        <source>Không mở được trình duyệt. Hãy đăng nhập bằng tên và mật khẩu, và báo bộ phận công nghệ thông tin.</source>
        <translation>The browser does not open. Sign in with login and password, and tell IT.</translation>
    </message>
    <message>
        <source>Cổng đăng nhập của tỉnh không chấp nhận. Hãy thử lại hoặc đăng nhập bằng tên và mật khẩu.</source>
        <translation>The province&apos;s sign-in page refused. Try again, or sign in with login and password.</translation>
    </message>
    <message>
        <source>Chưa hoàn tất đăng nhập trên trình duyệt. Hãy thử lại hoặc đăng nhập bằng tên và mật khẩu.</source>
        <translation>The sign-in in the browser was not finished. Try again, or sign in with login and password.</translation>
    </message>
    <message>
        <source>Cổng đăng nhập của tỉnh trả lời không đúng (mã {status}). Hãy đăng nhập bằng tên và mật khẩu.</source>
        <translation>The province&apos;s sign-in page gave a wrong answer (code {status}). Sign in with login and password.</translation>
    </message>
    <message>
        <source>Không tìm thấy máy quét. Hãy bật máy quét, cắm dây rồi thử lại.</source>
        <translation>No scanner was found. Switch the scanner on, plug it in and try again.</translation>
    </message>
    <message>
        <source>Bộ đọc trang không khởi động được. Các trang đã quét vẫn được giữ và sẽ được đọc sau.</source>
        <translation>The page reader does not start. Scanned pages are kept and will be read later.</translation>
    </message>
    <message>
        <source>Việc này không làm lại tự động được. Hãy mở hồ sơ để xem và thực hiện lại từ đầu.</source>
        <translation>This cannot be done anew by itself. Open the dossier, look, and do it again from the beginning.</translation>
    </message>
    <message>
        <source>Tỉnh chưa nhận hồ sơ bằng USB từ quầy này. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>The province does not take dossiers by stick from this window yet. Tell IT.</translation>
    </message>
    <message>
        <source>Mọi việc tại quầy đã được gửi lên tỉnh. Không có gì cần chép ra USB.</source>
        <translation>Everything at this window has been sent to the province. There is nothing to copy to a stick.</translation>
    </message>
    <message>
        <source>Trên USB không có trả lời của tỉnh cho quầy này. Hãy kiểm tra đúng USB và đúng thư mục.</source>
        <translation>There is no reply of the province for this window on the stick. Check that it is the right stick and folder.</translation>
    </message>
    <message>
        <source>USB không đủ chỗ trống. Hãy xóa bớt tệp trên USB hoặc dùng USB khác.</source>
        <translation>The stick has not enough room. Delete files from it or use another one.</translation>
    </message>
    <message>
        <source>Không đọc hoặc ghi được USB ({reason}). Hãy rút ra, cắm lại hoặc dùng USB khác.</source>
        <translation>The stick cannot be read or written ({reason}). Plug it in again or use another one.</translation>
    </message>
    <message>
        <source>Tệp này không phải trả lời của tỉnh, hoặc thuộc phiên bản mới hơn. Hãy cập nhật chương trình.</source>
        <translation>This file is no reply of the province, or one of a newer release. Update the program.</translation>
    </message>
    <message>
        <source>Tệp này dành cho quầy khác. Hãy chuyển USB đến đúng quầy.</source>
        <translation>This file is for another window. Take the stick there.</translation>
    </message>
    <message>
        <source>Tệp trên USB bị thiếu phần cuối. Hãy chép lại tệp từ tỉnh; quầy chưa nhận gì từ tệp này.</source>
        <translation>The file on the stick lacks its end. Copy it from the province again; nothing of it was taken in.</translation>
    </message>
    <message>
        <source>Tệp trên USB không mang chữ ký của tỉnh hoặc đã bị sửa. Quầy chưa nhận gì từ tệp này; hãy báo bộ phận công nghệ thông tin.</source>
        <translation>The file on the stick does not bear the province&apos;s signature or was changed. Nothing of it was taken in; tell IT.</translation>
    </message>
    <message>
        <source>Người tiếp nhận không tự cho phép ngoại lệ của mình. Hãy mời một phụ trách khác đăng nhập.</source>
        <translation>Whoever received a dossier cannot grant its exception alone. Ask another supervisor to sign in.</translation>
    </message>
    <message>
        <source>Tài khoản này không được phân công tiếp nhận hồ sơ. Hãy đăng nhập bằng tài khoản chuyên viên.</source>
        <translation>This account is not assigned to receiving dossiers. Sign in with a clerk&apos;s account.</translation>
    </message>
    <message>
        <source>Tỉnh vừa khôi phục dữ liệu từ bản sao lưu. Chương trình tự gửi lại những gì tỉnh bị mất; hãy kiểm tra các hồ sơ gần đây.</source>
        <translation>The province has restored its data from a backup. The program sends again what it lost; look over the recent dossiers.</translation>
    </message>
    <message>
        <source>«{text}» không phải là ngày. Hãy nhập ngày/tháng/năm.</source>
        <translation>&quot;{text}&quot; is no date. Enter day/month/year.</translation>
    </message>
    <message>
        <source>Nội dung quá dài, nhiều nhất {most} ký tự. Hãy rút gọn.</source>
        <translation>Too long: at most {most} characters. Shorten it.</translation>
    </message>
    <message>
        <source>Chưa cài địa chỉ máy chủ dấu thời gian. Hãy báo bộ phận công nghệ thông tin đặt chính sách TsaUrl.</source>
        <translation>No time-stamping authority is set up. Ask IT to set the policy TsaUrl.</translation>
    </message>
    <message>
        <source>Không ghi được bản sao lưu: {reason}. Hãy kiểm tra ổ đĩa và thư mục sao lưu.</source>
        <translation>The backup cannot be written: {reason}. Check the disk and the backup folder.</translation>
    </message>
    <message>
        <source>Bản sao lưu không còn nguyên vẹn hoặc của máy khác nên không khôi phục. Hãy chọn bản khác.</source>
        <translation>The backup is damaged or of another machine and was not restored. Choose another one.</translation>
    </message>
    <message>
        <source>Quầy này chưa được khai báo máy chủ tỉnh. Hãy báo bộ phận công nghệ thông tin.</source>
        <translation>No province is set at this window. Tell your IT department.</translation>
    </message>
    <message>
        <source>«{text}» không phải một ngày. Hãy ghi như 31/12/2026.</source>
        <translation>“{text}” is not a date. Write it like 31/12/2026.</translation>
    </message>
    <message>
        <source>Số biên lai này đã ghi cho hồ sơ khác của đơn vị. Hãy mở hồ sơ và viết biên lai bằng số khác.</source>
        <translation>This receipt number belongs to another dossier of the unit. Open the dossier and write a receipt with another number.</translation>
    </message>
    <message>
        <source>Mã PIN không đúng. Còn {left} lần nhập, sau đó phải dùng mật khẩu.</source>
        <translation>The PIN is wrong. {left} tries left, then the password is needed.</translation>
    </message>
    <message>
        <source>Mã PIN gồm từ {least} đến {most} chữ số. Hãy nhập lại.</source>
        <translation>A PIN has {least} to {most} digits. Please enter it again.</translation>
    </message>
    <message>
        <source>Mã PIN này dễ đoán (chữ số lặp lại hoặc liên tiếp). Hãy chọn mã khác.</source>
        <translation>This PIN is easy to guess (repeated or consecutive digits). Please choose another.</translation>
    </message>
    <message>
        <source>Máy này không cho phép mở khóa bằng mã PIN. Hãy dùng mật khẩu.</source>
        <translation>This PC does not allow unlocking with a PIN. Please use the password.</translation>
    </message>
    <message>
        <source>Không mở khóa bằng mã PIN được nữa. Hãy nhập mật khẩu.</source>
        <translation>The PIN no longer unlocks this window. Please enter the password.</translation>
    </message>
    <message>
        <source>Chưa ghi người dân yêu cầu gì. Hãy chọn thủ tục hoặc ghi nội dung yêu cầu.</source>
        <translation>What the citizen wants is not written down. Choose a procedure or write what is wanted.</translation>
    </message>
    <message>
        <source>Không tìm thấy phiếu này ở quầy. Hãy chờ dữ liệu từ tỉnh về rồi thử lại.</source>
        <translation>This slip is not at this window. Wait until the province&apos;s data have come, then try again.</translation>
    </message>
    <message>
        <source>Giới tính «{text}» chưa rõ. Hãy ghi Nam hoặc Nữ.</source>
        <translation>The sex &quot;{text}&quot; is unclear. Write male or female.</translation>
    </message>
    <message>
        <source>Số biên lai «{serial}» chưa đúng. Hãy ghi mẫu số, ký hiệu và số gồm toàn chữ số.</source>
        <translation>The receipt number &quot;{serial}&quot; is not right. Write the form&apos;s model, series and a number of digits alone.</translation>
    </message>
    <message>
        <source>Biên lai số {serial} đã ghi cho hồ sơ {code} hoặc đã hủy. Hãy lấy tờ biên lai tiếp theo.</source>
        <translation>Receipt no. {serial} was written for dossier {code} or written off. Take the next form.</translation>
    </message>
    <message>
        <source>Mọi giấy tờ của hồ sơ này đã có chữ ký số, không cần ký lại.</source>
        <translation>All papers of this dossier are signed already; nothing to sign.</translation>
    </message>
    <message>
        <source>Giấy tờ «{paper}» do cán bộ khác quét và chốt. Hãy mời cán bộ đó hoặc phụ trách đăng nhập để ký.</source>
        <translation>Paper «{paper}» was scanned and sealed by somebody else. Ask that clerk or a supervisor to sign in and sign it.</translation>
    </message>
    <message>
        <source>Hồ sơ đã chuyển đi giải quyết, quầy không còn giữ. Hãy chờ kết quả hoặc yêu cầu bổ sung.</source>
        <translation>The dossier has gone to be decided, the window holds it no more. Wait for the result or for a request for papers.</translation>
    </message>
    <message>
        <source>Mọi tệp chưa gửi đã nằm trên các USB đã ghi. Nếu mất USB, hãy bấm «Ghi ra USB» để ghi lại từ đầu.</source>
        <translation>Every unsent file is on the sticks already written. If a stick was lost, press “Write to the stick” to write everything again.</translation>
    </message>
    <message>
        <source>USB không đủ chỗ cho riêng các thao tác chưa gửi (cần {size} trống). Hãy dùng USB lớn hơn.</source>
        <translation>The stick has no room even for the unsent acts (needs {size} free). Use a larger one.</translation>
    </message>
    <message>
        <source>Tệp của hồ sơ {name} ({size}) lớn hơn chỗ trống của USB. Hãy cắm USB lớn hơn rồi ghi tiếp.</source>
        <translation>The file of dossier {name} ({size}) is larger than the room on the stick. Plug in a larger one and go on.</translation>
    </message>
    <message>
        <source>Hồ sơ đang do {holder} giữ. Hãy liên hệ đơn vị đó hoặc chờ hồ sơ được chuyển lại.</source>
        <translation>The dossier is held by {holder}. Get in touch with them or wait until it is given back.</translation>
    </message>
    <message>
        <source>Quầy chưa được tỉnh báo về máy chuyển tiếp «{place}». Hồ sơ vẫn được giữ nguyên tại quầy và tự gửi khi có đường tới tỉnh. Nếu chi nhánh vừa thay máy, hãy nhờ bộ phận công nghệ thông tin nối máy mới với tỉnh; nếu không thay máy, hãy báo họ ngay.</source>
        <translation>The province has not yet told this window of the relay “{place}”. Dossiers stay here, whole, and go by themselves as soon as there is a way to the province. If the branch has just replaced its relay, ask IT to connect the new one to the province; if not, tell them at once.</translation>
    </message>
    <message>
        <source>Hồ sơ nay do {holder} giữ nên tỉnh không nhận thao tác của quầy; giấy tờ đã quét vẫn còn nguyên. Nếu quầy phải làm tiếp, hãy nhờ phụ trách nhận lại hồ sơ ở «Toàn chi nhánh» rồi làm lại; nếu không, bấm «Đã xử lý xong».</source>
        <translation>The dossier is now held by {holder}, so the province did not take what the window did; what was scanned is all kept there. If the window has to go on, have the supervisor take the dossier back in “The branch”, then do it again; if not, press “Done”.</translation>
    </message>
    <message>
        <source>Ở tỉnh, hồ sơ đã sang bước «{state}» nên thao tác này không còn hợp lệ. Hãy mở hồ sơ xem: việc đã được làm ở nơi khác thì bấm «Đã xử lý xong», còn phải làm thì làm lại.</source>
        <translation>At the province the dossier has gone on to “{state}”, so this is no longer allowed. Open the dossier: if it was done elsewhere, press “Done”; if it is still needed, do it again.</translation>
    </message>
    <message>
        <source>Nơi khác vừa cập nhật hồ sơ nên tỉnh chưa nhận thao tác của quầy. Hãy mở hồ sơ xem thay đổi, rồi làm lại nếu vẫn cần.</source>
        <translation>Somebody else changed the dossier, so the province did not take what the window did. Open it, look at what changed, and do it again if it is still needed.</translation>
    </message>
    <message>
        <source>Tỉnh không nhận vì người làm không có quyền làm việc này ở đơn vị. Hãy mời người có quyền hoặc phụ trách đăng nhập tại quầy rồi làm lại.</source>
        <translation>The province did not take it: whoever did it may not do so in this unit. Have somebody who may, or the supervisor, sign in at the window and do it again.</translation>
    </message>
    <message>
        <source>Tỉnh không hiểu thao tác do quầy gửi. Hãy cập nhật chương trình rồi làm lại; nếu vẫn bị trả lại, hãy báo bộ phận công nghệ thông tin.</source>
        <translation>The province does not understand what the window sent. Update the program and do it again; if it comes back once more, tell IT.</translation>
    </message>
    <message>
        <source>Thao tác được ghi bằng bản chương trình quá cũ so với tỉnh. Hãy cập nhật chương trình rồi làm lại; hồ sơ vẫn được giữ.</source>
        <translation>This was recorded by a release too old for the province. Update the program and do it again; the dossier is kept.</translation>
    </message>
    <message>
        <source>Tỉnh trả lại vì hồ sơ chưa đủ giấy tờ theo quy định mới nhất. Hãy mở hồ sơ, bổ sung mục còn thiếu rồi chốt lại.</source>
        <translation>The province gave it back: by the newest rules papers are missing. Open the dossier, add what is missing and close it again.</translation>
    </message>
    <message>
        <source>Tỉnh không nhận ra quầy này nữa. Hãy xin mã mới của bộ phận công nghệ thông tin rồi bấm «Khai báo lại quầy»; việc chưa gửi vẫn được giữ.</source>
        <translation>The province does not know this window any more. Ask IT for a new code, then press “Enrol again”; unsent work is kept.</translation>
    </message>
    <message>
        <source>Dữ liệu quầy này đã được chép sang máy khác và máy đó đang dùng. Hãy xin mã mới của bộ phận công nghệ thông tin rồi bấm «Khai báo lại quầy»; việc chưa gửi vẫn được giữ.</source>
        <translation>This window&apos;s data was copied to another PC, which is in use. Ask IT for a new code, then press “Enrol again”; unsent work is kept.</translation>
    </message>
    <message>
        <source>Tỉnh không nhận giấy phép của quầy. Hãy bấm «Gửi lại»; nếu vẫn vậy, hãy xin mã mới của bộ phận công nghệ thông tin rồi bấm «Khai báo lại quầy».</source>
        <translation>The province does not take this window&apos;s permit. Press “Send again”; if that does not help, ask IT for a new code and press “Enrol again”.</translation>
    </message>
    <message>
        <source>Mã hồ sơ đã có nơi khác dùng nên hồ sơ phải mang mã khác. Hãy in lại giấy tiếp nhận và đổi cho người dân.</source>
        <translation>The dossier&apos;s code is in use elsewhere, so it has to bear another. Print the receipt again and exchange the citizen&apos;s.</translation>
    </message>
    <message>
        <source>Một tệp của hồ sơ đã chốt không còn trong máy, tỉnh chưa nhận được. Hãy mở lại hồ sơ để quét và chốt lại; nếu bộ phận công nghệ thông tin vừa khôi phục tệp từ bản sao lưu thì bấm «Gửi lại».</source>
        <translation>A file of the closed dossier is gone from this PC before the province had it. Open the dossier again to scan and close it anew; if IT has just restored the file from a backup, press “Send again”.</translation>
    </message>
    <message>
        <source>Một tệp của hồ sơ đã chốt bị hỏng trong máy, tỉnh chưa nhận được. Hãy mở lại hồ sơ để quét và chốt lại; nếu bộ phận công nghệ thông tin vừa khôi phục tệp từ bản sao lưu thì bấm «Gửi lại».</source>
        <translation>A file of the closed dossier is damaged on this PC before the province had it. Open the dossier again to scan and close it anew; if IT has just restored the file from a backup, press “Send again”.</translation>
    </message>
    <message>
        <source>Số thao tác ngày {day} không khớp: quầy có {here}, tỉnh có {there}. Hãy bấm «Gửi lại» để đối chiếu lại. Nếu máy vừa được khôi phục từ bản cũ thì các lần đăng nhập sau bản đó không còn trong máy: hãy báo bộ phận công nghệ thông tin xem, rồi bấm «Đã xử lý xong».</source>
        <translation>The acts of {day} do not agree: {here} here, {there} at the province. Press “Send again” to compare once more. If this PC was just restored from an older copy, the sign-ins after that copy are no longer on it: have IT look at it, then press “Done”.</translation>
    </message>
    <message>
        <source>Hồ sơ đã mở lại vì mất tệp. Hãy mở hồ sơ, quét lại những trang bị mất rồi chốt hồ sơ lần nữa.</source>
        <translation>The dossier is open again because a file was lost. Open it, scan the lost pages anew and close it once more.</translation>
    </message>
    <message>
        <source>Tỉnh chưa trả lời về hồ sơ này. Hãy bấm «Gửi ngay», chờ tỉnh trả lời rồi làm lại.</source>
        <translation>The province has not answered about this dossier yet. Press “Send now”, wait for the answer, then try again.</translation>
    </message>
    <message>
        <source>Mọi tệp của hồ sơ vẫn còn trong máy. Hãy bấm «Gửi lại».</source>
        <translation>Every file of the dossier is still on this PC. Press “Send again”.</translation>
    </message>
    <message>
        <source>Giấy tờ dùng lại không còn trong kho của tỉnh vì đã hết thời hạn lưu trữ. Hãy mở hồ sơ, quét giấy tờ này do người dân mang đến rồi chốt lại.</source>
        <translation>A paper that was taken over is no longer held by the province because its time was over. Open the dossier, scan the paper that the citizen brings, and close it again.</translation>
    </message>
</context>
<context>
    <name>ProcedureCard</name>
    <message>
        <source>Thủ tục</source>
        <translation>Procedure</translation>
    </message>
    <message>
        <source>Tìm thủ tục</source>
        <translation>Search procedures</translation>
    </message>
    <message>
        <source>Gõ tên, không cần dấu: khai sinh, ket hon, ks…</source>
        <translation>Type a name, diacritics optional: khai sinh, ket hon, ks…</translation>
    </message>
    <message>
        <source>Thủ tục tìm thấy</source>
        <translation>Procedures found</translation>
    </message>
    <message>
        <source>Chọn thủ tục khác</source>
        <translation>Another procedure</translation>
    </message>
    <message>
        <source>Trường hợp</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>Làn nhanh: chứng thực bản sao</source>
        <translation>Fast lane: certified copies</translation>
    </message>
</context>
<context>
    <name>QueueTable</name>
    <message>
        <source>Hồ sơ</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Người nộp và thủ tục</source>
        <translation>Applicant and procedure</translation>
    </message>
    <message>
        <source>Hẹn trả</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Trạng thái</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Gửi tỉnh</source>
        <translation>Delivery</translation>
    </message>
    <message>
        <source>Danh sách hồ sơ</source>
        <translation>List of dossiers</translation>
    </message>
    <message>
        <source>Cán bộ</source>
        <translation>Clerk</translation>
    </message>
</context>
<context>
    <name>QuickPin</name>
    <message>
        <source>Đã đặt mã PIN. Ctrl + L để khóa; gõ mã PIN rồi Enter để mở lại, dùng đến hết hôm nay.</source>
        <translation>The PIN is set. Ctrl + L locks; type the PIN and Enter to unlock. It is good until the end of today.</translation>
    </message>
    <message>
        <source>Máy này không cho phép mở khóa bằng mã PIN. Hãy dùng mật khẩu.</source>
        <translation>This PC does not allow unlocking with a PIN. Please use the password.</translation>
    </message>
    <message>
        <source>Hai lần nhập không giống nhau. Hãy nhập lại.</source>
        <translation>The two entries differ. Please enter them again.</translation>
    </message>
    <message>
        <source>Đã bỏ mã PIN. Từ giờ mở khóa bằng mật khẩu.</source>
        <translation>The PIN is removed. From now on the password unlocks.</translation>
    </message>
</context>
<context>
    <name>QuickPinView</name>
    <message>
        <source>Mã PIN mở khóa nhanh</source>
        <translation>PIN for unlocking</translation>
    </message>
    <message>
        <source>Mã PIN mới</source>
        <translation>New PIN</translation>
    </message>
    <message>
        <source>Nhập lại mã PIN</source>
        <translation>Repeat the PIN</translation>
    </message>
    <message>
        <source>Đặt mã PIN</source>
        <translation>Set PIN</translation>
    </message>
    <message>
        <source>Bỏ mã PIN</source>
        <translation>Remove PIN</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Từ 6 đến 12 chữ số, chỉ mở lại quầy do chính bạn khóa trong hôm nay, trên máy này. Mở lại chương trình, sang ngày khác hoặc nhập sai 5 lần thì dùng mật khẩu.</source>
        <translation>6 to 12 digits. It only unlocks the window that you locked yourself, today, on this PC. After a restart, on another day or after 5 wrong tries, use the password.</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Các màn hình</source>
        <translation>Screens</translation>
    </message>
    <message>
        <source>Khóa</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>Việc hôm nay</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Tiếp nhận</source>
        <translation>Intake</translation>
    </message>
    <message>
        <source>Quét giấy tờ</source>
        <translation>Scan papers</translation>
    </message>
    <message>
        <source>Kiểm tra</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation>Hand over result</translation>
    </message>
    <message>
        <source>Cần xử lý</source>
        <translation>To resolve</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Tiếng Việt</translation>
    </message>
    <message>
        <source>Sáng / tối</source>
        <translation>Light / dark</translation>
    </message>
    <message>
        <source>Toàn chi nhánh</source>
        <translation>The branch</translation>
    </message>
    <message>
        <source>Gửi về tỉnh</source>
        <translation>To the province</translation>
    </message>
    <message>
        <source>Thiết lập</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Tìm hồ sơ</source>
        <translation>Search dossiers</translation>
    </message>
    <message>
        <source>Hướng dẫn</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Mã PIN mở khóa nhanh</source>
        <translation>PIN for unlocking</translation>
    </message>
</context>
<context>
    <name>ReceiptCard</name>
    <message>
        <source>Giấy tiếp nhận</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>Mã hồ sơ, ngày hẹn trả và lệ phí hiện ra khi chọn thủ tục.</source>
        <translation>Code, appointment and fee appear once a procedure is chosen.</translation>
    </message>
    <message>
        <source>Đã thu tiền</source>
        <translation>Fee paid</translation>
    </message>
    <message>
        <source>Hẹn trả</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>Lệ phí</source>
        <translation>Fee</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Kết quả đang chờ trả: {count}</source>
        <translation>Results waiting: {count}</translation>
    </message>
    <message>
        <source>Hãy nhập họ tên người nhận.</source>
        <translation>Type the receiver&apos;s name.</translation>
    </message>
    <message>
        <source>Đã trả kết quả cho {name}. Mời người dân đánh giá.</source>
        <translation>Handed over to {name}. Ask the citizen for a rating.</translation>
    </message>
    <message>
        <source>Chính người nộp</source>
        <translation>The applicant</translation>
    </message>
    <message>
        <source>Người thân</source>
        <translation>Relative</translation>
    </message>
    <message>
        <source>Người được ủy quyền</source>
        <translation>Authorised person</translation>
    </message>
    <message>
        <source>Người đại diện của tổ chức</source>
        <translation>Representative of the organisation</translation>
    </message>
    <message>
        <source>Không tìm thấy. Hãy kiểm tra lại mã hoặc họ tên.</source>
        <translation>Nothing found. Check the code or the name.</translation>
    </message>
    <message>
        <source>Không tìm thấy hồ sơ «{query}».</source>
        <translation>No dossier “{query}” found.</translation>
    </message>
    <message>
        <source>Đã ghi nhận đánh giá. Xin cảm ơn.</source>
        <translation>The rating is recorded. Thank you.</translation>
    </message>
    <message>
        <source>Đã trả cho {name} lúc {time}</source>
        <translation>Handed over to {name} at {time}</translation>
    </message>
    <message>
        <source>Chưa có kết quả điện tử</source>
        <translation>No electronic result yet</translation>
    </message>
    <message>
        <source>Tại quầy</source>
        <translation>At the window</translation>
    </message>
    <message>
        <source>Qua bưu chính</source>
        <translation>By post</translation>
    </message>
    <message>
        <source>Bản điện tử</source>
        <translation>Digital copy</translation>
    </message>
    <message>
        <source>Người dân đã ký. Bấm Ctrl + Enter để trả kết quả.</source>
        <translation>The citizen has signed. Press Ctrl + Enter to hand over.</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Tìm kết quả</source>
        <translation>Search results</translation>
    </message>
    <message>
        <source>Hồ sơ tìm thấy</source>
        <translation>Dossiers found</translation>
    </message>
    <message>
        <source>Kết quả</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>Tìm hồ sơ để trả kết quả</source>
        <translation>Find the dossier to hand over</translation>
    </message>
    <message>
        <source>Quét mã QR trên giấy tiếp nhận là nhanh nhất. Kết quả của mọi chi nhánh đều trả được tại đây.</source>
        <translation>Scanning the QR code on the receipt is fastest. Results of every branch can be handed over here.</translation>
    </message>
    <message>
        <source>Bản kết quả hiện ở đây</source>
        <translation>The result appears here</translation>
    </message>
    <message>
        <source>Bấm «Xem kết quả» để mở bản điện tử.</source>
        <translation>Press “View result” to open it.</translation>
    </message>
    <message>
        <source>Quét giấy tiếp nhận hoặc gõ mã, họ tên</source>
        <translation>Scan the receipt, or type code or name</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Chưa chọn hồ sơ. Hãy tiếp nhận hồ sơ mới hoặc mở hồ sơ từ Việc hôm nay.</source>
        <translation>No dossier is open. Take in a new one, or open one from Today.</translation>
    </message>
    <message>
        <source>Đã quét</source>
        <translation>Scanned</translation>
    </message>
    <message>
        <source>Dùng bản đã có</source>
        <translation>Reused</translation>
    </message>
    <message>
        <source>Ngoại lệ</source>
        <translation>Exception</translation>
    </message>
    <message>
        <source>Không cần quét</source>
        <translation>No scan needed</translation>
    </message>
    <message>
        <source>Còn thiếu</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>Cần xem</source>
        <translation>To check</translation>
    </message>
    <message>
        <source>{need} · số trang: {pages}</source>
        <translation>{need} · pages: {pages}</translation>
    </message>
    <message>
        <source>{trust} · nguồn: {source}</source>
        <translation>{trust} · source: {source}</translation>
    </message>
    <message>
        <source>{trust} · nguồn: {source} · cấp ngày {day}</source>
        <translation>{trust} · source: {source} · issued {day}</translation>
    </message>
    <message>
        <source>{need}: {condition}</source>
        <translation>{need}: {condition}</translation>
    </message>
    <message>
        <source>Đã quét, số trang: {pages}.</source>
        <translation>Scanned, pages: {pages}.</translation>
    </message>
    <message>
        <source>Dùng bản điện tử đã có. Nguồn: {source}.</source>
        <translation>The digital copy is used. Source: {source}.</translation>
    </message>
    <message>
        <source>Chưa quyết định: quét giấy tờ này, hoặc ghi nhận là không cần.</source>
        <translation>Not decided: scan this paper, or record that it is not needed.</translation>
    </message>
    <message>
        <source>Còn thiếu: quét giấy tờ, dùng bản đã có, hoặc ghi nhận ngoại lệ.</source>
        <translation>Missing: scan the paper, use a held copy, or record an exception.</translation>
    </message>
    <message>
        <source>Giấy tờ này không phải quét.</source>
        <translation>This paper is not scanned.</translation>
    </message>
    <message>
        <source>Trang {number}</source>
        <translation>Page {number}</translation>
    </message>
    <message>
        <source>Còn phải làm: {left}. Bấm vào từng mục để xử lý.</source>
        <translation>Open points: {left}. Press each one to deal with it.</translation>
    </message>
    <message>
        <source>Đang chốt hồ sơ và ký từng giấy tờ…</source>
        <translation>Sealing and signing each paper…</translation>
    </message>
    <message>
        <source>Đã chốt hồ sơ {code}. Hồ sơ sẽ tự gửi về tỉnh.</source>
        <translation>Dossier {code} is sealed. It will be sent to the province by itself.</translation>
    </message>
    <message>
        <source>Hồ sơ đã chốt, không sửa được nữa.</source>
        <translation>The dossier is sealed and cannot be changed.</translation>
    </message>
    <message>
        <source>Đủ điều kiện để chốt. Sau khi chốt, hồ sơ được gửi về tỉnh khi có mạng.</source>
        <translation>Ready to be sealed. Once sealed, the dossier is sent when the link allows.</translation>
    </message>
    <message>
        <source>Tỉnh đã trả lời. Số giấy tờ đang có của người này: {papers}.</source>
        <translation>The province answered. Papers it holds of this person: {papers}.</translation>
    </message>
    <message>
        <source>Đã xác nhận</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>Không đọc được, hãy nhập nếu có trên giấy tờ</source>
        <translation>Not read; type it if it is on the paper</translation>
    </message>
    <message>
        <source>Chưa chắc, hãy so với ảnh</source>
        <translation>Doubtful, compare with the picture</translation>
    </message>
    <message>
        <source>Đọc từ ảnh, chưa xác nhận</source>
        <translation>Read from the picture, not confirmed</translation>
    </message>
    <message>
        <source>{ground}. Lý do: {reason} · Người quyết định: {who}</source>
        <translation>{ground}. Reason: {reason} · Decided by: {who}</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>Giấy tờ cần có</source>
        <translation>Papers needed</translation>
    </message>
    <message>
        <source>Còn phải làm</source>
        <translation>Open points</translation>
    </message>
    <message>
        <source>Quét thêm</source>
        <translation>Scan more</translation>
    </message>
    <message>
        <source>Chọn một giấy tờ để xem</source>
        <translation>Choose a paper to look at</translation>
    </message>
    <message>
        <source>Danh sách bên trái cho biết giấy tờ nào đã đủ, giấy tờ nào còn thiếu.</source>
        <translation>The list on the left tells which papers are there and which are missing.</translation>
    </message>
    <message>
        <source>Chốt hồ sơ và gửi</source>
        <translation>Seal and send</translation>
    </message>
    <message>
        <source>Tra giấy tờ đã có</source>
        <translation>Look up held papers</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Phiên bản {version} · {system}</source>
        <translation>Release {version} · {system}</translation>
    </message>
    <message>
        <source>Quét tốt: một trang sau {seconds} giây, {size}, {dpi} dpi. Trang thử không được lưu.</source>
        <translation>Works: one page after {seconds} seconds, {size}, {dpi} dpi. The test page was not kept.</translation>
    </message>
    <message>
        <source>Máy tính này chưa có máy in mặc định. Hãy chọn máy in trong hệ điều hành.</source>
        <translation>This computer has no default printer. Choose one in the system&apos;s settings.</translation>
    </message>
    <message>
        <source>Máy chủ tỉnh trả lời sau {ms} ms; đồng hồ máy này lệch {seconds} giây.</source>
        <translation>The province answered after {ms} ms; this clock is off by {seconds} seconds.</translation>
    </message>
    <message>
        <source>Đã tạo {path}. Gói này không chứa thông tin cá nhân.</source>
        <translation>Made {path}. It holds no personal data.</translation>
    </message>
    <message>
        <source>Đã sao lưu {files} tệp ({size}) vào {path}</source>
        <translation>Copied {files} files ({size}) to {path}</translation>
    </message>
    <message>
        <source>Bản sao lưu hợp lệ. Đóng và mở lại chương trình để khôi phục; dữ liệu hiện tại được giữ bên cạnh.</source>
        <translation>The backup is whole. Close and open the program to restore it; the present data stay beside it.</translation>
    </message>
    <message>
        <source>Không thấy máy quét nào. Hãy kiểm tra dây cắm và nguồn điện.</source>
        <translation>No scanner found. Check cable and power.</translation>
    </message>
    <message>
        <source>Chưa có bản sao lưu nào.</source>
        <translation>There is no backup yet.</translation>
    </message>
    <message>
        <source>Đã gửi trang in thử đến máy in mặc định.</source>
        <translation>The test page went to the default printer.</translation>
    </message>
    <message>
        <source>Máy chủ tỉnh trả lời sau {ms} ms.</source>
        <translation>The province answered after {ms} ms.</translation>
    </message>
    <message>
        <source>Máy quét</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>Quét thử một trang. Trang này không vào hồ sơ nào và không được lưu.</source>
        <translation>Scan one page. It goes into no dossier and is not kept.</translation>
    </message>
    <message>
        <source>Quét thử</source>
        <translation>Test scan</translation>
    </message>
    <message>
        <source>Máy in</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>In một trang thử có đủ chữ Việt ra máy in mặc định.</source>
        <translation>Print a page with all Vietnamese letters to the default printer.</translation>
    </message>
    <message>
        <source>In thử</source>
        <translation>Test print</translation>
    </message>
    <message>
        <source>Đường truyền</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Hỏi máy chủ tỉnh một lần và đo thời gian trả lời. Không gửi hồ sơ nào.</source>
        <translation>Ask the province once and time the answer. No dossier is sent.</translation>
    </message>
    <message>
        <source>Thử kết nối</source>
        <translation>Test the link</translation>
    </message>
    <message>
        <source>Gói chẩn đoán</source>
        <translation>Diagnosis</translation>
    </message>
    <message>
        <source>Gom số liệu kỹ thuật vào một tệp để gửi bộ phận hỗ trợ. Không có tên, số giấy tờ hay trang quét.</source>
        <translation>Collect technical figures into one file for the support. No names, numbers or pages.</translation>
    </message>
    <message>
        <source>Tạo gói</source>
        <translation>Make the file</translation>
    </message>
    <message>
        <source>Sao lưu</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>Sao toàn bộ hồ sơ và trang quét của quầy, vẫn mã hóa. Quầy vẫn làm việc trong lúc sao.</source>
        <translation>Copy all dossiers and pages, still encrypted. Work goes on meanwhile.</translation>
    </message>
    <message>
        <source>Sao lưu ngay</source>
        <translation>Back up now</translation>
    </message>
    <message>
        <source>Khôi phục</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>Đưa quầy về một bản sao lưu khi mở lại. Thao tác đã gửi về tỉnh sẽ tự trở lại từ tỉnh.</source>
        <translation>Take the window back to a backup at the next start. Acts that were sent come back from the province.</translation>
    </message>
    <message>
        <source>Khôi phục khi mở lại</source>
        <translation>Restore at the next start</translation>
    </message>
    <message>
        <source>Đã gửi phiếu in thử. Quét mã trên phiếu để biết chữ có đủ nét.</source>
        <translation>The sample was sent. Scan the code on it to see whether the print is sharp.</translation>
    </message>
    <message>
        <source>Máy tính này chưa có máy in. Hãy cài máy in trong hệ điều hành.</source>
        <translation>This PC has no printer. Install one in the operating system.</translation>
    </message>
    <message>
        <source>Cuộn 80 mm, máy in mặc định</source>
        <translation>Roll of 80 mm, default printer</translation>
    </message>
    <message>
        <source>Cuộn 58 mm, máy in mặc định</source>
        <translation>Roll of 58 mm, default printer</translation>
    </message>
    <message>
        <source>Cuộn 80 mm, {printer}</source>
        <translation>Roll of 80 mm, {printer}</translation>
    </message>
    <message>
        <source>Cuộn 58 mm, {printer}</source>
        <translation>Roll of 58 mm, {printer}</translation>
    </message>
    <message>
        <source>In thử phiếu</source>
        <translation>Print a sample</translation>
    </message>
    <message>
        <source>Tờ theo mẫu</source>
        <translation>Sheet of the form</translation>
    </message>
    <message>
        <source>Giấy in phiếu</source>
        <translation>Paper for slips</translation>
    </message>
    <message>
        <source>Giấy tiếp nhận, biên lai, phiếu yêu cầu bổ sung và phiếu từ chối: in tờ theo mẫu hoặc giấy cuộn.</source>
        <translation>Receipts, fee receipts, requests to complete and refusals: on the sheet of the form, or on a roll.</translation>
    </message>
    <message>
        <source>Từ nay phiếu giao cho người dân in trên giấy này. Hãy in thử một phiếu.</source>
        <translation>From now on what citizens are given is printed on this paper. Print a sample.</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>Thiết lập và kiểm tra</source>
        <translation>Settings and tests</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Đang kiểm tra…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>Quầy đang khóa. Việc đang làm dở vẫn được giữ nguyên.</source>
        <translation>The window is locked. Work in progress stays as it is.</translation>
    </message>
    <message>
        <source>Đăng nhập</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Trung tâm Phục vụ hành chính công</source>
        <translation>Public Administration Service Centre</translation>
    </message>
    <message>
        <source>Quầy {window}</source>
        <translation>Window {window}</translation>
    </message>
    <message>
        <source>Quầy mới</source>
        <translation>New window</translation>
    </message>
    <message>
        <source>Hãy nhập tên đăng nhập.</source>
        <translation>Type your login.</translation>
    </message>
    <message>
        <source>Hãy nhập mật khẩu.</source>
        <translation>Type your password.</translation>
    </message>
    <message>
        <source>Đang chờ trình duyệt…</source>
        <translation>Waiting for the browser…</translation>
    </message>
    <message>
        <source>Mời người tiếp theo đăng nhập. Việc đang làm dở vẫn được giữ nguyên.</source>
        <translation>Next clerk, please sign in. Unfinished work stays as it is.</translation>
    </message>
    <message>
        <source>Mở khóa</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>Hãy nhập mã PIN.</source>
        <translation>Please enter the PIN.</translation>
    </message>
</context>
<context>
    <name>SignInView</name>
    <message>
        <source>Tên đăng nhập</source>
        <translation>Login</translation>
    </message>
    <message>
        <source>Mật khẩu</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Đăng nhập</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Quầy một cửa</source>
        <translation>One-stop window</translation>
    </message>
    <message>
        <source>Tiếp nhận, số hóa và trả kết quả hồ sơ hành chính.</source>
        <translation>Take in, digitise and hand over administrative dossiers.</translation>
    </message>
    <message>
        <source>Mất kết nối vẫn làm việc bình thường. Không trang nào bị mất.</source>
        <translation>Works without a link. No page is ever lost.</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Tiếng Việt</translation>
    </message>
    <message>
        <source>Sáng / tối</source>
        <translation>Light / dark</translation>
    </message>
    <message>
        <source>Đăng nhập bằng cổng của tỉnh</source>
        <translation>Sign in at the province&apos;s page</translation>
    </message>
    <message>
        <source>Mã PIN mở khóa nhanh</source>
        <translation>PIN for unlocking</translation>
    </message>
    <message>
        <source>Dùng mật khẩu</source>
        <translation>Use the password</translation>
    </message>
</context>
<context>
    <name>SignaturePad</name>
    <message>
        <source>Ô ký tên</source>
        <translation>Signature field</translation>
    </message>
</context>
<context>
    <name>SlipCard</name>
    <message>
        <source>Chưa tiếp nhận hồ sơ</source>
        <translation>Dossier not received</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Yêu cầu bổ sung</source>
        <translation>Request papers</translation>
    </message>
    <message>
        <source>Từ chối tiếp nhận</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>Nội dung yêu cầu</source>
        <translation>What is wanted</translation>
    </message>
    <message>
        <source>Giấy tờ còn thiếu (Enter hoặc dấu cách để chọn)</source>
        <translation>Missing papers (Enter or space marks)</translation>
    </message>
    <message>
        <source>Giấy tờ còn thiếu</source>
        <translation>Missing papers</translation>
    </message>
    <message>
        <source>Lý do</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Căn cứ pháp lý</source>
        <translation>Legal ground</translation>
    </message>
    <message>
        <source>In phiếu</source>
        <translation>Print slip</translation>
    </message>
    <message>
        <source>Phiếu đã in</source>
        <translation>The printed slip</translation>
    </message>
    <message>
        <source>In lại</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>Người tiếp theo</source>
        <translation>Next person</translation>
    </message>
    <message>
        <source>Đã lập phiếu số {number}</source>
        <translation>Slip no. {number} given</translation>
    </message>
    <message>
        <source>Để trống nếu chỉ thiếu giấy tờ nêu trên</source>
        <translation>Leave empty if only the papers above are missing</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>Đang hoàn thiện</source>
        <translation>Being prepared</translation>
    </message>
    <message>
        <source>Chờ giải quyết</source>
        <translation>Waiting for agency</translation>
    </message>
    <message>
        <source>Đang giải quyết</source>
        <translation>In progress</translation>
    </message>
    <message>
        <source>Chờ bổ sung</source>
        <translation>Supplement asked</translation>
    </message>
    <message>
        <source>Chờ nộp nghĩa vụ</source>
        <translation>Payment due</translation>
    </message>
    <message>
        <source>Từ chối tiếp nhận</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>Đã rút</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>Dừng giải quyết</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>Có kết quả</source>
        <translation>Result ready</translation>
    </message>
    <message>
        <source>Đã trả kết quả</source>
        <translation>Handed over</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Tiếp nhận</source>
        <translation>Intake</translation>
    </message>
    <message>
        <source>Quét</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>Kiểm tra</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>Gửi tỉnh</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Bước hiện tại: %1</source>
        <translation>Current step: %1</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Đang liên lạc…</source>
        <translation>Contacting…</translation>
    </message>
    <message>
        <source>Chưa đọc được số liệu</source>
        <translation>Figures not available</translation>
    </message>
    <message>
        <source>Chưa liên lạc với tỉnh lần nào</source>
        <translation>No contact with the province yet</translation>
    </message>
    <message>
        <source>Liên lạc lần cuối: {time}</source>
        <translation>Last contact: {time}</translation>
    </message>
    <message>
        <source>Mất kết nối · vẫn làm việc bình thường</source>
        <translation>No link · go on working</translation>
    </message>
    <message>
        <source>Mất kết nối · đã gửi hết</source>
        <translation>No link · everything sent</translation>
    </message>
    <message>
        <source>Đang gửi</source>
        <translation>Sending</translation>
    </message>
    <message>
        <source>Đã gửi hết</source>
        <translation>Everything sent</translation>
    </message>
</context>
<context>
    <name>StripView</name>
    <message>
        <source>Tình trạng gửi hồ sơ</source>
        <translation>Delivery</translation>
    </message>
    <message>
        <source>Gửi ngay</source>
        <translation>Send now</translation>
    </message>
    <message>
        <source>Tại quầy</source>
        <translation>At the window</translation>
    </message>
    <message>
        <source>Đang gửi</source>
        <translation>On the way</translation>
    </message>
    <message>
        <source>Tại tỉnh</source>
        <translation>At the province</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>Hồ sơ còn phần chưa gửi: {count}</source>
        <translation>Dossiers not wholly sent: {count}</translation>
    </message>
    <message>
        <source>{count} việc cần xử lý</source>
        <translation>{count} to resolve</translation>
    </message>
    <message>
        <source>Chờ gửi: {acts} thao tác, {files} tệp ({size})</source>
        <translation>To be sent: {acts} acts, {files} files ({size})</translation>
    </message>
    <message>
        <source>Không còn gì chờ gửi</source>
        <translation>Nothing left to send</translation>
    </message>
    <message>
        <source>Còn ở quầy</source>
        <translation>At this window</translation>
    </message>
    <message>
        <source>Ở chi nhánh</source>
        <translation>At the branch</translation>
    </message>
    <message>
        <source>Chi nhánh giữ, gửi tiếp về tỉnh khi có mạng</source>
        <translation>The branch keeps them and sends them on when it can</translation>
    </message>
    <message>
        <source>Đã ở tỉnh</source>
        <translation>At the province</translation>
    </message>
    <message>
        <source>Tỉnh đã xác nhận, không thể mất</source>
        <translation>Confirmed by the province, cannot be lost</translation>
    </message>
    <message>
        <source>Chưa gửi được (mã {code}).</source>
        <translation>Not sent yet (code {code}).</translation>
    </message>
    <message>
        <source>{code} · {procedure} · {acts} thao tác, {files} tệp ({size})</source>
        <translation>{code} · {procedure} · {acts} acts, {files} files ({size})</translation>
    </message>
    <message>
        <source>Ngày {day}</source>
        <translation>Day {day}</translation>
    </message>
    <message>
        <source>Không có gì để xác nhận</source>
        <translation>Nothing to certify</translation>
    </message>
    <message>
        <source>Chưa xác nhận</source>
        <translation>Not certified yet</translation>
    </message>
    <message>
        <source>Số liệu hai bên khác nhau</source>
        <translation>Figures differ</translation>
    </message>
    <message>
        <source>Tỉnh ký lúc {time}</source>
        <translation>Signed by the province at {time}</translation>
    </message>
    <message>
        <source>Mã kiểm tra {digest}</source>
        <translation>Digest {digest}</translation>
    </message>
    <message>
        <source>Hai bên khớp nhau</source>
        <translation>Both sides agree</translation>
    </message>
    <message>
        <source>Hồ sơ đã chốt</source>
        <translation>Dossiers sealed</translation>
    </message>
    <message>
        <source>Trang</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Thao tác</source>
        <translation>Acts</translation>
    </message>
    <message>
        <source>tại quầy {here}, tại tỉnh {there}</source>
        <translation>here {here}, at the province {there}</translation>
    </message>
    <message>
        <source>Đã ghi {acts} thao tác, {files} tệp ({size}). Mang USB về trung tâm để nạp vào máy chủ tỉnh.</source>
        <translation>Wrote {acts} acts, {files} files ({size}). Take the stick to the centre to be loaded at the province.</translation>
    </message>
    <message>
        <source>USB này chưa có trả lời nào của tỉnh cho quầy.</source>
        <translation>There is no answer of the province for this window on the stick.</translation>
    </message>
    <message>
        <source>Đã nhận {replies} trả lời: {answered} thao tác được tỉnh xác nhận, {changes} thay đổi.</source>
        <translation>Took in {replies} answers: {answered} acts confirmed, {changes} changes.</translation>
    </message>
    <message>
        <source>USB thứ {number}: đã ghi {acts} thao tác, {files} tệp ({size}). Còn {left} tệp của {dossiers} hồ sơ ({left_size}), cần thêm {sticks} USB còn trống như vậy. Cắm USB tiếp theo, bấm «Tìm lại» rồi «Ghi tiếp».</source>
        <translation>Stick {number}: {acts} actions, {files} files ({size}) written. {left} files of {dossiers} dossiers ({left_size}) are left and need {sticks} more sticks with as much room. Plug in the next stick, press “Look again”, then “Continue”.</translation>
    </message>
    <message>
        <source>USB thứ {number}: đã ghi {acts} thao tác, {files} tệp ({size}). Còn {left} tệp lớn hơn chỗ trống của USB này, lớn nhất là tệp của hồ sơ {name} ({left_size}). Cắm USB lớn hơn, bấm «Tìm lại» rồi «Ghi tiếp».</source>
        <translation>Stick {number}: {acts} actions, {files} files ({size}) written. {left} files are larger than the room on this stick, the largest is of dossier {name} ({left_size}). Plug in a larger stick, press “Look again”, then “Continue”.</translation>
    </message>
    <message>
        <source>Đã ghi xong cả {number} USB; USB cuối có {acts} thao tác, {files} tệp ({size}). Mang mọi USB về trung tâm, nạp theo thứ tự nào cũng được.</source>
        <translation>All {number} sticks are written; the last has {acts} actions, {files} files ({size}). Take every stick to the centre; they may be read in any order.</translation>
    </message>
    <message>
        <source>Đường truyền đang có việc khác dùng. Hồ sơ vẫn được gửi, chậm hơn để nhường.</source>
        <translation>Others are using the line. Dossiers are still being sent, more slowly, to leave room for them.</translation>
    </message>
    <message>
        <source>{waits}; {count} hồ sơ bị trả lại, xem «Cần xử lý»</source>
        <translation>{waits}; {count} dossiers were turned down, see “To resolve”</translation>
    </message>
</context>
<context>
    <name>SyncView</name>
    <message>
        <source>Gửi ngay</source>
        <translation>Send now</translation>
    </message>
    <message>
        <source>Hồ sơ còn phần chưa gửi</source>
        <translation>Dossiers not wholly sent</translation>
    </message>
    <message>
        <source>Ngày</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>Giấy xác nhận trong ngày</source>
        <translation>Certificate of the day</translation>
    </message>
    <message>
        <source>Gửi hồ sơ về tỉnh</source>
        <translation>Sending to the province</translation>
    </message>
    <message>
        <source>Tỉnh ký số khi mọi thao tác, hồ sơ và trang của ngày đó ở hai bên khớp nhau.</source>
        <translation>The province signs when all acts, dossiers and pages of that day are the same on both sides.</translation>
    </message>
    <message>
        <source>Đã gửi hết</source>
        <translation>Everything sent</translation>
    </message>
    <message>
        <source>Mọi hồ sơ ở quầy này đều đã rời quầy.</source>
        <translation>Everything has left this window.</translation>
    </message>
    <message>
        <source>USB</source>
        <translation>Stick</translation>
    </message>
    <message>
        <source>Tìm lại</source>
        <translation>Look again</translation>
    </message>
    <message>
        <source>Ghi ra USB</source>
        <translation>Write to the stick</translation>
    </message>
    <message>
        <source>Nhận trả lời</source>
        <translation>Take in answers</translation>
    </message>
    <message>
        <source>Chuyển bằng USB khi không có mạng</source>
        <translation>By stick when there is no line</translation>
    </message>
    <message>
        <source>1. Ghi ra USB. 2. Mang USB về trung tâm để nạp. 3. Cắm lại đây và nhận trả lời.</source>
        <translation>1. Write to the stick. 2. Take it to the centre. 3. Plug it in here again and take in the answers.</translation>
    </message>
    <message>
        <source>Chưa thấy USB nào</source>
        <translation>No stick found</translation>
    </message>
    <message>
        <source>Xem và in giấy xác nhận</source>
        <translation>View and print the certificate</translation>
    </message>
    <message>
        <source>Ghi tiếp</source>
        <translation>Continue</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Quầy một cửa</source>
        <translation>One-stop window</translation>
    </message>
</context>
<context>
    <name>Troubles</name>
    <message>
        <source>Những việc chương trình không tự làm được, cũ nhất ở trên.</source>
        <translation>What the program cannot do by itself, oldest first.</translation>
    </message>
    <message>
        <source>Mở hồ sơ</source>
        <translation>Open dossier</translation>
    </message>
    <message>
        <source>Gửi lại</source>
        <translation>Send again</translation>
    </message>
    <message>
        <source>Đã xử lý xong</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Đang gửi lại…</source>
        <translation>Sending again…</translation>
    </message>
    <message>
        <source>Việc của quầy</source>
        <translation>About this window</translation>
    </message>
    <message>
        <source>Từ {since}</source>
        <translation>Since {since}</translation>
    </message>
    <message>
        <source>Làm lại thao tác</source>
        <translation>Do it anew</translation>
    </message>
    <message>
        <source>Cấp mã khác</source>
        <translation>Give another code</translation>
    </message>
    <message>
        <source>In lại giấy tiếp nhận</source>
        <translation>Print the receipt again</translation>
    </message>
    <message>
        <source>Khai báo lại quầy</source>
        <translation>Enrol again</translation>
    </message>
    <message>
        <source>Ký lại</source>
        <translation>Sign again</translation>
    </message>
    <message>
        <source>Đã làm lại. Hồ sơ sẽ tự gửi về tỉnh.</source>
        <translation>Done anew. The dossier will be sent by itself.</translation>
    </message>
    <message>
        <source>Hồ sơ đã có mã khác. Hãy in lại giấy tiếp nhận cho người dân.</source>
        <translation>The dossier has another code. Print the receipt again for the citizen.</translation>
    </message>
    <message>
        <source>Đã in lại giấy tiếp nhận.</source>
        <translation>The receipt was printed again.</translation>
    </message>
    <message>
        <source>Đã ký {count} giấy tờ. Bản đã ký sẽ tự gửi về tỉnh.</source>
        <translation>{count} papers signed. The signed files will be sent to the province.</translation>
    </message>
    <message>
        <source>Đang ký… Hãy cắm thiết bị ký số và nhập mã PIN khi được hỏi.</source>
        <translation>Signing… Plug in the signing token and enter its PIN when asked.</translation>
    </message>
    <message>
        <source>Đang khai báo lại quầy…</source>
        <translation>Enrolling this window again…</translation>
    </message>
    <message>
        <source>Đã khai báo lại quầy. Hồ sơ chưa gửi vẫn còn nguyên và sẽ tự gửi về tỉnh.</source>
        <translation>This window is enrolled again. What had not been sent is all there and is sent by itself.</translation>
    </message>
    <message>
        <source>Mở lại để quét</source>
        <translation>Open again to scan</translation>
    </message>
    <message>
        <source>Hồ sơ đã mở lại. Hãy quét lại những trang bị mất rồi chốt hồ sơ.</source>
        <translation>The dossier is open again. Scan the lost pages anew, then close it.</translation>
    </message>
    <message>
        <source>{first}, {next}</source>
        <translation>{first}, {next}</translation>
    </message>
    <message>
        <source>Thao tác: {acts} · {people}</source>
        <translation>Acts: {acts} · {people}</translation>
    </message>
    <message>
        <source>Thao tác của bản mới hơn</source>
        <translation>Done by a newer release</translation>
    </message>
    <message>
        <source>{act} ({number})</source>
        <translation>{act} ({number})</translation>
    </message>
    <message>
        <source>đơn vị khác</source>
        <translation>another unit</translation>
    </message>
    <message>
        <source>cơ quan giải quyết</source>
        <translation>the deciding agency</translation>
    </message>
    <message>
        <source>khác</source>
        <translation>another one</translation>
    </message>
</context>
<context>
    <name>TroublesView</name>
    <message>
        <source>Cần xử lý</source>
        <translation>To resolve</translation>
    </message>
    <message>
        <source>Không có việc cần xử lý</source>
        <translation>Nothing to resolve</translation>
    </message>
    <message>
        <source>Khi hồ sơ bị trả lại, tệp lỗi hoặc cần người quyết định, việc đó sẽ hiện ở đây cùng cách xử lý.</source>
        <translation>When a dossier is sent back, a file is damaged or a person has to decide, it appears here with its cure.</translation>
    </message>
    <message>
        <source>Khai báo lại quầy</source>
        <translation>Enrol again</translation>
    </message>
    <message>
        <source>Khai báo lại</source>
        <translation>Enrol this window again</translation>
    </message>
    <message>
        <source>Để sau</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Nhập mã khai báo mới do bộ phận công nghệ thông tin cấp:</source>
        <translation>Enter the new code that IT gave you:</translation>
    </message>
</context>
<context>
    <name>Trust</name>
    <message>
        <source>Bản điện tử gốc, có chữ ký số</source>
        <translation>Born digital, signed</translation>
    </message>
    <message>
        <source>Bản sao điện tử do cơ quan ký số</source>
        <translation>Copy signed by the agency</translation>
    </message>
    <message>
        <source>Bản sao điện tử đã chứng thực</source>
        <translation>Certified electronic copy</translation>
    </message>
    <message>
        <source>Bản quét do cán bộ một cửa ký số</source>
        <translation>Scan signed by a clerk</translation>
    </message>
    <message>
        <source>Bản quét chưa ký số</source>
        <translation>Unsigned scan</translation>
    </message>
    <message>
        <source>Người dân tự tải lên</source>
        <translation>Uploaded by the citizen</translation>
    </message>
</context>
<context>
    <name>_Detail</name>
    <message>
        <source>Xem kết quả</source>
        <translation>View result</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Người nhận</source>
        <translation>Receiver</translation>
    </message>
    <message>
        <source>Số giấy tờ</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>Quan hệ với người nộp</source>
        <translation>Relation to the applicant</translation>
    </message>
    <message>
        <source>Trả kết quả</source>
        <translation>Hand over result</translation>
    </message>
    <message>
        <source>Người dân đánh giá</source>
        <translation>Citizen&apos;s rating</translation>
    </message>
    <message>
        <source>Rất hài lòng</source>
        <translation>Very satisfied</translation>
    </message>
    <message>
        <source>Hài lòng</source>
        <translation>Satisfied</translation>
    </message>
    <message>
        <source>Không hài lòng</source>
        <translation>Dissatisfied</translation>
    </message>
    <message>
        <source>Đã có bản điện tử</source>
        <translation>Digital copy held</translation>
    </message>
    <message>
        <source>Các trang cần xem</source>
        <translation>Pages to look at</translation>
    </message>
    <message>
        <source>Không quét giấy tờ này (ngoại lệ theo quy định)</source>
        <translation>Do not scan this paper (lawful exception)</translation>
    </message>
    <message>
        <source>Căn cứ</source>
        <translation>Ground</translation>
    </message>
    <message>
        <source>Lý do</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Ghi rõ lý do; lý do được lưu cùng hồ sơ</source>
        <translation>State the reason; it is kept with the dossier</translation>
    </message>
    <message>
        <source>Ghi nhận ngoại lệ</source>
        <translation>Record exception</translation>
    </message>
    <message>
        <source>Dùng bản này</source>
        <translation>Use this one</translation>
    </message>
    <message>
        <source>Đánh dấu để chấp nhận sau khi đã xem trang.</source>
        <translation>Tick to accept once you have looked at the page.</translation>
    </message>
    <message>
        <source>Mở trang để xoay hoặc quét lại</source>
        <translation>Open the page to turn or rescan it</translation>
    </message>
    <message>
        <source>Không thuộc trường hợp phải nộp</source>
        <translation>No condition applies</translation>
    </message>
    <message>
        <source>Thông tin đọc từ giấy tờ</source>
        <translation>Read from the paper</translation>
    </message>
    <message>
        <source>Cách trả</source>
        <translation>How it goes out</translation>
    </message>
    <message>
        <source>Mời ký</source>
        <translation>Ask to sign</translation>
    </message>
    <message>
        <source>Đã ký</source>
        <translation>Signed</translation>
    </message>
    <message>
        <source>Xem</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>Xem {paper}</source>
        <translation>Look at {paper}</translation>
    </message>
</context>
<context>
    <name>_PinQuestion</name>
    <message>
        <source>Ký số</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>Mã PIN của chữ ký số</source>
        <translation>PIN of the signature</translation>
    </message>
    <message>
        <source>Ký</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>Để sau</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Nhập mã PIN để ký giấy tờ vừa chốt.</source>
        <translation>Type the PIN to sign the papers that were sealed.</translation>
    </message>
    <message>
        <source>Lần nhập cuối: nhập sai nữa thiết bị sẽ bị khóa.</source>
        <translation>Last try: another wrong PIN locks the token.</translation>
    </message>
</context>
</TS>
