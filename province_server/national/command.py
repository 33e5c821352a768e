"""``python -m province_server portal``: report what changed to the national portal, once or for ever."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from counter_app.contract.catalogue import check_catalogue
from province_server.commands import FOLDER, Data, Database, opened
from province_server.national.keeping import NationalReports, names_of
from province_server.national.portal import NationalPortal, PortalAccess, PortalUnreachable

EVERY_S = 30.0


def report_to_portal(  # noqa: PLR0917 - typer makes options of them
    adapter: Annotated[str, typer.Option(help="Address of the portal's adapter.")],
    user: Annotated[str, typer.Option(envvar="NATIONAL_PORTAL_USER")],
    password: Annotated[str, typer.Option(envvar="NATIONAL_PORTAL_PASSWORD")],
    unit: Annotated[str, typer.Option(help="The province's agency code at the portal.")],
    files: Annotated[str, typer.Option(help="Address under which the portal fetches files by digest.")],
    resources: Annotated[Path, typer.Option(help="Folder of the law, for the procedures' names.")],
    data: Data = FOLDER,
    database: Database = "",
    once: Annotated[bool, typer.Option("--once", help="Report what waits now and end.")] = False,
) -> None:
    """Keep the national portal in step with this province's dossiers. Runs beside any number of servers."""
    texts = {
        path.name: path.read_text(encoding="utf-8") for path in sorted((resources / "procedures").glob("*.toml"))
    }
    book, mistakes = check_catalogue(texts)
    if book is None:
        typer.echo(str(mistakes[0]), err=True)
        raise typer.Exit(2)
    portal = NationalPortal(PortalAccess(adapter=adapter, user=user, password=password, unit=unit))
    with opened(data, database) as province:
        address = files.rstrip("/") + "/"
        reports = NationalReports(
            province.engine, portal, names_of(book), lambda digest: address + digest, province.world
        )
        while True:
            done = _tick(reports)
            if not done and once:
                break
            if not done:
                time.sleep(EVERY_S)
        for dossier_id, problem in reports.problems().items():
            typer.echo(f"{dossier_id}: {problem}", err=True)
    portal.close()


def _tick(reports: NationalReports) -> int:
    try:
        done = reports.tick()
    except PortalUnreachable as error:
        typer.echo(f"the portal was not reached: {error}", err=True)
        return 0
    if done:
        typer.echo(f"{done} reported")
    return done
