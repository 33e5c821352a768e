"""Which files go into the box that fits on this stick, and how many more sticks of that size the rest needs.

Files go in the order in which they are given, the nearest deadline first, and a box ends before the first that has
no room: what is urgent never waits for something that is not. A file that no stick of this size can hold is passed
over and named, so that it keeps nothing else back. Sizes are upper bounds to the byte of what is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from counter_app.contract.courier import PIECE_BYTES, TAG_BYTES

LABEL_BYTES: Final = 160
"""No label of an act or a file is longer: a kind, a size and a digest."""

FRAME_BYTES: Final = 4096
"""What a box has besides its things: first line, header, what it asks for, the signature."""

_LENGTH_BYTES: Final = 4
"""What stands before each piece."""

LARGEST_BOX: Final = 2**32 - 1
"""No file on a FAT32 stick is larger."""


class Sized(Protocol):
    """Something that goes into a box whole."""

    @property
    def size_bytes(self) -> int: ...


S = TypeVar("S", bound=Sized)


@dataclass(frozen=True, slots=True)
class Cut(Generic[S]):
    """``here`` goes into this box, ``later`` into others, ``too_large`` into none that this stick could hold."""

    here: tuple[S, ...]
    later: tuple[S, ...]
    too_large: tuple[S, ...]


def box_bytes(things: int, content: int) -> int:
    """A box with so many acts and files of so many bytes together is no larger than this."""
    plain = content + LABEL_BYTES * things + FRAME_BYTES
    pieces = plain // PIECE_BYTES + 1
    return plain + pieces * (TAG_BYTES + _LENGTH_BYTES)


def cut(files: Sequence[S], acts: Sequence[int], room: int) -> Cut[S]:
    """What of these goes into a box of at most ``room`` bytes, together with acts of these sizes."""
    things, content = len(acts), sum(acts)
    fitting: list[S] = []
    too_large: list[S] = []
    for file in files:
        fits = box_bytes(things + 1, content + file.size_bytes) <= room
        (fitting if fits else too_large).append(file)
    taken = 0
    for file in fitting:
        things, content = things + 1, content + file.size_bytes
        if box_bytes(things, content) > room:
            break
        taken += 1
    return Cut(tuple(fitting[:taken]), tuple(fitting[taken:]), tuple(too_large))


def boxes_for(files: Sequence[S], acts: Sequence[int], room: int) -> int:
    """How many boxes of this size these files fill; those that fit into none are not counted."""
    boxes, left = 0, cut(files, acts, room)
    while left.here:
        boxes, left = boxes + 1, cut(left.later, acts, room)
    return boxes
