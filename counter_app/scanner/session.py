"""One scan seen from the counter: asks the worker for page after page and never waits without a limit.

Every page that arrived whole is passed on once, whatever happens to the worker later.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from counter_app.domain.scanning import (
    Device,
    PageProgress,
    PageScanned,
    ScanEvent,
    ScanFinished,
    ScanProfile,
    ScanStopped,
)
from counter_app.scanner.drivers.setups import DriverSetup
from counter_app.scanner.events import event_of
from counter_app.scanner.messages import Answer, Frames, Garbled, GoOn, StartScan, StopScan
from counter_app.scanner.processes import WorkerGone, WorkerProcess

_LOOK_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the counter waits, in seconds, before it ends a worker.

    ``silence_s`` is the longest time without any event while a page is awaited (a cold lamp needs a minute);
    ``stop_s`` how long a driver may take to let go of the device when asked politely.
    """

    start_s: float = 30.0
    devices_s: float = 20.0
    silence_s: float = 90.0
    stop_s: float = 10.0


class ScanSession:
    """Drives ``worker`` through one scan. The worker is not used for anything else afterwards."""

    def __init__(self, worker: WorkerProcess, patience: Patience, stop: threading.Event) -> None:
        self._worker = worker
        self._patience = patience
        self._stop = stop
        self._pages = 0
        self._was_ready = worker.is_ready
        self._stop_asked_at: float | None = None

    def events(self, setup: DriverSetup, device: Device, profile: ScanProfile) -> Iterator[ScanEvent]:
        """Ends with exactly one ``ScanFinished`` or ``ScanStopped``."""
        self._worker.send(StartScan(setup, device, profile))
        while True:
            event = self._next_event()
            yield event
            match event:
                case PageScanned():
                    # The caller came back for more: the page is safe. A wish to stop is told first,
                    # or the driver would already feed the next sheet.
                    if self._stop.is_set():
                        self._ask_to_stop()
                    self._worker.send(GoOn())
                case ScanFinished() | ScanStopped():
                    return
                case PageProgress():
                    pass

    def break_off(self) -> None:
        """Ask the driver to let go, without wanting to know what else it has to say."""
        self._ask_to_stop()

    def _next_event(self) -> ScanEvent:
        silent_since = time.monotonic()
        while True:
            if self._stop.is_set():
                self._ask_to_stop()
            try:
                received = self._worker.receive(_LOOK_S)
                if received is not None:
                    return self._checked(*received)
            except (WorkerGone, Garbled) as error:
                return self._broken_off("driver_crashed", str(error))
            if self._worker.is_ready and not self._was_ready:
                self._was_ready = True
                silent_since = time.monotonic()
            if (verdict := self._verdict_on_silence(silent_since)) is not None:
                return verdict

    def _checked(self, answer: Answer, frames: Frames) -> ScanEvent:
        event = event_of(answer, frames)
        match event:
            case PageScanned():
                if event.number != self._pages + 1:
                    raise Garbled(f"page {event.number} came after page {self._pages}")
                self._pages = event.number
            case ScanFinished():
                if event.pages != self._pages:
                    raise Garbled(f"{event.pages} pages were counted, {self._pages} came")
            case ScanStopped() | PageProgress():
                pass
        return event

    def _ask_to_stop(self) -> None:
        if self._stop_asked_at is None:
            self._stop_asked_at = time.monotonic()
            self._worker.send(StopScan())

    def _verdict_on_silence(self, silent_since: float) -> ScanEvent | None:
        now = time.monotonic()
        if self._stop_asked_at is not None:
            if now - max(self._stop_asked_at, silent_since) > self._patience.stop_s:
                return self._broken_off("driver_hung", "did not stop when asked")
        elif now - silent_since > (self._patience.silence_s if self._was_ready else self._patience.start_s):
            return self._broken_off("driver_hung", f"silent for {now - silent_since:.0f} s")
        return None

    def _broken_off(self, code: str, detail: str) -> ScanEvent:
        self._worker.kill()
        if self._stop_asked_at is not None:
            # The clerk wanted the end, and has it; how the driver took it is of no use to them.
            return ScanFinished(self._pages, cancelled=True)
        return ScanStopped(code, self._pages + 1, detail)
