"""One act as it arrived: read, named and checked before anybody asks what it means.

The digest is taken over the JSON that the device sent, its signature emptied, so that an act of a newer schema
keeps its name although this release does not know all of its fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec

from counter_app.contract.acts import SCHEMA_VERSION, Act, Body, body_of
from counter_app.contract.canonical import canonical, digest

_READER = msgspec.json.Decoder(Act)
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""The one character that JSON can spell and a database cannot keep, as canonical JSON spells it."""
_WHOLE = msgspec.json.Decoder(dict[str, object])


class Unreadable(Exception):
    """These bytes are no act. ``act_id`` is what could be read of its name."""

    def __init__(self, act_id: str, why: str) -> None:
        super().__init__(why)
        self.act_id = act_id


@dataclass(frozen=True, slots=True)
class Envelope:
    """An act, its name, and the JSON that is stored and passed on.

    ``body`` is None when it fits no kind that this release knows; ``unfit`` says why.
    """

    act: Act
    digest: str
    document: str
    body: Body | None = None
    unfit: str = ""


def open_envelope(raw: bytes) -> Envelope:
    """The act in these bytes.

    Raises:
        Unreadable: no JSON object, an envelope field is missing or of the wrong type, a number has no canonical
            spelling, or fields of the current schema are missing or unknown.
    """
    try:
        whole = _WHOLE.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable("", str(error)) from error
    named = whole.get("act_id")
    act_id = named if isinstance(named, str) else ""
    try:
        act = _READER.decode(raw)
        unsigned = canonical({**whole, "signature": ""})
    except (msgspec.DecodeError, ValueError) as error:
        raise Unreadable(act_id, str(error)) from error
    if act.schema_version <= SCHEMA_VERSION and whole != msgspec.to_builtins(act):
        raise Unreadable(act_id, "the envelope lacks a field or has one that its schema does not know")
    if _NUL.search(unsigned):
        raise Unreadable(act_id, "a text holds the character NUL")
    if not act.act_id or min(act.epoch, act.device_seq) < 1 or act.base_version < 0:
        raise Unreadable(act_id, "an id is empty or a number is out of range")
    document = msgspec.json.encode(whole).decode()
    try:
        return Envelope(act, digest(unsigned), document, body_of(act))
    except msgspec.ValidationError as error:
        return Envelope(act, digest(unsigned), document, unfit=str(error))
