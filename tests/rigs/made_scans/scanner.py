"""What a stamp, a pen, use and a scanner make of a printed sheet: a picture with bed, shadows, noise and JPEG."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

Picture = npt.NDArray[np.float32]
FINER = 2
STAMP_INK = (200, 30, 46)
PEN_INK = (30, 48, 140)
PENCIL = (70, 70, 74)


@dataclass(frozen=True)
class Lie:
    """How the paper lay, and how well it was treated: ``worn`` from 0 (new) to 1."""

    skew_deg: float
    rotation_deg: int
    worn: float
    on_bed: bool


def printed(ink: Image.Image, chance: Random, worn: float) -> Picture:
    """Print on tinted paper, as colour from 0 to 255; worn print is broken."""
    letters = 1 - np.asarray(ink, dtype=np.float32) / 255
    if worn > 0.6:
        rng = np.random.default_rng(chance.randrange(2**32))
        holes = cv2.resize(
            rng.normal(0, 1, (ink.height // 5, ink.width // 5)).astype(np.float32), (ink.width, ink.height)
        )
        letters *= np.clip(1.35 - 0.5 * np.maximum(holes, 0), 0.25, 1)
        letters = np.clip(letters, 0, 1)
    tint = np.array([255, 254 - 4 * worn, 250 - chance.uniform(4, 30) * (0.3 + worn)], dtype=np.float32)
    paper = tint * (0.985 - 0.09 * worn)
    black = 22 + 50 * worn
    return np.asarray(paper * (1 - letters[:, :, None]) + black * letters[:, :, None], dtype=np.float32)


def show_through(page: Picture, back: Image.Image, share: float) -> None:
    """The other side's print, mirrored and soft."""
    other = np.asarray(back.transpose(Image.Transpose.FLIP_LEFT_RIGHT), dtype=np.float32)
    other = cv2.GaussianBlur(other, (0, 0), 3.0 * FINER)
    page *= 1 - share * (1 - other[:, :, None] / 255)


def stamp(page: Picture, chance: Random, centre: tuple[float, float], dpi: int) -> None:
    """A round red seal over what is printed there; ``centre`` in millimetres."""
    drawn = Image.new("L", (page.shape[1], page.shape[0]), 0)
    pen = ImageDraw.Draw(drawn)
    per_mm = dpi / 25.4
    x, y = (place * per_mm for place in centre)
    for radius, width in ((17.5, 0.8), (12.0, 0.4)):
        reach = radius * per_mm
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), outline=230, width=max(1, round(width * per_mm)))
    start = chance.uniform(0, math.tau)
    points = []
    for spike in range(10):
        reach = (5.0 if spike % 2 == 0 else 2.0) * per_mm
        angle = start + spike * math.tau / 10
        points.append((x + reach * math.sin(angle), y - reach * math.cos(angle)))
    pen.polygon(points, fill=210)
    for notch in range(26):  # what a ring of letters looks like from afar
        angle, long = start + notch * math.tau / 30, chance.uniform(1.4, 2.6)
        for reach in (13.3, 13.3 + long):
            at = (x + reach * per_mm * math.cos(angle), y + reach * per_mm * math.sin(angle))
            pen.ellipse((at[0] - 3, at[1] - 3, at[0] + 3, at[1] + 3), fill=200)
    _ink(page, drawn, STAMP_INK, chance.uniform(0.75, 0.95))


def signature(page: Picture, chance: Random, start: tuple[float, float], dpi: int) -> None:
    """Loops of a ball-point pen."""
    drawn = Image.new("L", (page.shape[1], page.shape[0]), 0)
    per_mm = dpi / 25.4
    phase, points = chance.uniform(0, math.tau), []
    for step in range(140):
        along = step / 140
        x = start[0] + 38 * along + 4 * math.sin(phase + 21 * along)
        y = start[1] + 7 * math.sin(phase + 13 * along) * (1 - 0.6 * along)
        points.append((x * per_mm, y * per_mm))
    ImageDraw.Draw(drawn).line(points, fill=235, width=max(2, round(0.5 * per_mm)), joint="curve")
    _ink(page, drawn, PEN_INK, 0.92)


