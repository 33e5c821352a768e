"""Folders and choices of this installation, read once: policy, then what the installer was told, then environment.

``Settings`` is frozen; whoever needs a value gets it from ``bootstrap``. This is the one module that looks at the
environment and, on Windows, at the registry. There a value of the name ``ServerUrl`` stands for ``SERVER_URL``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import platformdirs

APP = "counter-app"
TRAINING = "-tap-huan"
POLICIES = r"SOFTWARE\Policies\CounterApp"
INSTALLED = r"SOFTWARE\CounterApp"

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
    ``site_code`` and ``window_code`` are what IT calls this place; ``twain_manager`` is the path of a TWAIN
    manager elsewhere than in the system's folder, ``twain_transfer`` ``native`` or ``memory``.
    ``training_key`` is a PFX file that signs in training and demonstration; its passphrase is no secret.

    ``printer_a4`` and ``printer_a5`` name the printers for paper of these sizes, empty for the system's default.
    ``lock_minutes`` without a touch lock the window (0 = never); ``quick_pin`` lets its clerk open it with a PIN;
    ``backups`` holds whole copies.
    ``exports`` is where workbooks and other files for people go, their documents' folder unless told.

    ``recovery_key`` is the public half of the centre's recovery key, to which the keys of this window are sealed.

    ``oidc_issuer`` is the province's identity provider, where this program is known as ``oidc_client``.

    ``token_library`` is the PKCS#11 library of the clerks' tokens, ``token_label`` takes one token alone.
    ``signing_url`` is a remote signing service, ``signing_token`` lets this window speak to it, and
    ``signing_credential`` names the clerk's key there (``{login}`` stands for the clerk's login);
    ``agency_credential`` names the agency's, which signs as ``agency_name``. ``tsa_url`` is the time-stamping
    authority, ``outside_ca_file`` a private CA of these services.

    ``relay_url`` is the branch's relay, used while the province is out of reach. ``ca_file`` is a private CA,
    ``pins`` the province's keys (``sha256//…``, several separated by ``;``), ``proxy`` overrides the system's,
    ``most_kbit_s`` leaves the rest of the line to others (0 = all of it), ``leave_room`` lets deliveries give way.

    ``keep_days`` is how long the scans of ended dossiers stay on this PC after the province has vouched for them,
    ``keep_text_days`` how long words and small pictures stay after that; ``least_free_gb`` of the disk stay free
    by letting them go sooner.
    """

    profile: Path
    resources: Path
    tessdata: Path | None
    server_url: str = ""
    relay_url: str = ""
    ca_file: str = ""
    proxy: str = ""
    pins: str = ""
    most_kbit_s: int = 0
    leave_room: bool = True
    keep_days: int = 90
    keep_text_days: int = 365
    least_free_gb: int = 5
    enrol_code: str = ""
    language: str = "vi"
    key_home: str = "auto"
    recovery_key: str = ""
    folder: Path | None = None
    sane_config: Path | None = None
    training: bool = False
    training_key: Path | None = None
    oidc_issuer: str = ""
    oidc_client: str = APP
    token_library: str = ""
    token_label: str = ""
    signing_url: str = ""
    signing_token: str = ""
    signing_credential: str = "{login}"
    agency_credential: str = ""
    agency_name: str = ""
    tsa_url: str = ""
    outside_ca_file: str = ""
    log_level: str = "INFO"
    site_code: str = ""
    window_code: str = ""
    twain_manager: str = ""
    twain_transfer: str = "native"
    escl: tuple[str, ...] = field(default=())
    printer_a4: str = ""
    printer_a5: str = ""
    lock_minutes: int = 10
    quick_pin: bool = True
    backups: Path = field(default_factory=lambda: Path(platformdirs.user_documents_dir()) / APP / "sao-luu")
    exports: Path = field(default_factory=lambda: Path(platformdirs.user_documents_dir()) / APP)

    def __post_init__(self) -> None:
        if self.training:
            # Whoever practises can send nothing, whatever this PC was told: there is no address to send it to.
            for name in ("server_url", "relay_url", "enrol_code", "signing_url", "tsa_url"):
                object.__setattr__(self, name, "")


def training_settings(settings: Settings) -> Settings:
    """The same PC for practice: a profile of its own beside the real one, and no way to the province."""
    return replace(settings, training=True, profile=training_folder(settings.profile))


def training_folder(profile: Path) -> Path:
    """Where practice keeps what it makes: never in the profile of the real window."""
    return profile if profile.name.endswith(TRAINING) else profile.with_name(profile.name + TRAINING)


