"""What screens are shown of one dossier, one person, and of what is where, is what the store holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from counter_app.contract import acts as contract
from counter_app.contract.acts import act_digest
from counter_app.contract.canonical import digest
from counter_app.contract.messages import Outcome, Receipt
from counter_app.contract.moves import PROVINCE, State
from counter_app.contract.problems import ProblemCode, problem
from counter_app.domain.dossier import parse_time
from counter_app.domain.ids import ActId, DossierId
from counter_app.services.ports import (
    LAST_CONTACT,
    FileState,
    OutgoingFile,
    StoredAct,
    Trouble,
)
from counter_app.services.queries import Delivery, Place, QueueFilter
from tests.builders.acts import AT, DOSSIER, chain, paper, received, sealed
from tests.contract.test_store_search import read_page
from tests.rigs.shown_store import D1, NOON, TODAY, Shown, applicant, dossier, own


def test_the_read_side_gives_the_dossier_and_its_pages(shown: Shown) -> None:
    shown.put(dossier("0007"))
    read_page(shown, "2", "hai")
    read_page(shown, "1", "một", removed=True)

    queries = shown.queries
    pages = [one.page_id for one in queries.pages(DossierId("0007"))]
    everything = [one.page_id for one in queries.pages(DossierId("0007"), with_removed=True)]

    assert (pages, everything) == (["p2"], ["p1", "p2"])
    assert queries.dossier(DossierId("0007")) == queries.dossier_by_code("H09.01-261123-0007") == dossier("0007")


def test_a_dossiers_history_is_in_the_order_of_its_acts(shown: Shown) -> None:
    acts = chain(received(), contract.PaperSealed(paper=paper()), sealed())
    refusal = problem(ProblemCode.GATE_NOT_MET, 409)
    shown.append(
        own(acts[0], Outcome.APPLIED, 1, PROVINCE),
        replace(own(acts[1], Outcome.REFUSED), problem=refusal),
        own(acts[2]),
    )

    rows = shown.queries.dossier_acts(D1)

    assert [(row.kind, row.place, row.problem, row.outcome, row.version, row.at) for row in rows] == [
        ("received", "province", "", Outcome.APPLIED, 1, parse_time(AT)),
        ("dossier_sealed", "", "", None, None, parse_time(AT)),
        ("paper_sealed", "", "gate_not_met", Outcome.REFUSED, None, parse_time(AT)),
    ]


def test_a_persons_dossiers_come_newest_first_under_either_number(shown: Shown) -> None:
    day = timedelta(days=1)
    shown.put(
        applicant(dossier("old", received_at=NOON - day), id_number="280123456"),
        applicant(dossier("new", state=State.RETURNED), id_number="074190000123", old_id_number="280123456"),
        applicant(dossier("other"), id_number="074190000124"),
    )

    found = [[row.dossier_id for row in shown.queries.person_dossiers(number)] for number in ("280123456", "")]

    assert found == [["new", "old"], []]


# --- what is where ----------------------------------------------------------------------------------------------


def outgoing(state: FileState = FileState.UNKNOWN, name: str = "a") -> OutgoingFile:
    return OutgoingFile(name * 64, 700, D1, None, state)


ACTS = chain(received(), sealed())
GIVEN = own(ACTS[0], Outcome.APPLIED, 1, PROVINCE)


@pytest.mark.parametrize(
    ("acts", "files", "delivery"),
    [
        ([own(ACTS[0])], [], Delivery(Place.WINDOW, 1, 0, 0)),
        ([own(ACTS[0]), own(ACTS[1], Outcome.HELD)], [outgoing()], Delivery(Place.WINDOW, 2, 1, 700)),
        ([GIVEN, own(ACTS[1])], [outgoing(FileState.MISSING)], Delivery(Place.ON_THE_WAY, 1, 1, 700)),
        ([GIVEN], [outgoing(), outgoing(FileState.THERE, "b")], Delivery(Place.ON_THE_WAY, 0, 1, 700)),
        ([GIVEN], [outgoing(FileState.THERE)], Delivery(Place.PROVINCE, 0, 0, 0)),
        ([GIVEN, own(ACTS[1], Outcome.APPLIED, 2, "branch")], [], Delivery(Place.BRANCH, 0, 0, 0)),
        ([], [], Delivery(Place.PROVINCE, 0, 0, 0)),
    ],
)
def test_a_dossier_is_where_its_acts_and_files_are(
    shown: Shown, acts: list[StoredAct], files: list[OutgoingFile], delivery: Delivery
) -> None:
    shown.put(dossier(DOSSIER))
    shown.append(*acts)
    with shown.open_work() as work:
        for file in files:
            work.files.add(file)
        work.commit()

    row = shown.queries.queue(QueueFilter())[0]

    assert (shown.queries.dossier_delivery(D1), row.delivery) == (delivery, delivery)


def test_the_sync_state_adds_up(shown: Shown) -> None:
    names = ["window", "way", "branch", "province", "file"]
    shown.put(*(dossier(name) for name in names))
    chains = {name: chain(received(), sealed(), dossier_id=name, device_id=name) for name in names}
    shown.append(
        own(chains["window"][0]),
        own(chains["way"][0], Outcome.APPLIED, 1, PROVINCE),
        own(chains["way"][1], Outcome.HELD),
        own(chains["branch"][0], Outcome.APPLIED, 1, "branch"),
        own(chains["province"][0], Outcome.APPLIED, 1, PROVINCE),
        own(chain(contract.SignedIn(window="W1", offline=True), dossier_id="", device_id="x")[0]),
    )
    with shown.open_work() as work:
        work.files.add(replace(outgoing(), dossier_id=DossierId("file")))
        work.files.add(replace(outgoing(FileState.THERE, "b"), dossier_id=DossierId("province")))
        work.troubles.add(Trouble("t1", "gate_not_met", {}, "way", "x", NOON))
        work.observations.put(LAST_CONTACT, NOON.isoformat())
        work.commit()

    state = shown.queries.sync_state()

    assert (state.acts_unsent, state.files_unsent, state.bytes_unsent) == (3, 1, 700)
    assert (
        state.dossiers_at_window,
        state.dossiers_on_the_way,
        state.dossiers_at_branch,
        state.dossiers_at_province,
    ) == (2, 1, 1, 1)
    assert (state.last_contact, state.troubles_open) == (NOON, 1)


def test_a_dossier_that_was_turned_down_is_at_the_window_and_one_entry_of_the_list(shown: Shown) -> None:
    shown.put(dossier(DOSSIER), dossier("b"))
    shown.append(own(ACTS[0], Outcome.REFUSED), own(ACTS[1], Outcome.REFUSED))
    with shown.open_work() as work:
        for number, act in enumerate(ACTS[:2]):
            work.troubles.add(Trouble(f"t{number}", "not_in_scope", {}, DOSSIER, act.act_id, NOON))
        work.troubles.add(Trouble("alone", "clock_wrong", {}, "", "", NOON))
        work.commit()

    state = shown.queries.sync_state()

    assert shown.queries.dossier_delivery(D1).place is Place.TURNED_DOWN
    assert [row.dossier_id for row in shown.queries.waiting(10)] == [D1]
    assert (state.dossiers_at_window, state.dossiers_turned_down, state.dossiers_at_province) == (1, 1, 1)
    assert state.troubles_open == 2


def test_a_new_store_has_nothing_anywhere(shown: Shown) -> None:
    state = shown.queries.sync_state()

    assert (state.acts_unsent, state.dossiers_at_province, state.last_contact) == (0, 0, None)


def test_only_dossiers_with_something_waiting_here_when_asked(shown: Shown) -> None:
    shown.put(dossier(DOSSIER), dossier("b"))
    shown.append(own(ACTS[0]))

    assert shown.queue(unsent=True) == [DOSSIER]


def test_what_waits_here_is_listed_also_when_it_has_ended(shown: Shown) -> None:
    shown.put(dossier(DOSSIER, state=State.RETURNED), dossier("sent"), dossier("file", changed_at=NOON))
    shown.append(own(ACTS[0]))
    with shown.open_work() as work:
        work.files.add(replace(outgoing(), dossier_id=DossierId("file")))
        work.commit()

    rows = shown.queries.waiting(10)

    assert [row.dossier_id for row in rows] == ["file", DOSSIER]
    assert [row.dossier_id for row in shown.queries.waiting(1)] == ["file"]


def test_open_troubles_are_listed(shown: Shown) -> None:
    first = Trouble("t1", "gate_not_met", {"kind": "sealed"}, "d", "x", datetime(2026, 11, 23, tzinfo=UTC))
    with shown.open_work() as work:
        work.troubles.add(first)
        work.commit()

    assert list(shown.queries.troubles()) == [first]


def test_a_days_certificate_counts_what_was_applied_of_that_day(shown: Shown) -> None:
    acts = chain(received(), sealed(paper("a"), paper("b")), received(), sealed())
    other_day = msgspec.structs.replace(acts[2], device_time="2026-11-24T00:10:00+07:00")
    other = chain(received(), device_id="dev-2", dossier_id="0193-d9")[0]
    came_back = chain(received(), epoch=2, dossier_id="0193-d8")[0]
    shown.enrol("dev-1")
    shown.append(
        replace(own(came_back, Outcome.APPLIED, 1), own=False),
        own(acts[0], Outcome.APPLIED, 1, PROVINCE),
        own(acts[1], Outcome.APPLIED, 2, PROVINCE),
        own(other_day, Outcome.APPLIED, 3, PROVINCE),
        own(acts[3], Outcome.HELD),
        replace(own(other, Outcome.APPLIED, 1), own=False),
    )

    certificate = shown.queries.day_certificate(TODAY)

    digests = sorted(act_digest(act) for act in (*acts[:2], came_back))
    assert certificate.rolling_digest == digest("\n".join(digests).encode())
    assert (certificate.day, certificate.dossiers, certificate.pages, certificate.acts) == ("2026-11-23", 1, 2, 3)


def test_a_days_certificate_leaves_out_what_a_copy_of_the_disk_brought(shown: Shown) -> None:
    first, second = chain(received(), received())
    of_copy = msgspec.structs.replace(second, device_id="dev-9", epoch=1, device_seq=4)
    shown.enrol("dev-1")
    shown.append(own(first, Outcome.APPLIED, 1, PROVINCE), own(second, Outcome.HELD))
    receipt = Receipt(
        receipt_id="r-9",
        act_id=second.act_id,
        act_digest=act_digest(of_copy),
        place=PROVINCE,
        version=1,
        issued_at="2026-11-23T09:11:00+07:00",
        signature="s" * 86,
    )
    with shown.open_work() as work:
        work.acts.note_envelope(of_copy, act_digest(of_copy))
        work.acts.answered(ActId(second.act_id), Outcome.APPLIED, receipt=receipt, version=1)
        work.commit()

    certificate = shown.queries.day_certificate(TODAY)

    assert (certificate.acts, certificate.rolling_digest) == (1, digest(act_digest(first).encode()))
