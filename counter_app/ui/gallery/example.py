"""One example of one state of one screen, and the place, people and time that all examples share; all invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from counter_app.ui.presenters.branch_screen import BranchScreen
from counter_app.ui.presenters.capture_screen import CaptureScreen
from counter_app.ui.presenters.citizen_screen import CitizenScreen
from counter_app.ui.presenters.day_screen import DayScreen, TroublesScreen
from counter_app.ui.presenters.find import FindScreen
from counter_app.ui.presenters.help import HelpScreen
from counter_app.ui.presenters.intake_screen import IntakeScreen
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.quick_pin import QuickPinScreen
from counter_app.ui.presenters.results_screen import ResultsScreen
from counter_app.ui.presenters.review_screen import ReviewScreen
from counter_app.ui.presenters.settings import SettingsScreen
from counter_app.ui.presenters.sign_in import SignInScreen
from counter_app.ui.presenters.strip_screen import StripScreen
from counter_app.ui.presenters.sync_screen import SyncScreen

AnyScreen = (
    SignInScreen
    | IntakeScreen
    | CaptureScreen
    | ReviewScreen
    | DayScreen
    | TroublesScreen
    | ResultsScreen
    | BranchScreen
    | SyncScreen
    | SettingsScreen
    | CitizenScreen
    | FindScreen
    | HelpScreen
    | QuickPinScreen
)

UNIT = "Chi nhánh Phục vụ hành chính công Thủ Dầu Một"
WINDOW = "Quầy 03"
CLERK = "Lê Minh Tâm"
HANOI_TIME = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 23, 9, 42, tzinfo=HANOI_TIME)
TODAY = NOW.date()
CODE = "H09.08-261123-0042"
CARD = (
    "074192001234|281234567|Nguyễn Thị Ngọc Ánh|15081992|Nữ|"
    "12/4 đường Lê Hồng Phong, khu phố 3, phường Phú Hòa, thành phố Thủ Dầu Một, Bình Dương|12052022"
)


@dataclass(frozen=True, slots=True)
class Example:
    """One state of one screen. ``place`` is None for the sign-in screen, ``preview`` shows a paper above it."""

    name: str
    place: Place | None
    screen: AnyScreen
    strip: StripScreen | None = None
    training: bool = False
    preview: bool = False
