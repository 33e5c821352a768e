"""Requests to services that are not the province: signing, time stamps, sign-in. One way out, one set of rules.

Certificates are always checked, redirections never followed, environment passwords never sent.
"""

from __future__ import annotations

from collections.abc import Mapping

import requests
import urllib3
from requests.utils import get_environ_proxies

from counter_app.domain.errors import LinkDown

PATIENCE_S = (5.0, 20.0)


class Outside:
    """Sends one request at a time.

    Args:
        ca_file: A private CA; empty for the system's.
        proxy: Overrides the system's.
    """

    def __init__(self, *, ca_file: str = "", proxy: str = "") -> None:
        self._verify: str | bool = ca_file or True
        self._proxies = {"http": proxy, "https": proxy} if proxy else None

    def exchange(
        self, method: str, url: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> requests.Response:
        """Whatever was answered. Raises ``LinkDown`` when nothing was."""
        with requests.Session() as session:
            session.trust_env = False
            try:
                return session.request(
                    method,
                    url,
                    data=body,
                    headers={"User-Agent": "counter-app", **(headers or {})},
                    timeout=PATIENCE_S,
                    allow_redirects=False,
                    proxies=self._proxies or get_environ_proxies(url),
                    verify=self._verify,
                )
            except requests.exceptions.SSLError as error:
                raise LinkDown("certificate_refused") from error
            except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
                raise LinkDown("no_answer", kind=type(error).__name__) from error
