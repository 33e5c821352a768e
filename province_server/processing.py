"""What the province does by itself now and then: forget uploads, fold figures and, for show, process dossiers.

``AutoDesk`` plays the competent unit of a demonstration: it starts a sealed dossier, writes a result and digitises
it. Only the table of moves lets it: a dossier whose manifest is not complete is not sealed here and never touched.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from types import TracebackType

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from counter_app.contract.acts import ProcessingStarted, ResultDigitised
from counter_app.contract.messages import Outcome
from counter_app.contract.moves import State
from province_server.desk import Desk, DossierLine
from province_server.figures import fold
from province_server.files.uploads import Uploads
from province_server.sheet import Sheet
from province_server.throttle import forget_allowances
from province_server.world import LOCAL_ZONE, World

_log = logging.getLogger(__name__)

TICK_S = 0.5
EVERY_TICK = timedelta(seconds=TICK_S)
EXPIRE_EVERY_S = 3600.0
FOLD_EVERY_S = 10.0
RETENTION_EVERY = timedelta(hours=6)
ACTOR = "auto-desk"


class AutoDesk:
    """Processes every sealed dossier after a moment, with a result that says it is for show."""

    def __init__(self, desk: Desk, world: World, sheet: Sheet, *, after: timedelta) -> None:
        self._desk = desk
        self._world = world
        self._sheet = sheet
        self._after = after

    def tick(self) -> int:
        """Take every due dossier one step further; how many acts that made."""
        due = self._world.now() - self._after
        done = 0
        for line in self._desk.dossiers(State.SEALED, changed_before=due):
            answer = self._desk.act(
                line.dossier_id, ProcessingStarted(unit=line.competent_unit), actor=ACTOR, unit=line.competent_unit
            )
            done += answer.outcome is Outcome.APPLIED
        for line in self._desk.dossiers(State.PROCESSING, changed_before=due):
            done += self._give_result(line)
        return done

    def _give_result(self, line: DossierLine) -> bool:
        file = self._desk.shelve(self._result(line))
        body = ResultDigitised(
            result_code=f"{line.code}-KQ1",
            title="Kết quả giải quyết thủ tục hành chính",
            file=file.digest,
            size_bytes=file.size_bytes,
            signed=False,
        )
        answer = self._desk.act(line.dossier_id, body, actor=ACTOR, unit=line.competent_unit)
        return answer.outcome is Outcome.APPLIED

    def _result(self, line: DossierLine) -> bytes:
        day = self._world.now().astimezone(LOCAL_ZONE)
        return self._sheet.draw(
            "KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
            (
                f"Mã hồ sơ: {line.code}",
                f"Mã thủ tục: {line.procedure}",
                f"Ngày {day:%d} tháng {day:%m} năm {day:%Y}",
                "Văn bản thử nghiệm, không có giá trị pháp lý.",
            ),
        )


Chore = tuple[timedelta, Callable[[], int]]
"""What is done again and again, and how often."""


def housekeeping(engine: sa.Engine, uploads: Uploads, world: World) -> list[Chore]:
    """What keeps a server's store small. Of several processes any may do it, also at once."""
    return [
        (timedelta(seconds=EXPIRE_EVERY_S), uploads.expire),
        (timedelta(seconds=EXPIRE_EVERY_S), partial(forget_allowances, engine, world)),
        (timedelta(seconds=FOLD_EVERY_S), partial(fold, engine)),
    ]


class Rounds:
    """Does its chores again and again on a thread of its own until it is stopped."""

    def __init__(self, world: World, chores: Sequence[Chore]) -> None:
        self._world = world
        self._chores = chores
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rounds", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Return when the thread has ended."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        due = [self._world.now()] * len(self._chores)
        while not self._stopping.wait(TICK_S):
            for place, (every, chore) in enumerate(self._chores):
                now = self._world.now()
                if now >= due[place]:
                    due[place] = now + every
                    self._try(chore)

    def _try(self, chore: Callable[[], int]) -> None:
        try:
            chore()
        except (OperationalError, OSError) as error:
            _log.error("a round failed and will be tried again: %s", error)
