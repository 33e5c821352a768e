"""Windows for tests of the link: real store, real use cases, real province, and a link that fails on cue.

A ``Window`` has one folder; ``start`` opens it as a program start would, so that a restart keeps nothing but what
was committed, and the folder can be kept as a disk image and put back. Papers are made ready in the store as
capture and recognition leave them: the link is the subject.
"""

from __future__ import annotations

import gzip
import io
import itertools
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

import argon2
import msgspec
from PIL import Image

from counter_app.bootstrap import Counter, open_counter
from counter_app.contract.acts import Act, Applicant
from counter_app.contract.messages import ActBatch, Outcome
from counter_app.contract.moves import State
from counter_app.domain.checks import OTHER_PAPER, Ground
from counter_app.domain.delivery import Wait
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import LinkDown
from counter_app.domain.ids import DossierId, PageId
from counter_app.domain.pages import PageReading
from counter_app.domain.procedure import PaperNeed
from counter_app.law import load_catalogue
from counter_app.services.catalogue import Catalogue
from counter_app.services.deliver import LOOK_AGAIN_S
from counter_app.services.hand_over import Receiver
from counter_app.services.ports import Page, PageState, Session, StoredAct, Trouble
from counter_app.services.register import Intake
from counter_app.settings import Settings, resources_folder
from counter_app.sync.transport import Answer, LinkSettings, Transport
from counter_app.system import SystemClock
from province_server.devices import Invitation
from tests.rigs.province import PASSWORD, UNIT, RunningProvince

PROCEDURE, CASE = "1.004873", "thong-thuong"
LOGIN = "lan"

STEPS_BEFORE_OTHERS = 60
"""So long a window that waits for others tries before it lets them."""

_numbers = itertools.count(1)


class Fault(StrEnum):
    """What the link does to the next request."""

    NONE = "none"
    REFUSED = "refused"
    ANSWER_LOST = "answer_lost"
    TWICE = "twice"
    STRANGER = "stranger"
    REORDERED = "reordered"
    IN_PARTS = "in_parts"


Tamper = Callable[[str, Answer], Answer]
"""What somebody on the way makes of an answer to a request for this path."""


def untouched(path: str, answer: Answer) -> Answer:
    del path
    return answer


def acts_in(body: bytes) -> tuple[Act, ...]:
    """The acts of a batch as it was sent."""
    packed = body.startswith(b"\x1f\x8b")
    return msgspec.json.decode(gzip.decompress(body) if packed else body, type=ActBatch).acts


