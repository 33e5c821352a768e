"""What the tests of the package's parts start from."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from installer import wix

BESIDE = wix.Beside(icon="app.ico", removal="removal.dll")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small tree of the package's shape."""
    folder = tmp_path / "tree"
    (folder / "runtime").mkdir(parents=True)
    (folder / "CounterApp.exe").write_bytes(b"MZ")
    (folder / "runtime" / "python311.dll").write_bytes(b"MZ" * 50)
    return folder


@pytest.fixture
def described(tree: Path) -> ET.Element:
    """The description of that tree."""
    return ET.fromstring(wix.description(tree, "/tree", BESIDE, version="1.2.3"))  # noqa: S314 - our own text
