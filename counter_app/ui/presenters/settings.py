"""What IT needs at a window: try scanner, printer and link, collect a diagnosis, back up and restore."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.forms import Roll
from counter_app.domain.scanning import Device
from counter_app.services.report import Report, Sheet
from counter_app.services.slip_paper import ReceiptPaper, receipt_paper
from counter_app.ui.formats import moment_text, size_text
from counter_app.ui.presenters.print_jobs import SAMPLE, TEST_PAGE
from counter_app.ui.presenters.running import Tasks
from counter_app.ui.presenters.screens import Choice, Note, Tone
from counter_app.ui.problems import problem_words, tone_of
from counter_app.ui.words import Text, Words, words

SCANNER, PRINTER, RECEIPT, LINK = "scanner", "printer", "receipt", "link"
DIAGNOSIS, BACKUP, RESTORE = "diagnosis", "backup", "restore"
SHEET = ReceiptPaper().told()


@dataclass(frozen=True, slots=True)
class Station:
    """One thing to try: what it does, its button, what to choose from, and what came of it."""

    key: str
    icon: str
    title: Text
    about: Text
    action: Text
    choices: tuple[Choice, ...] = ()
    chosen: str = ""
    needs_choice: bool = False
    busy: bool = False
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class SettingsScreen:
    """Everything that the settings show."""

    stations: tuple[Station, ...] = ()
    about: Text = ""


class SettingsView(Protocol):
    """Shows the screen; ``print_paper`` answers whether there was a printer to send it to.

    ``printers`` names those that the system knows.
    """

    def show_screen(self, screen: SettingsScreen) -> None: ...

    def print_paper(self, pages: tuple[bytes, ...], name: Text) -> bool: ...

    def printers(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class ScanTried:
    """A page that was scanned and thrown away again."""

    seconds: float
    size_bytes: int
    dpi: int


@dataclass(frozen=True, slots=True)
class LinkTried:
    """The province answered."""

    milliseconds: int
    clock_off_ms: int | None


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A whole copy of this counter."""

    folder: Path
    made_at: datetime
    size_bytes: int
    files: int


@dataclass(frozen=True)
class SettingsServices:
    """What the settings ask of the program; everything is called off the window's thread.

    ``restore`` is prepared now and done when the program starts next: the store is open until then. The paper of
    receipts is named as ``ReceiptPaper.told`` does.
    """

    devices: Callable[[], Sequence[Device]]
    try_scanner: Callable[[Device], ScanTried]
    try_link: Callable[[], LinkTried]
    paper: Callable[[Report], bytes]
    render: Callable[[bytes], tuple[bytes, ...]]
    receipt_paper: Callable[[], str]
    choose_receipt_paper: Callable[[str], None]
    sample_receipt: Callable[[str], bytes]
    diagnose: Callable[[], Path]
    back_up: Callable[[], BackupMade]
    backups: Callable[[], Sequence[BackupMade]]
    restore: Callable[[Path], None]
    about: Callable[[], Mapping[str, str]]
    now: Callable[[], datetime]


