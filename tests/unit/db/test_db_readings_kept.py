"""What was read on a page is decoded once, however often a screen reads the pages of its dossier."""

from __future__ import annotations

import zlib

from counter_app.db.repositories.pages import to_reading
from counter_app.db.rows import to_json
from counter_app.domain.pages import PageReading


def stored(milliseconds: int) -> bytes:
    """A reading as it lies in the store."""
    reading = PageReading(1654, 2339, 200, 0, 0.0, False, (), (), (), 90.0, milliseconds)
    return zlib.compress(to_json(reading).encode())


def test_the_same_reading_is_not_decoded_twice() -> None:
    assert to_reading(stored(1)) is to_reading(stored(1))


def test_another_reading_is_another() -> None:
    assert to_reading(stored(1)) != to_reading(stored(2))
