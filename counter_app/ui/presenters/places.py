"""The places of the window, and who finds which of them on the rail."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Place(StrEnum):
    """Where the clerk can be."""

    DAY = "day"
    INTAKE = "intake"
    CAPTURE = "capture"
    REVIEW = "review"
    RESULTS = "results"
    TROUBLES = "troubles"
    BRANCH = "branch"
    SYNC = "sync"
    SETTINGS = "settings"


SUPERVISOR, IT = "supervisor", "it"
_OF_ROLE = {Place.BRANCH: frozenset({SUPERVISOR}), Place.SETTINGS: frozenset({SUPERVISOR, IT})}


def places_for(roles: Collection[str]) -> frozenset[Place]:
    """What somebody with these roles is offered; what is offered is not what is allowed: each act asks again."""
    return frozenset(place for place in Place if place not in _OF_ROLE or not _OF_ROLE[place].isdisjoint(roles))
