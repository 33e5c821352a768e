"""The usual reason why a paper that is asked for under a condition is not needed, with the rule that says so.

It spares the clerk the typing, not the decision: who decided and why is recorded like any exception.
"""

from __future__ import annotations

import re

from counter_app.domain.procedure import PaperRequirement, Procedure

_RULE = re.compile(r"\b(?:Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định)\b")


def rules_of(requirement: PaperRequirement, procedure: Procedure) -> str:
    """The legal texts that ask for the paper; where the catalogue names none, the procedure as published."""
    for source in (requirement.source, procedure.source):
        rules = [part.strip() for part in source.split(";") if _RULE.search(part)]
        if rules:
            return "; ".join(rules)
    return f"thành phần hồ sơ công bố của thủ tục {procedure.code}"


def condition_not_met(requirement: PaperRequirement, procedure: Procedure) -> str:
    """Why the paper is not needed: its condition does not hold."""
    condition = requirement.condition or requirement.title
    return f"Không thuộc trường hợp: {condition}. Căn cứ: {rules_of(requirement, procedure)}."
