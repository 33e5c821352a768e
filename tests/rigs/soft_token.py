"""A signing token in software: SoftHSM2, with a clerk's key and certificates that were made elsewhere.

What the counter loads is a real PKCS#11 library; only the reader and the chip are missing.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from pkcs11 import Attribute, ObjectClass
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate

from tests.rigs.training import PASSPHRASE, training_key

PLACES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
LIBRARY = next((place for place in PLACES if Path(place).exists()), PLACES[0])
LABEL, PIN, OFFICER_PIN = "KHOA CAN BO", "135790", "24680246"
KEY_ID = b"\x01"


class SoftToken:
    """A reader in ``folder``, empty at first."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._tokens = folder / "tokens"
        self._tokens.mkdir(parents=True)
        configuration = folder / "softhsm2.conf"
        configuration.write_text(f"directories.tokendir = {self._tokens}\nobjectstore.backend = file\n")
        patch.setenv("SOFTHSM2_CONF", str(configuration))
        pkcs11.lib(LIBRARY).reinitialize()

    def put_in(self, pfx: bytes | None = None, passphrase: str = PASSPHRASE) -> None:
        """A token with this key and its certificates; the training key unless told."""
        command = ["softhsm2-util", "--init-token", "--free", "--label", LABEL, "--pin", PIN]
        subprocess.run([*command, "--so-pin", OFFICER_PIN], check=True, capture_output=True)
        pkcs11.lib(LIBRARY).reinitialize()
        content = training_key().pfx if pfx is None else pfx
        key, certificate, others = pkcs12.load_key_and_certificates(content, passphrase.encode())
        assert key is not None
        assert certificate is not None
        private = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        with pkcs11.lib(LIBRARY).get_token(token_label=LABEL).open(rw=True, user_pin=PIN) as session:
            about = {Attribute.TOKEN: True, Attribute.LABEL: "ky so", Attribute.ID: KEY_ID}
            session.create_object({**decode_rsa_private_key(private), **about})
            for number, one in enumerate([certificate, *others], start=1):
                self._store(session, one, bytes([number]))

    def put_in_without_key(self) -> None:
        command = ["softhsm2-util", "--init-token", "--free", "--label", LABEL, "--pin", PIN]
        subprocess.run([*command, "--so-pin", OFFICER_PIN], check=True, capture_output=True)

    def pull_out(self) -> None:
        subprocess.run(["softhsm2-util", "--delete-token", "--token", LABEL], check=True, capture_output=True)

    def _store(self, session: pkcs11.Session, certificate: x509.Certificate, name: bytes) -> None:
        attributes = decode_x509_certificate(certificate.public_bytes(Encoding.DER))
        session.create_object(
            {**attributes, Attribute.TOKEN: True, Attribute.LABEL: "ky so", Attribute.ID: name,
             Attribute.CLASS: ObjectClass.CERTIFICATE}
        )  # fmt: skip


class Person:
    """Types these PINs one after the other; None means that the dialog was closed."""

    def __init__(self, *pins: str | None) -> None:
        self._pins = list(pins)
        self.asked: list[tuple[str, bool]] = []

    def ask(self, token: str, *, last_try: bool) -> str | None:
        self.asked.append((token, last_try))
        return self._pins.pop(0)
