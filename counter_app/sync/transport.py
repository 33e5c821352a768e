"""One HTTP exchange with the province: what counts as an answer, and which error the rest means.

**A 200 is never success.** Only an answer that carries our protocol's header comes from the province; anything
else is a captive portal, a proxy's page or a wrong host and counts as "link down". Nor are bytes an answer that
are not what their digest says.
"""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

import msgspec
import requests
import urllib3
from requests.utils import get_environ_proxies

from counter_app.contract.messages import PROTOCOL_HEADER, PROTOCOL_VERSION
from counter_app.contract.problems import Problem, ProblemCode
from counter_app.domain.errors import LinkDown, Refused, TryLater
from counter_app.sync.line import STALL_S, LineAdapter, Pace, PinDiffers, pins_of
from counter_app.sync.shared_line import SharedPace

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

CONNECT_S = 10.0
READ_AT_ONCE = 64 * 1024
BY_RELAY_S = 300.0
"""How long the branch's relay stands in before the province is tried again."""

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""Where a demo province runs: the only places that are spoken to without TLS."""

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
GATEWAYS = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT})
"""What stands before the province says that the province itself does not answer."""


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How to reach the province.

    ``relay_url`` is the branch's relay, which stands in while the province is out of reach. ``ca_file`` is a
    private CA, ``pins`` the keys that alone are the province's (``sha256//…``, several separated
    by ``;``); ``proxy`` overrides the system's; ``most_kbit_s`` leaves the rest of the line to others, 0 for all;
    with ``leave_room``, deliveries give way to others on the line before they are felt.
    """

    base_url: str
    relay_url: str = ""
    ca_file: str = ""
    proxy: str = ""
    pins: str = ""
    most_kbit_s: int = 0
    leave_room: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that certainly came from the province. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Route:
    """Where requests go: to the province; to the branch's relay for a while after the province did not answer."""

    def __init__(self, province: str, relay: str, steady: Callable[[], float]) -> None:
        self._province = province.rstrip("/")
        self._relay = relay.rstrip("/")
        self._steady = steady
        self._by_relay_until = 0.0

    def base(self) -> str:
        """The one to be asked now."""
        return self._relay if self._relay and self._steady() < self._by_relay_until else self._province

    def at_province(self, path: str) -> str:
        """The full address at the province, which is not gone to while a relay is asked.

        Raises:
            TryLater: ``province_busy``: a relay is asked now.
        """
        if self.base() != self._province:
            raise TryLater("province_busy", reason="by_relay")
        return self._province + path

    def is_down(self, base: str) -> None:
        """This one did not answer: the next request goes to the other."""
        self._by_relay_until = self._steady() + BY_RELAY_S if base == self._province else 0.0

    def address(self, base: str, path: str) -> str:
        """The full address. An upload's address may be absolute; only the host that was asked is followed."""
        if not path.startswith(("http://", "https://")):
            return base + path
        if not path.startswith(base + "/"):
            raise LinkDown("not_the_province")
        return path


