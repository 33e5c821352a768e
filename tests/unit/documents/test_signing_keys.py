"""Keys that cannot be used say why; the training certificate says what it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography import x509

from counter_app.documents.signing_keys import PfxKey
from counter_app.documents.training_certificate import TRAINING, make_training_key
from counter_app.domain.errors import NeedsAttention
from tests.rigs.sample_pages import SCANNED_AT
from tests.rigs.training import CLERK, PASSPHRASE, training_key


def test_a_training_key_opens_with_its_passphrase() -> None:
    signer = PfxKey(training_key().pfx, PASSPHRASE).opened(SCANNED_AT)

    assert signer.subject_name is not None
    assert CLERK in signer.subject_name


def test_a_training_certificate_says_that_it_is_worth_nothing_in_law() -> None:
    signer = PfxKey(training_key().pfx, PASSPHRASE).opened(SCANNED_AT)

    assert signer.signing_cert is not None
    assert signer.signing_cert.subject.native["organization_name"] == TRAINING
    assert x509.load_der_x509_certificate(training_key().authority).issuer.rfc4514_string().count(TRAINING) == 1


def test_a_name_too_long_for_a_certificate_is_cut_between_letters() -> None:
    key = make_training_key("Công Tằng Tôn Nữ Thị Nguyễn Phước Hoàng Ngọc Ánh", PASSPHRASE, now=SCANNED_AT)

    signer = PfxKey(key.pfx, PASSPHRASE).opened(SCANNED_AT)

    assert signer.signing_cert is not None
    assert "Công Tằng Tôn Nữ Thị Nguyễn" in signer.signing_cert.subject.native["common_name"]


@pytest.mark.parametrize(("pfx", "passphrase"), [(b"no pfx", PASSPHRASE), (None, "sai")])
def test_a_wrong_passphrase_or_file_needs_attention(pfx: bytes | None, passphrase: str) -> None:
    key = PfxKey(pfx or training_key().pfx, passphrase)

    with pytest.raises(NeedsAttention, match="signing_key_unreadable"):
        key.opened(SCANNED_AT)


@pytest.mark.parametrize(("days", "code"), [(4 * 365, "certificate_expired"), (-1, "certificate_not_yet_valid")])
def test_a_certificate_out_of_its_time_is_not_used(days: int, code: str) -> None:
    key = PfxKey(training_key().pfx, PASSPHRASE)

    with pytest.raises(NeedsAttention, match=code):
        key.opened(SCANNED_AT + timedelta(days=days))
