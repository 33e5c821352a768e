"""Dossiers that ended long ago, and rules under which their files go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from counter_app.contract import acts as contract
from counter_app.contract.acts import Applicant
from counter_app.contract.manifest import ReuseEntry
from counter_app.contract.retention import Held, RetentionRule
from province_server.retention import Retention
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import Case, case, new_id, received
from tests.rigs.province import RunningProvince

LONG_AGO = datetime(2005, 5, 4, 3, 2, tzinfo=UTC)


def rule(what: Held = Held.DOSSIER_FILES, **changed: object) -> RetentionRule:
    told: dict[str, object] = {
        "what": what, "title": "t", "valid_from": date(2026, 1, 1), "source": "Luật 91/2025/QH15", **changed,
    }  # fmt: skip
    return RetentionRule(**told)  # type: ignore[arg-type]


TEN_YEARS = rule(years=10)


def retention(running: RunningProvince, *rules: RetentionRule) -> Retention:
    return running.province.retention(rules or (TEN_YEARS,))


def working_in(running: RunningProvince, when: datetime) -> Counter:
    """A window whose acts bear this time; it signed in by the right one."""
    counter = running.counter()
    counter.sign_in()
    counter.now = lambda: when
    return counter


def ended(running: RunningProvince, *, when: datetime = LONG_AGO, content: bytes | None = None) -> Case:
    """A dossier that was sealed and withdrawn at that time, with a person of its own."""
    counter = working_in(running, when)
    applicant = Applicant(name="Nguyễn Thị Ánh", id_number=new_id())
    one = case(counter, content=content)
    one = replace(one, body=received(counter.unit, applicant=applicant, procedure="1.999999"))
    one.deliver()
    counter.send(counter.act(contract.Withdrawn(reason="Người dân rút"), one.dossier_id))
    return one


def is_here(running: RunningProvince, one: Case) -> bool:
    """Whether the paper can be fetched, and whether its bytes are there: both or neither."""
    visible = running.province.shelf.find(one.paper.file) is not None
    stored = running.province.files.holds(one.paper.file)
    assert visible == stored
    return visible


def reused(one: Case) -> contract.PaperReused:
    """The paper of that dossier, taken over into another."""
    entry = ReuseEntry(
        paper_type="giay-khai-sinh",
        title="Giấy khai sinh",
        file=one.paper.file,
        source=one.body.code,
        trust_level="clerk_signed_scan",
    )
    return contract.PaperReused(reuse=entry)
