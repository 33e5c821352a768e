"""What the store in memory holds, table by table."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime

import msgspec

from counter_app.contract.acts import Act
from counter_app.contract.messages import Change, ClerkRecord, NumberSlice
from counter_app.domain.dossier import Dossier
from counter_app.services.ports import (
    OutgoingFile,
    Page,
    SignInRecord,
    StoredAct,
    Trouble,
)

DEVICE = "device_identity"


@dataclass
class Tables:
    """Everything stored. Values are immutable, so a shallow copy is a snapshot."""

    acts: dict[str, StoredAct] = field(default_factory=dict)
    former: dict[tuple[str, int, int, str], Act] = field(default_factory=dict)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    evictions: dict[str, datetime] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    files: dict[str, OutgoingFile] = field(default_factory=dict)
    slices: dict[str, NumberSlice] = field(default_factory=dict)
    used: dict[tuple[str, date], frozenset[int]] = field(default_factory=dict)
    clerks: dict[str, ClerkRecord] = field(default_factory=dict)
    sign_ins: dict[str, SignInRecord] = field(default_factory=dict)
    observations: dict[str, str] = field(default_factory=dict)
    feed: dict[int, tuple[Change, bool, str]] = field(default_factory=dict)
    troubles: dict[str, Trouble] = field(default_factory=dict)

    def copy(self) -> Tables:
        return Tables(**{one.name: dict(getattr(self, one.name)) for one in fields(self)})


def as_stored(act: Act) -> Act:
    """The act as it comes back from any store: its body is plain JSON."""
    return msgspec.structs.replace(act, body=msgspec.json.decode(msgspec.json.encode(act.body)))
