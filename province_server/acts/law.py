"""The law as far as the judgement of acts asks for it: looked up once per batch."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from province_server.acts.gate import Requirements
from province_server.store import tables as t


class Law:
    """What the published catalogue requires of a case and what the case ends in."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._required: dict[tuple[str, str, str], list[Requirements]] = {}
        self._results: dict[tuple[str, str], str] = {}

    def required_papers(self, procedure: str, case: str, day: str) -> Sequence[Requirements]:
        """What was in force that day, in every version published; none when it is not known here."""
        if (procedure, case, day) not in self._required:
            c = t.required_papers.c
            query = sa.select(c.papers).where(
                c.procedure == procedure,
                c.case_code == case,
                c.valid_from <= day,
                sa.or_(c.valid_to == "", c.valid_to > day),
            )
            versions = (
                msgspec.json.decode(text, type=list[list[str]]) for text in self._connection.scalars(query)
            )
            found: list[Requirements] = [[frozenset(entry) for entry in version] for version in versions]
            self._required[procedure, case, day] = found
        return self._required[procedure, case, day]

    def result_type(self, procedure: str, case: str) -> str:
        """The paper type of what the procedure ends in; empty when the catalogue does not say."""
        if (procedure, case) not in self._results:
            c = t.required_papers.c
            query = (
                sa.select(c.result_type)
                .where(c.procedure == procedure, c.case_code == case)
                .order_by(c.valid_from.desc())
                .limit(1)
            )
            self._results[procedure, case] = self._connection.scalar(query) or ""
        return self._results[procedure, case]
