"""What the state holds about a person, who asked for it, and the signed agreement at the end of the day."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from counter_app.contract import acts as contract
from counter_app.contract.acts import act_digest
from counter_app.contract.canonical import digest
from counter_app.contract.messages import (
    Certificate,
    CertificateRequest,
    Outcome,
    PersonPaper,
    PersonPapersAnswer,
    signed_bytes,
)
from province_server.keys import signed_by
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import Case, case, new_id, received
from tests.rigs.province import COMPETENT, PASSWORD, RunningProvince


def paper_of(running: RunningProvince, title: str) -> PersonPaper:
    file = running.province.shelf.add(title.encode())
    return PersonPaper(
        paper_type="giay-khai-sinh",
        title=title,
        file=file.digest,
        size_bytes=file.size_bytes,
        source="kho",
        trust_level="born_digital_signed",
    )


def ask(counter: Counter, id_number: str) -> tuple[PersonPaper, ...]:
    return counter.read(counter.get(f"/v1/people/{id_number}/papers"), PersonPapersAnswer).papers


def test_a_signed_in_clerk_sees_what_is_held_and_may_fetch_it(running: RunningProvince, counter: Counter) -> None:
    held = paper_of(running, "khai sinh 1")
    running.province.people.add("001", [held])
    counter.sign_in("lan", PASSWORD)

    papers = ask(counter, "001")

    assert papers == (held,)
    assert counter.get(f"/v1/files/{held.file}").content == b"khai sinh 1"


def test_a_look_up_without_a_clerk_is_refused(counter: Counter) -> None:
    answer = counter.get("/v1/people/001/papers")

    assert (answer.status_code, answer.json()["code"]) == (403, "not_in_scope")


def test_every_look_up_is_on_record_also_one_that_found_nothing(
    running: RunningProvince, counter: Counter
) -> None:
    person = new_id()
    counter.sign_in("lan", PASSWORD)
    counter.get(f"/v1/people/{person}/papers", headers={"Counter-Purpose": "t%C3%A1i%20s%E1%BB%AD%20d%E1%BB%A5ng"})

    [line] = running.province.people.look_ups(person)

    assert (line.clerk_id, line.device_id, line.purpose, line.found) == (
        "clerk-lan",
        counter.device_id,
        "tái sử dụng",
        0,
    )
    assert person not in line.person_digest


def test_papers_of_a_sealed_dossier_and_its_result_are_held_from_then_on(
    running: RunningProvince, counter: Counter
) -> None:
    person = new_id()
    applicant = contract.Applicant(name="A", id_number=person)
    dossier = replace(case(counter), body=received(counter.unit, applicant=applicant))
    dossier.deliver()
    result = running.province.desk.shelve(f"result {person}".encode())
    for body in (
        contract.ProcessingStarted(unit=COMPETENT),
        contract.ResultDigitised(
            result_code="K-KQ1", title="Kết quả", file=result.digest, size_bytes=result.size_bytes, signed=True
        ),
    ):
        running.province.desk.act(dossier.dossier_id, body, actor="officer", unit=COMPETENT)
    counter.sign_in("lan", PASSWORD)

    papers = {paper.file: (paper.source, paper.trust_level) for paper in ask(counter, person)}

    assert papers == {
        dossier.paper.file: (dossier.body.code, "clerk_signed_scan"),
        result.digest: ("K-KQ1", "born_digital_signed"),
    }


def sealed_unsigned(counter: Counter, person: str) -> Case:
    """A dossier whose paper nobody could sign; both its files are at the province."""
    one = case(counter)
    body = received(counter.unit, applicant=contract.Applicant(name="A", id_number=person))
    unsigned = replace(one, body=body, paper=msgspec.structs.replace(one.paper, signed=False))
    counter.upload(unsigned.content + b" signed")
    return unsigned


def signing(one: Case) -> contract.PaperSigned:
    content = one.content + b" signed"
    return contract.PaperSigned(
        paper_id=one.paper.paper_id,
        paper_type=one.paper.paper_type,
        title=one.paper.title,
        former=one.paper.file,
        file=digest(content),
        size_bytes=len(content),
    )


def test_a_paper_that_was_signed_afterwards_is_held_once_and_as_signed(
    running: RunningProvince, counter: Counter
) -> None:
    person = new_id()
    one = sealed_unsigned(counter, person)
    one.deliver()
    counter.sign_in("lan", PASSWORD)
    before = ask(counter, person)

    answer = counter.do(signing(one), one.dossier_id)

    after = ask(counter, person)
    assert answer.outcome is Outcome.APPLIED
    assert [(held.file, held.trust_level) for held in before] == [(one.paper.file, "unsigned_scan")]
    assert [(held.file, held.trust_level) for held in after] == [(signing(one).file, "clerk_signed_scan")]
    assert running.province.shelf.find(one.paper.file) is not None


def test_the_order_in_which_sealing_and_signing_are_applied_makes_no_difference(counter: Counter) -> None:
    person = new_id()
    one = sealed_unsigned(counter, person)
    acts = (one.receive(), one.seal_paper(), one.seal(), counter.act(signing(one), one.dossier_id))

    waiting = counter.send(*acts)
    counter.upload(one.content)
    counter.send(*acts)
    counter.sign_in("lan", PASSWORD)

    assert [answer.outcome for answer in waiting[2:]] == [Outcome.HELD, Outcome.APPLIED]
    assert [held.file for held in ask(counter, person)] == [signing(one).file]


def test_a_paper_gives_way_only_to_one_that_is_held_about_the_same_person(
    running: RunningProvince, counter: Counter
) -> None:
    theirs = paper_of(running, "khai sinh của người khác")
    running.province.people.add("002", [theirs])
    one = sealed_unsigned(counter, new_id())
    one.deliver()
    counter.sign_in("lan", PASSWORD)

    counter.do(msgspec.structs.replace(signing(one), former=theirs.file), one.dossier_id)

    assert ask(counter, "002") == (theirs,)


def certify(counter: Counter, **changed: object) -> Certificate:
    request = CertificateRequest(**changed)
    return counter.read(counter.post("/v1/certificates", request), Certificate)


def test_both_sides_agree_on_a_day_and_the_province_signs_it(counter: Counter) -> None:
    dossier = case(counter)
    counter.upload(dossier.content)
    acts = (dossier.receive(), dossier.seal_paper(), dossier.seal())
    counter.send(*acts)
    rolling = digest("\n".join(sorted(act_digest(act) for act in acts)).encode())
    day = acts[0].device_time[:10]

    certificate = certify(counter, day=day, dossiers=1, pages=1, acts=3, rolling_digest=rolling)

    assert certificate.agreed
    assert signed_by(counter.server_key, certificate.signature, signed_bytes(certificate))


@pytest.mark.parametrize("changed", [{"pages": 9}, {"acts": 4}, {"dossiers": 0}, {"rolling_digest": "f" * 64}])
def test_figures_that_differ_are_not_signed_as_agreed(counter: Counter, changed: dict[str, object]) -> None:
    act = case(counter).receive()
    counter.send(act)
    ours = {"day": act.device_time[:10], "dossiers": 0, "pages": 0, "acts": 1, "rolling_digest": ""}
    ours["rolling_digest"] = digest(act_digest(act).encode())
    wrong = {**ours, **changed} if changed != {"dossiers": 0} else {**ours, "dossiers": 1}

    certificate = certify(counter, **wrong)

    assert not certificate.agreed
    assert (certificate.dossiers, certificate.pages, certificate.acts) == (0, 0, 1)
