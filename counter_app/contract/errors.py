"""The errors that rules of both sides raise: the trunk of the tree that ``domain/errors.py`` draws."""

from __future__ import annotations

from collections.abc import Mapping

from typing_extensions import override


class CounterError(Exception):
    """Something went wrong that the program foresaw.

    Args:
        code: Stable name of the situation, e.g. ``"feeder_empty"``; wording is looked up by it.
        facts: What the sentence needs: page number, paper title, file name. No secrets, no personal data
            beyond what the screen shows anyway.
    """

    def __init__(self, code: str, /, **facts: str | int) -> None:
        self.code = code
        self.facts: Mapping[str, str | int] = dict(facts)
        told = ", ".join(f"{name}={value}" for name, value in facts.items())
        super().__init__(f"{code} ({told})" if told else code)

    @override
    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way from a worker process to the window."""
        return (_rebuild, (type(self), self.code, dict(self.facts)))


def _rebuild(kind: type[CounterError], code: str, facts: dict[str, str | int]) -> CounterError:
    return kind(code, **facts)


class RuleBroken(CounterError):
    """The clerk asked for something that the rules forbid."""


class InvalidInput(RuleBroken):
    """A typed, read or loaded value is not what the rules accept."""
