"""The golden files are the interface for other languages: they hold by themselves, and our code agrees with them.

Canonical bytes, digests and signatures are checked here by plain json, hashlib and Ed25519, not by our own code.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from counter_app.contract.acts import BODIES, Act, Kind, act_digest, body_of
from counter_app.contract.courier import things_in
from counter_app.contract.manifest import Manifest
from counter_app.contract.moves import State, commutes
from province_server.acts.envelope import open_envelope
from tests.rigs import golden_files

FILES = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in golden_files.FOLDER.glob("*.json")}
ACTS = FILES["acts.json"]["acts"]


def plain_canonical(value: Any) -> bytes:
    # RFC 8785 for what the contract has: texts, integers, booleans, null; ASCII keys.
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def verify(public_key: str, signature: str, content: bytes) -> None:
    raw_key, raw_signature = (
        base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) for text in (public_key, signature)
    )
    Ed25519PublicKey.from_public_bytes(raw_key).verify(raw_signature, content)


@pytest.mark.parametrize("name", sorted(golden_files.files()))
def test_our_code_writes_the_golden_file_that_is_kept(name: str) -> None:
    kept = (golden_files.FOLDER / name).read_text(encoding="utf-8")

    assert golden_files.files()[name] == kept


@pytest.mark.parametrize("entry", ACTS, ids=[entry["act"]["kind"] for entry in ACTS])
def test_an_act_s_bytes_digest_and_signature_hold_without_our_code(entry: dict[str, Any]) -> None:
    unsigned = plain_canonical({**entry["act"], "signature": ""})

    verify(FILES["acts.json"]["device_key"], entry["act"]["signature"], entry["digest"].encode())

    assert unsigned.decode() == entry["canonical"]
    assert hashlib.sha256(unsigned).hexdigest() == entry["digest"]


@pytest.mark.parametrize("entry", ACTS, ids=[entry["act"]["kind"] for entry in ACTS])
def test_our_code_reads_the_golden_act_and_names_it_alike(entry: dict[str, Any]) -> None:
    raw = json.dumps(entry["act"]).encode()
    act = msgspec.json.decode(raw, type=Act)

    assert act_digest(act) == open_envelope(raw).digest == entry["digest"]
    assert type(body_of(act)) is BODIES[Kind(act.kind)]


def test_there_is_a_golden_act_of_every_kind_in_one_chain() -> None:
    links = [entry["act"]["prev_digest"] for entry in ACTS]

    assert [entry["act"]["kind"] for entry in ACTS] == [kind.value for kind in Kind]
    assert links == ["0" * 64, *(entry["digest"] for entry in ACTS[:-1])]


def test_the_manifest_is_named_by_its_bytes() -> None:
    golden = FILES["manifest.json"]

    assert plain_canonical(golden["manifest"]).decode() == golden["canonical"]
    assert hashlib.sha256(golden["canonical"].encode()).hexdigest() == golden["digest"]
    assert msgspec.convert(golden["manifest"], Manifest).name == golden["digest"]


@pytest.mark.parametrize("entry", FILES["statements.json"]["statements"], ids=lambda entry: entry["kind"])
def test_the_province_s_word_is_verified_without_our_code(entry: dict[str, Any]) -> None:
    unsigned = plain_canonical({**entry["statement"], "signature": ""})

    verify(FILES["statements.json"]["server_key"], entry["statement"]["signature"], unsigned)

    assert unsigned.decode() == entry["signed"]


def opened_box(golden: dict[str, Any]) -> tuple[dict[str, Any], bytes, bytes]:
    """Header, header's bytes and the opened things of the golden box, by the words of the protocol alone."""
    box = bytes.fromhex(golden["box"])
    first = b"COUNTER-COURIER 1\n"
    assert box.startswith(first)
    box = box[len(first) :]
    size = int.from_bytes(box[:4], "big")
    header, box = box[4 : 4 + size], box[4 + size :]
    private = X25519PrivateKey.from_private_bytes(raw(golden["reader_private"]))
    secret = private.exchange(X25519PublicKey.from_public_bytes(raw(json.loads(header)["fresh_key"])))
    key = HKDF(SHA256(), 32, salt=hashlib.sha256(header).digest(), info=first).derive(secret)
    things, number = b"", 0
    while box:
        size = int.from_bytes(box[:4], "big")
        piece, box = box[4 : 4 + size], box[4 + size :]
        nonce = number.to_bytes(11, "big") + (b"\0" if box else b"\1")
        things += ChaCha20Poly1305(key).decrypt(nonce, piece, None)
        number += 1
    return json.loads(header), header, things


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_a_courier_s_box_is_opened_and_verified_without_our_code() -> None:
    golden = FILES["courier.json"]
    header, head, things = opened_box(golden)
    found: list[tuple[str, bytes]] = []
    left = things
    while left:
        line, left = left.split(b"\n", 1)
        label = json.loads(line)
        before_end = things[: len(things) - len(left) - len(line) - 1]
        found.append((label["kind"], left[: label["size"]]))
        left = left[label["size"] :]

    kind, end = found.pop()
    statement = b"COUNTER-COURIER 1\n" + hashlib.sha256(head + before_end).digest()
    verify(golden["writer_public"], json.loads(end)["signature"], statement)

    assert kind == "end"
    assert header["writer"] == json.loads(found[1][1])["device_id"]
    assert [kind for kind, _ in found] == golden["things"]
    assert hashlib.sha256(found[2][1]).hexdigest() == golden["file"]


def test_our_code_reads_the_golden_box() -> None:
    golden = FILES["courier.json"]
    private = X25519PrivateKey.from_private_bytes(raw(golden["reader_private"]))
    box = io.BytesIO(bytes.fromhex(golden["box"]))

    things = [
        (thing.label.kind, thing.whole()) for thing in things_in(box, private, lambda _: golden["writer_public"])
    ]

    assert [kind for kind, _ in things] == golden["things"]


def test_the_table_for_other_languages_says_which_acts_commute() -> None:
    table = FILES["moves.json"]["moves"]

    def by_table(kind: str, unseen: str) -> bool:
        return not set(table[kind]["rests_on"]) & set(table[unseen]["changes"])

    differ = [(a, b) for a in table for b in table if by_table(a, b) != commutes(Kind(a), [b])]

    assert differ == []


def test_the_table_for_other_languages_names_every_state_and_kind() -> None:
    table = FILES["moves.json"]
    named = {state for move in table["moves"].values() for state in [*move["from"], move["to"]] if state}

    assert set(table["states"]) == named == {state.value for state in State}
    assert set(table["kinds"]) == {*table["moves"], *table["without_dossier"], "received"}


def test_the_proof_of_a_present_life_holds_without_our_code() -> None:
    request, signed = FILES["enrolment.json"]["request"], FILES["enrolment.json"]["signed"]
    life = request["present"]
    names = {name: request[name] for name in ("code", "device_id", "epoch", "public_key")}
    unsigned = plain_canonical({**life["act"], "signature": ""})

    assert plain_canonical(names).decode() == signed
    verify(life["public_key"], life["signature"], signed.encode())
    assert life["receipt"]["act_digest"] == hashlib.sha256(unsigned).hexdigest()
    verify(life["public_key"], life["act"]["signature"], life["receipt"]["act_digest"].encode())
