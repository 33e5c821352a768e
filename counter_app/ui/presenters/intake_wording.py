"""Pure steps of the intake screen: from what is known to what is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from counter_app.contract.moves import State
from counter_app.domain.copy_fees import copy_fees, counts_pages
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import LinkDown
from counter_app.domain.id_card import CardReading
from counter_app.domain.procedure import (
    Case,
    Fee,
    FeeUnit,
    PaperNeed,
    PaperRequirement,
    Procedure,
    fee_total,
)
from counter_app.services.held_papers import Holdings
from counter_app.services.queries import QueueRow
from counter_app.services.reception_slips import REFUSAL, SUPPLEMENT, GivenSlip
from counter_app.services.register import Preview
from counter_app.ui.formats import day_text, due_words, money_text
from counter_app.ui.presenters.intake_screen import Counting, FeeRow, IntakeScreen, Receipt
from counter_app.ui.presenters.person_form import form_of_person, problems_of_form
from counter_app.ui.presenters.saying import NEEDS, doubt_words, due_text, state_mark
from counter_app.ui.presenters.screens import Choice, Line, Mark, Note, Tone
from counter_app.ui.problems import problem_words
from counter_app.ui.words import Text, words

_SIGNS = {
    PaperNeed.REQUIRED: ("paper", Tone.ACCENT),
    PaperNeed.CONDITIONAL: ("paper", Tone.NEUTRAL),
    PaperNeed.SHOW_ONLY: ("card", Tone.NEUTRAL),
    PaperNeed.SECRET: ("lock", Tone.WARN),
    PaperNeed.MUST_NOT_SCAN: ("exception", Tone.NEUTRAL),
}


def with_card(screen: IntakeScreen, reading: CardReading, *, today: date) -> IntakeScreen:
    """The form filled from a card; telephone and mail stay as typed."""
    form = replace(form_of_person(reading.person), phone=screen.person.phone, email=screen.person.email)
    if reading.doubts:
        said = [doubt_words(doubt) for doubt in reading.doubts]
        note = Note(said[0], Tone.WARN)
    else:
        note = Note(words("Intake", "Đã đọc thẻ căn cước."), Tone.GOOD)
    return replace(screen, person=form, card_note=note, notes=problems_of_form(form, today=today))


def procedure_line(procedure: Procedure) -> Line:
    """A procedure as a line of the list."""
    limit = procedure.cases[0].limit.text
    detail = f"{procedure.code} · {limit}" if limit else procedure.code
    return Line(procedure.code, procedure.title, detail)


def case_screen(screen: IntakeScreen, procedure: Procedure, case: Case) -> IntakeScreen:
    """The screen with this case: its papers, its fees."""
    several = len(procedure.cases) > 1
    read = screen.card_note
    chosen = replace(
        screen,
        # That the card was read has been seen by now; what is odd about it stays.
        card_note=None if read is not None and read.tone is Tone.GOOD else read,
        procedure=procedure_line(procedure),
        cases=tuple(Choice(one.code, one.title) for one in procedure.cases) if several else (),
        case=case.code,
        papers=tuple(paper_line(paper) for paper in case.papers),
        counting=(screen.counting or Counting()) if counts_pages(case) else None,
        fees=() if counts_pages(case) else tuple(_fee_row(fee, case) for fee in case.fees),
        due_note=case.limit.text or None,
    )
    return summed(chosen, case)


def paper_line(paper: PaperRequirement) -> Line:
    """A paper of the checklist, with what is asked of it."""
    icon, tone = _SIGNS[paper.need]
    return Line(
        paper.paper_type, paper.title, _paper_detail(paper), Mark(NEEDS[paper.need], _need_tone(paper)), icon, tone
    )


def _need_tone(paper: PaperRequirement) -> Tone:
    return Tone.ACCENT if paper.need is PaperNeed.REQUIRED else Tone.NEUTRAL


def _paper_detail(paper: PaperRequirement) -> Text | None:
    if paper.condition:
        return paper.condition
    if paper.need is PaperNeed.SHOW_ONLY:
        return None
    if paper.originals and paper.copies:
        return words("Papers", "Bản chính: {originals} · Bản sao: {copies}").fill(
            originals=paper.originals, copies=paper.copies
        )
    if paper.copies:
        return words("Papers", "Bản sao: {copies}").fill(copies=paper.copies)
    return words("Papers", "Bản chính: {originals}").fill(originals=paper.originals) if paper.originals else None


def _fee_row(fee: Fee, case: Case) -> FeeRow:
    """The first line without a condition is taken by itself, else the first; the clerk takes others instead."""
    first = next((one for one in case.fees if not one.condition), case.fees[0])
    amount: Text = words("Fees", "theo mức của tỉnh") if fee.amount_vnd is None else money_text(fee.amount_vnd)
    return FeeRow(
        key=fee.code,
        title=fee.condition or fee.title,
        detail=fee.text,
        amount=amount,
        chosen=first is fee,
        count=1,
        countable=fee.per is not FeeUnit.CASE,
    )


def summed(screen: IntakeScreen, case: Case) -> IntakeScreen:
    """The screen with what the chosen fees come to."""
    by_code = {fee.code: fee for fee in case.fees}
    chosen = tuple((by_code[row.key], row.count) for row in screen.fees if row.chosen)
    total = fee_total(chosen)
    if screen.counting is not None:
        total = sum(amount for _, amount in fees_of(screen, case))
        return replace(screen, fee_total=money_text(total), asks_payment=total != 0)
    if not chosen or total == 0:
        said: Text = words("Fees", "Không thu")
    elif total is None:
        said = words("Fees", "Theo mức của tỉnh")
    else:
        said = money_text(total)
    return replace(screen, fee_total=said, asks_payment=bool(chosen) and total != 0)


def fees_of(screen: IntakeScreen, case: Case) -> tuple[tuple[str, int], ...]:
    """The fee lines to be recorded, with their amounts."""
    if screen.counting is not None:
        lines = copy_fees(case, pages=screen.counting.pages, copies=screen.counting.copies)
        return tuple((fee.title, amount) for fee, amount in lines)
    by_code = {fee.code: fee for fee in case.fees}
    chosen = [(by_code[row.key], row.count) for row in screen.fees if row.chosen]
    return tuple((fee.title, fee.amount_vnd * count) for fee, count in chosen if fee.amount_vnd)


def preview_screen(screen: IntakeScreen, preview: Preview) -> IntakeScreen:
    """The screen with code and appointment as the receipt would say them now."""
    due: Text = words("Intake", "Không hẹn ngày trả") if preview.due_at is None else due_words(preview.due_at)
    note: Text | None = None
    if preview.provisional:
        note = words("Intake", "Mã tạm: quầy chưa được cấp số. Mã chính thức sẽ được đổi khi có mạng.")
    elif preview.competent is not None and preview.competent.beyond:
        note = words("Intake", "Chuyển giải quyết: {unit}").fill(unit=preview.competent.title)
    return replace(screen, code=preview.code, code_note=note, due=due, problem=None)


def earlier_lines(rows: Sequence[QueueRow], title_of: Callable[[str], str]) -> tuple[Line, ...]:
    """A person's earlier dossiers, newest first."""
    return tuple(
        Line(
            row.dossier_id,
            title_of(row.procedure),
            words("Intake", "{code} · nhận ngày {day}").fill(code=row.code, day=day_text(row.received_at.date())),
            state_mark(row.state),
            "paper",
        )
        for row in rows
    )


