"""Procedures with their cases, papers, limits and fees, and which version of them holds on a day.

The records are those of the catalogue file (``contract.catalogue``); this is their home for the rules. A
dossier is judged by the version in force on its day of receipt, for as long as it lives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from counter_app.contract.catalogue import (
    Case,
    Catalogue,
    DigitiseDuty,
    Fee,
    FeeKind,
    FeeUnit,
    FieldOfWork,
    Level,
    LimitUnit,
    PaperNeed,
    PaperRequirement,
    PaperType,
    Place,
    Procedure,
    ScanProfileRecord,
    TimeLimit,
)
from counter_app.contract.organisation import UnitKind
from counter_app.contract.provenance import Confidence, in_force
from counter_app.domain.errors import NotFound

__all__ = [
    "Case",
    "Confidence",
    "DigitiseDuty",
    "Fee",
    "FeeKind",
    "FeeUnit",
    "FieldOfWork",
    "Level",
    "LimitUnit",
    "PaperNeed",
    "PaperRequirement",
    "PaperType",
    "Place",
    "Procedure",
    "ProcedureBook",
    "ScanProfileRecord",
    "TimeLimit",
    "UnitKind",
    "case_of",
    "fee_total",
    "limit_for",
    "to_be_digitised",
]


@dataclass(frozen=True)
class ProcedureBook:
    """The checked catalogue, ready to be asked."""

    catalogue: Catalogue
    _versions: dict[str, tuple[Procedure, ...]] = field(init=False, repr=False, compare=False)
    _paper_types: dict[str, PaperType] = field(init=False, repr=False, compare=False)
    _fields: dict[str, FieldOfWork] = field(init=False, repr=False, compare=False)
    _profiles: dict[str, ScanProfileRecord] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        versions: dict[str, tuple[Procedure, ...]] = {}
        for procedure in self.catalogue.procedures:
            versions[procedure.code] = (*versions.get(procedure.code, ()), procedure)
        object.__setattr__(self, "_versions", versions)
        object.__setattr__(self, "_paper_types", {kind.code: kind for kind in self.catalogue.paper_types})
        object.__setattr__(self, "_fields", {record.code: record for record in self.catalogue.fields})
        object.__setattr__(self, "_profiles", {profile.code: profile for profile in self.catalogue.scan_profiles})

    def procedure(self, code: str, on: date) -> Procedure:
        """The version in force on that day.

        Raises:
            NotFound: ``procedure_unknown``, or ``procedure_not_in_force`` on that day.
        """
        versions = self._versions.get(code)
        if versions is None:
            raise NotFound("procedure_unknown", code=code)
        for version in versions:
            if in_force(version, on):
                return version
        raise NotFound("procedure_not_in_force", code=code, on=on.isoformat())

    def procedures(self, on: date) -> tuple[Procedure, ...]:
        """Everything that may be applied for on that day, in the order of the files."""
        return tuple(procedure for procedure in self.catalogue.procedures if in_force(procedure, on))

    def paper_type(self, code: str) -> PaperType:
        """The kind of paper.

        Raises:
            NotFound: ``paper_type_unknown``.
        """
        kind = self._paper_types.get(code)
        if kind is None:
            raise NotFound("paper_type_unknown", code=code)
        return kind

    def field_of_work(self, code: str) -> FieldOfWork:
        """The *lĩnh vực*.

        Raises:
            NotFound: ``field_unknown``.
        """
        record = self._fields.get(code)
        if record is None:
            raise NotFound("field_unknown", code=code)
        return record

    def scan_profile(self, code: str) -> ScanProfileRecord:
        """How papers of this profile are scanned.

        Raises:
            NotFound: ``scan_profile_unknown``.
        """
        profile = self._profiles.get(code)
        if profile is None:
            raise NotFound("scan_profile_unknown", code=code)
        return profile


def case_of(procedure: Procedure, code: str) -> Case:
    """The case of that code.

    Raises:
        NotFound: ``case_unknown``.
    """
    for case in procedure.cases:
        if case.code == code:
            return case
    raise NotFound("case_unknown", procedure=procedure.code, case=code)


def limit_for(case: Case, *, online: bool) -> TimeLimit:
    """The limit that applies to the way in which the dossier was filed."""
    return case.online_limit if online and case.online_limit is not None else case.limit


def to_be_digitised(case: Case, *, policy: bool = True) -> tuple[PaperRequirement, ...]:
    """The papers that may and have to be scanned.

    Args:
        case: The case.
        policy: The site scans everything before processing. Without it, only what the law itself demands.
    """
    duties = {DigitiseDuty.MANDATORY}
    if policy:
        duties.add(DigitiseDuty.HUNDRED_PERCENT_POLICY)
    return tuple(
        paper
        for paper in case.papers
        if paper.digitise in duties and paper.need in (PaperNeed.REQUIRED, PaperNeed.CONDITIONAL)
    )


def fee_total(chosen: tuple[tuple[Fee, int], ...]) -> int | None:
    """What these fee lines come to, each with its number of cases, copies or pages.

    None when one of them has no amount in the catalogue: then the clerk types what the province decided.
    """
    total = 0
    for fee, number in chosen:
        if fee.amount_vnd is None:
            return None
        total += fee.amount_vnd * number
    return total
