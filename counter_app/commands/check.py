"""``python -m counter_app check FOLDER``: every mistake in a province's data files, by file and line.

The folder is laid out as ``resources``: ``procedures``, ``calendars``, ``codes``, ``organisation``,
``indicators``, ``retention`` and ``forms`` with TOML files, ``addresses`` with a list. What is not there is not
checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from counter_app.contract.calendars import check_calendars
from counter_app.contract.catalogue import check_catalogue
from counter_app.contract.codes import check_codes
from counter_app.contract.indicators import check_indicators
from counter_app.contract.organisation import check_organisation
from counter_app.contract.reading import Mistake
from counter_app.contract.retention import check_retention
from counter_app.documents.forms.form_sets import load_form_sets
from counter_app.domain.addresses import read_address_book
from counter_app.domain.errors import Damaged, InvalidInput

Check = Callable[[Mapping[str, str]], tuple[object | None, tuple[Mistake, ...]]]

CHECKS: dict[str, Check] = {
    "procedures": check_catalogue,
    "calendars": check_calendars,
    "codes": check_codes,
    "organisation": check_organisation,
    "indicators": check_indicators,
    "retention": check_retention,
}


def check_folder(folder: Path, said: Callable[[str], None]) -> int:
    """Say every mistake and then how many there were, which is also the answer.

    Raises:
        InvalidInput: ``folder_missing``: none of these folders is there, or none has a file.
    """
    files = mistakes = 0
    for name, check in CHECKS.items():
        texts = {f"{name}/{path.name}": _text(path) for path in sorted((folder / name).glob("*.toml"))}
        if texts:
            files += len(texts)
            found = check(texts)[1]
            mistakes += len(found)
            for mistake in found:
                said(str(mistake))
    for path in sorted((folder / "addresses").glob("*.tsv")):
        files += 1
        try:
            read_address_book(_text(path))
        except InvalidInput as refused:
            mistakes += 1
            said(f"addresses/{path.name}:{refused.facts['line']}: không đọc được dòng này")
    if list((folder / "forms").glob("*.toml")):
        files += len(list((folder / "forms").glob("*.toml")))
        try:
            load_form_sets(folder / "forms")
        except Damaged as refused:
            found_in_forms = str(refused.facts["mistakes"]).splitlines()
            mistakes += len(found_in_forms)
            for line in found_in_forms:
                said(f"forms/{line}")
    if not files:
        raise InvalidInput("folder_missing", file=str(folder / "procedures"))
    said(f"{files} tệp, {mistakes} lỗi")
    return mistakes


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
