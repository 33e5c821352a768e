"""Time stamps (RFC 3161) and revocation lists over HTTP: what signatures need from the world outside."""

from __future__ import annotations

import requests
from typing_extensions import override

from counter_app.domain.errors import LinkDown
from counter_app.services.ports import TrustService
from counter_app.sync.outside import Outside

MOST_BYTES = 16 * 1024 * 1024


class HttpTrustService(TrustService):
    """The authority at ``url``; lists are fetched from where certificates say."""

    def __init__(self, url: str, outside: Outside) -> None:
        self._url = url
        self._outside = outside

    @override
    def time_stamp(self, request: bytes) -> bytes:
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        answer = self._outside.exchange("POST", self._url, body=request, headers=headers)
        if answer.status_code != requests.codes.ok or "timestamp-reply" not in answer.headers.get(
            "content-type", ""
        ):
            raise LinkDown("not_the_authority", status=answer.status_code)
        return answer.content

    @override
    def revocation_list(self, url: str) -> bytes:
        answer = self._outside.exchange("GET", url)
        if answer.status_code != requests.codes.ok or len(answer.content) > MOST_BYTES:
            raise LinkDown("not_the_authority", status=answer.status_code)
        return answer.content
