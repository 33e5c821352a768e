"""A stand-in for the national portal's adapter over real HTTP, answering as its users describe it.

It asks for a session, keeps dossiers by their code, answers an insert of a known code with "đã tồn tại" and an
update of an unknown one with "không tồn tại". Faults come on cue.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

USER, PASSWORD, UNIT = "tinh", "mat-khau", "H29"


class PortalOfTests:
    """What the portal holds and what it is told to do wrong."""

    def __init__(self) -> None:
        self.dossiers: dict[str, dict[str, Any]] = {}
        self.progress: dict[str, list[dict[str, Any]]] = {}
        self.sessions: set[str] = set()
        self.calls: list[str] = []
        self.refuse_codes: set[str] = set()
        self.next_fault = ""
        self.url = ""

    def close_sessions(self) -> None:
        """As the portal does every night."""
        self.sessions.clear()

    def answer(self, path: str, body: dict[str, Any]) -> tuple[int, bytes]:
        """Status and body of the answer."""
        if path == "/auth":
            return self._told(self._sign_in(body))
        if body.get("session") not in self.sessions:
            return self._told({"error_code": "401", "error_message": "phiên đã hết hạn"})
        service = str(body["service"])
        self.calls.append(service)
        fault, self.next_fault = self.next_fault, ""
        if fault == "down":
            return 503, b"<html>bao tri</html>"
        told = self._serve(service, body)
        return (200, b"<html>") if fault == "answer_lost" else self._told(told)

    def _sign_in(self, body: dict[str, Any]) -> dict[str, Any]:
        if (body.get("username"), body.get("password")) != (USER, PASSWORD):
            return {"error_code": "-1", "error_message": "sai tài khoản"}
        session = f"s-{len(self.calls)}-{len(self.sessions)}"
        self.sessions.add(session)
        return {"error_code": "0", "session": session}

    def _serve(self, service: str, body: dict[str, Any]) -> dict[str, Any]:
        match service:
            case "DongBoHoSoMC":
                return self._store(body)
            case "CapNhatTienDoHoSoMC":
                for step in body["data"]:
                    self.progress.setdefault(step["MaHoSo"], []).append(step)
                return {"error_code": "0"}
            case "TraCuuHoSo":
                return {"error_code": "0", "data": self.dossiers.get(body["mahoso"])}
        return {"error_code": "9", "error_message": f"không có dịch vụ {service}"}

    def _store(self, body: dict[str, Any]) -> dict[str, Any]:
        (record,) = body["data"]
        code = record["MaHoSo"]
        if code in self.refuse_codes:
            return {"error_code": "7", "error_message": "mã thủ tục không hợp lệ"}
        known, updating = code in self.dossiers, body["isUpdating"] == "True"
        if known and not updating:
            return {"error_code": "3", "error_message": f"Hồ sơ {code} đã tồn tại"}
        if not known and updating:
            return {"error_code": "4", "error_message": f"Hồ sơ {code} không tồn tại"}
        self.dossiers[code] = record
        return {"error_code": "0"}

    @staticmethod
    def _told(answer: dict[str, Any]) -> tuple[int, bytes]:
        return 200, json.dumps(answer, ensure_ascii=False).encode()


@contextmanager
def national_portal() -> Iterator[PortalOfTests]:
    """The portal, served on loopback until the block is left."""
    portal = PortalOfTests()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, content = portal.answer(self.path, body)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: object) -> None:
            """Say nothing: the tests look at the portal, not at its log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="portal")
    thread.start()
    portal.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield portal
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
