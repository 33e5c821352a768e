"""The look: colours and sizes named by what they are for, one style sheet made from them.

Light and dark are two sets of the same names. Every pair of text and ground that the style sheet uses keeps a
contrast of at least 4.5 to 1 (checked by a test). Sizes are device-independent pixels; the system's scaling of
100-200 % is Qt's affair.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QImage,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

from counter_app.ui.presenters.screens import Tone


class Mode(StrEnum):
    """Which of the two looks."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one look."""

    ground: str
    surface: str
    sunken: str
    line: str
    line_strong: str
    ink: str
    ink_soft: str
    ink_faint: str
    accent: str
    accent_hover: str
    accent_soft: str
    accent_ink: str
    on_accent: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    neutral_soft: str
    rail: str
    rail_active: str
    rail_ink: str
    rail_soft: str
    mat: str


LIGHT = Tokens(
    ground="#F3F5F7",
    surface="#FFFFFF",
    sunken="#F8F9FB",
    line="#DFE4E9",
    line_strong="#8A97A4",
    ink="#16202A",
    ink_soft="#4A5764",
    ink_faint="#647180",
    accent="#0B5CAD",
    accent_hover="#094B8E",
    accent_soft="#E6F0FA",
    accent_ink="#0A4F95",
    on_accent="#FFFFFF",
    good="#19703D",
    good_soft="#E4F3EA",
    warn="#855000",
    warn_soft="#FCF1DD",
    bad="#AE2318",
    bad_soft="#FCEAE8",
    neutral_soft="#EBEFF3",
    rail="#11263C",
    rail_active="#1F3C5A",
    rail_ink="#FFFFFF",
    rail_soft="#B4C3D3",
    mat="#D9DFE5",
)

DARK = Tokens(
    ground="#10151B",
    surface="#19212A",
    sunken="#141B22",
    line="#2C3743",
    line_strong="#6B7A89",
    ink="#E8EDF2",
    ink_soft="#AFBBC7",
    ink_faint="#8E9BA8",
    accent="#6FB1FF",
    accent_hover="#93C5FF",
    accent_soft="#1A324B",
    accent_ink="#9CCBFF",
    on_accent="#07131F",
    good="#66CE92",
    good_soft="#163324",
    warn="#E9B454",
    warn_soft="#382A10",
    bad="#FF9085",
    bad_soft="#401D1A",
    neutral_soft="#26303B",
    rail="#0B1016",
    rail_active="#1C2B3B",
    rail_ink="#FFFFFF",
    rail_soft="#A6B4C2",
    mat="#0B0F14",
)

INSTALLED = "look"
"""The application remembers which look it wears: putting on the same once more costs nothing."""

GAP = 8
"""The step of every distance: 4 is half a step, 16 and 24 are two and three."""


def tone_colours(tokens: Tokens, tone: Tone) -> tuple[str, str]:
    """Ink and ground of a mark."""
    match tone:
        case Tone.NEUTRAL:
            return tokens.ink_soft, tokens.neutral_soft
        case Tone.ACCENT:
            return tokens.accent_ink, tokens.accent_soft
        case Tone.GOOD:
            return tokens.good, tokens.good_soft
        case Tone.WARN:
            return tokens.warn, tokens.warn_soft
        case Tone.BAD:
            return tokens.bad, tokens.bad_soft


class Theme:
    """The look that is installed now; gives icons in its colours.

    One instance serves the whole window. Views ask it for colours at painting time, so that a change of look
    needs a repaint and nothing else.
    """

    def __init__(self, resources: Path) -> None:
        self._resources = resources
        self._icons: dict[tuple[str, str, int], QPixmap] = {}
        self._sources: dict[str, str] = {}
        self.mode = Mode.LIGHT
        self.tokens = LIGHT

    def install(self, mode: Mode | None = None) -> None:
        """Give the running application this look; None follows the system's."""
        self.mode = mode or system_mode()
        self.tokens = DARK if self.mode is Mode.DARK else LIGHT
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            raise TypeError("a look needs a running QApplication")
        if application.property(INSTALLED) == self.mode.value:
            return
        application.setPalette(_palette(self.tokens))
        template = Template((self._resources / "styles" / "counter.qss").read_text("utf-8"))
        marks = (self._resources / "styles").as_posix()
        application.setStyleSheet(template.substitute(asdict(self.tokens), marks=marks, mode=self.mode))
        application.setProperty(INSTALLED, self.mode.value)

    def colour(self, tone: Tone) -> tuple[QColor, QColor]:
        """Ink and ground of a mark as colours."""
        ink, ground = tone_colours(self.tokens, tone)
        return QColor(ink), QColor(ground)

    def picture(self, name: str, colour: str, size: int) -> QPixmap:
        """The icon ``resources/icons/<name>.svg`` in this colour, sharp on this screen."""
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        pixels = round(size * ratio)
        key = (name, colour, pixels)
        found = self._icons.get(key)
        if found is None:
            found = QPixmap.fromImage(self._drawn(name, colour, pixels))
            found.setDevicePixelRatio(ratio)
            self._icons[key] = found
        return found

    def icon(self, name: str, colour: str | None = None, size: int = 18) -> QIcon:
        """The icon for a button, with a fainter form for the disabled state."""
        icon = QIcon(self.picture(name, colour or self.tokens.ink_soft, size))
        icon.addPixmap(self.picture(name, self.tokens.line_strong, size), QIcon.Mode.Disabled)
        return icon

    def _drawn(self, name: str, colour: str, pixels: int) -> QImage:
        source = self._sources.get(name)
        if source is None:
            source = (self._resources / "icons" / f"{name}.svg").read_text("utf-8")
            self._sources[name] = source
        sized = source.replace("currentColor", colour).replace(
            'width="24" height="24"', f'width="{pixels}" height="{pixels}"', 1
        )
        image = QImage.fromData(QByteArray(sized.encode("utf-8")))
        if image.isNull():
            raise FileNotFoundError(f"icon {name} cannot be drawn")
        wanted = QSize(pixels, pixels)
        if image.size() != wanted:
            image = image.scaled(
                wanted, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        return image


def system_mode() -> Mode:
    """Dark when the system asks for it."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return Mode.DARK if scheme is Qt.ColorScheme.Dark else Mode.LIGHT


def load_font(application: QApplication, resources: Path) -> None:
    """Use the face that is delivered with the program: the same measures at every window.

    It has every Vietnamese letter, which the faces of an old system may not.
    """
    families: list[str] = []
    for file in sorted((resources / "fonts").glob("Inter-*.otf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families += QFontDatabase.applicationFontFamilies(number)
    if not families:
        raise FileNotFoundError(f"{resources / 'fonts'} has no face for the window")
    font = QFont(families[0])
    font.setPixelSize(14)
    application.setFont(font)


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.ground,
        QPalette.ColorRole.WindowText: tokens.ink,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.sunken,
        QPalette.ColorRole.Text: tokens.ink,
        QPalette.ColorRole.PlaceholderText: tokens.ink_faint,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.ink,
        QPalette.ColorRole.ToolTipBase: tokens.ink,
        QPalette.ColorRole.ToolTipText: tokens.surface,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Accent: tokens.accent,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.Mid: tokens.line,
        QPalette.ColorRole.Dark: tokens.line_strong,
        QPalette.ColorRole.Light: tokens.surface,
        QPalette.ColorRole.Midlight: tokens.line,
        QPalette.ColorRole.Shadow: tokens.line_strong,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.ink_faint))
    return palette
