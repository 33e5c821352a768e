"""The note beside the store: whoever removes the program learns from it that dossiers would be lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from counter_app.db.unsent_note import FILE_NAME, UnsentNote
from counter_app.services.events import DeliveryChanged, TroublesChanged
from tests.rigs.windows import Window, jpeg

OpenWindow = Callable[..., Window]


def told(window: Window) -> str:
    path = window.folder / FILE_NAME
    return path.read_text(encoding="ascii").strip() if path.exists() else "nothing"


def test_each_dossier_that_is_not_sent_is_counted_until_it_is(open_window: OpenWindow) -> None:
    window = open_window()
    before = told(window)
    first = window.receive("Trần Thị Bưởi")
    window.receive("Lê Văn Cam")
    received = told(window)
    window.seal(first, 7)

    window.settle()

    assert (before, received, told(window)) == ("nothing", "2", "nothing")


def test_pages_that_are_scanned_but_not_sealed_count_although_every_act_was_sent(open_window: OpenWindow) -> None:
    window = open_window()
    dossier_id = window.receive("Trần Thị Bưởi")
    window.settle()
    sent = told(window)

    window.add_read_page(dossier_id, "other", jpeg(3))
    window.restart()

    assert (sent, told(window)) == ("nothing", "1")


def test_a_start_mends_a_note_that_was_lost(open_window: OpenWindow) -> None:
    window = open_window()
    window.receive("Trần Thị Bưởi")
    (window.folder / FILE_NAME).unlink()

    window.restart()

    assert told(window) == "1"


def test_a_note_that_cannot_be_written_is_tried_again(tmp_path: Path, expect_log: Callable[[str], None]) -> None:
    expect_log("was not written")
    note = UnsentNote(tmp_path / "later", lambda: 3)
    note.look()
    (tmp_path / "later").mkdir()

    note.hear(TroublesChanged())
    unheard = (tmp_path / "later" / FILE_NAME).exists()
    note.hear(DeliveryChanged())

    assert (unheard, (tmp_path / "later" / FILE_NAME).read_text(encoding="ascii")) == (False, "3\n")
