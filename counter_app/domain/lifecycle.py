"""Who may do what with a dossier now: the table of moves plus custody, role and content.

The table itself (``contract.moves``) is shared with the province. Here stands what the counter adds before it
writes an act: the clerk's role, who holds the dossier, what must hold in the dossier's content.
"""

from __future__ import annotations

from collections.abc import Collection

from counter_app.contract.acts import Body, Kind, kind_of
from counter_app.contract.moves import MOVES, NATIONAL_STATUS, PROVINCE, By, State, moves_from
from counter_app.contract.organisation import Role
from counter_app.contract.roles import needs_second_person, roles_for
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import IllegalMove, NotAllowed
from counter_app.domain.ids import UnitCode

NEEDS_SUPERVISOR = frozenset({Kind.REASSIGNED})
"""Moves for which a second pair of eyes is required."""


def require_move(dossier: Dossier, kind: Kind, *, unit: UnitCode, roles: Collection[Role]) -> None:
    """Return only if this person, for this unit, may add an act of this kind now.

    Raises:
        IllegalMove: the state, the holder or the content does not allow it.
        NotAllowed: the person's role does not.
    """
    move = MOVES.get(kind)
    if move is None or dossier.state not in move.sources:
        raise IllegalMove("illegal_move", kind=kind, state=dossier.state)
    if kind in NEEDS_SUPERVISOR and Role.SUPERVISOR not in roles:
        raise NotAllowed("needs_supervisor", kind=kind)
    if move.by is By.PROVINCE:
        raise NotAllowed("province_decides", kind=kind)
    if move.by is By.HOLDER and dossier.holder != unit:
        code = "held_at_province" if dossier.holder == PROVINCE else "held_elsewhere"
        raise IllegalMove(code, holder=dossier.holder)
    _require_content(dossier, kind)


def require_role(body: Body, roles: Collection[str], *, clerk_id: str, received_by: str) -> None:
    """Return only if somebody with these roles may make this act.

    Raises:
        NotAllowed: ``needs_supervisor``, ``no_role_for_this``; ``needs_other_person`` when whoever received the
            dossier would be the second pair of eyes as well.
    """
    needed = roles_for(body)
    if not needed & set(roles):
        only_supervisors = needed == {Role.SUPERVISOR}
        raise NotAllowed("needs_supervisor" if only_supervisors else "no_role_for_this", kind=kind_of(body))
    if needs_second_person(body) and clerk_id == received_by:
        raise NotAllowed("needs_other_person", kind=kind_of(body))


def _require_content(dossier: Dossier, kind: Kind) -> None:
    if kind is Kind.RATED and dossier.rating:
        raise IllegalMove("already_rated", code=dossier.code)
    if kind is Kind.CODE_REPLACED and not dossier.provisional:
        raise IllegalMove("code_is_final", code=dossier.code)


def possible_moves(dossier: Dossier, *, unit: UnitCode, roles: Collection[Role]) -> frozenset[Kind]:
    """Every kind that ``require_move`` lets pass now: what the window offers as buttons."""

    def passes(kind: Kind) -> bool:
        try:
            require_move(dossier, kind, unit=unit, roles=roles)
        except (IllegalMove, NotAllowed):
            return False
        return True

    return frozenset(kind for kind in moves_from(dossier.state) if passes(kind))


def national_status(dossier: Dossier, *, accepted: bool = True) -> int:
    """The national portal's status number 1-10.

    A cross-boundary dossier stays at 1 until the competent unit has accepted it (``accepted`` false).
    """
    if dossier.state in {State.RECEIVED, State.SEALED} and not accepted:
        return 1
    return NATIONAL_STATUS[dossier.state]
