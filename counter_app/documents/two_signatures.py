"""The clerk's signature and then the agency's: the second one never puts the first one at risk."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from typing_extensions import override

from counter_app.domain.errors import NeedsAttention, TryLater
from counter_app.domain.pages import Line
from counter_app.services.ports import PaperSigner

_log = logging.getLogger(__name__)


class TwoSignatures(PaperSigner):
    """Signs with ``clerk``, then with ``agency`` in the name of ``agency_name``."""

    def __init__(self, clerk: PaperSigner, agency: PaperSigner, agency_name: str) -> None:
        self._clerk = clerk
        self._agency = agency
        self._agency_name = agency_name

    @override
    def sign_paper(self, pdf: bytes, *, name: str, when: datetime, page_lines: Sequence[Line]) -> bytes:
        """The file with both signatures, or with the clerk's alone when the agency's key is not at hand."""
        signed = self._clerk.sign_paper(pdf, name=name, when=when, page_lines=page_lines)
        try:
            return self._agency.sign_paper(signed, name=self._agency_name, when=when, page_lines=page_lines)
        except (TryLater, NeedsAttention) as error:
            _log.info("the agency's signature has to wait: %s", error)
            return signed
