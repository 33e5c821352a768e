"""What counts as an answer of the province, and what each other one is told apart as."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from counter_app.domain.errors import LinkDown, Refused, TryLater
from counter_app.sync.transport import BY_RELAY_S, Answer, LinkSettings, Route, Transport, content_digest
from tests.rigs.strange_hosts import Talk, host, http, says

OURS = {"Counter_Protocol": "1"}
JSON = {"Content_Type": "application/json"}


def ask(url: str, **settings: str) -> Answer:
    transport = Transport(LinkSettings(url, **settings))  # type: ignore[arg-type]
    try:
        return transport.exchange("GET", "/v1/changes")
    finally:
        transport.close()


def told_by(talk: Talk, **settings: str) -> str:
    """The code of the error that this host leads to."""
    with host(talk) as strange, pytest.raises((LinkDown, TryLater, Refused)) as raised:
        ask(strange.url, **settings)
    return raised.value.code


def digested(body: bytes) -> dict[str, str]:
    return {**JSON, "Content_Digest": content_digest(body)}


def test_only_an_answer_with_our_protocols_header_is_the_provinces() -> None:
    with host(says(http("200 OK", b"{}", **OURS, **digested(b"{}")))) as province:
        answer = ask(province.url)

    assert (answer.status, answer.body) == (200, b"{}")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (http("200 OK", b"<html>", Content_Type="text/html"), "captive_portal"),
        (http("302 Found", Location="http://login.example/"), "captive_portal"),
        (http("511 Network Authentication Required", b"<html>"), "captive_portal"),
        (http("200 OK", b"{}", Content_Type="application/json"), "not_the_province"),
        (http("404 Not Found", b"<html>", Content_Type="text/html"), "not_the_province"),
        (http("301 Moved", Location="/v2"), "not_the_province"),
        (http("200 OK", b"{}", Counter_Protocol="2"), "other_protocol"),
        (http("502 Bad Gateway", b"<html>", Content_Type="text/html"), "no_answer"),
        (http("407 Proxy Authentication Required"), "proxy_sign_in"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "no_answer"),
        (b"", "no_answer"),
    ],
)
def test_strangers_are_told_apart(answer: bytes, code: str) -> None:
    assert told_by(says(answer)) == code


@pytest.mark.parametrize(
    "answer",
    [
        http("200 OK", b'{"a":1}', **OURS, **digested(b'{"a":2}')),
        http("200 OK", b'{"a":1}', **OURS, **JSON),
    ],
    ids=["flipped", "without a digest"],
)
def test_bytes_that_are_not_what_their_digest_says_were_not_received(answer: bytes) -> None:
    assert told_by(says(answer)) == "answer_damaged"


def test_an_answer_that_was_cut_was_not_received() -> None:
    whole = http("200 OK", b'{"a":1}', **OURS, **digested(b'{"a":1}'))

    assert told_by(says(whole[:-3])) == "no_answer"


def test_a_connection_that_is_reset_is_a_link_that_is_down() -> None:
    def reset(connection: socket.socket, _request: bytes) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")

    assert told_by(reset) == "no_answer"


def test_a_port_where_nobody_listens_is_a_link_that_is_down() -> None:
    with host(says(b"")) as gone:
        pass

    with pytest.raises(LinkDown, match="no_answer"):
        ask(gone.url)


def problem(code: str, **more: str) -> bytes:
    pairs = ",".join(f'"{name}":"{value}"' for name, value in more.items())
    return (
        f'{{"type":"urn:counter:problem:{code}","title":"","status":400,"code":"{code}","facts":{{{pairs}}}}}'
    ).encode()


def test_a_refusal_carries_the_problems_code_and_facts() -> None:
    body = problem("token_invalid", server_time="2026-11-23T02:00:00+00:00")
    with (
        host(says(http("401 Unauthorized", body, **OURS, **digested(body)))) as province,
        pytest.raises(Refused) as raised,
    ):
        ask(province.url)

    assert raised.value.code == "token_invalid"
    assert raised.value.facts["server_time"] == "2026-11-23T02:00:00+00:00"


@pytest.mark.parametrize(("status", "code"), [("503 Busy", "busy"), ("507 Full", "disk_full"), ("429 Slow", "x")])
def test_a_province_that_is_busy_or_full_is_asked_again_after_it_said(status: str, code: str) -> None:
    body = problem(code)
    with (
        host(says(http(status, body, **OURS, **digested(body), Retry_After="17"))) as province,
        pytest.raises(TryLater) as raised,
    ):
        ask(province.url)

    assert raised.value.facts["retry_after_s"] == 17


def test_an_upload_is_never_sent_to_another_host() -> None:
    transport = Transport(LinkSettings("http://127.0.0.1:9"))

    with pytest.raises(LinkDown, match="not_the_province"):
        transport.exchange("PATCH", "http://127.0.0.1:10/v1/files/uploads/1", body=b"secret")


def test_a_password_file_of_the_home_folder_is_left_alone(home: Path) -> None:
    (home / ".netrc").write_text("machine 127.0.0.1 login somebody password secret\n", encoding="ascii")

    with host(says(http("200 OK", b"{}", **OURS, **digested(b"{}")))) as province:
        ask(province.url)

    assert b"uthorization" not in province.requests[0]


def test_a_proxy_that_is_set_is_asked_instead() -> None:
    with host(says(http("200 OK", b"{}", **OURS, **digested(b"{}")))) as proxy:
        ask("http://127.0.0.1:9", proxy=proxy.url)

    assert proxy.requests[0].startswith(b"GET http://127.0.0.1:9/v1/changes ")


# --- the branch's relay ----------------------------------------------------------------------------------------


def test_requests_go_to_the_relay_for_a_while_when_the_province_does_not_answer() -> None:
    seconds = [0.0]
    route = Route("http://province", "http://relay", lambda: seconds[0])

    before = route.base()
    route.is_down("http://province")
    during = route.base()
    seconds[0] = BY_RELAY_S
    after = route.base()

    assert (before, during, after) == ("http://province", "http://relay", "http://province")


def test_a_relay_that_does_not_answer_either_is_left_at_once() -> None:
    route = Route("http://province", "http://relay", lambda: 1.0)

    route.is_down("http://province")
    route.is_down("http://relay")

    assert route.base() == "http://province"


def test_without_a_relay_the_province_is_asked_always() -> None:
    route = Route("http://province", "", lambda: 1.0)

    route.is_down("http://province")

    assert route.base() == "http://province"
