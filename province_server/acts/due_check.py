"""Pure: is the date on the receipt the one that the province computes from the same act?

The dossier is received either way: the citizen holds the receipt. A difference travels back with the answer, so
that a person at the window learns of it: the window judged by older law, or one side is wrong.
"""

from __future__ import annotations

from datetime import datetime

from counter_app.contract.acts import Received
from counter_app.contract.appointments import AppointmentLaw
from counter_app.contract.errors import InvalidInput
from counter_app.contract.problems import Problem, ProblemCode, problem


def due_differs(body: Received, law: AppointmentLaw | None) -> Problem | None:
    """What is wrong with the appointment of a received dossier; None when nothing is or nobody here can say."""
    if law is None:
        return None
    try:
        expected = law.appointment(
            body.procedure,
            body.case,
            datetime.fromisoformat(body.received_at),
            receiving_unit=body.receiving_unit,
            competent_unit=body.competent_unit,
            online=body.channel == "online",
        )
        told = datetime.fromisoformat(body.due_at) if body.due_at else None
        if told == expected:
            return None
    except (InvalidInput, ValueError, TypeError):
        # A case that the province has not published, or a text that is no time: there is nothing to compare.
        return None
    computed = expected.isoformat() if expected else ""
    return problem(
        ProblemCode.DUE_DIFFERS,
        200,
        detail=f"the receipt says {body.due_at}, the law here {computed or 'no appointment'}",
        told=body.due_at or "",
        computed=computed,
    )
