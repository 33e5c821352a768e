"""The finished package, read back: what Wine forgives and Windows does not."""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
from collections import Counter
from pathlib import Path

import pytest

from installer import sbom
from installer.build import digest_of
from installer.launcher_build import COMMAND_LINE, WITH_WINDOW
from installer.pe import is_program, is_signed, version_of
from installer.product import (
    BUILD,
    PROPERTIES,
    REMOVAL_WORDS,
    SIZE_LIMIT_BYTES,
    UPGRADE_CODE,
    VERSION,
    product_code,
)
from installer.tables import CABINET, Msi, Row
from installer.toolbox import Toolbox, ToolboxError
from installer.wix import COMMENTS, DOWNGRADE, SHORTCUT_NAME, identifier
from tests.rigs.cabinets import unpacked

TREE = BUILD / "tree"
IS_64_BIT = 256


@pytest.fixture(scope="module")
def msi(packages: list[Path], toolbox: Toolbox, tmp_path_factory: pytest.TempPathFactory) -> Msi:
    """The package of this version where the tools see it."""
    copy = tmp_path_factory.getbasetemp() / "tools0" / "package.msi"
    shutil.copy(packages[0], copy)
    return Msi(copy, toolbox)


@pytest.fixture(scope="module")
def files(msi: Msi) -> list[Row]:
    """The File table."""
    return msi.rows("File")


@pytest.fixture(scope="module")
def names() -> dict[str, Path]:
    """Which file of the tree each key of the File table is."""
    every = (path for path in TREE.rglob("*") if path.is_file())
    return {identifier("f", path.relative_to(TREE).as_posix()): path for path in every}


def values(msi: Msi) -> dict[str, str]:
    return {row["Property"]: row["Value"] for row in msi.rows("Property")}


def sequence(msi: Msi) -> dict[str, int]:
    return {row["Action"]: int(row["Sequence"]) for row in msi.rows("InstallExecuteSequence")}


def subsystem(content: bytes) -> int:
    """2 for a program with windows, 3 for one with a console."""
    start = int.from_bytes(content[60:64], "little")
    return int(struct.unpack_from("<H", content, start + 24 + 68)[0])


# --- what is in it ---------------------------------------------------------------------------------------------


def test_the_package_is_not_larger_than_allowed(packages: list[Path]) -> None:
    assert packages[0].stat().st_size <= SIZE_LIMIT_BYTES


def test_every_file_of_the_tree_is_in_the_cabinet_byte_for_byte(
    msi: Msi, files: list[Row], names: dict[str, Path]
) -> None:
    msi.toolbox.run(["sh", "-c", f"msiinfo extract {msi.toolbox.inside(msi.path)} {CABINET} > {CABINET}"])
    entries, content = unpacked((msi.path.parent / CABINET).read_bytes())

    in_order = [names[row["File"]] for row in sorted(files, key=lambda row: int(row["Sequence"]))]
    whole = hashlib.sha256()
    for path in in_order:
        whole.update(path.read_bytes())
    assert {row["File"] for row in files} == names.keys()
    assert entries == [
        (identifier("f", path.relative_to(TREE).as_posix()), path.stat().st_size) for path in in_order
    ]
    assert hashlib.sha256(content).hexdigest() == whole.hexdigest()


def test_what_the_counter_needs_is_in_the_tree() -> None:
    needed = [
        *("runtime/python311.dll", WITH_WINDOW, COMMAND_LINE, "app/counter_app/__main__.py"),
        *("app/resources/tessdata/vie.traineddata", "app/resources/tessdata/osd.traineddata"),
        *("app/resources/fonts/LiberationSerif-Regular.ttf", "app/resources/i18n/counter_en.qm"),
        *("licences/third-party.txt", "licences/python.txt", "licences/counter-app.txt", sbom.FILE),
        *("policies/CounterApp.admx", "policies/vi-VN/CounterApp.adml", "policies/en-US/CounterApp.adml"),
    ]

    assert [name for name in needed if not (TREE / name).is_file()] == []


