"""Deletion and papers that are taken over into another dossier: what is used stays, what is gone is told."""

from __future__ import annotations

from counter_app.contract import acts as contract
from counter_app.contract.messages import Outcome
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import case, paper
from tests.rigs.old_dossiers import ended, is_here, retention, reused
from tests.rigs.province import RunningProvince


def test_a_paper_that_an_open_dossier_took_over_stays(running: RunningProvince, counter: Counter) -> None:
    old, fresh = ended(running), case(counter)
    counter.upload(fresh.content)
    reuse = reused(old)
    counter.send(fresh.receive(), counter.act(reuse, fresh.dossier_id))

    retention(running).carry_out()

    assert is_here(running, old)
    manifest = fresh.manifest(fresh.paper, reused=(reuse.reuse,))
    sealed = contract.DossierSealed(manifest=manifest, manifest_digest=manifest.name)
    answers = counter.send(fresh.seal_paper(), counter.act(sealed, fresh.dossier_id))
    assert [answer.outcome for answer in answers] == [Outcome.APPLIED] * 2


def test_who_takes_over_a_paper_that_is_gone_is_told_so_and_scans_it(
    running: RunningProvince, counter: Counter
) -> None:
    old, fresh = ended(running), case(counter)
    counter.upload(fresh.content)
    reuse = reused(old)
    manifest = fresh.manifest(fresh.paper, reused=(reuse.reuse,))
    sealed = contract.DossierSealed(manifest=manifest, manifest_digest=manifest.name)
    offline = (
        fresh.receive(),
        counter.act(reuse, fresh.dossier_id),
        fresh.seal_paper(),
        counter.act(sealed, fresh.dossier_id),
    )
    retention(running).carry_out()

    told = counter.send(*offline)
    scanned = paper(b"%PDF-1.4 scanned instead", "giay-khai-sinh")
    counter.upload(b"%PDF-1.4 scanned instead")
    cured = counter.send(
        counter.act(contract.PaperSealed(paper=scanned), fresh.dossier_id, base=2),
        fresh.seal(fresh.paper, scanned, base=2),
    )

    assert [answer.problem.code if answer.problem else "" for answer in told] == [
        "", "not_found", "", "gate_not_met",
    ]  # fmt: skip
    assert [answer.outcome for answer in cured] == [Outcome.APPLIED] * 2


def test_a_paper_whose_file_is_still_on_its_way_may_be_taken_over(counter: Counter) -> None:
    late, fresh = case(counter), case(counter)
    counter.upload(fresh.content)
    reuse = reused(late)

    (_, taken) = counter.send(fresh.receive(), counter.act(reuse, fresh.dossier_id))

    assert taken.outcome is Outcome.APPLIED
