"""Page readers behind the clerk's back: a few worker processes, and a queue that knows what is urgent.

A page that kills its worker is tried once more in a new one, then reported; pages behind it are not held up.
"""

from __future__ import annotations

import itertools
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

import msgspec

from counter_app.domain.errors import CounterError, Damaged, InvalidInput, NotFound, TryLater
from counter_app.domain.pages import PageReading, ReadPage
from counter_app.scanner.messages import FRAME_LIMIT, Answer, Frames, Garbled, ImageRead, ImageRefused, ReadImage
from counter_app.scanner.processes import WorkerGone, WorkerProcess

_WORKER: Final = "counter_app.scanner.reading_worker"
_TRIES: Final = 2
_QUARTERS: Final[dict[int, Literal[0, 90, 180, 270]]] = {0: 0, 90: 90, 180: 180, 270: 270}
_START_S: Final = 60.0
# One thread per library in each worker: two workers on two cores, each with two threads, take five times as long.
_ONE_THREAD: Final = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
# What a page needed, the next one needs again: memory given back and fetched for every picture took a tenth of a
# page's time. The first two are glibc's names, in bytes; other systems do not know them. The last is Pillow's.
_KEEPS_PAGES: Final = {
    "MALLOC_MMAP_THRESHOLD_": str(32 * 1024**2),
    "MALLOC_TRIM_THRESHOLD_": str(256 * 1024**2),
    "PILLOW_BLOCKS_MAX": "8",
}
READER_ENVIRONMENT: Final = {**_ONE_THREAD, **_KEEPS_PAGES}


@dataclass(slots=True)
class _Job:
    """``priority`` then ``order``: what is urgent first, else first come first served."""

    request: ReadImage
    image: bytes
    priority: int
    order: int
    future: Future[ReadPage]


