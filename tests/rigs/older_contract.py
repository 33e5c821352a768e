"""A province of the release before: it reads schema 1, and calls a kind that came later malformed.

What is taken away is what that release did not have: the newer kinds, the number of the schema, and the look at
whether a kind is known. The order in which an act is judged is as it was.
"""

from __future__ import annotations

import msgspec
import pytest

from counter_app.contract.acts import SCHEMAS, Act, Body, Kind, body_of
from province_server.acts import envelope, intake


def _older_body_of(act: Act) -> Body:
    if act.kind in SCHEMAS:
        unknown = f"unknown kind of act: {act.kind}"
        raise msgspec.ValidationError(unknown)
    return body_of(act)


def put_back_to_schema_1(province: pytest.MonkeyPatch) -> None:
    """Make the provinces of this process that older release, until the patches are undone: its update."""
    for module in (envelope, intake):
        province.setattr(module, "SCHEMA_VERSION", 1)
    province.setattr(envelope, "body_of", _older_body_of)
    province.setattr(intake, "known_kind", lambda _act: Kind.RECEIVED)
