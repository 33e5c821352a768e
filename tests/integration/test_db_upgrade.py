"""A store of an older release is brought up to date and loses nothing; one of a newer release is left alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from counter_app.contract.acts import act_digest
from counter_app.db import migrate, schema
from counter_app.db.database import Database, Row
from counter_app.db.keys import StoreKey
from counter_app.db.store import Store
from counter_app.db.upgrade import History, open_store, safety_copy_path
from counter_app.domain.errors import NeedsAttention
from counter_app.services.ports import StoredAct
from tests.builders.acts import chain, received, sealed

SECRET = bytes(range(32))
KEY = StoreKey(SECRET)
UNSENT = [
    act
    for number in range(100)
    for act in chain(received(), sealed(), dossier_id=f"d{number}", device_id=f"v{number}")
]

COMING = f"{int(schema.HEAD) + 1:04}"
NEXT_STEP = '''
"""A step of a release to come."""

from alembic import op

revision = "{coming}"
down_revision = "{before}"


def upgrade() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql("ALTER TABLE files ADD COLUMN resumed INTEGER NOT NULL DEFAULT 0")
    connection.exec_driver_sql("CREATE TABLE added (name TEXT PRIMARY KEY) STRICT")
    connection.exec_driver_sql("INSERT INTO added SELECT act_id FROM acts")
    {more}


def downgrade() -> None:
    op.get_bind().exec_driver_sql("DROP TABLE added")
'''


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def old_store(path: Path) -> Path:
    """A store of this release with work that nobody has sent yet."""
    with Store(path, SECRET) as store, store.open_work() as work:
        for act in UNSENT:
            work.acts.append(StoredAct(act=act, digest=act_digest(act), own=True))
        work.commit()
    return path


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    return copytree(migrate.SCRIPTS, tmp_path / "migrations")


def release_to_come(scripts: Path, *, more: str = "pass") -> History:
    """A release with one schema more than ours."""
    step = NEXT_STEP.format(coming=COMING, before=schema.HEAD, more=more)
    (scripts / "versions" / f"r{COMING}_next.py").write_text(step)
    return History((*schema.REVISIONS, COMING), scripts)


@pytest.fixture
def coming(scripts: Path) -> History:
    return release_to_come(scripts)


def everything(path: Path) -> list[list[Row]]:
    """All rows of the tables that matter here."""
    with Database(path, KEY) as database:
        tables = ("acts", "observations", "alembic_version")
        return [database.rows(f"SELECT * FROM {name}") for name in tables]  # noqa: S608 - names from above


def test_a_new_store_has_the_schema_of_this_release(path: Path) -> None:
    with open_store(path, KEY) as database:
        assert schema.revision(database) == schema.HEAD


def test_a_start_without_upgrade_loads_none_of_its_tools(old_store: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from counter_app.db.store import Store\n"
        "Store(Path(sys.argv[1]), bytes(range(32))).close()\n"
        "print(sorted({'alembic', 'sqlalchemy', 'cryptography'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, old_store], capture_output=True, check=True, text=True, cwd=Path.cwd()
    )

    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_an_old_store_is_brought_up_to_date_with_its_unsent_work(old_store: Path, coming: History) -> None:
    with open_store(old_store, KEY, history=coming) as database:
        added = [name for (name,) in database.rows("SELECT name FROM added")]
        unsent = database.number("SELECT count(*) FROM acts WHERE unsent")

    assert (sorted(map(str, added)), unsent) == (sorted(act.act_id for act in UNSENT), len(UNSENT))


def test_before_an_upgrade_a_whole_copy_is_kept_under_the_same_key(old_store: Path, coming: History) -> None:
    before = everything(old_store)

    open_store(old_store, KEY, history=coming).close()

    assert everything(safety_copy_path(old_store, schema.HEAD)) == before


def test_the_copy_is_as_unreadable_as_the_store(old_store: Path, coming: History) -> None:
    open_store(old_store, KEY, history=coming).close()

    copy = safety_copy_path(old_store, schema.HEAD).read_bytes()
    assert b"SQLite format" not in copy
    assert b"074190000123" not in copy


def test_a_step_that_fails_leaves_the_store_as_it_was(old_store: Path, scripts: Path) -> None:
    before = everything(old_store)
    broken = release_to_come(scripts, more='raise RuntimeError("this step is wrong")')

    with pytest.raises(RuntimeError, match="this step is wrong"):
        open_store(old_store, KEY, history=broken)

    assert everything(old_store) == before


def test_after_a_failed_step_a_mended_release_goes_on(old_store: Path, scripts: Path) -> None:
    with pytest.raises(RuntimeError):
        open_store(old_store, KEY, history=release_to_come(scripts, more="raise RuntimeError"))

    with open_store(old_store, KEY, history=release_to_come(scripts)) as database:
        assert schema.revision(database) == COMING


def test_a_store_that_is_up_to_date_is_not_copied(old_store: Path) -> None:
    open_store(old_store, KEY).close()

    assert not safety_copy_path(old_store, schema.HEAD).exists()


def test_a_store_of_a_newer_release_is_refused_and_left_alone(old_store: Path, coming: History) -> None:
    open_store(old_store, KEY, history=coming).close()
    before = old_store.read_bytes()

    with pytest.raises(NeedsAttention, match="store_newer") as raised:
        Store(old_store, SECRET)

    assert raised.value.facts == {"found": COMING, "known": schema.HEAD}
    assert old_store.read_bytes() == before
