"""Run by the installed program's own Python: plays scripts on the virtual scanner and prints what came, as JSON.

The first argument is how pages are handed over (native, memory), each other one a case:
``SCRIPT/DPI/SIDES/COLOUR[/stop]``. The scans go through the counter's own supervisor and
worker processes.
"""

import io
import json
import sys
import threading
from itertools import pairwise
from pathlib import Path

from PIL import Image

from counter_app.domain.scanning import ColourMode, PageScanned, ScanFinished, ScanProfile
from counter_app.scanner.drivers.setups import TwainSetup
from counter_app.scanner.session import Patience
from counter_app.scanner.supervisor import ScannerHub
from counter_app.scanners import worker_environment

SCRIPT = Path("C:/virtual_scanner.txt")


def bars(image: Image.Image) -> int:
    """How many black bars the page shows: its number."""
    column = image.convert("L").crop((10, 0, 11, image.height)).tobytes()
    return sum(above > 127 >= below for above, below in pairwise(column))


def played(hub: ScannerHub, case: str) -> dict[str, object]:
    script, dpi, sides, colour, *more = case.split("/")
    SCRIPT.write_text(script, encoding="ascii")
    (device,) = hub.devices()
    stop = threading.Event()
    profile = ScanProfile(dpi=int(dpi), duplex=sides == "2", colour=ColourMode(colour))
    pages: list[list[object]] = []
    for event in hub.scan(device, profile, stop=stop):
        if isinstance(event, PageScanned):
            with Image.open(io.BytesIO(event.image)) as image:
                pages.append([bars(image), image.width, image.height, image.mode, event.dpi, event.origin])
            if more:
                stop.set()
        elif isinstance(event, ScanFinished):
            return {"pages": pages, "end": "cancelled" if event.cancelled else "finished"}
        else:
            return {"pages": pages, "end": getattr(event, "code", "")}
    return {"pages": pages, "end": "nothing"}


if __name__ == "__main__":
    with ScannerHub(
        drivers=[TwainSetup(transfer=sys.argv[1])],
        environment=worker_environment(),
        patience=Patience(silence_s=10.0),
    ) as hub:
        sys.stdout.write("RESULT " + json.dumps([played(hub, case) for case in sys.argv[2:]]) + "\n")
