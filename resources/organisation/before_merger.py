# ruff: noqa: INP001 - part of a script beside the files that it makes
"""The units of the pilot from the opening of its centre to the merger."""

from __future__ import annotations

from country import Commune
from pilot_area import PilotArea
from pilot_rows import LAW_2025, MERGER, PHASE_2, PRESS, START, bare, head, row, short, successors, text, texts


class BeforeMerger(PilotArea):
    """Province, districts and ninety-one communes."""

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
