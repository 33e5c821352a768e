"""The project's own tests on Windows' Python, with the packages that are shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.product import ROOT
from tests.rigs.windows_pc import WindowsPc
from tests.rigs.windows_python import WindowsPython, without

FOLDERS = ("tests/unit/scanner_devices", "tests/unit/db", "tests/unit/sync", "tests/unit/documents")
WHOLE = ("tests/integration/test_db_upgrade.py", "tests/integration/test_db_store.py",
         "tests/integration/test_db_released_windows.py", "tests/integration/test_sync_receipts.py")  # fmt: skip
"""Store and link as a whole, against a province in the same process; windows of every release among them."""
SCANS_AND_PAPERS = ("tests/integration/test_scanner_escl.py", "tests/integration/test_pages_reading.py",
                    "tests/integration/test_documents_signatures.py")  # fmt: skip
"""Network scanners over real HTTP, pages read by the real engine, papers signed and validated."""
# What cannot run there, and why.
READ_WITH_POPPLER = tuple(
    f"tests/unit/documents/{file.name}"
    for file in sorted((ROOT / "tests" / "unit" / "documents").glob("test_*.py"))
    if "import pdf_eyes" in file.read_text(encoding="utf-8")
)
"""They read slips back with poppler, a program of Linux; the slips are made by the main job of the rig."""
OTHER_JUDGES = (
    *(f"tests/integration/test_documents_signatures.py::{name}" for name in (
        "test_a_signed_paper_is_still_pdfa_1b_by_preflight",
        "test_poppler_finds_the_signature_valid_and_the_whole_file_covered",
        "test_a_change_after_signing_is_noticed",
        "test_a_paper_that_is_signed_afterwards_is_pdfa_1b_and_its_signature_covers_what_it_says",
        "test_name_and_time_stand_at_the_top_left_of_the_first_page_only",
        "test_the_mark_is_drawn_where_the_paper_was_free",
        "test_on_a_page_turned_by_hand_the_mark_is_upright_at_the_top_left_that_is_seen",
    )),
    "tests/integration/test_scanner_escl.py::test_another_client_scans_from_the_rig_as_we_do",
    "tests/integration/test_scanner_escl.py::test_another_client_meets_the_jam_that_we_meet",
)  # fmt: skip
"""Their judges are programs of Linux: poppler, PDFBox Preflight, Tesseract's command, sane-airscan."""
ASK_THE_PROVINCES_COMMANDS = ("tests/unit/sync/test_sync_courier_boxes.py",)
"""What reads boxes at the province stands beside its commands, whose library no window has."""
DRAW_RANDOM_EXAMPLES = (
    "tests/unit/db/test_db_rows.py::test_a_moment_comes_back_as_it_was",
    "tests/unit/db/test_db_rows.py::test_later_moments_are_greater_texts",
    "tests/unit/db/test_db_search_keys.py::test_whatever_was_typed_is_a_query_that_the_index_understands",
    "tests/unit/documents/test_signature_place.py::test_ink_is_never_covered_while_there_is_room",
    "tests/unit/documents/test_text_layer.py::test_whatever_was_read_can_be_read_back_in_order",
    "tests/unit/scanner_devices/test_messages.py::test_events_arrive_as_they_were_sent",
    "tests/unit/scanner_devices/test_messages.py::test_noise_is_refused_and_never_anything_else",
)
"""Hypothesis asks for ``numpy.random``, which is not shipped."""
OF_OTHER_SYSTEMS = (
    "tests/unit/scanner_devices/test_scanner_setups.py::test_linux_has_the_scanners_of_the_system",
    "tests/unit/scanner_devices/test_scanner_setups.py::test_watched_folder_and_own_configuration_are_passed_on",
    "tests/unit/sync/test_sync_keys.py::test_the_file_of_keys_is_its_owners_alone",
)
"""SANE and the modes of files are not of Windows. The supervisor's own tests break their worker by means of POSIX:
the virtual TWAIN scanner crashes and hangs instead."""


@pytest.fixture(scope="module")
def python(scanner: WindowsPc) -> WindowsPython:
    """Windows' Python beside the installed program, with pytest."""
    return WindowsPython(scanner)


def test_unit_tests_of_scanner_store_link_and_documents_pass_on_windows(
    python: WindowsPython, pictures: Path
) -> None:
    left_out = without([*READ_WITH_POPPLER, *ASK_THE_PROVINCES_COMMANDS, *DRAW_RANDOM_EXAMPLES, *OF_OTHER_SYSTEMS])

    report = python.test(*FOLDERS, *left_out, timeout_s=3000)

    (pictures.parent / "windows-python.txt").write_text(report.said, encoding="utf-8")
    assert sorted(report.failed) == []
    assert len(report.passed) > 400


def test_the_store_and_the_link_as_a_whole_pass_on_windows(python: WindowsPython) -> None:
    report = python.test(*WHOLE, timeout_s=3000)

    assert sorted(report.failed) == []
    assert len(report.passed) > 40


def test_network_scanners_reading_and_signing_as_a_whole_pass_on_windows(python: WindowsPython) -> None:
    report = python.test(*SCANS_AND_PAPERS, *without(OTHER_JUDGES), timeout_s=3000)

    assert sorted(report.failed) == []
    assert len(report.passed) > 40
