"""A reading worker whose "images" are orders: what no image does on request. All else is the real worker.

``name``            a page that reads ``name``
``wait PATH``       the same, once somebody opened the pipe at PATH for writing
``die``             the process is killed
``die once PATH``   the same, if there is a byte in the pipe at PATH, which it takes
``hang``            no answer
``raise``           a defect in Python
``eat``             more memory than there is for a page
``lie``             an answer that is none
``connect PORT``    speaks to somebody on this machine
``run PROGRAM``     starts a program
``write PATH``      leaves a file behind
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

from counter_app.domain.pages import PageReading, ReadPage
from counter_app.scanner import reading_worker


class ObedientReader:
    def read(
        self, image: bytes, *, dpi_hint: int | None, expect_card: bool, want_text: bool, lies_deg: int | None
    ) -> ReadPage:
        del dpi_hint, expect_card, want_text, lies_deg
        match image.decode().split():
            case ["wait", path]:
                _wait_for_a_byte(path)
            case ["die"]:
                os.kill(os.getpid(), signal.SIGKILL)
            case ["die", "once", path] if _takes_a_byte(path):
                os.kill(os.getpid(), signal.SIGKILL)
            case ["hang"]:
                threading.Event().wait()
            case ["raise"]:
                raise ZeroDivisionError("a defect")
            case ["eat"]:
                bytearray(10 * 1024**3)
            case ["connect" | "run" | "write" as way_out, argument]:
                _break_out(way_out, argument)
            case ["lie"]:
                return ReadPage(reading=7, cleaned=b"", thumbnail=b"")  # type: ignore[arg-type]
        return ReadPage(blank_reading(), image, str(os.getpid()).encode())


def _break_out(way_out: str, argument: str) -> None:
    match way_out:
        case "connect":
            socket.create_connection(("127.0.0.1", int(argument))).sendall(b"stolen")
        case "run":
            subprocess.run([argument], check=True)
        case "write":
            Path(argument).write_text("left behind")


def _wait_for_a_byte(path: str) -> None:
    pipe = os.open(path, os.O_RDONLY)
    os.read(pipe, 1)
    os.close(pipe)


def _takes_a_byte(path: str) -> bool:
    pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return os.read(pipe, 1) != b""
    except BlockingIOError:
        return False
    finally:
        os.close(pipe)


def blank_reading() -> PageReading:
    return PageReading(
        width=100,
        height=100,
        dpi=100,
        rotation_deg=0,
        skew_deg=0.0,
        blank=True,
        lines=(),
        barcodes=(),
        findings=(),
        confidence=0.0,
        milliseconds=0,
    )


if __name__ == "__main__":
    reading_worker.main(sys.argv[1:], lambda _tessdata, _language: ObedientReader())
