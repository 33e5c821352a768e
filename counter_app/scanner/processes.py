"""The counter's side of a worker process: start it, talk to it with deadlines, end it for certain.

Two threads per worker read its answers and its log, so that nobody here ever waits on a pipe without a limit.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

import counter_app
from counter_app.scanner.job import Leash
from counter_app.scanner.messages import Answer, Frames, Garbled, Ready, Request, read_answer, write_request

_CODE_FOLDER: Final = str(Path(counter_app.__file__).parents[1])
_LOG_LINES: Final = 20
_WAITING_ANSWERS: Final = 4


class WorkerGone(Exception):
    """The worker will say nothing more; ``detail`` has its exit code and the last lines of its log."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(detail)


class WorkerProcess:
    """One child process that speaks :mod:`counter_app.scanner.messages`.

    ``environment`` is the child's whole environment. ``interpreter`` starts Python and may carry options. One
    that works ``in_background`` leaves the processor to everything else first.
    """

    def __init__(
        self,
        module: str,
        *,
        interpreter: Sequence[str],
        environment: Mapping[str, str],
        arguments: Sequence[str] = (),
        in_background: bool = False,
    ) -> None:
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        if in_background:
            flags |= getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
        self._process = subprocess.Popen(
            [*interpreter, "-P", "-m", module, "--parent", str(os.getpid()), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**environment, "PYTHONPATH": _CODE_FOLDER, "PYTHONUTF8": "1"},
            # A process group of its own: ending it also ends what a library forked inside it.
            start_new_session=True,
            creationflags=flags,
        )
        # Windows has no process groups that could be ended; other systems need no leash.
        self._leash = Leash(int(getattr(self._process, "_handle", 0)))
        self._to_worker = _opened(self._process.stdin)
        self._from_worker = _opened(self._process.stdout)
        self._worker_log = _opened(self._process.stderr)
        self._answers: queue.Queue[tuple[Answer, Frames] | WorkerGone] = queue.Queue(_WAITING_ANSWERS)
        self._log: deque[str] = deque(maxlen=_LOG_LINES)
        self._ready = threading.Event()
        self._has_started = False
        self._closed = threading.Event()
        self._ending = threading.Lock()
        self._is_over = False
        self._reader = threading.Thread(target=self._read_answers, name=f"{module} answers", daemon=True)
        self._log_reader = threading.Thread(target=self._read_log, name=f"{module} log", daemon=True)
        self._log_reader.start()
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_ready(self) -> bool:
        """Whether it has said so (Python runs, the module is loaded), or never will."""
        return self._ready.is_set()

    @property
    def has_started(self) -> bool:
        """Whether it ever said that it is ready."""
        return self._has_started

    def wait_until_ready(self, timeout_s: float) -> None:
        """Waits no longer than that; what became of it, :meth:`receive` tells."""
        self._ready.wait(timeout_s)

    @property
    def is_running(self) -> bool:
        if sys.platform == "win32":
            return self._process.poll() is None
        # Popen.poll answers "running" while another thread is about to collect the process.
        try:
            return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        except ChildProcessError:
            return False

    def send(self, request: Request, frames: Frames = ()) -> None:
        """Hand over a request. A worker that is gone does not hear it: :meth:`receive` will tell."""
        try:
            write_request(self._to_worker, request, frames)
        except (OSError, ValueError):
            return

    def receive(self, timeout_s: float) -> tuple[Answer, Frames] | None:
        """The next answer, None when none came in time; raises :class:`WorkerGone` once there is no more."""
        try:
            received = self._answers.get(timeout=timeout_s)
        except queue.Empty:
            if not self.is_running:
                # Whatever the worker forked may hold its pipes open and would keep the end from being seen.
                self._signal_group()
            return None
        if isinstance(received, WorkerGone):
            self._answers.put(received)
            raise received
        return received

    def dismiss(self, grace_s: float) -> None:
        """Let it end by itself, for at most ``grace_s``; then :meth:`kill`."""
        self._hang_up()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(grace_s)
        self.kill()

    def kill(self) -> None:
        """End it now, with everything it started; nothing of it is left when this returns."""
        self._closed.set()
        with self._ending:
            if self._is_over:
                return
            self._signal_group()
            self._process.wait()
            self._hang_up()
            while self._reader.is_alive():
                self._drop_answers()
                self._reader.join(0.02)
            self._log_reader.join()
            self._from_worker.close()
            self._worker_log.close()
            self._is_over = True

    def _signal_group(self) -> None:
        if sys.platform == "win32":
            self._leash.let_go()
            self._process.kill()
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _hang_up(self) -> None:
        with suppress(OSError):
            self._to_worker.close()

    def _drop_answers(self) -> None:
        try:
            while True:
                self._answers.get_nowait()
        except queue.Empty:
            pass

    def _read_answers(self) -> None:
        stream = self._from_worker
        try:
            while (received := read_answer(stream)) is not None and not self._closed.is_set():
                if not self.is_ready and isinstance(received[0], Ready):
                    self._has_started = True
                    self._ready.set()
                else:
                    self._answers.put(received)
            detail = ""
        except (Garbled, OSError, MemoryError) as error:
            detail = str(error)
            self._signal_group()
        if not self._closed.is_set():
            code = self._process.wait()
            self._log_reader.join()
            detail = "\n".join([detail or f"ended with code {code}", *self._log])
        self._ready.set()
        self._answers.put(WorkerGone(detail))

    def _read_log(self) -> None:
        for line in self._worker_log:
            self._log.append(line[:500].decode("utf-8", "replace").rstrip())


def _opened(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("the process was started without this pipe")
    return pipe
