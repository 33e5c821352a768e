"""The clerk's signature on a scanned paper: PAdES, visible at the top left, before anything is extracted.

Circular 01/2023/TT-VPCP Art. 8: whoever copies a paper signs the copy with a personal signature that shows
name and time. Signing adds to the file and changes nothing in it: the pages, the text and the description
stay as they were, byte for byte, and the file stays PDF/A-1b.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
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
from pyhanko.stamp.base import BaseStampStyle
from typing_extensions import override

from counter_app.documents.signature_look import ClerkStamp, Lettering, signature_lines
from counter_app.documents.signature_place import find_place
from counter_app.documents.signing_keys import SigningKey
from counter_app.domain.errors import Damaged, InvalidInput, NeedsAttention
from counter_app.domain.pages import Line
from counter_app.services.ports import PaperSigner

FIELD = "ClerkSignature"
REASON = "Số hóa giấy tờ"
_POINTS_PER_INCH = 72


class PadesSigner(PaperSigner):
    """Signs with one clerk's key; ``typeface`` is the TrueType file of the visible text."""

    def __init__(self, key: SigningKey, typeface: Path) -> None:
        self._key = key
        self._lettering = Lettering(typeface)

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
        signer = self._key.opened(when)
        try:
            writer = _AddOnly(BytesIO(pdf))
            turned_deg, box = _place_on_first_page(writer, page_lines)
            signing = _SigningAt(
                when,
                PdfSignatureMetadata(
                    field_name=FIELD,
                    name=name,
                    reason=REASON,
                    md_algorithm="sha256",
                    subfilter=SigSeedSubFilter.PADES,
                ),
                signer,
                look=ClerkStamp(
                    lettering=self._lettering, lines=signature_lines(name, when), turned_deg=turned_deg
                ),
                field=SigFieldSpec(FIELD, box=box),
            )
            signed: BytesIO = signing.sign_pdf(writer)
        except SigningError as error:
            raise NeedsAttention("signing_failed") from error
        except PdfError as error:
            raise Damaged("pdf_damaged") from error
        return signed.getvalue()


def _place_on_first_page(
    writer: IncrementalPdfFileWriter, lines: Sequence[Line]
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
    place = find_place(scan.encoded_data, lines, dpi=dpi, turned_deg=turned_deg)
    return turned_deg, place.in_points(width, height, turned_deg=turned_deg)


class _AddOnly(IncrementalPdfFileWriter):
    """Adds to a file without touching its description, and without chance.

    The library would rewrite the XMP on every update, in a form that PDF/A validators refuse, and with the
    clock's time. The file keeps the time of scanning; the time of signing stands in the signature.
    """

    output_version = (1, 4)

    @override
    def _update_meta(self) -> None:
        return

    @classmethod
    @override
    def _handle_id(cls, prev: object) -> generic.ArrayObject:
        first, _ = super()._handle_id(prev)  # type: ignore[no-untyped-call]
        second = hashlib.sha256(first).digest()[: len(first)]
        return generic.ArrayObject([first, generic.ByteStringObject(second)])


class _SigningAt(PdfSigner):
    """Signs at a given time (the library would ask the clock) and leaves the file's version alone."""

    def __init__(
        self,
        when: datetime,
        meta: PdfSignatureMetadata,
        signer: CmsSigner,
        *,
        look: BaseStampStyle,
        field: SigFieldSpec,
    ) -> None:
        super().__init__(meta, signer, stamp_style=look, new_field_spec=field)
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
