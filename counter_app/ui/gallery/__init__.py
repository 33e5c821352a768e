"""One example of every state of every screen: what the screenshots show and the tests walk through.

People, codes and papers are invented. Where a presenter makes a screen from the domain's values, the example is
made by the same pure steps, so that it says what clerks will read.
"""

from __future__ import annotations

from counter_app.ui.gallery.around import around_examples
from counter_app.ui.gallery.branch import branch_examples
from counter_app.ui.gallery.capture import capture_examples
from counter_app.ui.gallery.day import day_examples, troubles_examples
from counter_app.ui.gallery.example import CLERK, UNIT, WINDOW, Example
from counter_app.ui.gallery.intake import intake_examples
from counter_app.ui.gallery.results import results_examples
from counter_app.ui.gallery.review import review_examples
from counter_app.ui.gallery.settings import settings_examples
from counter_app.ui.gallery.sign_in import sign_in_examples
from counter_app.ui.gallery.sync import sync_examples

__all__ = ["CLERK", "UNIT", "WINDOW", "Example", "examples"]


def examples() -> tuple[Example, ...]:
    """Every example, in the order of a clerk's day."""
    return (
        *sign_in_examples(),
        *day_examples(),
        *intake_examples(),
        *capture_examples(),
        *review_examples(),
        *results_examples(),
        *troubles_examples(),
        *branch_examples(),
        *sync_examples(),
        *settings_examples(),
        *around_examples(),
    )
