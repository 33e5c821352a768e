"""Every place where bytes may live keeps the same promises: a folder, and an S3-compatible store."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from counter_app.contract.canonical import digest
from province_server.files.s3 import _PART_BYTES, S3Files, StoreDown
from province_server.files.store import BytesGone, DiskFiles, FileStore
from tests.rigs.swift import ObjectStore, swift

BUCKET = "province"


@pytest.fixture(scope="module")
def simulated() -> Iterator[ObjectStore]:
    """Amazon's own interface, played by moto."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield with_bucket(ObjectStore(f"http://{host}:{port}", "testing", "testing"))
    server.stop()


@pytest.fixture(scope="module")
def real() -> Iterator[ObjectStore]:
    """A store that provinces run: OpenStack Swift."""
    with swift() as store:
        yield with_bucket(store)


def with_bucket(store: ObjectStore) -> ObjectStore:
    s3 = boto3.client(
        "s3",
        endpoint_url=store.endpoint,
        aws_access_key_id=store.access_key,
        aws_secret_access_key=store.secret_key,
        region_name="us-east-1",
    )
    s3.create_bucket(Bucket=BUCKET)
    s3.close()
    return store


def let_in(monkeypatch: pytest.MonkeyPatch, store: ObjectStore) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", store.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", store.secret_key)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # it remembers whom it let in first


@pytest.fixture(params=["folder", "simulated", pytest.param("real", marks=pytest.mark.long)])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, simulated: ObjectStore
) -> FileStore:
    if request.param == "folder":
        return DiskFiles(tmp_path)
    objects: ObjectStore = simulated if request.param == "simulated" else request.getfixturevalue("real")
    let_in(monkeypatch, objects)
    return S3Files(BUCKET, tmp_path.name, endpoint=objects.endpoint)


def whole(store: FileStore, name: str, size: int) -> bytes:
    return b"".join(store.read(name, 0, size))


def test_chunks_that_were_appended_are_the_file(store: FileStore) -> None:
    content = os.urandom(2500)
    for start in range(0, 2500, 1000):
        store.append("u", start, content[start : start + 1000])

    assert store.digest_of("u", 2500) == digest(content)


def test_an_append_replaces_what_an_earlier_try_left_there(store: FileStore) -> None:
    store.append("u", 0, b"first")
    store.append("u", 5, b"left by a crash")
    store.append("u", 5, b"-then")

    assert store.digest_of("u", 10) == digest(b"first-then")


def test_a_published_file_is_there_under_its_name(store: FileStore) -> None:
    content = os.urandom(3000)
    store.append("u", 0, content[:1000])
    store.append("u", 1000, content[1000:])

    store.publish("u", digest(content), 3000)

    assert store.holds(digest(content))
    assert whole(store, digest(content), 3000) == content
    assert b"".join(store.read(digest(content), 10, 20)) == content[10:20]


def test_publishing_may_be_repeated(store: FileStore) -> None:
    store.append("u", 0, b"content")
    store.publish("u", digest(b"content"), 7)

    store.publish("u", digest(b"content"), 7)

    assert whole(store, digest(b"content"), 7) == b"content"


def test_an_upload_without_bytes_has_no_digest(store: FileStore) -> None:
    assert store.digest_of("never", 5) == ""


def test_an_empty_file_is_a_file(store: FileStore) -> None:
    store.append("u", 0, b"")

    assert store.digest_of("u", 0) == digest(b"")


def test_a_dropped_upload_is_gone_and_may_be_dropped_again(store: FileStore) -> None:
    store.append("u", 0, b"content")

    store.drop("u")
    store.drop("u")

    assert store.digest_of("u", 7) == ""


def test_a_file_of_the_province_s_own_is_stored_whole(store: FileStore) -> None:
    store.put(digest(b"result"), b"result")
    store.put(digest(b"result"), b"result")

    assert whole(store, digest(b"result"), 6) == b"result"


def test_a_removed_file_is_no_more_and_may_be_removed_again_and_come_again(store: FileStore) -> None:
    name = digest(b"an old paper")
    store.put(name, b"an old paper")

    store.remove(name)
    store.remove(name)
    gone = not store.holds(name)
    store.put(name, b"an old paper")

    assert gone
    assert whole(store, name, 12) == b"an old paper"


def test_what_was_never_stored_is_not_held(store: FileStore) -> None:
    assert not store.holds("f" * 64)


def test_a_large_file_is_put_together_from_many_chunks(store: FileStore) -> None:
    content = os.urandom(_PART_BYTES * 2 + 777)
    step = 4 * 1024 * 1024
    for start in range(0, len(content), step):
        store.append("u", start, content[start : start + step])

    store.publish("u", digest(content), len(content))

    assert digest(whole(store, digest(content), len(content))) == digest(content)


def test_an_upload_that_lacks_bytes_is_not_named(store: FileStore) -> None:
    content = os.urandom(3000)
    store.append("u", 0, content[:1000])

    with pytest.raises(BytesGone):
        store.publish("u", digest(content), 3000)
    assert not store.holds(digest(content))


def test_what_nobody_has_added_to_for_long_is_swept(store: FileStore) -> None:
    store.append("u", 0, b"left by a crash")

    early = store.sweep(time.time() - 3600)
    late = store.sweep(time.time() + 3600)

    assert (early, late, store.digest_of("u", 15)) == (0, 1, "")


def test_a_sweep_leaves_whole_files(store: FileStore) -> None:
    store.put(digest(b"result"), b"result")

    store.sweep(time.time() + 3600)

    assert whole(store, digest(b"result"), 6) == b"result"


def test_files_that_are_put_at_once_are_whole(tmp_path: Path) -> None:
    folder = DiskFiles(tmp_path)
    content = os.urandom(500_000)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: folder.put(digest(content), content), range(24)))

    assert whole(folder, digest(content), len(content)) == content


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="elsewhere a name lasts without it")
def test_a_file_is_told_when_its_name_and_its_folders_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    sync = os.fsync

    def seen(descriptor: int) -> None:
        name = Path(f"/proc/self/fd/{descriptor}").readlink()
        if name.is_dir():
            synced.append(str(name.relative_to(tmp_path)))
        sync(descriptor)

    files, content = DiskFiles(tmp_path), b"x"
    name = digest(content)
    monkeypatch.setattr(os, "fsync", seen)

    files.put(name, content)
    first, synced[:] = list(synced), []
    files.put(name, content)

    inner = f"whole/{name[:2]}/{name[2:4]}"
    assert first == [inner, f"whole/{name[:2]}", "whole"]
    assert synced == [inner]


def test_a_store_that_does_not_answer_is_trouble_that_passes(
    simulated: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_in(monkeypatch, simulated)
    nowhere = S3Files("no-such-bucket", endpoint=simulated.endpoint)

    with pytest.raises(StoreDown):
        nowhere.append("u", 0, b"x")
