"""Lets personal data go when its time is over: by the rules of the law as data, with a line in the log for each.

What no rule speaks of stays; acts, receipts and the register of dossiers always stay. A dossier under a legal hold
keeps everything. Files that a dossier still needs stay for all others that name them. Rules that need a decision
only tell what is due until somebody carries a decision out. Rows go first and bytes after them: a crash leaves
bytes that nobody can ask for, and the next round removes them.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice

import sqlalchemy as sa

from counter_app.contract.messages import Outcome
from counter_app.contract.moves import ENDED, PROVINCE
from counter_app.contract.retention import Held, RetentionRule, due_if_by, leaves_on, rule_for
from province_server.files.store import FileStore
from province_server.retention_terms import Decision, Due, Ended, Gone
from province_server.store import tables as t
from province_server.store.bulk import insert_new
from province_server.store.engine import reading, run_writing
from province_server.world import World, local_day, stamp

_log = logging.getLogger(__name__)

AT_ONCE = 200
"""Dossiers that are looked at, and files whose bytes are removed, in one go."""

HOLD_SET, HOLD_LIFTED = "hold_set", "hold_lifted"
_NAMES_OF_FILES: tuple[sa.Column[str], ...] = (
    t.people_papers.c.file,
    t.paper_versions.c.former,
    t.paper_versions.c.file,
    t.file_grants.c.digest,
    t.file_links.c.digest,
    t.files.c.digest,
)
ENDED_STATES = sorted(state.value for state in ENDED)


class Retention:
    """Knows what is due, and lets it go."""

    def __init__(self, engine: sa.Engine, store: FileStore, world: World, rules: Sequence[RetentionRule]) -> None:
        self._engine = engine
        self._store = store
        self._world = world
        self._rules = rules

    def due(self) -> Iterator[Due]:
        """Dossiers whose files are due today and not held, the longest ended first."""
        for one in self._candidates():
            found = self._due(one)
            if found is not None:
                yield found

    def leaves_on(self, dossier_id: str) -> tuple[date | None, RetentionRule | None]:
        """From when the dossier's files may no longer be kept, by which rule; None while it is open, or never."""
        with reading(self._engine) as connection:
            (one,) = _standings(connection, [dossier_id])
        rule = rule_for(self._rules, Held.DOSSIER_FILES, self._today(), procedure=one.procedure)
        return (leaves_on(rule, one.ended_on) if rule and one.ended_on else None), rule

    def carry_out(self, decision: Decision | None = None, *, most: int | None = None) -> Gone:
        """Let go what is due; what needs a decision only with one. May be repeated and run on several machines."""
        files = 0
        for due in islice(self.due(), most):
            if not due.rule.needs_decision or decision is not None:
                files += self._delete_files(due, decision)
        strays = self._delete_strays() + self._delete_relayed()
        gone = Gone(files, self._end_grants(), self._blank_look_ups(), strays)
        self._remove_bytes()
        if gone.total:
            _log.info("retention: %s", gone)
        return gone

    def chore(self) -> int:
        """The round that a running server makes by itself."""
        return self.carry_out().total

    # --- holds -------------------------------------------------------------------------------------------------

    def hold(self, dossier_id: str, reason: str, by: str) -> None:
        """Nothing of this dossier is deleted until the hold is lifted."""
        now = stamp(self._world.now())
        row: dict[str, object] = {"dossier_id": dossier_id, "reason": reason, "held_by": by, "held_at": now}

        def write(connection: sa.Connection) -> None:
            _lock(connection, dossier_id)
            if insert_new(connection, t.legal_holds, [row]):
                self._note(connection, HOLD_SET, 1, rule=reason, actor=by, dossier_id=dossier_id)

        run_writing(self._engine, write)

    def lift(self, dossier_id: str, reason: str, by: str) -> None:
        """The hold is over; what is due goes with the next round."""

        def write(connection: sa.Connection) -> None:
            mine = t.legal_holds.c.dossier_id == dossier_id
            if connection.execute(sa.delete(t.legal_holds).where(mine)).rowcount:
                self._note(connection, HOLD_LIFTED, 1, rule=reason, actor=by, dossier_id=dossier_id)

        run_writing(self._engine, write)

    # --- files of dossiers -------------------------------------------------------------------------------------

    def _candidates(self) -> Iterator[Ended]:
        """Ended dossiers that could be due and have files, oldest first."""
        today = self._today()
        days = [due_if_by(rule, today) for rule in self._rules if rule.what is Held.DOSSIER_FILES]
        latest = max((day for day in days if day), default=None)
        if latest is None:
            return
        d, link, file = t.dossiers.c, t.file_links.c, t.files.c
        has_files = sa.exists(
            sa.select(1).where(link.dossier_id == d.dossier_id, file.digest == link.digest, ~file.open_to_all)
        )
        query = (
            sa.select(d.dossier_id, d.ended_at)
            .where(d.state.in_(ENDED_STATES), d.ended_at != "")
            .where(d.ended_at < (latest + timedelta(days=1)).isoformat(), has_files)
            .order_by(d.ended_at, d.dossier_id)
            .limit(AT_ONCE)
        )
        after = ("", "")
        while True:
            with reading(self._engine) as connection:
                rows = connection.execute(
                    query.where(sa.tuple_(d.ended_at, d.dossier_id) > sa.tuple_(*map(sa.literal, after)))
                ).all()
                found = _standings(connection, [row.dossier_id for row in rows])
            yield from found
            if len(rows) < AT_ONCE:
                return
            after = (rows[-1].ended_at, rows[-1].dossier_id)

    def _due(self, one: Ended) -> Due | None:
        rule, since = self._when(one)
        if rule is None or since is None or since > self._today() or one.is_held or one.ended_on is None:
            return None
        with reading(self._engine) as connection:
            files = self._leaving(connection, one.dossier_id)
        return (
            Due(one.dossier_id, one.code, one.ended_on, since, rule, tuple(sorted(files)), sum(files.values()))
            if files
            else None
        )

    def _when(self, one: Ended) -> tuple[RetentionRule | None, date | None]:
        rule = rule_for(self._rules, Held.DOSSIER_FILES, self._today(), procedure=one.procedure)
        return rule, leaves_on(rule, one.ended_on) if rule and one.ended_on else None

    def _leaving(self, connection: sa.Connection, dossier_id: str) -> Mapping[str, int]:
        """Digests and sizes of the dossier's files that no other dossier has to keep."""
        link, file = t.file_links.c, t.files.c
        own = (
            sa.select(file.digest, file.size_bytes)
            .join(t.file_links, link.digest == file.digest)
            .where(link.dossier_id == dossier_id, ~file.open_to_all)
        )
        sizes: dict[str, int] = {row.digest: row.size_bytes for row in connection.execute(own)}
        shared = sa.select(link.digest, link.dossier_id).where(
            link.digest.in_(sorted(sizes)), link.dossier_id != dossier_id
        )
        others: dict[str, list[str]] = {}
        for digest, other in connection.execute(shared):
            others.setdefault(other, []).append(digest)
        for other in _standings(connection, sorted(others)):
            since = self._when(other)[1]
            if other.is_held or since is None or since > self._today():
                for digest in others[other.dossier_id]:
                    sizes.pop(digest, None)
        return sizes

    def _delete_files(self, due: Due, decision: Decision | None) -> int:
        def write(connection: sa.Connection) -> int:
            _lock(connection, due.dossier_id)
            (now,) = _standings(connection, [due.dossier_id])
            files = {} if now.is_held else self._leaving(connection, due.dossier_id)
            if files:
                _lock_files(connection, files)
                still = self._leaving(connection, due.dossier_id)
                files = {digest: size for digest, size in files.items() if digest in still}
            if files:
                self._forget(connection, files, due.dossier_id)
                self._note(
                    connection,
                    Held.DOSSIER_FILES,
                    len(files),
                    rule=due.rule.source,
                    decision=decision,
                    dossier_id=due.dossier_id,
                    size_bytes=sum(files.values()),
                )
            return len(files)

        return run_writing(self._engine, write)

    def _forget(
        self,
        connection: sa.Connection,
        files: Collection[str],
        dossier_id: str,
        names: Sequence[sa.Column[str]] = _NAMES_OF_FILES,
    ) -> None:
        """Everything that names these files but the acts; the bytes follow."""
        digests = sorted(files)
        now = stamp(self._world.now())
        for name in names:
            connection.execute(sa.delete(name.table).where(name.in_(digests)))
        connection.execute(sa.delete(t.deleted_files).where(t.deleted_files.c.digest.in_(digests)))
        rows: list[dict[str, object]] = [
            {"digest": digest, "dossier_id": dossier_id, "deleted_at": now} for digest in digests
        ]
        insert_new(connection, t.deleted_files, rows)

    def _remove_bytes(self) -> None:
        """Whoever brings such a file anew waits for the row, so that new bytes are never removed."""
        c = t.deleted_files.c

        def remove(connection: sa.Connection) -> int:
            query = sa.select(c.digest).where(~c.bytes_gone).limit(AT_ONCE).with_for_update(skip_locked=True)
            digests = list(connection.scalars(query))
            for digest in digests:
                self._store.remove(digest)
            connection.execute(sa.update(t.deleted_files).where(c.digest.in_(digests)).values(bytes_gone=True))
            return len(digests)

        while run_writing(self._engine, remove):
            pass

    # --- the rest ----------------------------------------------------------------------------------------------

    def _end_grants(self) -> int:
        rule, cutoff = self._cutoff(Held.LOOK_UP_GRANTS)
        if rule is None:
            return 0

        def write(connection: sa.Connection) -> int:
            over = sa.delete(t.file_grants).where(t.file_grants.c.granted_at < cutoff)
            return self._noted(connection, rule, connection.execute(over).rowcount)

        return run_writing(self._engine, write)

    def _blank_look_ups(self) -> int:
        rule, cutoff = self._cutoff(Held.LOOK_UPS)
        if rule is None:
            return 0
        c = t.people_lookups.c

        def write(connection: sa.Connection) -> int:
            old = sa.update(t.people_lookups).where(c.looked_up_at < cutoff, c.person_digest != "")
            return self._noted(
                connection, rule, connection.execute(old.values(person_digest="", purpose="")).rowcount
            )

        return run_writing(self._engine, write)

    def _delete_strays(self) -> int:
        rule, cutoff = self._cutoff(Held.STRAY_FILES)
        if rule is None:
            return 0
        c = t.files.c
        # An act that still waits may name what its device has brought.
        waits = t.acts.c.device_id == c.origin
        named = [
            sa.exists(sa.select(1).where(waits, t.acts.c.outcome == Outcome.HELD.value)),
            *(
                sa.exists(sa.select(1).where(column == c.digest))
                for column in (t.file_links.c.digest, t.people_papers.c.file, t.catalogue.c.file)
            ),
        ]
        query = sa.select(c.digest, c.size_bytes).where(
            c.stored_at < cutoff, c.origin != PROVINCE, ~c.open_to_all, *(~one for one in named)
        )

        return self._delete(rule, query)

    def _delete_relayed(self) -> int:
        """At a relay: files that the province has; the relay fetches one again when a window wants it."""
        rule, cutoff = self._cutoff(Held.RELAY_FILES)
        if rule is None:
            return 0
        c = t.files.c
        at_province = sa.exists(sa.select(1).where(t.relay_files.c.digest == c.digest))
        query = sa.select(c.digest, c.size_bytes).where(c.stored_at < cutoff, ~c.open_to_all, at_province)
        # Whose dossier names the file is still asked before it is fetched.
        return self._delete(rule, query, names=(t.files.c.digest,))

    def _delete(
        self,
        rule: RetentionRule,
        query: sa.Select[tuple[str, int]],
        *,
        names: Sequence[sa.Column[str]] = _NAMES_OF_FILES,
    ) -> int:
        """Some of these files at a time: the next round goes on."""

        def write(connection: sa.Connection) -> int:
            chosen = [row.digest for row in connection.execute(query.limit(AT_ONCE))]
            _lock_files(connection, chosen)
            again = query.where(t.files.c.digest.in_(chosen))
            files = {row.digest: row.size_bytes for row in connection.execute(again)}
            if files:
                self._forget(connection, files, "", names)
            return self._noted(connection, rule, len(files), size_bytes=sum(files.values()))

        return run_writing(self._engine, write)

    def _cutoff(self, what: Held) -> tuple[RetentionRule | None, str]:
        """The rule, and the time before which it lets go; times are stored in UTC and compared as text."""
        rule = rule_for(self._rules, what, self._today())
        day = due_if_by(rule, self._today()) if rule else None
        return (rule, day.isoformat()) if rule and day else (None, "")

    def _noted(self, connection: sa.Connection, rule: RetentionRule, items: int, *, size_bytes: int = 0) -> int:
        if items:
            self._note(connection, rule.what, items, rule=rule.source, size_bytes=size_bytes)
        return items

    def _note(
        self,
        connection: sa.Connection,
        what: str,
        items: int,
        *,
        rule: str,
        decision: Decision | None = None,
        actor: str = PROVINCE,
        dossier_id: str = "",
        size_bytes: int = 0,
    ) -> None:
        line = {
            "at": stamp(self._world.now()),
            "what": str(what),
            "dossier_id": dossier_id,
            "rule": rule,
            "decision": decision.number if decision else "",
            "actor": decision.by if decision else actor,
            "items": items,
            "size_bytes": size_bytes,
        }
        connection.execute(sa.insert(t.deletions).values(line))

    def _today(self) -> date:
        return date.fromisoformat(local_day(self._world.now()))


