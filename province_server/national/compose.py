"""A dossier's acts, told in the national portal's words. Pure: the same acts make the same records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, Body, Kind, body_of, known_kind
from counter_app.contract.manifest import Manifest
from counter_app.contract.moves import MOVES, NATIONAL_STATUS, State
from province_server.national.records import (
    DossierRecord,
    FeeLine,
    OwnerNumber,
    ProgressRecord,
    ResultPaper,
    SubmittedPaper,
    SupplementRecord,
)
from province_server.world import LOCAL_ZONE

CHANNELS = {"window": "1", "online": "2", "post": "3"}
TWELVE, NINE = 12, 9
LONGEST_NAME = 50
LONGEST_FILE_TITLE = 4000
LONGEST_RESULT_TITLE = 2000

STEPS: dict[Kind, str] = {
    Kind.RECEIVED: "Tiếp nhận hồ sơ",
    Kind.DOSSIER_SEALED: "Chuyển hồ sơ đã số hóa đến cơ quan giải quyết",
    Kind.PROCESSING_STARTED: "Bắt đầu giải quyết",
    Kind.SUPPLEMENT_ASKED: "Yêu cầu bổ sung giấy tờ",
    Kind.SUPPLEMENT_RECEIVED: "Nhận giấy tờ bổ sung",
    Kind.FINANCIAL_DUTY_ASKED: "Yêu cầu thực hiện nghĩa vụ tài chính",
    Kind.FINANCIAL_DUTY_MET: "Đã thực hiện nghĩa vụ tài chính",
    Kind.DEADLINE_EXTENDED: "Xin lỗi và hẹn lại ngày trả kết quả",
    Kind.REFUSED: "Từ chối tiếp nhận, giải quyết",
    Kind.WITHDRAWN: "Công dân rút hồ sơ",
    Kind.STOPPED: "Dừng giải quyết",
    Kind.RESULT_DIGITISED: "Có kết quả giải quyết",
    Kind.HANDED_OVER: "Trả kết quả",
}
"""The acts that are steps for the public; the others are the counter's own housekeeping."""


@dataclass(frozen=True, slots=True)
class ProcedureName:
    """What the portal wants to know of a procedure."""

    title: str
    field: str
    field_title: str


Names = Callable[[str], ProcedureName]
FileAddress = Callable[[str], str]


@dataclass
class _Told:
    """What the acts have said so far."""

    received: contract.Received
    received_act: Act
    state: State = State.RECEIVED
    code: str = ""
    due_at: str | None = None
    manifest: Manifest | None = None
    signed_later: dict[str, str] = field(default_factory=dict)
    fees: tuple[FeeLine, ...] = ()
    supplements: tuple[SupplementRecord, ...] = ()
    results: tuple[ResultPaper, ...] = ()
    ended_at: str = ""
    refused_at: str = ""
    returned_at: str = ""
    receiver: str = ""
    note: str = ""


def dossier_record(acts: Sequence[Act], names: Names, address: FileAddress) -> DossierRecord | None:
    """The dossier as it stands after these acts, in order; None for a dossier with a provisional code.

    The portal knows a dossier by its code alone, so one that has none yet is reported when it has.
    """
    told = _told(acts, address)
    if told is None:
        return None
    body, applicant = told.received, told.received.applicant
    name = names(body.procedure)
    return DossierRecord(
        MaHoSo=told.code,
        MaTTHC=body.procedure,
        TenTTHC=name.title,
        MaLinhVuc=name.field,
        TenLinhVuc=name.field_title,
        KenhThucHien=CHANNELS.get(body.channel, "1"),
        ChuHoSo=applicant.name,
        SoGiayToChuHoSo=applicant.id_number or applicant.old_id_number,
        LoaiDoiTuong="1",
        Email=applicant.email,
        SoDienThoai=applicant.phone,
        TrichYeuHoSo=name.title,
        NgayNopHoSo=portal_time(body.received_at),
        NgayTiepNhan=portal_time(body.received_at),
        NgayHenTra=portal_time(told.due_at),
        TrangThaiHoSo=str(NATIONAL_STATUS[told.state]),
        DonViXuLy=body.competent_unit,
        HinhThuc="1" if body.result_by == "post" else "0",
        SoBienNhan=told.code,
        NgayTra=portal_time(told.returned_at),
        ThongTinTra=told.receiver,
        NgayKetThucXuLy=portal_time(told.ended_at),
        NgayTuChoi=portal_time(told.refused_at),
        GhiChu=told.note,
        HoSoCoThanhPhanSoHoa="1" if told.manifest and (told.manifest.papers or told.manifest.reused) else "0",
        DinhDanhCHS=_numbers(applicant),
        TaiLieuNop=_papers(told, address),
        DanhSachLePhi=told.fees,
        DanhSachHoSoBoSung=told.supplements,
        DanhSachGiayToKetQua=told.results,
    )


