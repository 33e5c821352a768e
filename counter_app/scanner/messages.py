"""The line protocol between the counter and its worker processes.

A message is one line of JSON, at most ``LINE_LIMIT`` bytes, that says what it is and how long the frames of
plain bytes behind it are. Workers decode what strangers bring, so the counter believes nothing: every field
has a type and a bound, every length a limit, and whatever does not fit raises :class:`Garbled`.
"""

from __future__ import annotations

from typing import IO, Annotated, Final, Literal

import msgspec
from msgspec import Meta

from counter_app.domain.errors import Damaged
from counter_app.domain.scanning import Device, ScanProfile
from counter_app.scanner.drivers.setups import DriverSetup

LINE_LIMIT: Final = 64 * 1024
FRAME_LIMIT: Final = 128 * 1024 * 1024
FRAMES_LIMIT: Final = 3
DETAIL_LIMIT: Final = 2000
ORIGIN_LIMIT: Final = 1000

Frames = tuple[bytes, ...]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
PageNumber = Annotated[int, Meta(ge=1, le=1_000_000)]
Detail = Annotated[str, Meta(max_length=DETAIL_LIMIT)]
Origin = Annotated[str, Meta(max_length=ORIGIN_LIMIT)]

MediaType = Literal["image/jpeg", "image/png", "image/tiff", "image/heic", "image/webp", "image/bmp", "image/gif"]
StopCode = Literal[
    "feeder_empty",
    "jam",
    "double_feed",
    "cover_open",
    "offline",
    "busy",
    "no_permission",
    "cancelled_at_device",
    "io_error",
    "driver_crashed",
    "driver_hung",
    "not_an_image",
    "truncated_image",
    "image_too_large",
    "file_locked",
    "folder_empty",
    "unknown",
]


class Garbled(Damaged):
    """The other side sent what is no message."""

    def __init__(self, detail: str) -> None:
        super().__init__("worker_garbled", detail=detail)


class _Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="says"):
    """Common form of all messages."""


class ListDevices(_Message, frozen=True, tag="list_devices"):
    """Counter to worker: which devices does this driver see?"""

    setup: DriverSetup


class StartScan(_Message, frozen=True, tag="start_scan"):
    """Counter to worker: scan. Answered by pages, then one ``finished`` or ``stopped``."""

    setup: DriverSetup
    device: Device
    profile: ScanProfile


class WaitForStart(_Message, frozen=True, tag="wait_for_start"):
    """Counter to worker: say when somebody at this device wants a scan to begin. ``StopScan`` ends the wait."""

    setup: DriverSetup
    device: Device


class GoOn(_Message, frozen=True, tag="go_on"):
    """Counter to worker: the last page is safe, the next may come."""


class StopScan(_Message, frozen=True, tag="stop_scan"):
    """Counter to worker: end the scan; whole pages already sent stay."""


class ReadImage(_Message, frozen=True, tag="read_image"):
    """Counter to page reader: clean and read the one frame behind this line."""

    dpi_hint: Annotated[int, Meta(ge=1, le=10_000)] | None
    expect_card: bool
    want_text: bool
    lies_deg: Literal[0, 90, 180, 270] | None = None


class Ready(_Message, frozen=True, tag="ready"):
    """Worker to counter, first of all."""


class DevicesFound(_Message, frozen=True, tag="devices_found"):
    """Worker to counter: the answer to ``list_devices``."""

    devices: Annotated[tuple[Device, ...], Meta(max_length=200)]


class StartTold(_Message, frozen=True, tag="start_told"):
    """Worker to counter: a scan is wanted; or it is not, because the wait was ended or the device cannot tell."""

    wanted: bool


class Page(_Message, frozen=True, tag="page"):
    """Worker to counter: one whole page, its file in the one frame behind this line."""

    number: PageNumber
    media_type: MediaType
    dpi: Annotated[int, Meta(ge=1, le=10_000)] | None
    origin: Origin


class Progress(_Message, frozen=True, tag="progress"):
    """Worker to counter: the page under way."""

    number: PageNumber
    percent: Annotated[int, Meta(ge=0, le=100)]


class Finished(_Message, frozen=True, tag="finished"):
    """Worker to counter: no more pages."""

    pages: Count
    cancelled: bool


class Stopped(_Message, frozen=True, tag="stopped"):
    """Worker to counter: the device stopped before the end."""

    code: StopCode
    page: PageNumber
    detail: Detail
    origin: Origin


class ImageRead(_Message, frozen=True, tag="image_read"):
    """Page reader to counter: three frames, the reading as JSON, the cleaned image and the thumbnail."""


class ImageRefused(_Message, frozen=True, tag="image_refused"):
    """Page reader to counter: this image cannot be read, and why; ``kind`` names the branch of the error tree."""

    kind: Literal["invalid_input", "damaged", "not_found"]
    code: Annotated[str, Meta(max_length=100, pattern="^[a-z_]+$")]
    detail: Detail


Request = ListDevices | StartScan | WaitForStart | GoOn | StopScan | ReadImage
Answer = (
    Ready | DevicesFound | StartTold | Page | Progress | Finished | Stopped | ImageRead | ImageRefused
)  # what a worker may say

_Lengths = Annotated[
    tuple[Annotated[int, Meta(ge=0, le=FRAME_LIMIT)], ...],
    Meta(max_length=FRAMES_LIMIT),
]


class _RequestLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    message: Request
    frames: _Lengths = ()


class _AnswerLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    message: Answer
    frames: _Lengths = ()


_ENCODER = msgspec.json.Encoder()
_REQUESTS = msgspec.json.Decoder(_RequestLine)
_ANSWERS = msgspec.json.Decoder(_AnswerLine)


def write_request(stream: IO[bytes], message: Request, frames: Frames = ()) -> None:
    """Send one request whole, frames and all."""
    _write(stream, _RequestLine(message, tuple(len(frame) for frame in frames)), frames)


def write_answer(stream: IO[bytes], message: Answer, frames: Frames = ()) -> None:
    """Send one answer whole, frames and all."""
    _write(stream, _AnswerLine(message, tuple(len(frame) for frame in frames)), frames)


def read_request(stream: IO[bytes]) -> tuple[Request, Frames] | None:
    """The next request, or None when the counter hung up between two messages."""
    line = _read_line(stream)
    if line is None:
        return None
    try:
        head = _REQUESTS.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Garbled(str(error)) from error
    return head.message, tuple(_read_frame(stream, size) for size in head.frames)


def read_answer(stream: IO[bytes]) -> tuple[Answer, Frames] | None:
    """The next answer, or None when the worker hung up between two messages."""
    line = _read_line(stream)
    if line is None:
        return None
    try:
        head = _ANSWERS.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Garbled(str(error)) from error
    return head.message, tuple(_read_frame(stream, size) for size in head.frames)


def _write(stream: IO[bytes], head: _RequestLine | _AnswerLine, frames: Frames) -> None:
    line = _ENCODER.encode(head)
    if len(line) >= LINE_LIMIT or any(len(frame) > FRAME_LIMIT for frame in frames):
        raise Garbled("the message is larger than the other side accepts")
    stream.write(line + b"\n")
    for frame in frames:
        stream.write(frame)
    stream.flush()


def _read_line(stream: IO[bytes]) -> bytes | None:
    line = stream.readline(LINE_LIMIT)
    if not line:
        return None
    if not line.endswith(b"\n"):
        raise Garbled("the line is too long or was cut off")
    return line


def _read_frame(stream: IO[bytes], size: int) -> bytes:
    frame = stream.read(size)
    if len(frame) != size:
        raise Garbled("a frame was cut off")
    return frame
