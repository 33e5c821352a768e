"""The embedded default: a demo province on loopback, its own store, the SANE test device and a watched folder.

Everything lives in one folder, so that a demo never touches the data of a real window.
"""

from __future__ import annotations

import dataclasses
import logging
import os
from collections.abc import Callable
from pathlib import Path

from counter_app.bootstrap import open_counter
from counter_app.commands.headless import HeadlessRun, Progress, Wish
from counter_app.commands.province import DemoProvince, RunningProvince
from counter_app.domain.errors import InvalidInput
from counter_app.scanner.supervisor import write_sane_config
from counter_app.scanners import worker_environment
from counter_app.settings import Settings, demo_folder, read_settings
from counter_app.signing import training_key

DEMO_CARD = "demo/idcard.png"
TEST_DEVICE = 'mode Color\nresolution 200.0\ntest-picture "Grid"\n'
"""What SANE's test device draws: a page with something on it, as its own default is solid black."""

_log = logging.getLogger(__name__)


def demo_settings(folder: Path, server_url: str, *, pages: Path | None = None) -> Settings:
    """Settings of a counter whose whole world is in ``folder``."""
    sane = folder / "sane"
    write_sane_config(sane, ["test"], {"test.conf": TEST_DEVICE})
    watched = pages or folder / "watched"
    if pages is None:
        watched.mkdir(parents=True, exist_ok=True)
    settings = read_settings(profile=folder / "counter", server_url=server_url)
    key = training_key(folder / "training.pfx", "Nguyễn Thị Lan")
    return dataclasses.replace(settings, folder=watched, sane_config=sane, training_key=key)


def run_headless(
    out: Path,
    *,
    pages: Path | None,
    idcard: Path | None,
    procedure: str,
    shots: bool,
    said: Callable[[str], None],
    running: Path | None = None,
) -> dict[str, object]:
    """The main job once; everything it makes lies in ``out``. Returns the report.

    ``running`` is the folder of a demo province that runs already; None starts one.

    Raises:
        InvalidInput: the folder of pages or the card's image does not exist or is unusable.
        CounterError: whatever else a clerk would have to look at.
    """
    if pages is not None and not pages.is_dir():
        raise InvalidInput("folder_missing", file=str(pages))
    out.mkdir(parents=True, exist_ok=True)
    resources = read_settings().resources
    card = _card(idcard or resources / DEMO_CARD)
    with (
        RunningProvince(running)
        if running
        else DemoProvince(out / "var" / "province", resources, worker_environment())
    ) as province:
        settings = demo_settings(out / "var", province.url, pages=pages)
        clerk = province.told().staff[0]
        counter = open_counter(settings)
        try:
            wish = Wish(
                out=out,
                login=clerk.login,
                password=clerk.password,
                enrol_code=lambda: province.enrol_code,
                procedure=procedure,
                idcard=card,
                pages=pages,
            )
            way = HeadlessRun(counter, wish, Progress(said))
            report = way.run()
            if shots and way.session is not None:
                from counter_app.commands.window import take_shots  # noqa: PLC0415 - loads Qt

                os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # noqa: TID251 - read by Qt when it starts
                take_shots(counter, way.session, out / "screens")
        finally:
            counter.close()
    said(f"{report['dossier_code']} -> {out}")
    return report


def run_window(*, said: Callable[[str], None]) -> int:
    """The window on the demo province; returns when the clerk closes it."""
    folder = demo_folder()
    said(f"Dữ liệu mẫu: {folder}")
    resources = read_settings().resources
    with DemoProvince(folder / "province", resources, worker_environment()) as province:
        from counter_app.commands.window import open_window  # noqa: PLC0415 - loads Qt

        settings = demo_settings(folder, province.url)
        settings = dataclasses.replace(settings, enrol_code=province.enrol_code)
        for person in province.told().staff[:2]:
            said(f"Đăng nhập: {person.login} / {person.password} ({person.name})")
        return open_window(settings)


def _card(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidInput("file_missing", file=str(path)) from error
