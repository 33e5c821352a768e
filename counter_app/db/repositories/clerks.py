"""Staff as the province distributes them, and failed sign-ins. Logins are compared without capitals."""

from __future__ import annotations

from typing_extensions import override

from counter_app.contract.messages import ClerkRecord
from counter_app.db.database import Database
from counter_app.db.rows import from_json, moment_or_none, record, to_json, to_moment_or_none
from counter_app.services.ports import Clerks, SignInRecord


class SqliteClerks(Clerks):
    """Staff inside one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    def by_login(self, login: str) -> ClerkRecord | None:
        found = self._database.row("SELECT record FROM clerks WHERE login = ?", (login.casefold(),))
        return None if found is None else from_json(record(found, tuple[str])[0], ClerkRecord)

    @override
    def put(self, clerk: ClerkRecord) -> None:
        # Replaces the person's former record, and whoever had this login before.
        self._database.run(
            "INSERT OR REPLACE INTO clerks (clerk_id, login, record) VALUES (?, ?, ?)",
            (clerk.clerk_id, clerk.login.casefold(), to_json(clerk)),
        )

    @override
    def sign_ins(self, login: str) -> SignInRecord:
        found = self._database.row(
            "SELECT failures, locked_until FROM sign_ins WHERE login = ?", (login.casefold(),)
        )
        if found is None:
            return SignInRecord(login, 0, None)
        failures, locked_until = record(found, tuple[int, str | None])
        return SignInRecord(login, failures, to_moment_or_none(locked_until))

    @override
    def put_sign_ins(self, record: SignInRecord) -> None:
        self._database.run(
            "INSERT OR REPLACE INTO sign_ins (login, failures, locked_until) VALUES (?, ?, ?)",
            (record.login.casefold(), record.failures, moment_or_none(record.locked_until)),
        )