class FaultyTransport(Transport):
    """A link whose next request suffers ``fault``; after that it is whole again, unless it is ``down``."""

    def __init__(self, settings: LinkSettings) -> None:
        super().__init__(settings)
        self.fault = Fault.NONE
        self.down = False
        self.suffered = 0
        self.sent: list[tuple[str, str]] = []
        self.tamper: Tamper = untouched

    def exchange(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        accept: frozenset[int] = frozenset(),
    ) -> Answer:
        fault, self.fault = self.fault, Fault.NONE
        self.suffered += self.down or fault is not Fault.NONE
        if self.down or fault in {Fault.REFUSED, Fault.STRANGER}:
            raise LinkDown("no_answer" if fault is not Fault.STRANGER else "captive_portal")
        self.sent.append((method, path))
        if fault in {Fault.REORDERED, Fault.IN_PARTS} and path == "/v1/acts" and body is not None:
            return self._mangled(fault, body, headers or {})
        answer = super().exchange(method, path, body=body, headers=headers, accept=accept)
        answer = self.tamper(path, answer)
        if fault is Fault.ANSWER_LOST:
            raise LinkDown("no_answer")
        if fault is Fault.TWICE:
            return super().exchange(method, path, body=body, headers=headers, accept=accept)
        return answer

    def _mangled(self, fault: Fault, body: bytes, headers: Mapping[str, str]) -> Answer:
        """The batch in another order, or only its end: what arrives then, and the window hears nothing of it."""
        acts = acts_in(body)
        arriving = acts[::-1] if fault is Fault.REORDERED else acts[len(acts) // 2 :]
        without = {name: value for name, value in headers.items() if not name.startswith("Content-")}
        super().exchange("POST", "/v1/acts", body=msgspec.json.encode(ActBatch(acts=arriving)), headers=without)
        raise LinkDown("no_answer")


class WildClock(SystemClock):
    """A PC's clock that somebody set: ``ahead`` of the true time, years if need be."""

    def __init__(self, ahead: timedelta) -> None:
        super().__init__()
        self.ahead = ahead
        self.passed_s = 0.0

    def now(self) -> datetime:
        return super().now() + self.ahead + timedelta(seconds=self.passed_s)

    def steady(self) -> float:
        return super().steady() + self.passed_s


@cache
def shipped_catalogue() -> Catalogue:
    catalogue = load_catalogue(resources_folder())
    _ = catalogue.organisation
    return catalogue


def invite(running: RunningProvince, unit: str = UNIT, window: str = "") -> str:
    """A fresh one-time code for one more window, in a place of its own unless one is named."""
    number = next(_numbers)
    code = f"window-{number}"
    invitation = Invitation(unit, window or f"Q{number:02}")
    running.province.devices.invite(invitation, code=code, valid_for=timedelta(days=1))
    return code


def hasten_sign_ins(running: RunningProvince) -> None:
    """Give the clerks verifiers that cost no time: windows of tests sign in hundreds of times."""
    quick = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    for login in (LOGIN, "hung"):
        record = running.province.clerks.find(f"clerk-{login}")
        assert record is not None
        running.province.clerks.put(msgspec.structs.replace(record, verifier=quick))


@dataclass
class Window:
    """One window on one PC. ``ahead`` is how wrong the PC's clock is, also after a restart."""

    folder: Path
    url: str
    enrol_code: str
    login: str = LOGIN
    ahead: timedelta = field(default=timedelta(0))
    relay_url: str = ""

    counter: Counter = field(init=False)
    link: FaultyTransport = field(init=False)
    session: Session = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Open the folder as a program start does; enrol and sign in when that is still to be done."""
        settings = Settings(
            profile=self.folder, resources=resources_folder(), tessdata=None, server_url=self.url, key_home="file"
        )
        counter = self.opened(settings)
        counter.clock = WildClock(self.ahead)
        self.link = self.linked(LinkSettings(self.url, relay_url=self.relay_url))
        counter.__dict__["transport"] = self.link
        self.counter = counter
        if counter.enrol.identity() is None:
            counter.enrol(self.enrol_code)
            self.pull()
        self.session = counter.sign_in.with_password(self.login, PASSWORD)

    def opened(self, settings: Settings) -> Counter:
        return open_counter(settings, catalogue=shipped_catalogue())

    def linked(self, settings: LinkSettings) -> FaultyTransport:
        return FaultyTransport(settings)

    def stop(self) -> None:
        self.counter.close()
        self.link.close()

    def restart(self) -> None:
        """As after a crash: whatever was not committed is gone. The link works while it starts."""
        self.stop()
        self.start()

    def set_clock(self, ahead: timedelta) -> None:
        """Somebody sets the PC's clock while the program runs."""
        self.ahead = ahead
        clock = self.counter.clock
        assert isinstance(clock, WildClock)
        clock.ahead = ahead

    # --- the disk ----------------------------------------------------------------------------------------------

    def take_image(self, place: Path) -> None:
        """A copy of the whole disk, taken while the PC is off."""
        self.stop()
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.folder, place)
        self.start()

    def put_back(self, image: Path) -> None:
        """Somebody restores the disk from this image."""
        self.stop()
        shutil.rmtree(self.folder)
        shutil.copytree(image, self.folder)
        self.start()

    # --- what clerks do ----------------------------------------------------------------------------------------

    def receive(self, name: str, id_number: str = "") -> DossierId:
        dossier_id = self.counter.register.begin()
        applicant = Applicant(name=name, id_number=id_number)
        intake = Intake(applicant=applicant, procedure=PROCEDURE, case=CASE)
        self.counter.register(dossier_id, intake, self.session)
        return dossier_id

    def add_read_page(self, dossier_id: DossierId, paper_type: str, image: bytes) -> None:
        """A page as capture and recognition leave it."""
        digest = self.counter.vault.put(image)
        with self.counter.store.open_work() as work:
            work.pages.add(
                Page(
                    page_id=PageId(self.counter.chance.new_id()),
                    dossier_id=dossier_id,
                    position=1 + len(work.pages.of_dossier(dossier_id)),
                    raw=digest,
                    media_type="image/jpeg",
                    captured_at=self.counter.clock.now(),
                    paper_type=paper_type,
                    state=PageState.READ,
                    cleaned=digest,
                    reading=PageReading(64, 96, 200, 0, 0.0, False, (), (), (), 90.0, 1),
                )
            )
            work.commit()

    def seal(self, dossier_id: DossierId, shade: int, *, without: str = "") -> Dossier:
        """Every required paper but one gets a page, every condition is decided, and the dossier is sealed."""
        dossier = self.dossier(dossier_id)
        for number, requirement in enumerate(self.counter.review.requirements(dossier)):
            if requirement.paper_type == without:
                continue
            if requirement.need is PaperNeed.REQUIRED:
                self.add_read_page(dossier_id, requirement.paper_type, jpeg(shade + number))
            elif requirement.need is PaperNeed.CONDITIONAL:
                self.counter.grant_exception(
                    dossier_id,
                    requirement.paper_type,
                    Ground.CONDITION_NOT_MET,
                    "Không thuộc trường hợp",
                    self.session,
                )
        self.add_read_page(dossier_id, OTHER_PAPER, jpeg(shade + 99))
        return self.counter.seal(dossier_id, self.session)

    def hand_over(self, dossier_id: DossierId) -> Dossier:
        return self.counter.hand_over(dossier_id, Receiver("Người nhận"), self.session)

    def record_fee(self, dossier_id: DossierId, amount_vnd: int) -> Dossier:
        return self.counter.hand_over.record_fee(dossier_id, "Lệ phí", amount_vnd, self.session, paid=True)

    # --- the link ----------------------------------------------------------------------------------------------

    def step(self) -> bool:
        """One step towards the province, patience left out; False when there was nothing to do."""
        done = self.counter.deliver.step()
        if isinstance(done.step, Wait):
            done = self.counter.deliver.step(now_wanted=True)
        return not isinstance(done.step, Wait)

    def pull(self) -> None:
        """Everything that the feed has."""
        while self.counter.integrate.pull():
            pass

    def settle(self, limit: int = 400) -> None:
        """Step until nothing is left to be sent or asked for and the feed is read, a few seconds later too."""
        if not self.bring(limit):
            raise AssertionError(f"stuck: {self.waiting()}")

    def bring(self, limit: int) -> bool:
        """Step for so long at most; whether nothing is left to be sent or asked for."""
        self.counter.deliver.step(now_wanted=True)
        quiet = 0
        for _ in range(limit):
            if not isinstance(self.counter.deliver.step().step, Wait):
                quiet = 0
                continue
            quiet += 1
            if quiet > 1 and not self.waiting():
                self.pull()
                return True
            self.let_time_pass(LOOK_AGAIN_S)
            if quiet > 1:
                self.counter.deliver.step(now_wanted=True)
        return False

    def let_time_pass(self, seconds: float) -> None:
        """As if the program had run on for so long; no clock is wrong afterwards that was right before."""
        clock = self.counter.clock
        assert isinstance(clock, WildClock)
        clock.passed_s += seconds

    def waiting(self) -> list[str]:
        """Kinds of acts and names of files that still have to be sent."""
        with self.counter.store.open_work() as work:
            acts = [f"{one.act.kind} {one.outcome}: {one.problem}" for one in work.acts.unsent(5)]
            return acts + [file.digest for file in work.files.undelivered(5)]

    # --- what is known here ------------------------------------------------------------------------------------

    def dossier(self, dossier_id: DossierId) -> Dossier:
        dossier = self.known(dossier_id)
        assert dossier is not None
        return dossier

    def known(self, dossier_id: DossierId) -> Dossier | None:
        with self.counter.store.open_work() as work:
            return work.dossiers.get(dossier_id)

    def state(self, dossier_id: DossierId) -> State | None:
        dossier = self.known(dossier_id)
        return dossier.state if dossier else None

    def acts_of(self, dossier_id: DossierId) -> list[StoredAct]:
        with self.counter.store.open_work() as work:
            return list(work.acts.of_dossier(dossier_id))

    def own_acts(self) -> list[StoredAct]:
        """Every act that was made here, whichever life it is in now."""
        with self.counter.store.open_work() as work:
            identity = work.observations.device()
            assert identity is not None
            lives: list[Act] = []
            for epoch in range(1, identity.epoch + 1):
                lives += work.acts.chain(identity.device_id, epoch)
            found = {act.act_id: work.acts.get(act.act_id) for act in lives}
        return [stored for stored in found.values() if stored is not None and stored.own]

    def own_acts_without_an_answer(self) -> list[str]:
        """Kinds of own acts that the province neither confirmed nor turned down with a word."""
        return [
            one.act.kind
            for one in self.own_acts()
            if one.receipt is None and one.outcome not in {Outcome.REFUSED, Outcome.CONFLICT}
        ]

    def troubles(self) -> list[Trouble]:
        with self.counter.store.open_work() as work:
            return list(work.troubles.open())

    def trouble_codes(self) -> set[str]:
        return {trouble.code for trouble in self.troubles()}


@cache
def jpeg(shade: int, size: tuple[int, int] = (64, 96)) -> bytes:
    """A small page; another shade makes other bytes."""
    encoded = io.BytesIO()
    colour = (200 + shade % 50, 100 + shade // 50 % 150, 200)
    Image.new("RGB", size, colour).save(encoded, "JPEG", dpi=(200, 200))
    return encoded.getvalue()


def settle_all(windows: Sequence[Window]) -> None:
    """Everybody settles. After a restore one may wait for what another has to bring again."""
    for window in windows:
        window.bring(STEPS_BEFORE_OTHERS)
    for window in windows:
        window.settle()
