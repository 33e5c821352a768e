"""The signatures on a scanned paper: PAdES, the clerk's at the top left, the agency's at the top right.

Circular 01/2023/TT-VPCP Art. 8: whoever copies a paper signs the copy with a personal signature that shows
name and time, before anything is extracted from it. Decree 30/2020/NĐ-CP: the agency's stands at the top right.
Signing adds to the file and changes nothing in it: the pages, the text and the description
stay as they were, byte for byte, and the file stays PDF/A-1b. Only a paper whose description says that nobody has
signed it gets, under the clerk's signature, a description that says who vouches for it now.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign import Signer as CmsSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.stamp.base import BaseStampStyle
from typing_extensions import override

from counter_app.documents.add_only import AddOnly
from counter_app.documents.signature_look import ClerkStamp, Lettering, agency_lines, signature_lines
from counter_app.documents.signature_place import find_place
from counter_app.documents.signing_keys import SigningKey
from counter_app.documents.time_stamps import Stamper
from counter_app.documents.xmp import signed_since
from counter_app.domain.errors import Damaged, InvalidInput, LinkDown, NeedsAttention
from counter_app.domain.pages import Line
from counter_app.services.ports import PaperSigner, TrustService

_log = logging.getLogger(__name__)

FIELD = "ClerkSignature"
AGENCY_FIELD = "AgencySignature"
REASON = "Số hóa giấy tờ"
AGENCY_REASON = "Xác nhận bản số hóa của cơ quan"
_POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Role:
    """In which capacity a paper is signed: the signature's name, its reason, its corner and what it shows."""

    field: str
    reason: str
    at_right: bool
    lines: Callable[[str, datetime], tuple[str, str]]


CLERK = Role(FIELD, REASON, at_right=False, lines=signature_lines)
AGENCY = Role(AGENCY_FIELD, AGENCY_REASON, at_right=True, lines=agency_lines)


class PadesSigner(PaperSigner):
    """Signs with one key in one role.

    Args:
        key: The signer's.
        typeface: The TrueType file of the visible text.
        role: Whose signature it is.
        trust: The time-stamping authority, asked while there is a link; the paper is signed without it as well.
    """

    def __init__(
        self, key: SigningKey, typeface: Path, role: Role = CLERK, *, trust: TrustService | None = None
    ) -> None:
        self._key = key
        self._lettering = Lettering(typeface)
        self._role = role
        self._trust = trust

    @override
    def sign_paper(self, pdf: bytes, *, name: str, when: datetime, page_lines: Sequence[Line]) -> bytes:
        """The signed file; ``page_lines`` are the lines read on the first page.

        Raises:
            InvalidInput: ``when`` does not say its offset from UTC.
            TryLater: The key is not at hand now.
            NeedsAttention: The key cannot be used, or the file cannot be signed.
        """
        if when.utcoffset() is None:
            raise InvalidInput("time_without_offset")
        if self._trust is not None:
            try:
                return self._signed(pdf, name, when, page_lines, Stamper(self._trust))
            except LinkDown:
                _log.info("no time stamp for now: there is no link")
        return self._signed(pdf, name, when, page_lines, None)

    def _signed(
        self, pdf: bytes, name: str, when: datetime, page_lines: Sequence[Line], stamper: Stamper | None
    ) -> bytes:
        if stamper is not None:
            stamper.certificates()
        signer = self._key.opened(when)
        role = self._role
        try:
            writer = AddOnly(BytesIO(pdf))
            turned_deg, box = _place_on_first_page(writer, page_lines, role)
            if role is CLERK:
                _describe_as_signed(writer)
            signing = _SigningAt(
                when,
                PdfSignatureMetadata(
                    field_name=role.field,
                    name=name,
                    reason=role.reason,
                    md_algorithm="sha256",
                    subfilter=SigSeedSubFilter.PADES,
                ),
                signer,
                stamper=stamper,
                look=ClerkStamp(lettering=self._lettering, lines=role.lines(name, when), turned_deg=turned_deg),
                field=SigFieldSpec(role.field, box=box),
            )
            signed: BytesIO = signing.sign_pdf(writer)
        except TimestampRequestError as error:
            raise NeedsAttention("time_stamp_refused") from error
        except SigningError as error:
            raise NeedsAttention("signing_failed") from error
        except PdfError as error:
            raise Damaged("pdf_damaged") from error
        return signed.getvalue()


def _describe_as_signed(writer: IncrementalPdfFileWriter) -> None:
    said = writer.root["/Metadata"].data if "/Metadata" in writer.root else b""
    says = signed_since(said)
    if says != said:
        kind = {generic.NameObject("/Type"): generic.NameObject("/Metadata")}
        kind[generic.NameObject("/Subtype")] = generic.NameObject("/XML")
        # Readable as it stands in the file: PDF/A wants the description without a filter.
        packet = generic.StreamObject(kind, stream_data=says)
        writer.root[generic.NameObject("/Metadata")] = writer.add_object(packet)
        writer.update_root()


def _place_on_first_page(
    writer: IncrementalPdfFileWriter, lines: Sequence[Line], role: Role
) -> tuple[int, tuple[int, int, int, int]]:
    """How far the first page is turned, and the mark's rectangle in points of the page before that turn."""
    try:
        page = writer.root["/Pages"]["/Kids"][0]
        scan = page["/Resources"]["/XObject"]["/Scan"]
        _, _, width, height = (float(edge) for edge in page["/MediaBox"])
        dpi = int(scan["/Width"]) * _POINTS_PER_INCH / width
        turned_deg = int(page.get("/Rotate", 0))
    except (KeyError, IndexError, ValueError, ZeroDivisionError) as error:
        raise Damaged("not_a_scanned_paper") from error
    place = find_place(scan.encoded_data, lines, dpi=dpi, turned_deg=turned_deg, at_right=role.at_right)
    return turned_deg, place.in_points(width, height, turned_deg=turned_deg)


class _SigningAt(PdfSigner):
    """Signs at a given time (the library would ask the clock) and leaves the file's version alone."""

    def __init__(
        self,
        when: datetime,
        meta: PdfSignatureMetadata,
        signer: CmsSigner,
        *,
        stamper: Stamper | None,
        look: BaseStampStyle,
        field: SigFieldSpec,
    ) -> None:
        super().__init__(meta, signer, timestamper=stamper, stamp_style=look, new_field_spec=field)
        self._when = when

    @override
    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._when
        return session

    @override
    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        """Announce nothing: the entry for ETSI's additions belongs to files of version 1.7."""
