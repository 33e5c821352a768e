"""What a window gets into, cured to its end by the person at the list.

A disk that was copied or put back, files that are gone, a link and a province that are not what they seem. As in
``test_cured_acts.py`` the trouble is real, the cure is pressed, and the judge of the storms has the last word.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.contract.messages import ActsAnswer, Certificate, Change, ChangeKind, ClerkRecord
from counter_app.contract.moves import State
from counter_app.contract.problems import ProblemCode, problem
from counter_app.domain.checks import OTHER_PAPER
from counter_app.domain.errors import LinkDown, NotReady
from counter_app.domain.ids import DossierId, PageId
from counter_app.services.cures import Cure
from counter_app.services.pull import READ_KINDS, Integrate
from counter_app.services.queries import Place
from counter_app.sync.transport import Answer, refusal
from province_server.devices import Invitation
from province_server.keys import ServerKey
from province_server.store import tables as t
from tests.rigs.needs_attention import ListOf, disagreements
from tests.rigs.province import UNIT, RunningProvince
from tests.rigs.windows import Fault, Window, jpeg, untouched

OpenWindow = Callable[..., Window]
STRANGER = ServerKey(Ed25519PrivateKey.generate())


def stepped(window: Window, steps: int = 20) -> ListOf:
    """Some steps towards the province, which need not end in rest; then somebody looks at the list."""
    for _ in range(steps):
        window.step()
    return ListOf(window)


def codes(window: Window) -> set[str]:
    """What stands on the list, apart from what every dossier of these tests has there."""
    return window.trouble_codes() - {"code_replaced", "paper_unsigned"}


def new_code(running: RunningProvince, name: str) -> str:
    running.province.devices.invite(Invitation(UNIT, f"Q-{name}"), code=name, valid_for=timedelta(days=1))
    return name


def device_of(window: Window) -> str:
    identity = window.counter.enrol.identity()
    assert identity is not None
    return identity.device_id


def knows(window: Window, login: str) -> bool:
    with window.counter.store.open_work() as work:
        return work.clerks.by_login(login) is not None


# --- lives -----------------------------------------------------------------------------------------------------


def test_unknown_device_is_cured_by_a_new_code(open_window: OpenWindow, lone_province: RunningProvince) -> None:
    window = open_window()
    window.settle()
    lone_province.province.devices.withdraw(device_of(window))
    dossier_id = window.receive("Quầy đã bị rút")
    window.seal(dossier_id, 7)
    listed = stepped(window, 6)

    listed.press("unknown_device", Cure.ENROL)
    wrong = listed.give_code("nobody gave this")
    still = codes(window)
    listed.give_code(new_code(lone_province, "withdrawn"))
    window.settle()

    assert "xin mã mới" in wrong
    assert still == {"unknown_device"}
    assert codes(window) == set()
    assert lone_province.province.desk.find(dossier_id).state == State.SEALED
    assert disagreements(lone_province, [window], [dossier_id]) == []


def test_cloned_device_is_cured_by_a_new_code_for_the_second_copy(
    open_window: OpenWindow, lone_province: RunningProvince, tmp_path: Path
) -> None:
    window = open_window()
    window.settle()
    window.take_image(tmp_path / "copy")
    dossiers = [window.receive("Ở bản thứ nhất")]
    window.settle()
    copy = Window(tmp_path / "copy", lone_province.url, "")
    dossiers.append(copy.receive("Ở bản thứ hai"))
    copy.settle()
    dossiers.append(window.receive("Ở bản thứ nhất, về sau"))
    listed = stepped(window, 6)
    of_the_other = [one.act.act_id for one in window.own_acts()]

    listed.press("cloned_device", Cure.ENROL)
    listed.give_code(new_code(lone_province, "second-copy"))
    for one in (window, copy, window):
        one.settle()
    found = disagreements(lone_province, [window, copy], dossiers, forgotten=of_the_other)
    devices = {device_of(window), device_of(copy)}
    copy.stop()

    # Both copies gave the same number once, and the second gave it up; nobody ends the other's life again.
    assert codes(window) <= {"code_taken", "store_restored"}
    assert len(devices) == 2
    assert found == []


def test_store_restored_asks_for_a_look_and_accepts_what_no_disk_has(
    open_window: OpenWindow, lone_province: RunningProvince, tmp_path: Path
) -> None:
    window = open_window()
    first = window.receive("Trước khi sao lưu")
    window.take_image(tmp_path / "image")
    second = window.receive("Sau khi sao lưu")
    window.settle()
    forgotten = [one.act.act_id for one in window.own_acts()]
    window.put_back(tmp_path / "image")
    window.settle()
    listed = ListOf(window)

    listed.press("store_restored", Cure.SOLVED)
    listed.press("certificate_differs", Cure.SEND)  # who signed in after the backup is on no disk any more
    window.settle()
    listed.press("certificate_differs", Cure.SOLVED)
    window.let_time_pass(3 * 3600)
    stepped(window, 10)

    assert codes(window) <= {"clock_wrong"}  # nobody set this PC's clock back
    assert disagreements(lone_province, [window], [first, second], forgotten=forgotten) == []


@contextmanager
def misremembered(running: RunningProvince, window: Window, column: str, wrong: str) -> Iterator[None]:
    """The province has something else on record about this window's life, until IT puts it right."""
    c, first = t.device_epochs.c, device_of(window)
    mine = (c.device_id == first, c.epoch == 1)
    with running.province.engine.begin() as connection:
        known = connection.scalar(sa.select(c[column]).where(*mine))
        connection.execute(sa.update(t.device_epochs).where(*mine).values({column: wrong}))
    yield
    with running.province.engine.begin() as connection:
        connection.execute(sa.update(t.device_epochs).where(*mine).values({column: known}))