def pencil_note(page: Picture, chance: Random, font: ImageFont.FreeTypeFont, dpi: int) -> None:
    """A few grey words in the middle of the side."""
    drawn = Image.new("L", (page.shape[1], page.shape[0]), 0)
    place = (50 * dpi / 25.4, 110 * dpi / 25.4)
    ImageDraw.Draw(drawn).text(place, f"bổ sung {chance.randint(2, 9)} ảnh", 255, font)
    _ink(page, drawn, PENCIL, chance.uniform(0.5, 0.7))


def _ink(page: Picture, drawn: Image.Image, colour: tuple[int, int, int], strength: float) -> None:
    share = np.asarray(drawn, dtype=np.float32)[:, :, None] / 255 * strength
    page *= 1 - share * (1 - np.array(colour, dtype=np.float32) / 255)


def scanned(page: Picture, lie: Lie, chance: Random, *, dpi: int, made_at: int) -> bytes:
    """The JPEG that the scanner gives: turned, on its bed, in its light, with its noise."""
    rng = np.random.default_rng(chance.randrange(2**32))
    page = _worn(page, lie, chance)
    picture = _laid(page, lie, chance, dpi / made_at)
    height, width = picture.shape[:2]
    noise = rng.normal(0, 2.0 + 3.5 * lie.worn, (height, width, 1)) + rng.normal(0, 1.2, (height, width, 3))
    picture = cv2.GaussianBlur(picture, (0, 0), 0.45 + 0.35 * lie.worn) + noise.astype(np.float32)
    turned = np.rot90(np.clip(picture, 0, 255).astype(np.uint8), -lie.rotation_deg // 90)
    return jpeg(turned, dpi, quality=round(88 - 20 * lie.worn))


def jpeg(picture: npt.NDArray[np.uint8], dpi: int, *, quality: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(picture)).save(file, "JPEG", quality=quality, dpi=(dpi, dpi))
    return file.getvalue()


def _worn(page: Picture, lie: Lie, chance: Random) -> Picture:
    """Light that falls off, a gutter's shadow and a fold."""
    height, width = page.shape[:2]
    across = np.linspace(0, 1, width, dtype=np.float32)
    down = np.linspace(0, 1, height, dtype=np.float32)
    light = 1 - 0.16 * lie.worn * (
        chance.uniform(0.3, 1) * across[None, :] + chance.uniform(0, 0.6) * down[:, None]
    )
    if lie.worn > 0.6:
        light = light * (1 - 0.38 * np.exp(-across / chance.uniform(0.03, 0.06)))[None, :]
        fold = chance.uniform(0.3, 0.7)
        light = light * (1 - 0.17 * np.exp(-(((down - fold) / 0.004) ** 2)))[:, None]
    return np.asarray(page * light[:, :, None], dtype=np.float32)


def _laid(page: Picture, lie: Lie, chance: Random, factor: float) -> Picture:
    """Turned by the skew and reduced to the scanner's resolution, on the bed or cut to the paper's size."""
    height, width = page.shape[:2]
    angle = math.radians(lie.skew_deg)
    cos, sin = math.cos(angle), math.sin(angle)
    rim = 0.035 if lie.on_bed else 0.0
    wide, high = round(width * factor * (1 + 2 * rim)), round(height * factor * (1 + 2 * rim))
    middle = np.array([width / 2, height / 2])
    goal = np.array([wide / 2, high / 2]) + chance.uniform(-0.2, 0.2) * rim * wide
    turn = np.array([[cos, -sin], [sin, cos]]) * factor
    shift = goal - turn @ middle
    bed = chance.uniform(30, 80) if lie.on_bed else float(np.median(page))
    soft = cv2.GaussianBlur(page, (0, 0), 0.5 / factor)
    return np.asarray(
        cv2.warpAffine(
            soft,
            np.column_stack([turn, shift]),
            (wide, high),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=(bed, bed, bed),
        ),
        dtype=np.float32,
    )
