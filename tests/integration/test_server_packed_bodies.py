"""JSON bodies may come packed: taken like others, within the same limits, and told apart from anything else."""

from __future__ import annotations

import gzip

import msgspec
import pytest
import requests

from counter_app.contract.messages import ActBatch
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import case


def send(counter: Counter, body: bytes, coding: str = "gzip") -> requests.Response:
    headers = {**counter.headers(), "Content-Encoding": coding}
    return counter.http.post(f"{counter.url}/v1/acts", data=body, headers=headers, timeout=30)


def batch(counter: Counter) -> bytes:
    return msgspec.json.encode(ActBatch(acts=(case(counter).receive(),)))


def test_a_packed_batch_is_taken_like_any_other(counter: Counter) -> None:
    answer = send(counter, gzip.compress(batch(counter)))

    assert [one["outcome"] for one in answer.json()["answers"]] == ["applied"]


@pytest.mark.parametrize(
    ("body", "coding", "status", "code"),
    [
        (b"no gzip at all", "gzip", 400, "malformed"),
        (gzip.compress(b'{"acts": []}')[:-4], "gzip", 400, "malformed"),
        (b"{}", "br", 415, "malformed"),
        (gzip.compress(bytes(64 * 1024 * 1024)), "gzip", 413, "too_large"),
    ],
    ids=["not packed", "cut", "another coding", "a bomb"],
)
def test_what_cannot_be_unpacked_is_refused(
    counter: Counter, body: bytes, coding: str, status: int, code: str
) -> None:
    answer = send(counter, body, coding)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
