"""A paper as it will be printed: pages from pictures, side by side with what is typed."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.ui.theme import Theme
from counter_app.ui.views.pieces import column

WIDEST = 760
SHEET_SHAPE = 1.5
"""Height to width of the sheets that may be this wide; a roll is narrower, as it is on the table."""


class Sheet(QWidget):
    """One page of paper in the middle of its ground, as wide as there is room."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._image = image
        self._shape = image.height() / max(image.width(), 1)
        self._widest = round(WIDEST * min(1.0, SHEET_SHAPE / max(self._shape, 0.1)))

    def _shown_width(self) -> int:
        return min(self.width(), self._widest)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = round(self._shown_width() * self._shape)
        if self.height() != height:
            self.setFixedHeight(height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(self._shown_width() * ratio), round(self.height() * ratio))
        smooth = Qt.TransformationMode.SmoothTransformation
        sharp = self._image.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        left = (self.width() - sharp.width() / ratio) / 2
        place = QRectF(left, 0, sharp.width() / ratio, sharp.height() / ratio)
        painter.fillRect(place, QColor(Qt.GlobalColor.white))
        painter.drawImage(place, sharp)
        painter.end()


class SlipView(QScrollArea):
    """Pages under one another on a mat."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setAccessibleName(title)
        self.setObjectName("mat")
        self._mat = QWidget()
        self._mat.setObjectName("mat")
        self._pages: QVBoxLayout = column(gap=12, margin=16)
        self._mat.setLayout(self._pages)
        self.setWidget(self._mat)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.count = 0

    def show_pages(self, pages: tuple[bytes, ...]) -> None:
        """Show these pictures, or nothing."""
        while self._pages.count():
            old = self._pages.takeAt(0).widget()
            if old is not None:
                old.deleteLater()
        for page in pages:
            self._pages.addWidget(Sheet(QImage.fromData(QByteArray(page))))
        self._pages.addStretch(1)
        self.count = len(pages)
