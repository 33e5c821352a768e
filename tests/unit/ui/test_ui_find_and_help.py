"""Finding from anywhere, and help that knows every place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from counter_app.contract.moves import State
from counter_app.domain.errors import TryLater
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.find import FindPresenter, FindScreen
from counter_app.ui.presenters.help import EVERYWHERE, GUIDE, help_for
from counter_app.ui.presenters.places import Place
from tests.contract.test_store_pages import READING
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RunLater, RunNow


@dataclass
class Finder:
    """Remembers what the finder showed."""

    screens: list[FindScreen] = field(default_factory=list)
    closed: int = 0

    def show_screen(self, screen: FindScreen) -> None:
        self.screens.append(screen)

    def close_finder(self) -> None:
        self.closed += 1

    @property
    def names(self) -> list[str]:
        return [str(line.title) for line in self.screens[-1].found]


def test_letters_find_dossiers_and_enter_goes_on_where_they_stand(
    counter: CounterOfTests, desk: Desk, visited: list[Place]
) -> None:
    dossier = counter.desk.receive("Trần Văn Hải")
    counter.desk.receive("Nguyễn Thị Ánh")
    view = Finder()
    presenter = FindPresenter(view, RunNow(), desk, counter.for_find())

    presenter.query_edited("tran van h")
    presenter.chosen("")

    assert view.names == ["Trần Văn Hải"]
    assert (visited, desk.dossier_id, view.closed) == ([Place.CAPTURE], dossier.dossier_id, 1)


def test_words_on_a_page_are_shown_where_they_stand(counter: CounterOfTests, desk: Desk) -> None:
    dossier = counter.desk.receive("Trần Văn Hải")
    page_id = counter.desk.add_page(dossier.dossier_id, "to-khai")
    with counter.desk.store.open_work() as work:
        page = work.pages.get(page_id)
        assert page is not None
        work.pages.put(replace(page, reading=READING))
        work.commit()
    word = READING.lines[0].words[0].text
    view = Finder()

    FindPresenter(view, RunNow(), desk, counter.for_find()).query_edited(word)

    line = view.screens[-1].found[0]
    assert READING.lines[0].text in str(line.detail)
    assert line.icon == "paper"


def test_an_older_answer_never_replaces_a_newer_one(counter: CounterOfTests, desk: Desk) -> None:
    counter.desk.receive("Trần Văn Hải")
    counter.desk.receive("Nguyễn Thị Ánh")
    view, later = Finder(), RunLater()
    presenter = FindPresenter(view, later, desk, counter.for_find())

    presenter.query_edited("hai")
    presenter.query_edited("anh")
    later.answer(1)
    later.answer(0)

    assert view.names == ["Nguyễn Thị Ánh"]


def test_nothing_found_says_what_else_to_try(counter: CounterOfTests, desk: Desk, visited: list[Place]) -> None:
    view = Finder()
    presenter = FindPresenter(view, RunNow(), desk, counter.for_find())

    presenter.query_edited("không ai")
    presenter.chosen("")

    assert "Không tìm thấy" in str(view.screens[-1].hint)
    assert visited == []


def test_an_empty_line_finds_nothing_and_invites(counter: CounterOfTests, desk: Desk) -> None:
    counter.desk.receive("Trần Văn Hải")
    view = Finder()
    presenter = FindPresenter(view, RunNow(), desk, counter.for_find())
    presenter.query_edited("hai")

    presenter.query_edited("")

    assert view.names == []
    assert "Gõ mã hồ sơ" in str(view.screens[-1].hint)


def test_a_store_that_does_not_answer_is_said(counter: CounterOfTests, desk: Desk) -> None:
    def busy(_text: str, _limit: int) -> object:
        raise TryLater("store_busy")

    view = Finder()
    services = replace(counter.for_find(), search=busy)  # type: ignore[arg-type]

    FindPresenter(view, RunNow(), desk, services).query_edited("hai")

    assert "đang bận" in str(view.screens[-1].hint)


@pytest.mark.parametrize("place", Place)
def test_every_place_has_help_in_a_few_steps(place: Place) -> None:
    page = help_for(place)

    assert 2 <= len(page.steps) <= 5
    assert all(str(step).endswith(".") for step in page.steps)


def test_the_guide_tells_the_whole_way_of_a_dossier() -> None:
    told = " ".join(map(str, GUIDE.steps))

    assert all(word in told for word in ("thẻ căn cước", "giấy tiếp nhận", "Quét", "chốt", "Cần xử lý"))
    assert GUIDE.keys == EVERYWHERE
    assert State.RECEIVED
