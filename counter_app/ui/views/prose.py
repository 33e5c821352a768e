"""Text of several lines that is always wholly seen: a label that claims the height that its lines need."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy
from typing_extensions import override

WIDEST_PROSE = 640
WRAP_SLACK = 4
TALLEST = 10_000


class Prose(QLabel):
    """Text that wraps and is always as high as its lines need.

    Layouts forget the height for a width as soon as one of them is inside a scroll area or has a fixed width;
    here the label itself asks for its height whenever its width or its text changes.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self._claim()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._claim()

    @override
    def sizeHint(self) -> QSize:
        widest = self.fontMetrics().horizontalAdvance(self.text()) + WRAP_SLACK
        return QSize(min(widest, WIDEST_PROSE), self.minimumHeight() or super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.minimumHeight() or self.fontMetrics().height())

    @override
    def hasHeightForWidth(self) -> bool:
        return False

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._claim()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._claim()

    def _claim(self) -> None:
        # QLabel's own answer is never below the height it claimed before.
        edges = self.contentsMargins()
        room = QRect(0, 0, max(self.width() - edges.left() - edges.right(), 1), TALLEST)
        lines = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text() or " ")
        needed = lines.height() + edges.top() + edges.bottom()
        if self.minimumHeight() != needed:
            self.setMinimumHeight(needed)
            self.updateGeometry()