def progress_records(acts: Sequence[Act]) -> list[ProgressRecord]:
    """One record per step of the dossier, in order; none while the code is provisional."""
    told = _told(acts, lambda digest: digest)
    if told is None:
        return []
    steps: list[ProgressRecord] = []
    state = State.RECEIVED
    for act in acts:
        kind = known_kind(act)
        if kind is None:
            continue
        move = MOVES.get(kind)
        state = (move.target or state) if move else state
        if kind in STEPS:
            steps.append(
                ProgressRecord(
                    MaHoSo=told.code,
                    NguoiXuLy=act.actor[:LONGEST_NAME],
                    ThoiDiemXuLy=portal_time(act.device_time),
                    NoiDungXuLy=STEPS[kind],
                    TrangThai=str(NATIONAL_STATUS[state]),
                    PhongBanXuLy=act.unit,
                    NgayBatDau=portal_time(act.device_time),
                    NgayKetThucTheoQuyDinh=portal_time(told.due_at),
                )
            )
    return steps


def portal_time(text: str | None) -> str:
    """``yyyyMMddHHmmss`` in Viet Nam; empty for no time."""
    if not text:
        return ""
    return datetime.fromisoformat(text).astimezone(LOCAL_ZONE).strftime("%Y%m%d%H%M%S")


def _told(acts: Sequence[Act], address: FileAddress) -> _Told | None:
    told: _Told | None = None
    for act in acts:
        kind = known_kind(act)
        if kind is None:
            continue
        body = body_of(act)
        if isinstance(body, contract.Received):
            told = _Told(body, act, code="" if body.provisional else body.code, due_at=body.due_at)
            continue
        if told is None:
            return None
        move = MOVES.get(kind)
        told.state = (move.target or told.state) if move else told.state
        _take(told, act, body, address)
    return told if told and told.code else None


def _take(told: _Told, act: Act, body: Body, address: FileAddress) -> None:  # noqa: C901, PLR0912 - one line a kind
    match body:
        case contract.CodeReplaced(new_code=code):
            told.code = code
        case contract.DossierSealed(manifest=manifest):
            told.manifest = manifest
        case contract.PaperSigned(former=former, file=file):
            told.signed_later[former] = file
        case contract.FeeRecorded():
            told.fees = (*told.fees, _fee(body))
        case contract.SupplementAsked():
            told.supplements = (*told.supplements, _supplement(act, body, told.due_at))
        case contract.SupplementReceived(due_at=due_at):
            told.supplements = _received_supplement(told.supplements, act, due_at)
            told.due_at = due_at or told.due_at
        case contract.ProcessingStarted(due_at=due_at) | contract.FinancialDutyMet(due_at=due_at):
            told.due_at = due_at or told.due_at
        case contract.DeadlineExtended(due_at=due_at):
            told.due_at = due_at
        case contract.ResultDigitised():
            told.results = (*told.results, _result(body, address))
            told.ended_at = act.device_time
        case contract.Refused(reason=reason):
            told.refused_at, told.note = act.device_time, reason
        case contract.Withdrawn(reason=reason) | contract.Stopped(reason=reason):
            told.ended_at, told.note = act.device_time, reason
        case contract.HandedOver(receiver_name=receiver):
            told.returned_at, told.receiver = act.device_time, receiver
        case _:
            return


