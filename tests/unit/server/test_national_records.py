"""A dossier in the national portal's words: field names, times and numbers as its interface has them."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from counter_app.contract import acts as contract
from province_server.national.compose import ProcedureName, dossier_record, portal_time, progress_records
from tests.builders.acts import chain, manifest, received, sealed

GOLDEN = Path(__file__).resolve().parents[2] / "data" / "contract" / "national_portal.json"
RESULT = contract.ResultDigitised(
    result_code="H09.01-261123-0001-KQ1", title="Giấy khai sinh", file="d" * 64, size_bytes=9, signed=True
)
WHOLE_WAY = (
    received(),
    contract.FeeRecorded(fee="Lệ phí hộ tịch", amount_vnd=8000, paid=True, receipt_number="BL-1"),
    sealed(),
    contract.ProcessingStarted(unit="H09.10"),
    contract.SupplementAsked(papers=("Giấy chứng sinh",), reason="Thiếu giấy chứng sinh"),
    contract.SupplementReceived(unit="H09.01", due_at="2026-11-25T17:00:00+07:00"),
    sealed(),
    contract.ProcessingStarted(unit="H09.10"),
    RESULT,
    contract.HandedOver(unit="H09.02", receiver_name="Nguyễn Thị Ánh"),
)


def names(code: str) -> ProcedureName:
    assert code == "1.001193"
    return ProcedureName("Đăng ký khai sinh", "ho-tich", "Hộ tịch")


def address(digest: str) -> str:
    return f"https://tinh.example/tep/{digest}"


def test_the_whole_way_makes_the_stored_records() -> None:
    acts = chain(*WHOLE_WAY)

    made = {
        "DongBoHoSoMC": msgspec.to_builtins(dossier_record(acts, names, address)),
        "CapNhatTienDoHoSoMC": [msgspec.to_builtins(step) for step in progress_records(acts)],
    }

    assert json.loads(GOLDEN.read_text(encoding="utf-8")) == json.loads(json.dumps(made))


def test_a_paper_is_told_in_the_version_that_was_signed_afterwards() -> None:
    signed = contract.PaperSigned(
        paper_id="p", paper_type="declaration", title="Tờ khai", former="a" * 64, file="e" * 64, size_bytes=9
    )

    record = dossier_record(chain(received(), sealed(), signed), names, address)

    assert record is not None
    [told] = record.TaiLieuNop
    assert (told.TepDinhKemId, told.DuongDanTaiTepTin) == ("e" * 64, address("e" * 64))


def test_a_dossier_without_a_legal_code_is_not_reported() -> None:
    provisional = chain(received("TAM-1", provisional=True))

    assert dossier_record(provisional, names, address) is None
    assert progress_records(provisional) == []


def test_a_dossier_is_reported_under_the_code_that_replaced_the_provisional_one() -> None:
    acts = chain(
        received("TAM-1", provisional=True), contract.CodeReplaced(old_code="TAM-1", new_code="H09.01-261123-0009")
    )

    record = dossier_record(acts, names, address)

    assert record is not None
    assert record.MaHoSo == "H09.01-261123-0009"


def test_a_refusal_carries_its_day_its_status_and_its_reason() -> None:
    record = dossier_record(chain(received(), contract.Refused(reason="Không thuộc thẩm quyền")), names, address)

    assert record is not None
    assert (record.TrangThaiHoSo, record.NgayTuChoi, record.GhiChu) == (
        "3",
        "20261123091000",
        "Không thuộc thẩm quyền",
    )


def test_papers_travel_as_addresses_and_say_that_they_were_digitised() -> None:
    record = dossier_record(chain(received(), sealed()), names, address)

    assert record is not None
    (paper,) = record.TaiLieuNop
    assert paper.DuongDanTaiTepTin == address(manifest().papers[0].file)
    assert (paper.DuocSoHoa, paper.DuocTaiSuDung, record.HoSoCoThanhPhanSoHoa) == ("1", "0", "1")


def test_times_are_those_of_viet_nam() -> None:
    assert portal_time("2026-11-23T18:30:00+00:00") == "20261124013000"
    assert portal_time(None) == ""
