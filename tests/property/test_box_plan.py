"""How work is cut for sticks of any size: nothing is lost or doubled, every box fits, what is urgent is first."""

from __future__ import annotations

import io
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from counter_app.contract.canonical import canonical
from counter_app.contract.courier import ACT, ASKED, FILE, Asked, BoxWriter, Label, public_half
from counter_app.services.box_plan import box_bytes, boxes_for, cut

LONGEST_NAME = "f" * 64
READER = X25519PrivateKey.generate()


@dataclass(frozen=True)
class File:
    """Its number says when it is due."""

    number: int
    size_bytes: int


def files_of(sizes: list[int]) -> list[File]:
    return [File(number, size) for number, size in enumerate(sizes)]


FILES = st.lists(st.integers(0, 900_000), max_size=40).map(files_of)
ACTS = st.lists(st.integers(300, 3000), max_size=10)
ROOM = st.integers(40_000, 3_000_000)


@given(files=FILES, acts=ACTS, room=ROOM)
def test_all_boxes_together_hold_everything_once_and_in_order(
    files: list[File], acts: list[int], room: int
) -> None:
    first = cut(files, acts, room)
    boxes, left = [first.here], first.later

    while left:
        found = cut(left, acts, room)
        assert found.here
        assert found.too_large == ()
        boxes.append(found.here)
        left = found.later

    packed = [file for box in boxes for file in box]
    assert sorted([*packed, *first.too_large], key=lambda file: file.number) == files
    assert packed == sorted(packed, key=lambda file: file.number)
    assert boxes_for(files, acts, room) == len([box for box in boxes if box])


@given(files=FILES, acts=ACTS, room=ROOM)
def test_every_box_fits_and_no_file_waits_that_had_room(files: list[File], acts: list[int], room: int) -> None:
    found = cut(files, acts, room)

    def size(more: tuple[File, ...]) -> int:
        taken = (*found.here, *more)
        return box_bytes(len(acts) + len(taken), sum(acts) + sum(file.size_bytes for file in taken))

    assert not found.here or size(()) <= room
    assert not found.later or size(found.later[:1]) > room
    assert all(box_bytes(len(acts) + 1, sum(acts) + file.size_bytes) > room for file in found.too_large)


@given(sizes=st.lists(st.integers(0, 600_000), max_size=4), acts=ACTS)
def test_a_box_is_never_larger_than_was_reckoned(sizes: list[int], acts: list[int]) -> None:
    out = io.BytesIO()
    name, fresh = "018f0000-0000-7000-8000-000000000000", X25519PrivateKey.generate()
    writer = BoxWriter(out, name=name, writer=name, epoch=2**53 - 1, reader_key=public_half(READER), fresh=fresh)

    writer.add(ASKED, canonical(Asked(reply_key=public_half(READER), cursor=2**53 - 1)))
    for size in acts:
        writer.add(ACT, bytes(size))
    for size in sizes:
        writer.add_pieces(Label(kind=FILE, size=size, name=LONGEST_NAME), [bytes(size)])
    writer.close(lambda _signed: "s" * 86)

    assert len(out.getvalue()) <= box_bytes(len(acts) + len(sizes), sum(acts) + sum(sizes))
