"""Speaks: loads the language and turns ``Words`` into text for the screen.

Vietnamese is the source language and needs no file; English is ``resources/i18n/counter_en.qm``.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from counter_app.ui.words import Text, spoken


class Language(StrEnum):
    """The languages of the window, named as their files are."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


def say(text: Text) -> str:
    """The text in the language now installed."""
    return spoken(text, QCoreApplication.translate)


class Speaker:
    """Installs one language at a time into the running application."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._installed: list[QTranslator] = []
        self.language = Language.VIETNAMESE

    def speak(self, language: Language) -> None:
        """From now on ``say`` and ``tr`` speak this language; views built before keep theirs.

        Raises:
            FileNotFoundError: the language file is missing or damaged: a defect of the installation.
        """
        for old in self._installed:
            QCoreApplication.removeTranslator(old)
        self._installed.clear()
        self.language = language
        if language is Language.VIETNAMESE:
            return
        self._install(f"counter_{language}", str(self._folder))
        self._install(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator()
        if not translator.load(name, folder):
            raise FileNotFoundError(f"{folder}/{name}.qm")
        QCoreApplication.installTranslator(translator)
        self._installed.append(translator)
