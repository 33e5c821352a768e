"""The package's description: the same codes for the same files, whatever else changes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from installer import wix
from installer.product import PROPERTIES, REMOVAL_WORDS, UPGRADE_CODE, product_code

BESIDE = wix.Beside(icon="app.ico", removal="removal.dll")
W = {"w": wix.NAMESPACE}


def components(text: bytes) -> dict[str, str]:
    described = ET.fromstring(text)  # noqa: S314 - our own text
    return {one.attrib["Id"]: one.attrib["Guid"] for one in described.iter(f"{{{wix.NAMESPACE}}}Component")}


def test_a_file_keeps_its_component_when_the_version_and_other_files_change(tree: Path) -> None:
    before = components(wix.description(tree, "/tree", BESIDE, version="1.0.0"))
    (tree / "a-new-file.txt").write_bytes(b"")

    after = components(wix.description(tree, "/elsewhere", BESIDE, version="2.0.0"))

    assert before.items() < after.items()
    assert len(after) == len(before) + 1


def test_each_version_is_a_product_of_its_own_tied_by_one_upgrade_code(described: ET.Element) -> None:
    product = described.find("w:Product", W)

    assert product is not None
    assert product.attrib["UpgradeCode"] == UPGRADE_CODE
    assert product.attrib["Id"] == product_code("1.2.3") != product_code("1.2.4")


def test_no_two_components_share_a_code(described: ET.Element) -> None:
    codes = [one.attrib["Guid"] for one in described.iter(f"{{{wix.NAMESPACE}}}Component")]

    assert len(set(codes)) == len(codes)


def test_every_promised_property_is_searched_and_written(described: ET.Element) -> None:
    searched = {one.attrib["Name"] for one in described.iter(f"{{{wix.NAMESPACE}}}RegistrySearch")}
    written = {one.attrib["Value"] for one in described.iter(f"{{{wix.NAMESPACE}}}RegistryValue")}

    assert searched == {one.value for one in PROPERTIES}
    assert {f"[{one.name}]" for one in PROPERTIES} <= written


def test_the_description_is_plain_ascii(tree: Path) -> None:
    text = wix.description(tree, "/tree", BESIDE, version="1.0.0")

    assert text.isascii()


def test_stand_ins_have_the_length_of_the_words_and_are_not_mistaken_for_one_another() -> None:
    stand_ins = [wix.stand_in(words) for words in wix.WORDS]

    assert [len(one) for one in stand_ins] == [len(words.encode()) for words in wix.WORDS]
    assert not any(one in other for one in stand_ins for other in stand_ins if one is not other)


def test_only_a_removal_for_good_asks_for_unsent_dossiers_and_takes_dossiers_along(described: ET.Element) -> None:
    steps = {one.attrib["Action"]: str(one.text) for one in described.iterfind(".//w:Custom", W)}

    assert steps.keys() == {"RefuseUnsent", "RemoveDossiers"}
    assert all(text.startswith('REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE') for text in steps.values())
    assert all(word in text for word, text in zip(REMOVAL_WORDS, reversed(steps.values()), strict=True))
