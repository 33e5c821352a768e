"""One sentence for every code: what happened, and what to do next, as a colleague at the next window would say.

The tables stand in `sentences`, by where a code comes from. A test collects every code that the program can raise,
list or receive and fails when one has no sentence here.
"""

from __future__ import annotations

from counter_app.ui.sentences.link import COURIER, LINK
from counter_app.ui.sentences.papers import PAPERS, SIGNING
from counter_app.ui.sentences.province import PROVINCE
from counter_app.ui.sentences.scanning import SCANNING
from counter_app.ui.sentences.store import INSTALLATION, STORE
from counter_app.ui.sentences.window import IDENTITY, NOT_FOUND, RULES, SIGNING_IN, TYPED, UNITS

SENTENCES = (
    RULES
    | SIGNING_IN
    | TYPED
    | IDENTITY
    | NOT_FOUND
    | UNITS
    | SCANNING
    | LINK
    | PROVINCE
    | STORE
    | PAPERS
    | SIGNING
    | INSTALLATION
    | COURIER
)
