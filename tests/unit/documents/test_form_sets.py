"""Form sets come from data files whose mistakes are named by line."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from counter_app.documents.forms.form_sets import load_form_sets
from counter_app.documents.forms.typefaces import load_typefaces
from counter_app.domain.errors import Damaged, NotFound
from counter_app.domain.forms import FormSet, SlipKind
from tests.rigs.sample_slips import RESOURCES


def _separator(captions: str) -> str:
    head = 'format = 1\ncode = "x"\ntitle = "X"\nvalid_from = 2025-01-01\n[captions]\nof = "Của:"\n'
    form = '[[forms]]\nkind = "separator"\ntitle = "T"\nsize = "A4"\n[forms.captions]\n'
    return head + form + captions


_WHOLE = 'dossier_code = "a"\nprovisional_code = "b"\npaper = "c"\ninstruction = "d"\nnot_a_paper = "e"\n'


def _folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_form_has_its_own_captions_and_those_of_its_set(tmp_path: Path) -> None:
    (known,) = load_form_sets(_folder(tmp_path, _separator(_WHOLE)))

    form = known.form(SlipKind.SEPARATOR)

    assert (form.caption("of"), form.caption("paper")) == ("Của:", "c")


def test_mistakes_are_named_with_file_and_line(tmp_path: Path) -> None:
    wrong = _separator(_WHOLE).replace('size = "A4"', 'size = "B5"')

    with pytest.raises(Damaged) as caught:
        load_form_sets(_folder(tmp_path, wrong))

    assert str(caught.value.facts["mistakes"]).startswith("x.toml:10:")


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="format 2"):
        load_form_sets(_folder(tmp_path, _separator(_WHOLE).replace("format = 1", "format = 2")))


def test_a_folder_without_form_sets_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no_form_set"):
        load_form_sets(tmp_path)


def test_a_missing_typeface_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportlab.pdfbase.pdfmetrics.getRegisteredFontNames", list)

    with pytest.raises(NotFound, match="LiberationSerif-Regular"):
        load_typefaces(tmp_path)


def test_the_product_has_the_sets_of_2018_and_2025_without_a_gap(form_sets: tuple[FormSet, ...]) -> None:
    older, newer = form_sets

    assert (older.code, newer.code) == ("2018", "2025")
    assert older.valid_to == newer.valid_from


def test_every_caption_is_composed_unicode() -> None:
    for file in (RESOURCES / "forms").glob("*.toml"):
        assert unicodedata.is_normalized("NFC", file.read_text(encoding="utf-8")), file.name


@pytest.mark.parametrize(
    ("captions", "blamed"),
    [
        (_WHOLE.replace('paper = "c"\n', ""), "thiếu dòng chữ «paper»"),
        (_WHOLE + 'papre = "c"\n', "không dùng dòng chữ «papre»"),
        (_WHOLE.replace('"d"', '"{hotline}"'), "dòng chữ «instruction»: chỉ được dùng không có"),
        (_WHOLE.replace('"d"', '"{"'), "dòng chữ «instruction»: chỉ được dùng không có"),
    ],
)
def test_captions_that_cannot_be_printed_are_blamed_at_once(tmp_path: Path, captions: str, blamed: str) -> None:
    with pytest.raises(Damaged) as caught:
        load_form_sets(_folder(tmp_path, _separator(captions)))

    assert blamed in str(caught.value.facts["mistakes"])
