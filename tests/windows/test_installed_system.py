"""What the installed program asks of Windows itself: jobs for its workers, the event log, long paths.

Wine ends what a job held and hands events over; it keeps no event, and it takes limits of a job without holding to
them. Those two are in the list of `docs/operations.md`.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.rigs.windows_pc import WindowsPc
from tests.windows.conftest import PROGRAMS

PYTHON = f"{PROGRAMS}\\runtime\\python.exe"
LEASH = Path(__file__).parents[1] / "rigs" / "worker_leash.py"
LONGEST_BEFORE = 260


def test_workers_and_what_they_started_end_with_a_counter_that_is_killed(scanner: WindowsPc) -> None:
    said = scanner.run([PYTHON, scanner.take(LEASH), "try"], timeout_s=600)

    line = next(line for line in said.splitlines() if line.startswith("RESULT "))
    assert json.loads(line.removeprefix("RESULT ")) == {
        "before": [True, True],
        "ended": [True, True],
        "limits_taken": True,
    }


def test_a_warning_is_handed_to_the_event_log_with_its_words_and_number(scanner: WindowsPc) -> None:
    warn = (
        "import logging; from counter_app.commands.event_log import tell_event_log; tell_event_log(); "
        "logging.getLogger('counter_app.sync').warning('the relay gave another answer')"
    )

    # What Wine's event log is handed is seen in its own log alone.
    said = scanner.run([PYTHON, "-c", warn], settings={"WINEDEBUG": "-all,fixme+advapi,warn+eventlog"})

    assert 'RegisterEventSourceW ((null),L"CounterApp")' in said
    assert ",0x0002,0x0000,0x00000064," in said
    assert "counter_app.sync: the relay gave another answer" in said


def test_store_and_scans_may_lie_deeper_than_old_windows_allowed(scanner: WindowsPc) -> None:
    keep = (
        "import sys; from pathlib import Path; "
        "from counter_app.db.store import Store; from counter_app.db.vault import FileVault; "
        "folder = Path('C:/', *(f'Trung tâm Phục vụ hành chính công {n}' for n in range(8))); "
        "folder.mkdir(parents=True); "
        "Store(folder / 'store.db', bytes(range(32))).close(); "
        "vault = FileVault(folder / 'vault', bytes(32)); "
        "print(len(str(folder)), vault.get(vault.put(b'a page')))"
    )

    length, kept = scanner.run([PYTHON, "-c", keep]).strip().split(maxsplit=1)

    assert int(length) > LONGEST_BEFORE
    assert kept == "b'a page'"
