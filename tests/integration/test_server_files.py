"""Files at the province: tus 1.0 uploads that survive bad lines, and downloads for those who may see them."""

from __future__ import annotations

import base64
import hashlib
import os
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import boto3
import pytest
import requests
from moto.server import ThreadedMotoServer

from counter_app.contract import acts as contract
from counter_app.contract.canonical import digest
from counter_app.contract.messages import MissingAnswer, MissingRequest
from tests.rigs.bare_counter import TUS, Counter
from tests.rigs.cases import case
from tests.rigs.province import OTHER_UNIT, RunningProvince, run_province, settings_in


@pytest.fixture
def counter(running: RunningProvince) -> Counter:
    counter = running.counter()
    counter.sign_in()
    return counter


def missing(counter: Counter, *digests: str) -> tuple[str, ...]:
    return counter.read(counter.post("/v1/files/missing", MissingRequest(digests=digests)), MissingAnswer).missing


def test_the_province_says_which_files_it_lacks_each_once(counter: Counter) -> None:
    here = counter.upload(os.urandom(100))

    lacking = missing(counter, "a" * 64, here, "b" * 64, "a" * 64)

    assert lacking == ("a" * 64, "b" * 64)


def test_a_file_is_visible_only_when_it_is_whole(counter: Counter) -> None:
    content = os.urandom(3000)
    place = counter.begin(content).headers["Location"]

    seen = []
    for start in range(0, 3000, 1000):
        seen.append(missing(counter, digest(content)) == ())
        counter.patch(place, start, content[start : start + 1000])
    seen.append(missing(counter, digest(content)) == ())

    assert seen == [False, False, False, True]


def test_an_upload_goes_on_where_it_was(counter: Counter) -> None:
    content = os.urandom(2000)
    place = counter.begin(content).headers["Location"]
    counter.patch(place, 0, content[:700])

    answer = counter.offset(place)

    assert (answer.status_code, answer.headers["Upload-Offset"], answer.headers["Upload-Length"]) == (
        200,
        "700",
        "2000",
    )


def test_a_creation_whose_answer_was_lost_finds_the_same_upload(counter: Counter) -> None:
    content = os.urandom(2000)
    first = counter.begin(content)
    counter.patch(first.headers["Location"], 0, content[:700])

    again = counter.begin(content)

    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Upload-Offset"] == "700"


def test_the_creation_of_a_file_that_is_here_needs_no_bytes(running: RunningProvince, counter: Counter) -> None:
    content = os.urandom(500)
    counter.upload(content)

    answer = running.counter().begin(content)

    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "500")


def test_a_chunk_with_a_wrong_checksum_is_dropped(counter: Counter) -> None:
    content = os.urandom(2000)
    place = counter.begin(content).headers["Location"]
    wrong = "sha256 " + base64.b64encode(hashlib.sha256(b"other").digest()).decode()

    answer = counter.patch(place, 0, content, checksum=wrong)

    assert (answer.status_code, answer.json()["code"]) == (460, "checksum_mismatch")
    assert counter.offset(place).headers["Upload-Offset"] == "0"


def test_checked_chunks_that_are_not_the_announced_file_are_sent_again_from_the_start(counter: Counter) -> None:
    content = os.urandom(1000)
    place = counter.begin_named("e" * 64, 1000).headers["Location"]

    answer = counter.patch(place, 0, content)

    assert (answer.status_code, answer.headers["Upload-Offset"]) == (460, "0")
    assert missing(counter, "e" * 64, digest(content)) == ("e" * 64, digest(content))


def test_only_bytes_that_nothing_vouched_for_are_sent_again(counter: Counter) -> None:
    content = os.urandom(3000)
    place = counter.begin(content).headers["Location"]
    counter.patch(place, 0, content[:1000])
    counter.patch(place, 1000, b"x" * 1000, checksum=None)

    flawed = counter.patch(place, 2000, content[2000:])
    mended = counter.patch(place, 1000, content[1000:])

    assert (flawed.status_code, flawed.headers["Upload-Offset"]) == (460, "1000")
    assert (mended.status_code, missing(counter, digest(content))) == (204, ())


