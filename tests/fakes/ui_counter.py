"""The use cases of one window over stand-ins for store, vault and scanner, as presenters ask for them; no Qt."""

from __future__ import annotations

from pathlib import Path

from counter_app.documents.forms.printer import FormPrinter
from counter_app.domain.ids import UnitCode
from counter_app.services.competence import FindCompetent
from counter_app.services.decide import Decide
from counter_app.services.fee_receipts import FeeReceipts
from counter_app.services.reassign import Reassign
from counter_app.services.review import ReusePaper
from counter_app.services.scan_card import ScanCard
from counter_app.services.settle import SolveTrouble
from counter_app.services.slip_lists import PrintLists
from counter_app.services.slips import PrintSlips
from counter_app.services.supervise import Supervise
from counter_app.ui.presenters.branch_services import BranchServices
from counter_app.ui.presenters.capture import CaptureServices
from counter_app.ui.presenters.day import DayServices
from counter_app.ui.presenters.deeds import DeedServices
from counter_app.ui.presenters.find import FindServices
from counter_app.ui.presenters.intake_services import IntakeServices
from counter_app.ui.presenters.notices import NoticesServices
from counter_app.ui.presenters.quick_pin import QuickPinServices
from counter_app.ui.presenters.results import ResultsServices
from counter_app.ui.presenters.review import ReviewServices
from counter_app.ui.presenters.settings import LinkTried, ScanTried, SettingsServices
from counter_app.ui.presenters.strip import StripServices
from counter_app.ui.presenters.sync import SyncServices
from counter_app.ui.presenters.troubles import TroublesServices
from tests.builders.rules import RESOURCES, shipped_indicators
from tests.fakes.ui_counter_state import PROFILES, CounterState


