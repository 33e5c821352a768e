"""Scanners and what reads their pages: in processes that may die without taking the window along."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from threading import Event
from typing import Protocol

from counter_app.domain.pages import ReadPage
from counter_app.domain.scanning import Device, ScanEvent, ScanProfile


class Scanner(Protocol):
    """All scanners of this window, each behind a worker process."""

    def devices(self) -> tuple[Device, ...]: ...

    def scan(self, device: Device, profile: ScanProfile, *, stop: Event) -> Iterator[ScanEvent]:
        """Events as they come; the next page is asked for only after the last one was taken.

        The last event is ``ScanFinished`` or ``ScanStopped``. Setting ``stop`` cancels.
        """

    def wait_for_start(self, device: Device, *, stop: Event) -> bool:
        """Wait until somebody at the device wants a scan; False once ``stop`` is set or a scan begins.

        False at once where the device cannot tell (``Device.tells_start``).
        """


class PageReaders(Protocol):
    """The pool that cleans and reads pages behind the clerk's back."""

    def submit(
        self,
        image: bytes,
        *,
        dpi_hint: int | None = None,
        expect_card: bool = False,
        want_text: bool = True,
        lies_deg: int | None = None,
        priority: int = 0,
    ) -> Future[ReadPage]:
        """A future whose error is ``InvalidInput`` or ``Damaged`` when the image cannot be used.

        ``lies_deg`` is how far the paper lies turned clockwise, where a person has said so; else it is found out.
        Smaller ``priority`` goes first.
        """
