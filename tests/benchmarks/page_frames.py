"""Measures zoom and pan: how long a frame of a 300 dpi page takes, next to a bare widget of as many pixels.

    ./dev bench page_frames [--rounds 5]

An A4 page of 2480 x 3508 pixels full of detail lies in the page viewer: in the place that capture gives it on a
screen of 1366 x 768, in the whole window, and on a screen of twice the size. It is zoomed in step by step around a
moving point, panned across, and zoomed out; each step is painted at once and timed, and after each the bare widget
paints an image of its own size without scaling. 60 frames a second leave 16.7 ms for each. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from counter_app.ui.application import make_application
from counter_app.ui.images import Size, decode
from counter_app.ui.theme import Mode, Theme
from counter_app.ui.views.page_viewer import STEP, PageViewer

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
A4_AT_300_DPI = (2480, 3508)
PLACES = {"capture": (616, 470), "window": (1130, 690), "double": (2260, 1380)}
FRAME_MS = 1000 / 60
ZOOM_STEPS, PAN_STEPS, PAN_BY = 12, 30, 24


class Bare(QWidget):
    """Draws one image of its own size."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self.resize(width, height)
        self._image = QImage(width, height, QImage.Format.Format_RGB32)
        self._image.fill(0xFFAABBCC)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, self._image)
        painter.end()


class Paints(QObject):
    """Counts the frames that a widget really paints."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.count = 0
        watched.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def page() -> bytes:
    """A page of 300 dpi with detail everywhere, as a JPEG."""
    grain = Image.effect_noise(A4_AT_300_DPI, 90).convert("RGB")
    encoded = BytesIO()
    grain.save(encoded, "JPEG", quality=85)
    return encoded.getvalue()


def deeds(viewer: PageViewer) -> Iterator[Callable[[], None]]:
    """What a clerk does with the page, one frame each."""
    for step in range(ZOOM_STEPS):
        point = QPointF(viewer.width() * step / ZOOM_STEPS, viewer.height() / 3)
        yield lambda at=point: viewer.zoom(STEP, at)
    for step in range(PAN_STEPS):
        by = QPointF(PAN_BY, -PAN_BY) if step % 2 else QPointF(-PAN_BY, PAN_BY / 2)
        yield lambda moved=by: viewer.pan(moved)
    for _ in range(ZOOM_STEPS):
        yield lambda: viewer.zoom(1 / STEP)


def painted_ms(widget: QWidget, change: Callable[[], None]) -> float:
    """How long the change and the frame that shows it take."""
    began = time.perf_counter()
    change()
    widget.repaint()
    return (time.perf_counter() - began) * 1000


def frames(width: int, height: int, rounds: int) -> dict[str, object]:
    """The figures of one place."""
    theme = Theme(RESOURCES)
    theme.install(Mode.LIGHT)
    viewer, bare = PageViewer(theme, "page"), Bare(width, height)
    viewer.resize(width, height)
    viewer.show_picture(decode(page(), Size.PAGE), 0)
    for widget in (viewer, bare):
        widget.show()
    QApplication.processEvents()
    painted = Paints(viewer)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        for deed in deeds(viewer):
            ours.append(painted_ms(viewer, deed))
            theirs.append(painted_ms(bare, lambda: None))
    viewer.close()
    bare.close()
    ordered = sorted(ours)
    return {
        "frames": painted.count,
        "median_ms": round(statistics.median(ours), 2),
        "p99_ms": round(ordered[int(len(ordered) * 0.99)], 2),
        "longest_ms": round(ordered[-1], 2),
        "share_over_a_frame": round(sum(one > FRAME_MS for one in ours) / len(ours), 4),
        "ratio_to_bare": round(statistics.median(ours) / statistics.median(theirs), 2),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args(arguments)
    make_application(RESOURCES, drawn_into_memory=True)
    print(json.dumps({name: frames(*size, chosen.rounds) for name, size in PLACES.items()}, indent=1))


if __name__ == "__main__":
    main()
