"""Turns a scan profile into the options of a SANE device, whose names and values differ from make to make.

Every option that a profile decides is set each time, since devices keep old values. What a device does not
offer is left out: the page then comes as the device makes it, and its real resolution is reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from counter_app.domain.scanning import ColourMode, ScanProfile, Source

Value = str | int | float
Constraint = tuple[float, float, float] | list[float] | list[str] | None

_UNIT_PIXEL: Final = 1
_WHOLE: Final = frozenset({0, 1})  # SANE_TYPE_BOOL, SANE_TYPE_INT
_MM_PER_INCH: Final = 25.4
_SWITCH: Final = 0  # SANE_TYPE_BOOL
_SENSORS: Final = ("scan", "start", "page_loaded")
_COLOUR_WORDS: Final = ("color", "colour")
_GREY_WORDS: Final = ("gray", "grey")
_FEEDER_WORDS: Final = ("adf", "feeder")
_DUPLEX_WORDS: Final = ("duplex", "both")
_BACK_WORDS: Final = ("back",)


class Option(Protocol):
    """What python-sane says of one option."""

    @property
    def constraint(self) -> Constraint: ...

    @property
    def type(self) -> int: ...

    @property
    def unit(self) -> int: ...

    def is_active(self) -> bool: ...

    def is_settable(self) -> bool: ...


class Optioned(Protocol):
    """An open device: its options by name. Their values are attributes of the device."""

    @property
    def opt(self) -> Mapping[str, Option]: ...


@dataclass(frozen=True, slots=True)
class Applied:
    """What the device will really do, which may be less than was asked for."""

    source: Source
    duplex: bool
    dpi: int


def sources_of(device: Optioned) -> tuple[tuple[Source, ...], bool]:
    """Where the device takes paper from, and whether it scans both sides."""
    names = _choices(device, "source")
    feeder = any(_has_word(name, _FEEDER_WORDS) for name in names)
    flatbed = not names or any(not _has_word(name, _FEEDER_WORDS) for name in names)
    both = [name for option in ("source", "adf_mode") for name in _choices(device, option)]
    duplex = feeder and (any(_has_word(name, _DUPLEX_WORDS) for name in both) or _offers(device, "duplex"))
    known = ((Source.FEEDER, feeder), (Source.FLATBED, flatbed))
    return tuple(source for source, there in known if there), duplex


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a device says it can do, 0 where it does not say."""

    dpi: int
    width_mm: float
    height_mm: float


def limits_of(device: Optioned) -> Limits:
    """By its options as they are now: a device may allow more from another source."""
    dpi = _largest(device, "resolution")
    sides: list[float] = []
    for axis, side in (("x", "width"), ("y", "height")):
        name = f"page_{side}" if _offers(device, f"page_{side}") else f"br_{axis}"
        length = _largest(device, name)
        in_pixels = _offers(device, name) and device.opt[name].unit == _UNIT_PIXEL
        sides.append(length / dpi * _MM_PER_INCH if in_pixels and dpi else length)
    return Limits(round(dpi), *sides)


def sensors_on(device: Optioned) -> frozenset[str] | None:
    """The sensors for "begin" that are on now, None where the device has none.

    Backends call them ``scan`` (the button) and ``page-loaded`` (paper in the feeder); a sensor is a switch that
    can be read and not set.
    """
    there = [
        name
        for name in _SENSORS
        if (option := device.opt.get(name)) is not None
        and option.type == _SWITCH
        and option.is_active()
        and not option.is_settable()
    ]
    return frozenset(name for name in there if getattr(device, name)) if there else None


def _largest(device: Optioned, name: str) -> float:
    if not _offers(device, name):
        return 0.0
    match device.opt[name].constraint:
        case (_, high, _):
            return float(high)
        case [*values]:
            return max((float(value) for value in values if not isinstance(value, str)), default=0.0)
        case _:
            return 0.0


def apply_profile(device: Optioned, profile: ScanProfile) -> Applied:
    """Set all options that the profile decides, in the order in which they depend on each other."""
    source, duplex = _apply_source(device, profile)
    words = _COLOUR_WORDS if profile.colour is ColourMode.COLOUR else _GREY_WORDS
    modes = [name for name in _choices(device, "mode") if _has_word(name, words)]
    if modes:
        _put(device, "mode", modes[0])
    if _offers(device, "depth"):
        _put(device, "depth", 8)
    dpi = _apply_resolution(device, profile.dpi)
    _apply_area(device, profile, dpi)
    return Applied(source, duplex, dpi)


def _apply_source(device: Optioned, profile: ScanProfile) -> tuple[Source, bool]:
    names = _choices(device, "source")
    feeders = [name for name in names if _has_word(name, _FEEDER_WORDS) and not _has_word(name, _BACK_WORDS)]
    beds = [name for name in names if not _has_word(name, _FEEDER_WORDS)]
    if not feeders or (profile.source is Source.FLATBED and beds):
        if beds:
            _put(device, "source", beds[0])
        return Source.FLATBED, False
    fitting = [name for name in feeders if _has_word(name, _DUPLEX_WORDS) is profile.duplex]
    _put(device, "source", (fitting or feeders)[0])
    modes = [name for name in _choices(device, "adf_mode") if _has_word(name, _DUPLEX_WORDS) is profile.duplex]
    if modes:
        _put(device, "adf_mode", modes[0])
    if _offers(device, "duplex"):
        _put(device, "duplex", int(profile.duplex))
    by_option = bool(modes) or _offers(device, "duplex")
    return Source.FEEDER, profile.duplex and (bool(fitting) or by_option)


def _apply_resolution(device: Optioned, wanted: int) -> int:
    if not _offers(device, "resolution"):
        return wanted
    offered = device.opt["resolution"].constraint
    dpi: float = wanted
    if isinstance(offered, tuple):
        low, high, _ = offered
        dpi = min(max(wanted, low), high)
    elif isinstance(offered, list) and offered:
        numbers = sorted(float(value) for value in offered)
        dpi = next((number for number in numbers if number >= wanted), numbers[-1])
    _put(device, "resolution", dpi)
    return round(float(getattr(device, "resolution")))  # noqa: B009 - values are attributes made at run time


def _apply_area(device: Optioned, profile: ScanProfile, dpi: int) -> None:
    sides = (("x", "width", profile.page_width_mm), ("y", "height", profile.page_height_mm))
    for axis, side, length_mm in sides:
        for name in (f"page_{side}", f"br_{axis}"):
            if not _offers(device, name):
                continue
            option = device.opt[name]
            length = length_mm / _MM_PER_INCH * dpi if option.unit == _UNIT_PIXEL else length_mm
            if isinstance(option.constraint, tuple):
                length = min(length, option.constraint[1])
            _put(device, name, length)
        if _offers(device, f"tl_{axis}"):
            _put(device, f"tl_{axis}", 0)


def _offers(device: Optioned, name: str) -> bool:
    option = device.opt.get(name)
    return option is not None and bool(option.is_active()) and bool(option.is_settable())


def _choices(device: Optioned, name: str) -> list[str]:
    if not _offers(device, name):
        return []
    constraint = device.opt[name].constraint
    return [choice for choice in constraint if isinstance(choice, str)] if isinstance(constraint, list) else []


def _put(device: Optioned, name: str, value: Value) -> None:
    """Numbers in the kind that the option has: a device refuses a whole number that is given as a fraction."""
    if not isinstance(value, str) and device.opt[name].type in _WHOLE:
        value = round(value)
    setattr(device, name, value)


def _has_word(name: str, words: tuple[str, ...]) -> bool:
    return any(word in name.lower() for word in words)
