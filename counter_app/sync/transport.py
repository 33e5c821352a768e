"""One HTTP exchange with the province: what counts as an answer, and which error the rest means.

**A 200 is never success.** Only an answer that carries our protocol's header comes from the province; anything
else is a captive portal, a proxy's page or a wrong host and counts as "link down".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

import msgspec
import requests

from counter_app.contract.messages import PROTOCOL_HEADER, PROTOCOL_VERSION
from counter_app.contract.problems import Problem, ProblemCode
from counter_app.domain.errors import LinkDown, Refused, TryLater

CONNECT_S = 10.0
STALL_S = 60.0
"""Given up when no byte comes for this long, not after a total time: a slow link is still a link."""

TEMPORARY = frozenset(
    {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_EARLY,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
        HTTPStatus.INSUFFICIENT_STORAGE,
    }
)


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How to reach the province. ``ca_file`` is a private CA; ``proxy`` overrides the system's."""

    base_url: str
    ca_file: str = ""
    proxy: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that certainly came from the province. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Transport:
    """Sends requests; turns everything that can go wrong into the tree of errors."""

    def __init__(self, settings: LinkSettings) -> None:
        self._base = settings.base_url.rstrip("/")
        self._session = requests.Session()
        self._session.headers[PROTOCOL_HEADER] = PROTOCOL_VERSION
        if settings.ca_file:
            self._session.verify = settings.ca_file
        if settings.proxy:
            self._session.proxies = {"http": settings.proxy, "https": settings.proxy}

    def close(self) -> None:
        """Drop open connections."""
        self._session.close()

    def exchange(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        accept: frozenset[int] = frozenset(),
    ) -> Answer:
        """The province's answer when its status is a success or in ``accept``.

        Args:
            method: HTTP method.
            path: Below the base address, or a full address that the province gave for an upload.
            body: Sent as it is.
            headers: Added to the protocol's own.
            accept: Further statuses that the caller wants to see itself.

        Raises:
            LinkDown: no answer, a cut answer, or not the province's.
            TryLater: the province is busy, starting or full.
            Refused: the province refused; ``code`` is the problem's.
        """
        try:
            response = self._session.request(
                method,
                self._address(path),
                data=body,
                headers=dict(headers or {}),
                timeout=(CONNECT_S, STALL_S),
                allow_redirects=False,
            )
        except requests.exceptions.SSLError as error:
            raise LinkDown("certificate_refused") from error
        except requests.exceptions.ProxyError as error:
            raise LinkDown("proxy_refused") from error
        except requests.exceptions.RequestException as error:
            raise LinkDown("no_answer", kind=type(error).__name__) from error
        if response.headers.get(PROTOCOL_HEADER) != PROTOCOL_VERSION:
            raise LinkDown("not_the_province", status=response.status_code)
        answer = Answer(
            response.status_code,
            {name.lower(): value for name, value in response.headers.items()},
            response.content,
        )
        if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES or answer.status in accept:
            return answer
        raise refusal(answer)

    def _address(self, path: str) -> str:
        """An upload's address may be absolute; only the province's own host is followed."""
        if path.startswith(("http://", "https://")):
            if not path.startswith(self._base + "/"):
                raise LinkDown("not_the_province")
            return path
        return self._base + path


def refusal(answer: Answer) -> TryLater | Refused:
    """The error that a status outside success means."""
    try:
        told = msgspec.json.decode(answer.body, type=Problem)
    except msgspec.MsgspecError:
        told = None
    code = told.code if told and told.code else f"http_{answer.status}"
    if answer.status in TEMPORARY or code in {ProblemCode.BUSY, ProblemCode.DISK_FULL}:
        return TryLater("province_busy", reason=code)
    return Refused(code, detail=told.detail if told else "")
