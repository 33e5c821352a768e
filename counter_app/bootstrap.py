"""The composition root: the only module that builds adapters and joins them to the use cases.

``open_counter`` gives a ``Counter``: everything that a window or a command needs, ready to be called, and one
``close``. Nothing is started that costs the window time: workers and the link start when they are first used.
"""

from __future__ import annotations

import math
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

import uuid_utils

from counter_app.contract.calendars import check_calendars
from counter_app.contract.catalogue import check_catalogue
from counter_app.contract.codes import check_codes
from counter_app.contract.indicators import check_indicators
from counter_app.contract.organisation import check_organisation
from counter_app.contract.reading import Mistake
from counter_app.db.store import Store
from counter_app.db.unsent_note import UnsentNote
from counter_app.db.vault import FileVault
from counter_app.documents.evidence import LongTermEvidence
from counter_app.documents.reports import ReportFiles
from counter_app.domain.addresses import AddressBook, read_address_book
from counter_app.domain.errors import Damaged, InvalidInput, NotFound
from counter_app.domain.organisation import Organisation
from counter_app.domain.procedure import ProcedureBook
from counter_app.scanner.drivers.setups import (
    DriverSetup,
    EsclSetup,
    FolderSetup,
    SaneSetup,
    SimulatedDevice,
    SimulatedSetup,
    TwainSetup,
)
from counter_app.scanner.drivers.twain_manager import require_manager, system_folder
from counter_app.scanner.reading import ReadingPool
from counter_app.scanner.supervisor import ScannerHub
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
from counter_app.services.hand_over import HandOver
from counter_app.services.held_papers import HeldPapers
from counter_app.services.identify import Identify
from counter_app.services.law import TakeLaw
from counter_app.services.lives import Lives
from counter_app.services.numbers import Numbers, ReplaceProvisional
from counter_app.services.originals import Originals
from counter_app.services.paper_fields import PaperFields
from counter_app.services.person_papers import AskPersonPapers
from counter_app.services.pins import PinDesk
from counter_app.services.ports import BrowserSignIn, PaperSigner, Session, TrustService
from counter_app.services.print_separators import PrintSeparators
from counter_app.services.pull import Integrate
from counter_app.services.reassign import Reassign
from counter_app.services.receipt import PrintReceipt
from counter_app.services.receive_again import ReceiveAgain
from counter_app.services.recognise import Recognise
from counter_app.services.recording import Recorder
from counter_app.services.register import Register
from counter_app.services.review import GrantException, ReusePaper, ReviewDossier
from counter_app.services.scan_profiles import ScanProfiles
from counter_app.services.seal import Seal
from counter_app.services.sending import Sending
from counter_app.services.separators import SortBySeparators
from counter_app.services.sessions import SignIn
from counter_app.services.slip_lists import PrintLists
from counter_app.services.slips import PrintSlips
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
from counter_app.sync.law_files import LawFiles
from counter_app.sync.outside import Outside
from counter_app.sync.passwords import Argon2Check
from counter_app.sync.recovery import keep_box
from counter_app.sync.signatures import Ed25519Check
from counter_app.sync.transport import LinkSettings, Transport

Law = TypeVar("Law")

if TYPE_CHECKING:
    # PDF, forms and signatures are loaded when something is written: a third of a second that no window waits for.
    from counter_app.documents.forms.printer import FormPrinter

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# Where a clerk learns what to do when paper jams: each scan goes on where the last one stopped.
TRAINING_SCANNERS = (
    SimulatedDevice("Máy quét tập huấn: 3 trang", ("page", "page", "page"), duplex=True),
    SimulatedDevice("Máy quét tập huấn: kẹt giấy ở trang 3", ("page", "page", "jam", "page", "page")),
    SimulatedDevice("Máy quét tập huấn: kéo hai tờ ở trang 2", ("page", "double_feed", "page", "page")),
    SimulatedDevice("Máy quét tập huấn: hỏng giữa chừng", ("page", "crash", "page")),
)
TODAY_HOLDS_S = 30.0
RESTORE_WANTED = "restore.json"
"""The file in the profile that asks for a copy to be restored before the store is opened."""


class SystemClock:
    """The PC's clock, in the centre's time zone, and how far off the province last found it.

    A clock that is set while the program runs moves against one that cannot be set: so what was found stays true.
    """

    def __init__(self) -> None:
        self._found: tuple[int, datetime, float] | None = None

    def now(self) -> datetime:
        """Aware; later calls may give earlier times, because people set clocks."""
        return datetime.now(TIME_ZONE)  # noqa: TID251 - this is where time comes from

    def steady(self) -> float:
        """Seconds that only pass, also while the PC sleeps where the system can tell."""
        return time.clock_gettime(time.CLOCK_BOOTTIME) if sys.platform == "linux" else time.monotonic()

    def server_offset_ms(self) -> int | None:
        if self._found is None:
            return None
        offset_ms, shown, steady = self._found
        was_set_by = (self.now() - shown).total_seconds() - (self.steady() - steady)
        return offset_ms - round(was_set_by * 1000)

    def told(self, offset_ms: int) -> None:
        """Remember what an answer of the province showed."""
        self._found = (offset_ms, self.now(), self.steady())


class SystemChance:
    """Identifiers and jitter from the operating system."""

    def new_id(self) -> str:
        """A UUIDv7."""
        return str(uuid_utils.uuid7())

    def fraction(self) -> float:
        return random.random()  # noqa: S311 - spreads retries, guards nothing


