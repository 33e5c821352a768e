"""Whose ID token this is: checked against the provider's published keys, for this device and this moment alone.

The nonce in the token is the digest of the assertion's ``jti``, which the device's key signed and which is used
once: a token that was stolen, or was given to another program, opens nothing here.
"""

from __future__ import annotations

import threading
from typing import Final

import jwt
import requests

from counter_app.contract.canonical import digest
from counter_app.contract.problems import ProblemCode
from province_server.http import Problematic
from province_server.settings import Provider
from province_server.world import World

_ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
_PATIENCE_S: Final = 10
_KEYS_HOLD_S: Final = 3600.0
_ASK_AGAIN_S: Final = 30.0
_LEEWAY_S: Final = 120


class IdTokens:
    """Checks ID tokens of one provider; its keys are fetched when they are needed and kept for an hour."""

    def __init__(self, provider: Provider, world: World) -> None:
        self._provider = provider
        self._world = world
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched_at = float("-inf")
        self._lock = threading.Lock()

    def login_of(self, id_token: str, jti: str) -> str:
        """The login of the person who signed in for the assertion of this name.

        Raises:
            Problematic: the token is not the provider's, not for us, not of now, or for another assertion.
        """
        if not self._provider.issuer:
            raise _refused("no provider is set up")
        try:
            key = self._key(str(jwt.get_unverified_header(id_token).get("kid", "")))
            claims = jwt.decode(
                id_token,
                key.key,
                algorithms=list(_ALGORITHMS),
                audience=self._provider.client_id,
                issuer=self._provider.issuer,
                options={"verify_exp": False, "verify_iat": False, "require": ["exp", "iat", "nonce", "sub"]},
            )
        except jwt.InvalidTokenError as error:
            raise _refused(str(error)) from error
        now = self._world.now().timestamp()
        if not claims["iat"] - _LEEWAY_S <= now <= claims["exp"] + _LEEWAY_S:
            raise _refused("the token is not of now")
        if claims["nonce"] != nonce_for(jti):
            raise _refused("the token is for another assertion")
        login = claims.get(self._provider.claim)
        if not isinstance(login, str) or not login:
            raise _refused(f"the token has no {self._provider.claim}")
        return login.casefold()

    def _key(self, name: str) -> jwt.PyJWK:
        with self._lock:
            age = self._world.now().timestamp() - self._fetched_at
            if age > _KEYS_HOLD_S or (name not in self._keys and age > _ASK_AGAIN_S):
                self._keys = self._published()
                self._fetched_at = self._world.now().timestamp()
            key = self._keys.get(name)
        if key is None:
            raise _refused("signed with a key that the provider does not publish")
        return key

    def _published(self) -> dict[str, jwt.PyJWK]:
        try:
            told = self._get(f"{self._provider.issuer.rstrip('/')}/.well-known/openid-configuration")
            if told.get("issuer") != self._provider.issuer:
                raise _unreachable()
            keys = jwt.PyJWKSet.from_dict(self._get(str(told["jwks_uri"])))
        except (requests.RequestException, ValueError, KeyError, jwt.PyJWTError) as error:
            raise _unreachable() from error
        return {key.key_id or "": key for key in keys.keys}

    def _get(self, url: str) -> dict[str, object]:
        answer = requests.get(url, timeout=_PATIENCE_S, allow_redirects=False)
        answer.raise_for_status()
        told: dict[str, object] = answer.json()
        return told


def nonce_for(jti: str) -> str:
    """What the provider is asked to put into the token for the assertion of this name."""
    return digest(jti.encode())


def _refused(why: str) -> Problematic:
    return Problematic(ProblemCode.SIGN_IN_FAILED, 401, why)


def _unreachable() -> Problematic:
    return Problematic(ProblemCode.BUSY, 503, "the identity provider does not answer")
