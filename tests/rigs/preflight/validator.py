"""Apache PDFBox Preflight as an independent judge of PDF/A-1b, from Debian's packages.

``libpdfbox2-java libcommons-io-java libactivation-java libjaxb-api-java`` and a JDK are what it needs; the
driver beside this file is compiled once per session.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

_JARS = (
    "preflight",
    "pdfbox2",
    "xmpbox",
    "fontbox2",
    "commons-logging",
    "commons-io",
    "javax.activation",
    "jaxb-api",
)
_JAVA_LIBRARIES = Path("/usr/share/java")
_DRIVER = Path(__file__).with_name("CheckPdfA.java")


class Preflight:
    """The compiled driver, ready to judge files."""

    def __init__(self, classes: Path) -> None:
        self._class_path = ":".join([str(classes), *(str(_JAVA_LIBRARIES / f"{jar}.jar") for jar in _JARS)])
        subprocess.run(["javac", "-cp", self._class_path, "-d", classes, _DRIVER], check=True)

    def complaints(self, *files: Path) -> Sequence[str]:
        """What keeps each file from being PDF/A-1b; empty when all are."""
        told = subprocess.run(
            ["java", "-cp", self._class_path, "CheckPdfA", *files], check=False, capture_output=True, text=True
        )
        verdicts = [line for line in told.stdout.splitlines() if line.startswith(("valid ", "invalid "))]
        if len(verdicts) != len(files):
            raise RuntimeError(told.stderr)
        return [line for line in verdicts if not line.startswith("valid ")]
