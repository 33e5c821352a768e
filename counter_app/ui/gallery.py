"""One example of every state of every screen: what the screenshots show and the tests walk through.

People, codes and papers are invented. Where a presenter makes a screen from the domain's values, the example is
made by the same pure steps, so that it says what clerks will read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from counter_app.contract.acts import Applicant
from counter_app.contract.catalogue import Place as DecidingPlace
from counter_app.contract.manifest import ExceptionEntry, ReuseEntry
from counter_app.contract.messages import PersonPaper
from counter_app.contract.moves import State
from counter_app.contract.organisation import UnitKind
from counter_app.domain.checks import Ground, review
from counter_app.domain.dossier import Dossier, Fee, Result
from counter_app.domain.errors import NotAllowed
from counter_app.domain.id_card import read_card
from counter_app.domain.ids import DossierId, PageId, UnitCode
from counter_app.domain.pages import Finding, FindingKind, PageReading
from counter_app.domain.papers import Reusable, TrustLevel
from counter_app.domain.procedure import (
    Case,
    FeeKind,
    FeeUnit,
    Level,
    LimitUnit,
    PaperNeed,
    PaperRequirement,
    Procedure,
    TimeLimit,
)
from counter_app.domain.procedure import Fee as CatalogueFee
from counter_app.domain.scanning import ScanStopped
from counter_app.services.ports import Page, PageState, Trouble
from counter_app.services.queries import Delivery, QueueRow, SyncState
from counter_app.services.queries import Place as Where
from counter_app.services.register import Preview
from counter_app.services.review import page_facts
from counter_app.ui.presenters.capture_screen import CaptureScreen
from counter_app.ui.presenters.capture_wording import CaptureFacts, page_detail, slots, summary, thumbs
from counter_app.ui.presenters.day import KINDS, queue_line
from counter_app.ui.presenters.day_screen import DayScreen, Figure, TroublesScreen
from counter_app.ui.presenters.intake_screen import IntakeScreen, PersonForm
from counter_app.ui.presenters.intake_wording import (
    case_screen,
    earlier_lines,
    preview_screen,
    procedure_line,
    receipt_of,
    with_card,
    with_missing,
)
from counter_app.ui.presenters.person_form import problems_of_form
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.results import RELATIONS, result_detail, result_line
from counter_app.ui.presenters.results_screen import ResultsScreen
from counter_app.ui.presenters.review_screen import ReviewScreen
from counter_app.ui.presenters.review_wording import (
    ReviewFacts,
    point_lines,
    requirement_detail,
    requirement_lines,
    review_summary,
)
from counter_app.ui.presenters.saying import dossier_head
from counter_app.ui.presenters.screens import Choice, Note, Step, Tone
from counter_app.ui.presenters.sign_in import SignInScreen
from counter_app.ui.presenters.strip import strip_screen
from counter_app.ui.presenters.strip_screen import StripScreen
from counter_app.ui.presenters.troubles import trouble_row
from counter_app.ui.problems import problem_words, scan_words
from counter_app.ui.words import words

AnyScreen = SignInScreen | IntakeScreen | CaptureScreen | ReviewScreen | DayScreen | TroublesScreen | ResultsScreen

UNIT = "Chi nhánh Phục vụ hành chính công Thủ Dầu Một"
WINDOW = "Quầy 03"
CLERK = "Lê Minh Tâm"
HANOI_TIME = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 23, 9, 42, tzinfo=HANOI_TIME)
TODAY = NOW.date()
CODE = "H09.08-261123-0042"
CARD = (
    "074192001234|281234567|Nguyễn Thị Ngọc Ánh|15081992|Nữ|"
    "12/4 đường Lê Hồng Phong, khu phố 3, phường Phú Hòa, thành phố Thủ Dầu Một, Bình Dương|12052022"
)


@dataclass(frozen=True, slots=True)
class Example:
    """One state of one screen. ``place`` is None for the sign-in screen."""

    name: str
    place: Place | None
    screen: AnyScreen
    strip: StripScreen | None = None


# --- invented values --------------------------------------------------------------------------------------------

BIRTH = Procedure(
    code="1.001193",
    title="Đăng ký khai sinh",
    field="ho-tich",
    level=Level.COMMUNE,
    competent=UnitKind.COMMUNE_COMMITTEE,
    place=DecidingPlace.RESIDENCE,
    valid_from=date(2025, 7, 1),
    cases=(
        Case(
            code="thuong",
            title="Đăng ký đúng hạn",
            limit=TimeLimit(
                unit=LimitUnit.SAME_DAY, text="Trong ngày; nhận sau 15 giờ thì trả ngày làm việc tiếp theo"
            ),
            papers=(
                PaperRequirement(paper_type="to-khai", title="Tờ khai đăng ký khai sinh", need=PaperNeed.REQUIRED),
                PaperRequirement(
                    paper_type="chung-sinh",
                    title="Giấy chứng sinh hoặc văn bản của người làm chứng về việc sinh",
                    need=PaperNeed.REQUIRED,
                ),
                PaperRequirement(
                    paper_type="ket-hon",
                    title="Giấy chứng nhận kết hôn của cha, mẹ",
                    need=PaperNeed.CONDITIONAL,
                    condition="Cha, mẹ của trẻ có đăng ký kết hôn",
                ),
                PaperRequirement(
                    paper_type="can-cuoc", title="Thẻ căn cước của người đi đăng ký", need=PaperNeed.SHOW_ONLY
                ),
            ),
            fees=(
                CatalogueFee(
                    code="dung-han",
                    title="Lệ phí đăng ký khai sinh",
                    kind=FeeKind.DUTY,
                    text="Miễn lệ phí khi đăng ký đúng hạn",
                    amount_vnd=0,
                ),
            ),
        ),
        Case(
            code="qua-han",
            title="Đăng ký quá hạn",
            limit=TimeLimit(unit=LimitUnit.SAME_DAY, text="Trong ngày"),
            papers=(),
        ),
        Case(
            code="nuoc-ngoai",
            title="Có yếu tố nước ngoài",
            limit=TimeLimit(unit=LimitUnit.WORKING_DAYS, amount=5, text="05 ngày làm việc"),
            papers=(),
        ),
    ),
)
COPIES = Procedure(
    code="2.000815",
    title="Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan có thẩm quyền cấp hoặc chứng nhận",
    field="chung-thuc",
    level=Level.COMMUNE,
    competent=UnitKind.COMMUNE_COMMITTEE,
    place=DecidingPlace.RESIDENCE,
    valid_from=date(2025, 7, 1),
    cases=(
        Case(
            code="thuong",
            title="Thông thường",
            limit=TimeLimit(unit=LimitUnit.SAME_DAY, text="Trong ngày"),
            papers=(
                PaperRequirement(
                    paper_type="ban-chinh",
                    title="Bản chính giấy tờ cần chứng thực",
                    need=PaperNeed.REQUIRED,
                    copies=2,
                ),
            ),
            fees=(
                CatalogueFee(
                    code="hai-trang-dau",
                    title="Phí chứng thực, trang 1 và 2",
                    kind=FeeKind.CHARGE,
                    text="2.000 đồng/trang; từ trang thứ ba thu 1.000 đồng/trang, không quá 200.000 đồng/bản",
                    amount_vnd=2000,
                    per=FeeUnit.PAGE,
                ),
                CatalogueFee(
                    code="tu-trang-ba",
                    title="Từ trang thứ ba",
                    kind=FeeKind.CHARGE,
                    text="1.000 đồng/trang",
                    amount_vnd=1000,
                    per=FeeUnit.PAGE,
                    condition="Từ trang thứ ba",
                ),
            ),
        ),
    ),
)
MARRIAGE = Procedure(
    code="1.004873",
    title="Cấp Giấy xác nhận tình trạng hôn nhân",
    field="ho-tich",
    level=Level.COMMUNE,
    competent=UnitKind.COMMUNE_COMMITTEE,
    place=DecidingPlace.RESIDENCE,
    valid_from=date(2025, 7, 1),
    cases=(
        Case(
            code="thuong",
            title="Thông thường",
            limit=TimeLimit(unit=LimitUnit.WORKING_DAYS, amount=3, text="03 ngày làm việc"),
            papers=(),
        ),
    ),
)
LAND = "Đăng ký biến động quyền sử dụng đất do chuyển nhượng, tặng cho, thừa kế"
TITLES = {one.code: one.title for one in (BIRTH, COPIES, MARRIAGE)} | {"1.013831": LAND}


def title_of(code: str) -> str:
    """What the examples' procedures are called."""
    return TITLES.get(code, code)


