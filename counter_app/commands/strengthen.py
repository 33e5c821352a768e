"""``python -m counter_app strengthen``: add revocation lists and a time stamp to signed papers, or renew them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from counter_app.documents.evidence import LongTermEvidence
from counter_app.domain.errors import InvalidInput, NotReady
from counter_app.settings import Settings
from counter_app.signing import trust_service


def strengthen_files(files: Sequence[Path], out: Path, settings: Settings, said: Callable[[str], None]) -> None:
    """Write each file with its new evidence into ``out``; what is there already is not replaced.

    Raises:
        NotReady: ``no_time_stamps``: no authority was told.
        InvalidInput: a file cannot be read, or one of its name is in ``out``.
        LinkDown: the authority cannot be reached.
        Damaged: a file is no signed PDF.
    """
    trust = trust_service(settings)
    if trust is None:
        raise NotReady("no_time_stamps")
    evidence = LongTermEvidence(trust)
    out.mkdir(parents=True, exist_ok=True)
    for path in files:
        target = out / path.name
        if target.exists():
            raise InvalidInput("file_exists", file=str(target))
        try:
            signed = path.read_bytes()
        except OSError as error:
            raise InvalidInput("file_missing", file=str(path)) from error
        target.write_bytes(evidence.strengthen(signed))
        said(f"{path.name} -> {target}")
