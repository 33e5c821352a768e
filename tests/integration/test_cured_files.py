"""Files of closed dossiers that are gone or wrong at the window, cured to the end by the person at the list.

As in ``test_cured_acts.py`` the trouble is real, the cure is pressed, and the judge of the storms has the last
word.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from counter_app.contract.moves import State
from counter_app.domain.checks import OTHER_PAPER
from counter_app.domain.errors import NotReady
from counter_app.domain.ids import DossierId, PageId
from counter_app.services.cures import Cure
from counter_app.services.queries import Place
from tests.rigs.needs_attention import codes, disagreements, place_of, stepped
from tests.rigs.province import RunningProvince
from tests.rigs.windows import Window, jpeg

OpenWindow = Callable[..., Window]


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
    place = place_of(window, dossier_id)
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
