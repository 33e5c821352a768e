"""The way of a separator sheet: printed from the dossier, scanned, read, and understood."""

from __future__ import annotations

import io

import pytest

from counter_app.documents.forms.printer import FormPrinter
from counter_app.domain.procedure import PaperNeed
from counter_app.domain.slip_codes import SeparatorCode, read_separator_code
from counter_app.scanner.pages import PageReader
from counter_app.services.print_separators import PrintSeparators
from counter_app.services.receipt import PrintReceipt
from counter_app.settings import find_tessdata
from tests.builders.desk import DeskOfTests
from tests.rigs import pdf_eyes
from tests.rigs.training import RESOURCES


@pytest.mark.parametrize("turned_deg", [0, 180])
def test_each_paper_that_may_be_scanned_has_a_sheet_that_reads_back(turned_deg: int) -> None:
    desk = DeskOfTests()
    dossier = desk.receive()
    printer = FormPrinter(forms=RESOURCES / "forms", fonts=RESOURCES / "fonts")
    receipt = PrintReceipt(desk.store.open_work, desk.vault, desk.catalogue, printer, desk.clock)
    tessdata = find_tessdata({})
    assert tessdata is not None, "The Vietnamese model is missing: ./dev test installs it."

    pdf = PrintSeparators(desk.store.open_work, receipt, desk.review, printer, desk.clock)(
        dossier.dossier_id, desk.session
    )

    papers = [one.paper_type for one in desk.review.requirements(dossier) if one.need is not PaperNeed.SHOW_ONLY]
    assert pdf_eyes.pages_of(pdf) == len(papers)
    scan = io.BytesIO()
    pdf_eyes.picture_of(pdf, page=2).rotate(turned_deg).convert("RGB").save(
        scan, "JPEG", quality=75, dpi=(200, 200)
    )
    read = PageReader(tessdata).read(scan.getvalue())
    found = {read_separator_code(barcode.text) for barcode in read.reading.barcodes}
    assert found == {SeparatorCode(dossier.code, papers[1])}
