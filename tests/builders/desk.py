"""One window's use cases over the store's and the vault's stand-ins, with a clock and a chance that tests set."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from PIL import Image

from counter_app.contract.acts import Applicant
from counter_app.contract.messages import ClerkRecord, NumberSlice
from counter_app.documents import pdf
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import TryLater
from counter_app.domain.ids import DossierId, PageId, UnitCode
from counter_app.domain.pages import Finding, Line, PageReading
from counter_app.services.arrange import Arrange
from counter_app.services.at_window import AtWindow
from counter_app.services.catalogue import Catalogue
from counter_app.services.numbers import Numbers
from counter_app.services.ports import DeviceIdentity, Page, PageState, PaperSigner, Session
from counter_app.services.recording import Recorder
from counter_app.services.register import Intake, Register
from counter_app.services.review import GrantException, ReviewDossier
from counter_app.services.seal import Seal
from counter_app.services.sessions import SignIn
from counter_app.services.sign_later import SignLater
from counter_app.sync.credentials import DeviceKeyRing
from tests.builders.rules import shipped_catalogue
from tests.fakes.store import MemoryStore
from tests.fakes.vault import MemoryVault

UNIT = UnitCode("H29.901")
WINDOW = "Q01"
MORNING = datetime(2026, 11, 23, 9, 10, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PROCEDURE, CASE = "1.004873", "thong-thuong"
FORM = "to-khai-xac-nhan-hon-nhan"


@dataclass
class SetClock:
    """Shows the time that the test sets."""

    time: datetime = MORNING
    offset_ms: int | None = 0

    def now(self) -> datetime:
        return self.time

    def server_offset_ms(self) -> int | None:
        return self.offset_ms

    def forward(self, by: timedelta) -> None:
        self.time += by


@dataclass
class Counting:
    """Identifiers 1, 2, 3 ..."""

    given: int = 0

    def new_id(self) -> str:
        self.given += 1
        return f"id-{self.given:06}"

    def fraction(self) -> float:
        return 0.5


class PlainPasswords:
    """A verifier is the password itself."""

    def matches(self, verifier: str, password: str) -> bool:
        return verifier == password


class MarkingSigner:
    """Signs by appending the name."""

    def sign_paper(self, pdf: bytes, *, name: str, when: datetime, page_lines: Sequence[Line]) -> bytes:  # noqa: ARG002
        return pdf + f"\n% signed by {name}".encode()


class AbsentToken:
    """A signing token that nobody has put in."""

    def sign_paper(self, *_paper: bytes, **_about: object) -> bytes:
        raise TryLater("no_signing_key")


@dataclass
class DeskOfTests:
    """A window that is enrolled and has numbers for today, unless a test says otherwise."""

    signer: PaperSigner = field(default_factory=MarkingSigner)
    numbers_left: int = 3
    evidence_later: bool = False
    store: MemoryStore = field(default_factory=MemoryStore)
    vault: MemoryVault = field(default_factory=MemoryVault)
    clock: SetClock = field(default_factory=SetClock)
    chance: Counting = field(default_factory=Counting)
    at_window: AtWindow = field(default_factory=AtWindow)

    def __post_init__(self) -> None:
        with self.store.open_work() as work:
            work.observations.put_device(DeviceIdentity("dev-1", 1, UNIT, WINDOW, "key"))
            work.clerks.put(
                ClerkRecord(
                    clerk_id="clerk-lan",
                    login="lan",
                    name="Nguyễn Thị Lan",
                    roles={UNIT: ("clerk",)},
                    verifier="đúng",
                )
            )
            if self.numbers_left:
                work.numbers.add_slice(
                    NumberSlice(
                        slice_id="s1",
                        unit=UNIT,
                        day=MORNING.date().isoformat(),
                        first=401,
                        last=400 + self.numbers_left,
                        device_id="dev-1",
                        epoch=1,
                    )
                )
            work.commit()

    session = Session(
        clerk_id="clerk-lan",
        login="lan",
        name="Nguyễn Thị Lan",
        unit=UNIT,
        window=WINDOW,
        roles=frozenset({"clerk"}),
        offline=False,
        since=MORNING,
    )

    @cached_property
    def catalogue(self) -> Catalogue:
        return shipped_catalogue()

    @cached_property
    def recorder(self) -> Recorder:
        return Recorder(self.clock, self.chance, DeviceKeyRing([bytes(32)], keep=lambda _seeds: None))

    @cached_property
    def sign_in(self) -> SignIn:
        return SignIn(self.store.open_work, self.clock, PlainPasswords(), self.recorder, self.at_window)

    @cached_property
    def register(self) -> Register:
        # Giving numbers asks the province for nothing: only leasing does.
        numbers = Numbers(self.store.open_work, None, self.catalogue, self.clock, self.chance)  # type: ignore[arg-type]
        return Register(self.store.open_work, self.catalogue, numbers, self.recorder, self.clock, self.chance)

    @cached_property
    def review(self) -> ReviewDossier:
        return ReviewDossier(self.store.open_work, self.catalogue)

    @cached_property
    def grant_exception(self) -> GrantException:
        return GrantException(self.store.open_work, self.review, self.recorder)

    @cached_property
    def arrange(self) -> Arrange:
        return Arrange(self.store.open_work)

    @cached_property
    def seal(self) -> Seal:
        return Seal(
            self.store.open_work,
            self.vault,
            self.review,
            pdf,
            self.signer,
            self.recorder,
            self.clock,
            self.chance,
            evidence_later=self.evidence_later,
        )

    @cached_property
    def sign_later(self) -> SignLater:
        return SignLater(
            self.store.open_work,
            self.vault,
            self.vault.get,
            self.signer,
            self.recorder,
            self.clock,
            evidence_later=self.evidence_later,
        )

    # --- short ways --------------------------------------------------------------------------------------------

    def intake(self, name: str = "Nguyễn Thị Ánh") -> Intake:
        return Intake(applicant=Applicant(name=name), procedure=PROCEDURE, case=CASE)

    def receive(self, name: str = "Nguyễn Thị Ánh") -> Dossier:
        return self.register(self.register.begin(), self.intake(name), self.session)

    def add_page(self, dossier_id: DossierId, paper_type: str, *findings: Finding, read: bool = True) -> PageId:
        image = small_jpeg(self.chance.given)
        digest = self.vault.put(image)
        page_id = PageId(self.chance.new_id())
        reading = PageReading(64, 96, 200, 0, 0.0, False, (), (), findings, 90.0, 1)
        with self.store.open_work() as work:
            work.pages.add(
                Page(
                    page_id=page_id,
                    dossier_id=dossier_id,
                    position=1 + len(work.pages.of_dossier(dossier_id, with_removed=True)),
                    raw=digest,
                    media_type="image/jpeg",
                    captured_at=self.clock.now(),
                    paper_type=paper_type,
                    state=PageState.READ if read else PageState.CAPTURED,
                    cleaned=digest if read else "",
                    reading=reading if read else None,
                )
            )
            work.commit()
        return page_id

    def kinds(self, dossier_id: DossierId) -> list[str]:
        """The kinds of the dossier's acts in order."""
        with self.store.open_work() as work:
            return [stored.act.kind for stored in work.acts.of_dossier(dossier_id)]


def small_jpeg(shade: int) -> bytes:
    encoded = io.BytesIO()
    Image.new("RGB", (64, 96), (shade % 256, 120, 200)).save(encoded, "JPEG", dpi=(200, 200))
    return encoded.getvalue()