def test_the_bill_names_every_program_file_with_the_digest_that_it_has() -> None:
    bill = json.loads((TREE / sbom.FILE).read_text(encoding="utf-8"))

    told = {part["name"]: part["hashes"][0]["content"]
            for one in bill["components"] for part in one.get("components", [])}  # fmt: skip
    programs = [path for path in TREE.rglob("*") if path.is_file() and is_program(path.read_bytes())]
    assert told == {path.relative_to(TREE).as_posix(): digest_of(path) for path in programs}
    assert all(one.get("licenses") for one in bill["components"])


def test_the_launcher_has_an_icon_a_version_and_no_console() -> None:
    with_window, command_line = (TREE / name for name in (WITH_WINDOW, COMMAND_LINE))

    version = version_of(with_window)
    assert version is not None
    assert version.text == f"{VERSION}.0"
    assert (subsystem(with_window.read_bytes()), subsystem(command_line.read_bytes())) == (2, 3)
    assert b"\x00\x00\x01\x00" in (BUILD / "launcher" / "app.ico").read_bytes()[:4]


# --- signatures ------------------------------------------------------------------------------------------------


def test_every_program_file_is_signed() -> None:
    programs = [content for path in TREE.rglob("*") if path.is_file() and is_program(content := path.read_bytes())]

    assert programs
    assert all(is_signed(content) for content in programs)


