"""The benchmarks of link and province still run, and those of their figures that no machine changes hold."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from province_server.store import tables as t
from tests.benchmarks.server_fill import fill
from tests.benchmarks.sync import known, month, slow
from tests.rigs.postgres import Postgres

KEYS = """SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"""


def test_a_dossier_whose_papers_the_province_has_costs_under_8_kb(tmp_path: Path) -> None:
    found = known(tmp_path)

    assert found["pages"] == 10
    assert isinstance(found["sent_bytes"], int)
    assert found["sent_bytes"] < 8 * 1024


def test_a_month_offline_drains_in_the_order_of_the_deadlines(tmp_path: Path) -> None:
    found = month(tmp_path, dossiers=10, pages=10)

    assert (found["pages"], found["complete_there"], found["out_of_order"]) == (100, 10, 0)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_line_of_64_kbit_s_that_is_cut_every_30_s_carries_hardly_more_than_the_content(tmp_path: Path) -> None:
    found = slow(tmp_path, kilobytes=1500)

    assert isinstance(found["cuts"], int)
    assert isinstance(found["ratio"], float)
    assert found["cuts"] >= 5
    assert found["ratio"] <= 1.05


def test_a_filled_store_has_its_acts_and_every_index(postgres_cluster: Postgres) -> None:
    engine = sa.create_engine(postgres_cluster.new_database())
    t.metadata.create_all(engine)
    with engine.connect() as connection:
        before = connection.scalars(sa.text(KEYS)).all()

    fill(engine, 300)
    with engine.connect() as connection:
        after = connection.scalars(sa.text(KEYS)).all()
        acts = connection.scalar(sa.select(sa.func.count()).select_from(t.acts))
        places = connection.scalars(sa.select(t.changes.c.position).order_by(t.changes.c.position)).all()
    engine.dispose()

    assert after == before
    assert (acts, places) == (300, list(range(1, 301)))
