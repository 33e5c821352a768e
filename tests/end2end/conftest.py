"""What the end-to-end tests share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "pages"


@pytest.fixture(scope="session")
def two_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a form and a back with a pencil note, as a copier would deliver them."""
    folder = tmp_path_factory.mktemp("two-pages")
    for number, name in enumerate(["form_on_bed.jpg", "back_with_pencil_note.jpg"], start=1):
        shutil.copy(SAMPLES / name, folder / f"scan-{number}.jpg")
    return folder
