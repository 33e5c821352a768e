"""Do the windows and the province agree? One judge for every run, whatever was done to the link and the machines.

What a window has is read by ``tests.rigs.replicas``, what the province has by ``tests.rigs.truth``.
Nothing lost, nothing twice, nothing stuck, nothing different, nothing shown to whom it does not concern: each
breach is told in a sentence that begins with one of these five words. Whether the province agrees with itself is
asked of ``tests.rigs.record`` once it agrees with the windows.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from counter_app.contract.acts import Kind
from counter_app.contract.canonical import digest as digest_of
from counter_app.contract.messages import Outcome
from counter_app.documents.inspection import embedded_images
from counter_app.services.superseded import STANDS_FOR
from province_server.province import Province
from tests.rigs.record import flaws
from tests.rigs.replicas import Replica
from tests.rigs.truth import Recorded, Truth, content_at, truth_of

TURNED_DOWN = {Outcome.REFUSED.value, Outcome.CONFLICT.value}


def breaches(
    province: Province,
    replicas: Sequence[Replica],
    promised: Collection[str],
    forgotten: Collection[str] = (),
    *,
    looked_up: Collection[tuple[str, str]] = (),
    given_up: Collection[str] = (),
) -> list[str]:
    """Every breach of what we promise.

    Args:
        province: What is compared with.
        replicas: The windows.
        promised: Dossiers whose receipts citizens hold.
        forgotten: Acts that a window made before its disk was put back to an older day.
        looked_up: Dossier and unit, where a window asked for a dossier by its code.
        given_up: Acts that were turned down and that a person took off the list for good.
    """
    truth = truth_of(province)
    found = [f"lost: dossier {name}" for name in promised if name not in truth.states]
    found += _of_the_province(truth)
    found += _of_files(province, truth)
    for replica in replicas:
        found += _of_own_acts(truth, replica, forgotten, given_up)
        found += [f"stuck: {replica.name}: {what}" for what in (*replica.unsent, *replica.undelivered)]
        found += [f"lost: {replica.name}: {what}" for what in replica.damaged]
        found += [f"stuck: {replica.name}: {what} of the feed" for what in replica.unread]
        found += [f"lost: {replica.name}: its record does not hold: {replica.record}"] if replica.record else []
        found += _of_dossiers(truth, replica)
        found += _of_strangers(truth, replica)
        found += _of_others(truth, replica)
    return found or list(flaws(province, looked_up))


def _of_the_province(truth: Truth) -> Iterator[str]:
    versions: Mapping[str, list[int]] = defaultdict(list)
    for act in truth.acts.values():
        if act.version is not None and act.dossier_id:
            versions[act.dossier_id].append(act.version)
    for name, (_, _, version) in truth.states.items():
        if sorted(versions[name]) != list(range(1, version + 1)):
            yield f"lost: dossier {name} is at {version} with acts {sorted(versions[name])}"
    for code, times in Tally(code for _, code, _ in truth.states.values()).items():
        if times > 1:
            yield f"twice: code {code}"


def _of_files(province: Province, truth: Truth) -> Iterator[str]:
    for name, manifest in truth.manifests.items():
        for paper in manifest.papers:
            content = content_at(province, paper.file)
            if digest_of(content) != paper.file:
                yield f"lost: file {paper.file} of dossier {name}"
            elif [digest_of(image) for image in embedded_images(content)] != [one.image for one in paper.pages]:
                yield f"lost: pages of {paper.title} of dossier {name}"
    for name, file in truth.results.items():
        if digest_of(content_at(province, file)) != file:
            yield f"lost: result {file} of dossier {name}"


def _of_own_acts(
    truth: Truth, replica: Replica, forgotten: Collection[str], given_up: Collection[str]
) -> Iterator[str]:
    own = {*forgotten, *(act.act_id for act in replica.own)}
    done = Tally((act.dossier_id, act.kind) for act in replica.own if act.outcome == Outcome.APPLIED)
    for act_id, recorded in truth.acts.items():
        if recorded.device_id == replica.device_id and act_id not in own:
            yield f"twice: {recorded.kind} {act_id}, which {replica.name} never made"
    settled = {act.settles for act in truth.acts.values() if act.outcome == Outcome.APPLIED} | {*given_up}
    for act in replica.own:
        at_province = truth.acts.get(act.act_id)
        if act.outcome in TURNED_DOWN:
            if not act.on_list and not done[act.dossier_id, act.kind] and act.act_id not in settled:
                yield f"lost: {act.kind} of {replica.name} was turned down and nobody is told"
        elif at_province is None or at_province.outcome != Outcome.APPLIED:
            yield f"lost: {act.kind} {act.act_id} of {replica.name} ({act.outcome or 'no answer'})"
        elif not act.has_receipt:
            yield f"stuck: {act.kind} of {replica.name} has no receipt"
        elif not truth.was_restored and act.receipt != at_province.receipt:
            yield f"differs: the receipt of {act.kind} {act.act_id} at {replica.name}: {act.receipt}"


def _of_dossiers(truth: Truth, replica: Replica) -> Iterator[str]:
    for name in truth.followers[replica.unit]:
        there = {
            act.version: act_id
            for act_id, act in truth.acts.items()
            if act.dossier_id == name and act.version is not None
        }
        state, code, _ = truth.states[name]
        here = replica.dossiers.get(name)
        if here is None:
            yield f"differs: {replica.name} does not know {name}"
        elif here.versions != there:
            yield f"differs: {replica.name} has acts {here.versions} of {name}, the province {there}"
        elif (here.state, here.code) != (state, code):
            yield f"differs: {name} is {here.state} {here.code} at {replica.name}, {state} {code} there"
        else:
            for act_id, content in here.contents.items():
                if truth.acts[act_id].content != content:
                    yield f"differs: {truth.acts[act_id].kind} {act_id} says something else at {replica.name}"


def _of_strangers(truth: Truth, replica: Replica) -> Iterator[str]:
    """A window has the dossiers of its units and those that it made itself, and no others."""
    its = {name for unit in truth.units.get(replica.device_id, {replica.unit}) for name in truth.followers[unit]}
    for name in replica.every_dossier:
        if name in truth.states and name not in its:
            yield f"shown: {name} to {replica.name}, whose business it is not"


def _of_others(truth: Truth, replica: Replica) -> Iterator[str]:
    """What a window holds to have been turned down elsewhere was, and not at this window."""
    for act_id in replica.told_elsewhere:
        recorded = truth.acts.get(act_id)
        if recorded is None or recorded.outcome not in TURNED_DOWN:
            yield f"differs: {replica.name} holds {act_id} to be turned down elsewhere"
        elif recorded.device_id == replica.device_id and any(one.act_id == act_id for one in replica.own):
            yield f"twice: {replica.name} lists its own {recorded.kind} as another window's"
    own = {one.act_id for one in replica.own}
    for act_id, act in truth.acts.items():
        if act.unit != replica.unit or act_id in own or act_id in replica.told_elsewhere:
            continue
        if _was_told_to_its_unit(truth, act) and not _is_over(truth, act_id, act):
            yield f"lost: {act.kind} of {act.device_id} was turned down and {replica.name} beside it does not know"


def _was_told_to_its_unit(truth: Truth, act: Recorded) -> bool:
    of_a_window = act.unit in truth.units.get(act.device_id, frozenset())
    return of_a_window and act.outcome in TURNED_DOWN and act.kind != Kind.ACT_SETTLED


def _is_over(truth: Truth, act_id: str, act: Recorded) -> bool:
    """Whether another act took its place, or somebody gave it up."""
    for other in truth.acts.values():
        if other.outcome != Outcome.APPLIED:
            continue
        if other.settles == act_id:
            return True
        if other.dossier_id and other.dossier_id == act.dossier_id:
            kind = Kind(other.kind) if other.kind in set(Kind) else None
            stands_for = STANDS_FOR.get(kind, frozenset()) if kind else frozenset()
            if act.kind in stands_for or other.says == act.says:
                return True
    return False
