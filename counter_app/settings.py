"""Folders and choices of this installation, read once: policy before environment before defaults.

``Settings`` is frozen; whoever needs a value gets it from ``bootstrap``. This is the one module that looks at the
environment.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

APP = "counter-app"

TESSDATA_PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What this installation was told.

    ``profile`` holds the store, the vault and the logs. ``server_url`` is empty while no province is set;
    ``folder`` is the watched folder (None = none). ``sane_config`` is a folder with a ``dll.conf`` of its own, so
    that the counter loads only the scanner drivers it wants (None = the system's). ``escl`` are addresses of
    network scanners (``http://10.0.0.7/eSCL``); the word ``auto`` stands for those that announce themselves.
    ``training_key`` is a PFX file that signs in training and demonstration; its passphrase is no secret.
    """

    profile: Path
    resources: Path
    tessdata: Path | None
    server_url: str = ""
    ca_file: str = ""
    proxy: str = ""
    enrol_code: str = ""
    language: str = "vi"
    key_home: str = "auto"
    folder: Path | None = None
    sane_config: Path | None = None
    training: bool = False
    training_key: Path | None = None
    log_level: str = "INFO"
    escl: tuple[str, ...] = field(default=())


def read_settings(
    environment: Mapping[str, str] | None = None, *, profile: Path | None = None, server_url: str = ""
) -> Settings:
    """The settings of this process; arguments win over the environment."""
    env = os.environ if environment is None else environment  # noqa: TID251 - this is the one place

    def text(name: str, default: str = "") -> str:
        return env.get(f"COUNTER_APP_{name}", default)

    def folder(name: str) -> Path | None:
        return Path(text(name)) if text(name) else None

    return Settings(
        profile=profile or folder("PROFILE") or Path(platformdirs.user_data_dir(APP, appauthor=False)),
        resources=folder("RESOURCES") or resources_folder(),
        tessdata=folder("TESSDATA") or find_tessdata(env),
        server_url=server_url or text("SERVER_URL"),
        ca_file=text("CA_FILE"),
        proxy=text("PROXY"),
        enrol_code=text("ENROL_CODE"),
        language=text("LANGUAGE", "vi"),
        key_home=text("KEY_HOME", "auto"),
        folder=folder("FOLDER"),
        sane_config=folder("SANE_CONFIG"),
        training=text("TRAINING") == "1",
        training_key=folder("TRAINING_KEY"),
        log_level=text("LOG_LEVEL", "INFO"),
        escl=tuple(part for part in text("ESCL").split(",") if part),
    )


def resources_folder() -> Path:
    """The folder with procedures, forms, fonts and translations: beside the package, or where it was installed."""
    beside = Path(__file__).resolve().parent.parent / "resources"
    return beside if beside.is_dir() else Path(sys.prefix) / "share" / APP / "resources"


def find_tessdata(environment: Mapping[str, str]) -> Path | None:
    """The folder with ``vie.traineddata``: ours, the one the environment names, or a usual place; else None."""
    told = environment.get("TESSDATA_PREFIX", "")
    places = [resources_folder() / "tessdata", *([Path(told), Path(told) / "tessdata"] if told else [])]
    places += [Path(place) for place in TESSDATA_PLACES]
    return next((place for place in places if (place / "vie.traineddata").is_file()), None)


def demo_folder() -> Path:
    """Where the demo keeps its province and its counter, apart from any real profile."""
    return Path(platformdirs.user_data_dir(f"{APP}-demo", appauthor=False))
