"""The catalogue of procedures: what its files may say, and a check that names every mistake by line.

A catalogue is a set of TOML files that both sides read. The records below are the format and at the same time
the values that the rules work on. ``check_catalogue`` promises that a catalogue it returns is sound: codes have
their form, no two versions of a procedure hold on the same day, every paper type that is named is described.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from counter_app.contract.organisation import UnitKind
from counter_app.contract.provenance import Confidence, overlap
from counter_app.contract.reading import DataFile, Mistake, Reading, read_files

_PROCEDURE_CODE = re.compile(r"\d\.\d{6}")


class Level(StrEnum):
    """The level of government that decides."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    MINISTRY = "ministry"


class Place(StrEnum):
    """Which place decides which unit is competent."""

    RESIDENCE = "residence"
    """Where the applicant lives."""
    BUSINESS = "business"
    """Where the business has its seat."""
    LAND = "land"
    """Where the land or the works are."""
    RECEPTION = "reception"
    """Wherever the dossier was handed in."""


class PaperNeed(StrEnum):
    """What the rules ask of one paper."""

    REQUIRED = "required"
    CONDITIONAL = "conditional"
    """Required when ``condition`` applies; the clerk decides and the decision is recorded."""
    SHOW_ONLY = "show_only"
    """Presented and given back, never digitised (Decree 107/2021)."""
    SECRET = "secret"  # noqa: S105 - a class of papers, not a password
    """A state secret: received on paper, never digitised."""
    MUST_NOT_SCAN = "must_not_scan"
    """Required, but a plain or certified photocopy, or held by the state already: not digitised."""


class DigitiseDuty(StrEnum):
    """Why a paper is digitised; only ``MANDATORY`` counts as the legal minimum."""

    MANDATORY = "mandatory"
    ON_DEMAND = "on_demand"
    HUNDRED_PERCENT_POLICY = "hundred_percent_policy"


class LimitUnit(StrEnum):
    HOURS = "hours"
    """Working hours."""
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    SAME_DAY = "same_day"
    """Within the day of receipt; received after the cut-off, within the next working day."""
    OPEN = "open"
    """No appointment is given."""


class TimeLimit(msgspec.Struct, frozen=True, kw_only=True):
    """How long the decision may take. ``extended_amount`` replaces ``amount`` when ``extended_when`` applies."""

    unit: LimitUnit
    amount: int = 0
    extended_amount: int | None = None
    extended_when: str = ""
    text: str = ""
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


class FeeKind(StrEnum):
    """The two kinds of the law on fees and charges: *phí* pays a service, *lệ phí* a state act."""

    CHARGE = "phi"
    DUTY = "le_phi"


class FeeUnit(StrEnum):
    CASE = "case"
    COPY = "copy"
    PAGE = "page"


