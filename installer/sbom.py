"""Bills of materials (CycloneDX 1.5): what something of ours is made of, from its lock or from its staged files.

Each entry says by a package URL where it came from. Two sources fill a bill:

- :func:`locked`: what a lock in `requirements/` names, with the digests that the lock accepts;
- :func:`staged`: what lies in the tree of the Windows package. Every program file is in it with the digest that
  the installed file has, so it is taken after signing. Libraries that ride inside a wheel without being named
  by it are found by their file names.

Equal sources give equal bills: no time, no chance.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from installer.fetch import MODELS, requirements
from installer.packages import Package
from installer.pe import is_program
from installer.product import NAME, RUNTIME_VERSION, VERSION, stable_guid

FILE: Final = "sbom.cdx.json"
Component: TypeAlias = dict[str, Any]


def write(target: Path, components: Iterable[Component], *, subject: str = NAME) -> None:
    """Write the bill of ``subject`` in its version of today."""
    text = json.dumps(bill_of(list(components), subject=subject), indent=1, ensure_ascii=False)
    target.write_text(text + "\n", encoding="utf-8", newline="\n")


def bill_of(components: Sequence[Component], *, subject: str = NAME) -> dict[str, Any]:
    """The whole document around these components."""
    name = subject.lower().replace(" ", "-")
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{stable_guid(f'bill {name} {VERSION}').lower()}",
        "version": 1,
        "metadata": {
            "component": {
                **component(subject, VERSION, "Apache-2.0", f"pkg:generic/{name}@{VERSION}"),
                "type": "application",
            }
        },
        "components": list(components),
    }


def locked(lock: str) -> list[Component]:
    """One component for each distribution in this lock's text, with every digest that the lock accepts."""
    found = []
    for name, entry in sorted(requirements(lock).items()):
        version = re.match(r"[^=]+==([^\s;\\]+)", entry)
        if version:
            digests = sorted(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry))
            one = component(name, version.group(1), "", python_url(name, version.group(1)))
            found.append({**one, "hashes": [hash_ for digest in digests for hash_ in hashes(digest)]})
    return found


def staged(tree: Path, packages: Sequence[Package], lock: str) -> list[Component]:
    """The components of the Windows package's tree; each program file is below the one that brought it."""
    digests = {str(one["name"]): one["hashes"] for one in locked(lock)}
    programs = {path.relative_to(tree).as_posix(): path for path in sorted(tree.rglob("*"))
                if path.is_file() and is_program(path.read_bytes())}  # fmt: skip
    runtime = component("python", RUNTIME_VERSION, "PSF-2.0", f"pkg:generic/python@{RUNTIME_VERSION}")
    found = [_holding(runtime, programs, "runtime/")]
    for package in sorted(packages, key=lambda one: one.name.lower()):
        name = _normal(package.name)
        one = component(package.name, package.version, package.licence, python_url(name, package.version))
        if name in digests:
            one["hashes"] = digests[name]
        names = {f"packages/{file}" for file in package.files}
        found.append(_holding(one, {name: path for name, path in programs.items() if name in names}, ""))
    for model, digest in MODELS.items():
        url = f"pkg:deb/debian/tesseract-ocr-{model.partition('.')[0]}@4.1.0"
        one = component(model, "4.1.0", "Apache-2.0", url)
        found.append({**one, "type": "data", "hashes": hashes(digest)})
    ours = component(f"{NAME} launchers", VERSION, "Apache-2.0", f"pkg:generic/counter-app-launchers@{VERSION}")
    found.append(_holding(ours, {name: path for name, path in programs.items() if "/" not in name}, ""))
    return found


def component(name: str, version: str, licence: str, url: str) -> Component:
    """One library; ``licence`` may be empty where nobody says."""
    made: Component = {"type": "library", "bom-ref": url, "name": name, "version": version, "purl": url}
    if licence:
        made["licenses"] = [{"license": {"name": licence}}]
    return made


def python_url(name: str, version: str) -> str:
    """The package URL of a Python distribution."""
    return f"pkg:pypi/{_normal(name)}@{version}"


def hashes(digest: str) -> list[dict[str, str]]:
    """A SHA-256 digest as the format wants it."""
    return [{"alg": "SHA-256", "content": digest}]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _holding(one: Component, programs: Mapping[str, Path], below: str) -> Component:
    inside = [
        {"type": "file", "name": name, "hashes": hashes(hashlib.sha256(path.read_bytes()).hexdigest())}
        for name, path in programs.items()
        if name.startswith(below)
    ]
    return {**one, "components": inside} if inside else one
