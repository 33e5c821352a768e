"""Review and seal: what stands in the way is said, what may be decided is offered, and sealing closes it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.contract.messages import ClerkRecord, PersonPaper
from counter_app.contract.moves import State
from counter_app.domain.checks import Ground
from counter_app.domain.ids import DossierId
from counter_app.domain.pages import Box, Finding, FindingKind, Word
from counter_app.domain.pages import Line as TextLine
from counter_app.domain.papers import Reusable, TrustLevel
from counter_app.ui.presenters.capture_screen import PageMark
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.review import ReviewPresenter
from counter_app.ui.presenters.review_screen import FieldLine, ReviewScreen
from counter_app.ui.presenters.review_wording import ReviewFacts
from counter_app.ui.presenters.screens import Step, Tone
from tests.builders.desk import FORM
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RecordingView, RunLater, RunNow

BLURRED = Finding(FindingKind.BLURRED, 0.2, 0.5)


class Bench:
    """A review presenter with a dossier on it."""

    def __init__(self, counter: CounterOfTests, desk: Desk, tasks: RunNow | RunLater) -> None:
        self.counter = counter
        self.view: RecordingView[ReviewScreen] = RecordingView()
        self.dossier_id = counter.desk.receive().dossier_id
        desk.take_up(self.dossier_id)
        self.presenter = ReviewPresenter(self.view, tasks, desk, counter.for_review())

    @property
    def screen(self) -> ReviewScreen:
        return self.view.now

    def decide_conditions(self) -> None:
        """Say of every conditional paper that it is not needed."""
        for line in self.screen.requirements:
            self.presenter.requirement_chosen(line.key)
            if self.screen.detail is not None and self.screen.detail.asks_condition:
                self.presenter.ground_picked(Ground.CONDITION_NOT_MET)
                self.presenter.reason_edited("Chưa từng kết hôn")
                self.presenter.except_wanted()


@pytest.fixture
def bench(counter: CounterOfTests, desk: Desk, now: RunNow) -> Bench:
    return Bench(counter, desk, now)


def test_without_a_dossier_there_is_nothing_to_seal(counter: CounterOfTests, desk: Desk, now: RunNow) -> None:
    view: RecordingView[ReviewScreen] = RecordingView()

    ReviewPresenter(view, now, desk, counter.for_review()).start()

    assert view.now.head is None
    assert not view.now.can_seal


def test_what_is_missing_stands_first_and_is_shown(bench: Bench) -> None:
    bench.presenter.start()

    assert bench.screen.chosen == FORM
    assert str(bench.screen.open_points[0].title).startswith("Chưa có: ")
    assert not bench.screen.can_seal


def test_a_scanned_paper_is_met(bench: Bench) -> None:
    bench.counter.desk.add_page(bench.dossier_id, FORM)

    bench.presenter.start()

    line = bench.screen.requirements[0]
    assert (line.tone, str(line.mark.text if line.mark else "")) == (Tone.GOOD, "Đã quét")


def test_a_finding_keeps_the_dossier_open_until_somebody_accepts_it(bench: Bench) -> None:
    page = bench.counter.desk.add_page(bench.dossier_id, FORM, BLURRED)
    bench.presenter.start()
    bench.decide_conditions()
    bench.presenter.requirement_chosen(FORM)
    before = bench.screen

    bench.presenter.accept_wanted(page, FindingKind.BLURRED)

    assert not before.can_seal
    assert before.detail is not None
    assert [flagged.key for flagged in before.detail.pages] == [page]
    assert bench.screen.can_seal


def test_an_exception_needs_ground_and_reason(bench: Bench) -> None:
    bench.presenter.start()
    bench.presenter.requirement_chosen(bench.screen.requirements[1].key)

    bench.presenter.except_wanted()
    without_ground = bench.screen.status
    bench.presenter.ground_picked(Ground.CONDITION_NOT_MET)
    bench.presenter.except_wanted()

    assert without_ground is None
    assert bench.screen.status is not None
    assert "lý do" in str(bench.screen.status.text)


def test_a_recorded_exception_is_shown_with_its_reason(bench: Bench) -> None:
    bench.presenter.start()
    bench.decide_conditions()

    bench.presenter.requirement_chosen(bench.screen.requirements[1].key)

    detail = bench.screen.detail
    assert detail is not None
    assert detail.state is not None
    assert "Chưa từng kết hôn" in str(detail.state.text)
    assert not detail.can_except


def test_a_ground_that_needs_a_supervisor_is_refused_for_a_clerk(bench: Bench) -> None:
    bench.presenter.start()

    bench.presenter.ground_picked(Ground.SUPERVISOR_WAIVED)
    bench.presenter.reason_edited("bổ sung sau")
    bench.presenter.except_wanted()

    assert bench.screen.status is not None
    assert "phụ trách" in str(bench.screen.status.text)


def test_a_paper_that_the_state_holds_stands_in(counter: CounterOfTests, desk: Desk, now: RunNow) -> None:
    held = Reusable(
        PersonPaper(
            paper_type=FORM,
            title="Tờ khai điện tử",
            file="0" * 64,
            size_bytes=9,
            source="Kho dữ liệu",
            trust_level="born_digital_signed",
            issued_on="2026-01-31",
        ),
        TrustLevel.BORN_DIGITAL_SIGNED,
    )

    def facts(dossier_id: DossierId) -> ReviewFacts:
        return replace(counter.review_facts(dossier_id), held=(("h1", held),))

    bench = Bench(counter, desk, now)
    bench.presenter = ReviewPresenter(bench.view, now, desk, replace(counter.for_review(), facts=facts))
    bench.presenter.start()
    offered = bench.screen.detail

    bench.presenter.reuse_wanted("h1")

    assert offered is not None
    assert "31/01/2026" in str(offered.held[0].detail)
    assert (
        str(bench.screen.requirements[0].mark.text if bench.screen.requirements[0].mark else "")
        == "Dùng bản đã có"
    )


def test_sealing_closes_the_dossier_and_says_what_comes_next(bench: Bench) -> None:
    bench.counter.desk.add_page(bench.dossier_id, FORM)
    bench.presenter.start()
    bench.decide_conditions()

    bench.presenter.seal_wanted()

    dossier = bench.counter.queries.dossier(bench.dossier_id)
    assert dossier is not None
    assert dossier.state is State.SEALED
    assert bench.screen.sealed
    assert bench.screen.head is not None
    assert bench.screen.head.step is Step.SENT
    assert "tự gửi về tỉnh" in str(bench.screen.status.text if bench.screen.status else "")


def test_a_dossier_with_open_points_is_never_offered_for_sealing(bench: Bench) -> None:
    bench.presenter.start()

    bench.presenter.seal_wanted()

    dossier = bench.counter.queries.dossier(bench.dossier_id)
    assert dossier is not None
    assert dossier.state is State.RECEIVED


def test_a_page_that_came_while_sealing_is_asked_about(
    counter: CounterOfTests, desk: Desk, later: RunLater
) -> None:
    bench = Bench(counter, desk, later)
    counter.desk.add_page(bench.dossier_id, FORM)
    bench.presenter.start()
    later.answer_all()
    for line in bench.screen.requirements[1:3]:
        counter.desk.grant_exception(bench.dossier_id, line.key, Ground.CONDITION_NOT_MET, "không", desk.session)
    bench.presenter.dossier_event(bench.dossier_id)
    later.answer_all()

    bench.presenter.seal_wanted()
    counter.desk.add_page(bench.dossier_id, "")
    later.answer_all()

    assert bench.screen.status is not None
    assert not bench.screen.busy
    assert not bench.screen.sealed


def test_an_open_point_leads_to_where_it_can_be_mended(bench: Bench, visited: list[Place]) -> None:
    bench.counter.desk.add_page(bench.dossier_id, "")
    bench.presenter.start()
    loose = next(line for line in bench.screen.open_points if "chưa xếp" in str(line.title))
    missing = bench.screen.open_points[1]

    bench.presenter.point_opened(missing.key)
    chosen = bench.screen.chosen
    bench.presenter.point_opened(loose.key)

    assert chosen == bench.screen.requirements[1].key
    assert visited == [Place.CAPTURE]


def test_what_was_typed_for_one_paper_is_not_carried_to_another(bench: Bench) -> None:
    bench.presenter.start()
    bench.presenter.ground_picked(Ground.PLAIN_COPY)
    bench.presenter.reason_edited("lý do một")

    bench.presenter.requirement_chosen(bench.screen.requirements[1].key)

    assert (bench.screen.ground, bench.screen.reason) == ("", "")


def test_one_key_says_that_the_condition_does_not_apply(bench: Bench, desk: Desk) -> None:
    bench.presenter.start()
    conditional = [line.key for line in bench.screen.requirements if shows_condition(bench, line.key)]

    bench.presenter.requirement_chosen(conditional[0])
    bench.presenter.not_needed_wanted()

    dossier = bench.counter.queries.dossier(bench.dossier_id)
    assert dossier is not None
    [granted] = dossier.exceptions
    assert (granted.paper_type, granted.granted_by) == (conditional[0], desk.session.clerk_id)
    assert "Căn cứ: " in granted.reason


def shows_condition(bench: Bench, key: str) -> bool:
    bench.presenter.requirement_chosen(key)
    return bench.screen.detail is not None and bench.screen.detail.asks_condition


def test_a_required_paper_has_no_such_key(bench: Bench) -> None:
    bench.presenter.start()
    bench.presenter.requirement_chosen(FORM)

    bench.presenter.not_needed_wanted()

    dossier = bench.counter.queries.dossier(bench.dossier_id)
    assert dossier is not None
    assert dossier.exceptions == ()


def with_text(bench: Bench, text: str) -> None:
    page_id = bench.counter.desk.add_page(bench.dossier_id, FORM)
    words = tuple(Word(part, Box(10 * place, 40, 9, 8), 96.0) for place, part in enumerate(text.split()))
    line = TextLine(words, Box(0, 40, 200, 8), (0, 48, 200, 48))
    with bench.counter.desk.store.open_work() as work:
        page = work.pages.get(page_id)
        assert page is not None
        assert page.reading is not None
        work.pages.put(replace(page, reading=replace(page.reading, lines=(line,))))
        work.commit()


def field(bench: Bench, name: str) -> FieldLine:
    assert bench.screen.detail is not None
    return next(line for line in bench.screen.detail.fields if line.key == f"{FORM}/{name}")


def test_a_field_stands_beside_the_place_on_the_page_where_it_was_read(bench: Bench) -> None:
    with_text(bench, "Họ và tên người yêu cầu: Nguyễn Thị Ánh")
    bench.presenter.start()

    bench.presenter.requirement_chosen(FORM)

    read = field(bench, "requester")
    assert (read.value, read.confirmed) == ("Nguyễn Thị Ánh", False)
    assert read.picture is not None
    assert read.mark == PageMark(60, 40, 29, 8, Tone.ACCENT)


def test_a_field_is_corrected_and_all_others_are_confirmed_by_one_key(bench: Bench) -> None:
    with_text(bench, "Họ và tên người yêu cầu: Nguyễn Thị Anh")
    bench.presenter.start()
    bench.presenter.requirement_chosen(FORM)

    bench.presenter.field_confirmed(f"{FORM}/holder", "Trần Văn Hải")
    offered = bench.screen.detail is not None and bench.screen.detail.can_confirm_all
    bench.presenter.confirm_all_wanted()

    assert offered
    assert (field(bench, "holder").value, field(bench, "holder").confirmed) == ("Trần Văn Hải", True)
    assert (field(bench, "requester").value, field(bench, "requester").confirmed) == ("Nguyễn Thị Anh", True)
    assert bench.screen.detail is not None
    assert not bench.screen.detail.can_confirm_all


def test_drawing_the_screen_anew_asks_the_province_nothing(bench: Bench) -> None:
    bench.presenter.start()

    for _ in range(3):
        bench.presenter.dossier_event(bench.dossier_id)

    assert bench.counter.looked_up == []


@pytest.mark.parametrize(
    ("granted_by", "said"),
    [("clerk-mai", "Đỗ Thị Mai"), ("clerk-gone", "clerk-gone")],
    ids=["a colleague by name", "somebody unknown by id"],
)
def test_who_decided_an_exception_is_named(
    granted_by: str, said: str, bench: Bench, counter: CounterOfTests
) -> None:
    with counter.desk.store.open_work() as work:
        work.clerks.put(ClerkRecord(clerk_id="clerk-mai", login="mai", name="Đỗ Thị Mai", roles={}, verifier="-"))
        work.commit()
    bench.presenter.start()
    conditional = next(line.key for line in bench.screen.requirements if shows_condition(bench, line.key))
    somebody = replace(counter.desk.session, clerk_id=granted_by)
    counter.desk.grant_exception(
        bench.dossier_id, conditional, Ground.CONDITION_NOT_MET, "Chưa từng kết hôn", somebody
    )

    bench.presenter.dossier_event(bench.dossier_id)
    bench.presenter.requirement_chosen(conditional)

    assert bench.screen.detail is not None
    assert bench.screen.detail.state is not None
    assert str(bench.screen.detail.state.text).endswith(f"Người quyết định: {said}")
