"""What the window asks of the program, answered by the use cases over stand-ins for store, vault and scanner."""

from __future__ import annotations

from dataclasses import replace

from counter_app.ui.parts import WindowParts
from counter_app.ui.stage import painted_page
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_counter_state import CARD

__all__ = ["CARD", "CounterOfTests", "parts_of_tests"]


def parts_of_tests(counter: CounterOfTests) -> WindowParts:
    """The window's parts over these use cases; every paper that is shown is a painted one."""
    desk, day = counter.desk, counter.for_day()

    def painted_slip(pdf: bytes) -> tuple[bytes, ...]:
        counter.render_deed(pdf)
        return (painted_page("slip"),)

    return WindowParts(
        unit="Chi nhánh số 1",
        window="Q01",
        sign_in=desk.sign_in.with_password,
        sign_out=desk.sign_in.sign_out,
        subscribe=counter.listeners.subscribe,
        page_image=counter.page_image,
        begin_reading=counter.begin_reading,
        intake=replace(counter.for_intake(), render=lambda _pdf: (painted_page("slip"),)),
        capture=replace(counter.for_capture(), render=lambda _pdf: (painted_page("separator"),)),
        review=counter.for_review(),
        day=replace(day, deeds=replace(day.deeds, render=painted_slip)),
        results=replace(counter.for_results(), render=lambda _pdf: (painted_page("result"),)),
        troubles=counter.for_troubles(),
        strip=counter.for_strip(),
        find=counter.for_find(),
        settings=replace(counter.for_settings(), render=lambda _pdf: (painted_page("test"),)),
        notices=counter.for_notices(),
        quick_pin=counter.for_quick_pin(),
        first_time=counter.first_time,
        sync=replace(counter.for_sync(), render=lambda _pdf: (painted_page("certificate"),)),
        branch=replace(counter.for_branch(), render=lambda _pdf: (painted_page("report"),)),
        started=lambda: None,
        now=desk.clock.now,
    )
