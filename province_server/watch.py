"""Windows that wait for something new: one look a second for all of a process's, however many they are.

Whoever waits is woken when an entry of the feed is addressed to one of its audiences, and then looks for itself.
PostgreSQL could tell by NOTIFY instead; but then every commit of every process would pass through one lock, and
the look costs less than what it would save.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Collection, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from province_server import feed
from province_server.store.engine import reading

_log = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0


class Watch:
    """Belongs to one event loop. Nothing is looked for while nobody waits."""

    def __init__(self, engine: sa.Engine, threads: Executor, *, every_s: float = LOOK_EVERY_S) -> None:
        self._engine = engine
        self._threads = threads
        self._every_s = every_s
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._looking: asyncio.Task[None] | None = None

    @contextmanager
    def over(self, audiences: Collection[str]) -> Iterator[asyncio.Event]:
        """Set when there may be something new for one of them that was not there when the block began."""
        news = asyncio.Event()
        for audience in audiences:
            self._waiting[audience].add(news)
        if self._looking is None:
            self._looking = asyncio.get_running_loop().create_task(self._look_again_and_again())
        try:
            yield news
        finally:
            for audience in audiences:
                self._waiting[audience].discard(news)
                if not self._waiting[audience]:
                    del self._waiting[audience]

    async def _look_again_and_again(self) -> None:
        seen: int | None = None
        try:
            while self._waiting:
                run = asyncio.get_running_loop().run_in_executor
                seen, addressed = await run(self._threads, self._look, seen)
                woken = self._waiting.keys() if addressed is None else self._waiting.keys() & addressed
                for audience in woken:
                    for news in self._waiting[audience]:
                        news.set()
                await asyncio.sleep(self._every_s)
        finally:
            self._looking = None

    def _look(self, seen: int | None) -> tuple[int | None, set[str] | None]:
        """How far the feed has come, and to whom what is new is addressed; None for everybody.

        So it is at the first look, for nobody knows what came before it, and when so much came that it is not
        worth telling apart.
        """
        try:
            feed.place(self._engine)
            with reading(self._engine) as connection:
                if seen is None:
                    return feed.newest(connection), None
                news = feed.addressed(connection, after=seen)
        except SQLAlchemyError as error:
            _log.error("nobody can be told what is new: %s", error)
            return None, set()
        if news is None:
            return None, None
        return news
