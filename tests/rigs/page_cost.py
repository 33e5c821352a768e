"""Prints what a page costs from raw scan to PDF, over what Tesseract alone costs on the cleaned page.

    python -m tests.rigs.page_cost FOLDER COUNT

Processor time of the first COUNT pages of a set, page by page. Tesseract as its makers set it, with the same model
and without decoding and writing.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import cv2
import tesserocr

from counter_app.scanner.pages import PageReader
from counter_app.scanner.pages.jpeg import jpeg_pixels
from tests.rigs.page_sets import PageSet, tessdata, written


def main(folder: Path, count: int) -> None:
    pages = PageSet.in_folder(folder, count)
    reader = PageReader(tessdata())
    engine = tesserocr.PyTessBaseAPI(path=f"{tessdata()}/", lang="vie")

    def costs(image: bytes) -> tuple[float, float]:
        begun = time.process_time()
        page = reader.read(image)
        written(page)
        read = time.process_time()
        grey = cv2.cvtColor(jpeg_pixels(page.cleaned), cv2.COLOR_BGR2GRAY)
        decoded = time.process_time()
        engine.SetImageBytes(grey.tobytes(), grey.shape[1], grey.shape[0], 1, grey.shape[1])
        engine.SetSourceResolution(page.reading.dpi)
        engine.GetUTF8Text()
        return read - begun, time.process_time() - decoded

    # The first page loads both models, the largest one fetches the memory that the others then find.
    for entry in (pages.pages[0], max(pages.pages, key=lambda each: each["dpi"])):
        costs(pages.image(entry))
    told = [costs(pages.image(entry)) for entry in pages.pages]
    print(round(sum(ours for ours, _ in told) / sum(alone for _, alone in told), 3))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
