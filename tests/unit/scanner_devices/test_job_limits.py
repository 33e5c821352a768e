"""What Windows is told of a worker's limits; whether it holds to them is tried in tests/windows."""

from __future__ import annotations

import ctypes

import pytest

from counter_app.scanner.job import limits


def test_the_structure_has_the_size_that_windows_expects() -> None:
    assert ctypes.sizeof(limits()) == 144
    assert ctypes.sizeof(limits().basic) == 64


@pytest.mark.parametrize(
    ("told", "flags"),
    [
        (limits(), 0),
        (limits(memory_bytes=5), 0x100),
        (limits(alone=True), 0x8),
        (limits(ends_with_holder=True), 0x2000),
        (limits(memory_bytes=5, alone=True, ends_with_holder=True), 0x2108),
    ],
    ids=["free", "memory", "alone", "leash", "all"],
)
def test_only_what_is_limited_is_flagged(told: ctypes.Structure, flags: int) -> None:
    assert told.basic.flags == flags
    assert told.process_memory == (5 if flags & 0x100 else 0)
    assert told.basic.active_processes == (1 if flags & 0x8 else 0)
