"""Personal data from the command line: what is due to go, what may not go, and what is held about one person.

The commands are for the province's own people. Whoever asks what is held about a person leaves a line in the log
of look-ups before anything is written, like every clerk.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
import sqlalchemy as sa
import typer

from counter_app.contract.messages import PersonPaper
from counter_app.contract.moves import PROVINCE
from counter_app.contract.retention import RetentionRule
from province_server.acts.holdings import replaced_by
from province_server.acts.judge import person_digest
from province_server.commands import FOLDER, Actor, Data, Database, Dossier, opened
from province_server.province import Province
from province_server.retention import Retention
from province_server.retention_terms import BadRules, Decision, load_rules
from province_server.store import tables as t
from province_server.store.engine import reading, run_writing
from province_server.world import stamp

_log = logging.getLogger(__name__)

SHIPPED_RULES = Path(__file__).resolve().parent.parent / "resources" / "retention"
TOLD = "du-lieu.json"

Rules = Annotated[Path, typer.Option("--rules", help="Folder with the rules.")]


def rules_for_serving(folder: Path) -> tuple[RetentionRule, ...]:
    """The rules; none when they have mistakes, because a server serves all the same and deletes nothing then."""
    try:
        return load_rules(folder)
    except BadRules as error:
        _log.error("nothing is deleted: the rules of retention have mistakes\n%s", error)
        return ()


def _rules(folder: Path) -> tuple[RetentionRule, ...]:
    try:
        return load_rules(folder)
    except BadRules as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


def tell_and_carry_out(
    data: Data = FOLDER,
    database: Database = "",
    rules: Rules = SHIPPED_RULES,
    decision: Annotated[str, typer.Option(help="Number of the decision that lets what is due go.")] = "",
    by: Actor = "",
    carry_out: Annotated[
        bool, typer.Option("--carry-out", help="Delete what is due; without it, it is only told.")
    ] = False,
) -> None:
    """Tell which dossiers' files are due, by which rule; with --carry-out let go what may go."""
    with opened(data, database) as province:
        retention = province.retention(_rules(rules))
        for due in retention.due():
            waits = "needs a decision" if due.rule.needs_decision and not decision else "may go"
            columns = (due.code, due.ended_on, due.since, len(due.files), due.size_bytes, waits, due.rule.source)
            typer.echo("\t".join(map(str, columns)))
        if not carry_out:
            return
        if decision and not by:
            typer.echo("--decision needs --by: who carries it out", err=True)
            raise typer.Exit(2)
        gone = retention.carry_out(Decision(decision, by) if decision else None)
        typer.echo(
            f"deleted: {gone.files} files of dossiers, {gone.stray_files} stray files, {gone.grants} grants; "
            f"blanked: {gone.look_ups} look-ups"
        )


def hold(
    dossier: Dossier,
    reason: Annotated[str, typer.Option(help="Which complaint, court or inspection asks for it.")],
    by: Actor,
    data: Data = FOLDER,
    database: Database = "",
    lift: Annotated[bool, typer.Option("--lift", help="The hold is over.")] = False,
) -> None:
    """Keep everything of a dossier whatever the rules say, or lift that."""
    with opened(data, database) as province:
        name = province.desk.find(dossier).dossier_id
        retention = province.retention(())
        (retention.lift if lift else retention.hold)(name, reason, by)


def export_person(
    number: Annotated[str, typer.Argument(help="The person's identity number.")],
    out: Annotated[Path, typer.Argument(help="Folder to write into.")],
    by: Actor,
    purpose: Annotated[str, typer.Option(help="Who asked for it and why.")],
    data: Data = FOLDER,
    database: Database = "",
    rules: Rules = SHIPPED_RULES,
) -> None:
    """Write out everything that is held about a person, with the day on which each dossier's files leave."""
    if (out / TOLD).exists():
        typer.echo(f"{out / TOLD} is there already", err=True)
        raise typer.Exit(2)
    with opened(data, database) as province:
        told = person_held(province, number.strip(), out, by=by, purpose=purpose, rules=_rules(rules))
    typer.echo(f"{told} dossiers -> {out}")


def person_held(
    province: Province, number: str, out: Path, *, by: str, purpose: str, rules: Sequence[RetentionRule]
) -> int:
    """Write it into ``out``; how many dossiers it was. Other people who stand in the same acts are in it too."""
    person = person_digest(number)
    look = {
        "person_digest": person,
        "clerk_id": by,
        "device_id": PROVINCE,
        "unit": PROVINCE,
        "purpose": purpose[:500],
        "found": 0,
        "looked_up_at": stamp(province.world.now()),
    }
    run_writing(province.engine, lambda connection: connection.execute(sa.insert(t.people_lookups).values(look)))
    out.mkdir(parents=True, exist_ok=True)
    d, p = t.dossiers.c, t.people_papers.c
    with reading(province.engine) as connection:
        dossiers = connection.execute(
            sa.select(d.dossier_id, d.code, d.state, d.procedure).where(d.person_digest == person).order_by(d.code)
        ).all()
        documents = list(
            connection.scalars(sa.select(p.document).where(p.person_digest == person).order_by(p.file))
        )
        later = replaced_by(connection, person)
    retention = province.retention(rules)
    papers = [msgspec.json.decode(text, type=PersonPaper) for text in documents]
    told = {
        "dossiers": [
            {
                "code": row.code,
                "state": row.state,
                "procedure": row.procedure,
                **_kept_until(retention, row.dossier_id),
                "acts": _acts(province, row.dossier_id),
                "files": _files(province, row.dossier_id, row.code, out),
            }
            for row in dossiers
        ],
        "papers": [
            {
                **msgspec.to_builtins(paper),
                "replaced_by": later.get(paper.file, ""),
                "written": _write(province, paper.file, f"giay-to-{place}", out),
            }
            for place, paper in enumerate(papers, start=1)
        ],
        "look_ups": [msgspec.to_builtins(line) for line in province.people.look_ups(number)],
    }
    (out / TOLD).write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return len(dossiers)


def _kept_until(retention: Retention, dossier_id: str) -> dict[str, object]:
    leaves, rule = retention.leaves_on(dossier_id)
    return {
        "files_leave_on": leaves.isoformat() if isinstance(leaves, date) else "",
        "by_rule": rule.source if rule else "",
    }


def _acts(province: Province, dossier_id: str) -> list[object]:
    c = t.acts.c
    query = sa.select(c.document).where(c.dossier_id == dossier_id).order_by(c.version, c.recorded_at)
    with reading(province.engine) as connection:
        return [json.loads(text) for text in connection.scalars(query) if text]


def _files(province: Province, dossier_id: str, code: str, out: Path) -> list[str]:
    link = t.file_links.c
    query = sa.select(link.digest).where(link.dossier_id == dossier_id).order_by(link.digest)
    with reading(province.engine) as connection:
        digests = list(connection.scalars(query))
    written = [_write(province, digest, f"{code}-{place}", out) for place, digest in enumerate(digests, start=1)]
    return [name for name in written if name]


def _write(province: Province, digest: str, name: str, out: Path) -> str:
    """The file under a name that its content fits; empty when it is not here."""
    file = province.shelf.find(digest)
    if file is None:
        return ""
    content = b"".join(province.shelf.read(file, 0, file.size_bytes))
    target = out / f"{name}{'.pdf' if content.startswith(b'%PDF') else '.bin'}"
    target.write_bytes(content)
    return target.name
