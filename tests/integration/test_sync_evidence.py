"""A paper that was sealed without a link reaches the province, and its time stamp follows when there is one."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from counter_app.contract.messages import Outcome
from counter_app.services.sign_later import SignLater
from counter_app.services.strengthen import Strengthen, wait_for_evidence
from tests.builders.desk import MarkingSigner
from tests.rigs.province import RunningProvince
from tests.rigs.windows import Window

OpenWindow = Callable[..., Window]


class Authority:
    """Adds something that stands for a stamp; the real one is tried where documents are."""

    def strengthen(self, pdf: bytes) -> bytes:
        return pdf + b"\n% stamped"


def test_a_paper_sealed_without_a_link_is_strengthened_at_the_province_later(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    counter = window.counter
    window.link.down = True
    sealed = window.seal(window.receive("Không có mạng"), 3)
    assert sealed.manifest is not None
    signed = [msgspec.structs.replace(entry, signed=True) for entry in sealed.manifest.papers]
    with counter.store.open_work() as work:
        wait_for_evidence(work, sealed.dossier_id, signed)
        work.commit()
    window.link.down = False
    strengthen = Strengthen(
        counter.store.open_work, counter.vault, Authority(), counter.recorder, counter.clock.steady
    )

    while strengthen.next(window.session):
        pass
    window.settle()

    strong = [one for one in window.acts_of(sealed.dossier_id) if one.act.kind == "paper_strengthened"]
    files = [str(one.act.body["file"]) for one in strong]
    assert len(strong) == len(sealed.manifest.papers)
    assert {one.outcome for one in strong} == {Outcome.APPLIED}
    assert lone_province.province.shelf.missing(tuple(files)) == ()


def test_a_paper_that_was_signed_afterwards_is_held_at_the_province_as_signed(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    sealed = window.seal(window.receive("Quên thiết bị ký"), 3)
    counter = window.counter
    later = SignLater(
        counter.store.open_work, counter.vault, counter.vault.get, MarkingSigner(), counter.recorder, counter.clock
    )
    window.settle()

    signed = later(sealed.dossier_id, window.session)
    window.settle()

    acts = [one for one in window.acts_of(sealed.dossier_id) if one.act.kind == "paper_signed"]
    files = [str(one.act.body["file"]) for one in acts]
    assert sealed.manifest is not None
    assert signed == len(files) == len(sealed.manifest.papers)
    assert {one.outcome for one in acts} == {Outcome.APPLIED}
    assert lone_province.province.shelf.missing(tuple(files)) == ()
