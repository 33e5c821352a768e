"""Procedures, dossiers and pages that the examples are made of. People, codes and papers are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter_app.contract.acts import Applicant
from counter_app.contract.catalogue import Place as DecidingPlace
from counter_app.contract.messages import PersonPaper
from counter_app.contract.moves import State
from counter_app.contract.organisation import UnitKind
from counter_app.domain.checks import review
from counter_app.domain.dossier import Dossier
from counter_app.domain.fields import FieldName
from counter_app.domain.ids import DossierId, PageId, UnitCode
from counter_app.domain.pages import Box, Finding, FindingKind, Line, PageReading, Word
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
from counter_app.services.paper_fields import FieldRead
from counter_app.services.ports import Page, PageState
from counter_app.services.review import page_facts
from counter_app.ui.gallery.example import CLERK, CODE, NOW
from counter_app.ui.presenters.capture_wording import CaptureFacts
from counter_app.ui.presenters.review_wording import (
    ReviewFacts,
)

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
                    from_page=1,
                    to_page=2,
                ),
                CatalogueFee(
                    code="tu-trang-ba",
                    title="Từ trang thứ ba",
                    kind=FeeKind.CHARGE,
                    text="1.000 đồng/trang",
                    amount_vnd=1000,
                    per=FeeUnit.PAGE,
                    condition="Từ trang thứ ba",
                    from_page=3,
                    most_per_copy_vnd=200_000,
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
LAND_RIGHT = Procedure(
    code="1.012783",
    title="Cấp đổi Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất",
    field="dat-dai",
    level=Level.COMMUNE,
    competent=UnitKind.COMMUNE_COMMITTEE,
    place=DecidingPlace.LAND,
    valid_from=date(2025, 7, 1),
    cases=(
        Case(
            code="thuong",
            title="Thông thường",
            limit=TimeLimit(unit=LimitUnit.WORKING_DAYS, amount=10, text="10 ngày làm việc"),
            papers=(
                PaperRequirement(paper_type="don", title="Đơn đăng ký biến động đất đai", need=PaperNeed.REQUIRED),
                PaperRequirement(
                    paper_type="gcn", title="Bản chính Giấy chứng nhận đã cấp", need=PaperNeed.REQUIRED
                ),
            ),
        ),
    ),
)
LAND = "Đăng ký biến động quyền sử dụng đất do chuyển nhượng, tặng cho, thừa kế"
TITLES = {one.code: one.title for one in (BIRTH, COPIES, MARRIAGE)} | {"1.013831": LAND}


def title_of(code: str) -> str:
    """What the examples' procedures are called."""
    return TITLES.get(code, code)


def unit_title(code: str) -> str:
    """What the examples' units are called."""
    return {"H09.09": "Chi nhánh Dĩ An"}.get(code, code)


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


UNSURE = (
    Line(
        (Word("Bệnh", Box(92, 386, 96, 24), 41.0), Word("viện", Box(200, 386, 90, 24), 96.0)),
        Box(92, 386, 198, 24),
        (92, 406, 290, 406),
    ),
)


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
        lines=UNSURE if findings else (),
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


FIELDS_READ = {
    "chung-sinh": (
        FieldRead(FieldName.NUMBER, "128/CS", confirmed=True, confidence=0.97),
        FieldRead(
            FieldName.CHILD_NAME,
            "Nguyễn Minh Khang",
            confirmed=False,
            confidence=0.93,
            page_id=PageId("page-3"),
            box=Box(92, 386, 198, 24),
        ),
        FieldRead(
            FieldName.BIRTH,
            "2026-11-19",
            confirmed=False,
            confidence=0.61,
            page_id=PageId("page-3"),
            box=Box(92, 430, 120, 24),
            others=("2026-11-18",),
        ),
        FieldRead(FieldName.ISSUER, "", confirmed=False),
    )
}


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
    return ReviewFacts(made, BIRTH.title, seen, pages, held, FIELDS_READ, BIRTH, {"c-1": CLERK})


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
