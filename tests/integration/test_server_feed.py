"""The feed: everybody in scope gets everything, in order, and nobody skips what a slower writer adds later."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, act_digest
from counter_app.contract.messages import MAX_CHANGES_BYTES, ChangeKind, ClerkRecord
from province_server import feed
from province_server.store import tables as t
from province_server.store.engine import writing
from tests.rigs.bare_counter import CLERK, Counter
from tests.rigs.cases import case
from tests.rigs.postgres import Postgres
from tests.rigs.province import COMPETENT, OTHER_UNIT, UNIT, RunningProvince


def acts_of(counter: Counter, dossier_id: str) -> list[str]:
    changes = counter.all_changes()
    return [change.body["kind"] for change in changes if change.dossier_id == dossier_id]


def test_a_colleague_s_window_gets_what_was_done_in_its_unit(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    dossier.deliver()

    seen = acts_of(running.counter(), dossier.dossier_id)

    assert seen == ["received", "paper_sealed", "dossier_sealed"]


def test_another_unit_does_not_see_it(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    dossier.deliver()

    assert acts_of(running.counter(OTHER_UNIT), dossier.dossier_id) == []


def test_the_competent_unit_sees_it(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    dossier.deliver()

    assert len(acts_of(running.counter(COMPETENT), dossier.dossier_id)) == 3


def test_a_supervisor_s_device_sees_the_units_in_its_scope(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    dossier.deliver()

    assert len(acts_of(running.counter("H09.7", scope=[UNIT]), dossier.dossier_id)) == 3


def test_an_act_in_the_feed_is_the_act_that_was_signed(counter: Counter) -> None:
    act = case(counter).receive()
    counter.send(act)

    change = counter.all_changes()[-1]

    assert Act(**change.body) == act
    assert (act_digest(Act(**change.body)), change.version) == (act_digest(act), 1)


def test_who_joins_late_gets_the_dossier_from_its_beginning(running: RunningProvince, counter: Counter) -> None:
    late = running.counter(OTHER_UNIT)
    dossier = case(counter)
    counter.send(dossier.receive(), dossier.seal_paper())
    cursor = late.changes().next
    counter.do(contract.Reassigned(unit=OTHER_UNIT), dossier.dossier_id, actor="clerk-hung")

    seen = [change.body["kind"] for change in late.all_changes(cursor) if change.kind == "act"]

    assert seen == ["received", "paper_sealed", "reassigned"]


def test_a_window_elsewhere_may_follow_a_dossier_by_its_code(running: RunningProvince, counter: Counter) -> None:
    elsewhere = running.counter(OTHER_UNIT)
    dossier = case(counter)
    dossier.deliver()

    found = elsewhere.get(f"/v1/dossiers/{dossier.body.code}").json()
    running.province.desk.act(
        dossier.dossier_id, contract.ProcessingStarted(unit=COMPETENT), actor="a", unit=COMPETENT
    )

    assert (found["dossier_id"], found["version"], len(found["acts"])) == (dossier.dossier_id, 3, 3)
    assert acts_of(elsewhere, dossier.dossier_id)[-1] == "processing_started"


def test_a_province_act_is_signed_and_chained_like_any_other(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    dossier.deliver()
    body = contract.ProcessingStarted(unit=COMPETENT)
    running.province.desk.act(dossier.dossier_id, body, actor="a", unit=COMPETENT)

    act = Act(**counter.all_changes()[-1].body)

    assert (act.device_id, act.kind, act.base_version) == ("province", "processing_started", 3)
    assert act.signature


def test_pages_of_the_feed_join_without_a_gap(counter: Counter) -> None:
    for _ in range(7):
        counter.send(case(counter).receive())
    whole = [change.position for change in counter.all_changes()]

    cursor, pages = 0, []
    while (page := counter.changes(cursor, limit=3)).changes:
        pages += [change.position for change in page.changes]
        cursor = page.next

    assert pages == whole
    assert pages == sorted(pages)


def tell_at_length(running: RunningProvince, unit: str, sizes: Sequence[int]) -> list[int]:
    """Entries for one unit with bodies of so many bytes; where they stand in the feed."""
    bodies = [msgspec.json.encode({"name": "ế" * (size // 3)}).decode() for size in sizes]
    with writing(running.province.engine) as connection:
        feed.publish(connection, [feed.Entry(unit, ChangeKind.CLERK, body=body) for body in bodies])
    return [change.position for change in running.counter(unit).all_changes()]


def test_a_page_of_long_entries_ends_before_a_bad_line_would_cut_it(running: RunningProvince) -> None:
    positions = tell_at_length(running, "H09.51", [30_000] * 20)
    reader, cursor, pages = running.counter("H09.51"), 0, []

    while (page := reader.changes(cursor)).changes:
        pages.append([change.position for change in page.changes])
        assert page.more == (page.next != positions[-1])
        cursor = page.next

    assert list(chain.from_iterable(pages)) == positions
    assert [len(page) for page in pages] == [4] * 5


def test_an_entry_that_is_longer_than_a_page_comes_alone(running: RunningProvince) -> None:
    positions = tell_at_length(running, "H09.52", [300, MAX_CHANGES_BYTES * 3, 300, 300])
    reader, cursor, pages = running.counter("H09.52"), 0, []

    while (page := reader.changes(cursor)).changes:
        pages.append(len(page.changes))
        cursor = page.next

    assert len(positions) == 4
    assert pages == [1, 1, 2]


@pytest.mark.parametrize(("limit", "pages"), [(100, [100, 50]), (64, [64, 64, 22]), (150, [150]), (1, [1] * 150)])
def test_a_page_has_as_many_entries_as_were_asked_for(
    running: RunningProvince, limit: int, pages: list[int]
) -> None:
    positions = tell_at_length(running, f"H09.6{limit}", [300] * 150)
    reader, cursor, found = running.counter(f"H09.6{limit}"), 0, []

    more = True
    while more:
        page = reader.changes(cursor, limit=limit)
        found.append([change.position for change in page.changes])
        cursor, more = page.next, page.more

    assert list(chain.from_iterable(found)) == positions
    assert [len(page) for page in found] == pages


def test_an_empty_poll_keeps_its_cursor(counter: Counter) -> None:
    cursor = counter.all_changes()[-1].position

    answer = counter.changes(cursor)

    assert (answer.changes, answer.next, answer.more) == ((), cursor, False)


def test_a_reader_that_waits_is_answered_when_something_comes(running: RunningProvince, counter: Counter) -> None:
    watcher = running.counter()
    cursor = watcher.all_changes()[-1].position

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(watcher.changes, cursor, wait=20)
        counter.send(case(counter).receive())
        answer = waiting.result()

    assert [change.body["kind"] for change in answer.changes] == ["received"]


def test_a_clerk_s_record_reaches_the_windows_of_the_clerk_s_units(
    running: RunningProvince, counter: Counter
) -> None:
    record = ClerkRecord(clerk_id="c9", login="c9", name="Hoa", roles={UNIT: ("clerk",)}, verifier="v")
    running.province.clerks.put(record)
    gone = ClerkRecord(clerk_id="c9", login="c9", name="Hoa", roles={}, active=False)
    running.province.clerks.put(gone)

    seen = [change.body for change in counter.all_changes() if change.kind == "clerk"]
    elsewhere = [one.body["clerk_id"] for one in running.counter("H09.8").all_changes()]

    assert [body["active"] for body in seen if body["clerk_id"] == "c9"] == [True, False]
    assert "c9" not in elsewhere
    assert CLERK in {body["clerk_id"] for body in seen}


def test_law_reaches_everybody_and_may_be_fetched(running: RunningProvince, counter: Counter) -> None:
    catalogue = running.province.catalogue
    catalogue.publish("forms/a.toml", b"one")
    catalogue.publish("forms/a.toml", b"one")
    catalogue.publish("forms/a.toml", b"two")

    entries = [change.body for change in counter.all_changes() if change.kind == "catalogue"]

    assert [(entry["name"], entry["version"]) for entry in entries] == [
        ("forms/a.toml", 1),
        ("forms/a.toml", 2),
    ]
    assert counter.get(f"/v1/files/{entries[1]['file']}").content == b"two"


def test_what_a_device_leased_is_in_its_feed_alone(running: RunningProvince, counter: Counter) -> None:
    day = counter.now().date().isoformat()
    leased = counter.lease(days=(day,), count=5).slices[0]

    mine, others = counter.all_changes(), running.counter().all_changes()

    assert [change.body["slice_id"] for change in mine if change.kind == "number_slice"] == [leased.slice_id]
    assert not [change for change in others if change.kind == "number_slice"]


def test_a_slower_writer_s_entries_come_after_what_was_read_already(running: RunningProvince) -> None:
    engine = running.province.engine
    with writing(engine) as connection:
        feed.publish(connection, [feed.Entry("U", ChangeKind.CLERK, body='"written first"')])
        with engine.connect() as reader:
            during = feed.read(reader, ["U"], after=0, limit=10)
    feed.place(engine)

    with engine.connect() as reader:
        afterwards = feed.read(reader, ["U"], after=0, limit=10)

    assert [during, [entry.body for entry in afterwards]] == [[], ['"written first"']]


def test_an_empty_poll_looks_at_nobody_else_s_entries(postgres_cluster: Postgres) -> None:
    engine = sa.create_engine(postgres_cluster.new_database())
    t.metadata.create_all(engine)
    with engine.begin() as connection:
        entries = [feed.Entry(f"U{number % 5}", ChangeKind.CLERK, body="{}") for number in range(20_000)]
        feed.publish(connection, entries)
    while feed.place(engine):
        pass
    seen: list[tuple[str, object]] = []
    with engine.connect() as connection:
        connection.execute(sa.text("ANALYZE"))
        sa.event.listen(engine, "before_cursor_execute", lambda *given: seen.append((given[2], given[3])))
        found = feed.read(connection, ["quiet", feed.EVERYBODY], after=0, limit=501)
        statement, asked = seen[0]
        lines = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", asked).scalar_one()  # type: ignore[arg-type]
    engine.dispose()

    def read_by(plan: dict[str, Any]) -> int:
        own = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0) if "Relation Name" in plan else 0
        return own + sum(read_by(part) for part in plan.get("Plans", ()))

    assert found == []
    assert read_by(lines[0]["Plan"]) == 0


def test_a_look_that_finds_nothing_reads_no_table_whatever_the_planner_believes(
    postgres_cluster: Postgres,
) -> None:
    engine = sa.create_engine(postgres_cluster.new_database())
    t.metadata.create_all(engine)
    entries = [feed.Entry(f"U{n}", ChangeKind.CLERK, body='"busy"') for n in range(4000)]
    with writing(engine) as connection:
        feed.publish(connection, entries)
    feed.place(engine)
    with writing(engine) as connection:
        connection.exec_driver_sql("ANALYZE changes")
    while feed.place(engine):
        pass

    asked = str(feed._WAITING.compile(engine, compile_kwargs={"literal_binds": True}))
    with engine.connect() as connection:
        plan = "\n".join(connection.scalars(sa.text(f"EXPLAIN {asked}")))
    engine.dispose()

    assert "ix_changes_unplaced" in plan
    assert "Seq Scan" not in plan
