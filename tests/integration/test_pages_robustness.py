"""Broken, hostile and odd images: each gives a page or a foreseen error, never a crash and never a gigabyte.

The corpus is made here from one small scan. The whole run happens in a process of its own, whose peak memory the
operating system tells.
"""

from __future__ import annotations

import io
import json
import os
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image

from counter_app.scanner.reading import ReadingPool
from counter_app.scanners import worker_environment
from counter_app.settings import find_tessdata
from tests.rigs.scanners import children_of

DATA = Path(__file__).parents[1] / "data" / "pages"
GIGABYTE = 1024**3
AT_REST = 300 * 1024**2
READER = """
import json, sys, warnings
from pathlib import Path
from counter_app.domain.errors import CounterError
from counter_app.scanner.pages import PageReader

warnings.simplefilter("ignore")
reader, answers = PageReader(Path(sys.argv[1])), {}
for file in sorted(Path(sys.argv[2]).iterdir()):
    try:
        page = reader.read(file.read_bytes(), want_text=sys.argv[3] == "text")
        answers[file.name] = f"page {page.reading.width}x{page.reading.height}"
    except CounterError as error:
        answers[file.name] = error.code
print(json.dumps({"answers": answers, "status": Path("/proc/self/status").read_text("ascii")}))
"""


def encoded(image: Image.Image, name: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, name, **options)
    return file.getvalue()


