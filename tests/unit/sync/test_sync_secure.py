"""The link is private: who the server is, is checked before anything is said, and nothing weaker is agreed to."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.domain.errors import LinkDown, Refused
from counter_app.sync.line import pin_of
from counter_app.sync.transport import Answer, LinkSettings, Transport, content_digest
from tests.rigs.strange_hosts import Host, host, http, says
from tests.rigs.tls import NOW, YEAR, Authority


def ask(url: str, **settings: str) -> Answer:
    transport = Transport(LinkSettings(url, **settings))  # type: ignore[arg-type]
    try:
        return transport.exchange("GET", "/v1/changes", headers={"Authorization": "Bearer secret-token"})
    finally:
        transport.close()


PROVINCE = says(
    http(
        "200 OK",
        b"{}",
        Counter_Protocol="1",
        Content_Type="application/json",
        Content_Digest=content_digest(b"{}"),
    )
)


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    return Authority(tmp_path)


def secure(port: int) -> str:
    return f"https://127.0.0.1:{port}"


def test_a_private_authority_is_believed_where_it_was_named(authority: Authority) -> None:
    context, _ = authority.server(NOW - YEAR, NOW + 30 * YEAR)

    with host(PROVINCE, context) as province:
        answer = ask(secure(province.port), ca_file=str(authority.file))

    assert answer.status == 200


def test_a_certificate_of_nobody_we_know_is_refused(authority: Authority) -> None:
    context, _ = authority.server(NOW - YEAR, NOW + 30 * YEAR)

    with host(PROVINCE, context) as province, pytest.raises(LinkDown, match="certificate_refused"):
        ask(secure(province.port))


def test_a_certificate_that_is_over_is_told_by_its_dates(authority: Authority) -> None:
    context, _ = authority.server(NOW - 9 * YEAR, NOW - 8 * YEAR)

    with host(PROVINCE, context) as province, pytest.raises(LinkDown, match="certificate_dates"):
        ask(secure(province.port), ca_file=str(authority.file))


def test_with_the_provinces_key_pinned_a_wrong_clock_does_not_shut_the_link(authority: Authority) -> None:
    # To a PC whose clock is years behind every certificate of today is "not yet valid".
    context, certificate = authority.server(NOW + 20 * YEAR, NOW + 25 * YEAR)

    with host(PROVINCE, context) as province:
        answer = ask(secure(province.port), ca_file=str(authority.file), pins=pin_of(certificate))

    assert answer.status == 200


def test_a_key_that_is_not_the_pinned_one_is_refused_before_anything_is_sent(authority: Authority) -> None:
    context, _ = authority.server(NOW - YEAR, NOW + 30 * YEAR)
    _, other = authority.server(NOW - 2 * YEAR, NOW + 30 * YEAR)

    with host(PROVINCE, context) as province, pytest.raises(LinkDown, match="pin_differs"):
        ask(secure(province.port), ca_file=str(authority.file), pins=pin_of(other))

    assert province.requests in ([], [b""])


def test_either_of_two_pins_will_do(authority: Authority) -> None:
    context, certificate = authority.server(NOW - YEAR, NOW + 30 * YEAR)
    _, other = authority.server(NOW - 2 * YEAR, NOW + 30 * YEAR)

    with host(PROVINCE, context) as province:
        pins = f"{pin_of(other)};{pin_of(certificate)}"
        answer = ask(secure(province.port), ca_file=str(authority.file), pins=pins)

    assert answer.status == 200


def heard_nothing(strange: Host) -> bool:
    """Whether no byte of a request came through."""
    return not any(strange.requests)


def test_a_certificate_of_another_host_is_refused_before_anything_is_sent(authority: Authority) -> None:
    context, _ = authority.server(NOW - YEAR, NOW + 30 * YEAR, "127.0.0.9")

    with host(PROVINCE, context) as strange, pytest.raises(LinkDown, match="certificate_refused"):
        ask(secure(strange.port), ca_file=str(authority.file))

    assert heard_nothing(strange)


def test_a_pin_does_not_excuse_the_certificate_of_another_host(authority: Authority) -> None:
    context, certificate = authority.server(NOW - YEAR, NOW + 30 * YEAR, "127.0.0.9")

    with host(PROVINCE, context) as strange, pytest.raises(LinkDown, match="certificate_refused"):
        ask(secure(strange.port), ca_file=str(authority.file), pins=pin_of(certificate))

    assert heard_nothing(strange)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_a_server_that_speaks_only_old_tls_is_refused(authority: Authority, newest: ssl.TLSVersion) -> None:
    context, _ = authority.server(NOW - YEAR, NOW + 30 * YEAR)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = newest

    with host(PROVINCE, context) as old, pytest.raises(LinkDown):
        ask(secure(old.port), ca_file=str(authority.file))

    assert heard_nothing(old)


def test_a_server_without_tls_at_the_secure_address_is_refused() -> None:
    with host(PROVINCE) as plain, pytest.raises(LinkDown):
        ask(secure(plain.port))

    assert not any(b"secret-token" in request for request in plain.requests)


def test_a_redirection_to_a_plain_address_is_not_followed(authority: Authority) -> None:
    context, _ = authority.server(NOW - YEAR, NOW + 30 * YEAR)
    with host(PROVINCE) as plain:
        away = says(http("302 Found", Location=f"{plain.url}/v1/changes", Counter_Protocol="1"))
        with host(away, context) as province, pytest.raises(Refused):
            ask(secure(province.port), ca_file=str(authority.file))

    assert plain.requests == []


@pytest.mark.parametrize("address", ["http://10.20.30.40:8080", "http://tinh.example", "http://127.0.0.1.example"])
def test_nothing_is_said_in_clear_to_another_machine(address: str) -> None:
    with pytest.raises(LinkDown, match="not_secure"):
        ask(address)


def test_an_answer_whose_texts_are_no_utf8_is_unreadable_and_no_defect() -> None:
    broken = b'{"code":"2026-1\x86-23"}'
    told = http(
        "409 Conflict",
        broken,
        Counter_Protocol="1",
        Content_Type="application/json",
        Content_Digest=content_digest(broken),
    )

    with host(says(told)) as strange, pytest.raises(Refused, match="http_409"):
        ask(strange.url)
