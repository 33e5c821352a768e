"""A real S3-compatible object store for tests: OpenStack Swift with its S3 API, one node on free ports.

Four programs of Debian's packages share one folder. It is written through to disk as in earnest, with one copy of
each object instead of three.
"""

from __future__ import annotations

import os
import select
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ACCESS_KEY, SECRET_KEY = "province:keeper", "testing"
PATIENCE_S = 60
_LAST_WORDS = 2_000
_KINDS = ("account", "container", "object")
_NODE = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
devices = {folder}/devices
mount_check = false
swift_dir = {folder}
user = {user}
workers = 0
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""
_FILTERS = (
    *("catch_errors", "memcache", "listing_formats", "bulk", "s3api", "tempauth"),
    *("slo", "dlo", "versioned_writes"),
)
_PROXY = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
swift_dir = {folder}
user = {user}
workers = 0
[pipeline:main]
pipeline = {pipeline} proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
"""
_HASHES = """[swift-hash]
swift_hash_path_prefix = tests
swift_hash_path_suffix = tests
[storage-policy:0]
name = single
default = yes
"""


_SERVE = """
import sys
from swift.common.utils import set_swift_dir
set_swift_dir(sys.argv[1])
from swift.common.wsgi import run_wsgi
sys.exit(run_wsgi(sys.argv[3], sys.argv[2]))
"""
"""What the packaged programs do, but with our ``swift.conf``: they know no other than that in ``/etc``."""


@dataclass(frozen=True)
class ObjectStore:
    """Where it is, and who may use it."""

    endpoint: str
    access_key: str = ACCESS_KEY
    secret_key: str = SECRET_KEY


@contextmanager
def swift() -> Iterator[ObjectStore]:
    """Start the store; end it and remove what it held afterwards."""
    with tempfile.TemporaryDirectory(prefix="province-swift-") as temporary, ExitStack() as running:
        folder = Path(temporary)
        (folder / "devices" / "disk").mkdir(parents=True)
        (folder / "swift.conf").write_text(_HASHES)
        user = "root" if os.geteuid() == 0 else str(os.environ.get("USER", ""))  # noqa: TID251 - who runs the tests
        for kind in _KINDS:
            port = _free_port()
            ring = folder / f"{kind}.builder"
            for order in (("create", "4", "1", "1"), ("add", f"r1z1-127.0.0.1:{port}/disk", "1"), ("rebalance",)):
                subprocess.run(["swift-ring-builder", ring, *order], check=True, capture_output=True, cwd=folder)
            conf = folder / f"{kind}.conf"
            conf.write_text(_NODE.format(port=port, folder=folder, kind=kind, user=user))
            _start(running, f"{kind}-server", conf)
        port = _free_port()
        conf = folder / "proxy.conf"
        filters = [f"[filter:{name}]\nuse = egg:swift#{name}\n" for name in _FILTERS]
        filters[_FILTERS.index("tempauth")] += f"user_{ACCESS_KEY.replace(':', '_')} = {SECRET_KEY} .admin\n"
        proxy = _PROXY.format(port=port, folder=folder, user=user, pipeline=" ".join(_FILTERS))
        conf.write_text(proxy + "".join(filters))
        _start(running, "proxy-server", conf)
        yield ObjectStore(f"http://127.0.0.1:{port}")


def _start(running: ExitStack, server: str, conf: Path) -> None:
    # The system's Python runs it: nothing of this environment may be found by it.
    command = ["python3", "-c", _SERVE, conf.parent, server, conf]
    # It tells whoever started it when it serves, as services tell systemd.
    told = conf.with_suffix(".told")
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "NOTIFY_SOCKET": str(told)}
    said = conf.with_suffix(".said")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(told))
        with said.open("wb") as words:
            process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=words, stderr=words
            )
        running.callback(process.wait)
        running.callback(process.terminate)
        end = os.pidfd_open(process.pid)
        try:
            heard, _, _ = select.select([ear, end], [], [], PATIENCE_S)
        finally:
            os.close(end)
        assert end not in heard, f"{server} ended with {process.wait()}:\n{_last_words(said)}"
        assert heard, f"{server} does not serve:\n{_last_words(said)}"


def _last_words(said: Path) -> str:
    return said.read_text("utf-8", "replace")[-_LAST_WORDS:]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
