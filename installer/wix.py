"""The package's description for `wixl`, written from the tree: one component per file, with lasting codes.

Two files of one name in two versions have the same component, so that an upgrade knows what it replaces. `wixl`
crashes on letters beyond ASCII and forgets some attributes without a word: what it cannot say is put into the
tables afterwards, see :mod:`installer.tables`.
"""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from installer.launcher_build import WITH_WINDOW
from installer.product import (
    EVENT_SOURCE,
    MAKER,
    NAME,
    PROPERTIES,
    SETTINGS_KEY,
    UPGRADE_CODE,
    VERSION,
    product_code,
    stable_guid,
)

NAMESPACE: Final = "http://schemas.microsoft.com/wix/2006/wi"
EVENT_KEY: Final = rf"SYSTEM\CurrentControlSet\Services\EventLog\Application\{EVENT_SOURCE}"
# Windows' own library of messages without text of their own: the event's words are shown as they are.
EVENT_MESSAGES: Final = r"[System64Folder]EventCreate.exe"
# What people read. wixl is given stand-ins of the same length in bytes, because it crashes on these letters.
SHORTCUT_NAME: Final = "COUNTER|Quầy tiếp nhận hồ sơ"
COMMENTS: Final = "Tiếp nhận, quét và gửi hồ sơ một cửa / Receives, scans and delivers dossiers"
DOWNGRADE: Final = (
    "Máy này đang có phiên bản Counter App mới hơn. Chỉ gỡ bản đó trước nếu thật sự muốn quay về bản này. "
    "/ A newer version of Counter App is installed. Uninstall it first only if you really want to go back."
)
WORDS: Final = (SHORTCUT_NAME, COMMENTS, DOWNGRADE)


