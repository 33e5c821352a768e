"""Which scanners this window has, as it was set up: a part of the composition root."""

from __future__ import annotations

import os

from counter_app.scanner.drivers.setups import (
    DriverSetup,
    EsclSetup,
    FolderSetup,
    SaneSetup,
    SimulatedDevice,
    SimulatedSetup,
    TwainSetup,
)
from counter_app.scanner.drivers.twain_manager import require_manager, system_folder
from counter_app.settings import Settings

# Where a clerk learns what to do when paper jams: each scan goes on where the last one stopped.
TRAINING_SCANNERS = (
    SimulatedDevice("Máy quét tập huấn: 3 trang", ("page", "page", "page"), duplex=True),
    SimulatedDevice("Máy quét tập huấn: kẹt giấy ở trang 3", ("page", "page", "jam", "page", "page")),
    SimulatedDevice("Máy quét tập huấn: kéo hai tờ ở trang 2", ("page", "double_feed", "page", "page")),
    SimulatedDevice("Máy quét tập huấn: hỏng giữa chừng", ("page", "crash", "page")),
)


def scanner_setups(settings: Settings) -> tuple[DriverSetup, ...]:
    """The drivers of this installation: SANE where the system has it, the watched folder, network scanners.

    Network scanners are those whose addresses were given and, with the word ``auto`` among them, those that
    announce themselves. Training adds devices that play a script.
    """
    setups: list[DriverSetup] = []
    if os.name == "posix":
        setups.append(SaneSetup(config_folder=str(settings.sane_config or "")))
    if os.name == "nt":
        setups.append(TwainSetup(manager=settings.twain_manager, transfer=settings.twain_transfer))
    if settings.folder is not None:
        setups.append(FolderSetup(folders=(str(settings.folder),)))
    if settings.escl:
        addresses = tuple(told for told in settings.escl if told != "auto")
        setups.append(EsclSetup(addresses, discover_s=3.0 if "auto" in settings.escl else 0.0))
    if settings.training:
        positions = settings.profile / "training-scanner"
        positions.mkdir(parents=True, exist_ok=True)
        setups.append(SimulatedSetup(TRAINING_SCANNERS, state_folder=str(positions)))
    return tuple(setups)


def tell_what_scanners_need(settings: Settings) -> None:
    """Raises ``NeedsAttention`` where no scanner can be found because IT has something to install."""
    if os.name == "nt":
        require_manager(settings.twain_manager, system_folder())


def worker_environment() -> dict[str, str]:
    """What worker processes get as their environment: ours, with one thread for each OCR engine."""
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}  # noqa: TID251 - built here, passed on
