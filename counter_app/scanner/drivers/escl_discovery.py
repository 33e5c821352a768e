"""Scanners that announce themselves on the local network by multicast DNS."""

from __future__ import annotations

import threading
from typing import Final

from typing_extensions import override
from zeroconf import InterfaceChoice, IPVersion, ServiceBrowser, ServiceInfo, ServiceListener, Zeroconf

_OPEN: Final = "_uscan._tcp.local."
_ENCRYPTED: Final = "_uscans._tcp.local."
_LOOKUP_MS: Final = 1500


def discover(listen_s: float, interfaces: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Base addresses, one group per scanner, the encrypted ones first.

    ``interfaces`` are own IPv4 addresses to ask on; empty means all.
    """
    heard = _Heard()
    asked = list(interfaces) or InterfaceChoice.All
    with Zeroconf(interfaces=asked, ip_version=IPVersion.V4Only) as network:
        browser = ServiceBrowser(network, [_OPEN, _ENCRYPTED], listener=heard)
        threading.Event().wait(listen_s)
        browser.cancel()
    return heard.groups()


class _Heard(ServiceListener):
    """Collects what is announced; called on the library's own thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: dict[str, dict[str, str]] = {}

    def groups(self) -> list[tuple[str, ...]]:
        with self._lock:
            return [
                tuple(address for kind in (_ENCRYPTED, _OPEN) if (address := kinds.get(kind)))
                for _, kinds in sorted(self._found.items())
            ]

    @override
    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        announced = zc.get_service_info(type_, name, _LOOKUP_MS)
        address = None if announced is None else _base_address(announced)
        if announced is None or address is None:
            return
        # The same device announces both services with one UUID; without one, its address tells it.
        identity = _told(announced, "UUID") or announced.parsed_addresses()[0]
        with self._lock:
            self._found.setdefault(identity, {})[type_] = address

    @override
    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.add_service(zc, type_, name)

    @override
    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        """Gone again: whoever asks for its abilities will notice."""


def _base_address(announced: ServiceInfo) -> str | None:
    addresses = announced.parsed_addresses(IPVersion.V4Only)
    if not addresses or announced.port is None:
        return None
    scheme = "https" if announced.type == _ENCRYPTED else "http"
    resource = (_told(announced, "rs") or "eSCL").strip("/")
    return f"{scheme}://{addresses[0]}:{announced.port}/{resource}"


def _told(announced: ServiceInfo, key: str) -> str:
    value = announced.properties.get(key.encode())
    return value.decode("utf-8", "replace") if value else ""
