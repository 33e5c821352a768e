"""An eSCL scanner over HTTP: a feeder with sheets in it, a glass, and faults on cue.

It follows the eSCL 2.97 description closely enough for sane-airscan, an independent client, to scan from it.
Each job plays ``steps`` from where the last job left the paper: bytes are a page, the rest is named below.
"""

from __future__ import annotations

import re
import ssl
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Literal, Self
from xml.etree import ElementTree as ET

Fault = Literal[
    "busy",  # 503 once, then on with the next step
    "early end",  # 404 once although the job goes on
    "jam",
    "double feed",
    "cover open",
    "cancelled at device",
    "drop",  # the connection breaks before the answer
    "half a page",  # the connection breaks in the middle of the answer
    "half a file",  # a whole answer with half a JPEG
    "a letter",  # a whole answer that is no image
    "silence",  # no answer until the server is closed
    "error",  # 500
]
Step = bytes | Fault

ADF_STATES = {
    "jam": "ScannerAdfJam",
    "double feed": "ScannerAdfMultipickDetected",
    "cover open": "ScannerAdfHatchOpen",
}
NAMESPACES = (
    'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"'
)


@dataclass
class Job:
    path: str
    settings: dict[str, str]
    state: str = "Processing"
    reason: str = "JobScanning"
    pages: int = 0


@dataclass
class EsclServer:
    """``with EsclServer([page, "jam", page]) as server: ... server.address``.

    ``requests`` lists what was asked for, ``jobs`` what became of each job, ``reached`` the faults that were
    played: a test that waits for a fault checks that it came.
    """

    steps: Sequence[Step]
    refuse_jobs: int = 0
    refills: bool = False
    certificate: Path | None = None
    title: str = "Máy quét mạng 60 tờ"
    whole_locations: bool = True
    jobs: list[Job] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    reached: list[str] = field(default_factory=list)
    adf: str = "ScannerAdfLoaded"

    def __post_init__(self) -> None:
        self.lock = threading.Lock()
        self.closing = threading.Event()
        self.left = list(self.steps)
        handler = type("Handler", (_Handler,), {"scanner": self})
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._http.daemon_threads = False
        scheme = "http"
        if self.certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            self._http.socket = context.wrap_socket(self._http.socket, server_side=True)
            scheme = "https"
        self.port = self._http.server_address[1]
        self.address = f"{scheme}://127.0.0.1:{self.port}/eSCL"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def add(self, settings: dict[str, str]) -> Job | None:
        with self.lock:
            if self.refuse_jobs > 0:
                self.refuse_jobs -= 1
                self.reached.append("refused job")
                return None
            if self.refills:
                self.left = list(self.steps)
            job = Job(f"/eSCL/ScanJobs/{len(self.jobs) + 1:08x}-job", settings)
            self.jobs.append(job)
            return job

    def job(self, path: str) -> Job | None:
        return next((job for job in self.jobs if path == job.path), None)

    def next_step(self, job: Job) -> Step | None:
        """None: no more paper, for this job or at all."""
        with self.lock:
            glass_is_done = job.settings.get("InputSource") == "Platen" and job.pages > 0
            if job.state != "Processing" or glass_is_done or not self.left:
                if job.state == "Processing":
                    job.state, job.reason = "Completed", "JobCompletedSuccessfully"
                self.adf = self.adf if self.left or self.adf in ADF_STATES.values() else "ScannerAdfEmpty"
                return None
            step = self.left.pop(0)
            if isinstance(step, str):
                self.reached.append(step)
            else:
                job.pages += 1
            if step in ADF_STATES:
                job.state, job.reason = "Aborted", "AbortedBySystem"
                self.adf = ADF_STATES[step]
                return None
            if step == "cancelled at device":
                job.state, job.reason = "Canceled", "JobCanceledByUser"
                return None
            return step


