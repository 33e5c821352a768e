"""`./dev msi`: the package for Windows, signed and verified, and what IT needs beside it.

Equal sources give equal bytes, as long as the same certificate signs. Options:

    --out FOLDER            where the package goes (default: dist)
    --version X.Y.Z         build it as this version, to try upgrades
    --same-tree             package the signed tree of the last run once more
    --pfx FILE --password-file FILE [--timestamp URL]
                            sign with IT's certificate instead of a test certificate
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from installer import sbom
from installer.fetch import LOCK, FetchError
from installer.launcher_build import REMOVAL, build_removal
from installer.manifest import manifest
from installer.product import BUILD, MSI_NAME, OUT, SIZE_LIMIT_BYTES, VERSION, stable_guid
from installer.signing import Signer, pfx_signer, test_signer, unsigned_programs
from installer.stage import StageError, set_times, stage
from installer.tables import Msi, repair
from installer.toolbox import Toolbox, ToolboxError
from installer.wix import Beside, description, identifier

# What wixl prints when it is told of something that it has no words for, and that the tables say anyway.
_KNOWN_WORDS = ("has no property named 'Platform'", "builder.vala:962: unimplemented")


def build(out: Path, version: str, signer_of: Signers, *, same_tree: bool = False) -> Path:
    """The finished package in ``out``.

    Raises:
        ToolboxError, FetchError, StageError: why there is none.
    """
    toolbox = Toolbox(BUILD)
    tree = BUILD / "tree"
    signer = signer_of(toolbox)
    if not same_tree:
        step("tree")
        packages = stage(toolbox, tree)
        ours = [*unsigned_programs(tree), build_removal(toolbox, BUILD / "launcher")]
        step(f"signatures on {len(ours)} program files")
        signer.sign(toolbox, ours)
        signer.verify(toolbox, ours)
        # Signing changes files, and the bill tells their digests.
        sbom.write(tree / sbom.FILE, sbom.staged(tree, packages, LOCK.read_text(encoding="utf-8")))
        set_times(tree)
    step("package")
    msi = make_package(toolbox, tree, version)
    signer.sign(toolbox, [msi])
    signer.verify(toolbox, [msi])
    size = msi.stat().st_size
    if size > SIZE_LIMIT_BYTES:
        raise StageError(f"the package has {size / 1e6:.1f} MB, {SIZE_LIMIT_BYTES / 1e6:.0f} are allowed")
    out.mkdir(parents=True, exist_ok=True)
    target = out / msi.name
    shutil.move(msi, target)
    shutil.copy(tree / sbom.FILE, out / f"{target.stem}.cdx.json")
    digest = digest_of(target)
    (out / f"{target.name}.sha256").write_text(f"{digest}  {target.name}\n", encoding="ascii")
    (out / f"{target.stem}.winget.yaml").write_text(manifest(version, digest), encoding="utf-8")
    return target


def make_package(toolbox: Toolbox, tree: Path, version: str) -> Path:
    """The unsigned package of this tree, with its tables put right."""
    msi = BUILD / MSI_NAME.replace(VERSION, version)
    source = BUILD / "product.wxs"
    drawn, removal = BUILD / "launcher" / "app.ico", BUILD / "launcher" / REMOVAL
    code = stable_guid(f"package {version} {tree_digest(tree)} {digest_of(removal)}")
    beside = Beside(icon=toolbox.inside(drawn), removal=toolbox.inside(removal))
    source.write_bytes(description(tree, toolbox.inside(tree), beside, version=version))
    command = ["wixl", "--arch", "x64", "--output", toolbox.inside(msi), toolbox.inside(source)]
    unknown = [
        line for line in toolbox.run(command).splitlines() if line.strip() and not line.endswith(_KNOWN_WORDS)
    ]
    if unknown:
        raise ToolboxError("wixl lost something:\n" + "\n".join(unknown))
    package = Msi(msi, toolbox)
    names = {
        identifier("f", path.relative_to(tree).as_posix()): path for path in tree.rglob("*") if path.is_file()
    }
    repair(package, names, code)
    return msi


def tree_digest(tree: Path) -> str:
    """What all names and contents of the tree have in common with no other tree."""
    digest = hashlib.sha256()
    for path in sorted(tree.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(tree).as_posix()} {digest_of(path)}\n".encode())
    return digest.hexdigest()


def digest_of(path: Path) -> str:
    """The SHA-256 of this file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def step(title: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {title}", flush=True)


class Signers:
    """Chooses who signs, from the command line's words."""

    def __init__(self, pfx: Path | None, password_file: Path | None, timestamp_url: str) -> None:
        self._pfx = pfx
        self._password_file = password_file
        self._timestamp_url = timestamp_url

    def __call__(self, toolbox: Toolbox) -> Signer:
        if self._pfx is None or self._password_file is None:
            return test_signer(toolbox, BUILD / "signing")
        held = BUILD / "signing-now"
        held.mkdir(mode=0o700, exist_ok=True)
        copies = [Path(shutil.copy(path, held / path.name)) for path in (self._pfx, self._password_file)]
        return pfx_signer(toolbox, copies[0], copies[1], self._timestamp_url)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev msi")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--version", default=VERSION)
    parser.add_argument("--same-tree", action="store_true")
    parser.add_argument("--pfx", type=Path)
    parser.add_argument("--password-file", type=Path)
    parser.add_argument("--timestamp", default="")
    words = parser.parse_args(arguments)
    if not re.fullmatch(r"\d{1,3}\.\d{1,3}\.\d{1,5}", words.version):
        parser.error("a version has three numbers: X.Y.Z")
    if (words.pfx is None) != (words.password_file is None):
        parser.error("--pfx and --password-file belong together")
    began = time.monotonic()
    try:
        signers = Signers(words.pfx, words.password_file, words.timestamp)
        target = build(words.out, words.version, signers, same_tree=words.same_tree)
    except (ToolboxError, FetchError, StageError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(BUILD / "signing-now", ignore_errors=True)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
