"""The installed program scans through TWAIN: a real state machine, driven by a virtual source of our own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.rigs.windows_pc import WindowsPc
from tests.windows.conftest import PROGRAMS

A4_200, A4_300 = [1654, 2339], [2480, 3508]


def scan(pc: WindowsPc, *cases: str, transfer: str = "native") -> list[dict[str, Any]]:
    script = "Z:\\work\\twain\\scan_script.py"
    said = pc.run([f"{PROGRAMS}\\runtime\\python.exe", script, transfer, *cases], timeout_s=300)
    line = next(line for line in said.splitlines() if line.startswith("RESULT "))
    results: list[dict[str, Any]] = json.loads(line.removeprefix("RESULT "))
    return results


def test_a_stack_comes_whole_in_order_in_colour_and_at_the_resolution(scanner: WindowsPc) -> None:
    (result,) = scan(scanner, "12/200/1/colour")

    assert result["end"] == "finished"
    assert result["pages"] == [[number, *A4_200, "RGB", 200, ""] for number in range(1, 13)]


def test_both_sides_and_grey_are_what_was_asked_for(scanner: WindowsPc) -> None:
    both, grey = scan(scanner, "2/300/2/colour", "1/200/1/grey")

    assert [page[-1] for page in both["pages"]] == ["1A", "1B"]
    assert both["pages"][0][1:3] == A4_300
    assert grey["pages"] == [[1, *A4_200, "L", 200, ""]]


def test_pages_in_strips_are_the_same_pages(scanner: WindowsPc) -> None:
    colour, both, grey = scan(scanner, "3/200/1/colour", "1/300/2/colour", "1/200/1/grey", transfer="memory")

    assert colour["pages"] == [[number, *A4_200, "RGB", 200, ""] for number in range(1, 4)]
    assert both["pages"] == [[1, *A4_300, "RGB", 300, "1A"]]
    assert grey["pages"] == [[1, *A4_200, "L", 200, ""]]


@pytest.mark.parametrize(
    ("fault", "end"),
    [("jam", "jam"), ("cancel", "cancelled_at_device"), ("crash", "driver_crashed"), ("hang", "driver_hung")],
)
def test_a_fault_in_the_middle_of_a_page_costs_that_page(scanner: WindowsPc, fault: str, end: str) -> None:
    (result,) = scan(scanner, f"4 {fault} 3/200/1/colour", transfer="memory")

    assert result["end"] == end
    assert [page[0] for page in result["pages"]] == [1, 2]


def test_faults_keep_the_pages_before_them_and_have_their_names(scanner: WindowsPc) -> None:
    faults = ("jam", "double_feed", "offline", "cover_open")

    results = scan(scanner, *(f"4 {fault} 3/200/1/colour" for fault in faults))

    assert [result["end"] for result in results] == list(faults)
    assert [[page[0] for page in result["pages"]] for result in results] == [[1, 2]] * len(faults)


def test_an_empty_feeder_and_a_scanner_in_use_are_told_at_once(scanner: WindowsPc) -> None:
    results = scan(scanner, "0/200/1/colour", "3 busy/200/1/colour")

    assert [result["end"] for result in results] == ["feeder_empty", "busy"]


def test_a_cancel_here_or_at_the_device_keeps_whole_pages(scanner: WindowsPc) -> None:
    here, there = scan(scanner, "9/200/1/colour/stop", "4 cancel 3/200/1/colour")

    assert (here["end"], len(here["pages"])) == ("cancelled", 1)
    assert (there["end"], len(there["pages"])) == ("cancelled_at_device", 2)


def test_a_source_that_crashes_or_hangs_costs_its_page_and_nothing_else(scanner: WindowsPc) -> None:
    crashed, hung, after = scan(scanner, "3 crash 2/200/1/colour", "3 hang 2/200/1/colour", "2/200/1/colour")

    assert (crashed["end"], len(crashed["pages"])) == ("driver_crashed", 1)
    assert (hung["end"], len(hung["pages"])) == ("driver_hung", 1)
    assert (after["end"], len(after["pages"])) == ("finished", 2)
