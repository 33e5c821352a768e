"""What a running counter is joined from: its store and keys, its devices, and what it writes papers with."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from counter_app.db.store import Store
from counter_app.db.vault import FileVault
from counter_app.documents.reports import ReportFiles
from counter_app.domain.errors import InvalidInput
from counter_app.law import law_files
from counter_app.scanner.reading import ReadingPool
from counter_app.scanner.supervisor import ScannerHub
from counter_app.scanners import scanner_setups, tell_what_scanners_need, worker_environment
from counter_app.services.at_window import AtWindow
from counter_app.services.catalogue import Catalogue
from counter_app.services.clock import province_now
from counter_app.services.pins import PinDesk
from counter_app.services.ports import BrowserSignIn, PaperSigner, TrustService
from counter_app.services.recording import Recorder
from counter_app.services.slip_paper import ChooseReceiptPaper
from counter_app.settings import Settings
from counter_app.sync.browser_sign_in import OidcSignIn
from counter_app.sync.credentials import Secrets
from counter_app.sync.outside import Outside
from counter_app.system import Announcer, SystemChance, SystemClock

if TYPE_CHECKING:
    # PDF, forms and signatures are loaded when something is written: a third of a second that no window waits for.
    from counter_app.documents.forms.printer import FormPrinter

TODAY_HOLDS_S = 30.0


@dataclass
class Parts:
    """What everything else of one running counter is joined from. Built when first asked for."""

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
    def printer(self) -> FormPrinter:
        """Makes the slips, by the forms of the law in force."""
        from counter_app.documents.forms.printer import FormPrinter  # noqa: PLC0415 - a window opens without it

        law = law_files(self.settings)
        return FormPrinter(
            forms=lambda: law.folder / "forms",
            fonts=self.settings.resources / "fonts",
            roll=lambda: self.receipt_paper.now().roll,
        )

    @cached_property
    def receipt_paper(self) -> ChooseReceiptPaper:
        """On which paper this window prints what it gives out."""
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

    @cached_property
    def browser(self) -> BrowserSignIn | None:
        """The province's identity provider; None where none was told."""
        told = self.settings
        if not told.oidc_issuer:
            return None
        outside = Outside(ca_file=told.outside_ca_file, proxy=told.proxy)
        return OidcSignIn(told.oidc_issuer, told.oidc_client, outside)

    @cached_property
    def reports(self) -> ReportFiles:
        """Makes workbooks and papers of what a supervisor sees."""
        return ReportFiles(self.settings.resources / "fonts")

    @cached_property
    def recorder(self) -> Recorder:
        return Recorder(self.clock, self.chance, self.secrets.device_keys)

    def today(self) -> date:
        """The day for what is in force, right also where the clock is known to be wrong; half a minute old."""
        looked_at, day = self._today
        if self.clock.steady() - looked_at > TODAY_HOLDS_S:
            with self.store.open_work() as work:
                day = province_now(work, self.clock).date()
            self._today = (self.clock.steady(), day)
        return day
