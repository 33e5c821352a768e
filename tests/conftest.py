"""What holds for every test: a home of its own, no network, a quiet log, no thread left behind.

A test that means to be warned says so with `expect_log`. Everything else here is
always on; a test that needs more than loopback, or an older home, is a test of
another kind and does not belong here.
"""

import logging
import re
import socket
import sys
import threading
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# How long a thread may take to end after its test did.
PATIENCE_S = 5.0
INTERNET = {socket.AF_INET, socket.AF_INET6}
HOME_FOLDERS = {
    "HOME": ".",
    "USERPROFILE": ".",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_RUNTIME_DIR": ".run",
    "XDG_STATE_HOME": ".local/state",
}

hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.register_profile("long", max_examples=2000, deadline=None, print_blob=True)
hypothesis.settings.load_profile("ci")

_environment = pytest.MonkeyPatch()


def pytest_configure() -> None:
    """Windows are drawn into memory, and nothing finds the desktop of the person who runs the tests."""
    _environment.setenv("QT_QPA_PLATFORM", "offscreen")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
        _environment.delenv(name, raising=False)


def pytest_unconfigure() -> None:
    _environment.undo()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, which the test and every process that it starts take for the user's."""
    folder = tmp_path_factory.mktemp("home")
    for name, below in HOME_FOLDERS.items():
        (folder / below).mkdir(mode=0o700, parents=True, exist_ok=True)
        monkeypatch.setenv(name, str(folder / below))
    return folder


# --- No network but loopback ---------------------------------------------------------------------------------


class NetworkUsed(AssertionError):
    """The test reached for another machine."""


def is_this_machine(host: str) -> bool:
    """Loopback, its names, and the address by which a listener means every interface."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host in {"", "localhost"} or host.endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def insist_on_this_machine(host: str | bytes | None) -> None:
    name = host.decode() if isinstance(host, bytes) else host or ""
    if not is_this_machine(name):
        raise NetworkUsed(f"{name} is not this machine")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Sockets of this process reach loopback alone, and other names are not looked up."""
    connect, connect_ex, resolve = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in INTERNET:
            insist_on_this_machine(address[0])
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        if self.family in INTERNET:
            insist_on_this_machine(address[0])
        return connect_ex(self, address)

    def guarded_resolve(host: str | bytes | None, *rest: Any, **named: Any) -> Any:
        insist_on_this_machine(host)
        return resolve(host, *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_resolve)
        yield


# --- A quiet log ---------------------------------------------------------------------------------------------


class WarningsLogged(logging.Handler):
    """Collects what is logged at WARNING or above, and what of it the test announced.

    Called with a pattern (searched in "logger: LEVEL message"), it expects at least one
    such record until the test ends.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: list[str] = []
        self._expected: list[re.Pattern[str]] = []

    def __call__(self, pattern: str) -> None:
        self._expected.append(re.compile(pattern))

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(f"{record.name}: {record.levelname} {record.getMessage()}")

    def surprises(self) -> list[str]:
        """What was logged unannounced, and what was announced and never logged."""
        unannounced = [line for line in self._lines if not any(want.search(line) for want in self._expected)]
        missed = [want.pattern for want in self._expected if not any(map(want.search, self._lines))]
        return [f"logged: {line}" for line in unannounced] + [f"not logged: {pattern}" for pattern in missed]


@pytest.fixture(autouse=True)
def expect_log(home: Path) -> Iterator[WarningsLogged]:
    """`expect_log(r"sync.engine: WARNING .*refused")`: this is logged, and only this."""
    del home  # made first, so that what its removal logs is still heard
    logged = WarningsLogged()
    logging.getLogger().addHandler(logged)
    yield logged
    logging.getLogger().removeHandler(logged)
    if logged.surprises():
        pytest.fail("\n".join(["The log is not as expected.", *logged.surprises()]), pytrace=False)


# --- No thread left behind -----------------------------------------------------------------------------------


def running_threads() -> set[threading.Thread]:
    """Threads that run Python code now. One that Qt or a driver lent is counted only while it is inside."""
    inside = sys._current_frames()
    return {
        thread
        for thread in threading.enumerate()
        if not isinstance(thread, threading._DummyThread) or thread.ident in inside
    }


@pytest.fixture(autouse=True)
def no_thread_left(expect_log: WarningsLogged) -> Iterator[None]:
    """A thread that the test started has ended soon after it. Fixtures of wider scope keep theirs."""
    del expect_log  # what the threads log while they end is still heard
    before = running_threads()
    yield
    for thread in running_threads() - before:
        if not isinstance(thread, threading._DummyThread):
            thread.join(PATIENCE_S)
    left = sorted(thread.name for thread in running_threads() - before)
    if left:
        pytest.fail(f"Threads left running: {', '.join(left)}", pytrace=False)
