"""Everything that the window asks of the program, as one value: made by the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.errors import CounterError
from counter_app.domain.ids import PageId
from counter_app.services.ports import Session
from counter_app.ui.images import Size
from counter_app.ui.presenters.branch_services import BranchServices
from counter_app.ui.presenters.capture import CaptureServices
from counter_app.ui.presenters.day import DayServices
from counter_app.ui.presenters.find import FindServices
from counter_app.ui.presenters.intake_services import IntakeServices
from counter_app.ui.presenters.notices import NoticesServices
from counter_app.ui.presenters.quick_pin import QuickPinServices
from counter_app.ui.presenters.results import ResultsServices
from counter_app.ui.presenters.review import ReviewServices
from counter_app.ui.presenters.settings import SettingsServices
from counter_app.ui.presenters.strip import StripServices
from counter_app.ui.presenters.sync import SyncServices
from counter_app.ui.presenters.troubles import TroublesServices


@dataclass(frozen=True)
class WindowParts:
    """The services behind each screen, and what the window itself needs.

    Attributes:
        unit: Title of the unit; ``window``: name of this window.
        sign_in: Login and password -> session; raises ``NotAllowed``.
        sign_out: Ends a session; called off the window's thread.
        subscribe: Takes a listener that is called for every event, on the thread that committed.
        page_image: Encoded picture of a page, small or whole; called off the window's thread.
        begin_reading: Begins to clean and read a page; called off the window's thread.
        started: Called once when the window is usable: what may begin behind the clerk's back begins here.
        now: The time.
        sign_in_in_browser: Signs in at the province's identity provider; None where none is set up.
        quick_pin: The PIN that opens the locked window.
        first_time: Whether this clerk signs in at this window for the first time; asked once, then it is not.
        lock_after_s: Seconds without a touch after which the window locks; 0 never.
        training: Nothing of this counts; said on every screen.
        asks_pins: Takes what asks the person for the PIN of a signing key, called off the window's thread.
        trouble: What did not work at opening and a person should know; the window works all the same.
    """

    unit: str
    window: str
    sign_in: Callable[[str, str], Session]
    sign_out: Callable[[Session], None]
    subscribe: Callable[[Callable[[object], None]], None]
    page_image: Callable[[PageId, Size], bytes]
    begin_reading: Callable[[PageId], object]
    intake: IntakeServices
    capture: CaptureServices
    review: ReviewServices
    day: DayServices
    results: ResultsServices
    troubles: TroublesServices
    strip: StripServices
    branch: BranchServices
    sync: SyncServices
    started: Callable[[], None]
    now: Callable[[], datetime]
    find: FindServices
    settings: SettingsServices
    notices: NoticesServices
    quick_pin: QuickPinServices
    first_time: Callable[[str], bool]
    sign_in_in_browser: Callable[[], Session] | None = None
    asks_pins: Callable[[Callable[[str, bool], str | None]], None] = lambda _ask: None
    lock_after_s: float = 0.0
    training: bool = False
    trouble: CounterError | None = None
