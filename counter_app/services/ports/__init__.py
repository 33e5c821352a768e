"""The ports: what the use cases need from the world, and what holds when a call returns; a file for each kind.

Adapters implement them (``db``, ``scanner``, ``documents``, ``sync``); fakes in ``tests/fakes`` pass the same
contract suites. Nothing here imports an adapter.
"""

from __future__ import annotations

from counter_app.services.ports.devices import PageReaders, Scanner
from counter_app.services.ports.keys import Chance, Clock, DeviceKey, DeviceKeys, PasswordCheck, SignatureCheck
from counter_app.services.ports.link import Begun, ClerkProof, Gateway, WholeFile
from counter_app.services.ports.papers import PaperSigner, PaperWriter, RemoteSigning, Strengthener, TrustService
from counter_app.services.ports.people import BrowserSignIn, PinEntry, Session
from counter_app.services.ports.records import (
    ELSEWHERE,
    DeviceIdentity,
    FileState,
    OutgoingFile,
    Page,
    PageState,
    SignInRecord,
    StoredAct,
    Trouble,
)
from counter_app.services.ports.store import (
    LAST_CONTACT,
    LINK_PROBLEM,
    Acts,
    Clerks,
    Dossiers,
    Evictions,
    Feed,
    Files,
    Numbers,
    Observations,
    OpenWork,
    Pages,
    Troubles,
    UnitOfWork,
    Vault,
)

__all__ = [
    "ELSEWHERE",
    "LAST_CONTACT",
    "LINK_PROBLEM",
    "Acts",
    "Begun",
    "BrowserSignIn",
    "Chance",
    "ClerkProof",
    "Clerks",
    "Clock",
    "DeviceIdentity",
    "DeviceKey",
    "DeviceKeys",
    "Dossiers",
    "Evictions",
    "Feed",
    "FileState",
    "Files",
    "Gateway",
    "Numbers",
    "Observations",
    "OpenWork",
    "OutgoingFile",
    "Page",
    "PageReaders",
    "PageState",
    "Pages",
    "PaperSigner",
    "PaperWriter",
    "PasswordCheck",
    "PinEntry",
    "RemoteSigning",
    "Scanner",
    "Session",
    "SignInRecord",
    "SignatureCheck",
    "StoredAct",
    "Strengthener",
    "Trouble",
    "Troubles",
    "TrustService",
    "UnitOfWork",
    "Vault",
    "WholeFile",
]