class _Handler(BaseHTTPRequestHandler):
    scanner: EsclServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
        """Quiet."""

    def do_GET(self) -> None:
        self.scanner.requests.append(f"GET {self.path}")
        match re.fullmatch(r"(/eSCL/ScanJobs/[^/]+)/(\w+)|/eSCL/(\w+)", self.path):
            case re.Match() as found if found[3] == "ScannerCapabilities":
                self._answer(200, self._capabilities().encode(), "text/xml")
            case re.Match() as found if found[3] == "ScannerStatus":
                self._answer(200, self._status().encode(), "text/xml")
            case re.Match() as found if found[2] == "NextDocument" and self.scanner.job(found[1]):
                job = self.scanner.job(found[1])
                assert job is not None
                self._next_document(job)
            case _:
                self._answer(404)

    def do_POST(self) -> None:
        self.scanner.requests.append(f"POST {self.path}")
        body = self.rfile.read(int(self.headers["Content-Length"]))
        sent = ET.fromstring(body)  # noqa: S314 - from the code under test
        told = {element.tag.rpartition("}")[2]: element.text or "" for element in sent.iter()}
        job = self.scanner.add(told)
        if job is None:
            self._answer(503, headers={"Retry-After": "0"})
        elif self.scanner.whole_locations:
            # A scanner's own idea of its name, which the client's machine need not know.
            self._answer(201, headers={"Location": f"http://printer-7.local:80{job.path}"})
        else:
            self._answer(201, headers={"Location": job.path})

    def do_DELETE(self) -> None:
        self.scanner.requests.append(f"DELETE {self.path}")
        job = self.scanner.job(self.path)
        if job is not None and job.state == "Processing":
            job.state, job.reason = "Canceled", "JobCanceledByUser"
        self._answer(200 if job else 404)

    def _next_document(self, job: Job) -> None:
        match self.scanner.next_step(job):
            case None | "early end":
                self._answer(404)
            case "busy":
                self._answer(503, headers={"Retry-After": "0"})
            case "error":
                self._answer(500)
            case "drop":
                self.close_connection = True
            case "silence":
                self.scanner.closing.wait()
                self.close_connection = True
            case "half a page":
                page = self.scanner_page()
                self.send_response(200)
                self.send_header("Content-Type", "image/jpeg")
                self.send_header("Content-Length", str(len(page)))
                self.end_headers()
                self.wfile.write(page[: len(page) // 2])
                self.close_connection = True
            case "half a file":
                page = self.scanner_page()
                self._answer(200, page[: len(page) // 2], "image/jpeg")
            case "a letter":
                self._answer(200, b"This is a letter, and no image.", "text/plain")
            case bytes() as page:
                self._answer(200, page, "image/jpeg")

    def scanner_page(self) -> bytes:
        return next(step for step in self.scanner.steps if isinstance(step, bytes))

    def _answer(
        self, status: int, body: bytes = b"", kind: str = "text/plain", headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _capabilities(self) -> str:
        def way_in(name: str, height: int) -> str:
            return f"""<scan:{name}>
                <scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>2550</scan:MaxWidth>
                <scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>{height}</scan:MaxHeight>
                <scan:MaxScanRegions>1</scan:MaxScanRegions>
                <scan:SettingProfiles><scan:SettingProfile>
                  <scan:ColorModes>
                    <scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode>
                  </scan:ColorModes>
                  <scan:DocumentFormats>
                    <pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>
                    <scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt>
                  </scan:DocumentFormats>
                  <scan:SupportedResolutions><scan:DiscreteResolutions>
                    {"".join(resolution(dpi) for dpi in (75, 100, 200, 300, 600))}
                  </scan:DiscreteResolutions></scan:SupportedResolutions>
                </scan:SettingProfile></scan:SettingProfiles>
              </scan:{name}>"""

        def resolution(dpi: int) -> str:
            return (
                f"<scan:DiscreteResolution><scan:XResolution>{dpi}</scan:XResolution>"
                f"<scan:YResolution>{dpi}</scan:YResolution></scan:DiscreteResolution>"
            )

        return f"""<?xml version="1.0" encoding="UTF-8"?>
            <scan:ScannerCapabilities {NAMESPACES}>
              <pwg:Version>2.97</pwg:Version>
              <pwg:MakeAndModel>{self.scanner.title}</pwg:MakeAndModel>
              <pwg:SerialNumber>0001</pwg:SerialNumber>
              <scan:UUID>4509a320-00a0-008f-00b6-002507510eca</scan:UUID>
              <scan:Platen>{way_in("PlatenInputCaps", 3508)}</scan:Platen>
              <scan:Adf>
                {way_in("AdfSimplexInputCaps", 4200)}
                {way_in("AdfDuplexInputCaps", 4200)}
                <scan:FeederCapacity>60</scan:FeederCapacity>
                <scan:AdfOptions><scan:AdfOption>DetectPaperLoaded</scan:AdfOption></scan:AdfOptions>
              </scan:Adf>
            </scan:ScannerCapabilities>""".strip()

    def _status(self) -> str:
        jobs = "".join(
            f"""<scan:JobInfo>
                <pwg:JobUri>{job.path}</pwg:JobUri>
                <pwg:JobUuid>{job.path[-12:]}</pwg:JobUuid>
                <scan:Age>1</scan:Age>
                <pwg:ImagesCompleted>{job.pages}</pwg:ImagesCompleted>
                <pwg:JobState>{job.state}</pwg:JobState>
                <pwg:JobStateReasons><pwg:JobStateReason>{job.reason}</pwg:JobStateReason></pwg:JobStateReasons>
              </scan:JobInfo>"""
            for job in reversed(self.scanner.jobs)
        )
        state = "Processing" if any(job.state == "Processing" for job in self.scanner.jobs) else "Idle"
        return f"""<?xml version="1.0" encoding="UTF-8"?>
            <scan:ScannerStatus {NAMESPACES}>
              <pwg:Version>2.97</pwg:Version>
              <pwg:State>{state}</pwg:State>
              <scan:AdfState>{self.scanner.adf}</scan:AdfState>
              <scan:Jobs>{jobs}</scan:Jobs>
            </scan:ScannerStatus>""".strip()
