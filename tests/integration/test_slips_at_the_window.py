"""What the day's panel asks of the program, answered by a real counter: store, catalogue, forms, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.bootstrap import Counter, open_counter
from counter_app.commands.window_parts import opened_parts
from counter_app.contract.acts import Applicant
from counter_app.services.register import Intake
from counter_app.services.training import PASSWORD, STAFF
from counter_app.settings import read_settings, training_settings
from counter_app.ui.presenters.day import DayPresenter
from counter_app.ui.presenters.day_screen import DayScreen
from counter_app.ui.presenters.desk import Desk
from tests.fakes.ui_views import RecordingView, RunNow

PNG = b"\x89PNG"


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    told = {"COUNTER_APP_PROFILE": str(tmp_path / "counter"), "COUNTER_APP_KEY_HOME": "file"}
    opened = open_counter(training_settings(read_settings(told, machine={})))
    yield opened
    opened.close()


def test_a_dossier_is_refused_and_the_register_printed(counter: Counter) -> None:
    parts = opened_parts(counter)
    session = parts.sign_in(STAFF[0][0], PASSWORD)
    desk = Desk(lambda _place: None)
    desk.sit_down(session)
    case = next(one for one in parts.intake.procedures() if one.code == "1.004873").cases[0].code
    intake = Intake(applicant=Applicant(name="Nguyễn Văn Tập"), procedure="1.004873", case=case)
    dossier = counter.register(counter.register.begin(), intake, session)
    view: RecordingView[DayScreen] = RecordingView()
    day = DayPresenter(view, RunNow(), desk, parts.day)

    day.start()
    day.row_chosen(dossier.dossier_id)
    day.deeds_wanted()
    day.deeds.text_edited("reason", "Không thuộc phạm vi giải quyết")
    day.deeds.do_wanted()
    day.deeds.deed_chosen("register")
    day.deeds.do_wanted()

    after = counter.store.queries.dossier(dossier.dossier_id)
    assert after is not None
    assert after.ground == "Không thuộc phạm vi giải quyết"
    assert [all(page.startswith(PNG) for page in pages) for pages in view.printed] == [True, True]
