"""The small parts that every screen is made of: labels, buttons, cards, fields, banners.

Their look comes from the style sheet by the properties ``role``, ``kind``, ``tone`` and ``scale``; nothing here
names a colour.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from counter_app.ui.presenters.screens import Choice, Tone
from counter_app.ui.theme import GAP, Theme
from counter_app.ui.translation import say
from counter_app.ui.views.prose import Prose
from counter_app.ui.words import Text


def label(text: str = "", role: str = "body", *, wrap: bool = False) -> QLabel:
    """A piece of text; ``role`` is one of the style sheet's."""
    made = Prose(text) if wrap else QLabel(text)
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def put(target: QLabel, text: Text | None, *, hide_empty: bool = False) -> None:
    """Show this text if it is not shown already; optionally hide the label while there is none."""
    spoken = "" if text is None else say(text)
    if target.text() != spoken:
        target.setText(spoken)
    if hide_empty:
        target.setVisible(bool(spoken))


def tint(target: QWidget, tone: Tone) -> None:
    """Give the widget the look of this tone."""
    mark(target, "tone", tone.value)


def mark(target: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and restyle only when it changed."""
    if target.property(name) == value:
        return
    target.setProperty(name, value)
    target.style().unpolish(target)
    target.style().polish(target)


def button(text: str, kind: str = "plain", *, scale: str = "", shortcut: str = "") -> QPushButton:
    """A button. Its shortcut is written on it, so that nobody has to learn it elsewhere."""
    shown = f"{text}   {key_text(shortcut)}" if shortcut else text
    made = QPushButton(shown)
    made.setProperty("kind", kind)
    if scale:
        made.setProperty("scale", scale)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if shortcut:
        bind_key(made, shortcut)
    return made


def bind_key(pressed: QAbstractButton, shortcut: str) -> QShortcut:
    """Pressing these keys is pressing the button, at once.

    A button's own shortcut shows the button pressed for a tenth of a second before it acts, and is lost with
    every new text.
    """
    key = QShortcut(QKeySequence(shortcut), pressed)
    key.activated.connect(pressed.click)
    pressed.setAccessibleDescription(key_text(shortcut))
    return key


def key_text(shortcut: str) -> str:
    """The shortcut as it is written on keys."""
    return shortcut.replace("Return", "Enter").replace("PgDown", "PgDn").replace("+", " + ")


def column(*, gap: int = GAP, margin: int | tuple[int, int, int, int] = 0) -> QVBoxLayout:
    """A vertical layout with our distances."""
    layout = QVBoxLayout()
    _measure(layout, gap, margin)
    return layout


def row(*, gap: int = GAP, margin: int | tuple[int, int, int, int] = 0) -> QHBoxLayout:
    """A horizontal layout with our distances."""
    layout = QHBoxLayout()
    _measure(layout, gap, margin)
    return layout


def _measure(layout: QHBoxLayout | QVBoxLayout, gap: int, margin: int | tuple[int, int, int, int]) -> None:
    layout.setSpacing(gap)
    edges = (margin,) * 4 if isinstance(margin, int) else margin
    layout.setContentsMargins(*edges)


def empty(layout: QLayout) -> None:
    """Take everything out of the layout; its widgets end with the next turn of the event loop."""
    while layout.count():
        old = layout.takeAt(0).widget()
        if old is not None:
            old.hide()
            old.deleteLater()


def frame(role: str, inner: QLayout) -> QFrame:
    """A framed area of the style sheet's role."""
    made = QFrame()
    made.setProperty("role", role)
    made.setLayout(inner)
    return made


def rule() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("role", "rule")
    made.setFixedHeight(1)
    return made


class Card(QFrame):
    """A titled surface; ``body`` takes the content, ``corner`` what stands at the right of the title."""

    def __init__(self, title: str, *, gap: int = GAP) -> None:
        super().__init__()
        self.setProperty("role", "card")
        outer = column(gap=12, margin=(16, 14, 16, 16))
        head = row()
        self.title = label(title, "heading", wrap=True)
        head.addWidget(self.title, 1)
        self.corner = row()
        head.addLayout(self.corner)
        outer.addLayout(head)
        self.body = column(gap=gap)
        outer.addLayout(self.body, 1)
        self.setLayout(outer)
        self.setAccessibleName(title)


class Field(QWidget):
    """A labelled line to type in, with a place for what is wrong with it.

    Signals:
        edited: The text as typed; not emitted when the program sets it.
    """

    edited = Signal(str)

    def __init__(self, title: str, *, placeholder: str = "", large: bool = False) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(title)
        if large:
            self.line.setProperty("scale", "large")
        self.caption = label(title, "label")
        self.caption.setBuddy(self.line)
        self.note = label("", "problem", wrap=True)
        self.note.hide()
        layout = column(gap=4)
        layout.addWidget(self.caption)
        layout.addWidget(self.line)
        layout.addWidget(self.note)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self.edited)

    def show_text(self, text: str) -> None:
        """Set the text unless it is there already, so that the cursor stays."""
        if self.line.text() != text:
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def show_note(self, text: Text | None, tone: Tone = Tone.BAD) -> None:
        """Say what is wrong with the value or doubtful about it; screen readers get it too."""
        put(self.note, text, hide_empty=True)
        mark(self.note, "role", "problem" if tone is Tone.BAD else "hint")
        mark(self.line, "invalid", "true" if text is not None and tone is Tone.BAD else "false")
        self.line.setAccessibleDescription(self.note.text())


