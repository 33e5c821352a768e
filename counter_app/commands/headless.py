"""The main job without a screen: one dossier from the ID card to the province and back.

It goes through the same use cases as the window. Everything it does can be repeated: started again on the same
folder after a crash anywhere, it goes on where it stopped, and nothing is lost or done twice.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from counter_app.bootstrap import Counter
from counter_app.contract.acts import act_digest
from counter_app.contract.canonical import digest as digest_of
from counter_app.contract.moves import State
from counter_app.documents.inspection import embedded_images
from counter_app.domain.checks import OTHER_PAPER, Ground, OpenKind, OpenPoint
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import Damaged, InvalidInput, NotFound, NotReady, TryLater
from counter_app.domain.ids import DossierId
from counter_app.domain.pages import PageReading
from counter_app.domain.procedure import PaperNeed
from counter_app.domain.scanning import Device, ScanProfile, ScanStopped
from counter_app.services.hand_over import Receiver
from counter_app.services.identify import applicant_of
from counter_app.services.ports import Page, Session
from counter_app.services.register import Intake

RUN = "headless_dossier"
PATIENCE_S = 60.0
PAUSE_S = 0.2
AT_THE_WINDOW = "Giấy tờ không thuộc trường hợp này (chạy thử tự động)"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the run is to do. ``pages`` is a folder of images; None takes ``sheets`` from the SANE device."""

    out: Path
    login: str
    password: str
    enrol_code: Callable[[], str]
    procedure: str
    idcard: bytes
    pages: Path | None = None
    sheets: int = 2


@dataclass
class Progress:
    """What the person who watches reads, and how long each step took."""

    said: Callable[[str], None]
    milliseconds: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """One step of the way."""
        began = time.monotonic()
        yield
        spent = round((time.monotonic() - began) * 1000)
        self.milliseconds[title] = spent
        self.said(f"  {title:<34} {spent:>7} ms")


