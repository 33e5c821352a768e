"""Pictures of pages for the screen: read and decoded off the window's thread, kept while there is room.

A page of 300 dpi is 35 MB of pixels; decoding takes a tenth of a second, so it never happens where painting
happens, nor in a way that would hold up what paints. Each picture carries smaller copies of itself, so that
zooming out costs no more than zooming in.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from counter_app.domain.errors import CounterError
from counter_app.ui.presenters.running import Tasks

if TYPE_CHECKING:
    from PIL.Image import Image as PillowImage

ROOM_BYTES = 192 * 1024 * 1024
THUMB_SIDE = 360
SMALLEST_LEVEL = 400
GLANCED = 2000
"""A page longer than this many dots is read at half its size for a first look."""


class Size(StrEnum):
    """What a picture is needed for."""

    THUMB = "thumb"
    GLANCE = "glance"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and its smaller copies, each half the one before. Empty when it cannot be shown, and ``why``.

    ``memory`` holds the pixels that the images look at: whoever paints one keeps the picture as well. ``skipped``
    is how many of the largest copies were not made, because a glance does without them, and ``whole`` the size
    that the first of them would have.
    """

    levels: tuple[QImage, ...]
    memory: tuple[bytes, ...] = ()
    why: CounterError | None = None
    skipped: int = 0
    whole: tuple[int, int] = (0, 0)

    @property
    def size(self) -> QSize:
        """Pixels of the whole picture, also where the whole is not here."""
        if self.skipped:
            return QSize(*self.whole)
        return self.levels[0].size() if self.levels else QSize()

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing sharper to be had."""
        return not self.skipped

    def level_for(self, scale: float) -> tuple[QImage, float]:
        """The smallest copy that is still sharp at this scale, and its own scale."""
        chosen, own = self.levels[0], 0.5**self.skipped
        for number, level in enumerate(self.levels, start=self.skipped):
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
        self.tasks = tasks
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
        self.tasks.run(
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
        for ready in self._waiting.pop(name, []):
            ready(Picture((), why=error))


def decode(content: bytes, size: Size) -> Picture:
    """The picture in these bytes; may be called on any thread. Bytes that are no picture give an empty one."""
    # Qt would decode while it holds Python's lock, and the window's thread would stand still for as long; Pillow
    # lets go of it, and reads a JPEG that only has to be small at an eighth of its size.
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - the sign-in screen shows no page

    try:
        with Image.open(BytesIO(content)) as found:
            whole = found.size
            if size is Size.THUMB:
                found.draft("RGB", (2 * THUMB_SIDE, 2 * THUMB_SIDE))
            elif size is Size.GLANCE and max(whole) > GLANCED:
                # A quarter of the dots takes a quarter of the time, and fills a screen.
                found.draft("RGB", (whole[0] // 2, whole[1] // 2))
            page = found.convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return NOTHING
    if size is Size.THUMB:
        page.thumbnail((THUMB_SIDE, THUMB_SIDE), Image.Resampling.BOX)
        return _picture(page)
    skipped = 1 if page.width < whole[0] else 0
    levels = [page]
    while max(levels[-1].size) > 2 * SMALLEST_LEVEL:
        levels.append(levels[-1].reduce(2))
    return _picture(*levels, skipped=skipped, whole=whole)


def _picture(*levels: PillowImage, skipped: int = 0, whole: tuple[int, int] = (0, 0)) -> Picture:
    # Qt looks at these bytes where they are: copying 35 MB would hold up the window's thread.
    memory = tuple(level.tobytes("raw", "BGRX") for level in levels)
    images = tuple(
        QImage(pixels, level.width, level.height, 4 * level.width, QImage.Format.Format_RGB32)
        for level, pixels in zip(levels, memory, strict=True)
    )
    return Picture(images, memory, skipped=skipped, whole=whole)
