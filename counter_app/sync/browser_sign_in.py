"""Sign in at the province's identity provider, in the system's own browser: OpenID Connect with PKCE (RFC 8252).

The password is typed where the clerk knows the address bar, never here. The browser comes back to a page on this
machine's loopback, which listens for one sign-in and then no more.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Final, Self
from urllib.parse import parse_qs, urlencode, urlsplit

import msgspec
from typing_extensions import override

from counter_app.domain.errors import LinkDown, NotAllowed
from counter_app.services.ports import BrowserSignIn
from counter_app.sync.outside import Outside

PATIENCE_S: Final = 300.0
SCOPE: Final = "openid profile"
_PATH: Final = "/signed-in"
_OK: Final = 200
_PAGE: Final = (
    "<!doctype html><html lang='vi'><meta charset='utf-8'><title>Quầy một cửa</title>"
    "<p>Đã nhận kết quả đăng nhập. Có thể đóng trang này và quay lại ứng dụng quầy.</p></html>"
).encode()


class _Discovered(msgspec.Struct, frozen=True):
    issuer: str
    authorization_endpoint: str
    token_endpoint: str


class _Tokens(msgspec.Struct, frozen=True):
    id_token: str = ""


class OidcSignIn(BrowserSignIn):
    """Signs a clerk in at ``issuer``, where this program is known as ``client_id``.

    Args:
        issuer: The provider's address, as its tokens have it.
        client_id: Of a public client whose redirect address is the loopback.
        outside: The way out.
        open_browser: Shows an address to the person; true when that worked.
        patience_s: How long the person may take.
    """

    def __init__(
        self,
        issuer: str,
        client_id: str,
        outside: Outside,
        *,
        open_browser: Callable[[str], bool] = webbrowser.open,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._issuer = issuer.rstrip("/")
        self._client_id = client_id
        self._outside = outside
        self._open_browser = open_browser
        self._patience_s = patience_s

    @override
    def id_token(self, nonce: str) -> str:
        provider = self._discover()
        state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(64)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode("ascii")).digest()).rstrip(b"=")
        with _Loopback(state) as loopback:
            question = {
                "response_type": "code",
                "client_id": self._client_id,
                "redirect_uri": loopback.address,
                "scope": SCOPE,
                "state": state,
                "nonce": nonce,
                "code_challenge": challenge.decode("ascii"),
                "code_challenge_method": "S256",
            }
            if not self._open_browser(f"{provider.authorization_endpoint}?{urlencode(question)}"):
                raise NotAllowed("no_browser")
            code = loopback.wait(self._patience_s)
            return self._redeem(provider, code, verifier, loopback.address)

    def _discover(self) -> _Discovered:
        answer = self._outside.exchange("GET", f"{self._issuer}/.well-known/openid-configuration")
        try:
            told = msgspec.json.decode(answer.content, type=_Discovered)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise LinkDown("not_the_identity_provider", status=answer.status_code) from error
        if answer.status_code != _OK or told.issuer.rstrip("/") != self._issuer:
            raise LinkDown("not_the_identity_provider", status=answer.status_code)
        return told

    def _redeem(self, provider: _Discovered, code: str, verifier: str, address: str) -> str:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": address,
            "client_id": self._client_id,
            "code_verifier": verifier,
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        answer = self._outside.exchange(
            "POST", provider.token_endpoint, body=urlencode(form).encode("ascii"), headers=headers
        )
        try:
            told = msgspec.json.decode(answer.content, type=_Tokens)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise LinkDown("not_the_identity_provider", status=answer.status_code) from error
        if answer.status_code != _OK or not told.id_token:
            raise NotAllowed("browser_sign_in_refused")
        return told.id_token


@dataclass
class _Loopback:
    """Waits on a port of 127.0.0.1 for the browser to come back with this state."""

    state: str
    code: str = ""
    refused: bool = False
    _server: HTTPServer = field(init=False)

    def __post_init__(self) -> None:
        loopback = self

        class Page(BaseHTTPRequestHandler):
            # A browser may open a connection and say nothing on it.
            timeout = 2.0

            def do_GET(self) -> None:
                if loopback.take(self.path):
                    self.send_response(_OK)
                    self.send_header("Content-Type", "text/html; charset=utf-8")
                    self.send_header("Cache-Control", "no-store")
                    self.end_headers()
                    self.wfile.write(_PAGE)
                else:
                    self.send_error(404)

            @override
            def log_message(self, format: str, *args: object) -> None:
                return

        self._server = HTTPServer(("127.0.0.1", 0), Page)
        self._server.timeout = 0.5

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.server_close()

    @property
    def address(self) -> str:
        """Where the browser is to come back to."""
        return f"http://127.0.0.1:{self._server.server_port}{_PATH}"

    def take(self, path: str) -> bool:
        """Whether this is the answer that is waited for; anything else is not looked at."""
        parts = urlsplit(path)
        told = parse_qs(parts.query)
        state = told.get("state", [""])[0]
        if parts.path != _PATH or not hmac.compare_digest(state.encode(), self.state.encode()):
            return False
        self.code = told.get("code", [""])[0]
        self.refused = not self.code
        return True

    def wait(self, patience_s: float) -> str:
        """The code. Raises ``NotAllowed`` when the provider said no, or nobody came back."""
        until = time.monotonic() + patience_s
        while not self.code and not self.refused and time.monotonic() < until:
            self._server.handle_request()
        if self.refused:
            raise NotAllowed("browser_sign_in_refused")
        if not self.code:
            raise NotAllowed("browser_sign_in_abandoned")
        return self.code
