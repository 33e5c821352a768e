"""The QR codes that our papers carry, and reading them back.

A slip's code holds the minimum data of Circular 01/2023/TT-VPCP as text. No personal number ever becomes part
of an address. A separator sheet's code names the dossier and the paper that follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.errors import InvalidInput
from counter_app.domain.slips import SlipHead

_QR_MARK = "HS1"
_QR_SEPARATOR = "|"
_QR_TIME = "%Y%m%d%H%M%S"
_QR_FIELDS = 8


@dataclass(frozen=True, slots=True)
class SlipCode:
    """What the QR code in the corner of a slip says (Circular 01/2023/TT-VPCP, minimum data).

    ``holder_id`` is the identity code of the person or organisation, empty where they have none;
    ``appointment`` is on receipts only. Times are those of the centre's clock, to the second.
    """

    dossier_code: str
    procedure_code: str
    holder_id: str
    paper: str
    system: str
    issued_at: datetime
    appointment: datetime | None = None

    def text(self) -> str:
        """The text of the code: a mark with the format's number, then the fields in order."""
        fields = (
            self.dossier_code,
            self.procedure_code,
            self.holder_id,
            self.paper,
            self.system,
            self.issued_at.strftime(_QR_TIME),
            "" if self.appointment is None else self.appointment.strftime(_QR_TIME),
        )
        return _QR_SEPARATOR.join((_QR_MARK, *(field.replace(_QR_SEPARATOR, "/") for field in fields)))


def read_slip_code(text: str) -> SlipCode:
    """The code that was read from a slip; times come back without an offset, as they were printed.

    Raises:
        InvalidInput: It is not a code of our slips.
    """
    fields = text.split(_QR_SEPARATOR)
    if len(fields) != _QR_FIELDS or fields[0] != _QR_MARK:
        raise InvalidInput("not_a_slip_code")
    dossier_code, procedure_code, holder_id, paper, system, issued_at, appointment = fields[1:]
    try:
        return SlipCode(
            dossier_code,
            procedure_code,
            holder_id,
            paper,
            system,
            _read_time(issued_at),
            _read_time(appointment) if appointment else None,
        )
    except ValueError as wrong:
        raise InvalidInput("not_a_slip_code") from wrong


def _read_time(text: str) -> datetime:
    return datetime.strptime(text, _QR_TIME)  # noqa: DTZ007 - printed without an offset


def slip_code(head: SlipHead, title: str, *, appointment: datetime | None = None) -> SlipCode:
    """The code for a slip with this head and title."""
    return SlipCode(
        head.dossier_code,
        head.procedure_code,
        head.holder.id_number,
        title,
        head.system,
        head.issued_at,
        appointment,
    )


_SEPARATOR_MARK = "TPC1"
_SEPARATOR_FIELDS = 3


@dataclass(frozen=True, slots=True)
class SeparatorCode:
    """What the code of a separator sheet says: the dossier, and the kind of paper that follows."""

    dossier_code: str
    paper_type: str

    def text(self) -> str:
        return _QR_SEPARATOR.join((_SEPARATOR_MARK, self.dossier_code, self.paper_type))


def read_separator_code(text: str) -> SeparatorCode | None:
    """The code of a separator sheet; None when the text is something else."""
    fields = text.split(_QR_SEPARATOR)
    if len(fields) != _SEPARATOR_FIELDS or fields[0] != _SEPARATOR_MARK or not all(fields):
        return None
    return SeparatorCode(fields[1], fields[2])
