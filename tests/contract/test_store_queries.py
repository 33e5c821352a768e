"""What screens are shown is what the store holds, in the order in which people work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, act_digest
from counter_app.contract.canonical import digest
from counter_app.contract.messages import Outcome, Receipt
from counter_app.contract.moves import PROVINCE, State
from counter_app.contract.problems import ProblemCode, problem
from counter_app.db.store import Store
from counter_app.domain.dossier import Dossier, parse_time
from counter_app.domain.errors import InvalidInput
from counter_app.domain.ids import DossierId, PageId, UnitCode
from counter_app.services.ports import (
    LAST_CONTACT,
    DeviceIdentity,
    FileState,
    OpenWork,
    OutgoingFile,
    PageState,
    StoredAct,
    Trouble,
)
from counter_app.services.queries import Count, Delivery, FoundIn, Place, Queries, QueueFilter
from tests.builders.acts import AT, DOSSIER, OTHER_UNIT, UNIT, chain, dossier_after, paper, received, sealed
from tests.contract.conftest import STORE_SECRET
from tests.contract.test_store_pages import READING, page
from tests.fakes.queries import MemoryQueries
from tests.fakes.store import MemoryStore
from tests.rigs.query_plans import Watched

NOON = parse_time("2026-11-23T12:00:00+07:00")
TODAY = date(2026, 11, 23)
D1 = DossierId(DOSSIER)


class Shown:
    """A store with its read side."""

    def __init__(self, open_work: OpenWork, queries: Queries) -> None:
        self.open_work = open_work
        self.queries = queries

    def put(self, *dossiers: Dossier) -> None:
        with self.open_work() as work:
            for one in dossiers:
                work.dossiers.put(one)
            work.commit()

    def append(self, *stored: StoredAct) -> None:
        with self.open_work() as work:
            for one in stored:
                work.acts.append(one)
            work.commit()

    def enrol(self, device_id: str) -> None:
        with self.open_work() as work:
            work.observations.put_device(DeviceIdentity(device_id, 1, UnitCode("H09.01"), "Q01", "key"))
            work.commit()

    def queue(self, **wanted: object) -> list[str]:
        return [row.dossier_id for row in self.queries.queue(QueueFilter(**wanted))]  # type: ignore[arg-type]

    def found(self, text: str, limit: int = 10) -> list[str]:
        return [row.dossier_id for row in self.queries.search(text, limit)]


@pytest.fixture(params=["sqlcipher", "memory"])
def shown(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shown]:
    if request.param == "memory":
        memory = MemoryStore()
        yield Shown(memory.open_work, MemoryQueries(memory))
        return
    with Store(tmp_path / "store.db", STORE_SECRET) as real:
        watched = Watched(real)
        yield Shown(real.open_work, real.queries)
        assert watched.slow() == []


def dossier(name: str, **changes: object) -> Dossier:
    plain = replace(dossier_after(), dossier_id=DossierId(name), code=f"H09.01-261123-{name}", due_at=NOON)
    return replace(plain, **changes)  # type: ignore[arg-type]


def applicant(one: Dossier, **changes: str) -> Dossier:
    return replace(one, applicant=msgspec.structs.replace(one.applicant, **changes))


def own(act: Act, outcome: Outcome | None = None, version: int | None = None, place: str = "") -> StoredAct:
    receipt = None
    if place:
        receipt = Receipt(
            receipt_id="r",
            act_id=act.act_id,
            act_digest=act_digest(act),
            place=place,
            version=version or 0,
            issued_at=AT,
        )
    return StoredAct(act=act, digest=act_digest(act), own=True, outcome=outcome, receipt=receipt, version=version)


# --- queues -----------------------------------------------------------------------------------------------------


def test_a_queue_is_in_the_order_of_appointments(shown: Shown) -> None:
    hour = timedelta(hours=1)
    shown.put(dossier("c", due_at=NOON + hour), dossier("a", due_at=NOON - hour), dossier("b"))

    assert shown.queue() == ["a", "b", "c"]


def test_those_whose_clock_stands_come_last(shown: Shown) -> None:
    shown.put(
        dossier("ready", state=State.RESULT_READY, due_at=NOON - timedelta(days=3)),
        dossier("open", due_at=None),
        dossier("stopped", state=State.SUPPLEMENT, stopped_clock_at=NOON, due_at=NOON - timedelta(days=9)),
        dossier("late", due_at=NOON + timedelta(days=30)),
    )

    assert shown.queue() == ["late", "ready", "open", "stopped"]


def test_without_states_a_queue_has_what_has_not_ended(shown: Shown) -> None:
    shown.put(dossier("a"), dossier("b", state=State.RETURNED), dossier("c", state=State.REFUSED))

    assert shown.queue() == ["a"]


def test_ended_dossiers_come_newest_change_first(shown: Shown) -> None:
    ended = {"state": State.RETURNED}
    shown.put(
        dossier("old", changed_at=NOON - timedelta(days=2), **ended),
        dossier("new", changed_at=NOON, **ended),
        dossier("between", changed_at=NOON - timedelta(days=1), **ended),
        dossier("refused", state=State.REFUSED),
    )

    assert shown.queue(states=frozenset({State.RETURNED})) == ["new", "between", "old"]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"unit": UnitCode(OTHER_UNIT)}, ["holder", "competent", "receiving"]),
        ({"states": frozenset({State.PROCESSING})}, ["processing"]),
        ({"window": "W9"}, ["window"]),
        ({"clerk": "clerk-hoa"}, ["assigned"]),
        ({"procedure": "2.000815"}, ["procedure"]),
        ({"result_by": "post"}, ["post"]),
        ({"overdue_on": date(2026, 11, 24)}, ["late"]),
    ],
)
def test_a_queue_is_narrowed(shown: Shown, wanted: dict[str, object], names: list[str]) -> None:
    later = NOON + timedelta(days=5)
    shown.put(
        dossier("holder", holder=UnitCode(OTHER_UNIT), due_at=later),
        dossier("competent", competent_unit=UnitCode(OTHER_UNIT), due_at=later),
        dossier("receiving", receiving_unit=UnitCode(OTHER_UNIT), due_at=later),
        dossier("processing", state=State.PROCESSING, due_at=later),
        dossier("window", window="W9", due_at=later),
        dossier("assigned", assigned_clerk="clerk-hoa", due_at=later),
        dossier("procedure", procedure="2.000815", due_at=later),
        dossier("post", result_by="post", due_at=later),
        dossier("late", due_at=NOON),
        dossier("late but done", state=State.RESULT_READY, due_at=NOON),
        dossier("late but stopped", state=State.SUPPLEMENT, stopped_clock_at=NOON, due_at=NOON),
    )

    assert shown.queue(**wanted) == names


def test_whoever_received_a_dossier_has_it_until_it_is_assigned(shown: Shown) -> None:
    shown.put(dossier("mine"), dossier("given away", assigned_clerk="clerk-hoa"))

    assert shown.queue(clerk="clerk-lan") == ["mine"]


@pytest.mark.parametrize("states", [frozenset(), frozenset({State.RETURNED})])
def test_pages_of_a_queue_join_without_gap_or_twin(shown: Shown, states: frozenset[State]) -> None:
    state = next(iter(states), State.RECEIVED)
    for number in range(25):
        moment = NOON + timedelta(hours=number % 4)
        shown.put(dossier(f"{number:02d}", due_at=moment, changed_at=moment, state=state))
    whole = shown.queue(states=states)

    joined: list[str] = []
    after = ""
    while rows := shown.queries.queue(QueueFilter(states=states, limit=7, after=after)):
        joined += [row.dossier_id for row in rows]
        after = rows[-1].cursor

    assert (len(whole), joined) == (25, whole)


def test_a_cursor_that_is_none_is_refused(shown: Shown) -> None:
    with pytest.raises(InvalidInput, match="bad_cursor"):
        shown.queue(after="page 2")


def test_a_line_says_what_the_dossier_is(shown: Shown) -> None:
    one = dossier("a", assigned_clerk="clerk-hoa", provisional=True)
    shown.put(one)
    with shown.open_work() as work:
        work.troubles.add(Trouble("t1", "gate_not_met", {}, "a", "x", NOON))
        work.troubles.add(Trouble("t2", "gate_not_met", {}, "other", "y", NOON))
        work.commit()

    row = shown.queries.queue(QueueFilter())[0]

    assert (row.code, row.applicant, row.due_at, row.received_at, row.clerk, row.provisional, row.troubles) == (
        one.code,
        one.applicant.name,
        one.due_at,
        one.received_at,
        "clerk-hoa",
        True,
        1,
    )


@pytest.mark.parametrize(
    ("today", "overdue"), [(date(2026, 11, 22), False), (date(2026, 11, 23), False), (date(2026, 11, 24), True)]
)
def test_a_line_is_overdue_by_date_alone(shown: Shown, today: date, overdue: bool) -> None:
    shown.put(dossier("a"))

    assert shown.queries.queue(QueueFilter())[0].is_overdue(today) is overdue


# --- counters ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({}, {Count.RECEIVED, Count.DUE_SOON}),
        ({"due_at": NOON - timedelta(days=1)}, {Count.RECEIVED, Count.OVERDUE}),
        ({"due_at": NOON + timedelta(days=3)}, {Count.RECEIVED, Count.DUE_SOON}),
        ({"due_at": NOON + timedelta(days=4)}, {Count.RECEIVED}),
        ({"due_at": None}, {Count.RECEIVED}),
        ({"state": State.SEALED, "due_at": None}, {Count.SEALED}),
        ({"state": State.PROCESSING, "due_at": None}, {Count.PROCESSING}),
        ({"state": State.SUPPLEMENT, "stopped_clock_at": NOON}, {Count.WAITING_FOR_CITIZEN}),
        ({"state": State.FINANCIAL_DUTY, "stopped_clock_at": NOON}, {Count.FINANCIAL_DUTY}),
        ({"state": State.RESULT_READY, "due_at": NOON - timedelta(days=1)}, {Count.TO_RETURN_AT_WINDOW}),
        ({"state": State.RESULT_READY, "result_by": "post"}, {Count.TO_RETURN_BY_POST}),
        ({"state": State.RESULT_READY, "result_by": "electronic"}, {Count.TO_RETURN_ONLINE}),
        ({"state": State.REFUSED}, {Count.REFUSED}),
        ({"state": State.WITHDRAWN}, {Count.WITHDRAWN}),
        ({"state": State.STOPPED}, {Count.STOPPED}),
        ({"state": State.RETURNED}, set()),
    ],
)
def test_a_dossier_is_counted_where_it_belongs(
    shown: Shown, changes: dict[str, object], counted: set[Count]
) -> None:
    shown.put(dossier("a", **changes))

    totals = shown.queries.counts(UnitCode(UNIT), TODAY)

    assert totals == {count: int(count in counted) for count in Count}


def test_a_unit_counts_what_it_received_decides_or_holds(shown: Shown) -> None:
    shown.put(
        dossier("received here"),
        dossier("for us", receiving_unit=UnitCode(OTHER_UNIT), competent_unit=UnitCode(UNIT), holder=PROVINCE),
        dossier("held by us", receiving_unit=UnitCode(OTHER_UNIT), holder=UnitCode(UNIT)),
        dossier("elsewhere", receiving_unit=UnitCode(OTHER_UNIT), holder=PROVINCE),
    )

    totals = shown.queries.counts(UnitCode(UNIT), TODAY)

    assert (totals[Count.RECEIVED], totals[Count.CROSS_BOUNDARY]) == (3, 1)


# --- search -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "Nguyễn Thị Ánh",
        "nguyen thi anh",
        "NGUYEN",
        "anh",
        "thi ng",
        "H09.01-261123-0007",
        "261123-0007",
        "0007",
        "h09.01-2611",
        "0901234567",
        "+84901234567",
        "0901 234 567",
        "09012",
        "074190000123",
        "0741900",
        "anh 0741",
    ],
)
def test_a_dossier_is_found_by_code_name_phone_and_number(shown: Shown, typed: str) -> None:
    other = dossier("9999", code="H09.02-261122-9999")
    shown.put(dossier("0007"), applicant(other, name="Đỗ Văn Lê", phone="", id_number=""))

    assert shown.found(typed)[0] == "0007"


@pytest.mark.parametrize("typed", ["do", "đỗ", "Do Van", "le"])
def test_the_letter_d_with_a_bar_is_found_without_it(shown: Shown, typed: str) -> None:
    shown.put(dossier("0007"), applicant(dossier("9999"), name="Đỗ Văn Lê"))

    assert shown.found(typed) == ["9999"]


@pytest.mark.parametrize("typed", ["", "   ", "...", '"', "*", "'; DROP TABLE acts; --", "nguyen x", "AND", "a:b"])
def test_what_nobody_wrote_finds_nothing(shown: Shown, typed: str) -> None:
    shown.put(dossier("0007"))

    assert shown.found(typed) == []


@pytest.mark.parametrize("typed", ["nguyễn NOT ánh", "nguyen*", '"nguyen', "nguyen (thi"])
def test_signs_of_the_query_language_are_only_letters(shown: Shown, typed: str) -> None:
    shown.put(dossier("0007"))

    assert shown.found(typed) in ([], ["0007"])


def test_the_last_word_may_be_unfinished_and_the_others_not(shown: Shown) -> None:
    shown.put(dossier("0007"))

    assert (shown.found("thi an"), shown.found("th anh")) == (["0007"], [])


def test_newer_dossiers_are_found_first_and_no_more_than_asked_for(shown: Shown) -> None:
    shown.put(*(dossier(f"{number:04d}") for number in range(1, 6)))

    assert shown.found("nguyen", 3) == ["0005", "0004", "0003"]


def test_a_corrected_name_is_found_and_the_former_one_is_not(shown: Shown) -> None:
    shown.put(dossier("0007"), applicant(dossier("0007"), name="Nguyễn Thị Oanh"))

    assert (shown.found("oanh"), shown.found("anh")) == (["0007"], [])


def read_page(shown: Shown, name: str, words: str, dossier_id: str = "0007", **changes: object) -> None:
    word = READING.lines[0].words[0]
    lines = tuple(
        replace(READING.lines[0], words=tuple(replace(word, text=text) for text in line.split()))
        for line in words.split("\n")
    )
    one = replace(
        page(int(name)),
        dossier_id=DossierId(dossier_id),
        state=PageState.READ,
        reading=replace(READING, lines=lines),
        **changes,  # type: ignore[arg-type]
    )
    with shown.open_work() as work:
        if work.pages.get(one.page_id) is None:
            work.pages.add(one)
        else:
            work.pages.put(one)
        work.commit()


def test_a_dossier_is_found_by_the_words_on_its_pages(shown: Shown) -> None:
    shown.put(dossier("0007"), dossier("0008"))
    read_page(shown, "1", "GIẤY CHỨNG SINH\nSố 45/2026, bệnh viện Bình Dương")

    rows = shown.queries.search("benh vien binh du", 10)

    assert [(row.dossier_id, row.found_in, row.page_id) for row in rows] == [("0007", FoundIn.PAGE, "p1")]


def test_a_dossier_that_has_the_words_itself_comes_before_pages_that_have_them(shown: Shown) -> None:
    shown.put(dossier("0007"), applicant(dossier("0008"), name="Trần Văn Mẫu"))
    read_page(shown, "1", "Nguyễn Thị Ánh", dossier_id="0008")
    read_page(shown, "2", "Nguyễn Thị Ánh", dossier_id="0007")

    rows = shown.queries.search("anh", 10)

    assert [(row.dossier_id, row.found_in) for row in rows] == [("0007", FoundIn.DOSSIER), ("0008", FoundIn.PAGE)]


def test_a_removed_page_is_not_found_until_it_is_brought_back(shown: Shown) -> None:
    shown.put(dossier("0007"))
    read_page(shown, "1", "chứng sinh", removed=True)
    gone = shown.found("chung sinh")

    read_page(shown, "1", "chứng sinh")

    assert (gone, shown.found("chung sinh")) == ([], ["0007"])


def test_a_page_that_was_read_again_is_found_by_its_new_words_alone(shown: Shown) -> None:
    shown.put(dossier("0007"))
    read_page(shown, "1", "chứng sinh")

    read_page(shown, "1", "khai tử")

    assert (shown.found("khai tu"), shown.found("chung sinh")) == (["0007"], [])


def test_pages_of_a_dossier_that_is_not_registered_are_not_found(shown: Shown) -> None:
    read_page(shown, "1", "chứng sinh", dossier_id="not yet")

    assert shown.found("chung sinh") == []


def test_an_excerpt_is_the_line_with_the_word(shown: Shown) -> None:
    read_page(shown, "1", "GIẤY CHỨNG SINH\nSố 45/2026\nBệnh viện Bình Dương")

    lines = [shown.queries.excerpt(PageId("p1"), typed) for typed in ("binh du", "45", "nothing", "")]

    assert lines == ["Bệnh viện Bình Dương", "Số 45/2026", "", ""]


def test_a_page_without_reading_has_no_excerpt(shown: Shown) -> None:
    assert shown.queries.excerpt(PageId("nowhere"), "anh") == ""


# --- one dossier, one person ------------------------------------------------------------------------------------


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
