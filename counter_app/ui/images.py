"""Pictures of pages for the screen: read and decoded off the window's thread, kept while there is room.

A page of 300 dpi is 35 MB of pixels; decoding takes a tenth of a second, so it never happens where painting
happens. Each picture carries smaller copies of itself, so that zooming out costs no more than zooming in.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from counter_app.domain.errors import CounterError
from counter_app.ui.presenters.running import Tasks

ROOM_BYTES = 192 * 1024 * 1024
THUMB_SIDE = 360
FORMATS = {b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}
"""How the files begin that scanners and the page pipeline make."""
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
    image = _read(content, size)
    if image.isNull():
        return NOTHING
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return Picture((image,) if size is Size.THUMB else _levels(image))


def _read(content: bytes, size: Size) -> QImage:
    # Qt looks for an image's format under a lock of its own, and a buffer made in Python asks for Python's lock
    # at every look: two threads that read at once then wait for each other for ever. So the format is told, and
    # where it cannot be told the whole is handed over, which asks Python nothing.
    QImageReader.setAllocationLimit(1024)
    room = QSize(THUMB_SIDE, THUMB_SIDE)
    kind = next((name for start, name in FORMATS.items() if content.startswith(start)), "")
    if not kind:
        whole = QImage.fromData(QByteArray(content))
        small = size is Size.THUMB and not whole.isNull()
        return whole.scaled(room, Qt.AspectRatioMode.KeepAspectRatio) if small else whole
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode("ascii")))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    if size is Size.THUMB and reader.size().isValid():
        reader.setScaledSize(reader.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _levels(image: QImage) -> tuple[QImage, ...]:
    levels = [image]
    while max(levels[-1].width(), levels[-1].height()) > 2 * SMALLEST_LEVEL:
        half = QSize(max(levels[-1].width() // 2, 1), max(levels[-1].height() // 2, 1))
        smooth = Qt.TransformationMode.SmoothTransformation
        levels.append(levels[-1].scaled(half, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
    return tuple(levels)
