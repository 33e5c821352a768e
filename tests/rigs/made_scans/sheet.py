"""A sheet of paper that text is printed on, and what is written on it, line for line.

Drawn in black on white in millimetres; what an image of it should read as is collected while it is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

A4_MM = (210.0, 297.0)
POINT_MM = 25.4 / 72
LEADING = 1.32
FONT_FOLDERS = (
    "/usr/share/texmf/fonts/opentype/public/tex-gyre",
    "/usr/share/fonts/truetype/freefont",
    "/usr/share/fonts/truetype/crosextra",
)


@dataclass(frozen=True)
class Family:
    """File names of a typeface's upright, bold and slanted letters."""

    upright: str
    bold: str
    slanted: str


FAMILIES = (
    Family("texgyretermes-regular.otf", "texgyretermes-bold.otf", "texgyretermes-italic.otf"),
    Family("texgyreheros-regular.otf", "texgyreheros-bold.otf", "texgyreheros-italic.otf"),
    Family("FreeSerif.ttf", "FreeSerifBold.ttf", "FreeSerifItalic.ttf"),
    Family("Carlito-Regular.ttf", "Carlito-Bold.ttf", "Carlito-Italic.ttf"),
)


def font_file(name: str) -> Path:
    return next(path for folder in FONT_FOLDERS if (path := Path(folder, name)).is_file())


@dataclass
class Sheet:
    """``down`` is where the next line goes, in millimetres from the top."""

    family: Family
    size_pt: float
    dpi: int
    margin_mm: tuple[float, float] = (27.0, 16.0)
    down: float = 17.0
    written: list[str] = field(default_factory=list)
    image: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        self.image = Image.new("L", (self.px(A4_MM[0]), self.px(A4_MM[1])), 255)
        self.draw = ImageDraw.Draw(self.image)
        self._fonts: dict[tuple[str, float], ImageFont.FreeTypeFont] = {}

    @property
    def width_mm(self) -> float:
        return A4_MM[0] - sum(self.margin_mm)

    def px(self, mm: float) -> int:
        return round(mm * self.dpi / 25.4)

    def font(self, face: str = "upright", larger: float = 0.0) -> ImageFont.FreeTypeFont:
        key = (getattr(self.family, face), self.size_pt + larger)
        if key not in self._fonts:
            self._fonts[key] = ImageFont.truetype(font_file(key[0]), round(key[1] * self.dpi / 72))
        return self._fonts[key]

    def line_mm(self, larger: float = 0.0) -> float:
        return (self.size_pt + larger) * POINT_MM * LEADING

    def put(self, text: str, left_mm: float, down_mm: float, face: str = "upright", larger: float = 0.0) -> float:
        """Print without writing it down; tells how wide it became."""
        font = self.font(face, larger)
        self.draw.text((self.px(left_mm), self.px(down_mm)), text, fill=0, font=font)
        return font.getlength(text) * 25.4 / self.dpi

    def wide_mm(self, text: str, face: str = "upright", larger: float = 0.0) -> float:
        return self.font(face, larger).getlength(text) * 25.4 / self.dpi

    def centred(self, text: str, face: str = "bold", larger: float = 0.0, about_mm: float | None = None) -> None:
        middle = about_mm if about_mm is not None else self.margin_mm[0] + self.width_mm / 2
        self.put(text, middle - self.wide_mm(text, face, larger) / 2, self.down, face, larger)
        self.written.append(text)
        self.down += self.line_mm(larger)

    def columns(self, left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> None:
        """Two columns of centred lines (text, face) side by side, written down one after the other."""
        top = self.down
        ends = []
        for lines, share in ((left, 0.24), (right, 0.72)):
            self.down = top
            for text, face in lines:
                self.centred(text, face, about_mm=self.margin_mm[0] + share * self.width_mm)
            ends.append(self.down)
        self.down = max(ends)

    def paragraph(self, text: str, face: str = "upright", indent_mm: float = 10.0) -> None:
        """Justified, the first line drawn in."""
        words, left = text.split(), indent_mm
        while words:
            taken = len(words)
            while taken > 1 and left + self.wide_mm(" ".join(words[:taken]), face) > self.width_mm:
                taken -= 1
            line, words = words[:taken], words[taken:]
            room = self.width_mm - left - sum(self.wide_mm(word, face) for word in line)
            space = self.wide_mm(" ", face)
            if words and len(line) > 1:
                space = room / (len(line) - 1)
            at = self.margin_mm[0] + left
            for word in line:
                at += self.put(word, at, self.down, face) + space
            self.written.append(" ".join(line))
            self.down += self.line_mm()
            left = 0.0

    def filled(self, label: str, value: str, face: str = "upright") -> None:
        """A form's line: the label, and the value over dots to the margin."""
        left = self.margin_mm[0]
        at = left + self.put(f"{label} ", left, self.down)
        end = at + 2 + self.put(value, at + 2, self.down - 0.4, face)
        dot, step = self.px(0.3), self.wide_mm(".")
        baseline = self.px(self.down) + self.font().getmetrics()[0]
        place = at
        while place < left + self.width_mm:
            self.draw.ellipse((self.px(place), baseline, self.px(place) + dot, baseline + dot), fill=0)
            place += step
        self.written.append(f"{label} {value}")
        self.down += self.line_mm() * (1.12 if end < left + self.width_mm else 1.0)

    def table(self, rows: Sequence[Sequence[str]], shares: Sequence[float]) -> None:
        """A ruled table, its first row in bold, written down cell by cell."""
        edges = [self.margin_mm[0]]
        for share in shares:
            edges.append(edges[-1] + share * self.width_mm)
        pen = max(1, self.px(0.25))
        first_top = self.down
        for number, row in enumerate(rows):
            face = "bold" if number == 0 else "upright"
            self.draw.line(
                [(self.px(edges[0]), self.px(self.down)), (self.px(edges[-1]), self.px(self.down))], 0, pen
            )
            for text, left in zip(row, edges, strict=False):
                self.put(text, left + 1.6, self.down + 0.9, face)
                self.written.append(text)
            self.down += self.line_mm() + 1.9
        bottom = self.down
        self.draw.line([(self.px(edges[0]), self.px(bottom)), (self.px(edges[-1]), self.px(bottom))], 0, pen)
        for edge in edges:
            self.draw.line([(self.px(edge), self.px(first_top)), (self.px(edge), self.px(bottom))], 0, pen)
        self.down += 3.0
