"""Print in white on a dark ground becomes black on white for the engine; photos stay as they are."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from counter_app.scanner.pages.engines import engine_for
from counter_app.scanner.pages.panels import turn_panels
from counter_app.scanner.pages.raster import Grey
from counter_app.scanner.pages.unclutter import print_only
from counter_app.settings import read_settings

DPI = 200
TITLE = "DANH MỤC GIẤY TỜ"


def page_with(panel: Grey, left: int = 300, top: int = 400) -> Grey:
    page = np.full((2339, 1654), 250, dtype=np.uint8)
    page[top : top + panel.shape[0], left : left + panel.shape[1]] = panel
    return page


def titled_panel() -> Grey:
    """White letters of 14 pt on dark grey."""
    image = Image.new("L", (900, 90), 40)
    ImageDraw.Draw(image).text((40, 18), TITLE, fill=245, font=font())
    return np.asarray(image)


def font() -> ImageFont.FreeTypeFont:
    folder = read_settings().resources / "fonts"
    return ImageFont.truetype(str(next(folder.rglob("*Bold*.ttf"))), 42)


def test_letters_of_a_dark_panel_become_dark_and_its_ground_paper() -> None:
    page = page_with(titled_panel())

    turn_panels(page, DPI)

    panel = page[404:484, 304:1196]
    assert np.median(panel) == 250
    assert panel.min() < 60


def test_white_print_on_a_dark_ground_is_read() -> None:
    tessdata = read_settings().tessdata
    assert tessdata is not None
    colour = np.repeat(page_with(titled_panel())[:, :, None], 3, axis=2)

    shown, _ = print_only(colour, DPI)
    read = engine_for(tessdata, "vie").recognise(shown, DPI)

    assert TITLE in {" ".join(word.text for word in line.words) for line in read.lines}


def test_a_photo_stays_as_it_is() -> None:
    shades = np.linspace(10, 240, 600, dtype=np.uint8)
    page = page_with(np.tile(np.minimum(shades, 130), (500, 1)))
    before = page.copy()

    turn_panels(page, DPI)

    assert np.array_equal(page, before)


def test_black_print_and_solid_bars_stay_as_they_are() -> None:
    page = page_with(np.full((120, 700), 20, dtype=np.uint8))
    page[1000:1020, 300:1000:4] = 20
    before = page.copy()

    turn_panels(page, DPI)

    assert np.array_equal(page, before)
