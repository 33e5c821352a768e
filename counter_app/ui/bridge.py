"""From events published after a commit, on any thread, to Qt signals on the window's thread.

Signals carry ids, not data: whoever listens reads the truth from the store. Equal events that arrive faster
than the window takes them are told once, so that a burst of deliveries costs one repaint.
"""

from __future__ import annotations

from threading import Lock

from PySide6.QtCore import QObject, Qt, Signal, Slot

from counter_app.services.events import (
    CatalogueChanged,
    DeliveryChanged,
    DossierChanged,
    Event,
    PageCaptured,
    PageChanged,
    PageTurned,
    PageUnderWay,
    TroublesChanged,
)


class Bridge(QObject):
    """Receives events on any thread and tells them on the thread it lives in.

    Signals:
        dossier_changed: Dossier id. An act was added here or by the province.
        page_captured: Dossier id, page id. The page is safe and may be shown.
        page_changed: Dossier id, page id. Read, assigned, moved, turned, removed or restored.
        page_turned: Dossier id, page id. It has to be read again.
        page_under_way: Dossier id, number of the page in its scan, percent. The scanner works on it.
        delivery_changed: What is known about the province changed.
        troubles_changed: The list "Cần xử lý" changed.
        catalogue_changed: Name of the catalogue of which a new version is in force.
    """

    dossier_changed = Signal(str)
    page_captured = Signal(str, str)
    page_changed = Signal(str, str)
    page_turned = Signal(str, str)
    page_under_way = Signal(str, int, int)
    delivery_changed = Signal()
    troubles_changed = Signal()
    catalogue_changed = Signal(str)
    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = Lock()
        self._waiting: dict[Event, None] = {}
        self._woken.connect(self._tell_waiting, Qt.ConnectionType.QueuedConnection)

    def publish(self, event: Event) -> None:
        """Tell this soon, in order of arrival; may be called on any thread."""
        with self._lock:
            first = not self._waiting
            self._waiting[event] = None
        if first:
            self._woken.emit()

    @Slot()
    def _tell_waiting(self) -> None:
        with self._lock:
            events = tuple(self._waiting)
            self._waiting.clear()
        for event in events:
            self._tell(event)

    def _tell(self, event: Event) -> None:
        match event:
            case DossierChanged(dossier_id=dossier_id):
                self.dossier_changed.emit(dossier_id)
            case PageCaptured(dossier_id=dossier_id, page_id=page_id):
                self.page_captured.emit(dossier_id, page_id)
            case PageChanged(dossier_id=dossier_id, page_id=page_id):
                self.page_changed.emit(dossier_id, page_id)
            case PageTurned(dossier_id=dossier_id, page_id=page_id):
                self.page_turned.emit(dossier_id, page_id)
            case PageUnderWay(dossier_id=dossier_id, number=number, percent=percent):
                self.page_under_way.emit(dossier_id, number, percent)
            case DeliveryChanged():
                self.delivery_changed.emit()
            case TroublesChanged():
                self.troubles_changed.emit()
            case CatalogueChanged(name=name):
                self.catalogue_changed.emit(name)
