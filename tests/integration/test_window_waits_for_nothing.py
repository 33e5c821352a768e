"""The window's own thread asks neither the store nor the disk nor the network: whoever waits is somebody else.

Every call of a C function on that thread is looked at while a clerk goes through all places of a real counter.
"""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

from pytestqt.qtbot import QtBot

from counter_app.bootstrap import open_counter
from counter_app.commands.window_parts import opened_parts
from counter_app.contract.acts import Applicant
from counter_app.services.register import Intake
from counter_app.services.training import PASSWORD, STAFF
from counter_app.settings import read_settings, training_settings
from counter_app.ui.application import Window, make_application
from counter_app.ui.presenters.places import Place

WAITING = frozenset({os.fsync, time.sleep})


def waits(called: object) -> bool:
    """Whether this C function waits for the store, the disk or the network."""
    owner = type(getattr(called, "__self__", None))
    return called in WAITING or owner.__module__.startswith("sqlcipher3") or issubclass(owner, socket.socket)


@contextmanager
def watched() -> Iterator[list[str]]:
    """What this thread waited for meanwhile, with the place of the call."""
    seen: list[str] = []

    def look(frame: FrameType, event: str, called: object) -> None:
        if event == "c_call" and waits(called):
            seen.append(f"{frame.f_code.co_filename}:{frame.f_lineno} {called}")

    sys.setprofile(look)
    try:
        yield seen
    finally:
        sys.setprofile(None)


def test_the_windows_thread_waits_for_nothing_while_a_clerk_goes_through_all_places(
    tmp_path: Path, qtbot: QtBot
) -> None:
    told = {"COUNTER_APP_PROFILE": str(tmp_path), "COUNTER_APP_KEY_HOME": "file"}
    settings = training_settings(read_settings(told, machine={}))
    make_application(settings.resources)
    counter = open_counter(settings)
    parts = replace(opened_parts(counter), started=lambda: None)
    procedure = next(one for one in parts.intake.procedures() if one.code == "1.004873")
    session = parts.sign_in(STAFF[0][0], PASSWORD)
    session = replace(session, roles=frozenset({*session.roles, "supervisor"}))
    person = Intake(Applicant(name="Nguyễn Văn Tập"), procedure.code, procedure.cases[0].code)
    dossier = counter.register(counter.register.begin(), person, session)
    window = Window(settings.resources, "vi", lambda: parts)
    visited = []

    with closing(counter), closing(window), watched() as seen:
        window.show()
        window.attach(parts)
        window.sit_down(session)
        window.desk.take_up(dossier.dossier_id)
        for place in Place:
            window.go_to(place)
            qtbot.waitUntil(lambda: window.tasks.is_idle)
            visited.append(window.main.place)

    assert visited == list(Place)
    assert seen == []


def test_a_query_on_this_thread_would_be_seen(tmp_path: Path) -> None:
    told = {"COUNTER_APP_PROFILE": str(tmp_path), "COUNTER_APP_KEY_HOME": "file"}

    with closing(open_counter(training_settings(read_settings(told, machine={})))) as counter, watched() as seen:
        counter.store.queries.troubles()

    assert seen
