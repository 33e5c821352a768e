"""Signatures that last: time stamps, revocation lists, the agency's mark, a signing service, and their judges."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import crl
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESStatus
from pyhanko.sign.validation import async_validate_pdf_timestamp, validate_pdf_signature
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer

from counter_app.documents.evidence import LongTermEvidence, is_time_stamped
from counter_app.documents.pdf import write_paper
from counter_app.documents.remote_key import RemoteKey
from counter_app.documents.signatures import AGENCY, PadesSigner
from counter_app.documents.signing_keys import PfxKey
from counter_app.domain.errors import Damaged, LinkDown, NeedsAttention, TryLater
from counter_app.sync.outside import Outside
from counter_app.sync.remote_signing import CloudSigning
from counter_app.sync.trust import HttpTrustService
from tests.rigs import pdf_eyes, sample_pages
from tests.rigs.preflight.validator import Preflight
from tests.rigs.signing_services import CLERK_HOLDS, CREDENTIAL, PIN, TOKEN, SigningServices, signing_services
from tests.rigs.soft_token import Person
from tests.rigs.training import CLERK, PASSPHRASE, TYPEFACE

WHEN = sample_pages.SCANNED_AT
OFFICE = "Trung tâm Phục vụ hành chính công"


@pytest.fixture(scope="module")
def services() -> Iterator[SigningServices]:
    with signing_services(lambda: WHEN) as running:
        yield running


@pytest.fixture(autouse=True)
def services_are_up(services: SigningServices) -> Iterator[None]:
    services.asked.clear()
    yield
    services.down = False


@pytest.fixture
def evidence(services: SigningServices) -> LongTermEvidence:
    return LongTermEvidence(HttpTrustService(services.tsa_url, Outside()))


@pytest.fixture(scope="module")
def signed(services: SigningServices) -> bytes:
    page = sample_pages.letter_page()
    paper = write_paper([page], sample_pages.description())
    signer = PadesSigner(PfxKey(services.pfx(PASSPHRASE), PASSPHRASE), TYPEFACE)
    return signer.sign_paper(paper, name=CLERK, when=WHEN, page_lines=page.reading.lines)


def pdfsig(pdf: bytes, folder: Path) -> str:
    (folder / "signed.pdf").write_bytes(pdf)
    command = ["pdfsig", "-nocert", folder / "signed.pdf"]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout


# --- time stamps and lists ------------------------------------------------------------------------------------


def test_a_strengthened_paper_begins_with_the_signed_one(signed: bytes, evidence: LongTermEvidence) -> None:
    strong = evidence.strengthen(signed)

    assert strong.startswith(signed)
    assert (is_time_stamped(signed), is_time_stamped(strong)) == (False, True)


def test_the_stamp_and_the_signature_are_valid_for_pyhanko_and_poppler(
    signed: bytes, evidence: LongTermEvidence, services: SigningServices, tmp_path: Path
) -> None:
    strong = evidence.strengthen(signed)

    reader = PdfFileReader(BytesIO(strong))
    (signature,) = reader.embedded_regular_signatures
    (stamp,) = reader.embedded_timestamp_signatures
    context = ValidationContext(trust_roots=[services.root], moment=WHEN, allow_fetching=False)
    stamped = asyncio.run(async_validate_pdf_timestamp(stamp, context))
    told = pdfsig(strong, tmp_path)
    assert validate_pdf_signature(signature, context).bottom_line
    assert (stamped.intact, stamped.valid, stamped.timestamp) == (True, True, WHEN)
    assert told.count("Signature Validation: Signature is Valid.") == 1
    assert "Signature Field Name: TimeStamp1" in told


@dataclass(frozen=True)
class Decades:
    """A judge long after the clerk's certificate was over, who has a fresh list for the authority alone."""

    services: SigningServices
    later: datetime = WHEN + CLERK_HOLDS + timedelta(days=400)

    def verdict(self, pdf: bytes) -> AdESStatus:
        """The judgement on the clerk's signature with all evidence in the file (ETSI EN 319 102-1, 5.6.3)."""
        fresh = CRLContainer(crl.CertificateList.load(self.services.authority.revocation_list(self.later)))
        policy = CertValidationPolicySpec(
            trust_manager=SimpleTrustManager.build([self.services.root]),
            revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO),
        )
        known = LocalKnowledge(known_crls=[fresh])
        spec = PdfSignatureValidationSpec(SignatureValidationSpec(policy, local_knowledge=known))
        at = ValidationTimingInfo(self.later, self.later, point_in_time_validation=False)
        (signature,) = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
        return asyncio.run(ades_lta_validation(signature, spec, at)).ades_subindic.status

    def is_proven_by_the_stamp(self, pdf: bytes) -> bool:
        """The stamp holds today, and at its time the signature held by the lists in the file alone."""
        reader = PdfFileReader(BytesIO(pdf))
        fresh = crl.CertificateList.load(self.services.authority.revocation_list(self.later))
        roots = {"trust_roots": [self.services.root], "revocation_mode": "require", "allow_fetching": False}
        today = ValidationContext(moment=self.later, crls=[fresh], **roots)
        (stamp,) = reader.embedded_timestamp_signatures
        told = asyncio.run(async_validate_pdf_timestamp(stamp, today))
        then = DocumentSecurityStore.read_dss(reader).as_validation_context({**roots, "moment": told.timestamp})
        (signature,) = reader.embedded_regular_signatures
        held = told.intact and told.valid and told.trusted
        return bool(held and validate_pdf_signature(signature, then).bottom_line)


