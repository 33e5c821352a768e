"""Scans leave the PC when the province has vouched for them, by policy alone; papers come back when asked for."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta

import pytest

from counter_app.contract import acts as contract
from counter_app.domain.errors import LinkDown
from counter_app.domain.ids import DossierId
from counter_app.services.evict import Evict, KeepPolicy
from tests.builders.desk import AbsentToken, MarkingSigner
from tests.rigs.province import COMPETENT, RunningProvince
from tests.rigs.windows import Window

OpenWindow = Callable[..., Window]
PLENTY = 1 << 50
SHADES = itertools.count(100, 7)
"""Other pages in every dossier."""


def ended(window: Window, running: RunningProvince) -> DossierId:
    """A dossier from the window to the citizen's hands."""
    dossier_id = window.receive("Nguyễn Thị Ánh")
    window.seal(dossier_id, next(SHADES))
    window.settle()
    desk = running.province.desk
    file = desk.shelve(b"%PDF-1.4 " + dossier_id.encode())
    result = contract.ResultDigitised(
        result_code="KQ1", title="KQ", file=file.digest, size_bytes=file.size_bytes, signed=True
    )
    for body in (contract.ProcessingStarted(unit=COMPETENT), result):
        desk.act(dossier_id, body, actor="x", unit=COMPETENT)
    window.settle()
    window.hand_over(dossier_id)
    window.settle()
    for trouble in window.troubles():
        window.counter.solve_trouble(trouble.trouble_id, window.session)
    return dossier_id


def policy(
    window: Window, *, keep_days: int, free: Callable[[], int] = lambda: PLENTY, text_days: int = 365
) -> Evict:
    counter = window.counter
    keep = KeepPolicy(keep_days, 1000, text_days)
    return Evict(counter.store.open_work, counter.vault, counter.clock, keep, free, counter.clock.steady)


def kept(window: Window, dossier_id: DossierId) -> set[bool]:
    """Whether the scans and papers of the dossier are here."""
    manifest = window.dossier(dossier_id).manifest
    assert manifest is not None
    with window.counter.store.open_work() as work:
        pages = work.pages.of_dossier(dossier_id)
    return {window.counter.vault.has(name) for name in (*manifest.files, *(page.raw for page in pages))}


def a_week_later(window: Window) -> None:
    """The clock of PC and province is a week on; the province is heard of."""
    window.let_time_pass(7 * 86400)


def test_files_of_an_ended_dossier_leave_after_the_days_of_the_policy(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    dossier_id = ended(window, lone_province)
    a_week_later(window)

    before = policy(window, keep_days=10)()
    stayed = kept(window, dossier_id)
    evicted = policy(window, keep_days=5)()

    assert (before, stayed, evicted) == (0, {True}, 1)
    assert kept(window, dossier_id) == {False}


def test_what_papers_became_afterwards_leaves_with_their_dossier(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    window.counter.__dict__["signer"] = AbsentToken()
    dossier_id = ended(window, lone_province)
    window.counter.__dict__["signer"] = MarkingSigner()
    window.counter.sign_later(dossier_id, window.session)
    window.settle()
    signed = {str(one.act.body["file"]) for one in window.own_acts() if one.act.kind == "paper_signed"}
    here = {window.counter.vault.has(name) for name in signed}
    a_week_later(window)

    policy(window, keep_days=5)()

    assert here == {True}
    assert {window.counter.vault.has(name) for name in signed} == {False}
    assert kept(window, dossier_id) == {False}


def test_nothing_leaves_before_the_receipt_however_old_it_is(open_window: OpenWindow) -> None:
    window = open_window()
    window.settle()
    dossier_id = window.receive("Nguyễn Thị Ánh")
    window.seal(dossier_id, 12)
    a_week_later(window)

    evicted = policy(window, keep_days=1, free=lambda: 0)()

    assert (evicted, kept(window, dossier_id)) == (0, {True})


def test_a_short_disk_lets_files_leave_sooner_and_only_as_many_as_it_needs(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    first, second = ended(window, lone_province), ended(window, lone_province)
    a_week_later(window)
    free = iter([0, 0, PLENTY, PLENTY])

    evicted = policy(window, keep_days=90, free=lambda: next(free))()

    assert evicted == 1
    assert (kept(window, first), kept(window, second)) == ({False}, {True})


def test_a_clock_that_jumps_ahead_takes_nothing_away(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    dossier_id = ended(window, lone_province)
    window.set_clock(timedelta(days=3650))

    evicted = policy(window, keep_days=90)()

    assert (evicted, kept(window, dossier_id)) == (0, {True})


def test_a_paper_that_has_left_comes_back_from_the_province(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    dossier_id = ended(window, lone_province)
    manifest = window.dossier(dossier_id).manifest
    assert manifest is not None
    paper = manifest.papers[0].file
    before = window.counter.vault.get(paper)
    a_week_later(window)
    policy(window, keep_days=1)()

    window.link.down = True
    with pytest.raises(LinkDown):
        window.counter.fetch_paper(paper)
    window.link.down = False

    assert window.counter.fetch_paper(paper) == before
    assert window.counter.vault.has(paper)


def test_words_and_small_pictures_go_when_their_days_are_over_and_acts_stay(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    dossier_id = ended(window, lone_province)
    vault, manifest = window.counter.vault, window.dossier(dossier_id).manifest
    assert manifest is not None
    paper = vault.get(manifest.papers[0].file)
    a_week_later(window)
    policy(window, keep_days=1)()
    kinds = [stored.act.kind for stored in window.acts_of(dossier_id)]
    vault.put(paper)  # somebody opened it once more, and it was fetched
    a_week_later(window)

    early = policy(window, keep_days=1, text_days=10)()
    read_before = words_kept(window, dossier_id)
    forgotten = policy(window, keep_days=1, text_days=3)()
    again = policy(window, keep_days=1, text_days=3)()

    assert (early, read_before, forgotten, again) == (0, True, 1, 0)
    assert not words_kept(window, dossier_id)
    assert not vault.has(manifest.papers[0].file)
    assert [stored.act.kind for stored in window.acts_of(dossier_id)] == kinds


def words_kept(window: Window, dossier_id: DossierId) -> bool:
    with window.counter.store.open_work() as work:
        return any(page.reading is not None for page in work.pages.of_dossier(dossier_id, with_removed=True))


def test_a_page_that_has_left_is_opened_out_of_its_paper_as_it_was(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    dossier_id = ended(window, lone_province)
    with window.counter.store.open_work() as work:
        pages = [page.page_id for page in work.pages.of_dossier(dossier_id)]
    before = [window.counter.open_page(page, small=False) for page in pages]
    a_week_later(window)
    policy(window, keep_days=1)()

    window.link.down = True
    with pytest.raises(LinkDown):
        window.counter.open_page(pages[0], small=False)
    window.link.down = False
    fetched = [window.counter.open_page(page, small=False) for page in pages]

    assert fetched == before
