"""Pages read behind the clerk's back: order, crashes, and the real text engine in its worker."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from counter_app.domain.errors import Damaged, InvalidInput, NotFound, TryLater
from counter_app.domain.pages import ReadPage
from counter_app.scanner.reading import ReadingPool
from counter_app.settings import find_tessdata
from tests.rigs import scanners
from tests.rigs.scanners import ENVIRONMENT

SAMPLES = Path(__file__).parents[1] / "data" / "pages"
NO_MODELS = Path("no-models")
JPEG_START = b"\xff\xd8"


@contextmanager
def obedient_pool(*, workers: int = 1, page_s: float = 60.0) -> Iterator[ReadingPool]:
    with ReadingPool(
        tessdata=NO_MODELS,
        environment=ENVIRONMENT,
        workers=workers,
        page_s=page_s,
        worker_module="tests.rigs.breaking_reader",
    ) as pool:
        yield pool


@dataclass
class Gate:
    """A pipe that holds up a reader, whenever it comes, until the gate is opened; opening waits for nobody."""

    path: Path
    end: int

    def __str__(self) -> str:
        return str(self.path)

    def open(self) -> None:
        os.write(self.end, b"1")

    @property
    def was_passed(self) -> bool:
        try:
            return os.read(self.end, 1) == b""
        except BlockingIOError:
            return True


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    path = tmp_path / "gate"
    os.mkfifo(path)
    end = os.open(path, os.O_RDWR | os.O_NONBLOCK)
    yield Gate(path, end)
    os.close(end)


def remember(order: list[str], name: str) -> Callable[[Future[ReadPage]], None]:
    return lambda _: order.append(name)


def test_urgent_pages_go_first_and_equals_in_the_order_they_came(gate: Gate) -> None:
    order: list[str] = []
    with obedient_pool() as pool:
        first = pool.submit(f"wait {gate}".encode(), priority=-9)
        for name, priority in [("late", 5), ("first", 0), ("second", 0), ("urgent", -1)]:
            pool.submit(name.encode(), priority=priority).add_done_callback(remember(order, name))
        last = pool.submit(b"last", priority=9)
        gate.open()

        last.result()

    assert first.done()
    assert order == ["urgent", "first", "second", "late"]


def test_page_that_comes_on_the_screen_overtakes_the_others(gate: Gate) -> None:
    order: list[str] = []
    with obedient_pool() as pool:
        pool.submit(f"wait {gate}".encode(), priority=-9)
        waiting = {name: pool.submit(name.encode()) for name in ("one", "two", "three")}
        for name, future in waiting.items():
            future.add_done_callback(remember(order, name))

        pool.set_priority(waiting["three"], -1)
        gate.open()
        pool.submit(b"last", priority=9).result()

    assert order == ["three", "one", "two"]


def test_page_that_waits_can_be_cancelled(gate: Gate) -> None:
    with obedient_pool() as pool:
        pool.submit(f"wait {gate}".encode(), priority=-9)
        dropped = pool.submit(b"dropped")
        kept = pool.submit(b"kept")

        assert dropped.cancel()
        gate.open()

        assert kept.result().cleaned == b"kept"


def test_page_whose_reader_dies_once_is_read_by_the_next(gate: Gate) -> None:
    gate.open()
    with obedient_pool() as pool:
        page = pool.submit(f"die once {gate}".encode()).result()

    assert page.reading.blank
    assert gate.was_passed


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have other means")
def test_a_reader_cannot_speak_to_the_network_start_programs_or_leave_files(tmp_path: Path) -> None:
    loot = tmp_path / "loot"
    with socket.create_server(("127.0.0.1", 0)) as outside, obedient_pool() as pool:
        outside.setblocking(False)
        orders = (f"connect {outside.getsockname()[1]}", "run true", f"write {loot}")
        errors = [pool.submit(order.encode()).exception() for order in orders]
        still_reads = pool.submit(b"harmless").result()

        with pytest.raises(BlockingIOError):
            outside.accept()

    assert all("PermissionError" in str(error) for error in errors)
    assert not loot.exists()
    assert still_reads.cleaned == b"harmless"


@pytest.mark.parametrize("order", ["die", "raise", "lie"])
def test_page_that_kills_its_reader_is_reported_and_the_next_is_read(order: str) -> None:
    with obedient_pool() as pool:
        fatal = pool.submit(order.encode())
        harmless = pool.submit(b"harmless")

        error = fatal.exception()
        assert isinstance(error, Damaged)
        assert error.code == "page_reader_crashed"
        assert harmless.result().cleaned == b"harmless"


def test_reader_that_is_silent_too_long_is_replaced() -> None:
    with obedient_pool(page_s=1.0) as pool:
        error = pool.submit(b"hang").exception()

        assert isinstance(error, Damaged)
        assert error.code == "page_reader_crashed"
        assert pool.submit(b"harmless").result().cleaned == b"harmless"


def test_page_that_needs_too_much_memory_is_too_large() -> None:
    with obedient_pool() as pool:
        error = pool.submit(b"eat").exception()

    assert isinstance(error, InvalidInput)
    assert error.code == "image_too_large"


def test_closing_answers_every_page_and_leaves_no_process(gate: Gate) -> None:
    with obedient_pool(workers=2) as pool:
        pages = [pool.submit(f"wait {gate}".encode()) for _ in range(5)]

    assert all(isinstance(page.exception(), TryLater) for page in pages)
    assert isinstance(pool.submit(b"late").exception(), TryLater)
    assert list(scanners.children_of(os.getpid())) == []


@pytest.mark.parametrize(
    "pool",
    [
        lambda: ReadingPool(
            tessdata=NO_MODELS, environment=ENVIRONMENT, workers=1, worker_module="tests.rigs.no_such_reader"
        ),
        lambda: ReadingPool(
            tessdata=NO_MODELS, environment=ENVIRONMENT, workers=1, interpreter=("/no/such/python",)
        ),
    ],
    ids=["ends at once", "is not there"],
)
def test_readers_that_cannot_start_say_so_at_once_and_no_page_is_blamed(pool: Callable[[], ReadingPool]) -> None:
    with pool() as readers:
        errors = [readers.submit(b"a page").exception() for _ in range(2)]

    assert all(isinstance(error, TryLater) for error in errors)
    assert {error.code for error in errors if isinstance(error, TryLater)} == {"page_reader_not_starting"}


def test_two_readers_read_at_the_same_time(gate: Gate) -> None:
    with obedient_pool(workers=2) as pool:
        held = pool.submit(f"wait {gate}".encode())

        overtaking = pool.submit(b"overtaking").result()

        gate.open()
        assert held.result().thumbnail != overtaking.thumbnail


def test_a_page_is_read_by_the_real_engine_in_its_worker() -> None:
    tessdata = find_tessdata({})
    assert tessdata is not None, "The Vietnamese model is missing: ./dev test installs it."
    form = (SAMPLES / "form_on_bed.jpg").read_bytes()
    truth = (SAMPLES / "form_on_bed.txt").read_text(encoding="utf-8").splitlines()
    with ReadingPool(tessdata=tessdata, environment=ENVIRONMENT, workers=1) as pool:
        page = pool.submit(form).result()
        half = pool.submit(form[:20_000]).exception()
        letter = pool.submit(b"This is a letter, and no image.").exception()

    assert truth[0] in page.reading.text
    assert page.cleaned.startswith(JPEG_START)
    assert page.thumbnail.startswith(JPEG_START)
    assert isinstance(half, Damaged)
    assert half.code == "truncated_image"
    assert isinstance(letter, InvalidInput)
    assert letter.code == "not_an_image"


@pytest.mark.parametrize("name", ["back_with_pencil_note.jpg", "card_turned_left.jpg"])
def test_a_page_whose_direction_is_in_doubt_is_read_in_its_confined_worker(name: str) -> None:
    tessdata = find_tessdata({})
    assert tessdata is not None, "The Vietnamese model is missing: ./dev test installs it."

    with ReadingPool(tessdata=tessdata, environment=ENVIRONMENT, workers=1) as pool:
        page = pool.submit((SAMPLES / name).read_bytes()).result()

    assert not page.reading.blank


def test_missing_model_is_said_and_not_retried() -> None:
    with ReadingPool(tessdata=NO_MODELS, environment=ENVIRONMENT, workers=1) as pool:
        error = pool.submit((SAMPLES / "form_on_bed.jpg").read_bytes()).exception()

    assert isinstance(error, NotFound)
    assert error.code == "ocr_model_missing"
