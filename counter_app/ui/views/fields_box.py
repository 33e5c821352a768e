"""Fields of a paper beside the page that they were read from: the field with the cursor is marked on the page."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtWidgets import QCompleter, QWidget
from typing_extensions import override

from counter_app.ui.images import PageImages, Picture, Size
from counter_app.ui.presenters.review_screen import FieldLine
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.page_viewer import PageViewer
from counter_app.ui.views.pieces import Field, button, column, empty, mark, put, row

PAGE_SIZE = (300, 380)


class FieldsBox(QWidget):
    """Shows ``FieldLine`` rows and their page.

    Signals:
        confirmed: Key of a field, and what it says.
        all_confirmed: Everything that was read is right.
    """

    confirmed = Signal(str, str)
    all_confirmed = Signal()

    def __init__(self, theme: Theme, images: PageImages) -> None:
        super().__init__()
        self._images = images
        self._lines: dict[str, FieldLine] = {}
        self._fields: dict[str, Field] = {}
        self._looked_at = ""
        self._picture: tuple[str, str, int] | None = None
        self._viewer = PageViewer(theme, self.tr("Ảnh của giấy tờ"))
        self._viewer.setFixedSize(*PAGE_SIZE)
        self._rows = column(gap=6)
        self._all = button(self.tr("Xác nhận tất cả"), shortcut="Ctrl+J")
        self._all.clicked.connect(self.all_confirmed)
        form = column(gap=8)
        form.addLayout(self._rows)
        form.addWidget(self._all)
        form.addStretch(1)
        outer = row(gap=12)
        outer.addLayout(form, 1)
        outer.addWidget(self._viewer)
        self.setLayout(outer)

    def show_fields(self, lines: tuple[FieldLine, ...], *, can_edit: bool, can_confirm_all: bool) -> None:
        """Show these; a field that is being typed into keeps what is typed."""
        if tuple(self._lines) != tuple(line.key for line in lines):
            self._build(lines)
        self._lines = {line.key: line for line in lines}
        for line in lines:
            field = self._fields[line.key]
            if not field.line.hasFocus() or line.confirmed:
                field.show_text(line.value)
            field.line.setReadOnly(not can_edit)
            put(field.note, line.note, hide_empty=True)
            mark(field.note, "role", "hint" if line.tone is Tone.WARN else "caption")
            field.line.setAccessibleDescription(field.note.text())
        self._all.setVisible(can_edit)
        self._all.setEnabled(can_confirm_all)
        known = self._lines.get(self._looked_at) or next((line for line in lines if line.picture), None)
        self._look_at(known)

    def _build(self, lines: tuple[FieldLine, ...]) -> None:
        empty(self._rows)
        self._fields = {}
        self._looked_at = ""
        for line in lines:
            field = Field(say(line.title))
            field.line.installEventFilter(self)
            field.line.returnPressed.connect(lambda key=line.key: self._confirm(key))
            field.line.editingFinished.connect(lambda key=line.key: self._left(key))
            if line.others:
                field.line.setCompleter(QCompleter([line.value, *line.others], field.line))
            self._fields[line.key] = field
            self._rows.addWidget(field)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            for key, field in self._fields.items():
                if field.line is watched:
                    self._look_at(self._lines.get(key))
        return super().eventFilter(watched, event)

    def _confirm(self, key: str) -> None:
        text = self._fields[key].line.text()
        self._lines[key] = replace(self._lines[key], value=text)
        self.confirmed.emit(key, text)
        self.focusNextChild()

    def _left(self, key: str) -> None:
        """What was changed is meant; what was only looked at is not confirmed by that."""
        line, text = self._lines.get(key), self._fields[key].line.text()
        if line is not None and text != line.value:
            self.confirmed.emit(key, text)

    def _look_at(self, line: FieldLine | None) -> None:
        self._viewer.setVisible(line is not None and line.picture is not None)
        if line is None or line.picture is None:
            return
        self._looked_at = line.key
        if line.picture != self._picture:
            self._picture = line.picture
            page, version, _ = line.picture
            self._images.want(page, version, Size.PAGE, lambda picture: self._arrived(line, picture))
        else:
            self._point_at(line)

    def _arrived(self, line: FieldLine, picture: Picture) -> None:
        if line.picture == self._picture and line.picture is not None:
            self._viewer.show_picture(picture, line.picture[2])
            self._point_at(self._lines.get(self._looked_at, line))

    def _point_at(self, line: FieldLine) -> None:
        place = line.mark
        self._viewer.show_marks((place,) if place else (), ())
        if place is None or not self._fields[line.key].line.hasFocus():
            self._viewer.fit()
        else:
            self._viewer.look_at(QRectF(place.left, place.top, place.width, place.height))
