"""The link on one screen: three plain numbers, what still waits here, and what the province signed of a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from counter_app.contract.messages import Certificate, CertificateRequest
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import DossierId
from counter_app.services.courier import Packed, Unpacked
from counter_app.services.queries import QueueRow, SyncState
from counter_app.services.report import Report, Sheet
from counter_app.ui.formats import day_text, moment_text, size_text
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.print_jobs import CERTIFICATE, of_days
from counter_app.ui.presenters.running import Refresh, Tasks
from counter_app.ui.presenters.saying import delivery_mark
from counter_app.ui.presenters.screens import Choice, Line, Mark, Note, Tone
from counter_app.ui.presenters.strip import strip_screen
from counter_app.ui.presenters.sync_screen import CertificateDetail, PlaceNumber, SyncScreen, SyncView
from counter_app.ui.problems import code_words, problem_words, tone_of
from counter_app.ui.words import Text, Words, words

T = TypeVar("T")

SHOWN = 200
DAYS = 14


@dataclass(frozen=True)
class SyncServices:
    """What the screen of the link asks of the program.

    ``link_problem`` is the code of what stands in the way, empty when nothing does. ``gives_way`` tells of others
    on the line who make deliveries slower. ``figures`` is what this counter believes of a day, ``certificate``
    what the province signed of it.
    """

    sync_state: Callable[[], SyncState]
    link_problem: Callable[[], str]
    gives_way: Callable[[], bool]
    send_now: Callable[[], None]
    waiting: Callable[[int], Sequence[QueueRow]]
    figures: Callable[[date], CertificateRequest]
    certificate: Callable[[date], Certificate | None]
    paper: Callable[[Report], bytes]
    render: Callable[[bytes], tuple[bytes, ...]]
    where: Callable[[], tuple[str, str]]
    sticks: Callable[[], Sequence[tuple[Path, str]]]
    pack: Callable[[Path], Packed]
    pack_next: Callable[[Path], Packed]
    unpack: Callable[[Path], Unpacked]
    title_of: Callable[[str], str]
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Read:
    state: SyncState
    problem: str
    gives_way: bool
    rows: tuple[QueueRow, ...]
    figures: CertificateRequest
    certificate: Certificate | None


class SyncPresenter:
    """Decides what the screen of the link shows."""

    def __init__(self, view: SyncView, tasks: Tasks, desk: Desk, services: SyncServices) -> None:
        self._view = view
        self._tasks = tasks
        self._desk = desk
        self._services = services
        self._screen = SyncScreen()
        self._read_last: _Read | None = None
        self._refresh = Refresh(tasks, self._read, done=self._shown, failed=self._failed)

    def start(self) -> None:
        """The screen came to the front."""
        self._refresh.ask()
        self.sticks_wanted()

    def changed(self) -> None:
        """Something was sent, answered or added."""
        if self._read_last is not None:
            self._refresh.ask()

    def send_wanted(self) -> None:
        """Do not wait for the next turn."""
        self._services.send_now()
        self._show(replace(self._screen, link=Mark(words("Strip", "Đang liên lạc…"), Tone.ACCENT), problem=None))

    def day_picked(self, day: str) -> None:
        """The certificate of this day."""
        self._screen = replace(self._screen, day=day)
        self._refresh.ask()

    def row_opened(self, key: str) -> None:
        """Look at a dossier that waits."""
        self._desk.take_up(DossierId(key))
        self._desk.go_to(Place.REVIEW)

    def troubles_wanted(self) -> None:
        """The list of what needs a person."""
        self._desk.go_to(Place.TROUBLES)

    # --- by stick ----------------------------------------------------------------------------------------------

    def sticks_wanted(self) -> None:
        """Look again what is plugged in."""
        self._tasks.run(self._services.sticks, done=self._sticks_found, failed=self._failed)

    def stick_picked(self, key: str) -> None:
        """This stick."""
        # What to do with the next stick stays to be read while it is picked.
        carried = self._screen.carried if self._screen.more_sticks else None
        self._show(replace(self._screen, stick=key, carried=carried))

    def pack_wanted(self) -> None:
        """Write what is unsent onto the stick, from the start."""
        self._pack(self._services.pack)

    def pack_next_wanted(self) -> None:
        """Write what did not fit on the sticks before."""
        if self._screen.more_sticks:
            self._pack(self._services.pack_next)

    def unpack_wanted(self) -> None:
        """Take in what the province answered."""
        stick = Path(self._screen.stick)

        def done(unpacked: Unpacked) -> None:
            self._carried(unpacked_note(unpacked), more_sticks=self._screen.more_sticks)

        self._carry(lambda: self._services.unpack(stick), done)

    def _pack(self, pack: Callable[[Path], Packed]) -> None:
        stick = Path(self._screen.stick)

        def done(packed: Packed) -> None:
            waits = packed.waits
            self._carried(packed_note(packed), more_sticks=bool(waits.files or waits.too_large))

        self._carry(lambda: pack(stick), done)

    def _carry(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        if self._screen.busy or not self._screen.stick:
            return
        self._show(replace(self._screen, busy=True, carried=None))

        def failed(error: CounterError) -> None:
            self._show(replace(self._screen, busy=False, carried=Note(problem_words(error), tone_of(error))))

        self._tasks.run(work, done=done, failed=failed, slow=True)

    def _carried(self, note: Note, *, more_sticks: bool) -> None:
        self._show(replace(self._screen, busy=False, carried=note, more_sticks=more_sticks))
        self._refresh.ask()

    def _sticks_found(self, found: Sequence[tuple[Path, str]]) -> None:
        choices = tuple(Choice(str(path), f"{name} ({path})") for path, name in found)
        known = {choice.key for choice in choices}
        stick = self._screen.stick if self._screen.stick in known else choices[0].key if choices else ""
        self._show(replace(self._screen, sticks=choices, stick=stick))

    def print_wanted(self) -> None:
        """The certificate on paper."""
        read, shown = self._read_last, self._screen.certificate
        if read is None or read.certificate is None or shown is None or not shown.can_print or self._screen.busy:
            return
        certificate = read.certificate
        self._show(replace(self._screen, busy=True, status=None))

        def work() -> tuple[bytes, ...]:
            unit, window = self._services.where()
            report = certificate_report(certificate, read.figures, unit, window, self._services.now())
            return self._services.render(self._services.paper(report))

        def done(pages: tuple[bytes, ...]) -> None:
            self._show(replace(self._screen, busy=False))
            day = date.fromisoformat(certificate.day)
            self._view.print_paper(pages, of_days(CERTIFICATE, day, day))

        self._tasks.run(work, done=done, failed=self._failed, slow=True)

    def _read(self) -> _Read:
        services = self._services
        day = date.fromisoformat(self._screen.day) if self._screen.day else services.now().date()
        return _Read(
            services.sync_state(),
            services.link_problem(),
            services.gives_way(),
            tuple(services.waiting(SHOWN)),
            services.figures(day),
            services.certificate(day),
        )

    def _shown(self, read: _Read) -> None:
        self._read_last = read
        services, now = self._services, self._services.now()
        strip = strip_screen(read.state, now)
        today = now.date()
        days = tuple(today - timedelta(days=back) for back in range(DAYS))
        self._show(
            replace(
                self._screen,
                places=place_numbers(read.state),
                link=strip.link,
                contact=strip.contact,
                problem=link_note(read.problem) or (pace_note(read.state) if read.gives_way else None),
                waiting=tuple(waiting_line(row, services.title_of) for row in read.rows),
                waiting_title=words("Sync", "Hồ sơ còn phần chưa gửi: {count}").fill(count=len(read.rows)),
                days=tuple(Choice(day.isoformat(), day_text(day)) for day in days),
                day=self._screen.day or today.isoformat(),
                certificate=certificate_detail(read.certificate, read.figures),
                troubles=_troubles(read.state.troubles_open),
            )
        )

    def _failed(self, error: CounterError) -> None:
        self._show(replace(self._screen, busy=False, status=Note(problem_words(error), tone_of(error))))

    def _show(self, screen: SyncScreen) -> None:
        self._screen = screen
        self._view.show_screen(screen)


def place_numbers(state: SyncState) -> tuple[PlaceNumber, ...]:
    """Three plain numbers that add up to every dossier there is. What is on its way is still here, too."""
    here = state.dossiers_at_window + state.dossiers_on_the_way
    if state.acts_unsent or state.files_unsent:
        waits: Text = words("Sync", "Chờ gửi: {acts} thao tác, {files} tệp ({size})").fill(
            acts=state.acts_unsent, files=state.files_unsent, size=size_text(state.bytes_unsent)
        )
    else:
        waits = words("Sync", "Không còn gì chờ gửi")
    if state.dossiers_turned_down:
        back = words("Sync", "{waits}; {count} hồ sơ bị trả lại, xem «Cần xử lý»")
        waits = back.fill(waits=waits, count=state.dossiers_turned_down)
    return (
        PlaceNumber("window", words("Sync", "Còn ở quầy"), here, waits),
        PlaceNumber(
            "branch",
            words("Sync", "Ở chi nhánh"),
            state.dossiers_at_branch,
            words("Sync", "Chi nhánh giữ, gửi tiếp về tỉnh khi có mạng"),
        ),
        PlaceNumber(
            "province",
            words("Sync", "Đã ở tỉnh"),
            state.dossiers_at_province,
            words("Sync", "Tỉnh đã xác nhận, không thể mất"),
        ),
    )


def packed_note(packed: Packed) -> Note:
    """What lies on the stick now, what waits for the next, and where they have to go."""
    waits = packed.waits
    facts: dict[str, str | int | Words] = {
        "number": packed.number,
        "acts": packed.acts,
        "files": packed.files,
        "size": size_text(packed.size_bytes),
    }
    if waits.files:
        said = words(
            "Sync",
            "USB thứ {number}: đã ghi {acts} thao tác, {files} tệp ({size}). Còn {left} tệp của {dossiers} hồ sơ"
            " ({left_size}), cần thêm {sticks} USB còn trống như vậy. Cắm USB tiếp theo, bấm «Tìm lại» rồi «Ghi"
            " tiếp».",
        )
        facts |= {"left": waits.files, "dossiers": waits.dossiers, "sticks": waits.sticks}
        return Note(said.fill(left_size=size_text(waits.size_bytes), **facts), Tone.WARN)
    if waits.too_large:
        largest = max(waits.too_large, key=lambda file: file.size_bytes)
        said = words(
            "Sync",
            "USB thứ {number}: đã ghi {acts} thao tác, {files} tệp ({size}). Còn {left} tệp lớn hơn chỗ trống của"
            " USB này, lớn nhất là tệp của hồ sơ {name} ({left_size}). Cắm USB lớn hơn, bấm «Tìm lại» rồi «Ghi"
            " tiếp».",
        )
        facts |= {"left": len(waits.too_large), "name": largest.name}
        return Note(said.fill(left_size=size_text(largest.size_bytes), **facts), Tone.WARN)
    if packed.number > 1:
        said = words(
            "Sync",
            "Đã ghi xong cả {number} USB; USB cuối có {acts} thao tác, {files} tệp ({size}). Mang mọi USB về trung"
            " tâm, nạp theo thứ tự nào cũng được.",
        )
        return Note(said.fill(**facts), Tone.GOOD)
    said = words(
        "Sync", "Đã ghi {acts} thao tác, {files} tệp ({size}). Mang USB về trung tâm để nạp vào máy chủ tỉnh."
    )
    return Note(said.fill(**facts), Tone.GOOD)


def unpacked_note(unpacked: Unpacked) -> Note:
    """What the province answered."""
    if not unpacked.replies:
        nothing = words("Sync", "USB này chưa có trả lời nào của tỉnh cho quầy.")
        return Note(nothing, Tone.WARN)
    said = words("Sync", "Đã nhận {replies} trả lời: {answered} thao tác được tỉnh xác nhận, {changes} thay đổi.")
    return Note(
        said.fill(replies=unpacked.replies, answered=unpacked.answered, changes=unpacked.changes), Tone.GOOD
    )


def link_note(code: str) -> Note | None:
    """What stands in the way of sending, in the clerk's words; work goes on whatever it is."""
    if not code:
        return None
    return Note(code_words(code, {}) or words("Sync", "Chưa gửi được (mã {code}).").fill(code=code), Tone.WARN)


