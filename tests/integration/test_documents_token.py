"""Signing with a PKCS#11 token (SoftHSM2): valid before judges that are not ours, and no failure costs a scan."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from counter_app.documents.pdf import write_paper
from counter_app.documents.signatures import PadesSigner
from counter_app.documents.token_key import TokenKey
from counter_app.domain.checks import Ground
from counter_app.domain.errors import NeedsAttention, TryLater
from counter_app.services.ports import PinEntry
from tests.builders.desk import FORM, DeskOfTests
from tests.rigs import sample_pages
from tests.rigs.soft_token import LABEL, LIBRARY, PIN, Person, SoftToken
from tests.rigs.training import CLERK, TYPEFACE, training_key

WHEN = sample_pages.SCANNED_AT


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoftToken:
    return SoftToken(tmp_path / "reader", monkeypatch)


def signed_by(person: PinEntry) -> bytes:
    signer = PadesSigner(TokenKey(LIBRARY, person), TYPEFACE)
    return sign(signer)


def sign(signer: PadesSigner) -> bytes:
    page = sample_pages.letter_page()
    paper = write_paper([page], sample_pages.description())
    return signer.sign_paper(paper, name=CLERK, when=WHEN, page_lines=page.reading.lines)


def judged_by_poppler(signed: bytes, folder: Path) -> str:
    (folder / "signed.pdf").write_bytes(signed)
    command = ["pdfsig", "-nocert", folder / "signed.pdf"]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout


def test_a_paper_signed_with_the_token_is_valid_for_pyhanko_and_poppler(token: SoftToken, tmp_path: Path) -> None:
    token.put_in()

    signed = signed_by(Person(PIN))

    told = judged_by_poppler(signed, tmp_path)
    roots = [x509.Certificate.load(training_key().authority)]
    context = ValidationContext(trust_roots=roots, moment=WHEN, allow_fetching=False)
    (signature,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    assert "Signature Validation: Signature is Valid." in told
    assert validate_pdf_signature(signature, context).bottom_line


def test_the_pin_is_asked_for_once_for_many_papers(token: SoftToken) -> None:
    token.put_in()
    person = Person(PIN)
    signer = PadesSigner(TokenKey(LIBRARY, person), TYPEFACE)

    papers = [sign(signer) for _ in range(3)]

    assert len(papers) == 3
    assert person.asked == [(LABEL, False)]


def test_another_clerk_is_asked_for_a_pin_of_their_own(token: SoftToken) -> None:
    token.put_in()
    person = Person(PIN, PIN)
    at_window = ["lan"]
    signer = PadesSigner(TokenKey(LIBRARY, person, owner=lambda: at_window[0]), TYPEFACE)
    sign(signer)

    at_window[0] = "hung"
    sign(signer)

    assert len(person.asked) == 2


def test_a_wrong_pin_is_told_forgotten_and_asked_for_again(token: SoftToken) -> None:
    token.put_in()
    person = Person("000000", PIN)
    signer = PadesSigner(TokenKey(LIBRARY, person), TYPEFACE)
    with pytest.raises(NeedsAttention, match="pin_wrong"):
        sign(signer)

    signed = sign(signer)

    assert len(person.asked) == 2
    assert b"/ETSI.CAdES.detached" in signed


def test_a_person_who_closes_the_dialog_signs_later(token: SoftToken) -> None:
    token.put_in()

    with pytest.raises(TryLater, match="pin_needed"):
        signed_by(Person(None))


def test_an_empty_reader_is_told(token: SoftToken) -> None:
    del token

    with pytest.raises(TryLater, match="token_absent"):
        signed_by(Person())


def test_a_token_that_is_put_in_later_is_found(token: SoftToken) -> None:
    signer = PadesSigner(TokenKey(LIBRARY, Person(PIN)), TYPEFACE)
    with pytest.raises(TryLater):
        sign(signer)
    token.put_in()

    assert b"/ETSI.CAdES.detached" in sign(signer)


def test_a_token_that_was_pulled_out_is_told_and_its_pin_forgotten(token: SoftToken) -> None:
    token.put_in()
    person = Person(PIN, PIN)
    signer = PadesSigner(TokenKey(LIBRARY, person), TYPEFACE)
    sign(signer)
    token.pull_out()
    with pytest.raises((TryLater, NeedsAttention)):
        sign(signer)
    token.put_in()

    sign(signer)

    assert len(person.asked) == 2


def test_a_token_without_a_key_is_told(token: SoftToken) -> None:
    token.put_in_without_key()

    with pytest.raises(NeedsAttention, match="token_without_key"):
        signed_by(Person(PIN))


def test_a_library_that_is_not_there_is_told_by_its_name() -> None:
    signer = PadesSigner(TokenKey("no-such-library.so", Person()), TYPEFACE)

    with pytest.raises(NeedsAttention, match="token_library_missing"):
        sign(signer)


def test_an_expired_certificate_on_the_token_is_told(token: SoftToken) -> None:
    token.put_in()
    signer = PadesSigner(TokenKey(LIBRARY, Person(PIN)), TYPEFACE)
    page = sample_pages.letter_page()
    paper = write_paper([page], sample_pages.description())

    with pytest.raises(NeedsAttention, match="certificate_expired"):
        signer.sign_paper(paper, name=CLERK, when=WHEN + timedelta(days=4000), page_lines=page.reading.lines)


@pytest.mark.parametrize("person", [Person(None), Person("000000")])
def test_a_signature_that_fails_never_loses_the_scan(token: SoftToken, person: Person) -> None:
    token.put_in()
    desk = DeskOfTests(signer=PadesSigner(TokenKey(LIBRARY, person), TYPEFACE))
    dossier = desk.receive()
    for paper in ("quyet-dinh-ly-hon", "trich-luc-khai-tu"):
        desk.grant_exception(
            dossier.dossier_id, paper, Ground.CONDITION_NOT_MET, "Chưa từng kết hôn", desk.session
        )
    desk.add_page(dossier.dossier_id, FORM)

    sealed = desk.seal(dossier.dossier_id, desk.session)

    assert sealed.manifest is not None
    (sealed_paper,) = sealed.manifest.papers
    assert not sealed_paper.signed
    assert desk.vault.get(sealed_paper.file).startswith(b"%PDF")


def test_a_paper_that_was_sealed_without_the_token_is_valid_once_it_was_signed(
    token: SoftToken, tmp_path: Path
) -> None:
    signer = PadesSigner(TokenKey(LIBRARY, Person(PIN)), TYPEFACE)
    desk = DeskOfTests(signer=signer)
    dossier = desk.receive()
    for paper in ("quyet-dinh-ly-hon", "trich-luc-khai-tu"):
        desk.grant_exception(
            dossier.dossier_id, paper, Ground.CONDITION_NOT_MET, "Chưa từng kết hôn", desk.session
        )
    desk.add_page(dossier.dossier_id, FORM)
    sealed = desk.seal(dossier.dossier_id, desk.session)
    assert sealed.manifest is not None
    (unsigned,) = sealed.manifest.papers
    token.put_in()
    desk.clock.time = WHEN

    desk.sign_later(dossier.dossier_id, desk.session)

    with desk.store.open_work() as work:
        act = work.acts.of_dossier(dossier.dossier_id)[-1].act
    signed = desk.vault.get(str(act.body["file"]))
    told = judged_by_poppler(signed, tmp_path)
    (signature,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    roots = [x509.Certificate.load(training_key().authority)]
    context = ValidationContext(trust_roots=roots, moment=WHEN, allow_fetching=False)
    assert not unsigned.signed
    assert signed.startswith(desk.vault.get(unsigned.file))
    assert "Signature Validation: Signature is Valid." in told
    assert validate_pdf_signature(signature, context).bottom_line
