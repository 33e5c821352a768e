"""A page that is not on this PC: its place says that it is coming, or why it is not."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PySide6.QtGui import QImage

from counter_app.domain.errors import CounterError, LinkDown, NotFound
from counter_app.settings import resources_folder
from counter_app.ui.images import PageImages, Picture, Size
from counter_app.ui.theme import Theme
from counter_app.ui.views.page_viewer import PageViewer
from tests.fakes.ui_views import RunNow

pytestmark = pytest.mark.usefixtures("qapp")


def viewer() -> PageViewer:
    made = PageViewer(Theme(resources_folder()), "Trang")
    made.resize(400, 300)
    return made


def jpeg() -> bytes:
    sink = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(sink, "JPEG")
    return sink.getvalue()


def opened(read: bytes | CounterError) -> PageViewer:
    """A viewer once the answer to its wish for a page has come."""

    def told(_key: str, _size: Size) -> bytes:
        if isinstance(read, CounterError):
            raise read
        return read

    shown = viewer()
    shown.await_picture()
    PageImages(told, RunNow()).want("p1", "v1", Size.PAGE, lambda picture: shown.show_picture(picture, 0))
    return shown


def test_a_page_that_is_asked_for_is_said_to_be_coming() -> None:
    shown = viewer()

    shown.await_picture()

    assert shown.said == "Đang mở trang…"


@pytest.mark.parametrize(
    ("error", "word"), [(LinkDown("no_answer"), "tỉnh"), (NotFound("file_not_at_province"), "tệp")]
)
def test_a_page_that_cannot_be_had_says_why(error: CounterError, word: str) -> None:
    assert word in opened(error).said.lower()


def test_a_page_that_came_says_nothing() -> None:
    assert opened(jpeg()).said == ""


def test_what_is_said_is_painted() -> None:
    shown = opened(LinkDown("no_answer"))
    with_words = shown.grab().toImage()
    shown.show_picture(Picture(()), 0)

    assert with_words != shown.grab().toImage()
    assert with_words.format() == QImage.Format.Format_RGB32
