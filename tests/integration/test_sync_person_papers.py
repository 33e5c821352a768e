"""A clerk asks what the state already holds about a person: in the clerk's own name, recorded, fetched at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counter_app.contract.messages import PersonPaper
from counter_app.domain.errors import NotReady, Refused
from counter_app.services.ports import ClerkProof
from tests.rigs.cases import new_id
from tests.rigs.province import RunningProvince
from tests.rigs.windows import Window

OpenWindow = Callable[..., Window]
PURPOSE = "Tiếp nhận hồ sơ cấp bản sao trích lục"


def paper_held(running: RunningProvince, person: str) -> PersonPaper:
    file = running.province.shelf.add(f"khai sinh của {person}".encode())
    paper = PersonPaper(
        paper_type="giay-khai-sinh",
        title="Giấy khai sinh",
        file=file.digest,
        size_bytes=file.size_bytes,
        source="kho",
        trust_level="born_digital_signed",
    )
    running.province.people.add(person, [paper])
    return paper


def test_the_signed_in_clerk_sees_and_fetches_what_is_held(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    person = new_id()
    held = paper_held(lone_province, person)
    window = open_window()

    papers = window.counter.person_papers(person, PURPOSE)

    assert papers == (held,)
    assert window.counter.gateway.download(held.file) == f"khai sinh của {person}".encode()


def test_the_province_records_who_asked_and_why(open_window: OpenWindow, lone_province: RunningProvince) -> None:
    person = new_id()

    open_window().counter.person_papers(person, PURPOSE)

    (line,) = lone_province.province.people.look_ups(person)
    assert (line.clerk_id, line.purpose, line.found) == ("clerk-lan", PURPOSE, 0)


def test_one_sign_in_serves_many_questions_and_no_other_request(open_window: OpenWindow) -> None:
    window = open_window()
    window.settle()
    window.link.sent.clear()

    for _ in range(3):
        window.counter.person_papers(new_id(), PURPOSE)
    window.pull()

    paths = [path for _, path in window.link.sent]
    assert (sum(path.endswith("/v1/tokens") for path in paths), len(paths)) == (1, 5)


def test_nobody_asks_after_signing_out(open_window: OpenWindow) -> None:
    window = open_window()
    window.counter.sign_in.sign_out(window.session)

    with pytest.raises(NotReady) as raised:
        window.counter.person_papers(new_id(), PURPOSE)

    assert raised.value.code == "sign_in_again"


def test_a_password_that_the_province_no_longer_takes_is_told(open_window: OpenWindow) -> None:
    window = open_window()
    window.counter.at_window.came(window.session, ClerkProof(window.login, "mật khẩu cũ"))

    with pytest.raises(Refused) as raised:
        window.counter.person_papers(new_id(), PURPOSE)

    assert raised.value.code == "sign_in_failed"


def test_the_password_shows_in_no_text_of_the_proof() -> None:
    assert "bí mật" not in repr(ClerkProof("lan", "bí mật"))
