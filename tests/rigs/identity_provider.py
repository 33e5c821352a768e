"""An OpenID provider on loopback: Authlib's authorisation server with PKCE, one public client, and a browser.

The browser is a few requests on a thread of its own: it types the name and password into the provider's page and
follows where it is sent.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, jsonify, request
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT = "counter-app"
PEOPLE = {"lan": "mật khẩu ở cổng tỉnh", "nobody-here": "mật khẩu khác"}


class _Client(ClientMixin):
    """The counter: public, so it has no secret; it may come back to any port of the loopback (RFC 8252)."""

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> str:
        return ""

    def get_allowed_scope(self, scope: str) -> str:
        return " ".join(one for one in scope.split() if one in {"openid", "profile"})

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.startswith("http://127.0.0.1:") and redirect_uri.endswith("/signed-in")

    def check_client_secret(self, client_secret: str) -> bool:
        del client_secret
        return False

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        del endpoint
        return method == "none"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class _Code(AuthorizationCodeMixin):
    """One authorisation that waits to be redeemed."""

    code: str
    login: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


@dataclass
class IdentityProvider:
    """The provider at ``url``; ``claims`` are put into tokens over what belongs there."""

    url: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"}, private=True))
    codes: dict[str, _Code] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def app(self) -> Flask:
        app = Flask("identity provider")
        server = AuthorizationServer(
            app, query_client=lambda name: _Client() if name == CLIENT else None, save_token=lambda *_token: None
        )
        server.register_grant(self._grant(), [CodeChallenge(required=True), self._openid()])

        @app.get("/.well-known/openid-configuration")
        def configuration() -> Any:
            return jsonify(
                issuer=self.url,
                authorization_endpoint=f"{self.url}/authorize",
                token_endpoint=f"{self.url}/token",
                jwks_uri=f"{self.url}/keys",
            )

        @app.get("/keys")
        def keys() -> Any:
            return jsonify(keys=[self.key.as_dict(private=False)])

        @app.get("/authorize")
        def ask() -> Any:
            self.asked.append(dict(request.args))
            return "<form method='post'><input name='login'><input name='password' type='password'></form>"

        @app.post("/authorize")
        def decide() -> Any:
            login = request.form["login"]
            known = PEOPLE.get(login) == request.form["password"]
            grant = server.get_consent_grant(end_user=login if known else None)
            return server.create_authorization_response(grant=grant, grant_user=login if known else None)

        @app.post("/token")
        def redeem() -> Any:
            return server.create_token_response()

        return app

    def _grant(provider: IdentityProvider) -> type[AuthorizationCodeGrant]:  # noqa: N805 - two selves
        class Grant(AuthorizationCodeGrant):
            TOKEN_ENDPOINT_AUTH_METHODS = ("none",)

            def save_authorization_code(self, code: str, request: Any) -> None:
                asked = request.payload.data
                provider.codes[code] = _Code(
                    code, request.user, asked["redirect_uri"], asked["scope"], asked.get("nonce", ""),
                    asked["code_challenge"], asked["code_challenge_method"],
                )  # fmt: skip

            def query_authorization_code(self, code: str, client: Any) -> _Code | None:
                del client
                return provider.codes.get(code)

            def delete_authorization_code(self, authorization_code: _Code) -> None:
                del provider.codes[authorization_code.code]

            def authenticate_user(self, authorization_code: _Code) -> str:
                return authorization_code.login

        return Grant

    def _openid(provider: IdentityProvider) -> OpenIDCode:  # noqa: N805 - two selves
        class OpenId(OpenIDCode):
            def exists_nonce(self, nonce: str, request: Any) -> bool:
                del request
                return any(code.nonce == nonce for code in provider.codes.values())

            def resolve_client_private_key(self, client: Any) -> Any:
                del client
                return provider.key

            def get_client_claims(self, client: Any) -> dict[str, Any]:
                return {"iss": provider.url, "aud": [client.get_client_id()]}

            def get_encode_header(self, client: Any) -> dict[str, str]:
                del client
                return {"alg": "RS256", "kid": "k1"}

            def get_client_algorithm(self, client: Any) -> str:
                del client
                return "RS256"

            def generate_user_info(self, user: str, scope: str) -> UserInfo:
                del scope
                return UserInfo(sub=f"id-of-{user}", preferred_username=user, **provider.claims)

        return OpenId(require_nonce=True)


@contextmanager
def identity_provider(patch: pytest.MonkeyPatch) -> Iterator[IdentityProvider]:
    """The provider, until the block ends."""
    # On loopback the library would otherwise insist on TLS.
    patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    provider = IdentityProvider()
    server = make_server("127.0.0.1", 0, provider.app(), threaded=False)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="identity provider"
    )
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Browser:
    """The system's browser with somebody in front of it; ``login`` None walks away."""

    login: str | None = "lan"
    password: str = PEOPLE["lan"]
    detour: str = ""
    pages: list[requests.Response] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)

    def open(self, address: str) -> bool:
        thread = threading.Thread(target=self._browse, args=(address,), name="browser")
        self._threads.append(thread)
        thread.start()
        return True

    def _browse(self, address: str) -> None:
        with requests.Session() as session:
            self.pages.append(session.get(address, timeout=10))
            if self.login is None:
                return
            form = {"login": self.login, "password": self.password}
            sent = session.post(address, data=form, timeout=10, allow_redirects=False)
            back = sent.headers.get("Location", "")
            if self.detour:
                self.pages.append(session.get(back.split("?")[0] + self.detour, timeout=10))
            if back:
                self.pages.append(session.get(back, timeout=10))

    def close(self) -> None:
        for thread in self._threads:
            thread.join()
