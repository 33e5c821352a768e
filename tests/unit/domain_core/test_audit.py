"""The chain of a device's acts shows every gap, rewrite and stranger."""

from __future__ import annotations

import msgspec

from counter_app.contract import acts as contract
from counter_app.domain.audit import BreakKind, first_break, new_life
from tests.builders.acts import chain, received, sealed

BODIES = (received(), sealed(), contract.Rated(rating="satisfied"))


def test_a_whole_chain_holds() -> None:
    assert first_break(chain(*BODIES), after=new_life(1), device_id="dev-1") is None


def test_a_missing_act_is_a_gap() -> None:
    first, _, third = chain(*BODIES)

    found = first_break([first, third], after=new_life(1), device_id="dev-1")

    assert found is not None
    assert (found.kind, found.device_seq) == (BreakKind.GAP, 3)


def test_a_rewritten_act_breaks_the_link_of_the_next() -> None:
    first, second, third = chain(*BODIES)
    rewritten = msgspec.structs.replace(second, actor="clerk-somebody")

    found = first_break([first, rewritten, third], after=new_life(1), device_id="dev-1")

    assert found is not None
    assert (found.kind, found.act_id) == (BreakKind.REWRITTEN, third.act_id)


def test_an_act_of_another_device_does_not_belong() -> None:
    found = first_break(chain(*BODIES, device_id="dev-2"), after=new_life(1), device_id="dev-1")

    assert found is not None
    assert found.kind is BreakKind.OTHER_DEVICE
