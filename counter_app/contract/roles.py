"""Which roles an act needs: asked at the counter before it is written, and at the province before it applies."""

from __future__ import annotations

from typing import Final

from counter_app.contract import acts as contract
from counter_app.contract.acts import Body
from counter_app.contract.organisation import Role

SECOND_PERSON_GROUNDS: Final = frozenset({"supervisor_waived"})
"""Exceptions that a clerk cannot grant alone: a supervisor does, and one who did not receive the dossier."""

_ANYBODY: Final = frozenset(Role)
_WORKS_AT_A_WINDOW: Final = frozenset({Role.CLERK, Role.SUPERVISOR, Role.COURIER})
_SUPERVISES: Final = frozenset({Role.SUPERVISOR})


def roles_for(body: Body) -> frozenset[Role]:
    """Any one of these roles in the act's unit is enough."""
    match body:
        case contract.SignedIn() | contract.SignedOut() | contract.ActSettled():
            return _ANYBODY
        case contract.Reassigned():
            return _SUPERVISES
        case contract.ExceptionGranted() if needs_second_person(body):
            return _SUPERVISES
        case _:
            return _WORKS_AT_A_WINDOW


def needs_second_person(body: Body) -> bool:
    """Whether whoever received the dossier may not be the one who makes this act."""
    return isinstance(body, contract.ExceptionGranted) and body.exception.ground in SECOND_PERSON_GROUNDS
