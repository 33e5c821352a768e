"""The province's word counts when the province gave it: receipts and certificates are checked when they arrive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.contract.messages import ActAnswer, ActsAnswer, Certificate, Outcome, Receipt
from counter_app.domain.delivery import Wait
from counter_app.services.relays import RELAY_UNKNOWN
from counter_app.services.sending import RECEIPT_FORGED
from counter_app.sync.transport import Answer
from province_server.keys import ServerKey
from tests.rigs.province import RunningProvince
from tests.rigs.windows import Window, untouched

OpenWindow = Callable[..., Window]
STRANGER = ServerKey(Ed25519PrivateKey.generate())


def signed_by_a_stranger(receipt: Receipt) -> Receipt | None:
    return STRANGER.sign(receipt)


def of_another_version(receipt: Receipt) -> Receipt | None:
    return msgspec.structs.replace(receipt, version=receipt.version + 1)


def of_another_act(receipt: Receipt) -> Receipt | None:
    return msgspec.structs.replace(receipt, act_id="another")


def of_other_content(receipt: Receipt) -> Receipt | None:
    return msgspec.structs.replace(receipt, act_digest="0" * 64)


def without_signature(receipt: Receipt) -> Receipt | None:
    return msgspec.structs.replace(receipt, signature="")


def of_an_unknown_relay(receipt: Receipt) -> Receipt | None:
    return STRANGER.sign(msgspec.structs.replace(receipt, place="chi-nhanh"))


def no_receipt(_receipt: Receipt) -> Receipt | None:
    return None


def forging(forge: Callable[[Receipt], Receipt | None]) -> Callable[[str, Answer], Answer]:
    """Somebody on the way changes every receipt."""

    def one(answer: ActAnswer) -> ActAnswer:
        receipt = forge(answer.receipt) if answer.receipt else None
        return msgspec.structs.replace(answer, receipt=receipt)

    def tamper(path: str, answer: Answer) -> Answer:
        if path != "/v1/acts":
            return answer
        told = msgspec.json.decode(answer.body, type=ActsAnswer)
        changed = msgspec.structs.replace(told, answers=tuple(one(each) for each in told.answers))
        return replace(answer, body=msgspec.json.encode(changed))

    return tamper


FORGERIES = [
    signed_by_a_stranger,
    of_another_version,
    of_another_act,
    of_other_content,
    without_signature,
    of_an_unknown_relay,
    no_receipt,
]


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_forged_receipt_leaves_the_act_unsent_and_is_listed(
    open_window: OpenWindow, forge: Callable[[Receipt], Receipt | None]
) -> None:
    window = open_window()
    window.settle()
    window.link.tamper = forging(forge)
    dossier_id = window.receive("Nguyễn Thị Ánh")

    window.counter.deliver.step()

    (stored,) = window.acts_of(dossier_id)
    assert (stored.receipt, stored.outcome) == (None, Outcome.HELD)
    assert window.waiting()
    listed = RELAY_UNKNOWN if forge is of_an_unknown_relay else RECEIPT_FORGED
    assert listed in window.trouble_codes()


def test_the_genuine_receipt_mends_what_a_forged_one_left(open_window: OpenWindow) -> None:
    window = open_window()
    window.settle()
    window.link.tamper = forging(signed_by_a_stranger)
    dossier_id = window.receive("Trần Văn Bình")
    window.counter.deliver.step()

    window.link.tamper = untouched
    window.settle()

    (stored,) = window.acts_of(dossier_id)
    assert stored.outcome is Outcome.APPLIED
    assert RECEIPT_FORGED not in window.trouble_codes()


def test_a_forger_is_not_asked_again_and_again_without_a_pause(open_window: OpenWindow) -> None:
    window = open_window()
    window.settle()
    window.link.tamper = forging(signed_by_a_stranger)
    window.receive("Lê Thị Cúc")
    window.counter.deliver.step()
    before = len(window.link.sent)

    for _ in range(50):
        if isinstance(window.counter.deliver.step().step, Wait):
            break

    assert len(window.link.sent) - before < 10


# --- the day's certificate -------------------------------------------------------------------------------------


def today(window: Window) -> date:
    return window.counter.clock.now().date()


def test_a_day_is_certified_once_nothing_waits_any_more(open_window: OpenWindow) -> None:
    window = open_window()
    window.seal(window.receive("Phạm Văn Dũng"), 3)

    window.settle()

    certificate = window.counter.certify.of(today(window))
    ours = window.counter.store.queries.day_certificate(today(window))
    assert certificate is not None
    assert certificate.agreed
    assert (certificate.dossiers, certificate.acts) == (1, ours.acts)
    assert window.counter.certify.latest() == certificate


def test_nothing_is_certified_while_something_waits(open_window: OpenWindow) -> None:
    window = open_window()
    window.receive("Hoàng Thị Em")
    window.link.down = True

    for _ in range(5):
        window.step()

    assert window.counter.certify.of(today(window)) is None


def test_a_day_to_which_an_act_is_added_is_certified_again_after_a_while(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    window.settle()
    before = window.counter.certify.of(today(window))
    window.receive("Đỗ Văn Giang")

    window.settle()
    at_once = window.counter.certify.of(today(window))
    lone_province.world.ahead = timedelta(minutes=20)
    window.settle()
    lone_province.world.ahead = timedelta(0)

    later = window.counter.certify.of(today(window))
    assert at_once == before
    assert before is not None
    assert later is not None
    assert later.acts > before.acts


def certificates(change: Callable[[Certificate], Certificate]) -> Callable[[str, Answer], Answer]:
    """Somebody on the way changes every certificate."""

    def tamper(path: str, answer: Answer) -> Answer:
        if path != "/v1/certificates":
            return answer
        told = msgspec.json.decode(answer.body, type=Certificate)
        return replace(answer, body=msgspec.json.encode(change(told)))

    return tamper


@pytest.mark.parametrize(
    "change",
    [STRANGER.sign, lambda told: msgspec.structs.replace(told, acts=told.acts + 1)],
    ids=["signed by a stranger", "other figures"],
)
def test_a_forged_certificate_is_listed_and_not_kept(
    open_window: OpenWindow, change: Callable[[Certificate], Certificate]
) -> None:
    window = open_window()
    window.link.tamper = certificates(change)

    window.settle()

    assert window.counter.certify.of(today(window)) is None
    assert "certificate_forged" in window.trouble_codes()


def test_figures_that_differ_are_listed_with_both_counts(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    key = lone_province.province.key

    def fewer(told: Certificate) -> Certificate:
        return key.sign(msgspec.structs.replace(told, acts=told.acts - 1, agreed=False, signature=""))

    window.link.tamper = certificates(fewer)
    window.settle()
    listed = [trouble for trouble in window.troubles() if trouble.code == "certificate_differs"]
    window.link.tamper = untouched
    window.settle()

    (trouble,) = listed
    assert int(trouble.facts["here"]) == int(trouble.facts["there"]) + 1
    assert "certificate_differs" not in window.trouble_codes()


def test_a_restored_disk_certifies_what_it_had_lost_too(open_window: OpenWindow, tmp_path: object) -> None:
    window = open_window()
    window.settle()
    window.take_image(window.folder.with_name("image"))
    window.seal(window.receive("Ngô Thị Khanh"), 4)
    window.settle()

    window.put_back(window.folder.with_name("image"))
    window.settle()
    window.settle()

    assert "certificate_differs" not in window.trouble_codes()
    certificate = window.counter.certify.of(today(window))
    assert certificate is not None
    assert certificate.agreed
    del tmp_path
