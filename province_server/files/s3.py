"""Files in an S3-compatible object store: several servers need share nothing but it and the database.

An upload's chunks are objects named by where they begin; which of them count is the database's word, as an append
at an offset replaces whatever an earlier try left there. A whole file is put together once, when its digest is
right.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from typing_extensions import override

from province_server.files.store import PIECE_BYTES, BytesGone, FileStore

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_ABSENT = frozenset({"404", "NoSuchKey", "NotFound"})
_PART_BYTES = 16 * 1024 * 1024


class StoreDown(OSError):
    """The object store does not answer, or not as it should: the request may be tried again."""


class S3Files(FileStore):
    """Files under ``prefix`` in ``bucket``; credentials come from where the AWS tools look for them."""

    def __init__(self, bucket: str, prefix: str = "", *, endpoint: str = "") -> None:
        retries = Config(retries={"max_attempts": 4, "mode": "standard"}, connect_timeout=5, read_timeout=60)
        self._s3: S3Client = boto3.client("s3", endpoint_url=endpoint or None, config=retries)
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""

    @override
    def append(self, upload_id: str, offset: int, chunk: bytes | bytearray) -> None:
        self._put(self._chunk(upload_id, offset), chunk)

    @override
    def digest_of(self, upload_id: str, length: int) -> str:
        name = hashlib.sha256()
        arrived = 0
        for piece in self._chunks(upload_id, length):
            name.update(piece)
            arrived += len(piece)
        return name.hexdigest() if arrived == length and self._exists(self._chunk(upload_id, 0)) else ""

    @override
    def publish(self, upload_id: str, digest: str, length: int) -> None:
        if not self.holds(digest):
            self._compose(upload_id, digest, length)
        self.drop(upload_id)

    @override
    def holds(self, digest: str) -> bool:
        return self._exists(self._whole(digest))

    @override
    def drop(self, upload_id: str) -> None:
        try:
            for key, _ in self._growing(f"{upload_id}/"):
                self._s3.delete_object(Bucket=self._bucket, Key=key)
        except (BotoCoreError, ClientError) as error:
            raise StoreDown(str(error)) from error

    @override
    def put(self, digest: str, content: bytes | bytearray) -> None:
        if not self.holds(digest):
            self._put(self._whole(digest), content)

    @override
    def remove(self, digest: str) -> None:
        try:
            self._s3.delete_object(Bucket=self._bucket, Key=self._whole(digest))
        except (BotoCoreError, ClientError) as error:
            raise StoreDown(str(error)) from error

    @override
    def sweep(self, before: float) -> int:
        ended = datetime.fromtimestamp(before, tz=UTC)
        newest: dict[str, datetime] = {}
        for key, changed in self._growing():
            upload_id = key.removeprefix(f"{self._prefix}growing/").partition("/")[0]
            newest[upload_id] = max(changed, newest.get(upload_id, changed))
        left = [upload_id for upload_id, changed in newest.items() if changed < ended]
        for upload_id in left:
            self.drop(upload_id)
        return len(left)

    @override
    def read(self, digest: str, start: int, end: int) -> Iterator[bytes]:
        return self._get(self._whole(digest), start, end)

    @override
    def free_bytes(self) -> int | None:
        return None

    # --- objects ---

    def _whole(self, digest: str) -> str:
        return f"{self._prefix}whole/{digest}"

    def _chunk(self, upload_id: str, offset: int) -> str:
        return f"{self._prefix}growing/{upload_id}/{offset:015}"

    def _growing(self, below: str = "") -> Iterator[tuple[str, datetime]]:
        """The chunks of uploads and when each was written."""
        folder = f"{self._prefix}growing/{below}"
        try:
            for page in self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=folder):
                for entry in page.get("Contents", ()):
                    yield entry["Key"], entry["LastModified"]
        except (BotoCoreError, ClientError) as error:
            raise StoreDown(str(error)) from error

    def _chunks(self, upload_id: str, length: int) -> Iterator[bytes]:
        """The chunks that make up the first ``length`` bytes, as far as they are there."""
        offset = 0
        while offset < length:
            content = b"".join(self._get(self._chunk(upload_id, offset)))
            if not content:
                return
            yield content[: length - offset]
            offset += len(content)

    def _compose(self, upload_id: str, digest: str, length: int) -> None:
        chunks = self._chunks(upload_id, length)
        if length <= _PART_BYTES:
            content = b"".join(chunks)
            if hashlib.sha256(content).hexdigest() != digest:
                raise BytesGone
            self._put(self._whole(digest), content)
            return
        place = {"Bucket": self._bucket, "Key": self._whole(digest)}
        try:
            begun = self._s3.create_multipart_upload(**place)["UploadId"]  # type: ignore[arg-type]
            parts = []
            name = hashlib.sha256()
            for number, part in enumerate(_parts(chunks), start=1):
                name.update(part)
                sent = self._s3.upload_part(**place, UploadId=begun, PartNumber=number, Body=part)  # type: ignore[arg-type]
                parts.append({"ETag": sent["ETag"], "PartNumber": number})
            if name.hexdigest() != digest:
                self._s3.abort_multipart_upload(**place, UploadId=begun)  # type: ignore[arg-type]
                raise BytesGone
            self._s3.complete_multipart_upload(
                **place,  # type: ignore[arg-type]
                UploadId=begun,
                MultipartUpload={"Parts": parts},  # type: ignore[typeddict-item]
            )
        except (BotoCoreError, ClientError) as error:
            raise StoreDown(str(error)) from error

    def _put(self, key: str, content: bytes | bytearray) -> None:
        try:
            self._s3.put_object(Bucket=self._bucket, Key=key, Body=bytes(content))
        except (BotoCoreError, ClientError) as error:
            raise StoreDown(str(error)) from error

    def _exists(self, key: str) -> bool:
        try:
            self._s3.head_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] in _ABSENT:
                return False
            raise StoreDown(str(error)) from error
        except BotoCoreError as error:
            raise StoreDown(str(error)) from error
        return True

    def _get(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The object's bytes; none at all when it is absent."""
        if end is not None and end <= start:
            return
        span = f"bytes={start}-{'' if end is None else end - 1}"
        try:
            found = self._s3.get_object(Bucket=self._bucket, Key=key, **({"Range": span} if start or end else {}))  # type: ignore[arg-type]
            yield from found["Body"].iter_chunks(PIECE_BYTES)
        except ClientError as error:
            if error.response["Error"]["Code"] not in _ABSENT:
                raise StoreDown(str(error)) from error
        except BotoCoreError as error:
            raise StoreDown(str(error)) from error


def _parts(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces large enough for a multipart upload."""
    buffer = io.BytesIO()
    for chunk in chunks:
        buffer.write(chunk)
        if buffer.tell() >= _PART_BYTES:
            yield buffer.getvalue()
            buffer = io.BytesIO()
    if buffer.tell():
        yield buffer.getvalue()
