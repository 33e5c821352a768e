"""A reading worker whose "images" are orders: what no image does on request. All else is the real worker.

``name``            a page that reads ``name``
``wait PATH``       the same, once somebody opened the pipe at PATH for writing
``die``             the process is killed
``die once PATH``   the same, unless the file PATH is there, which it leaves behind
``hang``            no answer
``raise``           a defect in Python
``eat``             more memory than there is for a page
``lie``             an answer that is none
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from counter_app.domain.pages import PageReading, ReadPage
from counter_app.scanner import reading_worker


class ObedientReader:
    def read(self, image: bytes, *, dpi_hint: int | None, expect_card: bool, want_text: bool) -> ReadPage:
        del dpi_hint, expect_card, want_text
        match image.decode().split():
            case ["wait", path]:
                Path(path).read_bytes()
            case ["die"]:
                os.kill(os.getpid(), signal.SIGKILL)
            case ["die", "once", path] if not Path(path).exists():
                Path(path).touch()
                os.kill(os.getpid(), signal.SIGKILL)
            case ["hang"]:
                threading.Event().wait()
            case ["raise"]:
                raise ZeroDivisionError("a defect")
            case ["eat"]:
                bytearray(10 * 1024**3)
            case ["lie"]:
                return ReadPage(reading=7, cleaned=b"", thumbnail=b"")  # type: ignore[arg-type]
        return ReadPage(blank_reading(), image, str(os.getpid()).encode())


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
