"""Does the province agree with itself? What its tables say of one another, of its files and of its own acts.

The judge of a run compares windows with the province; a defect on the province's side that reaches every window
alike is seen by no such comparison. Here each thing is computed once more from the acts that were applied.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Collection, Iterator

import msgspec
import sqlalchemy as sa

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, Body, body_of, known_kind
from counter_app.contract.canonical import digest as digest_of
from counter_app.contract.codes import spellings
from counter_app.contract.messages import ChangeKind
from counter_app.contract.moves import PROVINCE
from province_server.acts import standings
from province_server.acts.ledger import files_named_by
from province_server.acts.proof import prove
from province_server.acts.tally import change
from province_server.province import Province
from province_server.store import tables as t

Applied = dict[str, list[Act]]
"""The applied acts of each dossier, in order."""


def flaws(province: Province, looked_up: Collection[tuple[str, str]] = ()) -> Iterator[str]:
    """Every sentence in which the province contradicts itself.

    Args:
        province: As it stands; nothing is running.
        looked_up: Dossier and unit, where somebody asked for a dossier by its code.
    """
    proof = prove(province.engine, province.key.public_text)
    if proof.wrong is not None:
        yield f"lost: the record does not hold: {proof.wrong} at {proof.where}"
    with province.engine.connect() as connection:
        applied = _applied(connection)
        yield from _of_codes(connection, applied)
        yield from _of_serials(connection)
        yield from _of_followers(connection, applied, set(looked_up))
        yield from _of_feed(connection)
        yield from _of_links(connection, applied)
        yield from _of_look_ups(connection)
        yield from _of_figures(connection)
    yield from _of_bytes(province)


def _applied(connection: sa.Connection) -> Applied:
    c = t.acts.c
    query = sa.select(c.dossier_id, c.document).where(c.version.is_not(None)).order_by(c.dossier_id, c.version)
    found: Applied = defaultdict(list)
    for dossier_id, document in connection.execute(query):
        found[dossier_id].append(msgspec.json.decode(document, type=Act))
    return found


def _bodies(acts: Collection[Act]) -> Iterator[Body]:
    return (body_of(act) for act in acts if known_kind(act))


def _of_codes(connection: sa.Connection, applied: Applied) -> Iterator[str]:
    """A code is one dossier's for ever, and a dossier's code is the last one that an act gave it."""
    given: dict[str, str] = {}
    c = t.dossiers.c
    rows = {row.dossier_id: row.code for row in connection.execute(sa.select(c.dossier_id, c.code))}
    for dossier_id, acts in applied.items():
        codes = [code for body in _bodies(acts) if (code := _code_in(body))]
        for code in codes:
            if given.setdefault(code, dossier_id) != dossier_id:
                yield f"twice: code {code} of {dossier_id} and {given[code]}"
        if codes[-1:] != [rows.get(dossier_id)]:
            yield f"differs: {dossier_id} has the code {rows.get(dossier_id)}, its acts say {codes[-1:]}"
    k = t.dossier_codes.c
    kept: dict[str, str] = {
        row.code: row.dossier_id for row in connection.execute(sa.select(k.code, k.dossier_id))
    }
    for code, dossier_id in given.items():
        if kept.get(code) != dossier_id:
            yield f"lost: code {code} of {dossier_id} may be given to another"


def _code_in(body: Body) -> str:
    match body:
        case contract.Received(code=code) | contract.CodeReplaced(new_code=code):
            return code
        case _:
            return ""


def _of_serials(connection: sa.Connection) -> Iterator[str]:
    c = t.number_slices.c
    query = sa.select(c.unit, c.day, c.first, c.last).order_by(c.unit, c.day, c.first)
    before: dict[tuple[str, str], int] = {}
    for unit, day, first, last in connection.execute(query):
        place = (min(spellings(unit)), day)
        if first <= before.get(place, 0):
            yield f"twice: serial {first} of {unit} on {day} is leased to two"
        before[place] = max(last, before.get(place, 0))


def _of_followers(
    connection: sa.Connection, applied: Applied, looked_up: Collection[tuple[str, str]]
) -> Iterator[str]:
    """A unit follows a dossier that it received, is competent for, had, acted on or asked for: no other."""
    c = t.dossier_scope.c
    scope = {(row.dossier_id, row.unit) for row in connection.execute(sa.select(c.dossier_id, c.unit))}
    concerned: set[tuple[str, str]] = set(looked_up)
    for dossier_id, acts in applied.items():
        units = {act.unit for act in acts}
        for body in _bodies(acts):
            match body:
                case contract.Received(receiving_unit=receiving, competent_unit=competent):
                    units |= {receiving, competent}
                case contract.Reassigned(unit=unit):
                    units.add(unit)
                case _:
                    pass
        concerned |= {(dossier_id, unit) for unit in units if unit and unit != PROVINCE}
    for dossier_id, unit in sorted(scope - concerned):
        yield f"shown: {dossier_id} to {unit}, whose business it is not"
    for dossier_id, unit in sorted(concerned - scope):
        yield f"lost: {unit} does not follow {dossier_id}"


def _of_feed(connection: sa.Connection) -> Iterator[str]:
    """Each follower is told each applied act once, in order; nothing waits for its position."""
    c, a, s = t.changes.c, t.acts.c, t.dossier_scope.c
    told: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    query = sa.select(c.position, c.audience, c.dossier_id, c.version, c.act_id).where(
        c.kind == ChangeKind.ACT.value, c.dossier_id != ""
    )
    for position, audience, dossier_id, version, act_id in connection.execute(query.order_by(c.position)):
        if position is None:
            yield f"stuck: act {act_id} for {audience} has no position"
        told[audience, dossier_id].append((version, act_id))
    acts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    applied = sa.select(a.dossier_id, a.version, a.act_id).where(a.version.is_not(None), a.dossier_id != "")
    for dossier_id, version, act_id in connection.execute(applied.order_by(a.dossier_id, a.version)):
        acts[dossier_id].append((version, act_id))
    scope = {(row.unit, row.dossier_id) for row in connection.execute(sa.select(s.unit, s.dossier_id))}
    for unit, dossier_id in sorted(scope | told.keys()):
        entries = told.get((unit, dossier_id), [])
        if (unit, dossier_id) not in scope:
            yield f"shown: acts of {dossier_id} to {unit}, which does not follow it"
        elif max(Tally(entries).values(), default=0) > 1:
            yield f"twice: an act of {dossier_id} in the feed of {unit}"
        elif entries != acts[dossier_id]:
            yield f"lost: the feed of {unit} tells {entries} of {dossier_id}, which has {acts[dossier_id]}"


def _of_links(connection: sa.Connection, applied: Applied) -> Iterator[str]:
    """A file that an applied act names belongs to its dossier, or nobody who follows it could fetch it."""
    c = t.file_links.c
    links = {(row.digest, row.dossier_id) for row in connection.execute(sa.select(c.digest, c.dossier_id))}
    named = {
        (file, dossier_id)
        for dossier_id, acts in applied.items()
        for body in _bodies(acts)
        for file in files_named_by(body)
    }
    for file, dossier_id in sorted(named - links):
        yield f"lost: file {file} does not belong to {dossier_id}"
    for file, dossier_id in sorted(links - named):
        yield f"shown: file {file} to who follows {dossier_id}, no act of which names it"


def _of_look_ups(connection: sa.Connection) -> Iterator[str]:
    """Whoever may fetch papers because they looked a person up is on record for it."""
    g, p, look = t.file_grants.c, t.people_papers.c, t.people_lookups.c
    on_record = sa.exists(
        sa.select(1)
        .select_from(t.people_papers)
        .join(t.people_lookups, look.person_digest == p.person_digest)
        .where(p.file == g.digest, look.device_id == g.device_id)
    )
    for digest, device_id in connection.execute(sa.select(g.digest, g.device_id).where(~on_record)):
        yield f"lost: {device_id} looked up {digest} and nothing says so"


def _of_figures(connection: sa.Connection) -> Iterator[str]:
    """The board's sums are those of the dossiers."""
    rows = connection.execute(sa.select(*(t.dossiers.c[name] for name in standings._COLUMNS)))
    counted = change((None, standings._standing(tuple(row))) for row in rows)
    ours = Tally({(cell.measure.value, cell.day, cell.unit): number for cell, number in counted.items()})
    theirs: Tally[tuple[str, str, str]] = Tally()
    columns = [sa.select(c.measure, c.day, c.unit, c.number) for c in (t.figures.c, t.figure_changes.c)]
    # One statement and so of one moment: the province folds lines into sums meanwhile.
    for measure, day, unit, number in connection.execute(sa.union_all(*columns)):
        theirs[measure, day, unit] += number
    for cell in sorted(ours.keys() | theirs.keys()):
        if ours[cell] != theirs[cell]:
            yield f"differs: the board says {theirs[cell]} for {cell}, the dossiers {ours[cell]}"


def _of_bytes(province: Province) -> Iterator[str]:
    """Every file that is shown has the bytes that its name says, whoever names it."""
    c = t.files.c
    with province.engine.connect() as connection:
        files = list(connection.scalars(sa.select(c.digest).order_by(c.digest)))
    for name in files:
        file = province.shelf.find(name)
        try:
            content = b"".join(province.shelf.read(file, 0, file.size_bytes + 1)) if file else b""
        except OSError:
            content = b""
        if file is None or digest_of(content) != name or len(content) != file.size_bytes:
            yield f"lost: the bytes of file {name}"