class Fee(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the fee table. ``text`` is the official wording with every condition and exemption, verbatim.

    ``amount_vnd`` is None where the province sets it; ``condition`` says when this line applies. A line for some
    pages of each copy only says for which: ``from_page``, counted from 1 (0 = not so), to ``to_page`` (0 = the
    last); ``most_per_copy_vnd`` is the most that one copy may cost, all its lines together.
    """

    code: str
    title: str
    kind: FeeKind
    text: str
    amount_vnd: int | None = None
    per: FeeUnit = FeeUnit.CASE
    condition: str = ""
    from_page: int = 0
    to_page: int = 0
    most_per_copy_vnd: int | None = None
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


class PaperRequirement(msgspec.Struct, frozen=True, kw_only=True):
    """One paper that a case asks for. ``alternatives`` are paper types that meet it just as well."""

    paper_type: str
    title: str
    need: PaperNeed
    originals: int = 1
    copies: int = 0
    digitise: DigitiseDuty = DigitiseDuty.HUNDRED_PERCENT_POLICY
    condition: str = ""
    alternatives: tuple[str, ...] = ()
    form: str = ""
    scan_profile: str = "a4"
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One *trường hợp* of a procedure: limit, papers and fees hang on it.

    ``online_limit`` applies to a dossier that was filed online, where it differs.
    """

    code: str
    title: str
    limit: TimeLimit
    papers: tuple[PaperRequirement, ...]
    fees: tuple[Fee, ...] = ()
    result_type: str = ""
    online_limit: TimeLimit | None = None
    note: str = ""


class Procedure(msgspec.Struct, frozen=True, kw_only=True):
    """One version of an administrative procedure.

    ``competent`` is the kind of unit that decides and ``place`` says where to look for it; ``beyond_boundary``
    means that any unit of the province may receive it (*phi địa giới*). ``valid_to`` is the first day that
    this version no longer holds.
    """

    code: str
    title: str
    field: str
    level: Level
    competent: UnitKind
    place: Place
    valid_from: date
    cases: tuple[Case, ...]
    valid_to: date | None = None
    beyond_boundary: bool = True
    keywords: tuple[str, ...] = ()
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


class FieldOfWork(msgspec.Struct, frozen=True, kw_only=True):
    """A *lĩnh vực*: what a window may be set up to serve."""

    code: str
    title: str


class PaperType(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of paper, whichever procedure asks for it.

    ``headings`` are the title lines that such papers carry in print; ``descriptors`` are the fields that are
    extracted from it (Circular 01/2023 Art. 9). ``national_code`` is the code of the national list, where one
    is known; ``is_result`` marks what an agency issues at the end of a procedure.
    """

    code: str
    title: str
    headings: tuple[str, ...] = ()
    descriptors: tuple[str, ...] = ("number", "issued_on", "issuer")
    national_code: str = ""
    is_result: bool = False
    valid_days: int | None = None
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


class ScanProfileRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How papers of a profile are scanned. Floor of Circular 01/2023 Art. 8: colour, 200 dpi, full size."""

    code: str
    title: str
    dpi: int
    width_mm: float
    height_mm: float
    duplex: bool = True
    feeder: bool = True
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


class CatalogueFile(DataFile, frozen=True, kw_only=True):
    """What one file may hold; a catalogue may be spread over any number of files."""

    fields: tuple[FieldOfWork, ...] = ()
    paper_types: tuple[PaperType, ...] = ()
    scan_profiles: tuple[ScanProfileRecord, ...] = ()
    procedures: tuple[Procedure, ...] = ()


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """All files together, checked."""

    fields: tuple[FieldOfWork, ...]
    paper_types: tuple[PaperType, ...]
    scan_profiles: tuple[ScanProfileRecord, ...]
    procedures: tuple[Procedure, ...]


def check_catalogue(texts: Mapping[str, str]) -> tuple[Catalogue | None, tuple[Mistake, ...]]:
    """The catalogue of these files (name -> text), or None and every mistake in the order of file and line."""
    files = read_files(texts, CatalogueFile)
    _Check(files.sound).run()
    if files.mistakes:
        return None, files.mistakes
    return (
        Catalogue(
            fields=tuple(field for file, _ in files.sound for field in file.fields),
            paper_types=tuple(paper_type for file, _ in files.sound for paper_type in file.paper_types),
            scan_profiles=tuple(profile for file, _ in files.sound for profile in file.scan_profiles),
            procedures=tuple(procedure for file, _ in files.sound for procedure in file.procedures),
        ),
        (),
    )


class _Check:
    """The rules that need more than one value."""

    def __init__(self, files: Sequence[tuple[CatalogueFile, Reading]]) -> None:
        self._files = files
        self._fields = {record.code for file, _ in files for record in file.fields}
        self._papers = {record.code for file, _ in files for record in file.paper_types}
        self._profiles = {record.code for file, _ in files for record in file.scan_profiles}

    def run(self) -> None:
        self._twins((record, reading) for file, reading in self._files for record in file.fields)
        self._twins((record, reading) for file, reading in self._files for record in file.paper_types)
        self._twins((record, reading) for file, reading in self._files for record in file.scan_profiles)
        versions: dict[str, list[Procedure]] = {}
        for file, reading in self._files:
            for profile in file.scan_profiles:
                self._profile(profile, reading)
            for procedure in file.procedures:
                self._procedure(procedure, reading)
                earlier = versions.setdefault(procedure.code, [])
                if any(overlap(procedure, other) for other in earlier):
                    reading.note_at(
                        procedure,
                        "code",
                        "twin",
                        f"thủ tục «{procedure.code}» có hai phiên bản cùng hiệu lực trong một ngày",
                    )
                earlier.append(procedure)

    def _twins(self, records: Iterable[tuple[FieldOfWork | PaperType | ScanProfileRecord, Reading]]) -> None:
        seen: set[str] = set()
        for record, reading in records:
            if record.code in seen:
                reading.note_at(record, "code", "twin", f"mã «{record.code}» đã được dùng ở trên")
            seen.add(record.code)

    def _profile(self, profile: ScanProfileRecord, reading: Reading) -> None:
        lowest = 200
        if profile.dpi < lowest:
            reading.note_at(
                profile,
                "dpi",
                "below_floor",
                f"«dpi» phải từ {lowest} trở lên (Thông tư 01/2023/TT-VPCP, Điều 8)",
            )

    def _procedure(self, procedure: Procedure, reading: Reading) -> None:
        if _PROCEDURE_CODE.fullmatch(procedure.code) is None:
            reading.note_at(
                procedure,
                "code",
                "bad_code",
                f"mã thủ tục «{procedure.code}» phải có dạng d.dddddd, ví dụ 1.001193",
            )
        if procedure.valid_to is not None and procedure.valid_to <= procedure.valid_from:
            reading.note_at(procedure, "valid_to", "bad_period", "«valid_to» phải sau «valid_from»")
        if procedure.field not in self._fields:
            reading.note_at(
                procedure, "field", "unknown_field", f"lĩnh vực «{procedure.field}» chưa được khai báo"
            )
        if not procedure.cases:
            reading.note_at(procedure, "cases", "no_case", "thủ tục phải có ít nhất một trường hợp")
        seen: set[str] = set()
        for case in procedure.cases:
            if case.code in seen:
                reading.note_at(case, "code", "twin", f"trường hợp «{case.code}» đã có trong thủ tục này")
            seen.add(case.code)
            self._case(case, reading)

    def _case(self, case: Case, reading: Reading) -> None:
        for limit in (case.limit, case.online_limit):
            if limit is not None:
                _limit(limit, reading)
        if case.result_type and case.result_type not in self._papers:
            reading.note_at(
                case, "result_type", "unknown_paper", f"loại giấy tờ «{case.result_type}» chưa được khai báo"
            )
        papers: set[str] = set()
        for paper in case.papers:
            if paper.paper_type in papers:
                reading.note_at(
                    paper, "paper_type", "twin", f"giấy tờ «{paper.paper_type}» đã có trong trường hợp này"
                )
            papers.add(paper.paper_type)
            self._paper(paper, reading)
        fees: set[str] = set()
        for fee in case.fees:
            if fee.code in fees:
                reading.note_at(fee, "code", "twin", f"khoản thu «{fee.code}» đã có trong trường hợp này")
            fees.add(fee.code)
            if fee.amount_vnd is not None and fee.amount_vnd < 0:
                reading.note_at(fee, "amount_vnd", "negative", "«amount_vnd» không được âm")
            if not fee.text.strip():
                reading.note_at(fee, "text", "no_text", "phải ghi nguyên văn mức thu và điều kiện miễn, giảm")

    def _paper(self, paper: PaperRequirement, reading: Reading) -> None:
        for key, code in (("paper_type", paper.paper_type), *(("alternatives", it) for it in paper.alternatives)):
            if code not in self._papers:
                reading.note_at(paper, key, "unknown_paper", f"loại giấy tờ «{code}» chưa được khai báo")
        if paper.scan_profile not in self._profiles:
            reading.note_at(
                paper, "scan_profile", "unknown_profile", f"kiểu quét «{paper.scan_profile}» chưa được khai báo"
            )
        if (paper.need is PaperNeed.CONDITIONAL) != bool(paper.condition.strip()):
            reading.note_at(
                paper,
                "condition",
                "condition",
                "giấy tờ «conditional» phải có «condition»; giấy tờ khác thì không được có",
            )
        if paper.originals < 0 or paper.copies < 0:
            key = "originals" if paper.originals < 0 else "copies"
            reading.note_at(paper, key, "negative", f"«{key}» không được âm")
        elif paper.originals + paper.copies == 0:
            reading.note_at(paper, "originals", "no_sheets", "phải có ít nhất một bản chính hoặc bản sao")


def _limit(limit: TimeLimit, reading: Reading) -> None:
    counted = limit.unit in (LimitUnit.HOURS, LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS)
    if counted and limit.amount <= 0:
        reading.note_at(limit, "amount", "bad_limit", f"thời hạn «{limit.unit}» cần «amount» lớn hơn 0")
    if not counted and limit.amount:
        reading.note_at(limit, "amount", "bad_limit", f"thời hạn «{limit.unit}» không dùng «amount»")
    if limit.extended_amount is not None and (not counted or limit.extended_amount <= limit.amount):
        reading.note_at(
            limit,
            "extended_amount",
            "bad_limit",
            "«extended_amount» phải lớn hơn «amount» của một thời hạn đếm được",
        )
    if (limit.extended_amount is None) != (not limit.extended_when.strip()):
        reading.note_at(
            limit, "extended_when", "bad_limit", "«extended_amount» và «extended_when» phải đi cùng nhau"
        )
