"""Work that goes by stick: one effect whichever way comes first, and every bad stick is told for what it is."""

from __future__ import annotations

import errno
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pytest
from click.testing import CliRunner

from counter_app.commands.line import main
from counter_app.contract import acts as contract
from counter_app.contract.messages import Outcome
from counter_app.domain.errors import InvalidInput, NeedsAttention, NotFound, NotReady
from counter_app.domain.ids import DossierId
from counter_app.sync.stick import FolderStick
from province_server.courier import take_folder
from tests.rigs.agreement import breaches
from tests.rigs.province import COMPETENT, RunningProvince, run_province, settings_in
from tests.rigs.replicas import replica_of
from tests.rigs.windows import Window, hasten_sign_ins, invite

OpenWindow = Callable[..., Window]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def away(open_window: OpenWindow) -> Window:
    """A window that was enrolled and then lost its line."""
    window = open_window()
    window.settle()
    window.link.down = True
    return window


def pack(window: Window, stick: Path) -> Path:
    return stick / window.counter.pack_box(FolderStick(stick)).name


def bring(running: RunningProvince, stick: Path) -> list[str]:
    """IT takes the stick in; what they read."""
    told: list[str] = []
    take_folder(running.province, stick, told.append)
    return told


def sealed(window: Window, name: str = "Nguyễn Thị Ánh") -> DossierId:
    dossier_id = window.receive(name)
    window.seal(dossier_id, 3)
    return dossier_id


def test_a_dossier_goes_to_the_province_by_stick_and_its_receipts_come_back(
    open_window: OpenWindow, lone_province: RunningProvince, stick: Path
) -> None:
    window = away(open_window)
    dossier_id = sealed(window)

    pack(window, stick)
    bring(lone_province, stick)
    unpacked = window.counter.unpack_replies(FolderStick(stick))

    assert lone_province.province.desk.find(dossier_id).state == "sealed"
    assert {stored.outcome for stored in window.acts_of(dossier_id)} == {Outcome.APPLIED}
    assert all(stored.receipt is not None for stored in window.acts_of(dossier_id))
    assert window.waiting() == []
    assert unpacked.replies == 1


def test_what_the_province_did_comes_back_on_the_stick(
    open_window: OpenWindow, lone_province: RunningProvince, stick: Path
) -> None:
    window = away(open_window)
    dossier_id = sealed(window)
    pack(window, stick)
    bring(lone_province, stick)
    body = contract.ProcessingStarted(unit=COMPETENT)
    lone_province.province.desk.act(dossier_id, body, actor="x", unit=COMPETENT)

    bring(lone_province, stick)
    window.counter.unpack_replies(FolderStick(stick))

    assert window.state(dossier_id) == "processing"


@pytest.mark.parametrize("stick_first", [True, False])
def test_stick_and_line_together_have_one_effect(tmp_path: Path, stick: Path, stick_first: bool) -> None:
    for running in run_province(settings_in(tmp_path / "province", "")):
        hasten_sign_ins(running)
        window = Window(tmp_path / "window", running.url, invite(running))
        dossier_id = sealed(window)
        pack(window, stick)
        ways = [partial(bring, running, stick), window.settle]

        for way in ways if stick_first else ways[::-1]:
            way()
        bring(running, stick)
        window.counter.unpack_replies(FolderStick(stick))
        window.settle()

        replica = replica_of(window.counter, "window", [dossier_id])
        assert breaches(running.province, [replica], [dossier_id]) == []
        window.stop()


def test_what_was_done_after_packing_waits_for_the_next_box(
    open_window: OpenWindow, lone_province: RunningProvince, stick: Path
) -> None:
    window = away(open_window)
    sealed(window)
    pack(window, stick)
    later = window.receive("Trần Văn Bình")
    bring(lone_province, stick)
    window.counter.unpack_replies(FolderStick(stick))

    pack(window, stick)
    bring(lone_province, stick)
    window.counter.unpack_replies(FolderStick(stick))

    assert window.waiting() == []
    assert lone_province.province.desk.find(later).state == "received"