def png_that_claims(width: int, height: int, body: bytes = b"") -> bytes:
    """A PNG's header with any size, and too little behind it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")


def tiff_that_claims(width: int, height: int) -> bytes:
    """A TIFF whose one strip is said to hold far more than the file has."""
    fields = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8)]
    fields += [(277, 3, 1), (278, 4, height), (279, 4, width * height & 0xFFFFFFFF)]
    directory = struct.pack("<H", len(fields))
    directory += b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in fields)
    return b"II*\x00" + struct.pack("<I", 8) + directory + struct.pack("<I", 0)


def odd_files() -> Iterator[tuple[str, bytes, str]]:
    """Name, bytes, and the answer that is right: a code, or ``page``."""
    scan = (DATA / "form_on_bed.jpg").read_bytes()
    image = Image.open(io.BytesIO(scan))
    small = image.resize((430, 600))
    yield "pixel.png", encoded(Image.new("RGB", (1, 1), "white"), "PNG"), "page"
    greys = (("line", 1, 3000, 0), ("row", 15_000, 1, 128), ("black", 1654, 2339, 0), ("white", 1654, 2339, 255))
    for name, width, height, level in greys:
        yield f"{name}.png", encoded(Image.new("L", (width, height), level), "PNG"), "page"
    yield "noise.png", encoded(noise(900, 1200), "PNG"), "page"
    yield "600dpi.jpg", encoded(image.resize((4960, 7016)), "JPEG", dpi=(600, 600)), "page"
    yield "50_megapixels.png", encoded(Image.new("1", (7000, 7140), 1), "PNG"), "page"
    yield "50_transparent_megapixels.png", encoded(Image.new("RGBA", (7000, 7140), (9, 9, 9, 9)), "PNG"), "page"
    yield "cmyk.jpg", encoded(small.convert("CMYK"), "JPEG"), "page"
    yield (
        "deep.png",
        encoded(Image.fromarray(np.asarray(small.convert("L")).astype(np.uint16) * 257), "PNG"),
        "page",
    )
    yield "float.tif", encoded(Image.fromarray(np.asarray(small.convert("L")).astype(np.float32)), "TIFF"), "page"
    yield "palette.gif", encoded(small.convert("P"), "GIF"), "page"
    yield "animated.gif", encoded(small, "GIF", save_all=True, append_images=[small] * 5), "page"
    yield "animated.webp", encoded(small, "WEBP", save_all=True, append_images=[small] * 5), "page"
    yield "pages.tif", encoded(small, "TIFF", save_all=True, append_images=[small] * 5), "page"
    yield "fax.tif", encoded(small.convert("1"), "TIFF", compression="group4"), "page"
    yield "transparent.png", encoded(small.convert("RGBA"), "PNG"), "page"
    yield "really_a.png", scan, "page"
    yield "no_dpi.jpg", encoded(image, "JPEG"), "page"
    yield "mad_dpi.jpg", encoded(small, "JPEG", dpi=(1, 65_000)), "page"
    yield "30000_px.png", png_that_claims(30_000, 30_000), "image_too_large"
    yield "wide.png", png_that_claims(2**31 - 1, 1), "image_too_large"
    yield "bomb.png", png_that_claims(20_000, 20_000, bytes(100_000_000)), "image_too_large"
    yield "just_too_large.png", encoded(Image.new("1", (10_000, 5_001), 1), "PNG"), "image_too_large"
    yield "claims.tif", tiff_that_claims(60_000, 60_000), "image_too_large"
    yield "claims_less.tif", tiff_that_claims(6_000, 6_000), "truncated_image"
    yield "empty.jpg", b"", "not_an_image"
    yield "text.jpg", "Kính gửi: Ủy ban nhân dân".encode(), "not_an_image"
    yield "script.pdf", b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj", "not_an_image"
    yield "vector.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not_an_image"
    for kept in (2, 20, 300, 3_000, len(scan) // 2, len(scan) - 20):
        yield f"cut_{kept}.jpg", scan[:kept], "not_an_image" if kept < 100 else "truncated_image"


def noise(width: int, height: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(9).integers(0, 255, (height, width, 3), dtype=np.uint8))


def damaged(file: bytes, chance: Random) -> bytes:
    """The file with a few bytes overwritten, cut out or doubled."""
    spoilt = bytearray(file)
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(spoilt))
        match chance.randrange(4):
            case 0:
                spoilt[at] = chance.randrange(256)
            case 1:
                spoilt[at : at + 4] = struct.pack(">I", chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0x10000)))
            case 2:
                del spoilt[at : at + chance.randrange(1, 64)]
            case _:
                spoilt[at:at] = spoilt[at : at + chance.randrange(1, 64)]
    return bytes(spoilt)


def read_all(folder: Path, *, text: bool) -> tuple[dict[str, str], int]:
    """The answer for each file of the folder, and the peak memory of the process that gave them."""
    tessdata = find_tessdata({})
    assert tessdata is not None
    command = [sys.executable, "-c", READER, str(tessdata), str(folder), "text" if text else "no"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=250)
    assert ended.returncode == 0, ended.stderr[-2000:]
    told = json.loads(ended.stdout.splitlines()[-1])
    return told["answers"], peak_of(told["status"])


def peak_of(status: str) -> int:
    """The most memory a process had at once, in bytes. `getrusage` would count what its parent had before it."""
    return memory_of(status, "VmHWM")


def memory_of(status: str, which: str) -> int:
    return 1024 * int(re.search(rf"^{which}:\s+(\d+) kB$", status, re.MULTILINE)[1])


def test_every_odd_file_gives_a_page_or_the_right_sentence_below_a_gigabyte(tmp_path: Path) -> None:
    expected = {}
    for name, content, answer in odd_files():
        (tmp_path / name).write_bytes(content)
        expected[name] = answer

    answers, peak = read_all(tmp_path, text=False)

    assert {name: answer.split()[0] for name, answer in answers.items()} == expected
    assert peak < GIGABYTE


@pytest.mark.parametrize("count", [120, pytest.param(4_000, marks=pytest.mark.long)])
def test_spoilt_files_of_every_format_give_a_page_or_an_error(tmp_path: Path, count: int) -> None:
    chance = Random(20_26)  # noqa: S311 - the same spoilt files every time
    small = Image.open(DATA / "card_turned_left.jpg").resize((240, 250))
    whole = [encoded(small, name) for name in ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF")]
    whole.append(encoded(small, "TIFF", compression="tiff_lzw"))
    whole.append(encoded(small, "JPEG", progressive=True))
    for number in range(count):
        (tmp_path / f"{number:05}").write_bytes(damaged(whole[number % len(whole)], chance))

    answers, peak = read_all(tmp_path, text=False)

    codes = {answer.split()[0] for answer in answers.values()}
    assert len(answers) == count
    assert codes <= {"page", "not_an_image", "truncated_image", "image_too_large"}
    assert "page" in codes
    assert "truncated_image" in codes
    assert peak < GIGABYTE


@pytest.mark.long
@pytest.mark.timeout(1_800)
def test_the_real_workers_answer_for_every_odd_and_spoilt_file_and_none_of_them_dies() -> None:
    chance = Random(20_27)  # noqa: S311 - the same files every time
    files = [(name, content) for name, content, _ in odd_files()]
    files.append(("photo.heic", (DATA.parent / "scanner" / "photo.heic").read_bytes()))
    whole = [(name, content) for name, content in files if len(content) > 1_000]
    files += [(f"{name} {turn}", damaged(content, chance)) for name, content in whole for turn in range(4)]
    tessdata = find_tessdata({})
    assert tessdata is not None
    with ReadingPool(tessdata=tessdata, environment=worker_environment(), workers=2) as pool:
        futures = [(name, pool.submit(content)) for name, content in files]
        answers = {name: future.exception() for name, future in futures}
        peaks = [peak_of(Path(f"/proc/{pid}/status").read_text("ascii")) for pid in children_of(os.getpid())]

    codes = {getattr(error, "code", repr(error)) for error in answers.values() if error is not None}
    assert codes == {"not_an_image", "truncated_image", "image_too_large"}
    assert sum(error is None for error in answers.values()) > 20
    assert peaks
    assert max(peaks) < GIGABYTE


def test_what_a_large_page_needed_is_given_back_when_it_is_read() -> None:
    tessdata = find_tessdata({})
    assert tessdata is not None
    large, next_one = (encoded(Image.new("1", size, 1), "PNG") for size in ((7000, 7140), (700, 990)))

    with ReadingPool(tessdata=tessdata, environment=worker_environment(), workers=1) as pool:
        pages = [pool.submit(content, want_text=False).result().reading for content in (large, next_one)]
        [status] = [Path(f"/proc/{pid}/status").read_text("ascii") for pid in children_of(os.getpid())]

    assert [page.width for page in pages] == [7000, 700]
    assert peak_of(status) > 2 * AT_REST
    assert memory_of(status, "VmRSS") < AT_REST


def test_noise_black_and_single_pixels_do_not_upset_the_text_engine(tmp_path: Path) -> None:
    for name, content, _ in odd_files():
        if name in {"pixel.png", "line.png", "row.png", "black.png", "noise.png", "cmyk.jpg"}:
            (tmp_path / name).write_bytes(content)

    answers, peak = read_all(tmp_path, text=True)

    assert {answer.split()[0] for answer in answers.values()} == {"page"}
    assert peak < GIGABYTE