class CounterOfTests(CounterState):
    """What each presenter asks of the program, answered by the use cases behind one test's window."""

    def for_intake(self) -> IntakeServices:
        return IntakeServices(
            register=self.desk.register,
            procedures=lambda: tuple(self.desk.catalogue.in_force(self.desk.clock.now().date())),
            read_card_text=self.read_card,
            read_card_picture=lambda picture: self.read_card(picture.decode("utf-8")),
            scan_card=ScanCard(self.scanner, self.capture.usual, lambda picture: self.read_card(picture.decode())),
            record_fee=self.hand_over.record_fee,
            receipt=self.receipt,
            render=lambda pdf: (pdf,),
            earlier=self.queries.person_dossiers,
            look_up=self.look_up,
            reuse=ReusePaper(self.desk.store.open_work, self.desk.review, self.desk.recorder),
            grant=self.desk.grant_exception,
            scan_original=self.originals.scan,
            written_pages=self.originals.written_pages,
            seal_when_ready=self.originals.seal_when_ready,
            slips=self.reception_slips,
            communes=lambda typed: FindCompetent(self.desk.catalogue).suggest(typed, self.desk.clock.now().date()),
            full_title=self.desk.catalogue.addresses.full_title,
            open_held=self.open_held,
            title_of=self.title_of,
            now=self.desk.clock.now,
        )

    def for_capture(self) -> CaptureServices:
        return CaptureServices(
            facts=self.capture_facts,
            devices=self.capture.devices,
            profiles=PROFILES,
            fitted=self.fitted,
            scan=self.capture.run,
            wait_for_start=self.capture.wait_for_start,
            arrange=self.desk.arrange,
            separators=self.separators,
            render=lambda pdf: (pdf,),
            look_at=self.looked_at.append,
        )

    def for_review(self) -> ReviewServices:
        return ReviewServices(
            facts=self.review_facts,
            waive=self.desk.arrange.waive,
            grant_exception=self.desk.grant_exception,
            reuse=ReusePaper(self.desk.store.open_work, self.desk.review, self.desk.recorder),
            seal=self.desk.seal,
            confirm=self.paper_fields.confirm,
            look_up=self.look_up,
            open_held=self.open_held,
            render=lambda pdf: (pdf,),
        )

    def for_day(self) -> DayServices:
        return DayServices(
            self.queries.counts,
            self.queries.queue,
            self.queries.search,
            self.title_of,
            self.desk.clock.now,
            self.for_deeds(),
        )

    def for_deeds(self) -> DeedServices:
        desk, work = self.desk, self.desk.store.open_work
        printer = FormPrinter(forms=RESOURCES / "forms", fonts=RESOURCES / "fonts")
        return DeedServices(
            dossier=self.queries.dossier,
            decide=Decide(work, desk.catalogue, desk.recorder, desk.clock),
            slips=lambda: PrintSlips(work, desk.catalogue, printer, desk.clock),
            receipt=self.receipt,
            fee_receipts=FeeReceipts(work, desk.recorder, desk.clock),
            lists=lambda: PrintLists(work, self.queries.outcomes, desk.catalogue, printer, desk.clock),
            render=self.render_deed,
            now=desk.clock.now,
        )

    def for_results(self) -> ResultsServices:
        return ResultsServices(
            waiting=self.queries.queue,
            search=self.queries.search,
            by_code=self.queries.dossier_by_code,
            dossier=self.queries.dossier,
            fetch_result=self.fetch_result,
            hand_over=self.hand_over,
            rate=self.hand_over.rate,
            render=lambda pdf: (pdf,),
            title_of=self.title_of,
            now=self.desk.clock.now,
        )

    def for_troubles(self) -> TroublesServices:
        return TroublesServices(
            open=self.queries.troubles,
            dossier=self.queries.dossier,
            solve=SolveTrouble(self.desk.store.open_work, self.desk.clock, self.desk.recorder),
            act=self.act,
            redo=self.redo,
            receive_again=self.receive_again,
            reopen=self.reopen,
            sign_later=self.desk.sign_later,
            enrol=self.enrolled_with.append,
            receipt=self.receipt,
            render=lambda pdf: (pdf,),
            send_now=self.send_now,
            title_of=self.title_of,
            unit_title=lambda unit: self.desk.catalogue.unit_title(UnitCode(unit), self.desk.clock.now().date()),
            name_of=lambda clerk: clerk,
            now=self.desk.clock.now,
        )

    def for_branch(self) -> BranchServices:
        supervise = Supervise(self.queries, self.desk.catalogue, shipped_indicators, self.desk.clock)
        return BranchServices(
            supervise=supervise,
            queue=self.queries.queue,
            dossier=self.queries.dossier,
            history=self.queries.dossier_acts,
            reassign=Reassign(self.desk.store.open_work, self.desk.recorder),
            procedures=lambda: tuple(self.desk.catalogue.in_force(self.desk.clock.now().date())),
            title_of=self.title_of,
            unit_title=lambda unit: self.desk.catalogue.unit_title(UnitCode(unit), self.desk.clock.now().date()),
            workbook=self.write_report,
            paper=self.write_report,
            render=lambda pdf: (pdf,),
            keep=self.keep,
            elsewhere=self.queries.troubles_elsewhere,
            troubles=self.queries.troubles,
            act=self.act,
            solve=SolveTrouble(self.desk.store.open_work, self.desk.clock, self.desk.recorder),
            now=self.desk.clock.now,
        )

    def for_notices(self) -> NoticesServices:
        now = self.desk.clock.now
        return NoticesServices(self.queries.sync_state, lambda unit: self.queries.counts(unit, now().date()), now)

    def for_quick_pin(self) -> QuickPinServices:
        quick = self.quick_lock
        return QuickPinServices(quick.allowed, quick.opens_for, quick.set_pin, quick.forget, quick.unlock)

    def for_find(self) -> FindServices:
        return FindServices(self.queries.search, self.queries.excerpt, self.title_of)

    def for_settings(self) -> SettingsServices:
        return SettingsServices(
            devices=self.capture.devices,
            try_scanner=lambda _device: ScanTried(2.1, 1_200_000, 200),
            try_link=lambda: LinkTried(43, 200),
            paper=self.write_report,
            render=lambda pdf: (pdf,),
            receipt_paper=lambda: self.receipt_papers[-1],
            choose_receipt_paper=self.receipt_papers.append,
            sample_receipt=lambda told: f"sample on {told}".encode(),
            diagnose=lambda: Path("goi-chan-doan.zip"),
            back_up=self.back_up,
            backups=lambda: tuple(self.backups),
            restore=self.restored.append,
            about=lambda: {"version": "1.0", "system": "Linux"},
            now=self.desk.clock.now,
        )

    def for_sync(self) -> SyncServices:
        return SyncServices(
            sync_state=self.queries.sync_state,
            link_problem=lambda: self.link_problem,
            gives_way=lambda: self.gives_way,
            send_now=self.send_now,
            waiting=self.queries.waiting,
            figures=self.queries.day_certificate,
            certificate=lambda day: self.certificates.get(day.isoformat()),
            sticks=lambda: tuple((path, path.name) for path in self.sticks),
            pack=self.pack,
            pack_next=self.pack_next,
            unpack=lambda _folder: self.unpacked,
            paper=self.write_report,
            render=lambda pdf: (pdf,),
            where=lambda: ("Chi nhánh số 1", "Q01"),
            title_of=self.title_of,
            now=self.desk.clock.now,
        )

    def for_strip(self) -> StripServices:
        return StripServices(self.queries.sync_state, self.send_now, self.desk.clock.now)