def test_what_arrived_of_a_cut_chunk_is_kept(counter: Counter) -> None:
    content = os.urandom(4000)
    place = counter.begin(content).headers["Location"]
    checksum = base64.b64encode(hashlib.sha256(content).digest()).decode()

    cut_patch(counter, place, content, sent=1500, checksum=checksum)
    kept = wait_for_offset(counter, place)
    rest = counter.patch(place, kept, content[kept:])

    assert kept == 1500
    assert (rest.status_code, missing(counter, digest(content))) == (204, ())


def cut_patch(counter: Counter, place: str, content: bytes, *, sent: int, checksum: str) -> None:
    """Announce the whole chunk, send a part of it, and hang up."""
    head = {
        **counter.headers(),
        **TUS,
        "Host": "province",
        "Upload-Offset": "0",
        "Content-Type": "application/offset+octet-stream",
        "Content-Length": str(len(content)),
        "Upload-Checksum": f"sha256 {checksum}",
        "Expect": "100-continue",
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    port = urlsplit(counter.url).port or 0
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(f"PATCH {place} HTTP/1.1\r\n{lines}\r\n".encode())
        assert b"100" in line.recv(1000)  # the server reads the body from now on
        line.sendall(content[:sent])
        for _ in range(2):  # whoever is answered after it came after these bytes
            requests.head(f"{counter.url}/v1", timeout=30)


def wait_for_offset(counter: Counter, place: str) -> int:
    for _ in range(1000):
        offset = int(counter.offset(place).headers["Upload-Offset"])
        if offset:
            return offset
    return 0


def test_of_writers_at_one_offset_exactly_one_wins(counter: Counter) -> None:
    content = os.urandom(64 * 1024)
    place = counter.begin(content).headers["Location"]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: counter.patch(place, 0, content).status_code, range(8)))

    assert sorted(answers) == [204] + [409] * 7
    assert missing(counter, digest(content)) == ()


def test_a_wrong_offset_is_told_the_right_one(counter: Counter) -> None:
    content = os.urandom(1000)
    place = counter.begin(content).headers["Location"]
    counter.patch(place, 0, content[:300])

    answer = counter.patch(place, 200, content[200:])

    assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, "300")


def test_an_upload_takes_no_more_than_was_announced(counter: Counter) -> None:
    place = counter.begin_named("a" * 64, 10).headers["Location"]

    answer = counter.patch(place, 0, b"x" * 11)

    assert (answer.status_code, counter.offset(place).headers["Upload-Offset"]) == (413, "0")


def test_a_small_file_travels_with_its_creation(counter: Counter) -> None:
    content = os.urandom(200)
    headers = {"Content-Type": "application/offset+octet-stream"}

    answer = counter.begin_named(digest(content), 200, content, **headers)

    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "200")
    assert missing(counter, digest(content)) == ()


def test_an_empty_file_is_a_file(counter: Counter) -> None:
    counter.begin(b"")

    assert missing(counter, digest(b"")) == ()


def test_an_upload_ends_when_its_device_says_so(counter: Counter) -> None:
    place = counter.begin(os.urandom(1000)).headers["Location"]

    ended = counter.http.delete(counter.url + place, headers={**counter.headers(), **TUS}, timeout=30)

    assert (ended.status_code, counter.offset(place).status_code) == (204, 404)


def test_an_upload_that_nobody_feeds_expires(running: RunningProvince, counter: Counter) -> None:
    content = os.urandom(1000)
    place = counter.begin(content).headers["Location"]

    running.world.ahead = timedelta(days=15)
    expired = running.province.uploads.expire()
    counter.sign_in()
    gone = counter.offset(place).status_code
    running.world.ahead = timedelta()

    assert expired >= 1
    assert gone == 404