class Picker(QWidget):
    """A labelled list to choose one from.

    Signals:
        picked: Key of what the person chose; not emitted when the program sets it.
    """

    picked = Signal(str)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setAccessibleName(title)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.caption = label(title, "label")
        self.caption.setBuddy(self.box)
        layout = column(gap=4)
        layout.addWidget(self.caption)
        layout.addWidget(self.box)
        layout.addStretch(1)
        self.setLayout(layout)
        self.setFocusProxy(self.box)
        self._keys: tuple[tuple[str, str], ...] = ()
        self.box.activated.connect(self._activated)

    def show_choices(self, choices: Sequence[Choice], chosen: str) -> None:
        """Offer these and point at the chosen one."""
        wanted = tuple((choice.key, say(choice.title)) for choice in choices)
        with QSignalBlocker(self.box):
            if wanted != self._keys:
                self.box.clear()
                for key, title in wanted:
                    self.box.addItem(title, key)
                self._keys = wanted
            self.box.setCurrentIndex(self.box.findData(chosen))

    def _activated(self, index: int) -> None:
        self.picked.emit(str(self.box.itemData(index)))


class Banner(QFrame):
    """One sentence that matters now, with its tone; hidden while there is none.

    Signals:
        cured: The person pressed the button beside the sentence.
    """

    DEFAULT = Tone.BAD
    cured = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "banner")
        layout = row(gap=10, margin=(12, 6, 8, 6))
        self._sign = label()
        self._text = label("", "body", wrap=True)
        self.cure = button("", "cure")
        self.cure.clicked.connect(self._cure)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.cure)
        self.setLayout(layout)
        self.setMinimumHeight(36)
        self.cure.hide()
        self.hide()

    def _cure(self) -> None:
        self.cured.emit()

    def tell(self, text: Text | None, tone: Tone = Tone.BAD, cure: Text | None = None) -> None:
        """Show the sentence in its tone, or nothing."""
        self.setVisible(text is not None)
        if text is None:
            return
        put(self._text, text)
        tint(self, tone)
        tint(self._text, tone)
        ink, _ = self._theme.colour(tone)
        sign = "check-circle" if tone is Tone.GOOD else "alert"
        self._sign.setPixmap(self._theme.picture(sign, ink.name(), 18))
        self.cure.setVisible(cure is not None)
        if cure is not None:
            self.cure.setText(say(cure))
            self.cure.setAccessibleName(say(cure))
        self.setAccessibleName(self._text.text())


class Pill(QLabel):
    """A short mark of a state."""

    DEFAULT = Tone.NEUTRAL

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "pill")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def tell(self, text: Text | None, tone: Tone = Tone.NEUTRAL) -> None:
        """Show the mark in its tone, or nothing."""
        put(self, text, hide_empty=True)
        tint(self, tone)


class Empty(QWidget):
    """What stands where a list would be: what this place is for and what to do first."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._picture = label()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label("", "heading", wrap=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._detail = label("", "caption", wrap=True)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = column(gap=6, margin=24)
        layout.addStretch(1)
        for part in (self._picture, self._title, self._detail):
            layout.addWidget(part)
        layout.addStretch(2)
        self.setLayout(layout)

    def tell(self, title: Text, detail: Text | None = None) -> None:
        """Say what is empty and what fills it."""
        put(self._title, title)
        put(self._detail, detail, hide_empty=True)
        self._picture.setPixmap(self._theme.picture(self._icon, self._theme.tokens.line_strong, 36))


def scrolling(inner: QWidget) -> QScrollArea:
    """An area that scrolls upright when the window is lower than its content."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area
