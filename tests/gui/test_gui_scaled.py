"""On screens scaled by 125 to 200 %, no text is cut off either."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

LONG = pytest.mark.long


@pytest.mark.parametrize(
    ("factor", "language"),
    [
        ("1.5", "vi"),
        pytest.param("1.25", "vi", marks=LONG),
        pytest.param("1.75", "vi", marks=LONG),
        pytest.param("2", "vi", marks=LONG),
        pytest.param("1.25", "en", marks=LONG),
        pytest.param("1.5", "en", marks=LONG),
        pytest.param("2", "en", marks=LONG),
    ],
)
def test_no_text_is_cut_off_on_a_scaled_screen(factor: str, language: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.rigs.scaled_window", language],
        env={**os.environ, "QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen"},  # noqa: TID251 - passed on
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["ratio"] == float(factor)
    assert told["cut"] == {}
