"""Examples of signing in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter_app.domain.errors import NotAllowed
from counter_app.ui.gallery.example import CLERK, UNIT, WINDOW, Example
from counter_app.ui.presenters.screens import Choice
from counter_app.ui.presenters.sign_in import SignInScreen
from counter_app.ui.problems import problem_words
from counter_app.ui.words import words


def sign_in_examples() -> Iterator[Example]:
    """Sign in."""
    fresh = SignInScreen(unit=UNIT, window=WINDOW)
    people = (Choice("tam.le", CLERK), Choice("hoa.tran", "Trần Thị Hoa"))
    wrong = problem_words(NotAllowed("wrong_password"))
    yield Example("sign-in", None, fresh)
    refused = replace(fresh, login="tam.le", people=people, problem=wrong, clear_password=True)
    yield Example("sign-in-wrong", None, refused)
    yield Example(
        "sign-in-busy", None, replace(fresh, login="tam.le", busy=True, action=words("SignIn", "Đang kiểm tra…"))
    )
    note = words("SignIn", "Quầy đang khóa. Việc đang làm dở vẫn được giữ nguyên.")
    locked = replace(fresh, login="tam.le", people=people, note=note, clear_password=True)
    yield Example("locked", None, locked)
    asked = replace(locked, asks_pin=True, action=words("SignIn", "Mở khóa"))
    yield Example("locked-pin", None, asked)
    wrong_pin = problem_words(NotAllowed("quick_pin_wrong", left=4))
    yield Example("locked-pin-wrong", None, replace(asked, problem=wrong_pin))
