"""A dossier is made of its stored acts: the province's word first, what was turned down not at all."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, act_digest
from counter_app.contract.messages import Outcome
from counter_app.contract.moves import State
from counter_app.domain.dossier import fold_all
from counter_app.services.ports import StoredAct
from counter_app.services.projection import project
from tests.builders.acts import chain, received, sealed

ACTS = chain(received(), sealed(), contract.Rated(rating="satisfied"))


def stored(act: Act, outcome: Outcome | None = None, version: int | None = None) -> StoredAct:
    return StoredAct(act=act, digest=act_digest(act), own=True, outcome=outcome, version=version)


def test_no_acts_make_no_dossier() -> None:
    assert project([]).dossier is None


def test_unconfirmed_acts_are_folded_as_they_are() -> None:
    projected = project([stored(act) for act in ACTS])

    assert (projected.dossier, projected.out_of_place) == (fold_all(ACTS), ())


def test_the_version_is_the_provinces_as_far_as_it_has_spoken() -> None:
    projected = project([stored(ACTS[0], Outcome.APPLIED, 4), stored(ACTS[1])])

    assert projected.dossier is not None
    assert projected.dossier.version == 5


def test_an_act_that_was_turned_down_leaves_no_trace() -> None:
    projected = project([stored(ACTS[0], Outcome.APPLIED, 1), stored(ACTS[1], Outcome.CONFLICT)])

    assert projected.dossier is not None
    assert projected.dossier.state is State.RECEIVED


def test_an_act_that_no_longer_follows_is_named_and_left_out() -> None:
    second = stored(chain(received(), received())[1])

    projected = project([stored(ACTS[0]), second, stored(ACTS[1])])

    assert projected.dossier == fold_all(ACTS[:2])
    assert [(one.stored, one.code) for one in projected.out_of_place] == [(second, "illegal_move")]


def test_an_act_whose_body_is_not_of_its_kind_is_named_and_left_out() -> None:
    unreadable = stored(msgspec.structs.replace(ACTS[1], body={"manifest": 7}))
    no_date = stored(msgspec.structs.replace(ACTS[2], device_time="2026-13-45"))

    projected = project([stored(ACTS[0]), unreadable, no_date])

    assert [one.code for one in projected.out_of_place] == ["act_unreadable"] * 2


def test_a_dossier_whose_acts_were_all_turned_down_stays_as_the_counter_made_it() -> None:
    refused = [replace(stored(act), outcome=Outcome.REFUSED) for act in ACTS[:2]]

    projected = project([*refused[1:], refused[0]])

    assert projected.dossier == fold_all(ACTS[:2])


def test_acts_on_a_refused_reception_wait_with_it() -> None:
    projected = project([stored(ACTS[1]), stored(ACTS[0], Outcome.REFUSED)])

    assert projected.dossier == fold_all(ACTS[:2])
    assert [one.code for one in projected.out_of_place] == ["not_registered"]


def test_acts_of_a_dossier_that_was_never_opened_here_make_none() -> None:
    assert project([stored(ACTS[1])]).dossier is None
