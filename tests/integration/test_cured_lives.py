"""A window that was withdrawn, copied or put back, cured to its end by the person at the list.

As in ``test_cured_acts.py`` the trouble is real, the cure is pressed, and the judge of the storms has the last
word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.contract.moves import State
from counter_app.services.cures import Cure
from province_server.devices import Invitation
from province_server.keys import ServerKey
from province_server.store import tables as t
from tests.rigs.needs_attention import ListOf, codes, disagreements, stepped
from tests.rigs.province import UNIT, RunningProvince
from tests.rigs.windows import Window

OpenWindow = Callable[..., Window]
STRANGER = ServerKey(Ed25519PrivateKey.generate())


def new_code(running: RunningProvince, name: str) -> str:
    running.province.devices.invite(Invitation(UNIT, f"Q-{name}"), code=name, valid_for=timedelta(days=1))
    return name


def device_of(window: Window) -> str:
    identity = window.counter.enrol.identity()
    assert identity is not None
    return identity.device_id


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
