"""The pages as a person sees them, in a real browser: the citizen's way to a dossier, the centre's board."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
import requests

from counter_app.contract import acts as contract
from counter_app.contract.acts import Applicant
from province_server.web import pages
from province_server.web.board import Day, with_forecast
from province_server.web.texts import _EVENTS, _STATES, _TEXTS, LANGUAGES
from province_server.world import local_day, local_stamp
from tests.rigs.browser import Browser, browser
from tests.rigs.cases import Case, case
from tests.rigs.province import COMPETENT, PASSWORD, UNIT, RunningProvince, run_province, settings_in

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvince]:
    settings = settings_in(tmp_path_factory.mktemp("province"))
    patient = replace(settings.limits, citizen_burst=1000, proof_burst=3)
    for one in run_province(replace(settings, limits=patient)):
        one.province.catalogue.publish_folder(RESOURCES)
        yield one


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as window:
        yield window


def delivered(running: RunningProvince, **changed: object) -> Case:
    counter = running.counter()
    dossier = case(counter)
    body = msgspec.structs.replace(
        dossier.body,
        procedure="9.999999",
        applicant=Applicant(name="Nguyễn Thị Ánh", id_number="074190000123", phone="0901234567"),
        **changed,
    )
    whole = Case(counter, dossier.dossier_id, body, dossier.paper, dossier.content)
    whole.deliver()
    return whole


def look_up(chromium: Browser, running: RunningProvince, code: str) -> None:
    chromium.open(f"{running.url}/tra-cuu")
    chromium.type("#ma", code)
    chromium.press("#look-up")


def test_the_code_shows_status_and_dates_and_nobody_s_name(chromium: Browser, running: RunningProvince) -> None:
    dossier = delivered(running)

    look_up(chromium, running, dossier.body.code)
    page = chromium.text()

    assert chromium.text("#code") == dossier.body.code
    assert chromium.text("#state") == "Đã tiếp nhận, chờ cơ quan có thẩm quyền giải quyết"
    assert chromium.text("#due") == "25/11/2026"
    assert chromium.texts("ol.steps li.done") == [
        "Tiếp nhận (đã xong)",
        "Số hóa, chuyển xử lý (đã xong)",
    ]
    assert not [secret for secret in ("Ánh", "074190000123", "0901234567", "Tờ khai") if secret in page]


def test_the_last_four_digits_open_the_content(chromium: Browser, running: RunningProvince) -> None:
    dossier = delivered(running)
    fee = contract.FeeRecorded(fee="Lệ phí hộ tịch", amount_vnd=8000, paid=True)
    dossier.counter.do(fee, dossier.dossier_id, base=3)

    look_up(chromium, running, dossier.body.code)
    chromium.type("#so", "0123")
    chromium.press("#show")
    content = chromium.text("#content")

    assert "Nguyễn Thị Ánh" in content
    assert "Tờ khai (1 trang)" in content
    assert "Lệ phí hộ tịch: 8.000 đ (đã nộp)" in content
    assert "0123" not in chromium.script("return location.href")


def test_wrong_digits_show_nothing_and_guessing_is_slowed_down(
    chromium: Browser, running: RunningProvince
) -> None:
    dossier = delivered(running)
    look_up(chromium, running, dossier.body.code)

    said = []
    for guess in ("0000", "1111", "2222", "3333"):
        chromium.type("#so", guess)
        chromium.press("#show")
        said.append(chromium.text(".problem"))

    assert said[:3] == ["Bốn số cuối không khớp với hồ sơ này."] * 3
    assert said[3].startswith("Có quá nhiều lượt tra cứu")
    assert "Ánh" not in chromium.text()


def test_an_unknown_code_gets_a_sentence(chromium: Browser, running: RunningProvince) -> None:
    look_up(chromium, running, "H09-000000-0000")

    assert chromium.text(".problem").startswith("Không tìm thấy hồ sơ có mã này.")


def test_what_a_citizen_types_is_never_markup(chromium: Browser, running: RunningProvince) -> None:
    look_up(chromium, running, '"><script>document.title="taken"</script>')

    assert chromium.script("return document.title").startswith("Tra cứu hồ sơ")
    assert chromium.script("return document.scripts.length") == 0


def test_a_supplement_tells_what_is_needed_and_why(chromium: Browser, running: RunningProvince) -> None:
    dossier = delivered(running)
    asked = contract.SupplementAsked(papers=("Bản đồ",), reason="Thiếu bản đồ thửa đất")
    running.province.desk.act(dossier.dossier_id, asked, actor="officer", unit=COMPETENT)

    look_up(chromium, running, dossier.body.code)
    before = chromium.text()
    chromium.type("#so", "0123")
    chromium.press("#show")

    assert chromium.text("#state") == "Yêu cầu bổ sung giấy tờ"
    assert "Thiếu bản đồ" not in before
    assert "Thiếu bản đồ thửa đất" in chromium.text("#content")


def test_the_page_speaks_english_and_stays_on_the_dossier(chromium: Browser, running: RunningProvince) -> None:
    dossier = delivered(running)
    look_up(chromium, running, dossier.body.code)

    chromium.press("header a")

    assert chromium.text("#state") == "Received, waiting for the competent agency"
    assert chromium.script("return document.documentElement.lang") == "en"


def test_an_old_phone_shows_the_page_without_scrolling_sideways(
    chromium: Browser, running: RunningProvince
) -> None:
    dossier = delivered(running)
    chromium.size(500, 800)
    look_up(chromium, running, dossier.body.code)

    overflow = chromium.script("const e = document.documentElement; return e.scrollWidth - e.clientWidth;")
    chromium.size(1200, 900)

    assert overflow == 0


def test_a_page_loads_nothing_from_anywhere_else(chromium: Browser, running: RunningProvince) -> None:
    chromium.open(f"{running.url}/tra-cuu")

    assert chromium.loaded_from() == {running.url}


def sign_in(chromium: Browser, running: RunningProvince, login: str) -> None:
    chromium.open(f"{running.url}/bang-dieu-hanh?lang=vi")
    chromium.forget()
    chromium.open(f"{running.url}/bang-dieu-hanh?lang=vi")
    chromium.type("#login", login)
    chromium.type("#password", PASSWORD)
    chromium.press("#sign-in")


def test_the_board_is_for_supervisors(chromium: Browser, running: RunningProvince) -> None:
    sign_in(chromium, running, "lan")

    assert chromium.text(".problem").startswith("Tên đăng nhập hoặc mật khẩu không đúng")
    assert chromium.texts("#units") == []


def figures_of(chromium: Browser, unit: str) -> list[str]:
    rows = [row.split() for row in chromium.texts("#units tbody tr")]
    return next(row[1:] for row in rows if row[0] == unit)


def spoken(chromium: Browser, selector: str) -> list[str]:
    """What a screen reader says."""
    return list(chromium.script(f"return [...document.querySelectorAll('{selector}')].map(e => e.textContent)"))


def test_the_board_counts_per_unit(chromium: Browser, tmp_path: Path) -> None:
    for running in run_province(settings_in(tmp_path)):
        today = date.fromisoformat(local_day(running.world.now()))
        soon, late = (f"{today + timedelta(days=days)}T17:00:00+07:00" for days in (2, -2))
        now = local_stamp(running.world.now())
        for due in (soon, late, late):
            delivered(running, due_at=due, received_at=now)
        rated = delivered(running, due_at=None, received_at=now)
        rated.counter.do(contract.Rated(rating="very_satisfied"), rated.dossier_id, base=3)
        sign_in(chromium, running, "hung")

        ours, total = figures_of(chromium, UNIT), figures_of(chromium, "Toàn")
        charts = spoken(chromium, "#standing .unseen")
        windows = chromium.texts("#windows tbody tr")
        chromium.press("#sign-out")

    assert ours == ["4", "4", "4", "1", "2", "–", "100", "%", "–", "0", "%", "100", "%"]
    assert total[2:] == ours
    assert charts == [f"{UNIT}: 1 trong hạn, 1 sắp đến hạn (3 ngày), 2 quá hạn"]
    assert len(windows) == 4
    assert not [line for line in windows if "chưa lần nào" in line]


@pytest.mark.parametrize(
    ("width", "path"), [(360, "/tra-cuu"), (360, "/bang-dieu-hanh"), (1280, "/bang-dieu-hanh")]
)
def test_no_page_scrolls_sideways(chromium: Browser, running: RunningProvince, width: int, path: str) -> None:
    delivered(running, received_at=local_stamp(running.world.now()))
    sign_in(chromium, running, "hung")
    chromium.screen(width, 740)
    chromium.open(running.url + path)

    overflow = chromium.script("const e = document.documentElement; return e.scrollWidth - e.clientWidth;")
    chromium.screen(1280, 900)

    assert overflow == 0


def test_on_a_phone_every_figure_stands_beside_its_name(chromium: Browser, running: RunningProvince) -> None:
    delivered(running, received_at=local_stamp(running.world.now()))
    sign_in(chromium, running, "hung")

    headings = spoken(chromium, "#units thead th")[1:]
    labels = chromium.script(
        "return [...document.querySelectorAll('#units tr:last-child td')].map(e => e.dataset.label)"
    )

    assert labels == headings
    assert len(labels) == 10


def test_every_field_has_a_name_that_is_read_out(chromium: Browser, running: RunningProvince) -> None:
    dossier = delivered(running)
    fields = "[...document.querySelectorAll('input:not([type=hidden])')]"
    names = []
    chromium.open(f"{running.url}/bang-dieu-hanh")
    chromium.forget()
    for path in (f"/tra-cuu?ma={dossier.body.code}&lang=en", "/bang-dieu-hanh?lang=en"):
        chromium.open(running.url + path)
        names += chromium.script(f"return {fields}.map(e => [...e.labels].map(l => l.textContent).join())")

    assert names == ["Last 4 digits of the identity number", "Dossier code", "Login", "Password"]


def luminance(colour: str) -> float:
    whole = colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])
    parts = [int(whole[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["ink", "faint", "blue", "green", "amber", "red"])
@pytest.mark.parametrize("ground", ["paper", "back"])
def test_texts_stand_out_from_their_ground(name: str, ground: str) -> None:
    style = (Path(pages.__file__).parent / "style.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", style))

    dark, light = luminance(colours[name]), luminance(colours[ground])

    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_who_signed_out_sees_no_figures(chromium: Browser, running: RunningProvince) -> None:
    sign_in(chromium, running, "hung")
    chromium.press("#sign-out")

    chromium.open(f"{running.url}/bang-dieu-hanh")

    assert chromium.texts("#units, #windows") == []


def test_a_forged_cookie_opens_nothing(running: RunningProvince) -> None:
    cookies = {"bang_dieu_hanh": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4IiwiZXhwIjo5OTk5OTk5OTk5fQ."}

    page = requests.get(f"{running.url}/bang-dieu-hanh", cookies=cookies, timeout=30)

    assert 'id="units"' not in page.text
    assert 'id="sign-in"' in page.text


def test_pages_forbid_scripts_frames_and_other_addresses(running: RunningProvince) -> None:
    policy = requests.get(f"{running.url}/tra-cuu", timeout=30).headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "frame-ancestors 'none'" in policy


def test_the_forecast_is_the_mean_of_the_same_weekday() -> None:
    today = date(2026, 11, 23)  # a Monday
    history = {(today - timedelta(weeks=weeks, days=-1)).isoformat(): 10 * weeks for weeks in range(1, 5)}

    days = with_forecast(history, today)

    assert days[-5:][0] == Day("2026-11-24", 25, expected=True)
    assert [day.day for day in days if day.expected] == [f"2026-11-{n}" for n in (24, 25, 26, 27, 30)]


def test_every_sentence_exists_in_both_languages() -> None:
    pairs = [*_TEXTS.values(), *_STATES.values(), *_EVENTS.values()]

    assert all(len(pair) == len(LANGUAGES) and all(pair) for pair in pairs)
