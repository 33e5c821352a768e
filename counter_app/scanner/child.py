"""The child's side of a worker process: its streams, its limits, and its end when the counter is gone.

* Nothing that a library prints can corrupt the stream: the messages have file descriptors of their own.
* A worker never outlives the counter. The end of its input tells it, and it gets ``LAST_WORDS_S`` to let go of
  the device. Where code outside Python holds the interpreter, so that nobody hears, the kernel's alarm ends the
  process after ``DEAD_MAN_S``. (The signal that Linux can send at a parent's death is bound to the *thread* that
  started the child, and the threads of a window's pool come and go.)
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
from typing import BinaryIO, Final

from counter_app.scanner.job import limit_this_process

LAST_WORDS_S: Final = 3.0
DEAD_MAN_S: Final = 120
_MEMORY_BYTES: Final = 3 * 1024**3
_BACKGROUND_NICENESS: Final = 10


def take_streams() -> tuple[BinaryIO, BinaryIO]:
    """Input and output for messages. From now on, the process's own standard output is its log."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    faulthandler.enable(all_threads=False)
    return incoming, outgoing


def limit_memory(limit_bytes: int = _MEMORY_BYTES) -> None:
    """Let a decompression bomb end in ``MemoryError`` here instead of taking the machine's memory."""
    if sys.platform == "win32":
        limit_this_process(memory_bytes=limit_bytes)
    else:
        import resource  # noqa: PLC0415 - the module does not exist on Windows

        resource.setrlimit(resource.RLIMIT_AS, (limit_bytes, limit_bytes))


def let_others_go_first() -> None:
    """Work only when the window and the scanner leave the processor free. On Windows the counter sees to it."""
    if sys.platform != "win32":
        os.nice(_BACKGROUND_NICENESS)


def stay_alive_while_answering(ended: threading.Event, dead_man_s: int = DEAD_MAN_S) -> None:
    """Have the kernel end this process unless Python keeps running in it; returns at once."""
    if sys.platform == "win32":
        return

    def postpone() -> None:
        while not ended.is_set():
            signal.alarm(dead_man_s)
            ended.wait(dead_man_s / 4)
        signal.alarm(0)

    threading.Thread(target=postpone, name="dead-man", daemon=True).start()


def leave(ended: threading.Event) -> None:
    """The counter is gone: wait a moment for the device to be let go, then end in any case."""
    ended.wait(LAST_WORDS_S)
    os._exit(0)
