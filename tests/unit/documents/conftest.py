"""The real form sets and typefaces: they are data of the product, not of the tests."""

from __future__ import annotations

import pytest

from counter_app.documents.forms.form_sets import load_form_sets
from counter_app.documents.forms.typefaces import load_typefaces
from counter_app.domain.forms import FormSet
from tests.rigs.sample_slips import RESOURCES


@pytest.fixture(scope="session", autouse=True)
def typefaces() -> None:
    load_typefaces(RESOURCES / "fonts")


@pytest.fixture(scope="session")
def form_sets() -> tuple[FormSet, ...]:
    return load_form_sets(RESOURCES / "forms")


@pytest.fixture(scope="session")
def forms_2018(form_sets: tuple[FormSet, ...]) -> FormSet:
    return next(known for known in form_sets if known.code == "2018")


@pytest.fixture(scope="session")
def forms_2025(form_sets: tuple[FormSet, ...]) -> FormSet:
    return next(known for known in form_sets if known.code == "2025")
