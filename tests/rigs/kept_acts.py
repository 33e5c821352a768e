"""Acts in a store, and what the province answered to them: for suites that hold for every store."""

from __future__ import annotations

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, act_digest
from counter_app.contract.messages import Outcome, Receipt
from counter_app.domain.ids import ActId
from counter_app.services.ports import StoredAct
from tests.builders.acts import chain, paper, received, sealed
from tests.contract.conftest import StoreAtHand

ACTS = chain(received(), contract.PaperSealed(paper=paper()), sealed())


def own(act: Act) -> StoredAct:
    return StoredAct(act=act, digest=act_digest(act), own=True)


def receipt_for(act: Act, *, place: str = "province", version: int = 1) -> Receipt:
    return Receipt(
        receipt_id=f"r-{place}-{act.act_id}",
        act_id=act.act_id,
        act_digest=act_digest(act),
        place=place,
        version=version,
        issued_at="2026-11-23T09:11:00+07:00",
        signature="s" * 86,
    )


def append(store: StoreAtHand, *stored: StoredAct) -> None:
    with store.open_work() as work:
        for one in stored:
            work.acts.append(one)
        work.commit()


def answer(store: StoreAtHand, act: Act, outcome: Outcome, **more: object) -> None:
    with store.open_work() as work:
        work.acts.answered(ActId(act.act_id), outcome, **more)  # type: ignore[arg-type]
        work.commit()
