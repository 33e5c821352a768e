"""Locks the window when nobody has touched it for a while; the work stays as it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication
from typing_extensions import override

TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Watches every key and movement of the application.

    Args:
        after_s: Seconds without a touch; 0 never locks.
        parent: Whom it ends with.

    Signals:
        idle: Nobody touched anything for that long.
    """

    idle = Signal()

    def __init__(self, after_s: float, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(after_s * 1000))
        self._timer.timeout.connect(self.idle)
        application = QApplication.instance()
        if after_s > 0 and application is not None:
            application.installEventFilter(self)
            self._timer.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self._timer.start()
        return False
