"""Problem details (RFC 9457): what went wrong at the province, by a stable code.

The code decides what the counter does; ``detail`` is English and for the log. The counter words the sentence for
the clerk from the code, so that a server in another language still speaks Vietnamese at the window.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

import msgspec

TOLD_AT_ONCE = 50
"""Files that one answer names at most."""


class ProblemCode(StrEnum):
    """Stable names; the comment says what the counter does about it."""

    MALFORMED = "malformed"  # a defect or an old release: list it
    UNKNOWN_DEVICE = "unknown_device"  # enrol again
    ENROLMENT_CODE_INVALID = "enrolment_code_invalid"  # ask IT for a new code
    TOKEN_INVALID = "token_invalid"  # noqa: S105 - a problem's name; get a new token, once
    SIGN_IN_FAILED = "sign_in_failed"  # ask for the password again
    CLONED_DEVICE = "cloned_device"  # start a new epoch, keep unsent acts
    NOT_IN_SCOPE = "not_in_scope"  # list it
    NOT_HOLDER = "not_holder"  # conflict: show the choices
    ILLEGAL_MOVE = "illegal_move"  # conflict: show the choices
    STALE_VERSION = "stale_version"  # pull, then show the choices
    PREDECESSOR_MISSING = "predecessor_missing"  # send the predecessor
    FILES_MISSING = "files_missing"  # send the files
    GATE_NOT_MET = "gate_not_met"  # back to the clerk: a requirement is open
    CODE_TAKEN = "code_taken"  # lease numbers, replace the code
    RECEIPT_NUMBER_TAKEN = "receipt_number_taken"  # back to the clerk: write another form
    DUE_DIFFERS = "due_differs"  # applied all the same; list it: the receipt says another date
    SCHEMA_TOO_OLD = "schema_too_old"  # list it: update needed
    SCHEMA_TOO_NEW = "schema_too_new"  # wait for the server's update
    BAD_SIGNATURE = "bad_signature"  # list it
    BROKEN_CHAIN = "broken_chain"  # list it: verify the store
    CHECKSUM_MISMATCH = "checksum_mismatch"  # send the chunk again
    TOO_LARGE = "too_large"  # smaller batch or chunk
    TOO_MANY_REQUESTS = "too_many_requests"  # wait as told
    NO_NUMBERS_LEFT = "no_numbers_left"  # provisional code
    NOT_FOUND = "not_found"  # list it
    OFFSET_DIFFERS = "offset_differs"  # ask for the offset, go on from there
    UPLOAD_GONE = "upload_gone"  # begin again
    DISK_FULL = "disk_full"  # try later
    BUSY = "busy"  # try later


OF_THE_ENVELOPE = frozenset(
    {
        ProblemCode.BAD_SIGNATURE,
        ProblemCode.BROKEN_CHAIN,
        ProblemCode.CLONED_DEVICE,
        ProblemCode.UNKNOWN_DEVICE,
    }
)
"""An act refused for one of these was not recorded: in the envelope of a new epoch it is taken."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """The JSON object of media type ``application/problem+json``; ``type`` is ``urn:counter:problem:<code>``."""

    type: str
    title: str
    status: int
    detail: str = ""
    code: str = ""
    retry_after_s: int | None = None
    facts: dict[str, str] = {}


PROBLEM_TYPE_PREFIX = "urn:counter:problem:"


def problem(code: ProblemCode, status: int, *, detail: str = "", **facts: str) -> Problem:
    """A problem with its type, title and code filled in."""
    return Problem(
        type=PROBLEM_TYPE_PREFIX + code,
        title=code.replace("_", " "),
        status=status,
        detail=detail,
        code=code,
        facts=facts,
    )


def files_missing(digests: Collection[str]) -> Problem:
    """The act waits for these files; at most ``TOLD_AT_ONCE`` are named, the others when it is asked again."""
    names = ",".join(sorted(digests)[:TOLD_AT_ONCE])
    return problem(ProblemCode.FILES_MISSING, 409, detail=f"{len(digests)} files are not here", digests=names)


def files_named(told: Problem | None) -> tuple[str, ...]:
    """The digests for which an act waits; none when it waits for something else."""
    if told is None or told.code != ProblemCode.FILES_MISSING:
        return ()
    return tuple(filter(None, told.facts.get("digests", "").split(",")))
