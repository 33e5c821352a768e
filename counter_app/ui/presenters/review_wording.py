"""Pure steps of the review screen: from the checklist as it stands to what is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from counter_app.contract.moves import State
from counter_app.domain.checks import Ground, Met, OpenKind, OpenPoint, RequirementState, Review
from counter_app.domain.dossier import Dossier
from counter_app.domain.papers import Reusable
from counter_app.domain.procedure import PaperNeed, PaperRequirement, Procedure
from counter_app.services.paper_fields import FieldRead, shown_value
from counter_app.services.ports import Page
from counter_app.ui.presenters.capture_screen import PageMark
from counter_app.ui.presenters.capture_wording import findings_of, version_of
from counter_app.ui.presenters.review_screen import FieldLine, FlaggedPage, Held, RequirementDetail
from counter_app.ui.presenters.saying import FIELDS, GROUNDS, NEEDS, TRUST, open_point_words
from counter_app.ui.presenters.screens import Choice, Line, Mark, Note, Tone
from counter_app.ui.words import Text, words

_MET: dict[Met, tuple[str, Tone, Text]] = {
    Met.BY_SCAN: ("check-circle", Tone.GOOD, words("Review", "Đã quét")),
    Met.BY_REUSE: ("reuse", Tone.GOOD, words("Review", "Dùng bản đã có")),
    Met.BY_EXCEPTION: ("exception", Tone.NEUTRAL, words("Review", "Ngoại lệ")),
    Met.NOT_ASKED: ("circle", Tone.NEUTRAL, words("Review", "Không cần quét")),
    Met.OPEN: ("alert", Tone.WARN, words("Review", "Còn thiếu")),
}


SURE = 80.0
"""Below this confidence a value is said to be doubtful."""


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What the store says about the dossier in work.

    ``held`` are papers that the state already has, ``names`` what the people in its acts are called, by id.
    """

    dossier: Dossier
    procedure: str
    review: Review
    pages: tuple[Page, ...]
    held: tuple[tuple[str, Reusable], ...] = ()
    fields: Mapping[str, tuple[FieldRead, ...]] = field(default_factory=dict)
    source: Procedure | None = None
    """The procedure as in force when the dossier was received."""
    names: Mapping[str, str] = field(default_factory=dict)

    def paper_title(self, paper_type: str) -> str:
        """What a paper is called in this dossier."""
        titles = {one.requirement.paper_type: one.requirement.title for one in self.review.requirements}
        return titles.get(paper_type, paper_type)


def requirement_lines(facts: ReviewFacts) -> tuple[Line, ...]:
    """The checklist."""
    return tuple(_requirement_line(facts, state) for state in facts.review.requirements)


def _requirement_line(facts: ReviewFacts, state: RequirementState) -> Line:
    icon, tone, said = _MET[state.met]
    flagged = any(point.paper_type == state.requirement.paper_type for point in facts.review.open_points)
    if state.met is Met.BY_SCAN and flagged:
        icon, tone, said = "alert", Tone.WARN, words("Review", "Cần xem")
    need = NEEDS[state.requirement.need]
    detail: Text = need
    if state.pages:
        detail = words("Review", "{need} · số trang: {pages}").fill(need=need, pages=len(state.pages))
    return Line(state.requirement.paper_type, state.requirement.title, detail, Mark(said, tone), icon, tone)


def point_lines(facts: ReviewFacts) -> tuple[Line, ...]:
    """What stands in the way, in the order in which the checklist asks."""
    return tuple(
        Line(
            point_key(place, point),
            open_point_words(point, facts.paper_title(point.paper_type)),
            icon="clock" if point.kind is OpenKind.PAGE_NOT_READ_YET else "alert",
            tone=Tone.NEUTRAL if point.kind is OpenKind.PAGE_NOT_READ_YET else Tone.WARN,
        )
        for place, point in enumerate(facts.review.open_points)
    )


def point_key(place: int, point: OpenPoint) -> str:
    """Names an open point within its screen."""
    return f"{place}:{point.kind}:{point.paper_type}:{point.page}:{point.finding}"


