"""A window in a process of its own: told what to do over a pipe, it answers each order once.

It is forked from a process that has everything imported and nothing opened: a start costs what opening the disk
costs, so that a storm may kill a window often. What it knows, it knows from its disk alone.

It can be told to die at the N-th mark from now: marks are passed before and after every commit and every request,
and death is a kill, nothing is flushed and nothing closed. What it had answered before is what people relied on.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Mapping
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec
from typing_extensions import override

from counter_app.bootstrap import Counter
from counter_app.contract.moves import State
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import DossierId
from counter_app.settings import Settings
from counter_app.sync.transport import LinkSettings
from tests.rigs.marks import MarkedRequests, die, mark_commits
from tests.rigs.replicas import replica_of
from tests.rigs.windows import FaultyTransport, Window


class Fuse:
    """Kills this process at the mark that it is set to; not set, it does nothing."""

    def __init__(self) -> None:
        self.left = 0

    def mark(self) -> None:
        self.left -= 1
        if self.left == 0:
            die()


FUSE = Fuse()


class MarkedTransport(MarkedRequests, FaultyTransport):
    """A link that fails on cue and whose requests pass marks."""

    def __init__(self, settings: LinkSettings) -> None:
        super().__init__(settings)
        self.mark = FUSE.mark


class MarkedWindow(Window):
    """A window whose commits and requests pass marks."""

    @override
    def opened(self, settings: Settings) -> Counter:
        counter = super().opened(settings)
        mark_commits(counter, FUSE.mark)
        return counter

    @override
    def linked(self, settings: LinkSettings) -> FaultyTransport:
        return MarkedTransport(settings)


def do(window: Window, order: Mapping[str, Any]) -> Any:  # noqa: C901, PLR0911 - one line an order
    """One order; what it came to."""
    match order["do"]:
        case "receive":
            return window.receive(order["name"])
        case "seal":
            return window.seal(DossierId(order["dossier"]), order["shade"]).code
        case "fee":
            return window.record_fee(DossierId(order["dossier"]), order["amount"]).code
        case "hand over":
            return hand_over(window, order["dossiers"])
        case "step":
            return [window.step() for _ in range(order["times"])]
        case "settle":
            window.settle(order.get("limit", 3000))
            return True
        case "pass":
            window.let_time_pass(order["seconds"])
            return True
        case "die":
            FUSE.left = order["at"]
            return True
        case "clock":
            window.set_clock(timedelta(seconds=order["ahead_s"]))
            return True
        case "replica":
            return msgspec.to_builtins(replica_of(window.counter, order["name"], order["dossiers"]), str_keys=True)
        case other:
            raise ValueError(other)


def hand_over(window: Window, dossiers: list[str]) -> list[str]:
    """Hand over what is ready of these."""
    ready = [name for name in dossiers if window.state(DossierId(name)) is State.RESULT_READY]
    for name in ready:
        window.hand_over(DossierId(name))
    return ready


def serve(
    pipe: Connection, folder: Path, url: str, code: str, relay_url: str, environment: Mapping[str, str]
) -> None:
    """Open the window, then obey until there are no more orders. What a clerk would be told is an answer too."""
    os.environ.update(environment)  # noqa: TID251 - the forking process has that of an earlier test
    with folder.with_suffix(".log").open("ab") as log:
        os.dup2(log.fileno(), 2)
    window = MarkedWindow(folder, url, code, relay_url=relay_url)
    pipe.send("open")
    while True:
        try:
            order = pipe.recv()
        except EOFError:
            break
        try:
            pipe.send({"done": do(window, order)})
        except CounterError as error:
            pipe.send({"error": error.code})
        except AssertionError as error:
            pipe.send({"stuck": str(error)})
    window.stop()


FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload([__name__])
