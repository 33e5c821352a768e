"""A held paper is looked at from intake and from review: named at once, shown when it came, or why not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.contract.messages import PersonPaper
from counter_app.domain.errors import LinkDown
from counter_app.domain.ids import DossierId
from counter_app.domain.papers import Reusable, TrustLevel
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.held_look import LookAtHeld, PaperShown
from counter_app.ui.presenters.intake import IntakePresenter
from counter_app.ui.presenters.intake_screen import IntakeScreen
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.review import ReviewPresenter
from counter_app.ui.presenters.review_screen import ReviewScreen
from counter_app.ui.presenters.review_wording import ReviewFacts
from tests.builders.desk import FORM
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_counter_state import CARD
from tests.fakes.ui_views import RecordingView, RunLater, RunNow

PERSON = "074192001234"


def held_paper(file: str = "f") -> PersonPaper:
    return PersonPaper(
        paper_type=FORM,
        title="Giấy chứng sinh số 12",
        file=file,
        size_bytes=10,
        source="Bệnh viện đa khoa",
        trust_level="born_digital_signed",
    )


class Shown:
    """What a look shows, one after another."""

    def __init__(self) -> None:
        self.papers: list[PaperShown | None] = []

    @property
    def now(self) -> PaperShown:
        paper = self.papers[-1]
        assert paper is not None
        return paper


@pytest.fixture
def shown() -> Shown:
    return Shown()


def test_the_paper_is_named_before_it_came(shown: Shown, later: RunLater) -> None:
    look = LookAtHeld(later, fetch=lambda *_asked: b"pdf", render=lambda pdf: (pdf,), show=shown.papers.append)

    look.opened(PERSON, held_paper())
    before = shown.now
    later.answer_all()

    assert (str(before.title), before.pages) == ("Giấy chứng sinh số 12", ())
    assert "Bệnh viện đa khoa" in str(before.detail)
    assert shown.now.pages == (b"pdf",)


def test_a_paper_that_comes_after_it_was_closed_is_not_shown(shown: Shown, later: RunLater) -> None:
    look = LookAtHeld(later, fetch=lambda *_asked: b"pdf", render=lambda pdf: (pdf,), show=shown.papers.append)
    look.opened(PERSON, held_paper())

    look.closed()
    later.answer_all()

    assert shown.papers[-1] is None


def test_a_paper_out_of_reach_is_said(shown: Shown) -> None:
    def fetch(*_asked: str) -> bytes:
        raise LinkDown("no_answer")

    look = LookAtHeld(RunNow(), fetch=fetch, render=lambda pdf: (pdf,), show=shown.papers.append)

    look.opened(PERSON, held_paper())

    assert shown.now.note is not None
    assert shown.now.pages == ()


def test_intake_opens_what_stands_beside_the_card_and_says_why_it_looks(
    counter: CounterOfTests, desk: Desk, visited: list[Place]
) -> None:
    file = counter.desk.vault.put(b"scan")
    counter.held[PERSON] = (held_paper(file),)
    view: RecordingView[IntakeScreen] = RecordingView()
    intake = IntakePresenter(view, RunNow(), desk, counter.for_intake())
    intake.start()
    intake.card_typed(CARD)

    intake.earlier_opened(view.now.held[0].key)
    opened = view.now.opened
    intake.known.look.closed()

    assert opened is not None
    assert opened.pages == (b"scan",)
    assert (PERSON, "Xem giấy tờ: Giấy chứng sinh số 12") in counter.looked_up
    assert view.now.opened is None
    assert visited == []


def test_review_opens_what_may_stand_in(counter: CounterOfTests, desk: Desk) -> None:
    file = counter.desk.vault.put(b"scan")
    dossier = counter.desk.receive()
    desk.take_up(dossier.dossier_id)

    def facts(dossier_id: DossierId) -> ReviewFacts:
        held = Reusable(held_paper(file), TrustLevel.BORN_DIGITAL_SIGNED)
        return replace(counter.review_facts(dossier_id), held=(("h1", held),))

    view: RecordingView[ReviewScreen] = RecordingView()
    review = ReviewPresenter(view, RunNow(), desk, replace(counter.for_review(), facts=facts))
    review.start()

    review.held_opened("h1")

    assert view.now.opened is not None
    assert view.now.opened.pages == (b"scan",)
    assert view.now.detail is not None
