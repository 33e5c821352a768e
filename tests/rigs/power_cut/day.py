"""A day at a window, recorded: pages into the vault, acts and rows into the store, and what was told to be safe.

Run as a process of its own: ``python -m tests.rigs.power_cut.day FOLDER RECORDS STEPS SEED``. Everything between a
put and its promise may be lost; nothing before a promise may.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

import msgspec

from counter_app.contract.acts import act_digest
from counter_app.contract.messages import Outcome
from counter_app.db.store import Store
from counter_app.db.vault import FileVault
from counter_app.domain.dossier import fold_all
from counter_app.domain.ids import ActId, DossierId, PageId
from counter_app.services.ports import Page, StoredAct
from tests.builders.acts import chain, received
from tests.rigs.power_cut.recorder import PythonHook, Recorder, SqliteHook

SECRET = bytes(range(32))
PAGES_OF_LOG = 24
"""The log is folded into the store this often, so that a day has many foldings."""

AT = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=7)))
PUT, COMMITTED = "put", "committed"


def page_bytes(step: int) -> bytes:
    """What is put into the vault at this step: large, small and equal ones."""
    return Random(step // 2).randbytes(3000 if step % 3 else 150_000)  # noqa: S311 - something to store


class Day:
    """One window's work."""

    def __init__(self, folder: Path, recorder: Recorder, chance: Random, steps: int) -> None:
        self._folder = folder
        self._recorder = recorder
        self._chance = chance
        self._acts = chain(*(received(f"H09.01-261123-{step:04d}") for step in range(steps)))
        self._vault = FileVault(folder / "vault", SECRET)
        self._store = self._opened()

    def run(self) -> None:
        for step in range(len(self._acts)):
            self._one(step)
            if self._chance.random() < 0.03:
                self._store.close()
                self._store = self._opened()
        self._store.close()

    def _opened(self) -> Store:
        store = Store(self._folder / "store.db", SECRET)
        with store._writer._turn:
            store._writer._database.run(f"PRAGMA wal_autocheckpoint = {PAGES_OF_LOG}")
        return store

    def _one(self, step: int) -> None:
        digest = self._vault.put(page_bytes(step))
        self._recorder.promise(PUT, digest)
        with self._store.open_note() as work:  # nothing is promised of it, and it harms nothing else
            work.observations.put("noted", str(step))
            work.commit()
        act = self._acts[step]
        dossier = fold_all([msgspec.structs.replace(act, dossier_id=f"d{step}")])
        assert dossier is not None
        with self._store.open_work() as work:
            work.acts.append(StoredAct(act=act, digest=act_digest(act), own=True))
            work.dossiers.put(dossier)
            work.pages.add(
                Page(
                    PageId(f"p{step}"),
                    DossierId(f"d{step}"),
                    1,
                    digest,
                    "image/jpeg",
                    AT + timedelta(seconds=step),
                )
            )
            if step:
                work.acts.answered(ActId(self._acts[step - 1].act_id), Outcome.APPLIED, version=step)
            work.observations.put("steps", str(step + 1))
            work.commit()
        self._recorder.promise(COMMITTED, str(step + 1))


def main() -> None:
    folder, records, steps, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    recorder = Recorder(folder)
    hooks = SqliteHook(recorder), PythonHook(recorder)
    Day(folder, recorder, Random(seed), steps).run()  # noqa: S311 - chance of a test
    records.write_bytes(msgspec.msgpack.encode(recorder.records))
    del hooks  # SQLite used them until here


if __name__ == "__main__":
    main()
