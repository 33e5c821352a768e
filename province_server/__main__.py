"""``python -m province_server``: serve, or act as the competent unit from the command line."""

from __future__ import annotations

import socket
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from counter_app.contract.retention import RetentionRule
from province_server import commands
from province_server import demo as demonstration
from province_server.authority import authority
from province_server.courier import take_stick
from province_server.national.command import report_to_portal
from province_server.personal import SHIPPED_RULES, export_person, hold, rules_for_serving, tell_and_carry_out
from province_server.processing import EVERY_TICK, RETENTION_EVERY, AutoDesk, Chore, Rounds, housekeeping
from province_server.province import Province, open_province
from province_server.relay.running import run_relay
from province_server.restored import NOTED_EVERY, note_newest, restored, tell_if_put_back
from province_server.serving import listen, serve_here
from province_server.settings import DEVICE_RATE, Provider, Settings, Tls, settings_for
from province_server.sheet import Sheet
from province_server.workers import Workers

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
    relay: Annotated[str, typer.Option(help="Be a branch's relay for the province at this address.")] = "",
    relay_code: Annotated[str, typer.Option(help="One-time code that enrols the relay, at its first start.")] = "",
    place: Annotated[str, typer.Option(help="What a relay's receipts call the branch.")] = "branch",
    workers: Annotated[int, typer.Option(help="Serving processes; more than one needs PostgreSQL to pay.")] = 1,
    files: Annotated[str, typer.Option(help="s3://bucket/prefix; default: a folder in --data.")] = "",
    s3_endpoint: Annotated[str, typer.Option(help="Address of an S3-compatible store.")] = "",
    tls_certificate: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Speak TLS with this certificate (PEM).")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="Its key (PEM).")] = None,
    province_ca: Annotated[str, typer.Option(help="A relay's: the private CA of the province (PEM).")] = "",
    device_rate: Annotated[
        float, typer.Option(help="Requests per second that one device may make.")
    ] = DEVICE_RATE,
    oidc_issuer: Annotated[str, typer.Option(help="OpenID provider where clerks may sign in.")] = "",
    oidc_client: Annotated[str, typer.Option(help="What that provider calls the windows.")] = "counter-app",
    oidc_claim: Annotated[str, typer.Option(help="What in its tokens is the login.")] = "preferred_username",
    listener: Annotated[int, typer.Option(hidden=True)] = -1,
    papers_without_sign_in: Annotated[bool, typer.Option("--papers-without-sign-in", hidden=True)] = False,
    resources: Annotated[Path | None, typer.Option(help="Folder of the law that is distributed.")] = None,
    admin_token: AdminToken = "",
) -> None:
    """Serve the province until told to stop."""
    if context.invoked_subcommand is not None:
        return
    settings = settings_for(data, database_url=database, admin_token=admin_token, device_rate=device_rate)
    provider = Provider(oidc_issuer, oidc_client, oidc_claim)
    settings = replace(settings, files_url=files, s3_endpoint=s3_endpoint, identity=provider)
    settings = replace(settings, shared_metrics=listener >= 0, tls=_tls(tls_certificate, tls_key))
    rules = rules_for_serving(resources / "retention" if resources else SHIPPED_RULES)
    if relay:
        branch = replace(settings, place=place)
        run_relay(branch, relay, relay_code, listen(host, port), port_file, ca_file=province_ca, rules=rules)
        return
    province = open_province(replace(settings, sign_in_for_papers=not (demo or papers_without_sign_in)))
    try:
        if listener < 0 and tell_if_put_back(province):
            sys.stderr.write("province_server: the database was put back; windows bring again what it lacks\n")
        if demo:
            told = msgspec.json.format(msgspec.json.encode(demonstration.provision(province, resources)))
            (data / "demo.json").write_bytes(told)
        sheet = Sheet(resources / "fonts" if resources else None)
        chores = _chores(province, rules)
        if auto_process:
            auto_desk = AutoDesk(province.desk, province.world, sheet, after=timedelta(seconds=auto_after))
            chores.append((EVERY_TICK, auto_desk.tick))
        rounds = Rounds(province.world, chores)
        if listener >= 0:
            serve_here(province, socket.socket(fileno=listener), None, quiet=True)
        elif workers > 1:
            children = Workers(workers, _for_children(context, settings, demo=demo), listen(host, port))
            with rounds:
                children.run(port_file)
        else:
            with rounds:
                serve_here(province, listen(host, port), port_file)
    finally:
        province.close()


def _chores(province: Province, rules: Sequence[RetentionRule]) -> list[Chore]:
    return [
        *housekeeping(province.engine, province.uploads, province.world),
        (RETENTION_EVERY, province.retention(rules).chore),
        (NOTED_EVERY, partial(note_newest, province)),
    ]


def _tls(certificate: Path | None, key: Path | None) -> Tls | None:
    if (certificate is None) != (key is None):
        raise typer.BadParameter("--tls-certificate and --tls-key go together")
    return Tls(certificate, key) if certificate and key else None


def _for_children(context: typer.Context, settings: Settings, *, demo: bool) -> list[str]:
    """The options that every serving child needs; a secret from the environment stays there."""
    given = ["--data", str(settings.folder), "--database", settings.database_url]
    given += ["--files", settings.files_url, "--s3-endpoint", settings.s3_endpoint]
    given += ["--device-rate", str(settings.limits.device_requests_per_s)]
    provider = settings.identity
    given += [
        "--oidc-issuer",
        provider.issuer,
        "--oidc-client",
        provider.client_id,
        "--oidc-claim",
        provider.claim,
    ]
    if settings.tls is not None:
        given += ["--tls-certificate", str(settings.tls.certificate), "--tls-key", str(settings.tls.key)]
    source = context.get_parameter_source("admin_token")
    if source is None or source.name != "ENVIRONMENT":
        given += ["--admin-token", settings.admin_token]
    return [*given, "--papers-without-sign-in"] if demo else given


cli.add_typer(authority, name="authority")
cli.add_typer(commands.act, name="act")
cli.command("list")(commands.list_dossiers)
cli.command("invite")(commands.invite)
cli.command("courier")(take_stick)
cli.command("restored")(restored)
cli.command("verify")(commands.verify)
cli.command("portal")(report_to_portal)
cli.command("retention")(tell_and_carry_out)
cli.command("hold")(hold)
cli.command("person")(export_person)

if __name__ == "__main__":
    cli(prog_name="province_server")
