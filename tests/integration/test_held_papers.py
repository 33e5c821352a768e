"""Papers that the state already holds: asked in the clerk's name, on record, and known here without a link."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from counter_app.contract.acts import PaperSigned, body_of
from counter_app.contract.messages import PersonPaper
from counter_app.domain.errors import LinkDown
from counter_app.domain.ids import DossierId
from counter_app.domain.papers import TrustLevel
from counter_app.domain.procedure import PaperNeed, PaperRequirement
from counter_app.services.held_papers import KEPT, HeldPapers
from tests.builders.desk import AbsentToken, MarkingSigner
from tests.rigs.province import RunningProvince
from tests.rigs.windows import Window

OpenWindow = Callable[..., Window]
PURPOSE = "Tiếp nhận hồ sơ"
_people = count(1)


@pytest.fixture
def person() -> str:
    return f"0791{next(_people):08}"


def hold(running: RunningProvince, person: str, title: str = "Giấy khai sinh số 12") -> PersonPaper:
    file = running.province.shelf.add(f"{person} {title}".encode())
    paper = PersonPaper(
        paper_type="giay-khai-sinh",
        title=title,
        file=file.digest,
        size_bytes=file.size_bytes,
        source="Kho hộ tịch",
        trust_level="agency_signed_copy",
    )
    running.province.people.add(person, [paper])
    return paper


def test_what_the_province_holds_is_known_and_the_look_up_is_on_record_with_its_reason(
    open_window: OpenWindow, lone_province: RunningProvince, person: str
) -> None:
    window = open_window()
    paper = hold(lone_province, person)

    holdings = window.counter.held_papers.look_up(person, PURPOSE)

    [line] = lone_province.province.people.look_ups(person)
    assert holdings.papers == (paper,)
    assert holdings.answered
    assert (line.clerk_id, line.purpose, line.found) == (window.session.clerk_id, PURPOSE, 1)


def test_every_look_is_an_act_of_the_clerk_also_without_a_link(open_window: OpenWindow, person: str) -> None:
    window = open_window()
    window.link.down = True

    window.counter.held_papers.look_up(person, PURPOSE)

    [viewed] = [stored.act for stored in window.own_acts() if stored.act.kind == "papers_viewed"]
    assert viewed.actor == window.session.clerk_id
    assert person not in repr(viewed.body)


def test_a_screen_that_is_drawn_anew_asks_nobody(
    open_window: OpenWindow, lone_province: RunningProvince, person: str
) -> None:
    window = open_window()
    paper = hold(lone_province, person)
    window.counter.held_papers.look_up(person, PURPOSE)

    known = [window.counter.held_papers.known(person).papers for _ in range(3)]

    assert known == [(paper,)] * 3
    assert len(lone_province.province.people.look_ups(person)) == 1


def test_a_paper_meets_its_requirement_with_its_level_of_trust(
    open_window: OpenWindow, lone_province: RunningProvince, person: str
) -> None:
    window = open_window()
    paper = hold(lone_province, person)
    birth = PaperRequirement(
        paper_type="trich-luc", title="Trích lục", need=PaperNeed.REQUIRED, alternatives=("giay-khai-sinh",)
    )
    other = PaperRequirement(paper_type="to-khai", title="Tờ khai", need=PaperNeed.REQUIRED)

    found = window.counter.held_papers.look_up(person, PURPOSE).for_papers([birth, other], window.counter.today())

    assert {kind: (one.paper, one.trust) for kind, one in found.items()} == {
        "trich-luc": (paper, TrustLevel.AGENCY_SIGNED_COPY)
    }


def test_without_a_link_the_window_says_so_and_offers_what_it_sealed_itself(
    open_window: OpenWindow, lone_province: RunningProvince, person: str
) -> None:
    window = open_window()
    dossier_id = window.receive("Phạm Thị Hoa", person)
    window.seal(dossier_id, 1)
    window.link.down = True

    holdings = window.counter.held_papers.look_up(person, PURPOSE)

    assert not holdings.answered
    assert isinstance(holdings.problem, LinkDown)
    assert {paper.source for paper in holdings.papers} == {window.dossier(dossier_id).code}
    assert {paper.trust_level for paper in holdings.papers} <= {"clerk_signed_scan", "unsigned_scan"}
    assert lone_province.province.people.look_ups(person) == []


def test_a_paper_that_both_know_is_offered_once(open_window: OpenWindow, person: str) -> None:
    window = open_window()
    dossier_id = window.receive("Bùi Văn Nam", person)
    window.seal(dossier_id, 201)
    window.settle()

    holdings = window.counter.held_papers.look_up(person, PURPOSE)

    files = [paper.file for paper in holdings.papers]
    assert files
    assert len(files) == len(set(files))


def test_a_paper_that_was_signed_afterwards_is_offered_once_and_as_signed_before_and_after_it_is_sent(
    open_window: OpenWindow, lone_province: RunningProvince, person: str
) -> None:
    window = open_window()
    window.counter.__dict__["signer"] = AbsentToken()
    dossier_id = window.receive("Đỗ Thị Lan", person)
    window.seal(dossier_id, 120)
    window.settle()
    unsigned = window.counter.held_papers.look_up(person, PURPOSE).papers
    window.counter.__dict__["signer"] = MarkingSigner()
    window.link.down = True

    window.counter.sign_later(dossier_id, window.session)

    offline = window.counter.held_papers.look_up(person, PURPOSE).papers
    window.link.down = False
    told_too_early = window.counter.held_papers.look_up(person, PURPOSE).papers
    window.settle()
    settled = window.counter.held_papers.look_up(person, PURPOSE).papers
    signed = {body.file for body in signed_later(window, dossier_id)}
    assert {paper.trust_level for paper in unsigned} == {"unsigned_scan"}
    assert not signed & {paper.file for paper in unsigned}
    for papers in (offline, told_too_early, settled):
        assert {paper.file for paper in papers} == signed
        assert len(papers) == len(unsigned)
        assert {paper.trust_level for paper in papers} == {"clerk_signed_scan"}
    assert lone_province.province.shelf.find(unsigned[0].file) is not None


def signed_later(window: Window, dossier_id: DossierId) -> list[PaperSigned]:
    bodies = [body_of(one.act) for one in window.own_acts() if one.act.dossier_id == dossier_id]
    return [body for body in bodies if isinstance(body, PaperSigned)]


def test_nothing_is_told_to_the_next_clerk_that_was_asked_by_the_last(
    open_window: OpenWindow, lone_province: RunningProvince, person: str
) -> None:
    window = open_window()
    hold(lone_province, person)
    window.counter.held_papers.look_up(person, PURPOSE)

    window.counter.sign_in.sign_out(window.session)

    assert window.counter.held_papers.known(person).papers == ()


def test_answers_about_many_people_are_not_kept_for_ever(
    open_window: OpenWindow, lone_province: RunningProvince, person: str
) -> None:
    window = open_window()
    hold(lone_province, person)
    held: HeldPapers = window.counter.held_papers
    held.look_up(person, PURPOSE)

    for _ in range(KEPT):
        held.look_up(f"0792{next(_people):08}", PURPOSE)

    assert held.known(person).papers == ()


def test_opening_a_paper_is_a_look_on_record_and_gives_its_bytes(
    open_window: OpenWindow, lone_province: RunningProvince, person: str
) -> None:
    window = open_window()
    paper = hold(lone_province, person)
    window.counter.held_papers.look_up(person, PURPOSE)

    content = window.counter.held_papers.open(person, paper.file, "Xem giấy tờ: Giấy khai sinh số 12")

    looks = [stored.act.body["purpose"] for stored in window.own_acts() if stored.act.kind == "papers_viewed"]
    assert content == f"{person} {paper.title}".encode()
    assert looks == [PURPOSE, "Xem giấy tờ: Giấy khai sinh số 12"]


def test_a_look_at_a_paper_out_of_reach_is_on_record_too(open_window: OpenWindow, person: str) -> None:
    window = open_window()
    window.link.down = True

    with pytest.raises(LinkDown):
        window.counter.held_papers.open(person, "0" * 64, "Xem giấy tờ")

    assert [stored.act.kind for stored in window.own_acts()][-1] == "papers_viewed"
