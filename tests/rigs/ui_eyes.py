"""Looks at a window as a person does: which text is cut off, which control has no name, what is written where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QWidget,
)

from counter_app.ui.words import Words

SLACK = 1
WRAP = int(Qt.TextFlag.TextWordWrap)


def seen(window: QWidget) -> Iterator[QWidget]:
    """Everything that is on the screen."""
    return (part for part in window.findChildren(QWidget) if part.isVisible())


def cut_texts(window: QWidget) -> list[str]:
    """Every text that does not fit into its place."""
    window.grab()  # lists note what they cut while they paint
    return [found for part in seen(window) for found in _cut(part)]


def _cut(part: QWidget) -> Iterator[str]:
    match part:
        case QLabel() if part.text() and part.pixmap().isNull():
            yield from _cut_label(part)
        case QPushButton() | QCheckBox() if part.text():
            room = _room_of_button(part)
            if QFontMetrics(part.font()).horizontalAdvance(part.text().replace("&", "")) > room + SLACK:
                yield f"button: {part.text()}"
        case QLineEdit() if part.text() or part.placeholderText():
            shown = part.text() or part.placeholderText()
            if QFontMetrics(part.font()).horizontalAdvance(shown) > part.width() - 2 * 8 and not _may_scroll(part):
                yield f"field: {shown}"
        case QComboBox() if part.currentText():
            if QFontMetrics(part.font()).horizontalAdvance(part.currentText()) > part.width() - 34:
                yield f"choice: {part.currentText()}"
        case QAbstractItemView():
            cut = getattr(part.itemDelegate(), "cut", set())
            if cut:
                yield f"list {part.accessibleName()}: {sorted(cut)}"
        case _:
            pass


def _cut_label(part: QLabel) -> Iterator[str]:
    metrics = QFontMetrics(part.font())
    room = part.contentsRect()
    if part.wordWrap():
        needed = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), WRAP, part.text())
    else:
        needed = QRect(0, 0, metrics.horizontalAdvance(part.text()), metrics.height())
    if needed.height() > room.height() + SLACK or needed.width() > room.width() + SLACK:
        yield f"label: {part.text()} needs {needed.size().toTuple()}, has {room.size().toTuple()}"
    top_left = part.mapTo(part.window(), part.rect().topLeft())
    whole = QRect(top_left, part.size())
    if not _scrolls(part) and not part.window().rect().contains(whole):
        yield f"label outside: {part.text()}"


def _room_of_button(part: QAbstractButton) -> int:
    option = QStyleOptionButton()
    part.initStyleOption(option)  # type: ignore[attr-defined]
    which = (
        QStyle.SubElement.SE_CheckBoxContents
        if isinstance(part, QCheckBox)
        else QStyle.SubElement.SE_PushButtonContents
    )
    room = part.style().subElementRect(which, option, part).width()
    icon = part.iconSize().width() + 4 if not part.icon().isNull() else 0
    return room - icon


def _may_scroll(part: QLineEdit) -> bool:
    """What a person typed may be longer than its field; what we write into it may not."""
    return (
        bool(part.text())
        and not part.isReadOnly()
        and part.cursorPosition() == 0
        and part.accessibleName() in LONG_FIELDS
    )


LONG_FIELDS = {"Nơi cư trú", "Residence"}


def _scrolls(part: QWidget) -> bool:
    above = part.parentWidget()
    while above is not None:
        if above.inherits("QScrollArea"):
            return True
        above = above.parentWidget()
    return False


NEEDS_NAME = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)


def nameless(window: QWidget) -> list[str]:
    """Every control that a screen reader could not name."""
    found = []
    for part in seen(window):
        if not isinstance(part, NEEDS_NAME) or _is_inner(part):
            continue
        text = part.text() if isinstance(part, QAbstractButton) else ""
        if not (part.accessibleName() or text):
            found.append(f"{type(part).__name__} in {type(part.parentWidget()).__name__}")
    return found


def unreachable(window: QWidget) -> list[str]:
    """Every enabled control that neither the tab key nor a key of its own reaches."""
    found = []
    for part in seen(window):
        if not isinstance(part, NEEDS_NAME) or _is_inner(part) or not part.isEnabled():
            continue
        by_tab = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        by_key = part.findChild(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly) is not None
        if not by_tab and not by_key and part.accessibleName() not in FOUND_BY_ARROWS:
            found.append(part.accessibleName())
    return found


def keys_that_act(window: QWidget) -> list[str]:
    """Every key that a control on the screen hears wherever the cursor is, once for each control."""
    return [
        key.key().toString()
        for part in seen(window)
        for key in part.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if key.isEnabled() and key.context() is Qt.ShortcutContext.WindowShortcut
    ]


FOUND_BY_ARROWS = {"Thủ tục tìm thấy", "Procedures found", "Phường, xã tìm thấy", "Communes found"}
"""Lists that the arrow keys of the search line above them move through."""


def _is_inner(part: QWidget) -> bool:
    """Parts of other controls: the popup of a choice, the clear button of a field, scroll bars."""
    names = ("QComboBoxListView", "QLineEditIconButton", "QHeaderView", "QTableCornerButton", "QScrollBar")
    kind = part.metaObject().className()
    inside = part.parentWidget()
    return kind in names or isinstance(inside, QAbstractSpinBox | QComboBox | QLineEdit) or kind == "QHeaderView"


def written(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every text on the screen with what carries it."""
    for part in seen(window):
        kind = type(part).__name__
        if isinstance(part, QLabel):
            yield kind, part.text()
        if isinstance(part, QAbstractButton) and not isinstance(part, QToolButton):
            yield kind, part.text()
        if isinstance(part, QLineEdit):
            yield f"{kind} placeholder", part.placeholderText()
        if not _is_inner(part):
            yield f"{kind} name", part.accessibleName()
            yield f"{kind} tool tip", part.toolTip()


def layout_of(view: QWidget) -> list[tuple[str, tuple[int, ...]]]:
    """Where every text stands."""
    texts = [part for part in seen(view) if isinstance(part, QLabel | QAbstractButton) and part.text()]
    return sorted((part.text(), part.geometry().getRect()) for part in texts)


def data_texts(value: object) -> Iterator[str]:
    """Every text in a screen that is data: names, codes, titles of the catalogue; not our own words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Words):
        for _, fact in value.facts:
            yield from data_texts(fact)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from data_texts(getattr(value, one.name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from data_texts(one)
