"""The act log proves itself: a rewritten, unsigned or falsely confirmed act is named."""

from __future__ import annotations

import base64
from dataclasses import replace

import msgspec
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from counter_app.contract.acts import act_digest
from counter_app.contract.messages import Outcome, Receipt, signed_bytes
from counter_app.services.ports import DeviceIdentity
from counter_app.services.verify import Fault, VerifyLog
from counter_app.sync.credentials import Ed25519DeviceKey
from tests.builders.desk import UNIT, WINDOW, DeskOfTests

DEVICE = Ed25519DeviceKey(bytes(32))
SERVER = Ed25519DeviceKey(bytes(range(32)))


class RealCheck:
    """Ed25519 as the library has it."""

    def holds(self, public_key: str, signature: str, content: bytes) -> bool:
        key = Ed25519PublicKey.from_public_bytes(_bytes(public_key))
        try:
            key.verify(_bytes(signature), content)
        except InvalidSignature:
            return False
        return True


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.fixture
def desk() -> DeskOfTests:
    """A window with two received dossiers and the province's receipt for the first."""
    made = DeskOfTests()
    with made.store.open_work() as work:
        work.observations.put_device(DeviceIdentity("dev-1", 1, UNIT, WINDOW, SERVER.public_key))
        work.commit()
    first = made.receive("A")
    made.receive("B")
    confirm(made, first.dossier_id)
    return made


def confirm(desk: DeskOfTests, dossier_id: str, key: Ed25519DeviceKey = SERVER) -> None:
    with desk.store.open_work() as work:
        (stored,) = work.acts.of_dossier(dossier_id)  # type: ignore[arg-type]
        unsigned = Receipt(
            receipt_id="r1",
            act_id=stored.act.act_id,
            act_digest=stored.digest,
            place="province",
            version=1,
            issued_at="2026-11-23T09:11:00+07:00",
        )
        receipt = msgspec.structs.replace(unsigned, signature=key.sign(signed_bytes(unsigned)))
        work.acts.answered(stored.act.act_id, Outcome.APPLIED, receipt=receipt, version=1)  # type: ignore[arg-type]
        work.commit()


def verify(desk: DeskOfTests) -> VerifyLog:
    return VerifyLog(desk.store.open_work, [DEVICE.public_key], RealCheck())


def rewrite(desk: DeskOfTests, number: int, **changes: object) -> None:
    """What a dishonest clerk with the key of the store might do to an act."""
    for act_id, stored in desk.store.tables.acts.items():
        if stored.act.device_seq == number:
            act = msgspec.structs.replace(stored.act, **changes)
            desk.store.tables.acts[act_id] = type(stored)(
                act=act, digest=stored.digest, own=True, outcome=stored.outcome, receipt=stored.receipt
            )


def rewrite_and_sign(desk: DeskOfTests, number: int) -> None:
    """The same, by somebody who has the device's key as well."""
    rewrite(desk, number, actor="clerk-somebody")
    for act_id, stored in desk.store.tables.acts.items():
        if stored.act.device_seq == number:
            name = act_digest(stored.act)
            act = msgspec.structs.replace(stored.act, signature=DEVICE.sign(name.encode("ascii")))
            desk.store.tables.acts[act_id] = replace(stored, act=act, digest=name)


def test_an_honest_log_holds_whole(desk: DeskOfTests) -> None:
    verdict = verify(desk)()

    assert (verdict.acts, verdict.receipts, verdict.fault) == (2, 1, None)


def test_a_rewritten_act_shows_by_its_signature(desk: DeskOfTests) -> None:
    rewrite(desk, 1, actor="clerk-somebody")

    verdict = verify(desk)()

    assert (verdict.fault, verdict.at) == (Fault.BAD_SIGNATURE, 1)


def test_an_act_that_was_rewritten_and_signed_anew_shows_at_its_receipt(desk: DeskOfTests) -> None:
    rewrite_and_sign(desk, 1)

    verdict = verify(desk)()

    assert (verdict.fault, verdict.at) == (Fault.BAD_RECEIPT, 1)


def test_an_act_without_receipt_that_was_signed_anew_shows_at_the_next_one(desk: DeskOfTests) -> None:
    desk.receive("C")
    rewrite_and_sign(desk, 2)

    verdict = verify(desk)()

    assert (verdict.fault, verdict.at, verdict.epoch) == (Fault.REWRITTEN, 3, 1)


def test_a_removed_act_shows_as_a_gap(desk: DeskOfTests) -> None:
    acts = desk.store.tables.acts
    del acts[next(act_id for act_id, stored in acts.items() if stored.act.device_seq == 1)]

    verdict = verify(desk)()

    assert (verdict.fault, verdict.at) == (Fault.GAP, 2)


def test_a_rewritten_last_act_shows_by_its_signature(desk: DeskOfTests) -> None:
    rewrite(desk, 2, actor="clerk-somebody")

    verdict = verify(desk)()

    assert (verdict.fault, verdict.at) == (Fault.BAD_SIGNATURE, 2)


def test_a_receipt_that_the_province_did_not_sign_is_named() -> None:
    desk = DeskOfTests()
    with desk.store.open_work() as work:
        work.observations.put_device(DeviceIdentity("dev-1", 1, UNIT, WINDOW, SERVER.public_key))
        work.commit()
    forger = Ed25519DeviceKey(Ed25519PrivateKey.generate().private_bytes_raw())
    confirm(desk, desk.receive().dossier_id, forger)

    verdict = verify(desk)()

    assert (verdict.fault, verdict.at) == (Fault.BAD_RECEIPT, 1)