class Transport:
    """Sends requests; turns everything that can go wrong into the tree of errors."""

    def __init__(
        self,
        settings: LinkSettings,
        *,
        steady: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        pace: Pace | None = None,
    ) -> None:
        self._route = Route(settings.base_url, settings.relay_url, steady)
        self._verify: str | bool = settings.ca_file or True
        self._proxies = {"http": settings.proxy, "https": settings.proxy} if settings.proxy else None
        self._session = requests.Session()
        # What the environment says of proxies is asked below; its passwords and CAs are not for us.
        self._session.trust_env = False
        self._session.auth = _as_it_is
        self._session.headers.update(
            {PROTOCOL_HEADER: PROTOCOL_VERSION, "User-Agent": "counter-app", "Accept-Encoding": "identity"}
        )
        kind = SharedPace if settings.leave_room else Pace
        self.pace = pace or kind(settings.most_kbit_s * 1000 / 8, steady, sleep)
        adapter = LineAdapter(self.pace, pins_of(settings.pins), steady)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)

    def close(self) -> None:
        """Drop open connections."""
        self._session.close()

    def at_province(self, path: str) -> str:
        """Where only the province gets to hear what is said. Raises ``TryLater`` while a relay is asked."""
        return self._route.at_province(path)

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
            LinkDown: no answer, a cut or damaged answer, or not the province's.
            TryLater: the province is busy, starting or full.
            Refused: the province refused; ``code`` is the problem's.
        """
        base = self._route.base()
        address = self._route.address(base, path)
        _require_privacy(address)
        try:
            return self._exchange(method, address, body, headers or {}, accept)
        except LinkDown:
            self._route.is_down(base)
            raise

    def _exchange(
        self, method: str, address: str, body: bytes | None, headers: Mapping[str, str], accept: frozenset[int]
    ) -> Answer:
        try:
            response = self._session.request(
                method,
                address,
                data=body,
                headers=dict(headers),
                timeout=(CONNECT_S, STALL_S),
                allow_redirects=False,
                proxies=self._proxies or get_environ_proxies(address),
                verify=self._verify,
                stream=True,
            )
            with closing(response):
                _require_ours(response, address)
                content = b"".join(response.iter_content(READ_AT_ONCE))
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            _tell(error)
        answer = Answer(
            response.status_code, {name.lower(): value for name, value in response.headers.items()}, content
        )
        _require_whole(answer)
        if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES or answer.status in accept:
            return answer
        raise refusal(answer)


def _require_privacy(address: str) -> None:
    """In clear, nothing is said to another machine. Raises ``LinkDown``."""
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise LinkDown("not_secure", host=parts.hostname or "")


def _as_it_is(request: PreparedRequest) -> PreparedRequest:
    """Stands where the library would look for a password of its own in the home folder."""
    return request


def _require_ours(response: Response, address: str) -> None:
    """Return only for an answer of our protocol; else say who seems to have answered. Raises ``LinkDown``."""
    spoken = response.headers.get(PROTOCOL_HEADER)
    status = response.status_code
    if spoken == PROTOCOL_VERSION:
        return
    if spoken is not None:
        raise LinkDown("other_protocol", spoken=spoken)
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        raise LinkDown("proxy_sign_in")
    if status in GATEWAYS:
        raise LinkDown("no_answer", status=status)
    if _asks_to_sign_in(response, address):
        raise LinkDown("captive_portal", status=status)
    raise LinkDown("not_the_province", status=status)


def _asks_to_sign_in(response: Response, address: str) -> bool:
    """A network that wants a person first: sends one elsewhere, or shows a page where no page belongs."""
    if response.status_code == HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED:
        return True
    if response.is_redirect:
        return urlsplit(response.headers["location"]).hostname not in {None, urlsplit(address).hostname}
    shows_page = "html" in response.headers.get("content-type", "")
    return shows_page and response.status_code == HTTPStatus.OK


def _require_whole(answer: Answer) -> None:
    """Bytes that are not what their digest says were not received (RFC 9530). Raises ``LinkDown``."""
    told = answer.headers.get("content-digest")
    if told is None and "json" not in answer.headers.get("content-type", ""):
        return
    if told is None or content_digest(answer.body) not in told:
        raise LinkDown("answer_damaged", status=answer.status)


def content_digest(content: bytes) -> str:
    """The value of ``Content-Digest`` for these bytes."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode('ascii')}:"


def _tell(error: Exception) -> NoReturn:
    """Raise what the libraries below say in our words."""
    causes = list(_causes(error))
    text = " ".join(str(cause) for cause in causes)
    code = "no_answer"
    if any(isinstance(cause, PinDiffers) for cause in causes):
        code = "pin_differs"
    elif "certificate has expired" in text or "certificate is not yet valid" in text:
        code = "certificate_dates"
    elif isinstance(error, requests.exceptions.SSLError):
        code = "certificate_refused"
    elif isinstance(error, requests.exceptions.ProxyError):
        code = "proxy_sign_in" if "407" in text else "proxy_refused"
    elif any(isinstance(cause, urllib3.exceptions.NameResolutionError) for cause in causes):
        code = "name_unknown"
    elif any(isinstance(cause, TimeoutError) for cause in causes) and not isinstance(
        error, requests.exceptions.ConnectTimeout
    ):
        code = "stalled"
    raise LinkDown(code, kind=type(error).__name__) from error


def _causes(error: BaseException | None) -> list[BaseException]:
    """The error with everything that it wraps; the libraries wrap in arguments as often as in causes."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, BaseException) or one in found:
            continue
        found.append(one)
        wrapped = [getattr(one, "reason", None), *(part for part in one.args if isinstance(part, BaseException))]
        waiting += [one.__cause__, one.__context__, *wrapped]
    return found


def refusal(answer: Answer) -> TryLater | Refused:
    """The error that a status outside success means."""
    try:
        told = msgspec.json.decode(answer.body, type=Problem)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        told = None
    code = told.code if told and told.code else f"http_{answer.status}"
    facts: dict[str, str | int] = {**told.facts, "detail": told.detail} if told else {}
    if answer.status in TEMPORARY or code in {ProblemCode.BUSY, ProblemCode.DISK_FULL}:
        wait = told.retry_after_s if told else None
        header = answer.headers.get("retry-after", "")
        wait_s = wait if wait is not None else int(header) if header.isdecimal() else 0
        return TryLater("province_busy", reason=code, retry_after_s=wait_s)
    return Refused(code, **facts)
