"""Pictures of pages for the screen: read and decoded off the window's thread, kept while there is room.

A page of 300 dpi is 35 MB of pixels; decoding takes a tenth of a second, so it never happens where painting
happens. Each picture carries smaller copies of itself, so that zooming out costs no more than zooming in.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from counter_app.domain.errors import CounterError
from counter_app.ui.presenters.running import Tasks

ROOM_BYTES = 192 * 1024 * 1024
THUMB_SIDE = 360
MOST_MB = 1024
SMALLEST_LEVEL = 400


class Size(StrEnum):
    """What a picture is needed for."""

    THUMB = "thumb"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and its smaller copies, each half the one before. Empty when it cannot be shown."""

    levels: tuple[QImage, ...]

    @property
    def size(self) -> QSize:
        """Pixels of the whole picture."""
        return self.levels[0].size() if self.levels else QSize()

    def level_for(self, scale: float) -> tuple[QImage, float]:
        """The smallest copy that is still sharp at this scale, and its own scale."""
        chosen, own = self.levels[0], 1.0
        for number, level in enumerate(self.levels):
            if 0.5**number + 1e-9 < scale:
                break
            chosen, own = level, 0.5**number
        return chosen, own

    @property
    def size_bytes(self) -> int:
        return sum(level.sizeInBytes() for level in self.levels)


NOTHING = Picture(())


class PageImages:
    """Gives pictures by page, version and size.

    Args:
        read: Page id and whether a thumbnail will do -> encoded bytes. Called off the window's thread.
        tasks: Where reading and decoding happen.
    """

    def __init__(self, read: Callable[[str, Size], bytes], tasks: Tasks) -> None:
        self._read = read
        self._tasks = tasks
        self._kept: OrderedDict[tuple[str, str, Size], Picture] = OrderedDict()
        self._waiting: dict[tuple[str, str, Size], list[Callable[[Picture], None]]] = {}
        self._bytes = 0

    def at_once(self, key: str, version: str, size: Size) -> Picture | None:
        """The picture if it is here already."""
        name = (key, version, size)
        found = self._kept.get(name)
        if found is not None:
            self._kept.move_to_end(name)
        return found

    def want(self, key: str, version: str, size: Size, ready: Callable[[Picture], None]) -> None:
        """Call ``ready`` once with the picture, now or later, on the window's thread."""
        found = self.at_once(key, version, size)
        if found is not None:
            ready(found)
            return
        name = (key, version, size)
        waiting = self._waiting.setdefault(name, [])
        waiting.append(ready)
        if len(waiting) > 1:
            return
        self._tasks.run(
            lambda: decode(self._read(key, size), size),
            done=lambda picture: self._arrived(name, picture),
            failed=lambda error: self._missing(name, error),
        )

    def _arrived(self, name: tuple[str, str, Size], picture: Picture) -> None:
        self._kept[name] = picture
        self._bytes += picture.size_bytes
        while self._bytes > ROOM_BYTES and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.size_bytes
        for ready in self._waiting.pop(name, []):
            ready(picture)

    def _missing(self, name: tuple[str, str, Size], error: CounterError) -> None:
        # The screen says elsewhere why a page is not there; here its place stays empty.
        del error
        for ready in self._waiting.pop(name, []):
            ready(NOTHING)


def decode(content: bytes, size: Size) -> Picture:
    """The picture in these bytes; may be called on any thread. Bytes that are no picture give an empty one."""
    # Qt looks at an image under a lock of its own. A buffer made in Python would ask for Python's lock at every
    # look, and two threads that read at once would wait for each other for ever: so the whole is handed over.
    QImageReader.setAllocationLimit(MOST_MB)
    image = QImage.fromData(QByteArray(content))
    if image.isNull():
        return NOTHING
    if size is Size.THUMB:
        room = QSize(THUMB_SIDE, THUMB_SIDE)
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return Picture((image,) if size is Size.THUMB else _levels(image))


def _levels(image: QImage) -> tuple[QImage, ...]:
    levels = [image]
    while max(levels[-1].width(), levels[-1].height()) > 2 * SMALLEST_LEVEL:
        half = QSize(max(levels[-1].width() // 2, 1), max(levels[-1].height() // 2, 1))
        smooth = Qt.TransformationMode.SmoothTransformation
        levels.append(levels[-1].scaled(half, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
    return tuple(levels)
