"""The link of a running counter: delivery, the numbers, law and papers from the province, and the courier."""

from __future__ import annotations

import shutil
from functools import cached_property

from counter_app.bootstrap.parts import Parts
from counter_app.contract.messages import RelayWord
from counter_app.law import law_files
from counter_app.services.certify import CertifyDays, accept_difference
from counter_app.services.chores import Chores
from counter_app.services.courier import PackBox, UnpackReplies
from counter_app.services.cures import Redo
from counter_app.services.deliver import Deliver, StepDone, Ways
from counter_app.services.enrol import Enrol
from counter_app.services.events import DeliveryChanged, DossierChanged
from counter_app.services.evict import Evict, FetchPaper, KeepPolicy
from counter_app.services.law import TakeLaw
from counter_app.services.lives import Lives
from counter_app.services.numbers import Numbers, ReplaceProvisional
from counter_app.services.pull import Integrate
from counter_app.services.receive_again import ReceiveAgain
from counter_app.services.relays import LearnRelays
from counter_app.services.reopen import Reopen
from counter_app.services.sending import Sending
from counter_app.services.settle import SolveTrouble
from counter_app.services.strengthen import Strengthen
from counter_app.services.uploading import Uploading
from counter_app.services.verify import VerifyLog
from counter_app.sync.connectivity import Network
from counter_app.sync.engine import SyncEngine
from counter_app.sync.gateway import HttpGateway
from counter_app.sync.signatures import Ed25519Check
from counter_app.sync.transport import LinkSettings, Transport


class Link(Parts):
    """All that goes to the province and comes from it, and what of this waits here."""

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
                leave_room=self.settings.leave_room,
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
            steady=self.clock.steady,
        )

    @cached_property
    def enrol(self) -> Enrol:
        return Enrol(self.store.open_work, self.gateway, self.secrets.device_keys, self.clock)

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
    def reopen(self) -> Reopen:
        return Reopen(self.store.open_work, self.vault, self.integrate, self.clock, self.chance)

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
    def learn_relays(self) -> LearnRelays:
        """Takes over whose receipts count as the branch's."""
        return LearnRelays(self.store.open_work, Ed25519Check(), self.clock)

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

    @cached_property
    def strengthen(self) -> Strengthen | None:
        """Adds time stamps to sealed papers; None where no authority was told."""
        if self.trust is None:
            return None
        from counter_app.documents.evidence import LongTermEvidence  # noqa: PLC0415 - a window opens without it

        evidence = LongTermEvidence(self.trust)
        return Strengthen(self.store.open_work, self.vault, evidence, self.recorder, self.clock.steady)

    @cached_property
    def solve_trouble(self) -> SolveTrouble:
        return SolveTrouble(self.store.open_work, self.clock, self.recorder, accept_difference)


class _LinkListener:
    """Passes on what answers show to those whom it concerns."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def told_offset(self, offset_ms: int) -> None:
        self._link.clock.told(offset_ms)

    def told_last_number(self, epoch: int, last_seq: int) -> bool:
        return self._link.lives.told_last_number(epoch, last_seq)

    def told_relays(self, word: RelayWord, asked: str) -> None:
        self._link.learn_relays.told(word, asked)