def test_it_is_provable_when_the_clerks_certificate_is_long_over(
    services: SigningServices, evidence: LongTermEvidence, expect_log: Callable[[str], None]
) -> None:
    expect_log("pyhanko.sign.validation")  # the validator says so where the certificate is over
    trust = HttpTrustService(services.tsa_url, Outside())
    signer = PadesSigner(PfxKey(services.pfx(PASSPHRASE), PASSPHRASE), TYPEFACE, trust=trust)
    stamped_at_once = sign(signer)

    strong = evidence.strengthen(stamped_at_once)

    judge = Decades(services)
    assert judge.verdict(strong) is AdESStatus.PASSED
    assert judge.verdict(stamped_at_once) is not AdESStatus.PASSED


def test_a_paper_that_was_signed_without_a_link_is_provable_by_the_stamp_of_later(
    signed: bytes, services: SigningServices, evidence: LongTermEvidence
) -> None:
    assert Decades(services).is_proven_by_the_stamp(evidence.strengthen(signed))


def test_signing_does_not_wait_for_an_authority_that_is_out_of_reach(services: SigningServices) -> None:
    services.down = True
    trust = HttpTrustService(services.tsa_url, Outside())

    signed = sign(PadesSigner(PfxKey(services.pfx(PASSPHRASE), PASSPHRASE), TYPEFACE, trust=trust))

    assert not is_time_stamped(signed)
    assert b"/ETSI.CAdES.detached" in signed


def test_the_lists_stand_beside_the_signature_that_they_prove(
    signed: bytes, evidence: LongTermEvidence, services: SigningServices
) -> None:
    strong = evidence.strengthen(signed)

    store = DocumentSecurityStore.read_dss(PdfFileReader(BytesIO(strong)))

    assert len(store.crls) == 1
    assert len(store.certs) >= 3
    assert len(store.vri_entries) == 1
    assert services.asked.count("list") == 1


