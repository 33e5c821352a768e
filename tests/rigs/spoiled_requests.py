"""For every status that an operation's description names a request that gets it, in the known way.

Most are refused for what they say. With 429, 503 and 507 a right request is given: that status is to be had where
the province is throttled, has lost its database or has a full disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from province_server.openapi import PROBLEM_STATUSES, Operation
from tests.rigs.bare_counter import checksum_of
from tests.rigs.right_requests import Asked, RightRequests, chunk

LARGER_BYTES = 129 * 1024
"""More than the province of these tests takes in one message."""

OTHER_BYTES = checksum_of(b"other bytes")
ALL_SERIALS = {"count": 500, "request_id": ""}
UPLOADS = ("appendChunk", "tunnel")


def spoiled(asked: Asked, status: int) -> Asked:
    """The request, spoiled in the way that is wrong with this status for most; otherwise as it is."""
    blank = replace(asked, path=dict.fromkeys(asked.path, "\0"))
    ways = {
        400: blank if asked.body is None else replace(asked, body=b"{"),
        401: asked.saying(Authorization="Bearer nobody"),
        404: replace(asked, path=dict.fromkeys(asked.path, "0" * 64)),
        412: asked.saying(Tus_Resumable="0.2.2"),
        413: replace(asked, body=b" " * LARGER_BYTES),
        415: asked.saying(Content_Encoding="br"),
        460: asked.saying(Upload_Checksum=OTHER_BYTES),
    }
    return ways.get(status, asked)


class SpoiledRequests:
    """Spoils right requests."""

    def __init__(self, right: RightRequests) -> None:
        self._right = right
        self._known: Mapping[tuple[str, int], Callable[[], Asked]] = {
            ("enrol", 401): lambda: right.renewal().with_body(device_id="nobody"),
            ("enrol", 403): lambda: right.enrolment().with_body(code="never given"),
            ("enrol", 409): self._renewal_of_a_copy,
            ("issueToken", 401): lambda: right.token().with_body(clerk="nobody", password="?"),
            ("sendActs", 429): lambda: Asked(body={"acts": []}),
            ("showPapers", 400): lambda: self._first("showPapers").saying(Counter_Purpose="%00"),
            ("readChanges", 400): lambda: Asked(query={"after": "-1"}),
            ("leaseNumbers", 403): lambda: right.lease().with_body(device_id="another"),
            ("leaseNumbers", 409): lambda: right.lease().with_body(**ALL_SERIALS),
            ("listWindows", 403): lambda: Asked().saying(**right.counter.headers()),
            ("beginUpload", 201): right.announcement,
            ("beginUpload", 204): right.file_that_is_here,
            ("beginUpload", 400): lambda: right.announcement().saying(Upload_Length="many"),
            ("beginUpload", 413): lambda: right.announcement().saying(Upload_Length=str(LARGER_BYTES)),
            ("beginUpload", 460): lambda: right.whole_file().saying(Upload_Checksum=OTHER_BYTES),
            ("tunnel", 405): lambda: self._first("tunnel").saying(X_HTTP_Method_Override="PUT"),
            ("download", 206): right.ways("download")[1],
            ("download", 416): lambda: self._first("download").saying(Range="bytes=9999-"),
            ("showPapers", 403): lambda: self._first("showPapers").saying(**right.running.counter().headers()),
            ("showPapers", 404): lambda: replace(self._first("showPapers"), path={"id_number": "one/two"}),
            ("listDossiers", 400): lambda: Asked(query={"state": "lost"}),
            ("shelveFile", 400): lambda: self._first("shelveFile").saying(Content_Digest="sha-256=:AAAA:"),
            ("putClerk", 409): self._login_of_another,
            **{(name, 400): lambda name=name: self._first(name).saying(Upload_Offset="far") for name in UPLOADS},
            **{
                (name, 415): lambda name=name: replace(self._first(name), media_type="text/plain")
                for name in UPLOADS
            },
            **{(name, 409): lambda name=name: self._first(name).saying(Upload_Offset="5") for name in UPLOADS},
            **{(name, 413): lambda name=name: self._longer_than_announced(name) for name in UPLOADS},
        }

    def of(self, operation: Operation, status: int) -> Asked:
        """What gets this status of the operation; a right request where that is for the province to say."""
        known = self._known.get((operation.name, status))
        asked = known() if known else spoiled(self._first(operation.name), status)
        return self._right.in_its_name(operation.name, asked)

    def in_every_way(self, operation: Operation) -> Iterator[Asked]:
        """Right requests, each spoiled in one of the ways that are known, whether or not it is described."""
        for status in PROBLEM_STATUSES:
            yield self._right.in_its_name(operation.name, spoiled(self._first(operation.name), status))

    def _first(self, name: str) -> Asked:
        return self._right.ways(name)[0]()

    def _renewal_of_a_copy(self) -> Asked:
        """The original has begun another life since."""
        device = self._right.running.counter()
        copied, epoch = device.key, device.epoch
        device.renew()
        device.key, device.epoch = copied, epoch
        return self._right.renewal_of(device)

    def _login_of_another(self) -> Asked:
        asked = self._right.clerk()
        assert isinstance(asked.body, dict)
        return asked.with_body(record=asked.body["record"] | {"login": "lan"})

    def _longer_than_announced(self, name: str) -> Asked:
        asked = self._first(name)
        return chunk(asked, 0, bytes(4096))