def torn(content: bytes) -> bytes:
    return content[: len(content) * 2 // 3]


def flipped(content: bytes) -> bytes:
    at = len(content) // 2
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def longer(content: bytes) -> bytes:
    return content + b"x"


def no_box(_content: bytes) -> bytes:
    return b"PK\x03\x04 a holiday picture"


BAD = [(torn, "torn"), (flipped, "nothing of it was taken in"), (longer, "nothing of it"), (no_box, "no courier")]


@pytest.mark.parametrize(("spoil", "sentence"), BAD, ids=lambda one: getattr(one, "__name__", ""))
def test_a_bad_box_is_told_and_nothing_of_it_counts(
    open_window: OpenWindow,
    lone_province: RunningProvince,
    stick: Path,
    spoil: Callable[[bytes], bytes],
    sentence: str,
) -> None:
    window = away(open_window)
    dossier_id = window.receive("Nguyễn Thị Ánh")
    box = pack(window, stick)
    box.write_bytes(spoil(box.read_bytes()))

    (told,) = bring(lone_province, stick)

    assert sentence in told
    assert dossier_id not in {line.dossier_id for line in lone_province.province.desk.dossiers(limit=100_000)}
    assert list(stick.glob("*.traloi")) == []


@pytest.mark.parametrize(
    ("spoil", "code"),
    [(torn, "box_torn"), (flipped, "box_forged"), (no_box, "box_unknown")],
    ids=["torn", "flipped", "no_box"],
)
def test_a_bad_reply_is_told_and_nothing_of_it_counts(
    open_window: OpenWindow,
    lone_province: RunningProvince,
    stick: Path,
    spoil: Callable[[bytes], bytes],
    code: str,
) -> None:
    window = away(open_window)
    window.receive("Nguyễn Thị Ánh")
    pack(window, stick)
    bring(lone_province, stick)
    (reply,) = stick.glob("*.traloi")
    reply.write_bytes(spoil(reply.read_bytes()))

    with pytest.raises(InvalidInput) as raised:
        window.counter.unpack_replies(FolderStick(stick))

    assert (raised.value.code, raised.value.facts["file"]) == (code, reply.name)
    assert window.waiting()


def test_a_box_for_another_province_is_told(open_window: OpenWindow, tmp_path: Path, stick: Path) -> None:
    window = away(open_window)
    window.receive("Nguyễn Thị Ánh")
    pack(window, stick)

    for other in run_province(settings_in(tmp_path / "other", "")):
        (told,) = bring(other, stick)

    assert "another province" in told


def test_a_box_of_a_window_that_was_withdrawn_is_not_taken(
    open_window: OpenWindow, lone_province: RunningProvince, stick: Path
) -> None:
    window = away(open_window)
    window.receive("Nguyễn Thị Ánh")
    pack(window, stick)
    identity = window.counter.enrol.identity()
    assert identity is not None
    lone_province.province.devices.withdraw(identity.device_id)

    (told,) = bring(lone_province, stick)

    assert "signed" in told


def test_nobody_reads_a_name_on_the_stick(open_window: OpenWindow, stick: Path) -> None:
    window = away(open_window)
    window.receive("Nguyen Thi Anh Nguyet")

    box = pack(window, stick)

    assert b"Nguyet" not in box.read_bytes()


def test_without_anything_to_carry_no_box_is_written(open_window: OpenWindow, stick: Path) -> None:
    window = open_window()
    window.settle()

    with pytest.raises(NotReady) as raised:
        window.counter.pack_box(FolderStick(stick))

    assert (raised.value.code, list(stick.iterdir())) == ("nothing_to_carry", [])


def test_a_stick_without_a_reply_for_this_window_is_told(
    open_window: OpenWindow, lone_province: RunningProvince, stick: Path
) -> None:
    other, window = away(open_window), away(open_window)
    other.receive("Nguyễn Thị Ánh")
    pack(other, stick)
    bring(lone_province, stick)

    with pytest.raises(NotFound) as raised:
        window.counter.unpack_replies(FolderStick(stick))

    assert raised.value.code == "no_reply_here"


def test_a_full_stick_is_told_and_left_without_half_a_box(stick: Path) -> None:
    def fill(out: BinaryIO) -> None:
        out.write(b"half of a box")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(NeedsAttention) as raised:
        FolderStick(stick).write("H09.01.hop", fill)

    assert (raised.value.code, list(stick.iterdir())) == ("stick_full", [])


def test_a_stick_that_is_gone_is_told(stick: Path) -> None:
    with pytest.raises(NeedsAttention) as raised:
        FolderStick(stick / "gone").names(".hop")

    assert raised.value.code == "stick_trouble"


def test_the_command_says_in_a_sentence_that_the_window_is_not_enrolled(stick: Path) -> None:
    ended = CliRunner().invoke(main, ["courier", "export", str(stick)])

    assert (ended.exit_code, list(stick.iterdir())) == (2, [])
    assert "chưa được đăng ký" in ended.output


def test_the_commands_carry_work_there_and_back(
    open_window: OpenWindow, lone_province: RunningProvince, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = away(open_window)
    sealed(window)
    settings = window.counter.settings
    monkeypatch.setattr("counter_app.commands.line.read_settings", lambda: settings)
    window.counter.close()

    out = CliRunner().invoke(main, ["courier", "export", str(stick)])
    bring(lone_province, stick)
    back = CliRunner().invoke(main, ["courier", "import", str(stick)])
    window.start()

    assert (out.exit_code, back.exit_code) == (0, 0), out.output + back.output
    assert "1 tệp trả lời" in back.output
    assert {stored.act.kind for stored in window.own_acts() if stored.receipt is None} == {"signed_in"}
