"""What the checklist of intake already knows: papers that the state holds, conditions, and dossiers twice."""

from __future__ import annotations

import pytest

from counter_app.contract.messages import PersonPaper
from counter_app.domain.checks import Ground
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import LinkDown, Refused
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.intake import IntakePresenter
from counter_app.ui.presenters.intake_screen import IntakeScreen
from counter_app.ui.presenters.screens import Line, Tone
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_counter_state import CARD
from tests.fakes.ui_views import RecordingView, RunLater, RunNow

PERSON, BIRTH = "074192001234", "1.001193"
PROOF, AUTHORITY = "giay-chung-sinh", "van-ban-uy-quyen"
HELD = PersonPaper(
    paper_type=PROOF,
    title="Giấy chứng sinh số 12",
    file="a" * 64,
    size_bytes=10,
    source="Bệnh viện đa khoa",
    trust_level="born_digital_signed",
)


class Form:
    """An intake presenter with its view."""

    def __init__(self, tasks: RunNow | RunLater, desk: Desk, counter: CounterOfTests) -> None:
        self.counter = counter
        self.view: RecordingView[IntakeScreen] = RecordingView()
        self.presenter = IntakePresenter(self.view, tasks, desk, counter.for_intake())
        self.presenter.start()

    @property
    def screen(self) -> IntakeScreen:
        return self.view.now

    def paper(self, key: str) -> Line:
        return next(line for line in self.screen.papers if line.key == key)

    def mark(self, key: str) -> str:
        mark = self.paper(key).mark
        return str(mark.text) if mark else ""

    def dossier(self) -> Dossier:
        return list(self.counter.desk.store.tables.dossiers.values())[-1]


@pytest.fixture
def form(now: RunNow, desk: Desk, counter: CounterOfTests) -> Form:
    counter.held[PERSON] = (HELD,)
    made = Form(now, desk, counter)
    made.presenter.card_typed(CARD)
    made.presenter.procedure_chosen(BIRTH)
    return made


def test_a_paper_that_the_state_holds_stands_beside_the_card_and_in_the_checklist(form: Form) -> None:
    assert [line.title for line in form.screen.held] == [HELD.title]
    assert form.mark(PROOF) == "Đã có"
    assert str(form.paper(PROOF).detail) == "Bản điện tử gốc, có chữ ký số · Bệnh viện đa khoa"


def test_what_is_held_is_recorded_as_reused_with_its_level_of_trust(form: Form) -> None:
    form.presenter.receipt.register_wanted()

    [reuse] = form.dossier().reused
    assert (reuse.paper_type, reuse.file, reuse.trust_level) == (PROOF, HELD.file, "born_digital_signed")


def test_the_clerk_may_ask_for_the_paper_all_the_same(form: Form) -> None:
    form.presenter.known.toggled(PROOF)
    form.presenter.receipt.register_wanted()

    assert form.mark(PROOF) == "Bắt buộc"
    assert form.dossier().reused == ()


def test_one_key_says_that_no_condition_applies_with_a_reason_that_names_the_rule(form: Form, desk: Desk) -> None:
    form.presenter.known.waive_wanted()
    said = form.mark(AUTHORITY)
    form.presenter.receipt.register_wanted()

    [granted] = form.dossier().exceptions
    assert said == "Không cần"
    assert (granted.paper_type, granted.ground) == (AUTHORITY, Ground.CONDITION_NOT_MET)
    assert "Nghị định 123/2015/NĐ-CP" in granted.reason
    assert granted.granted_by == desk.session.clerk_id


def test_nothing_is_waived_that_nobody_decided(form: Form) -> None:
    form.presenter.receipt.register_wanted()

    assert form.dossier().exceptions == ()


def test_the_key_pressed_again_opens_the_conditions_again(form: Form) -> None:
    for _ in range(2):
        form.presenter.known.waive_wanted()

    assert form.mark(AUTHORITY) == "Tùy trường hợp"


def test_a_person_is_looked_up_once_and_the_reason_names_the_procedure(
    now: RunNow, desk: Desk, counter: CounterOfTests
) -> None:
    form = Form(now, desk, counter)
    form.presenter.procedure_chosen(BIRTH)
    form.presenter.card_typed(CARD)
    for _ in range(3):
        form.presenter.field_left("id_number")

    assert counter.looked_up == [(PERSON, "Tiếp nhận hồ sơ: Đăng ký khai sinh")]


def test_without_a_link_it_is_said_and_nobody_is_held_up(now: RunNow, desk: Desk, counter: CounterOfTests) -> None:
    counter.look_up_problem = LinkDown("no_answer")
    form = Form(now, desk, counter)
    form.presenter.card_typed(CARD)

    form.presenter.procedure_chosen(BIRTH)

    assert form.screen.held_note is not None
    assert str(form.screen.held_note.text).startswith("Không có mạng")
    assert form.screen.can_register


def test_a_refusal_of_the_province_is_said_in_its_words(now: RunNow, desk: Desk, counter: CounterOfTests) -> None:
    counter.look_up_problem = Refused("sign_in_failed")
    form = Form(now, desk, counter)

    form.presenter.card_typed(CARD)

    assert form.screen.held_note is not None
    assert form.screen.held_note.tone is Tone.WARN


def test_an_answer_about_the_last_person_is_not_shown_to_the_next(
    later: RunLater, desk: Desk, counter: CounterOfTests
) -> None:
    counter.held[PERSON] = (HELD,)
    form = Form(later, desk, counter)
    form.presenter.card_typed(CARD)
    later.answer()
    form.presenter.next_wanted()

    later.answer_all()

    assert form.screen.held == ()


def test_a_dossier_of_the_same_kind_that_has_not_ended_is_warned_of(form: Form) -> None:
    form.presenter.receipt.register_wanted()
    code = form.dossier().code
    form.presenter.next_wanted()

    form.presenter.card_typed(CARD)
    form.presenter.procedure_chosen(BIRTH)

    assert form.screen.duplicate is not None
    assert code in str(form.screen.duplicate.text)
    assert form.screen.can_register


def test_another_procedure_is_no_duplicate(form: Form) -> None:
    form.presenter.receipt.register_wanted()
    form.presenter.next_wanted()
    form.presenter.card_typed(CARD)

    form.presenter.procedure_chosen("1.004222")

    assert form.screen.duplicate is None
    assert len(form.screen.earlier) == 1


def test_a_held_paper_is_no_dossier_to_be_opened(form: Form, desk: Desk) -> None:
    form.presenter.earlier_opened(form.screen.held[0].key)

    assert desk.dossier_id is None
