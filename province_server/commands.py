"""The competent unit's and IT's command line: each command opens the province, does one thing, and tells it.

They work beside running servers: the database is the only thing that is shared.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from counter_app.contract import acts as contract
from counter_app.contract.acts import Body
from counter_app.contract.messages import Outcome
from counter_app.contract.moves import State
from province_server.acts.proof import prove
from province_server.devices import Invitation
from province_server.http import Problematic
from province_server.province import Province, open_province
from province_server.settings import settings_for

Dossier = Annotated[str, typer.Argument(help="Code or id of the dossier.")]
Data = Annotated[Path, typer.Option("--data", help="The server's folder.")]
Database = Annotated[str, typer.Option("--database", help="SQLAlchemy URL; default: SQLite in --data.")]
Actor = Annotated[str, typer.Option(help="Who does it.")]
Reason = Annotated[str, typer.Option(help="Why, in words that the citizen will read.")]
FOLDER = Path("var/province")
OFFICER = "officer"

act = typer.Typer(help="Do something to a dossier in the competent unit's name.")


@contextmanager
def opened(data: Path, database: str) -> Iterator[Province]:
    """The province for one command; a problem ends the program with its sentence and code 2."""
    province = open_province(settings_for(data, database_url=database))
    try:
        yield province
    except Problematic as error:
        typer.echo(f"{error.problem.code}: {error.problem.detail}", err=True)
        raise typer.Exit(2) from error
    finally:
        province.close()


def _do(data: Path, database: str, dossier: str, body: Body, actor: str) -> None:
    with opened(data, database) as province:
        line = province.desk.find(dossier)
        answer = province.desk.act(line.dossier_id, body, actor=actor, unit=line.competent_unit)
        typer.echo(f"{line.code} {answer.outcome.value} {province.desk.find(dossier).state}")
        if answer.outcome is not Outcome.APPLIED:
            typer.echo(answer.problem.detail if answer.problem else "", err=True)
            raise typer.Exit(1)


@act.command()
def start(dossier: Dossier, data: Data = FOLDER, database: Database = "", actor: Actor = OFFICER) -> None:
    """Start processing."""
    with opened(data, database) as province:
        unit = province.desk.find(dossier).competent_unit
    _do(data, database, dossier, contract.ProcessingStarted(unit=unit), actor)


@act.command()
def supplement(
    dossier: Dossier,
    reason: Reason,
    paper: Annotated[list[str], typer.Option(help="A paper type that is missing; may be repeated.")],
    days: Annotated[int | None, typer.Option(help="Within how many days.")] = None,
    data: Data = FOLDER,
    database: Database = "",
    actor: Actor = OFFICER,
) -> None:
    """Ask once, in writing, for everything that is missing."""
    body = contract.SupplementAsked(papers=tuple(paper), reason=reason, limit_days=days)
    _do(data, database, dossier, body, actor)


@act.command()
def extend(
    dossier: Dossier,
    due: Annotated[str, typer.Option(help="The new appointment, RFC 3339.")],
    reason: Reason,
    data: Data = FOLDER,
    database: Database = "",
    actor: Actor = OFFICER,
) -> None:
    """Apologise and give one new appointment."""
    _do(data, database, dossier, contract.DeadlineExtended(due_at=due, reason=reason), actor)


@act.command()
def duty(
    dossier: Dossier,
    amount: Annotated[int, typer.Option(help="In đồng.")],
    reason: Reason = "",
    data: Data = FOLDER,
    database: Database = "",
    actor: Actor = OFFICER,
) -> None:
    """Ask for a financial duty; the clock rests until it is met."""
    _do(data, database, dossier, contract.FinancialDutyAsked(amount_vnd=amount, reason=reason), actor)


@act.command()
def refuse(
    dossier: Dossier, reason: Reason, data: Data = FOLDER, database: Database = "", actor: Actor = OFFICER
) -> None:
    """Refuse a dossier that was not yet processed."""
    _do(data, database, dossier, contract.Refused(reason=reason), actor)


@act.command()
def stop(
    dossier: Dossier, reason: Reason, data: Data = FOLDER, database: Database = "", actor: Actor = OFFICER
) -> None:
    """Stop processing for good."""
    _do(data, database, dossier, contract.Stopped(reason=reason), actor)


@act.command()
def result(
    dossier: Dossier,
    file: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="The result's PDF.")],
    title: Annotated[str, typer.Option(help="What it is called.")],
    signed: Annotated[bool, typer.Option(help="Whether the agency's signature is in the file.")] = True,
    data: Data = FOLDER,
    database: Database = "",
    actor: Actor = OFFICER,
) -> None:
    """Digitise the result: every window may hand it over from then on."""
    content = file.read_bytes()
    with opened(data, database) as province:
        shelved = province.desk.shelve(content)
        code = f"{province.desk.find(dossier).code}-KQ1"
    body = contract.ResultDigitised(
        result_code=code, title=title, file=shelved.digest, size_bytes=shelved.size_bytes, signed=signed
    )
    _do(data, database, dossier, body, actor)


def list_dossiers(
    state: Annotated[State | None, typer.Option(help="Only those in this state.")] = None,
    data: Data = FOLDER,
    database: Database = "",
) -> None:
    """List dossiers, the one due first coming first."""
    with opened(data, database) as province:
        for line in province.desk.dossiers(state):
            typer.echo("\t".join((line.code, line.state, line.due_at, line.receiving_unit, line.dossier_id)))


def invite(
    unit: Annotated[str, typer.Argument(help="The unit the window belongs to.")],
    window: Annotated[str, typer.Argument(help="The window's code.")],
    role: Annotated[str, typer.Option(help="counter or relay.")] = "counter",
    hours: Annotated[int, typer.Option(help="How long the code holds.")] = 72,
    data: Data = FOLDER,
    database: Database = "",
) -> None:
    """Print a one-time code that enrols one device."""
    with opened(data, database) as province:
        code = province.world.secret(9)
        province.devices.invite(Invitation(unit, window, role), code=code, valid_for=timedelta(hours=hours))
        typer.echo(code)


def verify(data: Data = FOLDER, database: Database = "") -> None:
    """Prove every device's chain, signatures, receipts and dossier versions; code 1 names the first bad link."""
    with opened(data, database) as province:
        proof = prove(province.engine, province.key.public_text)
    if proof.wrong is not None:
        typer.echo(f"broken: {proof.wrong} at {proof.where}", err=True)
        raise typer.Exit(1)
    typer.echo(f"whole: {proof.acts} acts of {proof.devices} lives of devices")