class ReadingPool:
    """Implements the port for page readers.

    Args:
        workers: How many pages are read at a time; their processes start with the first pages.
        tessdata: The folder with the text engine's models.
        environment: What the workers get as their environment.
        language: The model's name.
        page_s: A worker that is silent for so long over one page counts as crashed.
    """

    def __init__(
        self,
        *,
        tessdata: Path,
        environment: Mapping[str, str],
        workers: int = 2,
        language: str = "vie",
        page_s: float = 120.0,
        interpreter: Sequence[str] = (sys.executable,),
        worker_module: str = _WORKER,
    ) -> None:
        start = partial(
            WorkerProcess,
            worker_module,
            interpreter=tuple(interpreter),
            environment={**environment, **READER_ENVIRONMENT},
            arguments=("--tessdata", str(tessdata), "--language", language),
            in_background=True,
        )
        self._waiting: list[_Job] = []
        self._orders = itertools.count()
        self._changed = threading.Condition()
        self._is_closed = False
        self._readers = [_Reader(start, page_s) for _ in range(workers)]
        self._threads = [
            threading.Thread(target=self._serve, args=(reader,), name="page reader", daemon=True)
            for reader in self._readers
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(
        self,
        image: bytes,
        *,
        dpi_hint: int | None = None,
        expect_card: bool = False,
        want_text: bool = True,
        lies_deg: int | None = None,
        priority: int = 0,
    ) -> Future[ReadPage]:
        """Have a page read; smaller ``priority`` goes first. ``cancel`` works until its turn has come.

        ``lies_deg``: the paper lies turned clockwise by so much, whatever it looks like.

        The future's error is ``InvalidInput`` (``not_an_image``, ``image_too_large``), ``Damaged``
        (``truncated_image``, ``page_reader_crashed``), ``NotFound`` (``ocr_model_missing``) or ``TryLater``: the
        pool was closed meanwhile (``page_reader_closed``), or no reader can be started
        (``page_reader_not_starting``), which says nothing about the page.
        """
        future: Future[ReadPage] = Future()
        lies = _QUARTERS[lies_deg % 360] if lies_deg is not None else None
        request = ReadImage(dpi_hint, expect_card, want_text, lies)
        job = _Job(request, image, priority, next(self._orders), future)
        with self._changed:
            if self._is_closed:
                future.set_exception(TryLater("page_reader_closed"))
            else:
                self._waiting.append(job)
                self._changed.notify()
        return future

    def set_priority(self, future: Future[ReadPage], priority: int) -> None:
        """Let a waiting page go earlier or later; one that is being read or done stays as it is."""
        with self._changed:
            for job in self._waiting:
                if job.future is future:
                    job.priority = priority

    def close(self) -> None:
        """Drop what waits, end the workers; no future is left without an answer."""
        with self._changed:
            self._is_closed = True
            dropped, self._waiting = self._waiting, []
            self._changed.notify_all()
        for job in dropped:
            if job.future.set_running_or_notify_cancel():
                job.future.set_exception(TryLater("page_reader_closed"))
        for reader in self._readers:
            reader.close()
        for thread in self._threads:
            thread.join()

    def _serve(self, reader: _Reader) -> None:
        """One thread per worker process: takes the most urgent page, again and again."""
        while (job := self._next_job()) is not None:
            try:
                page = reader.read(job.request, job.image)
            except CounterError as error:
                job.future.set_exception(error)
            else:
                job.future.set_result(page)

    def _next_job(self) -> _Job | None:
        with self._changed:
            while True:
                self._changed.wait_for(lambda: self._waiting or self._is_closed)
                if self._is_closed:
                    return None
                job = min(self._waiting, key=lambda each: (each.priority, each.order))
                self._waiting.remove(job)
                if job.future.set_running_or_notify_cancel():
                    return job


class _Reader:
    """One worker process at a time, started when there is something to read and replaced when it dies."""

    def __init__(self, start: Callable[[], WorkerProcess], page_s: float) -> None:
        self._start = start
        self._page_s = page_s
        self._lock = threading.Lock()
        self._worker: WorkerProcess | None = None
        self._is_closed = False

    def read(self, request: ReadImage, image: bytes) -> ReadPage:
        """Raises a ``CounterError`` as :meth:`ReadingPool.submit` lists them."""
        if len(image) > FRAME_LIMIT:
            raise InvalidInput("image_too_large", bytes=len(image))
        detail, has_started = "", False
        for _ in range(_TRIES):
            worker = self._running()
            try:
                return self._read(worker, request, image)
            except WorkerGone as gone:
                detail = gone.detail
            except Garbled as error:
                detail = str(error)
            has_started = has_started or worker.has_started
            worker.kill()
        if not has_started:
            raise TryLater("page_reader_not_starting", detail=detail)
        self._running()
        raise Damaged("page_reader_crashed", detail=detail)

    def close(self) -> None:
        """End the process; a read that is under way, and every later one, fails with ``TryLater``."""
        with self._lock:
            self._is_closed = True
            worker = self._worker
        if worker is not None:
            worker.kill()

    def _running(self) -> WorkerProcess:
        with self._lock:
            if self._is_closed:
                raise TryLater("page_reader_closed")
            if self._worker is None or not self._worker.is_running:
                try:
                    self._worker = self._start()
                except OSError as error:
                    raise TryLater("page_reader_not_starting", detail=str(error)) from error
            return self._worker

    def _read(self, worker: WorkerProcess, request: ReadImage, image: bytes) -> ReadPage:
        worker.wait_until_ready(_START_S)
        # A worker that hangs may not even take the image: ending it frees a write that would wait for ever.
        watch = threading.Timer(self._page_s, worker.kill)
        watch.start()
        try:
            worker.send(request, (image,))
            received = worker.receive(self._page_s)
        finally:
            watch.cancel()
            watch.join()
        if received is None:
            raise WorkerGone(f"silent for {self._page_s:.0f} s")
        return _page_of(*received)


def _page_of(answer: Answer, frames: Frames) -> ReadPage:
    match answer, frames:
        case ImageRead(), (reading, cleaned, thumbnail):
            try:
                return ReadPage(msgspec.json.decode(reading, type=PageReading), cleaned, thumbnail)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise Garbled(str(error)) from error
        case ImageRefused(kind="invalid_input"), ():
            raise InvalidInput(answer.code, detail=answer.detail)
        case ImageRefused(kind="damaged"), ():
            raise Damaged(answer.code, detail=answer.detail)
        case ImageRefused(kind="not_found"), ():
            raise NotFound(answer.code, detail=answer.detail)
        case _:
            raise Garbled(f"{type(answer).__name__} with {len(frames)} frames from a page reader")
