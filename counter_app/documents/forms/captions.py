"""Which printed words a slip needs from its form, and what the program fills into them.

Each slip's module names its captions in ``CAPTIONS``; form-set files are checked against them when they are
read, so that a missing caption or a mistyped brace is found by the one who keeps the file, not at the window.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from counter_app.domain.forms import Form

Captions = Mapping[str, frozenset[str]]
"""The name of each caption, and the names in braces that it may have."""


def plain(*names: str) -> dict[str, frozenset[str]]:
    """Captions that are printed as they are."""
    return dict.fromkeys(names, frozenset())


def filled(form: Form, name: str, **values: str) -> str:
    """The caption with its braces filled in."""
    return form.caption(name).format(**values)


def braces(caption: str) -> frozenset[str]:
    """The names in braces of a caption.

    Raises:
        ValueError: The braces do not match.
    """
    return frozenset(name for _, name, _, _ in Formatter().parse(caption) if name is not None)
