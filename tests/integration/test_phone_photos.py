"""A form photographed with a phone, at a slant and in uneven light: through the watched folder to its text.

The photo is HEIC, as phones keep it; folder, driver process, cleaning and reading are the real ones.
"""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from threading import Event

import pytest
from PIL import Image

from counter_app.domain.pages import FindingKind, ReadPage
from counter_app.domain.scanning import PageProgress, PageScanned, ScanFinished, ScanProfile
from counter_app.scanner.drivers.setups import FolderSetup
from counter_app.scanner.reading import ReadingPool
from counter_app.scanner.supervisor import ScannerHub
from counter_app.scanners import worker_environment
from counter_app.settings import read_settings

PHOTO = Path(__file__).parents[1] / "data" / "scanner" / "slanted_form.heic"
DESK = 150


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """What the folder gives when somebody puts the photo into it."""
    folder = tmp_path_factory.mktemp("photos")
    shutil.copy(PHOTO, folder / "IMG_0412.HEIC")
    setup = FolderSetup(folders=(str(folder),))
    with ScannerHub(drivers=[setup], environment=worker_environment()) as hub:
        (device,) = hub.devices()
        return list(hub.scan(device, ScanProfile(), stop=Event()))


@pytest.fixture(scope="module")
def read(scanned: list[object]) -> ReadPage:
    tessdata = read_settings().tessdata
    assert tessdata is not None
    (page,) = [event for event in scanned if isinstance(event, PageScanned)]
    with ReadingPool(workers=1, tessdata=tessdata, environment=worker_environment()) as readers:
        return readers.submit(page.image, dpi_hint=page.dpi).result(timeout=120)


def test_the_photo_is_one_page_and_its_bytes_are_the_phones(scanned: list[object]) -> None:
    page, end = (event for event in scanned if not isinstance(event, PageProgress))

    assert isinstance(page, PageScanned)
    assert (page.media_type, page.origin) == ("image/heic", "IMG_0412.HEIC")
    assert page.image == PHOTO.read_bytes()
    assert end == ScanFinished(1)


def test_the_paper_is_laid_flat_and_cut_to_its_edges(read: ReadPage) -> None:
    picture = Image.open(io.BytesIO(read.cleaned)).convert("L")
    width, height = picture.size
    rim = [picture.crop(box).resize((1, 1)).getpixel((0, 0)) for box in rims(width, height)]

    assert min(rim) > DESK
    assert FindingKind.NOT_STRAIGHT not in {finding.kind for finding in read.reading.findings}


def test_the_page_has_the_shape_of_the_sheet(read: ReadPage) -> None:
    shape = read.reading.height / read.reading.width

    assert shape == pytest.approx(297 / 210, rel=0.03)


def rims(width: int, height: int) -> list[tuple[int, int, int, int]]:
    """The four corners of the picture, where the dark desk lay around the slanted paper."""
    side = 40
    return [(x, y, x + side, y + side) for x in (8, width - side - 8) for y in (8, height - side - 8)]


def test_its_text_is_read(read: ReadPage) -> None:
    text = read.reading.text

    assert "TỜ KHAI ĐĂNG KÝ KHAI SINH" in text
    assert "Nguyễn Thị Ngọc Ánh" in text
    assert "074192001234" in text