def point_of(facts: ReviewFacts, key: str) -> OpenPoint | None:
    """The open point of that name."""
    points = enumerate(facts.review.open_points)
    return next((point for place, point in points if point_key(place, point) == key), None)


def first_to_look_at(facts: ReviewFacts) -> str:
    """The requirement that is shown at first: one with something open, else the first."""
    open_types = [point.paper_type for point in facts.review.open_points if point.paper_type]
    known = [state.requirement.paper_type for state in facts.review.requirements]
    return next((one for one in open_types if one in known), known[0] if known else "")


def requirement_detail(facts: ReviewFacts, key: str, *, can_decide: bool) -> RequirementDetail | None:
    """One requirement: how it stands and what can be done about it; None when there is no such."""
    state = next((one for one in facts.review.requirements if one.requirement.paper_type == key), None)
    if state is None:
        return None
    is_open = can_decide and state.met is Met.OPEN
    accepted = {key, *state.requirement.alternatives}
    held = tuple(
        Held(name, one.paper.title, _held_detail(one))
        for name, one in facts.held
        if one.paper.paper_type in accepted
    )
    return RequirementDetail(
        key=key,
        title=state.requirement.title,
        explanation=_explanation(state.requirement),
        state=_state_note(facts, state),
        pages=_flagged(facts, state),
        held=held if is_open else (),
        grounds=tuple(Choice(ground, GROUNDS[ground]) for ground in grounds_for(state.requirement)),
        can_except=is_open,
        asks_condition=is_open and state.requirement.need is PaperNeed.CONDITIONAL,
        fields=_field_lines(facts, state),
        can_edit=can_decide,
        can_confirm_all=can_decide and bool(unconfirmed(facts, state)),
    )


def unconfirmed(facts: ReviewFacts, state: RequirementState) -> dict[str, dict[str, str]]:
    """What was read on the requirement's papers and nobody confirmed yet: by paper type, by field."""
    found: dict[str, dict[str, str]] = {}
    for paper_type in _types_of(facts, state):
        values = {
            one.field: one.value for one in facts.fields.get(paper_type, ()) if one.value and not one.confirmed
        }
        if values:
            found[paper_type] = {str(name): value for name, value in values.items()}
    return found


def field_key(paper_type: str, one: FieldRead) -> str:
    """Names a field within its dossier."""
    return f"{paper_type}/{one.field}"


def _types_of(facts: ReviewFacts, state: RequirementState) -> tuple[str, ...]:
    own = [page.paper_type for page in facts.pages if page.page_id in state.pages]
    return tuple(dict.fromkeys(own))


def _field_lines(facts: ReviewFacts, state: RequirementState) -> tuple[FieldLine, ...]:
    return tuple(
        _field_line(facts, paper_type, one)
        for paper_type in _types_of(facts, state)
        for one in facts.fields.get(paper_type, ())
    )


def _field_line(facts: ReviewFacts, paper_type: str, one: FieldRead) -> FieldLine:
    page = next((page for page in facts.pages if page.page_id == one.page_id), None)
    note, tone = _field_note(one)
    box = one.box
    return FieldLine(
        field_key(paper_type, one),
        FIELDS[one.field],
        shown_value(one.field, one.value),
        one.confirmed,
        note,
        tone,
        (page.page_id, version_of(page), page.turned_deg) if page is not None else None,
        PageMark(box.left, box.top, box.width, box.height, Tone.ACCENT) if box is not None else None,
        tuple(shown_value(one.field, other) for other in one.others),
    )


def _field_note(one: FieldRead) -> tuple[Text | None, Tone]:
    if one.confirmed:
        return words("Review", "Đã xác nhận"), Tone.GOOD
    if not one.value:
        return words("Review", "Không đọc được, hãy nhập nếu có trên giấy tờ"), Tone.NEUTRAL
    if one.confidence < SURE / 100:
        return words("Review", "Chưa chắc, hãy so với ảnh"), Tone.WARN
    return words("Review", "Đọc từ ảnh, chưa xác nhận"), Tone.NEUTRAL


