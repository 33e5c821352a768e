"""Pictures are read on other threads while the window draws its icons: nobody waits for ever."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from counter_app.settings import resources_folder
from counter_app.ui.images import Size, decode
from counter_app.ui.theme import Theme

ROUNDS = 60


def encoded(kind: str) -> bytes:
    sink = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(sink, kind)
    return sink.getvalue()


@pytest.mark.timeout(120)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP"])
@pytest.mark.usefixtures("qapp")
def test_icons_and_pages_are_read_at_the_same_time(kind: str) -> None:
    content = encoded(kind)
    icons = sorted(path.stem for path in Path(resources_folder(), "icons").glob("*.svg"))

    with ThreadPoolExecutor(3) as pool:
        pages = [pool.submit(decode, content, size) for _ in range(ROUNDS) for size in Size]
        for number in range(ROUNDS):
            theme = Theme(resources_folder())
            theme.picture(icons[number % len(icons)], "#123456", 18 + number % 5)

    assert all(page.result().levels for page in pages)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP"])
def test_a_small_picture_is_read_small(kind: str) -> None:
    small, whole = decode(encoded(kind), Size.THUMB), decode(encoded(kind), Size.PAGE)

    assert small.size_bytes < whole.size_bytes
