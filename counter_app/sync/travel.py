"""What the system knows of a connection: how long its packets travel, and how many bytes have arrived.

The other end's *system* acknowledges packets, not its program. So these figures tell of the line and of the queues
along it; a province that is slow, or a PC that is busy, hardly shows in them. Behind a proxy they tell of the line
as far as the proxy.
"""

from __future__ import annotations

import ctypes
import socket
import struct
import sys
from dataclasses import dataclass
from typing import ClassVar

MICROSECOND_S = 1e-6


@dataclass(frozen=True, slots=True)
class Travel:
    """How one connection's packets travel.

    ``round_trip_s`` is smoothed by the system, ``shortest_s`` the least so far, ``arrived_bytes`` what the other
    end has acknowledged since the connection was opened.
    """

    round_trip_s: float
    shortest_s: float
    arrived_bytes: int


def travel_of(connection: object) -> Travel | None:
    """None where the system does not tell, or has not seen a packet come back yet."""
    if not isinstance(connection, socket.socket):
        return None
    try:
        travel = _told(connection)
    except OSError:
        return None
    return travel if travel and travel.shortest_s > 0 else None


# --- Linux -----------------------------------------------------------------------------------------------------

_OF_LINUX = struct.Struct("=68xI48xQ20xI")
"""``struct tcp_info``: ``tcpi_rtt``, ``tcpi_bytes_acked``, ``tcpi_min_rtt``."""


def from_linux(info: bytes) -> Travel | None:
    """What ``TCP_INFO`` gave; None from a system that is too old to tell the shortest."""
    if len(info) < _OF_LINUX.size:
        return None
    round_trip_us, arrived_bytes, shortest_us = _OF_LINUX.unpack_from(info)
    return Travel(round_trip_us * MICROSECOND_S, shortest_us * MICROSECOND_S, arrived_bytes)


# --- Windows 10 and later --------------------------------------------------------------------------------------

SIO_TCP_INFO = 0xD8000027


class WindowsTcpInfo(ctypes.Structure):
    """``TCP_INFO_v0``."""

    _fields_: ClassVar = [
        ("state", ctypes.c_int32),
        ("mss", ctypes.c_uint32),
        ("connection_time_ms", ctypes.c_uint64),
        ("timestamps_enabled", ctypes.c_uint8),
        ("rtt_us", ctypes.c_uint32),
        ("min_rtt_us", ctypes.c_uint32),
        ("bytes_in_flight", ctypes.c_uint32),
        ("cwnd", ctypes.c_uint32),
        ("snd_wnd", ctypes.c_uint32),
        ("rcv_wnd", ctypes.c_uint32),
        ("rcv_buf", ctypes.c_uint32),
        ("bytes_out", ctypes.c_uint64),
        ("bytes_in", ctypes.c_uint64),
        ("bytes_reordered", ctypes.c_uint32),
        ("bytes_retrans", ctypes.c_uint32),
        ("fast_retrans", ctypes.c_uint32),
        ("dup_acks_in", ctypes.c_uint32),
        ("timeout_episodes", ctypes.c_uint32),
        ("syn_retrans", ctypes.c_uint8),
    ]


def from_windows(info: WindowsTcpInfo) -> Travel:
    """What ``SIO_TCP_INFO`` gave. What was sent and is not under way any more has arrived."""
    arrived = info.bytes_out - info.bytes_retrans - info.bytes_in_flight
    return Travel(info.rtt_us * MICROSECOND_S, info.min_rtt_us * MICROSECOND_S, max(0, arrived))


if sys.platform == "win32":

    def _told(connection: socket.socket) -> Travel | None:
        version, info, got = ctypes.c_uint32(0), WindowsTcpInfo(), ctypes.c_uint32()
        failed = ctypes.WinDLL("ws2_32").WSAIoctl(
            ctypes.c_size_t(connection.fileno()),
            ctypes.c_uint32(SIO_TCP_INFO),
            ctypes.byref(version),
            ctypes.sizeof(version),
            ctypes.byref(info),
            ctypes.sizeof(info),
            ctypes.byref(got),
            None,
            None,
        )
        return None if failed or got.value < ctypes.sizeof(info) else from_windows(info)

elif sys.platform == "linux":

    def _told(connection: socket.socket) -> Travel | None:
        return from_linux(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _OF_LINUX.size))

else:

    def _told(connection: socket.socket) -> Travel | None:
        del connection
        return None