def grounds_for(requirement: PaperRequirement) -> tuple[Ground, ...]:
    """The grounds on which this paper may go without a scan, the likeliest first."""
    if requirement.need is PaperNeed.CONDITIONAL:
        return (Ground.CONDITION_NOT_MET, *(one for one in Ground if one is not Ground.CONDITION_NOT_MET))
    return tuple(one for one in Ground if one is not Ground.CONDITION_NOT_MET)


def _held_detail(held: Reusable) -> Text:
    issued = held.paper.issued_on
    trust = TRUST[held.trust]
    if not issued:
        return words("Review", "{trust} · nguồn: {source}").fill(trust=trust, source=held.paper.source)
    day = "/".join(reversed(issued.split("-")))
    return words("Review", "{trust} · nguồn: {source} · cấp ngày {day}").fill(
        trust=trust, source=held.paper.source, day=day
    )


def _explanation(requirement: PaperRequirement) -> Text:
    if requirement.condition:
        return words("Review", "{need}: {condition}").fill(
            need=NEEDS[requirement.need], condition=requirement.condition
        )
    return NEEDS[requirement.need]


def _state_note(facts: ReviewFacts, state: RequirementState) -> Note | None:
    paper_type = state.requirement.paper_type
    match state.met:
        case Met.BY_SCAN:
            text = words("Review", "Đã quét, số trang: {pages}.").fill(pages=len(state.pages))
            return Note(text, Tone.GOOD)
        case Met.BY_REUSE:
            reuse = next((one for one in facts.dossier.reused if one.paper_type == paper_type), None)
            source = reuse.source if reuse else ""
            return Note(words("Review", "Dùng bản điện tử đã có. Nguồn: {source}.").fill(source=source), Tone.GOOD)
        case Met.BY_EXCEPTION:
            granted = next((one for one in facts.dossier.exceptions if one.paper_type == paper_type), None)
            if granted is None:
                return None
            ground = GROUNDS.get(Ground(granted.ground), words("Review", "Ngoại lệ"))
            who = facts.names.get(granted.granted_by) or granted.granted_by
            text = words("Review", "{ground}. Lý do: {reason} · Người quyết định: {who}").fill(
                ground=ground, reason=granted.reason, who=who
            )
            return Note(text, Tone.NEUTRAL)
        case Met.OPEN:
            if state.requirement.need is PaperNeed.CONDITIONAL:
                text = words("Review", "Chưa quyết định: quét giấy tờ này, hoặc ghi nhận là không cần.")
            else:
                text = words("Review", "Còn thiếu: quét giấy tờ, dùng bản đã có, hoặc ghi nhận ngoại lệ.")
            return Note(text, Tone.WARN)
        case Met.NOT_ASKED:
            return Note(words("Review", "Giấy tờ này không phải quét."), Tone.NEUTRAL)


def _flagged(facts: ReviewFacts, state: RequirementState) -> tuple[FlaggedPage, ...]:
    numbers = {page.page_id: number for number, page in enumerate(facts.pages, start=1)}
    own: Sequence[Page] = [page for page in facts.pages if page.page_id in state.pages]
    return tuple(
        FlaggedPage(
            page.page_id,
            version_of(page),
            page.turned_deg,
            words("Review", "Trang {number}").fill(number=numbers[page.page_id]),
            found,
        )
        for page in own
        if (found := findings_of(page))
    )


def review_summary(facts: ReviewFacts) -> Text:
    """How far the review is, in one line."""
    if facts.dossier.state is not State.RECEIVED:
        return words("Review", "Hồ sơ đã chốt, không sửa được nữa.")
    left = len(facts.review.open_points)
    if left:
        return words("Review", "Còn phải làm: {left}. Bấm vào từng mục để xử lý.").fill(left=left)
    return words("Review", "Đủ điều kiện để chốt. Sau khi chốt, hồ sơ được gửi về tỉnh khi có mạng.")
