"""New law reaches every window by the feed and is in force there without a restart, or not at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from counter_app.contract.canonical import digest
from counter_app.domain.errors import InvalidInput, NotFound
from counter_app.law import law_files, load_catalogue
from counter_app.services.events import CatalogueChanged
from counter_app.services.law import LAW_BROKEN, announced
from counter_app.settings import resources_folder
from counter_app.sync.law_files import LAW, LawFiles
from province_server.catalogue import DISTRIBUTED
from tests.rigs import sample_slips
from tests.rigs.pdf_eyes import text_of
from tests.rigs.province import RunningProvince
from tests.rigs.windows import PROCEDURE, Window

OpenWindow = Callable[..., Window]

OLD, NEW = 'code = "1.004873"', 'code = "1.994873"'


def shipped(name: str) -> bytes:
    return (resources_folder() / name).read_bytes()


def file_with(text: str) -> str:
    """The file of the law in which this text stands."""
    for path in sorted((resources_folder() / "procedures").glob("*.toml")):
        if text in path.read_text(encoding="utf-8"):
            return f"procedures/{path.name}"
    raise LookupError(text)


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    """A window with a catalogue of its own, so that what it takes over stays with it."""
    opened = open_window()
    opened.counter.catalogue = load_catalogue(resources_folder())
    return opened


def today_has(window: Window, procedure: str) -> bool:
    try:
        window.counter.catalogue.procedure(procedure, on=window.counter.today())
    except NotFound:
        return False
    return True


def amended() -> bytes:
    """The shipped file with one procedure under another code."""
    return shipped(file_with(OLD)).replace(OLD.encode(), NEW.encode())


def publish(running: RunningProvince, content: bytes) -> None:
    running.province.catalogue.publish(file_with(OLD), content)


def test_new_law_is_in_force_without_a_restart(window: Window, lone_province: RunningProvince) -> None:
    told: list[object] = []
    window.counter.events.subscribe(told.append)
    before = (today_has(window, PROCEDURE), today_has(window, "1.994873"))
    publish(lone_province, amended())

    window.settle()

    assert before == (True, False)
    assert (today_has(window, PROCEDURE), today_has(window, "1.994873")) == (False, True)
    assert CatalogueChanged(file_with(OLD)) in told


def test_the_next_start_begins_with_the_law_in_force(window: Window, lone_province: RunningProvince) -> None:
    publish(lone_province, amended())
    window.settle()

    begun_with = law_files(window.counter.settings).in_force()

    assert begun_with.procedure("1.994873", on=window.counter.today()).code == "1.994873"


def test_law_with_a_mistake_in_it_is_listed_and_the_old_law_stays(
    window: Window, lone_province: RunningProvince
) -> None:
    publish(lone_province, amended().replace(b"[[", b"[[[", 1))

    window.settle()

    assert today_has(window, PROCEDURE)
    (trouble,) = [one for one in window.troubles() if one.code == LAW_BROKEN]
    assert file_with(OLD).rpartition("/")[2] in trouble.facts["mistake"]


def test_law_that_was_mended_takes_the_place_of_broken_law(window: Window, lone_province: RunningProvince) -> None:
    publish(lone_province, amended().replace(b"[[", b"[[[", 1))
    window.settle()

    publish(lone_province, amended())
    window.settle()

    assert today_has(window, "1.994873")
    assert LAW_BROKEN not in window.trouble_codes()


def test_the_law_does_not_change_under_a_form_that_is_half_filled(
    window: Window, lone_province: RunningProvince
) -> None:
    window.counter.at_window.occupied(has_work=True)
    publish(lone_province, amended())
    window.settle()
    during = today_has(window, PROCEDURE)

    window.counter.at_window.occupied(has_work=False)
    window.settle()

    assert during
    assert not today_has(window, PROCEDURE)


def test_law_that_shipped_is_not_fetched_again(window: Window, lone_province: RunningProvince) -> None:
    name = file_with(OLD)
    lone_province.province.catalogue.publish(name, b"# once other, now as it shipped\n")
    lone_province.province.catalogue.publish(name, shipped(name))

    window.settle()

    assert ("GET", f"/v1/files/{digest(shipped(name))}") not in window.link.sent


@pytest.mark.parametrize("name", ["procedures/../../keys.toml", "/etc/law.toml", "fonts/law.toml", "law.toml"])
def test_a_file_that_is_no_file_of_the_law_is_refused(tmp_path: Path, name: str) -> None:
    law = LawFiles(resources_folder(), tmp_path / "law", load_catalogue)

    with pytest.raises(InvalidInput, match="not the name of a file"):
        law.read({name: b""})

    assert list(tmp_path.iterdir()) == []


def test_a_copy_of_the_law_that_cannot_be_read_is_made_anew(
    window: Window, lone_province: RunningProvince
) -> None:
    publish(lone_province, amended())
    window.settle()
    files = law_files(window.counter.settings)
    (files.folder / file_with(OLD)).write_bytes(b"half of a f")

    window.counter.catalogue.take_over(files.in_force())
    began_with_what_shipped = today_has(window, PROCEDURE)
    window.settle()

    assert began_with_what_shipped
    assert today_has(window, "1.994873")
    assert files.stands()


def test_whoever_asks_during_a_change_sees_one_law_or_the_other() -> None:
    old, new = load_catalogue(resources_folder()), load_catalogue(resources_folder())
    catalogue = dataclasses.replace(old)
    _ = catalogue.organisation

    catalogue.take_over(new)

    assert (catalogue.procedures, catalogue.calendars) == (new.procedures, new.calendars)
    assert catalogue.organisation is not old.organisation


CODES, PLACES = "codes/dossier_codes.toml", "addresses/administrative_units.tsv"
INDICATORS, FORMS = "indicators/decision_766.toml", "forms/2025.toml"
RENAMED = {
    CODES: (b"serial_digits = 4", b"serial_digits = 6"),
    PLACES: ("Thành phố Hồ Chí Minh".encode(), "Thành phố Bến Nghé".encode()),
    INDICATORS: (b"full_from", b"# full_from"),
    FORMS: ("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ".encode(), "GIẤY BIÊN NHẬN HỒ SƠ".encode()),
}


def test_every_kind_of_law_file_reaches_the_window(window: Window, lone_province: RunningProvince) -> None:
    lone_province.province.catalogue.publish_folder(resources_folder())
    for name, (old, new) in RENAMED.items():
        content = shipped(name)
        assert old in content
        lone_province.province.catalogue.publish(name, content.replace(old, new))

    window.settle()
    dossier = window.dossier(window.receive("Nguyễn Thị Ánh"))

    law = window.counter.catalogue
    assert len(dossier.code.rpartition("-")[2]) == 6
    assert law.addresses.read("phường Phú Lợi, Thành phố Bến Nghé").province is not None
    assert all(indicator.full_from == 1.0 for indicator in law.indicators)
    assert "GIẤY BIÊN NHẬN HỒ SƠ" in text_of(window.counter.printer.receipt(sample_slips.RECEIPT))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (CODES, b"format = 1\n[[code_patterns]]\n"),
        (PLACES, b"X\n"),
        (INDICATORS, b"format = 7\n"),
        (FORMS, b"format = 1\n"),
    ],
)
def test_a_mistake_in_any_kind_of_law_file_is_listed_with_its_file(
    window: Window,
    lone_province: RunningProvince,
    expect_log: Callable[[str], None],
    name: str,
    content: bytes,
) -> None:
    if name == CODES:
        expect_log(r"province_server.law: WARNING .*dossier_codes.toml")  # the province needs patterns itself
    lone_province.province.catalogue.publish_folder(resources_folder())
    lone_province.province.catalogue.publish(name, content)

    window.settle()

    (trouble,) = [one for one in window.troubles() if one.code == LAW_BROKEN]
    assert trouble.facts["mistake"].startswith(name.rpartition("/")[2])


def test_the_province_distributes_what_windows_take(window: Window, lone_province: RunningProvince) -> None:
    lone_province.province.catalogue.publish_folder(resources_folder())

    window.settle()

    assert DISTRIBUTED == LAW
    with window.counter.store.open_work() as work:
        assert set(announced(work)) == set(law_files(window.counter.settings).shipped())
    assert not law_files(window.counter.settings).stands()
