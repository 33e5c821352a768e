"""What a sealed dossier consists of, page by page: the list that must be complete before processing starts.

A manifest is named by the digest of its canonical JSON. It says for every required paper of the case how the
requirement was met: a sealed scan, a paper the state already holds, or a lawful exception.
"""

from __future__ import annotations

import msgspec

from counter_app.contract.canonical import canonical, digest


class PageEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One side of paper. ``image`` names the bytes embedded in the PDF, ``raw`` what the scanner gave."""

    image: str
    raw: str
    width: int
    height: int
    dpi: int
    blank: bool = False


class PaperEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One sealed paper: one PDF file with its pages in order.

    ``signed`` says whether the clerk's signature is inside the file; a signature that could not be made is
    added later and never delays the paper.
    """

    paper_id: str
    paper_type: str
    title: str
    file: str
    size_bytes: int
    pages: tuple[PageEntry, ...]
    signed: bool = False
    originals: int = 1
    copies: int = 0


class ReuseEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A requirement met by a paper that the state already holds in digital form."""

    paper_type: str
    title: str
    file: str
    source: str
    trust_level: str


class ExceptionEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A requirement lawfully not met by a scan: shown only, secret, waived; with who decided and why."""

    paper_type: str
    title: str
    ground: str
    reason: str
    granted_by: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that has to be at the province before the dossier may be processed."""

    dossier_id: str
    code: str
    procedure: str
    case: str
    papers: tuple[PaperEntry, ...]
    reused: tuple[ReuseEntry, ...] = ()
    exceptions: tuple[ExceptionEntry, ...] = ()

    @property
    def name(self) -> str:
        """The digest of the canonical JSON."""
        return digest(canonical(self))

    @property
    def files(self) -> tuple[str, ...]:
        """The digests of the files that must be at the province, each once, in order."""
        return tuple(dict.fromkeys(paper.file for paper in self.papers))
