"""Fuzzes one target led by coverage: ``python -m tests.rigs.fuzz_with_coverage TARGET -runs=20000``."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["counter_app", "province_server"]):
    from tests.rigs.fuzz_targets import targets


def main() -> None:
    target = targets()[sys.argv[1]]

    def one(content: bytes) -> None:
        target.try_one(content)

    atheris.Setup([sys.argv[0], *sys.argv[2:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
