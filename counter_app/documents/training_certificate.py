"""A signing certificate for training and demonstration. It says so in its own name and has no legal worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

TRAINING = "ĐÀO TẠO - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
_KEY_BITS = 2048
_VALID_DAYS = 3 * 365
_LONGEST_NAME_BYTES = 64


@dataclass(frozen=True, slots=True)
class TrainingKey:
    """A key with its certificate as PFX, and the certificate (DER) of the authority that issued it."""

    pfx: bytes
    authority: bytes


def make_training_key(name: str, passphrase: str, *, now: datetime) -> TrainingKey:
    """A new authority and a certificate of it for ``name``, valid from an hour before ``now`` for three years."""
    since, until = now - timedelta(hours=1), now + timedelta(days=_VALID_DAYS)
    authority_key = rsa.generate_private_key(65537, _KEY_BITS)
    authority_name = _name("CA ĐÀO TẠO")
    authority = _signed(
        authority_name, authority_name, authority_key, authority_key.public_key(), since, until, authority=True
    )
    key = rsa.generate_private_key(65537, _KEY_BITS)
    certificate = _signed(
        _name(f"ĐÀO TẠO {name}"),
        authority_name,
        authority_key,
        key.public_key(),
        since,
        until,
        authority=False,
    )
    protection = serialization.BestAvailableEncryption(passphrase.encode("utf-8"))
    pfx = pkcs12.serialize_key_and_certificates(name.encode("utf-8"), key, certificate, [authority], protection)
    return TrainingKey(pfx, authority.public_bytes(serialization.Encoding.DER))


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, TRAINING),
            x509.NameAttribute(NameOID.COMMON_NAME, _fitted(common_name)),
        ]
    )


def _fitted(common_name: str) -> str:
    """As much of the name as a certificate may carry."""
    return common_name.encode("utf-8")[:_LONGEST_NAME_BYTES].decode("utf-8", "ignore")


def _signed(
    subject: x509.Name,
    issuer: x509.Name,
    issuer_key: rsa.RSAPrivateKey,
    public_key: rsa.RSAPublicKey,
    since: datetime,
    until: datetime,
    *,
    authority: bool,
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    issuer_identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(issuer_identifier, critical=False)
        .sign(issuer_key, hashes.SHA256())
    )
