"""Windows of every released schema, each with 500 unsent dossiers: nothing is lost, and the receipts follow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from counter_app.contract.acts import Kind
from counter_app.contract.messages import DeviceLife
from counter_app.db import schema
from counter_app.db.database import Database
from counter_app.db.keys import StoreKey
from counter_app.db.upgrade import safety_copy_path
from counter_app.sync.credentials import KeyHome, open_secrets
from tests.rigs.old_windows import DOSSIERS, PROVINCE_KEY, SEALED, bring_back, kept
from tests.rigs.province import RunningProvince, run_province, settings_in
from tests.rigs.windows import Window, hasten_sign_ins

OLDEST = schema.REVISIONS[0]


@contextmanager
def its_province(folder: Path, life: DeviceLife) -> Iterator[RunningProvince]:
    """The province that enrolled this window, come through the years with its key and its list of devices."""
    settings = settings_in(folder / "province")
    settings.key_file.parent.mkdir(parents=True, exist_ok=True)
    (folder / PROVINCE_KEY).rename(settings.key_file)
    for running in run_province(settings):
        running.province.devices.adopt([life])
        hasten_sign_ins(running)
        yield running


def acts_in(store: Path, profile: Path) -> dict[str, str]:
    """Digests of all acts by their names, whatever the schema."""
    key = StoreKey(open_secrets(profile, KeyHome.FILE).store_key)
    with Database(store, key) as database:
        return {str(name): str(digest) for name, digest in database.rows("SELECT act_id, digest FROM acts")}


def test_every_schema_that_was_released_has_a_window_kept() -> None:
    assert [revision for revision in schema.REVISIONS if not kept(revision).is_file()] == []


@pytest.mark.parametrize("revision", schema.REVISIONS)
def test_a_window_of_each_release_opens_with_all_its_unsent_work(revision: str, tmp_path: Path) -> None:
    life = bring_back(kept(revision), tmp_path)
    profile = tmp_path / "profile"
    before = acts_in(profile / "store.db", profile)

    with its_province(tmp_path, life) as running:
        window = Window(profile, running.url, "")
        after = acts_in(profile / "store.db", profile)
        here = window.counter.store.only_here()
        window.stop()

    copied = safety_copy_path(profile / "store.db", revision)
    assert before.items() <= after.items()
    assert here == DOSSIERS
    assert copied.is_file() == (revision != schema.HEAD)


@pytest.mark.parametrize(
    "revision",
    [revision if revision == OLDEST else pytest.param(revision, marks=pytest.mark.long)
     for revision in schema.REVISIONS],
)  # fmt: skip
def test_after_the_upgrade_everything_is_sent_and_receipted(revision: str, tmp_path: Path) -> None:
    life = bring_back(kept(revision), tmp_path)
    profile = tmp_path / "profile"
    before = acts_in(profile / "store.db", profile)

    with its_province(tmp_path, life) as running:
        window = Window(profile, running.url, "")
        window.settle(limit=4000)
        acts = window.own_acts()
        window.stop()

    sealed = [stored for stored in acts if stored.act.kind == Kind.DOSSIER_SEALED]
    assert before.keys() <= {stored.act.act_id for stored in acts}
    assert [stored.act.kind for stored in acts if stored.receipt is None] == []
    assert len({stored.act.dossier_id for stored in acts if stored.act.kind == Kind.RECEIVED}) == DOSSIERS
    assert len(sealed) == SEALED
