"""The package made once more from the same sources. It makes the tree anew, so it comes after all who read it."""

from __future__ import annotations

from pathlib import Path

from installer.build import digest_of, main


def test_the_same_sources_give_the_same_bytes(packages: list[Path], tmp_path: Path) -> None:
    code = main(["--out", str(tmp_path)])

    assert code == 0
    assert digest_of(tmp_path / packages[0].name) == digest_of(packages[0])
