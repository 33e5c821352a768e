"""Chooses the text engine that this installation has."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from counter_app.scanner.pages.ocr import Engine


def engine_for(tessdata: Path, language: str) -> Engine:
    """The embedded engine, or the installed program where the package for it is missing.

    Raises:
        NotFound: ``ocr_model_missing`` or, without the package, ``ocr_program_missing``.
    """
    if find_spec("tesserocr") is not None:
        from counter_app.scanner.pages.ocr_embedded import EmbeddedEngine  # noqa: PLC0415 - needs the package

        return EmbeddedEngine(tessdata, language)
    from counter_app.scanner.pages.ocr_program import ProgramEngine  # noqa: PLC0415

    return ProgramEngine(tessdata, language)
