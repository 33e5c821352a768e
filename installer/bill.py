"""What the product is made of: a bill of materials (CycloneDX) and the licences, both inside the package.

Each entry says where it came from by a package URL. Libraries that ride inside a wheel without being named by it
are listed by their file names, so that IT finds every DLL in the bill.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Final

from installer.fetch import MODELS
from installer.packages import Package
from installer.product import NAME, ROOT, VERSION, stable_guid

BILL: Final = "sbom.cdx.json"
LICENCES: Final = "licences"
_RUNTIME_VERSION: Final = "3.11.9"
_MODELS_LICENCE: Final = """\
Tesseract's models vie.traineddata and osd.traineddata, as Debian distributes them (tessdata_fast 4.1.0).
Copyright The Tesseract authors. Licensed under the Apache License 2.0, whose text is in counter-app.txt.
"""


def write(tree: Path, packages: list[Package]) -> None:
    """Put the bill and the licences into the tree. The rest of the tree has to be there."""
    folder = tree / LICENCES
    folder.mkdir()
    shutil.copy(ROOT / "LICENSE", folder / "counter-app.txt")
    shutil.move(tree / "runtime" / "LICENSE.txt", folder / "python.txt")
    shutil.copy(ROOT / "resources" / "fonts" / "OFL.txt", folder / "fonts.txt")
    (folder / "tesseract-models.txt").write_text(_MODELS_LICENCE, encoding="utf-8")
    (folder / "third-party.txt").write_text(third_party(packages), encoding="utf-8")
    text = json.dumps(bill_of(tree, packages), indent=1, ensure_ascii=False)
    (tree / BILL).write_text(text + "\n", encoding="utf-8")


def third_party(packages: list[Package]) -> str:
    """Every package with its licence and the full texts that came with it."""
    parts = []
    for package in sorted(packages, key=lambda one: one.name.lower()):
        title = f"{package.name} {package.version}"
        parts += ["=" * 100, f"{title}\n{package.licence or 'see below'}\n{package.home}".strip(), ""]
        for name, text in sorted(package.licence_texts.items()):
            parts += [f"--- {name} ---", text.strip(), ""]
    return "\n".join(parts) + "\n"


def bill_of(tree: Path, packages: list[Package]) -> dict[str, object]:
    """The bill as CycloneDX 1.5; equal trees give equal bills."""
    components: list[dict[str, object]] = [
        _component("python", _RUNTIME_VERSION, "PSF-2.0", "pkg:generic/python@" + _RUNTIME_VERSION)
    ]
    for package in sorted(packages, key=lambda one: one.name.lower()):
        purl = f"pkg:pypi/{package.name.lower().replace('_', '-')}@{package.version}"
        component = _component(package.name, package.version, package.licence, purl)
        inside = [_library(tree, name) for name in sorted(package.files)
                  if name.lower().endswith(".dll") and (tree / "packages" / name).is_file()]  # fmt: skip
        if inside:
            component["components"] = inside
        components.append(component)
    for name, digest in MODELS.items():
        model = _component(name, "4.1.0", "Apache-2.0", f"pkg:deb/debian/tesseract-ocr-{name.partition('.')[0]}")
        components.append({**model, "type": "machine-learning-model", "hashes": _hashes(digest)})
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{stable_guid(f'bill {VERSION}').lower()}",
        "version": 1,
        "metadata": {"component": _component(NAME, VERSION, "Apache-2.0", f"pkg:generic/counter-app@{VERSION}")},
        "components": components,
    }


def _component(name: str, version: str, licence: str, purl: str) -> dict[str, object]:
    component: dict[str, object] = {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
    }
    if licence:
        component["licenses"] = [{"license": {"name": licence}}]
    return component


def _library(tree: Path, name: str) -> dict[str, object]:
    content = (tree / "packages" / name).read_bytes()
    return {"type": "library", "name": name, "hashes": _hashes(hashlib.sha256(content).hexdigest())}


def _hashes(digest: str) -> list[dict[str, str]]:
    return [{"alg": "SHA-256", "content": digest}]
