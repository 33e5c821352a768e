"""Events become signals on the window's thread, each told once however often it happened."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app.domain.ids import DossierId, PageId
from counter_app.services.events import (
    CatalogueChanged,
    DeliveryChanged,
    DossierChanged,
    PageCaptured,
    PageChanged,
    PageTurned,
    TroublesChanged,
)
from counter_app.ui.bridge import Bridge


@pytest.fixture
def bridge(styled: QApplication) -> Bridge:
    del styled
    return Bridge()


def test_an_event_of_another_thread_is_told_on_the_windows_thread(bridge: Bridge, qtbot: QtBot) -> None:
    told: list[tuple[str, int]] = []
    bridge.dossier_changed.connect(lambda dossier_id: told.append((dossier_id, threading.get_ident())))

    with qtbot.waitSignal(bridge.dossier_changed):
        other = threading.Thread(target=lambda: bridge.publish(DossierChanged(DossierId("d-1"))))
        other.start()
        other.join()

    assert told == [("d-1", threading.get_ident())]


def test_a_burst_of_equal_events_is_told_once(bridge: Bridge) -> None:
    told: list[None] = []
    bridge.delivery_changed.connect(lambda: told.append(None))

    for _ in range(500):
        bridge.publish(DeliveryChanged())
    QApplication.processEvents()

    assert len(told) == 1


def test_every_kind_of_event_has_its_signal(bridge: Bridge) -> None:
    told: list[tuple[object, ...]] = []
    bridge.dossier_changed.connect(lambda *ids: told.append(("dossier", *ids)))
    bridge.page_captured.connect(lambda *ids: told.append(("captured", *ids)))
    bridge.page_changed.connect(lambda *ids: told.append(("page", *ids)))
    bridge.page_turned.connect(lambda *ids: told.append(("turned", *ids)))
    bridge.delivery_changed.connect(lambda: told.append(("delivery",)))
    bridge.troubles_changed.connect(lambda: told.append(("troubles",)))
    bridge.catalogue_changed.connect(lambda *ids: told.append(("catalogue", *ids)))

    for event in (
        DossierChanged(DossierId("d")),
        PageCaptured(DossierId("d"), PageId("p")),
        PageChanged(DossierId("d"), PageId("p")),
        PageTurned(DossierId("d"), PageId("p")),
        DeliveryChanged(),
        TroublesChanged(),
        CatalogueChanged("procedures"),
    ):
        bridge.publish(event)
    QApplication.processEvents()

    assert told == [
        ("dossier", "d"),
        ("captured", "d", "p"),
        ("page", "d", "p"),
        ("turned", "d", "p"),
        ("delivery",),
        ("troubles",),
        ("catalogue", "procedures"),
    ]


def test_what_comes_while_telling_is_told_next(bridge: Bridge) -> None:
    told: list[str] = []

    def listen(dossier_id: str) -> None:
        told.append(dossier_id)
        if dossier_id == "first":
            bridge.publish(DossierChanged(DossierId("second")))

    bridge.dossier_changed.connect(listen)
    bridge.publish(DossierChanged(DossierId("first")))
    QApplication.processEvents()
    QApplication.processEvents()

    assert told == ["first", "second"]
