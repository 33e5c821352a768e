"""Starts a relay: its windows are served at once, the province is looked for at every tick."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

from province_server.processing import EVERY_TICK, Rounds, housekeeping
from province_server.province import open_province
from province_server.relay.app import build_relay_app
from province_server.relay.relay import Relay
from province_server.relay.upstream import OutOfReach, Upstream
from province_server.serving import serve_app
from province_server.settings import Settings


def run_relay(
    settings: Settings, url: str, code: str, listener: socket.socket, port_file: Path | None, *, ca_file: str = ""
) -> None:
    """Serve the branch until told to stop. Only the first start needs the province and a code.

    ``ca_file`` is the private CA of the province, where it has one.
    """
    province = open_province(settings)
    upstream = Upstream(url, province.key, province.world, ca_file=ca_file)
    relay = Relay(province, upstream)
    try:
        relay.enrol(code)
        chores = housekeeping(province.engine, province.uploads, province.world)
        with Rounds(province.world, [*chores, (EVERY_TICK, relay.tick)]):
            serve_app(build_relay_app(province, relay), listener, port_file, tls=settings.tls)
    except OutOfReach as error:
        sys.stderr.write(f"province_server: the relay could not enrol: {error}\n")
        raise SystemExit(1) from error
    finally:
        upstream.close()
        province.close()
