"""The store's benchmark still runs, on a store small enough for every day."""

from __future__ import annotations

from pathlib import Path

from counter_app.db.store import Store
from counter_app.services.queries import QueueFilter
from tests.benchmarks.store import about, measured
from tests.benchmarks.store_fill import SECRET, Size, fill


def test_a_filled_store_is_what_it_claims_to_be(tmp_path: Path) -> None:
    path = fill(tmp_path, Size(dossiers=300))

    counted = about(path)
    with Store(path, SECRET) as store:
        before = store.queries.queue(QueueFilter(limit=400))
        rebuilt = store.rebuild()
        after = store.queries.queue(QueueFilter(limit=400))

    assert (counted["dossiers"], counted["pages"], rebuilt.dossiers) == (300, 300, 300)
    assert [row.dossier_id for row in before] == [row.dossier_id for row in after]
    assert len(before) == 300 // 20


def test_every_figure_is_taken(tmp_path: Path) -> None:
    path = fill(tmp_path, Size(dossiers=60))

    figures = measured(path, tmp_path, rounds=1)

    assert len(figures) == 14
    assert all(figures.values())
