"""One life of an installation: installed, used, set by policy, upgraded, repaired, removed.

The tests build on one another, in this order. What Wine cannot prove is listed in `docs/operations.md`.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from counter_app.commands.province import DemoProvince
from installer.product import EVENT_SOURCE, POLICY_KEY, PROPERTIES, SETTINGS_KEY, VERSION
from installer.toolbox import ToolboxError
from tests.rigs.windows_pc import WindowsPc
from tests.windows.conftest import PROGRAMS

EVENTS = f"SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\{EVENT_SOURCE}"
TOLD = {"SERVER_URL": "https://province.example", "SITE_CODE": "79-001", "WINDOW_CODE": "3", "LANGUAGE": "en"}
COMPONENTS = "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Installer\\UserData\\S-1-5-18\\Components"
FOLDER = Path("Program Files", "Counter App")
MENU = "Quầy tiếp nhận hồ sơ.lnk"
FAILED = 1603
PAGES = Path(__file__).parents[1] / "data" / "pages"
CARD = Path(__file__).parents[2] / "resources" / "demo" / "idcard.png"


WORK = Path(__file__).parents[1] / "rigs" / "windows_work.py"
OUTBOX = 500
DOSSIERS = Path("users", "root", "AppData", "Local", "counter-app")


def words(told: dict[str, str]) -> list[str]:
    return [f"{name}={value}" for name, value in told.items()]


def work(pc: WindowsPc, *told: str) -> dict[str, Any]:
    """What the installed program's store holds after this command of `windows_work.py`."""
    said = pc.run([f"{PROGRAMS}\\runtime\\python.exe", pc.take(WORK), *told], timeout_s=900)
    line = next(line for line in said.splitlines() if line.startswith("RESULT "))
    result: dict[str, Any] = json.loads(line.removeprefix("RESULT "))
    return result


def test_it_installs_without_a_question(pc: WindowsPc, packages: list[Path]) -> None:
    code = pc.msiexec("/i", pc.take(packages[0]), *words(TOLD))

    settings = pc.registry(SETTINGS_KEY)
    assert code == 0
    assert (pc.drive / FOLDER / "CounterApp.exe").is_file()
    assert {one.name: settings[one.value] for one in PROPERTIES} == {**TOLD, "ENROL_CODE_FILE": ""}
    assert settings["Version"] == VERSION
    assert pc.shortcuts() == [MENU]
    assert "EventCreate.exe" in pc.registry(EVENTS)["EventMessageFile"]


def test_the_command_line_answers_from_the_installed_folder(pc: WindowsPc) -> None:
    answer = pc.run([f"{PROGRAMS}\\CounterAppCmd.exe", "--version"])
    help_text = pc.run([f"{PROGRAMS}\\CounterAppCmd.exe", "--help"])

    assert VERSION in answer
    assert "tiếp nhận hồ sơ" in help_text


def test_a_policy_wins_over_the_installer(pc: WindowsPc) -> None:
    ask = "from counter_app.settings import read_settings as r; s = r(); print(s.server_url, s.site_code)"
    pc.set_registry(POLICY_KEY, "ServerUrl", "https://policy.example")

    answer = pc.run([f"{PROGRAMS}\\runtime\\python.exe", "-c", ask])

    pc.run(["reg", "delete", f"HKLM\\{POLICY_KEY}", "/f", "/reg:64"])
    assert answer.split() == ["https://policy.example", TOLD["SITE_CODE"]]


def test_the_keys_go_into_the_credential_manager(pc: WindowsPc) -> None:
    ask = (
        "from pathlib import Path; from counter_app.sync.credentials import open_secrets as o; "
        "p = Path('C:/probe'); print(o(p).home, o(p).store_key == o(p).store_key)"
    )

    answer = pc.run([f"{PROGRAMS}\\runtime\\python.exe", "-c", ask])

    assert answer.split() == ["keyring", "True"]


def test_the_installed_program_does_the_main_job(pc: WindowsPc, province: DemoProvince) -> None:
    scans = pc.shared / "scans"
    scans.mkdir()
    for name in ("form_on_bed.jpg", "back_with_pencil_note.jpg"):
        shutil.copy(PAGES / name, scans / name)
    way = ["--pages", "Z:\\work\\scans", "--idcard", pc.take(CARD), "--province", "Z:\\work\\province"]

    said = pc.run([f"{PROGRAMS}\\CounterAppCmd.exe", "run", "--headless", "--out", "C:\\out", *way], timeout_s=600)

    report = json.loads((pc.drive / "out" / "report.json").read_text(encoding="utf-8"))
    assert province.url
    assert report["province"] == {"papers": len(report["papers"]), "pages": 2, "equal": True}, said
    assert all(act["receipt"] for act in report["acts"] if act["by"].startswith("clerk-"))
    assert any("GIẤY" in page["text"].upper() or "TỜ KHAI" in page["text"].upper() for page in report["pages"])


