"""A PC whose clock is years off: work goes on, the province's time is learnt, and what people read is right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from counter_app.contract.messages import Outcome
from counter_app.domain.errors import NotAllowed
from counter_app.services.clock import CLOCK_WRONG, corrected_now
from counter_app.services.recording import CLOCK_DOUBTFUL
from tests.rigs.province import RunningProvince
from tests.rigs.windows import Window

YEARS = timedelta(days=5 * 365)
SECONDS = timedelta(seconds=30)

pytestmark = pytest.mark.usefixtures("lone_province")


@pytest.mark.parametrize("ahead", [-YEARS, YEARS, timedelta(minutes=8)], ids=["behind", "ahead", "a little"])
def test_a_wrong_clock_does_not_keep_a_dossier_from_the_province(
    open_window: Callable[..., Window], lone_province: RunningProvince, ahead: timedelta
) -> None:
    window = open_window(ahead=ahead)
    dossier_id = window.receive("Nguyễn Thị Ánh")
    window.seal(dossier_id, 1)

    window.settle()

    assert {stored.outcome for stored in window.acts_of(dossier_id)} == {Outcome.APPLIED}
    assert lone_province.province.desk.find(dossier_id).state == "sealed"


def test_a_receipt_bears_the_true_date_although_the_clock_shows_another(
    open_window: Callable[..., Window], lone_province: RunningProvince
) -> None:
    window = open_window(ahead=-YEARS)
    window.settle()

    dossier = window.dossier(window.receive("Trần Văn Bình"))

    assert abs(dossier.received_at - lone_province.world.now()) < SECONDS
    assert dossier.received_at.strftime("-%y%m%d-") in dossier.code
    assert not dossier.provisional


def test_an_act_says_what_the_clock_showed_and_how_wrong_that_was(open_window: Callable[..., Window]) -> None:
    window = open_window(ahead=YEARS)

    (act,) = [stored.act for stored in window.acts_of(window.receive("Lê Thị Cúc"))]

    shown = datetime.fromisoformat(act.device_time)
    assert abs(shown - window.counter.clock.now()) < SECONDS
    assert act.server_offset_ms == pytest.approx(-YEARS.total_seconds() * 1000, abs=SECONDS.total_seconds() * 1000)
    assert act.clock_doubtful


def test_the_list_asks_for_a_wrong_clock_to_be_set_until_it_is_right(open_window: Callable[..., Window]) -> None:
    window = open_window(ahead=YEARS)
    window.settle()
    asked = CLOCK_WRONG in window.trouble_codes()

    window.set_clock(timedelta(0))
    window.step()
    window.step()

    assert asked
    assert CLOCK_WRONG not in window.trouble_codes()


def test_a_clock_that_jumps_while_the_window_is_open_is_still_seen_through(
    open_window: Callable[..., Window], lone_province: RunningProvince
) -> None:
    window = open_window()
    window.settle()

    window.set_clock(-YEARS)

    assert abs(corrected_now(window.counter.clock) - lone_province.world.now()) < SECONDS


@pytest.mark.parametrize("jump", [-YEARS, YEARS], ids=["back", "forward"])
def test_after_a_jump_of_the_clock_nothing_waits_longer(
    open_window: Callable[..., Window], jump: timedelta
) -> None:
    window = open_window()
    window.settle()
    window.link.down = True
    window.counter.deliver.step(now_wanted=True)
    dossier_id = window.receive("Phạm Văn Dũng")

    window.set_clock(jump)
    window.link.down = False
    for _ in range(4):
        window.counter.deliver.step()

    assert {stored.outcome for stored in window.acts_of(dossier_id)} == {Outcome.APPLIED}


def test_a_dossier_received_offline_under_a_wrong_clock_is_flagged_for_the_clerk(
    open_window: Callable[..., Window],
) -> None:
    window = open_window()
    window.settle()
    window.stop()
    window.ahead = -YEARS
    window.start()

    dossier_id = window.receive("Hoàng Thị Em")

    (stored,) = window.acts_of(dossier_id)
    assert stored.act.clock_doubtful
    assert [trouble.dossier_id for trouble in window.troubles() if trouble.code == CLOCK_DOUBTFUL] == [dossier_id]


def test_a_clock_that_shows_a_time_before_the_last_contact_is_not_believed(
    open_window: Callable[..., Window], lone_province: RunningProvince
) -> None:
    window = open_window()
    window.settle()
    window.stop()
    window.ahead = -YEARS
    window.start()

    dossier = window.dossier(window.receive("Vũ Văn Hải"))

    assert abs(dossier.received_at - lone_province.world.now()) < timedelta(minutes=1)
    assert not dossier.provisional


def test_a_window_that_was_only_enrolled_knows_a_dead_battery_when_it_sees_one(
    open_window: Callable[..., Window], lone_province: RunningProvince
) -> None:
    window = open_window()
    window.stop()
    window.ahead = -YEARS - YEARS
    window.start()

    dossier = window.dossier(window.receive("Lâm Thị Cúc"))

    assert abs(dossier.received_at - lone_province.world.now()) < timedelta(minutes=1)


def test_a_clock_as_wrong_as_at_the_last_contact_is_put_right_as_then(
    open_window: Callable[..., Window], lone_province: RunningProvince
) -> None:
    window = open_window(ahead=-YEARS)
    window.settle()
    window.restart()

    dossier = window.dossier(window.receive("Ngô Thị Khanh"))

    assert abs(dossier.received_at - lone_province.world.now()) < SECONDS


def test_a_clock_set_back_does_not_lock_a_clerk_out_for_years(open_window: Callable[..., Window]) -> None:
    window = open_window()
    for _ in range(7):
        with pytest.raises(NotAllowed):
            window.counter.sign_in.with_password("lan", "sai mật khẩu")

    window.set_clock(-YEARS)

    with pytest.raises(NotAllowed, match="locked_out") as raised:
        window.counter.sign_in.with_password("lan", "sai mật khẩu")
    assert raised.value.facts["minutes"] == 30


def test_a_code_made_up_by_a_wrong_clock_gives_way_to_one_of_today(
    open_window: Callable[..., Window], lone_province: RunningProvince
) -> None:
    window = open_window()
    window.settle()
    window.stop()
    window.ahead = YEARS
    window.start()
    dossier_id = window.receive("Đỗ Văn Giang")
    made_up = window.dossier(dossier_id)

    window.settle()
    window.settle()

    dossier = window.dossier(dossier_id)
    today = lone_province.world.now().astimezone(made_up.received_at.tzinfo)
    assert made_up.provisional
    assert not dossier.provisional
    assert today.strftime("-%y%m%d-") in dossier.code
