"""The reading worker: one process that cleans and reads one page after another.

``python -m counter_app.scanner.reading_worker --parent PID --tessdata FOLDER --language NAME``. Strangers'
images are decoded here and not in the counter, so that a broken one costs this process at most; a malicious one
finds itself without network, without other programs and without a place to write to, where the system offers it.
"""

from __future__ import annotations

import argparse
import queue
import sys
import threading
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Final, Protocol

import cv2
import msgspec

from counter_app.domain.errors import Damaged, InvalidInput, NotFound
from counter_app.domain.pages import ReadPage
from counter_app.scanner.child import (
    leave,
    let_others_go_first,
    limit_memory,
    stay_alive_while_answering,
    take_streams,
)
from counter_app.scanner.confinement import confine
from counter_app.scanner.messages import (
    DETAIL_LIMIT,
    Frames,
    Garbled,
    ImageRead,
    ImageRefused,
    ReadImage,
    Ready,
    read_request,
    write_answer,
)
from counter_app.scanner.pages.pipeline import PageReader
from counter_app.scanner.spare_memory import give_spare_memory_back

# The largest page that is accepted (50 megapixels) takes 1.4 GiB of address space.
_MEMORY_BYTES: Final = 2 * 1024**3
# A4 at 400 dpi. What a larger page needed, the next one most likely does not.
_USUAL_PIXELS: Final = 16_000_000


class Reader(Protocol):
    """What reads a page here."""

    def read(
        self, image: bytes, *, dpi_hint: int | None, expect_card: bool, want_text: bool, lies_deg: int | None
    ) -> ReadPage: ...


class Jobs:
    """Pages that wait to be read, and the news that the counter is gone."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[tuple[ReadImage, bytes] | None] = queue.SimpleQueue()

    def listen(self, stream: IO[bytes]) -> None:
        """Take requests until the counter hangs up; what is no image to read counts as hanging up."""
        try:
            while (received := read_request(stream)) is not None:
                match received:
                    case ReadImage() as request, (image,):
                        self._waiting.put((request, image))
                    case _:
                        break
        except Garbled:
            pass
        self._waiting.put(None)

    def next(self) -> tuple[ReadImage, bytes] | None:
        """Waits; None when the counter has hung up."""
        return self._waiting.get()


def serve(jobs: Jobs, outgoing: IO[bytes], reader: Reader) -> None:
    """Read pages until the counter hangs up."""
    write_answer(outgoing, Ready())
    while (job := jobs.next()) is not None:
        answer, frames, pixels = _answer(reader, *job)
        write_answer(outgoing, answer, frames)
        if pixels is None or pixels > _USUAL_PIXELS:
            del job, frames
            give_spare_memory_back()


def _answer(
    reader: Reader, request: ReadImage, image: bytes
) -> tuple[ImageRead | ImageRefused, Frames, int | None]:
    """The answer, and how large the page is; None where nobody knows."""
    try:
        page = reader.read(
            image,
            dpi_hint=request.dpi_hint,
            expect_card=request.expect_card,
            want_text=request.want_text,
            lies_deg=request.lies_deg,
        )
    except InvalidInput as error:
        return ImageRefused("invalid_input", error.code, str(error)[:DETAIL_LIMIT]), (), None
    except Damaged as error:
        return ImageRefused("damaged", error.code, str(error)[:DETAIL_LIMIT]), (), None
    except NotFound as error:
        return ImageRefused("not_found", error.code, str(error)[:DETAIL_LIMIT]), (), None
    except MemoryError:
        return (
            ImageRefused("invalid_input", "image_too_large", "does not fit the memory of a page reader"),
            (),
            None,
        )
    except Exception as error:  # noqa: BLE001 - one page's defect must not end the reading of the others
        told = f"{type(error).__name__}: {error}"
        return ImageRefused("damaged", "page_reader_crashed", told[:DETAIL_LIMIT]), (), None
    frames = msgspec.json.encode(page.reading), page.cleaned, page.thumbnail
    return ImageRead(), frames, page.reading.width * page.reading.height


def _page_reader(tessdata: Path, language: str) -> Reader:
    return PageReader(tessdata, language=language)


def main(arguments: Sequence[str], make_reader: Callable[[Path, str], Reader] = _page_reader) -> None:
    """Run until the input ends; the process does not outlive its parent."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--parent", type=int, required=True, help="process id of the counter, for people")
    parser.add_argument("--tessdata", type=Path, required=True)
    parser.add_argument("--language", required=True)
    chosen = parser.parse_args(arguments)
    incoming, outgoing = take_streams()
    confine(needs_programs=find_spec("tesserocr") is None)
    let_others_go_first()
    limit_memory(_MEMORY_BYTES)
    cv2.setNumThreads(1)
    ended = threading.Event()
    stay_alive_while_answering(ended)
    jobs = Jobs()

    def listen() -> None:
        jobs.listen(incoming)
        leave(ended)

    threading.Thread(target=listen, name="jobs", daemon=True).start()
    try:
        serve(jobs, outgoing, make_reader(chosen.tessdata, chosen.language))
    finally:
        ended.set()


if __name__ == "__main__":
    main(sys.argv[1:])