def pace_note(state: SyncState) -> Note | None:
    """Why sending takes longer than usual, while there is something to send."""
    if not (state.acts_unsent or state.files_unsent):
        return None
    said = words("Sync", "Đường truyền đang có việc khác dùng. Hồ sơ vẫn được gửi, chậm hơn để nhường.")
    return Note(said, Tone.NEUTRAL)


def waiting_line(row: QueueRow, title_of: Callable[[str], str]) -> Line:
    """A dossier of which something still waits here, and how much."""
    waits = words("Sync", "{code} · {procedure} · {acts} thao tác, {files} tệp ({size})").fill(
        code=row.code,
        procedure=title_of(row.procedure),
        acts=row.delivery.acts_unsent,
        files=row.delivery.files_unsent,
        size=size_text(row.delivery.bytes_unsent),
    )
    return Line(row.dossier_id, row.applicant, waits, delivery_mark(row.delivery))


def certificate_detail(certificate: Certificate | None, ours: CertificateRequest) -> CertificateDetail:
    """What the province signed of a day beside what this counter has."""
    title = words("Sync", "Ngày {day}").fill(day=day_text(date.fromisoformat(ours.day)))
    if certificate is None:
        nothing = not ours.acts
        said = words("Sync", "Không có gì để xác nhận") if nothing else words("Sync", "Chưa xác nhận")
        mark = Mark(said, Tone.NEUTRAL if nothing else Tone.WARN)
        return CertificateDetail(title, mark, _figures(ours), can_print=False)
    if not certificate.agreed or certificate.rolling_digest != ours.rolling_digest:
        mark = Mark(words("Sync", "Số liệu hai bên khác nhau"), Tone.BAD)
        return CertificateDetail(title, mark, _figures(ours, certificate), can_print=False)
    issued = Line(
        "issued",
        words("Sync", "Tỉnh ký lúc {time}").fill(time=moment_text(datetime.fromisoformat(certificate.issued_at))),
        words("Sync", "Mã kiểm tra {digest}").fill(digest=certificate.rolling_digest[:16]),
        icon="seal",
    )
    mark = Mark(words("Sync", "Hai bên khớp nhau"), Tone.GOOD)
    return CertificateDetail(title, mark, (*_figures(ours), issued), can_print=True)