class SettingsPresenter:
    """Decides what the settings show."""

    def __init__(self, view: SettingsView, tasks: Tasks, services: SettingsServices) -> None:
        self._view = view
        self._tasks = tasks
        self._services = services
        self._devices: dict[str, Device] = {}
        self._screen = SettingsScreen(stations())

    def start(self) -> None:
        """The screen came to the front: what there is to choose from is looked up."""
        self._show(self._screen)
        self._ask(SCANNER, lambda: tuple(self._services.devices()), self._scanners_found)
        self._ask(RESTORE, lambda: tuple(self._services.backups()), self._backups_found)
        self._ask(RECEIPT, self._services.receipt_paper, self._papers_found)
        self._tasks.run(self._services.about, done=self._told, failed=lambda _error: None)

    def picked(self, key: str, choice: str) -> None:
        """This one is to be tried."""
        self._put(replace(self._station(key), chosen=choice, note=None))
        if key == RECEIPT:
            self._ask(RECEIPT, lambda: self._services.choose_receipt_paper(choice), self._paper_chosen)

    def pressed(self, key: str) -> None:
        """Try it; a second press while it is tried does nothing."""
        station = self._station(key)
        if station.busy or (station.needs_choice and not station.chosen):
            return
        match key:
            case "scanner":
                device = self._devices[station.chosen]
                self._ask(key, lambda: self._services.try_scanner(device), self._scanned, slow=True)
            case "printer":
                self._ask(key, self._test_page, self._printed, slow=True)
            case "receipt":
                services, told = self._services, station.chosen
                self._ask(key, lambda: services.render(services.sample_receipt(told)), self._sampled, slow=True)
            case "link":
                self._ask(key, self._services.try_link, self._linked, slow=True)
            case "diagnosis":
                self._ask(key, self._services.diagnose, self._diagnosed, slow=True)
            case "backup":
                self._ask(key, self._services.back_up, self._backed_up, slow=True)
            case _:
                folder = Path(station.chosen)
                self._ask(key, lambda: self._services.restore(folder), self._restoring, slow=True)

    # --- answers -----------------------------------------------------------------------------------------------

    def _scanners_found(self, devices: tuple[Device, ...]) -> None:
        self._devices = {f"{one.driver}:{one.address}": one for one in devices}
        choices = tuple(Choice(key, one.title) for key, one in self._devices.items())
        none = Note(words("Settings", "Không thấy máy quét nào. Hãy kiểm tra dây cắm và nguồn điện."), Tone.WARN)
        self._put(self._offering(SCANNER, choices, none))

    def _backups_found(self, backups: tuple[BackupMade, ...]) -> None:
        newest = sorted(backups, key=lambda one: one.made_at, reverse=True)
        choices = tuple(
            Choice(str(one.folder), f"{moment_text(one.made_at)} · {size_text(one.size_bytes)}") for one in newest
        )
        none = Note(words("Settings", "Chưa có bản sao lưu nào."), Tone.NEUTRAL)
        self._put(self._offering(RESTORE, choices, none))

    def _papers_found(self, now: str) -> None:
        known = receipt_papers(self._view.printers())
        # A printer that is not there today is still what was chosen.
        gone = () if now in {choice.key for choice in known} else (_paper_choice(receipt_paper(now)),)
        self._put(replace(self._station(RECEIPT), busy=False, choices=(*known, *gone), chosen=now))

    def _paper_chosen(self, _nothing: None) -> None:
        self._good(
            RECEIPT,
            words("Settings", "Từ nay phiếu giao cho người dân in trên giấy này. Hãy in thử một phiếu."),
        )

    def _sampled(self, pages: tuple[bytes, ...]) -> None:
        if self._view.print_paper(pages, SAMPLE):
            self._good(
                RECEIPT, words("Settings", "Đã gửi phiếu in thử. Quét mã trên phiếu để biết chữ có đủ nét.")
            )
        else:
            said = words("Settings", "Máy tính này chưa có máy in. Hãy cài máy in trong hệ điều hành.")
            self._put(replace(self._station(RECEIPT), busy=False, note=Note(said, Tone.WARN)))

    def _offering(self, key: str, choices: tuple[Choice, ...], none: Note) -> Station:
        station = self._station(key)
        known = {choice.key for choice in choices}
        chosen = station.chosen if station.chosen in known else choices[0].key if choices else ""
        return replace(station, busy=False, choices=choices, chosen=chosen, note=None if choices else none)

    def _scanned(self, tried: ScanTried) -> None:
        said = words(
            "Settings", "Quét tốt: một trang sau {seconds} giây, {size}, {dpi} dpi. Trang thử không được lưu."
        )
        self._good(
            SCANNER,
            said.fill(
                seconds=f"{tried.seconds:.1f}".replace(".", ","), size=size_text(tried.size_bytes), dpi=tried.dpi
            ),
        )

    def _test_page(self) -> tuple[bytes, ...]:
        about = self._services.about()
        sheet = Sheet(
            "Trang in thử", ("Mục", "Giá trị"), tuple((name, value) for name, value in about.items()), (30, 60)
        )
        letters = Sheet(
            "Chữ Việt",
            ("Kiểm tra dấu",),
            (("ă â đ ê ô ơ ư Ă Â Đ Ê Ô Ơ Ư",), ("Nguyễn Thị Ngọc Ánh – Đặng Hữu Phước – Trần Bửu Lộc",)),
            (90,),
        )
        report = Report(
            "Trang in thử của quầy một cửa", about.get("unit", ""), self._services.now(), (sheet, letters)
        )
        return self._services.render(self._services.paper(report))

    def _printed(self, pages: tuple[bytes, ...]) -> None:
        if self._view.print_paper(pages, TEST_PAGE):
            self._good(PRINTER, words("Settings", "Đã gửi trang in thử đến máy in mặc định."))
        else:
            said = words("Settings", "Máy tính này chưa có máy in mặc định. Hãy chọn máy in trong hệ điều hành.")
            self._put(replace(self._station(PRINTER), busy=False, note=Note(said, Tone.WARN)))

    def _linked(self, tried: LinkTried) -> None:
        if tried.clock_off_ms is None:
            said = words("Settings", "Máy chủ tỉnh trả lời sau {ms} ms.").fill(ms=tried.milliseconds)
        else:
            said = words(
                "Settings", "Máy chủ tỉnh trả lời sau {ms} ms; đồng hồ máy này lệch {seconds} giây."
            ).fill(ms=tried.milliseconds, seconds=f"{abs(tried.clock_off_ms) / 1000:.1f}".replace(".", ","))
        self._good(LINK, said)

    def _diagnosed(self, path: Path) -> None:
        said = words("Settings", "Đã tạo {path}. Gói này không chứa thông tin cá nhân.")
        self._good(DIAGNOSIS, said.fill(path=str(path)))

    def _backed_up(self, made: BackupMade) -> None:
        said = words("Settings", "Đã sao lưu {files} tệp ({size}) vào {path}").fill(
            files=made.files, size=size_text(made.size_bytes), path=str(made.folder)
        )
        self._good(BACKUP, said)
        self._ask(RESTORE, lambda: tuple(self._services.backups()), self._backups_found)

    def _restoring(self, _nothing: None) -> None:
        said = words(
            "Settings",
            "Bản sao lưu hợp lệ. Đóng và mở lại chương trình để khôi phục; dữ liệu hiện tại được giữ bên cạnh.",
        )
        self._put(replace(self._station(RESTORE), busy=False, note=Note(said, Tone.ACCENT)))

    def _told(self, about: Mapping[str, str]) -> None:
        text = words("Settings", "Phiên bản {version} · {system}").fill(
            version=about.get("version", ""), system=about.get("system", "")
        )
        self._show(replace(self._screen, about=text))

    # --- asking and showing ------------------------------------------------------------------------------------

    def _ask(self, key: str, work: Callable[[], object], done: Callable[..., None], *, slow: bool = False) -> None:
        self._put(replace(self._station(key), busy=True, note=None))

        def failed(error: CounterError) -> None:
            self._put(replace(self._station(key), busy=False, note=Note(problem_words(error), tone_of(error))))

        self._tasks.run(work, done=done, failed=failed, slow=slow)

    def _good(self, key: str, said: Words) -> None:
        self._put(replace(self._station(key), busy=False, note=Note(said, Tone.GOOD)))

    def _station(self, key: str) -> Station:
        return next(one for one in self._screen.stations if one.key == key)

    def _put(self, station: Station) -> None:
        others = tuple(station if one.key == station.key else one for one in self._screen.stations)
        self._show(replace(self._screen, stations=others))

    def _show(self, screen: SettingsScreen) -> None:
        self._screen = screen
        self._view.show_screen(screen)