def _lock(connection: sa.Connection, dossier_id: str) -> None:
    """A hold and a deletion of one dossier follow one another."""
    connection.execute(
        sa.select(t.dossiers.c.version).where(t.dossiers.c.dossier_id == dossier_id).with_for_update()
    )


def _lock_files(connection: sa.Connection, digests: Iterable[str]) -> None:
    """Wait for whoever builds on one of these files now; whether it may still go is asked after this."""
    c = t.files.c
    query = sa.select(c.digest).where(c.digest.in_(sorted(digests))).order_by(c.digest)
    connection.execute(query.with_for_update())


def _standings(connection: sa.Connection, dossier_ids: Iterable[str]) -> list[Ended]:
    """These dossiers in the given order; one that is not known is open, so that its files stay."""
    names = list(dossier_ids)
    d, hold = t.dossiers.c, t.legal_holds.c
    query = (
        sa.select(d.dossier_id, d.code, d.procedure, d.state, d.ended_at, hold.dossier_id.label("held"))
        .outerjoin(t.legal_holds, hold.dossier_id == d.dossier_id)
        .where(d.dossier_id.in_(names))
    )
    known = {row.dossier_id: row for row in connection.execute(query)}
    found = []
    for name in names:
        row = known.get(name)
        is_over = row is not None and row.state in ENDED_STATES and row.ended_at
        ended_on = date.fromisoformat(row.ended_at[:10]) if row is not None and is_over else None
        found.append(
            Ended(
                name,
                row.code if row is not None else "",
                row.procedure if row is not None else "",
                ended_on,
                is_held=row is not None and row.held is not None,
            )
        )
    return found
