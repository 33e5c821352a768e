"""What IT reads in the event log, and that the installer's source and the program's are one."""

from __future__ import annotations

import logging

import pytest

from counter_app.commands.event_log import ERROR_ID, SOURCE, WARNING_ID, event_of
from installer.product import EVENT_SOURCE


def record(level: int) -> logging.LogRecord:
    return logging.LogRecord("counter_app.sync", level, __file__, 1, "said", None, None)


@pytest.mark.parametrize(
    ("level", "number"),
    [(logging.WARNING, WARNING_ID), (logging.ERROR, ERROR_ID), (logging.CRITICAL, ERROR_ID)],
)
def test_the_number_of_an_event_tells_how_grave_it_is(level: int, number: int) -> None:
    assert event_of(record(level), "words")[1] == number


def test_words_fit_into_one_event() -> None:
    _, _, words = event_of(record(logging.ERROR), "a\0b" * 20_000)

    assert words.startswith("a ba b")
    assert len(words) < 31_839


def test_the_program_writes_under_the_name_that_the_installer_registers() -> None:
    assert SOURCE == EVENT_SOURCE
