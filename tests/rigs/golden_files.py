"""Writes ``tests/data/contract``: values, canonical bytes, digests, signatures, under keys that everybody knows.

``python -m tests.rigs.golden_files``. A server in another language is right when it gets the same digests and
accepts the same signatures; these files never change for a released schema.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from counter_app.contract import acts as contract
from counter_app.contract import courier
from counter_app.contract.acts import (
    BODIES,
    Act,
    Applicant,
    Body,
    Kind,
    act_digest,
    body_to_wire,
    kind_of,
    schema_of,
)
from counter_app.contract.canonical import GENESIS, canonical, digest
from counter_app.contract.manifest import ExceptionEntry, Manifest, PageEntry, PaperEntry, ReuseEntry
from counter_app.contract.messages import (
    Certificate,
    EnrolRequest,
    FormerLife,
    PresentLife,
    Receipt,
    RelayWord,
    bytes_of_present_life,
    signed_bytes,
)
from counter_app.contract.moves import DEPENDS_ON, MOVES, NATIONAL_STATUS, WRITES, State
from province_server.keys import ServerKey, to_text

READER_SEED = bytes(range(64, 96))
FRESH_SEED = bytes(range(96, 128))
FOLDER = Path(__file__).parents[1] / "data" / "contract"
DEVICE_SEED = bytes(range(32))
SERVER_SEED = bytes(range(32, 64))
DOSSIER = "01936f2a-0000-7000-8000-000000000001"

_PAPER = PaperEntry(
    paper_id="01936f2a-0000-7000-8000-00000000000a",
    paper_type="to-khai-khai-sinh",
    title="Tờ khai đăng ký khai sinh",
    file=digest(b"declaration"),
    size_bytes=11,
    pages=(PageEntry(image=digest(b"image"), raw=digest(b"raw"), width=1654, height=2339, dpi=200),),
    signed=True,
)
_REUSE = ReuseEntry(
    paper_type="giay-chung-sinh",
    title="Giấy chứng sinh",
    file=digest(b"held"),
    source="kho",
    trust_level="born_digital_signed",
)
_EXCEPTION = ExceptionEntry(
    paper_type="ban-in-csdl-dan-cu",
    title="Căn cước",
    ground="shown_only",
    reason="Chỉ xuất trình",
    granted_by="clerk-lan",
)
_APPLICANT = Applicant(
    name="Nguyễn Thị Ánh Nguyệt", id_number="074190000123", birth="1990-03-12", phone="+84901234567"
)
_MANIFEST = Manifest(
    dossier_id=DOSSIER,
    code="H29.901-261123-0001",
    procedure="1.001193",
    case="default",
    papers=(_PAPER,),
    reused=(_REUSE,),
    exceptions=(_EXCEPTION,),
)
_DUE = "2026-11-25T17:00:00+07:00"

SAMPLES: tuple[Body, ...] = (
    contract.Received(
        code=_MANIFEST.code, provisional=False, procedure=_MANIFEST.procedure, case=_MANIFEST.case,
        receiving_unit="H29.901", competent_unit="H29.910", window="H29.901-Q01", applicant=_APPLICANT,
        received_at="2026-11-23T09:10:00+07:00", due_at=_DUE,
    ),
    contract.PaperSealed(paper=_PAPER, fields={"number": "12", "issued_on": "2026-11-01"}),
    contract.PaperReused(reuse=_REUSE),
    contract.ExceptionGranted(exception=_EXCEPTION),
    contract.DossierSealed(manifest=_MANIFEST, manifest_digest=_MANIFEST.name),
    contract.ProcessingStarted(unit="H29.910", due_at=_DUE),
    contract.SupplementAsked(papers=("giay-chung-sinh",), reason="Thiếu giấy chứng sinh", limit_days=5),
    contract.SupplementReceived(unit="H29.901", due_at=_DUE),
    contract.FinancialDutyAsked(amount_vnd=100_000, reason="Lệ phí"),
    contract.FinancialDutyMet(due_at=None, evidence="BL-0001"),
    contract.DeadlineExtended(due_at=_DUE, reason="Cần xác minh thêm"),
    contract.Refused(reason="Không thuộc thẩm quyền", ground="scope"),
    contract.Withdrawn(reason="Công dân xin rút"),
    contract.Stopped(reason="Công dân không bổ sung"),
    contract.ResultDigitised(
        result_code="H29.901-261123-0001-KQ1", title="Giấy khai sinh", file=digest(b"result"), size_bytes=6,
        signed=True,
    ),
    contract.HandedOver(unit="H29.902", receiver_name="Nguyễn Văn Bình", relation="chồng", handed_over_at=_DUE),
    contract.Rated(rating="very_satisfied", comment="Nhanh, chu đáo"),
    contract.FeeRecorded(fee="Lệ phí hộ tịch", amount_vnd=8_000, paid=True, receipt_number="0000123"),
    contract.Reassigned(unit="H29.902", clerk="clerk-mai", reason="Đông khách"),
    contract.Corrected(applicant=_APPLICANT, reason="Sai số điện thoại"),
    contract.CodeReplaced(old_code="TAM-01", new_code=_MANIFEST.code),
    contract.PaperStrengthened(paper_id="p1", former="d" * 64, file="e" * 64, size_bytes=54_321),
    contract.PaperSigned(
        paper_id="p1", paper_type="to-khai", title="Tờ khai", former="d" * 64, file="e" * 64, size_bytes=54_321
    ),
    contract.PapersViewed(person_digest=digest(b"074190000123"), purpose="Tái sử dụng giấy tờ"),
    contract.SignedIn(window="H29.901-Q01", offline=True),
    contract.SignedOut(window="H29.901-Q01"),
    contract.FeeReceiptGiven(model="01BLP2-001", series="AA-26P", serial="0000123", amount_vnd=8_000),
    contract.SlipGiven(
        slip="supplement", number="0007-Q01", procedure="1.001193", case="thong-thuong", window="H29.901-Q01",
        applicant=_APPLICANT, reason="Tờ khai chưa ký tên", papers=("to-khai",), request="Đăng ký khai sinh",
    ),
    contract.ActSettled(act_id="01936f2a-0000-7000-8000-0000000000ac"),
)  # fmt: skip


def device_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(DEVICE_SEED)


def server_key() -> ServerKey:
    return ServerKey(Ed25519PrivateKey.from_private_bytes(SERVER_SEED))


def golden_acts() -> list[Act]:
    """One act of every kind, in one chain of one device."""
    made: list[Act] = []
    previous = GENESIS
    for number, body in enumerate(SAMPLES, start=1):
        kind = kind_of(body)
        unsigned = Act(
            act_id=f"01936f2a-0000-7000-8000-{number:012}",
            device_id="01936f2a-0000-7000-8000-0000000000dd",
            epoch=1,
            device_seq=number,
            prev_digest=previous,
            dossier_id="" if kind in contract.WITHOUT_DOSSIER else DOSSIER,
            base_version=0,
            kind=kind,
            schema_version=schema_of(kind),
            body=body_to_wire(body),
            actor="clerk-lan",
            unit="H29.901",
            device_time=f"2026-11-23T09:{number:02}:00+07:00",
            server_offset_ms=-1200,
        )
        previous = act_digest(unsigned)
        signature = to_text(device_key().sign(previous.encode("ascii")))
        made.append(msgspec.structs.replace(unsigned, signature=signature))
    return made


def golden_statements() -> list[Receipt | Certificate | RelayWord]:
    act = golden_acts()[0]
    receipt = Receipt(
        receipt_id="01936f2a-0000-7000-8000-0000000000ee",
        act_id=act.act_id,
        act_digest=act_digest(act),
        place="province",
        version=1,
        issued_at="2026-11-23T02:10:01.000Z",
    )
    certificate = Certificate(
        day="2026-11-23",
        device_id=act.device_id,
        dossiers=1,
        pages=1,
        acts=len(SAMPLES),
        rolling_digest=digest("\n".join(sorted(act_digest(one) for one in golden_acts())).encode("ascii")),
        agreed=True,
        issued_at="2026-11-23T10:00:00.000Z",
    )
    relays = RelayWord(
        keys={"H29.901": (to_text(b"\x08" * 32), to_text(b"\x09" * 32)), "H29.902": ()},
        asked="01936f2a-0000-7000-8000-0000000000aa",
        issued_at="2026-11-23T02:10:00.000Z",
    )
    return [server_key().sign(receipt), server_key().sign(certificate), server_key().sign(relays)]


def golden_enrolment() -> EnrolRequest:
    """A device that a restored province has lost shows its present life."""
    act, receipt = golden_acts()[0], golden_statements()[0]
    assert isinstance(receipt, Receipt)
    request = EnrolRequest(
        code="ABCD-EFGH", public_key=to_text(b"\x07" * 32), device_id=act.device_id, epoch=act.epoch
    )
    own = device_key()
    life = PresentLife(
        public_key=to_text(own.public_key().public_bytes_raw()),
        act=act,
        receipt=receipt,
        signature=to_text(own.sign(bytes_of_present_life(request))),
    )
    before = FormerLife(public_key=life.public_key, act=act, receipt=receipt, last_seq=len(SAMPLES))
    return msgspec.structs.replace(request, present=life, former=(before,))


def files() -> dict[str, str]:
    """Every golden file's text by its name."""
    device = to_text(device_key().public_key().public_bytes_raw())
    acts = [
        {"act": msgspec.to_builtins(act), "digest": act_digest(act), "canonical": _unsigned(act)}
        for act in golden_acts()
    ]
    statements = [
        {"kind": type(one).__name__, "statement": msgspec.to_builtins(one), "signed": signed_bytes(one).decode()}
        for one in golden_statements()
    ]
    return {
        "acts.json": _pretty({"device_key": device, "acts": acts}),
        "manifest.json": _pretty(
            {
                "manifest": msgspec.to_builtins(_MANIFEST),
                "canonical": canonical(_MANIFEST).decode(),
                "digest": _MANIFEST.name,
            }
        ),
        "statements.json": _pretty({"server_key": server_key().public_text, "statements": statements}),
        "enrolment.json": _pretty(
            {
                "request": msgspec.to_builtins(golden_enrolment()),
                "signed": bytes_of_present_life(golden_enrolment()).decode(),
            }
        ),
        "moves.json": _pretty(_moves()),
        "courier.json": _pretty(_courier()),
    }


