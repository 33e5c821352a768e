"""A real PostgreSQL for tests: a cluster of its own on a free port of this machine, gone when the tests end.

``initdb`` refuses to run as root, so root hands the cluster to an unprivileged account. Writing through to disk
is switched off unless asked for: a test that is about power cuts, or a measurement, asks.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pwd import struct_passwd

UNPRIVILEGED = ("postgres", "nobody")
_names = count(1)


@dataclass(frozen=True)
class Postgres:
    """A running cluster."""

    port: int
    folder: Path
    databases: Iterator[int] = field(default_factory=lambda: _names)

    def new_database(self) -> str:
        """The URL of a database that is empty."""
        name = f"province_{next(self.databases)}"
        self.sql("postgres", f"CREATE DATABASE {name}")
        return self.url(name)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def hang_up(self, name: str) -> None:
        """End every connection to this database."""
        others = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
        self.sql("postgres", others)

    def sql(self, database: str, statement: str) -> str:
        command = ["psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-X", "-A", "-t"]
        done = subprocess.run(
            [*command, "-d", database, "-c", statement], capture_output=True, text=True, check=True
        )
        return done.stdout.strip()


@contextmanager
def postgres(*, durable: bool = False, kept: Path | None = None, **settings: str) -> Iterator[Postgres]:
    """Start a cluster; end it and remove its files afterwards, unless they are to be kept in a folder."""
    folder = Path(tempfile.mkdtemp(prefix="province-pg-")) if kept is None else kept
    folder.mkdir(parents=True, exist_ok=True)
    as_user = _unprivileged()
    if as_user is not None:
        os.chown(folder, as_user.pw_uid, as_user.pw_gid)
    port = _free_port()
    binaries = binaries_folder()
    cluster = folder / "cluster"
    given = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
        "max_connections": "200",
        "logging_collector": "off",
        **({} if durable else {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}),
        **settings,
    }
    options = " ".join(f"-c {name}='{value}'" for name, value in given.items())
    log = folder / "log"
    made = [binaries / "initdb", "-D", cluster, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"]
    try:
        if not (cluster / "PG_VERSION").exists():
            _run([*made], as_user)
        _run([binaries / "pg_ctl", "-D", cluster, "-l", log, "-w", "-t", "60", "-o", options, "start"], as_user)
        try:
            yield Postgres(port, folder)
        finally:
            how = "immediate" if kept is None else "fast"
            _run([binaries / "pg_ctl", "-D", cluster, "-m", how, "-w", "-t", "300", "stop"], as_user)
    finally:
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


def binaries_folder() -> Path:
    """Where the newest PostgreSQL of this machine has its programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise FileNotFoundError("PostgreSQL's initdb: install postgresql")
    return found[-1].parent if found else Path(str(on_path)).parent


def _unprivileged() -> struct_passwd | None:
    if os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415 - other systems have none, and the fixtures beside this one run there

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in UNPRIVILEGED if name in known)


def _run(command: list[str | Path], as_user: struct_passwd | None) -> None:
    environment = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
    account = {"user": as_user.pw_uid, "group": as_user.pw_gid, "extra_groups": []} if as_user else {}
    # pg_ctl leaves the server with the files it got: none of them may be ours to wait for.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd="/",
            env=environment,
            check=False,
            **account,
        )
        said.seek(0)
        if done.returncode:
            raise RuntimeError(said.read().decode(errors="replace"))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
