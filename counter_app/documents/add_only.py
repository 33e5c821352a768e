"""Adds to a PDF, describing nothing by itself and without chance: what was there stays, byte for byte."""

from __future__ import annotations

import hashlib

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.extensions import DeveloperExtension
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from typing_extensions import override


class AddOnly(IncrementalPdfFileWriter):
    """An incremental update that stays PDF/A-1b.

    The library would rewrite the XMP on every update, in a form that PDF/A validators refuse, and with the
    clock's time; it would announce ETSI's additions, whose entry belongs to files of version 1.7. The file keeps
    the time of scanning; the time of signing stands in the signature.
    """

    output_version = (1, 4)

    @override
    def _update_meta(self) -> None:
        return

    @override
    def ensure_output_version(self, version: tuple[int, int]) -> None:
        return

    @override
    def register_extension(self, ext: DeveloperExtension) -> None:
        return

    @classmethod
    @override
    def _handle_id(cls, prev: object) -> generic.ArrayObject:
        first, _ = super()._handle_id(prev)  # type: ignore[no-untyped-call]
        second = hashlib.sha256(first).digest()[: len(first)]
        return generic.ArrayObject([first, generic.ByteStringObject(second)])