def _courier() -> dict[str, object]:
    """A box with an act and a file of more than one piece, and every key that was used."""
    reader = X25519PrivateKey.from_private_bytes(READER_SEED)
    fresh = X25519PrivateKey.from_private_bytes(FRESH_SEED)
    act = golden_acts()[0]
    file = b"declaration " * 100
    out = io.BytesIO()
    writer = courier.BoxWriter(
        out,
        name="01936f2a-0000-7000-8000-0000000000cc",
        writer=act.device_id,
        epoch=act.epoch,
        reader_key=courier.public_half(reader),
        fresh=fresh,
    )
    writer.add(courier.ASKED, canonical(courier.Asked(reply_key=courier.public_half(fresh), cursor=7)))
    writer.add(courier.ACT, canonical(act))
    writer.add_pieces(courier.Label(kind=courier.FILE, size=len(file), name=digest(file)), [file])
    writer.close(lambda content: to_text(device_key().sign(content)))
    return {
        "reader_private": to_text(READER_SEED),
        "fresh_private": to_text(FRESH_SEED),
        "writer_public": to_text(device_key().public_key().public_bytes_raw()),
        "things": [courier.ASKED, courier.ACT, courier.FILE],
        "act": act.act_id,
        "file": digest(file),
        "box": out.getvalue().hex(),
    }


def _unsigned(act: Act) -> str:
    return canonical(msgspec.structs.replace(act, signature="")).decode()


def _moves() -> dict[str, object]:
    return {
        "states": {state.value: NATIONAL_STATUS[state] for state in State},
        "moves": {
            kind.value: {
                "from": sorted(state.value for state in move.sources),
                "to": move.target.value if move.target else None,
                "by": move.by.value,
                "custody": "named" if kind is Kind.REASSIGNED else move.custody,
                "changes": sorted(WRITES[kind]),
                "rests_on": sorted(DEPENDS_ON[kind]),
            }
            for kind, move in MOVES.items()
        },
        "without_dossier": sorted(kind.value for kind in contract.WITHOUT_DOSSIER),
        "kinds": [kind.value for kind in BODIES],
    }


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
