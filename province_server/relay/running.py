"""Starts a relay: its windows are served at once, the province is looked for at every tick."""

from __future__ import annotations

import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from counter_app.contract.retention import RetentionRule
from province_server.processing import EVERY_TICK, RETENTION_EVERY, Rounds, housekeeping
from province_server.province import open_province
from province_server.relay.app import build_relay_app
from province_server.relay.relay import Relay
from province_server.relay.upstream import OutOfReach, Upstream
from province_server.retention_terms import at_a_relay
from province_server.serving import serve_app
from province_server.settings import Settings


def run_relay(
    settings: Settings,
    url: str,
    code: str,
    listener: socket.socket,
    port_file: Path | None,
    *,
    ca_file: str = "",
    rules: Sequence[RetentionRule] = (),
) -> None:
    """Serve the branch until told to stop. Only the first start needs the province and a code.

    ``ca_file`` is the private CA of the province, where it has one; ``rules`` say how long files stay here.
    """
    province = open_province(settings)
    upstream = Upstream(url, province.key, province.world, ca_file=ca_file)
    relay = Relay(province, upstream)
    try:
        relay.enrol(code)
        chores = housekeeping(province.engine, province.uploads, province.world)
        chores.append((RETENTION_EVERY, province.retention(at_a_relay(rules)).chore))
        with Rounds(province.world, [*chores, (EVERY_TICK, relay.tick)]):
            serve_app(build_relay_app(province, relay), listener, port_file, tls=settings.tls)
    except OutOfReach as error:
        sys.stderr.write(f"province_server: the relay could not enrol: {error}\n")
        raise SystemExit(1) from error
    finally:
        upstream.close()
        province.close()
