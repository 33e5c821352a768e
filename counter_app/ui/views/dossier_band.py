"""The head of the screens that work on one dossier: which one, for whom, until when, and how far it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from counter_app.ui.presenters.screens import DossierHead, Step
from counter_app.ui.theme import Theme
from counter_app.ui.views.pieces import Pill, column, label, put, row
from counter_app.ui.views.rows import scaled


class DossierBand(QFrame):
    """Shows a ``DossierHead``."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "band")
        self._code = label("", "heading")
        self._who = label("", "soft")
        self._due = label("", "soft")
        self._mark = Pill()
        self._steps = Steps(theme)
        text = column(gap=1)
        top = row(gap=10)
        top.addWidget(self._code)
        top.addWidget(self._mark)
        top.addStretch(1)
        text.addLayout(top)
        text.addWidget(self._who)
        layout = row(gap=16, margin=(20, 8, 20, 8))
        layout.addLayout(text, 1)
        layout.addWidget(self._due)
        layout.addWidget(self._steps)
        self.setLayout(layout)

    def show_head(self, head: DossierHead | None) -> None:
        """Show the dossier in work, or nothing; a long procedure is whole in the tool tip."""
        self.setVisible(head is not None)
        if head is None:
            return
        put(self._code, head.code)
        whole = f"{head.applicant} · {head.procedure}"
        self._who.setToolTip(whole)
        self._who.setAccessibleName(whole)
        self._who.setText(whole)
        self._who.setMinimumWidth(60)
        put(self._due, head.due, hide_empty=True)
        self._mark.tell(head.mark.text if head.mark else None, head.mark.tone if head.mark else Pill.DEFAULT)
        self._steps.show_step(head.step)


class Steps(QWidget):
    """The four steps of a dossier at the window, painted as a line of dots with words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._titles = (
            (Step.INTAKE, self.tr("Tiếp nhận")),
            (Step.CAPTURE, self.tr("Quét")),
            (Step.REVIEW, self.tr("Kiểm tra")),
            (Step.SENT, self.tr("Gửi tỉnh")),
        )
        self._step = Step.INTAKE
        self._measure()

    def show_step(self, step: Step) -> None:
        """The dossier stands here."""
        self._step = step
        current = next(title for one, title in self._titles if one is step)
        self.setAccessibleName(self.tr("Bước hiện tại: %1").replace("%1", current))
        self.update()

    def _measure(self) -> None:
        metrics = QFontMetrics(scaled(self.font(), 13, strong=True))
        width = sum(metrics.horizontalAdvance(title) + 22 + 28 for _, title in self._titles) - 28
        self.setFixedSize(width, metrics.height() + 8)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        reached = [one for one, _ in self._titles].index(self._step)
        left, middle = 0, self.height() // 2
        for place, (_, title) in enumerate(self._titles):
            is_current, is_done = place == reached, place < reached
            colour = QColor(tokens.accent if is_current else tokens.good if is_done else tokens.line_strong)
            if is_done:
                painter.drawPixmap(left, middle - 8, self._theme.picture("check-circle", tokens.good, 16))
            else:
                painter.setPen(QPen(colour, 2))
                painter.setBrush(colour if is_current else Qt.BrushStyle.NoBrush)
                painter.drawEllipse(left + 3, middle - 5, 10, 10)
            font = scaled(self.font(), 13, strong=is_current)
            painter.setFont(font)
            painter.setPen(QColor(tokens.ink if is_current else tokens.ink_soft))
            width = QFontMetrics(scaled(self.font(), 13, strong=True)).horizontalAdvance(title)
            painter.drawText(left + 22, middle + QFontMetrics(font).ascent() // 2 - 1, title)
            left += 22 + width
            if place + 1 < len(self._titles):
                painter.setPen(QPen(QColor(tokens.line), 2))
                painter.drawLine(left + 8, middle, left + 20, middle)
            left += 28
        painter.end()
