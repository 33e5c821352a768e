"""The applicant's particulars on the panel of decisions: as they stand, and as the clerk mended them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from counter_app.contract.acts import Applicant
from counter_app.domain.errors import InvalidInput
from counter_app.domain.plain_text import fold
from counter_app.ui.presenters.deeds_screen import Asked
from counter_app.ui.presenters.intake_screen import PersonForm
from counter_app.ui.presenters.person_form import applicant_of_form, form_of_applicant
from counter_app.ui.words import words

NAME, ID_NUMBER, BIRTH, SEX = "name", "id_number", "birth", "sex"
PHONE, EMAIL, ADDRESS = "phone", "email", "address"

PERSON: Final = (
    Asked(NAME, words("Deeds", "Họ và tên"), needed=True),
    Asked(ID_NUMBER, words("Deeds", "Số định danh")),
    Asked(BIRTH, words("Deeds", "Ngày sinh")),
    Asked(SEX, words("Deeds", "Giới tính (Nam, Nữ)")),
    Asked(PHONE, words("Deeds", "Điện thoại")),
    Asked(EMAIL, words("Deeds", "Email")),
    Asked(ADDRESS, words("Deeds", "Nơi cư trú"), wide=True),
)

_SEX_NAMES: Final = {"male": "Nam", "female": "Nữ", "": ""}
_SEXES: Final = {"nam": "male", "nu": "female", "male": "male", "female": "female", "": ""}


def texts_of(applicant: Applicant) -> dict[str, str]:
    """What stands in the fields before anything is mended."""
    form = form_of_applicant(applicant)
    return {
        NAME: form.name,
        ID_NUMBER: form.id_number,
        BIRTH: form.birth,
        SEX: _SEX_NAMES.get(form.sex, form.sex),
        PHONE: form.phone,
        EMAIL: form.email,
        ADDRESS: form.address,
    }


def applicant_of(texts: Mapping[str, str]) -> Applicant:
    """The applicant as mended.

    Raises:
        InvalidInput: a value means nothing.
    """
    sex = _SEXES.get(fold(texts[SEX].strip()))
    if sex is None:
        raise InvalidInput("sex_unknown", text=texts[SEX].strip())
    form = PersonForm(
        id_number=texts[ID_NUMBER],
        name=texts[NAME],
        birth=texts[BIRTH],
        sex=sex,
        address=texts[ADDRESS],
        phone=texts[PHONE],
        email=texts[EMAIL],
    )
    return applicant_of_form(form)
