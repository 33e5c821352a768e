"""Files of the organisation: every mistake is named."""

from __future__ import annotations

import pytest

from counter_app.contract.organisation import check_organisation

ORGANISATION = """\
format = 1
[[units]]
code = "H09"
title = "Tỉnh"
kind = "province_committee"
valid_from = 2024-01-01

[[units]]
code = "H09.1"
title = "Tên cũ"
kind = "branch"
parent = "H09"
valid_from = 2024-01-01
valid_to = 2025-01-01

[[units]]
code = "H09.1"
title = "Tên mới"
kind = "branch"
parent = "H09"
valid_from = 2025-01-01
valid_to = 2025-07-01
successors = [{ code = "H09.2" }]

[[units]]
code = "H09.2"
title = "Sau"
kind = "branch"
parent = "H09"
valid_from = 2025-07-01

[[windows]]
code = "Q1"
unit = "H09.2"
title = "Quầy 1"
valid_from = 2025-07-01

[[staff]]
code = "A"
name = "An"
[[staff.posts]]
unit = "H09.2"
role = "clerk"
title = "Chuyên viên"
employer = "H09"
valid_from = 2025-07-01

[[phases]]
code = "1"
title = "Một"
receiving_kinds = ["branch"]
valid_from = 2024-01-01
valid_to = 2025-03-01

[[phases]]
code = "2"
title = "Hai"
receiving_kinds = ["branch"]
valid_from = 2025-03-01
"""
HEIRS = 'successors = [{ code = "H09.2" }]'
AFTER = 'title = "Sau"\n'
BELOW = AFTER + 'kind = "branch"\nparent = "H09"'
NEVER = "valid_to = 2025-01-01\nvalid"
HEAD = """\
[[units.letterheads]]
parent_line = "A"
unit_line = "B"
place = "C"
number_suffix = "D"
valid_from = 2025-07-01
"""


def line_of(part: str, text: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "at", "codes"),
    [
        ("format = 1", "format = 0", "format", ["wrong_format"]),
        ("valid_to = 2025-01-01", "valid_to = 2025-01-02", "", ["succession", "twin"]),
        ("valid_to = 2025-01-01", "valid_to = 2024-01-01", "valid_to = 2024", ["bad_period"]),
        (HEIRS, "", "", ["succession"]),
        (HEIRS, "dissolved = true", "", []),
        (HEIRS, 'successors = [{ code = "H09.2", main = false }]', "successors", ["succession"]),
        (HEIRS, 'successors = [{ code = "H09.2" }, { code = "H09" }]', "successors", ["succession"]),
        (HEIRS, 'successors = [{ code = "H09.3" }]', "successors", ["unknown_unit"]),
        (AFTER, AFTER + "dissolved = true\n", "", ["succession"]),
        (AFTER, AFTER + 'receives_for = "X"\n', "receives_for", ["unknown_unit"]),
        (
            AFTER + 'kind = "branch"\nparent = "H09"',
            AFTER + 'kind = "branch"\nparent = "X"',
            'parent = "X',
            ["unknown_unit"],
        ),
        (
            AFTER + 'kind = "branch"\nparent = "H09"',
            AFTER + 'kind = "branch"\nparent = "H09.2"',
            'parent = "H09.2',
            ["circle"],
        ),
        ('kind = "province_committee"', 'kind = "province_committee"\nparent = "H09.2"', "", ["circle", "circle"]),
        ('unit = "H09.2"\ntitle', 'unit = "X"\ntitle', 'unit = "X"', ["unknown_unit"]),
        (
            'title = "Quầy 1"\n',
            'title = "Quầy 1"\nvalid_to = 2025-07-01\n',
            "valid_to = 2025-07-01\nvalid",
            ["bad_period"],
        ),
        ('unit = "H09.2"\nrole', 'unit = "X"\nrole', 'unit = "X"', ["unknown_unit"]),
        ('employer = "H09"', 'employer = "X"', "employer", ["unknown_unit"]),
        (
            'employer = "H09"',
            'employer = "H09"\nvalid_to = 2025-01-01',
            "valid_to = 2025-01-01\nvalid",
            ["bad_period"],
        ),
        ("valid_to = 2025-03-01", "valid_to = 2025-03-02", "valid_from = 2025-03-01", ["twin"]),
        ("valid_to = 2025-03-01", "valid_to = 2023-03-01", "valid_to = 2023", ["bad_period"]),
    ],
)
def test_mistakes_in_the_organisation(old: str, new: str, at: str, codes: list[str]) -> None:
    assert ORGANISATION.count(old) == 1
    text = ORGANISATION.replace(old, new)

    book, mistakes = check_organisation({"to-chuc.toml": text})

    assert sorted(mistake.code for mistake in mistakes) == sorted(codes)
    assert (book is None) == bool(codes)
    assert not at or line_of(at, text) in [mistake.line for mistake in mistakes]


def test_letterheads_of_a_unit_follow_one_another() -> None:
    def with_heads(*heads: str) -> list[str]:
        text = ORGANISATION.replace("[[windows]]", "".join(heads) + "[[windows]]")
        return [mistake.code for mistake in check_organisation({"to-chuc.toml": text})[1]]

    later = HEAD.replace("2025-07-01", "2025-08-01")
    ended = HEAD + "valid_to = 2025-08-01\n"
    never = HEAD + "valid_to = 2025-07-01\n"

    assert with_heads(HEAD) == []
    assert with_heads(ended, later) == []
    assert with_heads(HEAD, later) == ["twin"]
    assert with_heads(never) == ["bad_period"]


def test_windows_and_staff_are_declared_once() -> None:
    window = ORGANISATION[ORGANISATION.index("[[windows]]") : ORGANISATION.index("[[staff]]")]
    member = ORGANISATION[ORGANISATION.index("[[staff]]") : ORGANISATION.index("[[phases]]")]

    _, mistakes = check_organisation({"to-chuc.toml": ORGANISATION + window + member})

    assert [(mistake.line, mistake.code) for mistake in mistakes] == [(61, "twin"), (67, "twin")]


def test_units_may_be_spread_over_files() -> None:
    cut = ORGANISATION.index("[[windows]]")
    book, mistakes = check_organisation(
        {"a.toml": ORGANISATION[:cut], "b.toml": "format = 1\n" + ORGANISATION[cut:]}
    )

    assert mistakes == ()
    assert book is not None
    assert (len(book.units), len(book.windows), len(book.staff), len(book.phases)) == (4, 1, 1, 2)


def test_an_organisation_that_is_no_toml_is_one_mistake() -> None:
    assert [mistake.code for mistake in check_organisation({"to-chuc.toml": "["})[1]] == ["syntax"]
