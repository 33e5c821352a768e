"""Run by the installed program's own Python: does Windows end what a worker started when its holder is killed?

Without a word it holds a worker that has a child of its own, says their numbers and never ends. Started with the
word ``try`` it starts such a holder, kills it, and prints what became of the two, as JSON after the word RESULT.
"""

import ctypes
import json
import subprocess
import sys
import threading

from counter_app.scanner.job import Leash, limit_this_process

SYNCHRONIZE = 0x0010_0000
ENDED, STILL_THERE = 0, 0x102
PATIENCE_MS = 60_000
FOR_EVER = "import threading; threading.Event().wait()"
WORKER = f"""\
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {FOR_EVER!r}])
print(child.pid, flush=True)
{FOR_EVER}
"""


def hold() -> None:
    worker = subprocess.Popen([sys.executable, "-c", WORKER], stdout=subprocess.PIPE, text=True)
    leash = Leash(int(getattr(worker, "_handle", 0)))
    assert worker.stdout is not None
    sys.stdout.write(json.dumps([worker.pid, int(worker.stdout.readline())]) + "\n")
    sys.stdout.flush()
    threading.Event().wait()
    leash.let_go()


def killed() -> dict[str, object]:
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]  # exists on Windows alone
    kernel.OpenProcess.restype = ctypes.c_void_p
    holder = subprocess.Popen([sys.executable, __file__], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    numbers = json.loads(holder.stdout.readline())
    handles = [ctypes.c_void_p(kernel.OpenProcess(SYNCHRONIZE, False, number)) for number in numbers]
    before = [kernel.WaitForSingleObject(handle, 0) for handle in handles]
    holder.kill()
    after = [kernel.WaitForSingleObject(handle, PATIENCE_MS) for handle in handles]
    return {
        "before": [code == STILL_THERE for code in before],
        "ended": [code == ENDED for code in after],
        "limits_taken": limit_this_process(memory_bytes=1 << 30, alone=True),
    }


if __name__ == "__main__":
    if sys.argv[1:] == ["try"]:
        sys.stdout.write("RESULT " + json.dumps(killed()) + "\n")
    else:
        hold()
