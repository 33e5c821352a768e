"""A PC with Windows' programs: Wine in the toolbox, with a prefix and a display of its own.

Each call runs in namespaces of its own, so that whatever a program leaves running ends with the call. The network
is the machine's: a server on its loopback is there.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from installer.toolbox import WORK_INSIDE, Toolbox, ToolboxError

_WITH_DISPLAY = (
    "Xvfb :77 -screen 0 1440x900x24 -nolisten tcp >/dev/null 2>&1 & "
    "for _ in $(seq 100); do [ -S /tmp/.X11-unix/X77 ] && break; sleep 0.1; done; export DISPLAY=:77; "
)
# A window is there before it is drawn: wait until two pictures in a row are equal and of more than a few colours.
_SHOOT = """
wine 'PROGRAM' &
for _ in $(seq 300); do xwininfo -root -tree 2>/dev/null | grep -q 'TITLE' && break; sleep 0.2; done
for _ in $(seq 60); do
    import -window root PICTURE
    colours=$(identify -format %k PICTURE) sum=$(identify -format '%#' PICTURE)
    [ "$colours" -gt 30 ] && [ "$sum" = "$before" ] && exit 0
    before=$sum
    sleep 0.5
done
exit 9
"""
_MSIEXEC = Path(__file__).with_name("windows_msiexec.c")
_TRIES = 3
# A variable of the whole PC that Wine sets near the end of its installation; without it no program is found.
_SET_LAST = "PATHEXT"
_WAIT_FOR_END = "; code=$?; wineserver -w; exit $code"


class WindowsPc:
    """One PC; ``drive`` is its disk C as this machine sees it, ``shared`` what it sees as ``Z:\\work``."""

    def __init__(self, shared: Path) -> None:
        self.shared = shared
        self._toolbox = Toolbox(shared)
        self.drive = shared / "prefix" / "drive_c"
        self._make_prefix()
        self._teach_msiexec()

    def run(
        self, command: Sequence[str], *, settings: Mapping[str, str] | None = None, timeout_s: float = 300
    ) -> str:
        """What the program printed. Raises ``ToolboxError`` when it ends with another code than 0."""
        return self._sh(f"wine {_quoted(command)}{_WAIT_FOR_END}", settings=settings, timeout_s=timeout_s)

    def msiexec(self, *words: str, log: str = "msi.log", upgrade: bool = False) -> int:
        """Windows Installer's exit code: through a batch file, because Wine keeps 8 bits of it.

        ``upgrade``: the program of ours stands in that tells the older version of it. Nowhere else: Wine's
        installer lets its own msiexec run the functions of a package and takes results out of that very process.
        """
        lines = [
            "@echo off",
            f"msiexec {' '.join(words)} /qn /l*v Z:\\work\\{log}",
            "echo %ERRORLEVEL% > Z:\\work\\code.txt",
            "exit 0",
        ]
        (self.shared / "call.bat").write_text("\r\n".join(lines) + "\r\n", encoding="ascii")
        whose = {"WINEDLLOVERRIDES": "msiexec.exe=n"} if upgrade else None
        self.run(["cmd", "/c", "Z:\\work\\call.bat"], settings=whose, timeout_s=900)
        return int((self.shared / "code.txt").read_text(encoding="ascii"))

    def text_of(self, log: str) -> str:
        """What Windows Installer wrote into this log."""
        content = (self.shared / log).read_bytes()
        return content.decode("utf-16" if content[:2] == b"\xff\xfe" else "utf-8", "replace")

    def registry(self, key: str) -> dict[str, str]:
        """The values of a key of the machine's part; empty when it is not there."""
        try:
            text = self.run(["reg", "query", f"HKLM\\{key}", "/reg:64"])
        except ToolboxError:
            return {}
        rows = (line.split(None, 2) for line in text.splitlines() if line.startswith("    "))
        return {row[0]: row[2].strip() if len(row) > 2 else "" for row in rows}

    def set_registry(self, key: str, name: str, value: str) -> None:
        self.run(["reg", "add", f"HKLM\\{key}", "/v", name, "/d", value, "/f", "/reg:64"])

    def shoot(self, program: str, picture: str, *, title: str, settings: Mapping[str, str]) -> None:
        """Start a program and photograph the screen once a window of that title is there and drawn."""
        script = _SHOOT.replace("PROGRAM", program).replace("TITLE", title).replace("PICTURE", picture)
        self._sh(script, settings=settings)

    def shortcuts(self) -> list[str]:
        return sorted(path.name for path in self.drive.rglob("*.lnk"))

    def take(self, file: Path) -> str:
        """Put a file where the PC sees it; its name there."""
        shutil.copy(file, self.shared / file.name)
        return f"Z:\\work\\{file.name}"

    def _make_prefix(self) -> None:
        """A fresh installation of Wine's Windows; one that came out without its settings is made again.

        On a machine with a lot to do, Wine gives up waiting for its own services and silently leaves out the rest.
        """
        for _ in range(_TRIES):
            said = self._sh(
                f"wineboot -i >/dev/null 2>&1; wineserver -w; wine cmd /c 'echo %{_SET_LAST}%'", timeout_s=900
            )
            if ".exe" in said:
                return
            shutil.rmtree(self.drive.parent)
        raise ToolboxError(f"Wine could not be set up in {self.shared}; is the machine overloaded?")

    def _teach_msiexec(self) -> None:
        """Put a program beside Wine's msiexec that says what Windows says to a version that is being upgraded."""
        shutil.copy(_MSIEXEC, self.shared)
        source, made = self._toolbox.inside(self.shared / _MSIEXEC.name), self.shared / "msiexec.exe"
        compiler = ["x86_64-w64-mingw32-gcc", "-std=c11", "-Os", "-s", "-Wall", "-Wextra", "-Werror", "-municode"]
        self._toolbox.run([*compiler, "-static", source, "-o", self._toolbox.inside(made)])
        place = self.drive / "windows" / "system32" / "msiexec.exe"
        # Wine takes a file of this mark for its own, whatever is in it, and finds its own by their names alone.
        wines = place.read_bytes().replace(b"Wine builtin DLL", b"Taken from Wine.")
        place.with_name("wine-msiexec.exe").write_bytes(wines)
        shutil.move(made, place)

    def _sh(self, script: str, *, settings: Mapping[str, str] | None = None, timeout_s: float = 300) -> str:
        wine = {
            "WINEPREFIX": f"{WORK_INSIDE}/prefix",
            "WINEDEBUG": "-all",
            "WINEARCH": "win64",
            "WINEDLLOVERRIDES": "msiexec.exe=b",
            "XDG_RUNTIME_DIR": "/tmp",
        }
        command = ["sh", "-c", _WITH_DISPLAY + script]
        return self._toolbox.run(command, settings={**wine, **(settings or {})}, timeout_s=timeout_s)


def _quoted(command: Sequence[str]) -> str:
    return " ".join("'" + word.replace("'", "'\\''") + "'" for word in command)
