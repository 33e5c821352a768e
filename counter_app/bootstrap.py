"""The composition root: the only module that builds adapters and joins them to the use cases.

``open_counter`` gives a ``Counter``: everything that a window or a command needs, ready to be called, and one
``close``. Nothing is started that costs the window time: workers and the link start when they are first used.
"""

from __future__ import annotations

import math
import shutil
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from counter_app.db.store import Store
from counter_app.db.unsent_note import UnsentNote
from counter_app.db.vault import FileVault
from counter_app.documents.reports import ReportFiles
from counter_app.domain.errors import InvalidInput
from counter_app.law import law_files
from counter_app.scanner.reading import ReadingPool
from counter_app.scanner.supervisor import ScannerHub
from counter_app.scanners import scanner_setups, tell_what_scanners_need, worker_environment
from counter_app.services.arrange import Arrange
from counter_app.services.at_window import AtWindow
from counter_app.services.capture import Capture
from counter_app.services.catalogue import Catalogue
from counter_app.services.certify import CertifyDays
from counter_app.services.chores import Chores
from counter_app.services.classify import Classify
from counter_app.services.clock import province_now
from counter_app.services.courier import PackBox, UnpackReplies
from counter_app.services.cures import Redo
from counter_app.services.decide import Decide
from counter_app.services.deliver import Deliver, StepDone, Ways
from counter_app.services.enrol import Enrol
from counter_app.services.events import DeliveryChanged, DossierChanged
from counter_app.services.evict import Evict, FetchPaper, KeepPolicy
from counter_app.services.fee_receipts import FeeReceipts
from counter_app.services.hand_over import HandOver
from counter_app.services.held_papers import HeldPapers
from counter_app.services.identify import Identify
from counter_app.services.law import TakeLaw
from counter_app.services.lives import Lives
from counter_app.services.numbers import Numbers, ReplaceProvisional
from counter_app.services.open_page import OpenPage
from counter_app.services.originals import Originals
from counter_app.services.paper_fields import PaperFields
from counter_app.services.person_papers import AskPersonPapers
from counter_app.services.pins import PinDesk
from counter_app.services.ports import BrowserSignIn, PaperSigner, Session, TrustService
from counter_app.services.print_separators import PrintSeparators
from counter_app.services.pull import Integrate
from counter_app.services.quick_lock import QuickLock
from counter_app.services.reassign import Reassign
from counter_app.services.receipt import PrintReceipt
from counter_app.services.receive_again import ReceiveAgain
from counter_app.services.reception_slips import ReceptionSlips
from counter_app.services.recognise import Recognise
from counter_app.services.recording import Recorder
from counter_app.services.register import Register
from counter_app.services.review import GrantException, ReusePaper, ReviewDossier
from counter_app.services.scan_card import ScanCard
from counter_app.services.scan_profiles import ScanProfiles
from counter_app.services.seal import Seal
from counter_app.services.sending import Sending
from counter_app.services.separators import SortBySeparators
from counter_app.services.sessions import SignIn
from counter_app.services.sign_later import SignLater
from counter_app.services.slip_lists import PrintLists
from counter_app.services.slip_paper import ChooseReceiptPaper
from counter_app.services.slips import PrintSlips
from counter_app.services.staff_names import StaffNames
from counter_app.services.strengthen import Strengthen
from counter_app.services.supervise import Supervise
from counter_app.services.troubles import SolveTrouble
from counter_app.services.uploading import Uploading
from counter_app.services.verify import VerifyLog
from counter_app.settings import Settings
from counter_app.sync.browser_sign_in import OidcSignIn
from counter_app.sync.connectivity import Network
from counter_app.sync.credentials import KeyHome, Secrets, open_secrets
from counter_app.sync.engine import SyncEngine
from counter_app.sync.gateway import HttpGateway
from counter_app.sync.outside import Outside
from counter_app.sync.passwords import Argon2Check, verifier_of
from counter_app.sync.recovery import keep_box
from counter_app.sync.signatures import Ed25519Check
from counter_app.sync.transport import LinkSettings, Transport
from counter_app.system import Announcer, SystemChance, SystemClock

