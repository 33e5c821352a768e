"""The scenarios of tus 1.0.0, one test for each thing that the text says a server must or should do.

``docs/protocol.md`` has the table of them, with what is not offered and why; a test holds the two together.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import socket
from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from counter_app.contract.canonical import digest
from tests.rigs.bare_counter import TUS, Counter, checksum_of
from tests.rigs.province import RunningProvince, run_province, settings_in

CHUNK = {"Content-Type": "application/offset+octet-stream"}
PROTOCOL = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvince]:
    yield from run_province(settings_in(tmp_path_factory.mktemp("province")))


@pytest.fixture
def counter(running: RunningProvince) -> Counter:
    counter = running.counter()
    counter.sign_in()
    return counter


def ask(counter: Counter, method: str, path: str, body: bytes = b"", **headers: str) -> requests.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    everything = {**counter.headers(), **TUS, **named}
    return counter.http.request(method, counter.url + path, data=body, headers=everything, timeout=30)


def begun(counter: Counter, content: bytes) -> str:
    return counter.begin(content).headers["Location"]


def metadata(name: str) -> str:
    return "sha256 " + base64.b64encode(name.encode()).decode()


def state(answer: requests.Response) -> dict[str, Any]:
    return {name: answer.headers.get(name) for name in ("Upload-Offset", "Upload-Length", "Cache-Control")}


# --- core ----------------------------------------------------------------------------------------------------


def test_options_tells_versions_extensions_size_and_checksums(counter: Counter) -> None:
    answer = requests.options(f"{counter.url}/v1/files", timeout=30)

    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,creation-with-upload,checksum,expiration,termination"
    assert int(answer.headers["Tus-Max-Size"]) == 512 * 1024 * 1024
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha256,sha1"


def test_another_version_is_412_and_nothing_is_done(counter: Counter) -> None:
    content = os.urandom(100)
    headers = {"Upload_Length": "100", "Upload_Metadata": metadata(digest(content))}

    refused = ask(counter, "POST", "/v1/files", content, Tus_Resumable="0.2.2", **CHUNK, **headers)
    afterwards = ask(counter, "POST", "/v1/files", **headers)

    assert (refused.status_code, refused.headers["Tus-Version"]) == (412, "1.0.0")
    assert (afterwards.status_code, afterwards.headers["Upload-Offset"]) == (201, "0")


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
def test_every_answer_says_its_version_also_an_error(counter: Counter, method: str) -> None:
    answer = ask(counter, method, "/v1/files/uploads/none", Upload_Offset="0", **CHUNK)

    assert (answer.status_code, answer.headers["Tus-Resumable"]) == (404, "1.0.0")


def test_head_tells_offset_and_length_and_is_never_cached(counter: Counter) -> None:
    content = os.urandom(1000)
    place = begun(counter, content)
    counter.patch(place, 0, content[:300])

    answer = counter.offset(place)

    assert state(answer) == {"Upload-Offset": "300", "Upload-Length": "1000", "Cache-Control": "no-store"}


def test_head_of_nothing_is_404_without_an_offset(counter: Counter) -> None:
    answer = counter.offset("/v1/files/uploads/none")

    assert (answer.status_code, answer.headers.get("Upload-Offset")) == (404, None)


def test_patch_appends_at_the_offset_and_tells_the_new_one(counter: Counter) -> None:
    content = os.urandom(1000)
    place = begun(counter, content)

    told = [
        counter.patch(place, start, content[start : start + 400]).headers["Upload-Offset"]
        for start in (0, 400, 800)
    ]

    assert told == ["400", "800", "1000"]
    assert counter.get(f"/v1/files/{digest(content)}").content == content


def test_patch_at_another_offset_is_409_and_changes_nothing(counter: Counter) -> None:
    content = os.urandom(1000)
    place = begun(counter, content)
    counter.patch(place, 0, content[:300])

    answer = counter.patch(place, 200, content[200:])

    assert answer.status_code == 409
    assert counter.offset(place).headers["Upload-Offset"] == "300"


def test_patch_of_another_content_type_is_415(counter: Counter) -> None:
    place = begun(counter, os.urandom(10))

    answer = ask(counter, "PATCH", place, b"x", Upload_Offset="0", Content_Type="application/octet-stream")

    assert (answer.status_code, counter.offset(place).headers["Upload-Offset"]) == (415, "0")


@pytest.mark.parametrize("offset", ["", "-1", "one", "1.0"])
def test_patch_without_a_sound_offset_is_400(counter: Counter, offset: str) -> None:
    place = begun(counter, os.urandom(10))

    answer = ask(counter, "PATCH", place, b"x", Upload_Offset=offset, **CHUNK)

    assert answer.status_code == 400


def test_patch_of_nothing_is_404(counter: Counter) -> None:
    answer = counter.patch("/v1/files/uploads/none", 0, b"x")

    assert answer.status_code == 404


def test_patch_keeps_what_arrived_of_a_cut_request(counter: Counter) -> None:
    content = os.urandom(1000)
    place = begun(counter, content)
    told = {"Host": "province", "Upload-Offset": "0", "Content-Length": "1000", "Expect": "100-continue"}
    head = "".join(f"{name}: {value}\r\n" for name, value in {**counter.headers(), **TUS, **CHUNK, **told}.items())

    with socket.create_connection(("127.0.0.1", urlsplit(counter.url).port or 0)) as line:
        line.sendall(f"PATCH {place} HTTP/1.1\r\n{head}\r\n".encode())
        assert b"100" in line.recv(1000)  # the server reads the body from now on
        line.sendall(content[:600])
        counter.offset(place)  # whoever is answered after it came after these bytes
    offsets = (int(counter.offset(place).headers["Upload-Offset"]) for _ in range(1000))
    kept = next(filter(None, offsets), 0)
    counter.patch(place, kept, content[kept:])

    assert kept == 600
    assert counter.get(f"/v1/files/{digest(content)}").content == content


def test_post_stands_in_for_methods_that_a_proxy_stops(counter: Counter) -> None:
    content = os.urandom(100)
    place = begun(counter, content)

    patched = ask(counter, "POST", place, content[:60], Upload_Offset="0", X_HTTP_Method_Override="PATCH", **CHUNK)
    ended = ask(counter, "POST", place, X_HTTP_Method_Override="DELETE")

    assert (patched.status_code, patched.headers["Upload-Offset"]) == (204, "60")
    assert (ended.status_code, counter.offset(place).status_code) == (204, 404)


# --- creation, creation-with-upload --------------------------------------------------------------------------


def test_post_creates_an_empty_upload_at_its_location(counter: Counter) -> None:
    answer = counter.begin(os.urandom(10))

    assert answer.status_code == 201
    assert counter.offset(answer.headers["Location"]).headers["Upload-Offset"] == "0"


def test_post_of_no_bytes_is_whole_at_once(counter: Counter) -> None:
    counter.begin(b"")

    assert counter.get(f"/v1/files/{digest(b'')}").content == b""


@pytest.mark.parametrize("length", ["", "-5", "many"])
def test_post_without_a_sound_length_is_400(counter: Counter, length: str) -> None:
    answer = ask(counter, "POST", "/v1/files", Upload_Length=length, Upload_Metadata=metadata("a" * 64))

    assert answer.status_code == 400


def test_post_larger_than_the_largest_is_413(counter: Counter) -> None:
    answer = counter.begin_named("a" * 64, 512 * 1024 * 1024 + 1)

    assert answer.status_code == 413


@pytest.mark.parametrize("said", ["", "sha256", "sha256 %%%", "sha256 bm9uZQ==", "other YQ=="])
def test_post_whose_metadata_names_no_digest_is_400(counter: Counter, said: str) -> None:
    answer = ask(counter, "POST", "/v1/files", Upload_Length="1", Upload_Metadata=said)

    assert answer.status_code == 400


def test_post_may_carry_the_first_bytes(counter: Counter) -> None:
    content = os.urandom(1000)

    answer = counter.begin_named(digest(content), 1000, content[:400], **CHUNK)

    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "400")


def test_post_may_carry_the_whole_file_which_is_then_at_its_location(counter: Counter) -> None:
    content = os.urandom(1000)

    answer = counter.begin_named(
        digest(content), 1000, content, **CHUNK, **{"Upload-Checksum": checksum_of(content)}
    )
    there = counter.get(answer.headers["Location"])

    assert (answer.status_code, answer.headers["Upload-Offset"], there.content) == (201, "1000", content)


@pytest.mark.parametrize("flipped", [0, 999])
def test_post_of_a_whole_file_with_one_wrong_bit_is_460_and_dropped(counter: Counter, flipped: int) -> None:
    content = os.urandom(1000)
    damaged = bytearray(content)
    damaged[flipped] ^= 1

    answer = counter.begin_named(
        digest(content), 1000, bytes(damaged), **CHUNK, **{"Upload-Checksum": checksum_of(content)}
    )
    begun = counter.begin(content)

    assert answer.status_code == 460
    assert (begun.status_code, begun.headers["Upload-Offset"]) == (201, "0")


def test_post_of_a_whole_file_that_nothing_vouched_for_and_is_another_goes_on_from_its_start(
    counter: Counter,
) -> None:
    content = os.urandom(1000)

    answer = counter.begin_named(digest(content), 1000, os.urandom(1000), **CHUNK)
    begun = counter.begin(content)

    assert (answer.status_code, answer.headers["Upload-Offset"]) == (460, "0")
    assert (begun.status_code, begun.headers["Upload-Offset"]) == (201, "0")


# --- checksum ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("algorithm", ["sha256", "sha1"])
def test_a_chunk_with_its_checksum_is_taken(counter: Counter, algorithm: str) -> None:
    content = os.urandom(100)
    right = base64.b64encode(hashlib.new(algorithm, content).digest()).decode()

    answer = counter.patch(begun(counter, content), 0, content, checksum=f"{algorithm} {right}")

    assert answer.status_code == 204


@pytest.mark.parametrize("flipped", [0, 57, 99])
def test_a_chunk_with_one_wrong_bit_is_460_and_dropped(counter: Counter, flipped: int) -> None:
    content = os.urandom(100)
    place = begun(counter, content)
    damaged = bytearray(content)
    damaged[flipped] ^= 1

    answer = counter.patch(place, 0, bytes(damaged), checksum=checksum_of(content))

    assert answer.status_code == 460
    assert counter.offset(place).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize("said", ["crc32 AAAA", "sha256 %%%", "md5 1B2M2Y8AsgTpgAmY7PhCfg=="])
def test_an_unknown_checksum_is_400(counter: Counter, said: str) -> None:
    content = os.urandom(10)
    place = begun(counter, content)

    answer = counter.patch(place, 0, content, checksum=said)

    assert (answer.status_code, counter.offset(place).headers["Upload-Offset"]) == (400, "0")


# --- expiration, termination ---------------------------------------------------------------------------------


def test_every_answer_tells_until_when_an_upload_lives(running: RunningProvince, counter: Counter) -> None:
    content = os.urandom(100)
    first = counter.begin(content)
    place = first.headers["Location"]

    answers = [first, counter.patch(place, 0, content[:10]), counter.offset(place)]
    left = [parsedate_to_datetime(one.headers["Upload-Expires"]) - running.world.now() for one in answers]

    assert all(timedelta(days=13, hours=23) < one <= timedelta(days=14) for one in left)


def test_an_expired_upload_is_404(running: RunningProvince, counter: Counter) -> None:
    place = begun(counter, os.urandom(10))

    running.world.ahead = timedelta(days=14, seconds=1)
    counter.sign_in()
    answer = counter.offset(place)
    running.world.ahead = timedelta()

    assert answer.status_code == 404


def test_delete_ends_an_upload(counter: Counter) -> None:
    content = os.urandom(10)
    place = begun(counter, content)

    ended = ask(counter, "DELETE", place)

    assert ended.status_code == 204
    assert [counter.offset(place).status_code, counter.patch(place, 0, content).status_code] == [404, 404]
    assert ask(counter, "DELETE", place).status_code == 404


# --- what is not offered -------------------------------------------------------------------------------------


def test_deferred_length_is_400(counter: Counter) -> None:
    answer = ask(counter, "POST", "/v1/files", Upload_Defer_Length="1", Upload_Metadata=metadata("a" * 64))

    assert answer.status_code == 400


def test_concatenation_is_400(counter: Counter) -> None:
    partial = ask(counter, "POST", "/v1/files", Upload_Length="5", Upload_Concat="partial")
    final = ask(counter, "POST", "/v1/files", Upload_Concat="final;/v1/files/uploads/a /v1/files/uploads/b")

    assert [partial.status_code, final.status_code] == [400, 400]


def test_a_checksum_trailer_vouches_for_nothing(counter: Counter) -> None:
    """Without the extension it is no promise: the digest of the whole still finds every wrong byte."""
    content = os.urandom(100)
    place = begun(counter, content)

    answer = ask(counter, "PATCH", place, b"x" * 100, Upload_Offset="0", Trailer="Upload-Checksum", **CHUNK)

    assert (answer.status_code, answer.headers["Upload-Offset"]) == (460, "0")


def test_the_table_names_every_scenario_and_no_other() -> None:
    table = PROTOCOL.partition("| tus 1.0.0 | here | scenario |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`(test_\w+)`", table))

    here = {name for name in globals() if name.startswith("test_")} - {
        "test_the_table_names_every_scenario_and_no_other"
    }
    assert named == here
