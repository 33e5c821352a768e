"""When two numbered forms of the tax office are one piece of paper: window and province have to agree on it."""

from __future__ import annotations


def form_key(model: str, series: str, serial: str) -> str:
    """One text for one form, however it was typed: spaces, case and leading zeros do not count."""
    parts = (model, series, serial)
    plain = ["".join(part.upper().split()) for part in parts]
    return "|".join((plain[0], plain[1], plain[2].lstrip("0")))