def _figures(ours: CertificateRequest, theirs: Certificate | None = None) -> tuple[Line, ...]:
    named: tuple[tuple[str, Words, int, int], ...] = (
        ("dossiers", words("Sync", "Hồ sơ đã chốt"), ours.dossiers, theirs.dossiers if theirs else 0),
        ("pages", words("Sync", "Trang"), ours.pages, theirs.pages if theirs else 0),
        ("acts", words("Sync", "Thao tác"), ours.acts, theirs.acts if theirs else 0),
    )
    lines = []
    for key, title, here, there in named:
        differs = theirs is not None and here != there
        detail = (
            words("Sync", "tại quầy {here}, tại tỉnh {there}").fill(here=here, there=there) if theirs else None
        )
        lines.append(Line(key, title, detail, Mark(str(here), Tone.BAD if differs else Tone.NEUTRAL)))
    return tuple(lines)


def certificate_report(
    certificate: Certificate, ours: CertificateRequest, unit: str, window: str, now: datetime
) -> Report:
    """The certificate as a paper: everything that whoever checks the signature needs."""
    rows = (
        ("Ngày", day_text(date.fromisoformat(certificate.day))),
        ("Quầy", window),
        ("Thiết bị", certificate.device_id),
        ("Hồ sơ đã chốt", str(certificate.dossiers)),
        ("Trang", str(certificate.pages)),
        ("Thao tác", str(certificate.acts)),
        ("Mã kiểm tra", certificate.rolling_digest),
        ("Khớp với quầy", "Khớp" if certificate.rolling_digest == ours.rolling_digest else "Không khớp"),
        ("Tỉnh ký lúc", certificate.issued_at),
        ("Chữ ký của tỉnh", certificate.signature),
    )
    sheet = Sheet("Nội dung xác nhận", ("Mục", "Giá trị"), rows, (24, 96))
    return Report("Xác nhận dữ liệu trong ngày", unit, now, (sheet,))


def _troubles(number: int) -> Text | None:
    return words("Sync", "{count} việc cần xử lý").fill(count=number) if number else None