def _numbers(applicant: contract.Applicant) -> tuple[OwnerNumber, ...]:
    kinds = {TWELVE: "1", NINE: "2"}
    numbers = [number for number in (applicant.id_number, applicant.old_id_number) if number]
    return tuple(
        OwnerNumber(LoaiDinhDanh=kinds[len(number)], SoDinhDanh=number)
        for number in numbers
        if len(number) in kinds
    )


def _papers(told: _Told, address: FileAddress) -> tuple[SubmittedPaper, ...]:
    """The papers of the manifest, each in the version that its clerk has signed."""
    manifest = told.manifest
    if manifest is None:
        return ()
    scanned = [
        SubmittedPaper(
            TepDinhKemId=file,
            TenTepDinhKem=f"{paper.title}.pdf"[:LONGEST_FILE_TITLE],
            DuongDanTaiTepTin=address(file),
            MaThanhPhanHoSo=paper.paper_type,
            DuocSoHoa="1",
        )
        for paper in manifest.papers
        for file in (told.signed_later.get(paper.file, paper.file),)
    ]
    reused = [
        SubmittedPaper(
            TepDinhKemId=paper.file,
            TenTepDinhKem=f"{paper.title}.pdf"[:LONGEST_FILE_TITLE],
            DuongDanTaiTepTin=address(paper.file),
            MaThanhPhanHoSo=paper.paper_type,
            DuocSoHoa="1",
            DuocTaiSuDung="1",
        )
        for paper in manifest.reused
    ]
    return (*scanned, *reused)


def _fee(body: contract.FeeRecorded) -> FeeLine:
    return FeeLine(
        TenPhiLePhi=body.fee,
        MaPhiLePhi=body.receipt_number,
        HinhThucThu="1" if body.paid else "0",
        Gia=str(body.amount_vnd),
        LoaiPhiLePhi="2",
    )


def _supplement(act: Act, body: contract.SupplementAsked, due_at: str | None) -> SupplementRecord:
    return SupplementRecord(
        HoSoBoSungId=act.act_id,
        NguoiYeuCauBoSung=act.actor[:LONGEST_NAME],
        NoiDungBoSung=body.reason,
        NgayBoSung=portal_time(act.device_time),
        DanhSachGiayToBoSung=tuple({"TenGiayTo": paper} for paper in body.papers),
        NgayHenTraTruoc=portal_time(due_at),
    )


def _received_supplement(
    asked: tuple[SupplementRecord, ...], act: Act, due_at: str | None
) -> tuple[SupplementRecord, ...]:
    if not asked:
        return asked
    *earlier, last = asked
    answered = SupplementRecord(
        HoSoBoSungId=last.HoSoBoSungId,
        NguoiYeuCauBoSung=last.NguoiYeuCauBoSung,
        NoiDungBoSung=last.NoiDungBoSung,
        NgayBoSung=last.NgayBoSung,
        NguoiTiepNhanBoSung=act.actor[:LONGEST_NAME],
        NgayTiepNhanBoSung=portal_time(act.device_time),
        TrangThaiBoSung="1",
        DanhSachGiayToBoSung=last.DanhSachGiayToBoSung,
        NgayHenTraTruoc=last.NgayHenTraTruoc,
        NgayHenTraMoi=portal_time(due_at) or last.NgayHenTraTruoc,
    )
    return (*earlier, answered)


def _result(body: contract.ResultDigitised, address: FileAddress) -> ResultPaper:
    return ResultPaper(
        TenGiayTo=body.title[:LONGEST_RESULT_TITLE],
        MaThanhPhanHoSo="",
        GiayToId=body.file,
        DuongDanTepTinKetQua=address(body.file),
        MaGiayToKetQua=body.result_code,
    )