def dossier(state: State = State.RECEIVED, **changes: object) -> Dossier:
    """The example dossier in this state."""
    person = Applicant(
        name="Nguyễn Thị Ngọc Ánh",
        id_number="074192001234",
        birth="1992-08-15",
        sex="female",
        address="12/4 đường Lê Hồng Phong, khu phố 3, phường Phú Hòa, thành phố Thủ Dầu Một, Bình Dương",
        phone="+84912345678",
    )
    made = Dossier(
        dossier_id=DossierId("d-1"),
        code=CODE,
        provisional=False,
        procedure=BIRTH.code,
        case="thuong",
        receiving_unit=UnitCode("H09.08"),
        competent_unit=UnitCode("H09.08"),
        window="03",
        applicant=person,
        received_at=NOW,
        due_at=NOW.replace(hour=17, minute=0),
        state=state,
        holder=UnitCode("H09.08"),
        version=1,
        changed_at=NOW,
        received_by="c-1",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # names are the dossier's own fields


def page(
    number: int, paper: str, *findings: Finding, blank: bool = False, state: PageState = PageState.READ
) -> Page:
    """An example page."""
    reading = PageReading(
        width=2480,
        height=3508,
        dpi=300,
        rotation_deg=0,
        skew_deg=0.0,
        blank=blank,
        lines=(),
        barcodes=(),
        findings=findings,
        confidence=93.4,
        milliseconds=870,
    )
    return Page(
        page_id=PageId(f"page-{number}"),
        dossier_id=DossierId("d-1"),
        position=number,
        raw=f"raw-{number}",
        media_type="image/jpeg",
        captured_at=NOW,
        paper_type=paper,
        state=state,
        reading=reading if state is PageState.READ else None,
        cleaned=f"clean-{number}" if state is PageState.READ else "",
    )


BLURRED = Finding(FindingKind.BLURRED, 0.31, 0.5)
CUT = Finding(FindingKind.CUT_OFF, 3.0, 1.0)
PAGES = (
    page(1, "to-khai"),
    page(2, "to-khai", blank=True),
    page(3, "chung-sinh", BLURRED, CUT),
    page(4, ""),
    page(5, "", state=PageState.CAPTURED),
)


def capture_facts(pages: tuple[Page, ...], state: State = State.RECEIVED) -> CaptureFacts:
    """The example dossier with these pages."""
    return CaptureFacts(dossier(state), BIRTH.title, BIRTH.cases[0].papers, pages)


def review_facts(
    pages: tuple[Page, ...], made: Dossier, held: tuple[tuple[str, Reusable], ...] = ()
) -> ReviewFacts:
    """The example dossier reviewed with these pages."""
    seen = review(
        BIRTH.cases[0].papers,
        [page_facts(one, number) for number, one in enumerate(pages, start=1)],
        made.reused,
        made.exceptions,
    )
    return ReviewFacts(made, BIRTH.title, seen, pages, held)


# --- screens ----------------------------------------------------------------------------------------------------

DEVICES = (
    Choice("sane:brother", "Brother ADS-2700W (khay nạp tự động)"),
    Choice("folder:quet", "Thư mục quét"),
)
PROFILES = (Choice("a4", "Giấy A4, hai mặt"), Choice("a5", "Giấy A5, một mặt"))


def sign_in_examples() -> Iterator[Example]:
    """Sign in."""
    fresh = SignInScreen(unit=UNIT, window=WINDOW)
    people = (Choice("tam.le", CLERK), Choice("hoa.tran", "Trần Thị Hoa"))
    wrong = problem_words(NotAllowed("wrong_password"))
    yield Example("sign-in", None, fresh)
    yield Example("sign-in-wrong", None, replace(fresh, login="tam.le", people=people, problem=wrong))
    yield Example(
        "sign-in-busy", None, replace(fresh, login="tam.le", busy=True, action=words("SignIn", "Đang kiểm tra…"))
    )
    note = words("SignIn", "Quầy đang khóa. Việc đang làm dở vẫn được giữ nguyên.")
    yield Example("locked", None, replace(fresh, login="tam.le", people=people, note=note))


def intake_examples() -> Iterator[Example]:
    """Intake."""
    found = tuple(procedure_line(one) for one in (BIRTH, MARRIAGE, COPIES))
    empty = with_missing(IntakeScreen(found=found))
    yield Example("intake", Place.INTAKE, empty)
    carded = with_card(empty, read_card(CARD), today=TODAY)
    carded = replace(carded, earlier=earlier_lines(QUEUE[3:5], title_of))
    yield Example("intake-card", Place.INTAKE, with_missing(replace(carded, query="khai", highlighted=BIRTH.code)))
    chosen = case_screen(carded, BIRTH, BIRTH.cases[0])
    due = NOW.replace(hour=17, minute=0)
    ready = preview_screen(chosen, Preview(CODE, due, BIRTH, BIRTH.cases[0]))
    yield Example("intake-ready", Place.INTAKE, with_missing(replace(ready, earlier=())))
    copies = case_screen(replace(carded, earlier=()), COPIES, COPIES.cases[0])
    copies = preview_screen(copies, Preview("TAM-H09.08-261123-7K2QF-0M3XD", due, COPIES, COPIES.cases[0]))
    yield Example("intake-provisional", Place.INTAKE, with_missing(replace(copies, paid=True)))
    form = PersonForm(id_number="07419200123", name="Nguyễn Thị Ngọc Ánh", birth="31/02/1992", phone="0912 345")
    wrong = replace(empty, person=form, notes=problems_of_form(form, today=TODAY))
    yield Example("intake-wrong", Place.INTAKE, with_missing(wrong))
    receipt = receipt_of(dossier(), BIRTH.title, ready, pages=1)
    yield Example("intake-done", Place.INTAKE, with_missing(replace(ready, receipt=receipt)))


def capture_examples() -> Iterator[Example]:
    """Capture."""
    base = CaptureScreen(devices=DEVICES, device=DEVICES[0].key, profiles=PROFILES, profile="a4")
    hint = words("Capture", "Chưa chọn hồ sơ. Hãy tiếp nhận hồ sơ mới hoặc mở hồ sơ từ Việc hôm nay.")
    yield Example("capture-nothing", Place.CAPTURE, replace(base, summary=hint))
    yield Example("capture-empty", Place.CAPTURE, _capture(base, ()))
    scanning = words("Capture", "Đang quét vào «{paper}»…").fill(paper="Tờ khai đăng ký khai sinh")
    yield Example(
        "capture-scanning",
        Place.CAPTURE,
        replace(_capture(base, PAGES[:3]), scanning=True, can_scan=False, status=Note(scanning, Tone.ACCENT)),
    )
    yield Example("capture-findings", Place.CAPTURE, _capture(base, PAGES, selected="page-3"))
    jam = Note(scan_words(ScanStopped("jam", 6)), Tone.WARN)
    removed = (*PAGES[:4], replace(PAGES[4], removed=True))
    shown = _capture(replace(base, shows_removed=True), removed, selected="page-1", target="chung-sinh")
    yield Example("capture-jam", Place.CAPTURE, replace(shown, status=jam))


def _capture(
    base: CaptureScreen, pages: tuple[Page, ...], selected: str = "", target: str = "to-khai"
) -> CaptureScreen:
    facts = capture_facts(pages)
    shown = thumbs(facts, with_removed=base.shows_removed)
    chosen = selected or (shown[-1].key if shown else "")
    return replace(
        base,
        head=dossier_head(facts.dossier, facts.procedure, Step.CAPTURE),
        can_scan=True,
        slots=slots(facts, target),
        pages=shown,
        selected=(chosen,) if chosen else (),
        page=page_detail(facts, PageId(chosen)) if chosen else None,
        can_undo=bool(pages),
        removed_count=len(facts.removed),
        summary=summary(facts),
    )


HELD = Reusable(
    PersonPaper(
        paper_type="ket-hon",
        title="Giấy chứng nhận kết hôn số 42/2019",
        file="0" * 64,
        size_bytes=180_000,
        source="Kho dữ liệu hộ tịch điện tử",
        trust_level="agency_signed_copy",
        issued_on="2019-05-14",
    ),
    TrustLevel.AGENCY_SIGNED_COPY,
)


def review_examples() -> Iterator[Example]:
    """Review and seal."""
    open_facts = review_facts(PAGES, dossier(), (("held-1", HELD),))
    yield Example(
        "review-nothing",
        Place.REVIEW,
        ReviewScreen(
            summary=words("Review", "Chưa chọn hồ sơ. Hãy tiếp nhận hồ sơ mới hoặc mở hồ sơ từ Việc hôm nay.")
        ),
    )
    yield Example("review-findings", Place.REVIEW, _review(open_facts, "chung-sinh"))
    condition = replace(
        _review(open_facts, "ket-hon"), ground=Ground.CONDITION_NOT_MET, reason="Mẹ đăng ký cho con ngoài giá thú"
    )
    yield Example("review-condition", Place.REVIEW, condition)
    whole = (page(1, "to-khai"), page(2, "to-khai", blank=True), page(3, "chung-sinh"))
    reuse = ReuseEntry(
        paper_type="ket-hon",
        title=HELD.paper.title,
        file=HELD.paper.file,
        source=HELD.paper.source,
        trust_level=HELD.trust,
    )
    ready = review_facts(whole, dossier(reused=(reuse,)))
    yield Example("review-ready", Place.REVIEW, _review(ready, "ket-hon"))
    sealing = Note(words("Review", "Đang chốt hồ sơ và ký từng giấy tờ…"), Tone.ACCENT)
    yield Example("review-sealing", Place.REVIEW, replace(_review(ready, "to-khai"), busy=True, status=sealing))
    granted = ExceptionEntry(
        paper_type="ket-hon",
        title="Giấy chứng nhận kết hôn của cha, mẹ",
        ground=Ground.CONDITION_NOT_MET,
        reason="Mẹ đăng ký cho con ngoài giá thú",
        granted_by="c-1",
    )
    sealed = review_facts(whole, dossier(State.SEALED, exceptions=(granted,)))
    said = words("Review", "Đã chốt hồ sơ {code}. Hồ sơ sẽ tự gửi về tỉnh.").fill(code=CODE)
    yield Example("review-sealed", Place.REVIEW, replace(_review(sealed, "ket-hon"), status=Note(said, Tone.GOOD)))


def _review(facts: ReviewFacts, chosen: str) -> ReviewScreen:
    is_open = facts.dossier.state is State.RECEIVED
    return ReviewScreen(
        head=dossier_head(facts.dossier, facts.procedure, Step.REVIEW),
        requirements=requirement_lines(facts),
        chosen=chosen,
        detail=requirement_detail(facts, chosen, can_decide=is_open),
        open_points=point_lines(facts) if is_open else (),
        can_seal=is_open and facts.review.can_seal,
        sealed=not is_open,
        summary=review_summary(facts),
    )


def _row(number: int, name: str, procedure: str, state: State, due_in_days: int | None, where: Where) -> QueueRow:
    received = NOW - timedelta(days=max(0, 3 - number % 4), minutes=11 * number)
    due = None if due_in_days is None else (NOW + timedelta(days=due_in_days)).replace(hour=17, minute=0)
    return QueueRow(
        dossier_id=DossierId(f"d-{number}"),
        code=f"H09.08-{received:%y%m%d}-{40 - number:04d}",
        provisional=False,
        applicant=name,
        procedure=procedure,
        state=state,
        received_at=received,
        due_at=due,
        clock_stopped=state is State.SUPPLEMENT,
        changed_at=received,
        receiving_unit=UnitCode("H09.08"),
        competent_unit=UnitCode("H09.08"),
        holder=UnitCode("H09.08"),
        window="03",
        clerk="c-1",
        result_by="window",
        delivery=Delivery(where, 0, 0, 0),
        troubles=0,
        cursor=str(number),
    )


QUEUE = (
    _row(1, "Trần Văn Hải", "1.013831", State.PROCESSING, -2, Where.PROVINCE),
    _row(2, "Nguyễn Thị Ngọc Ánh", "1.001193", State.RECEIVED, 0, Where.WINDOW),
    _row(3, "Phạm Quốc Bảo", "2.000815", State.SEALED, 0, Where.ON_THE_WAY),
    _row(4, "Võ Thị Kim Liên", "1.004873", State.RESULT_READY, 1, Where.PROVINCE),
    _row(5, "Đặng Hoàng Phúc", "1.004873", State.PROCESSING, 3, Where.PROVINCE),
    _row(6, "Huỳnh Thị Thu Trang", "1.013831", State.SUPPLEMENT, 6, Where.PROVINCE),
    _row(7, "Bùi Đức Thịnh", "2.000815", State.RETURNED, 0, Where.PROVINCE),
    _row(8, "Ngô Gia Hân", "1.013831", State.FINANCIAL_DUTY, 9, Where.BRANCH),
)


def day_examples() -> Iterator[Example]:
    """My day."""
    values = (3, 12, 2, 4, 1, 5)
    figures = tuple(
        Figure(kind.key, kind.title, value, kind.tone) for kind, value in zip(KINDS, values, strict=True)
    )
    base = DayScreen(greeting=words("Day", "Chào {name}").fill(name=CLERK), figures=figures)
    rows = tuple(queue_line(row, TODAY, title_of) for row in QUEUE)
    opens = words("Day", "Quét tiếp")
    yield Example("day", Place.DAY, replace(base, rows=rows, chosen="d-2", open_title=opens), _strip(3, 2, 118, 0))
    nothing = words("Day", "Không tìm thấy hồ sơ nào")
    hint = words("Day", "Bấm Ctrl + N để tiếp nhận hồ sơ mới.")
    yield Example(
        "day-not-found",
        Place.DAY,
        replace(base, query="le van x", empty_title=nothing, empty_detail=hint),
        _strip(14, 3, 118, 190),
    )


def troubles_examples() -> Iterator[Example]:
    """The list of what needs a person."""
    entries = (
        (Trouble("t-1", "gate_not_met", {}, "d-1", "a-1", NOW - timedelta(hours=2)), dossier()),
        (
            Trouble("t-2", "paper_unsigned", {"paper": "Giấy chứng sinh"}, "d-1", "a-2", NOW - timedelta(days=1)),
            dossier(State.SEALED),
        ),
        (Trouble("t-3", "schema_too_old", {}, "", "a-3", NOW - timedelta(days=2)), None),
    )
    rows = tuple(trouble_row(trouble, made, NOW, title_of) for trouble, made in entries)
    summary_text = words("Troubles", "Những việc chương trình không tự làm được, cũ nhất ở trên.")
    yield Example("troubles", Place.TROUBLES, TroublesScreen(rows=rows, summary=summary_text))
    yield Example("troubles-none", Place.TROUBLES, TroublesScreen())


def results_examples() -> Iterator[Example]:
    """Results."""
    waiting = tuple(
        result_line(row.dossier_id, row.applicant, row.code, title_of(row.procedure), row.state)
        for row in QUEUE[3:5]
    )
    base = ResultsScreen(
        relations=RELATIONS, found=waiting, hint=words("Results", "Kết quả đang chờ trả: {count}").fill(count=2)
    )
    yield Example("results", Place.RESULTS, base)
    result = Result("KQ1", "Giấy khai sinh số 311/2026", "f" * 64, 120_000, signed=True)
    ready = dossier(State.RESULT_READY, result=result, fees=(Fee("Lệ phí", 0, paid=True),))
    detail = result_detail(ready, BIRTH.title, can_hand_over=True, can_rate=False)
    shown = replace(base, detail=detail, receiver=ready.applicant.name, id_number=ready.applicant.id_number)
    yield Example("results-hand-over", Place.RESULTS, replace(shown, preview=True))
    missing = words("Results", "Hãy nhập họ tên người nhận.")
    yield Example("results-receiver", Place.RESULTS, replace(shown, receiver="", receiver_note=missing))
    given = replace(ready, state=State.RETURNED, handed_over_at=NOW, receiver_name=ready.applicant.name)
    detail = result_detail(given, BIRTH.title, can_hand_over=False, can_rate=True)
    thanks = words("Results", "Đã trả kết quả cho {name}. Mời người dân đánh giá.").fill(name=given.receiver_name)
    yield Example(
        "results-rating",
        Place.RESULTS,
        replace(shown, detail=detail, status=Note(thanks, Tone.GOOD), preview=True),
    )


def _strip(window: int, way: int, province: int, minutes_ago: int) -> StripScreen:
    state = SyncState(
        acts_unsent=window,
        files_unsent=0,
        bytes_unsent=0,
        dossiers_at_window=window,
        dossiers_on_the_way=way,
        dossiers_at_branch=0,
        dossiers_at_province=province,
        last_contact=NOW - timedelta(minutes=minutes_ago),
        troubles_open=3,
    )
    return strip_screen(state, NOW)


def examples() -> tuple[Example, ...]:
    """Every example, in the order of a clerk's day."""
    return (
        *sign_in_examples(),
        *day_examples(),
        *intake_examples(),
        *capture_examples(),
        *review_examples(),
        *results_examples(),
        *troubles_examples(),
    )
