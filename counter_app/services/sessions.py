"""Sign in, also without a link: the verifier that the province distributed is checked at the window.

Failed tries are stored before the answer is given, so that a restart does not give new ones.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from counter_app.contract.acts import SignedIn, SignedOut
from counter_app.contract.messages import ClerkRecord
from counter_app.domain.errors import NotAllowed
from counter_app.services.at_window import AtWindow
from counter_app.services.ports import (
    BrowserSignIn,
    ClerkProof,
    Clock,
    Gateway,
    OpenWork,
    PasswordCheck,
    Session,
    SignInRecord,
)
from counter_app.services.recording import Recorder, enrolled

FREE_TRIES = 5
"""Failures before waiting starts."""

LONGEST_WAIT = timedelta(minutes=30)

_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b/dWRWJTmaaJObGAAAAAAAAAAA"
"""Checked when the login is unknown, so that the answer takes as long as for a known one."""


class SignIn:
    """Opens a session for a member of staff at this window."""

    def __init__(
        self,
        open_work: OpenWork,
        clock: Clock,
        passwords: PasswordCheck,
        recorder: Recorder,
        at_window: AtWindow | None = None,
        *,
        gateway: Gateway | None = None,
        browser: BrowserSignIn | None = None,
    ) -> None:
        self._open_work = open_work
        self._clock = clock
        self._passwords = passwords
        self._recorder = recorder
        self._at_window = at_window or AtWindow()
        self._gateway = gateway
        self._browser = browser

    def with_password(self, login: str, password: str) -> Session:
        """The session; the sign-in is an act.

        Raises:
            NotAllowed: ``wrong_password`` (also for an unknown login), ``locked_out`` with the minutes to
                wait, or ``no_role_here``.
            NotReady: the window is not enrolled yet.
        """
        wanted = login.strip().casefold()
        with self._open_work() as work:
            clerk = work.clerks.by_login(wanted)
            record = work.clerks.sign_ins(wanted)
        self._refuse_while_locked(record)
        if not self._matches(clerk, password):
            self._count_failure(record)
            raise NotAllowed("wrong_password")
        assert clerk is not None  # noqa: S101 - _matches is false for None
        return self._open(clerk, wanted, ClerkProof(wanted, password))

    def with_browser(self) -> Session:
        """The session of whoever signs in at the province's identity provider; the province looks at it again.

        Takes as long as the person does: call it off the window's thread. What a clerk alone may ask for is asked
        with the province's own word on this sign-in, for a working day.

        Raises:
            NotAllowed: ``no_identity_provider`` where none is set up; ``browser_sign_in_refused``,
                ``browser_sign_in_abandoned``; ``no_role_here``.
            LinkDown: this way in needs the link.
            Refused: ``sign_in_failed``: the province does not know or no longer employs the person.
        """
        if self._gateway is None or self._browser is None:
            raise NotAllowed("no_identity_provider")
        proof = self._gateway.sign_in(self._browser.id_token)
        with self._open_work() as work:
            clerk = work.clerks.by_login(proof.login)
        if clerk is None or not clerk.active:
            raise NotAllowed("no_role_here", unit="")
        return self._open(clerk, proof.login, proof)

    def sign_out(self, session: Session) -> None:
        """Close the session; unfinished work stays where it is."""
        with self._open_work() as work:
            self._recorder.record(work, SignedOut(window=session.window), session=session)
            work.commit()
        self._at_window.left()

    def _open(self, clerk: ClerkRecord, login: str, proof: ClerkProof) -> Session:
        with self._open_work() as work:
            identity = enrolled(work)
            roles = frozenset(clerk.roles.get(identity.unit, ())) | frozenset(clerk.roles.get("*", ()))
            if not roles:
                raise NotAllowed("no_role_here", unit=identity.unit)
            offline = self._clock.server_offset_ms() is None
            session = Session(
                clerk_id=clerk.clerk_id,
                login=login,
                name=clerk.name,
                unit=identity.unit,
                window=identity.window,
                roles=roles,
                offline=offline,
                since=self._clock.now(),
            )
            work.clerks.put_sign_ins(SignInRecord(login, 0, None))
            self._recorder.record(work, SignedIn(window=identity.window, offline=offline), session=session)
            work.commit()
        self._at_window.came(session, proof)
        return session

    def _matches(self, clerk: ClerkRecord | None, password: str) -> bool:
        if clerk is None or not clerk.active:
            self._passwords.matches(_NOBODY, password)
            return False
        return self._passwords.matches(clerk.verifier, password)

    def _refuse_while_locked(self, record: SignInRecord) -> None:
        if record.locked_until is None:
            return
        left = record.locked_until - self._clock.now()
        if left > LONGEST_WAIT:
            # The clock was set back: without this the way in would stay shut for as long as it was set back.
            left = LONGEST_WAIT
            with self._open_work() as work:
                work.clerks.put_sign_ins(replace(record, locked_until=self._clock.now() + left))
                work.commit()
        if left > timedelta(0):
            minutes = max(1, round(left.total_seconds() / 60))
            raise NotAllowed("locked_out", minutes=minutes)

    def _count_failure(self, record: SignInRecord) -> None:
        failures = record.failures + 1
        until = None
        if failures >= FREE_TRIES:
            wait = min(timedelta(minutes=2 ** (failures - FREE_TRIES)), LONGEST_WAIT)
            until = self._clock.now() + wait
        with self._open_work() as work:
            work.clerks.put_sign_ins(SignInRecord(record.login, failures, until))
            work.commit()