class HeadlessRun:
    """One dossier's way, resumable at every point."""

    def __init__(self, counter: Counter, wish: Wish, progress: Progress) -> None:
        self._counter = counter
        self._wish = wish
        self._progress = progress
        self.session: Session | None = None

    def run(self) -> dict[str, object]:
        """The report; every step's durable part is in the store when it returns.

        Raises:
            CounterError: the first thing that a clerk would have to look at.
        """
        step = self._progress.step
        with step("Đăng ký thiết bị"):
            self._counter.enrol(self._wish.enrol_code(), title="headless")
            self._until(self._clerk_known, "clerk_not_distributed")
        with step("Đăng nhập"):
            session = self._counter.sign_in.with_password(self._wish.login, self._wish.password)
            self.session = session
        with step("Đọc thẻ căn cước"):
            card = self._counter.identify.from_image(self._wish.idcard)
        dossier_id = self._dossier_id()
        with step("Tiếp nhận hồ sơ"):
            case = self._case()
            intake = Intake(applicant=applicant_of(card.person), procedure=self._wish.procedure, case=case)
            dossier = self._counter.register(dossier_id, intake, session)
            receipt = self._counter.print_receipt(dossier_id, session)
        with step("Quét giấy tờ"):
            self._scan(dossier)
        with step("Làm sạch và nhận dạng"):
            pages = self._read(dossier_id)
        with step("Kiểm tra"):
            decisions = self._decide(dossier, pages, session)
        with step("Đóng hồ sơ"):
            dossier = self._seal(dossier_id, session)
        with step("Gửi lên tỉnh"):
            self._until(lambda: self._all_receipted(dossier_id), "not_delivered")
        with step("Tỉnh xử lý"):
            self._until(lambda: self._has_result(dossier_id), "no_result_yet")
        with step("Trả kết quả"):
            result, result_file = self._counter.hand_over.fetch_result(dossier_id)
            dossier = self._hand_over(dossier_id, session)
            self._until(lambda: self._all_receipted(dossier_id), "not_delivered")
        with step("Đối chiếu với tỉnh"):
            checked = self._compare(dossier_id)
        return self._write(dossier, receipt, result.title, result_file, decisions, checked)

    # --- steps -------------------------------------------------------------------------------------------------

    def _dossier_id(self) -> DossierId:
        """The dossier of this folder: begun once, however often the run is started."""
        with self._counter.store.open_work() as work:
            known = work.observations.get(RUN)
            if known:
                return DossierId(known)
            begun = self._counter.register.begin()
            work.observations.put(RUN, begun)
            work.commit()
        return begun

    def _case(self) -> str:
        today = self._counter.today()
        procedure = self._counter.catalogue.procedure(self._wish.procedure, on=today)
        return procedure.cases[0].code

    def _clerk_known(self) -> bool:
        with self._counter.store.open_work() as work:
            return work.clerks.by_login(self._wish.login) is not None and not self._counter.numbers.wanted(work)

    def _scan(self, dossier: Dossier) -> None:
        if dossier.state is not State.RECEIVED:
            return
        with self._counter.store.open_work() as work:
            have = len(work.pages.of_dossier(dossier.dossier_id))
        wanted = None if self._wish.pages else self._wish.sheets - have
        if wanted is not None and wanted <= 0:
            return
        profile = ScanProfile(dpi=200, expected_pages=wanted)
        outcome = self._counter.capture.run(dossier.dossier_id, self._device(), profile, stop=Event())
        if outcome.stopped is not None:
            raise_for(outcome.stopped)

    def _device(self) -> Device:
        wanted = "folder" if self._wish.pages else "sane"
        for device in self._counter.capture.devices():
            if device.driver == wanted:
                return device
        raise NotFound("no_scanner", driver=wanted)

    def _read(self, dossier_id: DossierId) -> list[Page]:
        with self._counter.store.open_work() as work:
            waiting = work.pages.of_dossier(dossier_id)
        futures = [self._counter.recognise.begin(page.page_id) for page in waiting]
        return [future.result() for future in futures]

    def _decide(self, dossier: Dossier, pages: Sequence[Page], session: Session) -> list[dict[str, str]]:
        """Play the clerk: say which paper each page is, accept findings, decide conditions. All is reported."""
        if dossier.state is not State.RECEIVED:
            return []
        decisions = self._assign(dossier, pages)
        review = self._counter.review(dossier.dossier_id)
        for page in pages:
            for point in review.open_points:
                if point.kind is OpenKind.FINDING_NOT_ACCEPTED and point.page == page.position:
                    self._counter.arrange.waive(page.page_id, point.finding)
                    decisions.append({"page": str(point.page), "accepted": point.finding})
        for point in review.open_points:
            if point.kind in {OpenKind.PAPER_MISSING, OpenKind.CONDITION_UNDECIDED}:
                decisions.append(self._except(dossier, point, session))
        return decisions

    def _assign(self, dossier: Dossier, pages: Sequence[Page]) -> list[dict[str, str]]:
        """By the title line where it is one of the case's papers; then in order to what is still missing."""
        requirements = self._counter.review.requirements(dossier)
        wanted = [one.paper_type for one in requirements if one.need is PaperNeed.REQUIRED]
        decisions: list[dict[str, str]] = []
        unmatched: list[Page] = []
        for page in pages:
            kind = self._title_kind(page, {one.paper_type for one in requirements})
            if kind:
                self._counter.arrange.assign([page.page_id], kind)
                decisions.append({"page": str(page.position), "paper": kind, "by": "title"})
                wanted = [one for one in wanted if one != kind]
            else:
                unmatched.append(page)
        for page in unmatched:
            blank = page.reading is not None and page.reading.blank
            kind = wanted.pop(0) if wanted and not blank else OTHER_PAPER
            self._counter.arrange.assign([page.page_id], kind)
            decisions.append({"page": str(page.position), "paper": kind, "by": "clerk"})
        return decisions

    def _title_kind(self, page: Page, wanted: set[str]) -> str:
        return page.paper_type if page.paper_type in wanted else ""

    def _except(self, dossier: Dossier, point: OpenPoint, session: Session) -> dict[str, str]:
        ground = (
            Ground.CONDITION_NOT_MET if point.kind is OpenKind.CONDITION_UNDECIDED else Ground.SUPERVISOR_WAIVED
        )
        self._counter.grant_exception(dossier.dossier_id, point.paper_type, ground, AT_THE_WINDOW, session)
        return {"paper": point.paper_type, "exception": ground}

    def _seal(self, dossier_id: DossierId, session: Session) -> Dossier:
        dossier = self._dossier(dossier_id)
        if dossier.state is State.RECEIVED:
            return self._counter.seal(dossier_id, session)
        return dossier

    def _hand_over(self, dossier_id: DossierId, session: Session) -> Dossier:
        dossier = self._dossier(dossier_id)
        if dossier.state is State.RESULT_READY:
            receiver = Receiver(dossier.applicant.name, dossier.applicant.id_number)
            dossier = self._counter.hand_over(dossier_id, receiver, session)
        if not dossier.rating:
            dossier = self._counter.hand_over.rate(dossier_id, "very_satisfied", session)
        return dossier

    # --- waiting -----------------------------------------------------------------------------------------------

    def _until(self, holds: Callable[[], bool], code: str) -> None:
        """Step the link until this holds. Raises ``TryLater`` when patience ends."""
        deadline = time.monotonic() + PATIENCE_S
        wanted = True
        while not holds():
            if time.monotonic() > deadline:
                raise TryLater(code)
            done = self._counter.deliver.step(now_wanted=wanted)
            wanted = done.wait_until is not None or bool(done.problem)
            if wanted and not holds():
                time.sleep(PAUSE_S)

    def _dossier(self, dossier_id: DossierId) -> Dossier:
        with self._counter.store.open_work() as work:
            dossier = work.dossiers.get(dossier_id)
        if dossier is None:
            raise NotFound("dossier_unknown")
        return dossier

    def _all_receipted(self, dossier_id: DossierId) -> bool:
        with self._counter.store.open_work() as work:
            acts = work.acts.of_dossier(dossier_id)
        return all(stored.receipt is not None for stored in acts if stored.own)

    def _has_result(self, dossier_id: DossierId) -> bool:
        return self._dossier(dossier_id).result is not None

    # --- proof and report --------------------------------------------------------------------------------------

    def _compare(self, dossier_id: DossierId) -> dict[str, object]:
        """Fetch every file back from the province and compare it, page by page, with what was scanned."""
        dossier = self._dossier(dossier_id)
        if dossier.manifest is None:
            raise NotReady("not_sealed")
        pages = 0
        for paper in dossier.manifest.papers:
            content = self._counter.gateway.download(paper.file)
            if content != self._counter.vault.get(paper.file):
                raise Damaged("province_differs", paper=paper.title)
            images = [digest_of(image) for image in embedded_images(content)]
            if images != [page.image for page in paper.pages]:
                raise Damaged("province_differs", paper=paper.title)
            pages += len(images)
        with self._counter.store.open_work() as work:
            scanned = len(work.pages.of_dossier(dossier_id))
        if pages != scanned:
            raise Damaged("province_lacks_pages", there=pages, here=scanned)
        return {"papers": len(dossier.manifest.papers), "pages": pages, "equal": True}

    def _write(
        self,
        dossier: Dossier,
        receipt: bytes,
        result_title: str,
        result_file: bytes,
        decisions: list[dict[str, str]],
        checked: dict[str, object],
    ) -> dict[str, object]:
        out = self._wish.out
        (out / "receipt.pdf").write_bytes(receipt)
        (out / "result.pdf").write_bytes(result_file)
        manifest = dossier.manifest
        papers: list[dict[str, object]] = []
        for number, paper in enumerate(manifest.papers if manifest else (), start=1):
            name = f"{dossier.code}.{number:02}-{paper.paper_type}.pdf"
            (out / name).write_bytes(self._counter.vault.get(paper.file))
            papers.append(
                {
                    "file": name,
                    "paper_type": paper.paper_type,
                    "title": paper.title,
                    "sha256": paper.file,
                    "signed": paper.signed,
                    "pages": len(paper.pages),
                }
            )
        with self._counter.store.open_work() as work:
            acts = list(work.acts.of_dossier(dossier.dossier_id))
            pages = work.pages.of_dossier(dossier.dossier_id)
        sealed = next((stored for stored in acts if stored.act.kind == "dossier_sealed"), None)
        report: dict[str, object] = {
            "dossier_code": dossier.code,
            "dossier_id": dossier.dossier_id,
            "procedure": dossier.procedure,
            "state": dossier.state,
            "applicant": dossier.applicant.name,
            "due_at": dossier.due_at.isoformat() if dossier.due_at else None,
            "acts": [
                {
                    "kind": stored.act.kind,
                    "act_id": stored.act.act_id,
                    "digest": act_digest(stored.act),
                    "by": stored.act.actor,
                    "outcome": stored.outcome,
                    "receipt": stored.receipt.receipt_id if stored.receipt else None,
                }
                for stored in acts
            ],
            "server_receipt": {
                "receipt_id": sealed.receipt.receipt_id,
                "place": sealed.receipt.place,
                "issued_at": sealed.receipt.issued_at,
                "signature": sealed.receipt.signature,
            }
            if sealed and sealed.receipt
            else None,
            "manifest": manifest.name if manifest else None,
            "papers": papers,
            "pages": [page_report(page) for page in pages],
            "decisions": decisions,
            "result": {"title": result_title, "sha256": digest_of(result_file)},
            "province": checked,
            "milliseconds": self._progress.milliseconds,
        }
        text = json.dumps(report, ensure_ascii=False, indent=2)
        (out / "report.json").write_text(text + "\n", encoding="utf-8")
        return report


def page_report(page: Page) -> dict[str, object]:
    """One page as the report shows it."""
    return {
        "number": page.position,
        "origin": page.origin,
        "paper_type": page.paper_type,
        "raw_sha256": page.raw,
        "cleaned_sha256": page.cleaned,
        **(reading_report(page.reading) if page.reading else {"state": page.state}),
    }


def reading_report(reading: PageReading) -> dict[str, object]:
    """What was learnt about a page, in the words of the report."""
    return {
        "rotation_deg": reading.rotation_deg,
        "skew_deg": round(reading.skew_deg, 3),
        "blank": reading.blank,
        "dpi": reading.dpi,
        "qr_texts": [code.text for code in reading.barcodes],
        "findings": [
            {"kind": finding.kind, "measured": round(finding.measured, 3), "limit": finding.limit}
            for finding in reading.findings
        ],
        "text": reading.text,
        "confidence": round(reading.confidence, 1),
        "milliseconds": reading.milliseconds,
    }


def raise_for(stopped: ScanStopped) -> None:
    """A scan that stopped early ends the run with the reason. Raises always."""
    raise InvalidInput(stopped.code, page=stopped.page, file=stopped.origin)
