"""A paper that is not needed: the usual reason names the condition and the rule, and nothing else."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from counter_app.domain.preset_reasons import condition_not_met
from counter_app.domain.procedure import PaperNeed, PaperRequirement, Procedure
from tests.builders.rules import shipped_procedures

TODAY = date(2026, 11, 23)


@pytest.fixture
def birth() -> Procedure:
    return shipped_procedures().procedure("1.001193", TODAY)


def test_the_reason_names_the_condition_and_the_legal_texts(birth: Procedure) -> None:
    authority = next(paper for paper in birth.cases[0].papers if paper.paper_type == "van-ban-uy-quyen")

    reason = condition_not_met(authority, birth)

    assert reason.startswith("Không thuộc trường hợp: Người đi đăng ký được ủy quyền")
    assert reason.endswith("Căn cứ: Luật Hộ tịch 2014; Nghị định 123/2015/NĐ-CP.")


def test_the_rule_of_the_paper_goes_before_that_of_its_procedure(birth: Procedure) -> None:
    paper = PaperRequirement(
        paper_type="x", title="Giấy X", need=PaperNeed.CONDITIONAL, source="Thông tư 04/2020/TT-BTP, Điều 2"
    )

    assert condition_not_met(paper, birth).endswith("Căn cứ: Thông tư 04/2020/TT-BTP, Điều 2.")


def test_without_a_legal_text_the_published_procedure_is_named(birth: Procedure) -> None:
    plain = msgspec.structs.replace(birth, source="hệ thống cấp tỉnh")
    paper = PaperRequirement(paper_type="x", title="Giấy X", need=PaperNeed.CONDITIONAL)

    assert condition_not_met(paper, plain) == (
        "Không thuộc trường hợp: Giấy X. Căn cứ: thành phần hồ sơ công bố của thủ tục 1.001193."
    )


def test_every_conditional_paper_of_the_shipped_catalogue_has_a_reason() -> None:
    papers = [
        (paper, procedure)
        for procedure in shipped_procedures().procedures(TODAY)
        for case in procedure.cases
        for paper in case.papers
        if paper.need is PaperNeed.CONDITIONAL
    ]

    assert papers
    assert all("Căn cứ: " in condition_not_met(paper, procedure) for paper, procedure in papers)
