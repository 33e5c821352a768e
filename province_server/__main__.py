"""``python -m province_server``: serve, or act as the competent unit from the command line."""

from __future__ import annotations

import asyncio
import socket
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import msgspec
import typer
import uvicorn
from typing_extensions import override

from province_server import commands
from province_server import demo as demonstration
from province_server.app import build_app
from province_server.national.command import report_to_portal
from province_server.processing import AutoDesk, Rounds
from province_server.province import Province, open_province
from province_server.settings import settings_for
from province_server.sheet import Sheet

cli = typer.Typer(add_completion=False, help=__doc__)

DataFolder = Annotated[Path, typer.Option("--data", help="Folder of files, key and, by default, the database.")]
DatabaseUrl = Annotated[str, typer.Option("--database", help="SQLAlchemy URL; default: SQLite in --data.")]
AdminToken = Annotated[
    str, typer.Option("--admin-token", envvar="PROVINCE_ADMIN_TOKEN", help="Opens /v1/admin; empty closes it.")
]


@cli.callback(invoke_without_command=True)
def serve(  # noqa: PLR0917 - typer makes options of them
    context: typer.Context,
    data: DataFolder = Path("var/province"),
    database: DatabaseUrl = "",
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0: any free one.")] = 8443,
    port_file: Annotated[Path | None, typer.Option(help="Where to write the port once it is served.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Demonstration staff, codes and papers.")] = False,
    auto_process: Annotated[
        bool, typer.Option("--auto-process", help="Process sealed dossiers for show.")
    ] = False,
    auto_after: Annotated[float, typer.Option(help="Seconds a dossier rests before each step for show.")] = 1.0,
    resources: Annotated[Path | None, typer.Option(help="Folder of the law that is distributed.")] = None,
    admin_token: AdminToken = "",
) -> None:
    """Serve the province until told to stop."""
    if context.invoked_subcommand is not None:
        return
    settings = settings_for(data, database_url=database, admin_token=admin_token)
    province = open_province(replace(settings, sign_in_for_papers=not demo))
    try:
        if demo:
            told = msgspec.json.format(msgspec.json.encode(demonstration.provision(province, resources)))
            (data / "demo.json").write_bytes(told)
        sheet = Sheet(resources / "fonts" if resources else None)
        after = timedelta(seconds=auto_after)
        auto_desk = AutoDesk(province.desk, province.world, sheet, after=after) if auto_process else None
        _serve(province, host, port, port_file, auto_desk)
    finally:
        province.close()


class _Announcing(uvicorn.Server):
    """Says its port once requests are served."""

    def __init__(self, config: uvicorn.Config, port_file: Path | None) -> None:
        super().__init__(config)
        self._port_file = port_file

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            port = sockets[0].getsockname()[1]
            if self._port_file is not None:
                draft = self._port_file.with_name(f"{self._port_file.name}.new")
                draft.write_text(f"{port}\n", encoding="ascii")
                draft.replace(self._port_file)
            sys.stderr.write(f"province_server: serving on port {port}\n")
            sys.stderr.flush()


def _serve(province: Province, host: str, port: int, port_file: Path | None, auto_desk: AutoDesk | None) -> None:
    listener = socket.create_server((host, port), backlog=2048)
    rounds = Rounds(province.world, province.uploads, auto_desk)
    config = uvicorn.Config(
        build_app(province),
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=5,
        server_header=False,
    )
    rounds.start()
    try:
        asyncio.run(_Announcing(config, port_file).serve(sockets=[listener]))
    finally:
        rounds.stop()
        listener.close()


cli.add_typer(commands.act, name="act")
cli.command("list")(commands.list_dossiers)
cli.command("invite")(commands.invite)
cli.command("portal")(report_to_portal)

if __name__ == "__main__":
    cli(prog_name="province_server")