def receipt_papers(printers: Sequence[str]) -> tuple[Choice, ...]:
    """The sheet, then each roll on the default printer and on each printer by name."""
    rolls = tuple(ReceiptPaper(roll, printer) for printer in ("", *printers) for roll in Roll)
    return tuple(_paper_choice(paper) for paper in (ReceiptPaper(), *rolls))


def _paper_choice(paper: ReceiptPaper) -> Choice:
    titles = {
        None: words("Settings", "Tờ theo mẫu"),
        Roll.WIDE: words("Settings", "Cuộn 80 mm, máy in mặc định"),
        Roll.NARROW: words("Settings", "Cuộn 58 mm, máy in mặc định"),
    }
    on_printer = {
        Roll.WIDE: words("Settings", "Cuộn 80 mm, {printer}"),
        Roll.NARROW: words("Settings", "Cuộn 58 mm, {printer}"),
    }
    if paper.roll is not None and paper.printer:
        return Choice(paper.told(), on_printer[paper.roll].fill(printer=paper.printer))
    return Choice(paper.told(), titles[paper.roll])


def stations() -> tuple[Station, ...]:
    """Everything that can be tried, before anything was."""
    return (
        Station(
            SCANNER,
            "scan",
            words("Settings", "Máy quét"),
            words("Settings", "Quét thử một trang. Trang này không vào hồ sơ nào và không được lưu."),
            words("Settings", "Quét thử"),
            needs_choice=True,
        ),
        Station(
            PRINTER,
            "print",
            words("Settings", "Máy in"),
            words("Settings", "In một trang thử có đủ chữ Việt ra máy in mặc định."),
            words("Settings", "In thử"),
        ),
        Station(
            RECEIPT,
            "paper",
            words("Settings", "Giấy in phiếu"),
            words(
                "Settings",
                "Giấy tiếp nhận, biên lai, phiếu yêu cầu bổ sung và phiếu từ chối: in tờ theo mẫu hoặc giấy cuộn.",
            ),
            words("Settings", "In thử phiếu"),
            choices=(_paper_choice(ReceiptPaper()),),
            chosen=SHEET,
            needs_choice=True,
        ),
        Station(
            LINK,
            "sync",
            words("Settings", "Đường truyền"),
            words("Settings", "Hỏi máy chủ tỉnh một lần và đo thời gian trả lời. Không gửi hồ sơ nào."),
            words("Settings", "Thử kết nối"),
        ),
        Station(
            DIAGNOSIS,
            "help",
            words("Settings", "Gói chẩn đoán"),
            words(
                "Settings",
                "Gom số liệu kỹ thuật vào một tệp để gửi bộ phận hỗ trợ. Không có tên, số giấy tờ hay trang quét.",
            ),
            words("Settings", "Tạo gói"),
        ),
        Station(
            BACKUP,
            "down",
            words("Settings", "Sao lưu"),
            words(
                "Settings",
                "Sao toàn bộ hồ sơ và trang quét của quầy, vẫn mã hóa. Quầy vẫn làm việc trong lúc sao.",
            ),
            words("Settings", "Sao lưu ngay"),
        ),
        Station(
            RESTORE,
            "undo",
            words("Settings", "Khôi phục"),
            words(
                "Settings",
                "Đưa quầy về một bản sao lưu khi mở lại. Thao tác đã gửi về tỉnh sẽ tự trở lại từ tỉnh.",
            ),
            words("Settings", "Khôi phục khi mở lại"),
            needs_choice=True,
        ),
    )
