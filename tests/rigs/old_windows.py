"""Windows of earlier releases with a full outbox, each in one small file: how they are kept and brought back.

A kept window is everything that its PC had: the store, the vault, the keys, and beside them the province's key and
what the province knew of the device. The store lies in the file without its cipher, because an encrypted one
cannot be made smaller. ``python -m tests.rigs.old_windows`` keeps one of the present release in
``tests/data/windows``; do that for every release that changes the schema, and never again for the same one.
"""

from __future__ import annotations

import io
import tarfile
import tempfile
from pathlib import Path
from typing import Final

import msgspec

from counter_app.contract.messages import DeviceLife
from counter_app.db import schema
from counter_app.db.database import open_raw
from counter_app.db.keys import StoreKey
from counter_app.sync.credentials import KeyHome, open_secrets
from tests.rigs.province import RunningProvince, run_province, settings_in
from tests.rigs.windows import Window, invite

FOLDER: Final = Path(__file__).parents[1] / "data" / "windows"
DOSSIERS: Final = 500
SEALED: Final = 3
STORE: Final = "store.db"
PROVINCE_KEY: Final = "province-key.pem"
LIFE: Final = "life.json"


def kept(revision: str) -> Path:
    """The file of the window whose store has this schema."""
    return FOLDER / f"schema-{revision}.tar.xz"


def keep(profile: Path, key_pem: bytes, life: DeviceLife, target: Path) -> None:
    """Put a window that is closed into one file."""
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / STORE
        raw = open_raw(profile / STORE, StoreKey(open_secrets(profile, KeyHome.FILE).store_key))
        raw.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
        raw.execute("SELECT sqlcipher_export('plain')").fetchall()
        raw.execute("DETACH DATABASE plain")
        raw.close()
        contents = {
            STORE: plain.read_bytes(),
            f"../{PROVINCE_KEY}": key_pem,
            f"../{LIFE}": msgspec.json.encode(life),
        }
    for path in sorted(profile.rglob("*")):
        if path.is_file() and not path.name.startswith(STORE + "-") and path.name != STORE:
            contents[path.relative_to(profile).as_posix()] = path.read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(target, "w:xz", preset=9) as archive:
        for name, content in sorted(contents.items()):
            entry = tarfile.TarInfo(name.removeprefix("../") if name.startswith("../") else f"profile/{name}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))


def bring_back(archive: Path, folder: Path) -> DeviceLife:
    """The window's profile as ``folder / "profile"``, encrypted as it was, and the province's key beside it."""
    with tarfile.open(archive) as kept_one:
        kept_one.extractall(folder, filter="data")
    profile = folder / "profile"
    plain = (profile / STORE).rename(folder / "plain.db")
    raw = open_raw(profile / STORE, StoreKey(open_secrets(profile, KeyHome.FILE).store_key))
    raw.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
    raw.execute("SELECT sqlcipher_export('main', 'plain')").fetchall()
    raw.execute("DETACH DATABASE plain")
    raw.close()
    plain.unlink()
    return msgspec.json.decode((folder / LIFE).read_bytes(), type=DeviceLife)


def fill(running: RunningProvince, folder: Path) -> DeviceLife:
    """A window on that province that received dossiers, sealed a few, sent nothing and was closed."""
    window = Window(folder, running.url, invite(running))
    for number in range(DOSSIERS):
        dossier_id = window.receive(f"Người nộp thứ {number}")
        if number < SEALED:
            window.seal(dossier_id, number)
    identity = window.counter.enrol.identity()
    assert identity is not None
    (life,) = [
        one for one in running.province.devices.lives([identity.unit]) if one.device_id == identity.device_id
    ]
    window.stop()
    return life


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        settings = settings_in(Path(scratch) / "province")
        for running in run_province(settings):
            life = fill(running, Path(scratch) / "profile")
            keep(Path(scratch) / "profile", settings.key_file.read_bytes(), life, kept(schema.HEAD))


if __name__ == "__main__":
    main()
