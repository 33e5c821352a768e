"""A note beside the store that says how many dossiers are on this PC alone, for those who cannot open the store.

The installer reads it before it removes the program: the store is encrypted with a key of the Windows user, so
that it could not ask. The note holds one number and names nobody; there is none when nothing would be lost.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from counter_app.services.events import DeliveryChanged, DossierChanged, PageCaptured, PageChanged

_log = logging.getLogger(__name__)

FILE_NAME: Final = "unsent-dossiers.txt"


class UnsentNote:
    """Keeps the note of one profile true; on any thread.

    Args:
        folder: Of the profile.
        count: How many dossiers are here alone, from the store.
    """

    def __init__(self, folder: Path, count: Callable[[], int]) -> None:
        self._path = folder / FILE_NAME
        self._count = count
        self._told: int | None = None
        self._one_at_a_time = threading.Lock()

    def hear(self, event: object) -> None:
        """Told of every event of the store; never raises."""
        if isinstance(event, DossierChanged | DeliveryChanged | PageCaptured | PageChanged):
            self.look()

    def look(self) -> None:
        """Write down what is true now, where it is not written yet."""
        with self._one_at_a_time:
            count = self._count()
            if count == self._told:
                return
            try:
                self._write(count)
            except OSError as error:
                # The dossiers are safe all the same; the next change tries again.
                _log.warning("the note of unsent dossiers was not written: %s", error.errno)
            else:
                self._told = count

    def _write(self, count: int) -> None:
        if count == 0:
            self._path.unlink(missing_ok=True)
            return
        draft = self._path.with_suffix(".new")
        draft.write_text(f"{count}\n", encoding="ascii")
        draft.replace(self._path)
