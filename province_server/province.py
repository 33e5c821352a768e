"""The running server's parts, put together once: the composition root of ``province_server``."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from counter_app.contract.retention import RetentionRule
from province_server.acts.intake import Intake
from province_server.catalogue import Catalogue
from province_server.certificates import Certificates
from province_server.changes import Changes
from province_server.contacts import Contacts
from province_server.desk import Desk
from province_server.devices import Devices
from province_server.files.shelf import Shelf
from province_server.files.store import DiskFiles, FileStore
from province_server.files.uploads import Uploads
from province_server.keys import ServerKey
from province_server.law import PublishedLaw
from province_server.metrics import Metrics
from province_server.numbers import Numbers
from province_server.oidc import IdTokens
from province_server.papers import People
from province_server.people import Clerks
from province_server.retention import Retention
from province_server.settings import Settings
from province_server.store.engine import open_database
from province_server.store.migrate import migrate
from province_server.throttle import SharedThrottle, Throttle, Throttles
from province_server.tokens import Tokens
from province_server.watch import Watch
from province_server.web.board import Board
from province_server.web.staffing import Staffing
from province_server.web.tracking import Tracking
from province_server.world import RealWorld, World

THREADS = 16
AT_ONCE = 20
"""A process takes a twentieth of a device's burst at once."""


@dataclass(frozen=True, slots=True)
class Province:
    """Everything a request may need. Stateless but for caches: several processes share one database."""

    settings: Settings
    world: World
    engine: sa.Engine
    key: ServerKey
    files: FileStore
    shelf: Shelf
    uploads: Uploads
    intake: Intake
    devices: Devices
    contacts: Contacts
    tokens: Tokens
    clerks: Clerks
    changes: Changes
    watch: Watch
    numbers: Numbers
    catalogue: Catalogue
    people: People
    certificates: Certificates
    desk: Desk
    metrics: Metrics
    by_device: Throttles
    tracking: Tracking
    board: Board
    staffing: Staffing
    by_stranger: Throttles
    by_citizen: Throttles
    by_proof: Throttles
    threads: ThreadPoolExecutor
    """Where requests wait for database and disk. There are as many as there are connections, and no more."""

    def retention(self, rules: Sequence[RetentionRule]) -> Retention:
        """Lets personal data go by these rules."""
        return Retention(self.engine, self.files, self.world, rules)

    def close(self) -> None:
        self.threads.shutdown(cancel_futures=True)
        with suppress(SQLAlchemyError):  # what a board shows a minute later is not worth a word at the end
            self.contacts.write()
        self.engine.dispose()


def _file_store(settings: Settings) -> FileStore:
    if not settings.files_url:
        return DiskFiles(settings.folder / "files")
    place = urlsplit(settings.files_url)
    if place.scheme != "s3" or not place.netloc:
        wrong = f"files are kept in a folder or in s3://bucket/prefix, not in {settings.files_url}"
        raise ValueError(wrong)
    from province_server.files.s3 import S3Files  # noqa: PLC0415 - costs every other server a slow start

    return S3Files(place.netloc, place.path, endpoint=settings.s3_endpoint)


def open_province(settings: Settings, world: World | None = None) -> Province:
    """Bring the database to this release's schema and put the server together."""
    world = world or RealWorld()
    limits = settings.limits
    settings.folder.mkdir(parents=True, exist_ok=True)
    key = ServerKey.load_or_create(settings.key_file)
    engine = open_database(settings.database_url, pool_size=THREADS)
    migrate(engine)
    store = _file_store(settings)
    shelf = Shelf(engine, store, world)
    law = PublishedLaw(engine, shelf)
    intake = Intake(engine, key, law, world, place=settings.place)
    shared = partial(SharedThrottle, engine, world)
    attempts = shared("sign-in", per_s=limits.sign_ins_per_s, burst=limits.sign_in_burst)
    clerks = Clerks(engine, world, attempts)
    desk = Desk(engine, intake, shelf, key, world)
    desk.take_seat()
    contacts = Contacts(engine, world)
    threads = ThreadPoolExecutor(THREADS, thread_name_prefix="request")
    return Province(
        settings=settings,
        world=world,
        engine=engine,
        key=key,
        files=store,
        shelf=shelf,
        uploads=Uploads(engine, store, shelf, world, limits),
        intake=intake,
        devices=Devices(engine, key, world, limits),
        contacts=contacts,
        tokens=Tokens(engine, key, world, limits, clerks, IdTokens(settings.identity, world), contacts),
        clerks=clerks,
        changes=Changes(engine, world, page=limits.changes_page),
        watch=Watch(engine, threads),
        numbers=Numbers(engine, world, limits),
        catalogue=Catalogue(engine, shelf, world),
        people=People(engine, world, sign_in_needed=settings.sign_in_for_papers),
        certificates=Certificates(engine, key, world),
        desk=desk,
        metrics=Metrics(engine, world, shared=settings.shared_metrics),
        by_device=shared(
            "device",
            per_s=limits.device_requests_per_s,
            burst=limits.device_burst,
            at_once=max(1, limits.device_burst // AT_ONCE),
        ),
        by_stranger=Throttle(world, per_s=limits.stranger_requests_per_s, burst=limits.stranger_burst),
        tracking=Tracking(engine, world),
        board=Board(engine, world),
        staffing=Staffing(engine, law, world),
        by_citizen=shared("citizen", per_s=limits.citizen_requests_per_s, burst=limits.citizen_burst),
        by_proof=shared("proof", per_s=limits.proofs_per_s, burst=limits.proof_burst),
        threads=threads,
    )
