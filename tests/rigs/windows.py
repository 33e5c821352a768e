"""Windows for tests of the link: real store, real use cases, real province, and a link that fails on cue.

A ``Window`` has one folder; ``start`` opens it as a program start would, so that a restart keeps nothing but what
was committed. Papers are made ready in the store as capture and recognition leave them: the link is the subject.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from PIL import Image

from counter_app.bootstrap import Counter, load_catalogue, open_counter
from counter_app.contract.acts import Applicant
from counter_app.contract.messages import Outcome
from counter_app.contract.moves import State
from counter_app.domain.checks import OTHER_PAPER, Ground
from counter_app.domain.delivery import Wait
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import LinkDown
from counter_app.domain.ids import DossierId, PageId
from counter_app.domain.pages import PageReading
from counter_app.domain.procedure import PaperNeed
from counter_app.services.catalogue import Catalogue
from counter_app.services.hand_over import Receiver
from counter_app.services.ports import Page, PageState, Session
from counter_app.services.register import Intake
from counter_app.settings import Settings, resources_folder
from counter_app.sync.transport import Answer, LinkSettings, Transport
from tests.rigs.province import PASSWORD

PROCEDURE, CASE = "1.004873", "thong-thuong"


class Fault(StrEnum):
    """What the link does to the next request."""

    NONE = "none"
    REFUSED = "refused"
    ANSWER_LOST = "answer_lost"
    TWICE = "twice"
    STRANGER = "stranger"


class FaultyTransport(Transport):
    """A link whose next request suffers ``fault``; after that it is whole again, unless it is ``down``."""

    def __init__(self, settings: LinkSettings) -> None:
        super().__init__(settings)
        self.fault = Fault.NONE
        self.down = False
        self.suffered = 0

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
        if self.down or fault in {Fault.REFUSED, Fault.STRANGER}:
            self.suffered += 1
            raise LinkDown("no_answer" if fault is not Fault.STRANGER else "not_the_province")
        answer = super().exchange(method, path, body=body, headers=headers, accept=accept)
        if fault is Fault.ANSWER_LOST:
            self.suffered += 1
            raise LinkDown("no_answer")
        if fault is Fault.TWICE:
            self.suffered += 1
            return super().exchange(method, path, body=body, headers=headers, accept=accept)
        return answer


@cache
def shipped_catalogue() -> Catalogue:
    return load_catalogue(resources_folder())


class Window:
    """One window on one PC."""

    def __init__(self, folder: Path, url: str, enrol_code: str, login: str = "lan") -> None:
        self._folder = folder
        self._url = url
        self._enrol_code = enrol_code
        self._login = login
        self.counter: Counter
        self.link: FaultyTransport
        self.session: Session
        self.start()

    def start(self) -> None:
        """Open the folder as a program start does; enrol and sign in when that is still to be done."""
        settings = Settings(
            profile=self._folder,
            resources=resources_folder(),
            tessdata=None,
            server_url=self._url,
            key_home="file",
        )
        self.counter = open_counter(settings, catalogue=shipped_catalogue())
        self.link = FaultyTransport(LinkSettings(self._url))
        self.counter.__dict__["transport"] = self.link
        self.counter.enrol(self._enrol_code)
        self.pull()
        self.session = self.counter.sign_in.with_password(self._login, PASSWORD)

    def stop(self) -> None:
        self.counter.close()
        self.link.close()

    def restart(self) -> None:
        """As after a crash: whatever was not committed is gone. The link works while it starts."""
        self.stop()
        self.start()

    # --- what clerks do ----------------------------------------------------------------------------------------

    def receive(self, name: str) -> DossierId:
        dossier_id = self.counter.register.begin()
        intake = Intake(applicant=Applicant(name=name), procedure=PROCEDURE, case=CASE)
        self.counter.register(dossier_id, intake, self.session)
        return dossier_id

    def add_read_page(self, dossier_id: DossierId, paper_type: str, shade: int) -> None:
        """A page as capture and recognition leave it."""
        image = jpeg(shade)
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

    def seal(self, dossier_id: DossierId, shade: int) -> Dossier:
        """Every required paper gets a page, every condition is decided, and the dossier is sealed."""
        dossier = self.dossier(dossier_id)
        for number, requirement in enumerate(self.counter.review.requirements(dossier)):
            if requirement.need is PaperNeed.REQUIRED:
                self.add_read_page(dossier_id, requirement.paper_type, shade + number)
            elif requirement.need is PaperNeed.CONDITIONAL:
                self.counter.grant_exception(
                    dossier_id,
                    requirement.paper_type,
                    Ground.CONDITION_NOT_MET,
                    "Không thuộc trường hợp",
                    self.session,
                )
        self.add_read_page(dossier_id, OTHER_PAPER, shade + 99)
        return self.counter.seal(dossier_id, self.session)

    def hand_over(self, dossier_id: DossierId) -> Dossier:
        return self.counter.hand_over(dossier_id, Receiver("Người nhận"), self.session)

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
        """Step until nothing is left to be sent and the feed is read."""
        for _ in range(limit):
            self.step()
            with self.counter.store.open_work() as work:
                waiting = work.acts.unsent(1) or work.files.undelivered(1)
            if not waiting:
                self.pull()
                return
        raise AssertionError(f"stuck: {waiting}")

    # --- what is known here ------------------------------------------------------------------------------------

    def dossier(self, dossier_id: DossierId) -> Dossier:
        with self.counter.store.open_work() as work:
            dossier = work.dossiers.get(dossier_id)
        assert dossier is not None
        return dossier

    def state(self, dossier_id: DossierId) -> State | None:
        with self.counter.store.open_work() as work:
            dossier = work.dossiers.get(dossier_id)
        return dossier.state if dossier else None

    def own_acts_without_receipt(self) -> list[str]:
        """Kinds of own acts that the province neither confirmed nor turned down with a word."""
        with self.counter.store.open_work() as work:
            identity = work.observations.device()
            assert identity is not None
            stored = [work.acts.get(act.act_id) for act in work.acts.chain(identity.device_id, identity.epoch)]
        return [
            one.act.kind
            for one in stored
            if one is not None and one.receipt is None and one.outcome not in {Outcome.REFUSED, Outcome.CONFLICT}
        ]


@cache
def jpeg(shade: int) -> bytes:
    """A small page; another shade makes other bytes."""
    encoded = io.BytesIO()
    colour = (200 + shade % 50, 100 + shade // 50 % 150, 200)
    Image.new("RGB", (64, 96), colour).save(encoded, "JPEG", dpi=(200, 200))
    return encoded.getvalue()
