"""All scanners of this window behind one port; every driver runs in a worker process of its own.

A worker serves one scan and is thrown away, so no driver starts with what another scan left behind. The next
one for the same driver is started at once and kept waiting: a scan begins without the time that Python and
the libraries take to load.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from counter_app.domain.scanning import Device, ScanEvent, ScanProfile, ScanStopped
from counter_app.scanner.drivers.setups import DriverSetup, SaneSetup
from counter_app.scanner.messages import DevicesFound, ListDevices, StartTold, StopScan, WaitForStart
from counter_app.scanner.processes import WorkerGone, WorkerProcess
from counter_app.scanner.session import Patience, ScanSession

_WORKER: Final = "counter_app.scanner.worker"
_LOOK_S: Final = 0.2


def write_sane_config(folder: Path, backends: Sequence[str], settings: Mapping[str, str] | None = None) -> None:
    """Make ``folder`` a SANE configuration that loads ``backends`` only.

    ``settings`` are further files, by name: ``{"test.conf": "..."}``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {"dll.conf": "".join(f"{backend}\n" for backend in backends), **(settings or {})}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


class _Watch:
    """One wait for a device to ask for a scan."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self.scan_wanted = threading.Event()
        self.ended = threading.Event()

    @property
    def is_over(self) -> bool:
        return self._stop.is_set() or self.scan_wanted.is_set()


class ScannerHub:
    """Implements the scanner port.

    ``drivers`` says which drivers there are, one setup per kind; ``environment`` is what workers get as theirs;
    ``none_found`` is asked why there is no device at all, and may raise what a person has to do about it.
    Methods may be called from any thread; one device runs one scan at a time. ``close`` ends all workers.
    """

    def __init__(
        self,
        *,
        drivers: Sequence[DriverSetup],
        environment: Mapping[str, str],
        interpreter: Sequence[str] = (sys.executable,),
        worker_module: str = _WORKER,
        patience: Patience | None = None,
        none_found: Callable[[], None] = lambda: None,
    ) -> None:
        self._none_found = none_found
        self._setups = {setup.name: setup for setup in drivers}
        if len(self._setups) != len(drivers):
            raise ValueError("one setup per kind of driver")
        self._environment = dict(environment)
        self._interpreter = tuple(interpreter)
        self._worker_module = worker_module
        self._patience = patience or Patience()
        self._lock = threading.Lock()
        self._spare: tuple[str, WorkerProcess] | None = None
        self._workers: set[WorkerProcess] = set()
        self._in_use: set[tuple[str, str]] = set()
        self._watches: dict[tuple[str, str], _Watch] = {}
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def devices(self) -> tuple[Device, ...]:
        """The devices that answer now; a driver that crashes or hangs while looking has none.

        Raises:
            NeedsAttention: there are none, and this PC lacks something that IT has to install.
        """
        asked: list[tuple[str, WorkerProcess]] = []
        for name, setup in self._setups.items():
            worker = self._take(name)
            worker.send(ListDevices(setup))
            asked.append((name, worker))
        deadline = time.monotonic() + self._patience.start_s + self._patience.devices_s
        found: list[Device] = []
        for name, worker in asked:
            devices = self._devices_of(worker, deadline)
            found += [device for device in devices or () if device.driver == name]
            self._give_back(name, worker, reusable=devices is not None)
        if not found:
            self._none_found()
        return tuple(found)

    def scan(self, device: Device, profile: ScanProfile, *, stop: threading.Event) -> Iterator[ScanEvent]:
        """Events as they come; asking for the next event says that the page before is safe.

        A crash or a hang of the driver ends the events with ``ScanStopped``; pages passed on before are whole.
        Closing the iterator early ends the scan.
        """
        self._end_watch(device)
        with self._reserved(device) as is_free:
            if not is_free:
                yield ScanStopped("busy", 1, "this counter already scans from it")
                return
            setup = self._setups.get(device.driver)
            if setup is None:
                yield ScanStopped("offline", 1, f"no driver {device.driver}")
                return
            worker = self._take(device.driver)
            session = ScanSession(worker, self._patience, stop)
            try:
                yield from session.events(setup, device, profile)
            finally:
                session.break_off()
                self._give_back(device.driver, worker, reusable=False)
                self.warm_up(device.driver)

    def wait_for_start(self, device: Device, *, stop: threading.Event) -> bool:
        """Wait until somebody at this device wants a scan to begin; False once ``stop`` is set or a scan begins.

        False at once where the device cannot tell (``Device.tells_start``): nothing is started for it.
        """
        setup = self._setups.get(device.driver)
        if setup is None or not device.tells_start:
            return False
        watch = _Watch(stop)
        try:
            with self._reserved(device) as is_free:
                return is_free and self._watched(setup, device, watch)
        finally:
            watch.ended.set()

    def _watched(self, setup: DriverSetup, device: Device, watch: _Watch) -> bool:
        key = (device.driver, device.address)
        with self._lock:
            self._watches[key] = watch
        worker = self._take(device.driver)
        wanted = False
        try:
            worker.send(WaitForStart(setup, device))
            wanted = self._is_start_told(worker, watch)
        finally:
            self._give_back(device.driver, worker, reusable=wanted)
            with self._lock:
                del self._watches[key]
        return wanted

    def _is_start_told(self, worker: WorkerProcess, watch: _Watch) -> bool:
        while not watch.is_over:
            try:
                received = worker.receive(_LOOK_S)
            except WorkerGone:
                return False
            if received is not None:
                return isinstance(received[0], StartTold) and received[0].wanted
        worker.send(StopScan())
        return False

    def _end_watch(self, device: Device) -> None:
        """A scan goes before a watch: have the device let go."""
        with self._lock:
            watch = self._watches.get((device.driver, device.address))
        if watch is not None:
            watch.scan_wanted.set()
            watch.ended.wait(self._patience.stop_s)

    def warm_up(self, driver: str) -> None:
        """Have one worker waiting, for this driver's next scan."""
        with self._lock:
            if self._is_closed or (self._spare is not None and self._spare[0] == driver):
                return
            other, self._spare = self._spare, (driver, self._start(driver))
        if other is not None:
            self._give_back(*other, reusable=False)

    def close(self) -> None:
        """End all workers, also those that scan."""
        with self._lock:
            self._is_closed = True
            workers, self._workers, self._spare = self._workers, set(), None
        for worker in workers:
            worker.kill()

    def _devices_of(self, worker: WorkerProcess, deadline: float) -> tuple[Device, ...] | None:
        try:
            received = worker.receive(max(deadline - time.monotonic(), 0.0))
        except WorkerGone:
            return None
        if received is None or not isinstance(received[0], DevicesFound):
            return None
        return received[0].devices

    def _take(self, driver: str) -> WorkerProcess:
        """The waiting worker if it is this driver's and alive, else a new one."""
        stale: WorkerProcess | None = None
        with self._lock:
            if self._spare is not None and self._spare[0] == driver:
                worker, self._spare = self._spare[1], None
                if worker.is_running:
                    return worker
                self._workers.discard(worker)
                stale = worker
            taken = self._start(driver)
        if stale is not None:
            stale.kill()
        return taken

    def _give_back(self, driver: str, worker: WorkerProcess, *, reusable: bool) -> None:
        with self._lock:
            if reusable and self._spare is None and not self._is_closed:
                self._spare = (driver, worker)
                return
        worker.dismiss(self._patience.stop_s)
        with self._lock:
            self._workers.discard(worker)

    def _start(self, driver: str) -> WorkerProcess:
        environment = self._environment
        setup = self._setups[driver]
        if isinstance(setup, SaneSetup) and setup.config_folder:
            environment = {**environment, "SANE_CONFIG_DIR": setup.config_folder}
        worker = WorkerProcess(self._worker_module, interpreter=self._interpreter, environment=environment)
        self._workers.add(worker)
        return worker

    @contextmanager
    def _reserved(self, device: Device) -> Iterator[bool]:
        key = (device.driver, device.address)
        with self._lock:
            is_free = key not in self._in_use
            self._in_use.add(key)
        try:
            yield is_free
        finally:
            if is_free:
                with self._lock:
                    self._in_use.discard(key)
