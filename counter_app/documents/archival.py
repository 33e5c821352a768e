"""What makes a PDF of ours a PDF/A-1b: colour intent, description, language, and how it is saved.

Equal content gives equal bytes: the file's identifier is made from the content, no time is taken from a
clock.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from counter_app.documents.colour import srgb_profile
from counter_app.documents.xmp import PRODUCER, pdf_time


def describe(pdf: pikepdf.Pdf, packet: bytes, *, title: str, moment: datetime) -> None:
    """Give the file its output intent, its XMP and an information dictionary that says the same."""
    profile = Stream(pdf, srgb_profile(), N=3, Alternate=Name.DeviceRGB)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name("/GTS_PDFA1"),
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_indirect(profile),
    )
    metadata = Stream(pdf, packet, Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    pdf.Root.Metadata = pdf.make_indirect(metadata)
    pdf.Root.Lang = String("vi-VN")
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(title),
            Creator=String(PRODUCER),
            Producer=String(PRODUCER),
            CreationDate=String(pdf_time(moment)),
            ModDate=String(pdf_time(moment)),
        )
    )


def save(pdf: pikepdf.Pdf) -> bytes:
    """The file as PDF 1.4 without object streams, which PDF/A-1 forbids."""
    written = BytesIO()
    pdf.save(
        written,
        force_version="1.4",
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        fix_metadata_version=False,
        deterministic_id=True,
    )
    return written.getvalue()
