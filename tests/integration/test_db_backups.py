"""A copy of a counter is whole, opens with its own keys alone, and brings back what was lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from counter_app.bootstrap import RESTORE_WANTED
from counter_app.db.backups import LIST, WANTED, find_backups, make_backup, restore_wanted, want_restore
from counter_app.db.store import Store
from counter_app.db.vault import FileVault
from counter_app.domain.errors import Damaged, NeedsAttention
from counter_app.domain.ids import DossierId
from tests.builders.acts import dossier_after
from tests.contract.conftest import STORE_SECRET

AT = datetime(2026, 11, 23, 9, 30, tzinfo=timezone(timedelta(hours=7)))


def put(profile: Path, name: str, page: bytes) -> str:
    """A dossier and a page at this counter."""
    with Store(profile / "store.db", STORE_SECRET) as store, store.open_work() as work:
        work.dossiers.put(replace(dossier_after(), dossier_id=DossierId(name), code=name))
        work.commit()
    return FileVault(profile / "vault", STORE_SECRET).put(page)


def codes(profile: Path) -> set[str]:
    with Store(profile / "store.db", STORE_SECRET) as store:
        found = (store.queries.dossier_by_code(name) for name in ("one", "two"))
        return {one.code for one in found if one is not None}


def backed_up(profile: Path, folder: Path) -> Path:
    with Store(profile / "store.db", STORE_SECRET) as store:
        return make_backup(store, profile / "vault", folder, AT)[0]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    made = tmp_path / "profile"
    made.mkdir()
    return made


def test_what_came_after_the_copy_is_gone_and_what_was_lost_is_back(profile: Path, tmp_path: Path) -> None:
    page = put(profile, "one", b"page one")
    folder = backed_up(profile, tmp_path / "copies")
    put(profile, "two", b"page two")
    FileVault(profile / "vault", STORE_SECRET).discard(page)

    want_restore(profile, folder, STORE_SECRET)
    aside = restore_wanted(profile, STORE_SECRET, AT)

    assert codes(profile) == {"one"}
    assert FileVault(profile / "vault", STORE_SECRET).get(page) == b"page one"
    assert aside is not None
    assert (aside / "store.db").exists()
    assert restore_wanted(profile, STORE_SECRET, AT) is None


def test_work_goes_on_while_a_copy_is_made(profile: Path, tmp_path: Path) -> None:
    put(profile, "one", b"page one")
    with Store(profile / "store.db", STORE_SECRET) as store, store.open_work() as work:
        work.dossiers.put(replace(dossier_after(), dossier_id=DossierId("two"), code="two"))
        folder, told = make_backup(store, profile / "vault", tmp_path / "copies", AT)
        work.commit()

    assert find_backups(tmp_path / "copies") == ((folder, told),)
    assert told.files == 1
    assert codes(profile) == {"one", "two"}


def spoil_store(folder: Path) -> None:
    content = bytearray((folder / "store.db").read_bytes())
    content[5000] ^= 1
    (folder / "store.db").write_bytes(content)


def lose_a_page(folder: Path) -> None:
    next(path for path in (folder / "vault").rglob("*") if path.is_file()).unlink()


def break_off(folder: Path) -> None:
    (folder / LIST).unlink()


@pytest.mark.parametrize("harm", [spoil_store, lose_a_page, break_off])
def test_a_copy_that_is_not_whole_is_refused_and_nothing_is_touched(
    harm: object, profile: Path, tmp_path: Path
) -> None:
    put(profile, "one", b"page one")
    folder = backed_up(profile, tmp_path / "copies")
    harm(folder)  # type: ignore[operator]

    with pytest.raises(Damaged, match="backup_damaged"):
        want_restore(profile, folder, STORE_SECRET)

    assert not (profile / WANTED).exists()


def test_a_copy_of_another_installation_is_refused(profile: Path, tmp_path: Path) -> None:
    put(profile, "one", b"page one")
    folder = backed_up(profile, tmp_path / "copies")

    with pytest.raises(Damaged, match="backup_damaged"):
        want_restore(profile, folder, bytes(32))


def test_a_copy_that_spoils_before_the_next_start_changes_nothing(profile: Path, tmp_path: Path) -> None:
    put(profile, "one", b"page one")
    folder = backed_up(profile, tmp_path / "copies")
    put(profile, "two", b"page two")
    want_restore(profile, folder, STORE_SECRET)
    lose_a_page(folder)

    with pytest.raises(Damaged, match="backup_damaged"):
        restore_wanted(profile, STORE_SECRET, AT)

    assert codes(profile) == {"one", "two"}
    assert restore_wanted(profile, STORE_SECRET, AT) is None


def test_a_folder_that_cannot_be_written_is_said(profile: Path, tmp_path: Path) -> None:
    put(profile, "one", b"page one")
    (tmp_path / "copies").write_text("a file, not a folder")

    with pytest.raises(NeedsAttention, match="backup_failed"):
        backed_up(profile, tmp_path / "copies")


def test_the_start_looks_for_the_same_wish() -> None:
    assert RESTORE_WANTED == WANTED