def test_the_package_verifies_and_a_changed_copy_does_not(msi: Msi) -> None:
    folder = msi.path.parent
    shutil.copy(BUILD / "signing" / "test.crt", folder)
    changed = bytearray(msi.path.read_bytes())
    changed[len(changed) // 2] ^= 1
    (folder / "changed.msi").write_bytes(changed)
    verify = ["osslsigncode", "verify", "-CAfile", msi.toolbox.inside(folder / "test.crt")]

    said = msi.toolbox.run([*verify, msi.toolbox.inside(msi.path)])

    assert "Signature verification: ok" in said
    with pytest.raises(ToolboxError):
        msi.toolbox.run([*verify, msi.toolbox.inside(folder / "changed.msi")])


# --- the tables ------------------------------------------------------------------------------------------------


def test_a_file_has_either_its_version_or_its_digest(msi: Msi, files: list[Row], names: dict[str, Path]) -> None:
    hashed = {row["File_"] for row in msi.rows("MsiFileHash")}

    wrong = []
    for row in files:
        version = version_of(names[row["File"]])
        told = (row["Version"], row["Language"])
        wanted = (version.text, str(version.language)) if version else ("", "")
        if told != wanted or (row["File"] in hashed) == bool(version):
            wrong.append(names[row["File"]].name)
    assert wrong == []


def test_the_digests_in_the_tables_are_those_of_the_files(msi: Msi, names: dict[str, Path]) -> None:
    wrong = []
    for row in msi.rows("MsiFileHash"):
        told = struct.pack("<4i", *(int(row[f"HashPart{part}"]) for part in range(1, 5)))
        if hashlib.md5(names[row["File_"]].read_bytes(), usedforsecurity=False).digest() != told:
            wrong.append(names[row["File_"]].name)

    assert wrong == []


def test_every_name_has_a_short_one_that_is_alone_in_its_folder(msi: Msi, files: list[Row]) -> None:
    folder_of = {row["Component"]: row["Directory_"] for row in msi.rows("Component")}

    short = Counter((folder_of[row["Component_"]], row["FileName"].partition("|")[0].upper()) for row in files)

    assert max(short.values()) == 1
    assert all(len(name.partition(".")[0]) <= 8 for _, name in short)


def test_components_are_of_64_bit_with_codes_of_their_own(msi: Msi) -> None:
    components = msi.rows("Component")

    codes = Counter(row["ComponentId"] for row in components)
    assert max(codes.values()) == 1
    assert all(int(row["Attributes"]) & IS_64_BIT and row["KeyPath"] for row in components)


def test_the_product_is_for_the_machine_and_tied_to_its_other_versions(msi: Msi) -> None:
    told = values(msi)

    assert told["UpgradeCode"] == f"{{{UPGRADE_CODE}}}"
    assert told["ProductCode"] == f"{{{product_code()}}}"
    assert (told["ALLUSERS"], told["ProductVersion"]) == ("1", VERSION)


def test_older_versions_are_replaced_and_newer_ones_refuse(msi: Msi) -> None:
    rows = {row["ActionProperty"]: row for row in msi.rows("Upgrade")}
    conditions = {row["Condition"]: row["Description"] for row in msi.rows("LaunchCondition")}

    older, newer = rows["WIX_UPGRADE_DETECTED"], rows["WIX_DOWNGRADE_DETECTED"]
    assert (older["VersionMin"], older["VersionMax"], newer["VersionMin"]) == ("", VERSION, VERSION)
    assert (int(older["Attributes"]) & 2, int(newer["Attributes"]) & 2) == (0, 2)
    assert conditions == {"NOT WIX_DOWNGRADE_DETECTED": DOWNGRADE}


def test_the_old_version_goes_inside_the_transaction_before_anything_else(msi: Msi) -> None:
    at = sequence(msi)

    first = min(at[name] for name in at if at[name] > at["InstallInitialize"])
    assert at["RemoveExistingProducts"] == first
    assert at["RemoveExistingProducts"] < at["RefuseUnsent"] < at["ProcessComponents"]


def test_a_refused_removal_ends_before_any_other_step_of_it_is_written_down(msi: Msi) -> None:
    rows = {row["Action"]: row for row in msi.rows("InstallExecuteSequence")}
    refuse, at_once = rows["RefuseUnsent"], rows["InstallExecute"]

    between = [name for name, row in rows.items()
               if int(refuse["Sequence"]) < int(row["Sequence"]) <= int(at_once["Sequence"])]  # fmt: skip

    assert between == ["InstallExecute"]
    assert at_once["Condition"] == refuse["Condition"]


def test_the_command_line_wins_over_what_is_remembered_and_that_over_defaults(msi: Msi) -> None:
    at = sequence(msi)

    for one in PROPERTIES:
        assert at[f"Keep_{one.name}"] < at["AppSearch"] < at[f"Use_{one.name}"] < at["LaunchConditions"]
        if one.default:
            assert at[f"Use_{one.name}"] < at[f"Default_{one.name}"]


def test_properties_may_be_given_by_whoever_starts_the_installation(msi: Msi) -> None:
    secure = values(msi)["SecureCustomProperties"].split(";")

    assert {one.name for one in PROPERTIES} | set(REMOVAL_WORDS) <= set(secure)


def test_steps_of_our_own_run_as_the_system_in_the_transaction(msi: Msi) -> None:
    library_function, deferred, commit, as_system = 1, 0x400, 0x600, 0x800

    kinds = {row["Action"]: int(row["Type"]) for row in msi.rows("CustomAction")}

    assert kinds["RefuseUnsent"] == library_function | deferred | as_system
    assert kinds["RemoveDossiers"] == library_function | commit | as_system
    assert {kind for name, kind in kinds.items() if not name.startswith("Re")} == {51}


def test_words_are_vietnamese_and_said_to_be_utf_8(msi: Msi) -> None:
    told = msi.toolbox.run(["msiinfo", "export", msi.toolbox.inside(msi.path), "_ForceCodepage"])

    (shortcut,) = msi.rows("Shortcut")
    assert "65001" in told
    assert shortcut["Name"] == SHORTCUT_NAME
    assert shortcut["Target"] == f"[#{identifier('f', WITH_WINDOW)}]"
    assert values(msi)["ARPCOMMENTS"] == COMMENTS
