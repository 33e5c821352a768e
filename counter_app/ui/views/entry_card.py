"""The card of one thing that needs somebody: a sign, its title, what is told of it, and its buttons."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from counter_app.ui.presenters.screens import Tone
from counter_app.ui.theme import Theme
from counter_app.ui.views.pieces import column, frame, label, row


def entry_card(
    theme: Theme, tone: Tone, title: str, told: Iterable[QLabel], buttons: Iterable[QPushButton]
) -> QFrame:
    """The card, which is read out by its title."""
    ink, _ = theme.colour(tone)
    sign = label()
    sign.setPixmap(theme.picture("trouble", ink.name(), 22))
    text = column(gap=3)
    text.addWidget(label(title, "strong", wrap=True))
    for one in told:
        text.addWidget(one)
    line = row(gap=14, margin=(16, 12, 16, 12))
    line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(text, 1)
    for offered in buttons:
        line.addWidget(offered, 0, Qt.AlignmentFlag.AlignVCenter)
    card = frame("card", line)
    card.setAccessibleName(title)
    return card
