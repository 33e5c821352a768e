"""Units, windows and staff on any day, and who answers for a dossier after its unit is gone.

A dossier names the units of its own day. Those names stay; what changes is who acts for them now: ``heir``
follows mergers, splits and replacements to the unit in force. Nothing here knows a particular province.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from counter_app.contract.codes import canonical_unit
from counter_app.contract.organisation import (
    RECEIVING,
    Letterhead,
    OrganisationBook,
    Phase,
    Post,
    Role,
    StaffMember,
    Succession,
    Unit,
    UnitKind,
    Window,
)
from counter_app.contract.provenance import in_force
from counter_app.domain.errors import NotFound
from counter_app.domain.procedure import Place, Procedure

__all__ = [
    "Letterhead",
    "Organisation",
    "Phase",
    "Post",
    "Role",
    "StaffMember",
    "Succession",
    "Unit",
    "UnitKind",
    "Window",
]


@dataclass(frozen=True)
class Organisation:
    """The checked organisation, ready to be asked."""

    book: OrganisationBook
    _versions: dict[str, list[Unit]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        versions: dict[str, list[Unit]] = {}
        for unit in self.book.units:
            for code in (unit.code, *unit.former_codes):
                versions.setdefault(canonical_unit(code), []).append(unit)
        object.__setattr__(self, "_versions", versions)

    def unit(self, code: str, on: date) -> Unit:
        """The unit as it was on that day; its code may stand in either order, or be a former one.

        Raises:
            NotFound: ``unit_unknown``, or ``unit_not_in_force`` on that day.
        """
        versions = self._versions.get(canonical_unit(code))
        if versions is None:
            raise NotFound("unit_unknown", code=code)
        for unit in versions:
            if in_force(unit, on):
                return unit
        raise NotFound("unit_not_in_force", code=code, on=on.isoformat())

    def units(self, on: date, *kinds: UnitKind) -> tuple[Unit, ...]:
        """All units of these kinds on that day, or all of them."""
        return tuple(unit for unit in self.book.units if in_force(unit, on) and (not kinds or unit.kind in kinds))

    def receivers(self, on: date) -> tuple[Unit, ...]:
        """The units that receive dossiers on that day."""
        return self.units(on, *RECEIVING)

    def children(self, code: str, on: date) -> tuple[Unit, ...]:
        """The units right below."""
        key = canonical_unit(code)
        return tuple(unit for unit in self.units(on) if unit.parent and canonical_unit(unit.parent) == key)

    def ancestors(self, code: str, on: date) -> tuple[Unit, ...]:
        """The units above, nearest first, as far as they are in force."""
        above = []
        parent = self.unit(code, on).parent
        while parent:
            unit = self._in_force(parent, on)
            if unit is None:
                break
            above.append(unit)
            parent = unit.parent
        return tuple(above)

    def heir(self, code: str, on: date) -> Unit:
        """The one unit that answers on that day for what a unit did; of a divided one the main part.

        Raises:
            NotFound: ``unit_unknown``, ``unit_dissolved`` without anybody in its place, or
                ``unit_not_in_force`` when it does not exist yet.
        """
        unit = self._last(code, on)
        while not in_force(unit, on):
            succession = next((part for part in unit.successors if part.main), None)
            if succession is None:
                raise NotFound("unit_dissolved", code=unit.code)
            unit = self._last(succession.code, on)
        return unit

    def competent_unit(self, procedure: Procedure, *, on: date, receiving_unit: str, area: str = "") -> Unit:
        """The unit that decides a dossier received on that day.

        Args:
            procedure: The version in force on that day.
            on: The day of receipt.
            receiving_unit: Where it was handed in.
            area: The commune of residence, land or business, by its code of that day. Not needed where the
                place of reception decides or one unit decides for the whole province.

        Raises:
            NotFound: ``competent_unit_unknown``: nobody is known to decide this there; ``area_needed``: it
                depends on the commune.
        """
        if procedure.place is Place.RECEPTION:
            behind = self.unit(receiving_unit, on).receives_for
            if behind:
                return self.unit(behind, on)
        fitting = [
            unit
            for unit in self.units(on, procedure.competent)
            if not unit.fields or procedure.field in unit.fields
        ]
        for unit in fitting:
            if not unit.areas or (area and area in unit.areas):
                return unit
        if fitting and not area:
            raise NotFound("area_needed", procedure=procedure.code)
        raise NotFound("competent_unit_unknown", procedure=procedure.code, area=area)

    def receives_beyond_boundary(self, code: str, procedure: Procedure, on: date) -> bool:
        """Whether a unit may receive this procedure for another one, in the phase of that day."""
        if not procedure.beyond_boundary:
            return False
        unit = self.unit(code, on)
        phase = self.phase(on)
        return unit.kind in RECEIVING and (phase is None or unit.kind in phase.receiving_kinds)

    def phase(self, on: date) -> Phase | None:
        """The stage of the introduction on that day, or None outside of one."""
        return next((phase for phase in self.book.phases if in_force(phase, on)), None)

    def letterhead(self, code: str, on: date) -> Letterhead:
        """What stands at the head of a unit's slips on that day.

        A unit without one writes under the letterhead of the nearest unit above, with its own name below.

        Raises:
            NotFound: ``letterhead_unknown``: neither the unit nor any above has one.
        """
        unit = self.unit(code, on)
        for above in (unit, *self.ancestors(code, on)):
            own = next((head for head in above.letterheads if in_force(head, on)), None)
            if own is None:
                continue
            if above is unit:
                return own
            return Letterhead(
                parent_line=own.unit_line,
                unit_line=unit.title.upper(),
                place=own.place,
                number_suffix=own.number_suffix,
                valid_from=own.valid_from,
                valid_to=own.valid_to,
                address=own.address,
                phone=own.phone,
                website=own.website,
            )
        raise NotFound("letterhead_unknown", code=code)

    def windows(self, unit: str, on: date) -> tuple[Window, ...]:
        """The windows of a unit."""
        key = canonical_unit(unit)
        return tuple(
            window for window in self.book.windows if in_force(window, on) and canonical_unit(window.unit) == key
        )

    def window(self, code: str, on: date) -> Window:
        """The window of that code.

        Raises:
            NotFound: ``window_unknown``.
        """
        for window in self.book.windows:
            if window.code == code and in_force(window, on):
                return window
        raise NotFound("window_unknown", code=code)

    def staff(self, unit: str, on: date) -> tuple[tuple[StaffMember, Post], ...]:
        """Who has a post in a unit, with the post."""
        key = canonical_unit(unit)
        return tuple(
            (member, post)
            for member in self.book.staff
            for post in member.posts
            if in_force(post, on) and canonical_unit(post.unit) == key
        )

    def clerks_for(self, unit: str, field: str, on: date) -> tuple[StaffMember, ...]:
        """The clerks of a unit who take dossiers of a field of work: who is named as receiver of a transfer."""
        return tuple(
            member
            for member, post in self.staff(unit, on)
            if post.role is Role.CLERK and (not post.fields or field in post.fields)
        )

    def posts(self, member: str, on: date) -> tuple[Post, ...]:
        """The posts that somebody holds on that day, in all units.

        Raises:
            NotFound: ``staff_unknown``.
        """
        for known in self.book.staff:
            if known.code == member:
                return tuple(post for post in known.posts if in_force(post, on))
        raise NotFound("staff_unknown", code=member)

    def has_role(self, member: str, role: Role, unit: str, on: date) -> bool:
        """Whether somebody acts in this role for the unit, by a post there or in a unit above it."""
        places = {canonical_unit(unit), *(canonical_unit(above.code) for above in self.ancestors(unit, on))}
        return any(post.role is role and canonical_unit(post.unit) in places for post in self.posts(member, on))

    def _in_force(self, code: str, on: date) -> Unit | None:
        return next((unit for unit in self._versions.get(canonical_unit(code), ()) if in_force(unit, on)), None)

    def _last(self, code: str, on: date) -> Unit:
        """The version in force, or the last one before that day."""
        versions = self._versions.get(canonical_unit(code))
        if versions is None:
            raise NotFound("unit_unknown", code=code)
        begun = [unit for unit in versions if unit.valid_from <= on]
        if not begun:
            raise NotFound("unit_not_in_force", code=code, on=on.isoformat())
        return max(begun, key=lambda unit: unit.valid_from)
