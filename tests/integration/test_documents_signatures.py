"""Signed papers before judges that are not ours: PDFBox Preflight, poppler's pdfsig, pyHanko's validator."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import x509
from PIL import Image, ImageChops
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign import Signer as CmsSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from typing_extensions import override

from counter_app.documents.pdf import write_paper
from counter_app.documents.signatures import PadesSigner
from counter_app.documents.signing_keys import PfxKey, SigningKey
from counter_app.domain.errors import CounterError, Damaged, InvalidInput, NotFound, TryLater
from counter_app.domain.papers import TrustLevel
from tests.rigs import pdf_eyes, sample_pages
from tests.rigs.preflight.validator import Preflight
from tests.rigs.training import CLERK, PASSPHRASE, TYPEFACE, training_key

_WHEN = sample_pages.SCANNED_AT


@pytest.fixture(scope="module")
def signer() -> PadesSigner:
    return PadesSigner(PfxKey(training_key().pfx, PASSPHRASE), TYPEFACE)


@pytest.fixture(scope="module")
def paper() -> bytes:
    return write_paper([sample_pages.letter_page()] * 2, sample_pages.description())


@pytest.fixture(scope="module")
def signed(signer: PadesSigner, paper: bytes) -> bytes:
    lines = sample_pages.letter_page().reading.lines
    return signer.sign_paper(paper, name=CLERK, when=_WHEN, page_lines=lines)


def _validated(pdf: bytes) -> PdfSignatureStatus:
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(training_key().authority)], moment=_WHEN, allow_fetching=False
    )
    (signature, *_) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return validate_pdf_signature(signature, context)


def _pdfsig(pdf: bytes, folder: Path) -> str:
    file = folder / "signed.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", file], check=False, capture_output=True, text=True).stdout


def test_a_signed_paper_is_still_pdfa_1b_by_preflight(
    signed: bytes, signer: PadesSigner, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    blank = write_paper([sample_pages.page()], sample_pages.description())
    files = {"letter": signed, "blank": signer.sign_paper(blank, name="Ỷ Ỹ ỵ ằ ữ", when=_WHEN, page_lines=())}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)

    complaints = Preflight(tmp_path_factory.mktemp("preflight")).complaints(*(tmp_path / name for name in files))

    assert complaints == []


def test_poppler_finds_the_signature_valid_and_the_whole_file_covered(signed: bytes, tmp_path: Path) -> None:
    told = _pdfsig(signed, tmp_path)

    assert "Signature Validation: Signature is Valid." in told
    assert "Total document signed" in told
    assert "Signature Type: ETSI.CAdES.detached" in told
    assert CLERK in told


def test_the_independent_validator_trusts_it_by_the_authority(signed: bytes) -> None:
    status = _validated(signed)

    assert status.intact
    assert status.valid
    assert status.trusted
    assert status.bottom_line
    assert status.signer_reported_dt == _WHEN


def test_a_change_after_signing_is_noticed(signed: bytes, tmp_path: Path) -> None:
    page = sample_pages.letter_page().jpeg
    place = signed.index(page) + len(page) // 2
    forged = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]

    assert "Digest Mismatch" in _pdfsig(forged, tmp_path)
    assert not _validated(forged).intact


def test_signing_only_adds_to_the_file(signed: bytes, paper: bytes) -> None:
    assert signed.startswith(paper)


def test_description_and_version_stay_as_they_were(signed: bytes, paper: bytes) -> None:
    with pikepdf.open(BytesIO(paper)) as before, pikepdf.open(BytesIO(signed)) as after:
        assert after.Root.Metadata.read_raw_bytes() == before.Root.Metadata.read_raw_bytes()
        assert after.trailer.Info == before.trailer.Info
        assert after.pdf_version == "1.4"
        assert "/Version" not in after.Root


@pytest.fixture(scope="module")
def unsigned(signer: PadesSigner) -> tuple[bytes, bytes]:
    """A paper that was sealed while nobody could sign, and as it was signed since."""
    about = replace(sample_pages.description(), trust_level=TrustLevel.UNSIGNED_SCAN)
    before = write_paper([sample_pages.letter_page()], about)
    return before, signer.sign_paper(before, name=CLERK, when=_WHEN, page_lines=())


def test_a_paper_that_is_signed_afterwards_says_so_and_nothing_else_in_its_description_differs(
    unsigned: tuple[bytes, bytes],
) -> None:
    packets = []
    for content in unsigned:
        with pikepdf.open(BytesIO(content)) as pdf:
            packets.append(pdf.Root.Metadata.read_raw_bytes())

    before, after = packets

    assert b"<paper:TrustLevel>unsigned_scan</paper:TrustLevel>" in before
    assert after == before.replace(b">unsigned_scan<", b">clerk_signed_scan<")


def test_a_paper_that_is_signed_afterwards_is_pdfa_1b_and_its_signature_covers_what_it_says(
    unsigned: tuple[bytes, bytes], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before, after = unsigned
    (tmp_path / "later.pdf").write_bytes(after)

    complaints = Preflight(tmp_path_factory.mktemp("preflight")).complaints(tmp_path / "later.pdf")
    told = _pdfsig(after, tmp_path)

    assert complaints == []
    assert after.startswith(before)
    assert "Signature Validation: Signature is Valid." in told
    assert "Total document signed" in told
    assert _validated(after).bottom_line


def test_signing_adds_little(signed: bytes, paper: bytes) -> None:
    assert len(signed) - len(paper) < 25_000


def test_the_same_paper_signed_again_gives_the_same_bytes(
    signed: bytes, signer: PadesSigner, paper: bytes
) -> None:
    lines = sample_pages.letter_page().reading.lines

    again = signer.sign_paper(paper, name=CLERK, when=_WHEN, page_lines=lines)

    assert again == signed


def test_name_and_time_stand_at_the_top_left_of_the_first_page_only(signed: bytes) -> None:
    first, second = (pdf_eyes.text_of(signed, first=page, last=page) for page in (1, 2))

    assert first.startswith(f"Người số hóa: {CLERK} Thời gian: 04/03/2025 09:10:30 +07:00")
    assert "Người số hóa" not in second


def test_the_mark_is_drawn_where_the_paper_was_free(signed: bytes, paper: bytes) -> None:
    before, after = (pdf_eyes.picture_of(pdf, dpi=100) for pdf in (paper, signed))

    changed = [
        (x, y)
        for x in range(before.width)
        for y in range(before.height)
        if abs(before.getpixel((x, y)) - after.getpixel((x, y))) > 40  # type: ignore[operator]
    ]

    assert changed
    assert max(x for x, _ in changed) < before.width * 0.55
    assert max(y for _, y in changed) < 20 / 25.4 * 100


def test_the_agency_can_sign_after_the_clerk(signed: bytes) -> None:
    agency = PfxKey(training_key().pfx, PASSPHRASE).opened(_WHEN)
    meta = PdfSignatureMetadata(field_name="AgencySignature", subfilter=SigSeedSubFilter.PADES)
    field = SigFieldSpec("AgencySignature", box=(400, 780, 560, 830))

    twice: BytesIO = PdfSigner(meta, agency, new_field_spec=field).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(signed))
    )

    status = _validated(twice.getvalue())
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_REVISION"


class _MissingToken(SigningKey):
    @override
    def opened(self, when: datetime) -> CmsSigner:
        raise TryLater("token_missing")


def test_a_missing_token_is_told_as_something_to_try_later(paper: bytes) -> None:
    signer = PadesSigner(_MissingToken(), TYPEFACE)

    with pytest.raises(TryLater, match="token_missing"):
        signer.sign_paper(paper, name=CLERK, when=_WHEN, page_lines=())


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.4\n%%EOF", b"no pdf at all"])
def test_what_is_no_pdf_is_told_as_damaged(signer: PadesSigner, broken: bytes) -> None:
    with pytest.raises(Damaged):
        signer.sign_paper(broken, name=CLERK, when=_WHEN, page_lines=())


def test_a_pdf_that_is_no_scanned_paper_is_told_as_damaged(signer: PadesSigner) -> None:
    other = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(other)

    with pytest.raises(Damaged, match="not_a_scanned_paper"):
        signer.sign_paper(other.getvalue(), name=CLERK, when=_WHEN, page_lines=())


def test_a_paper_cut_off_anywhere_is_told_and_never_crashes(signer: PadesSigner, paper: bytes) -> None:
    for end in range(0, len(paper), len(paper) // 20):
        with pytest.raises(CounterError):
            signer.sign_paper(paper[:end], name=CLERK, when=_WHEN, page_lines=())


def test_a_second_signature_of_the_same_clerk_is_refused(signer: PadesSigner, signed: bytes) -> None:
    with pytest.raises(CounterError, match="signing_failed"):
        signer.sign_paper(signed, name=CLERK, when=_WHEN, page_lines=())


def test_a_time_without_offset_is_refused(signer: PadesSigner, paper: bytes) -> None:
    with pytest.raises(InvalidInput, match="time_without_offset"):
        signer.sign_paper(paper, name=CLERK, when=_WHEN.replace(tzinfo=None), page_lines=())


def test_a_missing_typeface_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="font_missing"):
        PadesSigner(_MissingToken(), tmp_path / "none.ttf")


@pytest.mark.parametrize("turned_deg", [90, 180, 270])
def test_on_a_page_turned_by_hand_the_mark_is_upright_at_the_top_left_that_is_seen(
    signer: PadesSigner, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, turned_deg: int
) -> None:
    page = sample_pages.letter_page()
    paper = write_paper([replace(page, turned_deg=turned_deg)], sample_pages.description())

    signed = signer.sign_paper(paper, name=CLERK, when=_WHEN, page_lines=page.reading.lines)

    file = tmp_path / "turned.pdf"
    file.write_bytes(signed)
    before, after = (pdf_eyes.picture_of(pdf, dpi=100) for pdf in (paper, signed))
    left, top, right, bottom = ImageChops.difference(before, after).point(lambda seen: 255 * (seen > 40)).getbbox()
    assert (before.width > before.height) is (turned_deg != 180)
    assert right < before.width * 0.6
    assert right - left > 2 * (bottom - top)
    assert top < before.height * 0.5
    mark = pdf_eyes.picture_of(signed, dpi=300).crop((3 * left - 6, 3 * top - 6, 3 * right + 6, 3 * bottom + 6))
    assert CLERK.split()[-1] in _read_by_eye(mark)
    assert Preflight(tmp_path_factory.mktemp("preflight")).complaints(file) == []
    assert "Signature Validation: Signature is Valid." in _pdfsig(signed, tmp_path)


def _read_by_eye(picture: Image.Image) -> str:
    """What Tesseract reads on an upright picture of one block of text."""
    file = BytesIO()
    picture.save(file, "PNG", dpi=(300, 300))
    command = ["tesseract", "-", "-", "-l", "vie", "--psm", "6"]
    return subprocess.run(command, input=file.getvalue(), check=True, capture_output=True).stdout.decode()