def test_the_window_opens_from_the_start_menus_program(pc: WindowsPc, pictures: Path) -> None:
    pc.shoot(
        f"{PROGRAMS}\\CounterApp.exe",
        "window.png",
        title="Quầy",
        settings={"COUNTER_APP_PROFILE": "C:\\out\\var\\counter", "COUNTER_APP_LANGUAGE": "vi"},
    )

    shutil.copy(pc.shared / "window.png", pictures / "window.png")
    with Image.open(pc.shared / "window.png") as picture:
        colours = picture.convert("RGB").getcolors(maxcolors=1 << 24) or []
    assert len(colours) > 30


def test_a_full_outbox_is_noted_beside_the_store(pc: WindowsPc, province: DemoProvince) -> None:
    clerk, window = province.told().staff[0], province.told().windows[1]

    held = work(pc, "fill", province.url, window.code, clerk.login, clerk.password, str(OUTBOX))

    (pc.shared / "outbox.json").write_text(json.dumps(held), encoding="utf-8")
    assert (held["dossiers"], held["receipts"], held["only_here"]) == (OUTBOX, 0, OUTBOX)
    assert held["files_unsent"] > 0
    assert (pc.drive / DOSSIERS / "unsent-dossiers.txt").read_text(encoding="ascii").strip() == str(OUTBOX)


def test_it_is_not_removed_while_dossiers_are_unsent_and_says_so(pc: WindowsPc, packages: list[Path]) -> None:
    code = pc.msiexec("/x", pc.take(packages[0]), log="refused.log")

    log = pc.text_of("refused.log")
    assert code == FAILED
    assert f"{OUTBOX} dossiers on this PC are not sent yet" in log
    assert VERSION in pc.run([f"{PROGRAMS}\\CounterAppCmd.exe", "--version"])
    assert pc.shortcuts() == [MENU]


def test_an_upgrade_with_unsent_dossiers_is_not_refused_and_keeps_what_was_told_and_done(
    pc: WindowsPc, packages: list[Path]
) -> None:
    code = pc.msiexec("/i", pc.take(packages[1]), log="upgrade.log", upgrade=True)

    settings = pc.registry(SETTINGS_KEY)
    assert code == 0
    assert {one.name: settings[one.value] for one in PROPERTIES} == {**TOLD, "ENROL_CODE_FILE": ""}
    assert settings["Version"] == "99.0.0"
    assert pc.shortcuts() == [MENU]
    assert (pc.drive / "out" / "var" / "counter" / "store.db").is_file()
    assert (pc.drive / DOSSIERS / "unsent-dossiers.txt").read_text(encoding="ascii").strip() == str(OUTBOX)


def test_the_upgrade_left_one_version_that_claims_the_files(pc: WindowsPc) -> None:
    claims = pc.run(["reg", "query", f"HKLM\\{COMPONENTS}", "/s", "/reg:64"])

    products = {line.split()[0] for line in claims.splitlines() if line.startswith("    ")}
    assert len(products) == 1


def test_after_the_upgrade_nothing_is_lost_and_the_receipts_follow(pc: WindowsPc, province: DemoProvince) -> None:
    before = json.loads((pc.shared / "outbox.json").read_text(encoding="utf-8"))
    clerk = province.told().staff[0]

    upgraded = work(pc, "look", province.url)
    sent = work(pc, "deliver", province.url, clerk.login, clerk.password)

    assert {name: upgraded[name] for name in before} == before
    assert set(before["acts"]) <= set(sent["acts"])
    assert sent["receipts"] == len(sent["acts"])
    assert (sent["dossiers"], sent["acts_unsent"], sent["files_unsent"]) == (OUTBOX, 0, 0)
    assert not (pc.drive / DOSSIERS / "unsent-dossiers.txt").exists()


def test_an_older_version_is_refused(pc: WindowsPc, packages: list[Path]) -> None:
    code = pc.msiexec("/i", pc.take(packages[0]), log="downgrade.log")

    assert code == FAILED
    assert pc.registry(SETTINGS_KEY)["Version"] == "99.0.0"


