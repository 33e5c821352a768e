"""`./dev test --windows`: makes the package and tries it where Windows programs run.

The tests in `tests/windows` are for this command alone. Where it cannot run them it says why and fails: nothing is
skipped silently. Arguments go to pytest; `--keep-package` tries the package that was made last.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from installer import build
from installer.product import BUILD, ROOT
from installer.toolbox import ToolboxError, prepared_root

# Says to tests/windows that this command runs them, and where the packages are.
PACKAGES = "COUNTER_APP_WINDOWS_PACKAGES"


def main(arguments: Sequence[str]) -> int:
    try:
        prepared_root()
    except ToolboxError as error:
        print(error, file=sys.stderr)
        return 1
    packages = BUILD / "packages-to-try"
    for version in ([], ["--version", "99.0.0", "--same-tree"]):
        if "--keep-package" in arguments and any(packages.glob("*.msi")):
            break
        code = build.main(["--out", str(packages), *version])
        if code:
            return code
    told = [argument for argument in arguments if argument != "--keep-package"]
    names_tests = any(argument.startswith("tests/windows") for argument in told)
    command = [
        sys.executable,
        "-P",
        "-m",
        "pytest",
        f"--basetemp={BUILD / 'pytest'}",
        *told,
        *(() if names_tests else ("tests/windows",)),
    ]
    settings = {**os.environ, PACKAGES: str(packages)}  # noqa: TID251 - passed on
    return subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
