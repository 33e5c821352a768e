"""What the supervisor's screen asks of the program: the seam between its presenter and the use cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import DossierId, UnitCode
from counter_app.domain.procedure import Procedure
from counter_app.services.ports import Session, StoredAct, Trouble
from counter_app.services.queries import ActRow, QueueFilter, QueueRow
from counter_app.services.report import Report
from counter_app.services.supervise import Branch


@dataclass(frozen=True)
class BranchServices:
    """What the supervisor's screen asks of the program.

    ``elsewhere`` is what was turned down at other windows, ``troubles`` this window's own list.
    ``keep`` writes a file where people find it and tells where; ``render`` makes pictures of a PDF's pages.
    """

    supervise: Callable[[UnitCode], Branch]
    queue: Callable[[QueueFilter], Sequence[QueueRow]]
    dossier: Callable[[DossierId], Dossier | None]
    history: Callable[[DossierId], Sequence[ActRow]]
    reassign: Callable[[DossierId, str, str, Session], Dossier]
    procedures: Callable[[], Sequence[Procedure]]
    title_of: Callable[[str], str]
    unit_title: Callable[[str], str]
    workbook: Callable[[Report], bytes]
    paper: Callable[[Report], bytes]
    render: Callable[[bytes], tuple[bytes, ...]]
    keep: Callable[[str, bytes], Path]
    elsewhere: Callable[[], Sequence[Trouble]]
    troubles: Callable[[], Sequence[Trouble]]
    act: Callable[[str], StoredAct | None]
    solve: Callable[[str, Session], None]
    now: Callable[[], datetime]
