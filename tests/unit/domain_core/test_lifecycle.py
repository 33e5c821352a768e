"""Who may do what now."""

from __future__ import annotations

import pytest

from counter_app.contract import acts as contract
from counter_app.contract.acts import BODIES, WITHOUT_DOSSIER, Kind
from counter_app.contract.moves import ACTIVE, ENDED, MOVES, NATIONAL_STATUS, State, moves_from
from counter_app.contract.organisation import Role
from counter_app.domain.errors import IllegalMove, NotAllowed
from counter_app.domain.ids import UnitCode
from counter_app.domain.lifecycle import national_status, possible_moves, require_move
from tests.builders.acts import OTHER_UNIT, UNIT, dossier_after, sealed

CLERK = frozenset({Role.CLERK})
SUPERVISOR = frozenset({Role.CLERK, Role.SUPERVISOR})


def test_the_holder_may_seal() -> None:
    require_move(dossier_after(), Kind.DOSSIER_SEALED, unit=UnitCode(UNIT), roles=CLERK)


def test_another_unit_may_not_seal() -> None:
    with pytest.raises(IllegalMove) as raised:
        require_move(dossier_after(), Kind.DOSSIER_SEALED, unit=UnitCode(OTHER_UNIT), roles=CLERK)

    assert raised.value.code == "held_elsewhere"


def test_what_has_left_the_counter_is_said_to_be_at_the_province() -> None:
    with pytest.raises(IllegalMove, match="held_at_province"):
        require_move(dossier_after(sealed()), Kind.REFUSED, unit=UnitCode(UNIT), roles=CLERK)


def test_what_is_sealed_is_not_sealed_again() -> None:
    with pytest.raises(IllegalMove):
        require_move(dossier_after(sealed()), Kind.DOSSIER_SEALED, unit=UnitCode(UNIT), roles=CLERK)


def test_the_counter_does_not_decide_for_the_province() -> None:
    with pytest.raises(NotAllowed) as raised:
        require_move(dossier_after(sealed()), Kind.PROCESSING_STARTED, unit=UnitCode(UNIT), roles=SUPERVISOR)

    assert raised.value.code == "province_decides"


@pytest.mark.parametrize(("roles", "allowed"), [(CLERK, False), (SUPERVISOR, True)])
def test_reassigning_needs_a_supervisor(roles: frozenset[Role], *, allowed: bool) -> None:
    offered = possible_moves(dossier_after(), unit=UnitCode(UNIT), roles=roles)

    assert (Kind.REASSIGNED in offered) is allowed


def test_any_branch_may_hand_over_a_result() -> None:
    ready = dossier_after(
        sealed(),
        contract.ProcessingStarted(unit="H09.10"),
        contract.ResultDigitised(result_code="K", title="T", file="d" * 64, size_bytes=1, signed=True),
    )

    offered = possible_moves(ready, unit=UnitCode(OTHER_UNIT), roles=CLERK)

    assert Kind.HANDED_OVER in offered


def test_a_dossier_is_rated_once() -> None:
    rated = dossier_after(contract.Rated(rating="satisfied"))

    with pytest.raises(IllegalMove) as raised:
        require_move(rated, Kind.RATED, unit=UnitCode(UNIT), roles=CLERK)

    assert raised.value.code == "already_rated"


def test_a_legal_code_is_final() -> None:
    with pytest.raises(IllegalMove) as raised:
        require_move(dossier_after(), Kind.CODE_REPLACED, unit=UnitCode(UNIT), roles=CLERK)

    assert raised.value.code == "code_is_final"


def test_a_cross_boundary_dossier_is_new_at_the_national_portal_until_accepted() -> None:
    assert national_status(dossier_after(), accepted=False) == 1
    assert national_status(dossier_after()) == 2


def test_every_state_has_a_national_status_and_every_kind_a_row() -> None:
    assert set(NATIONAL_STATUS) == set(State)
    assert set(MOVES) | {Kind.RECEIVED} | WITHOUT_DOSSIER == set(Kind) == set(BODIES)


def test_only_ratings_fees_receipts_corrections_codes_and_signatures_follow_an_end() -> None:
    after_end = {kind for state in ENDED for kind in moves_from(state)}

    assert after_end == {
        Kind.RATED,
        Kind.FEE_RECORDED,
        Kind.CORRECTED,
        Kind.CODE_REPLACED,
        Kind.PAPER_STRENGTHENED,
        Kind.PAPER_SIGNED,
        Kind.FEE_RECEIPT_GIVEN,
    }
    assert set(State) == ENDED | ACTIVE


def test_every_active_state_leads_on() -> None:
    for state in ACTIVE:
        assert any(MOVES[kind].target not in {None, state} for kind in moves_from(state)), state
