"""What the state holds about a person, who asked for it, and the signed agreement at the end of the day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.contract import acts as contract
from counter_app.contract.acts import act_digest
from counter_app.contract.canonical import digest
from counter_app.contract.messages import (
    Certificate,
    CertificateRequest,
    PersonPaper,
    PersonPapersAnswer,
    signed_bytes,
)
from province_server.keys import signed_by
from tests.rigs.province import COMPETENT, PASSWORD, Counter, RunningProvince, case, new_id, received


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
