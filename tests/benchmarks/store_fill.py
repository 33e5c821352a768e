"""Fills a store as years at a window would: dossiers with all their acts, pages with their words.

    python -m tests.benchmarks.store_fill FOLDER --dossiers 100000

Ten acts a dossier. Nearly all dossiers have ended; the last ones are open, and the acts of the very last wait to
be sent. The same seed gives the same store.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import msgspec

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, Applicant, Body, act_digest, body_to_wire, chain_start, kind_of
from counter_app.contract.manifest import Manifest, PageEntry, PaperEntry
from counter_app.contract.messages import Outcome, Receipt
from counter_app.contract.moves import PROVINCE
from counter_app.db.store import Store
from counter_app.domain.dossier import fold_all
from counter_app.domain.ids import DossierId, PageId, UnitCode
from counter_app.domain.pages import Box, Line, PageReading, Word
from counter_app.services.ports import (
    DeviceIdentity,
    FileState,
    OutgoingFile,
    Page,
    PageState,
    StoredAct,
    UnitOfWork,
)

SECRET = bytes(range(32))
HERE = timezone(timedelta(hours=7))
LAST_DAY = datetime(2026, 11, 23, 8, 0, tzinfo=HERE)
A_DAY = 150
AT_ONCE = 500
PAPERS = 4
OPEN_SHARE = 20
"""One dossier in so many has not ended."""


def listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FAMILY = listed(
    """
    Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý
    """
)
MIDDLE = listed(
    """
    Văn Thị Đức Minh Hữu Ngọc Thanh Quốc Xuân Kim Hoàng Thu Phương Bảo Gia Anh Tuấn Hồng Mỹ Đình
    """
)
GIVEN = listed(
    """
    An Ánh Bình Châu Chi Cường Dũng Dung Đạt Giang Hà Hải Hạnh Hiếu Hoa Hòa Hùng Hương Khánh Lan Linh Long Mai
    Minh My Nam Nga Ngân Nhung Oanh Phong Phúc Quân Quang Quyên Sơn Tâm Thảo Thắng Thúy Trang Trung Tú Uyên
    Vân Việt Yến
    """
)
PROCEDURES = listed(
    """
    1.001193 1.000894 1.000656 1.004873 2.000635 2.000815 2.000815 2.000815 1.001612 1.012783 1.009122
    """
)
WORDS = listed(
    """
    cộng hòa xã hội chủ nghĩa việt nam độc lập tự do hạnh phúc giấy chứng sinh khai tờ đơn đề nghị cấp đổi
    quyền sử dụng đất tài sản gắn liền với họ tên ngày tháng năm quê quán nơi thường trú số định danh cá nhân
    chứng thực bản sao đúng bản chính ủy ban nhân dân phường xã thành phố bình dương bệnh viện mẹ cha con vợ
    chồng hợp đồng chuyển nhượng tặng cho thừa kế thửa bản đồ diện tích mục đích thời hạn xây dựng nhà ở riêng
    lẻ giấy phép kinh doanh hộ
    """
)


@dataclass(frozen=True)
class Size:
    """How much to make."""

    dossiers: int
    pages_each: int = 1
    words_a_page: int = 80


class Chain:
    """One device's acts, chained and numbered."""

    def __init__(self, device_id: str, unit: str) -> None:
        self._device_id = device_id
        self._unit = unit
        self._previous = chain_start()
        self._number = 0

    def next(self, body: Body, dossier_id: str, at: datetime, base_version: int) -> tuple[Act, str]:
        self._number += 1
        act = Act(
            act_id=f"{self._device_id}-{self._number:08d}-0000-7000-8000-000000000000",
            device_id=self._device_id,
            epoch=1,
            device_seq=self._number,
            prev_digest=self._previous,
            dossier_id=dossier_id,
            base_version=base_version,
            kind=kind_of(body),
            body=body_to_wire(body),
            actor="clerk-lan",
            unit=self._unit,
            device_time=at.isoformat(),
            server_offset_ms=120,
            signature="s" * 86,
        )
        self._previous = act_digest(act)
        return act, self._previous


def fill(folder: Path, size: Size, *, seed: int = 1) -> Path:
    """Make the store and return its path; an existing one of the same name is an error."""
    path = folder / "store.db"
    if path.exists():
        raise FileExistsError(path)
    chance = random.Random(seed)  # noqa: S311 - a store to measure on, not a secret
    own, province = Chain("dev-1", "H09.01"), Chain("province", "H09")
    with Store(path, SECRET) as store:
        for first in range(0, size.dossiers, AT_ONCE):
            with store.open_work() as work:
                work.observations.put_device(DeviceIdentity("dev-1", 1, UnitCode("H09.01"), "W1", "k" * 43))
                for number in range(first, min(first + AT_ONCE, size.dossiers)):
                    put_dossier(work, number, size, chance, own, province)
                work.commit()
    return path


