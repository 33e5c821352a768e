"""What `tests/conftest.py` promises of every test is kept: each guard catches what it is there for."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"
GUARDED = """
import logging, os, pathlib, socket, threading
import pytest, requests

log = logging.getLogger("counter")

def test_warns():
    log.warning("disk nearly full")

def test_warns_as_announced(expect_log):
    expect_log(r"counter: WARNING disk \\w+ full")
    log.warning("disk nearly full")

def test_announces_in_vain(expect_log):
    expect_log("never")
    log.info("never")

def test_logs_what_is_no_warning():
    log.info("fine")

def test_leaves_a_thread():
    threading.Thread(target=threading.Event().wait, name="forgotten", daemon=True).start()

def test_ends_its_thread():
    done = threading.Event()
    threading.Thread(target=done.wait).start()
    done.set()

@pytest.fixture(scope="module")
def server():
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    yield
    done.set()
    thread.join()

def test_uses_a_wider_fixtures_thread(server):
    pass

def test_connects_elsewhere():
    socket.create_connection(("192.0.2.1", 80), timeout=1)

def test_looks_a_name_up():
    requests.get("http://example.invalid/", timeout=1)

def test_connects_to_itself():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()

def test_has_an_empty_home(tmp_path_factory):
    assert pathlib.Path.home().is_relative_to(tmp_path_factory.getbasetemp())
    assert not list(pathlib.Path.home().glob("*.txt"))
    (pathlib.Path.home() / "kept.txt").touch()

test_has_another_empty_home = test_has_an_empty_home

def test_sees_no_desktop():
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    assert "DBUS_SESSION_BUS_ADDRESS" not in os.environ
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """How each guarded test ended, and why."""
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "conftest.py").write_bytes(CONFTEST.read_bytes())
    (folder / "test_guarded.py").write_text(GUARDED, "utf-8")
    command = [sys.executable, "-m", "pytest", "-rA", "-vv", "-p", "no:cacheprovider", "-p", "no:xdist", "."]
    told = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    lines = re.findall(r"^(PASSED|FAILED|ERROR) \S+::(\w+)(?: - (.*))?$", told.stdout, re.MULTILINE)
    ended: dict[str, str] = {}
    # A guard speaks after the test itself has passed, so the last word counts.
    for outcome, name, why in sorted(lines, key=lambda line: line[0] != "PASSED"):
        ended[name] = f"{outcome} {why}".strip()
    return ended


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("test_warns", "ERROR Failed: The log is not as expected"),
        ("test_announces_in_vain", "ERROR Failed: The log is not as expected"),
        ("test_leaves_a_thread", "ERROR Failed: Threads left running: forgotten"),
        ("test_connects_elsewhere", "FAILED conftest.NetworkUsed: 192.0.2.1 is not this machine"),
        ("test_looks_a_name_up", "FAILED conftest.NetworkUsed: example.invalid is not this machine"),
    ],
)
def test_what_a_test_must_not_do_fails_it(outcomes: dict[str, str], name: str, ending: str) -> None:
    assert outcomes[name].startswith(ending)


@pytest.mark.parametrize(
    "name",
    [
        "test_warns_as_announced",
        "test_logs_what_is_no_warning",
        "test_ends_its_thread",
        "test_uses_a_wider_fixtures_thread",
        "test_connects_to_itself",
        "test_has_an_empty_home",
        "test_has_another_empty_home",
        "test_sees_no_desktop",
    ],
)
def test_what_a_test_may_do_passes(outcomes: dict[str, str], name: str) -> None:
    assert outcomes[name] == "PASSED"
