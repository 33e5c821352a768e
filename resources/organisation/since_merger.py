# ruff: noqa: INP001 - part of a script beside the files that it makes
"""The units of the city that the pilot became part of."""

from __future__ import annotations

from country import Commune
from pilot_area import PilotArea
from pilot_rows import LAW_2025, MERGER, bare, head, row, short, text, texts


class SinceMerger(PilotArea):
    """The city, and thirty-six communes."""

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