class Announcer:
    """Passes events on to whoever subscribed, on the thread that committed."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[object], None]] = []

    def subscribe(self, listener: Callable[[object], None]) -> None:
        """Call this for every event from now on. It must be quick and must not raise."""
        self._listeners.append(listener)

    def publish(self, event: object) -> None:
        for listener in self._listeners:
            listener(event)


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
        return FormPrinter(forms=lambda: law.folder / "forms", fonts=self.settings.resources / "fonts")

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
    def print_receipt(self) -> PrintReceipt:
        return PrintReceipt(self.store.open_work, self.vault, self.catalogue, self.printer, self.clock)

    @cached_property
    def person_papers(self) -> AskPersonPapers:
        return AskPersonPapers(self.gateway, self.at_window)

    @cached_property
    def print_slips(self) -> PrintSlips:
        return PrintSlips(self.store.open_work, self.catalogue, self.printer, self.clock)

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
    def strengthen(self) -> Strengthen | None:
        """Adds time stamps to sealed papers; None where no authority was told."""
        if self.trust is None:
            return None
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
            uploading=Uploading(opened, self.vault, gateway, clock.steady),
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
        policy = KeepPolicy(self.settings.keep_days, self.settings.least_free_gb * 1024**3)

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


def training_key(path: Path, name: str) -> Path:
    """A PFX file with a training certificate for this name; made at the first call."""
    if not path.exists():
        from counter_app.documents.training_certificate import make_training_key  # noqa: PLC0415 - a window opens without it
        from counter_app.signing import TRAINING_PASSPHRASE  # noqa: PLC0415 - a window opens without it

        made = make_training_key(name, TRAINING_PASSPHRASE, now=SystemClock().now())
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        draft.write_bytes(made.pfx)
        draft.replace(path)
    return path


def law_files(settings: Settings) -> LawFiles:
    """The law of this installation."""
    return LawFiles(settings.resources, settings.profile / "law", load_catalogue, check_forms)


def load_catalogue(resources: Path) -> Catalogue:
    """The law from the resource files; what is seldom asked is read when it is.

    Raises:
        InvalidInput: ``resources_broken``, naming the first mistake; also later, for what is read late.
    """
    return Catalogue(
        ProcedureBook(_checked(check_catalogue, resources / "procedures")),
        _checked(check_calendars, resources / "calendars"),
        _checked(check_codes, resources / "codes"),
        load_organisation=lambda: Organisation(_checked(check_organisation, resources / "organisation")),
        load_addresses=lambda: load_addresses(resources),
        load_indicators=lambda: _checked(check_indicators, resources / "indicators"),
    )


def load_addresses(resources: Path) -> AddressBook:
    """Both lists of administrative units. Raises ``InvalidInput`` naming the line that cannot be read."""
    file = resources / "addresses" / "administrative_units.tsv"
    try:
        return read_address_book(file.read_text(encoding="utf-8"))
    except InvalidInput as error:
        mistake = f"{file.name}:{error.facts['line']}: không đọc được dòng này"
        raise InvalidInput("resources_broken", mistake=mistake, count=1) from error


def check_forms(resources: Path) -> None:
    """Return only if every slip can be printed by these forms. Raises ``InvalidInput`` naming the mistake."""
    from counter_app.documents.forms.form_sets import load_form_sets  # noqa: PLC0415 - a window opens without it

    try:
        load_form_sets(resources / "forms")
    except (Damaged, NotFound) as error:
        mistake = str(error.facts.get("mistakes", error)).splitlines()[0]
        raise InvalidInput("resources_broken", mistake=mistake, count=1) from error


def scanner_setups(settings: Settings) -> tuple[DriverSetup, ...]:
    """The drivers of this installation: SANE where the system has it, the watched folder, network scanners.

    Network scanners are those whose addresses were given and, with the word ``auto`` among them, those that
    announce themselves. Training adds devices that play a script.
    """
    setups: list[DriverSetup] = []
    if os.name == "posix":
        setups.append(SaneSetup(config_folder=str(settings.sane_config or "")))
    if os.name == "nt":
        setups.append(TwainSetup(manager=settings.twain_manager, transfer=settings.twain_transfer))
    if settings.folder is not None:
        setups.append(FolderSetup(folders=(str(settings.folder),)))
    if settings.escl:
        addresses = tuple(told for told in settings.escl if told != "auto")
        setups.append(EsclSetup(addresses, discover_s=3.0 if "auto" in settings.escl else 0.0))
    if settings.training:
        positions = settings.profile / "training-scanner"
        positions.mkdir(parents=True, exist_ok=True)
        setups.append(SimulatedSetup(TRAINING_SCANNERS, state_folder=str(positions)))
    return tuple(setups)


def tell_what_scanners_need(settings: Settings) -> None:
    """Raises ``NeedsAttention`` where no scanner can be found because IT has something to install."""
    if os.name == "nt":
        require_manager(settings.twain_manager, system_folder())


def worker_environment() -> dict[str, str]:
    """What worker processes get as their environment: ours, with one thread for each OCR engine."""
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}  # noqa: TID251 - built here, passed on


def _checked(check: Callable[[Mapping[str, str]], tuple[Law | None, tuple[Mistake, ...]]], folder: Path) -> Law:
    """What the files of this folder say. Raises ``InvalidInput`` naming the first mistake."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}
    law, mistakes = check(texts)
    if law is None:
        raise InvalidInput("resources_broken", mistake=str(mistakes[0]), count=len(mistakes))
    return law


__all__ = ["Counter", "Session", "open_counter"]
