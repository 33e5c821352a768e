"""What the installed product is called, where it lies, and what IT may tell it.

Everything here is part of a promise to whoever rolls the product out: the codes tie an upgrade to what is
installed, the names are typed into scripts. They are changed only together with `docs/operations.md`.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counter_app import __version__

ROOT: Final = Path(__file__).resolve().parent.parent
BUILD: Final = ROOT / "build" / "windows"
OUT: Final = ROOT / "dist"

NAME: Final = "Counter App"
MAKER: Final = "Counter App"
VERSION: Final = __version__
RUNTIME_VERSION: Final = "3.11.9"
MSI_NAME: Final = f"counter-app-{VERSION}.msi"
SIZE_LIMIT_BYTES: Final = 130 * 1000 * 1000

# Never changed: Windows knows by it that two packages are versions of one product.
UPGRADE_CODE: Final = "8D7E2B52-5C0F-5B7E-9C43-3C1B7C8C6E11"
_NAMES: Final = uuid.UUID(UPGRADE_CODE)

SETTINGS_KEY: Final = r"SOFTWARE\CounterApp"
POLICY_KEY: Final = r"SOFTWARE\Policies\CounterApp"
EVENT_SOURCE: Final = "CounterApp"

# Every file in the package bears this time, so that the same sources give the same bytes.
EPOCH: Final = 1_735_689_600  # 2025-01-01T00:00:00Z


@dataclass(frozen=True, slots=True)
class Property:
    """One property of the installer: ``msiexec /i ... NAME=value``; kept in the registry over upgrades."""

    name: str
    value: str
    default: str = ""


PROPERTIES: Final = (
    Property("SERVER_URL", "ServerUrl"),
    Property("SITE_CODE", "SiteCode"),
    Property("WINDOW_CODE", "WindowCode"),
    Property("LANGUAGE", "Language", "vi"),
    Property("ENROL_CODE_FILE", "EnrolCodeFile"),
)

# What IT says when the program is removed: take the dossiers along; do not mind that some are unsent.
REMOVAL_WORDS: Final = ("REMOVE_DOSSIERS", "WITH_UNSENT")


def stable_guid(name: str) -> str:
    """The same name always gets the same GUID, in the form that the installer's tables want."""
    return str(uuid.uuid5(_NAMES, name)).upper()


def product_code(version: str = VERSION) -> str:
    """Each version is a product of its own to Windows, tied to the others by the upgrade code."""
    return stable_guid(f"product {version}")
