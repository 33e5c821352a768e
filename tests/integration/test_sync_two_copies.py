"""Two copies of one disk that hold an act which waits: it takes effect once, and neither copy waits for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.contract.canonical import digest
from counter_app.contract.messages import ActAnswer, ActsAnswer, Outcome, PersonPaper
from counter_app.contract.moves import State
from counter_app.domain.checks import Ground
from counter_app.domain.errors import LinkDown
from counter_app.domain.ids import DossierId
from counter_app.domain.papers import Reusable, TrustLevel
from counter_app.domain.procedure import PaperNeed
from counter_app.services.ports import StoredAct
from counter_app.sync.transport import Answer
from province_server.keys import ServerKey
from tests.rigs.cases import new_id
from tests.rigs.needs_attention import disagreements
from tests.rigs.province import RunningProvince
from tests.rigs.windows import Window, invite, untouched

OpenWindow = Callable[..., Window]
STRANGER = ServerKey(Ed25519PrivateKey.generate())


def steps(window: Window, number: int = 12) -> None:
    for _ in range(number):
        window.counter.deliver.step(now_wanted=True)


def seal_of(window: Window, dossier_id: DossierId) -> StoredAct:
    (seal,) = [one for one in window.acts_of(dossier_id) if one.act.kind == "dossier_sealed"]
    return seal


@pytest.fixture
def copies(open_window: OpenWindow, lone_province: RunningProvince, tmp_path: Path) -> Iterator[Copies]:
    made = Copies(open_window(), lone_province, tmp_path / "copy")
    yield made
    made.second.stop()


class Copies:
    """A disk that holds a seal which waits for a paper on its way, and a copy of it; each began a life of its own.

    ``first`` was shut out by ``second`` and became a window of its own with a code from IT.
    """

    def __init__(self, first: Window, running: RunningProvince, place: Path) -> None:
        self.content = f"%PDF-1.4 on its way {new_id()}".encode()
        self.dossier_id = waits_for(first, digest(self.content))
        first.take_image(place)
        self.of_first = first.receive("Ở bản thứ nhất")
        steps(first)
        second = Window(place, running.url, "")
        self.of_second = second.receive("Ở bản thứ hai")
        steps(second)
        steps(first)
        first.counter.lives.begin_with_code(invite(running))
        steps(first)
        self.first, self.second, self.running = first, second, running

    @property
    def dossiers(self) -> list[DossierId]:
        return [self.dossier_id, self.of_first, self.of_second]

    def of_the_common_life(self) -> list[str]:
        """What the first copy sent under the name that is the other's now."""
        device = self.second.counter.enrol.identity()
        assert device is not None
        with self.first.counter.store.open_work() as work:
            return [act.act_id for act in work.acts.chain(device.device_id, 1)]

    def the_paper_comes(self) -> None:
        self.running.counter().upload(self.content)


def waits_for(window: Window, file: str) -> DossierId:
    """A dossier that is sealed on papers taken over, whose file another window has still to bring."""
    window.settle()
    dossier_id = window.receive("Nguyễn Thị Ánh")
    for requirement in window.counter.review.requirements(window.dossier(dossier_id)):
        kind = requirement.paper_type
        if requirement.need is PaperNeed.REQUIRED:
            held = PersonPaper(paper_type=kind, title=requirement.title, file=file, size_bytes=1, source="x",
                               trust_level=TrustLevel.CLERK_SIGNED_SCAN)  # fmt: skip
            window.counter.reuse(dossier_id, Reusable(held, TrustLevel.CLERK_SIGNED_SCAN), window.session)
        elif requirement.need is PaperNeed.CONDITIONAL:
            window.counter.grant_exception(
                dossier_id, kind, Ground.CONDITION_NOT_MET, "Không thuộc trường hợp", window.session
            )
    window.settle()
    window.counter.seal(dossier_id, window.session)
    steps(window)
    return dossier_id


@pytest.mark.parametrize("order", [("second", "first"), ("first", "second")], ids=["second first", "first first"])
def test_an_act_that_two_copies_hold_is_taken_once_and_both_hear_of_it(
    copies: Copies, order: tuple[str, str]
) -> None:
    windows = [getattr(copies, name) for name in order]
    waited = [seal_of(window, copies.dossier_id).outcome for window in windows]

    copies.the_paper_comes()
    for window in windows * 2:
        window.settle()

    seals = [seal_of(window, copies.dossier_id) for window in windows]
    assert waited == [Outcome.HELD] * 2
    assert [seal.outcome for seal in seals] == [Outcome.APPLIED] * 2
    assert seals[0].receipt == seals[1].receipt
    assert not {"receipt_forged", "certificate_differs"} & (
        windows[0].trouble_codes() | windows[1].trouble_codes()
    )
    assert disagreements(copies.running, windows, copies.dossiers, forgotten=copies.of_the_common_life()) == []


def without_files(window: Window) -> Callable[[], None]:
    """From now on no file leaves this window; call what it gives to mend the line."""
    send = window.link.exchange

    def exchange(method: str, path: str, **more: object) -> Answer:
        if path.startswith("/v1/files"):
            raise LinkDown("no_answer")
        return send(method, path, **more)  # type: ignore[arg-type]

    window.link.exchange = exchange  # type: ignore[method-assign, assignment]

    def mend() -> None:
        window.link.exchange = send  # type: ignore[method-assign]

    return mend


