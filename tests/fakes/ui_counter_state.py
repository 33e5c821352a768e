"""What lies behind one test's window: use cases over stand-ins, and a memory of what was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from counter_app.contract.messages import Certificate, PersonPaper
from counter_app.contract.moves import State
from counter_app.documents.forms.printer import FormPrinter
from counter_app.domain.dossier import Dossier, Result
from counter_app.domain.errors import CounterError, NotFound
from counter_app.domain.id_card import CardReading, read_typed_card
from counter_app.domain.ids import ActId, DossierId, PageId
from counter_app.domain.scanning import Device, ScanProfile
from counter_app.services.capture import Capture
from counter_app.services.classify import Classify
from counter_app.services.courier import Packed, Unpacked, Waits
from counter_app.services.cures import Redo
from counter_app.services.hand_over import HandOver
from counter_app.services.held_papers import Holdings
from counter_app.services.originals import Originals
from counter_app.services.paper_fields import PaperFields
from counter_app.services.ports import Session, StoredAct
from counter_app.services.pull import Integrate
from counter_app.services.quick_lock import QuickLock
from counter_app.services.reception_slips import ReceptionSlips
from counter_app.services.recognise import Recognise
from counter_app.services.report import Report
from counter_app.services.scan_profiles import Fitted, ScanProfiles
from counter_app.services.separators import SortBySeparators
from counter_app.services.staff_names import StaffNames
from counter_app.ui.presenters.capture_wording import CaptureFacts
from counter_app.ui.presenters.review_wording import ReviewFacts
from counter_app.ui.presenters.screens import Choice
from counter_app.ui.presenters.settings import BackupMade
from tests.builders.desk import DeskOfTests, PlainPasswords, small_jpeg
from tests.builders.rules import RESOURCES
from tests.fakes.queries import MemoryQueries
from tests.fakes.readers import KnowingReaders
from tests.fakes.scanner import FakeScanner
from tests.fakes.store import MemoryStore

CARD = (
    "074192001234|281234567|Nguyễn Thị Ngọc Ánh|15081992|Nữ|12/4 Lê Hồng Phong, Thủ Dầu Một, Bình Dương|12052022"
)
PROFILES = ((Choice("one-side", "Một mặt"), ScanProfile()), (Choice("two", "Hai mặt"), ScanProfile(duplex=True)))


class Listeners:
    """Told of every event, on the thread that committed."""

    def __init__(self) -> None:
        self._listening: list[Callable[[object], None]] = []

    def subscribe(self, listener: Callable[[object], None]) -> None:
        self._listening.append(listener)

    def publish(self, event: object) -> None:
        for listener in self._listening:
            listener(event)


@dataclass
class CounterState:
    """Use cases over stand-ins for store, vault and scanner, and what was asked of them."""

    listeners: Listeners = field(default_factory=Listeners)
    scanner: FakeScanner = field(default_factory=lambda: FakeScanner([small_jpeg(1), small_jpeg(2)]))
    sent_now: int = 0
    slips: list[bytes] = field(default_factory=list)
    receipts: list[DossierId] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)
    separated: list[DossierId] = field(default_factory=list)
    looked_at: list[tuple[PageId, ...]] = field(default_factory=list)
    link_problem: str = ""
    gives_way: bool = False
    enrolled_with: list[str] = field(default_factory=list)
    received_again: list[DossierId] = field(default_factory=list)
    reopened: list[DossierId] = field(default_factory=list)
    sticks: list[Path] = field(default_factory=list)
    packed: list[Path] = field(default_factory=list)
    packed_next: list[Path] = field(default_factory=list)
    waits: Waits = field(default_factory=Waits)
    unpacked: Unpacked = field(default_factory=lambda: Unpacked(0, 0, 0))
    backups: list[BackupMade] = field(default_factory=list)
    restored: list[Path] = field(default_factory=list)
    receipt_papers: list[str] = field(default_factory=lambda: ["|"])
    guide_wanted: bool = False
    guided: list[str] = field(default_factory=list)
    certificates: dict[str, Certificate] = field(default_factory=dict)
    looked_up: list[tuple[str, str]] = field(default_factory=list)
    held: dict[str, tuple[PersonPaper, ...]] = field(default_factory=dict)
    look_up_problem: CounterError | None = None
    readers: KnowingReaders | None = None
    """Without readers, pages stay unread."""

    def __post_init__(self) -> None:
        self.desk = DeskOfTests(store=MemoryStore(self.listeners.publish))
        desk = self.desk
        self.quick_lock = QuickLock(PlainPasswords(), str, desk.at_window, desk.clock)
        self.queries = MemoryQueries(desk.store)
        self.capture = Capture(desk.store.open_work, desk.vault, self.scanner, desk.clock, desk.chance)
        printer = FormPrinter(forms=RESOURCES / "forms", fonts=RESOURCES / "fonts")
        names = StaffNames(self.queries.staff)
        self.reception_slips = ReceptionSlips(
            desk.store.open_work, desk.catalogue, lambda: printer, desk.recorder, desk.clock, names
        )
        self.paper_fields = PaperFields(desk.store.open_work, desk.catalogue)
        self.originals = Originals(
            desk.store.open_work, self.capture, desk.catalogue, desk.review, desk.seal, desk.clock
        )
        # Only fetching a result asks the province; these tests put the result into the vault.
        self.hand_over = HandOver(desk.store.open_work, desk.vault, None, desk.recorder, desk.clock)  # type: ignore[arg-type]

    def title_of(self, code: str) -> str:
        try:
            return self.desk.catalogue.procedure(code, on=self.desk.clock.now().date()).title
        except NotFound:
            return code

    def receipt(self, dossier_id: DossierId, _session: Session) -> bytes:
        self.receipts.append(dossier_id)
        return b"receipt"

    def read_card(self, text: str) -> CardReading:
        return read_typed_card(text)

    def send_now(self) -> None:
        self.sent_now += 1

    def page_image(self, page_id: PageId, _size: object) -> bytes:
        with self.desk.store.open_work() as work:
            page = work.pages.get(page_id)
        if page is None:
            raise NotFound("page_unknown")
        return self.desk.vault.get(page.cleaned or page.raw)

    def capture_facts(self, dossier_id: DossierId) -> CaptureFacts:
        dossier = self._dossier(dossier_id)
        return CaptureFacts(
            dossier,
            self.title_of(dossier.procedure),
            tuple(self.desk.review.requirements(dossier)),
            tuple(self.queries.pages(dossier_id, with_removed=True)),
        )

    def look_up(self, id_number: str, purpose: str) -> Holdings:
        self.looked_up.append((id_number, purpose))
        return Holdings(id_number, self.held.get(id_number, ()), asked=True, problem=self.look_up_problem)

    def open_held(self, id_number: str, file: str, purpose: str) -> bytes:
        self.looked_up.append((id_number, purpose))
        return self.desk.vault.get(file)

    def fitted(self, dossier_id: DossierId, paper_type: str, device: Device) -> Fitted:
        return ScanProfiles(self.desk.catalogue).for_paper(self._dossier(dossier_id), paper_type, device)

    def begin_reading(self, page_id: PageId) -> None:
        if self.readers is not None:
            desk = self.desk
            sorting = SortBySeparators(desk.clock, desk.chance)
            recognise = Recognise(
                desk.store.open_work, desk.vault, self.readers, Classify(desk.catalogue), sorting
            )
            recognise.begin(page_id)

    def separators(self, dossier_id: DossierId, _session: Session) -> bytes:
        self.separated.append(dossier_id)
        return b"separators"

    def review_facts(self, dossier_id: DossierId) -> ReviewFacts:
        with self.desk.store.open_work() as work:
            dossier, pages, review = self.desk.review.of(work, dossier_id)
            fields = self.paper_fields.of(work, dossier, pages)
        source = self.desk.catalogue.procedure(dossier.procedure, on=dossier.received_at.date())
        names = StaffNames(self.queries.staff)
        return ReviewFacts(
            dossier,
            self.title_of(dossier.procedure),
            review,
            tuple(pages),
            fields=fields,
            source=source,
            names={one.granted_by: names(one.granted_by) for one in dossier.exceptions},
        )

    def fetch_result(self, dossier_id: DossierId) -> tuple[Result, bytes]:
        return self.hand_over.fetch_result(dossier_id)

    def add_result(self, dossier: Dossier) -> None:
        """The province has worked through this dossier: its result is here."""
        file = self.desk.vault.put(b"result")
        ready = replace(
            dossier,
            state=State.RESULT_READY,
            result=Result(f"{dossier.code}-KQ1", "Giấy xác nhận tình trạng hôn nhân", file, 6, signed=True),
            version=dossier.version + 1,
        )
        with self.desk.store.open_work() as work:
            work.dossiers.put(ready)
            work.commit()

    def _dossier(self, dossier_id: DossierId) -> Dossier:
        dossier = self.queries.dossier(dossier_id)
        if dossier is None:
            raise NotFound("dossier_unknown")
        return dossier

    def render_deed(self, pdf: bytes) -> tuple[bytes, ...]:
        self.slips.append(pdf)
        return (pdf,)

    @property
    def redo(self) -> Redo:
        desk = self.desk
        integrate = Integrate(desk.store.open_work, None, desk.clock, desk.chance)  # type: ignore[arg-type]
        return Redo(desk.store.open_work, desk.recorder, integrate, desk.clock)

    def act(self, act_id: str) -> StoredAct | None:
        with self.desk.store.open_work() as work:
            return work.acts.get(ActId(act_id))

    def receive_again(self, dossier_id: DossierId, _session: Session) -> Dossier:
        self.received_again.append(dossier_id)
        return self._dossier(dossier_id)

    def reopen(self, dossier_id: DossierId) -> Dossier:
        self.reopened.append(dossier_id)
        return self._dossier(dossier_id)

    def back_up(self) -> BackupMade:
        made = BackupMade(Path(f"sao-luu-{len(self.backups)}"), self.desk.clock.now(), 5_000_000, 12)
        self.backups.append(made)
        return made

    def first_time(self, clerk_id: str) -> bool:
        first = self.guide_wanted and clerk_id not in self.guided
        self.guided.append(clerk_id)
        return first

    def pack(self, folder: Path) -> Packed:
        self.packed.append(folder)
        return Packed("hop", 3, 2, 640_000, waits=self.waits)

    def pack_next(self, folder: Path) -> Packed:
        self.packed_next.append(folder)
        return Packed("hop", 3, 1, 320_000, number=2)

    def write_report(self, report: Report) -> bytes:
        self.reports.append(report)
        return b"report"

    def keep(self, name: str, content: bytes) -> Path:
        self.kept[name] = content
        return Path(name)
