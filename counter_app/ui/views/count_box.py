"""Pages of an original and copies of it: typed, or counted by the scanner."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from counter_app.ui.presenters.intake_lane import MOST
from counter_app.ui.presenters.intake_screen import Counting
from counter_app.ui.views.pieces import button, column, label, put, row


class CountBox(QWidget):
    """Shows a ``Counting``.

    Signals:
        pages_changed: Pages of the original.
        copies_changed: Copies that are wanted.
        entered: The person pressed Enter in one of the numbers.
        scan_wanted: Scan the original.
        stop_wanted: Stop the scanner.
    """

    pages_changed = Signal(int)
    copies_changed = Signal(int)
    entered = Signal()
    scan_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pages = _number(self.tr("Số trang bản chính"))
        self._copies = _number(self.tr("Số bản sao"))
        self._scan = button(self.tr("Quét bản chính"), shortcut="F9")
        self._stop = button(self.tr("Dừng"), shortcut="Esc")
        self._scanned = label("", "caption")
        numbers = row(gap=8)
        for box in (self._pages, self._copies):
            title = label(box.accessibleName(), "label")
            title.setBuddy(box)
            inner = column(gap=4)
            inner.addWidget(title)
            inner.addWidget(box)
            numbers.addLayout(inner, 1)
            box.lineEdit().returnPressed.connect(self.entered)
        scan = row(gap=8)
        scan.addWidget(self._scan)
        scan.addWidget(self._stop)
        scan.addWidget(self._scanned, 1)
        outer = column(gap=8)
        outer.addLayout(numbers)
        outer.addLayout(scan)
        self.setLayout(outer)
        self._pages.valueChanged.connect(self.pages_changed)
        self._copies.valueChanged.connect(self.copies_changed)
        self._scan.clicked.connect(self.scan_wanted)
        self._stop.clicked.connect(self.stop_wanted)

    def show_counting(self, counting: Counting | None) -> None:
        """Show these numbers, or nothing."""
        self.setVisible(counting is not None)
        if counting is None:
            return
        for box, number in ((self._pages, counting.pages), (self._copies, counting.copies)):
            with QSignalBlocker(box):
                if box.value() != number:
                    box.setValue(number)
        self._scan.setVisible(not counting.scanning)
        self._stop.setVisible(counting.scanning)
        said = self.tr("Đã quét %1 trang").replace("%1", str(counting.scanned))
        put(self._scanned, said if counting.scanned else None)

    def focus_pages(self) -> None:
        """Put the cursor into the pages; what is typed takes the place of what stands there."""
        _focus(self._pages)

    def focus_copies(self) -> None:
        """Put the cursor into the copies; what is typed takes the place of what stands there."""
        _focus(self._copies)


def _number(title: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(1, MOST)
    box.setAccessibleName(title)
    box.setKeyboardTracking(True)
    return box


def _focus(box: QSpinBox) -> None:
    box.setFocus()
    line: QLineEdit = box.lineEdit()
    line.selectAll()
