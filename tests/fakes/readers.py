"""Page readers that read when a test says so, in the order that it says."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field

from counter_app.domain.errors import CounterError
from counter_app.domain.pages import Barcode, Box, PageReading, ReadPage


def reading(*, blank: bool = False, codes: tuple[str, ...] = ()) -> PageReading:
    """What might be read on a small page."""
    barcodes = tuple(Barcode("QRCode", text, Box(1, 1, 20, 20)) for text in codes)
    return PageReading(64, 96, 200, 0, 0.0, blank, (), barcodes, (), 90.0, 1)


@dataclass
class HeldReaders:
    """``held`` are the images with the readers, in the order in which they came; ``most`` how many at a time."""

    held: list[tuple[bytes, Future[ReadPage]]] = field(default_factory=list)
    priorities: list[int] = field(default_factory=list)
    lies_deg: list[int | None] = field(default_factory=list)
    most: int = 0

    def submit(
        self,
        image: bytes,
        *,
        dpi_hint: int | None = None,  # noqa: ARG002 - the port's shape
        expect_card: bool = False,  # noqa: ARG002
        want_text: bool = True,  # noqa: ARG002
        lies_deg: int | None = None,
        priority: int = 0,
    ) -> Future[ReadPage]:
        future: Future[ReadPage] = Future()
        self.held.append((image, future))
        self.priorities.append(priority)
        self.lies_deg.append(lies_deg)
        self.most = max(self.most, len(self.held))
        return future

    def read(self, number: int = 0, *, result: PageReading | None = None) -> bytes:
        """Have the ``number``-th of the held images read; the image."""
        image, future = self.held.pop(number)
        if future.set_running_or_notify_cancel():
            future.set_result(ReadPage(result or reading(), image + b"cleaned", image + b"small"))
        return image

    def fail(self, error: CounterError, number: int = 0) -> None:
        """Have the ``number``-th of the held images fail."""
        _, future = self.held.pop(number)
        future.set_running_or_notify_cancel()
        future.set_exception(error)


@dataclass
class KnowingReaders:
    """Read each image at once; ``by_image`` says what is on it, and what is on the others is nothing special."""

    by_image: dict[bytes, PageReading] = field(default_factory=dict)

    def submit(
        self,
        image: bytes,
        *,
        dpi_hint: int | None = None,  # noqa: ARG002 - the port's shape
        expect_card: bool = False,  # noqa: ARG002
        want_text: bool = True,  # noqa: ARG002
        lies_deg: int | None = None,  # noqa: ARG002
        priority: int = 0,  # noqa: ARG002
    ) -> Future[ReadPage]:
        future: Future[ReadPage] = Future()
        future.set_result(ReadPage(self.by_image.get(image, reading()), image, image))
        return future
