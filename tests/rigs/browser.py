"""A headless Chromium that a test drives by the WebDriver protocol: open, read, type, press, look.

Only loopback is reached; the profile is gone when the browser is.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Browser:
    """One window."""

    def __init__(self, session_url: str) -> None:
        self._session = session_url
        self._http = requests.Session()

    def _ask(self, method: str, path: str, **body: Any) -> Any:
        answer = self._http.request(
            method, self._session + path, json=body if method == "POST" else None, timeout=60
        )
        value = answer.json()["value"]
        assert answer.ok, value
        return value

    def close(self) -> None:
        self._ask("DELETE", "")
        self._http.close()

    def forget(self) -> None:
        """Drop the cookies of the site that is open."""
        self._ask("DELETE", "/cookie")

    def open(self, url: str) -> None:
        self._ask("POST", "/url", url=url)

    def _find(self, selector: str) -> list[str]:
        found = self._ask("POST", "/elements", using="css selector", value=selector)
        return [element[_ELEMENT] for element in found]

    def texts(self, selector: str) -> list[str]:
        return [self._ask("GET", f"/element/{element}/text") for element in self._find(selector)]

    def text(self, selector: str = "body") -> str:
        return "\n".join(self.texts(selector))

    def type(self, selector: str, text: str) -> None:
        [element] = self._find(selector)
        self._ask("POST", f"/element/{element}/clear")
        self._ask("POST", f"/element/{element}/value", text=text)

    def press(self, selector: str) -> None:
        """Click; returns when the page that it leads to has replaced this one."""
        [element] = self._find(selector)
        self._ask("POST", f"/element/{element}/click")
        while self._http.get(f"{self._session}/element/{element}/name", timeout=60).ok:
            pass  # each look asks the browser and waits for its answer
        while self.script("return document.readyState") != "complete":
            pass

    def script(self, source: str) -> Any:
        return self._ask("POST", "/execute/sync", script=source, args=[])

    def size(self, width: int, height: int) -> None:
        self._ask("POST", "/window/rect", width=width, height=height)

    def screen(self, width: int, height: int) -> None:
        """Show pages as a screen of exactly this size would, also one narrower than a window may be."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._ask("POST", "/goog/cdp/execute", cmd="Emulation.setDeviceMetricsOverride", params=metrics)

    def picture(self) -> bytes:
        return base64.b64decode(self._ask("GET", "/screenshot"))

    def loaded_from(self) -> set[str]:
        """Every address that the page fetched something from, itself included."""
        return set(
            self.script(
                "return performance.getEntriesByType('resource').map(e => new URL(e.name).origin)"
                ".concat([location.origin])"
            )
        )


@contextmanager
def browser() -> Iterator[Browser]:
    """Start a driver and a browser; end both."""
    driver = shutil.which("chromedriver")
    assert driver, "install chromium-driver"
    profile = tempfile.mkdtemp(prefix="province-chromium-")
    process = subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert process.stdout is not None
        port = next(
            line.split()[-1].rstrip(".") for line in process.stdout if "started successfully on port" in line
        )
        options = {
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--lang=vi", f"--user-data-dir={profile}"],
            "binary": shutil.which("chromium"),
        }
        wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}
        answer = requests.post(f"http://127.0.0.1:{port}/session", json=wanted, timeout=120).json()["value"]
        window = Browser(f"http://127.0.0.1:{port}/session/{answer['sessionId']}")
        try:
            yield window
        finally:
            window.close()
    finally:
        process.terminate()
        process.communicate()
        shutil.rmtree(Path(profile), ignore_errors=True)
