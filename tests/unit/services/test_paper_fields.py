"""Fields of papers: read as candidates, corrected by the clerk, and sealed only when confirmed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.contract.acts import PaperSealed, body_of
from counter_app.domain.checks import Ground
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import InvalidInput
from counter_app.domain.fields import FieldName
from counter_app.domain.pages import Box, Line, Word
from counter_app.domain.procedure import PaperNeed
from counter_app.services.paper_fields import FieldRead, PaperFields, lawful_value, shown_value
from tests.builders.desk import FORM, DeskOfTests


def line(number: int, text: str, confidence: float = 95.0) -> Line:
    words = tuple(
        Word(part, Box(10 + 40 * place, 100 * number, 36, 20), confidence)
        for place, part in enumerate(text.split())
    )
    return Line(words, Box(10, 100 * number, 40 * len(words), 20), (10, 0, 400, 0))


@pytest.fixture
def desk() -> DeskOfTests:
    return DeskOfTests()


@pytest.fixture
def dossier(desk: DeskOfTests) -> Dossier:
    return desk.receive()


@pytest.fixture
def fields(desk: DeskOfTests) -> PaperFields:
    return PaperFields(desk.store.open_work, desk.catalogue)


def read(desk: DeskOfTests, dossier: Dossier, *lines: Line) -> None:
    page_id = desk.add_page(dossier.dossier_id, FORM)
    with desk.store.open_work() as work:
        page = work.pages.get(page_id)
        assert page is not None
        assert page.reading is not None
        work.pages.put(replace(page, reading=replace(page.reading, lines=lines)))
        work.commit()


def requester(desk: DeskOfTests, fields: PaperFields, dossier: Dossier) -> FieldRead:
    with desk.store.open_work() as work:
        found = fields.of(work, dossier, work.pages.of_dossier(dossier.dossier_id))
    return next(one for one in found[FORM] if one.field is FieldName.REQUESTER)


def test_a_field_says_what_was_read_and_where(desk: DeskOfTests, dossier: Dossier, fields: PaperFields) -> None:
    read(desk, dossier, line(1, "Họ và tên người yêu cầu: Nguyễn Thị Ánh"))

    found = requester(desk, fields, dossier)

    assert (found.value, found.confirmed) == ("Nguyễn Thị Ánh", False)
    assert found.box == Box(250, 100, 116, 20)
    assert found.page_id is not None


def test_what_was_not_read_is_there_to_be_typed(desk: DeskOfTests, dossier: Dossier, fields: PaperFields) -> None:
    read(desk, dossier, line(1, "Tờ khai"))

    found = requester(desk, fields, dossier)

    assert (found.value, found.page_id) == ("", None)


def test_a_correction_stays_and_still_shows_where_to_look(
    desk: DeskOfTests, dossier: Dossier, fields: PaperFields
) -> None:
    read(desk, dossier, line(1, "Họ và tên người yêu cầu: Nguyễn Thị Anh", 60.0))

    fields.confirm(dossier.dossier_id, FORM, {"requester": " Nguyễn  Thị Ánh "})

    found = requester(desk, fields, dossier)
    assert (found.value, found.confirmed, found.others) == ("Nguyễn Thị Ánh", True, ("Nguyễn Thị Anh",))
    assert found.box is not None


def test_only_what_was_confirmed_is_sealed(desk: DeskOfTests, dossier: Dossier, fields: PaperFields) -> None:
    read(desk, dossier, line(1, "Họ và tên người yêu cầu: Nguyễn Thị Ánh"))
    sealed_unseen = desk.receive("Trần Văn Hải")
    read(desk, sealed_unseen, line(1, "Họ và tên người yêu cầu: Trần Văn Hải"))
    fields.confirm(dossier.dossier_id, FORM, {"requester": "Nguyễn Thị Ánh"})
    for one in (dossier, sealed_unseen):
        decide_conditions(desk, one)

    for one in (dossier, sealed_unseen):
        desk.seal(one.dossier_id, desk.session)

    assert [sealed_fields(desk, one) for one in (dossier, sealed_unseen)] == [{"requester": "Nguyễn Thị Ánh"}, {}]


def decide_conditions(desk: DeskOfTests, dossier: Dossier) -> None:
    for paper in desk.review.requirements(dossier):
        if paper.need is PaperNeed.CONDITIONAL:
            desk.grant_exception(
                dossier.dossier_id, paper.paper_type, Ground.CONDITION_NOT_MET, "Không cần", desk.session
            )


def sealed_fields(desk: DeskOfTests, dossier: Dossier) -> dict[str, str]:
    with desk.store.open_work() as work:
        bodies = [body_of(stored.act) for stored in work.acts.of_dossier(dossier.dossier_id)]
    [sealed] = [body for body in bodies if isinstance(body, PaperSealed)]
    return dict(sealed.fields)


@pytest.mark.parametrize(
    ("field", "typed", "recorded"),
    [
        (FieldName.ISSUED_ON, "5/3/2024", "2024-03-05"),
        (FieldName.ISSUED_ON, "2024-03-05", "2024-03-05"),
        (FieldName.BIRTH, "", ""),
        (FieldName.NUMBER, " 12 /CS ", "12 /CS"),
        (FieldName.ID_NUMBER, "074 192 001 234", "074192001234"),
    ],
)
def test_values_are_recorded_in_one_form(field: FieldName, typed: str, recorded: str) -> None:
    assert lawful_value(field, typed) == recorded


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        (FieldName.ISSUED_ON, "hôm qua", "bad_day"),
        (FieldName.ID_NUMBER, "12", "bad_id_number"),
        (FieldName.ISSUER, "x" * 301, "text_too_long"),
    ],
)
def test_what_a_field_cannot_say_is_refused(field: FieldName, typed: str, code: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        lawful_value(field, typed)

    assert raised.value.code == code


def test_days_are_shown_as_people_write_them() -> None:
    assert shown_value(FieldName.ISSUED_ON, "2024-03-05") == "05/03/2024"
    assert shown_value(FieldName.NUMBER, "2024-03-05") == "2024-03-05"
