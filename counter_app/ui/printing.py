"""Slips on paper: pages as pictures at their true size, on the printer that was chosen for that size of paper.

A window often has two printers: A5 for receipts, A4 for registers and results; or a thermal printer with a roll,
on which a page is as long as what stands on it. A size for which none was chosen, or whose printer is gone, goes
to the system's default printer. A printer without sheets of that size gets the page on A4, at the top left.
Nothing is ever scaled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

PRINT_DPI = 300
"""What pictures of pages are drawn with."""

MM_PER_INCH = 25.4
SLACK_MM = 3.0
SIZES = {"A5": (148.0, 210.0), "A4": (210.0, 297.0)}
_QT_SIZES = {"A5": QPageSize.PageSizeId.A5, "A4": QPageSize.PageSizeId.A4}

ROLLS = {"80mm": 80.0, "58mm": 58.0}
"""Widths of paper from a roll; a page's own height is where the printer cuts."""
ROLL_SLACK_MM = 1.0

_chosen: dict[str, str] = {}


def choose_printers(names: Mapping[str, str]) -> None:
    """From now on these sizes go to the printers of these names; an empty name is the system's default."""
    _chosen.clear()
    _chosen.update({size: name for size, name in names.items() if name})


def choose_printer(size: str, name: str) -> None:
    """From now on this size goes to this printer; an empty name is the system's default."""
    _chosen[size] = name


def printer_names() -> tuple[str, ...]:
    """What printers the system knows."""
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 - see print_pages

    return tuple(QPrinterInfo.availablePrinterNames())


def size_of(image: QImage) -> str:
    """The roll of this width; ``A5`` or ``A4``, either way up; ``A4`` for whatever is none of them."""
    width_mm = image.width() / PRINT_DPI * MM_PER_INCH
    for name, wanted in ROLLS.items():
        if abs(width_mm - wanted) <= ROLL_SLACK_MM:
            return name
    measured = sorted(side / PRINT_DPI * MM_PER_INCH for side in (image.width(), image.height()))
    for name, sides in SIZES.items():
        if all(abs(side - wanted) <= SLACK_MM for side, wanted in zip(measured, sides, strict=True)):
            return name
    return "A4"


def print_pages(pages: Sequence[bytes], *, title: str, parent: object = None) -> bool:
    """Send these pictures (300 dpi) to the printer for their size, one per sheet; False where there is none."""
    # Loading the print support costs time that the start of the window need not spend.
    from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415

    del parent
    images = [QImage.fromData(QByteArray(page)) for page in pages]
    if not images:
        return False
    size = size_of(images[0])
    found = printer_for(size)
    if found is None:
        return False
    printer = QPrinter(found, QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    if size not in ROLLS and not _has(found, size):
        size = "A4"
    return paint(printer, images, size=size)


def printer_for(size: str) -> QPrinterInfo | None:
    """The printer for this size: the chosen one while it is there, else the system's default."""
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 - see print_pages

    for name in (_chosen.get(size, ""), QPrinterInfo.defaultPrinterName()):
        if name:
            found = QPrinterInfo.printerInfo(name)
            if not found.isNull():
                return found
    return None


def paint(printer: QPrinter, images: Sequence[QImage], *, size: str) -> bool:
    """Draw each picture at its true size on a sheet of its own; False when the printer takes nothing."""
    _lay_out(printer, images[0], size)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    scale = printer.resolution() / PRINT_DPI
    for number, image in enumerate(images):
        if number:
            _lay_out(printer, image, size)
            printer.newPage()
        painter.drawImage(QRectF(0, 0, image.width() * scale, image.height() * scale), image)
    return painter.end()


def _lay_out(printer: QPrinter, image: QImage, size: str) -> None:
    """The sheet as the picture lies on it, to its very edge."""
    across = image.width() > image.height() and size not in ROLLS
    way = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    sheet = QPageLayout(_paper(image, size), way, QMarginsF())
    sheet.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(sheet)
    printer.setFullPage(True)


def _paper(image: QImage, size: str) -> QPageSize:
    if size not in ROLLS:
        return QPageSize(_QT_SIZES[size])
    length_mm = image.height() / PRINT_DPI * MM_PER_INCH
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    return QPageSize(QSizeF(ROLLS[size], length_mm), QPageSize.Unit.Millimeter, f"Roll {size}", exact)


def _has(found: QPrinterInfo, size: str) -> bool:
    """Whether the printer has paper of this size; one that does not say is believed to have it."""
    known = found.supportedPageSizes()
    wanted = QSizeF(*SIZES[size])
    return not known or any(
        abs(one.size(QPageSize.Unit.Millimeter).width() - wanted.width()) <= 1
        and abs(one.size(QPageSize.Unit.Millimeter).height() - wanted.height()) <= 1
        for one in known
    )
