"""What makes a signature provable for decades: revocation lists and a time stamp, added to the signed file.

Everything is appended (PAdES B-LTA): the signed bytes stay as they are and remain a prefix of the new file, so
what was named by its digest before can still be found inside. A file can be strengthened right after signing or
years later; strengthening one that has a time stamp renews it before the stamp's own certificate ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from asn1crypto import crl, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, append_signature_field, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.validation.dss import DocumentSecurityStore
from typing_extensions import override

from counter_app.documents.add_only import AddOnly
from counter_app.documents.time_stamps import ALGORITHM, Stamper
from counter_app.domain.errors import Damaged, NeedsAttention
from counter_app.services.ports import Strengthener, TrustService


class LongTermEvidence(Strengthener):
    """Strengthens signed papers; ``trust`` is the time-stamping authority and the lists of certificate issuers."""

    def __init__(self, trust: TrustService) -> None:
        self._trust = trust

    @override
    def strengthen(self, pdf: bytes) -> bytes:
        """The file with revocation lists and a new time stamp over everything; ``pdf`` is its beginning.

        Raises:
            LinkDown: the authority cannot be reached: the same call works later.
            NeedsAttention: ``time_stamp_refused``: the authority answered, but gave no valid stamp.
            Damaged: this is no signed PDF.
        """
        stamper = Stamper(self._trust)
        try:
            writer = AddOnly(BytesIO(pdf))
            self._add_lists(writer, stamper)
            field = _unseen_field(writer)
            stamped: BytesIO = PdfTimeStamper(stamper, field_name=field).timestamp_pdf(writer, ALGORITHM)
        except TimestampRequestError as error:
            raise NeedsAttention("time_stamp_refused") from error
        except SigningError as error:
            raise NeedsAttention("signing_failed") from error
        except (PdfError, ValueError) as error:
            raise Damaged("pdf_damaged") from error
        return stamped.getvalue()

    def _add_lists(self, writer: AddOnly, stamper: Stamper) -> None:
        of_stamps = stamper.certificates()
        fetched: dict[str, crl.CertificateList] = {}
        for signature in writer.prev.embedded_signatures:
            certificates = [signature.signer_cert, *signature.other_embedded_certs, *of_stamps]
            lists = [self._list(place, fetched) for place in _places(certificates)]
            contents = signature.pkcs7_content.hex().encode("ascii")
            DocumentSecurityStore.supply_dss_in_writer(writer, contents, certs=certificates, crls=lists)

    def _list(self, place: str, fetched: dict[str, crl.CertificateList]) -> crl.CertificateList:
        if place not in fetched:
            fetched[place] = crl.CertificateList.load(self._trust.revocation_list(place))
        return fetched[place]


def _unseen_field(writer: AddOnly) -> str:
    """A field for the stamp: it shows nothing, but PDF/A-1 wants an appearance for every mark on a page."""
    name = f"TimeStamp{len(writer.prev.embedded_timestamp_signatures) + 1}"
    append_signature_field(writer, SigFieldSpec(name, invis_sig_settings=InvisSigSettings(set_hidden_flag=False)))
    nothing = generic.StreamObject(stream_data=b"")
    nothing[pdf_name("/Type")] = pdf_name("/XObject")
    nothing[pdf_name("/Subtype")] = pdf_name("/Form")
    nothing[pdf_name("/BBox")] = generic.ArrayObject([generic.NumberObject(0)] * 4)
    ((_, _, field),) = enumerate_sig_fields(writer, with_name=name)
    look = {pdf_name("/N"): writer.add_object(nothing)}
    field.get_object()[pdf_name("/AP")] = generic.DictionaryObject(look)
    return name


def is_time_stamped(pdf: bytes) -> bool:
    """Whether a time stamp covers the file. Raises ``Damaged``."""
    try:
        return bool(PdfFileReader(BytesIO(pdf)).embedded_timestamp_signatures)
    except (PdfError, ValueError) as error:
        raise Damaged("pdf_damaged") from error


def _places(certificates: Iterable[x509.Certificate]) -> list[str]:
    """Where the issuers publish their lists, each once."""
    found: dict[str, None] = {}
    for certificate in certificates:
        points = certificate.crl_distribution_points_value
        for point in points.native if points is not None else ():
            for name in point["distribution_point"] or ():
                if str(name).startswith(("http://", "https://")):
                    found[str(name)] = None
    return list(found)
