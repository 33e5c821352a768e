# ruff: noqa: INP001 - part of a script beside the files that it makes
"""The administrative units of the whole country before and since the merger, read from the public data set."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from pilot_rows import MERGER, RESOURCES


@dataclass(frozen=True)
class Commune:
    """One commune before or after the merger."""

    code: str
    title: str
    province: str
    district_code: str = ""
    district: str = ""


@dataclass(frozen=True)
class Country:
    """Both lists and the way from one to the other: (old code, new code, main)."""

    old: dict[str, Commune]
    new: dict[str, Commune]
    provinces_old: dict[str, str]
    provinces_new: dict[str, str]
    moves: list[tuple[str, str, bool]]


def read_country(package: Path) -> Country:
    data = package / "vietnamadminunits" / "data"
    base = sqlite3.connect(data / "dataset.db")
    old: dict[str, Commune] = {}
    old_keys: dict[str, str] = {}
    provinces_old: dict[str, str] = {}
    for (
        province_key,
        district_key,
        ward_key,
        code,
        title,
        district_code,
        district,
        province_code,
        province,
    ) in base.execute(
        "select provinceKey, districtKey, wardKey, wardCode, ward, districtCode, district, provinceCode, province"
        " from admin_units_legacy"
    ):
        provinces_old[province_code] = province
        own = code or district_code
        old_keys[f"{province_key}_{district_key}_{ward_key or ''}"] = own
        old[own] = Commune(own, title or district, province_code, district_code, district)
    new: dict[str, Commune] = {}
    new_keys: dict[tuple[str, str], str] = {}
    provinces_new: dict[str, str] = {}
    for province_key, ward_key, code, title, province_code, province in base.execute(
        "select provinceKey, wardKey, wardCode, ward, provinceCode, province from admin_units"
    ):
        provinces_new[province_code] = province
        new_keys[province_key, ward_key] = code
        new[code] = Commune(code, title, province_code)
    way = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
    moves: set[tuple[str, str, bool]] = set()
    for province, wards in way["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, origins in wards.items():
            moves.update((old_keys[origin], _new(new_keys, province, ward), True) for origin in origins)
    for province, origins in way["DICT_PROVINCE_WARD_DIVIDED"].items():
        for origin, parts in origins.items():
            moves.update(
                (old_keys[origin], _new(new_keys, province, part["newWardKey"]), part["isDefaultNewWard"])
                for part in parts
            )
    return Country(old, new, provinces_old, provinces_new, sorted(moves))


def _new(keys: dict[tuple[str, str], str], province: str, ward: str) -> str:
    """The code of a commune by its key; islands are spelt out in one place and abbreviated in the other."""
    if (province, ward) in keys:
        return keys[province, ward]
    island = ward.removeprefix("dackhu")
    return next(code for (where, key), code in keys.items() if where == province and key.endswith(island))


def write_units(country: Country) -> None:
    lines = [
        "# Administrative units of Viet Nam before (old) and since (new) 1 July 2025, and how the one became the",
        "# other.",
        "# Made by resources/organisation/make_organisation.py from vietnamadminunits 1.0.4 (MIT licence,",
        "# Copyright (c) 2025 Tran Ngoc Minh Hieu). Columns by kind of line, separated by tabs:",
        "#   V  new      first day of the new units",
        "#   P  old|new  code  title                        province",
        "#   D  old      code  title  province              district",
        "#   C  old      code  title  province  district    commune before",
        "#   C  new      code  title  province              commune since",
        "#   M  old code  new code  main|part               where a commune went; several lines: it was divided",
    ]
    lines.append(f"V\tnew\t{MERGER}")
    lines += [f"P\told\t{code}\t{title}" for code, title in sorted(country.provinces_old.items())]
    lines += [f"P\tnew\t{code}\t{title}" for code, title in sorted(country.provinces_new.items())]
    districts = {commune.district_code: commune for commune in country.old.values()}
    lines += [f"D\told\t{code}\t{one.district}\t{one.province}" for code, one in sorted(districts.items())]
    lines += [
        f"C\told\t{one.code}\t{one.title}\t{one.province}\t{one.district_code}"
        for _, one in sorted(country.old.items())
    ]
    lines += [f"C\tnew\t{one.code}\t{one.title}\t{one.province}" for _, one in sorted(country.new.items())]
    lines += [f"M\t{old}\t{new}\t{'main' if main else 'part'}" for old, new, main in country.moves]
    target = RESOURCES / "addresses" / "administrative_units.tsv"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
