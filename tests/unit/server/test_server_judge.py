"""The judge: pure decisions, in the order in which a clerk is told the reasons."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, Body, Kind, body_to_wire, kind_of
from counter_app.contract.messages import Outcome
from counter_app.contract.moves import DEPENDS_ON, MOVES, PROVINCE, By, State, written_by
from counter_app.contract.problems import ProblemCode
from province_server.acts.gate import PaperActs, Requirements
from province_server.acts.judge import Applies, Declined, Standing, Verdict, judge
from tests.rigs.golden_files import SAMPLES

STANDING = Standing(
    dossier_id="d",
    code="TAM-01",
    provisional=True,
    state=State.RECEIVED,
    holder="H29.901",
    version=5,
    procedure="1.001193",
    case="default",
    receiving_unit="H29.901",
    competent_unit="H29.910",
    received_at="2026-11-23T09:10:00+07:00",
)
BODIES = {kind_of(body): body for body in SAMPLES}


@dataclass
class Given:
    """Evidence that a test lays on the table."""

    others: Sequence[str] = ()
    held: Sequence[str] = ()
    missing: frozenset[str] = frozenset()
    deleted: frozenset[str] = frozenset()
    free: bool = True
    papers: PaperActs = field(default_factory=lambda: PaperActs({}))
    law: Sequence[Requirements] = ()
    unit: str = ""

    def unseen(self, _act: Act) -> Sequence[str]:
        return self.others

    def held_before(self, _act: Act) -> Sequence[str]:
        return self.held

    def paper_acts(self, _dossier_id: str) -> PaperActs:
        return self.papers

    def lacking(self, digests: Collection[str]) -> frozenset[str]:
        return self.missing & frozenset(digests)

    def gone(self, digests: Collection[str]) -> frozenset[str]:
        return self.deleted & frozenset(digests)

    def claim_code(self, _code: str, _dossier_id: str, _device_id: str) -> bool:
        return self.free

    def unit_of(self, _act_id: str) -> str:
        return self.unit

    def claim_receipt(self, _form: contract.FeeReceiptGiven, _dossier_id: str, _unit: str) -> bool:
        return self.free

    def required_papers(self, _procedure: str, _case: str, _day: str) -> Sequence[Requirements]:
        return self.law


def act_of(body: Body, *, unit: str = "H29.901", device: str = "dev", base: int = 5) -> Act:
    return Act(
        act_id="a", device_id=device, epoch=1, device_seq=1, prev_digest="0" * 64, dossier_id="d",
        base_version=base, kind=kind_of(body), body=body_to_wire(body), actor="lan", unit=unit,
        device_time="2026-11-23T10:00:00+07:00",
    )  # fmt: skip


def judged(body: Body, standing: Standing | None, evidence: Given | None = None, **act: object) -> Verdict:
    return judge(act_of(body, **act), body, standing, evidence or Given())  # type: ignore[arg-type]


def declined(verdict: Verdict) -> tuple[Outcome, str]:
    assert isinstance(verdict, Declined)
    return verdict.outcome, verdict.problem.code


@pytest.mark.parametrize("kind", sorted(MOVES))
@pytest.mark.parametrize("state", list(State))
def test_what_the_table_does_not_allow_is_a_conflict(kind: Kind, state: State) -> None:
    from_province = MOVES[kind].by is By.PROVINCE or state is State.SEALED
    standing = replace(STANDING, state=state, holder=PROVINCE if from_province else "H29.901")

    verdict = judged(BODIES[kind], standing, device=PROVINCE if from_province else "dev")

    forbidden = isinstance(verdict, Declined) and verdict.problem.code == ProblemCode.ILLEGAL_MOVE
    assert forbidden == (state not in MOVES[kind].sources)


@pytest.mark.parametrize("kind", sorted(kind for kind, move in MOVES.items() if move.by is By.PROVINCE))
def test_a_device_cannot_make_the_province_s_moves(kind: Kind) -> None:
    standing = replace(STANDING, state=min(MOVES[kind].sources), holder=PROVINCE)

    assert declined(judged(BODIES[kind], standing)) == (Outcome.REFUSED, ProblemCode.NOT_IN_SCOPE)


def test_a_dossier_that_was_never_received_makes_its_acts_wait() -> None:
    assert declined(judged(BODIES[Kind.PAPER_SEALED], None)) == (Outcome.HELD, ProblemCode.PREDECESSOR_MISSING)


@given(kind=st.sampled_from(sorted(MOVES)), unseen=st.lists(st.sampled_from([*sorted(MOVES), "new"])))
def test_an_old_act_is_stale_exactly_when_its_ground_has_moved(kind: Kind, unseen: list[str]) -> None:
    from_province = MOVES[kind].by is By.PROVINCE
    standing = replace(
        STANDING, state=min(MOVES[kind].sources), holder=PROVINCE if from_province else "H29.901", version=9
    )

    verdict = judged(
        BODIES[kind], standing, Given(others=unseen), base=1, device=PROVINCE if from_province else "dev"
    )

    stale = isinstance(verdict, Declined) and verdict.problem.code == ProblemCode.STALE_VERSION
    assert stale == any(DEPENDS_ON[kind] & written_by(other) for other in unseen)


def test_a_fee_stands_whatever_happened_meanwhile() -> None:
    everything = [kind.value for kind in MOVES]

    verdict = judged(BODIES[Kind.FEE_RECORDED], replace(STANDING, version=50), Given(others=everything), base=1)

    assert isinstance(verdict, Applies)


def test_an_applied_act_raises_the_version_by_one() -> None:
    verdict = judged(BODIES[Kind.CORRECTED], STANDING)

    assert isinstance(verdict, Applies)
    assert verdict.standing == replace(STANDING, version=6)


def test_sealing_gives_the_dossier_to_the_province() -> None:
    body = BODIES[Kind.DOSSIER_SEALED]
    assert isinstance(body, contract.DossierSealed)
    manifest = body.manifest
    done = PaperActs({one.paper_id: one for one in manifest.papers}, manifest.reused, manifest.exceptions)
    standing = replace(STANDING, dossier_id=manifest.dossier_id)

    verdict = judged(body, standing, Given(papers=done))

    assert isinstance(verdict, Applies)
    assert verdict.standing is not None
    assert (verdict.standing.state, verdict.standing.holder) == (State.SEALED, PROVINCE)


def test_sealing_waits_also_for_the_file_of_a_paper_that_is_reused() -> None:
    body = BODIES[Kind.DOSSIER_SEALED]
    assert isinstance(body, contract.DossierSealed)
    manifest = body.manifest
    done = PaperActs({one.paper_id: one for one in manifest.papers}, manifest.reused, manifest.exceptions)
    standing = replace(STANDING, dossier_id=manifest.dossier_id)

    verdict = judged(body, standing, Given(papers=done, missing=frozenset({manifest.reused[0].file})))

    assert declined(verdict) == (Outcome.HELD, ProblemCode.FILES_MISSING)


def test_a_dossier_is_rated_once() -> None:
    standing = replace(STANDING, rating="satisfied")

    assert declined(judged(BODIES[Kind.RATED], standing)) == (Outcome.CONFLICT, ProblemCode.ILLEGAL_MOVE)


def test_only_a_provisional_code_is_replaced() -> None:
    standing = replace(STANDING, provisional=False)

    assert declined(judged(BODIES[Kind.CODE_REPLACED], standing)) == (Outcome.CONFLICT, ProblemCode.ILLEGAL_MOVE)


def test_a_reassigned_dossier_stays_at_the_province_once_it_is_there() -> None:
    open_dossier = judged(BODIES[Kind.REASSIGNED], STANDING)
    sealed = judged(BODIES[Kind.REASSIGNED], replace(STANDING, state=State.SEALED, holder=PROVINCE))

    assert isinstance(open_dossier, Applies)
    assert isinstance(sealed, Applies)
    assert [one.standing.holder for one in (open_dossier, sealed) if one.standing] == ["H29.902", PROVINCE]


def test_an_earlier_held_act_stops_only_what_rests_on_it() -> None:
    evidence = Given(held=[Kind.DOSSIER_SEALED])

    waiting = judged(BODIES[Kind.REFUSED], STANDING, evidence)
    free = judged(BODIES[Kind.WITHDRAWN], STANDING, evidence)

    assert declined(waiting) == (Outcome.HELD, ProblemCode.PREDECESSOR_MISSING)
    assert isinstance(free, Applies)


def test_a_seal_that_is_held_stops_none_of_what_may_take_its_place() -> None:
    evidence = Given(held=[Kind.DOSSIER_SEALED])

    paper = judged(BODIES[Kind.PAPER_SEALED], STANDING, evidence)
    exception = judged(BODIES[Kind.EXCEPTION_GRANTED], STANDING, evidence)

    assert isinstance(paper, Applies)
    assert isinstance(exception, Applies)
