"""A link and a province that are not what they seem, cured to the end by the person at the list.

As in ``test_cured_acts.py`` the trouble is real, the cure is pressed, and the judge of the storms has the last
word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.contract.messages import ActsAnswer, Certificate
from counter_app.contract.moves import State
from counter_app.contract.problems import ProblemCode, problem
from counter_app.domain.errors import LinkDown
from counter_app.services.cures import Cure
from counter_app.sync.transport import Answer, refusal
from province_server.keys import ServerKey
from tests.rigs.needs_attention import ListOf, codes, disagreements, stepped
from tests.rigs.province import RunningProvince
from tests.rigs.windows import Fault, Window, untouched

OpenWindow = Callable[..., Window]
STRANGER = ServerKey(Ed25519PrivateKey.generate())


@pytest.mark.parametrize("code", ["certificate_dates", "certificate_refused", "pin_differs", "other_protocol"])
def test_a_province_that_is_not_believed_is_cured_by_sending_again_once_it_is_right(
    open_window: OpenWindow, lone_province: RunningProvince, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    window = open_window()
    window.settle()
    dossier_id = window.receive("Nguyễn Thị Ánh")

    def not_believed(*_asked: object, **_named: object) -> Answer:
        raise LinkDown(code)

    with monkeypatch.context() as wrong_province:
        wrong_province.setattr(window.link, "exchange", not_believed)
        listed = stepped(window, 4)

    listed.press(code, Cure.SEND)
    window.settle()

    assert codes(window) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []


def test_captive_portal_is_told_and_goes_away_with_the_sign_in_there(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    window.settle()
    dossier_id = window.receive("Trần Văn Bình")
    window.link.fault = Fault.STRANGER
    window.counter.deliver.step(now_wanted=True)
    with window.counter.store.open_work() as work:
        told = work.observations.get("link_problem")

    window.settle()

    with window.counter.store.open_work() as work:
        after = work.observations.get("link_problem")
    assert (told, after or "") == ("captive_portal", "")
    assert disagreements(lone_province, [window], [dossier_id]) == []


Message = TypeVar("Message")


def on_the_way(
    path: str, kind: type[Message], change: Callable[[Message], Message]
) -> Callable[[str, Answer], Answer]:
    """Somebody changes every answer to a request for this path."""

    def tamper(asked: str, answer: Answer) -> Answer:
        if asked.partition("?")[0] != path:
            return answer
        return replace(answer, body=msgspec.json.encode(change(msgspec.json.decode(answer.body, type=kind))))

    return tamper


def receipts_of_a_stranger(told: ActsAnswer) -> ActsAnswer:
    answers = (
        msgspec.structs.replace(one, receipt=STRANGER.sign(one.receipt)) if one.receipt else one
        for one in told.answers
    )
    return msgspec.structs.replace(told, answers=tuple(answers))


def test_receipt_forged_is_cured_by_the_provinces_own_word(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    window.settle()
    window.link.tamper = on_the_way("/v1/acts", ActsAnswer, receipts_of_a_stranger)
    dossier_id = window.receive("Nguyễn Thị Ánh")
    listed = stepped(window, 4)

    window.link.tamper = untouched
    listed.press("receipt_forged", Cure.SEND)
    window.settle()

    assert codes(window) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []


@pytest.mark.parametrize("code", ["certificate_forged", "certificate_differs"])
def test_a_certificate_that_does_not_agree_is_cured_by_comparing_again(
    open_window: OpenWindow, lone_province: RunningProvince, code: str
) -> None:
    window = open_window()
    key = STRANGER if code == "certificate_forged" else lone_province.province.key

    def fewer(told: Certificate) -> Certificate:
        return key.sign(msgspec.structs.replace(told, acts=told.acts - 1, agreed=False, signature=""))

    window.link.tamper = on_the_way("/v1/certificates", Certificate, fewer)
    dossier_id = window.receive("Nguyễn Thị Ánh")
    window.settle()
    listed = ListOf(window)

    window.link.tamper = untouched
    listed.press(code, Cure.SEND)
    window.settle()

    assert codes(window) == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []


# --- what passes by itself ---------------------------------------------------------------------------------------

ANSWERED_ONCE = [
    ("POST", "/v1/acts", 503, ProblemCode.BUSY),
    ("POST", "/v1/acts", 507, ProblemCode.DISK_FULL),
    ("POST", "/v1/acts", 429, ProblemCode.TOO_MANY_REQUESTS),
    ("POST", "/v1/acts", 413, ProblemCode.TOO_LARGE),
    ("POST", "/v1/acts", 400, ProblemCode.CHECKSUM_MISMATCH),
    ("POST", "/v1/files", 409, ProblemCode.OFFSET_DIFFERS),
    ("POST", "/v1/files", 404, ProblemCode.UPLOAD_GONE),
    ("POST", "/v1/files/missing", 404, ProblemCode.NOT_FOUND),
    ("POST", "/v1/number-slices", 409, ProblemCode.NO_NUMBERS_LEFT),
]


@pytest.mark.parametrize(("method", "path", "status", "code"), ANSWERED_ONCE, ids=str)
def test_what_the_province_says_once_is_got_over_by_trying_again(
    open_window: OpenWindow,
    lone_province: RunningProvince,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    path: str,
    status: int,
    code: ProblemCode,
) -> None:
    window = open_window()
    dossier_id = window.receive("Nguyễn Thị Ánh")
    window.seal(dossier_id, 600 + status % 90)
    asked, left = window.link.exchange, [1]

    def once(given: str, where: str, **named: Any) -> Answer:
        if (given, where) == (method, path) and left:
            left.pop()
            said = msgspec.json.encode(problem(code, status))
            raise refusal(Answer(status, {"content-type": "application/problem+json"}, said))
        return asked(given, where, **named)

    monkeypatch.setattr(window.link, "exchange", once)
    window.settle()
    listed = ListOf(window)
    for one in sorted(codes(window)):
        listed.press(one, Cure.SEND)
    window.let_time_pass(600)
    window.settle()

    assert left == []
    assert lone_province.province.desk.find(dossier_id).state == State.SEALED
    assert codes(window) - {"clock_wrong"} == set()
    assert disagreements(lone_province, [window], [dossier_id]) == []
