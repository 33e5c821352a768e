"""Fee receipts on the numbered forms of the tax office: each number written once, in order, none lost silently.

The next number follows from the last one that this window wrote, as the book of forms lies before it. A number
that another dossier of the unit has is refused here and, where two windows wrote it without a link, by the
province. One that was passed over is told; a spoilt form is written off with the reason, its number stays used.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from counter_app.contract.acts import FeeReceiptGiven, Kind, body_of
from counter_app.contract.fee_forms import form_key
from counter_app.domain.dossier import Dossier, FeeForm
from counter_app.domain.errors import IllegalMove, InvalidInput, NotFound
from counter_app.domain.ids import DossierId
from counter_app.domain.lifecycle import require_move
from counter_app.services.clock import province_now
from counter_app.services.ports import Clock, OpenWork, Session, StoredAct, UnitOfWork
from counter_app.services.projection import TURNED_DOWN
from counter_app.services.recording import Recorder, changed
from counter_app.services.review import roles_of

REMEMBERED_YEARS = 1
"""How many years back forms are looked for, besides the present one: series change with the year."""


@dataclass(frozen=True, slots=True)
class Written:
    """A receipt that was written. ``skipped`` are the numbers between this form and the last one of the window."""

    dossier: Dossier
    form: FeeForm
    skipped: tuple[str, ...] = ()


class FeeReceipts:
    """Writes receipts and writes spoilt forms off."""

    def __init__(self, open_work: OpenWork, recorder: Recorder, clock: Clock) -> None:
        self._open_work = open_work
        self._recorder = recorder
        self._clock = clock

    def next_form(self, session: Session) -> FeeForm | None:
        """The form that lies on top of this window's book; None before the first one was written."""
        with self._open_work() as work:
            last = _last_here(self._written(work, session))
        return None if last is None else FeeForm(last.model, last.series, _after(last.serial))

    def write(self, dossier_id: DossierId, form: FeeForm, session: Session) -> Written:
        """Record that this form is written for what the dossier has paid; the same form again writes nothing new.

        Raises:
            InvalidInput: a part of the form's name is missing, or its number is none.
            NotFound: ``nothing_paid``.
            IllegalMove: ``receipt_number_used``: another dossier has the number, or the form was spoilt.
        """
        form = _checked(form)
        with self._open_work() as work:
            dossier = _known(work, dossier_id)
            amount = sum(fee.amount_vnd for fee in dossier.fees if fee.paid)
            if not amount:
                raise NotFound("nothing_paid", code=dossier.code)
            written = self._written(work, session)
            same = [one for one in dossier.fee_forms if _key(one) == _key(form)]
            if any(one.spoilt for one in same):
                raise IllegalMove("receipt_number_used", serial=form.serial, code=dossier.code)
            if same:
                return Written(dossier, form)
            _refuse_twin(work, written, form, dossier)
            skipped = _skipped(_last_here(written), form)
            after = self._record(work, dossier, form, amount, session)
            work.commit()
        return Written(after, form, skipped)

    def write_off(self, dossier_id: DossierId, form: FeeForm, reason: str, session: Session) -> Dossier:
        """Record that this form was spoilt; its number is never written again.

        Raises:
            InvalidInput: ``reason_needed``, or the form's name is not whole.
            IllegalMove: ``receipt_number_used``: another dossier has the number.
        """
        if not reason.strip():
            raise InvalidInput("reason_needed")
        form = _checked(form)
        with self._open_work() as work:
            dossier = _known(work, dossier_id)
            _refuse_twin(work, self._written(work, session), form, dossier)
            spoilt = FeeForm(form.model, form.series, form.serial, reason.strip())
            after = self._record(work, dossier, spoilt, 0, session)
            work.commit()
        return after

    def _record(
        self, work: UnitOfWork, dossier: Dossier, form: FeeForm, amount_vnd: int, session: Session
    ) -> Dossier:
        body = FeeReceiptGiven(
            model=form.model, series=form.series, serial=form.serial, amount_vnd=amount_vnd, spoilt=form.spoilt
        )
        require_move(dossier, Kind.FEE_RECEIPT_GIVEN, unit=session.unit, roles=roles_of(session))
        return changed(self._recorder.record(work, body, session=session, dossier=dossier))

    def _written(self, work: UnitOfWork, session: Session) -> list[StoredAct]:
        """The unit's forms that this window knows of, in the order of time."""
        today = province_now(work, self._clock).date()
        since = date(today.year - REMEMBERED_YEARS, 1, 1)
        found = work.acts.numbered(Kind.FEE_RECEIPT_GIVEN, session.unit, since, date(today.year, 12, 31))
        return [one for one in found if one.outcome not in TURNED_DOWN]


def _checked(form: FeeForm) -> FeeForm:
    """The form without spaces around; its number has to be one."""
    plain = FeeForm(form.model.strip(), form.series.strip(), form.serial.strip())
    if not (plain.model and plain.series and plain.serial.isdigit()):
        raise InvalidInput("receipt_form_unclear", serial=plain.serial)
    return plain


def _refuse_twin(work: UnitOfWork, written: Iterable[StoredAct], form: FeeForm, dossier: Dossier) -> None:
    wanted = _key(form)
    for stored in written:
        if stored.act.dossier_id != dossier.dossier_id and _key(_form(stored)) == wanted:
            other = work.dossiers.get(DossierId(stored.act.dossier_id))
            raise IllegalMove("receipt_number_used", serial=form.serial, code=other.code if other else "")


def _last_here(written: Iterable[StoredAct]) -> FeeForm | None:
    """What this window wrote last."""
    own = [one for one in written if one.own]
    return _form(own[-1]) if own else None


def _skipped(last: FeeForm | None, form: FeeForm) -> tuple[str, ...]:
    """Numbers of the same book between the last form and this one."""
    if last is None or (last.model, last.series) != (form.model, form.series):
        return ()
    first, end = int(last.serial) + 1, int(form.serial)
    return tuple(str(number).zfill(len(form.serial)) for number in range(first, end))


def _after(serial: str) -> str:
    return str(int(serial) + 1).zfill(len(serial))


def _form(stored: StoredAct) -> FeeForm:
    body = body_of(stored.act)
    if not isinstance(body, FeeReceiptGiven):  # pragma: no cover - the store was asked for this kind alone
        raise NotFound("act_unknown")
    return FeeForm(body.model, body.series, body.serial, body.spoilt)


def _key(form: FeeForm) -> str:
    return form_key(form.model, form.series, form.serial)


def _known(work: UnitOfWork, dossier_id: DossierId) -> Dossier:
    dossier = work.dossiers.get(dossier_id)
    if dossier is None:
        raise NotFound("dossier_unknown")
    return dossier