def read_settings(
    environment: Mapping[str, str] | None = None,
    *,
    profile: Path | None = None,
    server_url: str = "",
    machine: Mapping[str, str] | None = None,
) -> Settings:
    """The settings of this process; arguments win over the machine's values, and those over the environment.

    ``machine`` is what IT and the installer have set, by the names of the registry; None asks this machine.
    """
    env = os.environ if environment is None else environment  # noqa: TID251 - this is the one place
    told = machine_values() if machine is None else machine

    def text(name: str, default: str = "") -> str:
        return told.get(registry_name(name), "") or env.get(f"COUNTER_APP_{name}", default)

    def folder(name: str) -> Path | None:
        return Path(text(name)) if text(name) else None

    settings = Settings(
        profile=profile or folder("PROFILE") or Path(platformdirs.user_data_dir(APP, appauthor=False)),
        resources=folder("RESOURCES") or resources_folder(),
        tessdata=folder("TESSDATA") or find_tessdata(env),
        server_url=server_url or text("SERVER_URL"),
        relay_url=text("RELAY_URL"),
        ca_file=text("CA_FILE"),
        proxy=text("PROXY"),
        pins=text("PINS"),
        most_kbit_s=whole(text("MOST_KBIT_S")),
        leave_room=text("LEAVE_ROOM", "1") != "0",
        keep_days=whole(text("KEEP_DAYS")) or 90,
        keep_text_days=whole(text("KEEP_TEXT_DAYS")) or 365,
        least_free_gb=whole(text("LEAST_FREE_GB")) or 5,
        enrol_code=text("ENROL_CODE") or code_in(folder("ENROL_CODE_FILE")),
        language=text("LANGUAGE", "vi"),
        key_home=text("KEY_HOME", "auto"),
        recovery_key=text("RECOVERY_KEY"),
        folder=folder("FOLDER"),
        sane_config=folder("SANE_CONFIG"),
        training=text("TRAINING") == "1",
        training_key=folder("TRAINING_KEY"),
        oidc_issuer=text("OIDC_ISSUER"),
        oidc_client=text("OIDC_CLIENT", APP),
        token_library=text("TOKEN_LIBRARY"),
        token_label=text("TOKEN_LABEL"),
        signing_url=text("SIGNING_URL"),
        signing_token=text("SIGNING_TOKEN"),
        signing_credential=text("SIGNING_CREDENTIAL", "{login}"),
        agency_credential=text("AGENCY_CREDENTIAL"),
        agency_name=text("AGENCY_NAME"),
        tsa_url=text("TSA_URL"),
        outside_ca_file=text("OUTSIDE_CA_FILE"),
        log_level=text("LOG_LEVEL", "INFO"),
        site_code=text("SITE_CODE"),
        window_code=text("WINDOW_CODE"),
        twain_manager=text("TWAIN_MANAGER"),
        twain_transfer=text("TWAIN_TRANSFER", "native"),
        escl=tuple(part for part in text("ESCL").split(",") if part),
        printer_a4=text("PRINTER_A4"),
        printer_a5=text("PRINTER_A5"),
        lock_minutes=whole(text("LOCK_MINUTES", "10")),
        quick_pin=text("QUICK_PIN", "1") != "0",
        backups=folder("BACKUPS") or Path(platformdirs.user_documents_dir()) / APP / "sao-luu",
        exports=folder("EXPORTS") or Path(platformdirs.user_documents_dir()) / APP,
    )
    return training_settings(settings) if settings.training else settings


def whole(text: str) -> int:
    """A whole number that is not negative; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() else 0


def registry_name(name: str) -> str:
    """``SERVER_URL`` as the registry writes it: ``ServerUrl``."""
    return "".join(word.capitalize() for word in name.split("_"))


def code_in(file: Path | None) -> str:
    """The one-time code that IT left in a file; empty when there is none (any more)."""
    try:
        return file.read_text(encoding="utf-8-sig").strip() if file else ""
    except (OSError, UnicodeDecodeError):
        return ""


def machine_values() -> dict[str, str]:
    """What is set for the whole PC, by registry names: policies over what the installer was told."""
    return {**_registry_values(INSTALLED), **_registry_values(POLICIES)}


if sys.platform == "win32":
    import winreg

    def _registry_values(key: str) -> dict[str, str]:
        try:
            with winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE, key, access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY
            ) as opened:
                count = winreg.QueryInfoKey(opened)[1]
                return dict(_registry_text(*winreg.EnumValue(opened, number)) for number in range(count))
        except FileNotFoundError:
            return {}

    def _registry_text(name: str, value: object, kind: int) -> tuple[str, str]:
        text = str(value)
        return name, winreg.ExpandEnvironmentStrings(text) if kind == winreg.REG_EXPAND_SZ else text

else:

    def _registry_values(key: str) -> dict[str, str]:  # noqa: ARG001 - only Windows has a registry
        return {}


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
