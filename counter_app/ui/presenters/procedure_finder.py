"""Finds procedures as clerks type them; what this window uses most stands first while nothing is typed."""

from __future__ import annotations

from collections.abc import Sequence

from counter_app.domain.catalogue_search import search_of
from counter_app.domain.procedure import Procedure

SHOWN = 30


class ProcedureFinder:
    """Searches the procedures in force today."""

    def __init__(self, procedures: Sequence[Procedure]) -> None:
        self._procedures = {procedure.code: procedure for procedure in procedures}
        self._search = search_of(procedures)
        self._uses: dict[str, int] = {}

    def used(self, code: str) -> None:
        """This procedure was registered once more."""
        self._uses[code] = self._uses.get(code, 0) + 1

    def procedure(self, code: str) -> Procedure | None:
        """The procedure of that code, None when it is not in force."""
        return self._procedures.get(code)

    def find(self, typed: str) -> tuple[Procedure, ...]:
        """The best matches, best first."""
        if not typed.strip():
            everything = sorted(self._procedures.values(), key=lambda one: -self._uses.get(one.code, 0))
            return tuple(everything[:SHOWN])
        return tuple(self._procedures[hit.code] for hit in self._search.find(typed, SHOWN))