# Uninstalling stops before anything is touched while dossiers are unsent; they are removed after all else.
_REMOVAL: Final = "RemovalLibrary"
_GONE_FOR_GOOD: Final = 'REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE'
REMOVAL_STEPS: Final = (
    ("RefuseUnsent", "deferred", f"{_GONE_FOR_GOOD} AND NOT WITH_UNSENT", "InstallInitialize"),
    ("RemoveDossiers", "commit", f'{_GONE_FOR_GOOD} AND REMOVE_DOSSIERS="1"', "RemoveFiles"),
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is in the package but not in the tree, as `wixl` finds it: the icon and the removal's library."""

    icon: str
    removal: str


def stand_in(words: str) -> str:
    """Letters that wixl can bear, as many as these words have bytes, and no other words' stand-in."""
    length = len(words.encode("utf-8"))
    return (hashlib.sha256(words.encode()).hexdigest() * (length // 64 + 1))[:length]


def description(tree: Path, source: str, beside: Beside, *, version: str = VERSION) -> bytes:
    """The `.wxs` of this tree; ``source`` is where `wixl` finds the tree."""
    wix = ET.Element("Wix", xmlns=NAMESPACE)
    product = ET.SubElement(
        wix,
        "Product",
        Id=product_code(version),
        Name=NAME,
        Manufacturer=MAKER,
        Version=version,
        Language="1033",
        Codepage="65001",
        UpgradeCode=UPGRADE_CODE,
    )
    ET.SubElement(
        product,
        "Package",
        InstallerVersion="500",
        Compressed="yes",
        InstallScope="perMachine",
        Platform="x64",
        Manufacturer=MAKER,
        Description=f"{NAME} {version}",
    )
    ET.SubElement(product, "Media", Id="1", Cabinet="files.cab", EmbedCab="yes")
    ET.SubElement(product, "MajorUpgrade", DowngradeErrorMessage=stand_in(DOWNGRADE))
    ET.SubElement(product, "Icon", Id="app.ico", SourceFile=beside.icon)
    shown = {"ARPPRODUCTICON": "app.ico", "ARPNOMODIFY": "1", "ARPCOMMENTS": stand_in(COMMENTS)}
    for name, value in {**shown, "MSIUSEREALADMINDETECTION": "1"}.items():
        ET.SubElement(product, "Property", Id=name, Value=value)
    _remembered(product)
    _removal(product, beside.removal)
    top = ET.SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    programs = ET.SubElement(top, "Directory", Id="ProgramFiles64Folder")
    folder = ET.SubElement(programs, "Directory", Id="INSTALLFOLDER", Name=NAME)
    ET.SubElement(top, "Directory", Id="ProgramMenuFolder")
    feature = ET.SubElement(product, "Feature", Id="Program", Title=NAME, Level="1", Absent="disallow")
    _files(folder, feature, tree, tree, source)
    _registry(folder, feature)
    ET.indent(wix)
    text: bytes = ET.tostring(wix, encoding="us-ascii")
    return text + b"\n"


def identifier(kind: str, name: str) -> str:
    """A name for the tables, the same for the same file in every version."""
    return f"{kind}{hashlib.sha256(name.lower().encode()).hexdigest()[:24]}"


def _remembered(product: ET.Element) -> None:
    """Properties that take the value of the last installation unless the command line gives one."""
    for one in PROPERTIES:
        element = ET.SubElement(product, "Property", Id=one.name, Secure="yes")
        ET.SubElement(
            element,
            "RegistrySearch",
            Id=f"Find{one.value}",
            Root="HKLM",
            Key=SETTINGS_KEY,
            Name=one.value,
            Type="raw",
            Win64="yes",
        )


def _removal(product: ET.Element, library: str) -> None:
    ET.SubElement(product, "Binary", Id=_REMOVAL, SourceFile=library)
    sequence = ET.Element("InstallExecuteSequence")
    for step, execute, condition, after in REMOVAL_STEPS:
        action = ET.SubElement(product, "CustomAction", Id=step, BinaryKey=_REMOVAL, DllEntry=step)
        action.attrib.update({"Execute": execute, "Impersonate": "no"})
        ET.SubElement(sequence, "Custom", Action=step, After=after).text = condition
    product.append(sequence)


def _files(parent: ET.Element, feature: ET.Element, tree: Path, folder: Path, source: str) -> None:
    for path in sorted(folder.iterdir(), key=lambda one: one.name.lower()):
        name = path.relative_to(tree).as_posix()
        if path.is_dir():
            inner = ET.SubElement(parent, "Directory", Id=identifier("d", name), Name=path.name)
            _files(inner, feature, tree, path, source)
            continue
        component = _component(parent, feature, identifier("c", name), f"file {name.lower()}")
        file = ET.SubElement(
            component,
            "File",
            Id=identifier("f", name),
            Name=path.name,
            Source=f"{source}/{name}",
            KeyPath="yes",
        )
        if name == WITH_WINDOW:
            ET.SubElement(
                file,
                "Shortcut",
                Id="MenuShortcut",
                Directory="ProgramMenuFolder",
                Name=stand_in(SHORTCUT_NAME),
                WorkingDirectory="INSTALLFOLDER",
                Icon="app.ico",
                Advertise="no",
            )


def _registry(folder: ET.Element, feature: ET.Element) -> None:
    settings = _component(folder, feature, "SettingsValues", "registry settings")
    for number, one in enumerate(PROPERTIES):
        key_path = {"KeyPath": "yes"} if number == 0 else {}
        _value(settings, SETTINGS_KEY, one.value, f"[{one.name}]", **key_path)
    _value(settings, SETTINGS_KEY, "InstallFolder", "[INSTALLFOLDER]")
    _value(settings, SETTINGS_KEY, "Version", "[ProductVersion]")
    events = _component(folder, feature, "EventSource", "registry events")
    _value(events, EVENT_KEY, "EventMessageFile", EVENT_MESSAGES, KeyPath="yes")
    _value(events, EVENT_KEY, "TypesSupported", "7", Type="integer")


def _component(parent: ET.Element, feature: ET.Element, name: str, guid_of: str) -> ET.Element:
    ET.SubElement(feature, "ComponentRef", Id=name)
    return ET.SubElement(parent, "Component", Id=name, Guid=stable_guid(guid_of), Win64="yes")


def _value(component: ET.Element, key: str, name: str, value: str, **more: str) -> None:
    element = ET.SubElement(component, "RegistryValue", Root="HKLM", Key=key, Name=name, Value=value)
    element.attrib.update({"Type": "string", **more})
