"""The scanning worker: one process, one driver, at most one scan.

``python -m counter_app.scanner.worker --parent PID`` says ready, then does what it is told in
:mod:`counter_app.scanner.messages`. After each page it waits until the counter has put the page away. It ends
when its input ends.
"""

from __future__ import annotations

import argparse
import queue
import sys
import threading
from collections.abc import Callable, Sequence
from typing import BinaryIO

from counter_app.domain.errors import CounterError
from counter_app.domain.scanning import PageProgress, PageScanned, ScanEvent, ScanFinished, ScanStopped
from counter_app.scanner.child import DEAD_MAN_S, leave, limit_memory, stay_alive_while_answering, take_streams
from counter_app.scanner.confinement import confine
from counter_app.scanner.drivers.base import Driver, TellProgress, TellsStart
from counter_app.scanner.drivers.setups import DriverSetup, FolderSetup
from counter_app.scanner.events import message_of
from counter_app.scanner.messages import (
    DevicesFound,
    GoOn,
    ListDevices,
    ReadImage,
    Ready,
    StartScan,
    StartTold,
    StopScan,
    WaitForStart,
    read_request,
    write_answer,
)

BuildDriver = Callable[[DriverSetup, TellProgress], Driver]
Order = ListDevices | StartScan | WaitForStart


class Inbox:
    """Requests as they come in: a stop works at once, orders wait their turn.

    ``stop`` is set for good by the counter's wish or by its end: a worker scans once.
    """

    def __init__(self) -> None:
        self.stop = threading.Event()
        self._orders: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._go_on = threading.Semaphore(0)

    def listen(self, stream: BinaryIO) -> None:
        """Take requests until the counter hangs up; a garbled one counts as hanging up."""
        try:
            while (received := read_request(stream)) is not None:
                match received[0]:
                    case ListDevices() | StartScan() | WaitForStart() as order:
                        self._orders.put(order)
                    case GoOn():
                        self._go_on.release()
                    case StopScan():
                        self._let_go()
                    case ReadImage():
                        break
        except CounterError:
            pass
        self._let_go()
        self._orders.put(None)

    def next_order(self) -> Order | None:
        """Waits; None when the counter has hung up."""
        return self._orders.get()

    def wait_until_page_is_safe(self) -> None:
        """Waits for the counter's word to go on, or for a stop."""
        self._go_on.acquire()

    def _let_go(self) -> None:
        self.stop.set()
        self._go_on.release()


class Worker:
    """Answers orders one after another on ``outgoing``."""

    def __init__(self, inbox: Inbox, outgoing: BinaryIO, build_driver: BuildDriver) -> None:
        self._inbox = inbox
        self._outgoing = outgoing
        self._build_driver = build_driver

    def run(self) -> None:
        """Until the counter hangs up."""
        write_answer(self._outgoing, Ready())
        while (order := self._inbox.next_order()) is not None:
            match order:
                case ListDevices():
                    self._list_devices(order)
                case StartScan():
                    self._scan(order)
                case WaitForStart():
                    self._wait_for_start(order)

    def _list_devices(self, order: ListDevices) -> None:
        driver = self._driver(order.setup)
        write_answer(self._outgoing, DevicesFound(tuple(driver.devices())))

    def _wait_for_start(self, order: WaitForStart) -> None:
        driver = self._driver(order.setup)
        wanted = isinstance(driver, TellsStart) and driver.wait_for_start(order.device, stop=self._inbox.stop)
        write_answer(self._outgoing, StartTold(wanted))

    def _scan(self, order: StartScan) -> None:
        under_way = 1
        try:
            driver = self._driver(order.setup)
            for event in driver.scan(order.device, order.profile, stop=self._inbox.stop):
                self._tell(event)
                match event:
                    case PageScanned():
                        under_way = event.number + 1
                        self._inbox.wait_until_page_is_safe()
                    case ScanFinished() | ScanStopped():
                        return
                    case PageProgress():
                        pass
        except BrokenPipeError:
            return
        except Exception as error:  # noqa: BLE001 - a driver's defect must reach the clerk as an event
            self._tell(ScanStopped("driver_crashed", under_way, f"{type(error).__name__}: {error}"))
        else:
            self._tell(ScanStopped("driver_crashed", under_way, "the driver ended without a last event"))

    def _driver(self, setup: DriverSetup) -> Driver:
        confine_for(setup)
        return self._build_driver(setup, self._tell)

    def _tell(self, event: ScanEvent) -> None:
        write_answer(self._outgoing, *message_of(event))


def confine_for(setup: DriverSetup) -> None:
    """A driver that only reads strangers' files does it where they can do no harm; a device needs the system."""
    if isinstance(setup, FolderSetup):
        confine(writes_below=setup.folders if setup.taken_folder else ())


def build_driver(setup: DriverSetup, tell: TellProgress) -> Driver:
    """The driver for this setup; only its own libraries are loaded."""
    # ruff: noqa: PLC0415 - a worker loads one driver's libraries, and some exist on one system only
    from counter_app.scanner.drivers import setups

    match setup:
        case setups.FolderSetup():
            from counter_app.scanner.drivers.folder import FolderDriver

            return FolderDriver(setup, tell)
        case setups.SimulatedSetup():
            from counter_app.scanner.drivers.simulated import SimulatedDriver

            return SimulatedDriver(setup)
        case setups.SaneSetup():
            from counter_app.scanner.drivers.sane import SaneDriver

            return SaneDriver(tell)
        case setups.EsclSetup():
            from counter_app.scanner.drivers.escl import EsclDriver

            return EsclDriver(setup, tell)
        case setups.TwainSetup():
            from counter_app.scanner.drivers.twain import TwainDriver

            return TwainDriver(setup, tell)


def main(arguments: Sequence[str], build_driver: BuildDriver = build_driver, dead_man_s: int = DEAD_MAN_S) -> None:
    """Run until the input ends; the process does not outlive its parent."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--parent", type=int, required=True, help="process id of the counter, for people")
    parser.parse_args(arguments)
    incoming, outgoing = take_streams()
    limit_memory()
    ended = threading.Event()
    stay_alive_while_answering(ended, dead_man_s)
    inbox = Inbox()

    def listen() -> None:
        inbox.listen(incoming)
        leave(ended)

    threading.Thread(target=listen, name="inbox", daemon=True).start()
    try:
        Worker(inbox, outgoing, build_driver).run()
    finally:
        ended.set()


if __name__ == "__main__":
    main(sys.argv[1:])
