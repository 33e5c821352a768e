"""The composition root: the only place that builds adapters and joins them to the use cases.

``open_counter`` gives a ``Counter``: everything that a window or a command needs, ready to be called, and one
``close``. Nothing is started that costs the window time: workers and the link start when they are first used.
"""

from __future__ import annotations

from functools import cached_property

from counter_app.bootstrap.link import Link
from counter_app.db.store import Store
from counter_app.db.unsent_note import UnsentNote
from counter_app.db.vault import FileVault
from counter_app.law import law_files
from counter_app.services.arrange import Arrange
from counter_app.services.capture import Capture
from counter_app.services.catalogue import Catalogue
from counter_app.services.classify import Classify
from counter_app.services.decide import Decide
from counter_app.services.fee_receipts import FeeReceipts
from counter_app.services.hand_over import HandOver
from counter_app.services.held_papers import HeldPapers
from counter_app.services.identify import Identify
from counter_app.services.open_page import OpenPage
from counter_app.services.originals import Originals
from counter_app.services.paper_fields import PaperFields
from counter_app.services.person_papers import AskPersonPapers
from counter_app.services.ports import Session
from counter_app.services.print_separators import PrintSeparators
from counter_app.services.quick_lock import QuickLock
from counter_app.services.reassign import Reassign
from counter_app.services.receipt import PrintReceipt
from counter_app.services.reception_slips import ReceptionSlips
from counter_app.services.recognise import Recognise
from counter_app.services.register import Register
from counter_app.services.review import GrantException, ReusePaper, ReviewDossier
from counter_app.services.scan_card import ScanCard
from counter_app.services.scan_profiles import ScanProfiles
from counter_app.services.seal import Seal
from counter_app.services.separators import SortBySeparators
from counter_app.services.sessions import SignIn
from counter_app.services.sign_later import SignLater
from counter_app.services.slip_lists import PrintLists
from counter_app.services.slips import PrintSlips
from counter_app.services.staff_names import StaffNames
from counter_app.services.supervise import Supervise
from counter_app.settings import Settings
from counter_app.sync.credentials import KeyHome, open_secrets
from counter_app.sync.passwords import Argon2Check, verifier_of
from counter_app.sync.recovery import keep_box
from counter_app.system import Announcer, SystemChance, SystemClock

RESTORE_WANTED = "restore.json"
"""The file in the profile that asks for a copy to be restored before the store is opened."""


class Counter(Link):
    """One running counter: the use cases of this installation, joined to the real world.

    Use cases are built when they are first asked for. ``Parts`` has what they are made of, ``Link`` those of
    the way to the province; here are those of the window.
    """

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
    def hand_over(self) -> HandOver:
        return HandOver(self.store.open_work, self.vault, self.gateway, self.recorder, self.clock)

    @cached_property
    def supervise(self) -> Supervise:
        return Supervise(self.store.queries, self.catalogue, lambda: self.catalogue.indicators, self.clock)

    @cached_property
    def reassign(self) -> Reassign:
        return Reassign(self.store.open_work, self.recorder)

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