if TYPE_CHECKING:
    # PDF, forms and signatures are loaded when something is written: a third of a second that no window waits for.
    from counter_app.documents.forms.printer import FormPrinter

TODAY_HOLDS_S = 30.0
RESTORE_WANTED = "restore.json"
"""The file in the profile that asks for a copy to be restored before the store is opened."""


@dataclass
class Counter:
    """One running counter: the use cases of this installation, joined to the real world.

    Use cases are built when they are first asked for.
    """

    settings: Settings
    secrets: Secrets
    store: Store
    vault: FileVault
    catalogue: Catalogue
    clock: SystemClock
    chance: SystemChance
    events: Announcer
    at_window: AtWindow = field(default_factory=AtWindow)
    _today: tuple[float, date] = (-math.inf, date.min)

    # --- adapters ----------------------------------------------------------------------------------------------

    @cached_property
    def scanner(self) -> ScannerHub:
        """All scanners of this window."""
        return ScannerHub(
            drivers=scanner_setups(self.settings),
            environment=worker_environment(),
            none_found=lambda: tell_what_scanners_need(self.settings),
        )

    @cached_property
    def readers(self) -> ReadingPool:
        """The processes that clean and read pages."""
        if self.settings.tessdata is None:
            raise InvalidInput("tessdata_missing")
        return ReadingPool(workers=2, tessdata=self.settings.tessdata, environment=worker_environment())

    @cached_property
    def transport(self) -> Transport:
        return Transport(
            LinkSettings(
                self.settings.server_url,
                relay_url=self.settings.relay_url,
                ca_file=self.settings.ca_file,
                proxy=self.settings.proxy,
                pins=self.settings.pins,
                most_kbit_s=self.settings.most_kbit_s,
            )
        )

    @cached_property
    def gateway(self) -> HttpGateway:
        """The province."""
        return HttpGateway(
            self.transport,
            self.secrets.device_keys,
            identity=lambda: self.enrol.identity(),  # noqa: PLW0108 - asked late: each needs the other
            clock=self.clock,
            chance=self.chance,
            listener=_LinkListener(self),
        )

    @cached_property
    def printer(self) -> FormPrinter:
        """Makes the slips, by the forms of the law in force."""
        from counter_app.documents.forms.printer import FormPrinter  # noqa: PLC0415 - a window opens without it

        law = law_files(self.settings)
        return FormPrinter(
            forms=lambda: law.folder / "forms",
            fonts=self.settings.resources / "fonts",
            receipt_roll=lambda: self.receipt_paper.now().roll,
        )

    @cached_property
    def receipt_paper(self) -> ChooseReceiptPaper:
        """On which paper this window prints receipts."""
        return ChooseReceiptPaper(self.store.open_work)

    @cached_property
    def pins(self) -> PinDesk:
        """Asks for the PINs of signing keys."""
        return PinDesk()

    @cached_property
    def signer(self) -> PaperSigner:
        """Signs sealed papers for the clerk, and for the agency where it has a key here."""
        from counter_app.signing import paper_signer  # noqa: PLC0415 - a window opens without it

        return paper_signer(self.settings, self.pins, self._login)

    @cached_property
    def trust(self) -> TrustService | None:
        """The time-stamping authority; None where none was told."""
        if not self.settings.tsa_url:
            return None
        from counter_app.signing import trust_service  # noqa: PLC0415 - a window opens without it

        return trust_service(self.settings)

    def _login(self) -> str:
        session = self.at_window.session
        return session.login if session else ""

    # --- use cases ---------------------------------------------------------------------------------------------

    @cached_property
    def recorder(self) -> Recorder:
        return Recorder(self.clock, self.chance, self.secrets.device_keys)

    @cached_property
    def enrol(self) -> Enrol:
        return Enrol(self.store.open_work, self.gateway, self.secrets.device_keys)

    @cached_property
    def sign_in(self) -> SignIn:
        return SignIn(
            self.store.open_work,
            self.clock,
            Argon2Check(),
            self.recorder,
            self.at_window,
            gateway=self.gateway,
            browser=self.browser,
        )

    @cached_property
    def quick_lock(self) -> QuickLock:
        """The PINs that open the locked window."""
        return QuickLock(Argon2Check(), verifier_of, self.at_window, self.clock, allowed=self.settings.quick_pin)

    @cached_property
    def browser(self) -> BrowserSignIn | None:
        """The province's identity provider; None where none was told."""
        told = self.settings
        if not told.oidc_issuer:
            return None
        outside = Outside(ca_file=told.outside_ca_file, proxy=told.proxy)
        return OidcSignIn(told.oidc_issuer, told.oidc_client, outside)

    @cached_property
    def numbers(self) -> Numbers:
        return Numbers(self.store.open_work, self.gateway, self.catalogue, self.clock, self.chance)

    @cached_property
    def replace_provisional(self) -> ReplaceProvisional:
        return ReplaceProvisional(self.store.open_work, self.numbers, self.recorder, self.clock, self.chance)

    @cached_property
    def receive_again(self) -> ReceiveAgain:
        return ReceiveAgain(self.store.open_work, self.numbers, self.recorder, self.integrate)

    @cached_property
    def redo(self) -> Redo:
        return Redo(self.store.open_work, self.recorder, self.integrate, self.clock)

    @cached_property
    def register(self) -> Register:
        return Register(self.store.open_work, self.catalogue, self.numbers, self.recorder, self.clock, self.chance)

    @cached_property
    def identify(self) -> Identify:
        return Identify(self.readers)

    @cached_property
    def scan_card(self) -> ScanCard:
        return ScanCard(self.scanner, self.capture.usual, self.identify.from_image)

    @cached_property
    def print_receipt(self) -> PrintReceipt:
        return PrintReceipt(self.store.open_work, self.vault, self.catalogue, self.printer, self.clock)

    @cached_property
    def person_papers(self) -> AskPersonPapers:
        return AskPersonPapers(self.gateway, self.at_window)

    @cached_property
    def print_slips(self) -> PrintSlips:
        return PrintSlips(self.store.open_work, self.catalogue, self.printer, self.clock)

    @cached_property
    def open_page(self) -> OpenPage:
        def pictures_in(paper: bytes) -> tuple[bytes, ...]:
            from counter_app.documents.inspection import embedded_images  # noqa: PLC0415 - a window opens without it

            return embedded_images(paper)

        return OpenPage(self.store.open_work, self.vault, self.fetch_paper, pictures_in)

    def fetch_held(self, file: str) -> bytes:
        """The file of a paper that the state holds: from this window, or from the province."""
        return self.fetch_paper(file)

    @cached_property
    def fee_receipts(self) -> FeeReceipts:
        return FeeReceipts(self.store.open_work, self.recorder, self.clock)

    @cached_property
    def staff_names(self) -> StaffNames:
        return StaffNames(self.store.queries.staff)

    @cached_property
    def reception_slips(self) -> ReceptionSlips:
        return ReceptionSlips(
            self.store.open_work,
            self.catalogue,
            lambda: self.printer,
            self.recorder,
            self.clock,
            self.staff_names,
        )

    @cached_property
    def print_lists(self) -> PrintLists:
        return PrintLists(
            self.store.open_work, self.store.queries.outcomes, self.catalogue, self.printer, self.clock
        )

    @cached_property
    def decide(self) -> Decide:
        return Decide(self.store.open_work, self.catalogue, self.recorder, self.clock)

    @cached_property
    def scan_profiles(self) -> ScanProfiles:
        return ScanProfiles(self.catalogue)

    @cached_property
    def print_separators(self) -> PrintSeparators:
        return PrintSeparators(self.store.open_work, self.print_receipt, self.review, self.printer, self.clock)

    @cached_property
    def capture(self) -> Capture:
        return Capture(self.store.open_work, self.vault, self.scanner, self.clock, self.chance)

    @cached_property
    def recognise(self) -> Recognise:
        return Recognise(
            self.store.open_work,
            self.vault,
            self.readers,
            Classify(self.catalogue),
            SortBySeparators(self.clock, self.chance),
        )

    @cached_property
    def arrange(self) -> Arrange:
        return Arrange(self.store.open_work)

    @cached_property
    def review(self) -> ReviewDossier:
        return ReviewDossier(self.store.open_work, self.catalogue)

    @cached_property
    def grant_exception(self) -> GrantException:
        return GrantException(self.store.open_work, self.review, self.recorder)

    @cached_property
    def reuse(self) -> ReusePaper:
        return ReusePaper(self.store.open_work, self.review, self.recorder)

    @cached_property
    def paper_fields(self) -> PaperFields:
        return PaperFields(self.store.open_work, self.catalogue)

    @cached_property
    def originals(self) -> Originals:
        return Originals(self.store.open_work, self.capture, self.catalogue, self.review, self.seal, self.clock)

    @cached_property
    def held_papers(self) -> HeldPapers:
        return HeldPapers(
            self.store.open_work,
            self.store.queries,
            self.person_papers,
            self.catalogue,
            self.at_window,
            self.recorder,
            self.fetch_held,
        )

    @cached_property
    def seal(self) -> Seal:
        from counter_app.documents import pdf  # noqa: PLC0415 - a window opens without it

        return Seal(
            self.store.open_work,
            self.vault,
            self.review,
            pdf,
            self.signer,
            self.recorder,
            self.clock,
            self.chance,
            evidence_later=self.trust is not None,
        )

    @cached_property
    def sign_later(self) -> SignLater:
        """Signs papers that were sealed without a signature."""
        return SignLater(
            self.store.open_work,
            self.vault,
            self.fetch_paper,
            self.signer,
            self.recorder,
            self.clock,
            evidence_later=self.trust is not None,
        )

    @cached_property
    def strengthen(self) -> Strengthen | None:
        """Adds time stamps to sealed papers; None where no authority was told."""
        if self.trust is None:
            return None
        from counter_app.documents.evidence import LongTermEvidence  # noqa: PLC0415 - a window opens without it

        evidence = LongTermEvidence(self.trust)
        return Strengthen(self.store.open_work, self.vault, evidence, self.recorder, self.clock.steady)

    @cached_property
    def hand_over(self) -> HandOver:
        return HandOver(self.store.open_work, self.vault, self.gateway, self.recorder, self.clock)

    @cached_property
    def supervise(self) -> Supervise:
        return Supervise(self.store.queries, self.catalogue, lambda: self.catalogue.indicators, self.clock)

    @cached_property
    def reassign(self) -> Reassign:
        return Reassign(self.store.open_work, self.recorder)

    @cached_property
    def reports(self) -> ReportFiles:
        """Makes workbooks and papers of what a supervisor sees."""
        return ReportFiles(self.settings.resources / "fonts")

    @cached_property
    def solve_trouble(self) -> SolveTrouble:
        return SolveTrouble(self.store.open_work, self.clock)

    @cached_property
    def integrate(self) -> Integrate:
        return Integrate(self.store.open_work, self.gateway, self.clock, self.chance)

    @cached_property
    def deliver(self) -> Deliver:
        opened, gateway, clock, chance = self.store.open_work, self.gateway, self.clock, self.chance
        ways = Ways(
            lives=self.lives,
            sending=self.sending,
            uploading=Uploading(self.store.open_note, self.vault, gateway, clock.steady),
            integrate=self.integrate,
            numbers=self.numbers,
            law=self.law,
            certify=self.certify,
            chores=Chores(opened, self.at_window, self.replace_provisional, self.receive_again, self.strengthen),
        )
        return Deliver(opened, ways, clock, chance, clock.steady)

    @cached_property
    def lives(self) -> Lives:
        return Lives(
            self.store.open_work,
            self.gateway,
            self.secrets.device_keys,
            self.integrate,
            self.clock,
            self.chance,
        )

    @cached_property
    def sending(self) -> Sending:
        return Sending(
            self.store.open_work,
            self.gateway,
            self.integrate,
            self.lives,
            Ed25519Check(),
            self.clock,
            self.chance,
        )

    @cached_property
    def verify_log(self) -> VerifyLog:
        return VerifyLog(self.store.open_work, self.secrets.device_keys.public_keys, Ed25519Check())

    @cached_property
    def pack_box(self) -> PackBox:
        return PackBox(self.store.open_work, self.vault, self.secrets.device_keys, self.clock, self.chance)

    @cached_property
    def unpack_replies(self) -> UnpackReplies:
        return UnpackReplies(self.store.open_work, self.sending, self.integrate)

    @cached_property
    def evict(self) -> Evict:
        told = self.settings
        policy = KeepPolicy(told.keep_days, told.least_free_gb * 1024**3, told.keep_text_days)

        def free_bytes() -> int:
            return shutil.disk_usage(self.settings.profile).free

        return Evict(self.store.open_work, self.vault, self.clock, policy, free_bytes, self.clock.steady)

    @cached_property
    def fetch_paper(self) -> FetchPaper:
        return FetchPaper(self.vault, self.gateway)

    @cached_property
    def certify(self) -> CertifyDays:
        return CertifyDays(
            self.store.open_work, self.gateway, self.store.queries.day_certificate, Ed25519Check(), self.clock
        )

    @cached_property
    def law(self) -> TakeLaw:
        return TakeLaw(
            self.store.open_work,
            self.vault,
            self.gateway,
            law_files(self.settings),
            self.catalogue,
            lambda: self.at_window.is_free,
            self.clock,
            self.chance,
        )

    @cached_property
    def engine(self) -> SyncEngine:
        """The link's control thread, not yet started."""

        def step(now_wanted: bool) -> StepDone:
            return self.deliver.step(now_wanted=now_wanted)

        engine = SyncEngine(
            step,
            self.clock.now,
            network=Network(self.settings.server_url).fingerprint,
            broke=self.deliver.note_defect,
            idle=self.evict.now_and_then,
        )

        def nudge(event: object) -> None:
            if isinstance(event, DossierChanged | DeliveryChanged):
                engine.nudge()

        self.events.subscribe(nudge)
        return engine

    def today(self) -> date:
        """The day for what is in force, right also where the clock is known to be wrong; half a minute old."""
        looked_at, day = self._today
        if self.clock.steady() - looked_at > TODAY_HOLDS_S:
            with self.store.open_work() as work:
                day = province_now(work, self.clock).date()
            self._today = (self.clock.steady(), day)
        return day

    def close(self) -> None:
        """Stop the link, the workers and the store, in this order. What was never used is not started."""
        built = self.__dict__
        if "engine" in built:
            self.engine.stop()
        if "scanner" in built:
            self.scanner.close()
        if "readers" in built:
            self.readers.close()
        if "transport" in built:
            self.transport.close()
        self.store.close()


