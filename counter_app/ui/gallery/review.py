"""Examples of review and seal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter_app.contract.manifest import ExceptionEntry, ReuseEntry
from counter_app.contract.moves import State
from counter_app.domain.checks import Ground
from counter_app.ui.gallery.cases import HELD, PAGES, dossier, page, review_facts
from counter_app.ui.gallery.example import CODE, Example
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.review_screen import ReviewScreen
from counter_app.ui.presenters.review_wording import (
    ReviewFacts,
    point_lines,
    requirement_detail,
    requirement_lines,
    review_summary,
)
from counter_app.ui.presenters.saying import dossier_head
from counter_app.ui.presenters.screens import Note, Step, Tone
from counter_app.ui.words import words


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
