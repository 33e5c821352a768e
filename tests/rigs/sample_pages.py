"""Small made pages with text whose places are known: what the document tests write and read back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from io import BytesIO

from PIL import Image

from counter_app.domain.pages import Box, Line, PageReading, Word
from counter_app.domain.paper_files import PaperMetadata, PaperPage

LOCAL_TIME = timezone(timedelta(hours=7))
SCANNED_AT = datetime(2025, 3, 4, 9, 10, 30, tzinfo=LOCAL_TIME)

LETTERHEAD = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "TỜ KHAI ĐĂNG KÝ KHAI SINH",
    "Họ, chữ đệm, tên người yêu cầu: Nguyễn Thị Ngọc Ưng",
    "Nơi cư trú: khu phố Chợ, phường Phú Lợi, thành phố Thủ Dầu Một",
)


def jpeg(width: int = 1654, height: int = 2339, colour: str = "#fdfdf8", mode: str = "RGB") -> bytes:
    """An empty sheet; A4 at 200 dpi unless told otherwise."""
    encoded = BytesIO()
    Image.new(mode, (width, height), colour).save(encoded, "JPEG", quality=75)
    return encoded.getvalue()


def line(text: str, *, left: int = 200, baseline: int = 300, height: int = 30, slope: float = 0.0) -> Line:
    """A line of words, each letter half as wide as the line is tall, with gaps of the same width."""
    letter = height // 2
    words: list[Word] = []
    x = left
    for word in text.split():
        drop = round((x - left) * slope)
        box = Box(left=x, top=baseline - height + drop, width=letter * len(word), height=height)
        words.append(Word(word, box, 95.0))
        x += letter * (len(word) + 1)
    end = x - letter
    fall = round((end - left) * slope)
    whole = Box(left=left, top=baseline - height, width=end - left, height=height + abs(fall))
    return Line(tuple(words), whole, (left, baseline, end, baseline + fall))


def page(
    lines: Sequence[Line] = (),
    *,
    width: int = 1654,
    height: int = 2339,
    dpi: int = 200,
    image: bytes | None = None,
) -> PaperPage:
    """A page with these lines on it."""
    reading = PageReading(
        width=width,
        height=height,
        dpi=dpi,
        rotation_deg=0,
        skew_deg=0.0,
        blank=not lines,
        lines=tuple(lines),
        barcodes=(),
        findings=(),
        confidence=95.0,
        milliseconds=800,
    )
    return PaperPage(image if image is not None else jpeg(width, height), reading)


def letter_page() -> PaperPage:
    """A page with a letterhead and two lines of text below each other."""
    return page([line(text, baseline=300 + 60 * index) for index, text in enumerate(LETTERHEAD)])


def description(**changes: object) -> PaperMetadata:
    """A whole description; name what differs."""
    told: dict[str, object] = {
        "paper_title": "Tờ khai đăng ký khai sinh <bản chính> & phụ lục",
        "scanned_at": SCANNED_AT,
        "dossier_code": "000.00.01.H09-250304-0001",
        "procedure_code": "1.001193",
        "paper_type": "TK-KS",
        "clerk": "Trần Quốc Bảo",
        "trust_level": "clerk_signed_scan",
        "sheets": 1,
    }
    return PaperMetadata(**{**told, **changes})  # type: ignore[arg-type]
