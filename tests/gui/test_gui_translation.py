"""Vietnamese is the source, English is whole: no text outside translation, none forgotten, none stale."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from counter_app.ui.gallery import CLERK, UNIT, WINDOW, examples
from counter_app.ui.problem_sentences import SENTENCES
from tests.gui.conftest import MakeStage
from tests.rigs.translations import QM, TS, collect, compile_to, messages, sources
from tests.rigs.ui_eyes import data_texts, written

PLACE = re.compile(r"{(\w+)}|%\d")
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ]|[\u1ea0-\u1ef9]")
LETTER = re.compile(r"[^\W\d_]")
COMBINATION = re.compile(r"(?:Ctrl|Shift|Alt) \+ \w+")
KEYS = re.compile(r"(?:(?:Ctrl|Shift) \+ )?(?:\bEnter|\bDel|\bEsc|\bPg(?:Up|Dn)|\bF\d\d?|\bUp|\bDown|\b[A-Z])\b")


def test_every_text_of_the_window_stands_in_the_translation_file(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    collect(fresh)

    assert set(messages(TS)) == set(messages(fresh))


def test_no_text_stands_where_the_collecting_tool_cannot_see_it() -> None:
    hidden = [
        path for path in sources() if re.search(r"\bf[\"'][^\n]*\{self\.tr\(", Path(path).read_text("utf-8"))
    ]

    assert hidden == []


def test_no_translation_is_left_unfinished() -> None:
    assert 'type="unfinished"' not in TS.read_text(encoding="utf-8")


def test_every_text_is_translated() -> None:
    unfinished = [name for name, english in messages(TS).items() if not english]

    assert unfinished == []


def test_no_translation_is_left_in_vietnamese() -> None:
    left = [english for english in messages(TS).values() if VIETNAMESE.search(english) and english != "Tiếng Việt"]

    assert left == []


def test_a_translation_has_the_places_of_its_source() -> None:
    wrong = [
        source
        for (_, source), english in messages(TS).items()
        if sorted(PLACE.findall(source)) != sorted(PLACE.findall(english))
    ]

    assert wrong == []


def test_the_compiled_file_is_that_of_the_translation_file(tmp_path: Path) -> None:
    fresh = tmp_path / "counter_en.qm"
    compile_to(fresh)

    assert fresh.read_bytes() == QM.read_bytes()


class Marking(QTranslator):
    """Puts every text that passes through translation between brackets."""

    @override
    def translate(
        self, context: bytes | str, sourceText: bytes | str, disambiguation: object = None, n: int = -1
    ) -> str:
        del context, disambiguation, n
        text = sourceText.decode() if isinstance(sourceText, bytes) else str(sourceText)
        return f"⟦{text}⟧"

    @override
    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def marking(styled: QApplication) -> Marking:
    del styled
    marks = Marking()
    QCoreApplication.installTranslator(marks)
    return marks


def test_no_text_on_any_screen_is_outside_translation(marking: Marking, make_stage: MakeStage) -> None:
    stage = make_stage()
    outside = set()
    # Behind help and the finder stands what the place showed before.
    known = {UNIT, WINDOW, CLERK}
    for example in examples():
        stage.show(example)
        known |= {*data_texts(example.screen), *data_texts(example.strip)}
        for kind, text in written(stage.window):
            rest = COMBINATION.sub("", re.sub(r"⟦.*⟧", "", text))
            for data in sorted(known, key=len, reverse=True):
                rest = rest.replace(data, "") if data else rest
            if LETTER.search(KEYS.sub("", rest)):
                outside.add(f"{kind}: {text}")
    QCoreApplication.removeTranslator(marking)

    assert outside == set()


def test_a_sentence_about_a_problem_ends_as_a_sentence() -> None:
    open_ended = [code for code, said in SENTENCES.items() if not said.source.endswith((".", "{mistake}"))]

    assert open_ended == []