def test_token_invalid_is_cured_by_a_new_code(open_window: OpenWindow, lone_province: RunningProvince) -> None:
    window = open_window()
    window.settle()
    with misremembered(lone_province, window, "public_key", STRANGER.public_text):
        window.restart()
        dossier_id = window.receive("Khóa không khớp")
        listed = stepped(window, 6)
        (entry,) = listed.entries("token_invalid")
        listed.press("token_invalid", Cure.SEND)
        stepped(window, 3)
        listed.press("token_invalid", Cure.ENROL)
        listed.give_code(new_code(lone_province, "another-key"))
        window.settle()

    assert [cure.key for cure in entry.cures][:2] == [Cure.SEND, Cure.ENROL]
    assert codes(window) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []


@pytest.mark.parametrize(
    ("column", "wrong"),
    [("last_digest", "0" * 64), ("public_key", STRANGER.public_text)],
    ids=["broken_chain", "bad_signature"],
)
def test_an_envelope_that_does_not_hold_is_mended_by_a_new_life_without_anybody(
    open_window: OpenWindow, lone_province: RunningProvince, column: str, wrong: str
) -> None:
    window = open_window()
    window.settle()
    with misremembered(lone_province, window, column, wrong):
        # The token that the window holds stays good for a while: what is wrong shows at the next act.
        dossier_id = window.receive("Phong bì không khớp")
        window.step()

    window.settle()

    identity = window.counter.enrol.identity()
    assert identity is not None
    assert identity.epoch > 1
    assert codes(window) <= {"store_restored"}
    assert disagreements(lone_province, [window], [dossier_id]) == []


# --- files -----------------------------------------------------------------------------------------------------


def sealed_and_unsent(window: Window, shade: int) -> tuple[DossierId, list[str], list[tuple[PageId, str]]]:
    """A closed dossier of which the province has nothing yet: its files, and the pictures of its pages."""
    window.settle()
    window.link.down = True
    dossier_id = window.receive("Mất tệp")
    manifest = window.seal(dossier_id, shade).manifest
    assert manifest is not None
    with window.counter.store.open_work() as work:
        pages = [(page.page_id, page.cleaned) for page in work.pages.of_dossier(dossier_id)]
    return dossier_id, list(manifest.files), pages


def spoil(window: Window, digest: str) -> None:
    """One bit of this file on the disk is another."""
    place = window.counter.vault._place(window.counter.vault._name(digest))
    content = bytearray(place.read_bytes())
    content[-1] ^= 1
    place.write_bytes(content)


@pytest.mark.parametrize("code", ["file_lost_here", "file_damaged"])
def test_a_lost_file_is_cured_by_opening_the_dossier_and_closing_it_again(
    open_window: OpenWindow, lone_province: RunningProvince, code: str
) -> None:
    window = open_window()
    dossier_id, files, _pages = sealed_and_unsent(window, 400)
    if code == "file_lost_here":
        window.counter.vault.discard(files[0])
    else:
        spoil(window, files[0])
    window.link.down = False
    listed = stepped(window)
    (entry,) = listed.entries(code)

    listed.press(code, Cure.REOPEN)
    place = window.counter.store.queries.dossier_delivery(dossier_id).place
    listed.press("reopened_for_lost_file", Cure.OPEN)
    window.counter.seal(dossier_id, window.session)
    window.settle()

    assert [cure.key for cure in entry.cures] == [Cure.REOPEN, Cure.SEND, Cure.OPEN]
    assert place is not Place.PROVINCE
    assert lone_province.province.desk.find(dossier_id).state == State.SEALED
    assert codes(window) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []


def test_a_page_that_is_lost_with_its_paper_is_scanned_again(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    dossier_id, files, pages = sealed_and_unsent(window, 440)
    for digest in (files[-1], pages[-1][1]):
        window.counter.vault.discard(digest)
    window.link.down = False
    listed = stepped(window)

    listed.press("file_lost_here", Cure.REOPEN)
    with pytest.raises(NotReady) as raised:
        window.counter.seal(dossier_id, window.session)
    window.counter.arrange.remove([pages[-1][0]])
    window.add_read_page(dossier_id, OTHER_PAPER, jpeg(470))
    window.counter.seal(dossier_id, window.session)
    window.settle()

    assert any(point.startswith("page_unreadable") for point in raised.value.findings)
    assert lone_province.province.desk.find(dossier_id).state == State.SEALED
    assert codes(window) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []


def test_a_lost_file_that_it_brings_back_from_a_backup_is_sent(
    open_window: OpenWindow, lone_province: RunningProvince, tmp_path: Path
) -> None:
    window = open_window()
    dossier_id, files, _pages = sealed_and_unsent(window, 480)
    place = window.counter.vault._place(window.counter.vault._name(files[0]))
    shutil.move(place, tmp_path / "backup")
    window.link.down = False
    listed = stepped(window)

    shutil.move(tmp_path / "backup", place)
    listed.press("file_lost_here", Cure.SEND)
    window.settle()

    assert lone_province.province.desk.find(dossier_id).state == State.SEALED
    assert codes(window) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []


# --- the link and who answers on it ------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["certificate_dates", "certificate_refused", "pin_differs", "other_protocol"])
def test_a_province_that_is_not_believed_is_cured_by_sending_again_once_it_is_right(
    open_window: OpenWindow, lone_province: RunningProvince, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    window = open_window()
    window.settle()
    dossier_id = window.receive("Nguyễn Thị Ánh")

    def not_believed(*_asked: object, **_named: object) -> Answer:
        raise LinkDown(code)

    with monkeypatch.context() as wrong_province:
        wrong_province.setattr(window.link, "exchange", not_believed)
        listed = stepped(window, 4)

    listed.press(code, Cure.SEND)
    window.settle()

    assert codes(window) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []


def test_captive_portal_is_told_and_goes_away_with_the_sign_in_there(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    window.settle()
    dossier_id = window.receive("Trần Văn Bình")
    window.link.fault = Fault.STRANGER
    window.counter.deliver.step(now_wanted=True)
    with window.counter.store.open_work() as work:
        told = work.observations.get("link_problem")

    window.settle()

    with window.counter.store.open_work() as work:
        after = work.observations.get("link_problem")
    assert (told, after or "") == ("captive_portal", "")
    assert disagreements(lone_province, [window], [dossier_id]) == []


Message = TypeVar("Message")


def on_the_way(
    path: str, kind: type[Message], change: Callable[[Message], Message]
) -> Callable[[str, Answer], Answer]:
    """Somebody changes every answer to a request for this path."""

    def tamper(asked: str, answer: Answer) -> Answer:
        if asked.partition("?")[0] != path:
            return answer
        return replace(answer, body=msgspec.json.encode(change(msgspec.json.decode(answer.body, type=kind))))

    return tamper


def receipts_of_a_stranger(told: ActsAnswer) -> ActsAnswer:
    answers = (
        msgspec.structs.replace(one, receipt=STRANGER.sign(one.receipt)) if one.receipt else one
        for one in told.answers
    )
    return msgspec.structs.replace(told, answers=tuple(answers))


def test_receipt_forged_is_cured_by_the_provinces_own_word(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    window.settle()
    window.link.tamper = on_the_way("/v1/acts", ActsAnswer, receipts_of_a_stranger)
    dossier_id = window.receive("Nguyễn Thị Ánh")
    listed = stepped(window, 4)

    window.link.tamper = untouched
    listed.press("receipt_forged", Cure.SEND)
    window.settle()

    assert codes(window) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []


@pytest.mark.parametrize("code", ["certificate_forged", "certificate_differs"])
def test_a_certificate_that_does_not_agree_is_cured_by_comparing_again(
    open_window: OpenWindow, lone_province: RunningProvince, code: str
) -> None:
    window = open_window()
    key = STRANGER if code == "certificate_forged" else lone_province.province.key

    def fewer(told: Certificate) -> Certificate:
        return key.sign(msgspec.structs.replace(told, acts=told.acts - 1, agreed=False, signature=""))

    window.link.tamper = on_the_way("/v1/certificates", Certificate, fewer)
    dossier_id = window.receive("Nguyễn Thị Ánh")
    window.settle()
    listed = ListOf(window)

    window.link.tamper = untouched
    listed.press(code, Cure.SEND)
    window.settle()

    assert codes(window) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []


def test_change_unreadable_is_cured_by_the_update_that_reads_it(
    open_window: OpenWindow, lone_province: RunningProvince, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = open_window(), open_window()
    here.settle()
    there.settle()

    def not_read_yet(*_given: object) -> None:
        raise msgspec.ValidationError("of a newer release")

    dossier_id = there.receive("Trần Văn Bình")
    there.settle()
    with monkeypatch.context() as older_release:
        older_release.setattr(Integrate, "_take_act", not_read_yet)
        here.settle()
    listed = ListOf(here)
    (first, *_more) = listed.entries("change_unreadable")

    listed.press("change_unreadable", Cure.SEND)
    still = codes(here)
    here.counter.integrate.look_again("the next release")
    here.settle()

    assert "cập nhật chương trình" in str(first.detail)
    assert (still, codes(here)) == ({"change_unreadable"}, set())
    assert disagreements(lone_province, [here, there], [dossier_id]) == []


def test_an_entry_of_a_kind_that_only_the_update_knows_is_read_by_the_first_pull_after_it(
    open_window: OpenWindow,
) -> None:
    here = open_window()
    here.settle()
    record = ClerkRecord(clerk_id="c-new", login="moi", name="Hoàng Thị Hạ", roles={UNIT: ("clerk",)})
    entry = Change(position=10**9, kind=ChangeKind.CLERK, body=msgspec.to_builtins(record))
    with here.counter.store.open_work() as work:  # as a release that did not know clerks had left it
        work.feed.add([entry])
        work.feed.integrated(entry.position)
        work.observations.put(READ_KINDS, "act catalogue")
        work.commit()

    here.pull()
    known_before = knows(here, "moi")
    here.restart()
    here.pull()

    assert not known_before
    assert knows(here, "moi")


# --- what passes by itself ---------------------------------------------------------------------------------------

ANSWERED_ONCE = [
    ("POST", "/v1/acts", 503, ProblemCode.BUSY),
    ("POST", "/v1/acts", 507, ProblemCode.DISK_FULL),
    ("POST", "/v1/acts", 429, ProblemCode.TOO_MANY_REQUESTS),
    ("POST", "/v1/acts", 413, ProblemCode.TOO_LARGE),
    ("POST", "/v1/acts", 400, ProblemCode.CHECKSUM_MISMATCH),
    ("POST", "/v1/files", 409, ProblemCode.OFFSET_DIFFERS),
    ("POST", "/v1/files", 404, ProblemCode.UPLOAD_GONE),
    ("POST", "/v1/files/missing", 404, ProblemCode.NOT_FOUND),
    ("POST", "/v1/number-slices", 409, ProblemCode.NO_NUMBERS_LEFT),
]


@pytest.mark.parametrize(("method", "path", "status", "code"), ANSWERED_ONCE, ids=str)
def test_what_the_province_says_once_is_got_over_by_trying_again(
    open_window: OpenWindow,
    lone_province: RunningProvince,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    path: str,
    status: int,
    code: ProblemCode,
) -> None:
    window = open_window()
    dossier_id = window.receive("Nguyễn Thị Ánh")
    window.seal(dossier_id, 600 + status % 90)
    asked, left = window.link.exchange, [1]

    def once(given: str, where: str, **named: Any) -> Answer:
        if (given, where) == (method, path) and left:
            left.pop()
            said = msgspec.json.encode(problem(code, status))
            raise refusal(Answer(status, {"content-type": "application/problem+json"}, said))
        return asked(given, where, **named)

    monkeypatch.setattr(window.link, "exchange", once)
    window.settle()
    listed = ListOf(window)
    for one in sorted(codes(window)):
        listed.press(one, Cure.SEND)
    window.let_time_pass(600)
    window.settle()

    assert left == []
    assert lone_province.province.desk.find(dossier_id).state == State.SEALED
    assert codes(window) - {"clock_wrong"} == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []
