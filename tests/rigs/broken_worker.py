"""A scanning worker that breaks in the way that ``BREAKS`` names: what no real driver does on request.

Everything but the driver, or the one call that goes wrong, is the real worker.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, NoReturn

from typing_extensions import override

from counter_app.domain.scanning import Device, PageScanned, ScanEvent, ScanFinished, ScanProfile
from counter_app.scanner import messages, worker
from counter_app.scanner.drivers.base import Driver, TellProgress
from counter_app.scanner.drivers.sane import Handle, SaneDriver
from counter_app.scanner.drivers.setups import DriverSetup
from tests.rigs.scanners import picture


class BreakingDriver:
    """One good page, then the fault."""

    def __init__(self, breaks: str) -> None:
        self._breaks = breaks

    def devices(self) -> list[Device]:
        if self._breaks == "while looking for devices":
            os.kill(os.getpid(), signal.SIGKILL)
        return [Device("simulated", "broken", "broken")]

    def scan(self, device: Device, profile: ScanProfile, *, stop: threading.Event) -> Iterator[ScanEvent]:
        del device, profile, stop
        yield self._page(1)
        match self._breaks:
            case "raises":
                raise ZeroDivisionError("a defect")
            case "ends without a word":
                return
            case "prints":
                print("noise from Python", flush=True)  # noqa: T201
                ctypes.CDLL(None).puts(b"noise from C")
                ctypes.CDLL(None).fflush(None)
                os.write(1, b'{"message":{"says":"finished","pages":7,"cancelled":false}}\n')
            case "counts wrong":
                yield self._page(3)
            case "repeats a page":
                yield self._page(1)
            case "segfaults":
                ctypes.string_at(0)
            case "holds the interpreter":
                hold_the_interpreter()
            case "leaves a child behind":
                child = os.fork() or hold_the_interpreter()
                yield replace(self._page(2), origin=str(child))
                os.kill(os.getpid(), signal.SIGKILL)
            case "takes no end":
                time.sleep(3600)
        yield ScanFinished(1)

    def _page(self, number: int) -> PageScanned:
        return PageScanned(number, picture(number), "image/jpeg", 50)


class EscapingDriver(BreakingDriver):
    """Tries every way out of its process before it ends well; one that is open is told as a defect."""

    @override
    def scan(self, device: Device, profile: ScanProfile, *, stop: threading.Event) -> Iterator[ScanEvent]:
        ways: dict[str, Callable[[], object]] = {
            "connected": lambda: socket.create_connection(("127.0.0.1", int(os.getenv("LISTENS", ""))), 5),
            "ran": lambda: subprocess.run(["true"], check=True),
            "wrote elsewhere": lambda: Path(os.getenv("LOOT", "")).write_text("left behind", "ascii"),
        }
        for way, out in ways.items():
            try:
                out()
            except PermissionError:
                continue
            raise RuntimeError(way)
        yield ScanFinished(0)


def hold_the_interpreter() -> NoReturn:
    """As code in C does that waits for a device without letting other threads run."""
    ctypes.PyDLL(None).sleep(3600)
    raise AssertionError("nobody waits that long")


class FaultySheet:
    """A SANE device whose feeder breaks with ``status`` at sheet ``at_sheet``."""

    def __init__(self, handle: Handle, at_sheet: int, status: str) -> None:
        self.__dict__.update(_handle=handle, _sheets_left=at_sheet, _status=status)

    def start(self) -> None:
        self.__dict__["_sheets_left"] -= 1
        if self._sheets_left == 0:
            self._handle.read_return_value = self._status
        self._handle.start()

    def __getattr__(self, name: str) -> object:
        return getattr(self._handle, name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self._handle, name, value)


def build_driver(_setup: DriverSetup, tell: TellProgress) -> Driver:
    if breaks.startswith("SANE_STATUS_"):
        import sane  # noqa: PLC0415 - only this fault needs it

        return SaneDriver(tell, lambda name: FaultySheet(sane.open(name), 3, breaks))
    return EscapingDriver(breaks) if breaks == "breaks out" else BreakingDriver(breaks)


def break_answers() -> None:
    """Send, instead of the last answer, what no worker may send, and die over it."""
    page = b'{"message":{"says":"page","number":2,"media_type":"image/jpeg","dpi":50,"origin":""},"frames":[%s]}\n'
    sent = {
        "half a page": page % b"5000" + picture(2)[:400],
        "nonsense": b"Segmentation fault\n",
        "an endless line": b"x" * 1_000_000,
        "an impossible length": page % b"99999999999",
        "a page without an image": page % b"0",
        "a path as media type": page.replace(b"image/jpeg", b"../../etc") % b"1" + b"x",
    }.get(breaks)
    if sent is None:
        return

    def broken(stream: IO[bytes], message: messages.Answer, frames: messages.Frames = ()) -> None:
        if not isinstance(message, messages.Finished):
            messages.write_answer(stream, message, frames)
            return
        stream.write(sent)
        stream.flush()
        os.kill(os.getpid(), signal.SIGKILL)

    worker.write_answer = broken


breaks = os.getenv("BREAKS", "")

if __name__ == "__main__":
    break_answers()
    worker.main(sys.argv[1:], build_driver, dead_man_s=int(os.getenv("DEAD_MAN_S", "120")))
