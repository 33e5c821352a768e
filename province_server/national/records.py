"""The records of the national portal's interface, field by field, under the names that it uses.

``DossierRecord`` travels with the service ``DongBoHoSoMC``, ``ProgressRecord`` with ``CapNhatTienDoHoSoMC``. Times
are ``yyyyMMddHHmmss`` of Viet Nam. Whether a later portal still wants every field is not published: the names
are kept in this one module, so that a change stays here.
"""

from __future__ import annotations

import msgspec


class OwnerNumber(msgspec.Struct, frozen=True, kw_only=True):
    """``LoaiDinhDanh``: 1 = twelve-digit number, 2 = nine-digit number of the former card."""

    LoaiDinhDanh: str
    SoDinhDanh: str


class SubmittedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """One paper of the dossier. The portal takes addresses of files, never the files.

    ``DuocTaiSuDung``: 0 no, 1 yes, 2 replaced by an existing result.
    """

    TepDinhKemId: str
    TenTepDinhKem: str
    DuongDanTaiTepTin: str
    MaThanhPhanHoSo: str = ""
    IsDeleted: str = "False"
    DuocSoHoa: str = "0"
    DuocTaiSuDung: str = "0"
    DuocLayTuKhoDMQG: str = "0"
    MaKetQuaThayThe: str = ""


class FeeLine(msgspec.Struct, frozen=True, kw_only=True):
    """``LoaiPhiLePhi``: 1 = charge, 2 = duty. ``HinhThucThu``: 1 = paid at the window, 0 = not yet."""

    TenPhiLePhi: str
    MaPhiLePhi: str
    HinhThucThu: str
    Gia: str
    LoaiPhiLePhi: str


class SupplementRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One demand for further papers; ``TrangThaiBoSung``: 0 awaited, 1 received."""

    HoSoBoSungId: str
    NguoiYeuCauBoSung: str
    NoiDungBoSung: str
    NgayBoSung: str
    NguoiTiepNhanBoSung: str = ""
    ThongTinTiepNhan: str = ""
    NgayTiepNhanBoSung: str = ""
    TrangThaiBoSung: str = "0"
    DanhSachGiayToBoSung: tuple[dict[str, str], ...] = ()
    DanhSachLePhiBoSung: tuple[dict[str, str], ...] = ()
    NgayHenTraTruoc: str = ""
    NgayHenTraMoi: str = ""


class ResultPaper(msgspec.Struct, frozen=True, kw_only=True):
    TenGiayTo: str
    MaThanhPhanHoSo: str
    GiayToId: str
    DuongDanTepTinKetQua: str
    MaGiayToKetQua: str


class DossierRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier as the portal wants it.

    ``KenhThucHien``: 1 window, 2 online, 3 post. ``LoaiDoiTuong``: 1 citizen, 2 business. ``HinhThuc``: 0 window,
    1 post. ``TrangThaiHoSo``: national status 1-10. ``DuocThanhToanTrucTuyen``: 0 none, 1 paid online, 3 not paid.
    """

    MaHoSo: str
    MaTTHC: str
    TenTTHC: str
    MaLinhVuc: str
    TenLinhVuc: str
    KenhThucHien: str
    ChuHoSo: str
    SoGiayToChuHoSo: str
    LoaiDoiTuong: str
    Email: str
    SoDienThoai: str
    TrichYeuHoSo: str
    NgayNopHoSo: str
    NgayTiepNhan: str
    NgayHenTra: str
    TrangThaiHoSo: str
    DonViXuLy: str
    HinhThuc: str
    SoBienNhan: str = ""
    MaDoiTuong: str = ""
    ThongTinKhac: str = ""
    Fax: str = ""
    NgayTra: str = ""
    ThongTinTra: str = ""
    NgayKetThucXuLy: str = ""
    NgayTuChoi: str = ""
    GhiChu: str = ""
    NoiNopHoSo: str = "2"
    HoSoCoThanhPhanSoHoa: str = "0"
    TaiKhoanDuocXacThucVoiVNeID: str = "0"
    DuocThanhToanTrucTuyen: str = "0"
    DinhDanhCHS: tuple[OwnerNumber, ...] = ()
    DSKetNoiCSDL: tuple[dict[str, str], ...] = ()
    TaiLieuNop: tuple[SubmittedPaper, ...] = ()
    DanhSachLePhi: tuple[FeeLine, ...] = ()
    DanhSachTepDinhKemKhac: tuple[dict[str, str], ...] = ()
    DanhSachHoSoBoSung: tuple[SupplementRecord, ...] = ()
    DanhSachGiayToKetQua: tuple[ResultPaper, ...] = ()


class ProgressRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the processing; ``NguoiXuLy`` at most 50 characters."""

    MaHoSo: str
    NguoiXuLy: str
    ThoiDiemXuLy: str
    NoiDungXuLy: str
    TrangThai: str
    ChucDanh: str = ""
    PhongBanXuLy: str = ""
    NgayBatDau: str = ""
    NgayKetThucTheoQuyDinh: str = ""
