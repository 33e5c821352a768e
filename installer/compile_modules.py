"""Compiles modules in an interpreter of its own, so that the same sources give the same bytes.

A compiled module bears traces of the process that made it: whether a name is written out or referred to depends on
who else holds that name there. Here nobody does. Reads lines of three tab-separated words, written by
:mod:`installer.stage`: the source, the compiled file, and the name that reports of errors show.
"""

from __future__ import annotations

import py_compile
import sys


def main() -> None:
    for line in sys.stdin:
        source, target, shown = line.rstrip("\n").split("\t")
        # Used without a look at the source, whose time changes when it is copied.
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(source, cfile=target, dfile=shown, doraise=True, invalidation_mode=mode)


if __name__ == "__main__":
    main()
