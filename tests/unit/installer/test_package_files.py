"""What goes into the package: cabinets, packages, program files, policies."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
import yaml

from installer import cabinet, fetch, pe, tables
from installer.launcher_build import resource_script
from installer.manifest import manifest
from installer.packages import licence_in, read_package
from installer.product import PROPERTIES, ROOT, UPGRADE_CODE, VERSION, product_code
from installer.trim import idle_rules, is_left_out
from tests.rigs.cabinets import unpacked

POLICIES = ROOT / "installer" / "policies"
GPO = {"g": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"}


def test_a_cabinet_gives_back_every_file_and_is_the_same_each_time(tmp_path: Path) -> None:
    contents = {"first": b"abc" * 30_001, "empty": b"", "last": bytes(range(256)) * 300}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    files = [(f"key_{name}", tmp_path / name) for name in contents]

    cabinet.write_cabinet(tmp_path / "one.cab", files)
    cabinet.write_cabinet(tmp_path / "two.cab", files)

    packed = (tmp_path / "one.cab").read_bytes()
    assert packed == (tmp_path / "two.cab").read_bytes()
    assert struct.unpack_from("<I", packed, 8)[0] == len(packed)
    assert unpacked(packed) == (
        [(f"key_{name}", len(content)) for name, content in contents.items()],
        b"".join(contents.values()),
    )


def test_a_wheel_is_unpacked_as_it_would_be_installed(tmp_path: Path) -> None:
    wheel = tmp_path / "demo-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as made:
        made.writestr("demo/__init__.py", "")
        made.writestr("demo-1.0.data/platlib/beside.dll", "x")
        made.writestr("demo-1.0.data/scripts/tool", "x")
        made.writestr("demo-1.0.dist-info/licenses/LICENSE", "Do as you like.")
        made.writestr("demo-1.0.dist-info/METADATA", "Name: demo\nVersion: 1.0\nLicense-Expression: MIT\n")

    package = read_package(wheel)

    assert (package.name, package.version, package.licence) == ("demo", "1.0", "MIT")
    assert "beside.dll" in package.files
    assert not any("scripts" in name for name in package.files)
    assert list(package.licence_texts.values()) == ["Do as you like."]


def test_a_package_that_names_no_licence_is_known_by_its_text() -> None:
    text = "Copyright\n\nThis software is provided 'as-is', without any express or implied warranty. In no event"

    assert (licence_in([text]), licence_in(["Do as you like."])) == ("Zlib", "")


def test_what_the_program_needs_of_qt_stays_in() -> None:
    needed = [
        *(f"PySide6/Qt6{name}.dll" for name in ("Core", "Gui", "Widgets", "PrintSupport", "Svg")),
        *(f"PySide6/Qt{name}.pyd" for name in ("Core", "Gui", "Widgets", "PrintSupport")),
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/plugins/iconengines/qsvgicon.dll",
        "PySide6/translations/qtbase_vi.qm",
    ]

    assert not [name for name in needed if is_left_out(name)]


def test_a_rule_that_leaves_nothing_out_is_told_of() -> None:
    assert r"cv2/opencv_videoio_ffmpeg.*\.dll" in idle_rules(["cv2/cv2.pyd"])


def test_the_lock_names_every_package_once_with_version_and_digest() -> None:
    entries = fetch.requirements(fetch.LOCK.read_text(encoding="utf-8"))

    assert set(fetch.SOURCE_PACKAGES) <= entries.keys()
    assert all("--hash=sha256:" in entry for entry in entries.values())
    assert not any(";" in entry.partition("\\")[0] for entry in entries.values())


def test_the_lock_for_windows_has_the_versions_that_the_checks_run_with() -> None:
    tested = dict(
        re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", (ROOT / "requirements/app.txt").read_text(), re.MULTILINE)
    )
    shipped = dict(re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", fetch.LOCK.read_text(), re.MULTILINE))

    differing = {name for name in tested.keys() & shipped.keys() if tested[name] != shipped[name]}

    assert not differing


@pytest.mark.parametrize("name", ["settings.py", "a long name.with.dots", "counter_app"])
def test_a_short_name_is_one_for_windows(name: str) -> None:
    assert tables._SHORT_NAME.fullmatch(tables.short_name(name))


def test_long_names_get_different_short_names() -> None:
    assert tables.short_name("presenters_one.py") != tables.short_name("presenters_two.py")


def test_what_is_no_program_has_no_version(tmp_path: Path) -> None:
    file = tmp_path / "text.dll"
    file.write_bytes(b"MZ and then nothing of the kind")

    assert pe.version_of(file) is None


def test_the_launcher_bears_the_version_of_the_program() -> None:
    script = resource_script("CounterApp.exe")

    assert f'"FileVersion", "{VERSION}"' in script
    assert "@" not in script


@pytest.mark.parametrize("language", ["vi-VN", "en-US"])
def test_policies_have_their_words_in_both_languages(language: str) -> None:
    policies = (POLICIES / "CounterApp.admx").read_text(encoding="utf-8")
    words = ET.parse(POLICIES / language / "CounterApp.adml")  # noqa: S314 - our own file

    strings = {one.attrib["id"] for one in words.iterfind(".//g:string", GPO)}
    forms = {one.attrib["id"] for one in words.iterfind(".//g:presentation", GPO)}

    assert set(re.findall(r"\$\(string\.(\w+)\)", policies)) == strings
    assert set(re.findall(r"\$\(presentation\.(\w+)\)", policies)) == forms


def test_what_it_is_told_is_what_the_package_does() -> None:
    told = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    policies = re.findall(r'valueName="(\w+)"', (POLICIES / "CounterApp.admx").read_text(encoding="utf-8"))

    missing = [name for name in [*policies, *(one.name for one in PROPERTIES)] if f"`{name}`" not in told]

    assert not missing


def test_the_manifest_for_winget_is_whole_but_for_the_address() -> None:
    said = yaml.safe_load(manifest("1.2.3", "ab" * 32))

    (entry,), (package,) = said["AppsAndFeaturesEntries"], said["Installers"]
    assert (said["PackageVersion"], package["InstallerSha256"]) == ("1.2.3", "AB" * 32)
    assert entry["UpgradeCode"] == f"{{{UPGRADE_CODE}}}"
    assert entry["ProductCode"] == package["ProductCode"] == f"{{{product_code('1.2.3')}}}"
    assert package["InstallerUrl"] == "ADDRESS"
