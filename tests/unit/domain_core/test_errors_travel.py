"""An error that crosses from a worker process to the window is the same error there."""

from __future__ import annotations

import pickle

import pytest

from counter_app.domain.errors import CounterError, InvalidInput, LinkDown, NotReady


@pytest.mark.parametrize(
    "error",
    [
        InvalidInput("bad_serial", serial=0),
        LinkDown("no_answer"),
        NotReady("open_points", ("paper_missing:form:0", "page_unread::2"), count=2),
    ],
)
def test_kind_code_facts_and_findings_survive(error: CounterError) -> None:
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert type(arrived) is type(error)
    assert (arrived.code, arrived.facts, str(arrived)) == (error.code, error.facts, str(error))
    assert getattr(arrived, "findings", ()) == getattr(error, "findings", ())
