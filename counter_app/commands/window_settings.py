"""What the settings try at a window: scanner, link, diagnosis, backup, restore."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event as StopSign

from counter_app import __version__
from counter_app.bootstrap import Counter
from counter_app.db.backups import find_backups, make_backup, want_restore
from counter_app.domain.errors import DeviceTrouble, LinkDown
from counter_app.domain.scanning import Device, PageScanned, ScanProfile, ScanStopped
from counter_app.domain.slips import Copy, Letterhead, PaperCount, Party, ReceiptSlip, SlipHead
from counter_app.services.diagnosis import diagnosis
from counter_app.services.ports import LINK_PROBLEM
from counter_app.services.slip_paper import receipt_paper
from counter_app.ui.presenters.settings import BackupMade, LinkTried, ScanTried, SettingsServices
from counter_app.ui.printing import choose_printer


def settings_services(counter: Counter, pdf_pictures: Callable[[bytes], tuple[bytes, ...]]) -> SettingsServices:
    """What the settings of this counter ask for."""
    tries = _Tries(counter)
    return SettingsServices(
        devices=counter.capture.devices,
        try_scanner=tries.try_scanner,
        try_link=tries.try_link,
        paper=counter.reports.paper,
        render=pdf_pictures,
        receipt_paper=lambda: counter.receipt_paper.now().told(),
        choose_receipt_paper=tries.choose_receipt_paper,
        sample_receipt=tries.sample_receipt,
        diagnose=tries.diagnose,
        back_up=tries.back_up,
        backups=tries.backups,
        restore=tries.restore,
        about=tries.about,
        now=counter.clock.now,
    )


class _Tries:
    """Each call tries one thing and tells what came of it."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    def try_scanner(self, device: Device) -> ScanTried:
        """One page, looked at and thrown away. Raises ``DeviceTrouble`` with the scanner's own code."""
        stop, began = StopSign(), self._counter.clock.steady()
        for event in self._counter.scanner.scan(device, ScanProfile(expected_pages=1), stop=stop):
            if isinstance(event, PageScanned):
                stop.set()
                seconds = self._counter.clock.steady() - began
                return ScanTried(seconds, len(event.image), event.dpi or 0)
            if isinstance(event, ScanStopped):
                raise DeviceTrouble(event.code, page=event.page, origin=event.origin)
        raise DeviceTrouble("feeder_empty", page=0, origin="")

    def try_link(self) -> LinkTried:
        """One question to the province. Raises ``LinkDown`` or what the province says."""
        if not self._counter.settings.server_url:
            raise LinkDown("no_server")
        began = self._counter.clock.steady()
        self._counter.gateway.reach()
        milliseconds = round((self._counter.clock.steady() - began) * 1000)
        return LinkTried(milliseconds, self._counter.clock.server_offset_ms())

    def choose_receipt_paper(self, told: str) -> None:
        """What is given out goes there from now on."""
        paper = receipt_paper(told)
        self._counter.receipt_paper.choose(paper)
        if paper.roll is not None:
            choose_printer(paper.roll, paper.printer)

    def sample_receipt(self, told: str) -> bytes:
        """A receipt of nothing, on this paper: letters, lines and a code as on a real one."""
        counter, at = self._counter, self._counter.clock.now()
        identity = counter.enrol.identity()
        letterhead = (
            counter.catalogue.letterhead(identity.unit, at.date())
            if identity is not None
            else Letterhead(parent="", unit="QUẦY MỘT CỬA", place="")
        )
        head = SlipHead(
            letterhead=letterhead,
            issued_at=at,
            dossier_code="000.00.00.H00-000000-0000",
            procedure_code="0.000000",
            procedure="Phiếu in thử",
            holder=Party("PHIẾU IN THỬ, KHÔNG CÓ GIÁ TRỊ"),
            system="",
        )
        slip = ReceiptSlip(
            head=head,
            request="In thử chữ Việt: ă â đ ê ô ơ ư, Nguyễn Thị Ngọc Ánh, Đặng Hữu Phước, Trần Bửu Lộc",
            papers=(PaperCount("Giấy tờ in thử", originals=1, copies=2),),
            time_limit="không",
            received_at=at,
            due_at=at,
            result_at="không",
            clerk="",
            copies=(Copy.CITIZEN,),
        )
        return counter.printer.receipt_on(slip, receipt_paper(told).roll)

    def about(self) -> dict[str, str]:
        """The program and the machine."""
        return {
            "version": __version__,
            "system": platform.platform(terse=True),
            "python": platform.python_version(),
        }

    def diagnose(self) -> Path:
        """A bundle for the support, where this person finds it."""
        counter, settings = self._counter, self._counter.settings
        disk = shutil.disk_usage(settings.profile)
        store = settings.profile / "store.db"
        with counter.store.open_work() as work:
            problem = work.observations.get(LINK_PROBLEM) or ""
        bundle = diagnosis(
            counter.store.queries,
            at=counter.clock.now(),
            machine={
                **self.about(),
                "disk_free_bytes": disk.free,
                "store_bytes": store.stat().st_size if store.exists() else 0,
                "keys_in": str(counter.secrets.home),
                "clock_off_ms": counter.clock.server_offset_ms(),
            },
            settings={
                "has_server": bool(settings.server_url),
                "has_relay": bool(settings.relay_url),
                "has_proxy": bool(settings.proxy),
                "has_own_ca": bool(settings.ca_file),
                "pins": len(settings.pins.split(";")) if settings.pins else 0,
                "most_kbit_s": settings.most_kbit_s,
                "leave_room": settings.leave_room,
                "language": settings.language,
                "training": settings.training,
                "lock_minutes": settings.lock_minutes,
            },
            link_problem=problem,
        )
        settings.exports.mkdir(parents=True, exist_ok=True)
        path = settings.exports / f"goi-chan-doan-{counter.clock.now():%Y%m%d-%H%M%S}.zip"
        path.write_bytes(bundle)
        return path

    def back_up(self) -> BackupMade:
        """A whole copy, while work goes on."""
        counter = self._counter
        profile = counter.settings.profile
        folder, told = make_backup(counter.store, profile / "vault", counter.settings.backups, counter.clock.now())
        return BackupMade(folder, counter.clock.now(), told.size_bytes, told.files)

    def backups(self) -> tuple[BackupMade, ...]:
        """The whole copies that there are."""
        return tuple(
            BackupMade(folder, datetime.fromisoformat(told.made_at), told.size_bytes, told.files)
            for folder, told in find_backups(self._counter.settings.backups)
        )

    def restore(self, folder: Path) -> None:
        """This copy at the next start. Raises ``Damaged("backup_damaged")``."""
        want_restore(self._counter.settings.profile, folder, self._counter.secrets.store_key)