def test_a_word_on_the_command_line_wins_over_what_is_remembered(pc: WindowsPc, packages: list[Path]) -> None:
    code = pc.msiexec("/i", pc.take(packages[1]), "REINSTALL=ALL", "REINSTALLMODE=amus", "WINDOW_CODE=4")

    settings = pc.registry(SETTINGS_KEY)
    assert code == 0
    assert (settings["SiteCode"], settings["WindowCode"]) == (TOLD["SITE_CODE"], "4")


def test_a_repair_brings_back_a_file_that_was_lost(pc: WindowsPc, packages: list[Path]) -> None:
    lost = pc.drive / FOLDER / "runtime" / "python311.dll"
    lost.unlink()
    with pytest.raises(ToolboxError):
        pc.run([f"{PROGRAMS}\\CounterAppCmd.exe", "--version"])

    code = pc.msiexec("/i", pc.take(packages[1]), "REINSTALL=ALL", "REINSTALLMODE=amus", log="repair.log")

    assert code == 0
    assert VERSION in pc.run([f"{PROGRAMS}\\CounterAppCmd.exe", "--version"])


def test_removing_it_leaves_the_dossiers_and_nothing_else(pc: WindowsPc, packages: list[Path]) -> None:
    code = pc.msiexec("/x", pc.take(packages[1]), log="remove.log")

    left = [path for path in (pc.drive / FOLDER).rglob("*") if path.is_file()]
    assert code == 0
    assert left == []
    assert pc.registry(SETTINGS_KEY) == {}
    assert pc.registry(EVENTS) == {}
    assert pc.shortcuts() == []
    assert (pc.drive / "out" / "var" / "counter" / "store.db").is_file()
    assert (pc.drive / DOSSIERS / "store.db").is_file()


def test_removing_it_although_something_is_unsent_keeps_the_dossiers(
    pc: WindowsPc, packages: list[Path], province: DemoProvince
) -> None:
    pc.msiexec("/i", pc.take(packages[0]))
    clerk = province.told().staff[0]
    held = work(pc, "more", province.url, clerk.login, clerk.password)

    refused = pc.msiexec("/x", pc.take(packages[0]), "REMOVE_DOSSIERS=1")
    kept = (pc.drive / DOSSIERS / "store.db").is_file()
    removed = pc.msiexec("/x", pc.take(packages[0]), "WITH_UNSENT=1")

    assert held["only_here"] == 1
    assert (refused, kept, removed) == (FAILED, True, 0)
    assert (pc.drive / DOSSIERS / "store.db").is_file()
    assert not (pc.drive / FOLDER / "CounterApp.exe").exists()


def test_dossiers_outlive_the_program_and_go_on_where_they_were(
    pc: WindowsPc, packages: list[Path], province: DemoProvince
) -> None:
    clerk = province.told().staff[0]
    code = pc.msiexec("/i", pc.take(packages[0]))

    sent = work(pc, "deliver", province.url, clerk.login, clerk.password)

    assert code == 0
    assert sent["receipts"] == len(sent["acts"])
    assert (sent["dossiers"], sent["only_here"]) == (OUTBOX + 1, 0)


def test_dossiers_are_taken_along_when_it_is_said(pc: WindowsPc, packages: list[Path]) -> None:
    beside = pc.drive / DOSSIERS.parent / "another program" / "kept.txt"
    beside.parent.mkdir()
    beside.write_text("kept", encoding="ascii")

    code = pc.msiexec("/x", pc.take(packages[0]), "REMOVE_DOSSIERS=1", log="all.log")

    assert code == 0
    assert not (pc.drive / DOSSIERS).exists()
    assert beside.is_file()
    assert (pc.drive / "out" / "var" / "counter" / "store.db").is_file()


def test_an_installation_that_fails_leaves_nothing_behind(pc: WindowsPc, packages: list[Path]) -> None:
    in_the_way = pc.drive / FOLDER / "policies" / "CounterApp.admx" / "a folder where a file should be"
    in_the_way.mkdir(parents=True)

    code = pc.msiexec("/i", pc.take(packages[0]), *words(TOLD), log="failed.log")

    shutil.rmtree(pc.drive / FOLDER / "policies")
    assert code == FAILED
    assert [path for path in (pc.drive / FOLDER).rglob("*") if path.is_file()] == []
    assert pc.registry(SETTINGS_KEY) == {}
    assert pc.shortcuts() == []
