"""The page of cures is whole: every problem of the contract, every entry of the list, tests that exist."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from counter_app.contract.problems import ProblemCode
from counter_app.services import cures
from counter_app.ui.problem_sentences import SENTENCES
from tests.rigs.cures.row import Row
from tests.rigs.cures_page import PAGE, PARTS, ROOT, home_of, page

ROWS = [row for _title, rows in PARTS for row in rows]
PLACES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
SERVICES = ROOT / "counter_app" / "services"


def listed_by_name() -> set[str]:
    """Codes that the use cases put on the list as a text or as a name that stands for one."""
    named: dict[str, str] = {}
    used: list[ast.expr] = []
    for path in sorted(SERVICES.rglob("*.py")):
        for step in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match step:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
                    named[name] = text
                case ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(text))):
                    named[name] = text
                case ast.Call(func=ast.Name(id="note_trouble"), args=[_work, code]):
                    used.append(code)
    texts = {code.value for code in used if isinstance(code, ast.Constant) and isinstance(code.value, str)}
    return texts | {named[code.id] for code in used if isinstance(code, ast.Name) and code.id in named}


def test_the_page_is_what_the_program_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.rigs.cures_page"


def test_every_problem_of_the_contract_is_on_it_once() -> None:
    codes = [row.code for row in ROWS]

    assert len(codes) == len(set(codes))
    assert {code.value for code in ProblemCode} <= set(codes)


def test_every_entry_of_the_list_is_on_it() -> None:
    assert listed_by_name() | {str(code) for code in cures._BY_CODE} <= {row.code for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_what_it_names_is_there(row: Row) -> None:
    assert row.code in SENTENCES or row.code == "busy"
    assert all(home_of(test, PLACES) for test in row.tests)


def test_it_is_linked_from_the_first_page() -> None:
    assert "docs/cures.md" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "cures.md" in Path(ROOT / "docs" / "nemeses.md").read_text(encoding="utf-8")
