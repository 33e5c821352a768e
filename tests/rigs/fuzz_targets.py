"""What hostile bytes reach, each as one call: the bytes are taken in, or refused in one of the foreseen ways.

Shared by the plain fuzzer of the tests and by the one that coverage leads (``fuzz_with_coverage``).
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import msgspec
from typing_extensions import override

from counter_app.contract import acts
from counter_app.contract.acts import Act
from counter_app.contract.calendars import check_calendars
from counter_app.contract.catalogue import check_catalogue
from counter_app.contract.courier import BadBox
from counter_app.contract.indicators import check_indicators
from counter_app.contract.messages import CertificateRequest, EnrolRequest, NumberSlicesRequest, RelayWord
from counter_app.contract.organisation import check_organisation
from counter_app.domain.addresses import read_address_book
from counter_app.domain.errors import CounterError, InvalidInput
from counter_app.domain.id_card import read_card, read_typed_card
from counter_app.domain.identity import parse_birth, parse_id_number, parse_name, parse_phone
from counter_app.domain.ids import UnitCode
from counter_app.domain.slip_codes import read_separator_code, read_slip_code
from counter_app.scanner import messages as spoken
from counter_app.scanner.drivers.escl_messages import capabilities_from, status_from
from counter_app.services.ports import ClerkProof, DeviceIdentity
from counter_app.sync.credentials import DeviceKeyRing
from counter_app.sync.gateway import HttpGateway
from counter_app.sync.transport import Answer, LinkSettings, Transport
from province_server.acts.envelope import Unreadable, open_envelope
from tests.rigs import fuzz_courier as courier

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "data" / "contract"
LAW = ROOT / "resources"
NOW = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Target:
    """One way in: ``rounds`` inputs in the long run; ``seeds`` are inputs that are right."""

    take: Callable[[bytes], object]
    seeds: tuple[bytes, ...]
    rounds: int
    refusals: tuple[type[Exception], ...] = (CounterError,)

    def try_one(self, content: bytes) -> bool:
        """Whether the bytes were taken in; anything but a foreseen refusal is raised."""
        try:
            self.take(content)
        except self.refusals:
            return False
        return True


# --- a worker's and a driver's words ---------------------------------------------------------------------------


def _all_answers(content: bytes) -> None:
    stream = io.BytesIO(content)
    while spoken.read_answer(stream) is not None:
        pass


def _all_requests(content: bytes) -> None:
    stream = io.BytesIO(content)
    while spoken.read_request(stream) is not None:
        pass


def _written(write: Callable[[io.BytesIO], None]) -> bytes:
    stream = io.BytesIO()
    write(stream)
    return stream.getvalue()


ANSWERS = tuple(
    _written(lambda stream, one=one: spoken.write_answer(stream, *one))  # type: ignore[misc]
    for one in (
        (spoken.Ready(),),
        (spoken.ImageRefused("damaged", "not_an_image", {}),),
    )
)
REQUESTS = tuple(
    _written(lambda stream, one=one: spoken.write_request(stream, one))  # type: ignore[misc]
    for one in (spoken.GoOn(), spoken.StopScan())
)
CAPABILITIES = (
    b'<?xml version="1.0"?><scan:ScannerCapabilities xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" '
    b'xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"><pwg:Version>2.63</pwg:Version><scan:Adf>'
    b"<scan:AdfSimplexInputCaps><scan:MaxWidth>2550</scan:MaxWidth><scan:MaxHeight>4200</scan:MaxHeight>"
    b"<scan:SettingProfiles><scan:SettingProfile><scan:SupportedResolutions><scan:DiscreteResolutions>"
    b"<scan:DiscreteResolution><scan:XResolution>300</scan:XResolution></scan:DiscreteResolution>"
    b"</scan:DiscreteResolutions></scan:SupportedResolutions></scan:SettingProfile></scan:SettingProfiles>"
    b"</scan:AdfSimplexInputCaps></scan:Adf></scan:ScannerCapabilities>"
)
STATUS = (
    b'<scan:ScannerStatus xmlns:scan="s" xmlns:pwg="p"><pwg:State>Idle</pwg:State><scan:Jobs><scan:JobInfo>'
    b"<pwg:JobUri>/eSCL/ScanJobs/1</pwg:JobUri><pwg:JobState>Completed</pwg:JobState></scan:JobInfo></scan:Jobs>"
    b"</scan:ScannerStatus>"
)
ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c SYSTEM "file:///etc/passwd">]><scan:ScannerStatus xmlns:scan="s">&b;&c;</scan:ScannerStatus>'
)


def _scanner_documents(content: bytes) -> None:
    try:
        capabilities_from(content)
    finally:
        status_from(content, "/eSCL/ScanJobs/1")


# --- the province's answers -------------------------------------------------------------------------------------


class _Saying(Transport):
    """Answers every request with the same bytes; the first asks for a token and gets one."""

    def __init__(self) -> None:
        super().__init__(LinkSettings("http://127.0.0.1:1"))
        self.body = b""
        self.headers: Mapping[str, str] = {}

    @override
    def exchange(self, method: str, path: str, **_more: object) -> Answer:  # type: ignore[override]
        if path.endswith("/v1/tokens"):
            return Answer(200, {}, TOKEN)
        return Answer(200, self.headers, self.body)


TOKEN = msgspec.json.encode(
    {
        "access_token": "t",
        "token_type": "Bearer",
        "expires_in": 900,
        "server_time": "2026-11-23T02:10:00.000Z",
        "last_seq": 0,
        "epoch": 1,
    }
)


CERTIFICATE = msgspec.convert(
    {"day": "2026-11-23", "dossiers": 0, "pages": 0, "acts": 0, "rolling_digest": ""}, CertificateRequest
)


class _Known:
    """A clock, chance and listener of nothing in particular."""

    def now(self) -> datetime:
        return NOW

    def server_offset_ms(self) -> int:
        return 0

    def new_id(self) -> str:
        return "id"

    def fraction(self) -> float:
        return 0.5

    def told_offset(self, offset_ms: int) -> None:
        del offset_ms

    def told_last_number(self, epoch: int, last_seq: int) -> bool:
        del epoch, last_seq
        return True

    def told_relays(self, word: RelayWord, asked: str) -> None:
        del word, asked


@cache
def _gateway() -> tuple[HttpGateway, _Saying]:
    saying, known = _Saying(), _Known()
    identity = DeviceIdentity("dev-1", 1, UnitCode("H29.901"), "Q01", "key")
    keys = DeviceKeyRing([bytes(32)], keep=lambda _seeds: None)
    return HttpGateway(saying, keys, lambda: identity, known, known, known, lambda: 0.0), saying


def _answers_of_the_province(content: bytes) -> None:
    """Every request of the protocol gets these bytes; each of them either is an answer or is refused."""
    gateway, saying = _gateway()
    saying.body = content
    saying.headers = {"upload-offset": content[:12].decode("latin-1"), "location": "/v1/files/uploads/1"}
    refused: CounterError | None = None
    for ask in (
        lambda: gateway.changes(0),
        lambda: gateway.send_acts(()),
        lambda: gateway.enrol(EnrolRequest(public_key="k")),
        lambda: gateway.lease_numbers(NumberSlicesRequest()),
        lambda: gateway.person_papers("1", ClerkProof("lan", "x"), "p"),
        lambda: gateway.certify(CERTIFICATE),
        lambda: gateway.missing(("0" * 64,)),
        lambda: gateway.upload_offset("/v1/files/uploads/1"),
        lambda: gateway.download("0" * 64),
    ):
        try:
            ask()
        except CounterError as error:
            refused = error
    if refused is not None:
        raise refused


def _act_bodies(content: bytes) -> None:
    """An act out of the feed, down to its typed body."""
    acts.body_of(msgspec.json.decode(content, type=Act))


def _acts_at_the_province(content: bytes) -> None:
    open_envelope(content)


# --- texts ------------------------------------------------------------------------------------------------------


def _text(take: Callable[[str], object]) -> Callable[[bytes], None]:
    def taken(content: bytes) -> None:
        take(content.decode("utf-8", "replace"))

    return taken


def _file(
    check: Callable[[Mapping[str, str]], tuple[object | None, tuple[object, ...]]],
) -> Callable[[bytes], None]:
    def checked(content: bytes) -> None:
        usable, mistakes = check({"file.toml": content.decode("utf-8", "replace")})
        if usable is None:
            assert mistakes
            raise InvalidInput("resources_broken")

    return checked


def _typed(text: str) -> None:
    refused: CounterError | None = None
    for parse in (parse_birth, parse_id_number, parse_name, parse_phone):
        try:
            parse(text)
        except CounterError as error:
            refused = error
    if refused is not None:
        raise refused


def _separator(text: str) -> None:
    if read_separator_code(text) is None:
        raise InvalidInput("resources_broken")


CARD = "074190000123|281234567|Nguyễn Thị Ánh Nguyệt|04031990|Nữ|Số 1 đường Lê Lợi, Phường Thuận Hóa, Huế|01022022"


def _answers() -> tuple[bytes, ...]:
    time = "2026-11-23T02:10:00.000Z"
    receipt = {
        "receipt_id": "r", "act_id": "a", "act_digest": "0" * 64, "place": "province", "version": 1,
        "issued_at": time, "signature": "s",
    }  # fmt: skip
    answer = {"act_id": "a", "outcome": "applied", "receipt": receipt, "version": 1}
    change = {"position": 1, "kind": "clerk", "body": {"clerk_id": "c", "login": "l", "name": "n"}}
    serials = {
        "slice_id": "s", "unit": "u", "day": "2026-11-23", "first": 1, "last": 9, "device_id": "d", "epoch": 1,
    }  # fmt: skip
    told: tuple[dict[str, object], ...] = (
        {"answers": [answer], "last_seq": 1, "server_time": time},
        {"changes": [change], "next": 1, "more": False, "server_time": time},
        {"slices": [serials]},
        {"missing": ["0" * 64]},
        {"device_id": "d", "epoch": 1, "unit": "u", "window": "w", "server_key": "k", "server_time": time},
    )
    return tuple(msgspec.json.encode(one) for one in told)


def _golden_acts() -> tuple[bytes, ...]:
    told = msgspec.json.decode((GOLDEN / "acts.json").read_bytes())
    found: list[bytes] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if "act_id" in value and "prev_digest" in value:
                found.append(msgspec.json.encode(value))
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(told)
    return tuple(found)


def _law(folder: str) -> tuple[bytes, ...]:
    smallest = sorted((LAW / folder).glob("*.toml"), key=lambda path: path.stat().st_size)[:2]
    return tuple(path.read_bytes()[:4000] for path in smallest)


@cache
def targets() -> dict[str, Target]:
    """Every way in, by its name."""
    return {
        "answers of workers": Target(_all_answers, ANSWERS, 180_000, (spoken.Garbled,)),
        "requests to workers": Target(_all_requests, REQUESTS, 120_000, (spoken.Garbled,)),
        "documents of network scanners": Target(_scanner_documents, (CAPABILITIES, STATUS, ENTITIES), 80_000),
        "answers of the province": Target(_answers_of_the_province, _answers(), 60_000),
        "acts out of the feed": Target(
            _act_bodies, _golden_acts(), 120_000, (msgspec.MsgspecError, UnicodeDecodeError)
        ),
        "acts at the province": Target(_acts_at_the_province, _golden_acts(), 60_000, (Unreadable,)),
        "QR codes of ID cards": Target(_text(read_card), (CARD.encode(),), 120_000),
        "ID cards through a wedge": Target(_text(read_typed_card), (CARD.encode(),), 80_000),
        "QR codes of slips": Target(_text(read_slip_code), (b"HS|H29.901-261123-0401|1.004873",), 100_000),
        "QR codes of separators": Target(_text(_separator), (b"PT|H29.901-261123-0401|other|1",), 60_000),
        "typed fields": Target(_text(_typed), (b"04/03/1990", CARD.encode()), 30_000),
        "procedure files": Target(_file(check_catalogue), _law("procedures"), 4_000),
        "calendar files": Target(_file(check_calendars), _law("calendars"), 4_000),
        "organisation files": Target(_file(check_organisation), _law("organisation"), 4_000),
        "indicator files": Target(_file(check_indicators), _law("indicators"), 4_000),
        "replies on a stick": Target(courier.take_reply, courier.replies(), 60_000),
        "what a province seals": Target(courier.take_answers, courier.answers(), 20_000),
        "boxes on a stick": Target(courier.take_box, courier.boxes(), 60_000, (BadBox,)),
        "what a window seals": Target(courier.take_things, courier.things(), 12_000, (BadBox,)),
        "address lists": Target(_text(read_address_book), _addresses(), 4_000),
    }


def _addresses() -> tuple[bytes, ...]:
    (file,) = sorted((LAW / "addresses").glob("*.tsv"))[:1]
    return (b"\n".join(file.read_bytes().splitlines()[:30]),)


# --- making inputs ----------------------------------------------------------------------------------------------

WORDS = (
    b"\xff\xff\xff\xff", b"\0\0\0\0", b"null", b"true", b"{", b"}", b"[", b"]", b'"', b"|", b"||||", b"-1",
    b"1e999", b"99999999999999999999", b"\\u0000", b"\\ud800", b"\xc3\x28", b"\xf0\x9f\x92\xa9", b"\xef\xbb\xbf",
    b"\r\n", b"<", b"&", b"&#0;", b"]]>", b"<!--", b"0" * 64, b"9999-12-31", b"24:00", b"=", b"'''", b"[[x]]",
    "\u202e\u0301".encode(),
)  # fmt: skip


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut out, repeated, replaced by words that mean something, or cut off."""
    content = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        place = chance.randrange(len(content) + 1)
        match chance.randrange(7):
            case 0 if place < len(content):
                content[place] = chance.randrange(256)
            case 1 | 2:
                word = chance.choice(WORDS)
                content[place : place + chance.choice((0, len(word)))] = word
            case 3:
                del content[place : place + chance.randrange(1, 40)]
            case 4:
                content[place:place] = content[max(0, place - chance.randrange(60)) : place]
            case 5:
                content[place:place] = chance.randbytes(chance.randrange(1, 12))
            case _ if chance.random() < 0.3:
                del content[place:]
            case _:
                other = chance.randrange(len(content) + 1)
                content[place : place + 8] = content[other : other + 8]
    return bytes(content)
