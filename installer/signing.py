"""Signatures on program files and on the package, with `osslsigncode`.

Without a certificate from IT a test certificate is made and kept in the build folder: it shows that everything is
signed and verifies, and no Windows trusts it. The signing time is fixed then, so that equal sources give equal
bytes; with IT's own certificate a time stamp service has its say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.pe import is_program, is_signed
from installer.product import EPOCH, NAME
from installer.toolbox import Toolbox

_TEST_SUBJECT: Final = "/CN=Counter App TEST, not for use/O=TEST"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: options of `osslsigncode` that name the key, and the certificates to verify with.

    ``trusted`` is empty when only Windows can tell whether the certificate is trusted.
    """

    key: tuple[str, ...]
    trusted: str = ""

    def sign(self, toolbox: Toolbox, files: Sequence[Path]) -> None:
        """Every file is signed afterwards, or it is what it was and an error tells."""
        for file in files:
            name = toolbox.inside(file)
            toolbox.run(["osslsigncode", "sign", "-h", "sha256", "-n", NAME, *self.key, name, f"{name}.signed"])
            file.with_name(file.name + ".signed").replace(file)

    def verify(self, toolbox: Toolbox, files: Sequence[Path]) -> None:
        """Raises :class:`~installer.toolbox.ToolboxError` for the first file whose signature does not hold."""
        if self.trusted:
            for file in files:
                toolbox.run(["osslsigncode", "verify", "-CAfile", self.trusted, toolbox.inside(file)])


def unsigned_programs(tree: Path) -> list[Path]:
    """Program files that their makers did not sign, ours among them."""
    return [path for path in sorted(tree.rglob("*"))
            if path.is_file() and is_program(content := path.read_bytes()) and not is_signed(content)]  # fmt: skip


def test_signer(toolbox: Toolbox, folder: Path) -> Signer:
    """A signer whose certificate is made at the first call and kept in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    key, certificate = folder / "test.key", folder / "test.crt"
    if not certificate.is_file():
        command = ["openssl", "req", "-x509", "-newkey", "rsa:3072", "-nodes", "-days", "7300", "-sha256"]
        command += ["-subj", _TEST_SUBJECT, "-addext", "extendedKeyUsage=codeSigning"]
        command += [
            "-addext",
            "keyUsage=critical,digitalSignature",
            "-addext",
            "basicConstraints=critical,CA:FALSE",
        ]
        command += ["-not_before", "20250101000000Z", "-not_after", "20450101000000Z"]
        toolbox.run([*command, "-keyout", toolbox.inside(key), "-out", toolbox.inside(certificate)])
    inside = toolbox.inside(certificate)
    return Signer(("-certs", inside, "-key", toolbox.inside(key), "-time", str(EPOCH)), trusted=inside)


def pfx_signer(toolbox: Toolbox, pfx: Path, password_file: Path, timestamp_url: str) -> Signer:
    """IT's own certificate from a PFX file; all three lie below the toolbox's work."""
    key = ("-pkcs12", toolbox.inside(pfx), "-readpass", toolbox.inside(password_file))
    return Signer((*key, *(("-ts", timestamp_url) if timestamp_url else ())))