def test_a_seal_that_a_copy_cannot_stand_for_is_listed_at_both_and_closed_again(
    open_window: OpenWindow, lone_province: RunningProvince, tmp_path: Path
) -> None:
    first = open_window()
    first.settle()
    without_files(first)
    dossier_id = first.receive("Trần Văn Bình")
    first.seal(dossier_id, 30)
    steps(first)
    first.take_image(tmp_path / "copy")
    mend_first = without_files(first)
    first.receive("Ở bản thứ nhất")
    steps(first)
    second = Window(tmp_path / "copy", lone_province.url, "")
    mend_second = without_files(second)
    second.receive("Ở bản thứ hai")
    steps(second)
    steps(first)
    first.counter.lives.begin_with_code(invite(lone_province))
    steps(first)
    mend_first()
    mend_second()
    for window in (first, second) * 2:
        window.settle()

    listed = ["stale_version" in window.trouble_codes() for window in (first, second)]
    second.counter.seal(dossier_id, second.session)
    for window in (second, first):
        window.settle()
    states = [window.state(dossier_id) for window in (first, second)]
    still_listed = second.trouble_codes()
    second.stop()

    assert listed == [True, True]
    assert lone_province.province.desk.find(dossier_id).state == State.SEALED
    assert states == [State.SEALED] * 2
    assert "stale_version" not in still_listed


@pytest.mark.parametrize("feed_is_read", [True, False], ids=["with the feed", "without the feed"])
def test_what_belongs_to_no_dossier_is_heard_of_by_a_disk_of_before_the_withdrawal(
    open_window: OpenWindow, lone_province: RunningProvince, tmp_path: Path, feed_is_read: bool
) -> None:
    window = open_window()
    window.link.down = True
    dossier_id = window.receive("Nguyễn Thị Ánh")
    window.take_image(tmp_path / "image")
    let_in_again(window, lone_province)
    window.settle()
    made_since = [stored.act.act_id for stored in window.own_acts()]

    window.put_back(tmp_path / "image")
    if not feed_is_read:
        window.link.tamper = without_changes
    steps(window, 4)
    window.counter.lives.begin_with_code(invite(lone_province))
    steps(window)
    unsent, troubles = window.waiting(), window.trouble_codes()
    window.link.tamper = untouched
    window.settle()

    signed_in = [stored for stored in window.own_acts() if stored.act.kind == "signed_in"]
    assert (unsent, troubles & {"receipt_forged"}) == ([], set())
    assert {stored.outcome for stored in signed_in} == {Outcome.APPLIED}
    assert signed_in[0].receipt is not None
    assert signed_in[0].receipt.act_digest != signed_in[0].digest
    assert disagreements(lone_province, [window], [dossier_id], forgotten=made_since) == []


def in_another_envelope(answer: ActAnswer) -> ActAnswer:
    assert answer.taken_as is not None
    return msgspec.structs.replace(answer, taken_as=msgspec.structs.replace(answer.taken_as, device_seq=99))


def with_a_receipt_for_it_by_a_stranger(answer: ActAnswer) -> ActAnswer:
    assert answer.receipt is not None
    return msgspec.structs.replace(answer, receipt=STRANGER.sign(answer.receipt))


@pytest.mark.parametrize(
    "forge", [in_another_envelope, with_a_receipt_for_it_by_a_stranger], ids=lambda forge: forge.__name__
)
def test_what_is_said_of_a_copys_envelope_counts_only_under_the_provinces_word(
    open_window: OpenWindow,
    lone_province: RunningProvince,
    tmp_path: Path,
    forge: Callable[[ActAnswer], ActAnswer],
) -> None:
    window = open_window()
    window.take_image(tmp_path / "image")
    let_in_again(window, lone_province)
    window.settle()
    window.put_back(tmp_path / "image")
    steps(window, 4)
    window.counter.lives.begin_with_code(invite(lone_province))
    window.link.tamper = of_duplicates(forge)

    steps(window)
    doubted, listed = window.waiting(), window.trouble_codes()
    window.link.tamper = untouched
    window.settle()

    assert doubted == ["signed_in held: None"]
    assert "receipt_forged" in listed
    assert "receipt_forged" not in window.trouble_codes()


def of_duplicates(forge: Callable[[ActAnswer], ActAnswer]) -> Callable[[str, Answer], Answer]:
    """Somebody on the way changes every answer to an act that was taken before."""

    def tamper(path: str, answer: Answer) -> Answer:
        if path != "/v1/acts":
            return answer
        told = msgspec.json.decode(answer.body, type=ActsAnswer)
        forged = tuple(forge(one) if one.outcome is Outcome.DUPLICATE else one for one in told.answers)
        return replace(answer, body=msgspec.json.encode(msgspec.structs.replace(told, answers=forged)))

    return tamper


def let_in_again(window: Window, running: RunningProvince) -> None:
    """IT withdraws the window and gives it a code."""
    identity = window.counter.enrol.identity()
    assert identity is not None
    window.link.down = False
    running.province.devices.withdraw(identity.device_id)
    window.step()
    window.counter.lives.begin_with_code(invite(running))


def without_changes(path: str, answer: Answer) -> Answer:
    """A line over which the feed does not come."""
    if path.startswith("/v1/changes"):
        raise LinkDown("no_answer")
    return answer
