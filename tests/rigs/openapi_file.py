"""Writes ``docs/openapi.yaml`` from the table of operations: ``python -m tests.rigs.openapi_file``."""

from __future__ import annotations

from pathlib import Path

import yaml

from province_server.openapi import document

FILE = Path(__file__).parents[2] / "docs" / "openapi.yaml"
HEAD = "# Written by `python -m tests.rigs.openapi_file`; change province_server/openapi.py instead.\n"


class _Plain(yaml.SafeDumper):
    """No anchors: a schema that occurs twice is written twice."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the base class's signature
        return True


def text() -> str:
    return HEAD + yaml.dump(document(), Dumper=_Plain, sort_keys=False, allow_unicode=True, width=110)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
