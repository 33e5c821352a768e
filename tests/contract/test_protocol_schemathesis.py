"""Schemathesis sends what ``docs/openapi.yaml`` allows and what it forbids.

The server never answers 5xx, nor anything that the file does not describe. What a generator cannot know, a code
that nobody has used, a signature, a digest, is given to it: of every operation some requests are as generated,
some are right, and some are right but for one part, which is generated.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import cycle

import pytest
import requests
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.core import NOT_SET

from province_server.openapi import OPERATIONS, Operation
from tests.rigs.bare_counter import TUS
from tests.rigs.described_protocol import answer_to, bounded, put, schema
from tests.rigs.postgres import postgres
from tests.rigs.province import RunningProvince, run_province, settings_in
from tests.rigs.right_requests import Asked, Making, RightRequests, hash_of

BY_METHOD_AND_PATH = {(operation.method.upper(), operation.path): operation for operation in OPERATIONS}
ANSWERS_OF_ACTS = {"sendActs", "actOnDossier"}
MANY = 300
"""So many examples of each operation in the long run."""


class Way(Enum):
    """How a generated case is put."""

    RIGHT = auto()
    AS_GENERATED = auto()
    NEARLY_RIGHT = auto()


TURNS = (Way.RIGHT, Way.AS_GENERATED, Way.NEARLY_RIGHT, Way.AS_GENERATED)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvince]:
    # PostgreSQL is the stricter of the two: some texts and numbers it will not keep.
    with postgres() as cluster:
        yield from run_province(bounded(settings_in(tmp_path_factory.mktemp("province"), cluster.new_database())))


REAL: dict[str, str] = {}
"""Names of things that are there, by the parameter that may name them: not every question is about nothing."""


@schema.hook("map_path_parameters")
def often_real(_context: object, given: dict[str, object] | None) -> dict[str, object] | None:
    """Two of three questions are about what is there."""
    if not given:
        return given
    return {name: REAL[name] if name in REAL and len(str(value)) % 3 else value for name, value in given.items()}


@pytest.fixture(scope="module")
def right(running: RunningProvince) -> RightRequests:
    right = RightRequests(running)
    REAL.update(
        name=right.delivered.dossier_id,
        digest=right.delivered.paper.file,
        id_number=right.delivered.body.applicant.id_number,
        upload_id=right.upload().path["upload_id"],
    )
    return right


@dataclass
class Asking:
    """Asks one operation in every way in turn; the same case in the same way when it comes again."""

    right: RightRequests
    session: requests.Session
    answered: dict[Way, Tally[int]] = field(default_factory=lambda: {way: Tally() for way in Way})
    _turns: Iterator[Way] = field(default_factory=lambda: cycle(TURNS))
    _ways: dict[str, Way] = field(default_factory=dict)
    _right_ones: dict[str, Iterator[Making]] = field(default_factory=dict)

    def ask(self, case: Case) -> None:
        operation = BY_METHOD_AND_PATH.get((case.method, case.path))
        if operation is None:  # a method that is not there
            answer_to(case, self.right.running.url, self.session)
            return
        way = self._ways.setdefault(repr(case), next(self._turns))
        answer = answer_to(self._put(way, operation, case), self.right.running.url, self.session)
        if way is Way.RIGHT:
            assert answer.status_code in operation.gives
            assert operation.name not in ANSWERS_OF_ACTS or '"outcome":"applied"' in answer.text
        self.answered[way][answer.status_code] += 1

    def _put(self, way: Way, operation: Operation, case: Case) -> Case:
        match way:
            case Way.RIGHT:
                return put(operation, self._right(operation))
            case Way.NEARLY_RIGHT:
                return put(operation, self._nearly_right(operation, case))
            case Way.AS_GENERATED:
                case.headers.update(self._signed_in(operation))
                return case

    def _signed_in(self, operation: Operation) -> Mapping[str, str]:
        purpose = {"Counter-Purpose": "thu"} if operation.name == "showPapers" else {}
        tus = TUS if "/v1/files" in operation.path else {}
        return self.right.in_its_name(operation.name, Asked(headers={**tus, **purpose})).headers

    def _right(self, operation: Operation) -> Asked:
        turns = self._right_ones.setdefault(operation.name, cycle(self.right.ways(operation.name)))
        return next(turns)()

    def _nearly_right(self, operation: Operation, case: Case) -> Asked:
        """All is right but one part, chosen by the case; where something is signed, now and then a signed part."""
        chosen = hash_of(repr(case))
        if operation.name in self.right.twists and chosen % 4:
            return self.right.twisted(operation.name, repr(case), leaves(case.body))
        asked = self._right(operation)
        given = {"path": case.path_parameters, "query": case.query, "headers": case.headers}
        body = asked.body if isinstance(asked.body, dict) else {}
        parts = [("body", name) for name in sorted(body)] or [("body", "")] * (case.body is not NOT_SET)
        parts += [(place, name) for place, values in given.items() for name in sorted(values)]
        if not parts:
            return asked
        place, name = parts[chosen % len(parts)]
        if place != "body":
            values = {**getattr(asked, place), name: given[place][name]}
            return replace(asked, **{place: values})
        if not name or not isinstance(case.body, dict):
            return replace(asked, body=case.body if case.body is not None else b"null")
        left = {key: value for key, value in body.items() if key != name}
        return replace(asked, body=left | ({name: case.body[name]} if name in case.body else {}))


def leaves(value: object) -> list[object]:
    """A JSON value and all that is within it."""
    match value:
        case dict():
            return [value, *(leaf for one in value.values() for leaf in leaves(one))]
        case list():
            return [value, *(leaf for one in value for leaf in leaves(one))]
        case str() | int() | float() | None:
            return [value]
        case _:
            return [""]


@pytest.fixture
def asking(right: RightRequests) -> Iterator[Asking]:
    """Asks for one test. No operation was asked in vain, and what was nearly right was refused or taken too."""
    with requests.Session() as session:
        asking = Asking(right, session)
        yield asking
    assert asking.answered[Way.RIGHT]


SETTINGS = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@schema.parametrize()
@SETTINGS
def test_the_server_answers_only_what_the_file_describes(case: Case, asking: Asking) -> None:
    asking.ask(case)


@pytest.mark.long
@pytest.mark.timeout(1800)
@schema.parametrize()
@settings(SETTINGS, max_examples=MANY)
def test_however_often_it_is_asked_the_server_answers_what_the_file_describes(case: Case, asking: Asking) -> None:
    asking.ask(case)


def test_every_operation_of_the_server_is_asked() -> None:
    asked = {(result.ok().method.upper(), result.ok().path) for result in schema.get_all_operations()}

    assert asked == set(BY_METHOD_AND_PATH)
