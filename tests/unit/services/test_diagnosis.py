"""A diagnosis tells the support about the machine and nothing about people."""

from __future__ import annotations

import io
import zipfile

import msgspec

from counter_app.contract.acts import Applicant
from counter_app.services.diagnosis import diagnosis
from counter_app.services.ports import LAST_CONTACT, Trouble
from counter_app.services.register import Intake
from tests.builders.desk import CASE, MORNING, PROCEDURE, DeskOfTests
from tests.fakes.queries import MemoryQueries

PERSON = Applicant(
    name="Nguyễn Thị Ngọc Ánh",
    id_number="074192001234",
    birth="1992-08-15",
    address="12/4 Lê Hồng Phong, Thủ Dầu Một",
    phone="0912345678",
)


def bundle(desk: DeskOfTests) -> dict[str, bytes]:
    made = diagnosis(
        MemoryQueries(desk.store),
        at=MORNING,
        machine={"version": "1.0", "disk_free_bytes": 5},
        settings={"has_server": True},
        link_problem="no_answer",
    )
    with zipfile.ZipFile(io.BytesIO(made)) as files:
        return {name: files.read(name) for name in files.namelist()}


def busy_desk() -> DeskOfTests:
    desk = DeskOfTests()
    intake = Intake(applicant=PERSON, procedure=PROCEDURE, case=CASE)
    dossier = desk.register(desk.register.begin(), intake, desk.session)
    with desk.store.open_work() as work:
        facts = {"paper": "Giấy khai sinh của Nguyễn Thị Ngọc Ánh"}
        work.troubles.add(Trouble("t1", "paper_unsigned", facts, dossier.dossier_id, "", MORNING))
        work.observations.put(LAST_CONTACT, MORNING.isoformat())
        work.commit()
    return desk


def test_nothing_of_any_person_is_in_the_bundle() -> None:
    desk = busy_desk()
    dossier = next(iter(desk.store.tables.dossiers.values()))

    whole = b"".join(bundle(desk).values()).decode()

    secrets = (
        *(part for part in PERSON.name.split() if part != "Thị"),
        PERSON.id_number,
        PERSON.phone,
        "Lê Hồng Phong",
        "1992",
        dossier.code,
        dossier.dossier_id,
        desk.session.name,
        desk.session.login,
    )
    told = whole.replace("Gói chẩn đoán", "")
    assert [
        secret for secret in secrets if f'"{secret}' in told or f" {secret}" in told or f"{secret} " in told
    ] == []


def test_the_bundle_says_what_the_support_asks_for_first() -> None:
    facts = msgspec.json.decode(bundle(busy_desk())["facts.json"])

    assert facts["link"]["problem"] == "no_answer"
    assert facts["link"]["acts_unsent"] == 1
    assert facts["dossiers"]["at_window"] == 1
    assert facts["troubles"] == {"paper_unsigned": 1}
    assert facts["machine"]["disk_free_bytes"] == 5
