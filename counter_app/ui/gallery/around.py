"""Examples of what comes up above every place: the finder, help, the first day's guide, the band of training."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from counter_app.contract.moves import State
from counter_app.domain.errors import InvalidInput
from counter_app.domain.ids import DossierId, PageId
from counter_app.services.queries import FoundIn, SearchRow
from counter_app.ui.gallery.cases import title_of
from counter_app.ui.gallery.day import day_examples
from counter_app.ui.gallery.example import CODE, NOW, Example
from counter_app.ui.presenters.find import FindScreen, found_line
from counter_app.ui.presenters.help import GUIDE, help_for
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.quick_pin import QuickPinScreen
from counter_app.ui.problems import problem_words
from counter_app.ui.words import words


def _row(number: int, name: str, state: State, found_in: FoundIn) -> SearchRow:
    page = PageId("p-1") if found_in is FoundIn.PAGE else None
    return SearchRow(
        dossier_id=DossierId(f"d-{number}"),
        code=CODE[:-2] + str(40 + number),
        applicant=name,
        procedure="1.004873",
        state=state,
        received_at=NOW - timedelta(days=number),
        due_at=None,
        found_in=found_in,
        page_id=page,
    )


def around_examples() -> Iterator[Example]:
    """Above whatever place is in front."""
    found = (
        found_line(_row(1, "Nguyễn Thị Ngọc Ánh", State.RECEIVED, FoundIn.DOSSIER), "", title_of),
        found_line(_row(2, "Nguyễn Thị Ánh Tuyết", State.RESULT_READY, FoundIn.DOSSIER), "", title_of),
        found_line(
            _row(3, "Trần Văn Hải", State.PROCESSING, FoundIn.PAGE),
            "Họ và tên vợ: NGUYỄN THỊ ÁNH, sinh ngày 15 tháng 8 năm 1992",
            title_of,
        ),
    )
    yield Example("find", Place.DAY, FindScreen("nguyen thi anh", found, ""))
    nothing = words("Find", "Không tìm thấy. Hãy thử mã hồ sơ, số điện thoại hoặc họ tên.")
    yield Example("find-nothing", Place.DAY, FindScreen("le van x", (), nothing))
    for place in (Place.CAPTURE, Place.RESULTS, Place.BRANCH):
        yield Example(f"help-{place}", place, help_for(place))
    yield Example("guide", Place.DAY, GUIDE)
    plain = problem_words(InvalidInput("quick_pin_plain"))
    done = words(
        "QuickPin", "Đã đặt mã PIN. Ctrl + L để khóa; gõ mã PIN rồi Enter để mở lại, dùng đến hết hôm nay."
    )
    yield Example("pin", Place.DAY, QuickPinScreen())
    yield Example("pin-plain", Place.DAY, QuickPinScreen(problem=plain, clear=True))
    yield Example("pin-set", Place.DAY, QuickPinScreen(has_pin=True, done=done, clear=True))
    day = next(day_examples())
    yield Example("training", Place.DAY, day.screen, day.strip, training=True)
