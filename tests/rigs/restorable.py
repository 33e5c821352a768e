"""A province that can be put back to a backup, on either database, with real windows that find it again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from province_server.restored import NEWEST_FILE, TIMES_FILE, tell_windows
from tests.rigs.agreement import breaches
from tests.rigs.postgres import Postgres
from tests.rigs.province import RunningProvince, run_province, settings_in
from tests.rigs.replicas import replica_of
from tests.rigs.windows import Window, hasten_sign_ins, invite, settle_all


class Restorable:
    """A province whose folder and database can be put back; its windows find it under its new address."""

    def __init__(
        self, folder: Path, cluster: Postgres | None = None, *, opening: Callable[..., Window] = Window
    ) -> None:
        self._folder = folder
        self._data = folder / "province"
        self._cluster = cluster
        self._url = cluster.new_database() if cluster else ""
        self._copy = ""
        self.windows: list[Window] = []
        self._open()
        hasten_sign_ins(self.running)
        self._opening = opening
        self.windows += [opening(folder / name, self.running.url, invite(self.running)) for name in ("w1", "w2")]

    def _open(self) -> None:
        self._serving = run_province(settings_in(self._data, self._url))
        self.running: RunningProvince = next(self._serving)

    def _stop(self) -> None:
        for _ in self._serving:
            pass

    def back_up(self) -> None:
        """Everybody brings what they have, then a copy is taken; of an earlier one nothing stays."""
        settle_all(self.windows)
        self._stop()
        shutil.rmtree(self._folder / "backup", ignore_errors=True)
        shutil.copytree(self._data, self._folder / "backup")
        if self._cluster:
            if self._copy:
                self._cluster.sql("postgres", f"DROP DATABASE {self._copy}")
            self._copy = f"{_name(self._url)}_backup"
            self._cluster.sql("postgres", f"CREATE DATABASE {self._copy} TEMPLATE {_name(self._url)}")
        self._go_on()

    def restore(self, *, whole_folder: bool = True, said: bool = True) -> None:
        """Put everything back; unless ``whole_folder`` what the server's folder alone remembers stays."""
        self._stop()
        notes = [self._data / name for name in (TIMES_FILE, NEWEST_FILE)]
        kept = {note: note.read_bytes() for note in notes if note.exists() and not whole_folder}
        shutil.rmtree(self._data)
        shutil.copytree(self._folder / "backup", self._data)
        for note, content in kept.items():
            note.write_bytes(content)
        if self._cluster:
            self._cluster.sql("postgres", f"DROP DATABASE {_name(self._url)}")
            self._cluster.sql("postgres", f"CREATE DATABASE {_name(self._url)} TEMPLATE {self._copy}")
        self._go_on(restored=said)

    def enrol_one_more(self) -> Window:
        number = len(self.windows) + 1
        code = invite(self.running, window=f"Q{74 + number}")
        self.windows.append(self._opening(self._folder / f"w{number}", self.running.url, code))
        return self.windows[-1]

    def _go_on(self, *, restored: bool = False) -> None:
        self._open()
        if restored:
            tell_windows(self.running.province)
        for window in self.windows:
            window.stop()
            window.url = self.running.url
            window.start()

    def rest(self) -> list[str]:
        """What is wrong after everybody had time."""
        for _ in range(2):
            settle_all(self.windows)
        known = [line.dossier_id for line in self.running.province.desk.dossiers(limit=10_000)]
        replicas = [replica_of(window.counter, f"window {n}", known) for n, window in enumerate(self.windows)]
        return breaches(self.running.province, replicas, known)

    def close(self) -> None:
        for window in self.windows:
            window.stop()
        self._stop()


def _name(url: str) -> str:
    return url.rpartition("/")[2]
