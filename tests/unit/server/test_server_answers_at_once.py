"""What is written to a connection of the server goes at once, head and body alike."""

from __future__ import annotations

import socket
from contextlib import closing

from province_server.serving import listen


def test_an_accepted_connection_does_not_wait_for_acknowledgements() -> None:
    with closing(listen("127.0.0.1", 0)) as listener, closing(socket.create_connection(listener.getsockname())):
        accepted, _ = listener.accept()

        with closing(accepted):
            at_once = accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

    assert at_once
