"""The package's manifest for winget: everything that is known here; where the package lies, IT knows."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from installer.product import UPGRADE_CODE, product_code

_DRAFT: Final = Path(__file__).parent / "winget" / "CounterApp.yaml.in"


def manifest(version: str, digest: str) -> str:
    """The manifest of the package of this version with this SHA-256."""
    text = _DRAFT.read_text(encoding="utf-8")
    known = {"VERSION": version, "DIGEST": digest.upper()}
    for name, value in {**known, "PRODUCT": product_code(version), "UPGRADE": UPGRADE_CODE}.items():
        text = text.replace(f"@{name}@", value)
    return text
