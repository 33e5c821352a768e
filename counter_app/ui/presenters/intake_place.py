"""Which commune the land, the business or the residence lies in, where who decides depends on it.

It is asked for only where a procedure needs it. The communes are found while their names are typed; what was typed
is kept as the place, too, so that an address without a chosen commune is not lost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from counter_app.domain.addresses import Area
from counter_app.domain.errors import CounterError
from counter_app.domain.procedure import Place as DecidedBy
from counter_app.domain.procedure import Procedure
from counter_app.services.competence import Competence
from counter_app.ui.presenters.intake_screen import FieldName, IntakeScreen, PlaceForm
from counter_app.ui.presenters.intake_services import IntakeServices
from counter_app.ui.presenters.running import Newest, Tasks
from counter_app.ui.presenters.screens import Line
from counter_app.ui.words import Text, Words, words

TITLES: dict[DecidedBy, Words] = {
    DecidedBy.RESIDENCE: words("Intake", "Phường, xã nơi cư trú"),
    DecidedBy.BUSINESS: words("Intake", "Phường, xã nơi đặt trụ sở kinh doanh"),
    DecidedBy.LAND: words("Intake", "Phường, xã nơi có đất hoặc công trình"),
}


class Form(Protocol):
    """The intake screen that this stands in."""

    @property
    def screen(self) -> IntakeScreen: ...

    @property
    def services(self) -> IntakeServices: ...

    @property
    def tasks(self) -> Tasks: ...

    def show(self, **changes: object) -> None: ...

    def focus(self, name: FieldName) -> None: ...

    def ask_preview(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Chosen:
    code: str = ""
    title: str = ""


class PlaceAtIntake:
    """Asks for the commune and holds it."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._chosen = _Chosen()
        self._typed = ""
        self._decided_by = DecidedBy.RECEPTION
        self._found: tuple[Area, ...] = ()
        self._searching: Newest[tuple[Area, ...]] = Newest(
            form.tasks, done=self._communes_found, failed=self._nothing_found
        )

    @property
    def area(self) -> str:
        """The code of the commune that was chosen; empty before."""
        return self._chosen.code

    @property
    def typed(self) -> str:
        """The place as typed; the commune's name once one is chosen."""
        return self._chosen.title or self._typed

    def forget(self) -> None:
        """Another procedure, or the next person."""
        self._chosen, self._typed, self._found = _Chosen(), "", ()
        self._decided_by = DecidedBy.RECEPTION
        self._searching.forget()

    def of_procedure(self, procedure: Procedure) -> None:
        """This procedure is being taken in: a place chosen for one of the same kind stays."""
        if procedure.place is not self._decided_by:
            self.forget()
            self._decided_by = procedure.place

    def told(self, competent: Competence | None) -> PlaceForm | None:
        """What is asked now that it is known who decides; None where no commune matters, or the card named it."""
        if competent is None or self._decided_by not in TITLES:
            return None
        depends = competent.needs_area or bool(competent.area)
        own_address = self._decided_by is DecidedBy.RESIDENCE and not self._chosen.code
        if not depends or (own_address and not competent.needs_area):
            return None
        if not self._found and not self._typed:
            self._found = competent.choices
        note = None
        if competent.needs_area:
            note = words("Intake", "Chưa chọn phường, xã: hồ sơ do {unit} giữ.").fill(unit=competent.title)
        return self._shown(note)

    def query_edited(self, typed: str) -> None:
        """The clerk types the commune's name."""
        self._typed = typed
        form = self._form.screen.place
        if form is not None:
            self._form.show(place=replace(form, query=typed))
        communes = self._form.services.communes
        self._searching.ask(lambda: communes(typed))

    def highlighted(self, key: str) -> None:
        """The cursor keys moved."""
        form = self._form.screen.place
        if form is not None:
            self._form.show(place=replace(form, highlighted=key))

    def chosen(self, key: str) -> None:
        """This commune; an empty key takes the highlighted or the first one."""
        form = self._form.screen.place
        if form is None:
            return
        code = key or form.highlighted or (form.found[0].key if form.found else "")
        area = next((one for one in self._found if one.code == code), None)
        if area is None:
            return
        self._chosen = _Chosen(area.code, area.title)
        self._form.show(place=replace(self._shown(None), note=form.note))
        self._form.ask_preview()
        self._form.focus(FieldName.PHONE)

    def change_wanted(self) -> None:
        """Another commune."""
        self._chosen = _Chosen()
        self._typed, self._found = "", ()
        self._form.ask_preview()
        self._form.focus(FieldName.PLACE)

    def _communes_found(self, found: tuple[Area, ...]) -> None:
        self._found = found
        form = self._form.screen.place
        if form is not None:
            self._form.show(place=self._shown(form.note))

    def _nothing_found(self, _error: CounterError) -> None:
        self._communes_found(())

    def _shown(self, note: Text | None) -> PlaceForm:
        where = self._form.services.full_title
        lines = tuple(Line(area.code, where(area), icon="province") for area in self._found)
        return PlaceForm(
            title=TITLES[self._decided_by],
            query=self._typed,
            found=() if self._chosen.code else lines,
            highlighted=lines[0].key if lines and self._typed else "",
            chosen=self._chosen.title,
            note=note,
        )
