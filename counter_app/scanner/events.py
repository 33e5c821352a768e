"""Scan events as messages and back.

What comes back is checked against the form that a worker is held to: one frame per page, none elsewhere.
"""

from __future__ import annotations

from typing import get_args

import msgspec

from counter_app.domain.scanning import PageProgress, PageScanned, ScanEvent, ScanFinished, ScanStopped
from counter_app.scanner.messages import (
    DETAIL_LIMIT,
    ORIGIN_LIMIT,
    Answer,
    Finished,
    Frames,
    Garbled,
    MediaType,
    Page,
    Progress,
    StopCode,
    Stopped,
)


def message_of(event: ScanEvent) -> tuple[Answer, Frames]:
    """The message that carries this event. Texts are cut to their limits; a code nobody knows is ``unknown``."""
    match event:
        case PageScanned():
            media_type = msgspec.convert(event.media_type, MediaType)
            page = Page(event.number, media_type, event.dpi, _text(event.origin, ORIGIN_LIMIT))
            return page, (event.image,)
        case PageProgress():
            return Progress(event.number, min(max(event.percent, 0), 100)), ()
        case ScanFinished():
            return Finished(event.pages, event.cancelled), ()
        case ScanStopped():
            code, detail = event.code, event.detail
            if code not in get_args(StopCode):
                code, detail = "unknown", f"{code}: {detail}"
            stopped = Stopped(
                msgspec.convert(code, StopCode),
                event.page,
                _text(detail, DETAIL_LIMIT),
                _text(event.origin, ORIGIN_LIMIT),
            )
            return stopped, ()


def event_of(answer: Answer, frames: Frames) -> ScanEvent:
    """The event that this message carries; :class:`Garbled` when it carries none."""
    match answer, frames:
        case Page(), (image,) if image:
            return PageScanned(answer.number, image, answer.media_type, answer.dpi, answer.origin)
        case Progress(), ():
            return PageProgress(answer.number, answer.percent)
        case Finished(), ():
            return ScanFinished(answer.pages, answer.cancelled)
        case Stopped(), ():
            return ScanStopped(answer.code, answer.page, answer.detail, answer.origin)
        case _:
            raise Garbled(f"{type(answer).__name__} with {len(frames)} frames during a scan")


def _text(text: str, limit: int) -> str:
    """``text`` as any JSON may carry it: file names may hold bytes that are no characters."""
    return text[:limit].encode("utf-8", "replace").decode("utf-8")
