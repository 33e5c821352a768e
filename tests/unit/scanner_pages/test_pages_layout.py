"""The order in which a person reads a page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.pages import Box, Line, Word
from counter_app.scanner.pages.layout import arranged
from counter_app.scanner.pages.ocr import Recognised, make_line, mean_confidence, placed, tidy
from counter_app.scanner.pages.tables import Grid, Table, find_tables

HEIGHT = 30
LETTER = 14


def line(top: int, *words: tuple[int, str], sure: float = 95.0) -> Line:
    """A line of words, each at its left edge; a letter is 14 pixels wide."""
    made = tuple(Word(text, Box(left, top, len(text) * LETTER, HEIGHT), sure) for left, text in words)
    right = made[-1].box.left + made[-1].box.width
    left = made[0].box.left
    return Line(made, Box(left, top, right - left, HEIGHT), (left, top + 24, right, top + 24))


def read(*lines: Line, tables: tuple[Table, ...] = ()) -> list[str]:
    return [part.text for part in arranged(lines, tables)]


def test_lines_are_read_from_top_to_bottom_whatever_order_they_came_in() -> None:
    assert read(line(300, (100, "ba")), line(100, (100, "một")), line(200, (100, "hai"))) == ["một", "hai", "ba"]


def test_a_heading_is_read_column_by_column() -> None:
    text = read(
        line(100, (150, "ỦY"), (190, "BAN"), (700, "CỘNG"), (770, "HÒA")),
        line(140, (140, "XÃ"), (180, "MẪU"), (660, "Độc"), (720, "lập")),
        line(180, (150, "Số:"), (200, "7"), (690, "ngày"), (760, "nay")),
    )

    assert text == ["ỦY BAN", "XÃ MẪU", "Số: 7", "CỘNG HÒA", "Độc lập", "ngày nay"]


def test_columns_that_nearly_touch_part_where_the_rows_below_show_the_gap() -> None:
    text = read(
        line(
            100, (100, "ỦY"), (136, "BAN"), (186, "NHÂN"), (250, "DÂN"), (330, "CỘNG"), (394, "HÒA"), (444, "XÃ")
        ),
        line(140, (150, "XÃ"), (190, "MẪU"), (360, "Độc"), (410, "lập")),
    )

    assert text == ["ỦY BAN NHÂN DÂN", "XÃ MẪU", "CỘNG HÒA XÃ", "Độc lập"]


def test_a_title_below_the_heading_belongs_to_neither_column() -> None:
    text = read(
        line(100, (150, "ỦY"), (190, "BAN"), (700, "CỘNG"), (770, "HÒA")),
        line(140, (140, "XÃ"), (180, "MẪU"), (690, "Độc"), (750, "lập")),
        line(200, (430, "THÔNG"), (510, "BÁO")),
        line(240, (100, "Kính"), (170, "gửi")),
    )

    assert text == ["ỦY BAN", "XÃ MẪU", "CỘNG HÒA", "Độc lập", "THÔNG BÁO", "Kính gửi"]


def test_two_signatures_are_read_one_after_the_other_down_to_the_names() -> None:
    text = read(
        line(
            100,
            (100, "Xong."),
        ),
        line(200, (150, "BÊN"), (200, "A"), (700, "BÊN"), (750, "B")),
        line(460, (130, "Lê"), (170, "An"), (690, "Hồ"), (730, "Bá")),
    )

    assert text == ["Xong.", "BÊN A", "Lê An", "BÊN B", "Hồ Bá"]


def test_justified_text_with_wide_spaces_stays_one_line() -> None:
    assert read(line(100, (100, "với"), (170, "người"), (270, "dân"))) == ["với người dân"]


def test_a_list_of_three_columns_without_rules_is_read_row_by_row() -> None:
    rows = [line(100 + 40 * row, (100, f"{row}"), (300, f"tên{row}"), (700, f"số{row}")) for row in range(4)]

    assert read(*rows)[:6] == ["0", "tên0", "số0", "1", "tên1", "số1"]


def test_a_ruled_table_is_read_cell_by_cell_with_wrapped_lines_together() -> None:
    table = Table(Box(90, 90, 620, 140), columns=(90, 400, 710), rows=(90, 170, 230))
    text = read(
        line(95, (100, "Ngày"), (420, "Kết")),
        line(130, (100, "hẹn"), (420, "quả")),
        line(185, (100, "22/02"), (420, "đạt")),
        line(300, (100, "Hết.")),
        tables=(table,),
    )

    assert text == ["Ngày", "hẹn", "Kết", "quả", "22/02", "đạt", "Hết."]


def test_letters_that_the_engine_does_not_believe_are_a_pens_loops() -> None:
    assert read(line(100, (100, "Người"), (200, "nộp")), line(200, (140, "“6n"), sure=20.0)) == ["Người nộp"]


def test_a_doubtful_number_in_a_table_is_kept() -> None:
    table = Table(Box(90, 90, 620, 140), columns=(90, 400, 710), rows=(90, 170, 230))

    assert read(line(110, (100, "7"), sure=30.0), tables=(table,)) == ["7"]


def test_a_split_line_keeps_its_baseline() -> None:
    whole = line(100, (100, "trái"), (700, "phải"))

    left, right = arranged([whole], ())

    assert left.baseline[1] == right.baseline[1] == 124
    assert (right.baseline[0], right.baseline[2]) == (700, 756)
    assert left.box.height == right.box.height == HEIGHT


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.lists(st.integers(0, 40), min_size=1, max_size=5, unique=True)),
        max_size=12,
    )
)
def test_no_word_is_lost_or_doubled_by_ordering(places: list[tuple[int, list[int]]]) -> None:
    lines = [
        line(row * 20, *((column * 50, f"t{number}x{column}") for column in sorted(columns)))
        for number, (row, columns) in enumerate(places)
    ]

    parts = arranged(lines, ())

    assert sorted(word.text for part in parts for word in part.words) == sorted(
        word.text for whole in lines for word in whole.words
    )


def test_a_table_is_what_is_ruled_both_ways() -> None:
    level = tuple(Box(100, down, 400, 2) for down in (100, 150, 200))
    upright = tuple(Box(across, 100, 2, 100) for across in (100, 300, 498))
    underline = Box(700, 600, 200, 2)

    tables = find_tables(Grid((*level, underline), upright), dpi=200)

    assert [(table.columns, table.rows) for table in tables] == [((101, 301, 499), (101, 151, 201))]
    assert tables[0].cell(Box(320, 160, 20, 20)) == (2, 2)
    assert not tables[0].holds(Box(600, 160, 20, 20))


def test_words_are_tidied_of_scratches_and_dotted_ends() -> None:
    assert tidy("Nam.....", 90) == "Nam."
    assert tidy("|H36.99_", 90) == "H36.99"
    assert tidy("Tro\u031b\u0323", 90) == "Trợ"
    assert (tidy("-", 90), tidy("-", 20), tidy("\\", 99)) == ("-", "", "")


def test_a_line_from_top_to_bottom_is_no_line() -> None:
    words = [("œ", Box(10, 400, 20, 30), 40.0), ("Ưư", Box(10, 300, 20, 30), 40.0)]

    assert make_line(words, Box(10, 300, 20, 130), (10, 430, 30, 430)) is None


def test_what_is_read_in_a_block_is_placed_on_the_page() -> None:
    found = Recognised((line(12, (12, "7")),), 90.0)

    moved = placed(found, Box(200, 500, 60, 300)).lines[0]

    assert (moved.box.left, moved.box.top) == (200, 500)
    assert (moved.words[0].box.left, moved.baseline[1]) == (200, 524)


def test_confidence_counts_letters_not_words() -> None:
    lines = (line(0, (0, "dài"), sure=90.0), line(50, (0, "x"), sure=10.0))

    assert mean_confidence(lines) == 70.0
