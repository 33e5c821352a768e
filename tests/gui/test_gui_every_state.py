"""Every screen in every state: nothing is cut, everything has a name and is reached by keyboard."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from counter_app.ui.around import Key
from counter_app.ui.gallery import Example, examples
from counter_app.ui.presenters.citizen_screen import CitizenScreen
from counter_app.ui.presenters.find import FindScreen
from counter_app.ui.presenters.help import HelpScreen
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.quick_pin import QuickPinScreen
from counter_app.ui.stage import Stage
from counter_app.ui.theme import Mode, Theme
from counter_app.ui.translation import Language, Speaker
from tests.gui.conftest import SMALL, MakeStage
from tests.rigs.ui_eyes import cut_texts, keys_that_act, layout_of, nameless, unreachable

EXAMPLES = examples()
OVER = (FindScreen, HelpScreen, CitizenScreen, QuickPinScreen)
"""What comes up above a place and leaves the place as it was."""
OF_A_PLACE = next(example for example in EXAMPLES if example.place is not None)
NAMES = [example.name for example in EXAMPLES]


def put_on(stage: Stage, example: Example) -> None:
    stage.show(example)
    for _ in range(4):
        QApplication.processEvents()


@pytest.mark.parametrize("language", Language)
def test_no_text_is_cut_off_on_the_smallest_screen(
    language: Language, make_stage: MakeStage, speaker: Speaker
) -> None:
    speaker.speak(language)
    stage = make_stage()

    cut: dict[str, list[str]] = {}
    for example in EXAMPLES:
        put_on(stage, example)
        found = cut_texts(stage.window)
        if found:
            cut[example.name] = found

    assert cut == {}


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_every_control_has_a_name_and_is_reached_by_keyboard(example: Example, stage: Stage) -> None:
    put_on(stage, example)

    assert nameless(stage.window) == []
    assert unreachable(stage.window) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_no_key_means_two_things(example: Example, stage: Stage) -> None:
    """Qt does nothing at all on a key that two controls claim."""
    put_on(stage, example)

    times = Counter([*keys_that_act(stage.window), *(QKeySequence(key).toString() for key in Key)])

    assert {key for key, number in times.items() if number > 1} == set()


@pytest.mark.parametrize("place", Place)
def test_a_screen_is_laid_out_the_same_whatever_was_shown_before(place: Place, make_stage: MakeStage) -> None:
    of_place = [example for example in EXAMPLES if example.place is place and not isinstance(example.screen, OVER)]
    used = make_stage()
    for example in of_place:
        put_on(used, example)

    moved = []
    for example in of_place:
        fresh = make_stage()
        put_on(fresh, example)
        put_on(used, example)
        before, after = layout_of(fresh.view(place)), layout_of(used.view(place))
        moved += [f"{example.name}: {was} -> {now}" for was, now in zip(before, after, strict=False) if was != now]
        fresh.close()

    assert not moved, moved[:5]


def test_the_window_keeps_to_a_small_screen(stage: Stage) -> None:
    for example in EXAMPLES:
        put_on(stage, example)

    assert stage.window.size().toTuple() == SMALL
    assert stage.window.minimumSizeHint().width() <= SMALL[0]
    assert stage.window.minimumSizeHint().height() <= SMALL[1]


def test_a_narrow_window_keeps_every_place_reachable(make_stage: MakeStage) -> None:
    stage = make_stage()
    stage.window.resize(1000, 600)
    put_on(stage, EXAMPLES[-1])

    assert unreachable(stage.window) == []
    assert stage.window.rail.width() < 100


@pytest.mark.parametrize("mode", Mode)
def test_a_change_of_look_reaches_every_screen(mode: Mode, theme: Theme, make_stage: MakeStage) -> None:
    theme.install(mode)
    stage = make_stage()

    put_on(stage, OF_A_PLACE)
    ground = stage.window.grab().toImage().pixelColor(700, 20)
    theme.install(Mode.LIGHT)

    assert (ground.lightness() < 60) == (mode is Mode.DARK)


def test_a_text_that_is_cut_is_noticed(make_stage: MakeStage) -> None:
    stage = make_stage()
    put_on(stage, OF_A_PLACE)
    stage.window.rail.setFixedWidth(90)

    found = cut_texts(stage.window)

    assert any("Việc hôm nay" in text for text in found)
