"""What people of the staff are called: acts name them by their ids, and a person reads names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counter_app.contract.messages import ClerkRecord


class StaffNames:
    """Names by clerk id, as the province distributes the staff; read again when somebody unknown turns up."""

    def __init__(self, staff: Callable[[], Sequence[ClerkRecord]]) -> None:
        self._staff = staff
        self._names: dict[str, str] = {}

    def __call__(self, clerk_id: str) -> str:
        """The name; the id itself where this window does not know the person."""
        if clerk_id and clerk_id not in self._names:
            self._names = {one.clerk_id: one.name for one in self._staff()}
        return self._names.get(clerk_id) or clerk_id