def test_a_strengthened_paper_is_still_pdfa_1b(
    signed: bytes, evidence: LongTermEvidence, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (tmp_path / "strong").write_bytes(evidence.strengthen(signed))

    assert Preflight(tmp_path_factory.mktemp("preflight")).complaints(tmp_path / "strong") == []


def test_a_stamp_is_renewed_by_another_one(signed: bytes, evidence: LongTermEvidence, tmp_path: Path) -> None:
    once = evidence.strengthen(signed)

    twice = evidence.strengthen(once)

    assert twice.startswith(once)
    told = pdfsig(twice, tmp_path)
    assert "Signature Field Name: TimeStamp2" in told
    assert told.count("Signature is Valid.") == 1


def test_without_a_link_the_paper_stays_as_it_is_and_later_is_soon_enough(
    signed: bytes, evidence: LongTermEvidence, services: SigningServices
) -> None:
    services.down = True
    with pytest.raises(LinkDown):
        evidence.strengthen(signed)

    services.down = False

    assert is_time_stamped(evidence.strengthen(signed))


def test_a_file_that_is_no_pdf_is_told(evidence: LongTermEvidence) -> None:
    with pytest.raises(Damaged):
        evidence.strengthen(b"%PDF-1.4 nothing")


# --- the agency's signature -----------------------------------------------------------------------------------


def test_the_agency_signs_at_the_top_right_beside_the_clerk(
    signed: bytes, services: SigningServices, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    agency = PadesSigner(PfxKey(services.pfx(PASSPHRASE), PASSPHRASE), TYPEFACE, AGENCY)
    lines = sample_pages.letter_page().reading.lines

    both = agency.sign_paper(signed, name=OFFICE, when=WHEN, page_lines=lines)

    told = pdfsig(both, tmp_path)
    left, right = (fields(both)[name] for name in ("ClerkSignature", "AgencySignature"))
    (tmp_path / "both").write_bytes(both)
    assert both.startswith(signed)
    assert told.count("Signature Validation: Signature is Valid.") == 2
    assert left[0] < 595 / 2 < right[2]
    assert right[2] > 560
    assert min(left[3], right[3]) > 842 / 2
    assert f"Cơ quan: {OFFICE}" in pdf_eyes.text_of(both, first=1, last=1)
    assert Preflight(tmp_path_factory.mktemp("preflight")).complaints(tmp_path / "both") == []


def fields(pdf: bytes) -> dict[str, list[float]]:
    """Where each signature's mark stands, in points."""
    return {
        signature.field_name: [float(edge) for edge in signature.sig_field["/Rect"]]
        for signature in PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
    }


# --- a signing service ----------------------------------------------------------------------------------------


def remote(services: SigningServices, person: Person, *, credential: str = CREDENTIAL) -> PadesSigner:
    service = CloudSigning(services.csc_url, TOKEN, Outside())
    return PadesSigner(RemoteKey(service, lambda: credential, person), TYPEFACE)


def sign(signer: PadesSigner) -> bytes:
    page = sample_pages.letter_page()
    paper = write_paper([page], sample_pages.description())
    return signer.sign_paper(paper, name=CLERK, when=WHEN, page_lines=page.reading.lines)


def test_a_paper_signed_by_the_service_is_valid_and_never_left_the_window(
    services: SigningServices, tmp_path: Path
) -> None:
    person = Person(PIN)
    signer = remote(services, person)

    papers = [sign(signer), sign(signer)]

    assert all("Signature is Valid." in pdfsig(paper, tmp_path) for paper in papers)
    assert len(person.asked) == 1
    assert max(map(len, services.seen)) < 400


def test_a_wrong_pin_at_the_service_is_asked_for_again(services: SigningServices) -> None:
    signer = remote(services, Person("000000", PIN))
    with pytest.raises(NeedsAttention, match="pin_wrong"):
        sign(signer)

    assert b"/ETSI.CAdES.detached" in sign(signer)


def test_a_service_that_is_down_is_for_later(services: SigningServices) -> None:
    services.down = True

    with pytest.raises(TryLater):
        sign(remote(services, Person(PIN)))


def test_a_credential_that_the_service_does_not_know_is_told(services: SigningServices) -> None:
    with pytest.raises(NeedsAttention, match="remote_signing_refused"):
        sign(remote(services, Person(PIN), credential="somebody"))