class _LinkListener:
    """Passes on what answers show to those whom it concerns."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    def told_offset(self, offset_ms: int) -> None:
        self._counter.clock.told(offset_ms)

    def told_last_number(self, epoch: int, last_seq: int) -> bool:
        return self._counter.lives.told_last_number(epoch, last_seq)


def open_counter(settings: Settings, *, catalogue: Catalogue | None = None) -> Counter:
    """The counter of this profile; makes the profile at the first call.

    ``catalogue`` is read from the resource files unless given.

    Raises:
        InvalidInput: ``resources_broken``: a file of procedures or calendars has mistakes.
        NeedsAttention: the keys of an existing store are lost, or the store is of a newer release.
        Damaged: the store does not open with its key.
    """
    settings.profile.mkdir(parents=True, exist_ok=True)
    secrets = open_secrets(settings.profile, KeyHome(settings.key_home))
    if settings.recovery_key:
        keep_box(settings.profile, secrets, settings.recovery_key)
    if (settings.profile / RESTORE_WANTED).exists():
        from counter_app.db.backups import restore_wanted  # noqa: PLC0415 - hardly ever wanted

        restore_wanted(settings.profile, secrets.store_key, SystemClock().now())
    events = Announcer()
    store = Store(settings.profile / "store.db", secrets.store_key, publish=events.publish)
    note = UnsentNote(settings.profile, store.only_here)
    note.look()
    events.subscribe(note.hear)
    return Counter(
        settings=settings,
        secrets=secrets,
        store=store,
        vault=FileVault(settings.profile / "vault", secrets.store_key),
        catalogue=catalogue or law_files(settings).in_force(),
        clock=SystemClock(),
        chance=SystemChance(),
        events=events,
    )


__all__ = ["Counter", "Session", "open_counter"]
