# ruff: noqa: INP001 - part of a script beside the files that it makes
"""How one record of the organisation files is written, and the days and sources that many share."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

RESOURCES = Path(__file__).parents[1]
START = "2024-12-02"
PHASE_2 = "2025-02-03"
PHASE_3 = "2025-05-05"
MERGER = "2025-07-01"
PRESS = "báo chí: ra mắt 02/12/2024, 9 chi nhánh cấp huyện, 91 điểm cấp xã"
LAW_2025 = "sắp xếp đơn vị hành chính, có hiệu lực 01/7/2025"


def text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def row(**values: object) -> str:
    """One record as an inline table."""
    return (
        "    { " + ", ".join(f"{key} = {told}" for key, told in values.items() if told not in ("", "[]")) + " },"
    )


def texts(values: Iterable[str]) -> str:
    return "[" + ", ".join(text(value) for value in values) + "]"


def successors(parts: list[tuple[str, bool, list[str]]]) -> str:
    told = []
    for code, main, areas in parts:
        area = f", areas = {texts(areas)}" if areas else ""
        told.append(f"{{ code = {text(code)}, main = {str(main).lower()}{area} }}")
    return "[" + ", ".join(told) + "]"


def head(
    parent: str, unit: str, place: str, suffix: str, start: str, end: str = "", seal: str = "", address: str = ""
) -> str:
    told = [
        f"parent_line = {text(parent)}",
        f"unit_line = {text(unit)}",
        f"place = {text(place)}",
        f"number_suffix = {text(suffix)}",
        f"valid_from = {start}",
    ]
    told += [f"valid_to = {end}"] if end else []
    told += [f"seal = {text(seal)}"] if seal else []
    told += [f"address = {text(address)}"] if address else []
    return "{ " + ", ".join(told) + " }"


def short(title: str) -> str:
    """The title inside a sentence: "phường Phú Lợi", "thành phố Dĩ An"."""
    return title[0].lower() + title[1:]


def bare(title: str) -> str:
    for kind in ("Thành phố ", "Thị trấn ", "Huyện ", "Phường ", "Xã "):
        title = title.removeprefix(kind)
    return title