def put_dossier(
    work: UnitOfWork, number: int, size: Size, chance: random.Random, own: Chain, province: Chain
) -> None:
    """One dossier with its acts, pages and files."""
    at = LAST_DAY - timedelta(days=(size.dossiers - number) // A_DAY, minutes=-(number % A_DAY) * 3)
    dossier_id = f"{number:08x}-0000-7000-8000-{chance.getrandbits(48):012x}"
    is_open = number >= size.dossiers - size.dossiers // OPEN_SHARE
    is_unsent = is_open and number >= size.dossiers - A_DAY
    bodies = list(life(dossier_id, number, at, chance))
    # The province goes on with a dossier only when everything before has reached it.
    lengths = (2, 6, 6) if is_unsent else (2, 6, 6, 7) if is_open else (len(bodies),)
    kept = bodies[: chance.choice(lengths)]
    acts: list[Act] = []
    for version, (body, by_province) in enumerate(kept, start=1):
        act, digest = (province if by_province else own).next(body, dossier_id, at, version - 1)
        acts.append(act)
        work.acts.append(stored(act, digest, version, own=not by_province, sent=not is_unsent or version == 1))
    dossier = fold_all(acts)
    assert dossier is not None
    work.dossiers.put(dossier)
    for index in range(size.pages_each):
        work.pages.add(page(dossier_id, number, index, at, size.words_a_page, chance))
    if is_open:
        state = FileState.UNKNOWN if is_unsent else FileState.THERE
        work.files.add(OutgoingFile(f"{number:064x}", 400_000, DossierId(dossier_id), dossier.due_at, state=state))


def stored(act: Act, digest: str, version: int, *, own: bool, sent: bool) -> StoredAct:
    if own and not sent:
        return StoredAct(act=act, digest=digest, own=True)
    receipt = Receipt(
        receipt_id=f"r-{act.act_id}",
        act_id=act.act_id,
        act_digest=digest,
        place=PROVINCE,
        version=version,
        issued_at=act.device_time,
        signature="s" * 86,
    )
    return StoredAct(
        act=act,
        digest=digest,
        own=own,
        outcome=Outcome.APPLIED,
        receipt=receipt if own else None,
        version=version,
    )


def life(dossier_id: str, number: int, at: datetime, chance: random.Random) -> Iterator[tuple[Body, bool]]:
    """The acts of a dossier in order, each with whether the province made it."""
    code = f"H09.01-{at:%y%m%d}-{number % A_DAY + 1:04d}"
    procedure = chance.choice(PROCEDURES)
    due = (at + timedelta(days=chance.randint(0, 15))).isoformat()
    yield received(code, procedure, at, due, chance), False
    yield contract.FeeRecorded(fee="Lệ phí", amount_vnd=8000, paid=True, receipt_number=f"BL{number}"), False
    papers = tuple(paper(dossier_id, f"paper-{index}", chance) for index in range(PAPERS - 1))
    for one in papers:
        yield contract.PaperSealed(paper=one), False
    manifest = Manifest(dossier_id=dossier_id, code=code, procedure=procedure, case="default", papers=papers)
    yield contract.DossierSealed(manifest=manifest, manifest_digest="0" * 64), False
    yield contract.ProcessingStarted(unit="H09.10", due_at=due), True
    result = contract.ResultDigitised(
        result_code=f"{code}-KQ1", title="Giấy khai sinh", file="d" * 64, size_bytes=90_000, signed=True
    )
    yield result, True
    yield contract.HandedOver(unit="H09.01", receiver_name="Nguyễn Văn A", relation="self"), False
    yield contract.Rated(rating="very_satisfied"), False


def received(code: str, procedure: str, at: datetime, due: str, chance: random.Random) -> contract.Received:
    name = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
    applicant = Applicant(
        name=name,
        id_number=f"0741{chance.randint(60, 99)}{chance.randint(0, 999_999):06d}",
        birth="1990-01-01",
        address="Phường Phú Lợi, tỉnh Bình Dương",
        phone=f"+849{chance.randint(0, 99_999_999):08d}",
    )
    return contract.Received(
        code=code,
        provisional=False,
        procedure=procedure,
        case="default",
        receiving_unit="H09.01",
        competent_unit=chance.choice(("H09.01", "H09.10", "H09.11")),
        window=f"W{chance.randint(1, 6)}",
        applicant=applicant,
        received_at=at.isoformat(),
        due_at=due,
        result_by=chance.choice(("window", "window", "post")),
    )


def paper(dossier_id: str, paper_type: str, chance: random.Random) -> PaperEntry:
    entry = PageEntry(
        image=f"{chance.getrandbits(256):064x}",
        raw=f"{chance.getrandbits(256):064x}",
        width=1654,
        height=2339,
        dpi=200,
    )
    return PaperEntry(
        paper_id=f"{dossier_id}:{paper_type}",
        paper_type=paper_type,
        title="Tờ khai đăng ký",
        file=f"{chance.getrandbits(256):064x}",
        size_bytes=400_000,
        pages=(entry, entry),
        signed=True,
    )


def page(dossier_id: str, number: int, index: int, at: datetime, words: int, chance: random.Random) -> Page:
    box = Box(100, 100, 400, 40)
    typed = [Word(chance.choice(WORDS), box, 93.5) for _ in range(words)]
    lines = tuple(
        Line(words=tuple(typed[start : start + 8]), box=box, baseline=(100, 138, 500, 138))
        for start in range(0, words, 8)
    )
    reading = PageReading(1654, 2339, 200, 0, 0.4, False, lines, (), (), 93.5, 700)
    blank = Page(
        page_id=PageId(f"{number:08x}-{index:04x}-7000-8000-00000000000a"),
        dossier_id=DossierId(dossier_id),
        position=index + 1,
        raw="a" * 64,
        media_type="image/jpeg",
        captured_at=at,
    )
    return replace(blank, state=PageState.READ, cleaned="b" * 64, thumbnail="c" * 64, reading=reading)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dossiers", type=int, default=100_000)
    parser.add_argument("--pages-each", type=int, default=1)
    given = parser.parse_args()
    began = time.perf_counter()
    path = fill(given.folder, Size(given.dossiers, given.pages_each))
    took = time.perf_counter() - began
    report = {
        "store": str(path),
        "bytes": path.stat().st_size,
        "dossiers": given.dossiers,
        "seconds": round(took, 1),
    }
    sys.stdout.write(msgspec.json.encode(report).decode() + "\n")


if __name__ == "__main__":
    main()
