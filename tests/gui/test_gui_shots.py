"""Screenshots: of every example, and of a running installation without changing it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit

from counter_app.ui.gallery import examples
from counter_app.ui.presenters.places import Place
from counter_app.ui.shots import shoot, shoot_gallery
from counter_app.ui.stage import Stage
from counter_app.ui.theme import Mode
from counter_app.ui.translation import Language
from tests.builders.desk import FORM
from tests.fakes.ui_window import CounterOfTests, parts_of_tests
from tests.gui.conftest import RESOURCES, SMALL

ONE_MANNER = ((Language.VIETNAMESE, Mode.LIGHT),)


@pytest.mark.usefixtures("styled")
def test_every_example_is_drawn(tmp_path: Path) -> None:
    written = shoot_gallery(RESOURCES, tmp_path, manners=ONE_MANNER, sizes=(SMALL,))

    assert [path.name.split(".")[0] for path in written] == [example.name for example in examples()]
    assert {QImage(str(path)).size().toTuple() for path in written} == {SMALL}


@pytest.mark.usefixtures("styled")
def test_an_installation_is_drawn_and_left_as_it_was(tmp_path: Path, counter: CounterOfTests) -> None:
    dossier = counter.desk.receive()
    counter.desk.add_page(dossier.dossier_id, FORM)
    before = counter.desk.store.commits

    written = shoot(
        RESOURCES, parts_of_tests(counter), counter.desk.session, tmp_path, manners=ONE_MANNER, sizes=(SMALL,)
    )
    QApplication.processEvents()

    assert [path.name.split(".")[0] for path in written] == [
        "sign-in",
        *(place for place in Place if place is not Place.SETTINGS),
    ]
    assert counter.desk.store.commits == before


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("sign-in-wrong", "Mật khẩu"),
        ("locked", "Mật khẩu"),
        ("locked-pin", "Mã PIN mở khóa nhanh"),
        ("locked-pin-wrong", "Mã PIN mở khóa nhanh"),
    ],
)
def test_the_cursor_of_an_example_stands_where_the_clerk_types_next(stage: Stage, name: str, field: str) -> None:
    for example in examples():
        stage.show(example)
        if example.name == name:
            break

    focused = QApplication.focusWidget()

    assert isinstance(focused, QLineEdit)
    assert focused.accessibleName() == field
