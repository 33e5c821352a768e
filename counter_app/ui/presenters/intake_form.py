"""What the parts of the intake screen ask of the screen that they stand in."""

from __future__ import annotations

from typing import Protocol

from counter_app.domain.procedure import Case, Procedure
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.intake_screen import IntakeScreen
from counter_app.ui.presenters.intake_services import IntakeServices
from counter_app.ui.presenters.running import Tasks


class IntakeForm(Protocol):
    """The state of the screen, and what it works with; each part adds what it alone asks for."""

    @property
    def chosen(self) -> tuple[Procedure, Case] | None: ...

    @property
    def screen(self) -> IntakeScreen: ...

    @property
    def services(self) -> IntakeServices: ...

    @property
    def tasks(self) -> Tasks: ...

    @property
    def desk(self) -> Desk: ...
