"""Windows that wait for news: woken by what is addressed to them, and no more work for a thousand than for one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa
from typing_extensions import override

from counter_app.contract.messages import ChangeKind
from province_server import feed
from province_server.feed import Entry
from province_server.province import Province, open_province
from province_server.store.engine import run_writing
from province_server.watch import Watch
from tests.rigs.province import GivenWorld, settings_in

MANY = 300


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Province]:
    province = open_province(settings_in(tmp_path), GivenWorld())
    yield province
    province.close()


@pytest.fixture
def watch(province: Province) -> Watch:
    return Watch(province.engine, province.threads, every_s=0.01)


def tell(province: Province, audience: str) -> None:
    entry = Entry(audience, ChangeKind.RESTORED, body="{}")
    run_writing(province.engine, lambda connection: feed.publish(connection, [entry]))


async def woken(news: asyncio.Event) -> None:
    await news.wait()
    news.clear()


def test_only_those_are_woken_to_whom_something_is_addressed(province: Province, watch: Watch) -> None:
    async def wait() -> tuple[bool, bool, bool]:
        with watch.over(["A", "*"]) as first, watch.over(["B", "*"]) as second, watch.over(["*"]) as third:
            for one in (first, second, third):
                await woken(one)  # the first look tells everybody to look
            tell(province, "B")
            await woken(second)
            told = first.is_set(), third.is_set()
            tell(province, "*")
            await woken(first)
            return (*told, third.is_set())

    assert asyncio.run(wait()) == (False, False, True)


def test_many_who_wait_cost_as_many_looks_as_one(province: Province, watch: Watch) -> None:
    asked: list[str] = []
    sa.event.listen(province.engine, "before_cursor_execute", lambda *given: asked.append(str(given[2])))

    async def looks(waiting: int) -> int:
        with ExitStack() as stack:
            news = [stack.enter_context(watch.over([f"unit-{n}"])) for n in range(waiting)]
            for one in news:
                await woken(one)
            asked.clear()
            tell(province, "unit-0")
            asked.clear()
            await woken(news[0])
            return len(asked)

    few = asyncio.run(looks(1))
    many = asyncio.run(looks(MANY))

    assert 0 < many <= few + 2


def test_nothing_is_looked_for_while_nobody_waits(watch: Watch) -> None:
    async def leave() -> tuple[bool, bool]:
        with watch.over(["A"]) as news:
            await woken(news)
            looking = watch._looking
        assert looking is not None
        await looking
        ended = watch._looking is None
        with watch.over(["A"]) as news:
            await woken(news)
            return ended, watch._looking is not None

    assert asyncio.run(leave()) == (True, True)


class Heard(logging.Handler):
    """Tells the event loop when something is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.news = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self._loop.call_soon_threadsafe(self.news.set)


def test_a_database_that_does_not_answer_ends_no_wait(
    province: Province, watch: Watch, expect_log: Callable[[str], None]
) -> None:
    expect_log("nobody can be told what is new")

    def rename(table: str, name: str) -> None:
        statement = f"ALTER TABLE {table} RENAME TO {name}"
        run_writing(province.engine, lambda connection: connection.exec_driver_sql(statement))

    async def wait() -> bool:
        heard = Heard()
        logging.getLogger("province_server.watch").addHandler(heard)
        with watch.over(["A"]) as news:
            await woken(news)
            rename("changes", "away")
            await heard.news.wait()
            rename("away", "changes")
            tell(province, "A")
            await woken(news)
        logging.getLogger("province_server.watch").removeHandler(heard)
        return True

    assert asyncio.run(wait())