def test_another_device_s_upload_is_not_there(running: RunningProvince, counter: Counter) -> None:
    place = counter.begin(os.urandom(1000)).headers["Location"]

    answer = running.counter().offset(place)

    assert answer.status_code == 404


def test_a_proxy_that_passes_only_post_does_not_matter(counter: Counter) -> None:
    content = os.urandom(300)
    place = counter.begin(content).headers["Location"]
    headers = {
        **counter.headers(),
        **TUS,
        "X-HTTP-Method-Override": "PATCH",
        "Upload-Offset": "0",
        "Content-Type": "application/offset+octet-stream",
    }

    answer = counter.http.post(counter.url + place, data=content, headers=headers, timeout=30)

    assert (answer.status_code, missing(counter, digest(content))) == (204, ())


def test_the_server_says_what_it_can_do(counter: Counter) -> None:
    answer = requests.options(f"{counter.url}/v1/files", timeout=30)

    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"].split(",") == [
        "creation",
        "creation-with-upload",
        "checksum",
        "expiration",
        "termination",
    ]
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha256,sha1"


def test_another_tus_version_is_turned_away(counter: Counter) -> None:
    headers = {**counter.headers(), "Tus-Resumable": "0.2.2", "Upload-Length": "1"}

    answer = requests.post(f"{counter.url}/v1/files", headers=headers, timeout=30)

    assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("", 200, 0, 5000),
        ("bytes=0-99", 206, 0, 100),
        ("bytes=4000-", 206, 4000, 5000),
        ("bytes=-10", 206, 4990, 5000),
        ("bytes=4990-9999", 206, 4990, 5000),
        ("bytes=a-b", 200, 0, 5000),
    ],
)
def test_a_download_serves_one_range(counter: Counter, asked: str, status: int, start: int, end: int) -> None:
    content = os.urandom(5000)
    name = counter.upload(content)

    answer = counter.get(f"/v1/files/{name}", headers={"Range": asked} if asked else {})

    assert (answer.status_code, answer.content) == (status, content[start:end])


def test_a_range_outside_the_file_is_refused(counter: Counter) -> None:
    name = counter.upload(os.urandom(100))

    answer = counter.get(f"/v1/files/{name}", headers={"Range": "bytes=100-"})

    assert (answer.status_code, answer.headers["Content-Range"]) == (416, "bytes */100")


def test_a_dossier_s_files_are_for_the_units_that_follow_it(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    dossier.deliver()
    colleague, stranger = running.counter(), running.counter(OTHER_UNIT)

    answers = [one.get(f"/v1/files/{dossier.paper.file}").status_code for one in (colleague, stranger)]

    assert answers == [200, 404]


def test_a_result_reaches_the_window_that_received_the_dossier(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    dossier.deliver()
    desk = running.province.desk
    result = desk.shelve(b"%PDF-1.4 result")
    desk.act(dossier.dossier_id, contract.ProcessingStarted(unit="H09.9"), actor="a", unit="H09.9")
    body = contract.ResultDigitised(
        result_code="KQ1", title="x", file=result.digest, size_bytes=result.size_bytes, signed=True
    )
    desk.act(dossier.dossier_id, body, actor="a", unit="H09.9")

    answer = counter.get(f"/v1/files/{result.digest}")

    assert answer.content == b"%PDF-1.4 result"


def test_files_may_live_in_an_object_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    store = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    store.start()
    endpoint = "http://{}:{}".format(*store.get_host_and_port())
    boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket="files")
    settings = replace(settings_in(tmp_path), files_url="s3://files/province", s3_endpoint=endpoint)
    for running in run_province(settings):
        dossier = case(running.counter(), content=os.urandom(10_000))
        answers = dossier.deliver()
        fetched = dossier.counter.get(f"/v1/files/{dossier.paper.file}", headers={"Range": "bytes=10-19"})
    store.stop()

    assert [answer.outcome.value for answer in answers] == ["applied"] * 3
    assert (fetched.status_code, fetched.content) == (206, dossier.content[10:20])
    assert not (tmp_path / "files").exists()
