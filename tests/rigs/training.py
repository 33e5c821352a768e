"""A clerk's training key, made once per test session: making keys is slow."""

from __future__ import annotations

from functools import cache

from counter_app.documents.training_certificate import TrainingKey, make_training_key
from tests.rigs.sample_pages import SCANNED_AT
from tests.rigs.sample_slips import RESOURCES

CLERK = "Trần Quốc Bảo"
PASSPHRASE = "chỉ để đào tạo"
TYPEFACE = RESOURCES / "fonts" / "LiberationSerif-Regular.ttf"


@cache
def training_key() -> TrainingKey:
    return make_training_key(CLERK, PASSPHRASE, now=SCANNED_AT)