_ENDED = frozenset({State.RETURNED, State.REFUSED, State.WITHDRAWN, State.STOPPED})
HELD_KEY = "held:"
"""Begins the keys of papers among a person's earlier dossiers."""

SLIP_KEY = "slip:"
"""Begins the keys of slips that the person was given at reception."""

SLIPS = {
    SUPPLEMENT: words("Intake", "Phiếu yêu cầu bổ sung số {number}"),
    REFUSAL: words("Intake", "Phiếu từ chối số {number}"),
}


def slip_lines(slips: Sequence[GivenSlip], request_of: Callable[[GivenSlip], str]) -> tuple[Line, ...]:
    """What the person was given at reception before, the newest first: what was asked for, and why."""
    return tuple(
        Line(
            f"{SLIP_KEY}{one.act_id}",
            SLIPS[one.said.slip].fill(number=one.said.number),
            words("Intake", "{request} · ngày {day} · {reason}").fill(
                request=request_of(one), day=day_text(one.at.date()), reason=one.said.reason
            ),
            None,
            "alert",
            Tone.WARN,
        )
        for one in slips
    )


def look_up_purpose(procedure: Procedure | None) -> str:
    """Why the province is asked about a person; it keeps this."""
    return f"Tiếp nhận hồ sơ: {procedure.title}" if procedure is not None else "Tiếp nhận hồ sơ"


def held_note(holdings: Holdings) -> Note | None:
    """What is to be said about the look-up: nothing when the province answered."""
    if holdings.answered:
        return None
    if isinstance(holdings.problem, LinkDown):
        said = words("Intake", "Không có mạng: chỉ tìm trong hồ sơ quầy này đã biết.")
        return Note(said, Tone.NEUTRAL)
    return Note(problem_words(holdings.problem), Tone.WARN) if holdings.problem is not None else None


def duplicate_note(rows: Sequence[QueueRow], procedure: Procedure | None) -> Note | None:
    """A dossier of this person for the same procedure that has not ended."""
    if procedure is None:
        return None
    same = next((row for row in rows if row.procedure == procedure.code and row.state not in _ENDED), None)
    if same is None:
        return None
    said = words("Intake", "Người này đang có hồ sơ cùng thủ tục: {code}, nhận ngày {day}.")
    return Note(said.fill(code=same.code, day=day_text(same.received_at.date())), Tone.WARN)


def lane_note(receipt: Receipt) -> Note:
    """What was done for the person before."""
    said = words("Intake", "Đã in giấy tiếp nhận {code} cho {name} · {fee}.")
    return Note(said.fill(code=receipt.code, name=receipt.applicant, fee=receipt.fee), Tone.GOOD)


def receipt_of(dossier: Dossier, procedure: str, screen: IntakeScreen, pages: int) -> Receipt:
    """What stands in place of the form after registering."""
    note = None
    if dossier.provisional:
        note = Note(
            words("Intake", "Mã tạm. Khi có mã chính thức, chương trình sẽ nhắc in lại giấy tiếp nhận."), Tone.WARN
        )
    return Receipt(
        code=dossier.code,
        applicant=dossier.applicant.name,
        procedure=procedure,
        due=due_text(dossier),
        fee=screen.fee_total,
        note=note,
        pages=pages,
    )


def with_missing(screen: IntakeScreen) -> IntakeScreen:
    """The screen with what is still to be entered, in the order in which it is asked for."""
    missing: list[Text] = []
    if not screen.person.name.strip():
        missing.append(words("Intake", "Còn thiếu người nộp: quét thẻ hoặc nhập họ tên."))
    if screen.procedure is None:
        missing.append(words("Intake", "Còn thiếu thủ tục: gõ tên thủ tục rồi Enter."))
    if any(note.tone is Tone.BAD for note in screen.notes):
        missing.append(words("Intake", "Có ô nhập chưa đúng, hãy sửa ô được đánh dấu."))
    return replace(screen, missing=tuple(missing), can_register=not missing)
