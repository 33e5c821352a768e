"""The bill of materials: complete, with the digests of what is installed, the same each time."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from installer import sbom
from installer.packages import Package

LOCK = f"""\
demo-lib==2.1 \\
    --hash=sha256:{"a" * 64} \\
    --hash=sha256:{"b" * 64}
    # via nothing
other==3
"""
PROGRAM = b"MZ" + bytes(58) + (64).to_bytes(4, "little") + b"PE\0\0" + bytes(200)


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    """A tree with a program file of each origin."""
    for number, name in enumerate(
        ["CounterApp.exe", "runtime/python311.dll", "packages/demo_lib/inside.pyd", "packages/demo_lib/words.txt"]
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"words" if name.endswith("txt") else PROGRAM + bytes([number]))
    return tmp_path


def packages() -> list[Package]:
    files = {"demo_lib/inside.pyd": PROGRAM, "demo_lib/words.txt": b"words"}
    return [Package("Demo_Lib", "2.1", "MIT", "", files, {})]


def test_a_lock_gives_a_component_for_each_entry_with_all_its_digests() -> None:
    found = sbom.locked(LOCK)

    assert [(one["purl"], len(one["hashes"])) for one in found] == [
        ("pkg:pypi/demo-lib@2.1", 2),
        ("pkg:pypi/other@3", 0),
    ]


def test_every_program_file_is_in_the_bill_once_with_its_digest(staged: Path) -> None:
    found = sbom.staged(staged, packages(), LOCK)

    inside = [(file["name"], file["hashes"][0]["content"]) for one in found for file in one.get("components", [])]
    assert sorted(inside) == sorted(
        (path.relative_to(staged).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in staged.rglob("*")
        if path.is_file() and path.suffix != ".txt"
    )


def test_a_package_is_named_with_its_licence_and_the_digests_of_the_lock(staged: Path) -> None:
    (one,) = [one for one in sbom.staged(staged, packages(), LOCK) if one["name"] == "Demo_Lib"]

    assert one["purl"] == "pkg:pypi/demo-lib@2.1"
    assert one["licenses"] == [{"license": {"name": "MIT"}}]
    assert {digest["content"][0] for digest in one["hashes"]} == {"a", "b"}


def test_a_bill_has_the_shape_of_cyclonedx_and_is_the_same_each_time(staged: Path, tmp_path: Path) -> None:
    components = sbom.staged(staged, packages(), LOCK)

    sbom.write(tmp_path / "one.json", components)
    sbom.write(tmp_path / "two.json", components)

    text = (tmp_path / "one.json").read_text(encoding="utf-8")
    bill = json.loads(text)
    assert text == (tmp_path / "two.json").read_text(encoding="utf-8")
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.5", 1)
    references = [one["bom-ref"] for one in bill["components"]]
    assert len(set(references)) == len(references)
