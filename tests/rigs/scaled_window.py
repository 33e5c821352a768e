"""Shows every example on a screen scaled by ``QT_SCALE_FACTOR`` and prints what is cut: a process of its own.

``python -m tests.rigs.scaled_window LANGUAGE``; one JSON object, example -> texts that do not fit.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from counter_app.ui.application import make_application
from counter_app.ui.gallery import examples
from counter_app.ui.stage import Stage
from counter_app.ui.theme import Mode, Theme
from counter_app.ui.translation import Language, Speaker
from tests.rigs.ui_eyes import cut_texts

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SMALL = (1366, 768)


def main(language: str) -> None:
    application = make_application(RESOURCES, drawn_into_memory=True)
    theme = Theme(RESOURCES)
    Speaker(RESOURCES / "i18n").speak(Language(language))
    theme.install(Mode.LIGHT)
    stage = Stage(theme)
    stage.window.resize(*SMALL)
    stage.window.show()
    found: dict[str, list[str]] = {}
    for example in examples():
        stage.show(example)
        for _ in range(4):
            QApplication.processEvents()
        cut = cut_texts(stage.window)
        if cut:
            found[example.name] = cut
    told = {"ratio": stage.window.devicePixelRatioF(), "cut": found}
    stage.close()
    del application
    print(json.dumps(told, ensure_ascii=False))  # noqa: T201 - this is its answer


if __name__ == "__main__":
    main(sys.argv[1])
