"""The TWAIN manager and its sources on this PC, through pytwain; Windows only.

What pytwain does not do, and what is done here instead:

* The official manager hangs for ever without a window: a hidden one is made.
* Its message loop has no time limit: the queue is served here, with one.
* Its ready-made acquisition hides a paper jam behind an error of order: transfers are made step by step.
* Its images are freed twice: the bytes are copied here and the memory is given back once.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, TypeAlias

import twain
from twain import exceptions
from twain.lowlevel import constants as tw
from twain.lowlevel import structs

from counter_app.domain.scanning import ColourMode, ScanProfile, Source
from counter_app.scanner.drivers.twain import PIXELS_LIMIT, Applied, Manager, OpenSource, Told, TwainFault
from counter_app.scanner.drivers.twain_manager import NAME, find_manager, system_folder
from counter_app.scanner.drivers.twain_memory import MSG_GET, take_in_strips

# What pytwain gives: it says of no type what it is.
_Held: TypeAlias = Any
_MM_PER_INCH: Final = 25.4
_PM_REMOVE: Final = 1
_QS_ALLINPUT: Final = 0x04FF
_NO_WINDOW: Final = "STATIC"
_BMP_HEADER: Final = struct.Struct("<2sIHHI")
_DIB_HEADER: Final = struct.Struct("<IiiHHIIiiII")

CODES: Final = {
    exceptions.PaperJam: "jam",
    exceptions.PaperDoubleFeedError: "double_feed",
    exceptions.CheckDeviceOnlineError: "offline",
    exceptions.NoDataSourceError: "offline",
    exceptions.MaxConnectionsError: "busy",
    exceptions.DeniedError: "no_permission",
    exceptions.OperationError: "io_error",
}
# Conditions that pytwain has no names for.
_NUMBERED: Final = {"ConditionCode = 24": "cover_open", "ConditionCode = 29": "feeder_empty"}


@contextmanager
def open_manager(path: str, *, in_strips: bool) -> Iterator[Manager]:
    """The manager at this path, else the one in the system's folder; pages come in strips or whole.

    Raises:
        TwainFault: ``offline``: there is none; the sentence says what IT has to install.
    """
    with _told_plainly():
        window = _hidden_window()
        try:
            name = "Counter App"
            with twain.SourceManager(
                window, dsm_name=_manager_file(path), ProtocolMajor=2, ProductName=name
            ) as held:
                yield _PcManager(held, in_strips=in_strips)
        finally:
            _library("user32").DestroyWindow(ctypes.c_void_p(window))


class _PcManager:
    def __init__(self, held: _Held, *, in_strips: bool) -> None:
        self._held = held
        self._in_strips = in_strips

    def names(self) -> list[str]:
        with _told_plainly():
            return list(self._held.source_list)

    @contextmanager
    def open(self, name: str) -> Iterator[OpenSource]:
        with _told_plainly():
            source = self._held.open_source(name)
            try:
                yield _PcSource(source, in_strips=self._in_strips)
            finally:
                with suppress(exceptions.TwainError):
                    source.close()


class _PcSource:
    def __init__(self, held: _Held, *, in_strips: bool) -> None:
        self._held = held
        self._in_strips = in_strips

    def abilities(self) -> tuple[tuple[Source, ...], bool]:
        has_feeder = self._choices(tw.CAP_FEEDERENABLED)
        sources = [Source.FEEDER] if 1 in has_feeder else []
        if not has_feeder or 0 in has_feeder:
            sources.append(Source.FLATBED)
        return tuple(sources), bool(self._current(tw.CAP_DUPLEX))

    def apply(self, profile: ScanProfile) -> Applied:
        feeder = profile.source is Source.FEEDER
        took = self._set(tw.CAP_FEEDERENABLED, tw.TWTY_BOOL, int(feeder))
        if feeder:
            self._set(tw.CAP_AUTOFEED, tw.TWTY_BOOL, 1)
        self._set(tw.CAP_DUPLEXENABLED, tw.TWTY_BOOL, int(feeder and profile.duplex))
        self._set(tw.CAP_INDICATORS, tw.TWTY_BOOL, 0)
        way = tw.TWSX_MEMORY if self._in_strips else tw.TWSX_NATIVE
        self._set(tw.ICAP_XFERMECH, tw.TWTY_UINT16, way)
        colour = tw.TWPT_RGB if profile.colour is ColourMode.COLOUR else tw.TWPT_GRAY
        self._set(tw.ICAP_PIXELTYPE, tw.TWTY_UINT16, colour)
        self._set(tw.ICAP_UNITS, tw.TWTY_UINT16, tw.TWUN_INCHES)
        self._set(tw.ICAP_XRESOLUTION, tw.TWTY_FIX32, float(profile.dpi))
        self._set(tw.ICAP_YRESOLUTION, tw.TWTY_FIX32, float(profile.dpi))
        self._set(tw.CAP_XFERCOUNT, tw.TWTY_INT16, -1)
        width, height = profile.page_width_mm / _MM_PER_INCH, profile.page_height_mm / _MM_PER_INCH
        with suppress(exceptions.TwainError, ValueError):
            self._held.set_image_layout((0.0, 0.0, width, height))
        fed = bool(self._current(tw.CAP_FEEDERENABLED)) if took else feeder
        return Applied(
            source=Source.FEEDER if fed else Source.FLATBED,
            duplex=bool(self._current(tw.CAP_DUPLEXENABLED)),
            dpi=round(self._current(tw.ICAP_XRESOLUTION) or profile.dpi),
        )

    def has_paper(self) -> bool:
        loaded = self._current(tw.CAP_FEEDERLOADED)
        return loaded is None or bool(loaded)

    def begin(self) -> None:
        with _told_plainly():
            self._held.request_acquire(show_ui=False, modal_ui=False)

    def listen(self, timeout_s: float) -> Told:
        user32 = _library("user32")
        user32.MsgWaitForMultipleObjects(0, None, False, int(timeout_s * 1000), _QS_ALLINPUT)
        message = structs.MSG()
        while user32.PeekMessageW(ctypes.byref(message), None, 0, 0, _PM_REMOVE):
            with _told_plainly():
                answer, event = self._held._process_event(message)  # noqa: SLF001 - its own loop has no limit
            if event == tw.MSG_XFERREADY:
                return Told.READY
            if event in {tw.MSG_CLOSEDSREQ, tw.MSG_CLOSEDSOK}:
                return Told.CLOSED
            if answer == tw.TWRC_NOTDSEVENT:
                user32.TranslateMessage(ctypes.byref(message))
                user32.DispatchMessageW(ctypes.byref(message))
        return Told.NOTHING

    def size(self) -> tuple[int, int]:
        with _told_plainly():
            known = self._held.image_info
        return max(known["ImageWidth"], 0), max(known["ImageLength"], 0)

    def take_page(self) -> bytes | None:
        if self._in_strips:
            return self._page_in_strips()
        with _told_plainly():
            handle = self._held._get_native_image()  # noqa: SLF001 - the public call hides a jam
            if not handle:
                return None
            try:
                return _bmp_of(self._held, handle)
            finally:
                self._held._free(handle)  # noqa: SLF001 - once, by whoever the memory is of

    def _page_in_strips(self) -> bytes | None:
        def call(group: int, kind: int, buffer: _Held, answers: tuple[int, ...]) -> int:
            return int(self._held._call(group, kind, MSG_GET, buffer, answers))  # noqa: SLF001 - not offered

        with _told_plainly():
            return take_in_strips(call, self._held.image_info, 3 * PIXELS_LIMIT)

    def more_pages(self) -> bool:
        with _told_plainly():
            return bool(self._held._end_xfer())  # noqa: SLF001 - part of the call above

    def drop_rest(self) -> None:
        with _told_plainly():
            self._held._end_all_xfers()  # noqa: SLF001 - pytwain offers it to its own loop alone

    def _set(self, capability: int, kind: int, value: float) -> bool:
        try:
            self._held.set_capability(capability, kind, value)
        except exceptions.CheckStatus:
            return True
        except (exceptions.TwainError, ValueError):
            return False
        return True

    def _current(self, capability: int) -> float | None:
        try:
            _, value = self._held.get_capability_current(capability)
        except (exceptions.TwainError, ValueError):
            return None
        return value if isinstance(value, int | float) else None

    def _choices(self, capability: int) -> set[int]:
        try:
            _, value = self._held.get_capability(capability)
        except (exceptions.TwainError, ValueError):
            return set()
        return {int(one) for one in value[2]} if isinstance(value, tuple) else {int(value)}


def _bmp_of(held: _Held, handle: _Held) -> bytes:
    """A copy of the bitmap in this memory as a file. Its size is computed: not every memory tells its own."""
    start = held._lock(handle)  # noqa: SLF001
    try:
        head = _DIB_HEADER.unpack(ctypes.string_at(start, _DIB_HEADER.size))
        header, width, height, _, bits, _, told, _, _, colours, _ = head
        palette = 4 * (colours or (1 << bits if bits <= 8 else 0))  # noqa: PLR2004 - deeper pictures have none
        rows = (width * bits + 31) // 32 * 4 * abs(height)
        offset = header + palette
        content = ctypes.string_at(start, offset + max(rows, told))
    finally:
        held._unlock(handle)  # noqa: SLF001
    file = _BMP_HEADER.pack(b"BM", _BMP_HEADER.size + len(content), 0, 0, _BMP_HEADER.size + offset)
    return file + content


def _manager_file(path: str) -> str:
    folder = system_folder()
    found = find_manager(path, folder)
    if found is None:
        raise TwainFault("offline", f"there is no 64-bit TWAIN manager: install {NAME} into {folder}")
    return str(found)


def _library(name: str) -> ctypes.CDLL:
    if sys.platform == "win32":
        return ctypes.WinDLL(name)
    raise TwainFault("offline", "TWAIN is on Windows only")


def _hidden_window() -> int:
    create = _library("user32").CreateWindowExW
    create.restype = ctypes.c_void_p
    window = create(0, _NO_WINDOW, "Counter App", 0, 0, 0, 0, 0, None, None, None, None)
    if not window:
        raise TwainFault("driver_crashed", "no window could be made")
    return int(window)


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Turn pytwain's errors into ours."""
    try:
        yield
    except (exceptions.TwainError, MemoryError, OSError) as error:
        words = str(error)
        # An OSError is what an access violation inside the source becomes.
        crashed = isinstance(error, OSError)
        code = "driver_crashed" if crashed else CODES.get(type(error)) or _NUMBERED.get(words, "unknown")
        raise TwainFault(code, f"{type(error).__name__} {words}".strip()) from error
